"""Bibliography files as things to be checked: where each value stands, and the references in it.

The readers of these formats (:mod:`provenance.reading.bibliography`) tell what an entry means;
here is only told where it says so, and what of it the readers take for a reference. What cannot be
read is theirs to report: it is passed over here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

import attrs

from provenance.exchange import row_of
from provenance.model.reference import Passage, Reference, Writing
from provenance.model.source_map import Escape, SourceMap, Stretch
from provenance.reading.entries.extra import variable_of
from provenance.reading.entries.source import HIDING, is_host
from provenance.reading.manuscript.layout import Piece
from provenance.reading.placed.entry import PlacedEntry, PlacedValue
from provenance.reading.references import find_references, moved

__all__ = [
    "Bibliography", "PlacedEntry", "PlacedValue", "csl_field", "placed_bibliography",
]  # fmt: skip

#: A field that is longer than this is no place for a reference.
_LONGEST: Final = 100_000
_TABLES: Final = {"bibtex": ("biblatex", "bibtex"), "ris": ("ris",)}


@attrs.frozen
class Bibliography:
    """A bibliography file: its entries, its references as a writing, and which entries have any.

    ``cites`` has the numbers of the entries in which a reference stands.
    """

    kind: str
    text: str
    entries: tuple[PlacedEntry, ...]
    writing: Writing
    cites: frozenset[int]


def placed_bibliography(text: str, kind: str, *, source: str | None = None) -> Bibliography:
    """Return what there is to check in a file of ``bibtex``, ``csl-json``, ``csl-yaml`` or ``ris``.

    Raises :class:`~provenance.errors.ProvenanceError` where YAML is to be read without PyYAML.
    """
    entries = tuple(_entries(text, kind))
    page = _Page()
    cites = {
        number for number, entry in enumerate(entries)
        for pieces in _lines(entry, kind) if page.add(pieces, entry.key, source)
    }  # fmt: skip
    source_map = SourceMap(text, page.stretches, escape=_escape(text, kind, entries))
    read = "".join(page.texts)
    writing = Writing(
        read, read, tuple(page.passages), source, kind, tuple(page.references), source_map
    )  # fmt: skip
    return Bibliography(kind, text, entries, writing, frozenset(cites))


def _entries(text: str, kind: str) -> Iterator[PlacedEntry]:
    if kind == "bibtex":
        from provenance.reading.placed.bibtex import bibtex_entries

        return bibtex_entries(text)
    if kind == "csl-json":
        from provenance.reading.placed.json import json_entries

        return json_entries(text)
    if kind == "csl-yaml":
        from provenance.reading.placed.yaml import yaml_entries

        return yaml_entries(text)
    from provenance.reading.placed.ris import ris_entries

    return ris_entries(text)


def csl_field(kind: str, name: str) -> str:
    """Return what a field of a format is called in CSL; its own name where CSL has none."""
    for table in _TABLES.get(kind, ()):
        row = row_of(table, name)
        if row is not None and row.names["csl"]:
            return row.names["csl"][0]
    return name


# --------------------------------------------------------------------------- references


def _lines(entry: PlacedEntry, kind: str) -> Iterator[list[Piece]]:
    """Yield what may hold a reference: the archive with the location in it, then other fields.

    As :mod:`provenance.reading.entries.source` looks for them.
    """
    fields: dict[str, list[PlacedValue]] = {}
    for value in entry.values:
        if value.pieces:
            fields.setdefault(csl_field(kind, value.name), []).append(value)
    archive = next(iter(fields.pop("archive", ())), None)
    name = None if archive is None or is_host(archive.text) else archive
    places = [
        value for field in ("archive_collection", "archive_location")
        for value in fields.pop(field, ())[:1]
    ]  # fmt: skip
    if archive is not None and not places:
        places = fields.pop("call-number", [])[:1]
    if places:
        yield _named(name, _joined(places))
    for field in HIDING:
        for value in fields.get(field, ()):
            if len(value.text) > _LONGEST:
                continue
            pieces = _prose(value.pieces) if field == "note" else list(value.pieces)
            if any(ch.isdigit() for piece in pieces for ch in piece.text):
                yield _named(name, pieces)


def _prose(pieces: Sequence[Piece]) -> list[Piece]:
    """Return a note without the lines that are other fields, in which no reference is looked for.

    Such are those that hold what a style prints: ``chapter-number: АВП РФ. Ф. 0102. Оп. 14``.
    """
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        at = 0
        while (end := piece.text.find("\n", at) + 1) > 0 and (piece.literal or at == 0):
            lines[-1].append(_slice(piece, at, end) if piece.literal else piece)
            lines.append([])
            at = end if piece.literal else len(piece.text)
        if at < len(piece.text):
            lines[-1].append(_slice(piece, at, len(piece.text)) if piece.literal else piece)
    return [
        piece for line in lines for piece in line
        if variable_of("".join(each.text for each in line)) in (None, "call-number", *HIDING)
    ]  # fmt: skip


def _slice(piece: Piece, at: int, end: int) -> Piece:
    return Piece(piece.text[at:end], piece.start + at, piece.start + end, True)


def _joined(values: Sequence[PlacedValue]) -> list[Piece]:
    pieces: list[Piece] = []
    for value in values:
        if pieces:
            pieces.append(Piece(", ", pieces[-1].end, pieces[-1].end, False))
        pieces += value.pieces
    return pieces


def _named(archive: PlacedValue | None, pieces: list[Piece]) -> list[Piece]:
    """Put the archive's name before a location that names none."""
    if archive is None:
        return pieces
    text = "".join(piece.text for piece in pieces)
    found = list(find_references(text))
    if any(each.archive or each.archive_text for each in found):
        return pieces
    between = Piece(", ", archive.pieces[-1].end, archive.pieces[-1].end, False)
    return [*archive.pieces, between, *pieces]


