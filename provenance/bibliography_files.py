"""Bibliography files, checked: references, entries and the records made of them, each at its place.

Here reading and checking meet; neither knows of the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import Final, cast

import attrs

from provenance.checking.checker import Checker, Placer, Places
from provenance.checking.finding import Finding
from provenance.checking.rules import Broken, Entry
from provenance.errors import ReadError
from provenance.library import Kind, read_text
from provenance.reading.placed import PlacedEntry, csl_field, placed_bibliography
from provenance.record_files import Together

__all__ = ["check_bibliography"]

#: The formats in which a comment can tell a rule to be silent, as those comments know them.
_WITH_COMMENTS: Final = {"bibtex": "bibtex", "csl-yaml": "yaml"}


def check_bibliography(
    text: str,
    kind: str,
    checker: Checker,
    *,
    source: str | None = None,
    report: Callable[[str], None] | None = None,
    together: Together | None = None,
) -> list[Finding]:
    """Return what is wrong with a bibliography: its references, its entries, their records.

    ``kind`` is ``bibtex``, ``csl-json``, ``csl-yaml`` or ``ris``. Everything is told at the place
    of a value in the file. The records are looked at together here, or, where ``together`` is
    given, added to it. An entry that cannot be read is told of beside the others; raises
    :class:`ReadError` where none can.
    """
    problems: list[ReadError] = []
    records = read_text(
        text, cast("Kind", kind), source=source, report=report, problem=problems.append
    )
    if problems and not records:
        raise problems[0] if len(problems) == 1 else ReadError("\n".join(map(str, problems)))
    bibliography = placed_bibliography(text, kind, source=source)
    entries = bibliography.entries
    if kind == "bibtex" and not entries and "@" not in text and text.strip():
        raise ReadError("expected BibTeX, found no entry that begins with @", source=source)
    found = checker.writing(bibliography.writing, heeding=False)
    own = [each for entry in entries for each in checker.entry(_entry(entry, kind), path=source)]
    own += checker.broken(_broken(problems, text), path=source)
    found += checker.placed(own, text)
    placed = len(records) == len(entries)
    lines = Places(text)
    placers = [_placer(entry, kind, text, lines) for entry in entries] if placed else []
    for number, record in enumerate(records):
        found += checker.record(
            record, path=source, placer=placers[number] if placed else None,
            holdings=not (placed and number in bibliography.cites),
        )  # fmt: skip
    among = together if together is not None else Together()
    among.add(records, source, placers)
    if together is None:
        found += among.findings(checker)
    found.sort(key=lambda each: (each.start is None, each.start or 0))
    if kind in _WITH_COMMENTS and "provenance:" in text:
        return checker.heeding(found, text, _WITH_COMMENTS[kind], path=source)
    return found


def _broken(problems: Sequence[ReadError], text: str) -> Iterator[Broken]:
    """Yield what could not be read: from its place on, or the line that its reader names."""
    lines = text.split("\n") if problems else []
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for each in problems:
        number = min(each.line or 1, len(lines)) - 1
        line = lines[number].rstrip()
        start = starts[number] + len(line) - len(line.lstrip())
        if each.offset is not None and start < each.offset < starts[number] + len(line):
            start = each.offset
        where = f"{each.source}:{each.line}: " if each.line else f"{each.source}: "
        yield Broken(str(each).removeprefix(where), start, starts[number] + len(line))


def _entry(entry: PlacedEntry, kind: str) -> Entry:
    fields = {each.name: each.value for each in entry.values}
    places = {each.name: (each.start, each.end) for each in entry.values}
    places.setdefault("key", (entry.key_start, entry.key_end))
    return Entry(entry.key, kind, fields, entry.start, entry.end, places)


#: The fields of CSL that a record's field comes from, the likeliest first.
_SOURCES: Final = {
    "title": ("title",), "original_title": ("original-title",), "short_title": ("title-short",),
    "kind": ("genre",), "date": ("issued",), "date_text": ("issued",), "number": ("number",),
    "creators": ("author",), "recipients": ("recipient",), "language": ("language",),
    "holdings": ("archive_location", "archive", "note"), "summary": ("abstract",),
    "notes": ("note",), "place": ("event-place",), "form": ("medium",),
    "publication": ("URL", "publisher", "source"), "credits": ("translator", "editor", "note"),
}  # fmt: skip


def _placer(entry: PlacedEntry, kind: str, text: str, lines: Places) -> Placer:
    """Return what gives findings about a record the place of their source, else of the key."""
    return partial(_placed, entry, kind, text, lines)


def _placed(entry: PlacedEntry, kind: str, text: str, lines: Places, finding: Finding) -> Finding:
    spans: dict[str, tuple[int, int]] = {}
    for each in entry.values:
        spans.setdefault(csl_field(kind, each.name), (each.start, each.end))
    names = _SOURCES.get(re.split(r"[.\[]", finding.where)[0], ())
    key = (entry.key_start, entry.key_end)
    start, end = next((spans[name] for name in names if name in spans), key)
    (line, column), (end_line, end_column) = lines.at(start), lines.at(end)
    return attrs.evolve(
        finding, start=start, end=end, line=line, column=column, end_line=end_line,
        end_column=end_column, excerpt=text[start:end],
    )  # fmt: skip
