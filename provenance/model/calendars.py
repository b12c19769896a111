"""Years counted from other eras, and the Julian calendar."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from provenance.model.date_tokens import eras
from provenance.model.dates import Date

__all__ = ["era_date", "gregorian"]


def gregorian(year: int, month: int, day: int) -> str:
    """Return the Gregorian date of a Julian one (Richards 2013, by day number)."""
    a = (14 - month) // 12
    y, m = year + 4800 - a, month + 12 * a - 3
    number = day + (153 * m + 2) // 5 + 365 * y + y // 4 - 32083
    return dt.date.fromordinal(number - 1721425).isoformat()


@cache
def _era() -> re.Pattern[str]:
    names = "|".join(map(re.escape, eras()))
    return re.compile(
        rf"({names})?\s*(\d{{1,4}})\s*(?:年|년)?(?:\s*(\d{{1,2}})\s*(?:月|월))?"
        rf"(?:\s*(\d{{1,2}})\s*(?:日|일))?",
        re.IGNORECASE,
    )


def era_date(text: str) -> str | None:
    """Return the EDTF text of a date counted from another era (民國46年), or in its signs."""
    match = _era().fullmatch(text)
    if match is None or (match[1] is None and not re.search("[年년]", text)):
        return None
    year = int(match[2]) + (eras()[match[1].casefold()] if match[1] else 0)
    if not 800 <= year <= 2199:
        return None
    edtf = f"{year:04}" + "".join(f"-{int(part):02}" for part in (match[3], match[4]) if part)
    return edtf if Date(edtf).possible else None
