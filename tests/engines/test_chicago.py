"""What the stock Chicago style prints from our CSL-JSON, in pandoc and in citeproc-js."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from documents import PUZANOV, TWO_ARCHIVES

from provenance import Agent, Leaves, Locator, Publication, Record, Unit, export

pytestmark = pytest.mark.engine

Engine = Callable[[list[dict[str, Any]]], Any]


def items(*records: Record) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(export(records, "csl-json"))
    return found


def once(part: str, text: str) -> bool:
    return text.count(part) == 1


def test_a_note_says_what_a_historian_needs(engine: Engine) -> None:
    (note,) = engine(items(PUZANOV)).notes
    assert note.startswith(
        "A. M. Puzanov, “Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957"
    )
    for part in (
        "December 23, 1957",
        "trans. Gary Goldberg",
        "History and Public Policy Program Digital Archive",
        "f. 0102, op. 14, d. 6, ll. 26–29",
        "Archive of Foreign Policy of the Russian Federation (AVPRF)",
        "Moscow",
    ):
        assert once(part, note), part
    assert "NKIDP" not in note  # Chicago would print it as the name of a series


def test_a_bibliography_entry_has_the_same(engine: Engine) -> None:
    (entry,) = engine(items(PUZANOV)).bibliography
    assert entry.startswith("Puzanov, A. M. “Journal of Soviet Ambassador")
    for part in (
        "December 23, 1957",
        "Translated by Gary Goldberg",
        "History and Public Policy Program Digital Archive",
        "op. 14, d. 6, ll. 26–29",
        "Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow",
    ):
        assert once(part, entry), part


def test_every_holding_is_printed_with_its_archive_and_a_name_is_not_turned(
    engine: Engine,
) -> None:
    cited = engine(items(TWO_ARCHIVES))
    for text in (*cited.notes, *cited.bibliography):
        assert text.startswith("Kim Il Sung")
        assert once("AVPRF, f. 059a, op. 5a, d. 3, l. 87; RGASPI, f. 558, op. 11", text)
        assert once("Archive of Foreign Policy of the Russian Federation (AVPRF)", text)
        assert once("Russian State Archive of Socio-Political History (RGASPI)", text)
        assert once("January 19, 1950", text)
        assert once("https://example.org/d/7", text)


@pytest.mark.parametrize(
    ("edtf", "printed"),
    [
        ("1957-12", "December 1957"),
        ("1957-12-21/1957-12-23", "December 21–23, 1957"),
        ("1957?", "[1957?]"),
        ("1957-21", "Spring 1957"),
        ("[..1958-01-07]", "not later than 7 January 1958"),
        ("1957-41", "second half of 1957"),
    ],
)
def test_dates(engine: Engine, edtf: str, printed: str) -> None:
    record = Record(
        key="a",
        title="Report",
        date=edtf,
        holdings=[Locator("garf", [Unit("fond", "R-5446")], Leaves.parse("3"))],
    )
    (note,) = engine(items(record)).notes
    assert once(printed, note)


def test_a_title_in_another_language_is_no_earlier_publication(engine: Engine) -> None:
    one = Record(key="a", kind="telegram", date="1957-12-23", original_title="Телеграмма")
    two = Record(key="b", title="Telegram", date="1957-12-23", original_title="Телеграмма")
    first, second = (engine(items(each)).notes[0] for each in (one, two))
    assert once("“Телеграмма,”", first)  # the only title there is
    assert "Телеграмма" not in second


def test_a_document_without_a_title_goes_by_its_kind(engine: Engine) -> None:
    record = Record(
        key="a",
        kind="telegram",
        date="1957-12-23",
        classification="top secret",
        creators=[Agent("Charles de Gaulle", "de Gaulle", "Charles")],
        holdings=[Locator(None, [Unit("box", "9")], archive_text="Archive of the Town")],
        publication=Publication(host="A Site", url="https://example.org/2"),
    )
    cited = engine(items(record))
    assert cited.notes[0].startswith("Charles de Gaulle, telegram, A Site, December 23, 1957")
    assert cited.bibliography[0].startswith("Gaulle, Charles de. Telegram.")
    for text in (*cited.notes, *cited.bibliography):
        assert "box 9" in text.lower()
        assert once("Archive of the Town", text)
