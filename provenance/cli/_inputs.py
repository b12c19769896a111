"""Where records and texts come from: files, standard input, keys of a library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
import click

from provenance.cli import _streams as streams
from provenance.cli._common import FOUND_NOTHING, Tally
from provenance.errors import NothingFoundError, ProvenanceError, ReadError
from provenance.library import Kind, read_bytes
from provenance.model import Record

__all__ = ["Input", "chosen", "each_input", "path_of", "unique"]


@attrs.frozen
class Input:
    """What one argument stands for: the file's name, its bytes and the records in it."""

    name: str
    data: bytes = attrs.field(repr=False)
    records: list[Record]


def path_of(name: str, library: str) -> str:
    """Return the file that ``name`` means: a file of that name, else a record of the library.

    Raises :class:`~provenance.errors.ReadError` where it is neither.
    """
    try:
        there = name == "-" or Path(name).exists()
    except (OSError, ValueError) as error:  # too long for a name, or a null byte in it
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"no file can have this name: {reason.lower()}", source=name[:60]) from None
    if there:
        return name
    folder = Path(library)
    record = folder / f"{name}.toml"
    if "/" not in name and "\\" not in name and record.is_file():
        return str(record)
    raise ReadError(_neither(name, folder))


def _neither(name: str, folder: Path) -> str:
    if not folder.is_dir():
        return f"{name}: no such file, and no library in {folder} to look up a key"
    from provenance.library.folder import Library

    near = ", ".join(Library(folder).nearest(name))
    hint = f"; the nearest keys are: {near}" if near else ""
    return f"{name}: no such file, and no such key in {folder}{hint}"


def chosen(inputs: tuple[str, ...], whole: bool, library: str) -> tuple[str, ...]:
    """Return the inputs, or the files of all records of the library where it is ``whole``.

    Raises :class:`click.UsageError` for both or neither, and
    :class:`~provenance.errors.ReadError` for a library without records.
    """
    if not whole:
        if not inputs:
            raise click.UsageError("Missing argument: a file or a key, or --all.")
        return inputs
    if inputs:
        raise click.UsageError("--all: goes with no file or key")
    from provenance.library.folder import Library

    folder = Library(library)
    found = tuple(str(folder.path(key)) for key in folder.keys())  # noqa: SIM118  # no mapping
    if not found:
        raise ReadError("there is no record in this library", source=library)
    return found


def each_input(
    inputs: Iterable[str],
    tally: Tally,
    *,
    library: str | None = None,
    encoding: str | None = None,
    kind: Kind | None = None,
) -> Iterator[Input]:
    """Yield each input with its records; what cannot be read is reported and left out.

    Keys are looked up only where ``library`` is given.
    """
    for name in inputs:
        try:
            path = name if library is None else path_of(name, library)
            data = streams.bytes_of(path)
            records = read_bytes(
                data, kind, source=path, encoding=encoding, report=streams.reporter(path),
                problem=lambda error: tally.add(error, FOUND_NOTHING),
            )  # fmt: skip
        except NothingFoundError as error:
            tally.add(error, FOUND_NOTHING)
            continue
        except (ProvenanceError, OSError) as error:
            tally.add(error)
            continue
        if records:
            yield Input(path, data, records)
        else:
            tally.add(f"{name}: expected a record, found none", FOUND_NOTHING)


def unique(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records, later ones with ``-2``, ``-3`` after a key that was there before."""
    seen: set[str] = set()
    for record in records:
        key, number = record.key, 1
        while key.casefold() in seen:
            number += 1
            key = f"{record.key}-{number}"
        seen.add(key.casefold())
        yield record if key == record.key else attrs.evolve(record, key=key)
