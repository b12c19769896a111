"""The form of the US National Archives (General Information Leaflet 17): from item to repository.

    Memorandum of conversation, 23 December 1957; 795B.11/12-2357; Central Decimal Files, 1955–59;
    General Records of the Department of State, Record Group 59; National Archives and Records
    Administration (NARA).
    NARA, RG 59, Central Decimal Files, 1955–59, 795B.11/12-2357, box 3140.

Units stand between semicolons, the smallest first, a box after the file in it; the title of a
record group or fond is there where the authority knows it. The repository is in full, in notes
that follow one another where it is first mentioned.
"""

from __future__ import annotations

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, Unit
from provenance.notation import notation
from provenance.units import unit_kind
from provenance.writing.collection import fond_title
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
    elements = described(record, markup)
    in_full = introduced(holdings, "full" if isinstance(archive_names, str) else archive_names)
    places = [_levels(holding, full) for holding, full in zip(holdings, in_full, strict=True)]
    if len(holdings) == 1 and (at := leaves_text(holdings[0])):
        elements.append(tied(at, markup))
    text = ", ".join(elements)
    for holding, place in zip(holdings, places, strict=True):
        if len(holdings) > 1 and (at := leaves_text(holding)):
            text += f"; {tied(at, markup)}"
        text += f"; {tied(place, markup)}" if place else ""
    text = "; ".join([text, *credited_to(record, markup)])
    publication = record.publication
    if publication is None:
        return text, None, ""
    host = publication.host or publication.publisher
    if host is not None:
        text += f"; {host}"
    return (f"{text}, ", publication.url, "") if publication.url is not None else (text, None, "")


def _levels(holding: Locator, full: bool) -> str:
    """Return the units from the smallest to the largest, then the archive."""
    holder = holding.holder
    groups: list[tuple[Unit, ...]] = [(unit,) for unit in holding.units]
    if holder is not None and holder.notation:
        fields = notation(holder.notation).fields
        kinds = {field.kind for field in fields}
        together = tuple(unit for unit in holding.units if unit.kind in kinds)
        if together and any(field.before.strip(" ,") for field in fields):  # DY 30/3640
            groups = [together, *((unit,) for unit in holding.units if unit.kind not in kinds)]
    if len(groups) > 2 and _lies_in(groups[-2][-1], groups[-1][0]):
        groups[-2:] = groups[:-3:-1]  # the file, then the box that it lies in
    levels = []
    for index, group in enumerate(groups):
        part = Locator(holding.archive, group, archive_text=holding.archive_text)
        text = format_units(part, "long")
        if text[:1] == "“" and text[-1:] == "”" and ";" not in text:
            text = text[1:-1]  # commas don't part units here
        if index == 0 and len(group) == 1:
            title = fond_title(holding)
            label, value, _ = text.rpartition(group[0].value)
            if value:  # the label of the largest unit is a name: Record Group 59
                text = label.title() + text[len(label) :]
            text = f"{title}, {text}" if title else text
        levels.append(text)
    name = holding.archive_text
    if holder is not None:
        name = holder.full_name if full else holder.printed
    return "; ".join([*reversed(levels), *([name] if name else [])])


def _lies_in(file: Unit, box: Unit) -> bool:
    """Whether a unit that follows a file's is the box it lies in (795B.11/12-2357, box 3140)."""
    container, inside = unit_kind(box.kind), unit_kind(file.kind)
    if container is None or inside is None:
        return False
    return container.kind == "container" and container.level < inside.level


STYLES = (
    Style(
        "nara",
        "US National Archives, full note",
        "NARA, General Information Leaflet 17",
        writer(_draft),
        series(_draft),
    ),
    Style(
        "nara-short",
        "US National Archives, later note",
        "NARA, General Information Leaflet 17",
        writer(),
    ),
)
