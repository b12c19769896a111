"""Patterns: a reference with all its numbers blanked, which says everything but the numbers.

``AVPRF, f. 0102, op. 14, d. 6, ll. 26–29`` and a thousand others are ``AVPRF, f. 0, op. 0, d. 0,
ll. 0–0``: the archive, what each label means and where each value stands are the same in all of
them. So they are worked out once for a pattern, with the grammar's tables; then a reference is its
pattern and a list of numbers. Only the commonest shape has one: a name that one archive has, then
labels with plain values, then leaves, and nothing else; or the same without a name. A few thousand
patterns are kept at a time, whatever is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from provenance.archives import archives, present_id
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, Unit
from provenance.model.reference import Part
from provenance.reading import tokens
from provenance.reading.archive_names import exact_names
from provenance.reading.build import assemble, lettered_unit, make_unit, number_unit
from provenance.reading.labels import Grammar, archive_grammar, tradition, traditions
from provenance.reading.leaves import plain_leaves, read_leaves
from provenance.reading.lookalikes import canonical, is_cyrillic
from provenance.reading.run import CYRILLIC, is_identifier, is_loose
from provenance.reading.without_archive import reference_without_archive

__all__ = [
    "LONGEST",
    "Pattern",
    "blanked",
    "is_known",
    "known",
    "numbers_of",
    "parts_of",
    "pattern_of",
]

LONGEST: Final = 160  # a reference of the common shape is no longer than this
_KEPT: Final = 4096
_MOST: Final = 6  # labels of one reference, at most

_NUMBER: Final = re.compile("[0-9]{1,6}")  # more figures are two numbers here: no common shape
#: The numbers of a text.
numbers_of: Final = _NUMBER.findall

#: A short word, or two: ``f``, ``Ед. хр``, ``а.е``, ``inv. č``.
_LABEL: Final = r"[^\W\d_]{1,9}(?:(?:\. ?| )[^\W\d_]{1,4})?"
_VALUE: Final = (
    r"(?:[A-ZА-ЯІЇЄҐ]{1,2}-?)?0[a-zа-яіїєґ]{0,2}(?:[–—/-]0|-[A-ZА-ЯІЇЄҐ](?![^\W_]))?"
    r"(?: (?:об|зв|ob|zv)\.)?"
)
#: What of a list of leaves may follow the first of them: ``12, 15v``, ``5 ob.–7 ob.``.
_MORE_LEAVES: Final = r"(?:(?:, ?| ?[–—-] ?)0[^\W\d_]{0,2}| ?(?:об|зв|ob|zv)\.)*+"
_PAIR: Final = re.compile(rf"(?P<label>{_LABEL})\.? ?(?P<value>{_VALUE})")
_JOINT: Final = re.compile(r"[,.;] ?(?=[^\W\d_])")
_REST: Final = re.compile(_MORE_LEAVES)
_AFTER_NAME: Final = re.compile(r"[,.]? ")
_PLAIN_LEAVES: Final = re.compile("0(?:([–—-])0)?")
_RANGE: Final = re.compile("[–—]|0-0")
#: Marks in a name, which may belong to it or not.
_WITH_STOPS: Final = re.compile(r"[,.;:()]")
#: Scripts whose words may run into the label after a name.
_WITHOUT_SPACES: Final = re.compile("[\u1100-\uffff]")


def blanked(text: str) -> str:
    """Return ``text`` with ``0`` for each number."""
    return _NUMBER.sub("0", text)


class _Place(NamedTuple):
    """A place in a pattern, and how many numbers stand before it."""

    at: int
    numbers: int

    def of(self, numbers: Sequence[str]) -> int:
        """Return where this is in a reference with these numbers."""
        at, before = self
        return at - before + len("".join(numbers[:before])) if before else at


class _Labelled(NamedTuple):
    """A label and its value: what they mean, and where they begin and end."""

    label: str
    kind: str
    kinds: tuple[str, ...]
    leaf: bool
    coded: bool
    begin: _Place
    start: _Place
    end: _Place


class _Value(NamedTuple):
    """A unit: its kind, where its value stands, and how its letters are to be read.

    Where the value is one number, ``number`` says which of them, and ``around`` what stands
    before and after it, as written and as it is canonically (``Р-``, ``R-``); ``number`` is -1 for
    what is more than a number with letters.
    """

    kind: str
    number: int
    around: tuple[str, str, str, str] | None
    start: _Place
    end: _Place
    letters: int


class Pattern(NamedTuple):
    """What all references that are written in one way have in common.

    ``written`` is the pattern itself. ``apart`` are expressions with the places at which none of
    them may match: a form of the archive's own that looks like a label and its value.
    """

    written: str
    archive: str | None
    name: str | None
    grammar: Grammar
    labels: tuple[_Labelled, ...]
    units: tuple[_Value, ...]
    leaves: _Labelled | None
    dash: str | None  # between two plain numbers of leaves; "" for one; None for anything else
    apart: tuple[tuple[re.Pattern[str], _Place], ...]

    def locator(self, text: str) -> Locator | None:
        """Return what ``text``, which has this pattern, cites; ``None``: the grammar decides."""
        numbers = numbers_of(text)
        for expression, place in self.apart:
            if expression.match(text, place.of(numbers)) is not None:
                return None
        units: list[Unit] = []
        for kind, number, around, start, end, letters in self.units:
            if around is not None:
                before, after, head, tail = around
                value = numbers[number]
                units.append(lettered_unit(kind, head + value + tail, before + value + after))
            elif number >= 0:
                units.append(number_unit(kind, numbers[number]))
            else:
                part = [kind, start.of(numbers), end.of(numbers), letters, 0.0]
                units.append(make_unit(text, part, self.grammar.language))
        leaves: Leaves | None = None
        counted = self.leaves
        if counted is not None:
            if self.dash is not None:
                first = numbers[counted.start.numbers]
                last = numbers[-1] if self.dash else ""
                leaves = plain_leaves(counted.kind, first, self.dash, last)
            else:
                read = read_leaves(
                    text, counted.start.of(numbers), counted.kind,
                    language=self.grammar.language,
                    following=tokens.following_marks(self.grammar),
                )  # fmt: skip
                if read is None or read[1] < counted.end.of(numbers):
                    return None
                leaves = read[0]
        return assemble(self.archive, tuple(units), leaves, self.name, text)


def parts_of(text: str, at: int) -> tuple[Part, ...]:
    """Return the parts of a reference that has a pattern, as :func:`read_parts` would.

    ``at`` is where ``text`` begins in the text whose code points are wanted.
    """
    pattern = pattern_of(blanked(text))
    if pattern is None:  # its archive is known no more
        return ()
    numbers = numbers_of(text)
    shifts = [0, *accumulate(len(number) - 1 for number in numbers)]
    parts: list[Part] = []
    for label, kind, kinds, leaf, coded, begin, start, end in pattern.labels:
        first = begin.at + shifts[begin.numbers]
        low = first if coded else start.at + shifts[start.numbers]
        value = text[low : end.at + shifts[end.numbers]].rstrip(" .")
        parts.append(
            Part(kind, label, value, first + at, low + len(value) + at, first + at, low + at,
                 kinds, False, leaf)
        )  # fmt: skip
    return tuple(parts)


@lru_cache(_KEPT)
def pattern_of(written: str) -> Pattern | None:
    """Return the pattern that is ``written`` so, if it has the common shape."""
    name, archive, start = None, None, 0
    named = _named(written)
    if named is not None:
        name, archive, grammar, start = named
    pairs = _pairs(written, start)
    if pairs is None:
        return None
    if named is None:
        found = _tradition([label for label, *_ in pairs])
        if found is None:
            return None
        grammar = found
    labels = _read(written, pairs, grammar)
    if labels is None:
        return None
    if archive is not None and archive != grammar.name:  # of an archive that another holds today
        if archives()[archive].same_unit_kinds:
            return None
        if labels != _read(written, pairs, archive_grammar(archive)):
            return None
    leaves = labels[-1] if labels[-1].leaf else None
    units = labels[:-1] if leaves is not None else labels
    if not units:
        return None
    if archive is None:  # of two units it is asked whether they are credible
        order = [[each.kind, 0, 0, 0, 0.0] for each in units]
        if len(units) < 3 or not reference_without_archive(order):
            return None
    dash: str | None = None
    if leaves is not None:
        plain = _PLAIN_LEAVES.fullmatch(written, leaves.start.at, leaves.end.at)
        dash = (plain[1] or "") if plain is not None else None
    values = tuple([_value(written, each, grammar.language) for each in units])
    return Pattern(
        written, archive, name, grammar, labels, values, leaves, dash, _apart(grammar, labels)
    )


def known(name: str) -> tuple[str, Grammar] | None:
    """Return the id of the one archive that has this name, letter for letter, and its grammar."""
    return _known(name) if name in _known_names() else None


@cache
def _known(name: str) -> tuple[str, Grammar]:
    aid = _known_names()[name]
    return present_id(aid), archive_grammar(aid)


def is_known(name: str) -> bool:
    """Whether ``name`` is, letter for letter, a name that one archive has."""
    return name in _known_names()


@cache
def _known_names() -> dict[str, str]:
    return {
        name: aid
        for name, aid in exact_names().items()
        if not _WITHOUT_SPACES.search(name) and not any(ch in "0123456789" for ch in name)
    }


def _named(written: str) -> tuple[str, str, Grammar, int] | None:
    """Return the longest archive's name that begins a pattern, and where the first label does."""
    found = None
    for gap in _AFTER_NAME.finditer(written, 0, 80):
        name = written[: gap.start()]
        if is_known(name) and not _WITH_STOPS.search(name):
            found = (name, gap.end())
    archive = known(found[0]) if found is not None else None
    return (found[0], *archive, found[1]) if found is not None and archive is not None else None


