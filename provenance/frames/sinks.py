"""Tables with their new column, written part by part: Parquet, CSV and JSON Lines."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, TextIO

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from provenance.errors import ProvenanceError
from provenance.frames.sources import Part, Source, format_of
from provenance.frames.task import ColumnTask
from provenance.frames.values import as_json, cell
from provenance.output import whole_bytes

__all__ = ["Sink", "open_sink"]

#: How many rows, and bytes, a row group of a Parquet file has at most.
_GROUP_ROWS: Final = 65_536
_GROUP_BYTES: Final = 64 << 20


class Sink(Protocol):
    """What rows are written to."""

    def write(self, part: Part, result: Any) -> None:
        """Write the rows of a part, with the array of their results."""


@contextmanager
def open_sink(output: str | Path | TextIO, source: Source, task: ColumnTask) -> Iterator[Sink]:
    """Open what is written to: a file, which appears whole or not at all, or a stream of text.

    A file's format is that of its suffix; a stream gets JSON Lines. Raises :class:`OSError` where
    it cannot be written, :class:`ReadError` for another suffix, and :class:`ProvenanceError` where
    a new column of a CSV file is there already.
    """
    if not isinstance(output, str | Path):
        yield _JsonLines(output, source, task)
        return
    format, packed = format_of(output)
    with whole_bytes(output) as file:
        if format == "parquet":
            sink = _Parquet(file, source, task)
            yield sink
            sink.close()
            return
        with _text(file, packed) as text:
            if format == "csv":
                yield _Csv(text, source, task, Path(output).name.lower())
            else:
                yield _JsonLines(text, source, task)


@contextmanager
def _text(file: BinaryIO, packed: bool) -> Iterator[TextIO]:
    # no time and no name in it: the same rows are the same bytes
    stream: Any = gzip.GzipFile("", "wb", fileobj=file, mtime=0) if packed else file
    text = io.TextIOWrapper(stream, "utf-8", errors="backslashreplace", newline="\n")
    yield text
    text.flush()
    text.detach()
    if packed:
        stream.close()


class _Parquet:
    def __init__(self, file: BinaryIO, source: Source, task: ColumnTask) -> None:
        self._file, self._source, self._task = file, source, task
        self._writer: Any = None
        self._batches: list[Any] = []
        self._rows = self._bytes = 0
        self._place = ""  # of the first part that is held

    def write(self, part: Part, result: Any) -> None:
        batch = self._source.batch(part)
        schema = batch.schema.append(pa.field(self._task.into, self._task.type))
        self._place = self._place if self._batches else part.place
        self._batches.append(pa.RecordBatch.from_arrays([*batch.columns, result], schema=schema))
        self._rows += len(batch)
        self._bytes += self._batches[-1].nbytes
        if self._rows >= _GROUP_ROWS or self._bytes >= _GROUP_BYTES:
            self._flush(schema)

    def _flush(self, schema: Any) -> None:
        try:
            self._write(schema)
        except pa.ArrowException as error:  # Parquet does not have all that Arrow has
            where = f"{self._place}: " if self._place else ""
            raise ProvenanceError(
                f"{where}cannot be written as Parquet ({error}); write JSON Lines instead"
            ) from None

    def _write(self, schema: Any) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._file, schema, compression="zstd")
        if self._batches:
            table = pa.Table.from_batches(self._batches, schema)
            self._writer.write_table(table, row_group_size=max(self._rows, 1))
        self._batches.clear()
        self._rows = self._bytes = 0

    def close(self) -> None:
        if self._batches:
            self._flush(self._batches[0].schema)
        elif self._writer is None:  # no row at all
            given = getattr(self._source, "schema", pa.schema([(self._task.column, pa.string())]))
            self._flush(given.append(pa.field(self._task.into, self._task.type)))
        self._writer.close()


@attrs.frozen
class _Rows:
    """Rows that end in a line feed; the writer ends them in both marks, so as to quote both."""

    text: TextIO

    def write(self, row: str) -> int:
        return self.text.write(row[:-2] + "\n")


class _Csv:
    """Cells of text: a struct is a column for each field (``locator.key``), a list is JSON."""

    def __init__(self, text: TextIO, source: Source, task: ColumnTask, name: str) -> None:
        self._source = source
        self._fields = [field.name for field in task.type] if pa.types.is_struct(task.type) else []
        same = getattr(source, "delimiter", ",")
        if name.removesuffix(".gz").endswith(".tsv"):
            same = "\t"
        elif same == "\t":
            same = ","
        self._writer = csv.writer(_Rows(text), delimiter=same, lineterminator="\r\n")
        names = [f"{task.into}.{field}" for field in self._fields] or [task.into]
        given = source.header()
        if taken := set(given) & set(names):
            raise ProvenanceError(
                f"there is a column {min(taken)!r} already; choose another name for the result"
            )
        self._writer.writerow([*given, *names])

    def write(self, part: Part, result: Any) -> None:
        rows = zip(self._source.cells(part), result.to_pylist(), strict=True)
        self._writer.writerows([*cells, *self._cells(found)] for cells, found in rows)

    def _cells(self, found: Any) -> list[str]:
        if not self._fields:
            return [cell(_without_nothing(found))]
        values = _without_nothing(found) or {}
        return [cell(values.get(field)) for field in self._fields]


class _JsonLines:
    def __init__(self, text: TextIO, source: Source, task: ColumnTask) -> None:
        self._text, self._source = text, source
        self._name = as_json(task.into)

    def write(self, part: Part, result: Any) -> None:
        rows = zip(self._source.objects(part), result.to_pylist(), strict=True)
        self._text.writelines(
            f"{row[:-1].rstrip()}{', ' if row[1:-1].strip() else ''}{self._name}: "
            f"{as_json(_without_nothing(found))}}}\n"
            for row, found in rows
        )


def _without_nothing(value: Any) -> Any:
    """Return a result without the fields that are empty; a row that is nothing stays that."""
    if isinstance(value, dict):
        return {key: _without_nothing(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_nothing(each) for each in value]
    return value
