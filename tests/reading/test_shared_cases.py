"""Saved pages that are not part of the repository: read where they are, skipped elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from provenance.model import Record
from provenance.reading.page import read_page
from provenance.reading.source import read_source
from provenance.writing.record import plain

PAGES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "pages"

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the cases are not here")


def read(name: str) -> tuple[Record, dict[str, Any]]:
    record = read_page(read_source((PAGES / name).read_bytes()).text, source=name)
    return record, plain(record)


def keys(record: Record) -> list[str]:
    return [holding.key for holding in record.holdings]


def test_an_old_page_without_a_heading() -> None:
    record, shown = read("puzanov-1957-12-23.txt")
    assert shown["key"] == "puzanov-1957-12-23"
    assert shown["kind"] == "journal"
    assert shown["title"] == (
        "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957"
    )
    assert (shown["date"], shown["date_text"]) == ("1957-12-23", "[23] December 1957")
    assert shown["period"] == "1957-12-21/1957-12-23"
    assert shown["number"] == "309"
    assert "numbers" not in shown
    assert shown["creators"] == [
        {"name": "A. M. Puzanov", "family": "Puzanov", "given": "A. M.",
         "office": "Soviet Ambassador to the DPRK", "role": "author"}
    ]  # fmt: skip
    assert keys(record) == ["avprf:fond=0102;opis=14;delo=6;list=26-29"]
    copies = shown["copies"]
    assert (copies["number"], copies["printed"]) == (3, 5)
    assert [(line["copy"], line["to"]) for line in copies["distribution"]] == [
        (1, "Gromyko"), (2, "Fedorenko"), (3, "Kurdyukov"), (4, "Solodovnik"), (5, "file"),
    ]  # fmt: skip
    assert record.copies is not None
    assert record.copies.receiver == "Kurdyukov"
    assert (copies["register"], copies["typed"], copies["typed_by"]) == (
        "772", "1957-12-25", "Rodionova",
    )  # fmt: skip
    assert shown["marks"] == [
        {"kind": "handwritten", "text": "to file. N. Torb[[enkov]]"},
        {"kind": "stamp", "text": "7 January 1958", "date": "1958-01-07", "condition": "faded"},
        {"kind": "handwritten", "text": "to Cde. Torbenkov, N. Ye.\nto the CC\nto file. N. T. 2"},
        {"kind": "signature", "by": "A. Puzanov"},
    ]
    assert shown["credits"] == [{"role": "translated", "by": ["Gary Goldberg"], "for": "NKIDP"}]
    assert shown["publication"] == {
        "host": "History and Public Policy Program Digital Archive",
        "versions": [{"language": "en", "form": "HTML"}],
        "sponsors": ["ROK Ministry of Unification", "Leon Levy Foundation"],
    }
    assert shown["summary"].startswith("Kim Il Sung shares impressions ")
    assert shown["summary"].endswith(" military units.")
    assert "unread" not in shown


def test_an_old_page_with_a_heading_in_capitals() -> None:
    record, shown = read("hungary-1955-02-26.old-site.txt")
    assert shown["title"] == (
        "Report, Embassy of Hungary in North Korea to the Hungarian Foreign Ministry"
    )
    assert shown["date"] == "1955-02-26"
    assert [agent["name"] for agent in shown["creators"]] == [
        "Embassy of Hungary in North Korea", "Pál Szarvas",
    ]  # fmt: skip
    assert shown["recipients"] == [{"name": "Hungarian Foreign Ministry"}]
    assert [holding.archive for holding in record.holdings] == ["mnl-ol"]
    assert shown["credits"] == [{"role": "translated", "by": ["Balazs Szalontai"], "for": "NKIDP"}]
    assert shown["publication"]["url"] == "https://digitalarchive.wilsoncenter.org/document/113395"
    assert shown["publication"]["id"] == "113395"
    assert "marks" not in shown


def test_a_new_page_without_labels() -> None:
    record, shown = read("ivanov-1956-06-07.new-site.txt")
    assert shown["key"] == "ivanov-1956-06-07"
    assert shown["title"] == "Memorandum of Conversation between Kim Sung-hwa and Ambassador Ivanov"
    assert shown["kind"] == "memorandum of conversation"
    assert shown["number"] == "179"
    assert shown["numbers"] == [{"kind": "register", "value": "179", "date": "1956-06-13"}]
    assert shown["period"] == "1956-05-24/1956-06-11"
    assert shown["classification"] == "top secret"
    assert shown["copies"] == {"number": 2}
    assert shown["creators"] == [
        {"name": "V. I. Ivanov", "family": "Ivanov", "given": "V. I.",
         "office": "Ambassador of the USSR in the DPRK", "role": "author"},
        {"name": "Embassy of the USSR in the DPRK", "role": "issuing body"},
    ]  # fmt: skip
    assert keys(record) == ["rgani:fond=5;opis=28;delo=410;list=210"]
    assert shown["credits"] == [
        {"role": "obtained", "by": ["James F. Person"]},
        {"role": "translated", "by": ["Gary Goldberg"]},
    ]
    assert shown["publication"] == {"sponsors": ["Leon Levy Foundation"]}
    assert shown["summary"].startswith("Kim Seung-hwa and Ivanov ")
    assert shown["summary"].endswith(" Choe Chang-ik.")
    assert shown["rights"].startswith("The History and Public Policy Program welcomes reuse")
    assert "email" not in shown["rights"]
    assert "marks" not in shown
    assert "unread" not in shown


def test_a_cover_page_on_one_line() -> None:
    record, shown = read("shehu-mao-1967-09-30.pdf-cover-flat.txt")
    assert shown["title"] == (
        "Memorandum of Conversation between Albanian Council of Ministers Chairman Mehmet Shehu "
        "and Mao Zedong"
    )
    assert shown["date"] == "1967-09-30"
    assert shown["language"] == "sq"
    assert shown["summary"] == "A record of a meeting [...]"
    assert [holding.archive for holding in record.holdings] == ["aqppsh"]
    assert shown["credits"] == [
        {"role": "obtained", "by": ["Ana Lalaj"]},
        {"role": "translated", "by": ["Enkel Daljani"]},
    ]
    assert shown["publication"] == {
        "host": "History and Public Policy Program Digital Archive",
        "url": "http://digitalarchive.wilsoncenter.org/document/117693",
        "id": "117693",
        "versions": [{"language": "en", "form": "translation"}, {"form": "scan"}],
        "sponsors": ["Leon Levy Foundation"],
    }


def test_a_staging_copy_with_values() -> None:
    record, shown = read("stalin-mao-1952-02-03.staging.txt")
    assert shown["key"] == "filippov-1952-02-03"
    assert (shown["kind"], shown["number"]) == ("telegram", "709")
    assert shown["handling"] == ["top priority", "special"]
    assert [agent["name"] for agent in shown["creators"]] == ["Filippov [Stalin]"]
    assert [agent["name"] for agent in shown["recipients"]] == ["Krasovsky", "Mao Zedong"]
    assert keys(record) == [
        "aprf:fond=45;opis=1;delo=342;list=78",
        "avprf:fond=059a;opis=5a;papka=11;delo=5;list=80",
        "rgaspi:fond=558;opis=11;delo=342;list=78",
    ]
    assert "credits" not in shown
    assert shown["publication"] == {"id": "113636", "uploaded": "2011-11-20"}
    assert shown["unread"] == [
        {"line": 15, "text": "BEIJING--"}, {"line": 29, "text": "No. 72/III"},
    ]  # fmt: skip


def test_a_new_page_without_values() -> None:
    record, shown = read("tass-1945-10-23.new-site-no-values.txt")
    assert shown["key"] == "digest-1945-10-23"
    assert shown["title"] == (
        "TASS Digest Distributed to Cde. I.V. Stalin et al, 'Report of a TASS Correspondent in "
        "France'"
    )
    assert shown["classification"] == "top secret"
    assert shown["numbers"] == [{"kind": "outgoing", "value": "499ss"}]
    assert shown["copies"]["printed"] == 8
    assert [line["to"] for line in shown["copies"]["distribution"]] == [
        "Cde. I. V. Stalin", "Cde. V. M. Molotov", "Cde. G. M. Malenkov", "Cde. L. P. Beria",
        "Cde. V. N. Merkulov", "Cde. A. Ya. Vyshinsky", "Cde. V. G. Dekanozov", "file",
    ]  # fmt: skip
    assert (shown["copies"]["register"], shown["copies"]["typed"]) == ("425", "1945-10-23")
    assert shown["marks"] == [
        {"kind": "stamp", "text": "Secret Department of TASS"},
        {"kind": "handwritten", "text": "PR"},
    ]
    assert record.holdings == ()
    assert record.credits == ()
    assert shown["publication"] == {"sponsors": ["Blavatnik Family Foundation"]}
    assert shown["unread"] == [{"line": 20, "text": "zp"}]
