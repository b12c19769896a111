"""Text as XML can have it."""

from __future__ import annotations

import re
from html import escape

__all__ = ["escaped", "legal"]

#: What XML 1.0 has no way to write (section 2.2, Char).
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Return ``text`` with U+FFFD for each character that XML cannot have."""
    return _ILLEGAL.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Return ``text`` as the content of an element or attribute."""
    return escape(legal(text))
