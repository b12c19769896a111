"""Locators in print: :func:`format_locator`.

    short    AVPRF, f. 0102, op. 14, d. 6, ll. 26–29
    long     AVPRF, fond 0102, opis 14, delo 6, listy 26–29
    native   АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26–29

What is printed is read back by :func:`provenance.reading.locator.parse_locator` as the same
locator. Numbers of leaves are joined by an en dash and written out in full, hyphens inside call
numbers stay (Chicago Manual, 9.61 and 14.222: a locator's figures are never abbreviated).
"""

from __future__ import annotations

from provenance.archives import archives
from provenance.errors import ProvenanceError, expect
from provenance.model.leaves import Leaf, LeafRange, Leaves
from provenance.model.locator import Locator, Unit
from provenance.notation import Notation
from provenance.writing.original import original_letters, original_value
from provenance.writing.printing import (
    FORMS,
    House,
    archive_house,
    has_cyrillic,
    tradition_house,
)

__all__ = [
    "format_leaf_numbers",
    "format_leaves",
    "format_locator",
    "format_units",
    "full_native_name",
]


def format_locator(
    locator: Locator, form: str = "short", *, archive_name: str | None = None
) -> str:
    """Return the locator in a form: ``short``, ``long`` or ``native``.

    ``archive_name`` replaces the archive's name; an empty one leaves the archive out. Text that is
    not understood as more than a name (levels, titles) comes as it is; one that holds a comma, or
    a unit's name with a number, is set in quotation marks. Raises :class:`ProvenanceError` for
    another form.
    """
    expect(locator, Locator, "a locator")
    aid = locator.archive
    if aid is None or form not in FORMS:
        house = _house(locator, form)
    else:
        house = archive_house(aid, form)
    if house.is_plain and (plain := _plain(locator, house, archive_name)) is not None:
        return plain
    parts, bare = _parts(locator, house)
    if house.archive is not None and house.archive.sub_archives and locator.part and parts:
        # ERAF.1.4.1872; before a label the code is a name of its own
        parts[:1] = [f"{locator.part}.{parts[0]}"] if bare else [locator.part, parts[0]]
    name = house.name or locator.archive_text or "" if archive_name is None else archive_name
    text = _joined(parts, house)
    if not name or not text:
        return name or text
    if archive_name is None and bare:
        return name + house.separator + text
    stop = name.endswith(".") and house.after_name.startswith(".")
    return name + (house.after_name[1:] if stop else house.after_name) + text


def _plain(locator: Locator, house: House, archive_name: str | None) -> str | None:
    """Return the locator where each unit stands after its label, or ``None``: the usual case."""
    prefixes = house.prefixes
    text = ""
    for unit in locator.units:
        value, kind = unit.value, unit.kind
        if not value.isalnum() and not house.is_one(value):
            return None
        prefix = prefixes[kind] if kind in prefixes else house.prefix(kind)
        if prefix is None:
            return None
        text += prefix + value
    leaves = locator.leaves
    if leaves is not None:
        kind = leaves.kind
        before = prefixes[kind] if kind in prefixes else house.prefix(kind)
        if before is None:
            return None
        numbers = _numbers(leaves, house)
        if not numbers.isdecimal() and not leaves.single:
            before = house.joint + house.label(kind).before_many
        text += before + numbers
    text = text[len(house.joint) :]
    name = house.name or locator.archive_text or "" if archive_name is None else archive_name
    return name + house.after_name + text if name and text else name or text


def format_units(locator: Locator, form: str = "short") -> str:
    """Return the units alone, without archive and leaves: ``f. 0102, op. 14, d. 6``."""
    house = _house(locator, form)
    parts, _ = _parts(locator, house, leaves=False)
    return _joined(parts, house)


def full_native_name(aid: str, *, name_first: bool = True) -> str:
    """Return an archive's name in its own script with its abbreviation in brackets.

    Without ``name_first`` it is the other way round: ``ЦДАГО України (Центральний …)``.
    """
    short = archive_house(aid, "native").name
    name = next((name for name in archives()[aid].native_names if name != short), "")
    if not name:
        return short
    return f"{name} ({short})" if name_first else f"{short} ({name})"


def format_leaves(leaves: Leaves, locator: Locator, form: str = "short") -> str:
    """Return leaves with their label as ``locator``'s archive prints them: ``ll. 26–29``."""
    house = _house(locator, form)
    return _leaves(leaves, house)


def format_leaf_numbers(leaves: Leaves, locator: Locator, form: str = "short") -> str:
    """Return leaves without their label, each side as the archive prints it: ``26–27 ob.``."""
    return _numbers(leaves, _house(locator, form))


def _leaves(leaves: Leaves, house: House) -> str:
    return house.label(leaves.kind).around(_numbers(leaves, house), many=not leaves.single)


