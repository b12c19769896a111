"""Windows of a running text: as much of it as one reference may need, and nothing beyond.

Nothing runs over the edge of a note, a paragraph, a list item or a cell. The grammar reads a
window as it looks (:func:`provenance.reading.lookalikes.clean`); the window leads back to the
places of the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.reading.lookalikes import clean
from provenance.reading.wrapped import goes_on, unwrap

__all__ = ["AHEAD", "Window"]

AHEAD = 320  # how much of the text after a reference's first number is read, at first
#: Characters that are not what they seem, and raised digits: what :func:`clean` looks at.
_ODD = re.compile(
    "[⁰¹²³⁴-⁹\u00ad\u0300-\u036f\u061c\u0660-\u0669\u06f0-\u06f9\u180e\u200b-\u200f\u202a-\u202e"
    "\u2044\u2060-\u2064\u2215\u2236\u3000-\u3002\u30fb\ufe55\ufeff\uff01-\uff5e]"
)


#: Where one note, paragraph, list item or cell ends and the next begins: nothing runs over it.
_EDGE = re.compile(
    r"[\n⁰¹²³⁴-⁹](?:"
    r"(?<=\n)(?:\s*\n\s*|[ \t]*(?:\[\^?[\w-]{1,16}\]:?\s|\(?\d{1,4}[.)]\s+"
    r"|\d{1,4}[ \t\u00a0]+(?=[^\W\d_a-z])|[⁰¹²³⁴-⁹]+\s?|[-+*•|>#]\s|\\item\b))"
    r"|(?<=[\s.][⁰¹²³⁴-⁹]))"
)


#: Marks of Markdown, TeX and HTML, doubled and fixed spaces: what :func:`clean` looks at as well.
_MARKED = ("~", "\\", "*", "_", "<", "^", "&", '"=', "  ", "\u00a0", "\u2010", "\u2011")


def _edges(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """Yield the edges between two places of a text."""
    for found in _EDGE.finditer(text, low, high):
        if found[0][0] != "\n" or not goes_on(text, found.start()):
            yield found


class Window:
    """A window of a text as the grammar reads it, and the way back to the text's own places."""

    __slots__ = ("base", "cut", "enough", "places", "text", "written")

    def __init__(self, text: str, low: int, hit: int, high: int) -> None:
        size = len(text)
        high = min(high, size)
        window = text[low:high]
        odd = not window.isascii() and _ODD.search(window) is not None
        wrapped = "\n" in window
        edge = None
        if odd or wrapped:
            edge = next(_edges(text, hit, high), None)
            high = edge.start() if edge is not None else high
            for found in _edges(text, low, min(hit + 8, high)):
                if found.start() >= hit:
                    break
                low = found.end()
            low = min(low, hit)
            window = text[low:high]
            wrapped = "\n" in window
        self.cut = edge is None and high < size  # the window ends where the text goes on
        #: Up to where a reference can begin and be read in this window.
        self.enough = high - AHEAD // 2 if self.cut else high
        self.base = low
        self.written = window
        self.places: list[int] | None = None
        if wrapped:
            window = unwrap(window)
            odd = odd or "\u00ad" in window
        if odd or any(mark in window for mark in _MARKED):
            window, self.places = clean(window)
        self.text = window

    def shift(self, by: int) -> None:
        """Say that the text now begins elsewhere: its places have moved ``by`` so much."""
        self.base += by
        self.enough += by

    def inside(self, place: int) -> int:
        """Return the window's place for a place of the text."""
        place -= self.base
        if self.places is None:
            return place
        low, high = 0, len(self.places) - 1
        while low < high:
            middle = (low + high) // 2
            if self.places[middle] < place:
                low = middle + 1
            else:
                high = middle
        return low

    def outside(self, place: int) -> int:
        """Return the text's place for a place of the window."""
        return self.base + (place if self.places is None else self.places[place])

    def outside_end(self, place: int) -> int:
        """Return the text's place for an end in the window: after the last letter's marks."""
        if self.places is None or place == 0:
            return self.base + place
        return self.base + self.places[place - 1] + 1
