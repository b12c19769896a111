"""The National Archives of the UK, "Citing records": the catalogue reference, then the document.

    The National Archives of the UK (TNA): FO 371/127265, Seoul to Foreign Office, 23 December
    1957, fols 26–29.
    TNA, FO 371/127265, fol. 27.

Between the name of an archive that is introduced and its reference stands a colon.
"""

from __future__ import annotations

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator
from provenance.writing.draft import Draft
from provenance.writing.elements import ArchiveNames, cited_holdings, introduced
from provenance.writing.english import credited_to, described, leaves_text, series, tied, writer
from provenance.writing.locator import format_units
from provenance.writing.markup import Markup
from provenance.writing.style import Style

__all__ = ["STYLES"]


def _draft(
    record: Record, *, leaves: Leaves | str | None, archive_names: ArchiveNames, markup: Markup
) -> Draft:
    holdings = cited_holdings(record, leaves)
    elements = described(record, markup, first=not holdings)
    named = zip(holdings, introduced(holdings, archive_names), strict=True)
    if len(holdings) == 1:  # the leaves come last: they are the document's
        elements[:0] = [tied(_units(holding, full), markup) for holding, full in named]
        if at := leaves_text(holdings[0]):
            elements.append(tied(at, markup))
    elif holdings:
        places = [
            ", ".join(filter(None, (_units(holding, full), leaves_text(holding))))
            for holding, full in named
        ]
        elements.insert(0, tied("; ".join(places), markup))
    elements += credited_to(record, markup)
    publication = record.publication
    if publication is None:
        return ", ".join(elements), None, ""
    host = publication.host or publication.publisher
    if host is not None:
        elements.append(host)
    text = ", ".join(elements)
    return (f"{text}, ", publication.url, "") if publication.url is not None else (text, None, "")


def _units(holding: Locator, full: bool) -> str:
    """Return archive and units: ``TNA, FO 371/127265``."""
    holder = holding.holder
    units = format_units(holding)
    name = holding.archive_text or ""
    if holder is not None:
        name = holder.full_name.removesuffix(f", {holder.place}") if full else holder.printed
    if not name or not units:
        return name or units
    return f"{name}: {units}" if full else f"{name}, {units}"


STYLES = (
    Style(
        "tna",
        "The National Archives of the UK, full note",
        "The National Archives (UK), Citing records",
        writer(_draft),
        series(_draft),
    ),
    Style(
        "tna-short",
        "The National Archives of the UK, later note",
        "The National Archives (UK), Citing records",
        writer(),
    ),
)
