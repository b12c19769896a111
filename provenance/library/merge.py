"""One record of two that describe one document; whether two do.

Nothing is lost: what both say is kept once, what one alone says is taken, lists are united, and
where they contradict each other the losing value is kept under ``merged`` with its source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import attrs

from provenance._shape import field_types, path_text
from provenance.model import (
    Agent,
    Credit,
    Date,
    Event,
    Leaves,
    Locator,
    Mark,
    Merged,
    Number,
    Receiver,
    Record,
    Unit,
    Unread,
    Version,
)
from provenance.model.text import fold

__all__ = ["Difference", "Merging", "host_ids", "merge_records", "name_id", "same_document"]

T = TypeVar("T")
Path = tuple[str | int, ...]


# --------------------------------------------------------------------------- one document, or two


def host_ids(record: Record) -> frozenset[str]:
    """Return what a host knows the document by: its address, and its id on that site."""
    publication = record.publication
    if publication is None:
        return frozenset()
    found = set()
    if publication.url is not None:
        try:
            url = urlsplit(publication.url.strip())
            site = (url.hostname or "").removeprefix("www.")
        except ValueError:
            site = ""
        path = url.path.rstrip("/") if site else ""
        if path or (site and url.query):
            found.add(f"url {site}{path}?{url.query}")
    if publication.id is not None and publication.host is not None:
        found.add(f"id {fold(publication.host)} {fold(publication.id)}")
    return frozenset(found)


def same_document(a: Record, b: Record) -> bool:
    """Whether two records describe one document.

    They do where one host knows both by the same address or id, and where they lie on the same
    leaves of one file; without leaves, where file, date and either title or number are the same;
    and, where it is not said where one of them lies, where title and date are the same. Documents
    of different dates are two, as are those that share no more than the leaf on which one ends and
    the other begins.
    """
    if not host_ids(a).isdisjoint(host_ids(b)):
        return True
    if a.date is not None and b.date is not None and _apart(a.date, b.date):
        return False
    if any(_same_place(a, mine, b, theirs) for mine in a.holdings for theirs in b.holdings):
        return True
    if all(any(each.unit_key for each in record.holdings) for record in (a, b)):
        return False
    name = name_id(a)
    return name is not None and name == name_id(b) and (a.date is not None or _all_equal(a, b))


def name_id(record: Record) -> str | None:
    """Return what two records share that name one document by title and date."""
    title = record.title or record.original_title
    if title is None:
        return None
    return f"name {record.date.edtf if record.date is not None else ''} {fold(title)}"


def _all_equal(a: Record, b: Record) -> bool:
    return attrs.evolve(a, merged=()) == attrs.evolve(b, key=a.key, merged=())


def _apart(a: Date, b: Date) -> bool:
    (first, last), (other_first, other_last) = a.bounds(), b.bounds()
    return (last is not None and other_first is not None and last < other_first) or (
        other_last is not None and first is not None and other_last < first
    )


def _same_place(a: Record, mine: Locator, b: Record, theirs: Locator) -> bool:
    if mine.unit_key != theirs.unit_key or not mine.overlaps(theirs):
        return False
    if mine.leaves is None or theirs.leaves is None:
        return a.date is not None and a.date == b.date and _same_name(a, b)
    return not _edge(mine.leaves, theirs.leaves) or _same_name(a, b)


def _same_name(a: Record, b: Record) -> bool:
    titles = [
        {fold(title) for title in (each.title, each.original_title) if title} for each in (a, b)
    ]
    return not titles[0].isdisjoint(titles[1]) or (a.number is not None and a.number == b.number)


def _edge(a: Leaves, b: Leaves) -> bool:
    """Whether no more is shared than the leaf on which one ends and the other begins."""
    before, after = sorted((a.ranges, b.ranges), key=lambda each: (each[0].start, each[-1].end))
    last, first = before[-1].last, after[0].first
    return (
        last is not None
        and (last.number, last.letter) == (first.number, first.letter)
        and before[0].first.number < last.number
        and after[-1].end > before[-1].end
    )


# --------------------------------------------------------------------------- one record of two


@attrs.frozen
class Difference:
    """What another record says otherwise: the field's path, what is here and what is there.

    ``here`` is ``None`` for what only the other one says, an item of a list included.
    """

    path: str
    here: str | None
    there: str


@attrs.frozen
class Merging:
    """One record of two, and what the second one had to say: what was taken, what not."""

    record: Record
    differences: tuple[Difference, ...]


def merge_records(
    record: Record, other: Record, *, source: str | None = None, prefer_other: bool = False
) -> Merging:
    """Return ``record`` with what ``other``, of the same document, says besides.

    Equal values are kept, missing ones taken, lists united without doubles. Where they
    contradict each other ``record`` wins, unless ``prefer_other``. What was taken and what lost
    is told in an entry of ``merged``, which names the key of the other record and ``source``,
    its file; an entry that is there already is not repeated, so that merging again changes
    nothing. The differences are those that such an entry doesn't tell yet.
    """
    union = _Union(prefer_other)
    values = {
        name: union.one((name,), getattr(record, name), getattr(other, name))
        for name in attrs.fields_dict(Record)
        if name not in ("key", "merged", "origins")
    }
    entries = [*record.merged, *(entry for entry in other.merged if entry not in record.merged)]
    told = {(entry.key, path, value) for entry in entries for path, value in entry.differs.items()}
    lost, won = {}, {}
    for path, (here, there) in union.differs.items():
        if prefer_other:
            won[path] = here
        elif (other.key, path, there) not in told:
            lost[path] = there
    if union.took or lost or won:
        took = (*union.took, *won)
        entries.append(Merged(key=other.key, source=source, took=took, differs=lost))
    if won:
        entries.append(Merged(key=record.key, differs=won))
    news = tuple(
        each for each in union.found
        if each.path in union.took or each.path in lost or each.path in won
    )  # fmt: skip
    merged = attrs.evolve(record, **values, merged=tuple(entries), origins={})
    return Merging(merged, news)


@attrs.define
class _Union:
    """Puts two values together, field by field, and notes what came from the second one."""

    prefer_other: bool
    took: list[str] = attrs.field(factory=list, init=False)
    #: By path: the first's value and the second's.
    differs: dict[str, tuple[str, str]] = attrs.field(factory=dict, init=False)
    found: list[Difference] = attrs.field(factory=list, init=False)

    def one(self, path: Path, here: Any, there: Any) -> Any:
        """Return one value of two."""
        if isinstance(here, tuple) and isinstance(there, tuple):
            return self._list(path, here, there)
        if isinstance(here, Mapping) and isinstance(there, Mapping):
            return {
                key: self.one((*path, key), here.get(key), there.get(key))
                for key in (*here, *(key for key in there if key not in here))
            }
        if there is None or here == there:
            return here if here is not None else there
        if here is None:
            self._take(path, there)
            return there
        if isinstance(here, Locator) and isinstance(there, Locator):
            return self._locator(path, here, there)
        if attrs.has(type(here)) and type(here) not in (Date, Leaves, Unit):
            return self._table(path, here, there)
        return self._conflict(path, here, there)

    def _table(self, path: Path, here: Any, there: Any) -> Any:
        cls: type = type(here)
        return cls(**{
            attribute: self.one((*path, name), getattr(here, attribute), getattr(there, attribute))
            for attribute, (name, _) in field_types(cls).items()
        })  # fmt: skip

    def _list(self, path: Path, here: tuple[Any, ...], there: tuple[Any, ...]) -> tuple[Any, ...]:
        """Unite two lists: items that are of one thing become one item."""
        united = list(here)
        free = dict.fromkeys(range(len(here)))
        for item in there:
            match = next((i for i in free if united[i] == item), None)
            if match is None:
                same = _SAME.get(type(item), _equal)
                match = next((i for i in free if same(united[i], item)), None)
                if match is not None and not isinstance(item, str):
                    united[match] = self.one((*path, match), united[match], item)
            elif isinstance(item, Locator):  # equal ones may differ in their texts
                united[match] = self._locator((*path, match), united[match], item)
            if match is None:
                if item in united:
                    continue
                self._take((*path, len(united)), item)
                united.append(item)
            else:
                del free[match]
        return tuple(united)

    def _locator(self, path: Path, here: Locator, there: Locator) -> Locator:
        """Put two references to one file together: how it was written is the first's."""
        units, leaves = here.units, here.leaves
        if here != there:
            missing = [unit for unit in there.units if here.unit(unit.kind) is None]
            if missing and not [unit for unit in here.units if there.unit(unit.kind) is None]:
                self._take((*path, "units"), there.units, here.units)
                units = there.units
            elif missing:
                units = self._conflict((*path, "units"), here.units, there.units)
            leaves = self.one((*path, "leaves"), here.leaves, there.leaves)
        rest = self.one((*path, "rest"), here.rest, there.rest)
        note = self.one((*path, "note"), here.note, there.note)
        return attrs.evolve(here, units=units, leaves=leaves, rest=rest, note=note)

    def _take(self, path: Path, value: Any, here: Any = None) -> None:
        """Note what is taken; ``here`` is what it is more than, if anything."""
        self.took.append(path_text(path))
        less = None if here is None else _shown(here)
        self.found.append(Difference(path_text(path), less, _shown(value)))

    def _conflict(self, path: Path, here: T, there: T) -> T:
        where = path_text(path)
        shown = _shown(here), _shown(there)
        self.differs[where] = shown
        self.found.append(Difference(where, *shown))
        return there if self.prefer_other else here


# --------------------------------------------------------------------------- items of one thing


def _equal(a: Any, b: Any) -> bool:
    return fold(a) == fold(b) if isinstance(a, str) and isinstance(b, str) else bool(a == b)


def _fits(a: str | None, b: str | None) -> bool:
    return a is None or b is None or fold(a) == fold(b)


def _same_agent(a: Agent, b: Agent) -> bool:
    if not _fits(a.role, b.role):
        return False
    if fold(a.name) == fold(b.name):
        return True
    if a.family is None or b.family is None or fold(a.family) != fold(b.family):
        return False
    mine, theirs = (fold(each.given or "").replace(".", " ").split() for each in (a, b))
    return all(x.startswith(y) or y.startswith(x) for x, y in zip(mine, theirs, strict=False))


def _same_credit(a: Credit, b: Credit) -> bool:
    return (
        fold(a.role) == fold(b.role)
        and _fits(a.project, b.project)
        and (a.project is not None or not {*map(fold, a.by)}.isdisjoint(map(fold, b.by)))
        and _fits(a.source_language, b.source_language)
        and _fits(a.target_language, b.target_language)
    )


def _same_mark(a: Mark, b: Mark) -> bool:
    return a.kind == b.kind and a.text is not None and b.text is not None and _fits(a.text, b.text)


