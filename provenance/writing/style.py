"""What a citation style is: a name, where its rules come from, and the function that writes."""

from __future__ import annotations

from typing import Protocol

import attrs

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.writing.markup import Markup
from provenance.writing.series import Series

__all__ = ["Style", "Writer"]


class Writer(Protocol):
    """Writes one citation of one record."""

    def __call__(
        self, record: Record, *, leaves: Leaves | str | None, archive_names: str, markup: Markup
    ) -> str:
        """Return the citation; ``leaves`` replaces the record's own, as a pinpoint."""


@attrs.frozen
class Style:
    """A citation style.

    ``id`` is what ``cite`` takes, ``title`` says in a line what it is, ``source`` is the edition
    and the sections its rules come from. ``series`` is there where the style has notes that
    follow one another; ``once`` tells that documents of one fond share a citation, which a list
    has once; ``lettered`` that letters tell works of one author and year apart, so that a citation
    depends on all works of a list (:class:`~provenance.writing.reference_list.ReferenceList`).
    """

    id: str
    title: str
    source: str
    write: Writer
    series: Series | None = None
    once: bool = False
    lettered: bool = False
