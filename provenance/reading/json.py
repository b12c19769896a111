"""Records from JSON, read strictly: one object, one a line, or an array of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from provenance._shape import path_text
from provenance.errors import Fault, RecordError
from provenance.model.document import Record
from provenance.reading._lines import LineIndex, Path, json_lines, line_finder
from provenance.reading.record import record_or_faults

__all__ = ["json_values", "read_json"]


def read_json(text: str, *, source: str | None = None) -> list[Record]:
    """Return the records of a JSON text.

    The text is an object, several objects that each begin on a line of their own (JSON Lines),
    or an array of objects; an empty text has no record. ``source`` names the file in errors.
    Raises :class:`RecordError` with the first fault of syntax, or else with all faults of
    structure; each has its line.
    """
    text = text.removeprefix("\ufeff")
    index = LineIndex(text)
    records: list[Record] = []
    faults: list[Fault] = []
    try:
        for value, at, twice in json_values(text, index):
            places = _Places(text, at, index)
            if twice:
                faults += places.twice()
            items = enumerate(value) if isinstance(value, list) else [((), value)]
            for number, item in items:
                path: Path = (number,) if isinstance(number, int) else ()
                record, found = record_or_faults(item, at=path, lines=places.line)
                faults += found
                if record is not None:
                    records.append(record)
    except _Syntax as error:
        raise RecordError([error.fault], source=source) from None
    if faults:
        raise RecordError(faults, source=source)
    return records


class _Places:
    """The lines of one JSON value, found out when first asked for."""

    def __init__(self, text: str, at: int, index: LineIndex) -> None:
        self._text, self._at, self._index = text, at, index
        self.line = line_finder(lambda: self._scan()[0])

    def _scan(self) -> tuple[dict[Path, int], list[Path]]:
        return json_lines(self._text, self._at, lines=self._index)

    def twice(self) -> list[Fault]:
        """Return a fault for each key that one object has twice."""
        lines, keys = self._scan()
        return [
            Fault(path_text(path), f"the key {path[-1]!r} is given twice", lines[path])
            for path in keys
        ]


class _Syntax(Exception):  # noqa: N818 - on its way to a RecordError
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.fault = Fault("", message, line)


# --------------------------------------------------------------------------- values and syntax

_SPACE = re.compile(r"[ \t\r\n]*")
_BARE = re.compile(r'[^\s\[\]{},:"]*')


def json_values(text: str, index: LineIndex) -> Iterator[tuple[Any, int, bool]]:
    """Yield every value of the text, where it begins, and whether an object has a key twice."""
    twice = False

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice
        found = dict(pairs)
        twice = twice or len(found) != len(pairs)
        return found

    decoder = json.JSONDecoder(object_pairs_hook=table)
    at = _after_space(text, 0)
    while at < len(text):
        twice = False
        try:
            value, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise _Syntax(_explained(error, text, at), index.at(error.pos)) from None
        except RecursionError:
            raise _Syntax("the lists are nested too deeply for a record", index.at(at)) from None
        except ValueError:  # int() refuses more than 4300 digits
            raise _Syntax(
                "found a number of thousands of digits; write it in quotation marks", index.at(at)
            ) from None
        yield value, at, twice
        at = _after_space(text, end)
        if at < len(text) and "\n" not in text[end:at]:
            hint = "; put several objects in [ ], or each on its own line" * (text[at] == ",")
            raise _Syntax(f"expected the end of the line, found {text[at]!r}{hint}", index.at(at))


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match is not None else at


def _explained(error: json.JSONDecodeError, text: str, start: int) -> str:
    """Return what is wrong and what to write, for an error of :mod:`json`."""
    at = error.pos
    message = error.msg.removesuffix(" at")
    if message.startswith("Unterminated"):
        return 'the text that begins here has no closing quotation mark "'
    if message.startswith("Invalid control"):
        return f"found U+{ord(text[at]):04X} in a text; write it as \\u{ord(text[at]):04X}"
    if message.startswith("Invalid \\"):
        return "found a backslash that begins no escape; write \\\\ for a backslash"
    first = at
    while first > start and text[first - 1] not in ' \t\r\n[]{},:"':
        first -= 1
    bare = _BARE.match(text, first)
    if bare is not None and bare[0] and (message.startswith(("Expecting value", "Expecting ','"))):
        word = bare[0] if len(bare[0]) <= 60 else bare[0][:57] + "..."
        if word[0] in "'“„«":
            return f'found {word}; write straight quotation marks: "…"'
        return f'found {word} without quotation marks; write it in quotation marks: "{word}"'
    found = repr(text[at]) if at < len(text) else "the end of the text"
    if text[at : at + 1] in ("}", "]") and not message.startswith("Expecting ','"):
        return f"expected a value, found {found}; is there a comma too many?"
    return f"{message[:1].lower()}{message[1:]}, found {found}"