def _house(locator: Locator, form: str) -> House:
    if form not in FORMS:
        raise ProvenanceError(f"form must be one of {', '.join(FORMS)}, not {form!r}")
    if locator.archive is not None:
        return archive_house(locator.archive, form)
    kinds = [unit.kind for unit in locator.units]
    if locator.leaves is not None:
        kinds.append(locator.leaves.kind)
    name = locator.archive_text
    if name is not None and has_cyrillic(name) != (form == "native"):
        # labels in the original script go with a name in it, and with no other
        form = "short" if form == "native" else "original"
    return tradition_house(tuple(kinds), form)


def _joined(parts: list[str], house: House) -> str:
    if house.joint == house.joint_after_stop:
        return house.joint.join(parts)
    text = ""
    for part in parts:
        if text:
            text += house.joint_after_stop if text.endswith(".") else house.joint
        text += part
    return text


def _parts(locator: Locator, house: House, *, leaves: bool = True) -> tuple[list[str], bool]:
    """Return the printed parts in order, and whether they begin with label-free units."""
    shown = locator.leaves if leaves else None
    if house.notation is not None:
        return _with_block(locator.units, shown, house, house.notation)
    parts = [house.labelled(unit.kind, _value(unit, house)) for unit in locator.units]
    if shown is not None:
        parts.append(_leaves(shown, house))
    return parts, False


def _with_block(
    units: tuple[Unit, ...], leaves: Leaves | None, house: House, notation: Notation
) -> tuple[list[str], bool]:
    """Return the parts where some units are joined without labels, at the place of the first."""
    values: dict[str, str] = {}
    apart = False
    for unit in units:
        # after a unit of the scheme that the notation lacks, numbers have labels too
        joined = unit.kind in notation.kinds
        apart = apart or (bool(values) and not joined and _in_scheme(unit.kind, house))
        if not (apart and joined and unit.value.isdigit()):
            values.setdefault(unit.kind, _value(unit, house))
    if leaves is not None and leaves.kind in notation.kinds:
        values[leaves.kind] = _numbers(leaves, house)
    plain = {unit.kind: unit.value for unit in units} if house.spelled else {}
    for form in house.spelled:
        if all(kind in values for kind in form.kinds):
            # a pattern says where a value ends, so that it needs no marks around it
            given = {f.kind: (plain if f.pattern else values)[f.kind] for f in form.fields}
            block, written = form.written(given)
            if written == form.kinds:
                break
    else:
        block, written = notation.written(values)
    parts: list[str] = []
    done: set[str] = set()
    bare = False
    for unit in units:
        kind = unit.kind
        if kind not in written or kind in done:
            value = _value(unit, house)
            part = house.labelled(kind, value)
            if part == value and _heads(units, unit, house):
                parts[-1] += f": {part}"
            else:
                parts.append(part)
            continue
        if not done:
            bare = not parts
            if _heads(units, unit, house):
                parts[-1] += f": {block}"
            else:
                parts.append(block)
        done.add(kind)
    if leaves is not None and leaves.kind not in written:
        parts.append(_leaves(leaves, house))
    return parts, bare


def _in_scheme(kind: str, house: House) -> bool:
    return house.archive is not None and kind in house.archive.kinds


def _heads(units: tuple[Unit, ...], unit: Unit, house: House) -> bool:
    """Whether the part before ``unit`` is a heading above it: ``Records of the Courts: Minutes``.

    With a comma between them the first would be read as the series and the other as a part of it.
    """
    named = house.archive.named if house.archive is not None else ()
    index = units.index(unit)
    return (
        unit.kind in named
        and index > 0
        and units[index - 1].kind == "level"
        and not any(before.kind in named for before in units[:index])
    )


def _value(unit: Unit, house: House) -> str:
    value = original_value(unit, house.language) if house.cyrillic else unit.value
    if house.is_one(value):
        return value
    return f'"{value}"' if "”" in value or "“" in value else f"“{value}”"


def _numbers(leaves: Leaves, house: House) -> str:
    if len(leaves.ranges) == 1:
        return _range(leaves.ranges[0], house)
    return ", ".join([_range(item, house) for item in leaves.ranges])


def _range(item: LeafRange, house: House) -> str:
    leaf, other = item.first, item.last
    first = _leaf(leaf, house) if leaf.letter or leaf.side else str(leaf.number)
    if other is None:
        return first + house.following
    if other is leaf:
        return first
    last = _leaf(other, house) if other.letter or other.side else str(other.number)
    return first if last == first else f"{first}–{last}"


def _leaf(leaf: Leaf, house: House) -> str:
    letter = leaf.letter
    if letter and (house.cyrillic or letter in "VR"):
        # in Latin letters 12V would be the back of leaf 12, not the leaf 12в put in after it
        letter = original_letters(letter.lower() if letter in "VR" else letter, house.language)
    return f"{leaf.number}{letter}{house.sides[leaf.side]}"
