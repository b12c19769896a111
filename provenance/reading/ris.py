"""RIS, as Zotero, EndNote, catalogues and the Digital Archive write it, as records.

A tag is two letters or digits, two spaces, a hyphen. Lines without a tag go on with the value
before them. The fields that hold an archive (DB, AN, AV, CN) hold a database and its number in
the RIS of catalogues: the type of the entry and what stands there decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import attrs

from provenance.exchange import row_of
from provenance.model import Agent, Record, Unread
from provenance.reading.entries import Entry, GivenDate, Problem, record_of
from provenance.reading.entries.dates import edtf, text_date
from provenance.reading.entries.entry import Value
from provenance.reading.entries.names import comma_name
from provenance.reading.placed_lines import placed_lines

__all__ = ["LONGEST_ENTRY", "entry_of", "record_of_lines", "ris_entries"]

#: An entry longer than this many characters is refused.
LONGEST_ENTRY = 4_000_000
_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<value>.*)|(?P<bare>\S.*)?)$")


@attrs.define
class _Line:
    tag: str
    value: str
    source: str
    number: int


def ris_entries(
    chunks: Iterable[str],
    *,
    source: str | None = None,
    remark: Callable[[str], None] | None = None,
) -> Iterator[list[_Line] | Problem]:
    """Yield the entries of a RIS text in its order, and a problem for each line out of place.

    ``chunks`` are pieces of the text; ``source`` names its file. ``remark`` is called with what
    the user should know though nothing is lost.
    """
    say = remark or (lambda _: None)
    lines: list[_Line] = []
    size = 0
    for number, (at, text) in enumerate(placed_lines(chunks), 1):
        match = _TAG.match(text)
        if match is None:
            if lines:
                size += len(text)
                if text.strip() and size <= LONGEST_ENTRY:
                    lines[-1].value += "\n" + text.strip()
                    lines[-1].source += "\n" + text
            elif text.strip():
                message = f"expected 'TY  - ', found {_shown(text)}"
                yield _problem(message, source, number, at, text)
            continue
        tag, value = match["tag"], match["value"] or match["bare"] or ""
        if tag == "TY":
            if lines:
                say(f"line {number}: a new entry begins, but 'ER  - ' is missing before it")
                yield lines
            lines, size = [], 0
        elif not lines:
            message = "'ER  - ' closes no entry" if tag == "ER" else f"found {_shown(text)}"
            yield _problem(f"expected 'TY  - ', {message}", source, number, at, text)
            continue
        elif tag == "ER":
            yield lines
            lines, size = [], 0
            continue
        size += len(text)
        if size > LONGEST_ENTRY:
            if size - len(text) <= LONGEST_ENTRY:
                message = (
                    f"expected an entry of at most {LONGEST_ENTRY} characters; the rest of the one "
                    f"on line {lines[0].number} is left out"
                )
                yield _problem(message, source, number, at, text)
            continue
        lines.append(_Line(tag, value.strip(), text, number))
    if lines:
        say(f"line {lines[-1].number}: 'ER  - ' is missing at the end")
        yield lines


def _problem(message: str, source: str | None, number: int, at: int, text: str) -> Problem:
    """Return a problem of a line that begins ``at`` this code point of the input."""
    problem = Problem(message, source=source, line=number)
    problem.offset = at + len(text) - len(text.lstrip())
    return problem


def record_of_lines(lines: list[_Line]) -> Record:
    """Return the record of a RIS entry."""
    return record_of(entry_of(lines))


def _shown(text: str) -> str:
    text = text.strip()
    return repr(text if len(text) <= 40 else text[:37] + "...")


_NAMES = {"author", "editor", "translator", "recipient"}
#: Variables of which an entry may have several lines, and what joins them.
_JOINED = {"keyword": "\n", "note": "\n", "abstract": "\n"}


def entry_of(lines: list[_Line]) -> Entry:
    """Return the entry of the lines from TY to before ER, in CSL's names where there are such."""
    row = row_of("ris", lines[0].value, "type")
    kind = row.names["csl"][0] if row is not None else lines[0].value
    fields: dict[str, Value] = {}
    places: dict[str, list[_Line]] = {}
    dates: dict[str, list[_Line]] = {}
    names: dict[str, list[Agent]] = {}
    key: _Line | None = None
    for line in lines[1:]:
        if line.tag == "ID" and key is None:
            key = line
            continue
        if not line.value:
            continue
        if line.tag in ("DA", "PY", "Y1"):
            dates.setdefault(line.tag, []).append(line)
            continue
        name = _variable(line.tag, kind)
        if name in _NAMES:
            agent = comma_name(line.value)
            if agent is not None:
                names.setdefault(name, []).append(agent)
        elif line.tag == "Y2":
            fields[name] = _date(line.value)
        elif name in fields:
            known = fields[name]
            if known == line.value or (line.tag in ("AN", "AV") and _same(known, line.value)):
                pass  # AV says the same as AN, with the archive's name before it
            elif name in _JOINED and isinstance(known, str):
                fields[name] = f"{known}{_JOINED[name]}{line.value}"
            else:
                name = f"{line.tag} on line {line.number}"
                fields[name] = None
        else:
            fields[name] = line.value
        places.setdefault(name, []).append(line)
    fields |= names
    _issued(dates, fields, places)

    def verbatim(name: str) -> list[Unread]:
        found = [lines[0]] if name == "type" else [key] if name == "key" and key else []
        return [Unread(each.number, each.source) for each in found or places.get(name, [])]

    return Entry(key.value if key is not None else None, kind, fields, verbatim)


