"""Code points of a text as the positions of the language server protocol, and back."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from lsprotocol import types

__all__ = ["Positions"]

_LINE_END: Final = re.compile(r"\r\n|\n|\r")  # "Text Documents", LSP 3.17
_LAST_BELOW: Final = {"utf-8": "\x7f", "utf-16": "\uffff", "utf-32": "\U0010ffff"}


class Positions:
    """The lines of a text, their columns counted in the units that editor and server agreed on."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text = text
        self._encoding = encoding if encoding in _LAST_BELOW else "utf-16"
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        # where each letter is one unit, nothing has to be counted
        self._even = max(text, default="") <= _LAST_BELOW[self._encoding]

    def at(self, offset: int) -> types.Position:
        """Return the position of a code point; one past the end is the end."""
        offset = min(offset, len(self._text))
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        return types.Position(line, self._units(start, offset))

    def range(self, start: int, end: int) -> types.Range:
        """Return the range of code points from ``start`` to ``end``."""
        return types.Range(self.at(start), self.at(end))

    def line(self, number: int) -> types.Range:
        """Return the range of a line, counted from 0, without its end."""
        number = min(max(number, 0), len(self._starts) - 1)
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
        inked = start + len(self._text[start:end].rstrip("\r\n"))
        return self.range(start, inked)

    def offset(self, position: types.Position) -> int:
        """Return the code point at a position; one past the end of a line is its end."""
        if position.line >= len(self._starts):
            return len(self._text)
        start = self._starts[position.line]
        last = position.line + 1 == len(self._starts)
        end = len(self._text) if last else self._starts[position.line + 1]
        if self._even:
            return min(start + position.character, end)
        at, left = start, position.character
        while at < end and left > 0:
            left -= self._units(at, at + 1)
            at += 1
        return at

    def _units(self, start: int, end: int) -> int:
        if self._even:
            return end - start
        part = self._text[start:end]
        if self._encoding == "utf-8":
            return len(part.encode("utf-8", "replace"))
        return len(part) + sum(letter > "\uffff" for letter in part)
