"""Output files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO, cast

__all__ = ["whole_bytes", "whole_file"]


def _text(path: Path, mode: str) -> IO[Any]:
    return path.open(mode, encoding="utf-8", errors="backslashreplace", newline="\n")


def _bytes(path: Path, mode: str) -> IO[Any]:
    return path.open(mode + "b")


@contextmanager
def whole_file(path: str | Path) -> Iterator[TextIO]:
    """Open ``path`` for UTF-8 text that replaces the file only when the block ends well.

    The text is written to a new file beside it, which is then renamed: a reader sees the old
    file or the new one, never a part, and an error leaves the old one as it was. A link keeps
    pointing where it did, an existing file keeps its permissions, and what is no regular file (a
    device, a pipe) is written to directly. Raises :class:`OSError` as :func:`open` does.
    """
    with _replacing(path, _text) as file:
        yield cast("TextIO", file)


@contextmanager
def whole_bytes(path: str | Path) -> Iterator[BinaryIO]:
    """Open ``path`` for bytes, as :func:`whole_file` does for text."""
    with _replacing(path, _bytes) as file:
        yield cast("BinaryIO", file)


@contextmanager
def _replacing(path: str | Path, opened: Callable[[Path, str], IO[Any]]) -> Iterator[IO[Any]]:
    if os.path.isdir(path):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if os.path.exists(path) and not os.path.isfile(path):
        with opened(Path(path), "w") as device:
            yield device
        return
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        file = opened(beside, "x")
    except OSError as error:
        # the user knows the file they named, not the one beside it
        raise type(error)(error.errno, error.strerror, str(path)) from None
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
