"""GOST R 7.0.5-2008: the references of Russian scholarship, section 11 (archival documents).

11.3 and 11.4: the document, then after `` // `` where it lies, in units between full stops;
11.8: a document without a title has one in square brackets; section 6: a repeated reference has
the search data alone, or «Там же» ("Ibid." where they are in Latin letters) directly after
another one, with the first unit that changes and all after it; 9.2: references in one note stand
between semicolons with a space on both sides.

The title is the original one where it is in Cyrillic letters, else the title as it stands: no
title and no name is translated or transliterated. An author is the heading where their name is in
the letters of the title and the title does not name them. Dates and search data are Russian, also
with an English title.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import attrs

from provenance.archives import present_id
from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, same_unit
from provenance.model.names import Agent
from provenance.model.text import fold
from provenance.writing.draft import Draft, closed
from provenance.writing.elements import (
    ArchiveNames,
    authors,
    capital,
    cited_holdings,
    genre,
    introduced,
    pointed_holdings,
    unnamed_authors,
)
from provenance.writing.local import numeric_date, record_date, words
from provenance.writing.locator import format_locator, full_native_name
from provenance.writing.markup import TEXT, Markup, tie_initials, tie_locator
from provenance.writing.person import inverted
from provenance.writing.printing import has_cyrillic
from provenance.writing.series import Cited, Series
from provenance.writing.style import Style

__all__ = [
    "GOST",
    "STYLES",
    "Standard",
    "describe",
    "draft_primary",
    "draft_repeated",
    "series",
    "write",
]


@attrs.frozen
class Standard:
    """What one of the two standards has of its own.

    ``language`` is that of its words; ``before_place`` stands between the document and where it
    lies; ``joint`` between references in one note; ``name_first`` tells whether an archive's name
    goes before its abbreviation.
    """

    language: str
    before_place: str
    joint: str
    name_first: bool


GOST = Standard("ru", " // ", " ; ", name_first=True)


def draft_primary(
    record: Record,
    *,
    leaves: Leaves | str | None,
    archive_names: ArchiveNames,
    markup: Markup,
    standard: Standard = GOST,
) -> Draft:
    """Return the first reference to a document, before its stop."""
    holdings = cited_holdings(record, leaves)
    places = []
    for holding, full in zip(holdings, introduced(holdings, archive_names), strict=True):
        name = None
        if full and holding.archive is not None:
            name = full_native_name(holding.archive, name_first=standard.name_first)
        places.append(format_locator(holding, "native", archive_name=name))
    return _with_place(record, "; ".join(places), standard, markup)


def draft_repeated(
    record: Record,
    *,
    leaves: Leaves | str | None,
    archive_names: ArchiveNames,
    markup: Markup,
    standard: Standard = GOST,
) -> Draft:
    """Return a later reference: where the document lies; of one that lies nowhere, the document."""
    holdings = pointed_holdings(record, leaves)
    if not holdings:
        return _description(record, standard, markup), None, ""
    text = "; ".join([format_locator(holding, "native") for holding in holdings])
    return (tie_locator(text) if markup.ties else text), None, ""


def describe(record: Record, standard: Standard = GOST) -> str:
    """Return the description of a document without where it lies: heading, title, date."""
    return _description(record, standard, TEXT)


def write(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: ArchiveNames = "short",
    markup: Markup = TEXT,
    standard: Standard = GOST,
    repeated: bool = False,
) -> str:
    """Return a reference, primary or ``repeated``.

    Raises :class:`RecordError` for leaves that cannot be read or have no holding to lie in.
    """
    draft = draft_repeated if repeated else draft_primary
    return closed(
        draft(record, leaves=leaves, archive_names=archive_names, markup=markup, standard=standard),
        markup,
    )


# ------------------------------------------------------------------------------ the document


def _with_place(record: Record, place: str, standard: Standard, markup: Markup) -> Draft:
    text = _description(record, standard, markup)
    if place:
        stop = text.endswith(".") and standard.before_place.startswith(".")
        text += standard.before_place[1:] if stop else standard.before_place
        text += tie_locator(place) if markup.ties else place
    publication = record.publication
    if publication is None or publication.url is None:
        return text, None, ""
    after = ""
    if publication.accessed is not None:
        day = numeric_date(publication.accessed)
        after = words(standard.language)["accessed"].format(date=day)
    return f"{text}{'' if text.endswith('.') else '.'} URL: ", publication.url, after


def _description(record: Record, standard: Standard, markup: Markup) -> str:
    """Return heading, title and date: ``Пузанов А. М. Дневник, 1957 г.`` (4.9, 11.3)."""
    title = record.title or record.original_title
    if record.original_title is not None and has_cyrillic(record.original_title):
        title = record.original_title
    if title is not None:
        by = unnamed_authors(record, title)
        by = [agent for agent in by if has_cyrillic(agent.name) == has_cyrillic(title)]
    else:
        by = authors(record)
        title = f"[{_genre(record, by, standard)}]"
    heading = _heading(by, standard)
    if heading:
        title = f"{tie_initials(heading) if markup.ties else heading} {title}"
    date = record_date(record, standard.language)
    return title if date in title else f"{title}, {date}"


def _genre(record: Record, by: Sequence[Agent], standard: Standard) -> str:
    """Return what a document without a title is, in the letters of its authors' names."""
    kind = genre(record, first=True)
    if not all(has_cyrillic(agent.name) for agent in by):
        return kind
    known = words(standard.language)["genres"].get(kind.casefold())
    return str(known) if known is not None else capital(kind)


