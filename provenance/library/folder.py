"""A library: a folder of record files, one document each, named after their keys."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import attrs

from provenance.errors import ProvenanceError, ReadError, expect
from provenance.library import files
from provenance.library.calls import read_bytes, toml_text
from provenance.library.index import Index, record_files, storable
from provenance.library.merge import Difference, Merging, merge_records, same_document
from provenance.library.search import SORTS, Entry, Wanted
from provenance.library.tables import Read, Stamp, stamp
from provenance.library.texts import columns
from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.writing.toml import write_toml

__all__ = ["Added", "Library"]

#: A key names no folder. A file that is no key's (``my notes.toml``) is known by its name still.
_APART = re.compile(r"[/\\:]")
#: More keys than this are not all compared with one that isn't there.
_MANY = 20_000

Outcome = Literal["added", "known", "differs", "merged"]


@attrs.frozen
class Added:
    """What became of a record that was added: the key and the file it has in the library.

    ``outcome`` is ``added``; or, where the library has the document already, ``known`` (it says
    nothing new), ``differs`` (it says what ``differences`` lists, and nothing was changed) or
    ``merged`` (the record of the library has been given it).
    """

    key: str
    path: Path
    outcome: Outcome
    differences: tuple[Difference, ...] = ()


class Library:
    """A folder of record files, TOML, one document each, named after their keys.

    The files are the library: they may be edited, added and removed by any program. An index
    beside them (``.index.sqlite``) makes searching quick and is brought up to date by itself. Files
    are written whole or not at all, by one program at a time. A folder that isn't there is made
    when the first record is added. ``reached`` is told how many of how many files have been read,
    while the index is made. Not for several threads at once.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str] = "library",
        *,
        reached: Callable[[int, int], None] | None = None,
    ) -> None:
        expect(folder, (str, os.PathLike), "a folder")
        self.folder = Path(folder)
        self._lock = files.Lock(self.folder / ".lock")
        self._index = Index(self.folder, self._lock, _read, reached)

    def __repr__(self) -> str:
        return f"Library({str(self.folder)!r})"

    def close(self) -> None:
        """Let go of the index's file; it is opened again when it is needed."""
        self._index.close()

    # ----------------------------------------------------------------------- what is there

    def keys(self) -> list[str]:
        """Return the keys of all record files, in alphabetical order.

        Raises :class:`ReadError` where there is no such folder.
        """
        return sorted(Path(name).stem for name in self._files())

    def __len__(self) -> int:
        return len(self._files())

    def __iter__(self) -> Iterator[Record]:
        """Yield all records in the order of their keys.

        A file that is no record is left out: see :meth:`problems`.
        """
        for name in sorted(self._files()):
            record = _read(self.folder / name).record
            if record is not None:
                yield record

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str) or not key or key[0] == "." or _APART.search(key):
            return False
        try:
            return self.path(key).is_file()
        except (OSError, ValueError):  # too long for a name, or a null byte in it
            return False

    def __getitem__(self, key: str) -> Record:
        """Return the record with this key.

        Raises :class:`ReadError` where there is none, with the nearest keys, and
        :class:`RecordError` where its file is no record.
        """
        return self._load(key)[0]

    def path(self, key: str) -> Path:
        """Return the file that a record of this key has, or would have."""
        return self.folder / f"{key}.toml"

    def nearest(self, key: str) -> list[str]:
        """Return up to three keys that begin with ``key``, or else are almost it."""
        known = self.keys()
        begun = [each for each in known if each.casefold().startswith(key.casefold() or "/")]
        if begun:
            return begun[:3]
        if len(known) > _MANY:
            known = [each for each in known if each[:1].casefold() == key[:1].casefold()]
        return get_close_matches(key[:100], known[:_MANY], n=3)

    def _files(self) -> Mapping[str, Stamp]:
        try:
            return record_files(self.folder)
        except OSError as error:
            raise self._no_folder(error) from None

    def _no_folder(self, error: OSError) -> ReadError:
        if not self.folder.exists():
            return ReadError(f"there is no library in {self.folder}")
        return ReadError.refused(error, str(self.folder))

    def _load(self, key: str) -> tuple[Record, Stamp]:
        path = self.path(key)
        if key not in self:
            near = ", ".join(self.nearest(key))
            hint = f"; the nearest keys are: {near}" if near else ""
            raise ReadError(f"{key}: no such key in {self.folder}{hint}")
        try:
            with path.open("rb") as file:
                state = stamp(os.fstat(file.fileno()))
                data = file.read()
        except OSError as error:
            raise ReadError.refused(error, str(path)) from None
        return read_bytes(data, "toml", source=str(path))[0], state

    # ----------------------------------------------------------------------- searching

    def entries(self, *, sort: str = "date") -> list[Entry]:
        """Return what a list of all records shows, in an order: date, key, title or holding."""
        return self.search(sort=sort)

    def search(
        self,
        text: str = "",
        *,
        archive: str | Iterable[str] = (),
        fond: str | Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
        fields: Mapping[str, str] | None = None,
        sort: str | None = None,
    ) -> list[Entry]:
        """Return the records that have all words of ``text`` and all that is asked for besides.

        A word of three letters or more may be the beginning of a longer one, a shorter one only
        with ``*``; words in quotation marks stand together. Letter case, diacritics and Cyrillic or
        Latin letters don't count. ``archive`` is a name of the holding archive, ``fond`` the number
        of the fond (or record group, or Bestand): of several, one has to fit. ``since`` and
        ``until`` are dates (``1957``, ``1957-12``), both inclusive. ``fields`` has words for single
        fields of the record (``title``, ``creators``, ``publication``) and ``translators``. Without
        ``sort`` (date, key, title, holding), the best ones come first.

        Raises :class:`ReadError` where there is no such folder, :class:`ProvenanceError` for a
        field or order that there isn't, for a value without a letter and for dates that run
        backwards, :class:`RecordError` for a date that is none.
        """
        if sort is not None and sort not in SORTS:
            raise ProvenanceError(
                f"no order is called {sort!r}; expected one of {', '.join(SORTS)}"
            )
        for name in fields or ():
            if name not in columns():
                near = get_close_matches(name, columns(), n=1, cutoff=0)
                raise ProvenanceError(f"no field is called {name!r}; the nearest is {near[0]!r}")
        archives = (archive,) if isinstance(archive, str) else tuple(archive)
        fonds = (fond,) if isinstance(fond, str) else tuple(fond)
        given = [("archive", archives), ("fond", fonds)]
        given += [(name, (value,)) for name, value in (fields or {}).items()]
        for name, values in given:
            if not all(value.strip() for value in values):
                raise ProvenanceError(f"expected something to search for in {name}, found nothing")
        first = Date(since).bounds()[0] if since is not None else None
        last = Date(until).bounds()[1] if until is not None else None
        if first is not None and last is not None and first > last:
            raise ProvenanceError(f"{since} is after {until}: nothing can be between them")
        wanted = Wanted(
            text=text,
            fields=tuple((fields or {}).items()),
            archives=archives,
            fonds=fonds,
            first=first.isoformat() if first is not None else None,
            last=last.isoformat() if last is not None else None,
        )
        try:
            found = self._index.search(wanted, sort)
        except OSError as error:
            raise self._no_folder(error) from None
        return [
            attrs.evolve(each, problem=self._named(each.problem)) if each.problem else each
            for each in found
        ]

    def problems(self, *, refresh: bool = True, misnamed: bool = True) -> list[str]:
        """Return what is wrong with files of the folder, each with file and line.

        Files that are no record, and, unless not ``misnamed``, records whose key is not the name of
        their file. Without ``refresh`` the files are not looked at again: it is told what the last
        search met.
        """
        try:
            found = self._index.problems(refresh=refresh, misnamed=misnamed)
        except OSError as error:
            raise self._no_folder(error) from None
        return [problem for each in found if (problem := self._named(each)) is not None]

    def _named(self, problem: str | None) -> str | None:
        """Return a problem with the folder before the file's name."""
        if problem is None:
            return None
        return "\n".join(str(self.folder / line) for line in problem.split("\n"))

    def same_as(self, record: Record) -> list[Record]:
        """Return the records of the document that ``record`` describes, its own key's first.

        One document is what one host knows by one address, or what lies on the same leaves of one
        file: see :func:`~provenance.library.merge.same_document`.
        """
        return [each for _, each, _ in self._same(record)]

    def _same(self, record: Record) -> list[tuple[Path, Record, Stamp]]:
        """Return what :meth:`same_as` does, each record with its file and the file's state."""
        try:
            paths = [self.folder / name for name in self._index.alike(record)]
        except OSError as error:
            raise self._no_folder(error) from None
        found = []
        for path in paths:
            read = _read(path)
            if read.record is not None and same_document(read.record, record):
                found.append((path, read.record, read.stamp))
        return sorted(found, key=lambda each: each[0].stem != record.key)

    # ----------------------------------------------------------------------- changing

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only program that changes the library; what killed ones left is removed.

        Raises :class:`ReadError` where there is no such folder.
        """
        if not self.folder.is_dir():
            raise self._no_folder(NotADirectoryError(20, "not a directory"))
        with self._lock.held():
            files.remove_strays(self.folder)
            yield

    def add(
        self,
        record: Record,
        *,
        source: str | None = None,
        merge: bool = False,
        anyway: bool = False,
    ) -> Added:
        """Add a record, as a file of its own; one that is there is never overwritten.

        A record of another document under this key gives the new one the key with ``-2``, ``-3``.
        Where the document is there already, nothing is changed, and the result tells what differs;
        with ``merge``, the record that is there takes it over (``source`` is where it came from),
        and with ``anyway`` the record is added all the same.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if not anyway and not self._index.is_open:
            self._index.alike(record)  # a first index may take its time, and nobody has to wait
        with self._writing():
            for path, there, state in () if anyway else self._same(record):
                merging = merge_records(there, record, source=source)
                if not merging.differences:
                    return Added(path.stem, path, "known")
                if merge:
                    self._replace(path, merging.record, state)
                    return Added(path.stem, path, "merged", merging.differences)
                return Added(path.stem, path, "differs", merging.differences)
            key = self._free_key(record.key)
            if key != record.key:
                record = attrs.evolve(record, key=key)
            path = self.folder / files.file_name(key)
            files.create(path, write_toml(record))
            return Added(key, path, "added")

    def _free_key(self, key: str) -> str:
        """Return ``key``, or the first of ``key-2``, ``key-3`` … that no file has.

        Raises the error of a file that has the key and is no record: whether it is of the same
        document, nobody can know.
        """
        taken = {name.casefold() for name in os.listdir(self.folder)}
        if files.file_name(key).casefold() not in taken:
            return key
        if key in self:
            self._load(key)
        number = 2
        while files.file_name(f"{key}-{number}").casefold() in taken:
            number += 1
        return f"{key}-{number}"

    def save(self, record: Record) -> None:
        """Write a record that was changed, or a new one, to the file of its key.

        Comments and layout of what did not change stay.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._writing():
            if record.key in self:
                self._replace(self.path(record.key), record, self._load(record.key)[1])
            else:
                files.create(self.folder / files.file_name(record.key), write_toml(record))

    def merge(
        self, key: str, other: str, *, prefer: str | None = None, force: bool = False
    ) -> Merging:
        """Make one record, ``key``, of two that describe one document; ``other`` is removed.

        ``prefer`` is the key whose values count where they contradict each other; without it,
        those of ``key``. What did not count is kept under ``merged``. Nothing is removed before
        all of it is written. Raises :class:`ProvenanceError` for two documents, unless ``force``.
        """
        if key == other:
            raise ProvenanceError(f"{key}: expected two records, found one key twice")
        if prefer not in (None, key, other):
            raise ProvenanceError(f"{prefer}: prefer {key} or {other}")
        with self._writing():
            mine, state = self._load(key)
            theirs, _ = self._load(other)
            if os.path.samefile(self.path(key), self.path(other)):  # letter case may not count
                raise ProvenanceError(f"{key}: expected two records, found one file twice")
            if not force and not same_document(mine, theirs):
                raise ProvenanceError(
                    f"{key} and {other} are not known to be one document: they share neither the "
                    "leaves of a file nor an address or id at a host"
                )
            merging = merge_records(
                mine, theirs, source=self.path(other).name, prefer_other=prefer == other
            )
            if merging.record != mine:
                self._replace(self.path(key), merging.record, state)
            files.remove(self.path(other))
        return merging

    def rename(self, old: str, new: str) -> Path:
        """Give a record another key, and its file that name; return the file.

        Raises :class:`ProvenanceError` where another record has the key, and
        :class:`RecordError` for what cannot be one.
        """
        with self._writing():
            record, state = self._load(old)
            renamed = attrs.evolve(record, key=new)
            path = self.folder / files.file_name(new)
            there = path.exists()
            if there and os.path.samefile(self.path(old), path):  # letter case may not count
                self._replace(self.path(old), renamed, state)
                os.rename(self.path(old), path)
                return path
            if there:
                if self._load(new)[0] != renamed:  # else it was killed half-way, the last time
                    raise ProvenanceError(f"{path}: there is a record with this key already")
            else:
                files.create(path, self._text(renamed, self.path(old)))
            files.remove(self.path(old))
        return path

    def remove(self, key: str) -> None:
        """Remove a record for good."""
        with self._writing():
            self._load(key)
            files.remove(self.path(key))

    def _replace(self, path: Path, record: Record, state: Stamp) -> None:
        """Write a record in place of what its file said when it was in this state."""
        text = self._text(record, path)
        if stamp(os.stat(path)) != state:
            raise ProvenanceError(
                f"{path}: another program has changed it meanwhile; nothing was written, try again"
            )
        files.replace(path, text)

    @staticmethod
    def _text(record: Record, path: Path) -> str:
        from provenance.writing.toml_edit import update

        if record.key == path.stem:
            return toml_text(record, path)
        return update(path.read_bytes().decode("utf-8"), record)


_KEY_LINE = re.compile(r"^[ \t]*key[ \t]*=", re.MULTILINE)


def _read(path: Path) -> Read:
    """Return what a file holds; problems name it without its folder."""
    try:
        with path.open("rb") as file:
            state = stamp(os.fstat(file.fileno()))
            data = file.read()
    except OSError as error:
        return Read((-1, -1, -1), problem=str(ReadError.refused(error, storable(path.name))))
    name = storable(path.name)
    if name != path.name:
        return Read(state, problem=f"{name}: the name of this file is not UTF-8; give it another")
    try:
        (record,) = read_bytes(data, "toml", source=name)
    except ProvenanceError as error:
        return Read(state, problem=str(error))
    problem = None
    if record.key != path.stem:
        text = data.decode("utf-8", "replace")
        found = _KEY_LINE.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found is not None else 1
        problem = (
            f"{path.name}: line {line}: the key is {record.key!r}, the file's name {path.stem!r}; "
            "make them the same"
        )
    return Read(state, record, problem)
