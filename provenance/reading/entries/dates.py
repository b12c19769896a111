"""Dates of bibliographic entries: CSL's objects, BibLaTeX's and RIS's texts, year and month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from provenance.errors import RecordError
from provenance.model import Date
from provenance.model.written_dates import parse_date
from provenance.reading.entries.entry import GivenDate

__all__ = ["csl_date", "edtf", "parts_date", "text_date"]


def edtf(text: str) -> Date | None:
    """Return a date written as EDTF, ``None`` where the text is none."""
    try:
        return Date(text)
    except RecordError:
        return None


_ISO = re.compile(r"(?P<date>-?\d{4}-\d\d-\d\d)T(?P<time>[\d:.]+)(?P<zone>Z|[+-]\d\d:?\d\d)?")
#: A date in an editor's brackets, not a set of one.
_SUPPLIED = re.compile(r"\[[^,.\]]*\]")
_LONGEST = 300


def text_date(text: str) -> GivenDate | None:
    """Read a date as people type it: EDTF, ISO 8601, or words; ``None`` for an empty text.

    The text is kept where it is not the date itself. A time of day is not: programs add one to
    every date of access.
    """
    text = " ".join(text.split())
    if not text:
        return None
    timed = _ISO.fullmatch(text)
    if timed is not None:
        return GivenDate(edtf(timed["date"]))
    date = edtf(text)
    if date is not None and not _SUPPLIED.fullmatch(text):
        return GivenDate(date)
    reading = parse_date(text) if len(text) <= _LONGEST else None
    if reading is None or reading.date is None:
        return GivenDate(None, text)
    says_more = reading.supplied or reading.note or reading.century_assumed
    plain = reading.date.form == "date" and not reading.date.uncertain
    return GivenDate(reading.date, None if plain and not says_more else text)


def parts_date(
    parts: Sequence[Sequence[object]], *, season: int = 0, circa: bool = False
) -> Date | None:
    """Return the date of CSL's ``date-parts``: one date, or two for a range."""
    ends = [_part(part) for part in parts[:2]]
    if not ends or len(parts) > 2:
        return None
    first, last = ends[0], ends[-1]
    if len(ends) == 2 and first == last:
        ends = ends[:1]
    if first is None or (last is None and parts[1:] and any(map(_number, parts[1]))):
        return None
    texts = [first, last or ".."][: len(ends)]
    if season and len(first) == 4:
        texts[0] = f"{first}-{20 + season}"
    mark = "~" if circa else ""
    return edtf("/".join(text + mark if text != ".." else text for text in texts))


def _number(value: object) -> int | None:
    """Return a part of a date as a number; CSL allows texts."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,9}\s*", value, re.ASCII):
        return int(value)
    return None


def _part(part: object) -> str | None:
    """Return year, month and day as EDTF; ``None`` where one of them is no number."""
    if not isinstance(part, Sequence) or isinstance(part, str) or not 1 <= len(part) <= 3:
        return None
    given = list(part)
    while len(given) > 1 and given[-1] in (None, "", 0, "0"):
        given.pop()
    numbers = [_number(value) for value in given]
    year = numbers[0]
    if year is None or not -9999 <= year <= 9999 or year == 0:
        return None
    text = f"{year:05}" if year < 0 else f"{year:04}"
    for number in numbers[1:]:
        if number is None or not 1 <= number <= 99:
            return None
        # CSL's months beyond the twelfth are seasons: 13 to 16, or 21 to 24
        text += f"-{number + 8 if 13 <= number <= 16 and len(numbers) == 2 else number:02}"
    return text


def csl_date(value: Any) -> GivenDate | None:
    """Read a CSL date in any of its shapes; ``None`` where it says nothing or is no date at all.

    ``date-parts`` of numbers or texts, ``season``, ``circa``, ``literal``, ``raw``, an EDTF text;
    in YAML ``year``, ``month`` and ``day``, one or two of them.
    """
    if isinstance(value, str | int):
        return None if isinstance(value, bool) else text_date(str(value))
    if isinstance(value, list) and 1 <= len(value) <= 2:  # pandoc's list of year, month and day
        ends = [_named(end) for end in value]
        if all(ends):
            return GivenDate(parts_date(ends))
    if not isinstance(value, dict):
        return None
    if named := _named(value):
        value = {**value, "date-parts": [named]}
    parts = value.get("date-parts")
    literal = value.get("literal") or value.get("raw") or value.get("edtf")
    if isinstance(parts, list) and any(parts):
        parts = [part for part in parts if part]
        season = _season(value.get("season"))
        circa = value.get("circa") not in (None, False, "", 0, "0", "false")
        date = parts_date(parts, season=season, circa=circa)
        if date is not None:
            text = literal if isinstance(literal, str) and edtf(literal) is None else None
            return GivenDate(date, " ".join(text.split()) or None if text else None)
    return text_date(literal) if isinstance(literal, str) else None


def _named(value: object) -> list[object]:
    """Return year, month and day of a mapping that names them; nothing where it has none."""
    if not isinstance(value, dict) or "year" not in value:
        return []
    return [value[part] for part in ("year", "month", "day") if part in value]


def _season(value: object) -> int:
    number = _number(value)
    if number is None:
        names = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
        return names.get(value.casefold(), 0) if isinstance(value, str) else 0
    number -= 20 if number > 20 else 12 if number > 12 else 0
    return number if 1 <= number <= 4 else 0
