"""Labels of leaves for one and for several: ``l.`` and ``ll.``, ``list`` and ``listy``."""

from __future__ import annotations

from functools import cache

from provenance.archives import archives
from provenance.units import labels

__all__ = ["counterparts", "other_label"]


@cache
def counterparts(kind: str, scope: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the Latin labels of a kind, without stops, for one leaf and for several.

    Empty where the tradition is not one in Cyrillic letters, or in ``scope`` (an archive's id
    and country; empty for any) has no such labels.
    """
    rows = [
        row for row in labels()
        if row.unit == kind and row.form == "short" and row.position == "before"
        and row.status != "unconfirmed" and (not scope or not scope.isdisjoint(row.scope))
    ]  # fmt: skip
    if not any(row.script == "Cyrl" for row in rows):
        return frozenset(), frozenset()
    latin = [row for row in rows if row.script == "Latn"]
    one = frozenset(row.label.rstrip(".").casefold() for row in latin if row.number == "sg")
    several = frozenset(row.label.rstrip(".").casefold() for row in latin if row.number == "pl")
    return one - several, several - one


def other_label(written: str, kind: str, aid: str | None, single: bool) -> str | None:
    """Return the label that should stand in the place of the one written, if it should."""
    label = written.casefold()
    scope = frozenset((aid, archives()[aid].country)) if aid is not None else frozenset[str]()
    one, several = counterparts(kind, scope)
    if label in one and not single and label * 2 in several:
        return written + written[-1].lower()
    if label in several and single and label[: len(label) // 2] in one:
        return written[: len(label) // 2]
    spelled_out = _spelled_out(kind)[single].get(label)
    return spelled_out if spelled_out is None else written[0] + spelled_out[1:]


@cache
def _spelled_out(kind: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return, of the romanised labels that are words, the plurals and the singulars of others."""
    rows = [
        row for row in labels()
        if row.unit == kind and row.form == "long" and row.language.endswith("-Latn")
    ]  # fmt: skip
    plurals: dict[str, str] = {}
    singulars: dict[str, str] = {}
    for one in (row.label.casefold() for row in rows if row.number == "sg"):
        for several in (row.label.casefold() for row in rows if row.number == "pl"):
            if several.startswith(one):
                plurals.setdefault(one, several)
                singulars.setdefault(several, one)
    return plurals, singulars
