"""Applying the corrections that findings carry."""

from __future__ import annotations

from collections.abc import Iterable

from provenance.checking.finding import Finding

__all__ = ["apart", "corrected"]


def apart(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings with a correction whose places do not overlap, in the text's order.

    Of two that overlap the first one stays; the other has its turn when the text is checked
    again.
    """
    kept: list[Finding] = []
    end = -1
    with_fix = (each for each in found if each.fix is not None)
    for each in sorted(with_fix, key=lambda each: (each.fix.start, each.fix.end)):  # type: ignore[union-attr]
        assert each.fix is not None
        if each.fix.start >= end:
            kept.append(each)
            end = max(each.fix.end, each.fix.start + 1)
    return kept


def corrected(text: str, found: Iterable[Finding]) -> str:
    """Return ``text`` with the corrections of ``found``, which do not overlap, made."""
    pieces: list[str] = []
    at = 0
    for each in found:
        if each.fix is not None:
            pieces += [text[at : each.fix.start], each.fix.replacement]
            at = each.fix.end
    pieces.append(text[at:])
    return "".join(pieces)
