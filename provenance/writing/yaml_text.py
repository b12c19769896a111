"""YAML that every version of YAML reads the same.

Every text that some reader could take for a number, a date, a truth value or nothing (``0102``,
``1957-12-23``, ``no``, ``~``) stands in quotation marks, as does any with a mark of YAML's own;
numbers and truth values are bare. The text is made here, since PyYAML decides by YAML 1.1 alone
and is slow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["listed", "mapped", "scalar"]

#: A text that is text to YAML 1.1 and 1.2 without quotation marks: it begins with a letter and
#: has nothing but letters, digits and inner marks that mean nothing.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ()/.’“”–№-]|,(?= )|;(?= )|'(?=\w))*")
#: Words that some version of YAML reads as something else.
_WORDS = frozenset("y n yes no on off true false null nan inf none".split())  # noqa: SIM905


def scalar(value: Any) -> str:
    """Return a text, a number or a truth value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    bare = len(text) <= 200 and text[-1:] not in " ." and text.casefold() not in _WORDS
    if bare and _PLAIN.fullmatch(text) and text.isprintable():
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _HIDDEN.sub(_escape, quoted) if not text.isprintable() else quoted


#: Characters that YAML does not let stand as they are, or that break a line.
_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02X}" if number <= 0xFF else f"\\u{number:04X}"


def mapped(value: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Yield the lines of a mapping; what is empty must not be in it."""
    for name, item in value.items():
        key = scalar(name)
        if isinstance(item, Mapping) and item:
            yield f"{indent}{key}:"
            yield from mapped(item, indent + "  ")
        elif isinstance(item, list) and item:
            if all(not isinstance(each, Mapping | list) for each in item):
                yield f"{indent}{key}: [{', '.join(map(_within, item))}]"
            else:
                yield f"{indent}{key}:"
                yield from listed(item, indent + "  ")
        else:
            yield f"{indent}{key}: {_empty(item)}"


def _within(value: Any) -> str:
    """Return a scalar for a list in brackets, where a comma would divide it."""
    if isinstance(value, list):
        return f"[{', '.join(map(_within, value))}]"
    text = _empty(value) if value is None else scalar(value)
    return json.dumps(value, ensure_ascii=False) if "," in text and text[0] != '"' else text


def _empty(item: Any) -> str:
    if isinstance(item, Mapping):
        return "{}"
    return "[]" if isinstance(item, list) else "null" if item is None else scalar(item)


def listed(value: list[Any], indent: str = "") -> Iterator[str]:
    """Yield the lines of a list, each item behind its hyphen."""
    for item in value:
        if isinstance(item, Mapping) and item:
            lines = list(mapped(item, indent + "  "))
            yield f"{indent}- {lines[0][len(indent) + 2 :]}"
            yield from lines[1:]
        elif isinstance(item, list) and item:
            yield f"{indent}- [{', '.join(map(_within, item))}]"
        else:
            yield f"{indent}- {_empty(item)}"
