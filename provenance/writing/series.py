"""How the notes of a manuscript follow one another in a style: full, short, repeated.

A style that has notes gives a :class:`Series`; :class:`provenance.writing.notes.Notes` goes
through the notes with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import attrs

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, same_unit
from provenance.writing.draft import Draft
from provenance.writing.elements import ArchiveNames, pointed_holdings
from provenance.writing.markup import Markup

__all__ = ["Again", "Cited", "Drafter", "Series"]


@attrs.define(eq=False)
class Cited:
    """One source in a note: the document, the leaves the note gives, the holdings it points to.

    Without ``leaves``, ``holdings`` are all that the record has, with their own leaves; with
    them it is the one that they lie in. ``first`` tells that the document was not cited before.
    ``archive_names`` says which archives are now named in full.
    """

    record: Record
    leaves: Leaves | str | None
    first: bool
    archive_names: ArchiveNames

    @cached_property
    def holdings(self) -> Sequence[Locator]:
        """Where the leaves lie; raises :class:`RecordError` where they cannot be read."""
        return pointed_holdings(self.record, self.leaves)

    def same_place(self, other: Cited) -> bool:
        """Whether both point to the very same leaves, and neither to less than it seems."""
        return (self.leaves is None) == (other.leaves is None) and (
            tuple(self.holdings) == tuple(other.holdings)
        )

    def same_file(self, other: Cited) -> bool:
        """Whether both point into one file, and it is the only one that either points into."""
        if len(self.holdings) != 1 or len(other.holdings) != 1:
            return False
        mine, theirs = self.holdings[0], other.holdings[0]
        if same_unit(mine, theirs):
            return True
        # no archive is named: the same units are the same file within one document only
        return self.record is other.record and (
            attrs.evolve(mine, leaves=None) == attrs.evolve(theirs, leaves=None)
        )


class Drafter(Protocol):
    """Writes one citation, before its stop."""

    def __call__(
        self,
        record: Record,
        *,
        leaves: Leaves | str | None,
        archive_names: ArchiveNames,
        markup: Markup,
    ) -> Draft:
        """Return the draft; as :class:`provenance.writing.style.Writer`."""


class Again(Protocol):
    """Writes a citation that follows a note with one source, by what changes."""

    def __call__(self, now: Cited, last: Cited, repeat: str, markup: Markup) -> Draft | None:
        """Return the draft, or ``None`` where the full or short form has to be written."""


@attrs.frozen
class Series:
    """How a style goes on from note to note.

    ``full`` writes the first note of a document, ``short`` the later ones; ``again`` is asked
    first where the note before cited one source. ``repeats`` are the ways to repeat it, the usual
    one first. ``introduces`` tells whether archives are named in full at first mention.
    """

    full: Drafter
    short: Drafter
    again: Again
    repeats: tuple[str, ...] = ("short", "ibid")
    introduces: bool = True
    joint: str = "; "
