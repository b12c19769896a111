"""CSL-JSON 1.0.2: what citation processors and reference managers read.

Every document is a ``manuscript``: Chicago styles hide personal communications from
bibliographies, and an archived letter is a manuscript. ``archive_location`` holds the whole
locator, since most readers take no other field of it; host and holder stay apart (``publisher``
and ``source`` against ``archive``). Where a document lies in several archives, ``archive`` names
them all and each locator in ``archive_location`` begins with its archive's short name.
``call-number`` is the reference as Chicago prints it, with its archives; what else our own styles
print stands in lines of the ``note`` (:mod:`provenance.writing.csl_lines`).

``custom`` has the record itself (``record``, in the shape of a record file) and its date as EDTF
(``edtf``): with it an item comes back without loss, though other programs don't look there. A
title in the original language beside another stands only there: as ``original-title``, styles
print it as an earlier publication, which it is not. What passes through from another bibliography
(``unread``) stands in its variable too. The same is true of the classification, the marks, the
copies, and for whom a translation was made, where that is not the one credit.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from provenance._data import data
from provenance.exchange import row_of
from provenance.model.dates import Date, DatePart
from provenance.model.document import Record
from provenance.model.locator import Locator
from provenance.writing.csl_lines import certain, lines, reference
from provenance.writing.date import format_date
from provenance.writing.date_text import format_shown_date
from provenance.writing.extras import extras, type_of
from provenance.writing.fields import archive_city, archive_names, language_of, within
from provenance.writing.loss import Loss, key_in_file, unique_keys
from provenance.writing.names import NameParts, agent_parts, author_places, person
from provenance.writing.person import natural
from provenance.writing.record import plain

__all__ = ["item", "losses", "write"]


def write(records: Sequence[Record]) -> str:
    """Return a JSON array with one item for each record, each variable on a line of its own."""
    return "".join(pieces(zip(records, unique_keys(records), strict=True)))


def pieces(keyed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield the text of records, each with its key, piece by piece."""
    before = "[\n"
    for record, key in keyed:
        yield before + _object(item(record, key))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _object(found: dict[str, Any]) -> str:
    lines = [f'    "{name}": {json.dumps(v, ensure_ascii=False)}' for name, v in found.items()]
    return "  {\n" + ",\n".join(lines) + "\n  }"


def losses(records: Sequence[Record]) -> list[Loss]:
    """Return nothing: ``custom`` carries the whole of every record."""
    return []


def item(record: Record, key: str | None = None) -> dict[str, Any]:
    """Return ``record`` as a CSL item of the id ``key`` (the record's own by default).

    Nothing in it is empty or ``None``.
    """
    key = key or key_in_file(record)
    publication = record.publication
    shortest = record.shortest_title
    found: dict[str, Any] = {
        "id": key,
        "type": "manuscript",
        "citation-key": key,
        "title": record.title or record.original_title,
        "title-short": shortest if shortest != record.title else None,
        "genre": record.kind,
        "number": record.number,
        "medium": record.form,
        "language": language_of(record),
        **_names(record),
        "issued": _issued(record),
        "event-place": record.place,
        **_holdings(record.holdings),
        "call-number": reference(record),
    }
    if publication is not None:
        host = publication.host or publication.publisher
        found |= {
            "publisher": host,
            "source": host,
            "URL": publication.url,
            "available-date": _date(publication.uploaded),
            "accessed": _date(publication.accessed),
        }
    found |= {
        "keyword": ", ".join(record.subjects),
        "abstract": record.summary,
        "note": "\n".join([*lines(record, found), *_note(record.notes)]),
    }
    own = type_of(record, "csl")
    if own is not None and row_of("csl", own[0], "type") is not None:
        found["type"] = own[0]
    present = [name for name, value in found.items() if value]
    found |= {extra.name: extra.value for extra in extras(record, "csl", present)}
    custom: dict[str, Any] = {"edtf": record.date.edtf} if record.date is not None else {}
    found["custom"] = {**custom, "record": plain(record)}
    return {name: value for name, value in found.items() if value}


# --------------------------------------------------------------------------- where it lies


def _holdings(holdings: Sequence[Locator]) -> dict[str, str]:
    places = list(dict.fromkeys(place for h in holdings if (place := archive_city(h))))
    shown, _ = within(holdings)
    return {
        "archive": "; ".join(archive_names(holdings)),
        "archive-place": "; ".join(places),
        "archive_location": "; ".join(text for text in shown if text),
    }


# --------------------------------------------------------------------------- names

#: The role of a creator, or of somebody credited, as a CSL name variable.
_VARIABLES = {
    "translated": "translator",
    "translator": "translator",
    "edited": "editor",
    "editor": "editor",
    "compiled": "compiler",
    "compiler": "compiler",
    "interviewer": "interviewer",
}


