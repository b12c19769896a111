"""A record from plain data, strictly: nothing is converted, and every fault is told at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any

import attrs
import cattrs

from provenance._shape import path_text
from provenance.archives import archives, candidates, present_id
from provenance.errors import Fault, RecordError
from provenance.model import _fields as fields
from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, Unit
from provenance.reading._nearest import nearest
from provenance.reading._strict import (
    Faults,
    Found,
    Hook,
    Path,
    strict_converter,
    table_hook,
    text,
    woven,
)
from provenance.units import unit_kind, unit_kinds

__all__ = ["Lines", "record_from", "record_or_faults"]

#: Tells the line of a path in the file that the data came from.
Lines = Callable[[Path], int | None]


def record_from(data: object, *, lines: Lines | None = None, source: str | None = None) -> Record:
    """Return the record that ``data`` describes: dictionaries, lists, texts and whole numbers.

    The shape is the one that :func:`provenance.writing.record.plain` gives. Nothing is
    converted: where text is expected, a number is a fault, as are unknown keys, ``None`` and
    empty texts. ``lines`` tells the line of a path in the file the data came from; ``source``
    names that file. Raises :class:`RecordError` with every fault.
    """
    record, faults = record_or_faults(data, lines=lines)
    if record is None:
        raise RecordError(faults, source=source)
    return record


def record_or_faults(
    data: object, *, at: Path = (), lines: Lines | None = None
) -> tuple[Record | None, list[Fault]]:
    """Return the record, or ``None`` and all that is wrong with the data.

    ``at`` is the path of the data in its file. Faults come in the order of their lines.
    """
    try:
        return _converter().structure(data, Record), []
    except Faults as error:
        faults = [
            Fault(path_text((*at, *path)), message, lines((*at, *path)) if lines else None)
            for path, message in error.found
        ]
    return None, sorted(faults, key=lambda fault: fault.line or 0)


@cache
def _converter() -> cattrs.Converter:
    converter = strict_converter()
    converter.register_structure_hook(Date, _date)
    converter.register_structure_hook(Unit, _unit_hook(converter))
    converter.register_structure_hook(Locator, _holding_hook(converter))
    return converter


def _date(value: object, _: object) -> Date:
    try:
        return Date(text(value))
    except RecordError as error:
        raise Faults(error.faults[0].message) from None


# --------------------------------------------------------------------------- locators


@attrs.frozen
class _Holding:
    """A locator as files have it: the leaves are a text, counted in ``leaf_kind``."""

    text: str | None = fields.text()
    archive: str | None = fields.text()
    archive_text: str | None = fields.text()
    units: tuple[Unit, ...] = ()
    leaves: str | None = fields.text()
    leaf_kind: str | None = fields.text()
    key: str | None = fields.text()
    rest: str | None = fields.text()
    note: str | None = fields.text()


#: How ``parse --json`` prints the parts that a locator does not have: a line of it may be pasted
#: into a record as a holding.
_ABSENT = {"text": None, "archive": None, "archive_text": None, "leaves": "", "leaf_kind": ""}


def _unit_hook(converter: cattrs.Converter) -> Hook:
    inner = table_hook(Unit, converter)

    def structure(value: Any, hint: Any) -> Any:
        found = _kind_faults(value, "kind", unit_kinds()) if isinstance(value, Mapping) else []
        try:
            return inner(value, hint)
        except Faults as error:  # the constructor knows no nearest kind
            told = {path for path, _ in found}
            raise Faults(found + [one for one in error.found if one[0] not in told]) from None

    return structure


def _holding_hook(converter: cattrs.Converter) -> Hook:
    inner = table_hook(_Holding, converter)

    def structure(value: Any, _: Any) -> Locator:
        if not isinstance(value, Mapping):
            return inner(value, _Holding)  # type: ignore[no-any-return]  # tells the fault
        given = {k: v for k, v in value.items() if k not in _ABSENT or v != _ABSENT[k]}
        found = _archive_faults(given)
        leaves = _leaves(given, found)
        try:
            holding: _Holding = inner(given, _Holding)
        except Faults as error:
            raise Faults(found + error.found) from None
        if found:
            raise Faults(found)
        try:
            return Locator(
                archive=holding.archive,
                units=holding.units,
                leaves=leaves,
                archive_text=holding.archive_text,
                text=holding.text,
                rest=holding.rest,
                note=holding.note,
            )
        except RecordError as error:
            raise Faults([woven(fault, Locator) for fault in error.faults]) from None

    return structure


def _kind_faults(table: Mapping[str, Any], key: str, expected: Collection[str]) -> Found:
    kind = table.get(key)
    if not isinstance(kind, str) or not kind.strip() or unit_kind(kind) is not None:
        return []
    near = nearest(kind, expected)
    return [((key,), f"{kind!r} is not a kind of unit; the nearest is {near!r}")]


def _archive_faults(holding: Mapping[str, Any]) -> Found:
    aid = holding.get("archive")
    if not isinstance(aid, str) or not aid.strip() or aid in archives():
        return []
    named = dict.fromkeys(map(present_id, candidates(aid)))
    hint = (
        f"that archive's is {' or '.join(map(repr, named))}"
        if named
        else f"the nearest is {nearest(aid, archives())!r}"
    )
    return [
        (("archive",), f"no archive has the id {aid!r}; {hint}; "
         "write the name of an archive without an id as archive_text")
    ]  # fmt: skip


def _leaves(holding: Mapping[str, Any], found: Found) -> Leaves | None:
    """Return the leaves of a holding; what is wrong with them goes to ``found``."""
    leaves, kind, aid = (holding.get(name) for name in ("leaves", "leaf_kind", "archive"))
    found += _kind_faults(holding, "leaf_kind", _all_leaf_kinds())
    if leaves is None and kind is not None:
        found.append((("leaf_kind",), "there are no leaves of this kind; add 'leaves'"))
    if not isinstance(leaves, str) or not leaves.strip():
        return None
    if kind is None:
        known = archives().get(aid) if isinstance(aid, str) else None
        kinds = _leaf_kinds(known.kinds) if known is not None else []
        if len(kinds) != 1:
            choice = " or ".join(f'"{name}"' for name in kinds) or 'such as "list" or "page"'
            found.append((("leaves",), f"say what the leaves are: add leaf_kind, {choice}"))
        kind = kinds[0] if kinds else "list"
    try:
        return Leaves.parse(leaves, kind if isinstance(kind, str) and kind else "list")
    except RecordError as error:
        found += [(("leaves",), fault.message) for fault in error.faults]
        return None


@cache
def _all_leaf_kinds() -> list[str]:
    return _leaf_kinds(unit_kinds())


def _leaf_kinds(kinds: Collection[str]) -> list[str]:
    """Return those of ``kinds`` that count leaves, pages or frames."""
    known = (unit_kind(kind) for kind in kinds)
    return [kind.id for kind in known if kind is not None and kind.is_leaf]
