"""EDTF dates as they are printed in English: month-day-year or day-month-year.

Chicago Manual of Style 17, 9.30–9.37 (dates), 9.64 (inclusive years), 14.224 (dates in
manuscript citations), 14.145 (what was not on the source stands in square brackets).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import attrs

from provenance.model.dates import Date, DatePart

__all__ = ["MONTHS", "UNDATED", "DateOrder", "Shown", "format_date", "shown"]

DateOrder = Literal["mdy", "dmy"]

#: What stands in the place of a date where there is none.
UNDATED = "n.d."

MONTHS = {
    f"{number:02}": name
    for number, name in enumerate(
        (
            *("January", "February", "March", "April", "May", "June", "July"),
            *("August", "September", "October", "November", "December"),
        ),
        1,
    )
}
_DAYS = {f"{number:02}": str(number) for number in range(1, 32)}
_ORDINALS = ("first", "second", "third", "fourth")
#: EDTF's codes for the parts of a year.
_SEASONS = {
    **{
        str(first + n): name  # in general, of the northern and of the southern hemisphere
        for first in (21, 25, 29)
        for n, name in enumerate(("spring", "summer", "autumn", "winter"))
    },
    **{str(33 + n): f"{name} quarter of" for n, name in enumerate(_ORDINALS)},
    **{str(37 + n): f"{name} third of" for n, name in enumerate(_ORDINALS[:3])},
    **{str(40 + n): f"{name} half of" for n, name in enumerate(_ORDINALS[:2])},
}
_WINTER = frozenset({"24", "28", "32"})


def format_date(date: Date | None, order: DateOrder = "mdy") -> str:
    """Return ``date`` as a citation prints it: ``December 23, 1957``, ``[1957?]``, ``n.d.``.

    ``order`` is ``mdy`` or ``dmy`` (``23 December 1957``). A date for which there are no words
    (a thirteenth month) comes back as its EDTF text.
    """
    if date is None:
        return UNDATED
    edtf = date.edtf
    if len(edtf) == 10 and edtf[4] == edtf[7] == "-" and edtf[0] in "12":  # the usual case
        year, month, day = edtf[:4], MONTHS.get(edtf[5:7]), _DAYS.get(edtf[8:])
        if month is not None and day is not None and year.isdecimal():
            return f"{month} {day}, {year}" if order == "mdy" else f"{day} {month} {year}"
    parts = date.parts
    if date.form == "date":
        part = parts[0]
        assert part is not None
        return _qualified(part, order)
    if date.form == "interval":
        return _interval(date.edtf, parts, order)
    return _set(date.edtf, parts, order, " or " if date.form == "one of" else " and ")


@attrs.frozen
class Shown:
    """The printed pieces of one date; what it has none of is empty."""

    day: str
    month: str
    year: str
    time: str = ""

    @property
    def plain(self) -> bool:
        """Whether its pieces may be shared with another date's (``December 21–23``)."""
        return not self.time and not self.month.endswith(" of")

    def text(self, order: DateOrder) -> str:
        """Return the whole date."""
        if not self.month:
            return self.year
        if not self.day:
            text = f"{self.month} {self.year}"
        elif order == "mdy":
            text = f"{self.month} {self.day}, {self.year}"
        else:
            text = f"{self.day} {self.month} {self.year}"
        return f"{text}, {self.time}" if self.time else text

    def day_and_month(self, order: DateOrder) -> str:
        """Return the date without its year."""
        if not self.day:
            return self.month
        return f"{self.month} {self.day}" if order == "mdy" else f"{self.day} {self.month}"


def shown(part: DatePart) -> Shown | None:
    """Return the pieces of ``part``, or ``None`` where there are no words for them."""
    month = part.month_text or ""
    day = part.day_text or ""
    if day == "XX":
        day = ""
    if month == "XX":
        name = "[month unknown]" if day else ""
    elif month:
        name = MONTHS.get(month) or _SEASONS.get(month, "")
        if not name or "X" in day or day == "00":
            return None
    else:
        name = ""
    year = _year(part.year_text)
    return Shown(day.lstrip("0"), name, year, _time(part.time) if part.time else "")


def _year(text: str) -> str:
    """Return a year as printed: ``1957``, ``1950s``, ``44 BCE``."""
    if text.startswith("Y"):
        digits = text[1:].partition("S")[0]
        return digits if digits.isdecimal() else text
    if text == "XXXX":
        return "[year unknown]"
    if text.endswith("X"):
        stem = text.rstrip("X").lstrip("0")
        return text if "X" in stem or not stem else stem + "0" * text.count("X") + "s"
    if "X" in text:
        return text
    number = int(text)
    return str(number) if number > 0 else f"{1 - number} BCE"


def _time(text: str) -> str:
    """Return ``T23:30:00`` as ``11:30 p.m.`` (CMOS 17, 9.38)."""
    hours, minutes, seconds = int(text[1:3]), text[4:6], text[7:9]
    zone = text[9:]
    if (minutes, seconds) == ("00", "00") and hours in (0, 12):
        clock = "noon" if hours else "midnight"
    else:
        tail = f":{seconds}" if seconds != "00" else ""
        clock = f"{hours % 12 or 12}:{minutes}{tail} {'a.m.' if hours < 12 else 'p.m.'}"
    if zone == "Z":
        return f"{clock} UTC"
    return f"{clock} UTC{zone.replace('-', '−')}" if zone else clock


_COMPONENT = re.compile(r"(?P<left>[?~%]?)(?P<value>[0-9XY]+(?:[ES][0-9]+)*)(?P<right>[?~%]?)")


def _marks(part: DatePart) -> tuple[str, ...]:
    """Return the mark (``""``, ``?``, ``~`` or ``%``) of each component, year first.

    A mark to the left of a component is about that one, to the right about it and all before it.
    """
    date = part.text.partition("T")[0]
    found = list(_COMPONENT.finditer(date))[:3]
    marks = [{match["left"], match["right"]} - {""} for match in found]
    for index in range(len(found) - 1, 0, -1):
        if found[index]["right"]:
            for earlier in marks[:index]:
                earlier.add(found[index]["right"])
    if re.search(r"S[0-9]+", found[0]["value"]):  # so many significant digits: an estimate
        marks[0].add("~")
    return tuple(
        "%" if "%" in each or each >= {"?", "~"} else next(iter(each), "") for each in marks
    )


def _dressed(text: str, mark: str) -> str:
    if mark == "?":
        return f"[{text}?]"
    if mark == "%":
        return f"[ca. {text}?]"
    return f"ca. {text}" if mark == "~" else text


def _qualified(part: DatePart, order: DateOrder) -> str:
    """Return one date with what makes it uncertain or approximate."""
    if part.text == "XXXX":
        return UNDATED
    pieces = shown(part)
    if pieces is None:
        return _within(part, order)
    if not (part.uncertain or part.approximate or "S" in part.text):
        return pieces.text(order)
    marks = _marks(part)
    if len(set(marks)) == 1:
        return _dressed(pieces.text(order), marks[0])
    year, month, day = (*marks, "", "")[:3]
    dressed = Shown(
        pieces.day and _dressed(pieces.day, day),
        pieces.month and _dressed(pieces.month, month),
        _dressed(pieces.year, year),
        pieces.time,
    )
    return dressed.text(order)


def _within(part: DatePart, order: DateOrder) -> str:
    """Return a date of which a digit of the month or the day is missing, or its EDTF text."""
    bounds = part.bounds() if part.possible and "X" in (part.month_text or "") else None
    if bounds is not None and "X" not in part.year_text:
        ends = [(day.day, f"{day.month:02}") for day in bounds]
    elif bounds is None and "X" in (part.day_text or "") and part.month_text in MONTHS:
        assert part.day_text is not None
        month = DatePart("", part.year_text, part.month_text).bounds()
        low, high = (int(part.day_text.replace("X", digit)) for digit in "09")
        ends = [
            (max(low, 1), part.month_text),
            (min(high, month[1].day if month else 31), part.month_text),
        ]
    else:
        return part.text
    year = _year(part.year_text)
    first, last = (Shown(str(day), MONTHS[month], year) for day, month in ends)
    return f"[between {_joined((first, last), ' and ', order)}]"


def _interval(edtf: str, parts: Sequence[DatePart | None], order: DateOrder) -> str:
    first, last = parts
    if first is None:
        assert last is not None
        text = _qualified(last, order)
        return f"[not later than {text}]" if edtf.startswith("..") else f"until {text}"
    if last is None:
        return f"from {_qualified(first, order)}"
    return _range(first, last, order, "–")


