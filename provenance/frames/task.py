"""One column function, ready to be sent elsewhere: :class:`ColumnTask`."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import attrs
import pyarrow as pa

from provenance.checking.settings import Settings
from provenance.errors import ProvenanceError
from provenance.frames.columns import check_column, find_column, format_column, parse_column
from provenance.frames.intake import is_text
from provenance.frames.schema import FINDING, LOCATOR, MATCH, PRINTED

__all__ = ["ColumnTask", "Verb"]

Verb = Literal["parse", "find", "check", "format"]

#: What a verb's result is called where nobody says, and its type.
_RESULTS: dict[str, tuple[str, Any]] = {
    "parse": ("locator", LOCATOR),
    "find": ("references", pa.list_(MATCH)),
    "check": ("findings", pa.list_(FINDING)),
    "format": ("printed", PRINTED),
}


def _verb(verb: Verb) -> Verb:
    if verb in _RESULTS:
        return verb
    near = difflib.get_close_matches(str(verb), _RESULTS, n=1, cutoff=0.5)
    hint = f"; the nearest is {near[0]!r}" if near else ""
    raise ProvenanceError(f"expected parse, find, check or format, found {verb!r}{hint}")


def _named(task: object, field: Any, name: str) -> None:
    if not isinstance(name, str) or not name.strip():
        raise ProvenanceError(f"expected a name for the new column, found {name!r}")


@attrs.frozen
class ColumnTask:
    """What is done with which column of a table, and what the new column is called.

    ``verb`` is ``parse``, ``find``, ``check`` or ``format``. A task can be pickled, and called with
    a record batch gives it with one more column: what an engine maps over the parts of a table
    (``map_partitions``, ``mapInArrow``). ``kind``, ``settings`` and ``today`` are those of
    :func:`check_column`, ``form`` that of :func:`format_column`. Raises :class:`ProvenanceError`
    for another verb, and for a new column without a name.
    """

    verb: Verb = attrs.field(converter=_verb)  # before the usual name is looked for
    column: str
    into: str = attrs.field(validator=_named)
    kind: str | None = None
    settings: Settings | None = None
    today: dt.date | None = None
    form: str = "short"

    @into.default
    def _usual_name(self) -> str:
        return _RESULTS[self.verb][0]

    @property
    def type(self) -> Any:
        """The Arrow type of the new column."""
        return _RESULTS[self.verb][1]

    def schema(self, given: Any) -> Any:
        """Return a table's schema with the new column.

        Raises :class:`ProvenanceError` where the column is not there, is no text, or the new one
        is there already.
        """
        self.names(given.names)
        kind = given.field(self.column).type
        parsed = self.verb == "format" and pa.types.is_struct(kind)
        if not is_text(kind) and not parsed:
            raise ProvenanceError(f"expected text in the column {self.column!r}, found {kind}")
        return given.append(pa.field(self.into, self.type))

    def names(self, names: Sequence[object]) -> None:
        """Raise :class:`ProvenanceError` where a table of these columns is not one for the task."""
        if names.count(self.column) != 1:
            raise ProvenanceError(self._missing(list(map(str, names))))
        if self.into in names:
            raise ProvenanceError(
                f"there is a column {self.into!r} already; choose another name for the result"
            )

    def _missing(self, names: list[str]) -> str:
        if self.column in names:
            return f"there are two columns {self.column!r}"
        near = difflib.get_close_matches(self.column, names, n=1, cutoff=0.5) or [
            name for name in names if name.casefold() == self.column.casefold()
        ]
        listed = ", ".join(map(repr, names[:20])) + (", …" if len(names) > 20 else "")
        hint = f"the nearest is {near[0]!r}" if near else f"the columns are {listed or 'none'}"
        return f"there is no column {self.column!r}; {hint}"

    def result(self, column: object) -> Any:
        """Return the new column for a column."""
        if self.verb == "parse":
            return parse_column(column)
        if self.verb == "find":
            return find_column(column)
        if self.verb == "format":
            return format_column(column, self.form)
        return check_column(column, kind=self.kind, settings=self.settings, today=self.today)

    def __call__(self, batch: Any) -> Any:
        """Return a record batch, or a table, with the new column.

        Raises :class:`ProvenanceError` as :meth:`schema` does.
        """
        schema = self.schema(batch.schema)
        found = self.result(batch.column(self.column))
        if isinstance(batch, pa.RecordBatch) and isinstance(found, pa.ChunkedArray):
            raise ProvenanceError(
                f"the result of {len(batch)} rows is more than a record batch can hold; "
                "give fewer rows at a time, or a table"
            )
        return type(batch).from_arrays([*batch.columns, found], schema=schema)

    def over(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Yield each record batch with the new column, as they come."""
        for batch in batches:
            yield self(batch)
