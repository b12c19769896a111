"""The labels of the tables, by key: those known everywhere, those of several units, of leaves."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from provenance._data import data
from provenance.reading.label_keys import label_key
from provenance.units import labels, leaf_class, unit_kinds

__all__ = [
    "common_labels",
    "keys_of",
    "names_of_kinds",
    "plural_before",
    "short_leaf_labels",
    "traditions_table",
]


def keys_of(label: str) -> tuple[str, ...]:
    """Return what a label is found by: without its last stop, its key, that in lower case."""
    bare = label.strip().rstrip(".:").strip()
    key = label_key(label) or bare
    return tuple(dict.fromkeys((bare, key, key.casefold())))


@cache
def traditions_table() -> dict[str, list[str]]:
    """Return which traditions there are, and whose labels are known everywhere."""
    return tomllib.loads(data("records", "traditions.toml").read_text(encoding="utf-8"))


@cache
def common_labels() -> dict[str, tuple[str, ...]]:
    """Return the unit kinds of the labels before values that are known everywhere, by key."""
    rows: dict[str, dict[str, None]] = {}
    for country in traditions_table()["known_everywhere"]:
        seen: dict[str, dict[str, None]] = {}
        for row in labels():
            if country not in row.scope or row.position != "before" or row.declined:
                continue  # a sentence of the archive's own country declines its labels
            if row.script != "Zyyy":
                for key in keys_of(row.label):
                    seen.setdefault(key, {})[row.unit] = None
        for key, kinds in seen.items():
            rows.setdefault(key, kinds)
    return {
        key: tuple(k for k in kinds if unit_kinds()[k].kind != "marker")
        for key, kinds in rows.items()
        if any(unit_kinds()[k].kind != "marker" for k in kinds)
    }


@cache
def names_of_kinds() -> dict[str, tuple[str, ...]]:
    """Return the kinds by their own names, with which those without a label are printed."""
    table: dict[str, tuple[str, ...]] = {}
    for kind in unit_kinds().values():
        if kind.kind == "marker" or kind.id == "level":
            continue
        for name in (*kind.long_singular, kind.id.replace("-", " ")):
            for key in keys_of(name):
                table.setdefault(key, (kind.id,))
    return table


@cache
def short_leaf_labels() -> frozenset[str]:
    """Return the labels of two letters that were seen, and of leaves alone: ``Bl.``."""
    seen = [row for row in labels() if row.status == "seen" and leaf_class(row.unit) == "leaf"]
    keys = {key for row in seen for key in keys_of(row.label) if len(key) == 2}
    return frozenset(
        key
        for key in keys
        if all(leaf_class(kind) == "leaf" for kind in common_labels().get(key, ()))
    )


@cache
def _plurals() -> frozenset[str]:
    """Return the labels that stand before several units, and never before one: boxes, dd., дд."""
    before = [row for row in labels() if row.position == "before"]
    several = {key for row in before if row.number == "pl" for key in keys_of(row.label)}
    return frozenset(
        several - {key for row in before if row.number != "pl" for key in keys_of(row.label)}
    )


def plural_before(text: str, start: int, end: int) -> str | None:
    """Return the plural label of the unit that ends at ``end``, if it has one: ``dd. 18``."""
    last = _LAST_UNIT.search(text, max(start, end - 32), end)
    if last is None:
        return None
    key = label_key(last["label"])
    return last["label"] if key in _plurals() or key.casefold() in _plurals() else None


#: What stands last in a reference: a label and its value.
_LAST_UNIT = re.compile(r"(?P<label>[^\W\d_]{2,14})\.?[\s~]{0,2}\d[\w/-]{0,11}$")
