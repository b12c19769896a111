"""The record of an entry. What a record has no field for is kept as it stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import attrs

from provenance.exchange import row_of
from provenance.model import Agent, Credit, Date, Publication, Record, Unread
from provenance.model.document import shortened
from provenance.reading.entries.dates import text_date
from provenance.reading.entries.entry import Entry, GivenDate
from provenance.reading.entries.extra import expand
from provenance.reading.entries.holders import is_host
from provenance.reading.entries.keys import record_key
from provenance.reading.entries.source import Source, read_source
from provenance.reading.page.keys import key_of
from provenance.reading.page.words import language

__all__ = ["record_of"]

#: Fields that go into a record as they are.
_PLAIN = {
    "title": "title",
    "genre": "kind",
    "number": "number",
    "medium": "form",
    "abstract": "summary",
    "license": "rights",
    "original-title": "original_title",
    "event-place": "place",
}
#: The role of those named in a field, as a creator or in a credit.
_CREATORS = {"author": "author", "interviewer": "interviewer"}
_CREDITS = {
    "translator": "translated",
    "editor": "edited",
    "compiler": "compiled",
    "contributor": "contributed",
}
#: Types of which an archival document is one without saying more.
_ARCHIVAL = frozenset({"manuscript", "document", ""})


def record_of(entry: Entry) -> Record:
    """Return the record of an entry, whose fields are used up.

    A field that is not understood, or has no place in a record, is in ``unread`` with its line,
    as it stands in the file; so are a type that says more than that this is a document, and a
    key that a record cannot have.
    """
    expand(entry)
    source = read_source(entry)
    values: dict[str, Any] = {"holdings": source.holdings}
    for name, attribute in _PLAIN.items():
        if (text := entry.take(name)) is not None:
            values[attribute] = text
    known = bool(source.holdings) and all(holding.archive for holding in source.holdings)
    if known and "place" not in values and (place := entry.take("location")) is not None:
        values["place"] = place  # the archive's own city is understood already
    _short_title(entry, values)
    _dates(entry, values)
    values["creators"] = [
        attrs.evolve(agent, role=agent.role or role)
        for name, role in _CREATORS.items()
        for agent in entry.take_names(name)
    ]
    values["recipients"] = entry.take_names("recipient")
    values["credits"] = _credits(entry, source)
    _language(entry, values)
    values["publication"] = _publication(entry, source)
    values["subjects"] = _subjects(entry)
    _notes(entry, values, source)
    if entry.text("entrysubtype") == "archival":
        del entry.fields["entrysubtype"]  # biblatex-chicago's word for what a record is anyway
    kept = _type(entry, values)
    values["unread"] = [*kept, *_left(entry)]
    values["key"] = _key(entry, values)
    return Record(**{name: value for name, value in values.items() if value})


def _key(entry: Entry, values: dict[str, Any]) -> str:
    key = record_key(entry.key) if entry.key else None
    if key is None:
        key = key_of(values)
    if entry.key and key != entry.key:
        own = list(entry.verbatim("key"))
        values["unread"] += [each for each in own if each not in values["unread"]]
    return key


def _type(entry: Entry, values: dict[str, Any]) -> list[Unread]:
    """Return the entry's type as it stands there, where the record would not tell it.

    The type of a document in an archive may be its kind (a letter, a report).
    """
    row = row_of("csl", entry.type, "type") if entry.type else None
    archival = bool(values["holdings"])
    if archival and row is not None and row.kind:
        values.setdefault("kind", row.kind)
        return []
    if entry.type in _ARCHIVAL or (archival and entry.type == "personal_communication"):
        return []
    return list(entry.verbatim("type"))


def _short_title(entry: Entry, values: dict[str, Any]) -> None:
    short, title = entry.take("title-short"), values.get("title")
    if short is not None and short != title and (title is None or short != shortened(title)):
        values["short_title"] = short


def _dates(entry: Entry, values: dict[str, Any]) -> None:
    """Set the date of the document: the original's, where what is cited has one of its own."""
    if isinstance(entry.fields.get("original-date"), GivenDate) and values["holdings"]:
        original = entry.take_date("original-date")
        issued = entry.fields.get("issued")
        if original is not None:
            _date(original, values)
            if issued == original:
                del entry.fields["issued"]
            return
    given = entry.take_date("issued")
    if given is not None:
        _date(given, values)


def _date(given: GivenDate, values: dict[str, Any]) -> None:
    values["date"] = given.date
    values["date_text"] = given.text


