"""What one thing is called in CSL, BibLaTeX, BibTeX, RIS and Hayagriva; what only passes through.

A bibliography says much that a record has no field for (an ISBN, a journal's volume, the colour of
a label). Readers keep such a field as it stands in its file, in ``unread``; writers recognise it
there by its syntax and write it out again under the name that it has in their own format. The
names are a table, ``records/exchange.tsv``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import attrs

from provenance._data import data
from provenance.model.text import to_latin

__all__ = ["FORMATS", "Carried", "Row", "balanced", "carried", "own_key", "row_of", "rows"]

#: The formats of the table; each is a column of it.
FORMATS = ("csl", "biblatex", "bibtex", "ris", "hayagriva")


@attrs.frozen
class Row:
    """One line of the table: a type of entry, or a field of text, names or a date."""

    part: str
    names: Mapping[str, tuple[str, ...]]
    kind: str

    def name(self, format: str) -> str | None:
        """Return what the thing is called in ``format``, ``None`` where that has no name for it."""
        found = self.names[format]
        return found[0] if found else None


@cache
def rows() -> tuple[Row, ...]:
    """Return the table in its order."""
    text = data("records", "exchange.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return tuple(
        Row(
            cells[0],
            {name: tuple(filter(None, cells[at].split(","))) for at, name in enumerate(FORMATS, 1)},
            cells[6],
        )
        for cells in lines[1:]
    )


@cache
def _by_name(format: str, part: str) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows():
        if part == row.part or (part == "field" and row.part in _FIELDS):
            for name in row.names[format]:
                found.setdefault(name.casefold(), row)
    return found


_FIELDS = ("text", "name", "date")


def row_of(format: str, name: str, part: str = "field") -> Row | None:
    """Return the row that has ``name`` in a format: a field, a ``type`` or a ``language``."""
    return _by_name(format, part).get(name.casefold())


# --------------------------------------------------------------------------- passing through


@attrs.frozen
class Carried:
    """A field that passes through: its format, its name there, its value, and its row.

    ``part`` is ``field``, ``type`` or ``key``; ``value`` is text, or what JSON makes of a CSL
    value; ``place`` is the index in ``unread``.
    """

    format: str
    part: str
    name: str
    value: Any
    place: int

    @property
    def row(self) -> Row | None:
        """What it is called in the other formats, where that is known."""
        if self.part == "key":
            return None
        wanted = self.value if self.part == "type" else self.name
        return row_of(self.format, wanted, self.part)

    def text(self) -> str | None:
        """Return the value where it is one text, a number included."""
        if isinstance(self.value, bool) or not isinstance(self.value, str | int | float):
            return None
        return str(self.value)


_BIBTEX = re.compile(
    r"(?P<name>[A-Za-z][\w.:+-]*)\s*=\s*(?P<value>\{.*\}|\"[^\"]*\"|\d+)", re.DOTALL
)
_BIBTEX_HEAD = re.compile(r"@(?P<type>[A-Za-z][\w-]*)\s*[{(]\s*(?P<key>[^,\s{}]*)\s*,?")
_RIS = re.compile(r"(?P<name>[A-Z][A-Z0-9])  -(?: (?P<value>.*))?", re.DOTALL)
_CSL = re.compile(r'"(?P<name>[A-Za-z_-]+)": ?(?P<value>.+)', re.DOTALL)
_TEX = re.compile(
    r"(?:tex|bibtex|biblatex)\.(?P<name>[A-Za-z]\w*)\s*[:=]\s*(?P<value>.+)", re.DOTALL
)


def carried(texts: Iterable[str]) -> list[Carried]:
    """Return what can pass through of the texts of ``unread``; others are not understood here."""
    found: list[Carried] = []
    for place, text in enumerate(texts):
        found += _carried(text, place)
    return found


def _carried(text: str, place: int) -> Iterable[Carried]:
    if text[0] == "@" and (match := _BIBTEX_HEAD.fullmatch(text)):
        yield Carried("biblatex", "type", "type", match["type"].lower(), place)
        if match["key"]:
            yield Carried("biblatex", "key", "key", match["key"], place)
    elif text[0] == '"' and (match := _CSL.fullmatch(text)):
        try:
            value = json.loads(match["value"])
        except (ValueError, RecursionError):
            return
        part = {"type": "type", "id": "key"}.get(match["name"], "field")
        if part == "field" or isinstance(value, str):
            yield Carried("csl", part, match["name"], value, place)
    elif match := _RIS.fullmatch(text):
        part = {"TY": "type", "ID": "key"}.get(match["name"], "field")
        yield Carried("ris", part, match["name"], match["value"] or "", place)
    elif match := _BIBTEX.fullmatch(text):
        value = match["value"]
        value = value if value.isdecimal() else value[1:-1]
        if not balanced(value):
            return
        yield Carried("biblatex", "field", match["name"].lower(), value, place)
    elif match := _TEX.fullmatch(text):
        yield Carried("biblatex", "field", match["name"].lower(), match["value"], place)


def balanced(text: str) -> bool:
    """Whether every brace of a BibTeX value closes one that is open, and none is left open."""
    depth = 0
    for brace in _BRACES.findall(text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


_BRACES = re.compile("[{}]")


def own_key(key: str, texts: Iterable[str]) -> str | None:
    """Return the key that an entry had in its file, where it cannot be a record's.

    Manuscripts cite by that key. ``key`` is the record's: a record that was given another key
    since goes by that one.
    """
    letters = _letters(key)
    for each in carried(texts):
        if each.part == "key" and each.value != key and _letters(to_latin(each.value)) == letters:
            return str(each.value)
    return None


def _letters(key: str) -> str:
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    return "".join(filter(str.isalnum, plain)).casefold()
