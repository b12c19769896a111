"""What a check says: :class:`Finding`, with its place and, where there is one, its correction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, get_args

import attrs

from provenance.model._shown import Shown

__all__ = ["SEVERITIES", "Finding", "Fix", "Severity", "rank"]

Severity = Literal["info", "warning", "error"]
#: The severities, the gravest last.
SEVERITIES: Final[tuple[str, ...]] = get_args(Severity)


def rank(severity: str) -> int:
    """Return how grave ``severity`` is: 0 for info, 1 for warning, 2 for error."""
    return SEVERITIES.index(severity)


@attrs.frozen
class Fix(Shown):
    """A correction that is safe: ``replacement`` for the text from ``start`` to ``end``.

    Code points of the text that was checked. ``title`` says in a few words what it does. It
    never changes which document is meant.
    """

    start: int
    end: int
    replacement: str
    title: str = ""


@attrs.frozen
class Finding(Shown):
    """One thing that a rule found wrong.

    ``rule`` is the rule's id (``range-descending``), ``code`` its short code (``LEA001``),
    ``message`` one sentence. ``path`` is the file or folder, ``None`` for a value in memory.
    ``start`` and ``end`` are code points of the text (end exclusive), ``line`` and ``column``,
    ``end_line`` and ``end_column`` are 1-based; all ``None`` where what was checked has no text.
    ``where`` says the place in words where a line would not: a record's field (``copies.number``),
    a note of a Word file (``footnote 12``). ``key`` is the record's or entry's key, ``excerpt``
    what stands at the place, ``about`` the whole reference that the finding is about.
    """

    rule: str
    code: str
    severity: Severity
    message: str
    path: str | None = None
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    where: str = ""
    key: str = ""
    excerpt: str = ""
    fix: Fix | None = None
    about: str = ""

    def _shown(self) -> Iterator[tuple[str, object]]:
        yield self.severity, f"{self.message} ({self.rule}, {self.code})"
        place = [self.path or "", str(self.line or ""), str(self.column or ""), self.where]
        if any(place):
            yield "place", ":".join(filter(None, place))
        if self.excerpt:
            yield "text", self.excerpt
        if self.fix is not None:
            yield "correction", self.fix.replacement
