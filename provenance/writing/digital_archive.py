"""The citation that the Wilson Center Digital Archive recommends on its pages.

    “Title,” December 23, 1957, History and Public Policy Program Digital Archive, AVPRF F. 0102,
    Op. 14, Delo 6, Listy 26-29. Translated for NKIDP by Gary Goldberg. https://…

The host goes by the name that the record has for it, and the archive's reference is as the host
writes it, unless leaves are given. No stop follows the address.
"""

from __future__ import annotations

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.writing.chicago_parts import in_quotation
from provenance.writing.draft import stopped
from provenance.writing.elements import (
    ArchiveNames,
    capital,
    cited_holdings,
    genre,
    introduced,
    printed_date,
    who,
)
from provenance.writing.locator import format_locator
from provenance.writing.markup import TEXT, Markup, tie_initials
from provenance.writing.style import Style
from provenance.writing.title import quoted

__all__ = ["STYLES", "write"]


def write(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: ArchiveNames = "short",
    markup: Markup = TEXT,
) -> str:
    """Return title, date, host, source, credits, address.

    Raises :class:`RecordError` for leaves that cannot be read or have no holding to lie in.
    """
    title = record.title or record.original_title
    opening = quoted(title, ",") + " " if title is not None else genre(record, first=True) + ", "
    elements = [printed_date(record)]
    publication = record.publication
    host = (publication.host or publication.publisher) if publication is not None else None
    if host is not None:
        elements.append(host)
    holdings = cited_holdings(record, leaves)
    places = []
    for own, holding, full in zip(
        record.holdings, holdings, introduced(holdings, archive_names), strict=True
    ):
        if holding is own and own.text is not None and not full:
            places.append(own.text.rstrip(". "))
            continue
        name = holding.holder.full_name if full and holding.holder is not None else None
        places.append(format_locator(holding, archive_name=name))
    if places:
        elements.append("; ".join(places))
    text = opening + stopped(in_quotation(", ".join(elements)))
    for credit in record.credits:
        words = [capital(credit.role)]
        words += [f"for {credit.project}"] if credit.project is not None else []
        if credit.by:
            people = who(credit.by)
            words.append(f"by {tie_initials(people) if markup.ties else people}")
        text += " " + stopped(" ".join(words))
    if publication is None or publication.url is None:
        return markup.write(text)
    return markup.write(text + " ", publication.url)


STYLES = (
    Style(
        "digital-archive",
        "Wilson Center Digital Archive, recommended citation",
        "The citations on the pages of the Wilson Center Digital Archive",
        write,
    ),
)
