"""What the tables of all formats have in common: their parts, and the lines of those of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO, Final, Protocol

import attrs

from provenance.errors import ProvenanceError, ReadError
from provenance.frames.task import ColumnTask

__all__ = ["BYTES", "ROWS", "Part", "Reach", "Source", "fit", "text_lines"]

#: How many rows a part has at most, and how many bytes of text.
ROWS: Final = 4096
BYTES: Final = 4 << 20
#: A longer line is no row of a table, and is not kept in memory whole.
_LONGEST_LINE: Final = 1 << 26


@attrs.frozen
class Part:
    """Some rows of a file. ``texts`` is the column, ``place`` where they are.

    ``held`` are the rows as their format has them; ``reached`` how far the file is read.
    """

    texts: Any
    held: Any
    place: str
    reached: int


class Source(Protocol):
    """An open file: ``header`` are the names of its columns, ``total`` how far it can be read."""

    total: int | None

    def parts(self) -> Iterator[Part]:
        """Yield the rows, part by part. Raises :class:`ReadError` where the file is faulty."""

    def batch(self, part: Part) -> Any:
        """Return a part as an Arrow record batch; all have one schema."""

    def header(self) -> list[str]:
        """Return the names of the columns."""

    def cells(self, part: Part) -> Iterator[list[str]]:
        """Yield the rows of a part as cells of text."""

    def objects(self, part: Part) -> Iterator[str]:
        """Yield the rows of a part as JSON objects."""


def fit(task: ColumnTask, schema: Any, name: str, note: str = "") -> None:
    """Raise :class:`ReadError` where a file of this schema is not one for the task.

    ``note`` follows where its column is not there.
    """
    seen: set[str] = set()
    for each in schema.names:
        if each in seen:  # cells and fields go by their names
            raise ReadError(f"there are two columns {each!r}; give each its own name", source=name)
        seen.add(each)
    try:
        task.schema(schema)
    except ProvenanceError as error:
        said = str(error) if task.column in seen else f"{error}{note}"
        raise ReadError(said, source=name) from None


@attrs.frozen
class Reach:
    """How far a file is read, in bytes; of a stream nobody knows (``total`` is ``None``)."""

    file: BinaryIO
    total: int | None

    def now(self) -> int:
        """Return how far the file is read."""
        return 0 if self.total is None else min(self.file.tell(), self.total)


def text_lines(pieces: Iterable[str], name: str) -> Iterator[str]:
    """Yield the lines of a text that comes in pieces, each with its end.

    A line ends in a line feed; in a text whose beginning has none, in a carriage return, as old
    programs write it. Raises :class:`ReadError` for a line of some 64 million characters.
    """
    several = iter(pieces)
    first = next(several, "")
    end = "\r" if "\r" in first and "\n" not in first else "\n"
    rest: list[str] = []  # of a line that goes on
    number, size = 1, 0
    for piece in chain([first], several):
        at = 0
        while (after := piece.find(end, at) + 1) > 0:
            rest.append(piece[at:after])
            yield "".join(rest)
            rest.clear()
            at, number, size = after, number + 1, 0
        if at < len(piece):
            rest.append(piece[at:])
            size += len(piece) - at
        if size > _LONGEST_LINE:
            raise ReadError(
                f"expected a row, found a line of more than {_LONGEST_LINE:,} characters",
                source=name, line=number,
            )  # fmt: skip
    if rest:
        yield "".join(rest)
