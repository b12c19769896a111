"""CSL items, from JSON or YAML, as records.

An item that we wrote has its record in ``custom.record``. That record is taken, and compared with
what is visible: where somebody changed or added a variable, the change counts and is remarked on.
A variable that is missing counts as dropped by a program, not as deleted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from provenance.exchange import own_key, row_of
from provenance.model import Agent, Credit, Record, Unread
from provenance.reading._lines import json_lines
from provenance.reading.entries import Entry, record_of
from provenance.reading.entries.dates import csl_date
from provenance.reading.entries.entry import Value
from provenance.reading.entries.keys import record_key
from provenance.reading.entries.names import csl_name
from provenance.reading.record import record_or_faults

__all__ = ["Item", "Remark", "Visible", "entry_of", "record_of_item"]

#: Makes the item of a record, of a given key: the writer of CSL-JSON.
Visible = Callable[[Record, str], Mapping[str, Any]]
Remark = Callable[[str], None]


@attrs.frozen
class Item:
    """A CSL item: its variables, its line, and its own text where that is at hand."""

    variables: dict[str, Any]
    line: int
    source: str = ""
    twice: tuple[tuple[str, Any], ...] = ()


def record_of_item(
    item: Item, visible: Visible | None = None, remark: Remark | None = None
) -> Record:
    """Return the record of a CSL item; ``visible`` tells how we would have written it."""
    custom = item.variables.get("custom")
    stored = custom.get("record") if isinstance(custom, dict) else None
    if isinstance(stored, dict):
        record, faults = record_or_faults(stored)
        if record is not None:
            return _compared(item, record, visible, remark)
        if remark is not None:
            remark(
                f"line {item.line}: custom.record is not a record ({faults[0]}); "
                "the item's own variables are read instead"
            )
    record = record_of(entry_of(item))
    if visible is not None and not _OURS.isdisjoint(item.variables):
        told = _told_once(item, visible(record, record.key))
        if told is not item:
            record = record_of(entry_of(told))
    return record


#: Where a writer of ours tells for styles what other variables tell as well.
_OURS = frozenset({"note", "call-number"})


def _told_once(item: Item, expected: Mapping[str, Any]) -> Item:
    """Return the item without the lines of its note that only repeat what it says elsewhere.

    ``expected`` is the item as we would write it. A program may have moved such a line into the
    variable it names.
    """
    lines = str(expected.get("note", "")).split("\n")
    fields = dict(line.split(": ", 1) for line in lines if _FIELD.match(line))
    fields["call-number"] = expected.get("call-number", "")
    kept = {name: v for name, v in item.variables.items() if not v or fields.get(name) != v}
    note = kept.get("note")
    if isinstance(note, str):
        ours = {line for line in lines if _FIELD.match(line)}
        kept["note"] = "\n".join(line for line in note.split("\n") if line not in ours)
    return attrs.evolve(item, variables=kept) if kept != item.variables else item


_FIELD = re.compile(r"[A-Za-z-]+: ")


# --------------------------------------------------------------------------- the visible item


def entry_of(item: Item, without: Iterable[str] = ()) -> Entry:
    """Return the entry of a CSL item; an empty variable says nothing and is left out."""
    left_out = {"id", "type", "citation-key", *without}
    fields: dict[str, Value] = {}
    for name, value in item.variables.items():
        if name in left_out or value in (None, "", [], {}):
            continue
        fields[name] = _value(name, value)
    for name, value in item.twice:
        fields[f"{name} (twice)"] = None if value not in (None, "", [], {}) else ""
    found = item.variables.get("id")
    key = item.variables.get("citation-key") if found in (None, "") else found
    kind = item.variables.get("type")
    return Entry(
        key=str(key) if isinstance(key, str | int) else None,
        type=kind if isinstance(kind, str) else "",
        fields={name: value for name, value in fields.items() if value != ""},
        verbatim=_Verbatim(item),
    )


class _Verbatim:
    """How a variable stands in its item."""

    def __init__(self, item: Item) -> None:
        self._item = item
        self._lines: Mapping[tuple[str | int, ...], int] | None = None

    def __call__(self, name: str) -> list[Unread]:
        name = {"key": "id"}.get(name, name)
        bare = name.removesuffix(" (twice)")
        if bare != name:
            found = [value for other, value in self._item.twice if other == bare]
        else:
            found = [self._item.variables[name]] if name in self._item.variables else []
        return [
            Unread(self._line(bare), f'"{bare}": {json.dumps(value, ensure_ascii=False)}')
            for value in found
        ]

    def _line(self, name: str) -> int:
        if not self._item.source:
            return self._item.line
        if self._lines is None:
            self._lines = json_lines(self._item.source)[0]
        return self._item.line + self._lines.get((name,), 1) - 1


_SPACES = re.compile(r"[ \t\u00a0]+")


def _value(name: str, value: Any) -> Value:
    """Return a variable's value: text, names or a date; ``None`` for any other shape."""
    row = row_of("csl", name)
    part = row.part if row is not None else ""
    if part == "date":
        return csl_date(value)
    if part == "name":
        names = value if isinstance(value, list) else [value]
        agents = [csl_name(each) for each in names]
        named = [agent for agent in agents if agent is not None]
        return named if len(named) == len(agents) else None
    if isinstance(value, str):
        return _SPACES.sub(" ", value).strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


