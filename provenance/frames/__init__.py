"""Columns of references: parsed, found, checked and printed as Arrow arrays (extra ``frames``).

A column is a pyarrow array or chunked array, a Polars or pandas series, anything else that gives
Arrow data through the PyCapsule interface, or a list. The result is an Arrow array of the same
length (a chunked array where the column comes in chunks, as that of a series may, and where the
result is more than one array can hold), which Polars and pandas take without a copy. A missing
value stays missing; a value that cannot be read has the error in its own row, and never stops the
others.
"""

from __future__ import annotations

try:
    import pyarrow  # noqa: F401
except ImportError as error:  # pragma: no cover
    from provenance.errors import ProvenanceError

    raise ProvenanceError("columns need pyarrow: pip install pyarrow") from error

from provenance.frames.columns import check_column, find_column, format_column, parse_column
from provenance.frames.schema import FINDING, LOCATOR, MATCH, PRINTED, UNIT
from provenance.frames.task import ColumnTask

__all__ = [
    "FINDING",
    "LOCATOR",
    "MATCH",
    "PRINTED",
    "UNIT",
    "ColumnTask",
    "check_column",
    "find_column",
    "format_column",
    "parse_column",
]
