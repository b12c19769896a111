"""Any column of text as Python values: from Arrow, from Polars and pandas, from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs
import pyarrow as pa

from provenance.errors import ProvenanceError

__all__ = ["Bad", "Value", "is_text", "over_chunks", "over_text"]


@attrs.frozen
class Bad:
    """A row that is no text, and what it is instead."""

    message: str


#: One row: a text, nothing, or what is no text.
Value = str | None | Bad
#: Makes the array of results from rows.
Build = Callable[[Sequence[Value]], Any]

#: How many rows are Python objects at a time.
_ROWS = 16_384


def over_text(column: object, build: Build) -> Any:
    """Return what ``build`` makes of a column of text, in the column's chunks.

    Of a list, each item that is no text is :class:`Bad` or nothing. Raises
    :class:`ProvenanceError` for a column of another type.
    """
    if not isinstance(column, list | tuple | Iterator):
        try:
            return over_chunks(column, lambda array: _over_array(array, build))
        except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):  # of Python objects
            if not isinstance(column, Iterable):
                raise
    rows = [_row(value) for value in column]
    return _joined(
        build(rows[start : start + _ROWS]) for start in range(0, max(len(rows), 1), _ROWS)
    )


def over_chunks(column: object, function: Callable[[Any], Any]) -> Any:
    """Return what ``function`` makes of a column, chunk by chunk where it comes in chunks."""
    if isinstance(column, str | bytes):
        raise ProvenanceError("expected a column, found one text")
    if isinstance(column, pa.Table | pa.RecordBatch):
        raise _whole_table(column)
    if isinstance(column, pa.Array):
        return function(column)
    if hasattr(column, "__arrow_c_stream__") and not isinstance(column, pa.ChunkedArray):
        if hasattr(column, "columns"):
            raise _whole_table(column)
        column = pa.chunked_array(column)
    if isinstance(column, pa.ChunkedArray):
        # an empty one too has a type to give its result
        chunks = [function(chunk) for chunk in column.chunks]
        return pa.chunked_array(chunks or [function(pa.array([], column.type))])
    if not hasattr(column, "__arrow_c_array__") and not isinstance(column, Iterable):
        raise ProvenanceError(f"expected a column, found {type(column).__name__}")
    if isinstance(column, Iterator):
        column = list(column)
    return function(pa.array(column))


def _whole_table(table: object) -> ProvenanceError:
    columns: Any = getattr(table, "column_names", None) or getattr(table, "columns", ())
    names = ", ".join(map(str, columns))
    return ProvenanceError(f"expected a column, found a table; its columns are: {names}")


def is_text(kind: Any) -> bool:
    """Whether a column of this Arrow type can hold references."""
    if isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        kind = kind.value_type
    return bool(pa.types.is_null(kind) or _is_string(kind) or _is_bytes(kind))


def _is_string(kind: Any) -> bool:
    types = pa.types
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _is_bytes(kind: Any) -> bool:
    types = pa.types
    return bool(types.is_binary(kind) or types.is_large_binary(kind) or types.is_binary_view(kind))


def _over_array(array: Any, build: Build) -> Any:
    if not is_text(array.type):
        raise ProvenanceError(f"expected a column of text, found one of {array.type}")
    if isinstance(array.type, pa.BaseExtensionType):
        array = array.storage
    if pa.types.is_run_end_encoded(array.type):
        import pyarrow.compute as pc

        array = pc.run_end_decode(array)
    if pa.types.is_dictionary(array.type):
        if len(array.dictionary) <= len(array):  # each text is read once
            return _over_array(array.dictionary, build).take(array.indices)
        array = array.dictionary_decode()
    if len(array) <= _ROWS:
        return build(_values(array))
    return _joined(
        build(_values(array.slice(start, _ROWS))) for start in range(0, len(array), _ROWS)
    )


def _values(array: Any) -> list[Value]:
    """Return the rows of an array of text."""
    if not _is_bytes(array.type):
        try:
            values: list[Value] = array.to_pylist()
            return values
        except UnicodeDecodeError:  # a file may say that anything is UTF-8
            array = array.cast(pa.large_binary() if _is_large(array.type) else pa.binary())
    return [_decoded(data) for data in array.to_pylist()]


def _is_large(kind: Any) -> bool:
    return bool(pa.types.is_large_string(kind))


def _decoded(data: bytes | None) -> Value:
    if data is None:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return Bad(f"expected text in UTF-8, found the byte {data[error.start]:#04x} "
                   f"at {error.start}")  # fmt: skip


def _row(value: object) -> Value:
    """Return what a Python object is as a row; pandas has several kinds of nothing."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    try:
        if value != value:
            return None
    except (ValueError, TypeError):  # an array: it has no truth
        return Bad(f"expected text, found {_shown(value)}")
    if isinstance(value, bytes):
        return _decoded(value)
    if not isinstance(value, str):
        return Bad(f"expected text, found {_shown(value)}")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        return Bad(f"expected text, found half of a character (U+{ord(value[error.start]):04X})")
    return str(value)


def _shown(value: object) -> str:
    shown = " ".join(repr(value).split())
    return f"{type(value).__name__} {shown if len(shown) <= 40 else shown[:37] + '...'}"


def _joined(arrays: Iterable[Any]) -> Any:
    several = list(arrays)
    return several[0] if len(several) == 1 else pa.concat_arrays(several)
