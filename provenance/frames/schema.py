"""The Arrow types of what the column functions return."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa

__all__ = ["FINDING", "LOCATOR", "MATCH", "PRINTED", "UNIT"]

_TEXT: Final = pa.string()

#: One step of a locator. ``written`` is the value as it stood, where that differs.
UNIT: Final[Any] = pa.struct({"kind": _TEXT, "value": _TEXT, "written": _TEXT})

_REFERENCE: Final = {
    "archive": _TEXT, "archive_text": _TEXT, "units": pa.list_(UNIT), "leaves": _TEXT,
    "leaf_kind": _TEXT, "key": _TEXT,
}  # fmt: skip

#: What a reference says, with the fields of ``provenance parse --json``; ``leaves`` and
#: ``leaf_kind`` are null where there are none. Where the text is not one reference, ``error``
#: says why, ``position`` (a code point from 0) where, and the other fields are null.
LOCATOR: Final[Any] = pa.struct(
    {**_REFERENCE, "rest": _TEXT, "error": _TEXT, "position": pa.int32()}
)

#: A reference in running text: ``start`` and ``end`` are code points (end exclusive), ``text``
#: what stands there, ``inherited`` what it has from an earlier one. A row that is no text gives
#: one of these with ``error`` alone.
MATCH: Final[Any] = pa.struct(
    {"start": pa.int32(), "end": pa.int32(), "text": _TEXT, "inherited": pa.list_(_TEXT),
     **_REFERENCE, "error": _TEXT}
)  # fmt: skip

#: What a check found: see :class:`provenance.Finding`. ``start`` and ``end``, also those of the
#: correction ``fix``, are code points of the row's text; ``line`` and ``column`` count from 1.
#: A row that is no text gives one of these with ``severity`` and ``message`` alone.
FINDING: Final[Any] = pa.struct(
    {"rule": _TEXT, "code": _TEXT, "severity": _TEXT, "message": _TEXT,
     "start": pa.int32(), "end": pa.int32(), "line": pa.int32(), "column": pa.int32(),
     "excerpt": _TEXT,
     "fix": pa.struct({"start": pa.int32(), "end": pa.int32(), "replacement": _TEXT,
                       "title": _TEXT})}
)  # fmt: skip

#: A reference in print, or why it could not be printed.
PRINTED: Final[Any] = pa.struct({"text": _TEXT, "error": _TEXT})
