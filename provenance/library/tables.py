"""The tables of a library's index, and what of a record is put into them."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable

import attrs

from provenance._version import __version__
from provenance.archives import own_archives, present_id
from provenance.library.merge import host_ids, name_id
from provenance.library.texts import columns, texts_of
from provenance.library.words import words
from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.locator import Locator
from provenance.model.text import fold
from provenance.writing.locator import format_locator

__all__ = [
    "Read",
    "Stamp",
    "insert",
    "made_for",
    "make_tables",
    "marks",
    "names_of",
    "remove",
    "stamp",
]

#: Changes with the tables below and with what is put into them.
_FORMAT = 2
_TABLES = """
    CREATE TABLE about (format TEXT NOT NULL);
    CREATE TABLE files (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, mtime INTEGER NOT NULL,
        size INTEGER NOT NULL, inode INTEGER NOT NULL, kind TEXT, title TEXT, date TEXT,
        first TEXT, last TEXT, creators TEXT, holdings TEXT, problem TEXT, usable INTEGER NOT NULL
    );
    CREATE TABLE places (file INTEGER NOT NULL, archive TEXT, fond TEXT, unit_key TEXT);
    CREATE INDEX places_of_file ON places (file);
    CREATE INDEX places_by_unit ON places (unit_key);
    CREATE TABLE names (file INTEGER NOT NULL, id TEXT NOT NULL);
    CREATE INDEX names_of_file ON names (file);
    CREATE INDEX names_by_id ON names (id);
"""
#: A file that was changed so short a time before it was read may have been changed again without
#: a sign: file systems tell times in steps of some milliseconds, old ones of two seconds.
_STEP, _LONG_STEP = 20 * 10**6, 2 * 10**9
_SECOND = 10**9


#: What tells one state of a file from another: time in nanoseconds, size, inode.
Stamp = tuple[int, int, int]


def stamp(status: os.stat_result) -> Stamp:
    """Return the stamp of a file."""
    return status.st_mtime_ns, status.st_size, status.st_ino & _LARGEST


#: SQLite's integers have a sign.
_LARGEST = 0x7FFFFFFFFFFFFFFF


@attrs.frozen
class Read:
    """What a file was found to hold: a record unless it has none, and what is wrong with it.

    ``at`` is when it was read.
    """

    stamp: Stamp
    record: Record | None = None
    problem: str | None = None
    at: int = attrs.field(factory=time.time_ns)


def made_for() -> str:
    """Return what an index has to be made for: these tables, this version, these archives."""
    told = repr([attrs.astuple(each, recurse=False) for each in own_archives()])
    return f"{_FORMAT} {__version__} {hashlib.sha256(told.encode()).hexdigest()[:16]}"


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    fields = ", ".join(f'"{name}"' for name in columns())
    connection.executescript(
        f"BEGIN; {_TABLES} CREATE VIRTUAL TABLE words USING fts5({fields}, content='', "
        f"tokenize='ascii'); INSERT INTO about VALUES ('{made_for()}'); COMMIT;"
    )


def remove(connection: sqlite3.Connection, name: str) -> None:
    """Remove the rows of a file; its words stay, for a file that is no more."""
    found = connection.execute("SELECT id FROM files WHERE name = ?", (name,)).fetchall()
    for (number,) in found:
        for table, column in (("files", "id"), ("places", "file"), ("names", "file")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))


def insert(connection: sqlite3.Connection, name: str, read: Read) -> None:
    """Put a file into the tables."""
    record = read.record
    mtime, size, inode = read.stamp
    step = _STEP if mtime % _SECOND else _LONG_STEP
    if read.at - mtime <= step:
        mtime = -1
    shown = _shown(record) if record is not None else (None,) * 7
    values = (name, mtime, size, inode, *shown, read.problem, record is not None)
    number = connection.execute(
        "INSERT INTO files (name, mtime, size, inode, kind, title, date, first, last, creators, "
        f"holdings, problem, usable) VALUES ({marks(values)})",
        values,
    ).lastrowid
    if record is None:
        return
    connection.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?)",
        [(number, *_place(locator)) for locator in record.holdings],
    )
    connection.executemany(
        "INSERT INTO names VALUES (?, ?)", [(number, each) for each in names_of(record)]
    )
    texts = texts_of(record)
    connection.execute(
        f"INSERT INTO words ({', '.join(map(_quoted, ('rowid', *texts)))}) "
        f"VALUES ({marks(['rowid', *texts])})",
        (number, *(" ".join(words(text)) for text in texts.values())),
    )


def _shown(record: Record) -> tuple[str | None, ...]:
    """Return what lists show of a record, and the days by which it is found."""
    return (
        record.kind,
        record.title or record.original_title,
        record.date.edtf if record.date is not None else None,
        *_days(record),
        "\n".join(agent.name for agent in record.creators) or None,
        "\n".join(map(format_locator, record.holdings)) or None,
    )


def names_of(record: Record) -> list[str]:
    """Return what a document is known by besides its place: at hosts, and by title and date."""
    name = name_id(record)
    return [*sorted(host_ids(record)), *([name] if name is not None else ())]


def _place(locator: Locator) -> tuple[str, str, str]:
    """Return the archive as it is now, the number of the fond or what is in its place, the file."""
    where = present_id(locator.archive) if locator.archive is not None else ""
    if not where and locator.archive_text is not None:
        where = "?" + fold(locator.archive_text)
    unit = locator.unit("fond") or (locator.units[0] if locator.units else None)
    return where, fold(unit.value) if unit is not None else "", locator.unit_key


def _days(record: Record) -> tuple[str | None, str | None]:
    """Return the first and last day of a record's date, or else of its period."""
    date: Date | None = record.date or record.period
    if date is None:
        return None, None
    first, last = date.bounds()
    return (first.isoformat() if first else "0001-01-01"), (last or _LAST_DAY).isoformat()


_LAST_DAY = dt.date(9999, 12, 31)


def _quoted(name: str) -> str:
    return f'"{name}"'


def marks(values: Iterable[object]) -> str:
    """Return a question mark for each value."""
    return ", ".join("?" for _ in values)
