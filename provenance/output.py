"""Output files that appear whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO, cast

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["naming", "whole_bytes", "whole_file"]

#: How the names of new files end that are not whole yet; they begin with a stop.
_PART: Final = ".part"
#: How many bytes are written at a time, and how many a file's name may have on most systems.
_BUFFER: Final = 1 << 16
_LONGEST_NAME: Final = 255


@contextmanager
def whole_file(path: str | Path) -> Iterator[TextIO]:
    """Open ``path`` for UTF-8 text that replaces the file only when the block ends well.

    The text is written to a new file beside it, which is then renamed: a reader sees the old
    file or the new one, never a part, and an error leaves the old one as it was. A link keeps
    pointing where it did, an existing file keeps its permissions, and what is no regular file (a
    device, a pipe) is written to directly. Raises :class:`OSError` as :func:`open` does, also
    where a disk is full: it has the name ``path``.
    """
    with whole_bytes(path) as file:
        text = io.TextIOWrapper(file, "utf-8", errors="backslashreplace", newline="\n")
        try:
            yield text
        finally:
            text.detach()  # which writes what it holds


@contextmanager
def whole_bytes(path: str | Path) -> Iterator[BinaryIO]:
    """Open ``path`` for bytes, as :func:`whole_file` does for text."""
    if os.path.isdir(path):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if os.path.exists(path) and not os.path.isfile(path):
        with _Named.opened(path, "w", path) as device:
            yield device
        return
    target = Path(os.path.realpath(path))
    beside = target.with_name(_beside(target.name))
    file = _Named.opened(beside, "x", path)
    try:
        with file:
            yield file
            file.flush()
            with naming(path):
                os.fsync(file.fileno())
        with naming(path):
            if target.exists():
                shutil.copymode(target, beside)
            os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _beside(name: str) -> str:
    """Return a new name that tells, should it ever be left behind, whose part it is."""
    end = f".{secrets.token_hex(8)}{_PART}"
    begin = os.fsencode(name)[: _LONGEST_NAME - len(end) - 1]
    return f".{os.fsdecode(begin) if _whole(begin) else begin.decode(errors='ignore')}{end}"


def _whole(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def naming(path: str | Path) -> Iterator[None]:
    """Name what the system refuses for the file that the user knows, not for the one beside it."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from None


class _Named(io.FileIO):
    """A file whose errors have the name that the user knows it by."""

    shown: str | Path = ""

    @classmethod
    def opened(cls, path: str | Path, mode: str, shown: str | Path) -> BinaryIO:
        """Open a file for buffered bytes."""
        with naming(shown):
            file = cls(path, mode)
        file.shown = shown
        return cast("BinaryIO", io.BufferedWriter(file, _BUFFER))

    def write(self, data: ReadableBuffer, /) -> int:
        """Write what the system takes of some bytes."""
        with naming(self.shown):
            return super().write(data)

    def close(self) -> None:
        """Close the file; a network disk may say only now that it is full."""
        with naming(self.shown):
            super().close()
