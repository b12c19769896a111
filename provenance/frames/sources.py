"""Files with a column of references, read part by part: Parquet, CSV and JSON Lines.

What a part holds besides the column is passed on as it stands: a line of JSON is not written
anew, a cell of a CSV file stays text.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, groupby
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from provenance.errors import ProvenanceError, ReadError
from provenance.frames.task import ColumnTask
from provenance.frames.values import as_json, as_object, cell, layout, unlike
from provenance.reading.source import decode_pieces

__all__ = ["FORMATS", "Part", "Source", "format_of", "open_source"]

#: How many rows a part has at most, and how many bytes of text.
_ROWS: Final = 4096
_BYTES: Final = 4 << 20

#: The formats by the suffix of a file's name; all but Parquet may be compressed (``.csv.gz``).
FORMATS: Final = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".tsv": "csv",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


def format_of(path: str | Path) -> tuple[str, bool]:
    """Return the format of a file by its name, and whether it is compressed.

    Raises :class:`ReadError` for a name that ends in another way.
    """
    name = Path(path).name.lower()
    packed = name.endswith(".gz")
    suffix = Path(name.removesuffix(".gz")).suffix
    found = FORMATS.get(suffix)
    if found is None or (packed and found == "parquet"):
        expected = ", ".join(FORMATS)
        raise ReadError(
            f"expected a table, a file whose name ends in {expected} (.gz after all but Parquet's)",
            source=str(path),
        )
    return found, packed


@attrs.frozen
class Part:
    """Some rows of a file. ``texts`` is the column, ``place`` where they are.

    ``held`` are the rows as their format has them; ``reached`` how far the file is read.
    """

    texts: Any
    held: Any
    place: str
    reached: int


class Source(Protocol):
    """An open file: ``header`` are the names of its columns, ``total`` how far it can be read."""

    total: int | None

    def parts(self) -> Iterator[Part]:
        """Yield the rows, part by part. Raises :class:`ReadError` where the file is faulty."""

    def batch(self, part: Part) -> Any:
        """Return a part as an Arrow record batch; all have one schema."""

    def header(self) -> list[str]:
        """Return the names of the columns."""

    def cells(self, part: Part) -> Iterator[list[str]]:
        """Yield the rows of a part as cells of text."""

    def objects(self, part: Part) -> Iterator[str]:
        """Yield the rows of a part as JSON objects."""


@contextmanager
def open_source(
    path: str | Path,
    task: ColumnTask,
    *,
    encoding: str | None = None,
    report: Callable[[str], None] | None = None,
) -> Iterator[Source]:
    """Open a file by the suffix of its name.

    Raises :class:`ReadError` where it is not what its name says, or the column is not there or
    holds no text, and :class:`OSError` where it cannot be opened.
    """
    format, packed = format_of(path)
    with open(path, "rb") as file:
        if format == "parquet":
            yield _Parquet(file, str(path), task)
            return
        total = file.seek(0, io.SEEK_END)
        file.seek(0)
        stream: Any = gzip.GzipFile(fileobj=file) if packed else file
        pieces = decode_pieces(stream, encoding, source=str(path), report=report)
        kind: Any = _Csv if format == "csv" else _JsonLines
        yield kind(_lines(_whole(pieces, str(path))), str(path), task, _Reach(file, total))


def _whole(pieces: Iterator[str], name: str) -> Iterator[str]:
    """Yield the pieces of a text; :class:`ReadError` where they end too early."""
    try:
        yield from pieces
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ReadError(f"the file is cut off or damaged: {error}", source=name) from None


def _fit(task: ColumnTask, schema: Any, name: str) -> None:
    """Raise :class:`ReadError` where a file of this schema is not one for the task."""
    seen: set[str] = set()
    for each in schema.names:
        if each in seen:  # cells and fields go by their names
            raise ReadError(f"there are two columns {each!r}; give each its own name", source=name)
        seen.add(each)
    try:
        task.schema(schema)
    except ProvenanceError as error:
        raise ReadError(str(error), source=name) from None


# --------------------------------------------------------------------------- Parquet


class _Parquet:
    def __init__(self, file: BinaryIO, name: str, task: ColumnTask) -> None:
        self._name, self._task = name, task
        try:
            self._file = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
        except (pa.ArrowException, OSError) as error:
            raise self._damaged(error) from None
        self.schema = self._file.schema_arrow
        _fit(task, self.schema, name)
        self.total: int | None = self._file.metadata.num_rows

    def _damaged(self, error: Exception) -> ReadError:
        why = " ".join(str(error).split())[:200].rstrip(".")
        return ReadError(f"not a whole Parquet file: {why}", source=self._name)

    def parts(self) -> Iterator[Part]:
        done = 0
        batches = self._batches()
        while True:
            try:
                batch = next(batches, None)
            except (pa.ArrowException, OSError) as error:
                raise self._damaged(error) from None
            if batch is None:
                return
            for piece in _by_size(batch):
                place = f"{self._name}: rows {done + 1}–{done + len(piece)}"
                done += len(piece)
                yield Part(_plain(piece.column(self._task.column)), piece, place, done)

    def _batches(self) -> Iterator[Any]:
        """Yield the rows, as many at a time as their row group's bytes allow."""
        groups = range(self._file.metadata.num_row_groups)
        for rows, alike in groupby(groups, self._rows_at_once):
            yield from self._file.iter_batches(
                batch_size=rows, row_groups=list(alike), use_threads=False
            )

    def _rows_at_once(self, number: int) -> int:
        group = self._file.metadata.row_group(number)
        fit: int = _BYTES * group.num_rows // max(group.total_byte_size, 1)
        # a power of two, so that groups which differ a little are read as one
        return min(_ROWS, 1 << max(fit.bit_length() - 1, 0))

    def batch(self, part: Part) -> Any:
        return part.held

    def header(self) -> list[str]:
        names: list[str] = self.schema.names
        return names

    def cells(self, part: Part) -> Iterator[list[str]]:
        for row in self._values(part):
            yield [cell(value) for value in row]

    def objects(self, part: Part) -> Iterator[str]:
        names = self.header()
        for row in self._values(part):
            yield as_json(dict(zip(names, row, strict=True)))

    def _values(self, part: Part) -> Iterator[tuple[Any, ...]]:
        """Return the rows of a part as Python values, which not all of Arrow's are."""
        columns = []
        for name, column in zip(self.header(), part.held.columns, strict=True):
            try:
                columns.append(column.to_pylist())
            except (pa.ArrowException, ValueError, OverflowError, LookupError) as error:
                raise ReadError(
                    f"{part.place.removeprefix(self._name + ': ')}: the column {name!r} has "
                    f"a value that has no text ({error}); write Parquet instead",
                    source=self._name,
                ) from None
        return zip(*columns, strict=True)