def _range(first: DatePart, last: DatePart, order: DateOrder, joint: str) -> str:
    """Return two dates joined by ``joint``, with what they share printed once."""
    pieces = shown(first), shown(last)
    one, two = pieces
    if one is None or two is None:
        return _qualified(first, order) + joint + _qualified(last, order)
    if first.text == last.text:
        return _qualified(first, order)
    marks = {*_marks(first), *_marks(last)}
    if len(marks) > 1:
        return _qualified(first, order) + joint + _qualified(last, order)
    text = _winter(first, last) if joint == "–" else None
    return _dressed(text or _joined((one, two), joint, order), marks.pop())


def _winter(first: DatePart, last: DatePart) -> str | None:
    """Return the winter that runs from one year into the next: ``winter 1957–58``."""
    if first.month_text not in _WINTER or first.month_text != last.month_text:
        return None
    if first.year is None or last.year != first.year + 1:
        return None
    return f"winter {_years(_year(first.year_text), _year(last.year_text))}"


def _joined(dates: Sequence[Shown], joint: str, order: DateOrder) -> str:
    """Return dates in a row, the month and the year they share printed once.

    ``joint`` is a dash, ``" and "`` or ``" or "``; three dates and more have commas too.
    """
    head = dates[0]
    if all(date.plain for date in dates) and len({date.year for date in dates}) == 1:
        if head.day and len({date.month for date in dates}) == 1:
            days = _row([date.day for date in dates], joint)
            return Shown(days, head.month, head.year).text(order)
        if all(date.month for date in dates):
            row = _row([date.day_and_month(order) for date in dates], joint)
            comma = "," if order == "mdy" and dates[-1].day else ""
            return f"{row}{comma} {head.year}"
    if joint == "–" and not any(date.month for date in dates):
        return _years(head.year, dates[-1].year)
    texts = [date.text(order) for date in dates]
    if len(texts) == 2 and joint == " and " and order == "mdy" and head.day:
        texts[0] += ","  # a year within a sentence: between December 30, 1957, and …
    return _row(texts, joint)


def _row(texts: Sequence[str], joint: str) -> str:
    if len(texts) == 1:
        return texts[0]
    if len(texts) == 2:
        return texts[0] + joint + texts[1]
    return f"{', '.join(texts[:-1])},{joint}{texts[-1]}"


def _years(first: str, last: str) -> str:
    """Return inclusive years: ``1957–58``, ``1904–7``, ``1899–1901``, ``1900–1902``."""
    numbers = len(first) == len(last) == 4 and first.isdecimal() and last.isdecimal()
    if numbers and first < last and first[:2] == last[:2] and first[2:] != "00":
        last = last[3:] if first[2] == last[2] == "0" else last[2:]
    return f"{first}–{last}"


def _set(edtf: str, parts: Sequence[DatePart | None], order: DateOrder, joint: str) -> str:
    """Return one of several dates, or all of several."""
    items = edtf[1:-1].split(",")
    one_of = joint == " or "
    if len(items) == 1 and ".." in items[0]:
        first, last = parts
        if first is None:
            assert last is not None
            text = _qualified(last, order)
            return f"[not later than {text}]" if one_of else f"until {text}"
        if last is None:
            text = _qualified(first, order)
            return f"[not earlier than {text}]" if one_of else f"from {text}"
        if one_of:
            return f"[between {_range(first, last, order, ' and ')}]"
        return _range(first, last, order, "–")
    singles = [part for part in parts if part is not None]
    pieces = [shown(part) for part in singles]
    marked = any(part.uncertain or part.approximate for part in singles)
    if ".." not in edtf and not marked:
        plain = [piece for piece in pieces if piece is not None]
        if len(plain) == len(pieces):
            return _joined(plain, joint, order)
    return _row(_items(items, parts, order), joint)


def _items(items: Sequence[str], parts: Sequence[DatePart | None], order: DateOrder) -> list[str]:
    """Return the members of a set one by one; a range is one member."""
    texts = []
    rest = iter(parts)
    for item in items:
        first = next(rest)
        last = next(rest) if ".." in item else first
        if first is None:
            assert last is not None
            texts.append(f"not later than {_qualified(last, order)}")
        elif last is None:
            texts.append(f"{_qualified(first, order)} or later")
        else:
            texts.append(_range(first, last, order, "–"))
    return texts
