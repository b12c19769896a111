"""What a citation prints and CSL has no variable for, as lines ``variable: value`` of the note.

The styles in ``styles/`` read them; citeproc-js, Zotero (its "extra") and pandoc take such lines
for variables. Each stands in a variable that styles don't print of a manuscript, and is there only
where it says more than the item's own variables do:

    division                the reference with its units spelled out: AVPRF, fond 0102, opis 14
    chapter-number          the reference in the archive's own letters: АВП РФ. Ф. 0102. Оп. 14
    container-title-short   the reference of the file, without the leaves
    citation-label          the same in the archive's own letters
    authority               the project a translation was made for
    annote                  the description of the document by GOST R 7.0.5
    script-writer           the authors that a full note names, where the title names the others
    original-author         the authors that the title names, where a full note names none
    collection-editor       the authors as a short note names them
    ISBN                    two authors as a bibliography lists them, where the first is no person
                            whose name is turned around: engines would set a comma after it
    PMCID                   the date in English, with what numbers don't say: [1957?]
    PMID, ISSN              the year of it, and the rest, for author-date styles

``jurisdiction`` and ``license`` are no such variables: by the first citeproc-js takes the item's
language for another one, the second is read as the record's rights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.names import Agent
from provenance.writing.author_date import year_and_rest
from provenance.writing.chicago_parts import EIGHTEENTH, bibliography_names, holdings_text
from provenance.writing.date import UNDATED, format_date
from provenance.writing.elements import (
    authors,
    capital,
    contributions,
    printed_date,
    unnamed_authors,
)
from provenance.writing.gost import GOST, describe
from provenance.writing.local import record_date
from provenance.writing.locator import format_locator
from provenance.writing.markup import TEXT
from provenance.writing.names import agent_parts
from provenance.writing.person import inverted, natural, short
from provenance.writing.printing import has_cyrillic

__all__ = ["certain", "lines", "reference"]


def reference(record: Record, form: str = "short") -> str:
    """Return where the document lies, with its archives; ``""`` for one that lies nowhere."""
    return holdings_text(record, form, None, "short", TEXT) if record.holdings else ""


def lines(record: Record, item: Mapping[str, Any]) -> list[str]:
    """Return the lines of ``record``, whose other variables are in ``item``."""
    return [
        f"{name}: {text}"
        for name, value in _fields(record, item)
        if (text := " ".join(value.split())) and "{:" not in text
    ]


def _fields(record: Record, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if record.holdings:
        yield from _references(record)
    if project := _project(record):
        yield "authority", project
    by = authors(record)
    shown = unnamed_authors(record, record.title or record.original_title)
    if len(shown) < len(by):
        if shown:
            yield from (("script-writer", natural(agent)) for agent in shown)
        else:
            yield from (("original-author", natural(agent)) for agent in by)
    if any(short(agent) != _short(agent) for agent in by):
        yield from (("collection-editor", short(agent)) for agent in by)
    if len(by) == 2 and natural(by[0]) == inverted(by[0]):
        yield "ISBN", bibliography_names(by, EIGHTEENTH, TEXT)
    yield from _dates(record, item.get("issued"))
    description = describe(record)
    if description != _plain_description(record, shown, item):
        yield "annote", description


# --------------------------------------------------------------------------- where it lies


def _references(record: Record) -> Iterator[tuple[str, str]]:
    cited, full = reference(record), reference(record, "long")
    native = "; ".join(format_locator(holding, "native") for holding in record.holdings)
    if full != cited:
        yield "division", full
    if has_cyrillic(native):
        yield "chapter-number", native
    if len(record.holdings) == 1 and record.holdings[0].leaves is not None:
        file = attrs.evolve(record.holdings[0], leaves=None)
        if text := format_locator(file):
            yield "container-title-short", text
        if has_cyrillic(text := format_locator(file, "native")):
            yield "citation-label", text


def _project(record: Record) -> str | None:
    """Return the project of the one credit; beside several it could be taken for another's."""
    groups = contributions(record.credits, {"translated", "edited", "compiled"})
    if len(groups) != 1:
        return None
    (_, project), roles = groups[0]
    return project if roles == ["translated"] else None


# --------------------------------------------------------------------------- authors


def certain(agent: Agent) -> bool:
    """Whether the parts of an author's name give the name as it is, in both orders."""
    parts = agent_parts(agent)
    if parts is None or parts.family_first:
        return True
    family = _family(agent)
    whole = f"{parts.given} {family}" if parts.given else family
    turned = f"{family}, {parts.given}" if parts.given else family
    return not parts.suffix and (natural(agent), inverted(agent)) == (whole, turned)


def _by_parts(agent: Agent) -> bool:
    """Whether an author's name is given in parts, and not whole."""
    parts = agent_parts(agent)
    return parts is not None and not parts.family_first and certain(agent)


def _family(agent: Agent) -> str:
    parts = agent_parts(agent)
    assert parts is not None
    return f"{parts.particle} {parts.family}" if parts.particle else parts.family


def _short(agent: Agent) -> str:
    """Return what a style prints as the short form of the name."""
    return _family(agent) if _by_parts(agent) else natural(agent)


# --------------------------------------------------------------------------- dates


def _dates(record: Record, issued: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Yield the date as printed in English, and the two pieces of it that author-date prints."""
    text = printed_date(record)
    if text == _plain_date(issued):
        return
    yield "PMCID", text
    year, rest = year_and_rest(record)
    if year != text:
        yield "PMID", year
    if rest:
        yield "ISSN", rest


def _plain_date(issued: Mapping[str, Any] | None) -> str | None:
    """Return what a style prints of ``issued``, where all engines print it so."""
    if issued is None:
        return UNDATED
    days = issued.get("date-parts", ())
    if len(days) != 1 or issued.keys() != {"date-parts"}:
        return None
    return format_date(Date("-".join([f"{days[0][0]:04}", *(f"{n:02}" for n in days[0][1:])])))


# --------------------------------------------------------------------------- GOST


def _plain_description(
    record: Record, shown: Sequence[Agent], item: Mapping[str, Any]
) -> str | None:
    """Return the description that a style makes of the item's own variables, if it can."""
    title, issued = item.get("title"), item.get("issued")
    if len(shown) > 3 or _plain_date(issued) is None:
        return None
    if title is None:
        if shown:
            return None
        title = f"[{capital(record.kind or 'Документ')}]"
    if issued is not None and len(issued["date-parts"][0]) == 2:
        return None  # a month alone has another case than one after a day
    heading = ""
    if shown:
        if len(shown) < len(authors(record)) or not all(map(_by_parts, shown)):
            return None
        heading = ", ".join(inverted(agent).replace(",", "", 1) for agent in shown)
        heading += " " if heading.endswith(".") else ". "
    return f"{heading}{title}, {record_date(record, GOST.language)}"
