"""Record files: one document a TOML file, read strictly."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from typing import Any

from provenance.errors import Fault, RecordError
from provenance.model.document import Record
from provenance.reading._lines import line_finder, toml_lines
from provenance.reading.record import Lines, record_from

__all__ = ["read_toml", "toml_table"]


def read_toml(text: str, *, source: str | None = None) -> Record:
    """Return the record that a TOML text holds.

    ``source`` names the file in errors. Raises :class:`RecordError` with the first fault of
    syntax, or else with all faults of structure; each has its line.
    """
    data, line_of = toml_table(text, source=source)
    return record_from(data, lines=line_of, source=source)


def toml_table(text: str, *, source: str | None = None) -> tuple[dict[str, Any], Lines]:
    """Return what a TOML text holds as plain data, and what tells the line of each path in it.

    Raises :class:`RecordError` with the first fault of syntax and its line.
    """
    text = text.removeprefix("\ufeff")
    deep = _deep_key(text)
    if deep is not None:
        raise RecordError([Fault("", _TOO_DEEP, deep)], source=source)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RecordError([_syntax_fault(text, str(error))], source=source) from None
    except RecursionError:
        raise RecordError([Fault("", _TOO_DEEP, _most("[{", text))], source=source) from None
    except ValueError:  # int() refuses more than 4300 digits
        message = "found a number of thousands of digits; write it in quotation marks"
        number = Fault("", message, _most("0123456789", text))
        raise RecordError([number], source=source) from None
    return data, line_finder(lambda: toml_lines(text))


_TOO_DEEP = "the tables are nested too deeply for a record"
#: More keys joined by dots are refused: :mod:`tomllib` takes the square of their number.
_DEEPEST = 100
_DEEP = re.compile(rf"(?<![A-Za-z0-9_-])(?:[A-Za-z0-9_-]++[ \t]*+\.[ \t]*+){{{_DEEPEST}}}")
_STRING = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|"(?:[^"\\\n]|\\.)*+"'''
    r"""|'''(?:[^']|'(?!''))*+(?:'''|\Z)|'[^'\n]*+'|#[^\n]*+""",
    re.DOTALL,
)


def _deep_key(text: str) -> int | None:
    """Return the line of a key that is joined of very many by dots; texts do not count."""
    if all(row.count(".") < _DEEPEST for row in text.split("\n")):
        return None
    bare = _STRING.sub(lambda found: "a" + "\n" * found[0].count("\n"), text)
    match = _DEEP.search(bare)
    return bare.count("\n", 0, match.start()) + 1 if match is not None else None


# --------------------------------------------------------------------------- faults of syntax


def _most(letters: str, text: str) -> int:
    """Return the line that has the most of ``letters``."""
    counts = [sum(map(row.count, letters)) for row in text.split("\n")]
    return counts.index(max(counts)) + 1


_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
#: A value without quotation marks, up to what ends it; what stands before "=" is a key.
_BARE_VALUE = re.compile(
    r"""(?:^|[=,\[{])[ \t]*([^\s"'\[\]{},#=][^"'\[\]{},#=\n]*+)(?!=)""", re.MULTILINE
)
_KEY_BEFORE = re.compile(r"([A-Za-z0-9_-]+)[ \t]*=[ \t\[]*$")
_KEY_AND_COLON = re.compile(r"[ \t]*([A-Za-z0-9_-]+)[ \t]*:")
_CURLY = "“”„«»‘’‚‹›「『"


def _syntax_fault(text: str, error: str) -> Fault:
    """Return what is wrong and what to write, for a message of :mod:`tomllib`."""
    rows = text.replace("\r\n", "\n").split("\n")
    place = _PLACE.search(error)
    message = error[: place.start()] if place is not None else error
    at_end = place is None or place[1] is None
    if place is None or at_end:
        line = max(1, len(rows) - (not rows[-1]))
        at = len(rows[line - 1])
    else:
        line, at = int(place[1]), int(place[2]) - 1
    if message.startswith("Unterminated"):
        opened = max(text.rfind('"""'), text.rfind("'''"), 0)
        line = text.count("\n", 0, opened) + 1
    row = rows[line - 1]
    if not at_end and message in _AT_A_VALUE and (found := _bare_value(row, at)):
        return Fault(*found, line)
    return Fault("", _explained(message, row, at, at_end), line)


#: The messages that may mean a value without quotation marks.
_AT_A_VALUE = (
    *("Invalid value", "Invalid date or datetime", "Unclosed array", "Unclosed inline table"),
    "Expected newline or end of document after a statement",
)


def _bare_value(row: str, at: int) -> tuple[str, str] | None:
    """Return the key of the unquoted value at ``at`` in ``row``, and what to write."""
    for match in _BARE_VALUE.finditer(row):
        if not match.start(1) <= at <= match.end(1):
            continue
        key = _KEY_BEFORE.search(row[: match.start(1)])
        value = match[1].rstrip()
        if value[0] in _CURLY:
            message = f'found {value}; write straight quotation marks: "…"'
        else:
            message = (
                f'found {value} without quotation marks; write it in quotation marks: "{value}"'
            )
        return (key[1] if key else ""), message
    return None


def _explained(message: str, row: str, at: int, at_end: bool) -> str:
    letter = row[at : at + 1]
    if "'='" in message:
        if (colon := _KEY_AND_COLON.match(row)) and colon.end() > at:
            return f"found ':' after the key; write {colon[1]} = …"
        return f"expected '=' after the key, found {_shown(letter)}"
    if message.startswith(("Unterminated", "Illegal character '\\n'")):
        return (
            "the text is not closed: a quotation mark is missing, "
            'or """ at both ends of a text of several lines'
        )
    if message == "Invalid value" and not letter:
        if row.rstrip().endswith("="):
            return "expected a value after '=', found the end of the line"
        message = "Unclosed array"
    if message.startswith("Unclosed"):
        mark = "]" if "array" in message else "}"
        if at_end:
            return f"the list or table is not closed: {mark} is missing"
        return f"expected ',' or {mark!r}, found {_shown(letter)}"
    if message.startswith(("Illegal character", "Found invalid character")):
        return f'found {_shown(letter)}; write it as \\u{ord(letter or " "):04X} in "…"'
    if message.startswith(("Unescaped", "Invalid hex", "Escaped character")):
        return (
            'found a backslash that begins no escape in "…"; write \\\\ for a backslash, '
            "or put the text in '…'"
        )
    if message.startswith(("Cannot", "Duplicate")):
        return f"this key or table is given twice: {row.strip()}"
    if message == "Invalid statement":
        json = "; is this JSON?" if letter == "{" else ""
        return f"expected a key of the letters a–z, found {_shown(letter)}{json}"
    if message.startswith("Expected newline"):
        quoted = '"' in row[:at]
        hint = '; a quotation mark inside of "…" is written \\"' if quoted else ""
        return f"expected the end of the line, found {_shown(letter)}{hint}"
    return f"{message[:1].lower()}{message[1:]}, found {_shown(letter)}"


def _shown(letter: str) -> str:
    if not letter:
        return "the end of the line"
    if letter.isprintable():
        return repr(letter)
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()
