"""The commonest label-free shape, read in one match: ``TNA, FO 371/127290``, ``BArch, DY 30/3384``.

A series code of capitals and digits, a slash, a number; perhaps labelled leaves after it. Like
:mod:`provenance.reading.quick`, this gives what the whole grammar gives, or nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from provenance.archives import archives, present_id
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, Unit
from provenance.model.reference import Part
from provenance.reading import tokens
from provenance.reading.build import assemble, number_unit
from provenance.reading.labels import Grammar, archive_grammar
from provenance.reading.leaves import plain_leaves, read_leaves
from provenance.reading.notation import Form, compile_notation

__all__ = ["CODED", "coded_parts", "read_coded", "series_of"]

_CODE = r"(?P<code>(?P<letters>[A-Z]{1,4}) ?(?P<digits>\d{1,5}))/(?P<number>\d{1,7})"
_LEAVES = (
    r"(?:, (?P<label>[^\W\d_]{1,6})\.? "
    r"(?P<leaves>(?P<first>\d{1,6})(?:(?P<dash>[–—-])(?P<last>\d{1,6}))?))?"
)
#: A code, a number, and leaves: after an archive's name, or alone.
CODED = re.compile(rf"(?:[,:] )?{_CODE}{_LEAVES}(?![\w/–—-]|\.\d)")
#: What shows that leaves go no further: a bracket, a semicolon, the end.
_PLAINLY = re.compile(r"\.?\s*\Z|[;)\]]")


class _Series(NamedTuple):
    """The form of an archive's own that such a reference has: its expression and unit kinds."""

    form: Form
    kinds: tuple[str, str]
    leaves: dict[str, str]


@cache
def _series(grammar: Grammar) -> _Series | None:
    """Return how an archive writes a code and a number, if it does, and its labels of leaves."""
    for form in grammar.forms:
        if form.pattern.match("(MfS), 1") or len(form.kinds) < 2:
            continue
        if form.spaced[0] and not form.spaced[1] and form.pattern.match("AB 12/345"):
            leaves = {
                label: kinds[0]
                for label, kinds in grammar.before.items()
                if len(kinds) == 1 and grammar.is_leaf(kinds[0])
            }
            return _Series(form, (form.kinds[0], form.kinds[1]), leaves)
        if form.pattern.match("AB 12/345"):
            return None
    return None


@cache
def _codes() -> dict[str, tuple[str, Grammar, re.Pattern[str]]]:
    """Return the series codes that one archive has, by their letters."""
    known = {}
    for archive in archives().values():
        for code in archive.codes:
            pattern = compile_notation(code, whole=True).pattern
            for letters in re.findall(r"(?<=[:|])[A-Z]{2,4}(?=[|)])", code):
                if pattern.match(f"{letters} 1/2"):
                    known[letters] = (present_id(archive.id), archive_grammar(archive.id), pattern)
    return known


def series_of(text: str, shape: re.Match[str]) -> tuple[str, Grammar] | None:
    """Return the archive whose series code ``shape`` is, a match of :data:`CODED` in ``text``."""
    known = _codes().get(shape["letters"])
    if known is None:
        return None
    archive, grammar, pattern = known
    return (archive, grammar) if pattern.match(text, shape.start("code")) else None


def read_coded(
    text: str, shape: re.Match[str], name: str | None, archive: str, grammar: Grammar
) -> Locator | None:
    """Make the locator of what ``shape``, a match of :data:`CODED`, found at this archive."""
    series = _series(grammar)
    if series is None:
        return None
    begin, end = shape.start("code"), shape.end("number")
    found = series.form.pattern.match(text, begin)
    if found is None or found.span(1) != shape.span("code"):
        return None
    if found.span(2) != shape.span("number") or found.end() != end:
        return None
    leaves: Leaves | None = None
    label = shape["label"]
    if label is not None:
        kind = series.leaves.get(label)
        if kind is None:
            return None
        if _PLAINLY.match(text, shape.end()) is not None:
            leaves = plain_leaves(kind, shape["first"], shape["dash"] or "", shape["last"] or "")
        else:
            read = read_leaves(
                text, shape.start("leaves"), kind, language=grammar.language,
                following=tokens.following_marks(grammar),
            )  # fmt: skip
            if read is None or read[1] != shape.end():
                return None
            leaves = read[0]
    written, number = shape["code"], shape["number"]
    value = f"{shape['letters']} {shape['digits']}"
    units = (
        Unit(series.kinds[0], value, None if value == written else written),
        number_unit(series.kinds[1], number) if number.isascii() else Unit(series.kinds[1], number),
    )
    return assemble(archive, units, leaves, name, text)


def coded_parts(
    text: str, shape: re.Match[str], grammar: Grammar, at: int
) -> tuple[Part, ...]:  # fmt: skip
    """Return the labelled parts of what ``shape`` found: the leaves, where it has them.

    ``at`` is where ``text`` begins in the text whose code points are wanted.
    """
    label, value = shape["label"], shape["leaves"]
    if label is None:
        return ()
    kinds = grammar.before[label]
    begin, start = shape.start("label") + at, shape.start("leaves") + at
    return (
        Part(kinds[0], label, value, begin, start + len(value), begin, start, kinds, False, True),
    )