def _same(one: Value, two: str) -> bool:
    return isinstance(one, str) and (one.endswith(two) or two.endswith(one))


def _variable(tag: str, kind: str) -> str:
    if tag == "A2":
        return "recipient" if kind == "personal_communication" else tag
    if tag == "M2":
        return "note"  # Zotero's "extra"
    row = row_of("ris", tag)
    return row.names["csl"][0] if row is not None else tag


def _issued(
    dates: dict[str, list[_Line]], fields: dict[str, Value], places: dict[str, list[_Line]]
) -> None:
    """Take the fullest of the dates; one that says something else stays as it stands."""
    found = [(line, _date(line.value)) for tag in ("DA", "Y1", "PY") for line in dates.get(tag, ())]
    if not found:
        return
    line, issued = found[0]
    fields["issued"] = issued
    places["issued"] = [line]
    for other, date in found[1:]:
        if _year(date) is not None and _year(date) == _year(issued) and not (date and date.text):
            places["issued"].append(other)
            continue
        name = f"{other.tag} on line {other.number}"
        fields[name] = None
        places[name] = [other]


def _year(date: GivenDate | None) -> str | None:
    return date.date.edtf[:4] if date is not None and date.date is not None else None


_SLASHED = re.compile(r"(?P<year>\d{4})/(?P<month>\d{0,2})/(?P<day>\d{0,2})(?:/(?P<rest>.*))?")


_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?Z?")


def _date(text: str) -> GivenDate | None:
    """Read ``YYYY/MM/DD/other`` of which all but the year may be empty, or any other date."""
    match = _SLASHED.fullmatch(text.strip())
    if match is None:
        return text_date(text.strip().rstrip("/"))
    parts = [match["year"]]
    for part in (match["month"], match["day"]):
        if not part or not int(part):
            break
        parts.append(f"{int(part):02}")
    date = edtf("-".join(parts))
    rest = " ".join((match["rest"] or "").split())
    if not rest or _TIME.fullmatch(rest):
        return GivenDate(date)
    for words in (rest, f"{rest} {match['year']}"):
        given = text_date(words)
        if given is not None and given.date is not None and given.date.edtf[:4] == match["year"]:
            return given
    return GivenDate(date, rest)
