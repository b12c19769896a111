"""What each export format leaves out of the example records."""

from __future__ import annotations

import re
from functools import cache

from made.markdown import code, plain, table
from provenance import Record, load
from provenance import losses as lost
from provenance._data import data
from provenance.writing.registry import FORMATS


@cache
def _examples() -> tuple[Record, ...]:
    folder = data("records", "examples")
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=str)
    return tuple(load(str(each)) for each in files)


def losses() -> str:
    """Return, for each format, the fields of the example records that it leaves out, and why."""
    parts = []
    for name in FORMATS:
        fields: dict[tuple[str, str], None] = {}
        for loss in lost(_examples(), name):
            fields[re.sub(r"\[[0-9]+\]", "[]", loss.field), loss.reason] = None
        parts.append(f"\n### {name}\n\n")
        rows = [(code(field), plain(reason)) for field, reason in fields]
        parts.append(table(("field", "why"), rows) if rows else "Nothing.\n")
    return "".join(parts)
