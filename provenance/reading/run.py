"""A run of units: what stands after an archive's name, or without one, up to where it ends.

A :class:`Run` walks the text. Nearly always a short label stands next with its value after it;
where it does not, the less usual ways of :mod:`provenance.reading.ways` are tried in turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from provenance.model.leaves import Leaves
from provenance.reading import levels, tokens, ways
from provenance.reading.labels import Grammar
from provenance.reading.leaves import read_leaves
from provenance.reading.lookalikes import is_cyrillic
from provenance.reading.sources import next_source
from provenance.units import unit_kinds

__all__ = ["CYRILLIC", "NAMED", "SPACED", "Part", "Run", "is_identifier", "is_loose"]

#: A unit as it stands in the text: kind, start and end of its value, how to read its letters
#: (``CYRILLIC``, ``SPACED``, ``NAMED`` for a level's name, 0 for none of these), and where among
#: the scheme's kinds it belongs.
Part = list[Any]
CYRILLIC: Final = 1
SPACED: Final = 2
NAMED: Final = 3

_step = tokens.STEP.match
_CLOSING: Final = frozenset(")]}»”")
_ENDS: Final = frozenset("\t\n ,;.:)]|–—-\xa0\u2009\u202f·/»”\"'’#}{\\`<>^$")


@cache
def is_loose(kind: str) -> bool:
    """Whether a value of this kind may be any text: a folder's title, a call number."""
    pattern = unit_kinds()[kind].value_pattern
    return pattern in (".+", "") or r"\w\s" in pattern or r"\w.\s" in pattern


@cache
def _value_pattern(kind: str) -> re.Pattern[str] | None:
    """Return the pattern of an identifier's value, where the unit table has a telling one."""
    entry = unit_kinds()[kind]
    if entry.kind != "identifier" or is_loose(kind) or entry.value_pattern == r"^\d+$":
        return None
    pattern = entry.value_pattern.removeprefix("^").removesuffix("$")
    pattern = pattern.replace("[- ]", "[-\u2010-\u2015 ]").replace(r"[-\s]", r"[-\u2010-\u2015\s]")
    return re.compile(rf"(?:{pattern})(?![^\W_])")


def is_identifier(kind: str) -> bool:
    """Whether a value of this kind has a pattern of its own, beyond one number."""
    return _value_pattern(kind) is not None


