"""A reference list of Chicago's author-date system, and the citations in the text that go with it.

    listed = ReferenceList(records)
    listed.entries()                    Puzanov, A. M. 1957a. “Journal …”
    listed.citation(record, leaves="27")                       (Puzanov 1957a, l. 27)

Works of the same author and year are told apart by letters after the year, in the order of their
titles (Chicago Manual 17, 15.20; of an undated one ``n.d.-a``), works without an author by their
titles alone. Titles are compared without an initial article; the 17th edition goes letter by
letter (16.59), the 18th word by word; what is equal by title goes by date. Authors who share a
family name have their initials in the text (15.22), or the whole name where the family name
stands first. The letters are those of this list: another choice of works may have others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from provenance.errors import ProvenanceError, expect
from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.names import Agent
from provenance.model.text import to_latin
from provenance.writing.author_date import cited_as, reference, year_and_rest
from provenance.writing.chicago_parts import EIGHTEENTH, SEVENTEENTH, Edition, bibliography_names
from provenance.writing.elements import authors, genre
from provenance.writing.letters import letters_of
from provenance.writing.markup import MARKUPS, TEXT
from provenance.writing.notes import Source
from provenance.writing.person import natural, short
from provenance.writing.styles import ARCHIVE_NAMES, unknown

__all__ = ["ReferenceList"]

_EDITIONS = {"chicago-author-date": EIGHTEENTH, "chicago-17-author-date": SEVENTEENTH}


class ReferenceList:
    """The works of a reference list: its entries in order, and the citations of its works.

    ``records`` are the works; one that is there twice (an equal record) is one work. ``style`` is
    ``chicago-author-date`` or ``chicago-17-author-date``; ``format`` is ``text``, ``html`` or
    ``markdown``; ``archive_names`` is ``short`` or ``full``.

    Raises :class:`ProvenanceError` for what is no record, and for a style, format or way to name
    archives that there is not.
    """

    def __init__(
        self,
        records: Iterable[Record],
        style: str = "chicago-author-date",
        *,
        format: str = "text",
        archive_names: str = "short",
    ) -> None:
        expect(records, Iterable, "records")
        expect(style, str, "the name of a style")
        expect(format, str, "the name of a format")
        if style not in _EDITIONS:
            raise unknown("style with a reference list", style, _EDITIONS)
        if format not in MARKUPS:
            raise unknown("format of citations", format, MARKUPS)
        if archive_names not in ARCHIVE_NAMES:
            raise unknown("way to name archives", archive_names, ARCHIVE_NAMES)
        self._edition = _EDITIONS[style]
        self._markup = MARKUPS[format]
        self._archive_names = archive_names
        self._works: list[Record] = []
        self._places: dict[str, list[int]] = {}
        for record in records:
            if not isinstance(record, Record):
                raise ProvenanceError(f"expected a Record to list, found {type(record).__name__}")
            if self._place(record) is None:
                self._places.setdefault(record.key, []).append(len(self._works))
                self._works.append(record)
        self._order = [_order(record, self._edition) for record in self._works]
        self._letters = _letters(self._order)
        self._ambiguous = _ambiguous(self._works)

    def entries(self) -> list[str]:
        """Return the entries in alphabetical order, those of an author by year and title."""
        places = sorted(range(len(self._works)), key=self._order.__getitem__)
        return [self._entry(place) for place in places]

    def entry(self, record: Record, *, leaves: Leaves | str | None = None) -> str:
        """Return the entry of one work.

        Raises :class:`ProvenanceError` for a record that is not in the list, and
        :class:`RecordError` for leaves that cannot be read or have no holding to lie in.
        """
        return self._entry(self._known(record), leaves)

    def citation(self, *sources: Source, leaves: Leaves | str | None = None) -> str:
        """Return the citation in the text: of a work, or of (work, leaves) pairs and works.

        Raises as :meth:`entry` does, and for ``leaves`` beside several sources.
        """
        if not sources:
            raise ProvenanceError("expected a document to cite, found none")
        if leaves is not None and (len(sources) > 1 or not isinstance(sources[0], Record)):
            raise ProvenanceError("leaves go with one document; give (document, leaves) pairs")
        pairs = [each if isinstance(each, tuple) else (each, leaves) for each in sources]
        return self._markup.write(f"({'; '.join(self._cited(*pair) for pair in pairs)})")

    def _cited(self, record: Record, leaves: Leaves | str | None) -> str:
        place = self._known(record)
        return cited_as(
            self._works[place], leaves=leaves, markup=self._markup, edition=self._edition,
            letter=self._letters[place], name_of=self._name_of,
        )  # fmt: skip

    def _entry(self, place: int, leaves: Leaves | str | None = None) -> str:
        return reference(
            self._works[place], leaves=leaves, archive_names=self._archive_names,
            markup=self._markup, edition=self._edition, letter=self._letters[place],
        )  # fmt: skip

    def _name_of(self, agent: Agent) -> str:
        name = short(agent)
        initials_do = self._ambiguous.get(_folded(name))
        if initials_do is None:
            return name
        return _with_initials(agent) if initials_do else natural(agent)

    def _place(self, record: Record) -> int | None:
        for place in self._places.get(record.key, ()):
            if self._works[place] is record or self._works[place] == record:
                return place
        return None

    def _known(self, record: Record) -> int:
        if not isinstance(record, Record):
            raise ProvenanceError(f"expected a Record to cite, found {type(record).__name__}")
        place = self._place(record)
        if place is None:
            raise ProvenanceError(f"{record.key}: not a work of this reference list")
        return place


# -------------------------------------------------------------------------------- the order

#: Author or title, year, title, date: what the place of a work in the list depends on.
_Order = tuple[Any, ...]


def _order(record: Record, edition: Edition) -> _Order:
    by = authors(record)
    title = record.title or record.original_title or genre(record, first=True)
    year, _ = year_and_rest(record)
    number = re.search(r"\d{3,4}", year)
    at = _sorted_as(title, edition, article=True)
    if by:
        names = bibliography_names(by, edition, TEXT)
        lead = tuple(_sorted_as(part, edition) for part in names.split(","))
    else:
        lead = (at,)
    date = record.date.edtf if record.date is not None else ""
    return lead, int(number[0]) if number else _LAST, year, at, date


#: Where works without a year stand: after all others of the author.
_LAST = 10_000


def _letters(order: Sequence[_Order]) -> list[str]:
    """Return the letter of each work, ``""`` for one that needs none."""
    groups: dict[_Order, list[int]] = {}
    for place in sorted(range(len(order)), key=order.__getitem__):
        lead, _, year, *_ = order[place]
        groups.setdefault((lead, year), []).append(place)
    found = [""] * len(order)
    for places in groups.values():
        if len(places) > 1:
            for number, place in enumerate(places):
                found[place] = letters_of(number)
    return found


def _ambiguous(records: Iterable[Record]) -> dict[str, bool]:
    """Return the family names that several authors share, and whether initials part them."""
    people: dict[str, dict[str, str]] = {}
    for record in records:
        for agent in authors(record):
            known = people.setdefault(_folded(short(agent)), {})
            known[_folded(natural(agent))] = _folded(_with_initials(agent))
    return {
        name: len(set(wholes.values())) == len(wholes)
        for name, wholes in people.items()
        if len(wholes) > 1
    }


def _with_initials(agent: Agent) -> str:
    """Return ``A. M. Puzanov``; a name whose family name stands first is whole."""
    if agent.given is None or (agent.family_first and "." not in agent.given):
        return natural(agent)
    initials = " ".join(f"{word[0]}." for word in re.split(r"[\s.]+", agent.given) if word)
    return f"{initials} {short(agent)}".strip()


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", to_latin(text))
    return "".join(filter(lambda c: not unicodedata.combining(c), text)).casefold()


_ARTICLE = re.compile(r"\A\W*(?:an?|the)\s+(?=\S)", re.IGNORECASE)
#: Marks within a word, which do not divide it: an apostrophe, a hyphen.
_WITHIN = re.compile(r"(?<=\w)['’ʼ‐-](?=\w)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")


def _sorted_as(text: str, edition: Edition, *, article: bool = False) -> _Order:
    """Return what a name or title is sorted by; numbers go by their size, before letters."""
    if article:
        text = _ARTICLE.sub("", text, count=1)
    words = _TOKEN.findall(_WITHIN.sub("", _folded(text)))
    key: list[tuple[int, int, str]] = []
    for word in words:
        if word.isdecimal():
            key.append((0, int(word[:_DIGITS]), word))
        elif edition is SEVENTEENTH and key and key[-1][0] == 1:
            key[-1] = (1, 0, key[-1][2] + word)
        else:
            key.append((1, 0, word))
    return tuple(key)


#: More digits than this are no number that anybody sorts by.
_DIGITS = 18
