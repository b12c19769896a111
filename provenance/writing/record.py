"""Records and locators as plain data: the shape that JSON and TOML share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provenance._shape import field_types
from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.locator import Locator, Unit

__all__ = ["plain", "plain_holding", "plain_locator"]


def plain(record: Record, *, origins: bool = False, keys: bool = True) -> dict[str, Any]:
    """Return ``record`` as a dictionary of texts, whole numbers, lists and dictionaries.

    Fields come in the order of the record's table; empty ones are left out. ``origins`` adds
    where each value stood in the page it was read from. ``keys`` gives each holding the key that
    follows from it; record files do without.
    """
    found: dict[str, Any] = {}
    for attribute, (name, _) in field_types(Record).items():
        value = getattr(record, attribute)
        if attribute == "origins":
            if origins and value:
                found[name] = {path: _table(origin) for path, origin in value.items()}
        elif attribute == "holdings":
            if value:
                found[name] = [plain_holding(locator, keys=keys) for locator in value]
        elif (given := _plain(value)) is not None:
            found[name] = given
    return found


def plain_holding(locator: Locator, *, keys: bool = True) -> dict[str, Any]:
    """Return a locator as it stands among a record's holdings: empty fields are left out."""
    whole = plain_locator(locator)
    if not keys:
        del whole["key"]
    if locator.note is not None:
        whole["note"] = locator.note
    return {name: value for name, value in whole.items() if value not in (None, "", [])}


def plain_locator(locator: Locator) -> dict[str, Any]:
    """Return a locator as ``provenance parse --json`` prints it.

    ``archive`` and ``archive_text`` are ``None`` where there is none, ``leaves`` and
    ``leaf_kind`` are then ``""``, ``units`` is always a list; ``rest`` is there where the text
    had more than the locator.
    """
    leaves = locator.leaves
    found = {
        "text": locator.text,
        "archive": locator.archive,
        "archive_text": locator.archive_text,
        "units": [_unit(unit) for unit in locator.units],
        "leaves": leaves.text if leaves is not None else "",
        "leaf_kind": leaves.kind if leaves is not None else "",
        "key": locator.key,
    }
    if locator.rest is not None:
        found["rest"] = locator.rest
    return found


def _unit(unit: Unit) -> dict[str, str]:
    found = {"kind": unit.kind, "value": unit.value}
    if unit.written is not None:
        found["written"] = unit.written
    return found


def _plain(value: Any) -> Any:
    """Return plain data, or ``None`` for a value that is empty."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Date):
        return value.edtf
    if isinstance(value, tuple):
        return [given for item in value if (given := _plain(item)) is not None] or None
    if isinstance(value, Mapping):
        return dict(value) or None
    return _table(value) or None


def _table(value: Any) -> dict[str, Any]:
    found = {}
    cls: type = type(value)
    for attribute, (name, _) in field_types(cls).items():
        given = _plain(getattr(value, attribute))
        if given is not None:
            found[name] = given
    return found
