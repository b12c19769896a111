"""What of a record can be searched for: all its texts, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from provenance._shape import field_types
from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, Unit
from provenance.writing.locator import format_locator

__all__ = ["columns", "texts_of"]


@cache
def columns() -> tuple[str, ...]:
    """Return the fields that can be searched: those of the record, and ``translators``."""
    return (*(name for name in field_types(Record) if name != "origins"), "translators")


def texts_of(record: Record) -> dict[str, str]:
    """Return all that a record says, as one text for each of :func:`columns` that has any."""
    found = {
        name: "\n".join(_texts(getattr(record, name))) for name in columns() if name in _fields()
    }
    found["translators"] = "\n".join(
        name for credit in record.credits if "translat" in credit.role.casefold()
        for name in credit.by
    )  # fmt: skip
    return {name: text for name, text in found.items() if text}


@cache
def _fields() -> frozenset[str]:
    return frozenset(field_types(Record))


def _texts(value: Any) -> Iterator[str]:
    if value is None:
        return
    if isinstance(value, str | int | Date):
        yield str(value)
    elif isinstance(value, Leaves):
        yield value.text
    elif isinstance(value, Unit):
        yield value.value
        if value.written is not None:
            yield value.written
    elif isinstance(value, Locator):
        yield from _places(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield name
            yield from _texts(item)
    else:
        cls: type = type(value)
        for attribute in field_types(cls):
            yield from _texts(getattr(value, attribute))


def _places(locator: Locator) -> Iterator[str]:
    """Yield a reference as it was written and as it is printed, and the names of its archive."""
    holder = locator.holder
    yield format_locator(locator)
    yield from _texts((locator.text, locator.archive_text, locator.rest, locator.note))
    yield from _texts(locator.units)
    if holder is not None:
        yield from (holder.name, holder.printed, holder.native, holder.city)
