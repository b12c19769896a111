"""The places of the values of BibTeX and BibLaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from provenance.reading.manuscript.latex import scan
from provenance.reading.manuscript.layout import Layout, Piece
from provenance.reading.placed.entry import PlacedEntry, PlacedValue

__all__ = ["bibtex_entries"]

_START: Final = re.compile(r"@[ \t]*(?P<type>[A-Za-z][\w.:+-]*)\s*(?P<open>[{(])")
_SKIP: Final = re.compile(r"(?:\s|%[^\n]*)*+")
_KEY: Final = re.compile(r"\s*+(?P<key>[^\s,{}()=\"#%][^,{}()=\"#%\n]*?|)\s*(?P<after>[,})])")
_NAME: Final = re.compile(r"(?P<name>[^\s=,{}()\"#%@]+)\s*=\s*")
_WORD: Final = re.compile(r"[^\s,{}()\"#%=@]+")
_MARK: Final = re.compile(r"[{}\"]|\n[ \t]{0,3}@")
#: An entry that begins within a value: a brace before it is missing.
_WITHIN: Final = re.compile(r"\n[ \t]{0,3}@[ \t]*[A-Za-z]+\s*[{(]\s*[^\s,{}()=\"]+\s*,\s*\w+\s*=")


@attrs.define
class _Value:
    """A value: its field, the stretches it stands in, and the words in between that are macros."""

    name: str
    spans: list[tuple[int, int, bool]] = attrs.field(factory=list)


@attrs.define
class _Entry:
    type: str
    key: str
    key_start: int
    start: int
    end: int
    values: list[_Value]


def bibtex_entries(text: str) -> Iterator[PlacedEntry]:
    """Yield the entries of a ``.bib`` text that can be read; the others are the reader's to tell.

    ``@string`` is put in where it is used.
    """
    reader = _Reader(text)
    entries = list(reader.entries())
    layout = Layout(text)
    spans = [
        (start, end) for entry in entries for value in entry.values
        for start, end, is_text in value.spans if is_text
    ]  # fmt: skip
    for start, end in spans:
        scan(layout, start, end)
    cut = layout.cut(spans)
    for entry in entries:
        yield PlacedEntry(
            entry.key, entry.type,
            tuple(_placed(text, value, cut, reader.macros) for value in entry.values),
            entry.start, entry.end, entry.key_start, entry.key_start + len(entry.key),
        )  # fmt: skip


def _placed(
    text: str, value: _Value, cut: Iterator[list[Piece]], macros: dict[str, str]
) -> PlacedValue:
    pieces: list[Piece] = []
    written: list[str] = []
    for start, end, is_text in value.spans:
        if is_text:
            pieces += next(cut)
            written.append(text[start:end])
            continue
        shown = macros.get(text[start:end].casefold(), text[start:end])
        pieces.append(Piece(shown, start, end, shown == text[start:end]))
        written.append(shown)
    start, end = (value.spans[0][0], value.spans[-1][1]) if value.spans else (0, 0)
    return PlacedValue(value.name, "".join(written), start, end, tuple(pieces))


class _Broken(Exception):  # noqa: N818 - ends an entry that cannot be read
    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.macros: dict[str, str] = {}
        self._left = len(text)  # so many characters of macros may still be kept

    def entries(self) -> Iterator[_Entry]:
        text, at, line = self.text, 0, 0
        while (start := _START.search(text, at)) is not None:
            at = start.end()
            line = max(line, text.rfind("\n", line, start.start()) + 1)
            if text[line : min(line + 200, start.start())].lstrip()[:1] == "%":
                continue
            kind = start["type"].lower()
            if kind == "comment":
                continue
            try:
                entry, at = self._entry(kind, start)
            except _Broken as broken:
                at = max(broken.at, start.end())
                continue
            if entry is not None:
                yield entry

    def _entry(self, kind: str, start: re.Match[str]) -> tuple[_Entry | None, int]:
        text = self.text
        close = "}" if start["open"] == "{" else ")"
        if kind in ("preamble", "string"):
            return None, self._string(kind, start.end(), close)
        key = _KEY.match(text, start.end())
        at = start.end()
        name, place = "", self._skip(at)
        if key is not None:
            name, place = key["key"], key.start("key")
            at = key.end() - (key["after"] != ",")
        values: list[_Value] = []
        while True:
            at = self._skip(at)
            mark = text[at : at + 1]
            if mark == ",":
                at += 1
            elif mark == close:
                return _Entry(kind, name, place, start.start(), at + 1, values), at + 1
            else:
                field = _NAME.match(text, at)
                if field is None:
                    raise _Broken(at)
                value = _Value(field["name"].lower())
                at = self._value(value, field.end())
                values.append(value)

    def _string(self, kind: str, at: int, close: str) -> int:
        value = _Value("")
        name = _NAME.match(self.text, self._skip(at)) if kind == "string" else None
        at = self._skip(self._value(value, name.end() if name is not None else at))
        if name is not None and self._left > 0:
            written = "".join(
                self.text[low:high] if is_text
                else self.macros.get(self.text[low:high].casefold(), self.text[low:high])
                for low, high, is_text in value.spans
            )  # fmt: skip
            self._left -= len(written)
            self.macros[name["name"].casefold()] = written
        return at + 1 if self.text[at : at + 1] == close else at

    def _value(self, value: _Value, at: int) -> int:
        """Enter the pieces of a value that are joined by ``#``; return where it ends."""
        text = self.text
        while True:
            at = self._skip(at)
            mark = text[at : at + 1]
            if mark in ("{", '"') and mark:
                end = self._group(at, mark)
                value.spans.append((at + 1, end - 1, True))
            else:
                word = _WORD.match(text, at)
                if word is None:
                    raise _Broken(at)
                end = word.end()
                value.spans.append((at, end, False))
            at = self._skip(end)
            if text[at : at + 1] != "#":
                return end
            at += 1

    def _group(self, at: int, opening: str) -> int:
        depth = 1 if opening == "{" else 0
        for mark in _MARK.finditer(self.text, at + 1):
            if mark[0] == "{":
                depth += 1
            elif mark[0] == "}":
                depth -= 1
                if depth < 0:
                    raise _Broken(mark.start())
                if depth == 0 and opening == "{":
                    return mark.end()
            elif mark[0] == '"':
                if depth == 0 and opening == '"':
                    return mark.end()
            elif _WITHIN.match(self.text, mark.start()):
                raise _Broken(mark.start())
        raise _Broken(len(self.text))

    def _skip(self, at: int) -> int:
        found = _SKIP.match(self.text, at)
        return found.end() if found is not None else at