# --------------------------------------------------------------------------- our own items

#: The fields of a record that a variable shows.
_SHOWN = {
    "title": ("title",), "title-short": ("short_title",), "genre": ("kind",), "number": ("number",),
    "medium": ("form",), "event-place": ("place",), "abstract": ("summary",), "note": ("notes",),
    "keyword": ("subjects",), "issued": ("date", "date_text"), "recipient": ("recipients",),
    "archive": ("holdings",), "archive_location": ("holdings",), "archive-place": ("holdings",),
    "language": ("language",),
}  # fmt: skip
#: The parts of its publication.
_PUBLICATION = {
    "publisher": ("host", "publisher"), "source": ("host", "publisher"), "URL": ("url",),
    "available-date": ("uploaded",), "accessed": ("accessed",),
}  # fmt: skip
_ROLES = {
    "translator": "translated", "editor": "edited", "compiler": "compiled",
    "contributor": "contributed",
}  # fmt: skip
_AUTHORS = frozenset({None, "author", "sender", "signatory", "speaker", "issuing body"})
_IDENTITY = frozenset({"id", "citation-key", "custom"})


def _compared(item: Item, record: Record, visible: Visible | None, remark: Remark | None) -> Record:
    """Return the stored record, with what was changed by hand since."""
    entry = entry_of(item)
    if visible is None:
        return _keyed(record, entry, item)
    expected = visible(record, entry.key or record.key)
    told = _told_once(item, expected).variables
    changed = [
        name
        for name, value in item.variables.items()
        if name in told
        and name not in _IDENTITY
        and value not in (None, "", [], {})
        and value != expected.get(name)
    ]
    if not changed:
        return _keyed(record, entry, item)
    shown = record_of(entry_of(_told_once(item, expected), ["custom"]))
    record = _keyed(_changed(record, shown, changed, expected), entry, item)
    if remark is not None:
        remark(
            f"line {item.line}: {record.key}: changed by hand since we wrote it, which counts: "
            + ", ".join(changed)
        )
    return record


def _keyed(record: Record, entry: Entry, item: Item) -> Record:
    """Return the record under the item's key."""
    key = record_key(entry.key) if entry.key else None
    if (
        key is None
        or key == record.key
        or own_key(record.key, (u.text for u in record.unread)) == entry.key
    ):
        return record
    kept = record.unread
    if key != entry.key:
        kept = (*kept, *entry.verbatim("key"))
    return attrs.evolve(record, key=key, unread=kept)


def _changed(
    record: Record, shown: Record, changed: list[str], expected: Mapping[str, Any]
) -> Record:
    new: dict[str, Any] = {}
    publication: dict[str, Any] = {}
    credits = list(record.credits)
    others: list[str] = []
    for name in changed:
        if name in _SHOWN:
            new |= {attribute: getattr(shown, attribute) for attribute in _SHOWN[name]}
        elif name in _PUBLICATION:
            publication |= {
                part: getattr(shown.publication, part, None) for part in _PUBLICATION[name]
            }
        elif name == "author":
            new["creators"] = _authors(record, shown)
        elif name in _ROLES:
            credits = _credited(credits, shown.credits, _ROLES[name])
        else:
            others.append(name)
    if publication:
        base = record.publication or shown.publication
        new["publication"] = attrs.evolve(base, **publication) if base is not None else None
    if "language" in changed and any(credit.target_language for credit in shown.credits):
        new["language"] = record.language
        credits = _translated(credits, shown.credits)
    new["credits"] = credits
    if others:
        start = tuple(f'"{name}":' for name in others)
        kept = [each for each in record.unread if not each.text.startswith(start)]
        new["unread"] = kept + [each for each in shown.unread if each.text.startswith(start)]
    return attrs.evolve(record, **new)


def _authors(record: Record, shown: Record) -> list[Agent]:
    """Return the authors that are shown, with the offices that we know, and the other creators."""
    known = {agent.name: agent for agent in record.creators}
    authors = [
        attrs.evolve(agent, office=known[agent.name].office, role=known[agent.name].role)
        if agent.name in known
        else agent
        for agent in shown.creators
        if agent.role == "author"
    ]
    return authors + [agent for agent in record.creators if agent.role not in _AUTHORS]


def _credited(old: list[Credit], shown: Iterable[Credit], role: str) -> list[Credit]:
    """Return the credits with those of one role as they are shown; what is the same stays."""
    names = [name for credit in shown if credit.role == role for name in credit.by]
    kept: list[Credit] = []
    for credit in old:
        if credit.role == role:
            by = tuple(name for name in credit.by if name in names)
            names = [name for name in names if name not in by]
            if not by:
                continue
            credit = attrs.evolve(credit, by=by)
        elif role == "contributed":
            names = [name for name in names if name not in credit.by]
        kept.append(credit)
    return [*kept, Credit(role, tuple(names))] if names else kept


def _translated(old: list[Credit], shown: Iterable[Credit]) -> list[Credit]:
    tongue = next((credit.target_language for credit in shown if credit.target_language), None)
    return [
        attrs.evolve(credit, target_language=tongue) if credit.role == "translated" else credit
        for credit in old
    ]
