"""Leaves of a file: ranges with recto and verso.

``5`` is a whole leaf, ``5r`` and ``5v`` its sides, ``12a`` an inserted leaf. A range may be left
open (``45-``, "45 and following"). A range that runs backwards is kept as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import attrs

from provenance.errors import Fault, RecordError
from provenance.model._shown import Shown
from provenance.units import unit_kinds

__all__ = ["Leaf", "LeafRange", "Leaves", "normal_ranges"]

_SIDES = ("", "r", "v")


@attrs.frozen(order=False)
class Leaf:
    """One leaf, page or frame: its number, an inserted leaf's letter, its side.

    ``side`` is ``""`` (the whole leaf), ``"r"`` (recto) or ``"v"`` (verso).
    """

    number: int
    letter: str = ""
    side: str = ""

    def __attrs_post_init__(self) -> None:
        if type(self.number) is int and self.number >= 0 and self.letter == self.side == "":
            return
        if type(self.number) is not int or self.number < 0:
            raise RecordError([Fault("Leaf.number", f"expected a number, found {self.number!r}")])
        if not isinstance(self.letter, str) or not isinstance(self.side, str):
            raise RecordError([Fault("Leaf", "letter and side are text")])
        if self.side not in _SIDES:
            raise RecordError([Fault("Leaf.side", f"expected '', 'r' or 'v', found {self.side!r}")])

    @property
    def start(self) -> tuple[int, str, int]:
        """The first side of the leaf, as a sortable place."""
        return (self.number, self.letter, 1 if self.side == "v" else 0)

    @property
    def end(self) -> tuple[int, str, int]:
        """The last side of the leaf, as a sortable place."""
        return (self.number, self.letter, 0 if self.side == "r" else 1)

    def __str__(self) -> str:
        return f"{self.number}{self.letter}{self.side}"


_FAR = (1 << 62, "", 1)


@attrs.frozen
class LeafRange:
    """From ``first`` to ``last``, both included; ``last`` is ``None`` for an open range."""

    first: Leaf
    last: Leaf | None

    def __attrs_post_init__(self) -> None:
        first, last = self.first, self.last
        if not isinstance(first, Leaf) or not (last is None or isinstance(last, Leaf)):
            raise RecordError([Fault("LeafRange", "expected two leaves")])

    @property
    def start(self) -> tuple[int, str, int]:
        """Where the range begins."""
        return self.first.start

    @property
    def end(self) -> tuple[int, str, int]:
        """Where the range ends; beyond every leaf for an open one."""
        return _FAR if self.last is None else self.last.end

    @property
    def single(self) -> bool:
        """Whether the range is one leaf, or one side of it."""
        first, last = self.first, self.last
        return first is last or (last is not None and first.number == last.number and first == last)

    @property
    def backwards(self) -> bool:
        """Whether the range ends before it starts."""
        return self.end < self.start

    def __str__(self) -> str:
        if self.last is None:
            return f"{self.first}-"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def _normal(ranges: Iterable[LeafRange]) -> tuple[LeafRange, ...]:
    """Return what were given as ranges in their normal order, if they are some."""
    try:
        ranges = tuple(ranges)
    except TypeError:
        ranges = ()
    for item in ranges:
        if not isinstance(item, LeafRange):
            raise RecordError([Fault("Leaves.ranges", f"expected a LeafRange, found {item!r}")])
    return normal_ranges(ranges)


def _rise(ranges: Sequence[LeafRange]) -> bool:
    """Whether each range plainly begins beyond the end of the one before: nearly always."""
    top = -1
    for item in ranges:
        first, last = item.first, item.last
        if last is None or first.number <= top or (last.number <= first.number and last != first):
            return False
        top = last.number
    return True


def normal_ranges(ranges: Sequence[LeafRange]) -> tuple[LeafRange, ...]:
    """Return ranges sorted, and those that overlap merged; backward ones are left alone."""
    if len(ranges) == 1 or _rise(ranges):
        return tuple(ranges)
    kept: list[LeafRange] = []
    for item in sorted(ranges, key=lambda r: (r.start, r.end, r.first.side)):
        before = kept[-1] if kept else None
        if before is None or item.backwards or before.backwards or item.start > before.end:
            kept.append(item)
            continue
        if item == before:
            continue
        last = item.last if item.end >= before.end else before.last
        if before.last is not None and item.end == before.end and before.last.side:
            last = before.last
        kept[-1] = LeafRange(before.first, last)
    return tuple(kept)


#: No leaf has a number of more than nine digits; int() would refuse thousands of them.
_CANONICAL = re.compile(r"([0-9]{1,9})([^\W\d_]*?)([rv]?)(-(?:([0-9]{1,9})([^\W\d_]*?)([rv]?))?)?")


@attrs.frozen(eq=False)
class Leaves(Shown):
    """The leaves (or pages, or frames) a reference points at.

    ``kind`` is the unit kind they are counted in (``list``, ``blatt``, ``page``, ``frame``, …):
    leaves, pages and frames are different things. ``ranges`` are normalised: sorted, overlaps
    merged, so ``5, 5v`` is ``5-5v``. ``written`` is the text they were read from.

    ``str(leaves)`` is plain ASCII: ``2, 5-7, 9v``.
    """

    kind: str
    ranges: tuple[LeafRange, ...] = attrs.field(converter=_normal)
    written: str | None = None

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.kind, str) or self.kind not in unit_kinds():
            message = f"expected the id of a unit kind, found {self.kind!r}"
            raise RecordError([Fault("Leaves.kind", message)])
        if not self.ranges:
            raise RecordError([Fault("Leaves.ranges", "expected at least one range")])
        if self.written is not None and not isinstance(self.written, str):
            raise RecordError([Fault("Leaves.written", f"expected text, found {self.written!r}")])

    @classmethod
    def parse(cls, text: str, kind: str = "list", *, written: str | None = None) -> Leaves:
        """Read the plain form that ``str`` gives (``2, 5-7, 9v``, ``45-``).

        Raises :class:`RecordError` where the text is anything else.
        """
        if text.isdecimal() and text.isascii() and len(text) < 10:  # the usual case
            leaf = Leaf(int(text))
            return cls(kind, (LeafRange(leaf, leaf),), written)
        ranges: list[LeafRange] = []
        for part in text.split(","):
            match = _CANONICAL.fullmatch(part.strip())
            if match is None:
                shown = text if len(text) <= 60 else text[:57] + "..."
                raise RecordError(
                    [Fault("leaves", f"expected leaves such as '2, 5-7, 9v', found {shown!r}")]
                )
            first = Leaf(int(match[1]), match[2], match[3])
            if match[4] is None:
                last: Leaf | None = first
            elif match[5] is None:
                last = None
            else:
                last = Leaf(int(match[5]), match[6], match[7])
            ranges.append(LeafRange(first, last))
        return cls(kind, ranges, written)

    @cached_property
    def text(self) -> str:
        """The plain ASCII form."""
        return ", ".join(map(str, self.ranges))

    def __str__(self) -> str:
        return self.text

    def __rich_repr__(self) -> Iterator[str]:
        yield self.kind
        yield self.text

    def _line(self) -> str:
        return f"{self.kind} {self.text}"

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, Leaves):
            return NotImplemented
        return self.kind == other.kind and self.text == other.text

    def __hash__(self) -> int:
        return hash((self.kind, self.text))

    @property
    def single(self) -> bool:
        """Whether this is one leaf or one side: what decides between ``l.`` and ``ll.``."""
        return len(self.ranges) == 1 and self.ranges[0].single

    def overlaps(self, other: Leaves) -> bool:
        """Whether the two share a side of a leaf; leaves never overlap with pages or frames."""
        return self.kind == other.kind and any(
            mine.start <= theirs.end and theirs.start <= mine.end
            for mine in self.ranges
            for theirs in other.ranges
        )
