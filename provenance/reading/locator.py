"""One archival reference, read: :func:`parse_locator`.

The grammar is data (:mod:`provenance.reading.labels`); a :class:`~provenance.reading.run.Run`
walks a text with it, unit by unit; :mod:`provenance.reading.search` says where one begins.
"""

from __future__ import annotations

import re

from provenance.errors import LocatorError
from provenance.model.locator import Locator
from provenance.reading.build import set_rest, set_text
from provenance.reading.credible import credible
from provenance.reading.lookalikes import clean
from provenance.reading.search import archive_at, search

__all__ = ["parse_locator"]

_LEAD = re.compile(r"[\s\"“«(\[—–-]*(?:Source:\s*)?")


def parse_locator(text: str) -> Locator:
    """Read one archival reference.

    What stands before a `` // `` or another description is passed over; what follows the
    reference is the locator's ``rest``.

    Raises :class:`LocatorError` where ``text`` is not a reference, or is two.
    """
    if not isinstance(text, str):
        raise TypeError(f"expected text, found {type(text).__name__}")
    cleaned, places = clean(text)
    lead = _LEAD.match(cleaned)
    begin = lead.end() if lead is not None else 0
    found = archive_at(cleaned, begin)
    if found is None or not credible(cleaned, found):
        found = next(search(cleaned, begin), None)
    if found is None:
        raise LocatorError(
            "not an archival reference", text=text, position=0,
            expected="an archive's name and its units, or two labelled units",
        )  # fmt: skip
    rest = cleaned[found.end :].strip(" ,;:.)]\n\t") if found.end < len(cleaned) else ""
    if rest and any(ch.isdigit() for ch in rest):
        second = next(search(cleaned, found.end), None)
        if second is not None:
            raise LocatorError(
                "one reference expected; use find", text=text,
                position=_place(second.start, places), expected="the end of the reference",
            )  # fmt: skip
    locator = found.locator
    set_text(locator, text.strip())
    set_rest(locator, rest or None)
    return locator


def _place(position: int, places: list[int] | None) -> int:
    return position if places is None else places[position]
