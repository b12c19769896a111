"""What is seen of a reference at a glance: enough to know which rules need not be asked.

Nearly all references of a manuscript are without a fault, and many are written alike. So each is
looked at once, for its labels and kinds and for the few marks in its text that a rule could be
about; which rules can find fault with what looks so is worked out once, not for each reference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from provenance.model.leaves import Leaves
from provenance.model.reference import Reference, Writing

if TYPE_CHECKING:
    from provenance.checking.rules import Context

__all__ = [
    "DASHED", "DOUBLED", "HIDDEN", "NON_ASCII", "SCRIPTS", "TWINS", "Label", "Shape", "glance",
    "has_words", "marked", "none_given", "several_references", "shape_of",
]  # fmt: skip

#: Marks of a text: it has letters or signs beyond ASCII; letters of two scripts; a letter that
#: looks like a digit beside a digit; what cannot be seen; two stops or commas in a row; dashes as
#: in a call number. Each may be seen where there is nothing wrong, none is overlooked.
NON_ASCII: Final = 1
SCRIPTS: Final = 2
TWINS: Final = 4
HIDDEN: Final = 8
DOUBLED: Final = 16
DASHED: Final = 32


class Label(NamedTuple):
    """A part of a reference without its value: only whether that is a number, words, or missing."""

    text: str
    kind: str | None
    leaf: bool
    after: bool
    value: Literal["number", "words", ""]


class Shape(NamedTuple):
    """What a reference has in common with all others that are written like it.

    ``archive`` and ``archive_text`` are the archive's id and its name as written; ``read`` says
    that there is a locator, ``units`` and ``leaf_kind`` what kinds of units and leaves it has.
    ``leaves`` says how these are written: not at all, as one number, as a range of two full
    numbers with an en dash, the smaller one first, or otherwise (``odd``); ``single`` whether they
    are one leaf. ``marks`` are those of the text.
    """

    archive: str | None
    archive_text: str | None
    inherited: bool
    alone: bool
    read: bool
    units: tuple[str, ...]
    leaf_kind: str | None
    leaves: Literal["", "one", "range", "odd"]
    single: bool
    labels: tuple[Label, ...]
    marks: int


def marked(mark: int) -> Callable[[Shape], bool]:
    """Return the question whether a reference's text has this mark."""
    return lambda shape: shape.marks & mark != 0


def has_words(shape: Shape) -> bool:
    """Whether the value of some unit is no plain number."""
    return any(label.value == "words" and not label.leaf for label in shape.labels)


def none_given(shape: Shape) -> bool:
    """Whether units were read, but no leaves."""
    return shape.read and shape.leaf_kind is None


def several_references(writing: Writing) -> bool:
    """Whether a writing has references that can differ from one another."""
    return len(writing.references) > 1


def glance(reference: Reference, context: Context) -> tuple[Any, ...]:
    """Return what :func:`shape_of` makes a shape of; equal for references of one shape."""
    locator = reference.locator
    leaves = locator.leaves if locator is not None else None
    labels = []
    leaf_values = []
    for kind, label, value, _, _, _, _, _, after, leaf in reference.parts:
        if leaf and value:
            leaf_values.append(value)
        written = "number" if value.isdecimal() else "words" if value else ""
        labels.append((label, kind, leaf, after, written))
    how = _how_written(leaves, leaf_values)
    return (
        reference.archive, reference.archive_text, bool(reference.inherited), context.alone,
        locator is not None,
        tuple([unit.kind for unit in locator.units]) if locator is not None else (),
        leaves.kind if leaves is not None else None,
        how, how == "one" or (how == "odd" and leaves is not None and leaves.single),
        tuple(labels), _marks(reference, context),
    )  # fmt: skip


def shape_of(seen: tuple[Any, ...]) -> Shape:
    """Return the shape of a reference of which a glance has seen this."""
    *before, labels, marks = seen
    return Shape._make((*before, tuple(map(Label._make, labels)), marks))


_NUMBER_OR_RANGE: Final = re.compile("([1-9][0-9]*)(?:–([0-9]+))?")


def _how_written(leaves: Leaves | None, values: list[str]) -> str:
    if leaves is None:
        return "odd" if values else ""
    if len(values) != 1 or leaves.written != values[0] or len(leaves.ranges) != 1:
        return "odd"
    plain = _NUMBER_OR_RANGE.fullmatch(values[0])
    if plain is None:
        return "odd"
    first, second = plain.groups()
    if second is None:
        return "one"
    return "range" if len(first) == len(second) and first < second else "odd"


_BESIDE_DIGIT: Final = re.compile(r"\d[OОoоlIІЗзб]|[lIІOОЗ]\d")
_DOUBLED: Final = re.compile(r"[.,;]\s?[.,;]")
#: A second dash before anything but letters and figures, or a dash between a letter and a figure.
_DASHED: Final = re.compile("[\u2012-\u2015](?:[^\\W_]*[\u2012-\u2015]|(?<=[^\\W\\d_].)\\d)")
_LATIN: Final = "A-Za-z\u00c0-\u024f"
_GREEK: Final = "\u0370-\u03ff"
_SCRIPTS: Final = tuple(map(re.compile, (f"[{_LATIN}]", "[\u0400-\u052f]", f"[{_GREEK}]")))
#: What cannot be seen, line ends and tabs aside.
_HIDDEN: Final = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f"
_UNSEEN: Final = re.compile(f"[{_HIDDEN}]")
_NOT_CYRILLIC: Final = re.compile(f"[{_LATIN}{_GREEK}{_HIDDEN}]")


def _marks(reference: Reference, context: Context) -> int:
    """Return the marks that a reference's text has, the little that follows it included."""
    text = reference.text
    marks = 0
    if not text.isascii():
        marks = NON_ASCII
    if marks and not text.replace("–", "").isascii():
        if _NOT_CYRILLIC.search(text) is not None:
            marks |= SCRIPTS if sum(each.search(text) is not None for each in _SCRIPTS) > 1 else 0
            marks |= HIDDEN if _UNSEEN.search(text) is not None else 0
        if not unicodedata.is_normalized("NFC", text):
            marks |= HIDDEN
    elif not text.isprintable():
        marks |= HIDDEN
    if _BESIDE_DIGIT.search(text) is not None:
        marks |= TWINS
    around, start, end = context.text, reference.start, reference.end
    if not around:
        around, start, end = text, 0, len(text)
    if _DOUBLED.search(around, start, end + 2) is not None:
        marks |= DOUBLED
    if _DASHED.search(around, start, len(around) if context.alone else end) is not None:
        marks |= DASHED
    return marks
