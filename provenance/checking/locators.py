"""Rules about units: what a reference lacks, has twice or in another order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from provenance.archives import Archive, archives
from provenance.checking.extents import extent
from provenance.checking.rules import Context, Hit, rule
from provenance.checking.shape import Shape, none_given
from provenance.model.reference import Part, Reference
from provenance.units import root_kind, unit_kinds

__all__ = [
    "ambiguous_label",
    "duplicate_unit",
    "missing_leaf",
    "missing_required_unit",
    "optional_unit_absent",
    "unit_not_in_scheme",
    "unit_order",
    "unknown_unit_label",
    "unreadable_reference",
]


def _holder(reference: Reference) -> Archive | None:
    """Return the archive by whose scheme the reference is built."""
    return archives()[reference.archive] if reference.archive is not None else None


def _filled(reference: Reference, holder: Archive) -> list[bool]:
    """Return, level by level of the archive's scheme, whether the reference has a unit there."""
    locator = reference.locator
    if locator is None:
        return []
    given = {holder.identity_kind(unit.kind) for unit in locator.units}
    if locator.leaves is not None:
        given.add(holder.identity_kind(locator.leaves.kind))
    return [not given.isdisjoint(level) for level in holder.identity_levels]


@cache
def _is_leaf(kind: str) -> bool:
    return unit_kinds()[kind].is_leaf


#: What must not be missing: a unit that holds others, or the number of a file.
_REQUIRED = ("container", "identifier")


@rule("missing-required-unit", "LOC001", "error", Reference, by_shape=True)
def missing_required_unit(reference: Reference, context: Context) -> Iterator[Hit]:
    """A unit that the archive's references must have is missing, though deeper ones are given.

    Delo 6 exists in every opis: without the opis the file cannot be ordered.

    Bad: ``AVPRF, f. 0102, d. 6, l. 26``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, l. 26``
    """
    holder = _holder(reference)
    if holder is None or holder.named:
        return
    filled = _filled(reference, holder)
    if True not in filled:
        return
    deepest = len(filled) - filled[::-1].index(True)
    given = [unit.kind for unit in reference.locator.units] if reference.locator else []
    if any(kind not in holder.kinds and not _known(holder, kind) for kind in given):
        return  # a unit of another scheme may stand for the one that is missing
    for level, there in zip(holder.scheme[:deepest], filled, strict=False):
        entry = unit_kinds()[level.kinds[0]]
        if not there and not level.optional and not entry.is_leaf and entry.kind in _REQUIRED:
            needed = " or ".join(level.kinds)
            found = ", ".join(f"{unit.kind} {unit.value}" for unit in reference.locator.units)  # type: ignore[union-attr]
            yield Hit(
                f"{holder.printed} references need {needed}; found {found}.",
                reference.start, reference.end,
            )  # fmt: skip


def _known(holder: Archive, kind: str) -> bool:
    return any(holder.identity_kind(kind) in level for level in holder.identity_levels)


def _leaf_wanted(shape: Shape) -> bool:
    """Whether a file is given without a leaf, at an archive whose references end in one."""
    if shape.archive is None or not none_given(shape):
        return False
    levels = [level for level in archives()[shape.archive].scheme if not level.optional]
    if len(levels) < 2 or not _is_leaf(levels[-1].kinds[0]):
        return False
    return not set(shape.units).isdisjoint(levels[-2].kinds)


@rule(
    "missing-leaf",
    "LOC002",
    "warning",
    Reference,
    when=_leaf_wanted,
)
def missing_leaf(reference: Reference, context: Context) -> Iterator[Hit]:
    """A file is given, but no leaf or page.

    A file of a Soviet-type archive holds hundreds of leaves and dozens of documents. Asked only
    at archives whose references end in leaves.

    Bad: ``RGANI, f. 5, op. 28, d. 411``
    Good: ``RGANI, f. 5, op. 28, d. 411, ll. 1–4``
    """
    holder, locator = _holder(reference), reference.locator
    if holder is None or locator is None or locator.leaves is not None:
        return
    if extent(reference, context) is not None:
        return
    levels = [level for level in holder.scheme if not level.optional]
    if len(levels) < 2 or not _is_leaf(levels[-1].kinds[0]):
        return
    file = next((unit for unit in locator.units if unit.kind in levels[-2].kinds), None)
    if file is not None and not any(part.leaf for part in reference.parts):
        yield Hit(
            f"No leaf or page: the file {file.value} may hold many documents.",
            reference.start, reference.end,
        )  # fmt: skip


@rule("optional-unit-absent", "LOC003", "info", Reference, by_shape=True)
def optional_unit_absent(reference: Reference, context: Context) -> Iterator[Hit]:
    """A unit that this archive's references often have is not given.

    The reading room finds the file sooner with it. Asked of single references and of records;
    in a manuscript, one file cited with and without it is another rule's business.

    Bad: ``АВПРФ. Ф. 0102. Оп. 14. Д. 6. Л. 26``
    Good: ``АВПРФ. Ф. 0102. Оп. 14. П. 75. Д. 6. Л. 26``
    """
    holder, locator = _holder(reference), reference.locator
    if holder is None or locator is None or not context.alone:
        return
    for kind in holder.usual:
        if len(locator.units) >= len(holder.required) - 1 and locator.unit(kind) is None:
            yield Hit(
                f"{holder.printed} often gives {kind}; add it if known.",
                reference.start, reference.end,
            )  # fmt: skip


