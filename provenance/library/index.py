"""The index of a library: what is in which file, in SQLite, to be searched.

The files are the truth. The index says of each of them what it held when it was of this size,
time and place on the disk; whatever differs is read again, and an index that is missing, faulty
or of another version is made anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TypeVar

import attrs

from provenance.errors import ProvenanceError
from provenance.library.files import Lock
from provenance.library.search import Entry, Wanted, search
from provenance.library.tables import (
    Read,
    Stamp,
    insert,
    made_for,
    make_tables,
    marks,
    names_of,
    remove,
    stamp,
)
from provenance.model.document import Record
from provenance.settings_place import find_settings

__all__ = ["Index", "record_files", "storable"]

T = TypeVar("T")

#: Files read between two writings: as long as that, others have to wait at most.
_BATCH = 500
#: Words of files that changed stay in the table of words, which can't forget; up to so many.
_STALE = 1000


_SUFFIX = ".toml"
#: What stands in folders of records and is none.
_OTHERS = frozenset({"pyproject.toml", "provenance.toml"})


def record_files(folder: Path) -> dict[str, Stamp]:
    """Return the names of the record files in a folder, each with its stamp.

    Files of archives that the settings for the folder name are none. Raises :class:`OSError` where
    the folder cannot be read.
    """
    found: dict[str, Stamp] = {}
    with os.scandir(folder) as entries:
        others = _OTHERS | _archives_in(folder)
        for entry in entries:
            name = entry.name
            if name[-5:] != _SUFFIX or name[0] == "." or name in others:
                continue
            try:
                status = entry.stat()
            except OSError:  # it was removed just now
                continue
            if stat.S_ISREG(status.st_mode):
                found[name] = stamp(status)
    return found


def _archives_in(folder: Path) -> set[str]:
    """Return the names of the files in a folder that settings name as ones of archives."""
    if find_settings(folder) is None:  # as with most libraries
        return set()
    from provenance.settings_file import archive_files

    here = os.path.realpath(folder)
    apart = map(os.path.split, archive_files(folder))
    return {name for place, name in apart if os.path.realpath(place) == here}


def storable(name: str) -> str:
    """Return a file's name as a database can hold it: a byte that is not UTF-8 is written out."""
    return name.encode("utf-8", "backslashreplace").decode()