def _pairs(written: str, start: int) -> list[tuple[str, int, int, int]] | None:
    """Return each label, with where it begins, and where its value begins and ends."""
    pairs: list[tuple[str, int, int, int]] = []
    at, length = start, len(written)
    while (pair := _PAIR.match(written, at)) is not None and len(pairs) < _MOST:
        pairs.append((pair["label"], pair.start("label"), *pair.span("value")))
        joint = _JOINT.match(written, pair.end())
        if joint is not None:
            at = joint.end()
            continue
        rest = _REST.match(written, pair.end())
        end = rest.end() if rest is not None else pair.end()
        if written[end:] not in ("", ".") or (end < length and written[end - 1] == "."):
            return None
        pairs[-1] = (*pairs[-1][:3], end)
        return pairs
    return None


def _read(
    written: str, pairs: list[tuple[str, int, int, int]], grammar: Grammar
) -> tuple[_Labelled, ...] | None:
    """Return what the labels mean by a grammar, where they and their values are plain."""

    def place(at: int) -> _Place:
        return _Place(at, written.count("0", 0, at))

    labels: list[_Labelled] = []
    used: list[str] = []
    last = -2.0
    for label, begin, start, end in pairs:
        step = tokens.STEP.match(written, begin)
        if step is None or step.span("label") != (begin, begin + len(label)):
            return None  # of several words: a. j. 5 may be a unit called "a" with the value "j 5"
        if step.start("value") != start or step["sign"]:
            return None
        kinds = grammar.before.get(label)
        kind = grammar.choose(kinds, used, last) if kinds else None
        if kinds is None or kind is None or is_identifier(kind) or grammar.place(kind) <= last:
            return None
        leaf = grammar.is_leaf(kind)
        value = written[start:end]
        if leaf and begin != pairs[-1][1]:
            return None
        if not leaf and (" " in value or "," in value or _RANGE.search(value)):
            return None
        if is_loose(kind) and (value != "0" or written[end : end + 1] not in ("", ",", ";")):
            return None  # it may go on: box 5. Korea
        used.append(kind)
        last = grammar.place(kind)
        labels.append(
            _Labelled(label, kind, kinds, leaf, label in grammar.coded, place(begin), place(start),
                      place(end))
        )  # fmt: skip
    return tuple(labels)


