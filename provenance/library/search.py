"""What is searched for in a library, and what is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import attrs

from provenance.archives import candidates
from provenance.library.tables import marks
from provenance.library.texts import columns
from provenance.library.words import query
from provenance.model.text import fold

__all__ = ["SORTS", "Entry", "Wanted", "search"]


@attrs.frozen
class Entry:
    """One record of a library as lists show it: ``problem`` is what is wrong with its file."""

    key: str
    folder: Path
    name: str
    kind: str | None = None
    title: str | None = None
    date: str | None = None
    creators: tuple[str, ...] = ()
    holdings: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def path(self) -> Path:
        """The record's file."""
        return self.folder / self.name


@attrs.frozen
class Wanted:
    """What is searched for: all of it must be so; of several ``archives`` or ``fonds``, one.

    ``fields`` has texts by field of the record, and ``translators``. ``first`` and ``last`` are
    days (``1957-01-01``): a record is found if its date, or else its period, may be between them.
    """

    text: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    archives: tuple[str, ...] = ()
    fonds: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None


#: In which order lists can be.
SORTS: Mapping[str, str] = {
    "date": "first IS NULL, first, last, name COLLATE NOCASE",
    "key": "name COLLATE NOCASE",
    "title": "title IS NULL, title COLLATE NOCASE, name COLLATE NOCASE",
    "holding": "holdings IS NULL, holdings COLLATE NOCASE, name COLLATE NOCASE",
}
#: Where a word counts for more than elsewhere.
_WEIGHTS = {
    "key": 10.0, "title": 8.0, "original_title": 8.0, "short_title": 8.0, "creators": 5.0,
    "recipients": 3.0, "merged": 0.5, "unread": 0.5,
}  # fmt: skip


def search(
    connection: sqlite3.Connection, folder: Path, wanted: Wanted, order: str | None
) -> list[Entry]:
    """Return what is wanted of the library in ``folder``, from its index.

    ``order`` is one of :data:`SORTS`; with ``None`` the best ones come first.
    """
    terms = [query(wanted.text)] if wanted.text.strip() else []
    terms += [query(text, field) for field, text in wanted.fields]
    if None in terms:  # not one letter to search for
        return []
    source, by, values = "files", SORTS[order or "date"], list[str]()
    if terms:
        weights = ", ".join(str(_WEIGHTS.get(column, 1.0)) for column in columns())
        source += (
            f" JOIN (SELECT rowid AS number, bm25(words, {weights}) AS score FROM words "
            "WHERE words MATCH ?) ON number = id"
        )
        values.append(" AND ".join(f"({term})" for term in terms))
        by = by if order is not None else f"score, {by}"
    conditions = ["usable"]
    archives = [form for name in wanted.archives for form in _archive_forms(connection, name)]
    fonds = [fold(name) for name in wanted.fonds]
    for column, forms in (("archive", archives), ("fond", fonds)):
        if forms:
            asked = f"SELECT file FROM places WHERE {column} IN ({marks(forms)})"
            conditions.append(f"id IN ({asked})")
            values += forms
    for bound, condition in ((wanted.first, "last >= ?"), (wanted.last, "first <= ?")):
        if bound is not None:
            conditions.append(condition)
            values.append(bound)
    rows = connection.execute(
        "SELECT name, kind, title, date, creators, holdings, problem "
        f"FROM {source} WHERE {' AND '.join(conditions)} ORDER BY {by}", values
    )  # fmt: skip
    return [
        Entry(name.removesuffix(".toml"), folder, name, kind, title, date, _apart(creators),
              _apart(holdings), problem)
        for name, kind, title, date, creators, holdings, problem in rows
    ]  # fmt: skip


def _archive_forms(connection: sqlite3.Connection, name: str) -> list[str]:
    """Return how archives that go by a name stand in the table of places."""
    known = "SELECT 1 FROM places WHERE archive = ? LIMIT 1"
    if connection.execute(known, (name,)).fetchone():
        return [name]
    return [*candidates(name), "?" + fold(name)]


def _apart(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
