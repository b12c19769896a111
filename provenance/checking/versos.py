"""How the verso of a leaf is marked in the language that a label belongs to."""

from __future__ import annotations

from functools import cache

import attrs

from provenance.archives import archives
from provenance.model.text import to_latin
from provenance.units import Label, labels

__all__ = ["VersoMarks", "verso_marks"]


@attrs.frozen
class VersoMarks:
    """The mark that is usual with a label, those that are known with it, and all others."""

    usual: str
    known: frozenset[str]

    def are_not(self, mark: str) -> bool:
        """Whether a mark is one for the verso, but of another language."""
        bare = _bare(mark)
        return bare in _all_marks() and bare not in self.known


def _bare(mark: str) -> str:
    return to_latin(mark.strip(" .-")).casefold()


@cache
def _rows() -> tuple[Label, ...]:
    return tuple(row for row in labels() if row.unit == "oborot" and row.status != "unconfirmed")


@cache
def _all_marks() -> frozenset[str]:
    return frozenset(_bare(row.label) for row in _rows())


@cache
def verso_marks(kind: str, label: str, aid: str | None) -> VersoMarks | None:
    """Return the verso's marks in the language of a leaf's label, ``None`` where none is sure.

    The language is that of the label in the archive's country where it is one there, else those
    of all countries that have it. It is sure where a mark of it was seen in print, or where the
    mark is the international ``v``, or in a romanisation.
    """
    own = [
        row for row in labels()
        if row.unit == kind and row.label.rstrip(".").casefold() == label.rstrip(".").casefold()
    ]  # fmt: skip
    if aid is not None:
        scope = {aid, archives()[aid].country}
        own = [row for row in own if not scope.isdisjoint(row.scope)] or own
    languages = {row.language for row in own}
    marks = [row for row in _rows() if row.language in languages]
    short = [row for row in marks if row.form == "short" and row.script == own[0].script]
    sure = [row.label for row in short if row.status == "seen"]
    sure += [row.label for row in short if row.label == "v" and not row.language.endswith("-Latn")]
    sure += [row.label for row in short if row.language.endswith("-Latn")]
    if not sure:
        return None
    return VersoMarks(sure[0], frozenset(_bare(row.label) for row in marks))