def _value(written: str, labelled: _Labelled, language: str) -> _Value:
    start, end = labelled.begin if labelled.coded else labelled.start, labelled.end
    letters = CYRILLIC if is_cyrillic(labelled.label) else 0
    number, around = -1, None
    before, figure, after = written[start.at : end.at].partition("0")
    if figure and "0" not in after:
        number = start.numbers
        if before or after:
            around = _letters_around(before, after, language, letters == CYRILLIC)
            number = number if around is not None else -1
    return _Value(labelled.kind, number, around, start, end, letters)


def _letters_around(
    before: str, after: str, language: str, cyrillic: bool
) -> tuple[str, str, str, str] | None:
    """Return the letters around a number as they are and canonically; ``None``: it depends."""
    found = None
    for number in ("7", "18", "0402", "63591"):
        made = canonical(before + number + after, language, cyrillic)
        head, figures, tail = made.partition(number)
        if not figures or (found is not None and found[2:] != (head, tail)):
            return None
        found = (before, after, head, tail)
    return found


def _apart(
    grammar: Grammar, labels: tuple[_Labelled, ...]
) -> tuple[tuple[re.Pattern[str], _Place], ...]:
    first, *later = [each.begin for each in labels]
    found = [(form.pattern, first) for form in grammar.forms]
    found += [(form.pattern, place) for place in later for form in grammar.later_forms]
    found += [(code.pattern, place) for place in later for code in grammar.codes]
    return tuple(found)


def _tradition(labels: Sequence[str]) -> Grammar | None:
    """Return the likeliest tradition that has all these labels."""
    table = traditions()
    bits = -1
    for label in labels:
        bits &= table.bits(label)
    names = table.names(bits) if bits > 0 else []
    return tradition(names[0]) if names else None
