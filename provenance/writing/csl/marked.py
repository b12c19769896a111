"""Text on its way to print: formatting and quotation marks stand in it as marks of our own.

The engine puts strings together; what is markup and what is text can then no longer be told apart.
So the marks are code points that no text may hold (Unicode's noncharacters, taken out of values by
:func:`clean`), and everything else is text, escaped once, at the very end, by :func:`dressed`:
neither a value nor an affix of a style can become HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from provenance.writing.markup import Markup, one_line
from provenance.writing.title import quotations

__all__ = ["CLOSE", "OPEN", "address", "bare", "clean", "dressed", "formatted", "letters", "seam"]

#: A formatting begins (its letter follows) and ends; a quotation begins and ends; an address too.
_START, _END, OPEN, CLOSE, _URL, _URL_END = (
    "\ufdd0",
    "\ufdd1",
    "\ufdd2",
    "\ufdd3",
    "\ufdd4",
    "\ufdd5",
)
_MARKS = re.compile("[\ufdd0-\ufdef]")
_PIECES = re.compile("(\ufdd0.|[\ufdd1-\ufdd5])")
_LEADING = re.compile("(?:\ufdd0.|[\ufdd2\ufdd4])*")
_BEFORE_SEAM = frozenset(f"{_START}{OPEN}{_URL}")
_AFTER_SEAM = frozenset(f"{_END}{CLOSE}{_URL_END}")


# ------------------------------------------------------------------------------ values


def clean(text: str, *, quotes: bool = True) -> str:
    """Return a value on one line, without our marks; quotations in it marked, apostrophes curly."""
    text = _MARKS.sub("\ufffd", one_line(text))
    if not quotes or (text.isascii() and '"' not in text and "'" not in text):
        return text
    pairs = quotations(text)
    if pairs:
        characters = list(text)
        for first, last in pairs:
            characters[first], characters[last] = OPEN, CLOSE
        text = "".join(characters)
    return text.replace("'", "’")


def address(text: str) -> str:
    """Return an address, which keeps its characters."""
    return f"{_URL}{clean(text, quotes=False)}{_URL_END}"


def formatted(text: str, codes: str) -> str:
    """Return ``text`` in the formattings of these letters, the first one outermost."""
    for code in reversed(codes):
        text = f"{_START}{code}{text}{_END}"
    return text


def letters(text: str, change: Callable[[str], str]) -> str:
    """Return ``text`` with its words changed; our marks and addresses stay as they are."""
    if not _MARKS.search(text):
        return change(text)
    pieces = _PIECES.split(text)
    inside = False
    for at, piece in enumerate(pieces):
        if at % 2:
            inside = piece == _URL or (inside and piece != _URL_END)
        elif not inside and piece:
            pieces[at] = change(piece)
    return "".join(pieces)


def bare(text: str) -> str:
    """Return the words that :func:`letters` would change, without our marks and addresses."""
    found: list[str] = []

    def keep(piece: str) -> str:
        found.append(piece)
        return piece

    letters(text, keep)
    return "".join(found)


# ------------------------------------------------------------------------------ seams

#: What two points next to each other become (as citeproc-js has it); the same twice becomes one.
_MERGED: Mapping[str, str] = MappingProxyType(
    {"!.": "!", "!:": "!", "?.": "?", "?:": "?", ":!": "!", ":?": "?", ":.": ":"}
    | {";!": "!", ";?": "?", ";:": ";", ";.": ";"}
    | {point * 2: point for point in ".,;:!?"}
)


def seam(left: str, right: str, *, inside: bool = False) -> str:
    """Return two texts as one: no space or point twice, a comma or stop within quotation marks.

    ``inside`` tells that the language sets a comma and a stop inside closing marks.
    """
    if not left or not right:
        return left + right
    at = 0
    first = right[0]
    if first in _BEFORE_SEAM:
        match = _LEADING.match(right)
        at = match.end() if match is not None else 0
        first = right[at : at + 1]
    if first not in ".,;:!? " or not first:
        return left + right
    end = len(left)
    while end and left[end - 1] in _AFTER_SEAM:
        end -= 1
    if CLOSE in left[end:]:
        if not inside or first not in ".,":
            return left + right
        return _merged(left[:end], first) + left[end:] + right[:at] + right[at + 1 :]
    last = left[end - 1 : end]
    if first == " ":
        return left + right[:at] + right[at + 1 :] if last == " " else left + right
    if last + first in _MERGED:
        return left[: end - 1] + _MERGED[last + first] + left[end:] + right[:at] + right[at + 1 :]
    return left + right


def _merged(text: str, point: str) -> str:
    last = text[-1:]
    return text[:-1] + _MERGED.get(last + point, last + point)


# ------------------------------------------------------------------------------ print

#: The formattings by letter: their HTML, and how Markdown writes them.
_HTML = {
    "i": ("<i>", "</i>"),
    "b": ("<b>", "</b>"),
    "c": ('<span style="font-variant: small-caps;">', "</span>"),
    "u": ('<span style="text-decoration: underline;">', "</span>"),
    "l": ('<span style="font-weight: lighter;">', "</span>"),
    "^": ("<sup>", "</sup>"),
    "_": ("<sub>", "</sub>"),
}
_MARKDOWN = _HTML | {"i": ("*", "*"), "b": ("**", "**")}
_NONE = dict.fromkeys(_HTML, ("", ""))
_FORMATTINGS = {"text": _NONE, "html": _HTML, "markdown": _MARKDOWN}


def dressed(text: str, markup: Markup, marks: tuple[tuple[str, str], tuple[str, str]]) -> str:
    """Return ``text`` in a format, all that is text escaped.

    ``marks`` are the quotation marks, the outer and the inner pair; they take turns.
    """
    if not _MARKS.search(text):
        return markup.opening(text.strip())
    kinds = _FORMATTINGS[markup.id]
    out: list[str] = []
    quoted: list[str] = []
    open_ends: list[str] = []
    plain = ""  # text before it is escaped
    in_url = False

    def flush() -> None:
        nonlocal plain
        if plain:
            out.append(markup.escape(plain) if out else markup.opening(plain))
            plain = ""

    for at, piece in enumerate(_PIECES.split(text.strip())):
        if at % 2 == 0:
            if in_url:
                out.append(markup.url(piece))
            else:
                plain += piece
        elif piece == OPEN:
            opening, closing = marks[len(quoted) % 2]
            quoted.append(closing)
            plain += opening
        elif piece == CLOSE:
            plain += quoted.pop() if quoted else marks[0][1]
        elif piece == _URL:
            flush()
            in_url = True
        elif piece == _URL_END:
            in_url = False
        elif piece == _END:
            closing = open_ends.pop()
            if closing.startswith("*"):  # Markdown: no space stands before the closing star
                stripped = plain.rstrip(" ")
                closing += " " * (len(plain) - len(stripped))
                plain = stripped
            flush()
            out.append(closing)
        else:
            opening, closing = kinds[piece[1]]
            open_ends.append(closing)
            if opening:
                flush()
                out.append(opening)
            elif not closing:
                open_ends[-1] = ""
    flush()
    return "".join(out)
