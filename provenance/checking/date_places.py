"""Where dates stand: in the fields of a record, and beside the references of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from weakref import ref

from provenance.model.dates import Date, DatePart
from provenance.model.document import Record
from provenance.model.reference import Passage, Reference, Writing
from provenance.model.written_dates import DateReading, find_dates

__all__ = ["Beside", "beside", "cited", "dates_of", "has_dates", "printed"]

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip


def dates_of(record: Record) -> Iterator[tuple[str, Date]]:
    """Yield every date of a record with its field."""
    copies, publication = record.copies, record.publication
    single = (
        ("date", record.date),
        ("period", record.period),
        ("copies.typed", copies.typed if copies is not None else None),
        ("publication.uploaded", publication.uploaded if publication is not None else None),
        ("publication.accessed", publication.accessed if publication is not None else None),
    )
    yield from ((field, date) for field, date in single if date is not None)
    for index, number in enumerate(record.numbers):
        if number.date is not None:
            yield f"numbers[{index}].date", number.date
    for index, mark in enumerate(record.marks):
        if mark.date is not None:
            yield f"marks[{index}].date", mark.date
    for index, event in enumerate(record.events):
        if event.date is not None:
            yield f"events[{index}].date", event.date


def cited(writing: Writing) -> Iterator[tuple[Passage, list[Reference]]]:
    """Yield the passages that hold a reference, with their references."""
    references = sorted(writing.references, key=_start)
    index, count = 0, len(references)
    for passage in sorted(writing.passages, key=_start):
        start, end = passage.start, passage.end
        while index < count and references[index].start < start:
            index += 1
        first = index
        while index < count and references[index].start < end:
            index += 1
        if index > first:
            yield passage, references[first:index]


_start = attrgetter("start")


#: What a date has that any of the rules below may find fault with.
_DOUBTFUL = re.compile(r"(?<!\d)(?:29|3\d)(?!\d)|^\D*\d{1,2}\D+\d{1,2}\D*$|[./-]|19(?:16|18|19|23)")
#: A date that was taken for a call number before an archive's name.
_NO_UNIT = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4},")
_DIGIT = re.compile(r"\d")

#: A date's start and end, how it was read, and the references of its passage.
Beside = tuple[int, int, DateReading, list[Reference]]
#: The writing that was looked at last, with its dates: several rules ask for them in turn.
_latest: list[tuple[ref[Writing], list[Beside]]] = []


def beside(writing: Writing) -> list[Beside]:
    """Return the doubtful dates that stand in a passage with a reference, not inside of one."""
    known = _latest[-1] if _latest else None
    if known is not None and known[0]() is writing:
        return known[1]
    found: list[Beside] = []
    text = writing.readable
    for passage, references in cited(writing):
        at = passage.start
        first = references[0]
        if first.start == at and first.end >= passage.end and not _NO_UNIT.match(first.text):
            continue  # a line that is one reference
        ends = [(each.start, each.end) for each in references if not _NO_UNIT.match(each.text)]
        for start, end in (*ends, (passage.end, passage.end)):
            if start - at > 5 and _DIGIT.search(text, at, start):
                for low, high, reading in find_dates(text[at:start], _DOUBTFUL):
                    found.append((at + low, at + high, reading, references))
            at = max(at, end)
    _latest[:] = [(ref(writing), found)]
    return found


def has_dates(writing: Writing) -> bool:
    """Whether doubtful dates stand beside references."""
    return bool(beside(writing))


def printed(part: DatePart | Date) -> str:
    """Return a date in words where it is a whole day, else its text."""
    single = part.single if isinstance(part, Date) else part
    if single is not None and single.day is not None and 1 <= (single.month or 0) <= 12:
        return f"{single.day} {_MONTHS[(single.month or 1) - 1]} {single.year_text}"
    return part.edtf if isinstance(part, Date) else part.text
