"""Labels as they are looked up: without stops, in either case, with look-alike letters."""

from __future__ import annotations

import re

from provenance.reading.lookalikes import other_scripts

__all__ = ["MOST", "Looked", "label_key"]

#: How many labels as written are kept with what they stand for.
MOST = 1024
_DROPPED = re.compile(r"[\s.\-'’`´ʹʺ\"№:]+")


def label_key(label: str) -> str:
    """Return a label without stops, spaces, hyphens and apostrophes: ``Ед. хр.`` → ``Едхр``."""
    return _DROPPED.sub("", label)


def _folded(table: dict[str, tuple[str, ...]], label: str) -> tuple[str, ...]:
    key = label_key(label)
    found = table.get(key) or table.get(key.casefold())
    if found is None and not label.isascii():
        for form in other_scripts(key):
            found = table.get(form) or table.get(form.casefold())
            if found is not None:
                break
    elif found is None and len(key) < 4:
        forms = other_scripts(key)
        found = table.get(forms[0].casefold()) if forms else None
    return found or ()


class Looked(dict[str, tuple[str, ...]]):
    """What labels as written stand for by a table of keys; words that are none are looked up too.

    A text has the same few over and over; it is emptied before it has grown large.
    """

    def __init__(self, table: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, label: str) -> tuple[str, ...]:
        if len(self) >= MOST:
            self.clear()
        found = self[label] = self._table.get(label) or _folded(self._table, label)
        return found
