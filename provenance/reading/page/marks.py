"""What a hand or a stamp added to a document: the entries in square brackets.

``[handwritten: …]``, ``[faded stamp: …]``, ``[signature]``. Brackets within are part of the
text; ``[[`` and ``]]`` are one pair. A mark ends at its balancing bracket; where there is none,
at the end of its paragraph; and a paragraph after it that ends in an unopened ``]`` belongs to it.
Other brackets (``[me]``, ``[...]``) are readings of the edition and no marks.
"""

from __future__ import annotations

import re
from functools import cache

import attrs

from provenance.model import Mark
from provenance.model.dates import as_date
from provenance.model.written_dates import find_dates, parse_date
from provenance.reading.page.spans import Found, PageText, tidy
from provenance.reading.page.words import alternation, phrase, table

__all__ = ["find_marks"]

_MOST_LINES = 8  # lines that a mark has at most which is not closed
_REACH = 700  # a mark that is not closed within so many characters is not closed


@attrs.frozen
class _Opening:
    start: int
    kind: str
    condition: str | None
    by: str | None
    inside: int  # where the mark's own text begins


@cache
def _kind_words() -> re.Pattern[str]:
    groups = [
        f"(?P<{kind}>{alternation(table()['marks'][kind])})"
        for kind in ("handwritten", "stamp", "signature", "note")
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(groups)})(?![^\W_])", re.IGNORECASE)


_HEADING = re.compile(
    r"\[\s*(?P<words>[^\[\]:]{2,70}?)\s*(?P<end>:|\]|\n\s*\n|\n(?=[^\S\n]*[\d\[]))"
)


@cache
def _known(name: str) -> frozenset[str]:
    return frozenset(word for entry in table()["marks"][name] for word in entry.split())


@cache
def _conditions() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(table()['marks']['condition'])})\b", re.IGNORECASE)


def _opening(text: str, bracket: int) -> _Opening | None:
    """Read the words after a bracket; ``None`` where they don't say that a mark begins."""
    match = _HEADING.match(text, bracket, bracket + 90)
    if match is None:
        return None
    words = match["words"]
    kinds = list(_kind_words().finditer(words))
    if not kinds:
        return None
    first = kinds[0]
    kind = str(first.lastgroup)
    if kind == "note" and len(kinds) > 1:
        first = kinds[1]
    if kind == "handwritten" and any(k.lastgroup == "signature" for k in kinds):
        kind = "signature"
    before, after = tidy(words[: kinds[0].start()]), tidy(words[kinds[-1].end() :])
    if any(word.casefold() in _known("editorial") for word in words.split()):
        return None
    conditions = _conditions().findall(before) + _conditions().findall(after)
    if kind == "signature" and any(k.lastgroup == "handwritten" for k in kinds):
        conditions.append("handwritten")
    rest = _conditions().sub(" ", before).split()
    by = " ".join(word for word in rest if word.casefold().strip(",") not in _known("filler"))
    place = [word for word in _conditions().sub(" ", after).split()
             if word.casefold() not in _known("filler") - _known("place")]  # fmt: skip
    if any(word.casefold().strip(",") not in _known("place") for word in place):
        return None
    if place and place[0].casefold() in ("in", "at", "on", "above", "below", "across"):
        conditions.append(tidy(_conditions().sub(" ", after)))
    colon = match["end"] == ":"
    if kind == "note" and kinds[0].group().casefold() == "note" and not place and not by:
        return None  # "[Note: …]" is the edition's
    if by and (not colon or not by[:1].isupper() or phrase("classification").search(by)):
        # without a colon only words of the marks themselves make a mark, and a classification
        # among them is the neighbouring column of the page
        return None
    if not colon and match["end"] == "]" and words.split()[-1].casefold() in _known("bare_words"):
        return None
    condition = ", ".join(dict.fromkeys(conditions))
    inside = match.end() if colon else match.end("words")
    return _Opening(bracket, kind, condition or None, by or None, inside)


_STEP = re.compile(r"\[\[|\]\]|\[|\]|\n\s*\n")


