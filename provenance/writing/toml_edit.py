"""A record file edited by a person, brought up to date: comments and layout stay.

tomlkit keeps what it does not touch. What it makes of a change is read back and compared; where
it went wrong, a coarser change is tried, and a new file is written in the end.
"""

from __future__ import annotations

import json
import secrets
import tomllib
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

import attrs
import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from provenance.errors import RecordError
from provenance.model.document import Record
from provenance.writing.record import plain
from provenance.writing.toml import table_text

__all__ = ["update"]

Data = Mapping[str, Any]


def update(text: str, record: Record) -> str:
    """Return ``text``, a record file, with the values of ``record``.

    Only what differs is changed: comments, order and layout of the rest stay as they are. Raises
    :class:`RecordError` where the text is not TOML.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    bare = text.removeprefix(mark).replace("\r\n", "\n")
    try:
        old = tomllib.loads(bare)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"the file to update is not TOML: {error}") from None
    new = plain(record, keys=False)
    if old == new:
        return text
    for deep in (True, False):
        result = _changed(bare, old, new, deep=deep)
        if result is not None:
            return mark + result.replace("\n", newline)
    return mark + table_text(new).replace("\n", newline)


def _changed(text: str, old: Data, new: Data, *, deep: bool) -> str | None:
    """Return the changed text, or ``None`` where it does not say what it should."""
    try:
        edit = _Edit(tomlkit.parse(text), deep)
        edit.merge(edit.document, old, new)
        result = edit.text()
        return result if tomllib.loads(result) == new else None
    except (TOMLKitError, ValueError, LookupError, TypeError, AttributeError):
        return None


@attrs.define
class _Edit:
    """Changes to one document.

    ``deep`` changes single values of tables and lists, else a field of the record is one piece.
    ``blocks`` are the new tables, each under a heading with a comment that tells it from others.
    tomlkit's documents, tables and inline tables share a dictionary's methods but no class, so
    that they go untyped here.
    """

    document: tomlkit.TOMLDocument
    deep: bool
    blocks: dict[str, str] = attrs.field(factory=dict)

    def merge(self, table: Any, old: Data, new: Data) -> None:
        """Make ``table``, which says ``old``, say ``new``."""
        for key in [key for key in table if key not in new]:
            del table[key]
        for key, value in new.items():
            if key not in old:
                self._add(table, key, value, new)
            elif old[key] == value:
                continue
            elif self.deep and isinstance(value, Mapping) and isinstance(old[key], Mapping):
                self.merge(table[key], old[key], value)
            elif self.deep and isinstance(value, list) and isinstance(old[key], list):
                self._merge_lists(table[key], old[key], value, key)
            elif table is self.document:
                table[key] = tomlkit.parse(table_text({key: value})).item(key)
            else:
                table[key] = _inner(value)

    def _add(self, table: Any, key: str, value: Any, new: Data) -> None:
        """Add a key where a new file has it: behind the one that comes before it there."""
        if table is self.document and _has_heading(value):
            several = isinstance(value, list)
            item: Any = tomlkit.aot() if several else self._block(value, f"[{key}]")
            for entry in value if several else ():
                item.append(self._block(entry, f"[[{key}]]"))
            table.append(key, item)
            return
        keys = list(new)
        before = [
            name for name in keys[: keys.index(key)]
            if name in table and not (table is self.document and _has_heading(new[name]))
        ]  # fmt: skip
        body = table if table is self.document else table.value
        if before:
            body._insert_after(before[-1], key, _inner(value))
        else:
            table.append(key, _inner(value))

    def _merge_lists(self, items: Any, old: list[Any], new: list[Any], key: str) -> None:
        """Change a list so that the items which stay keep their layout and comments."""
        matcher = SequenceMatcher(None, list(map(_print_of, old)), list(map(_print_of, new)))
        for tag, i1, i2, j1, j2 in reversed(matcher.get_opcodes()):
            if tag == "equal":
                continue
            both = min(i2 - i1, j2 - j1)
            for index in reversed(range(i1 + both, i2)):
                del items[index]
            for index in range(both):
                was, now = old[i1 + index], new[j1 + index]
                if isinstance(was, Mapping) and isinstance(now, Mapping):
                    self.merge(items[i1 + index], was, now)
                else:
                    items[i1 + index] = _inner(now)
            for index in range(both, j2 - j1):
                value = new[j1 + index]
                headed = isinstance(items, AoT)
                item = self._block(value, f"[[{key}]]") if headed else _inner(value)
                items.insert(i1 + index, item)

    def _block(self, value: Data, heading: str) -> Any:
        """Return a table to stand under ``heading``, marked for :meth:`text`."""
        block = table_text({"table": value}).partition("\n")[2]
        table: Any = tomlkit.parse(f"[table]\n{block}")["table"]
        mark = f"# {secrets.token_hex(8)}"
        table.comment(mark)
        self.blocks[mark] = f"{heading}\n{block}"
        return table

    def text(self) -> str:
        """Return the document, with an empty line before and behind each new table."""
        text = self.document.as_string()
        for mark, block in self.blocks.items():
            heading, _, rest = block.partition("\n")
            before, found, behind = text.partition(f"{heading} {mark}\n{rest}")
            if not found:  # a table inside of another has a longer heading
                text = text.replace(f" {mark}", "")
                continue
            if before and not before.endswith("\n\n"):
                before += "\n"
            if behind and not behind.startswith("\n"):
                behind = "\n" + behind
            text = before + block + behind
        return text


def _has_heading(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and isinstance(value[0], Mapping))


def _inner(value: Any) -> Any:
    """Return a value as tomlkit has it, laid out as in a new file, without a heading."""
    table: Any = tomlkit.parse(table_text({"table": {"value": value}}))["table"]
    return table["value"]


def _print_of(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
