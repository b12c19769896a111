"""What the pages show of records, as plain values for the templates."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import attrs
from markupsafe import Markup

from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.history import History, history
from provenance.model.locator import Locator
from provenance.model.names import Agent
from provenance.site.coins import context_object
from provenance.site.text import in_script, web_address
from provenance.units import unit_kind
from provenance.writing import schema_org
from provenance.writing.date import format_date
from provenance.writing.elements import printed_date
from provenance.writing.history.phrases import basis_of, exemplar_words, heading, in_words
from provenance.writing.history.registry import tell
from provenance.writing.locator import format_leaves, format_locator
from provenance.writing.markup import tie_locator
from provenance.writing.styles import cite

__all__ = ["Row", "filters", "named", "page", "row"]

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
#: A document that may be from any of more years than this is not found under each of them.
_MOST_YEARS = 30


def day(date: Date | None) -> str | None:
    """Return a date in words."""
    return format_date(date, "dmy") if date is not None else None


def iso_day(date: Date | None) -> str | None:
    """Return a date as the ``time`` element has it, ``None`` where it can't."""
    if date is None or not _DAY.fullmatch(date.edtf) or not date.possible:
        return None
    part = date.single
    return date.edtf if part is not None and 1 <= (part.month or 1) <= 12 else None


def language_tag(tag: str | None) -> str | None:
    """Return a language as the attribute ``lang`` has it."""
    return tag if tag is not None and _LANGUAGE.fullmatch(tag) else None


def named(record: Record) -> str:
    """Return what a document is called: its title, else its kind, else its key."""
    return heading(record)


# ------------------------------------------------------------------------------- the list


@attrs.frozen
class Row:
    """A document as the list shows it, and what the filters know it by."""

    name: str
    title: str
    original: str | None
    language: str | None
    date: str
    iso: str | None
    creators: tuple[str, ...]
    holdings: tuple[str, ...]
    translators: tuple[str, ...]
    archives: tuple[str, ...]
    years: tuple[int, ...]
    order: tuple[Any, ...]


def row(record: Record, name: str) -> Row:
    """Return what the list shows of a record, whose page has a name."""
    title = named(record)
    original = record.original_title
    translators = dict.fromkeys(
        by for credit in record.credits if credit.role.casefold() in ("translated", "translator")
        for by in credit.by
    )  # fmt: skip
    date = record.date or record.period
    first, last = date.bounds() if date is not None else (None, None)
    years = range(first.year, last.year + 1) if first and last else range(0)
    return Row(
        name=name,
        title=title,
        original=original if original != title else None,
        language=language_tag(record.language),
        date=printed_date(record, "dmy") if record.date is not None
        else record.date_text or day(record.period) or "Undated",
        iso=iso_day(record.date),
        creators=tuple(agent.name for agent in record.creators),
        holdings=tuple(tie_locator(format_locator(each)) for each in record.holdings),
        translators=tuple(translators),
        archives=tuple(dict.fromkeys(map(_archive, record.holdings))),
        years=tuple(years) if len(years) <= _MOST_YEARS else (),
        order=(first is None and last is None, str(first or last), str(last or first),
               title.casefold(), name),
    )  # fmt: skip


def _archive(holding: Locator) -> str:
    holder = holding.holder
    if holder is not None:
        return holder.full_name
    return holding.archive_text or "Archive not named"


def filters(rows: Sequence[Row]) -> Mapping[str, Mapping[str, int]]:
    """Return the choices of each filter in their order, each with how many documents it has."""
    found: dict[str, dict[Any, int]] = {"archives": {}, "years": {}, "translators": {}}
    for each in rows:
        for name, choices in found.items():
            for choice in getattr(each, name):
                choices[choice] = choices.get(choice, 0) + 1
    return {
        name: {str(choice): choices[choice] for choice in sorted(choices, key=_place)}
        for name, choices in found.items()
    }


def _place(choice: str | int) -> tuple[str | int, ...]:
    """Return by what a choice is put in its place: names are in the order of the alphabet."""
    return (choice,) if isinstance(choice, int) else (choice.casefold(), choice)


# ------------------------------------------------------------------------------- one record


def page(record: Record) -> dict[str, Any]:
    """Return what the page of a record shows."""
    told = history(record)
    return {
        "record": record,
        "title": named(record),
        "description": cite(record),
        "language": language_tag(record.language),
        "citations": list(_citations(record)),
        "facts": list(_facts(record)),
        "holdings": [_holding(holding) for holding in record.holdings],
        "this_copy": exemplar_words(told),
        "publication": list(_publication(record)),
        "picture": _picture(told) if len(told) else None,
        "steps": [
            {"date": day(step.date), "iso": iso_day(step.date), "text": in_words(step),
             "basis": basis_of(step), "url": step.url, "href": web_address(step.url)}
            for step in told
        ],
        "coins": context_object(record),
        "linked_data": _linked_data(record),
        "day": day,
        "iso": iso_day,
    }  # fmt: skip


