"""A run of units: what stands after an archive's name, or without one, up to where it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from provenance.model.leaves import Leaves
from provenance.reading import tokens
from provenance.reading.labels import Grammar
from provenance.reading.leaves import read_leaves
from provenance.reading.lookalikes import is_cyrillic
from provenance.units import unit_kinds

__all__ = ["Part", "Run"]

#: A unit as it stands in the text: kind, start and end of its value, whether it is written with
#: Cyrillic labels, and where among the scheme's kinds it belongs.
Part = list  # type: ignore[type-arg]

_step = tokens.STEP.match
_ENDS: Final = frozenset("\t\n ,;.:)]|–—-\xa0\u2009\u202f·/»”\"'’")


@cache
def is_loose(kind: str) -> bool:
    """Whether a value of this kind may be any text: a folder's title, a call number."""
    pattern = unit_kinds()[kind].value_pattern
    return pattern in (".+", "") or r"\w\s" in pattern or r"\w.\s" in pattern


@cache
def value_pattern(kind: str) -> re.Pattern[str] | None:
    """Return the pattern of an identifier's value, where the unit table has a telling one."""
    entry = unit_kinds()[kind]
    if entry.kind != "identifier" or is_loose(kind) or entry.value_pattern == r"^\d+$":
        return None
    return re.compile(rf"(?:{entry.value_pattern.removeprefix('^').removesuffix('$')})(?![^\W_])")


