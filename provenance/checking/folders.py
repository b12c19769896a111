"""Rules about records together: keys, documents and files that come twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs

from provenance.archives import archives, fold_name, present_id
from provenance.checking.archive_names import former_names
from provenance.checking.chronology import certainly_before
from provenance.checking.rules import Context, Entries, Folder, Hit, also, rule
from provenance.model.document import Record
from provenance.model.leaves import LeafRange
from provenance.model.locator import Locator
from provenance.model.text import fold
from provenance.units import root_kind

__all__ = ["conflicting_leaves", "duplicate_key", "duplicate_locator", "file_under_two_names"]


@rule("duplicate-key", "REC001", "error", Folder)
def duplicate_key(folder: Folder, context: Context) -> Iterator[Hit]:
    """A key is used for two records, or for two entries of one bibliography file.

    Capitals don't tell keys apart: neither BibTeX nor many file systems see them.

    Bad: ``puzanov-1957`` and ``Puzanov-1957``
    Good: ``puzanov-1957`` and ``puzanov-1957-2``
    """
    count = Counter(record.key.casefold() for record in folder.records)
    seen: Counter[str] = Counter()
    for record in folder.records:
        key = record.key.casefold()
        seen[key] += 1
        if seen[key] == 2:
            yield Hit(f"Key {record.key} used {count[key]} times.", field="key", record=record)


@also("duplicate-key", Entries)
def _key_of_entries(entries: Entries, context: Context) -> Iterator[Hit]:
    """Look at the entries of a bibliography file."""
    count = Counter(entry.key.casefold() for entry in entries.entries)
    seen: Counter[str] = Counter()
    for entry in entries.entries:
        key = entry.key.casefold()
        seen[key] += 1
        if key and seen[key] == 2:
            start, end = entry.places.get("key", (entry.start, entry.end))
            yield Hit(f"Key {entry.key} used {count[key]} times.", start, end, field="key")


# --------------------------------------------------------------------------- files


@attrs.frozen
class _Holding:
    """One holding of one record: the record's place in the folder, the holding's in the record."""

    index: int
    number: int
    record: Record
    locator: Locator

    @property
    def field(self) -> str:
        return f"holdings[{self.number}]"


_Pairs = tuple[tuple[str, str], ...]
#: The archive, and the units that decide.
_File = tuple[str, _Pairs]


def _files(folder: Folder) -> Iterator[list[_Holding]]:
    """Yield the holdings of each file that several records cite, in the folder's order.

    A unit that the archive's data marks as auxiliary (AVPRF's papka) doesn't count, unless the
    folder has it with different values.
    """
    found: dict[_File, list[tuple[_Holding, _Pairs]]] = {}
    for index, record in enumerate(folder.records):
        for number, locator in enumerate(record.holdings):
            parts = _identity(locator)
            if parts is not None:
                holding = _Holding(index, number, record, locator)
                found.setdefault(parts[0], []).append((holding, parts[1]))
    for group in found.values():
        values: dict[str, set[str]] = {}
        for _, extra in group:
            for kind, value in extra:
                values.setdefault(kind, set()).add(value)
        split = {kind for kind, several in values.items() if len(several) > 1}
        parts_of: dict[_Pairs, list[_Holding]] = {}
        for holding, extra in group:
            own = tuple(pair for pair in extra if pair[0] in split)
            parts_of.setdefault(own, []).append(holding)
        for holdings in parts_of.values():
            if len({each.index for each in holdings}) > 1:
                yield holdings


def _identity(locator: Locator) -> tuple[_File, _Pairs] | None:
    """Return what decides which file a locator means, and its auxiliary units."""
    if not locator.units:
        return None
    if locator.archive is not None:
        archive = archives()[present_id(locator.archive)]
        where, kind_of, auxiliary = archive.id, archive.identity_kind, archive.auxiliary
    elif locator.archive_text is not None:
        where = "?" + fold(locator.archive_text).rstrip(".")
        kind_of, auxiliary = root_kind, frozenset[str]()
    else:
        return None
    units = [(kind_of(unit.kind), fold(unit.value)) for unit in locator.units]
    sure = tuple(pair for pair in units if pair[0] not in auxiliary)
    extra = tuple(pair for pair in units if pair[0] in auxiliary)
    return (where, sure), (*extra, ("", locator.part)) if locator.part else extra


def _apart(a: Record, b: Record) -> bool:
    """Whether two documents are certainly of different dates."""
    if a.date is None or b.date is None:
        return False
    return certainly_before(a.date, b.date) or certainly_before(b.date, a.date)


def _overlaps(holdings: list[_Holding]) -> Iterator[tuple[_Holding, _Holding, bool]]:
    """Yield each holding whose leaves overlap an earlier record's, with that one.

    The third says whether no more than the leaf is shared on which one document ends and the
    other begins. In one pass over the leaves in their order.
    """
    by_kind: dict[str, list[tuple[LeafRange, _Holding]]] = {}
    for holding in holdings:
        leaves = holding.locator.leaves
        for each in leaves.ranges if leaves is not None else ():
            if not each.backwards:
                by_kind.setdefault(root_kind(leaves.kind if leaves else ""), []).append(
                    (each, holding)
                )
    told: set[int] = set()
    for spans in by_kind.values():
        spans.sort(key=lambda each: (each[0].start, each[0].end, each[1].index))
        far: tuple[LeafRange, _Holding] | None = None
        for span, holding in spans:
            if far is not None and far[1].index != holding.index and span.start <= far[0].end:
                earlier, later = sorted((far[1], holding), key=lambda each: each.index)
                if later.index not in told:
                    told.add(later.index)
                    yield earlier, later, _edge(far[0], span)
            if far is None or span.end > far[0].end:
                far = (span, holding)


def _edge(before: LeafRange, after: LeafRange) -> bool:
    """Whether one range ends on the leaf on which the other begins."""
    last = before.last
    return (
        last is not None and before.first.number < last.number
        and (last.number, last.letter) == (after.first.number, after.first.letter)
        and after.end > before.end
    )  # fmt: skip


@rule("duplicate-locator", "REC002", "warning", Folder)
def duplicate_locator(folder: Folder, context: Context) -> Iterator[Hit]:
    """Two records cite the same leaves of the same file: one document has come twice.

    Locators are compared as the library compares them, blind to script, spacing and former names
    of the archive. Records without leaves are told where title and date are the same, too.

    Bad: ``AVPRF, f. 0102, op. 14, d. 6, ll. 26–29`` and ``АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 27``
    Good: one record, or the leaves put right
    """
    for holdings in _files(folder):
        for earlier, later, edge in _overlaps(holdings):
            if not _apart(earlier.record, later.record) and not (
                edge and earlier.record.date != later.record.date
            ):
                yield Hit(f"Same file and leaves as {earlier.record.key}.", field=later.field,
                          record=later.record)  # fmt: skip
        for earlier, later in _same_documents(holdings):
            if earlier.locator.leaves is None and later.locator.leaves is None:
                yield Hit(f"Same file and document as {earlier.record.key}.", field=later.field,
                          record=later.record)  # fmt: skip


def _same_documents(holdings: list[_Holding]) -> Iterator[tuple[_Holding, _Holding]]:
    """Yield each record with an earlier one of the same title, number and date."""
    first: dict[tuple[object, ...], _Holding] = {}
    for holding in holdings:
        record = holding.record
        title = record.title or record.original_title
        if record.date is None or title is None:
            continue
        key = (record.date, fold(title), record.number)
        earlier = first.setdefault(key, holding)
        if earlier.index != holding.index:
            yield earlier, holding


@rule("conflicting-leaves", "REC010", "warning", Folder)
def conflicting_leaves(folder: Folder, context: Context) -> Iterator[Hit]:
    """The leaves of two records contradict one another.

    Either one document has different leaves in two records, or two documents of different dates
    have the same ones. That one begins on the leaf on which the other ends is no fault.

    Bad: ``ll. 26–29`` of a file for a letter of 5 May, ``ll. 28–31`` for one of 7 May
    Good: ``ll. 26–28`` and ``ll. 29–31``
    """
    for holdings in _files(folder):
        for earlier, later, edge in _overlaps(holdings):
            if _apart(earlier.record, later.record) and not edge:
                yield Hit(
                    f"Leaves {later.locator.leaves} overlap those of {earlier.record.key}, "
                    "a document of another date.",
                    field=f"{later.field}.leaves", record=later.record,
                )  # fmt: skip
        for earlier, later in _same_documents(holdings):
            mine, theirs = later.locator.leaves, earlier.locator.leaves
            if mine is not None and theirs is not None and not mine.overlaps(theirs):
                yield Hit(
                    f"This document has leaves {theirs} in {earlier.record.key}.",
                    field=f"{later.field}.leaves", record=later.record,
                )  # fmt: skip


def _name(locator: Locator) -> tuple[str, bool]:
    """Return the archive's name as a locator has it, and whether the archive has it no more."""
    aid = locator.archive
    if aid is None:
        return locator.archive_text or "", False
    name = locator.archive_text or archives()[aid].printed
    now = present_id(aid)
    return name, fold_name(name) in former_names(now)


@rule("file-under-two-names", "REC011", "warning", Folder)
def file_under_two_names(folder: Folder, context: Context) -> Iterator[Hit]:
    """One file is cited under the archive's name of today in one record, a former one in another.

    Bad: ``TsKhSD, f. 5, op. 28, d. 411`` in one record, ``RGANI, f. 5, op. 28, d. 411`` in another
    Good: ``RGANI`` in both
    """
    for holdings in _files(folder):
        names = [(holding, *_name(holding.locator)) for holding in holdings]
        current = next(((each, name) for each, name, old in names if not old), None)
        if current is None:
            continue
        for holding, name, old in names:
            if old:
                yield Hit(
                    f"{name} is called {current[1]} in {current[0].record.key}.",
                    field=f"{holding.field}.archive_text", record=holding.record,
                )  # fmt: skip
