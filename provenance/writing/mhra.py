"""MHRA Style Guide, 3rd edition: manuscripts, from the repository's place to the leaf.

    Moscow, Archive of Foreign Policy of the Russian Federation (AVPRF), f. 0102, op. 14, d. 6,
    ll. 26–29, A. M. Puzanov, ‘Journal’, 23 December 1957.
    AVPRF, f. 0102, op. 14, d. 6, l. 27.

Titles stand in single quotation marks, commas outside them; an address in angle brackets, the
day of reading in square ones. ``fols`` has no stop.
"""

from __future__ import annotations

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.writing.date import format_date
from provenance.writing.draft import Draft
from provenance.writing.elements import ArchiveNames, cited_holdings, introduced
from provenance.writing.english import credited_to, described, reference, series, tied, writer
from provenance.writing.markup import Markup
from provenance.writing.style import Style
from provenance.writing.title import single_quoted

__all__ = ["STYLES"]


def _draft(
    record: Record, *, leaves: Leaves | str | None, archive_names: ArchiveNames, markup: Markup
) -> Draft:
    holdings = cited_holdings(record, leaves)
    places = []
    for holding, full in zip(holdings, introduced(holdings, archive_names), strict=True):
        text, holder = reference(holding), holding.holder
        if holder is not None:
            short = holder.printed
            if full and text.startswith(short):
                text = holder.full_name.removesuffix(f", {holder.place}") + text[len(short) :]
            known = not full and not isinstance(archive_names, str)  # a note before has the place
            if holder.place and not known and holder.place not in text:
                text = f"{holder.place}, {text}"
        places.append(text)
    elements = [tied("; ".join(places), markup)] if places else []
    elements += described(record, markup, single_quoted, first=not places)
    elements += credited_to(record, markup)
    publication = record.publication
    if publication is None:
        return ", ".join(elements), None, ""
    host = publication.host or publication.publisher
    if host is not None:
        elements.append(host)
    text = ", ".join(elements)
    if publication.url is None:
        return text, None, ""
    after = ">"
    if publication.accessed is not None:
        after += f" [accessed {format_date(publication.accessed, 'dmy')}]"
    return f"{text} <", publication.url, after


STYLES = (
    Style(
        "mhra",
        "MHRA, full note (3rd edition)",
        "MHRA Style Guide, 3rd edition, manuscripts",
        writer(_draft),
        series(_draft, single_quoted),
    ),
    Style(
        "mhra-short",
        "MHRA, later note (3rd edition)",
        "MHRA Style Guide, 3rd edition, manuscripts",
        writer(title=single_quoted),
    ),
)
