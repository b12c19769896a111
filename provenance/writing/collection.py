"""Chicago's bibliography by collection: one entry for a fond, its items cited in notes only.

Chicago Manual of Style 17, 14.222 and 18, 14.121: manuscript collections are listed under the
collection or its repository; Turabian's guide does so always.

    Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow. Fond 0102.
"""

from __future__ import annotations

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator
from provenance.model.text import fold
from provenance.writing.chicago import bibliography
from provenance.writing.draft import stopped
from provenance.writing.elements import ArchiveNames, capital
from provenance.writing.locator import format_units
from provenance.writing.markup import TEXT, Markup, tie_locator
from provenance.writing.pinpoint import pinpoint
from provenance.writing.style import Style

__all__ = ["STYLES", "collection", "fond_title", "top_unit"]


def fond_title(holding: Locator) -> str:
    """Return the title of the holding's largest unit, where the authority knows it."""
    if holding.holder is None or not holding.units:
        return ""
    number = fold(holding.units[0].value)
    found = (fond.title for fond in holding.holder.fonds if fold(fond.number) == number)
    return next(found, "")


def top_unit(holding: Locator) -> str:
    """Return the largest unit with its label: ``Fond 0102``, ``Record Group 59``, ``FO 371``."""
    if not holding.units:
        return ""
    unit = holding.units[0]
    top = Locator(holding.archive, (unit,), archive_text=holding.archive_text)
    text = format_units(top, "long")
    label, value, rest = text.rpartition(unit.value)
    return capital(text) if not value else label.title() + value + rest


def collection(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: ArchiveNames = "full",
    markup: Markup = TEXT,
) -> str:
    """Return the entry of the fond that the document lies in; of each, where it lies in several.

    Of one that lies nowhere it is the document's own entry. The archive is always named in full,
    as an entry begins with it. Leaves are no part of it.
    """
    if leaves is not None:
        pinpoint(record, leaves)  # read, so that what cannot be read is an error here too
    if not record.holdings:
        return bibliography(record, leaves=leaves, markup=markup)
    entries: dict[str, None] = {}
    for holding in record.holdings:
        name = holding.holder.full_name if holding.holder is not None else holding.archive_text
        unit = top_unit(holding)
        title = fond_title(holding)
        parts = [name, f"{unit}, {title}" if title else unit]
        text = " ".join([stopped(part) for part in parts if part])
        entries[tie_locator(text) if markup.ties else text] = None
    return markup.write(" ".join(entries))


STYLES = (
    Style(
        "chicago-collection",
        "Chicago, bibliography entry of the collection",
        "Chicago Manual of Style, 17th edition, 14.222; 18th edition, chapter 14",
        collection,
        once=True,
    ),
)
