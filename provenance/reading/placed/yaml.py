"""The places of the values of CSL-YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from provenance._yaml import yaml_module
from provenance.reading.csl_yaml import is_item
from provenance.reading.placed.entry import PlacedEntry, PlacedValue, aligned

__all__ = ["yaml_entries", "yaml_escaped"]

_ITEM: Final = re.compile(r"^(?P<indent> *)-(?: |\r?$)", re.MULTILINE)
_END: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_LINE_END: Final = re.compile(r"[ \t]*\r?\n[ \t]*")
_ESCAPE: Final = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\r\n])")
#: A line's end that prints nothing, and the indentation after it.
_CONTINUED: Final = re.compile(r"(?:[ \t]*\\\r?\n[ \t]*)+")
#: What may stand within a plain scalar whatever is around it.
_PLAIN: Final = re.compile(r"[\w.()/+–—’“”«»№§\u00a0-]+(?:[ ,;][\w.()/+–—’“”«»№§\u00a0-]+)*|")


def yaml_entries(text: str) -> Iterator[PlacedEntry]:
    """Yield the items of a CSL-YAML text that can be read; what cannot is the reader's to tell."""
    starts: list[int] = []
    indent: str | None = None
    for item in _ITEM.finditer(text):
        if indent is None:
            indent = item["indent"]
        if item["indent"] == indent:
            starts.append(item.start())
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        stop = _END.search(text, start, end)
        yield from _items(text, start, stop.start() if stop is not None else end)


def _items(text: str, start: int, end: int) -> Iterator[PlacedEntry]:
    yaml = yaml_module()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text[start:end], Loader=loader)
    except (yaml.YAMLError, RecursionError, UnicodeError):
        return
    if node is None or node.id != "sequence":
        return
    for each in node.value:
        if is_item(each):
            yield _entry(text, each, start)


def _entry(text: str, node: Any, base: int) -> PlacedEntry:
    values: list[PlacedValue] = []
    for key, value in node.value:
        if key.id == "scalar":
            values.append(_value(text, key.value, value, base))
    by_name = {each.name: each for each in reversed(values)}
    found = by_name.get("id") or by_name.get("citation-key")
    kind = by_name.get("type")
    start, end = base + node.start_mark.index, base + node.end_mark.index
    return PlacedEntry(
        str(found.value) if found is not None else "",
        str(kind.value) if kind is not None else "",
        tuple(values), start, end,
        found.start if found is not None else start,
        found.end if found is not None else start,
    )  # fmt: skip


def _value(text: str, name: str, node: Any, base: int) -> PlacedValue:
    start, end = base + node.start_mark.index, base + node.end_mark.index
    if node.id != "scalar":
        return PlacedValue(name, _plain(node), start, end)
    if node.style in ("'", '"'):
        start, end = start + 1, end - 1
        pieces = aligned(node.value, text, start, end, _single if node.style == "'" else _double)
    elif node.style in ("|", ">"):
        line = text.find("\n", start, end) + 1
        start = line or start
        while start < end and text[start] in " \t":
            start += 1
        taken = _literal if node.style == "|" else _folded
        pieces = aligned(node.value, text, start, end, taken)
    else:
        pieces = aligned(node.value, text, start, end, _folded)
    if pieces:
        end = pieces[-1].end
    return PlacedValue(name, node.value, start, end, pieces)


def _plain(node: Any, depth: int = 0) -> Any:
    """Return lists and mappings as Python has them: the shape of a date is looked at."""
    if node.id == "scalar" or depth > 8:
        return node.value if node.id == "scalar" else None
    if node.id == "sequence":
        return [_plain(each, depth + 1) for each in node.value[:1000]]
    return {str(key.value): _plain(each, depth + 1) for key, each in node.value[:1000]}


def _literal(text: str, at: int, end: int, ch: str) -> int | None:
    """Take a line's end, and the indentation after it."""
    found = _LINE_END.match(text, at, end) if ch == "\n" else None
    return found.end() if found is not None else None


def _folded(text: str, at: int, end: int, ch: str) -> int | None:
    """Take a line's end for a space, two for the first line's end and one for each that follows."""
    if ch not in " \n":
        return None
    found = _LINE_END.match(text, at, end)
    if found is None or ch == " ":
        return found.end() if found is not None else None
    if text[max(at - 100, 0) : at].rstrip(" \t").endswith("\n"):
        return found.end()
    again = _LINE_END.match(text, found.end(), end)
    return again.end() if again is not None else found.end()


def _single(text: str, at: int, end: int, ch: str) -> int | None:
    if ch == "'" and text.startswith("''", at):
        return at + 2
    return _folded(text, at, end, ch)


def _double(text: str, at: int, end: int, ch: str) -> int | None:
    continued = _CONTINUED.match(text, at, end)
    if continued is not None:
        after = continued.end()
        return _double(text, after, end, ch) or after + 1
    if at < end and text[at] == "\\":
        escape = _ESCAPE.match(text, at, end)
        return escape.end() if escape is not None else None
    return _folded(text, at, end, ch)


def yaml_escaped(text: str, replacement: str, at: int, start: int) -> str | None:
    """Return a correction as it stands in the scalar that begins at ``start``; ``None``: not there.

    A plain or folded one takes only what means nothing to YAML.
    """
    style = text[start - 1 : start]
    if "\n" in replacement:
        return None
    if style == "'":
        return replacement.replace("'", "''")
    if style == '"':
        return replacement.replace("\\", "\\\\").replace('"', '\\"')
    inner = replacement.removeprefix(" ") if at > start else replacement
    return replacement if _PLAIN.fullmatch(inner) else None
