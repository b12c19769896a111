"""The commonest shape of a reference, read in one match: ``AVPRF, f. 0102, op. 14, d. 6, l. 26``.

A name that one archive has, then short labels with plain numbers, then leaves, and nothing else;
or the same without a name. Whatever differs in the least (a year between units, a name in
brackets, a label that comes twice) is left to the grammar, which reads this shape too, with the
same result, in three times the time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from provenance.archives import present_id
from provenance.model.locator import Locator
from provenance.reading import tokens
from provenance.reading.archive_names import exact_names
from provenance.reading.build import assemble, make_unit
from provenance.reading.labels import Grammar, archive_grammar, tradition, traditions
from provenance.reading.leaves import read_leaves
from provenance.reading.lookalikes import is_cyrillic
from provenance.reading.quick_codes import CODED, read_coded, series_of
from provenance.reading.run import CYRILLIC, Part, is_identifier, is_loose
from provenance.reading.search import reference_without_archive
from provenance.reading.ways import opens_label

__all__ = ["QuickReading", "exact_name", "quick_at", "quick_locator", "quick_reading"]

_VALUE = r"(?:[A-ZА-ЯІЇЄҐ]{1,2}-?)?\d{1,7}[a-zа-яіїєґ]{0,2}(?:[–—-]\d{1,6})?(?: (?:об|зв|ob|zv)\.)?"
_PAIR = rf"([^\W\d_]{{1,9}})\.? ?({_VALUE})"
_MORE = ""
for _ in range(5):
    _MORE = rf"(?:[,.;] ?{_PAIR}{_MORE})?"
_SHAPE = re.compile(rf"(?:([^\W\d_][^,.;:\d()\n]{{1,60}}?)[,.]? )?{_PAIR}{_MORE}")
_UNITS = re.compile(rf"()[,.]? {_PAIR}{_MORE}")


class _Step(NamedTuple):
    """What a label stands for at an archive: the kind, whether it counts leaves, its place."""

    kind: str
    leaf: bool
    place: float
    letters: int


@cache
def _steps(grammar: Grammar) -> dict[str, _Step]:
    """Return the labels of a grammar that mean one thing, and have a number for a value."""
    steps = {}
    for label, kinds in grammar.before.items():
        if len(kinds) != 1 or is_loose(kinds[0]) or is_identifier(kinds[0]):
            continue
        kind = kinds[0]
        letters = CYRILLIC if is_cyrillic(label) else 0
        steps[label] = _Step(kind, grammar.is_leaf(kind), grammar.place(kind), letters)
    return steps


#: Scripts whose words may run into the label after a name.
_WITHOUT_SPACES = re.compile("[\u1100-\uffff]")


@cache
def _grammars() -> dict[str, tuple[str, Grammar]]:
    return {
        name: (present_id(aid), archive_grammar(aid))
        for name, aid in exact_names().items()
        if not _WITHOUT_SPACES.search(name)
    }


def quick_locator(text: str) -> Locator | None:
    """Read ``text`` if it has the common shape, else return ``None``: the grammar's business."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        coded = _coded(text)
        return read_coded(text, *coded) if coded is not None else None
    name = shape[1]
    if name is not None:
        known = _grammars().get(name)
        return _read(text, shape, name, *known) if known is not None else None
    grammar = _tradition(shape.groups())
    return _read(text, shape, None, None, grammar) if grammar is not None else None


class QuickReading(NamedTuple):
    """A reference of the common shape, with where its labels and their values stand.

    Each of ``pairs`` is two groups of ``shape``, a match in the text, and names the label's kind.
    """

    locator: Locator
    grammar: Grammar
    shape: re.Match[str]
    pairs: Sequence[tuple[int, int]]


_PAIRS: Sequence[tuple[int, int]] = [(number, number + 1) for number in range(2, 14, 2)]
_CODED_PAIR: Sequence[tuple[int, int]] = [
    (CODED.groupindex["label"], CODED.groupindex["leaves"])
]  # fmt: skip


def quick_reading(text: str) -> QuickReading | None:
    """Read ``text`` as :func:`quick_locator` does, where an archive's name or code begins it."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        coded = _coded(text)
        if coded is None or _is_label(coded[3], coded[0]["letters"]):
            return None
        shape, name, archive, grammar = coded
        locator = read_coded(text, shape, name, archive, grammar)
        pairs = _CODED_PAIR
    else:
        name = shape[1]
        known = _grammars().get(name) if name is not None else None
        if known is None:
            return None
        archive, grammar = known
        locator = _read(text, shape, name, archive, grammar)
        pairs = _PAIRS
    return QuickReading(locator, grammar, shape, pairs) if locator is not None else None


@lru_cache(4096)
def _is_label(grammar: Grammar, letters: str) -> bool:
    """Whether the letters of a series code may be a unit's label too."""
    return bool(grammar.lookup(letters))


