"""Fields that stand as lines of a note: Zotero's "extra", citeproc's "cheater" lines.

``Archive Place: Moscow``, ``translator: Goldberg || Gary``, ``{:original-date: 1957-12-23}``,
Better BibTeX's ``tex.field: value``. A line counts where its label is a CSL variable, in CSL's
spelling or as Zotero shows it, and the entry has no such field; all else stays in the note.
"""

from __future__ import annotations

import re
from functools import cache

from provenance.exchange import row_of, rows
from provenance.model import Unread
from provenance.reading.entries.dates import text_date
from provenance.reading.entries.entry import Entry
from provenance.reading.entries.names import csl_name, plain_name

__all__ = ["expand", "variable_of"]

_LINE = re.compile(r"(?P<label>[A-Za-z][A-Za-z .+_-]{1,40}?)\s*+[:=]\s*+(?P<value>\S.*)")
_BRACED = re.compile(r"\{:(?P<label>[A-Za-z_ -]{2,40}):\s*(?P<value>[^{}\n]{1,1000})\}")
_TEX = re.compile(r"(?:tex|bibtex|biblatex)\.[A-Za-z]\w*", re.IGNORECASE)
#: Labels that are also words of ordinary notes.
_NEVER = frozenset({"note", "title", "annote", "abstract", "source", "section", "references"})
#: Zotero's own names of fields, where they are not CSL's.
_ZOTERO = {
    "archivelocation": "archive_location", "callnumber": "call-number", "place": "publisher-place",
    "date": "issued", "accessdate": "accessed", "librarycatalog": "source", "rights": "license",
    "shorttitle": "title-short", "originaldate": "original-date", "citationkey": "citation-key",
    "type": "type", "itemtype": "type", "repository": "archive", "locinarchive": "archive_location",
    "archiveid": "archive_location",
}  # fmt: skip


def _folded(label: str) -> str:
    return re.sub(r"[ _-]+", "", label).casefold()


@cache
def _variables() -> dict[str, str]:
    """CSL variables by their label without case, spaces, hyphens."""
    known = [
        name for row in rows() if row.part in ("text", "name", "date") for name in row.names["csl"]
    ]
    found = {_folded(name): name for name in known} | _ZOTERO
    return {label: name for label, name in found.items() if name not in _NEVER}


def variable_of(line: str) -> str | None:
    """Return the CSL variable whose value a line of a note is; ``None`` where it is prose."""
    match = _LINE.fullmatch(line.strip()) if len(line) <= 2000 else None
    return _variables().get(_folded(match["label"].strip())) if match is not None else None


def _part(name: str) -> str:
    row = row_of("csl", name)
    return row.part if row is not None else "text"


def expand(entry: Entry) -> None:
    """Move the lines of the note that are fields into the entry's fields."""
    note = entry.text("note")
    if note is None or (":" not in note and "=" not in note):
        return
    lines: dict[str, list[Unread]] = {}
    number = next((each.line for each in entry.verbatim("note")), 1)
    kept: list[str] = []
    for line in _BRACED.sub(lambda m: _keep(entry, m, number, lines), note).split("\n"):
        match = _LINE.fullmatch(line.strip()) if len(line) <= 2000 else None
        if match is None or not _take(entry, match, line.strip(), number, lines):
            kept.append(line)
    rest = "\n".join(kept).strip()
    if rest:
        entry.fields["note"] = rest
    else:
        del entry.fields["note"]
    if lines:
        verbatim = entry.verbatim
        entry.verbatim = lambda name: lines[name] if name in lines else verbatim(name)


def _keep(entry: Entry, match: re.Match[str], line: int, lines: dict[str, list[Unread]]) -> str:
    text = f"{match['label']}: {match['value']}"
    return "" if _take(entry, match, text, line, lines) else match[0]


def _take(
    entry: Entry, match: re.Match[str], text: str, line: int, lines: dict[str, list[Unread]]
) -> bool:
    label, value = match["label"].strip(), match["value"]
    if _TEX.fullmatch(label):
        entry.fields[text] = value
        lines.setdefault(text, []).append(Unread(line, text))
        return True
    name = _variables().get(_folded(label))
    if name is None or "=" in text[len(label) : len(label) + 2]:
        return False
    if name == "type":
        row = row_of("csl", value.replace(" ", "_"), "type") or row_of("csl", value, "type")
        entry.type = row.names["csl"][0] if row is not None else entry.type
        return row is not None
    if name == "citation-key":
        entry.key = entry.key or value
        return entry.key == value
    if _part(name) == "name":
        return _name(entry, name, value, text, line, lines)
    if name in entry.fields:
        return entry.fields[name] == value
    date = text_date(value) if _part(name) == "date" else None
    entry.fields[name] = date if date is not None else value
    lines[name] = [Unread(line, text)]
    return True


def _name(
    entry: Entry, name: str, value: str, text: str, line: int, lines: dict[str, list[Unread]]
) -> bool:
    family, bars, given = (part.strip() for part in value.partition("||"))
    agent = csl_name({"family": family, "given": given}) if bars else plain_name(value)
    if agent is None or (name in entry.fields and name not in lines):
        return False
    names = entry.fields.setdefault(name, [])
    assert isinstance(names, list)
    names.append(agent)
    lines.setdefault(name, []).append(Unread(line, text))
    return True