def _names(record: Record) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {
        variable: []
        for variable in ("author", "recipient", *dict.fromkeys(_VARIABLES.values()), "contributor")
    }
    authors = author_places(record)
    for place, agent in enumerate(record.creators):
        role = agent.role or ""
        variable = "author" if place in authors else _VARIABLES.get(role, "contributor")
        if variable == "author" and not certain(agent):
            _add_name(found[variable], {"literal": natural(agent)})
        else:
            _add(found[variable], agent_parts(agent), agent.name)
    for agent in record.recipients:
        _add(found["recipient"], agent_parts(agent), agent.name)
    for credit in record.credits:
        variable = _VARIABLES.get(credit.role.casefold(), "contributor")
        for name in credit.by:
            _add(found[variable], person(name), name)
    named = [name for variable in _VARIABLES.values() for name in found[variable]]
    # "trans. X, with X" says one thing twice
    found["contributor"] = [name for name in found["contributor"] if name not in named]
    return found


def _add(names: list[dict[str, Any]], parts: NameParts | None, whole: str) -> None:
    _add_name(names, _name(parts, whole) if parts is not None else {"literal": whole})


def _add_name(names: list[dict[str, Any]], name: dict[str, Any]) -> None:
    if name not in names:
        names.append(name)


def _name(parts: NameParts, whole: str) -> dict[str, Any]:
    """Return a person's name.

    A name that stands family name first has its whole form too: pandoc knows ``static-ordering``
    only from that, and would print "Il Sung Kim".
    """
    particle = "dropping-particle" if parts.particle in _DROPPING else "non-dropping-particle"
    found: dict[str, Any] = {
        "family": parts.family,
        "given": parts.given,
        particle: parts.particle,
        "suffix": parts.suffix,
    }
    found = {name: value for name, value in found.items() if value}
    if parts.family_first:
        found |= {"static-ordering": True, "literal": whole}
    return found


#: Particles that a German bibliography leaves out of the order.
_DROPPING = frozenset({"von", "zu", "zur", "von der", "von und zu"})


# --------------------------------------------------------------------------- dates


def _issued(record: Record) -> dict[str, Any] | None:
    date, text = record.date, record.date_text
    if date is None:
        if text is None or text.strip().casefold() in _undated():
            return None  # the style says "n.d."
        return {"literal": text}
    if text is not None:
        shown = _bare(format_shown_date(date, text, "dmy"))
        if _SAYS_MORE.search(shown) or _parts(date) is None:
            return {"literal": shown}
    return _date(date)


#: What date-parts cannot say: part of a month, a doubtful digit, a year of two styles.
_SAYS_MORE = re.compile(r"^(?:early |late |mid-)|\d\[|\d/\d")


@cache
def _undated() -> frozenset[str]:
    words = tomllib.loads(data("records", "dates.toml").read_text(encoding="utf-8"))["words"]
    return frozenset(words["undated"])


def _date(date: Date | None) -> dict[str, Any] | None:
    """Return a date as date-parts, or as a literal where CSL cannot say it better."""
    if date is None:
        return None
    parts = _parts(date)
    if parts is None:
        return {"literal": _bare(format_date(date, "dmy"))}
    found: dict[str, Any] = {"date-parts": parts}
    if len(parts[0]) == 2 and parts[0][1] > 12:
        year, season = parts[0]
        found = {"date-parts": [[year]], "season": (season - 21) % 4 + 1}
    if date.uncertain or date.approximate or "S" in date.edtf:
        found["circa"] = True
    return found


def _parts(date: Date) -> list[list[int]] | None:
    """Return the one date, or the two ends of a range, as numbers; a season has month 21 to 32.

    ``None`` for all that CSL has no place for: alternatives, open ends, ranges of seasons.
    """
    whole_range = date.form == "all of" and ".." in date.edtf and "," not in date.edtf
    if date.form not in ("date", "interval") and not whole_range:
        return None
    numbers = [_numbers(part) for part in date.parts if part is not None]
    found = [each for each in numbers if each is not None]
    if len(found) < len(date.parts):
        return None
    if len(found) == 2 and any(len(each) == 2 and each[1] > 12 for each in found):
        return None
    return found


def _numbers(part: DatePart) -> list[int] | None:
    """Return year, month and day as far as they are known and CSL has a place for them."""
    if part.text.startswith("Y"):
        return None
    year, month, day = part.year, part.month, part.day
    if year is None or not 1 <= year <= 9999:
        return None
    if part.month_text in (None, "XX"):
        return [year] if part.day_text in (None, "XX") else None
    if month is None or not (1 <= month <= 12 or 21 <= month <= 32):
        return None
    if part.day_text in (None, "XX"):
        return [year, month]
    return [year, month, day] if day is not None and 1 <= day <= 31 and month <= 12 else None


def _bare(text: str) -> str:
    """Return a date without the square brackets around the whole of it."""
    if text.startswith("[") and text.find("]") == len(text) - 1:
        return text[1:-1]
    return text


# --------------------------------------------------------------------------- notes

#: A line that citeproc-js and Zotero would read as a field (``Type: letter``).
_FIELD_LINE = re.compile(r"(?m)^[ \t]*[\w -]{1,40}:|\{:")


def _note(notes: str | None) -> list[str]:
    return [] if notes is None or _FIELD_LINE.search(notes) else [notes]