class _Page:
    """The text of all references, as it grows: each by itself, with a blank line between."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.stretches: list[Stretch] = []
        self.passages: list[Passage] = []
        self.references: list[Reference] = []
        self._length = 0

    def add(self, pieces: Sequence[Piece], key: str, source: str | None) -> bool:
        """Add a text if a reference stands in it, and say whether one does."""
        read = "".join(piece.text for piece in pieces)
        found = list(find_references(read, source=source))
        if not found:
            return False
        start = self._length
        self.references += (moved(each, start) for each in found)
        self.passages.append(Passage("entry", start, start + len(read), key))
        end = pieces[-1].end
        for text, low, high, literal in chain(pieces, [Piece("\n\n", end, end, False)]):
            self.texts.append(text)
            self.stretches.append(Stretch(self._length, len(text), low, high, literal))
            self._length += len(text)
        return True


# --------------------------------------------------------------------------- corrections


def _escape(text: str, kind: str, entries: Sequence[PlacedEntry]) -> Escape:
    """Return what writes a correction as this format has to have it."""
    if kind == "bibtex":
        from provenance.reading.manuscript.latex import escaped

        def in_bibtex(replacement: str, at: int) -> str | None:
            return None if '"' in replacement else escaped(replacement, at)

        return in_bibtex
    if kind == "csl-json":
        from provenance.reading.placed.json import json_escaped

        return lambda replacement, at: json_escaped(text, replacement)
    if kind == "csl-yaml":
        from bisect import bisect_right

        from provenance.reading.placed.yaml import yaml_escaped

        starts = sorted(value.start for entry in entries for value in entry.values)

        def in_yaml(replacement: str, at: int) -> str | None:
            start = starts[max(bisect_right(starts, at) - 1, 0)]
            return yaml_escaped(text, replacement, at, start)

        return in_yaml
    return lambda replacement, at: None if "\n" in replacement else replacement
