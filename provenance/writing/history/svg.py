"""A history as a picture: the life line from the writing to the reader, copies beside it.

Laid out here, in points, 180 mm wide: it fits a page of A4 or letter, black on white, no letters
under 9 points. Text is measured by :func:`~provenance.writing.history.wrapping.em`, which takes
letters to be wide: what is drawn fits in the usual typefaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

import attrs

from provenance.model.history import BASES, History, Step
from provenance.writing.history.copies import Copy, arranged
from provenance.writing.history.phrases import (
    BASIS_WORDS,
    basis_of,
    day,
    exemplar_words,
    heading,
    in_words,
    rule_words,
)
from provenance.writing.history.wrapping import em, width, wrapped
from provenance.writing.markup import one_line
from provenance.writing.xml_text import escaped

__all__ = ["write"]

_WIDE = 510.0  # 180 mm in points
_EDGE = 12.0
_LINE_X = 124.0  # where the life line runs
_TEXT_X = _LINE_X + 16
_TITLE, _SIZE, _SMALL = 13.0, 10.0, 9.0
_LEADING = 1.35
_GAP = 9.0  # between one step and the next
_COLUMNS, _LEAST_COLUMNS = 6, 3  # of copies beside one another; a longer word is cut
_BOLD = 1.1  # how much wider bold letters are
_FONT = "'Noto Sans','DejaVu Sans','Helvetica Neue',Arial,'Noto Sans CJK KR',sans-serif"


@attrs.define
class _Sheet:
    """What was drawn so far, and how far down; the life line is put behind it at the end."""

    y: float = _EDGE
    drawn: list[str] = attrs.field(factory=list)

    def text(
        self, x: float, y: float, text: str, size: float = _SIZE, *, anchor: str = "start",
        bold: bool = False, italic: bool = False,
    ) -> None:  # fmt: skip
        """Draw one line of text whose foot is at ``y``."""
        style = f' text-anchor="{anchor}"' if anchor != "start" else ""
        style += ' font-weight="bold"' if bold else ""
        style += ' font-style="italic"' if italic else ""
        shown = escaped(text)
        self.drawn.append(f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{style}>{shown}</text>')

    def lines(
        self, x: float, lines: Sequence[str], size: float = _SIZE, *, anchor: str = "start",
        bold: bool = False, italic: bool = False,
    ) -> None:  # fmt: skip
        """Draw lines from ``y`` down, and go on below them."""
        for line in lines:
            self.y += size * _LEADING
            self.text(x, self.y - size * 0.3, line, size, anchor=anchor, bold=bold, italic=italic)

    def way(self, points: str, thick: float = 1.0, more: str = "") -> None:
        """Draw a line along ``points`` (path data)."""
        self.drawn.append(f'<path d="{points}" stroke-width="{thick:g}"{more}/>')


def write(history: History) -> str:
    """Return the picture as an SVG document."""
    sheet = _Sheet()
    room = _WIDE - 2 * _EDGE
    sheet.lines(_EDGE, _fit(heading(history.record), room, _TITLE, bold=True), _TITLE, bold=True)
    said = exemplar_words(history)
    if said:
        sheet.y += 2
        sheet.lines(_EDGE, _fit(said, room, _SIZE), italic=True)
    sheet.y += _GAP
    parts = arranged(history)
    line: list[tuple[float, float, bool]] = []  # from, to, whether it is this exemplar's life
    dots: list[tuple[float, str]] = []
    start: float | None = None
    for part in parts:
        if isinstance(part, Step):
            at = sheet.y + _SIZE * _LEADING / 2
            dots.append((at, part.basis))
            _draw_step(sheet, part)
        else:
            at = sheet.y
            back = _draw_copies(sheet, part)
            if back is not None:
                if start is not None:
                    line.append((start, at + 2, True))
                line.append((at + 2, back, False))
                at = start = back
        start = at if start is None else start
        end = at
    if start is not None:
        line.append((start, end, True))
    if not parts:
        sheet.lines(_EDGE, ["Nothing is known of its history."])
    _draw_legend(sheet, history)
    behind = [
        f'<path d="M{_LINE_X:g} {low:g}V{high:g}" stroke-width="{2 if own else 0.8}"/>'
        for low, high, own in line
        if high > low
    ]
    return _document(history, sheet, behind, [_dot(_LINE_X, at, basis) for at, basis in dots])


def _document(
    history: History, sheet: _Sheet, behind: Sequence[str], dots: Sequence[str]
) -> str:  # fmt: skip
    high = ceil(sheet.y + _EDGE)
    told = [exemplar_words(history)] if history.exemplar is not None else []
    told += [f"{day(step.date) or 'Undated'}: {in_words(step)} ({basis_of(step)})."
             for step in history]  # fmt: skip
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE:g}pt" height="{high}pt" '
        f'viewBox="0 0 {_WIDE:g} {high}" role="img" aria-labelledby="title desc">'
    )
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            head,
            f'<title id="title">{escaped(heading(history.record))}</title>',
            f'<desc id="desc">{escaped(" ".join(told))}</desc>',
            f'<rect width="{_WIDE:g}" height="{high}" fill="#fff"/>',
            f'<g font-family="{_FONT}" fill="#000" stroke="none">',
            '<g fill="none" stroke="#000">',
            *behind,
            *(each for each in sheet.drawn if each.startswith("<path")),
            "</g>",
            *(each for each in sheet.drawn if not each.startswith("<path")),
            *dots,
            "</g>",
            "</svg>",
            "",
        )
    )


def _fit(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    return wrapped(text, room / (size * (_BOLD if bold else 1)), em)


def _draw_step(sheet: _Sheet, step: Step) -> None:
    top = sheet.y
    if step.date is not None:
        date = _fit(day(step.date), _LINE_X - 12 - _EDGE, _SMALL)
        sheet.lines(_LINE_X - 12, date, _SMALL, anchor="end")
    dated, sheet.y = sheet.y, top
    room = _WIDE - _EDGE - _TEXT_X
    sheet.lines(_TEXT_X, _fit(in_words(step), room, _SIZE))
    if step.rule is not None:
        sheet.lines(_TEXT_X, _fit(rule_words(step.rule), room, _SMALL), _SMALL, italic=True)
    if step.url is not None:
        sheet.lines(_TEXT_X, _fit(one_line(step.url), room, _SMALL), _SMALL)
    sheet.y = max(sheet.y, dated) + _GAP


# --------------------------------------------------------------------------- copies


@attrs.frozen
class _Box:
    copy: Copy
    lines: tuple[str, ...]

    @property
    def high(self) -> float:
        rows = 1 + len(self.lines) + self.copy.this
        return rows * _SIZE * _LEADING + 7


def _name(copy: Copy) -> str:
    return f"Copy {copy.number}" if copy.number is not None else "A copy"


def _boxes(copies: Sequence[Copy]) -> tuple[list[list[_Box]], float]:
    """Return the copies in rows of boxes, and how wide a box is: the most in which words fit."""
    room, gap = _WIDE - _EDGE - _TEXT_X - 4, 8.0
    widest = max(
        width(word, em) * _SIZE * (_BOLD if copy.this else 1)
        for copy in copies
        for text in (*copy.to, _name(copy))
        for word in (text.split(" ") if text != _name(copy) else [text])
    )
    fitting = [n for n in range(1, _COLUMNS + 1) if (room + gap) / n - gap - 10 >= widest]
    rows = ceil(len(copies) / max(fitting[-1] if fitting else 1, _LEAST_COLUMNS))
    across = ceil(len(copies) / rows)
    wide = min((room + gap) / across - gap, 150.0)
    boxes = [
        _Box(
            copy,
            tuple(line for to in copy.to for line in _fit(to, wide - 10, _SIZE, bold=copy.this)),
        )
        for copy in copies
    ]
    return [boxes[at : at + across] for at in range(0, len(boxes), across)], wide


def _draw_copies(sheet: _Sheet, copies: Sequence[Copy]) -> float | None:
    """Draw the copies, each hung from the life line; return where this one's life goes on."""
    rows, wide = _boxes(copies)
    back: float | None = None
    for row in rows:
        sheet.y += 2
        bus, top = sheet.y, sheet.y + 9
        high = max(box.high for box in row)
        centres = [_TEXT_X + 4 + number * (wide + 8) + wide / 2 for number in range(len(row))]
        sheet.way(f"M{_LINE_X:g} {bus:g}H{centres[-1]:g}", 0.8)
        for centre, box in zip(centres, row, strict=True):
            sheet.way(f"M{centre:g} {bus:g}V{top:g}", 0.8)
            _draw_box(sheet, box, centre - wide / 2, top, wide, high)
        sheet.y = top + high + 6
        own = next((at for at, box in zip(centres, row, strict=True) if box.copy.this), None)
        if own is not None:
            back = sheet.y + 2
            sheet.way(f"M{own:g} {top + high:g}V{back:g}H{_LINE_X:g}", 2)
            sheet.y = back + 6
    sheet.y += 2
    return back