def _credits(entry: Entry, source: Source) -> list[Credit]:
    """Return the credits of the text, then those of fields that say something new."""
    found = list(source.credits)
    for name, role in _CREDITS.items():
        agents = entry.take_names(name)
        credited = [by for credit in found if credit.role == role for by in credit.by]
        new = [agent.name for agent in agents if not _among(agent, credited)]
        if name == "contributor":  # who obtained a text is a contributor too
            everybody = [by for credit in found for by in credit.by]
            new = [agent.name for agent in agents if not _among(agent, everybody)]
        if new:
            found.append(Credit(role, tuple(dict.fromkeys(new))))
    return found


def _among(agent: Agent, names: Iterable[str]) -> bool:
    letters = _letters(agent.name)
    return any(_letters(name) == letters for name in names)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def _language(entry: Entry, values: dict[str, Any]) -> None:
    """Set the language: that of what is cited is its translation's, where it is one."""
    original = _tag(entry.text("original-language"))
    if original is not None:
        values["language"] = original
        del entry.fields["original-language"]
    tag = _tag(entry.text("language"))
    if tag is None:
        return
    at = next((i for i, each in enumerate(values["credits"]) if each.role == "translated"), None)
    if at is not None:
        credit = values["credits"][at]
        if credit.target_language in (None, tag):
            values["credits"][at] = attrs.evolve(credit, target_language=tag)
            del entry.fields["language"]
    elif values.get("language") in (None, tag):
        values["language"] = tag
        del entry.fields["language"]


def _tag(text: str | None) -> str | None:
    """Return a language as BCP 47: a tag, or a name in English."""
    if text is None:
        return None
    text = text.strip()
    row = row_of("biblatex", text, "language")
    known = row.names["csl"][0] if row is not None else language(text.title()) or language(text)
    if known is not None:
        return known
    return text.replace("_", "-") if _TAG.fullmatch(text) else None


def _publication(entry: Entry, source: Source) -> Publication | None:
    values: dict[str, Any] = {}
    url = entry.take("URL")
    if url is None and source.urls:
        url = source.urls.pop(0)
    values["url"] = url
    hosts = list(dict.fromkeys(source.hosts))
    for name in ("organization", "institution", "howpublished"):
        text = entry.text(name)
        if text is not None and is_host(text) and (not hosts or text in hosts):
            hosts.append(text)
            del entry.fields[name]
    shown = entry.text("source")
    publisher = entry.text("publisher")
    archival = bool(source.holdings)
    if (
        shown is not None
        and (not hosts or shown in hosts)
        and (is_host(shown) or (archival and publisher in (None, shown)))
    ):
        hosts.append(shown)
        del entry.fields["source"]
    if publisher is not None:
        if publisher in hosts or is_host(publisher):
            hosts.append(publisher)
            del entry.fields["publisher"]
        elif archival:
            values["publisher"] = entry.take("publisher")
    hosts = list(dict.fromkeys(hosts))
    values["host"] = hosts[0] if hosts else None
    source.notes += hosts[1:]
    values["uploaded"] = _plain_date(entry, "available-date")
    if (
        values["uploaded"] is None
        and archival
        and isinstance(entry.fields.get("issued"), GivenDate)
    ):
        values["uploaded"] = _plain_date(entry, "issued")
    values["accessed"] = _plain_date(entry, "accessed")
    if values["accessed"] is None and source.accessed:
        given = text_date(source.accessed[0])
        if given is not None and given.date is not None:
            values["accessed"] = given.date
        else:
            source.notes.append(f"accessed {source.accessed[0]}")
    if not any(values.values()):
        return None
    return Publication(**values)


def _plain_date(entry: Entry, name: str) -> Date | None:
    """Take a date that has no text of its own: there is no field for one."""
    given = entry.fields.get(name)
    if not isinstance(given, GivenDate) or given.date is None or given.text is not None:
        return None
    del entry.fields[name]
    return given.date


def _subjects(entry: Entry) -> list[str]:
    text = entry.take("keyword")
    if text is None:
        return []
    between = "\n" if "\n" in text else ";" if ";" in text else ","
    return list(dict.fromkeys(filter(None, (part.strip() for part in text.split(between)))))


def _notes(entry: Entry, values: dict[str, Any], source: Source) -> None:
    texts = [entry.take(name) for name in ("note", "annote", "addendum")]
    given = [text for text in texts if text and text.strip()]
    notes = list(dict.fromkeys((*source.notes, *given)))
    if notes:
        values["notes"] = "\n".join(notes)


def _left(entry: Entry) -> list[Unread]:
    """Return what is left of an entry, as it stands in the file, in its order."""
    found = dict.fromkeys(each for name in entry.fields for each in entry.verbatim(name))
    return sorted(found, key=lambda each: each.line)
