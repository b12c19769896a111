"""What the parts of the page reader hand to one another."""

from __future__ import annotations

import re
from typing import TypeVar

import attrs

from provenance.model import Agent, Mark
from provenance.reading.page.foot import Foot
from provenance.reading.page.head import Head
from provenance.reading.page.holdings import SourceFacts
from provenance.reading.page.layout import Layout
from provenance.reading.page.spans import Found, PageText
from provenance.reading.page.titles import TitleFacts

__all__ = ["Parts", "inside"]

T = TypeVar("T")


@attrs.define
class Parts:
    """Everything that was found on a page."""

    layout: Layout
    title: Found[str] | None
    facts: TitleFacts
    head: Head
    foot: Foot
    marks: list[Found[Mark]]
    signers: list[Found[Agent]]
    sources: list[SourceFacts]


def inside(page: PageText, outer: Found[str], start: int, end: int, value: T) -> Found[T]:
    """Return the place of a part of a text that may have been broken into lines on the page."""
    piece = outer.value[start:end]
    words = piece.split()
    if words:
        match = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE).search(
            page.text, outer.start, outer.end
        )
        if match is not None:
            return Found(value, match.start(), match.end(), outer.basis)
    return Found(value, outer.start, outer.end, outer.basis)
