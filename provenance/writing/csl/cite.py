"""One document as the engine cites it: its variables, its locator, where in the text it stands.

:class:`Work` is built once a document, :class:`Cite` once a citation. Both derive from the classes
of citeproc-py; what these get wrong is mended here: values are text without markup, nothing empty
or ``None`` is kept, dates that CSL cannot say are literals, ids keep their letter case, and names
of any role are names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from citeproc.source import CitationItem, Locator, Reference

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.units import unit_kind
from provenance.writing import csl_json
from provenance.writing.csl.marked import address, clean
from provenance.writing.locator import format_leaf_numbers, format_leaves
from provenance.writing.pinpoint import pinpoint

__all__ = ["Cite", "CslDate", "Person", "Pinpoint", "Work", "item_of", "pinpoint_of"]

#: The date variables of CSL 1.0.2.
_DATES = frozenset(
    {"accessed", "available-date", "container", "event-date", "issued", "original-date"}
    | {"submitted"}
)
_ADDRESSES = frozenset({"URL", "DOI"})
#: What is not text to print: the record itself, the id, what other programs keep for themselves.
_OTHER = frozenset({"id", "type", "custom", "citation-key"})


class Pinpoint(NamedTuple):
    """A locator: its CSL label (``""`` where CSL has no word for it) and its value."""

    label: str
    value: str


class Person(NamedTuple):
    """A name: its parts, each ``""`` where there is none; a body has only ``literal``."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    static: bool = False
    comma_suffix: bool = False


class CslDate(NamedTuple):
    """A date: one or two triples of year, month, day (0 where unknown), or a literal."""

    parts: tuple[tuple[int, int, int], ...]
    season: int = 0
    literal: str = ""
    circa: bool = False


class Work(Reference):  # type: ignore[misc]
    """The variables of one document under their CSL names (``title-short``)."""

    def __init__(self, item: Mapping[str, Any]) -> None:
        # not the constructors of the base classes, which warn of every variable new to them
        dict.__init__(self)
        self.__dict__["key"] = str(item["id"])
        self.__dict__["type"] = str(item.get("type") or "document")
        note = item.get("note")
        if isinstance(note, str) and ":" in note:
            item = {**_fields_of(note, self.__dict__), **item} | {"note": _rest_of(note)}
        for name, value in item.items():
            if name not in _OTHER and (found := _value(name, value)):
                self[name] = found

    def __setattr__(self, name: str, value: object) -> None:
        self.__dict__[name] = value


