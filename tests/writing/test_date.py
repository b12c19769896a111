"""Dates in print: the table of date forms, row by row, month first and day first."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.dates import Date
from provenance.writing.date import format_date
from provenance.writing.date_text import format_shown_date

ROWS = [
    # EDTF, month-day-year, day-month-year
    ("1957-12-23", "December 23, 1957", "23 December 1957"),
    ("1957-12-03", "December 3, 1957", "3 December 1957"),
    ("1957-12", "December 1957", "December 1957"),
    ("1957", "1957", "1957"),
    # ranges: what is shared is printed once
    ("1957-12-21/1957-12-23", "December 21–23, 1957", "21–23 December 1957"),
    ("1957-11-30/1957-12-04", "November 30–December 4, 1957", "30 November–4 December 1957"),
    (
        "1957-12-30/1958-01-04",
        "December 30, 1957–January 4, 1958",
        "30 December 1957–4 January 1958",
    ),
    ("1957-10/1957-12", "October–December 1957", "October–December 1957"),
    ("1957-12/1958-01", "December 1957–January 1958", "December 1957–January 1958"),
    ("1957/1958", "1957–58", "1957–58"),
    ("1904/1907", "1904–7", "1904–7"),
    ("1907/1912", "1907–12", "1907–12"),
    ("1899/1901", "1899–1901", "1899–1901"),
    ("1900/1902", "1900–1902", "1900–1902"),
    ("1957-24/1958-24", "winter 1957–58", "winter 1957–58"),
    ("1957/..", "from 1957", "from 1957"),
    ("1957/", "from 1957", "from 1957"),
    ("/1957", "until 1957", "until 1957"),
    ("1957-12-23/1957-12-23", "December 23, 1957", "23 December 1957"),
    ("1958/1957", "1958–1957", "1958–1957"),
    # supplied and doubtful parts
    ("1957-12-?23", "December [23?], 1957", "[23?] December 1957"),
    ("1957-?12-23", "[December?] 23, 1957", "23 [December?] 1957"),
    ("1957?-12-23", "December 23, [1957?]", "23 December [1957?]"),
    ("1957-12?-23", "[December?] 23, [1957?]", "23 [December?] [1957?]"),
    ("1957?", "[1957?]", "[1957?]"),
    ("1957-12?", "[December 1957?]", "[December 1957?]"),
    ("1957-12-23?", "[December 23, 1957?]", "[23 December 1957?]"),
    ("1957~", "ca. 1957", "ca. 1957"),
    ("1957-12-23~", "ca. December 23, 1957", "ca. 23 December 1957"),
    ("1957%", "[ca. 1957?]", "[ca. 1957?]"),
    ("1957~/1958~", "ca. 1957–58", "ca. 1957–58"),
    ("1957?/1958", "[1957?]–1958", "[1957?]–1958"),
    # one of several days
    ("[..1958-01-07]", "[not later than January 7, 1958]", "[not later than 7 January 1958]"),
    ("../1958-01-07", "[not later than January 7, 1958]", "[not later than 7 January 1958]"),
    (
        "[1957-12-23..]",
        "[not earlier than December 23, 1957]",
        "[not earlier than 23 December 1957]",
    ),
    (
        "[1957-12-21..1957-12-23]",
        "[between December 21 and 23, 1957]",
        "[between 21 and 23 December 1957]",
    ),
    (
        "[1957-11-30..1957-12-04]",
        "[between November 30 and December 4, 1957]",
        "[between 30 November and 4 December 1957]",
    ),
    (
        "[1957-12-30..1958-01-04]",
        "[between December 30, 1957, and January 4, 1958]",
        "[between 30 December 1957 and 4 January 1958]",
    ),
    ("[1957-12-21,1957-12-22]", "December 21 or 22, 1957", "21 or 22 December 1957"),
    (
        "[1957-12-21,1957-12-22,1957-12-24]",
        "December 21, 22, or 24, 1957",
        "21, 22, or 24 December 1957",
    ),
    ("[1957-03-04,1957-04-03]", "March 4 or April 3, 1957", "4 March or 3 April 1957"),
    ("[1957,1959..1961]", "1957 or 1959–61", "1957 or 1959–61"),
    # all of several days
    ("{1957-12-21,1957-12-23}", "December 21 and 23, 1957", "21 and 23 December 1957"),
    ("{1957..1959}", "1957–59", "1957–59"),
    # unspecified digits
    ("195X", "1950s", "1950s"),
    ("19XX", "1900s", "1900s"),
    ("195X~", "ca. 1950s", "ca. 1950s"),
    ("XXXX", "n.d.", "n.d."),
    ("1957-12-XX", "December 1957", "December 1957"),
    ("1957-XX-XX", "1957", "1957"),
    ("1957-XX", "1957", "1957"),
    (
        "1957-1X",
        "[between October 1 and December 31, 1957]",
        "[between 1 October and 31 December 1957]",
    ),
    ("1957-12-2X", "[between December 20 and 29, 1957]", "[between 20 and 29 December 1957]"),
    ("1957-02-2X", "[between February 20 and 28, 1957]", "[between 20 and 28 February 1957]"),
    ("1957-XX-23", "[month unknown] 23, 1957", "23 [month unknown] 1957"),
    # parts of a year
    ("1957-21", "spring 1957", "spring 1957"),
    ("1957-36", "fourth quarter of 1957", "fourth quarter of 1957"),
    ("1957-41", "second half of 1957", "second half of 1957"),
    ("1957-38", "second third of 1957", "second third of 1957"),
    # times of the day
    (
        "1957-12-23T23:30:00",
        "December 23, 1957, 11:30 p.m.",
        "23 December 1957, 11:30 p.m.",
    ),
    ("1957-12-23T12:00:00Z", "December 23, 1957, noon UTC", "23 December 1957, noon UTC"),
    ("1957-12-23T00:30:00", "December 23, 1957, 12:30 a.m.", "23 December 1957, 12:30 a.m."),
    # what cannot be stays as the record has it
    ("1957-11-31", "November 31, 1957", "31 November 1957"),
    ("1957-13", "1957-13", "1957-13"),
    ("1957-12-00", "1957-12-00", "1957-12-00"),
    # other years
    ("-0043", "44 BCE", "44 BCE"),
    ("0476-05", "May 476", "May 476"),
    ("Y170000002", "170000002", "170000002"),
    ("1957S2", "ca. 1957", "ca. 1957"),
]


@pytest.mark.parametrize(("edtf", "month_first", "day_first"), ROWS, ids=[row[0] for row in ROWS])
def test_row(edtf: str, month_first: str, day_first: str) -> None:
    assert format_date(Date(edtf)) == month_first
    assert format_date(Date(edtf), "dmy") == day_first


def test_no_date_is_undated() -> None:
    assert format_date(None) == "n.d."


SHOWN = [
    # EDTF, the document's text, month-day-year, day-month-year
    ("1957-12-23", "[23] December 1957", "December [23], 1957", "[23] December 1957"),
    ("1957-12-23", "23 [December 1957]", "[December] 23, [1957]", "23 [December] [1957]"),
    ("1957-12-23", "[23?] декабря 1957 г.", "December [23?], 1957", "[23?] December 1957"),
    ("1957-12-23", "23 December 19[57]", "December 23, 19[57]", "23 December 19[57]"),
    ("1957-12", "[December 1957]", "[December 1957]", "[December 1957]"),
    ("1957?", "195[7?]", "195[7?]", "195[7?]"),
    ("1957?", "n.d. [1957]", "[1957?]", "[1957?]"),
    (
        "[..1958-01-06]",
        "before 7 January 1958",
        "[before January 7, 1958]",
        "[before 7 January 1958]",
    ),
    ("[..1957-12]", "ранее января 1958 г.", "[before January 1958]", "[before January 1958]"),
    (
        "[..1958-01-07]",
        "not later than 7 January 1958",
        "[not later than January 7, 1958]",
        "[not later than 7 January 1958]",
    ),
    ("1957-12~", "early December 1957", "[early December 1957]", "[early December 1957]"),
    (
        "[1957-12-21..1957-12-31]",
        "End of December, 1957",
        "[late December 1957]",
        "[late December 1957]",
    ),
    ("1957-12~", "mid-December 1957", "[mid-December 1957]", "[mid-December 1957]"),
    (
        "1917-11-07",
        "25 October (7 November) 1917",
        "October 25 (November 7), 1917",
        "25 October (7 November) 1917",
    ),
    (
        "1917-11-07",
        "7 November [O.S. 25 October] 1917",
        "November 7 (October 25), 1917",
        "7 November (25 October) 1917",
    ),
    ("1917-12-25", "12/25 декабря 1917 г.", "December 12 (25), 1917", "12 (25) December 1917"),
    (
        "1918-01-02",
        "20 December 1917 (2 January 1918)",
        "December 20, 1917 (January 2, 1918)",
        "20 December 1917 (2 January 1918)",
    ),
    ("1732-02-22", "11 February 1731/32", "February 11, 1731/32", "11 February 1731/32"),
    # a text that says nothing more, or does not fit, adds nothing
    ("1957-12-23", "23/XII-57", "December 23, 1957", "23 December 1957"),
    ("1957-10-23", "10/23/1957", "October 23, 1957", "23 October 1957"),
    ("1957-12-23", "[Moscow,] 23 December 1957", "December 23, 1957", "23 December 1957"),
    ("1957-12-23", "25 October (7 November) 1917", "December 23, 1957", "23 December 1957"),
]


@pytest.mark.parametrize(
    ("edtf", "text", "month_first", "day_first"), SHOWN, ids=[row[1] for row in SHOWN]
)
def test_the_documents_own_text_is_heeded(
    edtf: str, text: str, month_first: str, day_first: str
) -> None:
    assert format_shown_date(Date(edtf), text) == month_first
    assert format_shown_date(Date(edtf), text, "dmy") == day_first


def test_supplied_parts_can_be_left_out() -> None:
    date = Date("1957-12-23")
    assert format_shown_date(date, "[23] December 1957", supplied_parts=False) == (
        "December 23, 1957"
    )
    assert format_shown_date(Date("1957-12"), "[December 1957]", supplied_parts=False) == (
        "[December 1957]"
    )


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_days_are_printed_as_the_calendar_library_prints_them(day: dt.date) -> None:
    date = Date(day.isoformat())
    assert format_date(date) == f"{day:%B} {day.day}, {day.year}"
    assert format_date(date, "dmy") == f"{day.day} {day:%B} {day.year}"


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.text(max_size=40))
def test_no_text_breaks_a_date(day: dt.date, text: str) -> None:
    printed = format_shown_date(Date(day.isoformat()), text)
    assert str(day.year) in printed.replace("[", "").replace("]", "") or "/" in text