def _levels(reference: Reference, holder: Archive | None) -> list[tuple[Part, int]]:
    """Return the parts that have a fixed place among the others, each with its level."""
    placed: list[tuple[Part, int]] = []
    for part in reference.parts:
        if part.kind is None:
            continue
        if holder is None:
            entry = unit_kinds()[part.kind]
            if part.leaf or (entry.kind == "container" and entry.level in (1, 2, 4)):
                placed.append((part, entry.level))
            continue
        for index, level in enumerate(holder.scheme):
            if part.kind in level.kinds and (part.leaf or not level.optional):
                free = part.kind in holder.any_order
                placed.append((part, _first_free(holder) if free else index))
    return placed


def _first_free(holder: Archive) -> int:
    """Return the level that all units stand for which an archive's references give in any order."""
    free = set(holder.any_order)
    return next(at for at, level in enumerate(holder.scheme) if free.intersection(level.kinds))


@rule("unit-order", "LOC004", "warning", Reference, by_shape=True)
def unit_order(reference: Reference, context: Context) -> Iterator[Hit]:
    """Units come neither from the largest to the smallest nor the other way round.

    Papka and other units that may be missing have no fixed place, nor have those that an archive's
    references give in any order.

    Bad: ``Ф. 5. Д. 411. Оп. 28``
    Good: ``Ф. 5. Оп. 28. Д. 411``
    """
    placed = _levels(reference, _holder(reference))
    order = [level for _, level in placed]
    if len(order) < 3 or order == sorted(order) or order == sorted(order, reverse=True):
        return
    for (before, high), (after, low) in pairwise(placed):
        if low < high:
            yield Hit(
                f"{after.kind} should come before {before.kind}.", after.start, after.end
            )  # fmt: skip
            return


@rule("duplicate-unit", "LOC005", "error", Reference, by_shape=True)
def duplicate_unit(reference: Reference, context: Context) -> Iterator[Hit]:
    """One kind of unit occurs twice in a reference.

    One of the two is wrong, or they are two references and the second lacks what it inherits.

    Bad: ``RGANI, f. 5, op. 28, op. 30, d. 1, l. 2``
    Good: ``RGANI, f. 5, op. 28, d. 1, l. 2``
    """
    holder = _holder(reference)
    seen: dict[str, Part] = {}
    for part in reference.parts:
        if part.kind is None or part.leaf or not part.value or part.kind == "level":
            continue
        kind = holder.identity_kind(part.kind) if holder is not None else root_kind(part.kind)
        first = seen.setdefault(kind, part)
        if first is not part:
            yield Hit(
                f"{part.kind} occurs twice: {first.value}, {part.value}.", part.start, part.end
            )


@rule("unit-not-in-scheme", "LOC006", "warning", Reference, by_shape=True)
def unit_not_in_scheme(reference: Reference, context: Context) -> Iterator[Hit]:
    """The largest unit is of a kind that references to this archive don't have.

    Below it, archives have boxes, parts and volumes of all kinds.

    Bad: ``TNA, fond 371``
    Good: ``TNA, FO 371/127265``
    """
    holder = _holder(reference)
    if holder is None or holder.named:
        return
    for part in reference.parts:
        if part.kind is None or part.leaf or _known(holder, part.kind):
            continue
        entry = unit_kinds()[part.kind]
        if entry.kind == "container" and entry.level == 1:
            yield Hit(
                f"{part.kind} isn't part of {holder.printed} references.", part.start, part.end
            )


@rule("unknown-unit-label", "LOC007", "warning", Reference, by_shape=True)
def unknown_unit_label(reference: Reference, context: Context) -> Iterator[Hit]:
    """A label stands before a number that is no unit's in any tradition known.

    Bad: ``AVPRF, z. 0102``
    Good: ``AVPRF, f. 0102``
    """
    if reference.archive is None:
        return  # whose labels would they be?
    for part in reference.parts:
        if part.kind is None:
            yield Hit(
                f"Unknown unit label {part.label!r}.", part.label_start, part.label_end
            )  # fmt: skip


@rule("ambiguous-label", "LOC008", "info", Reference, when=lambda shape: shape.archive is None)
def ambiguous_label(reference: Reference, context: Context) -> Iterator[Hit]:
    """A label means different units in different countries, and no archive decides.

    Bad: ``d. 12, l. 5``
    Good: ``RGASPI, f. 17, op. 162, d. 12, l. 5``
    """
    named = reference.archive is not None or reference.archive_text
    if named or reference.inherited or len(reference.parts) < 2:
        return
    for part in reference.parts:
        roots = dict.fromkeys(root_kind(kind) for kind in part.kinds)
        if len(roots) > 1 and not part.leaf:
            yield Hit(
                f"{part.label!r} can be {', '.join(roots)}; name the archive.",
                part.label_start, part.label_end,
                severity="error" if reference.locator is None else None,
            )  # fmt: skip
            return


@rule("unreadable-reference", "LOC014", "error", Reference, when=lambda shape: not shape.read)
def unreadable_reference(reference: Reference, context: Context) -> Iterator[Hit]:
    """What was to be an archival reference cannot be read as one.

    Said where no other rule says why.

    Bad: ``PrAVDA, 5 May 1957`` (a line that is to be a reference)
    Good: ``RGASPI, f. 17, op. 162, d. 18, l. 5``
    """
    error = reference.error
    if reference.locator is None and error is not None:
        yield Hit(_in_one_line(str(error)), reference.start, reference.end)


def _in_one_line(message: str) -> str:
    line = " ".join(message.split())
    return line[:1].upper() + line[1:] + ("" if line.endswith(".") else ".")
