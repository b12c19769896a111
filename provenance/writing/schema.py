"""The record format described for other programs and for people, made from the model.

``python -m provenance.writing.schema`` prints the JSON Schema; with the name of a Markdown page,
the tables of fields in that page are renewed. What a field means, with an example, is in
``records/fields.tsv``; its type is the model's.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs

from provenance._data import data
from provenance._shape import HOLDING_FIELDS, field_types
from provenance.model.dates import Date
from provenance.model.document import (
    EVENT_KINDS,
    KEY_PATTERN,
    MARK_KINDS,
    ORIGIN_BASES,
    Record,
)
from provenance.model.locator import Locator

__all__ = ["fields", "main", "schema", "with_tables"]


@attrs.frozen
class Field:
    """One key of one table: its type (a Python hint), meaning, and an example."""

    table: str
    key: str
    hint: Any
    required: bool
    meaning: str
    example: Any


@cache
def fields() -> Mapping[str, tuple[Field, ...]]:
    """Return the fields of each table by the table's name, in the order they are written in."""
    told = {}
    for line in data("records", "fields.tsv").read_text(encoding="utf-8").splitlines()[2:]:
        table, key, meaning, example = line.split("\t")
        told[table, key] = (meaning, json.loads(example))
    return {
        table: tuple(
            Field(table, key, hint, required, *told[table, key])
            for key, hint, required in _keys(cls)
        )
        for table, cls in _tables("record", Record)
    }


def _tables(name: str, cls: type, seen: tuple[type, ...] = ()) -> Iterator[tuple[str, type]]:
    """Yield the tables of a record, each class once, under the name of its first field."""
    yield name, cls
    for key, hint, _ in _keys(cls):
        inner = _inner(hint)
        if attrs.has(inner) and inner is not Date and inner not in seen:
            seen = (*seen, inner)
            yield from _tables(key, inner, seen)


def _keys(cls: type) -> Iterator[tuple[str, Any, bool]]:
    """Yield key, type and whether it has to be there."""
    if cls is Locator:
        units = field_types(Locator)["units"][1]
        yield from ((key, units if key == "units" else str, False) for key in HOLDING_FIELDS)
        return
    types = field_types(cls)
    for attribute, (key, hint) in types.items():
        yield key, hint, getattr(attrs.fields(cls), attribute).default is attrs.NOTHING


def _inner(hint: Any) -> Any:
    """Return what a list or a table of names holds, or the type itself."""
    if get_origin(hint) is tuple:
        return get_args(hint)[0]
    return get_args(hint)[1] if get_origin(hint) is Mapping else hint


# --------------------------------------------------------------------------- JSON Schema

_TEXT = {"type": "string", "pattern": r"\S"}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record as JSON."""
    objects = {table: _object(table) for table in fields()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Record of an archival document",
        **objects.pop("record"),
        "$defs": {
            "text": _TEXT,
            "edtf": {**_TEXT, "description": "EDTF (ISO 8601-2), levels 0 to 2"},
            **objects,
        },
    }


def _object(table: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "object",
        "properties": {
            field.key: {**_type(field), "description": field.meaning, "examples": [field.example]}
            for field in fields()[table]
        },
        "additionalProperties": False,
    }
    if required := [field.key for field in fields()[table] if field.required]:
        found["required"] = required
    if table == "holdings":
        found["anyOf"] = [{"required": [key]} for key in ("archive", "archive_text", "units")]
    return found


def _type(field: Field) -> dict[str, Any]:
    match field.table, field.key:
        case "record", "key":
            return {"type": "string", "pattern": f"^{KEY_PATTERN}$"}
        case "marks", "kind":
            return {"enum": list(MARK_KINDS)}
        case "origins", "basis":
            return {"enum": list(ORIGIN_BASES)}
        case "events", "kind":
            return {"enum": list(EVENT_KINDS)}
        case "events", "basis":
            return {"enum": list(ORIGIN_BASES)}
    return _schema_of(field.hint)


def _schema_of(hint: Any) -> dict[str, Any]:
    if hint is int:
        return {"type": "integer"}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema_of(_inner(hint))}
    if get_origin(hint) is Mapping:
        return {"type": "object", "additionalProperties": _schema_of(_inner(hint))}
    names = {str: "text", Date: "edtf", **{cls: name for name, cls in _tables("record", Record)}}
    return {"$ref": f"#/$defs/{names[hint]}"}


# --------------------------------------------------------------------------- the page for people

_PLACE = re.compile(r"(<!-- fields: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def with_tables(page: str) -> str:
    """Return a Markdown page with its tables of fields renewed.

    A table stands between ``<!-- fields: NAME -->`` and ``<!-- end -->``.
    """
    return _PLACE.sub(lambda place: place[1] + _table(place[2]) + place[3], page)


def _table(name: str) -> str:
    rows = ["| key | type | meaning | example |\n|---|---|---|---|\n"]
    for field in fields()[name]:
        key = f"**`{field.key}`**" if field.required else f"`{field.key}`"
        rows.append(f"| {key} | {_words(field.hint)} | {field.meaning} | {_example(field)} |\n")
    return "".join(rows)


def _words(hint: Any) -> str:
    if hint is str:
        return "text"
    if hint is int:
        return "number"
    if hint is Date:
        return "EDTF text"
    if get_origin(hint) is Mapping:
        return "table of text" if _inner(hint) is str else f"table of {_words(_inner(hint))}"
    if get_origin(hint) is tuple:
        return "list of text" if _inner(hint) is str else f"list of {_words(_inner(hint))}"
    names = {cls: name for name, cls in _tables("record", Record)}
    return f"[{names[hint]}](#{names[hint]})"


def _example(field: Field) -> str:
    from provenance.writing.toml import inline

    return "`" + inline(field.example).replace("|", "\\|") + "`"


def main(arguments: list[str]) -> int:
    """Print the schema, or renew the tables of the page that is named."""
    if arguments:
        page = Path(arguments[0])
        page.write_text(with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
