"""Dates and words of citations in Russian, Ukrainian and German: the table ``records/citing.toml``.

    23 декабря 1957 г.      23 грудня 1957 р.      23.12.1957
    [не позднее 7 января 1958 г.]                  [um 1957]

The English ones are in :mod:`provenance.writing.date`. A date for which there are no words comes
as its EDTF text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from provenance._data import data
from provenance.model.dates import Date, DatePart
from provenance.model.document import Record

__all__ = ["local_date", "numeric_date", "record_date", "words"]

_ROMAN = ("I", "II", "III", "IV")


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(data("records", "citing.toml").read_text(encoding="utf-8"))


def words(language: str) -> Mapping[str, Any]:
    """Return the words of a language: ``ru``, ``uk`` or ``de``."""
    found: Mapping[str, Any] = _table()[language]
    return found


def record_date(record: Record, language: str) -> str:
    """Return the date of a document; in brackets where its text stands in them as a whole."""
    if record.date is None:
        return str(words(language)["undated"])
    text = local_date(record.date, language)
    shown = (record.date_text or "").strip()
    whole = shown.startswith("[") and shown.find("]") == len(shown) - 1
    return f"[{text}]" if whole and not text.startswith("[") else text


def numeric_date(date: Date) -> str:
    """Return a day as ``05.01.2024``, another date as its EDTF text."""
    part = date.single
    if part is None or part.day is None or part.month is None:
        return date.edtf
    return f"{part.day:02}.{part.month:02}.{part.year_text}"


def local_date(date: Date, language: str) -> str:
    """Return ``date`` in a language."""
    known = words(language)
    parts = date.parts
    singles = [part for part in parts if part is not None]
    if any(_piece(part, known) is None for part in singles):
        return date.edtf
    if date.form == "date":
        return _qualified(singles[0], known)
    if date.form == "interval" or ".." in date.edtf:
        if date.form != "interval" and len(parts) != 2:
            return date.edtf
        return _span(date, parts, known)
    if any(part.uncertain or part.approximate for part in singles):
        return date.edtf
    joint = known["or"] if date.form == "one of" else known["and"]
    return _row(singles, joint, known)


def _piece(part: DatePart, known: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Return day, month (as it stands beside the day, if there is one) and year, or ``None``."""
    month, day = part.month_text or "", part.day_text or ""
    if not part.year_text.removeprefix("-").isdecimal():
        decade = part.year_text.endswith("X") and part.year_text[:3].isdecimal()
        return None if month or not decade else ("", "", part.year_text)
    if month == "XX" and day in ("", "XX"):
        month = day = ""
    day = "" if day == "XX" else day.lstrip("0")
    if not month:
        return "", "", part.year_text
    if not month.isdecimal() or not (day == "" or day.isdecimal()):
        return None
    number = int(month)
    if 1 <= number <= 12:
        names = known["months"] if day else known["months_alone"]
        return day, names[number - 1], part.year_text
    if day:
        return None
    name = _part_of_year(number, known)
    return None if name is None else ("", name, part.year_text)


def _part_of_year(number: int, known: Mapping[str, Any]) -> str | None:
    """Return the name of EDTF's season 21–24, quarter 33–36, third 37–39 or half 40–41."""
    if 21 <= number <= 32:
        return str(known["seasons"][(number - 21) % 4])
    if 33 <= number <= 36:
        return str(known["quarter"].format(number=number - 32, roman=_ROMAN[number - 33]))
    if 37 <= number <= 39:
        return str(known["thirds"][number - 37])
    return str(known["halves"][number - 40]) if number in (40, 41) else None


def _year(text: str, known: Mapping[str, Any]) -> str:
    if text.endswith("X"):
        return str(known["decade"].format(year=text[:3] + "0"))
    number = int(text)
    name = "year" if number > 0 else "before_christ"
    return str(known[name].format(year=number if number > 0 else 1 - number))


