"""Lines that are no wider than they may be, for any script, by any measure of characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

__all__ = ["columns", "em", "width", "wrapped"]

Measure = Callable[[str], float]


def columns(letter: str) -> float:
    """Return how many columns of a terminal a character takes."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


_NARROW = frozenset("iljtfrI.,:;!'’‘|()[] ·-")
_BROAD = frozenset("mwMWмжшщюыфЖШЩЮЫФМ@%—…№")


def em(letter: str) -> float:
    """Return how wide a character may be in the usual typefaces, in ems: rather too much."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.02
    if letter in _NARROW:
        return 0.42
    if letter in _BROAD:
        return 1.02
    return 0.78 if letter.isupper() else 0.65 if ord(letter) < 0x0590 else 0.8


def width(text: str, measure: Measure) -> float:
    """Return the width of a text."""
    return sum(map(measure, text))


def wrapped(text: str, room: float, measure: Measure) -> list[str]:
    """Return ``text`` as lines no wider than ``room``.

    A line ends between words, beside a character of a script without spaces, and within a word
    that has no room on a line of its own. No line is empty, unless the text is.
    """
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text):
        wide = width(piece, measure)
        if line and used + width(piece.rstrip(), measure) > room:
            lines.append(line.rstrip())
            line, used = "", 0.0
        if wide <= room:
            line, used = line + piece, used + wide
            continue
        for letter in piece:
            if line and used + measure(letter) > room:
                lines.append(line.rstrip())
                line, used = "", 0.0
            line, used = line + letter, used + measure(letter)
    return [*lines, line.rstrip()] if line.rstrip() or not lines else lines


def _pieces(text: str) -> Iterator[str]:
    """Yield words with the space after them, and characters of scripts without spaces singly."""
    start = 0
    for at, letter in enumerate(text):
        if letter == " " or _ideographic(letter) or (letter in "/" and at - start > 20):
            yield text[start : at + 1]
            start = at + 1
    if start < len(text):
        yield text[start:]


def _ideographic(letter: str) -> bool:
    code = ord(letter)
    return 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF
