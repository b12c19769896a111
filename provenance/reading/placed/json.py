"""The places of the values of CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from provenance.reading.manuscript.layout import Piece
from provenance.reading.placed.entry import PlacedEntry, PlacedValue

__all__ = ["json_entries", "json_escaped"]

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[^\s"\[\]{},:]+|[\[\]{},:]', re.DOTALL)
_WRAPPED: Final = re.compile(r'[\s\ufeff]*\{\s*"(?:items|references)"\s*:\s*\[')
_LIST: Final = re.compile(r"[\s\ufeff]*\[")
_ESCAPE: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)


def json_entries(text: str) -> Iterator[PlacedEntry]:
    """Yield the items of a CSL-JSON text that can be read; what cannot is the reader's to tell."""
    depth = 2 if _WRAPPED.match(text) else 1 if _LIST.match(text) else 0
    open_at: list[int] = []
    members: list[tuple[str, int, int]] = []  # of the item: name, where its value begins and ends
    name, at = "", -1
    expecting = False
    for token in _TOKEN.finditer(text):
        mark = token[0]
        level = len(open_at) - depth
        if mark in "[{":
            if level == 1 and at < 0:
                at = token.start()
            open_at.append(token.start())
            if level == 0 and mark == "{":
                members, expecting, at = [], True, -1
        elif mark in "]}":
            if not open_at:
                continue
            start = open_at.pop()
            if level == 2:
                members.append((name, at, token.end()))
                at = -1
            elif level == 1 and text[start] == "{":
                entry = _entry(text, start, token.end(), members)
                if entry is not None:
                    yield entry
                expecting = False
        elif level != 1:
            continue
        elif mark == ",":
            expecting, at = True, -1
        elif mark == ":":
            continue
        elif expecting and mark[0] == '"':
            name, expecting = _loaded(mark), False
        elif at < 0:
            members.append((name, token.start(), token.end()))


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _entry(
    text: str, start: int, end: int, members: list[tuple[str, int, int]]
) -> PlacedEntry | None:
    item = _loaded(text[start:end])
    if not isinstance(item, dict):
        return None
    values = []
    places: dict[str, tuple[int, int]] = {}
    for name, low, high in members:
        value = _loaded(text[low:high])
        if isinstance(value, str):
            low, high = low + 1, high - 1
        places[name] = (low, high)
        pieces = tuple(_pieces(text, low, high)) if isinstance(value, str) else ()
        values.append(PlacedValue(name, value, low, high, pieces))
    key = item.get("id") or item.get("citation-key") or ""
    low, high = places.get("id" if item.get("id") else "citation-key", (start, start))
    kind = item.get("type")
    return PlacedEntry(
        str(key), kind if isinstance(kind, str) else "", tuple(values), start, end, low, high
    )


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    at = start
    for escape in _ESCAPE.finditer(text, start, end):
        if at < escape.start():
            yield Piece(text[at : escape.start()], at, escape.start(), True)
        at = escape.end()
        shown = _loaded(f'"{escape[0]}"')
        shown = shown.encode("utf-8", "replace").decode() if isinstance(shown, str) else "\ufffd"
        yield Piece(shown, escape.start(), at, False)
    if at < end:
        yield Piece(text[at:end], at, end, True)


def json_escaped(text: str, replacement: str) -> str:
    """Return a correction as it stands in a string; in ASCII where the whole file is."""
    return json.dumps(replacement, ensure_ascii=text.isascii())[1:-1]