def _plain(column: Any) -> Any:
    """Return a column without a dictionary that is longer than itself."""
    long = pa.types.is_dictionary(column.type) and len(column.dictionary) > len(column)
    return column.dictionary_decode() if long else column


def _by_size(batch: Any) -> Iterator[Any]:
    """Yield a batch in pieces that are not too large to be sent."""
    pieces = min(len(batch), batch.nbytes // _BYTES + 1)
    rows = -(-len(batch) // max(pieces, 1))
    for start in range(0, len(batch), max(rows, 1)):
        yield batch.slice(start, rows)


# --------------------------------------------------------------------------- lines


@attrs.frozen
class _Reach:
    """How far a file is read, in bytes."""

    file: BinaryIO
    total: int

    def now(self) -> int:
        return min(self.file.tell(), self.total)


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a text that comes in pieces, each with its line feed."""
    rest: list[str] = []  # of a line that goes on
    for piece in pieces:
        at = 0
        while (end := piece.find("\n", at) + 1) > 0:
            rest.append(piece[at:end])
            yield "".join(rest)
            rest.clear()
            at = end
        if at < len(piece):
            rest.append(piece[at:])
    if rest:
        yield "".join(rest)


class _Csv:
    def __init__(self, lines: Iterator[str], name: str, task: ColumnTask, reach: _Reach) -> None:
        self._name, self._reach = name, reach
        self.total: int | None = reach.total
        first = next(lines, "")
        tabs = name.lower().removesuffix(".gz").endswith(".tsv")
        self.delimiter = "\t" if tabs else _delimiter(first)
        csv.field_size_limit(max(csv.field_size_limit(), 1 << 30))
        lines = chain([first] if first else [], lines)
        self._rows = csv.reader(lines, strict=True, delimiter=self.delimiter)
        self._header: list[str] = []
        self._header = self._next() or []
        if not self._header:
            raise ReadError("expected a line with the names of the columns, found none",
                            source=name, line=1)  # fmt: skip
        self.schema = pa.schema([pa.field(each, pa.string()) for each in self._header])
        _fit(task, self.schema, name)
        self._at = self._header.index(task.column)

    def _next(self) -> list[str] | None:
        """Return the next row; an empty line is none, but a missing value of a single column."""
        single = len(self._header) == 1
        try:
            row = next((row or [""] for row in self._rows if row or single), None)
        except csv.Error as error:
            raise ReadError(
                f"not a row of a CSV file: {error}", source=self._name, line=self._rows.line_num
            ) from None
        return row

    def parts(self) -> Iterator[Part]:
        first = self._rows.line_num + 1
        rows: list[list[str]] = []
        size = 0
        while (row := self._next()) is not None:
            if len(row) != len(self._header):
                raise ReadError(
                    f"expected {len(self._header)} cells as in the first line, found {len(row)}",
                    source=self._name, line=self._rows.line_num,
                )  # fmt: skip
            rows.append(row)
            size += sum(map(len, row))
            if len(rows) >= _ROWS or size >= _BYTES:
                yield self._part(rows, first)
                rows, size, first = [], 0, self._rows.line_num + 1
        if rows:
            yield self._part(rows, first)

    def _part(self, rows: list[list[str]], first: int) -> Part:
        texts = [row[self._at] if row[self._at].strip() else None for row in rows]
        place = f"{self._name}: lines {first}–{self._rows.line_num}"
        return Part(texts, rows, place, self._reach.now())

    def batch(self, part: Part) -> Any:
        columns = zip(*part.held, strict=True)
        arrays = [pa.array([text or None for text in each], pa.string()) for each in columns]
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)

    def header(self) -> list[str]:
        return self._header

    def cells(self, part: Part) -> Iterator[list[str]]:
        yield from part.held

    def objects(self, part: Part) -> Iterator[str]:
        for row in part.held:  # an empty cell is nothing, not an empty text
            cells = (text or None for text in row)
            yield as_json(dict(zip(self._header, cells, strict=True)))


def _delimiter(header: str) -> str:
    """Return what stands between the names: a comma, unless there is none but another mark."""
    return next((mark for mark in ",;\t" if mark in header), ",")


class _JsonLines:
    def __init__(self, lines: Iterator[str], name: str, task: ColumnTask, reach: _Reach) -> None:
        self._name, self._task, self._reach = name, task, reach
        self.total: int | None = reach.total
        self._objects = self._read(lines)
        self._first = next(self._objects, None)
        self._schema: Any = None
        self._layout: Any = None

    def _read(self, lines: Iterator[str]) -> Iterator[tuple[int, str, dict[str, Any]]]:
        strange: list[str] = []  # NaN, Infinity: Python's, and no JSON
        decoder = json.JSONDecoder(
            object_pairs_hook=as_object,
            parse_constant=strange.append,  # which returns None
        )
        for number, line in enumerate(lines, 1):
            text = line.strip()
            if not text:
                continue
            try:
                value = decoder.decode(text)
            except (ValueError, RecursionError) as error:
                raise ReadError(
                    f"not a JSON object: {error}", source=self._name, line=number
                ) from None
            if not isinstance(value, dict):
                raise ReadError(
                    f"expected a JSON object, found {text[:40]}", source=self._name, line=number
                )
            if strange:
                text = as_json(value)
                strange.clear()
            yield number, text, value

    def parts(self) -> Iterator[Part]:
        rows: list[tuple[int, str, dict[str, Any]]] = []
        size = 0
        first = [] if self._first is None else [self._first]
        for row in chain(first, self._objects):
            rows.append(row)
            size += len(row[1])
            if self._task.into in row[2]:
                self._taken(row[0])
            if len(rows) >= _ROWS or size >= _BYTES:
                yield self._part(rows)
                rows, size = [], 0
        if rows:
            yield self._part(rows)

    def _taken(self, line: int) -> None:
        raise ReadError(
            f"there is a field {self._task.into!r} already; choose another name for the result",
            source=self._name, line=line,
        )  # fmt: skip

    def _part(self, rows: list[tuple[int, str, dict[str, Any]]]) -> Part:
        column = self._task.column
        if rows[0] is self._first and not any(column in row[2] for row in rows):
            keys = dict.fromkeys(key for row in rows for key in row[2])
            _fit(self._task, pa.schema([pa.field(key, pa.string()) for key in keys]), self._name)
        texts = [row[2].get(column) for row in rows]
        place = f"{self._name}: lines {rows[0][0]}–{rows[-1][0]}"
        return Part(texts, rows, place, self._reach.now())

    def batch(self, part: Part) -> Any:
        values = [row[2] for row in part.held]
        if self._schema is None:
            names = dict.fromkeys(key for value in values for key in value)
            fields = [(name, self._column(part, values, name).type) for name in names]
            self._schema = pa.schema(fields)
            self._layout = {each.name: layout(each.type) for each in self._schema}
        for line, _, value in part.held:
            if (found := unlike(value, self._layout)) is not None:
                path, why = found
                raise ReadError(
                    f"the field {path!r} {why} the first {_ROWS:,} lines, which say what columns "
                    "there are; write JSON Lines instead",
                    source=self._name, line=line,
                )  # fmt: skip
        arrays = [self._column(part, values, each.name, each.type) for each in self._schema]
        return pa.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _column(self, part: Part, values: list[dict[str, Any]], name: str, kind: Any = None) -> Any:
        try:
            return pa.array([each.get(name) for each in values], kind)
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            raise ReadError(
                f"{part.place.removeprefix(self._name + ': ')}: the values of the field {name!r} "
                f"are not of one type ({error}); write JSON Lines instead",
                source=self._name,
            ) from None

    def header(self) -> list[str]:
        return list(self._first[2]) if self._first is not None else [self._task.column]

    def cells(self, part: Part) -> Iterator[list[str]]:
        names = self.header()
        for line, _, value in part.held:
            new = value.keys() - set(names)
            if new:
                raise ReadError(
                    f"the field {min(new)!r} is not in the first line, which says what columns "
                    "there are; write JSON Lines instead",
                    source=self._name, line=line,
                )  # fmt: skip
            yield [cell(value.get(name)) for name in names]

    def objects(self, part: Part) -> Iterator[str]:
        for row in part.held:
            yield row[1]
