"""Rules about dates: those of records, and those that stand beside references in a text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from provenance.archives import archives
from provenance.checking.date_places import beside, cited, dates_of, has_dates, printed
from provenance.checking.facts import facts
from provenance.checking.rules import Context, Entry, Hit, also, rule
from provenance.model.calendars import gregorian
from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.reference import Writing
from provenance.model.written_dates import DateReading, find_dates, parse_date

__all__ = [
    "ambiguous_numeric",
    "calendar_gap",
    "double_date_mismatch",
    "edtf_invalid",
    "edtf_text_mismatch",
    "impossible_date",
    "supplied_without_bracket",
    "two_digit_year",
]

# --------------------------------------------------------------------------- impossible dates


@rule("impossible-date", "DAT001", "error", Record)
def impossible_date(record: Record, context: Context) -> Iterator[Hit]:
    """The calendar has no such day.

    A slip of the pen or of reading; if the document itself has it, say so in ``notes``. In a text
    it is asked of dates that stand in one passage with a reference.

    Bad: ``date = "1957-11-31"``
    Good: ``date = "1957-11-30"``
    """
    for field, date in dates_of(record):
        for part in date.parts:
            if part is not None and not part.possible:
                yield Hit(f"{printed(part)} doesn't exist.", field=field)


@also("impossible-date", Writing, when=has_dates)
def _impossible_in_text(writing: Writing, context: Context) -> Iterator[Hit]:
    """Look at the dates beside references."""
    for start, end, reading, _ in beside(writing):
        if reading.date is not None and not reading.date.possible:
            words = re.findall(r"[^\W\d_]+", writing.readable[start:end].casefold())
            if not set(words).isdisjoint(facts("calendar_words")["long_elsewhere"]):
                continue
            part = reading.date.single
            shown = printed(part) if part is not None else reading.date.edtf
            yield Hit(f"{shown} doesn't exist.", start, end)


# --------------------------------------------------------------------------- calendars


def _gap(country: str, date: Date) -> str | None:
    """Return the country, as printed, whose calendar left this day out."""
    part = date.single
    if part is None or part.day is None or not part.possible:
        return None
    low, high = date.bounds()
    for gap in facts("calendar_gap"):
        inside = (
            low is not None and high is not None and gap["first"] <= low and high <= gap["last"]
        )
        if gap["country"] == country and inside:
            return str(gap["place"])
    return None


@rule("calendar-gap", "DAT002", "warning", Record)
def calendar_gap(record: Record, context: Context) -> Iterator[Hit]:
    """A day that a change of calendar left out.

    Russia went from 31 January 1918 to 14 February; a document of 5 February is dated in the old
    style, or misdated. Where the day is meant in the old style, give both.

    Bad: ``date = "1918-02-05"`` with ``language = "ru"``
    Good: ``date = "1918-02-18"`` with ``date_text = "5 (18) February 1918"``
    """
    if record.date is None:
        return
    country = facts("calendar_languages").get((record.language or "").partition("-")[0])
    if country is None and record.language is None:
        holders = [each.holder for each in record.holdings if each.holder is not None]
        country = holders[0].country if holders else None
    place = _gap(country, record.date) if country is not None else None
    if place is not None:
        yield Hit(_not_in(record.date, place), field="date")


@also("calendar-gap", Writing, when=has_dates)
def _gap_in_text(writing: Writing, context: Context) -> Iterator[Hit]:
    """Look at dates beside references to archives of one country."""
    for start, end, reading, references in beside(writing):
        if reading.date is None or reading.note is not None:
            continue
        # the old style with the new one in brackets
        if writing.readable[end : end + 2].strip()[:1] in ("(", "[", "/"):
            continue
        countries = {archives()[each.archive].country for each in references if each.archive}
        place = _gap(countries.pop(), reading.date) if len(countries) == 1 else None
        if place is not None:
            yield Hit(_not_in(reading.date, place), start, end)


def _not_in(date: Date, place: str) -> str:
    return f"{printed(date)} doesn't exist in {place} (calendar change)."


_DAY = r"\d{1,2}\s?[.\s/]\s?(?:[^\W\d_]{3,14}|[IVX]{1,4}|\d{1,2})\.?(?:,?\s?\d{4})?"
#: An old and a new date: ``25 October (7 November) 1917``, ``25.X (7.XI).1917``.
_DOUBLE = re.compile(
    rf"(?<![\w./-])(?P<one>{_DAY})\s?(?:г\.\s?)?(?P<mark>[(\[/])\s?"
    rf"(?:[OoNn]\.?\s?[Ss]\.?\s|(?:ст|н)\.\s?ст\.\s)?(?P<two>{_DAY})\s?[)\]]?"
    r"(?:[.,]?\s?(?P<year>\d{4})(?!\d))?"
)


#: The same where both days are of one month: ``5 (18) February 1918``, ``12/24.III.1899``.
_DOUBLE_DAY = re.compile(
    r"(?<![\w./-])(?P<one>\d{1,2})\s?(?P<mark>[(\[/])\s?(?P<two>\d{1,2})\s?[)\]]?"
    r"(?P<month>[\s.]{1,2}(?:[^\W\d_]{3,14}|[IVX]{1,4})\.?),?\s?(?P<year>\d{4})(?!\d)"
)
#: Days of one month that are farther off than this are something else: 3/4 March, no. 3 (4).
_NEAR = 3
_OLD_YEAR = re.compile(r"(?<!\d)1(?:[5-8]\d|9[0-4])\d(?!\d)")


def _mismatch(found: re.Match[str], latest: int, month: str = "") -> tuple[int, int] | None:
    """Return the difference of days between two styles, and the one there should be.

    ``month`` is that of both days where neither has its own.
    """
    years = re.findall(r"\d{4}", found[0])
    if not years or int(years[-1]) > latest:
        return None
    parts = []
    for name, year in (("one", years[0]), ("two", years[-1])):
        text = (found[name] + month).strip(" .")
        reading = parse_date(text if re.search(r"\d{4}", text) else f"{text} {year}")
        part = reading.date.single if reading is not None and reading.date is not None else None
        if part is None or not part.year or not part.month or not part.day:
            return None
        parts.append((part.year, part.month, part.day))
    one, two = parts
    if one[1] == 12 and two[1] == 1 and one[0] == two[0]:
        one = (one[0] - 1, *one[1:])
    elif one[1] == 1 and two[1] == 12 and one[0] == two[0]:
        two = (two[0] - 1, *two[1:])
    old, new = sorted((one, two))
    try:
        right, written = dt.date.fromisoformat(gregorian(*old)), dt.date(*new)
        expected = (right - dt.date(*old)).days
    except ValueError:
        return None
    difference = expected + (written - right).days
    return (difference, expected) if difference != expected and 0 < difference <= 20 else None


def _double_hits(text: str, context: Context) -> Iterator[tuple[str, int, int]]:
    latest = context.limits["last-old-style-year"]
    doubles = [(found, _mismatch(found, latest)) for found in _DOUBLE.finditer(text)]
    for found in _DOUBLE_DAY.finditer(text):
        wrong = _mismatch(found, latest, found["month"])
        if wrong is not None and abs(wrong[0] - wrong[1]) <= _NEAR:
            doubles.append((found, wrong))
    for found, wrong in doubles:
        if wrong is not None:
            yield (f"Old/New Style difference is {wrong[0]}, expected {wrong[1]}.", found.start(),
                   found.end())  # fmt: skip


@rule("double-date-mismatch", "DAT003", "warning", Record)
def double_date_mismatch(record: Record, context: Context) -> Iterator[Hit]:
    """The two days of a date in old and new style are not the right number of days apart.

    Ten days to 28 February 1700 (old style), eleven to 1800, twelve to 1900, thirteen since.

    Bad: ``date_text = "25 October (8 November) 1917"``
    Good: ``date_text = "25 October (7 November) 1917"``
    """
    for message, _, _ in _double_hits(record.date_text or "", context):
        yield Hit(message, field="date_text")


def _has_old_year(writing: Writing) -> bool:
    return _OLD_YEAR.search(writing.readable) is not None


@also("double-date-mismatch", Writing, when=_has_old_year)
def _double_in_text(writing: Writing, context: Context) -> Iterator[Hit]:
    """Look at the passages with references."""
    for passage, _ in cited(writing):
        if not _OLD_YEAR.search(writing.readable, passage.start, passage.end):
            continue
        text = writing.readable[passage.start : passage.end]
        for message, start, end in _double_hits(text, context):
            yield Hit(message, passage.start + start, passage.start + end)


# --------------------------------------------------------------------------- EDTF

_LEVEL_0 = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T[\d:.+Z-]+)?)?)?")
_LEVEL_1 = re.compile(
    r"(?:-?\d{4}|\d{3}X|\d{2}XX|Y-?\d{5,})(?:-(?:\d{2}|XX)(?:-(?:\d{2}|XX)(?:T[\d:.+Z-]+)?)?)?[?~%]?"
)


def _level(text: str) -> int | None:
    """Return the lowest level of EDTF at which a text parses; ``None`` where it does at none."""
    try:
        date = Date(text)
    except ValueError:
        return None
    if date.form in ("one of", "all of"):
        return 2
    level = 0
    for end in text.split("/"):
        month = re.match(r"-?\d{4}-(\d{2})", end)
        if _LEVEL_0.fullmatch(end) and (month is None or int(month[1]) <= 12):
            continue
        if end in ("", "..") or (
            _LEVEL_1.fullmatch(end) and (month is None or int(month[1]) <= 24)
        ):
            level = max(level, 1)
        else:
            return 2
    return level


@rule("edtf-invalid", "DAT004", "error", Entry)
def edtf_invalid(entry: Entry, context: Context) -> Iterator[Hit]:
    """A BibLaTeX date is not EDTF of levels 0 and 1, which is what BibLaTeX reads.

    A record file with such a date is refused as a whole.

    Bad: ``date = {195u}``
    Good: ``date = {195X}``
    """
    if entry.format not in ("bibtex", "biblatex"):
        return
    for name in context.limits["biblatex-dates"]:
        value = entry.fields.get(name)
        text = value.strip(" {}") if isinstance(value, str) else ""
        if not text or (name == "date" and "\\" in text):
            continue
        level = _level(text.replace("\\textasciitilde", "~"))
        if level is None or level > 1:
            start, end = entry.places.get(name, (entry.start, entry.end))
            yield Hit(f"{text!r} is not EDTF level 1.", start, end, field=name)


def _reading(record: Record) -> DateReading | None:
    """Read a record's date as displayed; a year that it lacks is taken from its date."""
    text = record.date_text
    if text is None:
        return None
    reading = parse_date(text)
    part = record.date.single if record.date is not None else None
    if reading is None and part is not None and not re.search(r"\d{4}", text):
        reading = parse_date(f"{text} {part.year_text}")
    return reading


