"""The order of a bibliography, and of the sources in a note: ``cs:sort``.

Each key is worked out once a document; then there is one stable sort a key, the last key first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from provenance.writing.csl.cite import Cite, CslDate
from provenance.writing.csl.marked import bare
from provenance.writing.csl.names import sort_text
from provenance.writing.csl.sheet import CSL, Sheet

__all__ = ["in_order"]

_TAG = f"{{{CSL}}}"
_NOT_SORTED = re.compile(r"[^\w\s]|_")
_NUMBERS = re.compile(r"\d+")


def in_order(sheet: Sheet, items: Sequence[Cite], area: str) -> list[Cite]:
    """Return citations as ``area`` sorts them; without an order of its own, as they are."""
    sort = sheet.areas[area].find(f"{_TAG}sort")
    if sort is None:
        return list(items)
    rows = list(items)
    for key in reversed(list(sort.iterfind(f"{_TAG}key"))):
        values = [_value(sheet, key, item) for item in rows]
        turned = key.get("sort") == "descending"
        order = sorted(
            (at for at, value in enumerate(values) if value is not None),
            key=lambda at: values[at],  # type: ignore[arg-type, return-value]
            reverse=turned,
        )
        if turned:  # equal ones keep their order
            order = _stable(order, values)
        empty = [at for at, value in enumerate(values) if value is None]
        rows = [rows[at] for at in (*order, *empty)]
    return rows


def _stable(order: list[int], values: Sequence[Any]) -> list[int]:
    found: list[int] = []
    group: list[int] = []
    for at in order:
        if group and values[group[0]] != values[at]:
            found += sorted(group)
            group = []
        group.append(at)
    return found + sorted(group)


def _value(sheet: Sheet, key: Any, cited: Cite) -> tuple[Any, ...] | None:
    """Return what a work is sorted by, or ``None`` where it has nothing: then it comes last."""
    item = Cite(cited.work, cited.area, number=cited.number)
    name = key.get("variable")
    if name is None:
        item.sorting = True
        least = key.get("names-min")
        if least is not None:
            item.sort_limits = int(least), int(key.get("names-use-first", "1"))
        return _key(sheet.macros[key.get("macro")].render(item) or "")
    if name == "citation-number":
        return (cited.number,)
    value = item.variable(name)
    if isinstance(value, CslDate):
        if not value.parts:
            return _key(value.literal)
        return _key("-".join(f"{y + 50000:06}{m:02}{d:02}" for y, m, d in value.parts))
    if isinstance(value, tuple):
        return _key(sort_text(value, sheet.root.get("demote-non-dropping-particle", "")))
    return _key(value) if isinstance(value, str) else None


def _key(text: str) -> tuple[Any, ...] | None:
    """Return a text as it is sorted: without punctuation, accents and case, numbers as numbers."""
    if not text:
        return None
    text = unicodedata.normalize("NFKD", bare(text)).casefold()
    plain = "".join(letter for letter in text if not unicodedata.combining(letter))
    return (" ".join(_NOT_SORTED.sub(" ", plain).split()), text)
