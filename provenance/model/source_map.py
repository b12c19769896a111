"""The way back from a text as it is read to the file it stands in: :class:`SourceMap`.

A manuscript is checked as its reader sees it: without commands, comments and escapes. What was
found is told at its place in the file, and a correction is written as that place has to have it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Escape", "SourceMap", "Stretch", "as_it_is"]


class Stretch(NamedTuple):
    """A stretch of the text that is read: ``length`` code points from ``at`` on.

    It stands from ``start`` to ``end`` of the file; ``literal`` where each code point there is one
    of the text. What stands nowhere in the file (a blank line between notes) has an empty place.
    """

    at: int
    length: int
    start: int
    end: int
    literal: bool


#: Writes a correction as the file has to have it at a place; ``None`` where that cannot be done.
Escape = Callable[[str, int], str | None]


def as_it_is(replacement: str, at: int) -> str | None:
    """Return a correction unchanged: the escape of formats without any."""
    return replacement


class SourceMap:
    """Where each code point of a text stands in the text of a file, ``text``.

    ``stretches`` come in the order of the text that is read, and cover it.
    """

    def __init__(
        self, text: str, stretches: Iterable[Stretch], *, escape: Escape = as_it_is
    ) -> None:
        self.text = text
        self.escape = escape
        self._stretches = list(stretches) or [Stretch(0, 0, 0, 0, True)]
        self._ats = [each.at for each in self._stretches]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where what runs from ``start`` to ``end`` (exclusive) stands in the file.

        What is written as a whole, such as an accent and its letter, is told as a whole.
        """
        if end <= start:
            place = self._begin(start)
            return place, place
        touched = [each for each in self.stretches(start, end) if each.start < each.end]
        if not touched:
            place = self._begin(start)
            return place, place
        low = min(
            each.start + max(start - each.at, 0) if each.literal else each.start
            for each in touched
        )  # fmt: skip
        high = max(
            min(each.start + end - each.at, each.end) if each.literal else each.end
            for each in touched
        )  # fmt: skip
        return low, high

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """Yield the stretches that hold something of what runs from ``start`` to ``end``."""
        number = self._number(start)
        while number < len(self._stretches) and (
            self._ats[number] < end or self._ats[number] <= start
        ):
            yield self._stretches[number]
            number += 1

    def correction(self, start: int, end: int, replacement: str) -> tuple[int, int, str] | None:
        """Return a correction of the text as one of the file.

        ``None`` where something of the file that is not read lies within, where only a part of
        what is written as a whole would change, or where it cannot be written there.
        """
        touched = list(self.stretches(start, max(end, start + 1)))
        for before, after in pairwise(touched):
            if before.end != after.start or after.start == after.end:
                return None
        first, last = touched[0], touched[-1]
        if first.start == first.end:
            return None
        if not first.literal and (start != first.at or end == start):
            return None
        if not last.literal and end < last.at + last.length:
            return None
        low, high = self.span(start, end)
        written = self.escape(replacement, low)
        return (low, high, written) if written is not None else None

    def _number(self, place: int) -> int:
        return max(bisect_right(self._ats, place) - 1, 0)

    def _begin(self, place: int) -> int:
        each = self._stretches[self._number(place)]
        return min(each.start + place - each.at, each.end) if each.literal else each.start
