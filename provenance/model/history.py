"""The history of a document: the ordered events of custody, from its writing to its reader.

The fields of a record tell most of it, its ``events`` the rest. Nothing is made up: a step has the
date, the names and the place that are given, and says on whose word. The tables are in
``records/history.toml``; events come in the usual order of
:data:`~provenance.model.document.EVENT_KINDS`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from provenance._data import data
from provenance.errors import expect
from provenance.model.dates import Date
from provenance.model.document import EVENT_KINDS, ORIGIN_BASES, Credit, Mark, Record
from provenance.model.history_order import ordered
from provenance.model.locator import Locator
from provenance.model.names import Agent

__all__ = [
    "BASES",
    "COPY_RULE",
    "Actor",
    "Exemplar",
    "History",
    "Step",
    "earlier",
    "history",
    "is_file",
    "rank",
]

#: On whose word a step stands: :data:`ORIGIN_BASES`, or the historian's who made the record.
BASES = (*ORIGIN_BASES, "historian")
#: The rule by which it is known who got the exemplar that the record describes.
COPY_RULE = "copy-number-and-distribution"
#: The rule of what the reader of a page inferred.
READ_RULE = "as-read"


@attrs.frozen
class Actor:
    """Somebody with a part in a step: the name as the record has it, and in which ``role``.

    ``office`` is the post held, ``affiliation`` an institution that the text gives in brackets,
    ``person`` whether the record knows it for a person (``True``), for a body (``False``), or not.
    """

    name: str
    role: str
    office: str | None = None
    affiliation: str | None = None
    person: bool | None = None


@attrs.frozen
class Step:
    """One event.

    ``kind`` is one of :data:`~provenance.model.document.EVENT_KINDS`, or a credit's role that is
    none of them. ``copy`` is the number of the exemplar it happened to, ``number`` a register's or
    telegram's. ``locator`` is where a filed document lies. ``basis`` is one of :data:`BASES`;
    ``rule`` names the rule of what was inferred. ``paths`` are the fields of the record that it
    comes from.
    """

    kind: str
    basis: str
    paths: tuple[str, ...]
    date: Date | None = None
    agents: tuple[Actor, ...] = ()
    place: str | None = None
    copy: int | None = None
    copies: int | None = None
    number: str | None = None
    locator: Locator | None = None
    url: str | None = None
    mark: Mark | None = None
    credit: Credit | None = None
    note: str | None = None
    rule: str | None = None

    @property
    def path(self) -> str:
        """The field of the record that tells of the step first of all."""
        return self.paths[0]

    @property
    def date_path(self) -> str:
        """The field of the record that has the date."""
        known = ("date", "copies.typed", "publication.uploaded", "publication.accessed")
        return next((path for path in self.paths if path in known), f"{self.path}.date")

    def by(self, *roles: str) -> tuple[Actor, ...]:
        """Return those who had one of ``roles`` in it."""
        return tuple(agent for agent in self.agents if agent.role in roles)


@attrs.frozen
class Exemplar:
    """The exemplar that the record describes, and who got it.

    The ``receiver`` is inferred, by :data:`COPY_RULE`, from its number and the distribution list.
    """

    number: int
    printed: int | None = None
    receiver: str | None = None

    @property
    def rule(self) -> str | None:
        """The rule by which the receiver is known; ``None`` where nobody is."""
        return COPY_RULE if self.receiver is not None else None


@attrs.frozen
class History:
    """The steps of a record's document in their order, and which exemplar it describes."""

    record: Record = attrs.field(repr=False)
    steps: tuple[Step, ...]
    exemplar: Exemplar | None = None

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(data("records", "history.toml").read_text(encoding="utf-8"))


@cache
def _ranks() -> Mapping[str, int]:
    return {kind: place for place, kind in enumerate(EVENT_KINDS)}


def rank(kind: str) -> int:
    """Return the place of a kind of step in the usual order; other credits are edits."""
    return _ranks().get(kind, _ranks()["edited"])


def earlier(kind: str) -> tuple[str, ...]:
    """Return the kinds of steps that cannot come after one of ``kind``."""
    if kind == "written":
        return ()
    return ("written", *_tables()["after"].get(kind, ()))