def _differs(date: Date, shown: Date) -> bool:
    """Whether two dates have no day in common, and are not one day in two styles."""
    (low, high), (first, last) = date.bounds(), shown.bounds()
    apart = (high is not None and first is not None and high < first) or (
        low is not None and last is not None and last < low
    )
    julian = shown.single
    if apart and julian is not None and julian.year and julian.month and julian.day:
        return gregorian(julian.year, julian.month, julian.day) != date.edtf.rstrip("?~%")
    return bool(apart)


@rule("edtf-text-mismatch", "DAT005", "warning", Record)
def edtf_text_mismatch(record: Record, context: Context) -> Iterator[Hit]:
    """The date and the date as the document shows it are two different days.

    Bad: ``date = "1957-12-23"`` and ``date_text = "24 December 1957"``
    Good: ``date = "1957-12-23"`` and ``date_text = "[23] December 1957"``
    """
    reading = _reading(record)
    shown = reading.date if reading is not None else None
    if record.date is not None and shown is not None and _differs(record.date, shown):
        yield Hit(f"EDTF {record.date} vs text {record.date_text!r}.", field="date_text")
    for index, mark in enumerate(record.marks):
        if mark.date is None or mark.text is None:
            continue
        found = [each for _, _, each in find_dates(mark.text)]
        if len(found) == 1 and found[0].date is not None and _differs(mark.date, found[0].date):
            yield Hit(f"EDTF {mark.date} vs text {mark.text!r}.", field=f"marks[{index}].date")


