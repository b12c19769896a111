"""What of a manuscript is prose, where its notes are called, and the references in reading order.

A scanner of one format says what is no prose (:meth:`Layout.hide`), what stands for another letter
(the same, with what is shown), and where the notes are (:meth:`Layout.note`). From that come the
text as it is read, each note after the paragraph that calls it, and the way back to the file.

The references are looked for in streams: the body without its notes, and each sequence of notes in
the order in which they are called. So *Ibid.* looks back to the note before it wherever the two
are defined, the body leans on no note, and a paragraph in between breaks no sequence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import attrs

from provenance.model.reference import Passage, Reference, Writing
from provenance.model.source_map import Escape, SourceMap, Stretch, as_it_is
from provenance.reading.references import find_references, moved

__all__ = ["ANOTHER_SOURCE", "Layout", "Piece"]

#: What a citation by its key is read as where it stands in a note: *Ibid.* cannot look past it.
ANOTHER_SOURCE: Final = "loc. cit. "

_INDENT: Final = re.compile(r"\n[ \t]+(?=[^\s])")
_BREAK: Final = re.compile(r"\n[ \t\r]*\n\s*")


class _Edit(NamedTuple):
    """A stretch of the source that a reader does not see as it stands, and what is seen."""

    start: int
    end: int
    shown: str


class _Note(NamedTuple):
    """A note's own text, what it is called, where it is called, and of which sequence it is."""

    start: int
    end: int
    name: str
    call: int
    sequence: str


class Piece(NamedTuple):
    """A stretch that is read: ``text`` stands in the file from ``start`` to ``end``."""

    text: str
    start: int
    end: int
    literal: bool


@attrs.define
class Layout:
    """The layout of one manuscript, filled in by the scanner of its format.

    Stretches may be entered in any order, and may overlap: the one that begins first counts.
    """

    text: str
    _edits: list[_Edit] = attrs.field(factory=list, init=False)
    _notes: list[_Note] = attrs.field(factory=list, init=False)

    def hide(self, start: int, end: int, shown: str = "") -> None:
        """Enter what is no prose; ``shown`` is what a reader sees in its place."""
        if start >= end:
            return
        last = self._edits[-1] if self._edits else None
        if last is not None and last.end == start and not shown and not last.shown:
            self._edits[-1] = _Edit(last.start, end, "")
        else:
            self._edits.append(_Edit(start, end, shown))

    def hide_indentation(self) -> None:
        """Enter the blanks at the beginning of lines: a paragraph goes on without them."""
        for blank in _INDENT.finditer(self.text):
            self.hide(blank.start() + 1, blank.end())

    def note(
        self, start: int, end: int, name: str, *, call: int | None = None, sequence: str = "note"
    ) -> None:
        """Enter a note whose own text runs from ``start`` to ``end``.

        ``call`` is where the body calls it (``start`` where that is the same place). Notes of one
        call, such as a note and the one called in it, come in the order in which they are entered.
        """
        self._notes.append(_Note(start, end, name, start if call is None else call, sequence))

    def writing(self, *, source: str | None, format: str, escape: Escape = as_it_is) -> Writing:
        """Return the whole with its references, in the order in which a reader meets them."""
        notes = sorted(self._notes, key=lambda note: note.call)
        pieces = self._pieces(_apart(self._edits), notes)
        page = _Page()
        body = _Stream()
        streams: dict[str, _Stream] = {}
        waiting = 0
        for paragraph, last in _paragraphs(pieces[-1]):
            page.add(paragraph, "paragraph", "", body)
            while waiting < len(notes) and (last is None or notes[waiting].call <= last):
                note = notes[waiting]
                stream = streams.setdefault(note.sequence, _Stream(note=True))
                page.add(pieces[waiting], "note", note.name, stream)
                waiting += 1
        found = [each for stream in (body, *streams.values()) for each in stream.references(source)]
        found.sort(key=lambda each: each.start)
        text = page.text()
        source_map = SourceMap(self.text, page.stretches, escape=escape)
        return Writing(
            text, text, tuple(page.passages), source, format, tuple(found), source_map
        )  # fmt: skip

    def cut(self, spans: Iterable[tuple[int, int]]) -> Iterator[list[Piece]]:
        """Yield what is read of each of these stretches of the file: in order, without overlap."""
        edits = _apart(self._edits)
        edit = 0
        for start, end in spans:
            while edit < len(edits) and edits[edit].end <= start:
                edit += 1
            pieces, edit = self._cut(edits, edit, start, end)
            yield pieces

    def _pieces(self, edits: list[_Edit], notes: list[_Note]) -> list[list[Piece]]:
        """Deal the text out to the notes and, at the end of the list, to the body."""
        pieces: list[list[Piece]] = [[] for _ in range(len(notes) + 1)]
        edit = 0
        for start, end, owner in _owners(len(self.text), notes):
            while edit < len(edits) and edits[edit].end <= start:
                edit += 1
            found, edit = self._cut(edits, edit, start, end)
            pieces[owner] += found
        return pieces

    def _cut(
        self, edits: list[_Edit], number: int, start: int, end: int
    ) -> tuple[list[Piece], int]:
        """Return what is read from ``start`` to ``end``, and the first edit that goes on there.

        ``number`` is the first edit that ends after ``start``.
        """
        found: list[Piece] = []
        at = start
        while number < len(edits) and edits[number].start < end:
            low, high, shown = edits[number]
            if low > at:
                found.append(Piece(self.text[at:low], at, low, True))
            if shown and low >= start:
                found.append(Piece(shown, low, min(high, end), False))
            at = max(at, min(high, end))
            if high > end:
                break
            number += 1
        if at < end:
            found.append(Piece(self.text[at:end], at, end, True))
        return found, number


