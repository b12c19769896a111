"""Turabian, A Manual for Writers, 9th edition: as Chicago 17, but for what students are told.

The day on which an online document was read is printed where the record has it (15.4.1), and the
bibliography lists the collection, not its items (17.7.4).
"""

from __future__ import annotations

from functools import partial

import attrs

from provenance.writing.chicago import note, series, short_note
from provenance.writing.chicago_parts import SEVENTEENTH
from provenance.writing.collection import collection
from provenance.writing.style import Style

__all__ = ["STYLES", "TURABIAN"]

TURABIAN = attrs.evolve(SEVENTEENTH, accessed=True)

STYLES = (
    Style(
        "turabian-note",
        "Turabian, full note (9th edition)",
        "Turabian, A Manual for Writers, 9th edition, 15.4.1 and 17.7.4",
        partial(note, edition=TURABIAN),
        series(TURABIAN),
    ),
    Style(
        "turabian-short",
        "Turabian, short note (9th edition)",
        "Turabian, A Manual for Writers, 9th edition, 16.4.1",
        partial(short_note, edition=TURABIAN),
    ),
    Style(
        "turabian-bibliography",
        "Turabian, bibliography entry of the collection (9th edition)",
        "Turabian, A Manual for Writers, 9th edition, 17.7.4",
        collection,
        once=True,
    ),
)
