"""Keys of entries as keys of records."""

from __future__ import annotations

import re
import unicodedata

from provenance.model.document import KEY_PATTERN, RESERVED
from provenance.model.text import to_latin

__all__ = ["record_key"]

_LEGAL = re.compile(KEY_PATTERN)
_OTHER = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 100


def record_key(key: str) -> str | None:
    """Return ``key`` as a record's key; ``None`` where nothing of it can stand in one.

    The result names no folder above, no device of an operating system, and is short enough for
    the name of a file.
    """
    if not (_LEGAL.fullmatch(key) and len(key) <= _LONGEST):
        plain = unicodedata.normalize("NFKD", to_latin(key)).encode("ascii", "ignore").decode()
        key = _OTHER.sub("-", plain).strip("-._")[:_LONGEST].rstrip("-._")
    if not key:
        return None
    name, stop, rest = key.partition(".")
    return f"{name}-document{stop}{rest}" if name.casefold() in RESERVED else key
