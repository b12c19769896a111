"""CSV files, read part by part: :class:`CsvFile`. A cell stays text, whatever it looks like."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, Final

import pyarrow as pa

from provenance.errors import ProvenanceError, ReadError
from provenance.frames.parts import BYTES, ROWS, Part, Reach, fit
from provenance.frames.task import ColumnTask
from provenance.frames.values import as_json

__all__ = ["CsvFile"]

#: What may stand between cells, where nobody says; the first of equals is taken.
_MARKS: Final = ",;\t|"
#: A longer cell is none: a quotation mark was not closed. (A long book has a million characters.)
_LONGEST_CELL: Final = 1 << 24
#: As much of a file as says what stands between its cells.
_SAMPLE_LINES: Final = 50
_SAMPLE: Final = 1 << 16


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let cells be long meanwhile: the module ``csv`` has one limit for the whole program."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


class CsvFile:
    """A table in a CSV file: a :class:`~provenance.frames.parts.Source`."""

    def __init__(
        self,
        lines: Iterator[str],
        name: str,
        task: ColumnTask,
        reach: Reach,
        delimiter: str | None = None,
    ) -> None:
        self._name, self._reach = name, reach
        self.total: int | None = reach.total
        sample = list(_beginning(lines))
        if delimiter is None:
            delimiter = _guessed(sample, task.column)
        elif len(delimiter) != 1 or delimiter in '"\r\n':
            raise ProvenanceError(
                f"expected one character that stands between cells, found {delimiter!r}"
            )
        self.delimiter = delimiter
        self._rows = csv.reader(chain(sample, lines), strict=True, delimiter=delimiter)
        self._began = 1  # the line in which the last row begins
        self._header: list[str] = []
        with _long_cells():
            self._header = self._next() or []
        if not self._header:
            raise ReadError("expected a line with the names of the columns, found none",
                            source=name, line=1)  # fmt: skip
        self.schema = pa.schema([pa.field(each, pa.string()) for each in self._header])
        fit(task, self.schema, name, self._note())
        self._at = self._header.index(task.column)

    def _note(self) -> str:
        """Say how the names of the columns were told apart."""
        if len(self._header) > 1:
            return f" (what stands between cells is taken to be {self.delimiter!r})"
        return f" ({self.delimiter!r} does not stand between cells; name the delimiter that does)"

    def _next(self) -> list[str] | None:
        """Return the next row; an empty line is none, but a missing value of a single column."""
        while True:
            self._began = self._rows.line_num + 1
            try:
                row = next(self._rows, None)
            except csv.Error as error:
                raise ReadError(
                    self._why(str(error)), source=self._name, line=self._began
                ) from None
            if row == []:
                if len(self._header) != 1:
                    continue
                return [""]
            return row

    def _why(self, error: str) -> str:
        """Say what is wrong with a row, in our words where Python's name no cause."""
        if "field limit" in error:
            return (
                f"a cell of this row has more than {_LONGEST_CELL:,} characters; is a quotation "
                "mark in it never closed?"
            )
        if "unexpected end of data" in error:
            return "a quotation mark that this row opens is never closed"
        return f"not a row of a CSV file: {error}{self._ending()}"

    def _ending(self) -> str:
        end = self._rows.line_num
        return "" if end <= self._began else f" (the row goes on to line {end})"

    def parts(self) -> Iterator[Part]:
        while rows := self._some():
            yield self._part(rows, self._first)

    def _some(self) -> list[list[str]]:
        """Return as many rows as a part has."""
        self._first = self._rows.line_num + 1
        rows: list[list[str]] = []
        size = 0
        with _long_cells():
            while len(rows) < ROWS and size < BYTES and (row := self._next()) is not None:
                if len(row) != len(self._header):
                    raise ReadError(
                        f"expected {len(self._header)} cells as in the first line, found "
                        f"{len(row)}{self._ending()}",
                        source=self._name, line=self._began,
                    )  # fmt: skip
                rows.append(row)
                size += sum(map(len, row))
        return rows

    def _part(self, rows: list[list[str]], first: int) -> Part:
        texts = [row[self._at] or None for row in rows]
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


def _beginning(lines: Iterator[str]) -> Iterator[str]:
    size = 0
    for number, line in enumerate(lines, 1):
        yield line
        size += len(line)
        if number >= _SAMPLE_LINES or size >= _SAMPLE:
            return


def _guessed(sample: list[str], column: str) -> str:
    """Return what stands between cells: what makes a header with the column, and even rows."""
    cut = len(sample) >= _SAMPLE_LINES or sum(map(len, sample)) >= _SAMPLE  # in the last row

    def fits(mark: str) -> tuple[bool, bool, bool, int]:
        header, *others = _sampled(sample, mark) or [[]]
        even = all(len(row) == len(header) for row in (others[:-1] if cut else others))
        return column in header, len(header) > 1, even, len(header)

    return max(_MARKS, key=fits)


def _sampled(sample: Iterable[str], mark: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        with _long_cells():
            rows.extend(row for row in csv.reader(sample, delimiter=mark) if row)
    except csv.Error:  # the rows up to there say enough
        pass
    return rows
