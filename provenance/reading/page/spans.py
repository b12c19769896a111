"""The text of a page with its lines, and values that know where they stood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Generic, NamedTuple, TypeVar

import attrs

__all__ = ["Found", "Line", "PageText", "tidy"]

T = TypeVar("T")
U = TypeVar("U")

_BREAK = re.compile(r"\r\n|\r|\n")
_EDGE = " \t\v\f\u00a0\u200b\u200e\u200f\u2060\ufeff\u3000\x1c\x1d\x1e\x85\u2028\u2029"


def tidy(text: str) -> str:
    """Return text on one line, with single spaces."""
    return " ".join(text.split())


@attrs.frozen
class Found(Generic[T]):
    """A value and where it stood: code points ``start`` to ``end``, and who states it."""

    value: T
    start: int
    end: int
    basis: str = "host"

    def holding(self, value: U) -> Found[U]:
        """Return another value that stood at the same place."""
        return Found(value, self.start, self.end, self.basis)


class Line(NamedTuple):
    """A line that is not empty: its number from 1, its span without outer spaces, its text.

    ``gap`` tells that an empty line, or nothing, stands before it.
    """

    number: int
    start: int
    end: int
    text: str
    gap: bool


def _lines(text: str) -> Iterator[Line]:
    start, number, gap = 0, 1, True
    for end, after in [*((m.start(), m.end()) for m in _BREAK.finditer(text)), (len(text),) * 2]:
        raw = text[start:end]
        stripped = raw.strip(_EDGE)
        if stripped:
            first = start + raw.index(stripped[0]) if raw[0] != stripped[0] else start
            yield Line(number, first, first + len(stripped), stripped, gap)
            gap = False
        else:
            gap = True
        start, number = after, number + 1


class PageText:
    """A page's text and its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = tuple(_lines(text))
        self._starts = [line.start for line in self.lines]
        self._breaks = [match.end() for match in _BREAK.finditer(text)]

    def number(self, position: int) -> int:
        """Return the 1-based number of the line that a position is on."""
        return bisect_right(self._breaks, position) + 1

    def index(self, position: int) -> int:
        """Return the index of the last non-empty line that begins at or before a position."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def found(self, start: int, end: int, basis: str = "host") -> Found[str] | None:
        """Return the text of a span on one line, without outer spaces; ``None`` if empty."""
        raw = self.text[start:end]
        value = tidy(raw)
        if not value:
            return None
        start += len(raw) - len(raw.lstrip())
        return Found(value, start, start + len(raw.strip()), basis)

    def within(self, start: int, end: int, masked: str | None = None) -> list[Line]:
        """Return the lines of a span; ``masked`` is a text of the same length to read instead.

        Of a line that begins before the span, the part within it is given.
        """
        text = self.text if masked is None else masked
        first, last = bisect_right(self._starts, start - 1), bisect_right(self._starts, end - 1)
        lines = list(self.lines[first:last])
        if first and self.lines[first - 1].end > start:
            cut = self.lines[first - 1]
            lines.insert(0, cut._replace(start=start, end=min(cut.end, end), text=""))
        kept = []
        for line in lines:
            part = text[line.start : line.end]
            if part == line.text:
                kept.append(line)
                continue
            part = part.rstrip(_EDGE)
            bare = part.lstrip(_EDGE)
            if bare:
                begin = line.start + len(part) - len(bare)
                kept.append(Line(line.number, begin, line.start + len(part), bare, line.gap))
        return kept