def _balanced(text: str, opening: _Opening, end: int) -> tuple[int, bool]:
    """Return where the text of a mark ends, and whether a closing bracket stands there."""
    depth = [1]  # the widths of the brackets that are open
    paragraph = None
    for step in _STEP.finditer(text, opening.start + 1, min(end, opening.start + _REACH)):
        piece = step.group()
        if piece[0] == "\n":
            paragraph = paragraph if paragraph is not None else step.start()
            continue
        if piece[0] == "[":
            line_start = text.rfind("\n", 0, step.start()) + 1
            if not text[line_start : step.start()].strip():
                nested = _opening(text, step.start())
                if nested is not None and text[nested.inside - 1] == ":":
                    stop = line_start - 1
                    return (paragraph if paragraph is not None else stop), False
            depth.append(len(piece))
            continue
        closing = len(piece)
        while closing and depth:
            width = depth[-1]
            if width > closing:
                depth[-1] -= closing
                closing = 0
            else:
                depth.pop()
                closing -= width
        if not depth:
            return step.end() - 1 - closing, True
    return _unclosed(text, opening, end, paragraph), False


def _unclosed(text: str, opening: _Opening, end: int, paragraph: int | None) -> int:
    """Return where a mark ends that no bracket closes: with its line, or its paragraph."""
    line_end = text.find("\n", opening.inside, end)
    line_end = end if line_end < 0 else line_end
    if text[opening.inside : line_end].rstrip().endswith("]"):
        return line_end
    if paragraph is None:
        found = re.compile(r"\n\s*\n|\Z").search(text, opening.start, end)
        paragraph = found.start() if found is not None else end
    lines = [m.start() for m in re.compile(r"\n").finditer(text, opening.inside, paragraph)]
    return lines[_MOST_LINES - 1] if len(lines) >= _MOST_LINES else min(paragraph, end)


_PARAGRAPH = re.compile(
    r"\s*\n\s*\n\s*(?P<block>\S[^\n]*(?:\n[^\S\n]*\S[^\n]*){0,5})(?=\n[^\S\n]*(?:\n|\Z)|\Z)"
)


def _unopened(text: str, position: int, end: int) -> tuple[int, int] | None:
    """Return the paragraph after a mark where it ends in a bracket that nothing opened."""
    match = _PARAGRAPH.match(text, position, min(end, position + 400))
    if match is None:
        return None
    block = match["block"].rstrip()
    if not block.endswith("]") or "[" in block or block.count("]") != 1:
        return None
    return match.start("block"), match.start("block") + len(block)


def _cleaned(raw: str) -> str:
    return "\n".join(line for line in (tidy(part) for part in raw.splitlines()) if line)


def _date(text: str) -> str | None:
    """Return the one date that stands alone on a line of a mark, or is its only date."""
    lines = text.split("\n")
    readings = {str(r.date) for line in lines for r in [parse_date(line)]
                if r is not None and r.date is not None and len(r.date.edtf) >= 7}  # fmt: skip
    if not readings:
        readings = {str(r.date) for line in lines for _, _, r in find_dates(line)}
    return readings.pop() if len(readings) == 1 else None


def find_marks(page: PageText, start: int, end: int) -> list[Found[Mark]]:
    """Return the marks between two positions, in order; the span is the whole bracket."""
    text = page.text
    marks: list[Found[Mark]] = []
    position = start
    while True:
        bracket = text.find("[", position, end)
        if bracket < 0:
            return marks
        opening = _opening(text, bracket)
        if opening is None:
            position = bracket + 1
            continue
        close, closed = _balanced(text, opening, end)
        close = max(close, opening.inside)
        raw = text[opening.inside : close]
        finish = close + (1 if closed else 0)
        if closed:
            more = _unopened(text, finish, end)
            if more is not None:
                raw += "\n" + text[more[0] : more[1] - 1]
                finish = more[1]
        inside = _cleaned(raw)
        marks.append(
            Found(
                Mark(
                    opening.kind,
                    text=inside or None,
                    by=opening.by,
                    date=as_date(_date(inside)),
                    condition=opening.condition,
                ),
                bracket,
                finish,
                "document",
            )
        )
        position = max(finish, bracket + 1)
