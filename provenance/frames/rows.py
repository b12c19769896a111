"""Arrow arrays made of locators, matches and findings, column by column.

Lists of texts become Arrow several times as fast as lists of dictionaries do.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from provenance.checking.finding import Finding
from provenance.frames.schema import FINDING, LOCATOR, MATCH, PRINTED, UNIT
from provenance.model.locator import Locator
from provenance.reading.scan import Match

__all__ = ["Findings", "Locators", "Matches", "Printed", "listed"]

_TEXT = pa.string()


class _Columns:
    """Rows of a struct, held as a list for each field; ``None`` in all of them is nothing."""

    def __init__(self, kind: Any, *, nested: tuple[str, ...] = ()) -> None:
        self._kind = kind
        self.lists: dict[str, list[Any]] = {
            field.name: [] for field in kind if field.name not in nested
        }
        self.missing: list[bool] = []

    def __len__(self) -> int:
        return len(self.missing)

    def _nothing(self) -> None:
        for values in self.lists.values():
            values.append(None)
        self.missing.append(True)

    def _only(self, **given: Any) -> None:
        """Add a row that has these fields and no other."""
        for name, values in self.lists.items():
            values.append(given.get(name))
        self.missing.append(False)

    def _array(self, **nested: Any) -> Any:
        arrays = [
            nested[field.name] if field.name in nested
            else pa.array(self.lists[field.name], field.type)
            for field in self._kind
        ]  # fmt: skip
        mask = pa.array(self.missing, pa.bool_()) if any(self.missing) else None
        return pa.StructArray.from_arrays(arrays, fields=list(self._kind), mask=mask)


class _Units:
    """The units of many locators: one list of each field, and where each locator's begin."""

    def __init__(self) -> None:
        self.starts: list[int | None] = []
        self.kinds: list[str] = []
        self.values: list[str] = []
        self.written: list[str | None] = []

    def add(self, locator: Locator) -> None:
        self.starts.append(len(self.kinds))
        for unit in locator.units:
            self.kinds.append(unit.kind)
            self.values.append(unit.value)
            self.written.append(unit.written)

    def nothing(self) -> None:
        self.starts.append(None)

    def array(self) -> Any:
        units = pa.StructArray.from_arrays(
            [pa.array(each, _TEXT) for each in (self.kinds, self.values, self.written)],
            fields=list(UNIT),
        )
        starts = pa.array([*self.starts, len(self.kinds)], pa.int32())
        return pa.ListArray.from_arrays(starts, units, type=pa.list_(UNIT))


class _References(_Columns):
    """What locators and matches have in common."""

    def __init__(self, kind: Any, *, nested: tuple[str, ...] = ()) -> None:
        super().__init__(kind, nested=("units", *nested))
        self.units = _Units()
        lists = self.lists
        self._appends = tuple(
            lists[name].append
            for name in ("archive", "archive_text", "leaves", "leaf_kind", "key", "error")
        )

    def _locator(self, locator: Locator) -> None:
        found = locator.leaves
        key_text, leaves_text = locator.key, found.text if found is not None else None
        # nothing can fail from here on: all lists stay of one length
        archive, archive_text, leaves, leaf_kind, key, error = self._appends
        archive(locator.archive)
        archive_text(locator.archive_text)
        self.units.add(locator)
        leaves(leaves_text)
        leaf_kind(found.kind if found is not None else None)
        key(key_text)
        error(None)
        self.missing.append(False)

    def nothing(self) -> None:
        """Add a missing row."""
        self._nothing()
        self.units.nothing()


class Locators(_References):
    """Rows of :data:`~provenance.frames.schema.LOCATOR`."""

    def __init__(self) -> None:
        super().__init__(LOCATOR)

    def add(self, locator: Locator) -> None:
        """Add what a reference says."""
        self._locator(locator)
        self.lists["rest"].append(locator.rest)
        self.lists["position"].append(None)

    def bad(self, error: str, position: int | None = None) -> None:
        """Add why a text is no reference."""
        self._only(error=error, position=position)
        self.units.nothing()

    def array(self) -> Any:
        """Return the rows as an array."""
        return self._array(units=self.units.array())


class Matches(_References):
    """References in running text: :data:`~provenance.frames.schema.MATCH`."""

    def __init__(self) -> None:
        super().__init__(MATCH)

    def add(self, match: Match) -> None:
        """Add a reference that was found."""
        self._locator(match.locator)
        lists = self.lists
        lists["start"].append(match.start)
        lists["end"].append(match.end)
        lists["text"].append(match.text)
        lists["inherited"].append(match.inherited)

    def bad(self, error: str) -> None:
        """Add why a row is no text."""
        self._only(error=error)
        self.units.nothing()

    def array(self) -> Any:
        """Return the references as an array."""
        return self._array(units=self.units.array())


class Findings(_Columns):
    """What checks found: :data:`~provenance.frames.schema.FINDING`."""

    def __init__(self) -> None:
        super().__init__(FINDING)

    def add(self, finding: Finding) -> None:
        """Add a finding."""
        fix = finding.fix
        self._only(
            rule=finding.rule, code=finding.code, severity=finding.severity,
            message=finding.message, start=finding.start, end=finding.end, line=finding.line,
            column=finding.column, excerpt=finding.excerpt,
            fix=fix and {"start": fix.start, "end": fix.end, "replacement": fix.replacement,
                         "title": fix.title},
        )  # fmt: skip

    def bad(self, error: str) -> None:
        """Add why a row is no text."""
        self._only(severity="error", message=error)

    def array(self) -> Any:
        """Return the findings as an array."""
        return self._array()


class Printed(_Columns):
    """Rows of :data:`~provenance.frames.schema.PRINTED`."""

    def __init__(self) -> None:
        super().__init__(PRINTED)

    def add(self, text: str) -> None:
        """Add a reference in print."""
        self._only(text=text)

    def bad(self, error: str) -> None:
        """Add why there is none."""
        self._only(error=error)

    def nothing(self) -> None:
        """Add a missing row."""
        self._nothing()

    def array(self) -> Any:
        """Return the rows as an array."""
        return self._array()


def listed(starts: list[int | None], rows: Matches | Findings) -> Any:
    """Return a list of rows for each start; ``None`` is a missing one."""
    offsets = pa.array([*starts, len(rows)], pa.int32())
    array = rows.array()
    return pa.ListArray.from_arrays(offsets, array, type=pa.list_(array.type))