@cache
def _styles() -> Sequence[Mapping[str, Any]]:
    text = files("provenance.site").joinpath("styles.toml").read_text(encoding="utf-8")
    styles: Sequence[Mapping[str, Any]] = tomllib.loads(text)["styles"]
    return styles


def _citations(record: Record) -> Iterator[tuple[str, Markup]]:
    holders = [holding.holder for holding in record.holdings]
    countries = {holder.country for holder in holders if holder is not None}
    for style in _styles():
        if "countries" not in style or not countries.isdisjoint(style["countries"]):
            # cite escapes whatever a record says
            yield style["name"], Markup(cite(record, style["id"], format="html"))


def _picture(told: History) -> Markup:
    """Return the picture of the history as it stands in HTML: without the declaration of XML."""
    text = tell(told, "svg")
    return Markup(text[text.index("<svg") :])  # the writer escapes what it draws


def _linked_data(record: Record) -> Markup:
    found = json.loads(schema_org.write([record]))
    context, (entry,) = found["@context"], found["@graph"]
    return in_script({"@context": context, **entry})


# ------------------------------------------------------------------------------- its fields

Fact = tuple[str, Sequence[str]]


def _facts(record: Record) -> Iterator[Fact]:
    """Yield the simple fields that a record has: what each is called, and its values."""
    yield from _given("Kind", record.kind)
    if record.title != named(record):
        yield from _given("Title", record.title)
    yield from _given("Original title", record.original_title)
    yield from _given("Short title", record.short_title)
    yield from _given("Date", day(record.date))
    if record.date is not None and record.date.edtf != iso_day(record.date):
        yield "Date, as EDTF", (record.date.edtf,)
    if record.date_text != day(record.date):
        yield from _given("Date as shown", record.date_text)
    yield from _given("Period covered", day(record.period))
    yield from _given("Number", record.number)
    for number in record.numbers:
        dated = f", {day(number.date)}" if number.date is not None else ""
        yield _capital(f"{number.kind} number"), (f"{number.value}{dated}",)
    yield from _given("Classification", record.classification)
    yield from _listed("Handling", record.handling)
    yield from _listed("Written by", [_agent(agent, "author") for agent in record.creators])
    yield from _listed("Addressed to", [_agent(agent, "addressee") for agent in record.recipients])
    yield from _given("Language", record.language)
    yield from _given("Place", record.place)
    yield from _given("Form", record.form)
    yield from _given("Summary", record.summary)
    yield from _given("Notes", record.notes)
    yield from _given("Rights", record.rights)
    yield from _listed("Subjects", record.subjects)
    yield from _listed("People", record.people)
    yield from _listed("Places", record.places)
    yield "Key", (record.key,)


def _given(name: str, value: str | None) -> Iterator[Fact]:
    if value is not None:
        yield name, (value,)


def _listed(name: str, values: Sequence[str]) -> Iterator[Fact]:
    if values:
        yield name, values


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _agent(agent: Agent, usual: str) -> str:
    more = [agent.office, agent.role if agent.role not in (None, usual) else None]
    return ", ".join((agent.name, *(text for text in more if text is not None)))


def _holding(holding: Locator) -> dict[str, Any]:
    short, native = format_locator(holding), format_locator(holding, "native")
    facts: list[Fact] = []
    facts += _given("Archive", _archive(holding))
    holder = holding.holder
    facts += _given("Country", holder.country_name if holder is not None else None)
    for unit in holding.units:
        written = f" (written {unit.written})" if unit.written is not None else ""
        facts += _given(_unit_name(unit.kind), f"{unit.value}{written}")
    leaves = holding.leaves
    if leaves is not None:
        facts += _given("Leaves", format_leaves(leaves, holding))
    if native != short:
        facts += _given("In the archive’s own form", native)
    if holding.text not in (short, native):
        facts += _given("As given", holding.text)
    if holding.archive_text is not None and holding.archive_text not in (holding.text or ""):
        facts += _given("Archive as given", holding.archive_text)
    facts += _given("Also given", holding.rest)
    facts += _given("Note", holding.note)
    return {"locator": tie_locator(short), "facts": facts}


def _unit_name(kind: str) -> str:
    known = unit_kind(kind)
    return _capital((known.id if known is not None else kind).replace("-", " "))


def _publication(record: Record) -> Iterator[tuple[str, Sequence[str], str | None]]:
    """Yield name, values and, of an address, where its link leads."""
    found = record.publication
    if found is None:
        return
    address = web_address(found.url)
    versions = [", ".join(text for text in (one.form, one.language) if text)
                for one in found.versions]  # fmt: skip
    facts: list[Fact] = []
    facts += _given("Shown by", found.host)
    facts += _given("Publisher", found.publisher)
    facts += _given("Address", found.url)
    facts += _given("Number there", found.id)
    facts += _given("Uploaded", day(found.uploaded))
    facts += _given("Seen", day(found.accessed))
    facts += _listed("Versions", versions)
    facts += _listed("Supported by", found.sponsors)
    for name, values in facts:
        yield name, values, address if name == "Address" else None
