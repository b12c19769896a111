"""Record files and folders of them, checked: each finding at its place in its file.

Here reading and checking meet; neither knows of the other.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

import attrs

from provenance.checking.checker import Checker, Placer, Places
from provenance.checking.finding import Finding
from provenance.checking.suppress import Suppressions
from provenance.errors import ReadError
from provenance.model.document import Origin, Record
from provenance.reading.places import FieldPlaces, record_places

__all__ = ["Together", "check_records", "record_paths"]

#: The suffixes of record files, and what in a folder of them is none.
_SUFFIXES: Final = (".toml", ".json", ".jsonl", ".ndjson")
_NO_RECORDS: Final = frozenset(
    {"pyproject.toml", "provenance.toml", "Cargo.toml", "package.json", "package-lock.json",
     "tsconfig.json", "record.schema.json"}
)  # fmt: skip


@attrs.define
class _File:
    """The text of a file of records; what stands where is found out when it is asked for."""

    text: str
    kind: str
    records: Sequence[Record]

    @cached_property
    def _lines(self) -> Places:
        return Places(self.text)

    @cached_property
    def _places(self) -> Sequence[FieldPlaces | _Origins]:
        if self.kind == "page":
            return [_Origins(record.origins) for record in self.records]
        return record_places(self.text, self.kind)

    def placer(self, number: int) -> Placer:
        """Return what gives findings about a record their place; it can be pickled."""
        return partial(self._placed, number)

    def _placed(self, number: int, finding: Finding) -> Finding:
        places = self._places
        span = places[number].span(finding.where) if number < len(places) else None
        if span is None:
            return finding
        (line, column), (end_line, end_column) = map(self._lines.at, span)
        return attrs.evolve(
            finding, start=span[0], end=span[1], line=line, column=column, end_line=end_line,
            end_column=end_column, excerpt=self.text[slice(*span)],
        )  # fmt: skip

    def __reduce__(self) -> tuple[Any, ...]:  # what was worked out is worked out again
        return _File, (self.text, self.kind, self.records)


@attrs.frozen
class _Origins:
    """The places of the fields of a record that was read from a page of plain text."""

    origins: Mapping[str, Origin]

    def span(self, field: str) -> tuple[int, int] | None:
        """Return where a field was read, or the first of its parts, or what it is part of."""
        while field:
            inside = (f"{field}.", f"{field}[")
            for path, origin in self.origins.items():
                if path == field or path.startswith(inside):
                    return origin.start, origin.end
            field = field[: max(field.rfind("."), field.rfind("["), 0)]
        return None


def _file(text: str, plain: bool, kind: str, records: Sequence[Record]) -> _File | None:
    """Return the file, if its places are those of the text that was read."""
    if kind == "page" and not plain:
        return None
    return _File(text.removeprefix("\ufeff") if kind != "page" else text, kind, records)


@attrs.define
class Together:
    """Records that are looked at together, as a folder of them is, when all of them are there."""

    _records: list[Record] = attrs.field(factory=list, init=False)
    _paths: list[str | None] = attrs.field(factory=list, init=False)
    _placers: list[Placer | None] = attrs.field(factory=list, init=False)
    _comments: dict[str | None, Suppressions] = attrs.field(factory=dict, init=False)

    def add(
        self, records: Iterable[Record], path: str | None = None,
        placers: Sequence[Placer | None] = (), comments: Suppressions | None = None,
    ) -> None:  # fmt: skip
        """Add the records of one file, or in memory, with what gives findings a place.

        ``comments`` are those of the file that tell a rule to be silent.
        """
        if comments is not None:
            self._comments[path] = comments
        for number, record in enumerate(records):
            self._records.append(record)
            self._paths.append(path)
            self._placers.append(placers[number] if number < len(placers) else None)

    def add_all(self, other: Together) -> None:
        """Add what was gathered elsewhere."""
        self._records += other._records
        self._paths += other._paths
        self._placers += other._placers
        self._comments.update(other._comments)

    @property
    def several(self) -> bool:
        """Whether there are records to be looked at together."""
        return len(self._records) > 1

    def findings(self, checker: Checker) -> list[Finding]:
        """Return what is wrong with the records together, in the order of their files."""
        if not self.several:
            return []
        order = {path: number for number, path in enumerate(dict.fromkeys(self._paths))}
        found = checker.folder(self._records, self._paths, self._placers)
        if self._comments:
            by_path: dict[str | None, list[Finding]] = {}
            for each in found:
                by_path.setdefault(each.path, []).append(each)
            for path in self._comments.keys() & by_path.keys():
                by_path[path] = self._comments[path].heard(by_path[path])
            found = [each for group in by_path.values() for each in group]
        return sorted(found, key=lambda each: (order.get(each.path, 0), each.start or 0))


def check_records(
    text: str,
    kind: str,
    records: Sequence[Record],
    checker: Checker,
    *,
    source: str | None = None,
    plain: bool = True,
    together: Together | None = None,
) -> list[Finding]:
    """Return what is wrong with the records of a file, in its order.

    ``text`` is the file's, ``kind`` is ``toml``, ``json`` or ``page``; ``plain`` says of a page
    that its records were read from ``text`` as it stands. The records are looked at together
    here, or, where ``together`` is given, added to it.
    """
    file = _file(text, plain, kind, records)
    placers = [file.placer(number) if file is not None else None for number in range(len(records))]
    found = [
        finding
        for record, placer in zip(records, placers, strict=True)
        for finding in checker.record(record, path=source, placer=placer)
    ]
    own = together if together is not None else Together()
    comments = None
    if kind == "toml" and "provenance:" in text:
        lines = Places(text)
        comments = Suppressions(text, kind, lambda at: lines.at(at)[0])
    own.add(records, source, placers, comments)
    if together is None:
        found += own.findings(checker)
    return sorted(found, key=lambda each: (each.start is None, each.start or 0))


def record_paths(folder: Path) -> list[Path]:
    """Return the record files in a folder and those below it, in the order of their names.

    Hidden folders and files are left out, and files that are known to be none (pyproject.toml);
    so is what is no file (a pipe, which would be waited on for ever). A link to nothing is kept.
    Raises :class:`ReadError` where there is none, or the folder cannot be read.
    """
    found: list[Path] = []

    def refuse(error: OSError) -> None:
        raise ReadError.refused(error)

    for base, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(base, name)
            for name in sorted(names)
            if name.lower().endswith(_SUFFIXES) and not name.startswith(".")
            and name not in _NO_RECORDS and _is_file(base, name)
        ]  # fmt: skip
    if not found:
        expected = ", ".join(_SUFFIXES)
        raise ReadError(f"found no record file in the folder (expected {expected})",
                        source=str(folder))  # fmt: skip
    return found


def _is_file(folder: str, name: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(os.path.join(folder, name)).st_mode)
    except OSError:  # whoever opens it says what is wrong
        return True
