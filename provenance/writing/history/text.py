"""A history as a time-line to read: dates in a column, copies indented, on whose word."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.model.history import BASES, History, Step
from provenance.writing.history.copies import Copy, arranged
from provenance.writing.history.phrases import (
    BASIS_WORDS,
    day,
    exemplar_words,
    heading,
    in_words,
    rule_words,
)
from provenance.writing.history.wrapping import columns, width, wrapped

__all__ = ["write"]

#: The mark of each basis, explained in the last line.
_SIGNS = dict(zip(BASES, "dhi+", strict=True))
_ROOM = 100
_LONGEST_DATE = 24


def write(history: History) -> str:
    """Return the time-line, its lines no wider than 100 columns where words allow."""
    lines = wrapped(heading(history.record), _ROOM, columns)
    said = exemplar_words(history)
    lines += wrapped(said, _ROOM, columns) if said else []
    lines.append("")
    dated = max((width(day(step.date), columns) for step in history), default=0)
    margin = int(min(dated, _LONGEST_DATE))
    for part in arranged(history):
        if isinstance(part, Step):
            lines += _step(part, margin)
        else:
            lines += [line for copy in part if copy.to for line in _copy(copy, margin)]
    if not len(history):
        lines.append("Nothing is known of its history.")
    lines += _legend(history)
    return "\n".join(lines) + "\n"


def _step(step: Step, margin: int) -> Iterator[str]:
    date = day(step.date)
    if width(date, columns) > margin:
        yield date
        date = ""
    before = date + " " * (margin - int(width(date, columns)))
    text = in_words(step)
    if step.rule is not None:
        text += f" ({rule_words(step.rule)})"
    if step.url is not None:
        text += f" <{step.url}>"
    sign = f"  [{_SIGNS[step.basis]}] "
    for number, line in enumerate(wrapped(text, _ROOM - margin - 6, columns)):
        yield (before + sign if not number else " " * (margin + 6)) + line


def _copy(copy: Copy, margin: int) -> Iterator[str]:
    before = f"copy {copy.number} to " if copy.number is not None else "a copy to "
    text = ", ".join(copy.to) + (" ← this one" if copy.this else "")
    inset = margin + 8
    lines = wrapped(" ".join((before + text).split()), _ROOM - inset, columns)
    yield from (" " * inset + line for line in lines)


def _legend(history: History) -> list[str]:
    used = {step.basis for step in history}
    signs = [f"[{_SIGNS[basis]}] {BASIS_WORDS[basis]}" for basis in BASES if basis in used]
    notes = [", ".join(signs) + "."] if signs else []
    if any(step.date is None for step in history):
        notes.append("What has no date stands in the usual order.")
    return ["", *notes] if notes else []
