"""The example pages, one in each layout, read completely: worked out by hand from their text."""

from __future__ import annotations

from typing import Any

import pytest

from provenance._data import data
from provenance.model import Record
from provenance.reading.page import read_body, read_page
from provenance.reading.source import Source, read_source
from provenance.writing.record import plain

HOST = "History and Public Policy Program Digital Archive"
RIGHTS = (
    "The History and Public Policy Program welcomes reuse of its archive in class and in research"
)

EXPECTED: dict[str, dict[str, Any]] = {
    "puzanov-1957-12-23.txt": {
        "key": "puzanov-1957-12-23",
        "kind": "journal",
        "title": "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957",
        "date": "1957-12-23",
        "date_text": "[23] December 1957",
        "period": "1957-12-21/1957-12-23",
        "number": "309",
        "summary": "The Soviet ambassador calls on Kim Il Sung, who tells him how the meetings of "
        "cooperative farm leaders went and what is planned for factories and for the army.",
        "creators": [
            {
                "name": "A. M. Puzanov",
                "family": "Puzanov",
                "given": "A. M.",
                "office": "Soviet Ambassador to the DPRK",
                "role": "author",
            }
        ],
        "holdings": ["avprf:fond=0102;opis=14;delo=6;list=26-29"],
        "copies": {
            "number": 3,
            "printed": 5,
            "distribution": [
                {"copy": 1, "to": "Gromyko"},
                {"copy": 2, "to": "Fedorenko"},
                {"copy": 3, "to": "Kurdyukov"},
                {"copy": 4, "to": "Solodovnik"},
                {"copy": 5, "to": "file"},
            ],
            "register": "772",
            "typed_by": "Rodionova",
            "typed": "1957-12-25",
        },
        "marks": [
            {"kind": "handwritten", "text": "to file. N. Torb[[enkov]]"},
            {
                "kind": "stamp",
                "text": "7 January 1958",
                "date": "1958-01-07",
                "condition": "faded",
            },
            {
                "kind": "handwritten",
                "text": "to Cde. Torbenkov, N. Ye.\nto the CC\nto file. N. T. 2",
            },
            {"kind": "signature", "by": "A. Puzanov"},
        ],
        "credits": [{"role": "translated", "by": ["Gary Goldberg"], "for": "NKIDP"}],
        "publication": {
            "host": HOST,
            "versions": [{"language": "en", "form": "HTML"}],
            "sponsors": ["ROK Ministry of Unification", "Leon Levy Foundation"],
        },
    },
    "szarvas-1955-02-26.txt": {
        "key": "szarvas-1955-02-26",
        "kind": "report",
        # the heading is in capitals, the citation is not
        "title": "Report, Embassy of Hungary in North Korea to the Hungarian Foreign Ministry",
        "date": "1955-02-26",
        "summary": "Report from Pál Szarvas, Hungarian Ambassador to the DPRK, on how little the "
        "foreign embassies in the country get to see and on the ways in which they are kept at a "
        "distance.",
        "creators": [
            {"name": "Embassy of Hungary in North Korea", "role": "author"},
            {
                "name": "Pál Szarvas",
                "family": "Szarvas",
                "given": "Pál",
                "office": "Hungarian Ambassador to the DPRK",
                "role": "author",
            },
        ],
        "recipients": [{"name": "Hungarian Foreign Ministry"}],
        "holdings": ["mnl-ol:"],
        "credits": [{"role": "translated", "by": ["Balazs Szalontai"], "for": "NKIDP"}],
        "publication": {
            "host": HOST,
            "url": "https://digitalarchive.wilsoncenter.org/document/113395",
            "id": "113395",
            "versions": [{"language": "en", "form": "HTML"}],
        },
    },
    "ivanov-1956-06-07.html": {
        "key": "ivanov-1956-06-07",
        "kind": "memorandum of conversation",
        "title": "Memorandum of Conversation between Kim Sung-hwa and Ambassador Ivanov",
        "date": "1956-06-07",
        "period": "1956-05-24/1956-06-11",
        "number": "179",
        "numbers": [{"kind": "register", "value": "179", "date": "1956-06-13"}],
        "classification": "top secret",
        "summary": "Kim Sung-hwa asks the ambassador, for Choe Chang-ik, to receive him without "
        "anyone else.",
        "rights": f"{RIGHTS}; the copyright of some documents belongs to others.\n"
        "Ask about a document's rights status.",
        "creators": [
            {
                "name": "V. I. Ivanov",
                "family": "Ivanov",
                "given": "V. I.",
                "office": "Ambassador of the USSR in the DPRK",
                "role": "author",
            },
            {"name": "Embassy of the USSR in the DPRK", "role": "issuing body"},
        ],
        "holdings": ["rgani:fond=5;opis=28;delo=410;list=210"],
        "copies": {"number": 2},
        "credits": [
            {"role": "obtained", "by": ["James F. Person"]},
            {"role": "translated", "by": ["Gary Goldberg"]},
        ],
        "publication": {"sponsors": ["Leon Levy Foundation"]},
    },
    "digest-1945-10-23.txt": {
        "key": "digest-1945-10-23",
        "kind": "digest",
        "title": "TASS Digest Distributed to Cde. I.V. Stalin et al, 'Report of a TASS "
        "Correspondent in France'",
        "date": "1945-10-23",
        "numbers": [{"kind": "outgoing", "value": "499ss"}],
        "classification": "top secret",
        "summary": "The French press, it says, was told to keep from its readers whatever speaks "
        "for the USSR.",
        "rights": f"{RIGHTS}; the copyright of some documents belongs to others.",
        "creators": [{"name": "TASS", "role": "author"}],
        "copies": {
            "printed": 8,
            "distribution": [
                {"copy": 1, "to": "Cde. I. V. Stalin"},
                {"copy": 2, "to": "Cde. V. M. Molotov"},
                {"copy": 3, "to": "Cde. G. M. Malenkov"},
                {"copy": 4, "to": "Cde. L. P. Beria"},
                {"copy": 5, "to": "Cde. V. N. Merkulov"},
                {"copy": 6, "to": "Cde. A. Ya. Vyshinsky"},
                {"copy": 7, "to": "Cde. V. G. Dekanozov"},
                {"copy": 8, "to": "file"},
            ],
            "register": "425",
            "typed": "1945-10-23",
        },
        "marks": [
            {"kind": "stamp", "text": "Secret Department of TASS"},
            {"kind": "handwritten", "text": "PR"},
        ],
        "publication": {"sponsors": ["Blavatnik Family Foundation"]},
        "unread": [{"line": 21, "text": "zp"}],
    },
    "filippov-1952-02-03.mhtml": {
        "key": "filippov-1952-02-03",
        "kind": "telegram",
        "title": "Ciphered Telegram No. 709, Filippov [Stalin] to Krasovsky, for Mao Zedong",
        "date": "1952-02-03",
        "number": "709",
        "handling": ["top priority", "special"],
        "summary": "Stalin agrees with Mao about the armistice talks and asks for Polish and "
        "Czech observers.",
        "rights": f"{RIGHTS}.",
        "creators": [{"name": "Filippov [Stalin]", "family": "Filippov", "role": "author"}],
        "recipients": [
            {"name": "Krasovsky", "family": "Krasovsky"},
            {"name": "Mao Zedong", "family": "Mao", "given": "Zedong"},
        ],
        "holdings": [
            "aprf:fond=45;opis=1;delo=342;list=78",
            "avprf:fond=059a;opis=5a;papka=11;delo=5;list=80",
            "rgaspi:fond=558;opis=11;delo=342;list=78",
        ],
        "publication": {"id": "113636", "uploaded": "2011-11-20"},
        "unread": [{"line": 14, "text": "BEIJING--"}, {"line": 28, "text": "No. 72/III"}],
    },
}
COVER = {
    "key": "memorandum-of-conversation-aqppsh-1967-09-30",
    "kind": "memorandum of conversation",
    "title": "Memorandum of Conversation between Albanian Council of Ministers Chairman Mehmet "
    "Shehu and Mao Zedong",
    "date": "1967-09-30",
    "language": "sq",
    "summary": "Mao and the guests from Tirana talk about the Cultural Revolution and about "
    "Albania.",
    "holdings": ["aqppsh:"],
    "credits": [
        {"role": "obtained", "by": ["Ana Lalaj"]},
        {"role": "translated", "by": ["Enkel Daljani"]},
    ],
    "publication": {
        "host": HOST,
        "url": "http://digitalarchive.wilsoncenter.org/document/117693",
        "id": "117693",
        "versions": [{"language": "en", "form": "translation"}, {"form": "scan"}],
        "sponsors": ["Leon Levy Foundation"],
    },
}
EXPECTED["shehu-mao-1967-09-30.flat.txt"] = COVER
EXPECTED["shehu-mao-1967-09-30.lines.txt"] = COVER


