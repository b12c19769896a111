"""A CSL style for records: one citation, a bibliography."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from provenance.errors import ProvenanceError, StyleWarning
from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.writing.csl import files
from provenance.writing.csl.cite import Cite, Pinpoint, Work, item_of, pinpoint_of
from provenance.writing.csl.marked import clean, dressed
from provenance.writing.csl.order import in_order
from provenance.writing.csl.sheet import Sheet
from provenance.writing.letters import letters_of
from provenance.writing.markup import MARKUPS, Markup

__all__ = ["CslStyle", "Source", "load", "markup_of", "work_of"]

#: What is cited: a record, or a CSL-JSON item.
Source = Record | Mapping[str, Any]

FIRST = frozenset({"first"})
LATER = frozenset({"subsequent"})


def load(name: str, *, known: Iterable[str] = (), language: str | None = None) -> CslStyle:
    """Return the CSL style of a path (``house.csl``) or a name (``apa``).

    ``known`` are names of other styles, to suggest for a mistyped one; ``language`` (``de-DE``)
    takes the place of the style's own.

    Raises :class:`ProvenanceError` where there is no such style (the message names near ones, or
    the command that installs the package of styles), and :class:`ReadError`, which has file and
    line, for a file that is not CSL or breaks its rules.
    """
    if not isinstance(name, str):
        raise ProvenanceError(f"expected the name or path of a style, found {type(name).__name__}")
    return CslStyle(files.load(name, known=tuple(known), language=language))


class CslStyle:
    """A CSL style that can print records.

    ``has_bibliography`` tells whether it says how a bibliography looks.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.has_bibliography = "bibliography" in sheet.areas
        self._has_numbers = sheet.calls("citation", "citation-number")

    def __repr__(self) -> str:
        return f"CslStyle({self._sheet.source!r})"

    @property
    def title(self) -> str:
        """The title that the style gives itself."""
        return self._sheet.title

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the style asks for that is not done."""
        return self._sheet.warned

    def cite(
        self, source: Source, *, leaves: Leaves | str | None = None, format: str = "text"
    ) -> str:
        """Return the citation of ``source``: the first note, or what stands in the text.

        ``leaves`` is the CSL locator; of an item in the place of a record it is a mapping's
        ``label`` and ``locator`` that say so. Raises :class:`ProvenanceError` for a format that
        there is not, :class:`RecordError` for leaves that cannot be read.
        """
        markup = markup_of(format)
        if self._has_numbers:
            self._say("the style cites by number, which is 1 in a bibliography of one document")
        work = work_of(source)
        item = Cite(work, "citation", pinpoint=self.pinpoint(source, leaves), positions=FIRST)
        return self.note_of([item], markup)

    def bibliography(self, sources: Iterable[Source], *, format: str = "text") -> list[str]:
        """Return the entries of ``sources`` in the style's order, each on one line.

        Documents that the style cites alike have letters after their years where it says so.
        Raises :class:`ProvenanceError` for a style without a bibliography.
        """
        if not self.has_bibliography:
            raise ProvenanceError(f"the style {self._sheet.source!r} has no bibliography")
        markup = markup_of(format)
        works = [work_of(source, at) for at, source in enumerate(sources)]
        self._say_undone(len(works))
        items = [Cite(work, "bibliography", number=at + 1) for at, work in enumerate(works)]
        items = in_order(self._sheet, items, "bibliography")
        suffixes = self._suffixes([item.work for item in items])
        entries = []
        previous: str | None = None
        for at, item in enumerate(items):
            item.place, item.suffix, item.previous = at + 1, suffixes.get(at, ""), previous
            entry = self.dress([self._sheet.one(item)], "bibliography", markup)
            previous = item.head
            if entry:
                entries.append(entry)
            else:
                self._say(f"the style prints no entry for {item.work.key}")
        return entries

    # ------------------------------------------------------------------ shared with CslNotes

    def pinpoint(self, source: Source, leaves: Leaves | str | None) -> Pinpoint | None:
        """Return the CSL locator of ``leaves``."""
        if leaves is None:
            return None
        if isinstance(source, Record):
            found, said = pinpoint_of(source, leaves)
            if said is not None:
                self._say(said)
            return found
        label, _, value = str(leaves).rpartition(":")  # "folio:27"
        return Pinpoint(label or "page", clean(value))

    @property
    def near_note(self) -> int:
        """How many notes back a document is still near (``near-note-distance``)."""
        return int(self._sheet.areas["citation"].get("near-note-distance", "5"))

    def note_of(self, items: Sequence[Cite], markup: Markup) -> str:
        """Return one note of several citations, in the style's order."""
        if len(items) > 1:
            self._say_undone(len(items))
            items = in_order(self._sheet, items, "citation")
        for item in items[1:]:
            item.begins = False
        text = self.dress([self._sheet.one(item) for item in items], "citation", markup)
        if not text:
            self._say(f"nothing is printed for {', '.join(item.work.key for item in items)}")
        return text

    def dress(self, pieces: Sequence[str], area: str, markup: Markup) -> str:
        """Return citations as one note or entry in a format."""
        sheet = self._sheet
        return dressed(sheet.wrapped([p for p in pieces if p], area), markup, sheet.marks)

    def _suffixes(self, works: Sequence[Work]) -> dict[int, str]:
        """Return the letters that tell apart what would be cited alike, by place."""
        alike: dict[str, list[int]] = {}
        for at, work in enumerate(works):
            item = Cite(work, "citation", number=at + 1, positions=LATER)
            alike.setdefault(self._sheet.one(item), []).append(at)
        twins = [places for places in alike.values() if len(places) > 1]
        if self._sheet.areas["citation"].get("disambiguate-add-year-suffix") != "true":
            for places in twins:
                self.say_alike(*(works[place].key for place in places[:2]))
            return {}
        return {at: letters_of(place) for places in twins for place, at in enumerate(places)}

    def say_numbers(self) -> None:
        """Warn where the numbers in the text are not known before the bibliography is."""
        if self._has_numbers and self._sheet.is_sorted_otherwise():
            self._say(
                "documents are numbered as they are first cited; the style sorts them by more"
            )

    def say_alike(self, one: str, other: str) -> None:
        """Warn that two documents are cited alike."""
        self._say(f"{one} and {other} are cited alike; nothing is added to tell them apart")

    def _say_undone(self, sources: int) -> None:
        if sources > 1:
            for said in self._sheet.warned:
                self._say(said)

    def _say(self, text: str) -> None:
        warnings.warn(f"{self._sheet.source}: {text}", StyleWarning, stacklevel=4)


def work_of(source: Source, place: int = 0) -> Work:
    """Return what the engine cites of a record or an item."""
    if isinstance(source, Record):
        return Work(item_of(source))
    if isinstance(source, Mapping):
        return Work(source if "id" in source else {**source, "id": f"item-{place + 1}"})
    raise ProvenanceError(f"expected a Record to cite, found {type(source).__name__}")


def markup_of(format: str) -> Markup:
    """Return the format of this name."""
    found = MARKUPS.get(format)
    if found is None:
        from provenance.writing.styles import unknown

        raise unknown("format of citations", format, MARKUPS)
    return found