#: A line of a note that holds a variable, as Zotero and citeproc-js read it.
_FIELD = re.compile(r"([-_a-z]+|[A-Z]+):[ \t]*([^}\n]+)")
_NAMES = frozenset(
    {"author", "chair", "collection-editor", "compiler", "composer", "container-author"}
    | {"contributor", "curator", "director", "editor", "editorial-director", "editor-translator"}
    | {"executive-producer", "guest", "host", "illustrator", "interviewer", "narrator"}
    | {"organizer", "original-author", "performer", "producer", "recipient", "reviewed-author"}
    | {"script-writer", "series-creator", "translator"}
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")


def _field_lines(note: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the variables that stand in the first lines of a note, and its other lines."""
    lines = note.split("\n")
    found: list[tuple[str, str]] = []
    rest: list[str] = []
    for at, line in enumerate(lines):
        match = _FIELD.fullmatch(line)
        if match is not None:
            found.append((match[1], match[2].strip()))
        elif line.strip():
            rest.append(line)
            if at:  # citeproc-js: a text may come first, but what follows one is text
                return found, [*rest, *lines[at + 1 :]]
    return found, rest


def _fields_of(note: str, attributes: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in _field_lines(note)[0]:
        if name == "type":
            attributes["type"] = value
        elif name in _NAMES:
            family, bars, given = (part.strip() for part in value.partition("||"))
            person = {"family": family, "given": given} if bars else {"literal": value}
            found.setdefault(name, []).append(person)
        elif name in _DATES:
            found[name] = _iso(value)
        else:
            found[name] = value
    return found


def _iso(text: str) -> dict[str, Any]:
    """Return a date or two (``1957-12/1958``) as CSL has them, anything else as a literal."""
    ends = [_ISO.fullmatch(end.strip()) for end in text.split("/")]
    parts = [[int(number) for number in end.groups() if number] for end in ends if end is not None]
    return {"date-parts": parts} if len(parts) == len(ends) <= 2 else {"literal": text}


def _rest_of(note: str) -> str:
    return "\n".join(_field_lines(note)[1])


def _value(name: str, value: object) -> object:
    """Return what the engine takes for a CSL-JSON value; nothing for an empty or odd one."""
    if name in _DATES and isinstance(value, (str, int)):
        value = _iso(str(value))
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        text = str(value)
        return address(text) if name in _ADDRESSES and text else clean(text)
    if name in _DATES:
        return _date(value) if isinstance(value, Mapping) else None
    if isinstance(value, list):
        people = [_person(one) for one in value if isinstance(one, Mapping)]
        return tuple(person for person in people if any(person))
    return None


def _person(name: Mapping[str, Any]) -> Person:
    def part(key: str) -> str:
        return clean(str(name.get(key) or ""))

    static = bool(name.get("static-ordering"))
    literal = "" if name.get("family") else part("literal")
    return Person(
        family=part("family"),
        given=part("given"),
        dropping=part("dropping-particle"),
        particle=part("non-dropping-particle"),
        suffix=part("suffix"),
        literal=literal,
        static=static,
        comma_suffix=bool(name.get("comma-suffix")),
    )


def _date(date: Mapping[str, Any]) -> CslDate | None:
    circa = bool(date.get("circa"))
    found = date.get("date-parts")
    parts = []
    for one in found if isinstance(found, Sequence) and not isinstance(found, str) else ():
        try:
            numbers = [int(number) for number in one][:3]
        except (TypeError, ValueError):
            continue
        if numbers and numbers[0]:
            year, month, day = (*numbers, 0, 0)[:3]
            parts.append((year, month if 1 <= month <= 12 else 0, day))
    if parts:
        season = str(date.get("season"))
        return CslDate(
            tuple(parts[:2]),
            int(season) if season in ("1", "2", "3", "4") else 0,
            circa=circa,
        )
    literal = clean(str(date.get("literal") or date.get("raw") or ""))
    return CslDate((), literal=literal, circa=circa) if literal else None


class Cite(CitationItem):  # type: ignore[misc]
    """One citation of a work: what it prints depends on this and on nothing else.

    ``area`` is ``citation`` or ``bibliography``; ``positions`` are the tests of ``position`` that
    hold; ``number`` is the work's place in the bibliography, ``suffix`` the letter that tells its
    year from another's, ``first_note`` the number of the note it was first cited in. The rest is
    what has been printed so far.
    """

    work: Work
    area: str
    pinpoint: Pinpoint | None
    positions: frozenset[str]
    place: int
    suffix: str
    first_note: int
    #: Whether nothing is printed yet; whether the letter after the year is.
    begins: bool
    dated: bool
    #: Variables that were printed in the place of others, and how deep in such a place we are.
    done: set[str]
    substituting: int
    #: The ``cs:names`` whose place is taken: names without children look like it.
    shape: Any
    #: Whether a variable of the group at hand was called, and whether one was printed.
    called: bool
    printed: bool
    #: Whether it is printed to sort by; then, from how many names on how many count.
    sorting: bool
    sort_limits: tuple[int, int] | None
    #: The first names of the entry, and those of the entry before.
    head: str | None
    previous: str | None

    def __init__(
        self,
        work: Work,
        area: str,
        *,
        pinpoint: Pinpoint | None = None,
        positions: frozenset[str] = frozenset(),
        number: int = 1,
        suffix: str = "",
        first_note: int = 0,
    ) -> None:
        # not the constructor of the base class, which writes the key in small letters
        dict.__init__(self)
        self.__dict__.update(
            key=work.key,
            work=work,
            area=area,
            pinpoint=pinpoint,
            positions=positions,
            place=number,
            suffix=suffix,
            first_note=first_note,
            begins=True,
            dated=False,
            done=set(),
            substituting=0,
            shape=None,
            called=False,
            printed=False,
            sorting=False,
            sort_limits=None,
            head=None,
            previous=None,
        )

    def __setattr__(self, name: str, value: object) -> None:
        self.__dict__[name] = value

    @property
    def reference(self) -> Work:
        """The work; citeproc-py looks it up by its key in lower case."""
        return self.work

    @property
    def has_locator(self) -> bool:
        """Whether the citation points to a part of the work."""
        return self.pinpoint is not None

    @property
    def locator(self) -> Locator:
        """The pinpoint, as citeproc-py has it."""
        assert self.pinpoint is not None
        return Locator(self.pinpoint.label, self.pinpoint.value)

    @property
    def number(self) -> int:
        """The place in the bibliography, from 1."""
        return self.place

    def variable(self, name: str) -> Any:
        """Return a variable's value, or ``None``."""
        if name == "locator":
            return self.pinpoint.value if self.pinpoint is not None else None
        if name == "citation-number":
            return str(self.place)
        if name == "year-suffix":
            return self.suffix or None
        if name == "first-reference-note-number":
            return str(self.first_note) if self.first_note else None
        return self.work.get(name)


# ------------------------------------------------------------------------------ from records


def item_of(record: Record, key: str | None = None) -> dict[str, Any]:
    """Return ``record`` as the CSL-JSON item that the engine cites."""
    return csl_json.item(record, key)


def pinpoint_of(record: Record, leaves: Leaves | str) -> tuple[Pinpoint, str | None]:
    """Return ``leaves`` as a CSL locator, and what is to say about it, if anything.

    What CSL has a label for (``records/units.tsv``: folio, page, column) has its value alone, with
    a verso as the archive prints it; of anything else, such as the frames of a film, the value
    brings its own word. Raises :class:`RecordError` as
    :func:`provenance.writing.pinpoint.pinpoint`.
    """
    at, found = pinpoint(record, leaves)
    holding = record.holdings[at]
    entry = unit_kind(found.kind)
    label = _label(entry.csl, entry.gloss) if entry is not None else ""
    if label:
        return Pinpoint(label, clean(format_leaf_numbers(found, holding))), None
    labelled = format_leaves(found, holding)
    return Pinpoint("", clean(labelled)), f"CSL has no word for {found.kind!r}: {labelled!r}"


def _label(csl: str, gloss: str) -> str:
    _, equals, label = csl.partition("label=")
    if equals:
        return label.split("|")[0]
    if gloss.startswith("leaf"):
        return "folio"
    return gloss if gloss in ("page", "column") else ""
