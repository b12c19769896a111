# ruff: noqa: E501 (tables with a case a line)
"""Dates in Russian, Ukrainian and German, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import dates

from provenance import Date, Record
from provenance.writing.local import local_date, numeric_date, record_date

TABLE = [
    ("1957-12-23", "23 декабря 1957 г.", "23 грудня 1957 р.", "23.12.1957"),
    ("1957-05", "май 1957 г.", "травень 1957 р.", "Mai 1957"),
    ("1957", "1957 г.", "1957 р.", "1957"),
    ("1957-12-21/1957-12-23", "21–23 декабря 1957 г.", "21–23 грудня 1957 р.", "21.–23.12.1957"),
    (
        "1957-11-30/1957-12-04",
        "30 ноября – 4 декабря 1957 г.",
        "30 листопада – 4 грудня 1957 р.",
        "30.11.–4.12.1957",
    ),
    (
        "1957-12-30/1958-01-04",
        "30 декабря 1957 г. – 4 января 1958 г.",
        "30 грудня 1957 р. – 4 січня 1958 р.",
        "30.12.1957–4.1.1958",
    ),
    ("1957/1958", "1957–1958 гг.", "1957–1958 рр.", "1957–1958"),
    ("1957-10/1957-12", "октябрь–декабрь 1957 г.", "жовтень–грудень 1957 р.", "Oktober–Dezember 1957"),
    ("1957?", "[1957 г. (?)]", "[1957 р. (?)]", "[1957?]"),
    ("1957-03~", "около марта 1957 г.", "близько березня 1957 р.", "um März 1957"),
    ("[..1958-01-07]", "[не позднее 7 января 1958 г.]", "[не пізніше 7 січня 1958 р.]", "[spätestens 7.1.1958]"),
    ("[..1958-01]", "[не позднее января 1958 г.]", "[не пізніше січня 1958 р.]", "[spätestens Januar 1958]"),
    ("[1957-12-23..]", "[не ранее 23 декабря 1957 г.]", "[не раніше 23 грудня 1957 р.]", "[frühestens 23.12.1957]"),
    (
        "[1957-12-21..1957-12-23]",
        "[между 21 и 23 декабря 1957 г.]",
        "[між 21 і 23 грудня 1957 р.]",
        "[zwischen 21. und 23.12.1957]",
    ),
    ("[1957-12-21,1957-12-22]", "21 или 22 декабря 1957 г.", "21 або 22 грудня 1957 р.", "21. oder 22.12.1957"),
    ("{1957-11-21,1957-12-23}", "21 ноября и 23 декабря 1957 г.", "21 листопада і 23 грудня 1957 р.", "21.11. und 23.12.1957"),
    ("195X", "1950-е гг.", "1950-ті рр.", "1950er Jahre"),
    ("1957-12-XX", "декабрь 1957 г.", "грудень 1957 р.", "Dezember 1957"),
    ("1957-36", "IV квартал 1957 г.", "IV квартал 1957 р.", "4. Quartal 1957"),
    ("1957-41", "второе полугодие 1957 г.", "друге півріччя 1957 р.", "2. Halbjahr 1957"),
    ("1957-21", "весна 1957 г.", "весна 1957 р.", "Frühjahr 1957"),
    ("1957-12-23T23:30:00", "23 декабря 1957 г., 23:30", "23 грудня 1957 р., 23:30", "23.12.1957, 23.30 Uhr"),
    ("-0043", "44 г. до н. э.", "44 р. до н. е.", "44 v. Chr."),
    ("1957-13", "1957-13", "1957-13", "1957-13"),
    ("1XX7", "1XX7", "1XX7", "1XX7"),
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "russian", "ukrainian", "german"), TABLE)
def test_dates(edtf: str, russian: str, ukrainian: str, german: str) -> None:
    assert local_date(Date(edtf), "ru") == russian
    assert local_date(Date(edtf), "uk") == ukrainian
    assert local_date(Date(edtf), "de") == german


def test_a_date_that_was_supplied_is_in_brackets() -> None:
    whole = Record(key="a", date="1957-12", date_text="[December 1957]")
    assert record_date(whole, "ru") == "[декабрь 1957 г.]"
    part = Record(key="a", date="1957-12-23", date_text="[23] December 1957")
    assert record_date(part, "ru") == "23 декабря 1957 г."
    assert record_date(Record(key="a"), "uk") == "б. д."


def test_the_day_of_reading() -> None:
    assert numeric_date(Date("2024-01-05")) == "05.01.2024"
    assert numeric_date(Date("2024-01")) == "2024-01"


@given(dates())
def test_every_date_has_a_text(date: Date) -> None:
    for language in ("ru", "uk", "de"):
        text = local_date(date, language)
        assert text
        assert "{" not in text or text == date.edtf
