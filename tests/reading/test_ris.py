"""RIS of Zotero, EndNote, catalogues and the Digital Archive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import Agent, Credit, Publication, ReadError, Record, Unread, read
from provenance.reading.bibliography import read_entries

DIGITAL_ARCHIVE = """\
TY  - MANSCPT\r
AU  - Puzanov, A. M.\r
TI  - Journal of the Ambassador\r
DA  - 1957/12/23/\r
PY  - 1957\r
M3  - journal\r
DB  - History and Public Policy Program Digital Archive\r
AN  - AVPRF, f. 0102, op. 14, d. 6, ll. 26-29. Translated for NKIDP by Gary Goldberg.\r
AV  - AVPRF, f. 0102, op. 14, d. 6, ll. 26-29. Translated for NKIDP by Gary Goldberg.\r
KW  - North Korea\r
KW  - agriculture, food\r
LA  - en\r
UR  - https://example.org/d/1\r
Y2  - 2020/05/03/12:00:00\r
ID  - puzanov-1957-12-23\r
ER  - \r
"""


def test_the_ris_of_the_digital_archive() -> None:
    (record,) = read(DIGITAL_ARCHIVE)
    assert [holding.key for holding in record.holdings] == [
        "avprf:fond=0102;opis=14;delo=6;list=26-29"
    ]
    assert record == Record(
        key="puzanov-1957-12-23",
        kind="journal",
        title="Journal of the Ambassador",
        date="1957-12-23",
        creators=[Agent("A. M. Puzanov", "Puzanov", "A. M.", role="author")],
        holdings=record.holdings,
        credits=[Credit("translated", ("Gary Goldberg",), project="NKIDP", target_language="en")],
        publication=Publication(
            host="History and Public Policy Program Digital Archive",
            url="https://example.org/d/1",
            accessed="2020-05-03",
        ),
        subjects=["North Korea", "agriculture, food"],
    )


@pytest.mark.parametrize(
    ("value", "edtf", "text"),
    [
        ("1957", "1957", None),
        ("1957///", "1957", None),
        ("1957/12//", "1957-12", None),
        ("1957/12/23", "1957-12-23", None),
        ("1957///circa", "1957~", None),
        ("1957/12/23/in the night", "1957-12-23", "in the night"),
        ("23 December 1957", "1957-12-23", None),
        ("1957-12-21/1957-12-23", "1957-12-21/1957-12-23", None),
        ("s.d. (war)", None, "s.d. (war)"),
    ],
)
def test_dates(value: str, edtf: str | None, text: str | None) -> None:
    (record,) = read(f"TY  - MANSCPT\nDA  - {value}\nER  - \n")
    assert (None if record.date is None else str(record.date), record.date_text) == (edtf, text)


def test_a_catalogue_has_a_database_there() -> None:
    (record,) = read("TY  - JOUR\nTI  - T\nDB  - PubMed\nAN  - 123\nVL  - 2\nER  - \n")
    assert record == Record(
        key="document",
        title="T",
        unread=[
            Unread(1, "TY  - JOUR"),
            Unread(3, "DB  - PubMed"),
            Unread(4, "AN  - 123"),
            Unread(5, "VL  - 2"),
        ],
    )


def test_lines_that_go_on_several_values_and_unknown_tags() -> None:
    (record,) = read(
        "TY  - MANSCPT\nN1  - One\n  goes on\nN1  - Two\nC1  - odd\nTI  - A\nTI  - B\nDA  - 1957\n"
        "PY  - 1958\nAU  - Ministry of Foreign Affairs\nER  - \n"
    )
    assert record.notes == "One\ngoes on\nTwo"
    assert (record.title, str(record.date)) == ("A", "1957")
    assert [agent.name for agent in record.creators] == ["Ministry of Foreign Affairs"]
    assert [unread.text for unread in record.unread] == ["C1  - odd", "TI  - B", "PY  - 1958"]


def test_what_is_out_of_place_is_told_and_the_rest_goes_on() -> None:
    problems: list[ReadError] = []
    remarks: list[str] = []
    text = "junk\nTY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\nER  - \nAU  - X\nER  - \nTY  - BOOK\n"
    found = read(text, "ris", problem=problems.append, report=remarks.append)
    assert [record.title for record in found] == ["A", "B", None]
    assert [(each.line, str(each)) for each in problems] == [
        (1, "expected 'TY  - ', found 'junk'"),
        (7, "expected 'TY  - ', found 'AU  - X'"),
        (8, "expected 'TY  - ', 'ER  - ' closes no entry"),
    ]
    assert remarks == [
        "line 4: a new entry begins, but 'ER  - ' is missing before it",
        "line 9: 'ER  - ' is missing at the end",
    ]


@given(st.integers(1, 40))
def test_a_text_may_come_in_pieces_of_any_length(size: int) -> None:
    pieces = (DIGITAL_ARCHIVE[at : at + size] for at in range(0, len(DIGITAL_ARCHIVE), size))
    assert list(read_entries(pieces, "ris")) == read(DIGITAL_ARCHIVE)


@given(st.text(st.sampled_from("TYERAU1  - \n\r/xé"), max_size=80))
def test_any_text_gives_records_or_problems(text: str) -> None:
    for each in read_entries(["TY  - X\n", text], "ris"):
        assert isinstance(each, Record | ReadError)


def test_a_location_in_the_scheme_of_its_archive() -> None:
    text = (
        "TY  - MANSCPT\nTI  - T\nDB  - Central Archives of the Party of Labour of Albania (in "
        "Central State Archives) (AQPPSH)\nAN  - MPKK, V. 1967, L. 25, D. 1\nID  - a\nER  - \n"
        "TY  - MANSCPT\nTI  - T\nDB  - AVPRF\nAN  - f. 0102, op. 31, d. 135; f. 059a, op. 31, "
        "p. 31, d. 135, l. 135 ob.\nID  - b\nER  - \n"
    )
    found = read(text, "ris")
    assert [[holding.key for holding in record.holdings] for record in found] == [
        ["aqppsh:subgroup=mpkk;viti=1967;lista=25;dosja=1"],
        ["avprf:fond=0102;opis=31;delo=135", "avprf:fond=059a;opis=31;papka=31;delo=135;list=135v"],
    ]
