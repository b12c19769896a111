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
from provenance.model.reference import Part, Reference, Writing

if TYPE_CHECKING:
    from provenance.checking.rules import Context

__all__ = [
    "DASHED", "DOUBLED", "HIDDEN", "NON_ASCII", "SCRIPTS", "TWINS", "UNSEEN", "Label", "Shape",
    "exact", "glance", "has_word", "has_words", "marked", "none_given", "several_references",
    "shape_of",
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
    """A part of a reference without its value: whether that is a number, a word, other, or none.

    A ``word`` is in small letters.
    """

    text: str
    kind: str | None
    leaf: bool
    after: bool
    value: Literal["number", "word", "other", ""]


class Shape(NamedTuple):
    """What a reference has in common with all others that are written like it.

    ``archive`` and ``archive_text`` are the archive's id and its name as written; ``read`` says
    that there is a locator, ``units`` and ``leaf_kind`` what kinds of units and leaves it has.
    ``leaves`` says how these are written: ``""`` for none; with ``0`` for each number (``0–0, 0v``)
    where the numbers rise and are not far apart; or ``odd``. ``single`` says whether they are one
    leaf. ``marks`` are those of the text. ``exact`` says that the references of this shape differ
    in nothing but their numbers (:attr:`Reference.pattern`), ``consulted`` that the year is known
    in which the archive was seen.
    """

    exact: bool
    archive: str | None
    archive_text: str | None
    inherited: bool
    alone: bool
    consulted: bool
    read: bool
    units: tuple[str, ...]
    leaf_kind: str | None
    leaves: str
    single: bool
    labels: tuple[Label, ...]
    marks: int


def marked(mark: int) -> Callable[[Shape], bool]:
    """Return the question whether a reference's text has this mark."""
    return lambda shape: shape.marks & mark != 0


def has_words(shape: Shape) -> bool:
    """Whether the value of some unit is no plain number."""
    return any(label.value in ("word", "other") and not label.leaf for label in shape.labels)


def has_word(shape: Shape) -> bool:
    """Whether the value of some unit is a word in small letters."""
    return any(label.value == "word" and not label.leaf for label in shape.labels)


def exact(shape: Shape) -> bool:
    """Whether all references of the shape differ in nothing but their numbers."""
    return shape.exact


def none_given(shape: Shape) -> bool:
    """Whether units were read, but no leaves."""
    return shape.read and shape.leaf_kind is None


def several_references(writing: Writing) -> bool:
    """Whether a writing has references that can differ from one another."""
    return len(writing.references) > 1


def glance(reference: Reference, context: Context) -> tuple[Any, ...]:
    """Return what is equal for references of one shape, and for no others."""
    if reference.pattern and _ends_there(reference, context):
        leaves = reference.locator.leaves if reference.locator is not None else None
        how = "" if leaves is None or _rising(_bare(leaves), context) else str(leaves.single)
        return reference.pattern, context.alone, context.consulted is not None, how
    return _look(reference, context, exact=False)


def shape_of(reference: Reference, context: Context) -> Shape:
    """Return the shape of a reference."""
    exact = bool(reference.pattern) and _ends_there(reference, context)
    *before, labels, marks = _look(reference, context, exact=exact)
    return Shape._make((*before, tuple(map(Label._make, labels)), marks))


def _ends_there(reference: Reference, context: Context) -> bool:
    """Whether nothing stands after a reference but a line that begins with a letter."""
    after = context.text[reference.end : reference.end + 2]
    return not after or (after[0] == "\n" and after[1:].isalpha())


def _look(reference: Reference, context: Context, *, exact: bool) -> tuple[Any, ...]:
    locator = reference.locator
    leaves = locator.leaves if locator is not None else None
    labels = []
    counted = []
    for part in reference.parts:
        kind, label, value, _, _, _, _, _, after, leaf = part
        if leaf and value:
            counted.append(part)
        written = "number" if value.isdecimal() else ""
        if value and not written:
            written = "word" if value.islower() and value.isalpha() else "other"
        labels.append((label, kind, leaf, after, written))
    how = _how_written(leaves, counted, reference, context)
    single = leaves is not None and (how == "0" or leaves.single)
    return (
        exact, reference.archive, reference.archive_text, bool(reference.inherited), context.alone,
        context.consulted is not None, locator is not None,
        tuple([unit.kind for unit in locator.units]) if locator is not None else (),
        leaves.kind if leaves is not None else None,
        how, single, tuple(labels), _marks(reference, context),
    )  # fmt: skip


_NUMBERS: Final = re.compile("[0-9]+")
_OTHER_FIGURE: Final = re.compile(r"(?![0-9])\d")
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_LONGEST_LIST: Final = 40


def _bare(leaves: Leaves) -> str:
    return (leaves.written or "").rstrip(" .")


def _rising(written: str, context: Context) -> bool:
    """Whether leaves are written as numbers that rise, without leading zeros, and not far apart."""
    if len(written) > _LONGEST_LIST or not "0" < written[:1] <= "9":
        return False
    if not written.isascii() and _OTHER_FIGURE.search(written) is not None:
        return False
    first = last = 0
    for number in _NUMBERS.findall(written):
        value = int(number)
        if value <= last or number[0] == "0":
            return False
        first, last = first or value, value
    most: int = context.limits["longest-leaf-range"]
    return last - first < most


def _how_written(
    leaves: Leaves | None, counted: list[Part], reference: Reference, context: Context
) -> str:
    if leaves is None:
        return "odd" if counted else ""
    if len(counted) != 1 or _bare(leaves) != counted[0].value:
        return "odd"
    end = counted[0].value_end
    text, base = (context.text, 0) if context.text else (reference.text, reference.start)
    if text[end - base : end - base + 1] in _DASHES and end - base < len(text):
        return "odd"  # 5–126–9
    return _NUMBERS.sub("0", counted[0].value) if _rising(counted[0].value, context) else "odd"


_BESIDE_DIGIT: Final = re.compile(r"\d[OОoоlIІЗзб]|[lIІOОЗ]\d")
_DOUBLED: Final = re.compile(r"[.,;]\s?[.,;]")
#: A second dash before anything but letters and figures, a dash between a letter and a figure, or
#: before a Roman numeral.
_DASHED: Final = re.compile(
    "[\u2012-\u2015](?:[^\\W_]*[\u2012-\u2015]|(?<=[^\\W\\d_].)\\d|(?<=\\d.)[IVXLC])"
)
_LATIN: Final = "A-Za-z\u00c0-\u024f"
_GREEK: Final = "\u0370-\u03ff"
_SCRIPTS: Final = tuple(map(re.compile, (f"[{_LATIN}]", "[\u0400-\u052f]", f"[{_GREEK}]")))
#: What cannot be seen, line ends and tabs aside.
_HIDDEN: Final = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f"
UNSEEN: Final = re.compile(f"[{_HIDDEN}]")
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
            marks |= HIDDEN if UNSEEN.search(text) is not None else 0
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