def example(name: str) -> Source:
    return read_source(data("records", "examples", name).read_bytes(), source=name)


def plain_with_keys(record: Record) -> dict[str, Any]:
    """The record as data, each holding by its key; those read elsewhere by their archive."""
    shown = plain(record)
    keys = [holding.key for holding in record.holdings]
    if record.holdings:
        shown["holdings"] = [
            key.split(":")[0] + ":" if key.startswith(("mnl-ol", "aqppsh")) else key for key in keys
        ]
    return shown


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_is_read_completely(name: str) -> None:
    assert plain_with_keys(read_page(example(name).text)) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_value_has_its_place(name: str) -> None:
    text = example(name).text
    record = read_page(text)
    shown = plain(record)
    for field in shown.keys() - {"key"}:
        assert any(path == field or path.startswith((f"{field}.", f"{field}["))
                   for path in record.origins), field  # fmt: skip
    for path, origin in record.origins.items():
        assert 0 <= origin.start < origin.end <= len(text), path
        assert origin.line == text.count("\n", 0, origin.start) + 1, path


def test_places_hold_what_was_read() -> None:
    text = example("puzanov-1957-12-23.txt").text
    origins = read_page(text).origins

    def stood(path: str) -> tuple[int, str, str]:
        origin = origins[path]
        return origin.line, text[origin.start : origin.end], origin.basis

    assert stood("date") == (5, "December 23, 1957", "host")
    assert stood("date_text") == (24, "[23] December 1957", "document")
    assert stood("number") == (22, "Nº 309", "document")
    assert stood("copies.number") == (22, "Copy Nº 3", "document")
    assert stood("period") == (36, "21 through 23 December 1957", "document")
    assert stood("creators[0].name") == (15, "Puzanov", "host")
    assert stood("holdings[0]") == (15, "AVPRF F. 0102, Op. 14, Delo 6, Listy 26-29", "host")
    assert stood("credits[0].by[0]") == (15, "Gary Goldberg", "host")
    assert stood("credits[0].for") == (15, "NKIDP", "host")
    assert stood("publication.sponsors[1]") == (8, "Leon Levy Foundation", "host")
    assert stood("copies.distribution[4].to") == (68, "5 - to file", "document")
    assert stood("copies.typed_by") == (74, "Rodionova", "document")
    assert stood("marks[1].date")[0] == 28


def test_the_body_is_the_documents_own_text() -> None:
    body = read_body(example("puzanov-1957-12-23.txt").text)
    assert body.startswith("Nº 309 Copy Nº 3\n")
    assert body.endswith("Typed by Rodionova")
    assert "AVPRF" not in body
    body = read_body(example("digest-1945-10-23.txt").text)
    assert body.startswith("[stamp: Secret Department of TASS]\n")
    assert body.endswith("zp [Handwritten: PR]")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251", "utf-8-sig", "utf-16-le"])
@pytest.mark.parametrize("name", ["puzanov-1957-12-23.txt", "filippov-1952-02-03.mhtml"])
def test_the_encoding_makes_no_difference(name: str, encoding: str) -> None:
    text = example(name).text.replace("º", "o").replace("é", "e")
    again = read_source(text.encode(encoding)).text
    assert plain(read_page(again)) == plain(read_page(text))


def test_html_makes_no_difference() -> None:
    text = example("digest-1945-10-23.txt").text
    lines = "".join(f"<div>{line.replace('&', '&amp;')}</div>" for line in text.splitlines())
    page = f"<!DOCTYPE html><html><head><style>a</style></head><body>{lines}</body></html>"
    assert read_source(page.encode()).text == text
