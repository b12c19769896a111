"""Texts with faults planted in them: ``⟦rule-id‖what is wrong⟧``, one inside another or apart."""

import re
from typing import NamedTuple

_MARK = re.compile(r"⟦([a-z-]+)‖|⟧")


class Planted(NamedTuple):
    """A fault: which rule is to tell of it, and where it is, in code points of the text."""

    rule: str
    start: int
    end: int


def without_marks(text: str) -> tuple[str, list[Planted]]:
    """Return a text without its marks, and the faults in the order in which they begin."""
    kept: list[str] = []
    planted: list[Planted] = []
    opened: list[tuple[str, int]] = []
    at = length = 0
    for mark in _MARK.finditer(text):
        kept.append(text[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[1]:
            opened.append((mark[1], length))
        else:
            planted.append(Planted(*opened.pop(), length))
    assert not opened
    return "".join((*kept, text[at:])), sorted(planted, key=lambda each: each.start)
