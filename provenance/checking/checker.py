"""Asking the rules: :class:`Checker` looks at references, writings, records and folders of them.

A finding gets its place in the file here; where two rules heard of one fault, one of them is
silent (``[instead]`` of ``records/checks.toml``).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import attrs

from provenance.checking.finding import Finding, Fix
from provenance.checking.limits import heard_instead, limits
from provenance.checking.rules import Broken, Context, Entries, Entry, Folder, Hit, Rule
from provenance.checking.settings import Settings
from provenance.checking.shape import glance, shape_of
from provenance.checking.suppress import Suppressions
from provenance.model.document import Record
from provenance.model.reference import Reference, Writing
from provenance.model.source_map import SourceMap

__all__ = ["Checker", "Placer", "Places"]

#: Gives a finding about a record's field (``where``) its place in the record's file.
Placer = Callable[[Finding], Finding]


#: What a comment to the checks has.
_COMMENT = "provenance:"
#: How many shapes of references are kept, at most.
_SHAPES = 4096


class Places:
    """Turns code points of a text into lines and columns, both 1-based; lines end in LF."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def at(self, position: int) -> tuple[int, int]:
        """Return line and column of a code point."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1


class Checker:
    """The rules that ``settings`` choose, ready to be asked; ``today`` is the day of the check."""

    def __init__(self, settings: Settings | None = None, *, today: dt.date | None = None) -> None:
        self.settings = settings or Settings()
        self.today = today or dt.date.today()
        self._limits = limits().with_changes(self.settings.limits)
        self._rules: dict[type, list[Rule]] = {}
        for each in self.settings.chosen():
            for subject in each.checks:
                self._rules.setdefault(subject, []).append(each)
        self._by_shape: dict[tuple[Any, ...], tuple[Rule, ...]] = {}
        self._instead = heard_instead()

    def reference(self, reference: Reference) -> list[Finding]:
        """Return what is wrong with a reference that stands alone."""
        context = self._context(reference.text, alone=True)
        found = self._ask_reference(reference, context, reference.source)
        return self._told(found, Places(reference.text) if reference.text else None)

    def writing(self, writing: Writing, *, heeding: bool = True) -> list[Finding]:
        """Return what is wrong with a writing, and with each of its references, in its order.

        Without ``heeding``, its comments hold nothing back.
        """
        alone = len(writing.passages) == 1 and writing.passages[0].kind == "line"
        context = self._context(writing.text, alone=alone, format=writing.format)
        found: list[Finding] = []
        for reference in writing.references:
            found += self._ask_reference(reference, context, writing.source)
        found += self._ask(Writing, writing, context, writing.source)
        if writing.by_passage:
            return [_in_passage(each, writing) for each in self._once(found)]
        text = writing.text
        if writing.source_map is not None:
            text = writing.source_map.text
            found = [_in_file(each, writing.source_map) for each in found]
        if not found and _COMMENT not in text:
            return []
        places = Places(text)
        if not heeding:
            return self._told(found, places, text)
        lines = bool(writing.passages) and all(each.kind == "line" for each in writing.passages)
        format = "references" if lines else writing.format
        return self._heeding(self._told(found, places, text), text, format, places, writing.source)

    def heeding(
        self, found: Iterable[Finding], text: str, format: str, *, path: str | None = None
    ) -> list[Finding]:
        """Return findings in a file but for those that its comments hold back.

        ``format`` is that of the file's ``text`` (``toml``, ``bibtex``); see
        :mod:`provenance.checking.suppress`. A comment for a rule about records together is not
        told as unused: what that rule finds comes when all files are read.
        """
        later = {each.id for each in self._rules.get(Folder, ())}
        return self._heeding(list(found), text, format, Places(text), path, later)

    def _heeding(
        self, found: list[Finding], text: str, format: str, places: Places, path: str | None,
        later: Collection[str] = (),
    ) -> list[Finding]:  # fmt: skip
        if _COMMENT not in text:
            return found
        asked = (
            each.id for rules in self._rules.values() for each in rules if each.id not in later
        )
        comments = Suppressions(text, format, lambda at: places.at(at)[0], asked)
        if not comments.comments:
            return found
        found = comments.heard(found)
        about = self._told(self._ask(Suppressions, comments, self._context(text), path), places,
                           text)  # fmt: skip
        about = comments.heard(about)
        if not about:
            return found
        return sorted(found + about, key=lambda each: (each.start is None, each.start or 0))

    def record(
        self, record: Record, *, path: str | None = None, placer: Placer | None = None,
        holdings: bool = True,
    ) -> list[Finding]:  # fmt: skip
        """Return what is wrong with a record, and with its holdings where they are asked for.

        ``placer`` gives findings their place in the record's file.
        """
        context = self._context("", alone=True)
        found = self._ask(Record, record, context, path)
        for number, locator in enumerate(record.holdings if holdings else ()):
            for finding in self._ask_reference(Reference.of(locator), context, path):
                found.append(
                    attrs.evolve(
                        finding, where=f"holdings[{number}]", start=None, end=None, fix=None
                    )
                )
        found = self._told(
            [attrs.evolve(each, key=each.key or record.key or "") for each in found], None
        )
        if placer is not None:
            found = [placer(_within_holding(each, record)) for each in found]
        return found

    def folder(
        self, records: Sequence[Record], paths: Sequence[str | None] = (),
        placers: Sequence[Placer | None] = (),
    ) -> list[Finding]:  # fmt: skip
        """Return what is wrong with records together; each record is not asked about here.

        ``paths`` and ``placers`` have the file of each record, and what gives findings a place
        in it.
        """
        folder, context = Folder(tuple(records), tuple(paths)), self._context("")
        index = {id(record): number for number, record in enumerate(folder.records)}
        found: list[Finding] = []
        for each in self._rules.get(Folder, ()):
            for hit in each.checks[Folder](folder, context):
                number = index.get(id(hit.record), len(folder.records))
                path = folder.paths[number] if number < len(folder.paths) else None
                finding = _finding(each, hit, path, folder)
                placer = placers[number] if number < len(placers) else None
                found.append(placer(finding) if placer is not None else finding)
        return self._told(found, None)

    def entries(self, entries: Sequence[Entry], *, path: str | None = None) -> list[Finding]:
        """Return what is wrong with the entries of one bibliography file, each and together.

        The findings have code points of the file; :meth:`placed` gives them lines.
        """
        found = [finding for each in entries for finding in self.entry(each, path=path)]
        return found + self._ask(Entries, Entries(tuple(entries)), self._context(""), path)

    def entry(self, entry: Entry, *, path: str | None = None) -> list[Finding]:
        """Return what is wrong with an entry of a bibliography file as it stands there.

        The findings have code points of the file; :meth:`placed` gives them lines.
        """
        found = self._ask(Entry, entry, self._context(""), path)
        return [attrs.evolve(each, key=each.key or entry.key) for each in found]

    def broken(self, entries: Iterable[Broken], *, path: str | None = None) -> list[Finding]:
        """Return the findings about entries of a bibliography file that could not be read.

        They have code points of the file; :meth:`placed` gives them lines.
        """
        context = self._context("")
        return [each for entry in entries for each in self._ask(Broken, entry, context, path)]

    def placed(self, found: Iterable[Finding], text: str) -> list[Finding]:
        """Give findings with code points of ``text`` their lines and columns, in order."""
        return self._told(list(found), Places(text), text)

    def _context(self, text: str, *, alone: bool = False, format: str = "text") -> Context:
        consulted = self._limits["consulted"] or None
        return Context(self.today, self._limits, text, consulted, alone, format)

    def _ask(self, subject: type, thing: Any, context: Context, path: str | None) -> list[Finding]:
        return [
            _finding(each, hit, path, thing)
            for each in self._rules.get(subject, ())
            if subject not in each.when or each.when[subject](thing)
            for hit in each.checks[subject](thing, context)
        ]

    def _ask_reference(
        self, reference: Reference, context: Context, path: str | None
    ) -> list[Finding]:
        """Ask about a reference the rules that one of its shape can break."""
        seen = glance(reference, context)
        asked = self._by_shape.get(seen)
        if asked is None:
            return self._ask_shape(seen, reference, context, path)
        if not asked:
            return []
        return [
            _finding(each, hit, path, reference)
            for each in asked
            for hit in each.checks[Reference](reference, context)
        ]

    def _ask_shape(
        self, seen: tuple[Any, ...], reference: Reference, context: Context, path: str | None
    ) -> list[Finding]:
        """Ask about the first reference of a shape; keep which rules the others can break."""
        shape = shape_of(reference, context)
        found: list[Finding] = []
        asked: list[Rule] = []
        for each in self._rules.get(Reference, ()):
            condition = each.when.get(Reference)
            if condition is not None and not condition(shape):
                continue
            hits = list(each.checks[Reference](reference, context))
            found += [_finding(each, hit, path, reference) for hit in hits]
            if hits or each.by_shape is None or not each.by_shape(shape):
                asked.append(each)
        if len(self._by_shape) >= _SHAPES:
            self._by_shape.clear()
        self._by_shape[seen] = tuple(asked)
        return found

    def _told(self, found: list[Finding], places: Places | None, text: str = "") -> list[Finding]:
        if len(found) > 1:
            found = self._once(found)
        if places is None:
            return found
        return [_placed(each, places, text) for each in found]

    def _once(self, found: list[Finding]) -> list[Finding]:
        """Sort findings by place; of one fault that several rules heard, keep one finding."""
        found.sort(key=lambda each: (each.start is None, each.start or 0, each.code))
        by_rule: dict[str, list[Finding]] = {}
        for each in found:
            by_rule.setdefault(each.rule, []).append(each)
        heard: dict[str, _Heard] = {}
        kept: list[Finding] = []
        seen: set[tuple[Any, ...]] = set()
        for each in found:
            same = (
                each.rule, each.path, each.start, each.end, each.where, each.key, each.message,
            )  # fmt: skip
            if same in seen:
                continue
            seen.add(same)
            for name in self._instead.get(each.rule, ()):
                if name in by_rule and name not in heard:
                    heard[name] = _Heard(by_rule[name])
                if name in heard and heard[name].at(each):
                    break
            else:
                kept.append(each)
        return kept


class _Heard:
    """Where one rule found something, to tell whether another's finding is about the same place.

    ``found`` is in the order of the text. In the text that is a place in common; else the same
    field of the same record.
    """

    def __init__(self, found: Iterable[Finding]) -> None:
        self._fields: set[tuple[str, str]] = set()
        self._loose: set[tuple[str, str]] = set()  # of those without a place in the text
        self._starts: list[int] = []
        self._ends: list[int] = []  # the last end of all up to here
        for each in found:
            self._fields.add((each.where, each.key))
            if each.start is None or each.end is None:
                self._loose.add((each.where, each.key))
            else:
                self._starts.append(each.start)
                self._ends.append(max(each.end, self._ends[-1] if self._ends else 0))

    def at(self, finding: Finding) -> bool:
        """Return whether the rule found something at a finding's place."""
        if finding.start is None or finding.end is None:
            return (finding.where, finding.key) in self._fields
        if (finding.where, finding.key) in self._loose:
            return True
        before = bisect_left(self._starts, finding.end)  # those that begin before its end
        return before > 0 and self._ends[before - 1] > finding.start


