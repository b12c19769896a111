"""CSL-YAML, as pandoc and Better BibTeX write it, read item by item.

Values are what is written: ``0102``, ``1957-12-23`` and ``no`` are text, where YAML 1.1 reads 66,
a date and false. Only ``true``, ``false`` and whole numbers without a leading zero are more.
Anchors are refused: they serve nobody here, and a few lines of them can unfold to gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from provenance._yaml import yaml_module
from provenance.reading.csl import Item
from provenance.reading.entries import Problem

__all__ = ["LONGEST_ITEM", "csl_yaml_items"]

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
    from provenance.reading.ris import text_lines

    item: list[str] = []
    begin, indent, size = 1, "", 0
    for number, line in enumerate(text_lines(chunks), 1):
        start = _ITEM.match(line)
        if start is not None and (not item or start["indent"] == indent):
            if item:
                yield from _items(item, begin, source)
            item, begin, indent, size = [line], number, start["indent"], len(line)
        elif item and (line[:1] in (" ", "\t", "") or _inside(line, indent)):
            size += len(line)
            if size <= LONGEST_ITEM:
                item.append(line)
            elif size - len(line) <= LONGEST_ITEM:
                yield Problem(
                    f"expected an item of at most {LONGEST_ITEM} characters, found a longer one",
                    source=source, line=begin,
                )  # fmt: skip
        elif item and _AFTER.fullmatch(line):
            yield from _items(item, begin, source)
            item = []
        elif not item and _BEFORE.fullmatch(line):
            continue
        else:
            shown = line if len(line) <= 40 else line[:37] + "..."
            yield Problem(f"expected '- ' and an item, found {shown!r}", source=source, line=number)
    if item:
        yield from _items(item, begin, source)


def _inside(line: str, indent: str) -> bool:
    return bool(indent) and line.startswith(indent + " ")


def _items(lines: list[str], begin: int, source: str | None) -> Iterator[Item | Problem]:
    yaml = yaml_module()
    text = "\n".join(lines) + "\n"
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for each in node.value if node is not None else ():
            line = begin + each.start_mark.line
            value = _value(each, set(), 0)
            if isinstance(value, dict):
                yield Item(value, line)
            elif value is not None:
                yield Problem("expected an item with variables", source=source, line=line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = begin + min(mark.line if mark is not None else 0, len(lines) - 1)
        message = " ".join(filter(None, (error.problem, error.context)))
        yield Problem(
            f"{message}; the item that begins on line {begin} is left out", source=source, line=line
        )
    except (yaml.YAMLError, RecursionError, _Refused) as error:
        what = str(error) if isinstance(error, _Refused) else "this is not YAML"
        yield Problem(
            f"{what}; the item that begins on line {begin} is left out", source=source, line=begin
        )


class _Refused(Exception):  # noqa: N818 - on its way to a Problem
    pass


_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


def _value(node: Any, seen: set[int], depth: int) -> Any:
    """Return the value of a node: text, a whole number, true or false, a list, a mapping."""
    if node.id == "scalar":
        return _scalar(node)
    if id(node) in seen:
        raise _Refused("found an alias (*); write the value out")
    if depth > _DEEPEST:
        raise _Refused("found lists nested too deeply")
    seen.add(id(node))
    if node.id == "sequence":
        return [_value(each, seen, depth + 1) for each in node.value]
    found = {}
    for key, value in node.value:
        if key.id != "scalar":
            raise _Refused("found a key that is no text")
        if key.value in found:
            raise _Refused(f"the key {key.value!r} is given twice")
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
