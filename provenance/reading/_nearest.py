"""What a writer of a record file may have meant: the nearest known word, the right place."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, get_args, get_origin

import attrs

from provenance._shape import HOLDING_FIELDS, field_types
from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.locator import Locator

__all__ = ["nearest", "unknown_key"]

#: From this likeness on, a known key is meant rather than one of another table.
_LIKELY = 0.75


def nearest(given: str, known: Collection[str], *, likeness: float = 0.0) -> str | None:
    """Return the word of ``known`` that is most like ``given``, letter case aside."""
    word = given.casefold()[:80]  # a slip is short; the comparison is not linear in length
    return _nearest(word, tuple(known), likeness)


@lru_cache(maxsize=1024)
def _nearest(word: str, known: tuple[str, ...], likeness: float) -> str | None:
    folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word, folded, n=8, cutoff=likeness)
    if not found:
        return None
    swapped = [name for name in found if sorted(name) == sorted(word)]
    return folded[(swapped or found)[0]]


def unknown_key(key: object, cls: type) -> str:
    """Return the fault that a table of ``cls`` has a key ``key``, with what was likely meant."""
    known = _keys(cls)
    message = f"unknown key {key!r}"
    if not isinstance(key, str):
        return f"{message}; expected one of {', '.join(known)}"
    renamed = {attribute: name for attribute, (name, _) in field_types(cls).items()}
    if key in renamed:
        return f"{message}; the nearest is {renamed[key]!r}"
    likely = nearest(key, known, likeness=_LIKELY)
    place = _only_place().get(key) if cls in _of_records() else None
    if likely is None and place == "":
        return f"{message} here; it belongs to the record itself, above the first table"
    if likely is None and place is not None:
        return f"{message} here; it is a key of {place!r}"
    return f"{message}; the nearest is {likely or nearest(key, known)!r}"


@cache
def _keys(cls: type) -> tuple[str, ...]:
    """Return the keys a table of ``cls`` may have, but for those never written to a file."""
    if cls is Locator:
        return HOLDING_FIELDS
    return tuple(name for name, _ in field_types(cls).values() if name != "origins")


def _tables() -> Iterator[tuple[str, type]]:
    """Yield every class of table in a record, with the name of its field."""
    for name, hint in field_types(Record).values():
        inner: Any = get_args(hint)[0] if get_origin(hint) is tuple else hint
        if attrs.has(inner) and inner is not Date:
            yield name, inner


@cache
def _of_records() -> frozenset[type]:
    return frozenset((Record, *(cls for _, cls in _tables())))


@cache
def _only_place() -> Mapping[str, str]:
    """Return the keys that stand in one table only, each with its name; ``""`` is the record."""
    places: dict[str, set[str]] = {}
    for table, cls in (("", Record), *_tables()):
        for key in _keys(cls):
            places.setdefault(key, set()).add(table)
    return {key: found.pop() for key, found in places.items() if len(found) == 1}