class Run:
    """Units and leaves read from ``text``, beginning at ``pos``, with a grammar.

    ``end`` is where the last of them ends. ``labelled`` counts the units that had a label, ``own``
    those whose label is the archive's or its country's own; ``certain`` says that units without
    labels stood in a form of the archive's own, ``at_once`` that the first ones did. ``repeated``
    is the place of a label that came a second time, and so begins another reference; ``empty``
    that of a label without a value. Both are -1 where there is none. ``apart`` says that semicolons
    may stand between the levels of one reference, as where the archive's name comes last.
    """

    __slots__ = (
        "apart", "at_once", "certain", "empty", "end", "found_there", "grammar", "labelled", "last",
        "leaves", "looked_at", "own", "pos", "repeated", "text", "units", "used",
    )  # fmt: skip

    def __init__(self, text: str, pos: int, grammar: Grammar, *, apart: bool = False) -> None:
        stop = next_source(text, pos, grammar)
        self.text = text if stop == len(text) else text[:stop]
        self.grammar = grammar
        self.apart = apart
        self.units: list[Part] = []
        self.used: dict[str, Part] = {}
        self.last = -2.0
        self.leaves: Leaves | None = None
        self.labelled = self.own = 0
        self.certain = self.at_once = False
        self.pos = self.end = pos
        self.repeated = self.empty = -1
        self.looked_at = -1  # where labels were looked for last, and those that were found
        self.found_there: Sequence[tuple[int, int, tuple[str, ...]]] = ()
        self._walk()
        if grammar.named and len(self.units) > 2:
            levels.from_the_item_up(self)

    @property
    def all_labelled(self) -> bool:
        """Whether every unit has a label."""
        return self.labelled == len(self.units)

    def _walk(self) -> None:
        text, grammar, used = self.text, self.grammar, self.used
        before, length = grammar.before, len(text)
        if grammar.forms:
            ways.form(self)
        while self.pos < length:
            if text[self.pos] in _CLOSING and self.units and ways.over(text, self.pos):
                return
            if grammar.later_forms and self.units and ways.later_form(self):
                continue
            step = _step(text, self.pos)
            if step is not None:
                label, start = step["label"], step.start("value")
                kinds = before.get(label) or grammar.lookup(label)
                if kinds and step["dash"] and not grammar.hyphens:
                    kinds = ()
                if kinds and step["sign"]:
                    kinds = grammar.lookup(text[step.start("label") : step.end("sign")]) or kinds
                if kinds and step["value"][0].isalpha() and self._longer_label(step, kinds):
                    kinds = ()
                if kinds and self.units and grammar.code_at(text, step.start("label")):
                    self.repeated = step.start("label")
                    return
                if kinds:
                    kind = grammar.choose(kinds, used, self.last)
                    if kind is None:
                        kind = levels.yields(self, kinds)
                    if kind is None and self._twice(kinds, step.end()):
                        kind = self.units[-1][0]
                    if kind is None:
                        kind = self._page(step, kinds)
                    if kind is None:
                        self.repeated = step.start("label")
                        return
                    if not self.take(kind, start, step.end(), step.start("label"), label):
                        return
                    continue
            if self.repeated >= 0 or not ways.otherwise(self):
                return

    def _page(self, step: re.Match[str], kinds: tuple[str, ...]) -> str | None:
        """Return the kind of a page whose label was a unit's before: ``p. 75, d. 6, p. 5``."""
        if step["label"] not in ("p", "pp") or self.leaves is not None or not self.units:
            return None
        if self.units[-1][0] in kinds or ";" in self.text[self.end : step.start("label")]:
            return None
        following = _step(self.text, step.end())
        if following is not None and self.grammar.lookup(following["label"]):
            return None  # p. 75, d. 6, p. 76, d. 9
        return self.grammar.counterpart("page")

    def _longer_label(self, step: re.Match[str], kinds: tuple[str, ...]) -> bool:
        """Whether the value begins with a word of the label: ``Record ID 110461``.

        Letters are no leaf either: ``C.C. al P.C.R.``.
        """
        if not self.units and self.grammar.is_leaf(kinds[0]):
            return True
        word, space, _ = step["value"].partition(" ")
        if not space or not word.isalpha():
            return False
        if len(word) == 1 and word.isupper() and step["label"].islower():
            return False  # f. F 5 has the fond F 5; no label is "ff"
        return bool(self.grammar.lookup(f"{step['label']} {word}"))

    def _twice(self, kinds: tuple[str, ...], end: int) -> bool:
        """Whether a label stands twice within one reference: ``op. 28, op. 30, d. 1``.

        It does where the same kind comes right before and a lower one after; else the second
        begins another reference (``d. 18, l. 5; d. 19, l. 40``).
        """
        if self.leaves is not None or not self.units or self.units[-1][0] not in kinds:
            return False
        step = _step(self.text, end)
        below = self.grammar.lookup(step["label"]) if step is not None else ()
        return any(
            kind not in self.used and not self.grammar.is_leaf(kind)
            and self.grammar.place(kind) > self.last
            for kind in below
        )  # fmt: skip

    def take(self, kind: str, start: int, end: int, begin: int, label: str) -> bool:
        """Take what a label at ``begin`` announces: a unit's value, or leaves.

        Returns ``False`` where the run is over: the label belongs to another reference.
        """
        if self.grammar.is_leaf(kind):
            self.own += label in self.grammar.own
            return self.take_leaves(kind, start, begin)
        if self.leaves is not None and self.units:
            between = self.text[self.end : begin]
            if ";" in between or "\n" in between:
                self.repeated = begin
                return False
        self.add(kind, begin if label in self.grammar.coded else start, end, label)
        return True

    def add(self, kind: str, start: int, end: int, label: str | None) -> None:
        """Add a unit whose value goes from ``start`` to ``end``, or further where it goes on."""
        text = self.text
        if end < len(text) and text[end] not in _ENDS and not text.startswith("**", end):
            end = self._whole(end)
        # a notation says itself where its values end
        pattern = _value_pattern(kind) if label is not None else None
        if pattern is not None:
            longer = pattern.match(text, start)
            if longer is not None and longer.end() > end:
                end = longer.end() - (text[longer.end() - 1] == ".")
        if label is not None and is_loose(kind):
            end = max(end, self.free_end(start))
        elif (
            label is None
            and text[end - 1] in ".:;,"
            and end - start > 1
            and not tokens.keeps_stop(text, start, end - 1)
            and not ways.abbreviated(self, end - 1)
        ):
            end -= 1
        letters = 0
        if label is not None:
            self.labelled += 1
            self.own += label in self.grammar.own
            if is_cyrillic(label):
                letters = CYRILLIC
        self.put(kind, start, end, letters, self.grammar.place(kind))

    def put(self, kind: str, start: int, end: int, letters: int, place: float) -> None:
        """Add a unit as it is."""
        part = [kind, start, end, letters, place]
        self.units.append(part)
        self.used.setdefault(kind, part)
        self.last = place
        self.pos = self.end = end

    def _whole(self, end: int) -> int:
        """Return the end of a value that is followed by a letter: a label, or more of itself."""
        step = _step(self.text, end)
        if step is not None and self.grammar.lookup(step["label"]):
            return end
        more = tokens.REST_OF_TOKEN.match(self.text, end)
        return more.end() if more is not None else end

    def free_end(self, start: int) -> int:
        """Return where a free value ends: at a separator, a sentence's end or the next label."""
        return tokens.free_end(self.text, start, self.grammar)

    def take_leaves(self, kind: str, start: int, begin: int) -> bool:
        """Take the leaves at ``start``, whose label is at ``begin``; more of them after others."""
        text, before = self.text, self.leaves
        if before is not None and (
            not self.units or before.kind != kind or ";" in text[self.end : begin]
        ):
            self.repeated = begin
            return False
        found = read_leaves(
            text, start, kind, language=self.grammar.language,
            following=tokens.following_marks(self.grammar),
        )  # fmt: skip
        if found is None:
            return False
        self.leaves, end = found
        if before is not None:
            written = text[text.rindex(before.written or "", 0, end) : end]
            self.leaves = Leaves(kind, (*before.ranges, *self.leaves.ranges), written)
        self.pos = self.end = end
        return True

    def label_kinds(self, pos: int) -> tuple[str, ...]:
        """Return what the label at ``pos`` may stand for."""
        return next((kinds for _, _, kinds in ways.labels(self, pos)), ())

    def label_at(self, pos: int) -> bool:
        """Whether a label and its value stand at ``pos``."""
        for end, start, _ in ways.labels(self, pos):
            if self.grammar.code_at(self.text, start):
                return False
            value = tokens.VALUE_AFTER_LABEL.match(self.text, end)
            if value is not None and (value["dash"] is None or self.grammar.hyphens):
                return True
        return False

    def number_first(self, pos: int) -> bool:
        """Whether a number with its label after it stands at ``pos``: ``4. doboz``."""
        found = tokens.AFTER.match(self.text, pos) if self.grammar.after else None
        return found is not None and bool(self.grammar.lookup_after(found["a"]))
