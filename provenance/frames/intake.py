"""Any column of text as Python values: from Arrow, from Polars and pandas, from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, cast

import attrs
import pyarrow as pa

from provenance.errors import ProvenanceError

__all__ = ["Bad", "Value", "as_arrow", "is_text", "joined", "over_chunks", "over_text", "pieces"]


@attrs.frozen
class Bad:
    """A row that is no text, and what it is instead."""

    message: str


#: One row: a text, nothing, or what is no text.
Value = str | None | Bad
#: Makes the array of results from rows.
Build = Callable[[Sequence[Value]], Any]

#: How many rows, and about how many bytes of text, are Python objects at a time.
_ROWS = 16_384
_BYTES = 64 << 20


def over_text(column: object, build: Build) -> Any:
    """Return what ``build`` makes of a column of text, in the column's chunks.

    Of a list, each item that is no text is :class:`Bad` or nothing. Raises
    :class:`ProvenanceError` for a column of another type.
    """
    found = None if isinstance(column, list | tuple | Iterator) else as_arrow(column)
    if found is not None:
        return over_chunks(found, lambda array: _over_array(array, build))
    rows = [_row(value) for value in cast("Iterable[object]", column)]
    return joined(
        build(rows[start : start + _ROWS]) for start in range(0, max(len(rows), 1), _ROWS)
    )


def as_arrow(column: object) -> Any:
    """Return a column as an Arrow array or chunked array; ``None`` where Python objects differ.

    Raises :class:`ProvenanceError` for what is no column.
    """
    if isinstance(column, str | bytes | bytearray):
        raise ProvenanceError("expected a column, found one text")
    if isinstance(column, Mapping | Set) or not _has_rows(column):
        raise ProvenanceError(f"expected a column, found {type(column).__name__}")
    if isinstance(column, pa.Array | pa.ChunkedArray):
        return column
    if isinstance(column, pa.Table | pa.RecordBatch):
        raise _whole_table(column)
    streams = hasattr(column, "__arrow_c_stream__")
    if streams and hasattr(column, "columns"):
        raise _whole_table(column)
    if (dimensions := getattr(column, "ndim", 1)) != 1:
        raise ProvenanceError(f"expected a column, found an array of {dimensions} dimensions")
    try:
        found = pa.chunked_array(column) if streams else pa.array(column, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError, OverflowError):
        return None
    if pa.types.is_floating(found.type) and found.null_count == len(found):
        return pa.nulls(len(found))  # how pandas and NumPy say that there is no value at all
    return found


def _has_rows(column: object) -> bool:
    arrow = hasattr(column, "__arrow_c_stream__") or hasattr(column, "__arrow_c_array__")
    return arrow or isinstance(column, Iterable)


def over_chunks(column: Any, function: Callable[[Any], Any]) -> Any:
    """Return what ``function`` makes of an array, chunk by chunk where it comes in chunks."""
    if isinstance(column, pa.Array):
        return function(column)
    # an empty one too has a type to give its result
    chunks = map(function, column.chunks or [pa.array([], column.type)])
    return pa.chunked_array([piece for chunk in chunks for piece in _chunks(chunk)])


def joined(arrays: Iterable[Any]) -> Any:
    """Return arrays as one; in chunks where that is more than an array's 32-bit offsets reach."""
    several = [piece for each in arrays for piece in _chunks(each)]
    if len(several) == 1:
        return several[0]
    try:
        return pa.concat_arrays(several)
    except pa.ArrowInvalid:
        return pa.chunked_array(several)


def _chunks(array: Any) -> list[Any]:
    chunks: list[Any] = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    return chunks


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
            once = _over_array(array.dictionary, build)
            return joined(once.take(indices) for indices in pieces(array.indices))
        array = array.dictionary_decode()
    return joined(build(_values(piece)) for piece in pieces(array))


def pieces(array: Any) -> Iterator[Any]:
    """Yield an array in slices of which the rows can be Python objects at a time."""
    for start in range(0, max(len(array), 1), _ROWS):
        piece = array.slice(start, _ROWS)
        rows = max(len(piece) * _BYTES // max(piece.nbytes, _BYTES), 1)
        for within in range(0, max(len(piece), 1), rows):
            yield piece.slice(within, rows)


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
