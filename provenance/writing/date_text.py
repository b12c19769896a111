"""What a date's own text adds to its EDTF value: brackets, "before", "early", another calendar.

Everything printed is taken from the date; the text only decides how. A text that does not fit
the date adds nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from provenance._data import data
from provenance.model.dates import Date, DatePart
from provenance.writing.date import MONTHS, DateOrder, Shown, format_date, shown

__all__ = ["format_shown_date"]


def format_shown_date(
    date: Date, text: str, order: DateOrder = "mdy", *, supplied_parts: bool = True
) -> str:
    """Return ``date`` as printed, with what ``text`` (the date as the document shows it) adds.

    ``[December 1957]`` is printed in brackets, ``[23] December 1957`` with the day in brackets
    (not so without ``supplied_parts``), ``before 7 January 1958`` and ``early December 1957``
    with these words, ``25 October (7 November) 1917`` with both dates, ``195[7?]`` so.
    """
    found = (
        _before(date, text, order)
        or _part_of_month(date, text, order)
        or _two_calendars(date, text, order)
    )
    if found is None and supplied_parts and "[" in text:
        found = _supplied_parts(date, text, order)
    if found is None:
        found = format_date(date, order)
    if _is_bracketed(text) and not found.startswith("["):
        return f"[{found}]"
    return found


def _is_bracketed(text: str) -> bool:
    text = text.strip()
    return text[:1] == "[" and text.find("]") == len(text) - 1


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(data("records", "dates.toml").read_text(encoding="utf-8"))


# ------------------------------------------------------------------ strictly before (row 13)


def _before(date: Date, text: str, order: DateOrder) -> str | None:
    """``[..1958-01-06]`` that was "before 7 January 1958"."""
    if date.form != "one of" or len(date.parts) != 2 or date.parts[0] is not None:
        return None
    last = date.parts[1]
    said = text.casefold().lstrip(" [")
    if last is None or not any(said.startswith(f"{word} ") for word in _table()["words"]["before"]):
        return None
    following = _next(last)
    return f"[before {following.text(order)}]" if following is not None else None


def _next(part: DatePart) -> Shown | None:
    """Return the day, month or year that follows."""
    bounds = part.bounds()
    if bounds is None or "X" in part.text or part.uncertain or part.approximate:
        return None
    try:
        day = bounds[1] + dt.timedelta(days=1)
    except OverflowError:
        return None
    if part.month_text is None:
        return Shown("", "", str(day.year))
    month = MONTHS[f"{day.month:02}"]
    return Shown(str(day.day) if part.day_text is not None else "", month, str(day.year))


# ------------------------------------------------------------- early, mid, late (row 22)

_EARLY = re.compile(r"\b(early|late|mid|(?:beginning|middle|end) of)\b[ -]", re.IGNORECASE)
_EARLY_WORDS = {"beginning of": "early ", "middle of": "mid-", "end of": "late ", "mid": "mid-"}


def _part_of_month(date: Date, text: str, order: DateOrder) -> str | None:
    """``1957-12~`` or ``[1957-12-01..1957-12-10]`` that was "early December 1957"."""
    if not (date.approximate or date.form == "one of"):
        return None
    match = _EARLY.search(text)
    parts = {(part.year_text, part.month_text) for part in date.parts if part is not None}
    if match is None or len(parts) != 1 or None in date.parts:
        return None
    year, month = parts.pop()
    edtf = f"{year}-{month}" if month is not None else year
    word = match[1].lower()
    return f"[{_EARLY_WORDS.get(word, word + ' ')}{format_date(Date(edtf), order)}]"


# ------------------------------------------------------- two calendars (rows 27 and 28)

_NUMBER = re.compile(r"[0-9]+")
_TWO_YEARS = re.compile(r"(?<![0-9])([0-9]{3,4})/([0-9]{1,4})(?![0-9/])")


def _two_calendars(date: Date, text: str, order: DateOrder) -> str | None:
    if not any(mark in text for mark in "(/[") or not any(map(str.isalpha, text)):
        return None  # 10/23/1957 is one date
    part = date.single
    if part is None or part.day is None or not part.possible:
        return None
    pieces = shown(part)
    julian = _julian(part)
    if pieces is None or julian is None:
        return None
    numbers = _NUMBER.findall(text)
    days = [number.lstrip("0") for number in numbers if len(number) <= 2]
    years = _TWO_YEARS.search(text)
    if years is not None and _follow(years[1], years[2]):
        if years[1].lstrip("0") not in (julian.year, str(int(julian.year) - 1)):
            return None
        day = julian if julian.day in days else pieces
        return Shown(day.day, day.month, f"{years[1]}/{years[2]}").text(order)
    if pieces.day not in days or julian.day not in days or pieces.day == julian.day:
        return None
    pair = (julian, pieces)
    if days.index(pieces.day) < days.index(julian.day):
        pair = (pieces, julian)
    return _both(*pair, order)


def _follow(first: str, second: str) -> bool:
    following = str(int(first) + 1)
    return len(second) <= len(following) and following.endswith(second)


def _both(main: Shown, other: Shown, order: DateOrder) -> str:
    """Return one date with the other calendar's in brackets, what they share printed once."""
    if main.year != other.year:
        return f"{main.text(order)} ({other.text(order)})"
    if main.month == other.month:
        return Shown(f"{main.day} ({other.day})", main.month, main.year).text(order)
    comma = "," if order == "mdy" else ""
    return f"{main.day_and_month(order)} ({other.day_and_month(order)}){comma} {main.year}"


