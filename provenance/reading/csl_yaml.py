"""CSL-YAML, as pandoc and Better BibTeX write it, read item by item.

Values are what is written: ``0102``, ``1957-12-23`` and ``no`` are text, where YAML 1.1 reads 66,
a date and false. Only ``true``, ``false`` and whole numbers without a leading zero are more.
Anchors are refused: they serve nobody here, and a few lines of them can unfold to gigabytes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from provenance._yaml import yaml_module
from provenance.reading.csl import Item
from provenance.reading.entries import Problem
from provenance.reading.placed_lines import placed_lines

__all__ = ["LONGEST_ITEM", "csl_yaml_items", "is_item"]

#: An item longer than this many characters is refused, as is a whole text in brackets.
LONGEST_ITEM = 8_000_000
_DEEPEST = 40
_ITEM = re.compile(r"(?P<indent> *)-(?: |$)")
_BEFORE = re.compile(r"---(?:\s.*)?|%YAML.*|\s*#.*|\s*|references:\s*(?:#.*)?")
_AFTER = re.compile(r"(?:---|\.\.\.)\s*|\s*#.*|\s*")


def csl_yaml_items(chunks: Iterable[str], *, source: str | None = None) -> Iterator[Item | Problem]:
    """Yield the items of a YAML text in their order, and a problem for what is none.

    The items are a list, or the list ``references`` of the metadata that pandoc reads.
    """
    item = _Lines(1)
    indent, size = "", 0
    for number, (at, line) in enumerate(placed_lines(chunks), 1):
        start = _ITEM.match(line)
        if start is not None and (not item.texts or start["indent"] == indent):
            yield from _items(item, source)
            item, indent, size = _Lines(number), start["indent"], len(line)
            item.add(at, line)
        elif item.texts and (line[:1] in (" ", "\t", "") or _inside(line, indent)):
            size += len(line)
            if size <= LONGEST_ITEM:
                item.add(at, line)
            elif size - len(line) <= LONGEST_ITEM:
                yield item.problem(
                    f"expected an item of at most {LONGEST_ITEM} characters, found a longer one",
                    0, source,
                )  # fmt: skip
        elif item.texts and _AFTER.fullmatch(line):
            yield from _items(item, source)
            item = _Lines(number)
        elif not item.texts and _BEFORE.fullmatch(line):
            continue
        else:
            shown = line if len(line) <= 40 else line[:37] + "..."
            problem = Problem(
                f"expected '- ' and an item, found {shown!r}", source=source, line=number
            )
            problem.offset = at + len(line) - len(line.lstrip())
            yield problem
    yield from _items(item, source)


class _Lines:
    """The lines of an item, and where in the input they stand."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.texts: list[str] = []
        self._places: list[int] = []
        self._starts: list[int] = []
        self._length = 0

    def add(self, at: int, line: str) -> None:
        self.texts.append(line)
        self._places.append(at)
        self._starts.append(self._length)
        self._length += len(line) + 1

    def line(self, index: int) -> int:
        """Return the line of the input that a code point of the item stands on."""
        return self.first + bisect_right(self._starts, index) - 1

    def problem(self, message: str, index: int, source: str | None) -> Problem:
        """Return a problem with what begins at a code point of the item."""
        index = max(0, min(index, self._length - 1))
        number = bisect_right(self._starts, index) - 1
        problem = Problem(message, source=source, line=self.first + number)
        problem.offset = self._places[number] + index - self._starts[number]
        return problem


def _inside(line: str, indent: str) -> bool:
    return bool(indent) and line.startswith(indent + " ")


def _items(lines: _Lines, source: str | None) -> Iterator[Item | Problem]:
    if not lines.texts:
        return
    yaml = yaml_module()
    text = "\n".join(lines.texts) + "\n"
    left = f"; the item that begins on line {lines.first} is left out"
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for each in node.value if node is not None else ():
            value = _value(each, set(), 0)
            if isinstance(value, dict):
                yield Item(value, lines.line(each.start_mark.index))
            elif value is not None:
                message = "expected an item with variables"
                yield lines.problem(message, each.start_mark.index, source)
    except yaml.MarkedYAMLError as error:
        mark, context = error.problem_mark or error.context_mark, error.context_mark
        if context is not None and mark.index >= len(text.rstrip()):
            mark = context  # what began there has no end
        message = " ".join(filter(None, (error.problem, error.context)))
        yield lines.problem(message + left, mark.index if mark is not None else 0, source)
    except _Refused as error:
        yield lines.problem(str(error) + left, error.at, source)
    except (yaml.YAMLError, RecursionError, UnicodeError) as error:
        yield lines.problem(f"this is not YAML{left}", _unprintable(text, error), source)


def _unprintable(text: str, error: Exception) -> int:
    """Return where a letter stands that YAML does not have, else where the text begins."""
    if isinstance(error, UnicodeEncodeError):
        return error.start
    position = getattr(error, "position", 0)  # counted in bytes
    return len(text.encode()[:position].decode(errors="ignore"))


class _Refused(Exception):  # noqa: N818 - on its way to a Problem
    def __init__(self, message: str, node: Any) -> None:
        super().__init__(message)
        self.at: int = node.start_mark.index


def is_item(node: Any) -> bool:
    """Whether a node of YAML can be read as an item."""
    try:
        return isinstance(_value(node, set(), 0), dict)
    except (_Refused, RecursionError):
        return False


_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


def _value(node: Any, seen: set[int], depth: int) -> Any:
    """Return the value of a node: text, a whole number, true or false, a list, a mapping."""
    if node.id == "scalar":
        return _scalar(node)
    if id(node) in seen:
        raise _Refused("found an alias (*); write the value out", node)
    if depth > _DEEPEST:
        raise _Refused("found lists nested too deeply", node)
    seen.add(id(node))
    if node.id == "sequence":
        return [_value(each, seen, depth + 1) for each in node.value]
    found = {}
    for key, value in node.value:
        if key.id != "scalar":
            raise _Refused("found a key that is no text", key)
        if key.value in found:
            raise _Refused(f"the key {key.value!r} is given twice", key)
        found[key.value] = _value(value, seen, depth + 1)
    return found


def _scalar(node: Any) -> Any:
    if node.style in (None, ""):
        kind, text = node.tag.rpartition(":")[2], node.value
        if kind == "int" and _NUMBER.fullmatch(text):
            return int(text)
        if kind == "bool" and text in ("true", "false", "True", "False"):
            return text in ("true", "True")
        if kind == "null":
            return None
    return node.value