def _same_number(a: Number, b: Number) -> bool:
    return fold(a.kind) == fold(b.kind) and fold(a.value) == fold(b.value)


def _same_receiver(a: Receiver, b: Receiver) -> bool:
    return a.copy == b.copy if a.copy is not None and b.copy is not None else _fits(a.to, b.to)


def _same_version(a: Version, b: Version) -> bool:
    return _fits(a.form, b.form) and a.language == b.language


def _same_unread(a: Unread, b: Unread) -> bool:
    return a.text == b.text


_SAME: Mapping[type, Callable[[Any, Any], bool]] = {
    Agent: _same_agent,
    Credit: _same_credit,
    Event: _equal,
    Locator: Locator.overlaps,
    Mark: _same_mark,
    Number: _same_number,
    Receiver: _same_receiver,
    Unread: _same_unread,
    Version: _same_version,
}


def _shown(value: Any) -> str:
    """Return a value as one text: a table as its values in their order."""
    if isinstance(value, str | int | Date):
        return str(value)
    if isinstance(value, Leaves):
        return value.text
    if isinstance(value, Locator):
        return value.text or value.key
    if isinstance(value, Unit):
        return f"{value.kind} {value.value}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(item)}" for key, item in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    cls: type = type(value)
    parts = (getattr(value, attribute) for attribute in field_types(cls))
    return ", ".join(_shown(part) for part in parts if part not in (None, (), {}))