def _julian(part: DatePart) -> Shown | None:
    """Return a Gregorian date as the Julian calendar has it (Reingold and Dershowitz, ch. 3)."""
    bounds = part.bounds()
    if bounds is None:
        return None
    days = bounds[0].toordinal() + 1  # since the Julian 1 January 1, two days before ours
    year = (4 * days + 1464) // 1461
    rest = days - 365 * (year - 1) - (year - 1) // 4
    february = 29 if year % 4 == 0 else 28
    for month, length in enumerate((31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1):
        if rest < length:
            return Shown(str(rest + 1), MONTHS[f"{month:02}"], str(year))
        rest -= length
    return None


# ------------------------------------------------------ supplied parts (rows 8, 9 and 20)

_BRACKETED = re.compile(r"(?<![0-9])[0-9]*\[[^\[\]]*\][0-9]*")


def _supplied_parts(date: Date, text: str, order: DateOrder) -> str | None:
    """``[23] December 1957``, ``23 [December] 1957``, ``195[7?]``."""
    part = date.single
    pieces = shown(part) if part is not None else None
    if part is None or pieces is None or part.approximate or _is_bracketed(text):
        return None
    if part.uncertain and "?" not in text:
        return None
    day, month, year = pieces.day, pieces.month, pieces.year
    for match in _BRACKETED.finditer(text):
        group = match[0]
        inner = group.replace("[", "").replace("]", "")
        doubt = "?" if "?" in inner else ""
        bare = inner.replace("?", "").strip()
        if bare.isdecimal() and bare == part.year_text:
            year = group
        elif bare.isdecimal() and bare.lstrip("0") == pieces.day:
            day = f"[{pieces.day}{doubt}]"
        else:
            if pieces.month and _names_month(bare, part.month):
                month = f"[{pieces.month}{doubt}]"
            if part.year_text in bare:
                year = f"[{pieces.year}{doubt}]"
    if (day, month, year) == (pieces.day, pieces.month, pieces.year):
        return None
    return Shown(day, month, year, pieces.time).text(order)


def _names_month(text: str, month: int | None) -> bool:
    """Whether a month's name or abbreviation, in any language, stands in ``text``."""
    if month is None or not 1 <= month <= 12:
        return False
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    return any(not words.isdisjoint(names[month - 1]) for names in _table()["months"].values())