def _plain(part: DatePart, known: Mapping[str, Any], *, genitive: bool = False) -> str:
    """Return one date without what qualifies it; a month alone in the case after a preposition."""
    piece = _piece(part, known)
    assert piece is not None
    day, month, year = piece
    text = _year(year, known)
    if day:
        text = known["day"].format(day=day, month=month, year=text)
    elif month:
        if genitive and month in known["months_alone"] and known["inflected"]:
            month = known["months"][known["months_alone"].index(month)]
        text = f"{month} {text}"
    if part.time:
        text = known["time"].format(date=text, hours=part.time[1:3], minutes=part.time[4:6])
    return str(text)


def _qualified(part: DatePart, known: Mapping[str, Any]) -> str:
    if not (part.uncertain or part.approximate):
        return _plain(part, known)
    text = _plain(part, known, genitive=part.approximate)
    if part.approximate:
        text = known["about"].format(date=text)
    return f"[{known['uncertain'].format(date=text)}]" if part.uncertain else text


def _span(date: Date, parts: Sequence[DatePart | None], known: Mapping[str, Any]) -> str:
    first, last = parts
    supplied = date.form == "one of"
    if first is None or last is None:
        part = first or last
        assert part is not None
        text = _plain(part, known, genitive=True)
        if part.uncertain or part.approximate:
            return date.edtf
        if first is None:
            said = "not_later" if supplied or date.edtf.startswith("..") else "until"
        else:
            said = "not_earlier" if supplied else "since"
        text = str(known[said].format(date=text))
        return f"[{text}]" if said.startswith("not") else text
    if first.text == last.text:
        return _qualified(first, known)
    marks = {(part.uncertain, part.approximate) for part in (first, last)}
    if len(marks) > 1:
        return f"{_qualified(first, known)}{known['joint']}{_qualified(last, known)}"
    if supplied and first.day is not None and last.day is not None:
        text = known["between"].format(first=_before(first, last, known), last=_plain(last, known))
    else:
        text = _range(first, last, known)
    uncertain, approximate = marks.pop()
    if approximate:
        text = known["about"].format(date=text)
    if uncertain:
        text = known["uncertain"].format(date=text)
    return f"[{text}]" if supplied or uncertain else text


def _range(first: DatePart, last: DatePart, known: Mapping[str, Any]) -> str:
    """Return two dates joined, what they share printed once."""
    one, two = _piece(first, known), _piece(last, known)
    assert one is not None
    assert two is not None
    if not one[1] and not two[1]:
        if "X" not in one[2] + two[2] and int(one[2]) > 0:
            return str(known["years"].format(first=int(one[2]), last=int(two[2])))
        return f"{_year(one[2], known)}{known['joint']}{_year(two[2], known)}"
    head = _before(first, last, known)
    joint = "–" if " " not in head else known["joint"]
    return f"{head}{joint}{_plain(last, known)}"


def _before(first: DatePart, last: DatePart, known: Mapping[str, Any]) -> str:
    """Return what is printed of ``first`` before ``last``: not what both of them share."""
    one, two = _piece(first, known), _piece(last, known)
    assert one is not None
    assert two is not None
    if one[2] != two[2] or first.time or last.time or bool(one[0]) != bool(two[0]):
        return _plain(first, known)
    if not one[0]:
        return one[1] if one[1] and two[1] else _plain(first, known)
    if one[1] == two[1]:
        return str(known["day_month"].format(day=one[0], month="")).rstrip(" ")
    return str(known["day_month"].format(day=one[0], month=one[1]))


def _row(parts: Sequence[DatePart], joint: str, known: Mapping[str, Any]) -> str:
    """Return several dates; the year, and the month, that all share printed once."""
    pieces = [piece for part in parts if (piece := _piece(part, known)) is not None]
    last = _plain(parts[-1], known)
    same_year = len({year for _, _, year in pieces}) == 1 and not any(p.time for p in parts)
    if same_year and all(day for day, _, _ in pieces):
        one_month = len({month for _, month, _ in pieces}) == 1
        texts = [
            known["day_month"].format(day=day, month="" if one_month else month).rstrip(" ")
            for day, month, _ in pieces[:-1]
        ]
    else:
        texts = [_plain(part, known) for part in parts[:-1]]
    return ", ".join(texts) + joint + last if texts else last
