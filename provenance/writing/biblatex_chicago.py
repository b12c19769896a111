"""BibLaTeX for the package biblatex-chicago; see :mod:`provenance.writing.biblatex`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from provenance.model.document import Record
from provenance.writing.biblatex import KEY, Profile, losses_in, pieces_in
from provenance.writing.loss import Loss, unique_keys

__all__ = ["KEY", "losses", "pieces", "write"]

_CHICAGO = Profile("misc", chicago=True)


def write(records: Sequence[Record]) -> str:
    """Return one entry for each record, with a blank line between entries."""
    return "".join(pieces(zip(records, unique_keys(records, KEY), strict=True)))


def pieces(keyed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield the text of records, each with its key, piece by piece."""
    return pieces_in(keyed, _CHICAGO)


def losses(records: Sequence[Record]) -> list[Loss]:
    """Return every value that the entries of ``records`` leave out, record by record."""
    return losses_in(records, _CHICAGO)