def history(record: Record) -> History:
    """Return the steps of ``record``'s document, by date where known, else in the usual order.

    Steps whose dates may be the same come in the usual order too; those without a date after the
    last dated one of their own kind or of an earlier one.
    """
    expect(record, Record, "a record")
    stated = _stated(record)
    tellers = (_made, _numbered, _copied, _marked, _filed, _credited, _shown)
    steps = [step for tell in tellers for step in tell(record, stated)] + list(_own(record))
    return History(record, ordered(steps, rank), _exemplar(record))


def _exemplar(record: Record) -> Exemplar | None:
    copies = record.copies
    if copies is None or copies.number is None:
        return None
    return Exemplar(copies.number, copies.printed, copies.receiver)


# --------------------------------------------------------------------------- on whose word


def _stated(record: Record) -> Mapping[str, str]:
    """Return who states the fields of a record that was just read: by path, parts and whole."""
    found: dict[str, str] = {}
    for path, origin in record.origins.items():
        found[path] = origin.basis
        for end in _PART_ENDS.finditer(path):
            found.setdefault(path[: end.start()], origin.basis)
    return found


_PART_ENDS = re.compile(r"[.\[]")


def _basis(stated: Mapping[str, str], path: str) -> str:
    """Return who states the field at ``path``: by where it stood, else by the table."""
    if path in stated:
        return stated[path]
    field = _PART_ENDS.split(path, maxsplit=1)[0]
    usual: Mapping[str, Sequence[str]] = _tables()["stated"]
    return next((basis for basis, names in usual.items() if field in names), "historian")


def _step(stated: Mapping[str, str], kind: str, paths: Sequence[str], **more: Any) -> Step:
    basis = _basis(stated, paths[0])
    rule = READ_RULE if basis == "inferred" else None
    return Step(kind, basis, tuple(paths), rule=rule, **more)


def _doer(kind: str) -> str:
    found: str = _tables()["doers"].get(kind, kind)
    return found


def _actor(agent: Agent, role: str) -> Actor:
    person = True if agent.family is not None else None
    return Actor(agent.name, role, agent.office, person=person)


# --------------------------------------------------------------------------- what the fields tell


def _made(record: Record, stated: Mapping[str, str]) -> Iterator[Step]:
    """Yield the writing: by whom, to whom, when and where."""
    paths = [
        field
        for field in ("date_text", "date", "creators", "recipients", "place", "period")
        if getattr(record, field) not in (None, ())
    ]
    if paths:
        agents = [_actor(agent, agent.role or _doer("written")) for agent in record.creators]
        agents += [_actor(agent, agent.role or "addressee") for agent in record.recipients]
        yield _step(stated, "written", paths, date=record.date, agents=tuple(agents),
                    place=record.place)  # fmt: skip


def _numbered(record: Record, stated: Mapping[str, str]) -> Iterator[Step]:
    """Yield registering, sending and receiving, as far as a number tells of it."""
    main = record.number
    kinds: Mapping[str, str] = _tables()["numbers"]
    for place, number in enumerate(record.numbers):
        kind = kinds.get(number.kind.casefold(), "registered")
        paths = [f"numbers[{place}]"]
        if number.value == main and kind == "registered":
            paths.append("number")
            main = None
        note = None if kind != "registered" or "regist" in number.kind else number.kind
        yield _step(stated, kind, paths, date=number.date, number=number.value, note=note)
    if main is not None:
        yield _step(stated, "registered", ["number"], number=main)


def _copied(record: Record, stated: Mapping[str, str]) -> Iterator[Step]:
    """Yield the typing, and one step for each copy that went to somebody."""
    copies = record.copies
    if copies is None:
        return
    told = [
        f"copies.{name}"
        for name in ("printed", "typed", "typed_by", "register")
        if getattr(copies, name) is not None
    ]
    if told:
        typist = (Actor(copies.typed_by, _doer("typed")),) if copies.typed_by is not None else ()
        yield _step(stated, "typed", told, date=copies.typed, agents=typist,
                    copies=copies.printed, number=copies.register)  # fmt: skip
    for place, line in enumerate(copies.distribution):
        to = Actor(line.to, "file" if is_file(line.to) else "recipient")
        yield _step(stated, "distributed", [f"copies.distribution[{place}]"], copy=line.copy,
                    agents=(to,))  # fmt: skip
    if copies.distribution_note is not None:
        yield _step(stated, "distributed", ["copies.distribution_note"],
                    note=copies.distribution_note)  # fmt: skip