def _draw_box(
    sheet: _Sheet, box: _Box, x: float, y: float, wide: float, high: float
) -> None:  # fmt: skip
    this = box.copy.this
    fill, thick = ("#eee", 2) if this else ("#fff", 0.8)
    sheet.drawn.append(
        f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="2" fill="{fill}" '
        f'stroke="#000" stroke-width="{thick}"/>'
    )
    middle, foot = x + wide / 2, y + _SIZE * _LEADING
    sheet.text(middle, foot, _name(box.copy), bold=this, anchor="middle")
    for line in box.lines:
        foot += _SIZE * _LEADING
        sheet.text(middle, foot, line, bold=this, anchor="middle")
    if this:
        sheet.text(middle, foot + _SIZE * _LEADING, "this one", _SMALL, anchor="middle",
                   italic=True)  # fmt: skip


# --------------------------------------------------------------------------- signs


def _dot(x: float, y: float, basis: str) -> str:
    """Return the sign of a basis: a full or an open dot, a lozenge, a square."""
    drawn = 'fill="#fff" stroke="#000" stroke-width="1.4"'
    if basis == "document":
        return f'<circle cx="{x:g}" cy="{y:g}" r="4.2"/>'
    if basis == "host":
        return f'<circle cx="{x:g}" cy="{y:g}" r="3.6" {drawn}/>'
    if basis == "inferred":
        return f'<path d="M{x:g} {y - 5:g}l5 5l-5 5l-5 -5z" {drawn}/>'
    return f'<rect x="{x - 3.6:g}" y="{y - 3.6:g}" width="7.2" height="7.2" {drawn}/>'


def _legend(history: History) -> Iterator[str]:
    used = {step.basis for step in history}
    yield from (basis for basis in BASES if basis in used)


def _draw_legend(sheet: _Sheet, history: History) -> None:
    x = _EDGE + 5
    signs = list(_legend(history))
    if not signs:
        return
    sheet.y += 4
    foot = sheet.y + _SMALL * _LEADING
    for basis in signs:
        words = BASIS_WORDS[basis]
        sheet.drawn.append(f"<g>{_dot(x, foot - _SMALL * 0.33, basis)}</g>")
        sheet.text(x + 9, foot, words, _SMALL)
        x += 24 + width(words, em) * _SMALL
    sheet.y = foot + 3
    if any(step.date is None for step in history):
        sheet.lines(_EDGE, ["What has no date stands in the usual order."], _SMALL)
