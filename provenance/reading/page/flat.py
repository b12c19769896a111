"""A document copied as one line: where the lines of its head and foot began."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from provenance.reading.page.spans import Line
from provenance.reading.page.words import NUMBER_SIGN, alternation, table

__all__ = ["unflattened"]

_LONG = 600  # characters; a line below that is one
_EDGE = 2500  # characters of a flat text that may be its head, and its foot


@cache
def _beginnings() -> re.Pattern[str]:
    """Return the pattern of what a line of a head or a foot begins with."""
    copies = table()["copies"]
    numerals = alternation([*copies["counts"], *copies["tens"]])
    secrecy = alternation(word.upper() for word in table()["classification"]["words"])
    return re.compile(
        rf"(?<=\s)(?=(?:\d{{1,3}}|(?i:{numerals}))\s+(?i:copies)\b"
        rf"|\d{{1,2}}(?:(?:st|nd|rd|th)\s+copy)?\s?[-–]\s(?=\S)"
        rf"|(?:Copy\s+)?(?<!Copy\s)(?:{NUMBER_SIGN})\s?\d|Copy\s+{NUMBER_SIGN}"
        rf"|(?:{secrecy})\b|(?i:outgoing|incoming)\s+{NUMBER_SIGN}"
        rf"|(?i:for\s+the\s+period)\s"
        rf"|(?<!through\s)(?<!\sto\s)(?<!until\s)(?<!and\s)(?<!from\s)(?<!period\s)"
        rf"\[?\d{{1,2}}\]?\s[A-Z][a-z]{{2,8}}\s\d{{4}}"
        rf"|(?i:{alternation(copies['typist'])})\s+[A-ZА-Я])"
    )


def unflattened(lines: list[Line]) -> list[Line]:
    """Return the lines of a document; those of a flat one are cut where lines seem to begin."""
    if len(lines) > 3 or not any(len(line.text) > _LONG for line in lines):
        return lines
    cut: list[Line] = []
    for line in lines:
        text = line.text
        ends = (0, min(_EDGE, len(text))), (max(_EDGE, len(text) - _EDGE), len(text))
        places = {0, len(text)}
        for start, end in ends:
            places.update(match.start() for match in _beginnings().finditer(text, start, end))
        ordered = sorted(places)
        for start, end in pairwise(ordered):
            piece = text[start:end].strip()
            if piece:
                first = line.start + start + text[start:end].index(piece[0])
                cut.append(Line(line.number, first, first + len(piece), piece, False))
    return cut
