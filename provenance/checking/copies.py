"""Rules about the numbered copies of a document, who got them, and how secret it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from provenance.checking.facts import facts
from provenance.checking.rules import Context, Hit, rule
from provenance.model.document import Receiver, Record
from provenance.units import root_kind

__all__ = [
    "classification_conflict",
    "copy_number_too_high",
    "distribution_size",
    "duplicate_copy_number",
    "duplicate_recipient",
    "missing_copy_numbers",
]


def _list(record: Record) -> tuple[Receiver, ...]:
    return record.copies.distribution if record.copies is not None else ()


def _who(line: Receiver, context: Context) -> str:
    """Return a recipient as it is compared: without titles, blind to case, spaces and stops."""
    words = line.to.split()
    while len(words) > 1 and words[0] in context.limits["titles"]:
        words = words[1:]
    return " ".join(re.findall(r"\w+", " ".join(words).casefold()))


def _file_copy(line: Receiver, context: Context) -> bool:
    return line.to.casefold().strip(" .") in context.limits["file-copies"]


@rule("copy-number-too-high", "COP001", "error", Record)
def copy_number_too_high(record: Record, context: Context) -> Iterator[Hit]:
    """The number of a copy is higher than the number of copies that were made.

    If the document itself says so, keep it, and say so in ``notes``.

    Bad: ``number = 5`` with ``printed = 3``
    Good: ``number = 3`` with ``printed = 5``
    """
    copies = record.copies
    if copies is None or copies.printed is None:
        return
    numbers = [("copies.number", copies.number)]
    numbers += [
        (f"copies.distribution[{i}].copy", line.copy) for i, line in enumerate(_list(record))
    ]
    for field, number in numbers:
        if number is not None and number > copies.printed:
            yield Hit(f"Copy {number} of {copies.printed}.", field=field)


def _twice(record: Record) -> Iterator[tuple[int, Receiver]]:
    """Yield the lines whose copy number an earlier line gave to somebody else."""
    first: dict[int, Receiver] = {}
    for index, line in enumerate(_list(record)):
        if line.copy is not None and first.setdefault(line.copy, line).to != line.to:
            yield index, line


def _gaps(numbers: Sequence[int], printed: int | None) -> list[str]:
    """Return the numbers that a list of copies skips, runs of them joined."""
    gaps = []
    # of the copies after the last one, one may be the file's, which no list needs to name
    last = max(numbers) + 1 if printed is None or printed <= max(numbers) + 1 else printed + 1
    for before, after in pairwise((0, *sorted(set(numbers)), last)):
        if after - before == 2:
            gaps.append(str(before + 1))
        elif after - before > 2:
            gaps.append(f"{before + 1}–{after - 1}")
    return gaps


def _unaccounted(record: Record) -> list[str]:
    lines = _list(record)
    numbers = [line.copy for line in lines if line.copy is not None]
    if len(numbers) < 2 or len(set(numbers)) < len(lines) or record.copies is None:
        return []
    printed = record.copies.printed
    if record.copies.distribution_note or (printed is not None and max(numbers) > printed):
        return []
    return _gaps(numbers, printed)


@rule("distribution-size", "COP002", "warning", Record)
def distribution_size(record: Record, context: Context) -> Iterator[Hit]:
    """A distribution list has more or fewer recipients than there were copies.

    One copy may have stayed in the file without being listed.

    Bad: ``printed = 3`` with five recipients
    Good: ``printed = 5`` with four recipients and the file
    """
    lines, copies = _list(record), record.copies
    if copies is None or copies.printed is None or not lines or copies.distribution_note:
        return
    too_high = any(line.copy is not None and line.copy > copies.printed for line in lines)
    if too_high or _unaccounted(record) or any(_twice(record)):
        return  # told there
    listed = any(_file_copy(line, context) for line in lines)
    if len(lines) == copies.printed or (not listed and len(lines) + 1 == copies.printed):
        return
    noun = "copy" if copies.printed == 1 else "copies"
    count = "1 addressee" if len(lines) == 1 else f"{len(lines)} addressees"
    yield Hit(f"{count} for {copies.printed} {noun}.", field="copies.distribution")


@rule("duplicate-copy-number", "COP003", "error", Record)
def duplicate_copy_number(record: Record, context: Context) -> Iterator[Hit]:
    """One copy went to two recipients.

    Bad: ``{ copy = 1, to = "Kuznetsov" }, { copy = 1, to = "Fedorenko" }``
    Good: ``{ copy = 1, to = "Kuznetsov" }, { copy = 2, to = "Fedorenko" }``
    """
    for index, line in _twice(record):
        yield Hit(f"Copy {line.copy} assigned twice.", field=f"copies.distribution[{index}].copy")


@rule("missing-copy-numbers", "COP004", "info", Record)
def missing_copy_numbers(record: Record, context: Context) -> Iterator[Hit]:
    """A distribution list skips the numbers of some copies.

    Asked where all lines are numbered and nothing says that the list goes on elsewhere.

    Bad: copies 1, 2, 4
    Good: copies 1, 2, 3, 4
    """
    gaps = _unaccounted(record)
    if gaps:
        noun = "Copy" if gaps == [gap for gap in gaps if gap.isdecimal()][:1] else "Copies"
        yield Hit(f"{noun} {', '.join(gaps)} unaccounted for.", field="copies.distribution")


@rule("duplicate-recipient", "COP005", "warning", Record)
def duplicate_recipient(record: Record, context: Context) -> Iterator[Hit]:
    """A distribution list names somebody twice.

    Bad: ``{ copy = 1, to = "Gromyko" }, { copy = 3, to = "Cde. Gromyko" }``
    Good: each recipient once
    """
    seen: set[str] = set()
    for index, line in enumerate(_list(record)):
        who = _who(line, context)
        if who in seen and not _file_copy(line, context):
            yield Hit(f"{line.to} listed twice.", field=f"copies.distribution[{index}].to")
        seen.add(who)


# --------------------------------------------------------------------------- classification


@cache
def _degrees() -> dict[str, int]:
    """Return every word of classification with its degree."""
    table = facts("classification")
    return {word: degree for degree, words in enumerate(table.values()) for word in words}


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!?[]()\"'„“”«»")


def _degree(text: str) -> int | None:
    return _degrees().get(_bare(text))


_NUMBER_END = re.compile(r"\d\s*[-/]?\s*([^\W\d_]{2})\.?$")


def _degree_names() -> list[str]:
    return list(facts("classification"))


def _marks_of_secrecy(record: Record) -> Iterator[tuple[str, int]]:
    """Yield what in a document says how secret it was, with the least degree it stands for."""
    for number in (record.number, *(each.value for each in record.numbers)):
        found = _NUMBER_END.search(number or "")
        if found is not None and found[1] in facts("secrecy")["number_ends"]:
            yield f"number {number}", _degree_names().index("top secret")
    for locator in record.holdings:
        for row in facts("secrecy")["units"]:
            where = (locator.archive, locator.holder.country if locator.holder else None)
            if row.get("archive", where[0]) != where[0] or row.get("country", where[1]) != where[1]:
                continue
            for unit in locator.units:
                kind = root_kind(unit.kind)
                if kind in row["kinds"] and re.fullmatch(row["value"], unit.value):
                    yield f"{kind} {unit.value}", _degree_names().index("secret")


@rule("classification-conflict", "COP006", "warning", Record)
def classification_conflict(record: Record, context: Context) -> Iterator[Hit]:
    """A document's classification is not that of its stamps, or it is open in a secret file.

    Without a word of its declassification, one of the two is misread.

    Bad: ``classification = "secret"``, and a stamp ``Top Secret``
    Good: ``classification = "top secret"``, and a stamp ``Top Secret``
    """
    degree = _degree(record.classification or "")
    if degree is None or _declassified(record, context):
        return
    for text in (*(mark.text or "" for mark in record.marks), *record.handling):
        other = _degree(text)
        if other is not None and other != degree:
            yield _conflict(record, _bare(text))
            return
    for what, least in _marks_of_secrecy(record):
        if degree < least and (degree == 0 or what.startswith("number")):
            yield _conflict(record, f"{_degree_names()[least]} ({what})")
            return


def _conflict(record: Record, other: str) -> Hit:
    return Hit(
        f"Classification {record.classification} vs {other} without declassification.",
        field="classification",
    )


def _declassified(record: Record, context: Context) -> bool:
    texts = [mark.text or "" for mark in record.marks]
    texts += [record.classification or "", record.notes or ""]
    around = " ".join(texts).casefold()
    return any(word in around for word in context.limits["declassified-words"])
