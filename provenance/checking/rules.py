"""The table of rules: each is one small function, its docstring its documentation.

A rule is written so::

    @rule("range-descending", "LEA001", "error", Reference)
    def range_descending(reference: Reference, context: Context) -> Iterator[Hit]:
        '''A range of leaves runs backwards.

        Why it matters, in a sentence or two.

        Bad: ``ll. 29–26``
        Good: ``ll. 26–29``
        '''
        yield Hit("Leaf range runs backwards: 29–26.", start, end)

The second argument of :func:`rule` is the short code, which ``--select`` takes too; the last one
says what the rule looks at: a :class:`Reference`, a :class:`Writing` (a whole manuscript), a
:class:`Record`, an :class:`Entry` (one entry of a bibliography file, as it stands there), the
:class:`Entries` of such a file together, or a :class:`Folder` (records together). A rule that
looks at one more kind of thing has one more function, under :func:`also`.

So that a list of 100,000 references is checked in seconds, a rule may say which things cannot
break it: ``when`` is a question about the thing (of a reference about its
:class:`~provenance.checking.shape.Shape`), and without a yes the rule is not asked. With
``by_shape`` (``True``, or a question about the shape) a rule says that it goes by a reference's
shape alone: where it has found nothing in one, it is not asked about others of that shape. Neither
may change what is found.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final

import attrs

from provenance.checking.finding import Fix, Severity
from provenance.checking.limits import Limits, limits
from provenance.model.document import Record

__all__ = [
    "Broken",
    "Context",
    "Entries",
    "Entry",
    "Folder",
    "Hit",
    "Rule",
    "also",
    "rule",
    "rule_by_name",
    "rules",
]

#: The modules that hold rules, in the order in which they are listed.
_MODULES: Final = (
    "locators", "values", "leaves", "text", "archive_names", "dates", "chronology", "copies",
    "publication", "names", "records", "folders", "entries", "notes", "suppress",
)  # fmt: skip


@attrs.frozen
class Hit:
    """What a rule found, before it has a place in a file.

    ``start`` and ``end`` are code points of the text that holds what was looked at, ``None`` for
    records, whose ``field`` is named instead (``copies.number``, ``holdings[0].leaves``). In a
    :class:`Folder` ``record`` says which one is meant.
    """

    message: str
    start: int | None = None
    end: int | None = None
    field: str = ""
    fix: Fix | None = None
    severity: Severity | None = None
    record: Record | None = None


@attrs.frozen
class Context:
    """What a rule may know besides what it looks at.

    ``today`` is the day of the check; ``text`` the whole text in which a reference stands (``""``
    for values in memory); ``limits`` the thresholds and lists of ``records/checks.toml``;
    ``consulted`` the year in which the archive was seen, where it is known. ``alone`` says that
    what is looked at is one reference or record, not part of a manuscript; ``format`` is that of
    the text (``text``, ``markdown``, ``latex``, …).
    """

    today: dt.date
    limits: Limits = attrs.field(factory=lambda: limits())
    text: str = ""
    consulted: int | None = None
    alone: bool = False
    format: str = "text"


@attrs.frozen
class Entry:
    """One entry of a bibliography file, as it stands there: its fields before any reading.

    ``format`` is ``bibtex``, ``csl-json``, ``csl-yaml`` or ``ris``. ``fields`` are the values by
    name as that format has them (text; for CSL what JSON has). ``places`` tells where a field's
    value stands, in code points of the file, and under ``key`` (BibTeX) or ``id`` where the
    entry's key does.
    """

    key: str
    format: str
    fields: Mapping[str, Any]
    start: int = 0
    end: int = 0
    places: Mapping[str, tuple[int, int]] = attrs.field(factory=dict)


@attrs.frozen
class Broken:
    """An entry of a bibliography file that could not be read: why, and where that was seen."""

    message: str
    start: int
    end: int


@attrs.frozen
class Entries:
    """All entries of one bibliography file."""

    entries: tuple[Entry, ...]


@attrs.frozen
class Folder:
    """Records that are looked at together; ``paths`` gives each one's file, where it has one."""

    records: tuple[Record, ...]
    paths: tuple[str | None, ...] = ()


Check = Callable[[Any, Context], Iterable[Hit]]
#: Whether a thing, or a reference of this shape, may break a rule.
Condition = Callable[[Any], bool]


@attrs.frozen
class Rule:
    """A rule: its id (``range-descending``), short code, severity, and how it looks at what.

    ``checks`` has the function for each type it looks at; the first one's docstring is the
    rule's documentation. ``when`` has, for some types, what must be so for the rule to be asked;
    ``by_shape`` says of which shapes of references nothing else counts.
    """

    id: str
    code: str
    severity: Severity
    checks: Mapping[type, Check]
    when: Mapping[type, Condition] = attrs.field(factory=dict)
    by_shape: Condition | None = None

    @property
    def documentation(self) -> str:
        """What the rule is for, why, and an example of bad and good."""
        lines = (next(iter(self.checks.values())).__doc__ or "").strip("\n").split("\n")
        return "\n".join([lines[0].strip(), *(line.removeprefix("    ") for line in lines[1:])])

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.documentation.partition("\n")[0]


_rules: dict[str, Rule] = {}
_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")
_CODE = re.compile(r"[A-Z]{3}[0-9]{3}")


def rule(
    name: str, code: str, severity: Severity, subject: type, *, when: Condition | None = None,
    by_shape: bool | Condition = False,
) -> Callable[[Check], Check]:  # fmt: skip
    """Enter the function that follows in the table of rules."""

    def enter(check: Check) -> Check:
        if not _ID.fullmatch(name) or not _CODE.fullmatch(code) or not check.__doc__:
            raise ValueError(f"{name}: a rule has a kebab-case id, a code and a docstring")
        if name in _rules or any(other.code == code for other in _rules.values()):
            raise ValueError(f"{name} or {code}: there is such a rule already")
        conditions = {subject: when} if when is not None else {}
        by = (lambda _: True) if by_shape is True else by_shape or None
        _rules[name] = Rule(name, code, severity, {subject: check}, conditions, by)
        return check

    return enter


def also(
    name: str, subject: type, *, when: Condition | None = None
) -> Callable[[Check], Check]:  # fmt: skip
    """Enter the function that follows as what the rule ``name`` does with a further subject."""

    def enter(check: Check) -> Check:
        found = _rules[name]
        if subject in found.checks:
            raise ValueError(f"{name}: it looks at {subject.__name__} already")
        conditions = {**found.when, subject: when} if when is not None else found.when
        checks = {**found.checks, subject: check}
        _rules[name] = attrs.evolve(found, checks=checks, when=conditions)
        return check

    return enter


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by id, each family (``LOC``, ``LEA``) in the order of its codes."""
    for module in _MODULES:
        import_module(f"provenance.checking.{module}")
    families = list(dict.fromkeys(each.code[:3] for each in _rules.values()))
    ordered = sorted(_rules.values(), key=lambda each: (families.index(each.code[:3]), each.code))
    return {each.id: each for each in ordered}


def rule_by_name(name: str) -> Rule | None:
    """Return the rule with this id or code, in any letter case; ``None`` where there is none."""
    found = rules().get(name.lower())
    if found is None:
        found = next((each for each in rules().values() if each.code == name.upper()), None)
    return found
