"""Record files: one document a TOML file, for people to read and edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from provenance._shape import is_bare
from provenance.errors import RecordError
from provenance.model.document import Record
from provenance.writing.record import plain

__all__ = ["inline", "table_text", "write_toml"]

#: Lists that would make a longer line have each item on a line of its own.
_WIDTH = 88
_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"
}  # fmt: skip


def write_toml(record: Record) -> str:
    """Return the text of a record file: reading it gives an equal record.

    Fields come in the order of the record's table, those that are tables after the others, as
    TOML wants it. Hidden characters (a no-break space, a direction mark) are written as escapes.
    Raises :class:`RecordError` for half of a character (a lone surrogate), which no file can hold.
    """
    return table_text(plain(record, keys=False))


def table_text(data: Mapping[str, Any]) -> str:
    """Return plain data as TOML: values first, then tables and lists of tables."""
    blocks = ["".join(f"{_pair(key, value)}\n" for key, value in data.items() if not _own(value))]
    for key, value in data.items():
        if isinstance(value, Mapping):
            blocks.append(_block(f"[{_key(key)}]", value))
        elif _own(value):
            blocks += [_block(f"[[{_key(key)}]]", item) for item in value]
    return "\n".join(block for block in blocks if block)


def _own(value: Any) -> bool:
    """Whether a value of the record stands under a heading of its own."""
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    )


def _block(heading: str, table: Mapping[str, Any]) -> str:
    return "\n".join((heading, *(_pair(key, value) for key, value in table.items()))) + "\n"


def _pair(key: str, value: Any) -> str:
    left = f"{_key(key)} = "
    if isinstance(value, str) and "\n" in value:
        return left + _text_of_lines(value)
    if isinstance(value, list):
        items = [inline(item) for item in value]
        line = f"{left}[{', '.join(items)}]"
        if len(line) <= _WIDTH and (len(value) == 1 or not _own(value)):
            return line
        return "\n".join((f"{left}[", *(f"    {item}," for item in items), "]"))
    return left + inline(value)


def inline(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {inline(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return str(value)


def _key(key: str) -> str:
    return key if is_bare(key) else _quoted(key)


def _text(text: str) -> str:
    """Return a text on one line, with the fewest escapes."""
    if '"' in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return _quoted(text)


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str, *, keep: str = "") -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return "".join(_letters(text, keep))


def _letters(text: str, keep: str) -> Iterable[str]:
    for letter in text:
        if letter in keep:
            yield letter
        elif letter in _ESCAPES:
            yield _ESCAPES[letter]
        elif letter.isprintable():
            yield letter
        else:
            code = ord(letter)
            if 0xD800 <= code <= 0xDFFF:
                raise RecordError(f"found half of a character (U+{code:04X}) in a text: {text!r}")
            yield f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _text_of_lines(text: str) -> str:
    body = _escaped(text, keep='\n"').replace('"""', '""\\"')
    if body.endswith('"'):
        body = body[:-1] + '\\"'
    return f'"""\n{body}"""'
