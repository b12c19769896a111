"""The three streams: bytes in, UTF-8 out whatever the locale, complaints on standard error."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import AnyStr, NamedTuple, TextIO, cast

from provenance.cli._progress import LongRun
from provenance.errors import StyleWarning
from provenance.output import whole_file
from provenance.reading.encodings import guess_encoding
from provenance.reading.source import byte_order_mark, decode, decode_pieces

__all__ = [
    "LONGEST_LINE",
    "Line",
    "Pieces",
    "bytes_of",
    "complain",
    "lines",
    "opened",
    "os_error",
    "prepare",
    "remark",
    "reporter",
    "settle",
    "silence",
    "size_of_standard_input",
    "standard_input",
    "style_remarks",
    "text_of",
    "write_bytes",
]

#: A line longer than this is no reference, and is not kept in memory whole.
LONGEST_LINE = 1_000_000
_KEPT = 200


def prepare() -> None:
    r"""Make both output streams UTF-8 with plain line ends.

    A lone surrogate, which UTF-8 cannot hold, comes out as ``\udcff``: in JSON that is its own
    escape. Where the caller closed standard error, messages go nowhere; without a standard
    output there is nothing to do.
    """
    closed = sys.stdout is None
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if closed:
        raise OSError(errno.EBADF, "it is closed", "standard output")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def silence() -> None:
    """Send the rest of standard output nowhere: the flush at exit must find nobody to fail at."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        pass


def settle() -> None:
    """Write out what standard output still holds; by now nobody can be told of a failure."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        silence()


def complain(message: str) -> None:
    """Write an error to standard error, after the data that came before it."""
    sys.stdout.flush()
    print(f"Error: {message}", file=sys.stderr)


def remark(message: str) -> None:
    """Write to standard error what the user should know, though nothing failed."""
    sys.stdout.flush()
    print(f"Note: {message}", file=sys.stderr)


def os_error(error: OSError) -> str:
    """Say what the system refused: the file, and why."""
    name = error.filename if error.filename is not None else "standard output"
    reason = error.strerror or str(error)
    return f"{name}: {reason[:1].lower()}{reason[1:]}"


def standard_input() -> io.BufferedReader:
    """Return standard input as bytes."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "it is closed", "standard input")
    return cast("io.BufferedReader", sys.stdin.buffer)


def bytes_of(name: str) -> bytes:
    """Return the content of a file, or of standard input for ``-``; raises :class:`OSError`."""
    return standard_input().read() if name == "-" else Path(name).read_bytes()


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def text_of(name: str, encoding: str | None) -> str:
    """Return the text of a file, or of standard input for ``-``, line ends as they are.

    Raises :class:`OSError` where it cannot be opened, :class:`~provenance.errors.ReadError`
    where it is no text.
    """
    return decode(bytes_of(name), encoding, source=name, report=reporter(name))


class Pieces:
    """The text of a file, or of standard input for ``-``, in pieces; how far it is read is shown.

    Raises :class:`OSError` where it cannot be opened, :class:`~provenance.errors.ReadError` where
    it is no text.
    """

    def __init__(self, name: str, encoding: str | None, *, to_file: bool) -> None:
        self._name = name
        self._encoding = encoding
        self._stream = standard_input() if name == "-" else Path(name).open("rb")  # noqa: SIM115
        self._size = _size(self._stream)
        self._run = LongRun(f"reading {name}", self._size, to_file=to_file)

    def __enter__(self) -> Iterator[str]:
        self._run.__enter__()
        return self._pieces()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._run.__exit__(kind, error, trace)
        if self._name != "-":
            self._stream.close()

    def _pieces(self) -> Iterator[str]:
        read = 0
        stream, name = self._stream, self._name
        for text in decode_pieces(stream, self._encoding, source=name, report=reporter(name)):
            for start in range(0, len(text), _PIECE):
                piece = text[start : start + _PIECE]
                yield piece
                read += len(piece)
                self._run.reached(read)


#: How many code points of a text are looked at in one go.
_PIECE = 1 << 18


def reporter(name: str) -> Callable[[str], None]:
    """Return a function that reports a remark about the input of this name."""
    return lambda said: remark(f"{name}: {said}")


def size_of_standard_input() -> int | None:
    """Return how many bytes standard input holds, where it is a file."""
    return _size(standard_input())


def _size(stream: io.BufferedReader) -> int | None:
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


@contextmanager
def style_remarks() -> Iterator[None]:
    """Say on standard error, once, what a CSL style asks for and is not done."""
    said: set[str] = set()

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        text = str(message)
        if issubclass(category, StyleWarning) and text not in said:
            said.add(text)
            remark(text)

    with warnings.catch_warnings():
        warnings.simplefilter("always", StyleWarning)
        warnings.showwarning = show
        yield


@contextmanager
def opened(output: str | None) -> Iterator[TextIO]:
    """Open the place data goes to: a file that appears whole, or standard output."""
    if output is None or output == "-":
        yield sys.stdout
    else:
        with whole_file(output) as file:
            yield file


class Line(NamedTuple):
    """One line of a stream: its number from 1, its text, the bytes read up to its end.

    ``cut`` tells that the line was too long and that the text is only its beginning.
    """

    number: int
    text: str
    read: int
    cut: bool


def lines(stream: io.BufferedReader, encoding: str | None) -> Iterator[Line]:
    """Yield the lines of a byte stream as they come, each as text without its line end.

    A byte-order mark decides the encoding of all of them. Without one, each line is UTF-8, or
    else in ``encoding``, or else in the encoding that its bytes and those after it suggest.
    """
    mark = byte_order_mark(stream.peek(4))
    if mark is not None:
        text = io.TextIOWrapper(stream, mark, errors="replace", newline="\n")
        for number, (line, read, cut) in enumerate(_bounded(text.readline, "\n"), 1):
            yield Line(number, line.rstrip("\r\n"), read, cut)
        return
    other = encoding
    for number, (data, read, cut) in enumerate(_bounded(stream.readline, b"\n"), 1):
        try:
            line = data.decode(errors="replace" if cut else "strict")
        except UnicodeDecodeError:
            if other is None:
                other = _guessed(number, data + stream.peek())
            line = data.decode(other, "replace")
        yield Line(number, line.rstrip("\r\n"), read, cut)


def _guessed(number: int, data: bytes) -> str:
    encoding = guess_encoding(data)
    remark(f"-:{number}: this is not UTF-8; guessed the encoding {encoding}")
    return encoding


def _bounded(readline: Callable[[int], AnyStr], end: AnyStr) -> Iterator[tuple[AnyStr, int, bool]]:
    """Yield each line, what was read so far, and whether only the line's beginning was kept."""
    size = 0
    while piece := readline(LONGEST_LINE):
        size += len(piece)
        cut = len(piece) == LONGEST_LINE and not piece.endswith(end)
        if cut:
            kept = piece[:_KEPT]
            while piece and not piece.endswith(end):
                piece = readline(LONGEST_LINE)
                size += len(piece)
            piece = kept
        yield piece, size, cut
