r"""Hayagriva YAML, for Typst.

A document is a ``manuscript``. ``archive-location`` has the locator: Hayagriva's documentation
calls the city so, but its styles print the field where CSL has ``archive_location``. The characters
``\ { } $`` mean something to Hayagriva in most texts and are escaped. Dates are a year, a month or
a day, or about one (``~1957``); anything else has no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.writing.date import format_date
from provenance.writing.extras import extras, type_of, type_paths
from provenance.writing.fields import archive_names, language_of, within
from provenance.writing.loss import (
    BLANK_LINES,
    Loss,
    Path,
    has_blank_line,
    losses_by,
    reasons,
    unique_keys,
)
from provenance.writing.markup import one_line
from provenance.writing.names import (
    AUTHORS,
    NameParts,
    agent_parts,
    author_places,
    of_two_parts,
    person,
)
from provenance.writing.yaml_text import mapped

__all__ = ["losses", "pieces", "write"]


def write(records: Sequence[Record]) -> str:
    """Return a YAML mapping with one entry for each record, under its key."""
    return "".join(pieces(zip(records, unique_keys(records), strict=True)))


def pieces(keyed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield the text of records, each with its key, piece by piece."""
    none = True
    for record, key in keyed:
        none = False
        yield "\n".join(mapped({key: _entry(record)[0]})) + "\n"
    if none:
        yield "{}\n"


def losses(records: Sequence[Record]) -> list[Loss]:
    """Return every value that the entries of ``records`` leave out, record by record."""
    return losses_by(records, _carried, _reason, _damage)


def _carried(record: Record, key: str) -> list[Path]:
    return [*_entry(record)[1], *type_paths(record, "hayagriva")]


_ESCAPES = str.maketrans({mark: "\\" + mark for mark in "\\{}$"})


def _text(text: str) -> str:
    return one_line(text).strip().translate(_ESCAPES)


def _entry(record: Record) -> tuple[dict[str, Any], list[Path]]:
    """Return an entry, and which values of the record it carries."""
    carries: list[Path] = []
    own = type_of(record, "hayagriva")
    found: dict[str, Any] = {"type": own[0] if own is not None else "manuscript"}
    title = record.title or record.kind
    if title is not None:
        found["title"] = _text(title)
        carries.append(("title",) if record.title is not None else ("kind",))
    if record.short_title is not None and title is not None:
        found["title"] = {"value": found["title"], "short": _text(record.short_title)}
        carries.append(("short_title",))
    _authors(record, found, carries)
    if (date := _date(record.date)) is not None:
        found["date"] = date
        carries.append(("date",))
        if record.date_text in (format_date(record.date, "dmy"), format_date(record.date, "mdy")):
            carries.append(("date_text",))
    if record.title is not None and record.kind is not None:
        found["genre"] = _text(record.kind)
        carries.append(("kind",))
    _where(record, found, carries)
    _published(record, found, carries)
    if record.number is not None:
        found["serial-number"] = one_line(record.number).strip()
        carries.append(("number",))
    for name, attribute in (("abstract", "summary"), ("note", "notes")):
        value = getattr(record, attribute)
        if value is not None:
            found[name] = _text(value)
            carries.append((attribute,))
    shown = language_of(record)
    if shown is not None and _LANGUAGE.fullmatch(shown):
        found["language"] = shown
        if record.language == shown:
            carries.append(("language",))
        carries += [
            ("credits", at, "to")
            for at, credit in enumerate(record.credits)
            if credit.target_language == shown
        ]
    for extra in extras(record, "hayagriva", found):
        found[extra.name] = _text(str(extra.value))
        carries.append(("unread", extra.place))
    return {name: value for name, value in found.items() if value}, carries


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")


# --------------------------------------------------------------------------- names


def _authors(record: Record, found: dict[str, Any], carries: list[Path]) -> None:
    names = []
    for place in author_places(record):
        agent = record.creators[place]
        names.append(_name(agent_parts(agent), agent.name))
        whole = isinstance(names[-1], dict)
        kept = [] if whole else ["family", "given"]
        if whole or of_two_parts(agent):
            kept.append("name")
        if agent.role in AUTHORS:
            kept.append("role")
        carries += [("creators", place, part) for part in kept]
    found["author"] = names
    editors: list[Any] = []
    translators: list[Any] = []
    for at, credit in enumerate(record.credits):
        into = {"edited": editors, "translated": translators}.get(credit.role)
        if into is not None and credit.by:
            into += [_name(person(by), by) for by in credit.by]
            carries += [("credits", at, "role"), ("credits", at, "by")]
    found["editor"] = editors
    if translators:
        found["affiliated"] = [{"role": "translator", "names": translators}]


def _name(parts: NameParts | None, whole: str) -> Any:
    """Return ``Family, Given``; a name that must stay as it is, as a mapping."""
    if parts is None or parts.family_first or not parts.given:
        return {"name": one_line(whole).strip()}
    family = f"{parts.particle} {parts.family}".strip()
    pieces = filter(None, (family, parts.suffix, parts.given))
    if any("," in piece for piece in (family, parts.given)):
        return {"name": one_line(whole).strip()}
    return one_line(", ".join(pieces)).strip()


# --------------------------------------------------------------------------- the rest


def _where(record: Record, found: dict[str, Any], carries: list[Path]) -> None:
    holdings = record.holdings
    if not holdings:
        return
    names = archive_names(holdings)
    shown, one = within(holdings)
    found["archive"] = _text("; ".join(names))
    found["archive-location"] = _text("; ".join(filter(None, map(one_line, shown))))
    for at, holding in enumerate(holdings):
        kept = ["archive", "leaves", "leaf_kind"]
        if holding.holder is None or (one and holding.archive_text == names[0]):
            kept.append("archive_text")
        carries += [("holdings", at, name) for name in kept]
        for place in range(len(holding.units)):
            carries += [("holdings", at, "units", place, part) for part in ("kind", "value")]


def _published(record: Record, found: dict[str, Any], carries: list[Path]) -> None:
    publication = record.publication
    if publication is None:
        return
    name = "host" if publication.host is not None else "publisher"
    host = publication.host or publication.publisher
    if host is not None:
        found["publisher"] = _text(host)
        carries.append(("publication", name))
    if publication.url is not None and _URL.match(publication.url):
        found["url"] = url = "".join(publication.url.split())
        if url == publication.url:
            carries.append(("publication", "url"))
        accessed = publication.accessed
        if accessed is not None and _PLAIN.fullmatch(accessed.edtf):
            found["url"] = {"value": url, "date": accessed.edtf}
            carries.append(("publication", "accessed"))


#: What Typst takes for an address; it refuses the whole file for another.
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#][\x21-\x7e]*)?$")
_PLAIN = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


def _date(date: Date | None) -> str | None:
    if date is None or not date.possible:
        return None
    bare = date.edtf.removesuffix("~")
    if not _PLAIN.fullmatch(bare):
        return None
    return bare if bare == date.edtf else f"~{bare}"


_reason = reasons(
    "Hayagriva has no field for it",
    {
        "date": "Hayagriva has a place only for a year, a month or a day",
        "date_text": "the date is written in its usual form instead, or not at all",
        "publisher": "the host is named instead",
        "url": "Typst does not take this for an address",
    },
)


def _damage(text: str) -> str | None:
    if has_blank_line(text):
        return BLANK_LINES
    kept = "".join(one_line(text).split())
    return None if kept == "".join(text.split()) else "control characters in it are left out"