def _heading(by: Sequence[Agent], standard: Standard) -> str:
    """Return up to three authors, the family name first, without commas (4.9, 7.3)."""
    if not by:
        return ""
    shown = [inverted(agent).replace(f"{agent.family},", f"{agent.family}", 1) for agent in by[:3]]
    text = ", ".join(shown)
    if len(by) > 3:
        text = f"{shown[0]} {words(standard.language)['et_al']}"
    return text if text.endswith(".") else f"{text}."


# --------------------------------------------------------------------------------- Там же


def again(
    now: Cited, last: Cited, repeat: str, markup: Markup, standard: Standard = GOST
) -> Draft | None:
    """Return a reference that begins with «Там же», where the one before is in the same archive.

    A document's first reference keeps its description: ``Письмо, 5 мая 1958 г. // Там же. Л. 5``.
    """
    if repeat != "ibid":
        return None
    place = _changed(now, last, standard)
    if place is None:
        return None
    if now.first:
        return _with_place(now.record, place, standard, markup)
    return (tie_locator(place) if markup.ties else place), None, ""


def _word(holding: Locator, standard: Standard) -> str:
    """Return «Там же», or "Ibid." where the search data are in Latin letters."""
    cyrillic = has_cyrillic(format_locator(holding, "native"))
    return str(words(standard.language)["ibid"]) if cyrillic else "Ibid."


def _changed(now: Cited, last: Cited, standard: Standard) -> str | None:
    """Return «Там же» with the first unit that changes and all after it."""
    if len(now.holdings) != 1 or len(last.holdings) != 1:
        return None
    mine, theirs = now.holdings[0], last.holdings[0]
    if not _same_archive(mine, theirs):
        return None
    word = _word(mine, standard)
    units = mine.units
    same = 0
    if same_unit(mine, theirs):
        if mine.leaves == theirs.leaves:
            return word
        # leaves that are not given don't mean those given before: the last unit is named
        same = len(units) if mine.leaves is not None else len(units) - 1
    else:
        for unit, other in zip(units[:-1], theirs.units, strict=False):
            if unit.kind != other.kind or fold(unit.value) != fold(other.value):
                break
            same += 1
    rest = units[same:]
    if rest and mine.holder is not None and mine.holder.notation:
        rest = units  # units that are written as one go together
    changed = format_locator(attrs.evolve(mine, units=rest), "native", archive_name="")
    if not (rest and changed.startswith(rest[0].value)):  # a label begins after the stop
        changed = capital(changed)
    return f"{word}{'' if word.endswith('.') else '.'} {changed}"


def _same_archive(mine: Locator, theirs: Locator) -> bool:
    if mine.archive is not None and theirs.archive is not None:
        return present_id(mine.archive) == present_id(theirs.archive)
    if mine.archive is not None or theirs.archive is not None:
        return False
    return mine.archive_text is not None and fold(mine.archive_text) == fold(
        theirs.archive_text or ""
    )


def series(standard: Standard) -> Series:
    """Return how references follow one another by a standard."""
    return Series(
        full=partial(draft_primary, standard=standard),
        short=partial(draft_repeated, standard=standard),
        again=partial(again, standard=standard),
        repeats=("ibid", "short"),
        joint=standard.joint,
    )


STYLES = (
    Style(
        "gost",
        "GOST R 7.0.5–2008, first reference",
        "GOST R 7.0.5-2008, section 11",
        write,
        series(GOST),
    ),
    Style(
        "gost-repeated",
        "GOST R 7.0.5–2008, later reference",
        "GOST R 7.0.5-2008, sections 6 and 11",
        partial(write, repeated=True),
    ),
)
