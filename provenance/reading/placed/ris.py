"""The places of the values of RIS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from provenance.reading.manuscript.layout import Piece
from provenance.reading.placed.entry import PlacedEntry, PlacedValue

__all__ = ["ris_entries"]

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_TAG: Final = re.compile(r"\ufeff?(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: |(?=\r?\n?$)|(?=\S))")


@attrs.define
class _Value:
    name: str
    pieces: list[Piece]
    at: int


def ris_entries(text: str) -> Iterator[PlacedEntry]:
    """Yield the entries of a RIS text; lines out of place are the reader's to tell."""
    values: list[_Value] = []
    begin = 0
    for line in _LINE.finditer(text):
        tag = _TAG.match(line[0])
        if tag is None:
            if values and (ink := line[0].strip()):
                start = line.start() + line[0].index(ink)
                values[-1].pieces.append(Piece("\n", values[-1].at, start, False))
                values[-1].pieces.append(Piece(ink, start, start + len(ink), True))
                values[-1].at = start + len(ink)
            continue
        if tag["tag"] in ("TY", "ER"):
            if values:
                yield _entry(values, begin, line.start())
            values = []
            begin = line.start()
            if tag["tag"] == "ER":
                continue
        elif not values:
            continue
        rest = line[0][tag.end() :]
        start = line.start() + tag.end() + len(rest) - len(rest.lstrip())
        ink = rest.strip()
        start = min(start, line.start() + tag.end()) if not ink else start
        pieces = [Piece(ink, start, start + len(ink), True)] if ink else []
        values.append(_Value(tag["tag"], pieces, start + len(ink)))
    if values:
        yield _entry(values, begin, len(text))


def _entry(values: list[_Value], begin: int, end: int) -> PlacedEntry:
    placed = []
    for each in values:
        start = each.pieces[0].start if each.pieces else each.at
        text = "".join(piece.text for piece in each.pieces)
        placed.append(PlacedValue(each.name, text, start, each.at, tuple(each.pieces)))
    key = next((each for each in placed if each.name == "ID"), None)
    return PlacedEntry(
        key.value if key is not None else "", placed[0].value, tuple(placed), begin, end,
        key.start if key is not None else begin, key.end if key is not None else begin,
    )  # fmt: skip
