"""What of a manuscript is prose, where its notes are called, and the references in reading order.

A scanner of one format says what is no prose (:meth:`Layout.hide`), what stands for another letter
(the same, with what is shown), and where the notes are (:meth:`Layout.note`). The references are
then looked for in streams: the body without its notes, and each sequence of notes in the order in
which they are called. So *Ibid.* looks back to the note before it wherever the two are defined,
the body leans on no note, and a paragraph in between breaks no sequence. What was found is put
back to its places in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import attrs

from provenance.model.reference import Part, Passage, Reference, Writing
from provenance.reading.references import find_references

__all__ = ["ANOTHER_SOURCE", "Layout", "blanked", "moved"]

#: What a citation by its key is shown as where it stands in a note: *Ibid.* cannot look past it.
ANOTHER_SOURCE: Final = "loc. cit. "

_INK: Final = re.compile(r"[^\r\n]+")
#: A paragraph: lines up to one without ink.
_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n(?=[^\n]*\S)[^\n]*)*")


def blanked(text: str) -> str:
    """Return ``text`` with all but its line ends as spaces."""
    return _INK.sub(lambda run: " " * len(run[0]), text)


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


class _Piece(NamedTuple):
    """A stretch of a stream: ``text`` stands in the file from ``start`` to ``end``."""

    text: str
    start: int
    end: int


@attrs.define
class Layout:
    """The layout of one manuscript, filled in by the scanner of its format.

    Stretches may be entered in any order, and may overlap: the one that begins first counts.
    """

    text: str
    _edits: list[_Edit] = attrs.field(factory=list, init=False)
    _notes: list[_Note] = attrs.field(factory=list, init=False)
    _passages: list[Passage] = attrs.field(factory=list, init=False)

    def hide(self, start: int, end: int, shown: str = "") -> None:
        """Enter what is no prose; ``shown`` is what a reader sees in its place."""
        if start < end:
            self._edits.append(_Edit(start, end, shown))

    def note(
        self, start: int, end: int, name: str, *, call: int | None = None, sequence: str = "note"
    ) -> None:
        """Enter a note whose own text runs from ``start`` to ``end``.

        ``call`` is where the body calls it (``start`` where that is the same place). Notes of one
        call, such as a note and the one called in it, come in the order in which they are entered.
        """
        self._notes.append(_Note(start, end, name, start if call is None else call, sequence))

    def passage(self, kind: str, start: int, end: int, name: str = "") -> None:
        """Enter a passage; without any, the paragraphs are the passages."""
        self._passages.append(Passage(kind, start, end, name))

    def writing(self, *, source: str | None, format: str) -> Writing:
        """Return the whole with its references, in the order in which a reader meets them."""
        edits = _apart(self._edits)
        notes = sorted(self._notes, key=lambda note: note.call)
        readable = _readable(self.text, edits)
        found: list[tuple[tuple[int, int, int], Reference]] = []
        streams = self._streams(edits, notes)
        body = streams.pop(None)
        for reference in body.references(self.text, source):
            found.append(((reference.start, 0, 0), reference))
        calls = [note.call for note in notes]
        for stream in streams.values():
            for reference in stream.references(self.text, source):
                number = stream.note_at(reference.start)
                found.append(((calls[number], 1, number), reference))
        found.sort(key=lambda each: each[0])
        return Writing(
            self.text, readable, self._in_order(readable, notes), source, format,
            tuple(reference for _, reference in found),
        )  # fmt: skip

    def _streams(self, edits: list[_Edit], notes: list[_Note]) -> dict[str | None, _Stream]:
        """Deal the text out to the body (``None``) and to the sequences of notes."""
        pieces: list[list[_Piece]] = [[] for _ in range(len(notes) + 1)]  # the last: the body
        edit = 0
        for start, end, owner in _owners(len(self.text), notes):
            while edit < len(edits) and edits[edit].end <= start:
                edit += 1
            at, number = start, edit
            while number < len(edits) and edits[number].start < end:
                low, high, shown = edits[number]
                if low > at:
                    pieces[owner].append(_Piece(self.text[at:low], at, low))
                if shown and low >= start:
                    pieces[owner].append(_Piece(shown, low, min(high, end)))
                at = max(at, min(high, end))
                if high > end:
                    break
                number += 1
            edit = number
            if at < end:
                pieces[owner].append(_Piece(self.text[at:end], at, end))
        streams: dict[str | None, _Stream] = {None: _Stream(pieces[-1])}
        for number, note in enumerate(notes):
            stream = streams.setdefault(note.sequence, _Stream())
            stream.add_note(number, note.start, pieces[number])
        return streams

    def _in_order(self, readable: str, notes: list[_Note]) -> tuple[Passage, ...]:
        passages = self._passages or list(_paragraphs(self.text, readable, notes))
        keyed = [((each.start, 0, 0), each) for each in passages]
        keyed += [
            ((note.call, 1, number), Passage("note", note.start, note.end, note.name))
            for number, note in enumerate(notes)
        ]
        keyed.sort(key=lambda each: each[0])
        return tuple(passage for _, passage in keyed)


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


def _readable(text: str, edits: list[_Edit]) -> str:
    """Return the text with edits as spaces; a letter that is shown stands in the first of them."""
    pieces: list[str] = []
    at = 0
    for start, end, shown in edits:
        pieces.append(text[at:start])
        blank = blanked(text[start:end])
        seen = shown if shown != ANOTHER_SOURCE and not shown.isspace() else ""
        if seen and len(seen) <= len(blank) and "\n" not in blank:
            blank = seen + blank[len(seen) :]
        pieces.append(blank)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


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


def _paragraphs(text: str, readable: str, notes: list[_Note]) -> Iterator[Passage]:
    """Yield the paragraphs that have prose and are not notes themselves."""
    spans = sorted((note.start, note.end) for note in notes)
    number, covered = 0, 0
    for found in _PARAGRAPH.finditer(text):
        start, end = found.span()
        while number < len(spans) and spans[number][0] <= start:
            covered = max(covered, spans[number][1])
            number += 1
        if end <= covered or not readable[start:end].strip():
            continue
        first = spans[number] if number < len(spans) else None
        if first is not None and first[0] < end and not readable[start : first[0]].strip():
            covered = max(covered, first[1])  # a definition: its label is no prose
            if end <= covered:
                continue
        yield Passage("paragraph", start, end)


class _Stream:
    """Text that is read in one go, and the way back from its places to those of the file."""

    def __init__(self, pieces: Iterable[_Piece] = ()) -> None:
        self._texts: list[str] = []
        self._starts: list[int] = []  # of each piece in the stream
        self._pieces: list[_Piece] = []
        self._length = 0
        self._firsts: list[int] = []  # of each note: the place in the stream
        self._numbers: list[int] = []
        self._by_place: dict[int, int] = {}
        for piece in pieces:
            self._add(piece)

    def _add(self, piece: _Piece) -> None:
        self._texts.append(piece.text)
        self._starts.append(self._length)
        self._pieces.append(piece)
        self._length += len(piece.text)

    def add_note(self, number: int, start: int, pieces: Iterable[_Piece]) -> None:
        """Add a note, with a mark before it that the search for references knows."""
        self._add(_Piece(f"\n\n[^{len(self._firsts) + 1}]: ", start, start))
        self._firsts.append(self._length)
        self._numbers.append(number)
        for piece in pieces:
            self._add(piece)

    def note_at(self, stream_place: int) -> int:
        """Return the number of the note in which a reference that was found begins."""
        return self._by_place[stream_place]

    def references(self, text: str, source: str | None) -> Iterator[Reference]:
        """Yield the references of the stream, their places those of ``text``."""
        for found in find_references("".join(self._texts), source=source):
            there = self._back(found, text)
            if self._firsts:
                note = bisect_right(self._firsts, found.start) - 1
                self._by_place[there.start] = self._numbers[max(note, 0)]
            yield there

    def _back(self, found: Reference, text: str) -> Reference:
        first = bisect_right(self._starts, found.start) - 1
        piece = self._pieces[first]
        by = piece.start - self._starts[first]
        if (
            found.end
            <= self._starts[first] + len(piece.text)
            == self._starts[first] + (piece.end - piece.start)
        ):
            return found if by == 0 else moved(found, by)
        start, end = self._place(found.start), self._end(found.end)
        return attrs.evolve(
            found, text=text[start:end], start=start, end=end,
            name_start=-1 if found.name_start < 0 else self._place(found.name_start),
            parts=tuple(
                attrs.evolve(
                    part, start=self._place(part.start), end=self._end(part.end),
                    label_start=self._place(part.label_start),
                    value_start=self._place(part.value_start),
                )
                for part in found.parts
            ),
        )  # fmt: skip

    def _place(self, at: int) -> int:
        number = bisect_right(self._starts, at) - 1
        piece = self._pieces[number]
        inside = at - self._starts[number]
        return piece.start + inside if _as_written(piece) else piece.start

    def _end(self, at: int) -> int:
        if at <= 0:
            return self._place(at)
        number = bisect_right(self._starts, at - 1) - 1
        piece = self._pieces[number]
        return piece.start + at - self._starts[number] if _as_written(piece) else piece.end


def _as_written(piece: _Piece) -> bool:
    return len(piece.text) == piece.end - piece.start


def moved(found: Reference, by: int) -> Reference:
    """Return a reference whose places are ``by`` code points further on."""
    return attrs.evolve(
        found, start=found.start + by, end=found.end + by,
        name_start=found.name_start if found.name_start < 0 else found.name_start + by,
        parts=tuple(
            Part(
                part.kind, part.label, part.value, part.start + by, part.end + by,
                part.label_start + by, part.value_start + by, part.kinds, part.after, part.leaf,
            )
            for part in found.parts
        ),
    )  # fmt: skip
