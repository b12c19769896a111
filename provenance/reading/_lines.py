"""Where each value of a TOML or JSON text stands: its path with its line.

The standard parsers tell values but not places. These scanners run over text that such a parser
has already accepted, and only where there is a fault to report.
"""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping

__all__ = [
    "LineIndex",
    "Path",
    "Span",
    "json_lines",
    "json_spans",
    "line_finder",
    "toml_lines",
    "toml_spans",
]

Path = tuple[str | int, ...]
#: Where a value begins and ends, in code points of the text.
Span = tuple[int, int]


class LineIndex:
    """Tells the 1-based line of a position in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [match.end() for match in re.finditer("\n", text)]

    def at(self, position: int) -> int:
        """Return the line in which ``position`` stands."""
        return bisect_right(self._starts, position) + 1


def line_finder(lines: Callable[[], Mapping[Path, int]]) -> Callable[[Path], int | None]:
    """Return a function that tells a path's line, or that of what it is in.

    ``lines`` is called when the first line is asked for.
    """
    known: Mapping[Path, int] | None = None

    def line(path: Path) -> int | None:
        nonlocal known
        if known is None:
            known = lines()
        while path and path not in known:
            path = path[:-1]
        return known.get(path)

    return line


# --------------------------------------------------------------------------- TOML

_KEY_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_BLANK = re.compile(r"[ \t]*")
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_TOML_VALUE = re.compile(
    r'''"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'''  # the last quotation marks may belong to the text
    r"""|\'\'\'(?:[^\']|\'{1,2}(?!\'))*\'{3,5}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\[\]{},#\n]+""",
    re.DOTALL,
)


def toml_lines(text: str) -> dict[Path, int]:
    """Return the line of every key, table and list item of a TOML text that is well formed."""
    return _TomlScanner(text).run()


def toml_spans(text: str) -> dict[Path, Span]:
    """Return where the value of every key and list item of a TOML text stands.

    A text has its quotation marks with it; of a table under a heading it is the heading.
    """
    scanner = _TomlScanner(text)
    scanner.run()
    return scanner.spans


class _TomlScanner:
    def __init__(self, text: str) -> None:
        self.spans: dict[Path, Span] = {}
        self._text = text
        self._lines = LineIndex(text)
        self._found: dict[Path, int] = {(): 1}
        self._lengths: dict[Path, int] = {}  # of the arrays of tables

    def run(self) -> dict[Path, int]:
        text = self._text
        table: Path = ()
        at = self._skip(0)
        while at < len(text):
            if text[at] == "[":
                many = text.startswith("[[", at)
                path, end = self._key(_after(_BLANK, text, at + (2 if many else 1)))
                table = self._open(path, at, many=many)
                end = _after(_BLANK, text, end) + (2 if many else 1)
                self.spans.setdefault(table, (at, end))
                if many:
                    self.spans.setdefault(table[:-1], (at, end))
                at = end
            else:
                at = self._pair(at, table)
            at = self._skip(at)
        return self._found

    def _skip(self, at: int) -> int:
        return _after(_SPACE, self._text, at)

    def _note(self, path: Path, at: int) -> None:
        line = self._lines.at(at)
        for length in range(1, len(path) + 1):
            self._found.setdefault(path[:length], line)

    def _open(self, keys: list[str], at: int, *, many: bool) -> Path:
        path: Path = ()
        for index, key in enumerate(keys):
            path = (*path, key)
            if many and index == len(keys) - 1:
                self._lengths[path] = self._lengths.get(path, 0) + 1
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        self._note(path, at)
        return path

    def _key(self, at: int) -> tuple[list[str], int]:
        keys = []
        while True:
            part = _KEY_PART.match(self._text, at)
            assert part is not None
            keys.append(_key_text(part[0]))
            at = part.end()
            dot = _DOT.match(self._text, at)
            if dot is None:
                return keys, at
            at = dot.end()

    def _pair(self, at: int, table: Path) -> int:
        keys, end = self._key(at)
        path = (*table, *keys)
        self._note(path, at)
        return self._value(_after(_BLANK, self._text, _after(_BLANK, self._text, end) + 1), path)

    def _value(self, at: int, path: Path) -> int:
        end = self._value_end(at, path)
        self.spans[path] = (at, at + len(self._text[at:end].rstrip()))
        return end

    def _value_end(self, at: int, path: Path) -> int:
        if self._text[at] == "[":
            at = self._skip(at + 1)
            index = 0
            while self._text[at] != "]":
                self._note((*path, index), at)
                at = self._skip(self._value(at, (*path, index)))
                if self._text[at] == ",":
                    at = self._skip(at + 1)
                index += 1
            return at + 1
        if self._text[at] == "{":
            at = self._skip(at + 1)
            while self._text[at] != "}":
                at = self._skip(self._pair(at, path))
                if self._text[at] == ",":
                    at = self._skip(at + 1)
            return at + 1
        return _after(_TOML_VALUE, self._text, at)


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    assert match is not None
    return match.end()


def _key_text(part: str) -> str:
    if part[0] in "\"'":
        return next(iter(tomllib.loads(f"{part} = 0")))
    return part


# --------------------------------------------------------------------------- JSON

_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s"\[\]{},:]+|[\[\]{},:]')


def json_lines(
    text: str, at: int = 0, *, root: Path = (), lines: LineIndex | None = None
) -> tuple[dict[Path, int], list[Path]]:
    """Return the line of every key and list item of the JSON value that begins at ``at``.

    The second list has the keys that one object has twice. ``lines`` is the index of the whole
    text, where it is at hand.
    """
    index = lines if lines is not None else LineIndex(text)
    found: dict[Path, int] = {}
    twice: list[Path] = []
    for what, path, start, _ in _json_walk(text, at, root):
        if what == "value":
            found.setdefault(path, index.at(start))
        elif what == "key":
            if path in found:
                twice.append(path)
            found[path] = index.at(start)
    return found, twice


def json_spans(text: str, at: int = 0) -> dict[Path, Span]:
    """Return where each value within the JSON value that begins at ``at`` stands.

    A text has its quotation marks with it.
    """
    found: dict[Path, Span] = {}
    for what, path, start, end in _json_walk(text, at, ()):
        if what == "value":
            found[path] = (start, end)
        elif what == "end":
            found[path] = (found[path][0], end)
    return found


def _json_walk(text: str, at: int, root: Path) -> Iterator[tuple[str, Path, int, int]]:
    """Yield keys and values with their places; an object or list comes again at its end."""
    path: list[str | int] = list(root)
    closing: list[str] = []
    expecting_key = False
    for token in _JSON_TOKEN.finditer(text, at):
        mark = token[0]
        if expecting_key and mark[0] == '"':
            path[-1] = json.loads(mark)
            yield "key", tuple(path), token.start(), token.end()
            expecting_key = False
        elif mark == ",":
            last = path[-1]
            if isinstance(last, int) and closing[-1] == "]":
                path[-1] = last + 1
            expecting_key = closing[-1] == "}"
        elif mark in ("]", "}"):
            closing.pop()
            path.pop()
            yield "end", tuple(path), token.start(), token.end()
            expecting_key = False
        elif mark != ":":
            yield "value", tuple(path), token.start(), token.end()
            if mark in ("[", "{"):
                closing.append("]" if mark == "[" else "}")
                path.append(0)
                expecting_key = mark == "{"
        if not closing:
            break
