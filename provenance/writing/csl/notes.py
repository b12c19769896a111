"""The notes of a manuscript in a CSL style: first, subsequent, ibid.

Positions are those of CSL 1.0.2. Each is told from what is kept of a document, the number of its
first and of its last note, and from the note before: the time a note takes does not grow with the
manuscript.
"""

from __future__ import annotations

from typing import NamedTuple

from provenance.errors import ProvenanceError
from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.writing.csl.cite import Cite, Pinpoint, Work
from provenance.writing.csl.style import CslStyle, Source, markup_of, work_of

__all__ = ["CslNotes"]


class _Known(NamedTuple):
    work: Work
    number: int
    first: int
    last: int


class _Cited(NamedTuple):
    key: str
    pinpoint: Pinpoint | None


class CslNotes:
    """Writes the notes of a manuscript one after the other, as :class:`provenance.Notes` does.

    ``style`` is one of notes, or one that cites in the text; ``format`` is ``text``, ``html`` or
    ``markdown``. A document is known again by its key.
    """

    def __init__(self, style: CslStyle, *, format: str = "text") -> None:
        self._style = style
        self._markup = markup_of(format)
        self._known: dict[str, _Known] = {}
        self._last: tuple[_Cited, ...] = ()
        self._number = 0
        self._near = style.near_note
        style.say_numbers()

    def note(
        self,
        *sources: Source | tuple[Source, Leaves | str | None],
        leaves: Leaves | str | None = None,
    ) -> str:
        """Return the next note; ``leaves`` are those of its one source.

        Raises as :meth:`provenance.Notes.note`; a note that failed counts for nothing.
        """
        if not sources:
            raise ProvenanceError("expected a document to cite, found none")
        if leaves is not None and (len(sources) > 1 or isinstance(sources[0], tuple)):
            raise ProvenanceError("leaves go with one document; give (document, leaves) pairs")
        number = self._number + 1
        known = dict[str, _Known]()
        items: list[Cite] = []
        before: list[_Cited] = []
        for source in sources:
            what, at = source if isinstance(source, tuple) else (source, leaves)
            pinpoint = self._style.pinpoint(what, at)
            seen = self._seen(what, known)
            if seen is None:
                work = work_of(what)
                place = len(self._known) + len(known) + 1
                seen, positions = _Known(work, place, number, number), frozenset({"first"})
            else:
                positions = self._positions(seen, pinpoint, before, number)
            key = self._key(what)
            known[key] = seen._replace(last=number)
            now = _Cited(key, pinpoint)
            before.append(now)
            item = Cite(
                seen.work,
                "citation",
                pinpoint=pinpoint,
                positions=positions,
                number=seen.number,
                first_note=seen.first,
            )
            items.append(item)
        text = self._style.note_of(items, self._markup)
        self._known |= known
        self._last = tuple(before)
        self._number = number
        return text

    def other(self) -> None:
        """Tell that a note of something else stands here, so that the next one repeats nothing."""
        self._number += 1
        self._last = ()

    @staticmethod
    def _key(source: Source) -> str:
        return source.key if isinstance(source, Record) else str(source.get("id"))

    def _seen(self, source: Source, here: dict[str, _Known]) -> _Known | None:
        key = self._key(source)
        return here.get(key) or self._known.get(key)

    def _positions(
        self, seen: _Known, pinpoint: Pinpoint | None, before: list[_Cited], number: int
    ) -> frozenset[str]:
        found = {"subsequent"}
        if number - seen.last <= self._near:
            found.add("near-note")
        last = before[-1] if before else (self._last[0] if len(self._last) == 1 else None)
        if last is not None and last.key == seen.work.key:
            if pinpoint == last.pinpoint:
                found.add("ibid")
            elif pinpoint is not None:
                found |= {"ibid", "ibid-with-locator"}
        return frozenset(found)
