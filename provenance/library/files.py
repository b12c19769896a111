"""The files of a library: written whole, never overwritten by mistake, one writer at a time.

What is written goes to a file of another name first, so that a program which is killed leaves
the old file, the new one, or none, and a stray that the next writer removes.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import attrs

from provenance.errors import ProvenanceError
from provenance.model.document import RESERVED

__all__ = ["Lock", "create", "file_name", "locked", "remove", "remove_strays", "replace"]

#: Made under the lock only: whoever holds it may remove them.
_STRAY = re.compile(r"\.[0-9a-f]{16}\.new")
#: Made by :func:`~provenance.output.whole_file`, without the lock; old ones belong to nobody.
_PART = re.compile(r"\.(?:.*\.)?[0-9a-f]{16}\.part", re.DOTALL)
_OLD = 24 * 3600
#: The longest name that every usual file system takes.
_LONGEST_NAME = 255
#: How long a writer waits for another one, in seconds.
_PATIENCE = 60.0


def file_name(key: str) -> str:
    """Return the name of a record's file: a key names no folder, but may be no name of a file.

    Raises :class:`ProvenanceError` for one that some system cannot have.
    """
    name = f"{key}.toml"
    if key.partition(".")[0].casefold() in RESERVED:
        raise ProvenanceError(f"{key}: Windows keeps this name for a device; choose another key")
    if len(name) > _LONGEST_NAME:
        raise ProvenanceError(f"{key[:40]}...: this key is too long for the name of a file")
    return name


@attrs.define(eq=False)
class Lock:
    """What a writer holds, on ``path``; it may be taken again by who holds it already."""

    path: Path
    _depth: int = attrs.field(default=0, init=False)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock inside of this block; raises as :func:`locked`."""
        if self._depth:
            yield
            return
        with locked(self.path):
            self._depth = 1
            try:
                yield
            finally:
                self._depth = 0


@contextmanager
def locked(path: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Be the only one of all processes that is inside of this block with ``path``.

    The lock is SQLite's, on an empty database: it works on every system, is waited for, and is
    freed by the system when its holder dies. Raises :class:`ProvenanceError` where another one
    holds it for longer than ``patience`` seconds, :class:`PermissionError` where ``path`` cannot
    be written.
    """
    try:
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            connection.close()
            raise
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise ProvenanceError(
                f"{path.parent}: another program has been writing to this library for a minute; "
                "nothing was changed, try again"
            ) from None
        raise PermissionError(13, "cannot be written to", str(path.parent)) from None
    except sqlite3.DatabaseError:
        raise ProvenanceError(
            f"{path}: this is not the lock of a library; remove the file"
        ) from None
    try:
        yield
    finally:
        connection.close()  # nothing was written: there is nothing to roll back


def create(path: Path, text: str) -> None:
    """Write a new file, whole or not at all.

    Raises :class:`FileExistsError` where there is one of that name, which stays as it is.
    """
    beside = _beside(path, text)
    try:
        try:
            os.link(beside, path)
        except FileExistsError:
            raise FileExistsError(17, "exists already", str(path)) from None
        except OSError:  # no links here; the lock keeps other writers from this name
            if path.exists():
                raise FileExistsError(17, "exists already", str(path)) from None
            os.rename(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    _settle(path.parent)


def replace(path: Path, text: str) -> None:
    """Write ``text`` in place of a file, whole or not at all; its permissions stay."""
    target = Path(os.path.realpath(path))
    beside = _beside(target, text)
    try:
        shutil.copymode(target, beside)
        os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _beside(path: Path, text: str) -> Path:
    """Return a new file with ``text``, on the disk, in the folder of ``path``."""
    beside = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:  # the user knows the file they named, not the one beside it
        beside.unlink(missing_ok=True)
        raise type(error)(error.errno, error.strerror, str(path)) from None
    return beside


def remove(path: Path) -> None:
    """Remove a file for good."""
    path.unlink()
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the system write down the names in a folder, where it can be asked to."""
    with suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_strays(folder: Path) -> None:
    """Remove what writers that were killed have left; only under the lock."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if _STRAY.fullmatch(entry.name) or (
                    _PART.fullmatch(entry.name) and entry.stat().st_mtime < time.time() - _OLD
                ):
                    os.unlink(entry.path)
