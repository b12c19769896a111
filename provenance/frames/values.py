"""Values of a table: as JSON, as the text of a cell, and whether an Arrow type has all of one."""

from __future__ import annotations

import json
import math
from typing import Any

import pyarrow as pa

__all__ = ["as_json", "as_object", "cell", "layout", "unlike"]


def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of a JSON object.

    Raises :class:`ValueError` for a key that is given twice: nobody knows which value is meant.
    """
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} is given twice")
        found[key] = value
    return found


def as_json(value: object) -> str:
    """Return a value as JSON; what JSON has no type for (a date, a decimal) as text.

    A number that is none (NaN, infinity) is null: JSON has no way to write it.
    """
    try:
        return json.dumps(value, ensure_ascii=False, default=_as_text, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(value), ensure_ascii=False, default=_as_text)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode(errors="backslashreplace")
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def cell(value: object) -> str:
    """Return a value as the text of a cell: nothing is empty, what is nested is JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list | bool):
        return as_json(value)
    return _as_text(value)


def layout(kind: Any) -> Any:
    """Return the fields that an Arrow type has: a dictionary; within a list, a tuple of one.

    Of another type it is whether there are values.
    """
    if pa.types.is_struct(kind):
        return {field.name: layout(field.type) for field in kind}
    if pa.types.is_list(kind):
        return (layout(kind.value_type),)
    return not pa.types.is_null(kind)


def unlike(value: Any, known: Any) -> tuple[str, str] | None:
    """Return the first field, dotted, that a layout has no place for, and why.

    Arrow would drop a new one in silence.
    """
    if value is None:
        return None
    if known is False:
        return "", "is empty in"
    if isinstance(value, dict) and isinstance(known, dict):
        for key, each in value.items():
            if key not in known:
                return key, "is not in"
            if (found := unlike(each, known[key])) is not None:
                return f"{key}.{found[0]}" if found[0] else key, found[1]
    elif isinstance(value, list) and isinstance(known, tuple):
        return next((found for each in value if (found := unlike(each, known[0]))), None)
    return None
