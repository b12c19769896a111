"""Free-text dates: the table of archival dates, row by row, in each language."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.written_dates import find_dates, parse_date, read_date

TABLE = {
    # days, months, years
    "23 December 1957": "1957-12-23",
    "December 23, 1957": "1957-12-23",
    "July 03, 1957": "1957-07-03",
    "23rd December 1957": "1957-12-23",
    "December 1957": "1957-12",
    "June, 1934": "1934-06",
    "1957": "1957",
    "1957 г.": "1957",
    "1957-12-23": "1957-12-23",
    "1957-12": "1957-12",
    "31 November 1957": "1957-11-31",
    "November 31, 1957": "1957-11-31",
    # what lasted
    "21 through 23 December 1957": "1957-12-21/1957-12-23",
    "December 21–23, 1957": "1957-12-21/1957-12-23",
    "12-18 August 1960": "1960-08-12/1960-08-18",
    "16/17 August 1957": "1957-08-16/1957-08-17",
    "from 24 May to 11 June 1956": "1956-05-24/1956-06-11",
    "30 December 1957 – 4 January 1958": "1957-12-30/1958-01-04",
    "from 20 December 1955 through 19 January 1956": "1955-12-20/1956-01-19",
    "1957–58": "1957/1958",
    "1957–1958 гг.": "1957/1958",
    "May–June 1956": "1956-05/1956-06",
    "winter 1957–58": "1957-24/1958-24",
    # supplied, doubtful, approximate
    "[23] December 1957": "1957-12-23",
    "[23?] December 1957": "1957-12-?23",
    "[December 1957]": "1957-12",
    "[1957?]": "1957?",
    "1957 (?)": "1957?",
    "195[7?]": "1957?",
    "[[11]] September [[5]]7": "1957-09-11",
    "c. 1957": "1957~",
    "около 1957 г.": "1957~",
    "um 1957": "1957~",
    "ok. 1957": "1957~",
    "early December 1957": "1957-12~",
    "… December 1957": "1957-12-XX",
    '"__" декабря 1957 г.': "1957-12-XX",
    # one day of several
    "not later than 7 January 1958": "[..1958-01-07]",
    "не позднее 7 января 1958 г.": "[..1958-01-07]",
    "spätestens am 7. Januar 1958": "[..1958-01-07]",
    "before 7 January 1958": "[..1958-01-06]",
    "before 1 January 1958": "[..1957-12-31]",
    "до 7 января 1958 г.": "[..1958-01-06]",
    "not earlier than 23 December 1957": "[1957-12-23..]",
    "after 23 December 1957": "[1957-12-23..]",
    "between 21 and 23 December 1957": "[1957-12-21..1957-12-23]",
    "между 21 и 23 декабря 1957 г.": "[1957-12-21..1957-12-23]",
    "21 or 22 December 1957": "[1957-12-21,1957-12-22]",
    "21 and 23 December 1957": "{1957-12-21,1957-12-23}",
    # decades, seasons, quarters, halves
    "1950s": "195X",
    "1950-е гг.": "195X",
    "spring 1957": "1957-21",
    "4th quarter 1957": "1957-36",
    "IV кв. 1957 г.": "1957-36",
    "second half of 1957": "1957-41",
    "II полугодие 1957 г.": "1957-41",
    # numbers
    "23.12.1957": "1957-12-23",
    "23.12.57": "1957-12-23",
    "03.04.57": "1957-04-03",
    "23/XII-57": "1957-12-23",
    "10 X 1955": "1955-10-10",
    "8.V.ЗЗ г.": "1933-05-08",
    "12/23/57": "1957-12-23",
    "23/12/57": "1957-12-23",
    "03/04/57": "[1957-03-04,1957-04-03]",
    # other calendars
    "25 October (7 November) 1917": "1917-11-07",
    "25.X (7.XI).1917": "1917-11-07",
    "11 February 1731/32": "1732-02-22",
    "民國46年12月23日": "1957-12-23",
    "昭和32年12月23日": "1957-12-23",
    "단기 4290년": "1957",
    "Juche 46": "1957",
    "1957年12月23日": "1957-12-23",
    # the hour, the day of the register
    "23 December 1957, 11:30 p.m.": "1957-12-23T23:30:00",
    "“13” June 1956": "1956-06-13",
    "«13» июня 1956 г.": "1956-06-13",
    "n.d. [1957]": "1957?",
}

LANGUAGES = {
    "23 декабря 1957 г.": "ru",
    "23 грудня 1957 р.": "uk",
    "23. Dezember 1957": "de",
    "23 grudnia 1957 r.": "pl",
    "23. prosince 1957": "cs",
    "1957. december 23.": "hu",
    "23 декември 1957 г.": "bg",
    "23 decembrie 1957": "ro",
    "23 décembre 1957": "fr",
    "23 dicembre 1957": "it",
    "23 de diciembre de 1957": "es",
    "23 de dezembro de 1957": "pt",
}

SPANS = {
    "с 21 по 23 декабря 1957 г.": "ru",
    "vom 21. bis 23. Dezember 1957": "de",
    "od 21 do 23 grudnia 1957": "pl",
    "du 21 au 23 décembre 1957": "fr",
    "del 21 al 23 de diciembre de 1957": "es",
    "1957. december 21–23.": "hu",
}

NO_DATE = [
    "",
    "7 June",
    "12",
    "XII",
    "Moscow, 23 December 1957",
    "34 December 1957",
    "0 December 1957",
    "23.13.1957",
    "23.12.05",  # 1905 or 2005
    "1911-12",  # December, or two years
    "3 September 1980, Pb 213/38",
    "4 January 1958 – 30 December 1957",
    "30 December – 4 January 1958",
    "25 October (9 November) 1917",  # not the same day in the two calendars
    "1, 2, 3",
    "Nº 309",
    "December",
    "1 " * 500,
]


@pytest.mark.parametrize(("text", "edtf"), TABLE.items())
def test_the_table_of_dates(text: str, edtf: str) -> None:
    assert str(read_date(text)) == edtf


@pytest.mark.parametrize("text", LANGUAGES)
def test_a_day_in_each_language(text: str) -> None:
    assert str(read_date(text)) == "1957-12-23"


@pytest.mark.parametrize("text", SPANS)
def test_a_span_in_each_language(text: str) -> None:
    assert str(read_date(text)) == "1957-12-21/1957-12-23"


def test_and_is_told_from_to_by_the_language() -> None:
    assert str(read_date("21. a 23. prosince 1957")) == "{1957-12-21,1957-12-23}"
    assert str(read_date("21 a 23 de diciembre de 1957")) == "1957-12-21/1957-12-23"


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_certain_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["n.d.", "б. д.", "o. D.", "s.d.", "undated", "без даты"])
def test_undated_is_known_and_has_no_date(text: str) -> None:
    reading = parse_date(text)
    assert reading is not None
    assert reading.undated
    assert reading.date is None


def test_what_was_supplied_or_assumed_is_said() -> None:
    supplied, short, plain = (
        parse_date(text) for text in ("[23] December 1957", "23.12.57", "23 December 1957")
    )
    assert supplied is not None
    assert short is not None
    assert plain is not None
    assert (supplied.supplied, supplied.century_assumed) == (True, False)
    assert (short.supplied, short.century_assumed) == (False, True)
    assert (plain.supplied, plain.century_assumed) == (False, False)


def test_old_style_is_noted() -> None:
    reading = parse_date("25 October (7 November) 1917")
    assert reading is not None
    assert reading.note == "Old Style 1917-10-25"


def test_dates_within_a_line() -> None:
    line = "consent of N. T. Fedorenko 20 October 1956, Nº 46; 1 - 2 copies, [3] May 1956"
    found = [(line[start:end], str(reading.date)) for start, end, reading in find_dates(line)]
    assert found == [("20 October 1956", "1956-10-20"), ("[3] May 1956", "1956-05-03")]


MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}


@given(
    st.dates(dt.date(1850, 1, 1), dt.date(2030, 12, 31)),
    st.sampled_from(sorted(MONTHS)),
    st.sampled_from(
        ["{d} {w} {y}", "{d}. {w} {y}", "[{d}] {w} {y}", "{d} {w}, {y}", "{y}. {w} {d}."]
    ),
)
def test_any_day_in_words_reads_back(day: dt.date, language: str, form: str) -> None:
    word = MONTHS[language].split()[day.month - 1]
    assert str(read_date(form.format(d=day.day, w=word, y=day.year))) == day.isoformat()


@given(st.dates(dt.date(1914, 1, 1), dt.date(1999, 12, 31)), st.sampled_from("/-"))
def test_numbers_never_say_one_of_two_days_in_silence(day: dt.date, mark: str) -> None:
    for first, second in ((day.day, day.month), (day.month, day.day)):
        date = read_date(f"{first}{mark}{second}{mark}{day.year}")
        assert date is not None
        days = {part.text for part in date.parts if part is not None}
        assert day.isoformat() in days
        assert len(days) == (1 if max(first, second) > 12 or first == second else 2)


@given(st.text(max_size=60))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    date = read_date(text)
    assert date is None or any(ch.isdigit() for ch in text) or "З" in text
    for start, end, reading in find_dates(text):
        assert reading.date is not None
        assert 0 <= start < end <= len(text)