# --------------------------------------------------------------------------- how a date is written


@rule("two-digit-year", "DAT012", "info", Record)
def two_digit_year(record: Record, context: Context) -> Iterator[Hit]:
    """A year has two digits: its century is assumed.

    Bad: ``date_text = "23.12.57"``
    Good: ``date_text = "23.12.1957"``
    """
    reading = _reading(record)
    if reading is not None and _century_alone(reading, record.date_text):
        yield Hit(f"Century assumed for {record.date_text!r}.", field="date_text")


def _century_alone(reading: DateReading, text: str | None) -> bool:
    """Whether the century is all that is in doubt: else another rule tells of the date."""
    possible = reading.date is not None and reading.date.possible
    return reading.century_assumed and possible and not _figures(reading, text)


@also("two-digit-year", Writing, when=has_dates)
def _short_year_in_text(writing: Writing, context: Context) -> Iterator[Hit]:
    """Look at the dates beside references."""
    for start, end, reading, _ in beside(writing):
        if _century_alone(reading, writing.readable[start:end]):
            yield Hit(f"Century assumed for {writing.readable[start:end]!r}.", start, end)


def _either(date: Date) -> str:
    """Return the two days that a date in figures may mean."""
    return " or ".join(printed(part) for part in date.parts if part is not None)