_NAMED = re.compile(r"[^\W\d_][^,:\d\n]{1,60}?(?=[,:] [A-Z]{1,4} ?\d)")


def _coded(text: str) -> tuple[re.Match[str], str | None, str, Grammar] | None:
    """Return the match of a series code and number, the archive's name if any, id and grammar."""
    shape = CODED.fullmatch(text)
    if shape is not None:
        known = series_of(text, shape)
        return (shape, None, *known) if known is not None else None
    name = _NAMED.match(text)
    known = _grammars().get(name[0]) if name is not None else None
    if name is None or known is None:
        return None
    shape = CODED.fullmatch(text, name.end())
    return (shape, name[0], *known) if shape is not None else None


#: What shows, in running text, that a reference of the common shape goes no further: a bracket, or
#: a sentence's end before a word that is no label.
_OVER = re.compile(r"[)\]}»”]|\.?\s*\Z|\.\s+(?P<word>[^\W\d_]+)(?!\.)\s")


def exact_name(name: str) -> bool:
    """Whether ``name`` is, letter for letter, a name that one archive has."""
    return name in _grammars()


def quick_at(text: str, start: int, end: int) -> tuple[Locator, int, Grammar] | None:
    """Read the reference of the common shape whose archive's name stands at ``start``–``end``.

    Returns it, where it ends, and the grammar it was read with; ``None`` where it has another
    shape, or where what follows may belong to it.
    """
    name = text[start:end]
    known = _grammars().get(name)
    if known is None:
        return None
    locator = None
    shape = _UNITS.match(text, end)
    if shape is not None and _over(text, shape.end()):
        locator = _read(text, shape, name, *known)
    elif (shape := CODED.match(text, end)) is not None and _over(text, shape.end()):
        locator = read_coded(text, shape, name, *known)
    return (locator, shape.end(), known[1]) if shape is not None and locator is not None else None


def _over(text: str, end: int) -> bool:
    """Whether a reference that was read up to ``end`` goes no further."""
    found = _OVER.match(text, end)
    if found is None:
        return False
    word = found["word"]
    # capitals may be a fond's part: Ф. 102. ДП ОО. 1898 г. Оп. 226
    return word is None or not (opens_label(word) or (word.isupper() and len(word) > 1))


def _read(
    text: str, shape: re.Match[str], name: str | None, archive: str | None, grammar: Grammar
) -> Locator | None:
    """Make the locator of what has the common shape, if its labels and values are plain too."""
    groups = shape.groups()
    if grammar.forms and any(form.pattern.match(text, shape.start(2)) for form in grammar.forms):
        return None  # letters and a number that the archive writes so are no label and its value
    steps = _steps(grammar)
    parts: list[Part] = []
    leaves = None
    last = -2.0
    for index in range(1, len(groups), 2):
        label = groups[index]
        if label is None:
            break
        step = steps.get(label)
        if step is None or leaves is not None or step.place <= last:
            return None
        kind, leaf, last, letters = step
        start, end = shape.span(index + 2)
        if leaf:
            read = read_leaves(
                text, start, kind, language=grammar.language,
                following=tokens.following_marks(grammar),
            )  # fmt: skip
            if read is None or read[1] < end:
                return None
            leaves = read[0]
            continue
        value = groups[index + 1]
        if not value.isdecimal() and (" " in value or _RANGE.search(value)):
            return None
        parts.append([kind, start, end, letters, last])
    if not parts or (archive is None and not reference_without_archive(parts)):
        return None
    units = tuple([make_unit(text, part, grammar.language) for part in parts])
    return assemble(archive, units, leaves, name, text)


_RANGE = re.compile(r"[–—]|\d-\d")


def _tradition(groups: tuple[str | None, ...]) -> Grammar | None:
    """Return the likeliest tradition that has all these labels."""
    table = traditions()
    bits = -1
    for label in groups[1::2]:
        if label is None:
            break
        bits &= table.bits(label)
    names = table.names(bits) if bits > 0 else []
    return tradition(names[0]) if names else None
