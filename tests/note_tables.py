"""Tables of notes in order: what each note cites, and its text."""

from __future__ import annotations

from typing import Any

from provenance import Notes
from provenance.writing.notes import Source

__all__ = ["Steps", "follow"]

#: The sources of a note (``None``: something else is cited there), and the note.
Steps = list[tuple[tuple[Source, ...] | None, str]]


def follow(style: str, options: dict[str, Any], steps: Steps) -> None:
    """Write the notes of a table one after the other, and compare each."""
    notes = Notes(style, **options)
    for number, (sources, expected) in enumerate(steps, 1):
        if sources is None:
            notes.other()
        else:
            assert notes.note(*sources) == expected, f"note {number}"
