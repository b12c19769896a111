"""Dates as EDTF text (ISO 8601-2:2019; Library of Congress specification, levels 0, 1 and 2).

A :class:`Date` holds the text and answers questions about it. What is written correctly but
cannot be (31 November) is kept: that a document has such a date is a fact about it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cached_property
from typing import Any

import attrs

from provenance.errors import Fault, RecordError

__all__ = ["Date", "DatePart", "as_date"]

_PART = re.compile(
    r"""(?P<qy>[?~%]?)(?P<year>-?[0-9X]{4})(?:S[0-9]+)?(?P<ry>[?~%]?)
    (?:-(?P<qm>[?~%]?)(?P<month>[0-9X]{2})(?P<rm>[?~%]?)
    (?:-(?P<qd>[?~%]?)(?P<day>[0-9X]{2})(?P<rd>[?~%]?)
    (?P<time>T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?)?)?""",
    re.VERBOSE | re.ASCII,
)
_LONG_YEAR = re.compile(r"Y(-?[0-9]{5,}|-?[0-9]+E[0-9]+)(?:S[0-9]+)?")


@attrs.frozen
class DatePart:
    """One date of an EDTF text: its components as written, ``None`` where it has none.

    ``month`` is 1–12, or 21–41 for a season, quarter or half-year; a component with ``X`` in it
    is ``None`` in the integer properties. ``uncertain`` and ``approximate`` tell whether any
    component is so.
    """

    text: str
    year_text: str
    month_text: str | None = None
    day_text: str | None = None
    uncertain: bool = False
    approximate: bool = False
    time: str | None = None

    @staticmethod
    def _int(text: str | None) -> int | None:
        return int(text) if text is not None and "X" not in text else None

    @property
    def year(self) -> int | None:
        """The year, where it has no unspecified digit and fewer than twenty."""
        if self.year_text[0] != "Y":
            return self._int(self.year_text)
        number, _, exponent = self.year_text[1:].partition("S")[0].partition("E")
        if len(number) > 19 or len(exponent) > 1:
            return None
        return int(number) * int("1" + "0" * int(exponent or 0))

    @property
    def month(self) -> int | None:
        """The month 1–12, or the code of a season, quarter or half-year."""
        return self._int(self.month_text)

    @property
    def day(self) -> int | None:
        """The day of the month."""
        return self._int(self.day_text)

    @property
    def possible(self) -> bool:
        """Whether the calendar has such a date."""
        month, day = self.month, self.day
        if month is not None and not (1 <= month <= 12 or 21 <= month <= 41):
            return False
        if day is None:
            return True
        if month is not None and month > 12:
            return False
        longest = 31
        if month is not None:
            year = self.year if self.year is not None and 1 <= self.year <= 9999 else 2000
            longest = calendar.monthrange(year, month)[1]
        return 1 <= day <= longest

    def bounds(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day this may be, or ``None`` beyond the years 1–9999."""
        try:
            low_year, high_year = (int(self.year_text.replace("X", digit)) for digit in ("0", "9"))
            low_year = max(low_year, 1)
            low_month, high_month = 1, 12
            month = self.month
            if month is not None:
                if month > 12:
                    return self._season_bounds(low_year, high_year, month)
                low_month = high_month = month
            elif self.month_text is not None and self.month_text[0] == "1":
                low_month = 10
            elif self.month_text is not None and self.month_text[0] == "0":
                high_month = 9
            last = calendar.monthrange(high_year, high_month)[1]
            day = self.day
            if day is not None:
                first_day = min(day, calendar.monthrange(low_year, low_month)[1])
                return dt.date(low_year, low_month, first_day), dt.date(
                    high_year, high_month, min(day, last)
                )
            return dt.date(low_year, low_month, 1), dt.date(high_year, high_month, last)
        except (ValueError, calendar.IllegalMonthError):
            return None

    @staticmethod
    def _season_bounds(low: int, high: int, code: int) -> tuple[dt.date, dt.date]:
        if 33 <= code <= 36:
            first, length = 3 * (code - 33) + 1, 3
        elif 37 <= code <= 39:
            first, length = 4 * (code - 37) + 1, 4
        elif code in (40, 41):
            first, length = 6 * (code - 40) + 1, 6
        else:  # a season has no agreed days: only the year is certain
            first, length = 1, 12
        last = first + length - 1
        return dt.date(low, first, 1), dt.date(high, last, calendar.monthrange(high, last)[1])


def _part(text: str, whole: str) -> DatePart:
    match = _PART.fullmatch(text)
    if match is None:
        if _LONG_YEAR.fullmatch(text):
            return DatePart(text, text)
        raise ValueError(whole)
    marks = "".join(match[name] or "" for name in ("qy", "ry", "qm", "rm", "qd", "rd"))
    return DatePart(
        text,
        match["year"],
        match["month"],
        match["day"],
        uncertain="?" in marks or "%" in marks,
        approximate="~" in marks or "%" in marks,
        time=match["time"],
    )


@attrs.frozen
class Date:
    """An EDTF date, interval or set; ``str(date)`` is its text.

    Raises :class:`RecordError` where the text is not EDTF.
    """

    edtf: str = attrs.field()

    @edtf.validator
    def _check(self, _: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, str) or not value:
            raise RecordError([Fault("Date", f"expected EDTF text, found {value!r}")])
        try:
            self._read(value)
        except ValueError:
            raise RecordError(
                [Fault("Date", f"{value!r} is not an EDTF date; expected such as '1957-12-23', "
                       "'1957-12', '1957~' or '1957-12-21/1957-12-23'")]
            ) from None  # fmt: skip

    def __str__(self) -> str:
        return self.edtf

    @staticmethod
    def _read(text: str) -> tuple[str, tuple[DatePart | None, ...]]:
        """Return ``(form, parts)``; an open or unknown end of an interval is ``None``."""
        if text[0] in "[{":
            closing = "]" if text[0] == "[" else "}"
            inner = text[1:-1]
            if text[-1] != closing or not inner:
                raise ValueError(text)
            parts: list[DatePart | None] = []
            for item in inner.split(","):
                item = item.strip()
                ends = item.split("..")
                if len(ends) > 2 or not any(ends):
                    raise ValueError(text)
                parts += [_part(end, text) if end else None for end in ends]
            return ("one of" if closing == "]" else "all of"), tuple(parts)
        if "/" in text:
            ends = text.split("/")
            if len(ends) != 2 or all(end in ("", "..") for end in ends):
                raise ValueError(text)
            return "interval", tuple(
                None if end in ("", "..") else _part(end, text) for end in ends
            )
        return "date", (_part(text, text),)

    @cached_property
    def form(self) -> str:
        """``date``, ``interval``, ``one of`` (``[a,b]``, ``[a..b]``) or ``all of`` (``{a,b}``)."""
        return self._read(self.edtf)[0]

    @cached_property
    def parts(self) -> tuple[DatePart | None, ...]:
        """The dates in the text; ``None`` is the open or unknown end of an interval or set."""
        return self._read(self.edtf)[1]

    @property
    def single(self) -> DatePart | None:
        """The date, where the text is one plain date."""
        return self.parts[0] if self.form == "date" else None

    @property
    def uncertain(self) -> bool:
        """Whether any part of it is marked ``?`` or ``%``."""
        return any(part is not None and part.uncertain for part in self.parts)

    @property
    def approximate(self) -> bool:
        """Whether any part of it is marked ``~`` or ``%``."""
        return any(part is not None and part.approximate for part in self.parts)

    @property
    def possible(self) -> bool:
        """Whether the calendar has every date in it."""
        return all(part is None or part.possible for part in self.parts)

    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day it may be; ``None`` where that side is open."""
        known = [part.bounds() if part is not None else None for part in self.parts]
        lows = [b[0] for b in known if b is not None]
        highs = [b[1] for b in known if b is not None]
        open_low = self.form != "date" and known[0] is None
        open_high = self.form != "date" and known[-1] is None
        low = None if open_low or not lows else min(lows)
        high = None if open_high or not highs else max(highs)
        if self.form == "interval" and lows and highs and not open_low and not open_high:
            return lows[0], highs[-1]
        return low, high


def as_date(value: Any) -> Any:
    """Return a :class:`Date` for EDTF text; anything else comes back for the field to refuse."""
    return Date(value) if isinstance(value, str) else value
