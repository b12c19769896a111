"""An entry of a bibliography file with the place of each of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs

from provenance.reading.manuscript.layout import Piece

__all__ = ["PlacedEntry", "PlacedValue", "aligned"]


@attrs.frozen
class PlacedValue:
    """A value: its field as the format calls it, what it is, and where it stands.

    ``start`` and ``end`` are those of what is written, without the marks around it. ``pieces``
    are those of a text as it is read, escapes undone; empty for any other value.
    """

    name: str
    value: Any
    start: int
    end: int
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The text as it is read."""
        return "".join(piece.text for piece in self.pieces)


@attrs.frozen
class PlacedEntry:
    """An entry: its key and type as written, its values, its place and that of its key."""

    key: str
    type: str
    values: tuple[PlacedValue, ...]
    start: int
    end: int
    key_start: int
    key_end: int


#: Tells what the file has at a place for the character that is read there: how far it goes, or
#: ``None`` where it is the character itself or none.
Written = Callable[[str, int, int, str], int | None]


def aligned(value: str, text: str, start: int, end: int, written: Written) -> tuple[Piece, ...]:
    """Return the pieces of a value that stands, escaped in some way, from ``start`` to ``end``.

    ``written`` tells where that which is written for a character ends. A value that does not fit
    what stands there is one piece.
    """
    pieces = list(_aligned(value, text, start, end, written))
    if "".join(piece.text for piece in pieces) != value:
        return (Piece(value, start, end, False),) if value else ()
    return tuple(pieces)


def _aligned(value: str, text: str, start: int, end: int, written: Written) -> Iterator[Piece]:
    at = run = start
    for ch in value:
        stop = written(text, at, end, ch)
        if stop is None and at < end and text[at] == ch:
            at += 1
            continue
        if run < at:
            yield Piece(text[run:at], run, at, True)
        if stop is None:
            return
        yield Piece(ch, at, stop, False)
        at = run = stop
    if run < at:
        yield Piece(text[run:at], run, at, True)
