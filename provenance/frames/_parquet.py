"""Parquet files, read part by part: :class:`ParquetFile`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from provenance.errors import ReadError
from provenance.frames.parts import BYTES, ROWS, Part, fit
from provenance.frames.task import ColumnTask
from provenance.frames.values import as_json, cell

__all__ = ["ParquetFile"]


class ParquetFile:
    """A table in a Parquet file: a :class:`~provenance.frames.parts.Source`."""

    def __init__(self, file: BinaryIO, name: str, task: ColumnTask) -> None:
        self._name, self._task = name, task
        try:
            self._file = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
        except (pa.ArrowException, OSError) as error:
            raise self._damaged(error) from None
        self.schema = self._file.schema_arrow
        fit(task, self.schema, name)
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
        fit: int = BYTES * group.num_rows // max(group.total_byte_size, 1)
        # a power of two, so that groups which differ a little are read as one
        return min(ROWS, 1 << max(fit.bit_length() - 1, 0))

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
    pieces = min(len(batch), batch.nbytes // BYTES + 1)
    rows = -(-len(batch) // max(pieces, 1))
    for start in range(0, len(batch), max(rows, 1)):
        yield batch.slice(start, rows)