def _apart(edits: Iterable[_Edit]) -> list[_Edit]:
    """Return edits in order and without overlap."""
    kept: list[_Edit] = []
    at = 0
    for start, end, shown in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if end <= at:
            continue
        kept.append(_Edit(max(start, at), end, shown if start >= at else ""))
        at = end
    return kept


def _paragraphs(pieces: list[Piece]) -> Iterator[tuple[list[Piece], int | None]]:
    """Yield the body by paragraphs, each with the place in the file up to which it runs.

    The last one has no such place: all notes that are left belong to it.
    """
    text = "".join(piece.text for piece in pieces)
    breaks = [found.end() for found in _BREAK.finditer(text)]
    number, at, paragraph = 0, 0, list[Piece]()
    for piece in pieces:
        while number < len(breaks) and breaks[number] <= at + len(piece.text):
            cut = breaks[number] - at
            number += 1
            if piece.literal and cut < len(piece.text):
                middle = piece.start + cut
                paragraph.append(Piece(piece.text[:cut], piece.start, middle, True))
                yield paragraph, middle - 1
                piece = Piece(piece.text[cut:], middle, piece.end, True)
                at, paragraph = at + cut, []
            elif cut == len(piece.text):
                yield [*paragraph, piece], piece.end - 1
                piece = Piece("", piece.end, piece.end, piece.literal)
                at, paragraph = at + cut, []
        if piece.text:
            paragraph.append(piece)
            at += len(piece.text)
    yield paragraph, None


class _Page:
    """The text as it is read, as it grows: paragraphs and notes with blank lines between them."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.stretches: list[Stretch] = []
        self._texts: list[str] = []
        self._length = 0
        self._end = 0  # of what was added last, in the file

    def add(self, pieces: list[Piece], kind: str, name: str, stream: _Stream) -> None:
        """Add a paragraph or a note, to the page and to the stream of which it is."""
        read = "".join(piece.text for piece in pieces)
        if not read:
            return
        if self._texts and not self._texts[-1].endswith("\n\n"):
            self._add("\n\n", self._end, self._end, True)
        at = self._length
        stream.add(read, at)
        for text, start, end, literal in pieces:
            shown = text if text != ANOTHER_SOURCE else " " * len(text)
            self._add(shown, start, end, literal)
        seen = "".join(self._texts[-len(pieces) :])
        ink = seen.strip()
        if kind == "note" or ink:
            start = at + (seen.index(ink) if ink else 0)
            self.passages.append(Passage(kind, start, start + len(ink), name))

    def text(self) -> str:
        """Return what was added."""
        return "".join(self._texts)

    def _add(self, text: str, start: int, end: int, literal: bool) -> None:
        self.stretches.append(Stretch(self._length, len(text), start, end, literal))
        self._texts.append(text)
        self._length += len(text)
        self._end = end


def _owners(length: int, notes: list[_Note]) -> Iterator[tuple[int, int, int]]:
    """Yield the text's stretches in order, each with the number of its innermost note, or -1."""
    opened: list[tuple[int, int]] = []  # notes that are open here: end, number
    at = 0
    order = sorted(range(len(notes)), key=lambda number: (notes[number].start, -notes[number].end))
    for number in order:
        note = notes[number]
        while opened and opened[-1][0] <= note.start:
            end, owner = opened.pop()
            if at < end:
                yield at, end, owner
                at = end
        owner = opened[-1][1] if opened else -1
        if at < note.start:
            yield at, note.start, owner
            at = note.start
        opened.append((min(note.end, opened[-1][0]) if opened else note.end, number))
    while opened:
        end, owner = opened.pop()
        if at < end:
            yield at, end, owner
            at = end
    if at < length:
        yield at, length, -1


class _Stream:
    """Text that is read in one go, and the way from its places to those of the page.

    Before each note stands a mark that the search for references knows.
    """

    def __init__(self, *, note: bool = False) -> None:
        self._note = note
        self._texts: list[str] = []
        self._starts: list[int] = []
        self._places: list[int] = []
        self._length = 0

    def add(self, text: str, place: int) -> None:
        """Add what stands on the page from ``place`` on."""
        if self._note:
            mark = f"\n\n[^{len(self._starts) + 1}]: "
            self._texts.append(mark)
            self._length += len(mark)
        self._starts.append(self._length)
        self._places.append(place)
        self._texts.append(text)
        self._length += len(text)

    def references(self, source: str | None) -> Iterator[Reference]:
        """Yield the references of the stream, their places those of the page."""
        for found in find_references("".join(self._texts), source=source):
            number = max(bisect_right(self._starts, found.start) - 1, 0)
            by = self._places[number] - self._starts[number]
            yield found if by == 0 else moved(found, by)