@rule("ambiguous-numeric", "DAT013", "warning", Record)
def ambiguous_numeric(record: Record, context: Context) -> Iterator[Hit]:
    """A date in figures may be read day first or month first.

    Bad: ``date_text = "03/04/57"``
    Good: ``date_text = "4 March 1957"``
    """
    reading = _reading(record)
    if reading is not None and reading.date is not None and _figures(reading, record.date_text):
        yield Hit(f"{record.date_text!r} may be {_either(reading.date)}.", field="date_text")


def _figures(reading: DateReading, text: str | None) -> bool:
    return (
        reading.date is not None
        and reading.date.form == "one of"
        and re.fullmatch(r"[\d./\-\s]+", text or "") is not None
    )


@also("ambiguous-numeric", Writing, when=has_dates)
def _ambiguous_in_text(writing: Writing, context: Context) -> Iterator[Hit]:
    """Look at the dates beside references."""
    for start, end, reading, _ in beside(writing):
        text = writing.readable[start:end]
        if reading.date is not None and _figures(reading, text):
            yield Hit(f"{text!r} may be {_either(reading.date)}.", start, end)


@rule("supplied-without-bracket", "DAT014", "info", Record)
def supplied_without_bracket(record: Record, context: Context) -> Iterator[Hit]:
    """A date that was supplied or is in doubt is shown as if the document had it.

    Bad: ``date = "1957-12-?23"`` with ``date_text = "23 December 1957"``
    Good: ``date = "1957-12-?23"`` with ``date_text = "[23] December 1957"``
    """
    text = record.date_text
    reading = _reading(record)
    if text is None or reading is None or "[" in text or "?" in text:
        return
    doubtful = record.date is not None and record.date.uncertain
    certain = reading.date is not None and not reading.date.uncertain
    if (reading.supplied and not certain) or (doubtful and certain):
        yield Hit("Put supplied parts in brackets.", field="date_text")
