"""Rules about the values of units: none, the wrong kind, or changed on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from provenance.archives import archives
from provenance.checking.finding import Fix
from provenance.checking.rules import Context, Hit, rule
from provenance.checking.shape import DASHED, Shape, has_word, marked
from provenance.model.reference import Reference
from provenance.model.text import DASHES
from provenance.units import root_kind, unit_kinds

__all__ = [
    "identifier_dash_changed",
    "leading_zero_lost",
    "suffix_lost",
    "value_empty",
    "value_malformed",
]

_ROMAN = re.compile(r"[IVXLCDM]+\b")


@rule("value-malformed", "LOC009", "error", Reference, when=has_word)
def value_malformed(reference: Reference, context: Context) -> Iterator[Hit]:
    """What follows a label is no value of that unit: a word where a number should be.

    Bad: ``AVPRF, f. 0102, op. fourteen, d. 6, l. 26``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, l. 26``
    """
    for part in reference.parts:
        value = part.value
        if (
            part.kind is None
            or part.leaf
            or not value
            or not value.islower()
            or not value.isalpha()
        ):
            continue
        pattern = unit_kinds()[part.kind].value_pattern
        if not _needs_figure(pattern) or _ROMAN.fullmatch(value):
            continue
        yield Hit(
            f"{value!r} isn't a valid {part.kind} value.", part.value_start, part.value_end
        )  # fmt: skip


@cache
def _needs_figure(pattern: str) -> bool:
    return bool(pattern) and not any(re.fullmatch(pattern, word) for word in ("x", "Xy", "word"))


@rule("value-empty", "LOC010", "error", Reference, by_shape=True)
def value_empty(reference: Reference, context: Context) -> Iterator[Hit]:
    """A label stands without its value.

    Bad: ``AVPRF, f. 0102, op. , d. 6, l. 26``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, l. 26``
    """
    for part in reference.parts:
        if not part.value:
            yield Hit(
                f"{part.label!r} ({part.kind}) has no value.", part.label_start,
                max(part.end, part.label_end),
            )  # fmt: skip


@cache
def _fonds(aid: str) -> frozenset[str]:
    """Return the numbers of the fonds that the authority knows at this archive, in lower case."""
    return frozenset(fond.number.casefold() for fond in archives()[aid].fonds)


@cache
def _without_letters(aid: str) -> dict[str, str]:
    """Return the fonds' numbers that carry letters, by their figures; where that is one fond."""
    found: dict[str, list[str]] = {}
    for fond in archives()[aid].fonds:
        figures = "".join(ch for ch in fond.number if ch.isdigit())
        if figures and figures != fond.number:
            found.setdefault(figures, []).append(fond.number)
    return {figures: numbers[0] for figures, numbers in found.items() if len(numbers) == 1}


def _fond(reference: Reference) -> tuple[str, str] | None:
    """Return the archive's id and the number of the fond, where that stands here."""
    if reference.archive is None or reference.locator is None or not reference.locator.units:
        return None
    unit = reference.locator.units[0]
    if root_kind(unit.kind) != "fond" or unit.kind in reference.inherited:
        return None
    return reference.archive, unit.value


def _of_listed_fond(shape: Shape) -> bool:
    """Whether the authority has a list of this archive's fonds."""
    if shape.archive is None or not shape.units or root_kind(shape.units[0]) != "fond":
        return False
    return bool(_fonds(shape.archive))


def _value_place(reference: Reference) -> tuple[int, int]:
    first = next((part for part in reference.parts if root_kind(part.kind or "") == "fond"), None)
    return (first.value_start, first.value_end) if first else (reference.start, reference.end)


@rule("leading-zero-lost", "LOC011", "warning", Reference, when=_of_listed_fond)
def leading_zero_lost(reference: Reference, context: Context) -> Iterator[Hit]:
    """A fond's number has lost its leading zero, as a spreadsheet or a typed number loses it.

    At AVPRF fond 102 and fond 0102 are two fonds. Known from the authority's list of fonds.

    Bad: ``AVPRF, f. 102, op. 14, d. 6, l. 26``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, l. 26``
    """
    fond = _fond(reference)
    if fond is None:
        return
    aid, value = fond
    known = _fonds(aid)
    if value.casefold() not in known and f"0{value}".casefold() in known:
        printed = archives()[aid].printed
        yield Hit(
            f"{printed} fond {value}: leading zero may be lost (0{value}).",
            *_value_place(reference),
        )


@rule("suffix-lost", "LOC012", "info", Reference, when=_of_listed_fond)
def suffix_lost(reference: Reference, context: Context) -> Iterator[Hit]:
    """A fond's number lacks the letters that this archive writes with it.

    Known from the authority's list of fonds.

    Bad: ``ГАРФ. Ф. 9401. Оп. 2. Д. 64. Л. 1``
    Good: ``ГАРФ. Ф. Р-9401. Оп. 2. Д. 64. Л. 1``
    """
    fond = _fond(reference)
    if fond is None:
        return
    aid, value = fond
    full = _without_letters(aid).get(value)
    if full is not None and value not in _fonds(aid) and not full.startswith("0"):
        yield Hit(
            f"At {archives()[aid].printed} fond {value} is written {full}.",
            *_value_place(reference),
        )


_CALL_NUMBER = re.compile(r"[^\W_]+(?:[-\u2012-\u2015][^\W_]+)+")
_FIGURES = re.compile(r"[^\W_]*\d[^\W_]*(?:[\u2012-\u2015][^\W_]*\d[^\W_]*){2,}")
_LETTER_DASH = re.compile(
    r"(?<![^\W_])[^\W\d_]{1,4}[\u2012-\u2015]\d|\d[\u2012-\u2015][IVXLC]{1,5}(?![^\W_])"
)


@rule(
    "identifier-dash-changed",
    "LOC013",
    "error",
    Reference,
    when=marked(DASHED),
)
def identifier_dash_changed(reference: Reference, context: Context) -> Iterator[Hit]:
    """A call number's hyphens were changed into dashes, as word processors do with ranges.

    A catalogue is searched for the number as it is written there.

    Bad: ``PRC FMA 106–00581–11``
    Good: ``PRC FMA 106-00581-11``
    """
    end = len(context.text) if context.alone else reference.end
    text = context.text or reference.text
    base = 0 if context.text else -reference.start
    leaves = [(part.value_start, part.value_end) for part in reference.parts if part.leaf]
    for found in _CALL_NUMBER.finditer(text, reference.start + base, end + base):
        written = found[0]
        if not (_FIGURES.fullmatch(written) or _LETTER_DASH.search(written)):
            continue
        start, stop = found.start() - base, found.end() - base
        if any(low <= start < high for low, high in leaves):
            continue
        hyphened = written.translate(_HYPHENS)
        yield Hit(
            f"Use hyphens inside call numbers: {hyphened}.", start, stop,
            fix=Fix(start, stop, hyphened, "Use hyphens inside the call number"),
        )  # fmt: skip


_HYPHENS = {ord(dash): "-" for dash in DASHES}
