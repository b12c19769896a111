"""The short key of a record: family name, else genre and archive; then the date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from provenance.model import Date
from provenance.model.document import RESERVED
from provenance.model.text import to_latin

__all__ = ["key_of"]

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ß": "ss", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE",
     "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)  # fmt: skip
_LONGEST = 60


def _slug(text: str) -> str:
    latin = to_latin(text.translate(_LETTERS))
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain.lower())).strip("-")[:_LONGEST]


def _day(date: Date | None) -> str:
    """Return the first date of an EDTF text, as far as its digits go."""
    if date is None:
        return ""
    match = re.search(r"\d[\dX]{3}(?:-[\dX]{2}){0,2}", date.edtf)
    return match.group().lower() if match is not None else ""


def key_of(values: Mapping[str, Any]) -> str:
    """Return the key of a record with these values (``puzanov-1957-12-23``)."""
    family = next((agent.family for agent in values.get("creators", ()) if agent.family), None)
    names = [_slug(family)] if family else []
    if not any(names):
        archive = next((h.archive for h in values.get("holdings", ()) if h.archive), None)
        names = [_slug(values.get("kind") or ""), _slug(archive or "")]
    if not any(names):
        bodies = [agent.name for agent in values.get("creators", ())]
        names = [_slug(bodies[0])] if bodies else []
    parts = [part.strip("-") for part in (*names, _day(values.get("date"))) if part]
    key = "-".join(part for part in parts if part) or "document"
    return f"{key}-document" if key in RESERVED else key
