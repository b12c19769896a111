"""The order of steps some of which have no date, or one that says only the year."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from provenance.model.dates import Date

__all__ = ["Dated", "days_of", "ordered"]


class Dated(Protocol):
    """What has a kind and may have a date."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def date(self) -> Date | None: ...  # noqa: D102


S = TypeVar("S", bound=Dated)


def days_of(date: Date | None) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day that ``date`` may be, ``None`` where it tells neither."""
    low, high = date.bounds() if date is not None else (None, None)
    if low is None and high is None:
        return None
    first, last = low or dt.date.min, high or dt.date.max
    return first, max(first, last)


def ordered(steps: Sequence[S], rank: Callable[[str], int]) -> tuple[S, ...]:
    """Return ``steps`` by date; those that no date sets apart by ``rank`` of their kind, stable.

    A step comes before another one if its last possible day is before the other's first. One
    without a date stands after the last dated step whose rank is no higher than its own.
    """
    known = [(days_of(step.date), at) for at, step in enumerate(steps)]
    ranks = [rank(step.kind) for step in steps]
    dated = _by_date([(*days, ranks[at], at) for days, at in known if days is not None])
    undated = sorted((at for days, at in known if days is None), key=lambda at: (ranks[at], at))

    # how many dated steps stand before the undated ones of a rank: up to the last one not above it
    last: dict[int, int] = {ranks[at]: place for place, at in enumerate(dated, 1)}
    falls = sorted(last.items())
    found: list[list[int]] = [[] for _ in range(len(dated) + 1)]
    behind, seen = 0, 0
    for at in undated:
        while seen < len(falls) and falls[seen][0] <= ranks[at]:
            behind = max(behind, falls[seen][1])
            seen += 1
        found[behind].append(at)
    order = list(found[0])
    for place, at in enumerate(dated, 1):
        order += [at, *found[place]]
    return tuple(steps[at] for at in order)


def _by_date(spans: Sequence[tuple[dt.date, dt.date, int, int]]) -> list[int]:
    """Return the indexes of spans (first day, last day, rank, index) in their order.

    Of those that nothing left is certainly before, the one of the lowest rank is next.
    """
    waiting = sorted(spans, reverse=True)
    ends = [(last, at) for _, last, _, at in spans]
    heapq.heapify(ends)
    ready: list[tuple[int, dt.date, int]] = []
    done: set[int] = set()
    order: list[int] = []
    while len(order) < len(spans):
        while ends[0][1] in done:
            heapq.heappop(ends)
        while waiting and waiting[-1][0] <= ends[0][0]:
            first, _, place, at = waiting.pop()
            heapq.heappush(ready, (place, first, at))
        at = heapq.heappop(ready)[2]
        done.add(at)
        order.append(at)
    return order
