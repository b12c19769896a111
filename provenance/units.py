"""Unit kinds and the words they go by: the tables ``records/units.tsv`` and ``labels.tsv``.

A *unit kind* is what a part of a locator can be (fond, opis, box, list). A *label* is one way of
writing a kind in some country or archive (``Оп.``, ``op.``, ``ő. e.``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import attrs

from provenance._data import data

__all__ = ["Label", "UnitKind", "labels", "leaf_class", "root_kind", "unit_kind", "unit_kinds"]


@attrs.frozen
class UnitKind:
    """A kind of unit: its place in the hierarchy, its names, and what it is in other standards.

    ``level`` runs from 1 (fonds) to 9 (leaf). ``same_as`` is the kind this is another name of.
    ``value_pattern`` is a regular expression that ordinary values match, as written.
    """

    id: str
    level: int
    kind: str
    languages: tuple[str, ...]
    long_singular: tuple[str, ...]
    long_plural: tuple[str, ...]
    gloss: str
    isad_level: str
    ead3: str
    ric: str
    csl: str
    value_pattern: str
    same_as: str
    notes: str

    @property
    def is_leaf(self) -> bool:
        """Whether it counts leaves, pages or frames rather than naming a unit."""
        return self.kind == "leaf" and self.id != "docket"


@attrs.frozen
class Label:
    """One way of writing a unit kind.

    ``scope`` holds country codes (``RU``) and archive ids (``avprf``); an archive's own labels
    override those of its country. ``number`` is ``sg`` or ``pl``, ``form`` is ``short``, ``long``
    or ``declined`` (in a case that only sentences need: в фонде 17), ``position`` says whether the
    label stands ``before`` or ``after`` its value.
    ``status`` is ``seen``, ``table`` or ``unconfirmed``.
    """

    scope: tuple[str, ...]
    label: str
    unit: str
    script: str
    language: str
    number: str
    form: str
    position: str
    status: str
    note: str

    @property
    def declined(self) -> bool:
        """Whether it is in a case that only sentences have."""
        return self.form == "declined"


def _rows(name: str) -> list[list[str]]:
    lines = data("records", name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return rows[1:]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def unit_kinds() -> Mapping[str, UnitKind]:
    """Return all unit kinds by id, in the order of the table."""
    kinds = {}
    for row in _rows("units.tsv"):
        uid, level, kind, *rest = row
        languages, singular, plural = map(_split, rest[:3])  # then the short forms: labels.tsv
        kinds[uid] = UnitKind(uid, int(level), kind, languages, singular, plural, *rest[5:])
    return MappingProxyType(kinds)


def unit_kind(uid: str) -> UnitKind | None:
    """Return the unit kind with this id, or ``None``."""
    return unit_kinds().get(uid)


@cache
def labels() -> tuple[Label, ...]:
    """Return all labels, in the order of the table."""
    found = []
    for row in _rows("labels.tsv"):
        scope, label, unit, script, language, number, form, position, status, _, note = row
        found.append(
            Label(
                _split(scope), label, unit, script, language, number, form, position, status, note,
            )
        )  # fmt: skip
    return tuple(found)


@cache
def root_kind(uid: str) -> str:
    """Return the kind that ``uid`` is another name of, or ``uid`` itself."""
    kind = unit_kinds().get(uid)
    return root_kind(kind.same_as) if kind is not None and kind.same_as else uid


def leaf_class(kind: str) -> str:
    """Return what a leaf kind counts: ``leaf``, ``page``, ``frame`` or ``column``; else ``""``."""
    entry = unit_kind(kind)
    if entry is None or not entry.is_leaf:
        return ""
    for word in ("page", "frame", "image", "column"):
        if word in entry.gloss and "leaf" not in entry.gloss:
            return "frame" if word == "image" else word
    return "leaf"