def is_file(to: str) -> bool:
    """Whether a line of a distribution list means that the copy stayed in the file."""
    return to.casefold().strip(" .") in _tables()["copies"]["file"]


_WORD = re.compile(r"[^\W\d_]+")


def _marked(record: Record, stated: Mapping[str, str]) -> Iterator[Step]:
    """Yield what hands and stamps added to this exemplar."""
    copy = record.copies.number if record.copies is not None else None
    words_of: Mapping[str, Sequence[str]] = _tables()["marks"]
    for place, mark in enumerate(record.marks):
        kind = "signed" if mark.kind == "signature" else "marked"
        if kind == "marked":
            words = frozenset(_WORD.findall((mark.text or "").casefold()))
            kind = next((k for k, known in words_of.items() if words & set(known)), kind)
        agents = (Actor(mark.by, _doer(kind)),) if mark.by is not None else ()
        yield _step(stated, kind, [f"marks[{place}]"], date=mark.date, agents=agents, copy=copy,
                    mark=mark)  # fmt: skip


def _filed(record: Record, stated: Mapping[str, str]) -> Iterator[Step]:
    """Yield where it lies; the exemplar described is known to lie there if it is the only place."""
    copy = record.copies.number if record.copies is not None else None
    only = copy if len(record.holdings) == 1 else None
    for place, holding in enumerate(record.holdings):
        holder = holding.holder
        name = holder.full_name if holder is not None else holding.archive_text
        agents = (Actor(name, _doer("filed"), person=False),) if name is not None else ()
        yield _step(stated, "filed", [f"holdings[{place}]"], agents=agents, locator=holding,
                    copy=only, note=holding.note)  # fmt: skip


def _credited(record: Record, stated: Mapping[str, str]) -> Iterator[Step]:
    """Yield how it was obtained, translated, … on the way to publication."""
    for place, credit in enumerate(record.credits):
        kind = credit.role.strip()
        kind = kind.casefold() if kind.casefold() in EVENT_KINDS else kind
        agents = [
            Actor(name, _doer(kind), affiliation=credit.affiliations.get(name))
            for name in credit.by
        ]
        if credit.project is not None:
            agents.append(Actor(credit.project, "project", person=False))
        yield _step(stated, kind, [f"credits[{place}]"], agents=tuple(agents), credit=credit)


def _shown(record: Record, stated: Mapping[str, str]) -> Iterator[Step]:
    """Yield the publication by the host, and that somebody saw it there."""
    shown = record.publication
    if shown is None:
        return
    told = [
        f"publication.{name}"
        for name in ("uploaded", "host", "publisher", "url", "id", "versions", "sponsors")
        if getattr(shown, name) not in (None, ())
    ]
    if told:
        named = ((shown.host, "host"), (shown.publisher, "publisher"))
        agents = [Actor(name, role, person=False) for name, role in named if name is not None]
        agents += [Actor(name, "sponsor", person=False) for name in shown.sponsors]
        yield _step(stated, "published", told, date=shown.uploaded, agents=tuple(agents),
                    url=shown.url, number=shown.id)  # fmt: skip
    if shown.accessed is not None:
        basis = stated.get("publication.accessed", "historian")  # else the visitor's own word
        yield Step("accessed", basis, ("publication.accessed",), shown.accessed, url=shown.url)


def _own(record: Record) -> Iterator[Step]:
    """Yield the events that the record has of its own."""
    for place, event in enumerate(record.events):
        agents = (Actor(event.agent, _doer(event.kind)),) if event.agent is not None else ()
        rule = "historian" if event.basis == "inferred" else None
        yield Step(event.kind, event.basis or "historian", (f"events[{place}]",), event.date,
                   agents, event.place, note=event.note, rule=rule)  # fmt: skip
