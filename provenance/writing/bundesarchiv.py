"""German notes on archival documents, with the references of the Bundesarchiv ("Zitierweisen").

    Titel, 23.12.1957, in: BArch, DY 30/3640, Bl. 26–29.
    Ebd., Bl. 27.

An archive goes by its siglum (``BArch``), from the first note on; what the sigla mean is for the
list of abbreviations. The title is the original one where the document is in German, else the
title as it stands.
"""

from __future__ import annotations

from functools import partial

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.writing.draft import Draft, closed
from provenance.writing.elements import (
    ArchiveNames,
    authors,
    cited_holdings,
    genre,
    introduced,
    pointed_holdings,
    unnamed_authors,
)
from provenance.writing.local import local_date, record_date, words
from provenance.writing.locator import format_leaves, format_locator
from provenance.writing.markup import TEXT, Markup, tie_initials, tie_locator
from provenance.writing.person import natural
from provenance.writing.series import Cited, Series
from provenance.writing.style import Style

__all__ = ["STYLES", "write"]


def _draft_full(
    record: Record, *, leaves: Leaves | str | None, archive_names: ArchiveNames, markup: Markup
) -> Draft:
    text = _description(record, markup)
    holdings = cited_holdings(record, leaves)
    places = []
    for holding, full in zip(holdings, introduced(holdings, archive_names), strict=True):
        holder = holding.holder
        name = holder.full_name if full and holder is not None else None
        places.append(format_locator(holding, archive_name=name))
    if places:
        place = "; ".join(places)
        text += f", in: {tie_locator(place) if markup.ties else place}"
    publication = record.publication
    if publication is None or publication.url is None:
        return text, None, ""
    after = ""
    if publication.accessed is not None:
        day = local_date(publication.accessed, "de")
        after = words("de")["accessed"].format(date=day)
    return f"{text}, ", publication.url, after


def _description(record: Record, markup: Markup) -> str:
    """Return authors whom the title does not name, title, date."""
    title = record.title or record.original_title
    if record.original_title is not None and (record.language or "").partition("-")[0] == "de":
        title = record.original_title
    by = unnamed_authors(record, title) if title is not None else authors(record)
    if title is None:
        kind = genre(record, first=True)
        title = words("de")["genres"].get(kind.casefold(), kind)
    names = [natural(agent) for agent in by[:3]]
    if len(by) > 3:
        names = [f"{names[0]} {words('de')['et_al']}"]
    if markup.ties:
        names = [tie_initials(name) for name in names]
    return f"{'/'.join(names)}{', ' if names else ''}{title}, {record_date(record, 'de')}"


def _draft_short(
    record: Record, *, leaves: Leaves | str | None, archive_names: ArchiveNames, markup: Markup
) -> Draft:
    holdings = pointed_holdings(record, leaves)
    if not holdings:
        return _description(record, markup), None, ""
    text = "; ".join([format_locator(holding) for holding in holdings])
    return (tie_locator(text) if markup.ties else text), None, ""


def _again(now: Cited, last: Cited, repeat: str, markup: Markup) -> Draft | None:
    """Return ``Ebd.`` where the note before cites the same document, in one file."""
    if repeat != "ibid" or now.record is not last.record or not now.same_file(last):
        return None
    word = words("de")["ibid"]
    holding = now.holdings[0]
    if holding == last.holdings[0]:
        return word, None, ""
    if holding.leaves is None:
        return None
    leaves = format_leaves(holding.leaves, holding)
    return f"{word}, {tie_locator(leaves) if markup.ties else leaves}", None, ""


def write(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: ArchiveNames = "short",
    markup: Markup = TEXT,
    repeated: bool = False,
) -> str:
    """Return a note: the document and where it lies, or only the latter where ``repeated``.

    Raises :class:`RecordError` for leaves that cannot be read or have no holding to lie in.
    """
    draft = _draft_short if repeated else _draft_full
    return closed(draft(record, leaves=leaves, archive_names=archive_names, markup=markup), markup)


STYLES = (
    Style(
        "bundesarchiv",
        "German, Bundesarchiv, full note",
        "Bundesarchiv, Zitierweisen; German editions of documents",
        write,
        Series(_draft_full, _draft_short, _again, ("ibid", "short"), introduces=False),
    ),
    Style(
        "bundesarchiv-short",
        "German, Bundesarchiv, short note",
        "Bundesarchiv, Zitierweisen",
        partial(write, repeated=True),
    ),
)
