"""JSON Lines, read part by part: :class:`JsonLines`. A line is passed on as it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import chain
from typing import Any

import pyarrow as pa

from provenance.errors import ReadError
from provenance.frames.parts import BYTES, ROWS, Part, Reach, fit
from provenance.frames.task import ColumnTask
from provenance.frames.values import as_json, as_object, cell, layout, unlike

__all__ = ["JsonLines"]


class JsonLines:
    """A table of JSON objects: a :class:`~provenance.frames.parts.Source`.

    ``again`` reads the lines once more from the first, where that is possible.
    """

    def __init__(
        self,
        lines: Iterator[str],
        name: str,
        task: ColumnTask,
        reach: Reach,
        again: Callable[[], AbstractContextManager[Iterator[str]]] | None = None,
    ) -> None:
        self._name, self._task, self._reach = name, task, reach
        self.total: int | None = reach.total
        self._objects = self._read(lines)
        self._first = next(self._objects, None)
        self._again = again
        self._names: list[str] | None = None
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
            if len(rows) >= ROWS or size >= BYTES:
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
            fit(self._task, pa.schema([pa.field(key, pa.string()) for key in keys]), self._name)
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
                    f"the field {path!r} {why} the first {ROWS:,} lines, which say what columns "
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
        """Return the fields that any line has, of a stream those of the first one."""
        if self._names is None:
            names = dict.fromkeys(self._first[2] if self._first is not None else ())
            if self._again is not None:
                with self._again() as lines:
                    names.update(dict.fromkeys(key for row in self._read(lines) for key in row[2]))
            self._names = list(names) or [self._task.column]
        return self._names

    def cells(self, part: Part) -> Iterator[list[str]]:
        names = self.header()
        for line, _, value in part.held:
            new = value.keys() - set(names)
            if new:
                raise ReadError(
                    f"the field {min(new)!r} is not in the first line, which says what columns "
                    "there are where standard input is read; give a file, or write JSON Lines",
                    source=self._name, line=line,
                )  # fmt: skip
            yield [cell(value.get(name)) for name in names]

    def objects(self, part: Part) -> Iterator[str]:
        for row in part.held:
            yield row[1]