class Run:
    """Units and leaves read from ``text``, beginning at ``pos``, with a grammar.

    ``end`` is where the last of them ends; ``labelled`` counts the units that had a label and
    ``repeated`` is the place of a label that came a second time: another reference.
    """

    __slots__ = (
        "end", "grammar", "labelled", "last", "leaves", "pos", "repeated", "text", "units", "used",
    )  # fmt: skip

    def __init__(self, text: str, pos: int, grammar: Grammar) -> None:
        self.text = text
        self.grammar = grammar
        self.units: list[Part] = []
        self.used: dict[str, Part] = {}
        self.last = -2.0
        self.leaves: Leaves | None = None
        self.labelled = 0
        self.pos = self.end = pos
        self.repeated = -1
        self._walk()

    def __bool__(self) -> bool:
        return bool(self.units)

    def _walk(self) -> None:
        text, grammar, used = self.text, self.grammar, self.used
        before, length = grammar.before, len(text)
        while self.pos < length:
            step = _step(text, self.pos)
            if step is not None:
                label, start = step["label"], step.start("value")
                kinds = before.get(label) or grammar.lookup(label)
                if kinds:
                    kind = grammar.choose(kinds, used, self.last)
                    if kind is None:
                        self.repeated = step.start("label")
                        return
                    if grammar.is_leaf(kind):
                        if not self._read_leaves(kind, start, step.start("label")):
                            return
                    else:
                        if self._separate(step.start("label")):
                            return
                        self._add(kind, start, step.end(), label)
                    continue
            if not self._otherwise():
                return

    def _separate(self, label: int) -> bool:
        """Whether what comes at ``label``, after leaves, belongs to another reference."""
        if self.leaves is None or not self.units:
            return False
        if ";" in self.text[self.end : label] or "\n" in self.text[self.end : label]:
            self.repeated = label
            return True
        return False

    def _add(self, kind: str, start: int, end: int, label: str | None) -> None:
        """Take the value from ``start`` to ``end``, or further where it goes on."""
        text = self.text
        if text[end : end + 1] not in _ENDS and end < len(text):
            end = self._whole(end)
        if (pattern := value_pattern(kind)) is not None:
            longer = pattern.match(text, start)
            if longer is not None and longer.end() > end:
                end = longer.end()
        elif is_loose(kind) and label is not None:
            end = max(end, self._loose_end(start))
        place = self.grammar.place(kind)
        part = [kind, start, end, label is not None and is_cyrillic(label), place]
        self.units.append(part)
        self.used[kind] = part
        self.last = place
        self.pos = self.end = end
        if label is not None:
            self.labelled += 1

    def _whole(self, end: int) -> int:
        """Return the end of a value that is followed by a letter: a label, or more of itself."""
        step = _step(self.text, end)
        if step is not None and self.grammar.lookup(step["label"]):
            return end
        more = tokens.REST_OF_TOKEN.match(self.text, end)
        return more.end() if more is not None else end

    def _loose_end(self, start: int) -> int:
        """Return where a free value ends: at a separator, a sentence's end or the next label."""
        return tokens.free_end(self.text, start, self.grammar)

    def _read_leaves(self, kind: str, start: int, label: int) -> bool:
        if self.leaves is not None:
            return self._more_leaves(kind, start, label)
        found = read_leaves(
            self.text, start, kind, language=self.grammar.language,
            following=tokens.following_marks(self.grammar),
        )  # fmt: skip
        if found is None:
            return False
        self.leaves, self.pos = found
        self.end = self.pos
        return True

    def _more_leaves(self, kind: str, start: int, label: int) -> bool:
        """Join ``л. 5, л. 7``; other leaves, or the same after a semicolon, are not part of it."""
        before = self.leaves
        if before is None or before.kind != kind or ";" in self.text[self.end : label]:
            self.repeated = label
            return False
        found = read_leaves(self.text, start, kind, language=self.grammar.language)
        if found is None:
            return False
        more, self.pos = found
        written = self.text[start - 1 : self.pos]
        self.leaves = Leaves(kind, (*before.ranges, *more.ranges), f"{before.written}, {written}")
        self.end = self.pos
        return True

    # Less usual ways of writing, tried in turn where no short label with its value stands next.

    def _otherwise(self) -> bool:
        ways: tuple[Callable[[], bool], ...] = (
            self._long_label, self._form, self._label_after, self._longer_value, self._year,
            self._bracketed_name, self._titled_label, self._name_between, self._bare_leaves,
            self._notation, self._named,
        )  # fmt: skip
        return any(way() for way in ways)

    def _long_label(self) -> bool:
        """Read a label of several words: ``Ед. хр. 5``, ``Record Group 59``."""
        words = tokens.WORDS.match(self.text, self.pos)
        if words is None:
            return False
        for name in ("d", "c", "b", "a"):
            if words[name] is None:
                continue
            end = words.end(name)
            label = self.text[words.start("a") : end]
            kinds = self.grammar.lookup(label)
            if not kinds:
                continue
            value = tokens.VALUE_AFTER_LABEL.match(self.text, end)
            if value is None:
                continue
            kind = self.grammar.choose(kinds, self.used, self.last)
            if kind is None:
                self.repeated = words.start("a")
                return False
            if self.grammar.is_leaf(kind):
                return self._read_leaves(kind, value.start("value"), words.start("a"))
            if self._separate(words.start("a")):
                return False
            self._add(kind, value.start("value"), value.end(), label)
            return True
        return False

    def _label_after(self) -> bool:
        """Read ``276. f.``, ``5. lp.``, ``12 页``: the number first."""
        if not self.grammar.after:
            return False
        found = tokens.AFTER.match(self.text, self.pos)
        if found is None:
            return self._leaves_before_label()
        for name in ("c", "b", "a"):
            if found[name] is None:
                continue
            label = self.text[found.start("a") : found.end(name)]
            kinds = self.grammar.lookup_after(label)
            kind = self.grammar.choose(kinds, self.used, self.last) if kinds else None
            if kind is None:
                continue
            start = found.start("value")
            end = found.end(name) + (self.text[found.end(name) : found.end(name) + 1] == ".")
            if self.grammar.is_leaf(kind):
                return self._leaves_before_label()
            if self._separate(start):
                return False
            self._add(kind, start, found.end("value"), label)
            self.pos = self.end = end
            return True
        return self._leaves_before_label()

    def _leaves_before_label(self) -> bool:
        start = tokens.skip(self.text, self.pos)
        found = read_leaves(
            self.text, start, self.grammar.leaves or "page", language=self.grammar.language,
            after=True,
        )  # fmt: skip
        if found is None or self.leaves is not None:
            return False
        leaves, end = found
        words = tokens.LABEL_AFTER.match(self.text, end)
        if words is None:
            return False
        for name in ("c", "b", "a"):
            if words[name] is None:
                continue
            kinds = self.grammar.lookup_after(self.text[words.start("a") : words.end(name)])
            kind = next((k for k in kinds if self.grammar.is_leaf(k)), None)
            if kind is not None:
                self.leaves = Leaves(kind, leaves.ranges, leaves.written)
                end = words.end(name)
                self.pos = self.end = end + (self.text[end : end + 1] == ".")
                return True
        return False

    def _form(self) -> bool:
        """Read units without labels in a form of the archive's own."""
        if not self.grammar.forms:
            return False
        start = tokens.skip(self.text, self.pos)
        return any(self._match_form(form, start) for form in self.grammar.forms)

    def _notation(self) -> bool:
        if self.grammar.notation is None or self.units or self.grammar.named:
            return False
        return self._match_form(self.grammar.notation, tokens.skip(self.text, self.pos))

    def _match_form(self, form: tokens.Form, start: int) -> bool:
        if any(kind in self.used for kind in form.kinds):
            return False
        found = form.pattern.match(self.text, start)
        if found is None or found.end() == start:
            return False
        taken = False
        for index, kind in enumerate(form.kinds, 1):
            begin, end = found.span(index)
            if begin < 0:
                continue
            if self._label_at(begin):
                break
            if self.grammar.is_leaf(kind):
                leaves = read_leaves(self.text, begin, kind)
                if leaves is None:
                    break
                self.leaves, end = leaves
            elif end == found.end():
                end = min(end, max(self._loose_end(begin), begin + 1))
            if not self.grammar.is_leaf(kind):
                self._add(kind, begin, end, None)
            self.pos = self.end = end
            taken = True
        return taken

    def _longer_value(self) -> bool:
        """Let the last value go on: ``102 DPOO``, ``1 доп.``, ``XI A/56``."""
        if not self.units or self.leaves is not None or self.end != self.units[-1][2]:
            return False
        part = self.units[-1]
        more = tokens.MORE_OF_VALUE.match(self.text, self.end)
        if more is None:
            return False
        part[2] = self.pos = self.end = more.end()
        return True

    def _year(self) -> bool:
        """Read a year that stands between units."""
        if not self.units or self.grammar.year in self.used:
            return False
        year = tokens.YEAR.match(self.text, self.pos)
        if year is None or not self._label_at(year.end()):
            return False
        self._add(self.grammar.year, year.start("value"), year.end("value"), None)
        self.pos = self.end = year.end()
        return True

    def _label_at(self, pos: int) -> bool:
        step = _step(self.text, pos)
        if step is not None and self.grammar.lookup(step["label"]):
            return True
        words = tokens.WORDS.match(self.text, pos)
        return words is not None and any(
            words[name] is not None
            and self.grammar.lookup(self.text[words.start("a") : words.end(name)])
            and tokens.VALUE_AFTER_LABEL.match(self.text, words.end(name)) is not None
            for name in ("d", "c", "b", "a")
        )

    def _bracketed_name(self) -> bool:
        """Read the fond's name in brackets, or pass over a file's title between its units."""
        if not self.units:
            return False
        name = tokens.BRACKETED.match(self.text, self.pos)
        if name is None:
            return False
        if self.grammar.named and not self.text[name.end() : name.end() + 1].isalnum():
            return self._add_named(name.start("value"), name.end("value"), name.end())
        if self.units[-1][4] < 1 and "level" not in self.used:
            self._add_level(name.start("value"), name.end("value"))
            self.pos = self.end = name.end()
            return True
        if self._label_at(name.end()):
            self.pos = name.end()
            return True
        return False

    def _add_level(self, start: int, end: int) -> None:
        part = ["level", start, end, False, self.last + 0.01]
        self.units.append(part)
        self.used.setdefault("level", part)
        self.last += 0.01

    def _titled_label(self) -> bool:
        """Read a label whose value is a name: ``fond Documentar``, ``folder "Korea"``."""
        words = tokens.WORDS.match(self.text, self.pos)
        if words is None:
            return False
        for name in ("d", "c", "b", "a"):
            if words[name] is None:
                continue
            label = self.text[words.start("a") : words.end(name)]
            kinds = self.grammar.lookup(label)
            if not kinds:
                continue
            value = tokens.NAME_AFTER_LABEL.match(self.text, words.end(name))
            kind = self.grammar.choose(kinds, self.used, self.last)
            if value is None or kind is None or self.grammar.is_leaf(kind):
                continue
            start = value.start("value")
            end = self._loose_end(start)
            if not self._may_be_named(kind, start, end):
                return False
            if self._separate(words.start("a")):
                return False
            self._add(kind, start, end, label)
            return True
        return False

    def _may_be_named(self, kind: str, start: int, end: int) -> bool:
        if end <= start or unit_kinds()[kind].kind == "marker":
            return False
        if is_loose(kind) or self.text[start] in '"“„«':
            return True
        quoted = unit_kinds()[kind]
        if quoted.level == 1 and not is_cyrillic(self.text[start:end]):
            return True
        single = " " not in self.text[start:end]
        return single and bool(self._label_at(end))

    def _name_between(self) -> bool:
        """Read a fond's name between its number and the next unit."""
        if len(self.units) != 1 or not self.labelled or "level" in self.used:
            return False
        start = tokens.skip(self.text, self.pos)
        name = tokens.NAME_BETWEEN.match(self.text, start)
        if name is None or not self._label_at(name.end()):
            return False
        self._add_level(start, name.end())
        self.pos = self.end = name.end()
        return True

    def _bare_leaves(self) -> bool:
        """Read leaves without a label after units without labels: ``B 136/59748, 403-410``."""
        grammar = self.grammar
        if self.leaves is not None or not self.units or self.labelled or not grammar.leaves:
            return False
        bare = tokens.BARE_LEAVES.match(self.text, self.pos)
        if bare is None:
            return False
        return self._read_leaves(grammar.leaves, bare.end(), bare.end())

    def _named(self) -> bool:
        """Read a level that has a name and no label: ``Country File``, ``Special Group Meetings``.

        A date after a comma goes on with the name before it: ``Vol. I, 11/63–1/65``.
        """
        if not self.grammar.named or self.leaves is not None:
            return False
        gap = tokens.NAME_GAP.match(self.text, self.pos)
        if gap is None:
            return False
        start = gap.end()
        end = self._loose_end(start)
        if end <= start:
            return False
        if (
            self.units
            and self.end == self.units[-1][2]
            and tokens.DATES.fullmatch(self.text, start, end)
        ):
            self.units[-1][2] = self.pos = self.end = end
            return True
        if not tokens.NAME.match(self.text, start):
            return False
        return self._add_named(start, end, end)

    def _add_named(self, start: int, end: int, pos: int) -> bool:
        grammar = self.grammar
        quoted = tokens.LABEL_AFTER_TITLE.match(self.text, end)
        if quoted is not None and (kinds := grammar.lookup(quoted["label"])):
            kind = grammar.choose(kinds, self.used, self.last)
            if kind is not None:
                self._add(kind, start, end, None)
                self.labelled += 1
                self.pos = self.end = quoted.end()
                return True
        kind = next(
            (k for k in grammar.named if k not in self.used and grammar.place(k) > self.last), None
        )
        if kind is None:
            last = self.units[-1] if self.units else None
            if last is None or last[0] not in grammar.named:
                return False
            kind = last[0]
            last[0], last[4] = "level", last[4] - 0.3 + 0.001 * len(self.units)
        part = [kind, start, end, False, grammar.place(kind)]
        self.units.append(part)
        self.used[kind] = part
        self.last = part[4]
        self.pos = self.end = pos
        return True