def _finding(each: Rule, hit: Hit, path: str | None, thing: Any) -> Finding:
    key = hit.record.key if hit.record is not None else getattr(thing, "key", "")
    return Finding(
        each.id, each.code, hit.severity or each.severity, hit.message, path, hit.start, hit.end,
        where=hit.field, key=key or "", fix=hit.fix,
        about=thing.text if isinstance(thing, Reference) else "",
    )  # fmt: skip


#: The part of a holding that a family of rules about references is about.
_PARTS = {"LEA": "leaves", "ARC": "archive_text"}


def _within_holding(finding: Finding, record: Record) -> Finding:
    """Return a finding about a holding as one about the part of it that is meant."""
    number = finding.where.removeprefix("holdings[").removesuffix("]")
    part = _PARTS.get(finding.code[:3])
    if part is None or not number.isdecimal() or int(number) >= len(record.holdings):
        return finding
    if getattr(record.holdings[int(number)], part) is None:
        return finding
    return attrs.evolve(finding, where=f"{finding.where}.{part}")


def _placed(finding: Finding, places: Places, text: str) -> Finding:
    if finding.start is None or finding.end is None:
        return finding
    line, column = places.at(finding.start)
    end_line, end_column = places.at(finding.end)
    return attrs.evolve(
        finding, line=line, column=column, end_line=end_line, end_column=end_column,
        excerpt=text[finding.start : finding.end],
    )  # fmt: skip


def _in_file(finding: Finding, source_map: SourceMap) -> Finding:
    """Return a finding about what is read as one about the file; a correction, where it can be."""
    if finding.start is None or finding.end is None:
        return finding
    start, end = source_map.span(finding.start, finding.end)
    fix = finding.fix
    if fix is not None:
        there = source_map.correction(fix.start, fix.end, fix.replacement)
        fix = Fix(*there, fix.title) if there is not None else None
    return attrs.evolve(finding, start=start, end=end, fix=fix)


def _in_passage(finding: Finding, writing: Writing) -> Finding:
    """Return a finding with its passage's name for a place; without lines, no corrections."""
    if finding.start is None or finding.end is None:
        return finding
    passages = writing.passages  # in the order of the text
    number = bisect_right(passages, finding.start, key=lambda each: each.start) - 1
    passage = passages[max(number, 0)]
    return attrs.evolve(
        finding, where=passage.name, column=finding.start - passage.start + 1,
        end_column=finding.end - passage.start + 1, start=None, end=None, fix=None,
        excerpt=writing.text[finding.start : finding.end],
    )  # fmt: skip