@attrs.define(eq=False)
class Index:
    """The index of the library in ``folder``, which writers change under ``lock``.

    ``read`` tells what a file holds; ``reached`` is told how many of how many files have been
    read, while they are. Raises :class:`OSError` where the folder cannot be read.
    """

    folder: Path
    lock: Lock
    read: Callable[[Path], Read]
    reached: Callable[[int, int], None] | None = None
    _connection: sqlite3.Connection | None = attrs.field(default=None, init=False)
    _lock: Lock | None = attrs.field(default=None, init=False)

    # ----------------------------------------------------------------------- questions

    def search(self, wanted: Wanted, order: str | None = None) -> list[Entry]:
        """Return what is wanted, in an order of :data:`SORTS`; ``None``: the best ones first."""
        return self._asked(lambda connection: search(connection, self.folder, wanted, order))

    def problems(self, *, refresh: bool = True, misnamed: bool = True) -> list[str]:
        """Return what is wrong with files, in the order of their names.

        Without ``refresh``, with the files as the last question found them; without ``misnamed``,
        only of those that are no record.
        """
        wanted = "problem IS NOT NULL" if misnamed else "problem IS NOT NULL AND NOT usable"
        asked = f"SELECT problem FROM files WHERE {wanted} ORDER BY name COLLATE NOCASE"
        return self._asked(
            lambda connection: [row[0] for row in connection.execute(asked)], refresh=refresh
        )

    def alike(self, record: Record) -> list[str]:
        """Return the names of files that may hold the same document."""
        units = [locator.unit_key for locator in record.holdings if locator.unit_key]
        ids = names_of(record)
        asked = (
            "SELECT DISTINCT name FROM files WHERE id IN ("
            f"SELECT file FROM places WHERE unit_key IN ({marks(units)}) UNION "
            f"SELECT file FROM names WHERE names.id IN ({marks(ids)})) ORDER BY name"
        )
        return self._asked(
            lambda connection: [row[0] for row in connection.execute(asked, (*units, *ids))]
        )

    def _asked(self, question: Callable[[sqlite3.Connection], T], *, refresh: bool = True) -> T:
        """Return the answer of an index that is up to date; a faulty one is made anew."""
        try:
            if refresh or not self.is_open:
                self._refresh()
            return question(self._open())
        except sqlite3.DatabaseError as error:
            _refuse_locked(error, self.folder)
        for places in (self._places(), ()):
            try:
                self._make(places, anew=True)
                self._refresh()
                return question(self._open())
            except sqlite3.DatabaseError as error:
                _refuse_locked(error, self.folder)
                if not places:
                    raise
        raise AssertionError

    # ----------------------------------------------------------------------- up to date

    def _refresh(self) -> None:
        there = record_files(self.folder)
        names = {storable(name): name for name in there}
        files = {stored: there[name] for stored, name in names.items()}
        connection = self._open()
        rows = connection.execute("SELECT name, mtime, size, inode FROM files")
        known = {row[0]: row[1:] for row in rows}
        if known == files:
            return
        changed = [name for name, state in files.items() if known.get(name) != state]
        gone = [name for name in known if name not in files]
        if gone and not changed:
            self._write({}, gone)
        for start in range(0, len(changed), _BATCH):
            batch = changed[start : start + _BATCH]
            found = {name: self.read(self.folder / names[name]) for name in batch}
            self._write(found, gone if not start else ())
            if self.reached is not None:
                self.reached(min(start + _BATCH, len(changed)), len(changed))
        if changed and self._stale() > max(_STALE, len(files)):
            self._make(self._places(), anew=True)
            self._refresh()

    def _stale(self) -> int:
        (stale,) = self._open().execute(
            "SELECT coalesce(max(id), 0) - count(*) FROM files"
        ).fetchone()  # fmt: skip
        return int(stale)

    def _write(self, found: Mapping[str, Read], gone: Iterable[str]) -> None:
        connection = self._open()
        with self._locked(), connection:
            connection.execute("BEGIN IMMEDIATE")
            for name in (*gone, *found):
                remove(connection, name)
            for name, read in found.items():
                insert(connection, name, read)

    # ----------------------------------------------------------------------- its file

    @property
    def is_open(self) -> bool:
        """Whether the index has been asked before."""
        return self._connection is not None

    def close(self) -> None:
        """Let go of the index's file; it is opened again when it is asked."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _locked(self) -> AbstractContextManager[None]:
        return self._lock.held() if self._lock is not None else nullcontext()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._make(self._places(), anew=False)
        assert self._connection is not None
        return self._connection

    def _places(self) -> tuple[Path, ...]:
        """Return where the index can be: beside the files, else in the user's cache."""
        return self.folder / ".index.sqlite", _in_cache(self.folder)

    def _make(self, places: tuple[Path, ...], *, anew: bool) -> None:
        """Open the index at the first of the places where it can be, else in memory."""
        self.close()
        for path in places:
            try:
                if path.parent != self.folder:
                    path.parent.mkdir(parents=True, exist_ok=True)
                self._connection = self._at(path, anew)
                return
            except (OSError, sqlite3.Error):  # no right to, no space, no locks
                continue
        self._lock = None
        self._connection = _connected(":memory:")
        make_tables(self._connection)

    def _at(self, path: Path, anew: bool) -> sqlite3.Connection:
        """Return a connection to the index in a file; raises :class:`OSError` where it can't be."""
        if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
            raise PermissionError(13, "cannot be written to", str(path))
        lock = self.lock if path.parent == self.folder else Lock(path.with_suffix(".lock"))
        connection = None
        if not anew and path.exists():
            connection = _usable(path)
        if connection is None:
            with lock.held():
                if not anew and path.exists():  # somebody else made it in the meantime
                    connection = _usable(path)
                if connection is None:
                    for name in (path.name, *(f"{path.name}-{end}" for end in _BESIDE)):
                        path.with_name(name).unlink(missing_ok=True)
                    connection = _connected(path)
                    make_tables(connection)
        self._lock = lock
        return connection


#: SQLite's own files beside a database.
_BESIDE = ("journal", "wal", "shm")


def _connected(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60.0, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _usable(path: Path) -> sqlite3.Connection | None:
    """Return a connection to an index of this version, ``None`` where it is none."""
    connection = None
    try:
        connection = _connected(path)
        (told,) = connection.execute("SELECT format FROM about").fetchone()
        if told == made_for():
            return connection
    except (sqlite3.DatabaseError, TypeError) as error:
        if isinstance(error, sqlite3.DatabaseError):
            _refuse_locked(error, path.parent)
    if connection is not None:
        connection.close()
    return None


def _refuse_locked(error: sqlite3.DatabaseError, folder: Path) -> None:
    """Raise our own error where the index is sound, and only in use for too long."""
    if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        raise ProvenanceError(
            f"{folder}: another program has been using the index of this library for a minute; "
            "try again"
        ) from None


def _in_cache(folder: Path) -> Path:
    """Return where the index of a folder is that cannot be written to."""
    home = Path.home() if os.environ.get("HOME") or os.name == "nt" else Path("/nonexistent")
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    name = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:32]
    return base / "archival-provenance" / f"{name}.sqlite"
