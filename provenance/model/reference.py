"""A reference as it stands in a text: where, of which parts, and what it was read as.

A :class:`Locator` says what is cited; a :class:`Reference` says how that was written, faults
included. Readers make references, checks look at them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import attrs

from provenance.errors import LocatorError
from provenance.model.locator import Locator
from provenance.model.source_map import SourceMap

__all__ = ["MakesParts", "Part", "Passage", "Reference", "Writing"]


class Part(NamedTuple):  # 100,000 references have 400,000 of them: made in a third of the time
    """One unit as it stands in a text: a label and its value.

    ``kind`` is the unit kind that the label means in this reference, ``None`` for a label that
    nobody knows; ``kinds`` are all it may mean where no archive decides. ``label`` and ``value``
    are as written, ``""`` where there is none. ``start`` and ``end`` are the code points of the
    whole part, ``label_start`` and ``value_start`` those where its two halves begin; ``after``
    says that the label follows its value. ``leaf`` marks leaves, pages and frames.
    """

    kind: str | None
    label: str
    value: str
    start: int
    end: int
    label_start: int
    value_start: int
    kinds: tuple[str, ...] = ()
    after: bool = False
    leaf: bool = False

    @property
    def label_end(self) -> int:
        """Where the label ends, without its stop."""
        return self.label_start + len(self.label)

    @property
    def value_end(self) -> int:
        """Where the value ends."""
        return self.value_start + len(self.value)


#: Makes the parts of a reference of its text and start, when they are first asked for.
MakesParts = Callable[[str, int], tuple[Part, ...]]


@attrs.frozen(eq=False)
class Reference:
    """One archival reference of a text, or what was meant to be one.

    ``text`` is what stands from ``start`` to ``end`` (code points of the text it was found in,
    end exclusive); ``locator`` is what it was read as, or ``None`` with the ``error`` that says
    why not. ``archive`` is the id of the archive it names, ``archive_text`` that name as written,
    at ``name_start``. ``parts`` are its units in the order of the text; empty for references
    without labels. ``inherited`` is what it has from an earlier one (see ``Match``). All places are
    those of the whole text.

    A list of 100,000 references is checked in seconds, as most of them are written alike:
    ``pattern`` is the text with ``0`` for each number where the numbers are all that
    distinguishes the reference from others with that pattern, else ``""``; and parts may be given
    as what makes them, for those few of which they are asked for.
    """

    text: str
    start: int
    end: int
    locator: Locator | None
    error: LocatorError | None = None
    archive: str | None = None
    archive_text: str | None = None
    name_start: int = -1
    _parts: tuple[Part, ...] | MakesParts = attrs.field(default=(), repr=False)
    inherited: tuple[str, ...] = ()
    source: str | None = None
    pattern: str = attrs.field(default="", repr=False)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The units as they stand in the text."""
        parts = self._parts
        if not isinstance(parts, tuple):
            parts = parts(self.text, self.start)
            object.__setattr__(self, "_parts", parts)
        return parts

    def _identity(self) -> tuple[object, ...]:
        return (
            self.text, self.start, self.end, self.locator, self.error, self.archive,
            self.archive_text, self.name_start, self.parts, self.inherited, self.source,
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reference):
            return NotImplemented
        return self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def part(self, kind: str) -> Part | None:
        """Return the first part of this kind."""
        return next((part for part in self.parts if part.kind == kind), None)

    @classmethod
    def of(cls, locator: Locator) -> Reference:
        """Return a reference to what a locator in memory cites: without parts or places."""
        text = locator.text or ""
        return cls(
            text, 0, len(text), locator, archive=locator.archive,
            archive_text=locator.archive_text,
        )  # fmt: skip


@attrs.frozen
class Passage:
    """A paragraph, a note, an entry or a line of a writing, from ``start`` to ``end``.

    ``kind`` is ``paragraph``, ``note``, ``entry`` (of a bibliography file) or ``line`` (one
    that is to be a reference); ``name`` is what the writing calls it (a note's number or label,
    an entry's key), ``""`` where it has no name.
    """

    kind: str
    start: int
    end: int
    name: str = ""


@attrs.frozen
class Writing:
    """A manuscript, a list of references or a bibliography file, as text with places.

    ``text`` is what is read; ``source_map`` leads back from it to the file, where the two differ.
    ``readable`` has the same length: what is no prose is blanked with spaces, line ends stay.
    ``passages`` come in the order in which a reader meets them (a footnote where it is called).
    Where a file has no lines, as a Word file, ``by_passage`` says that a place is told by its
    passage's name and the column in it.
    """

    text: str
    readable: str
    passages: tuple[Passage, ...]
    source: str | None = None
    format: str = "text"
    references: tuple[Reference, ...] = ()
    source_map: SourceMap | None = None
    by_passage: bool = False
