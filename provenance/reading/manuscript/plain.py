"""Plain text, and lines that are each to be one reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from provenance.model.reference import Passage, Reference, Writing
from provenance.reading.references import find_references, read_reference

__all__ = ["lines_writing", "text_writing"]

_LINE: Final = re.compile(r"[^\r\n]+")
#: How a note begins in plain text: ``[12]``, ``12.``, ``12)``, raised figures.
_NOTE: Final = re.compile(
    r"^[ \t]*(?:\[\^?(?P<a>\w{1,16})\]:?|\(?(?P<b>\d{1,4})[.)](?=\s)|(?P<c>[⁰¹²³⁴-⁹]{1,4}))[ \t]*",
    re.MULTILINE,
)
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BLOCK: Final = re.compile(r"\S[^\n]*(?:\n(?=[^\n]*\S)[^\n]*)*")


def text_writing(text: str, *, source: str | None = None) -> Writing:
    """Return a running text: all of it is prose.

    A line that begins as a note does is one, up to the next or to a blank line; the others are
    paragraphs.
    """
    references = tuple(find_references(text, source=source))
    return Writing(text, text, tuple(_passages(text)), source, "text", references)


def _passages(text: str) -> Iterator[Passage]:
    for block in _BLOCK.finditer(text):
        at, end = block.span()
        marks = list(_NOTE.finditer(text, text.rfind("\n", 0, at) + 1, end))
        first = marks[0].start() if marks else end
        if text[at:first].strip():
            yield Passage("paragraph", at, first)
        for number, mark in enumerate(marks):
            stop = marks[number + 1].start() if number + 1 < len(marks) else end
            name = mark["a"] or mark["b"] or mark["c"].translate(_RAISED)
            yield Passage("note", mark.end(), stop, name)


def lines_writing(text: str, *, source: str | None = None) -> Writing:
    """Return lines that are each to be one reference; blank ones and ``#`` remarks are not."""
    passages: list[Passage] = []
    references: list[Reference] = []
    readable: list[str] = []
    at = 0
    for line in _LINE.finditer(text):
        written = line[0].strip()
        if not written or written.startswith("#"):
            readable += [text[at : line.start()], " " * len(line[0])]
            at = line.end()
            continue
        start = line.start() + line[0].index(written)
        passages.append(Passage("line", start, start + len(written)))
        references.append(read_reference(written, source=source, at=start))
    readable.append(text[at:])
    return Writing(
        text, "".join(readable), tuple(passages), source, "text", tuple(references)
    )  # fmt: skip
