"""The names of the pages: those of the keys, as far as every file system can have them."""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model.document import RESERVED
from provenance.writing.loss import distinct

__all__ = ["page_names"]

#: With its suffix and a number, a name stays below the 255 bytes of the usual file systems.
_LONGEST = 200


def page_names(keys: Iterable[str]) -> list[str]:
    """Return a name for each key that no other one has, letter case aside.

    The first with a name keeps it; later ones get ``-2``, ``-3``, never a name that is another
    key. A name that Windows keeps for a device (``con``) gets an underscore.
    """
    return distinct([_possible(key) for key in keys])


def _possible(key: str) -> str:
    first, stop, rest = key[:_LONGEST].partition(".")
    return f"{first}_{stop}{rest}" if first.casefold() in RESERVED else first + stop + rest
