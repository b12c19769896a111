"""What the archive-first styles of Britain and NARA's share: a document in a line, ibid.

In these styles titles stand without quotation marks or in single ones, dates are day-month-year.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator
from provenance.writing.chicago import ibid_of
from provenance.writing.draft import Draft, closed
from provenance.writing.elements import (
    ArchiveNames,
    authors,
    contributions,
    genre,
    pointed_holdings,
    printed_date,
    unnamed_authors,
    who,
)
from provenance.writing.locator import format_leaves, format_locator
from provenance.writing.markup import TEXT, Markup, tie_initials, tie_locator
from provenance.writing.person import list_of, natural
from provenance.writing.series import Cited, Drafter, Series

__all__ = ["credited_to", "described", "leaves_text", "reference", "series", "tied", "writer"]


def tied(text: str, markup: Markup) -> str:
    """Return a locator with no-break spaces where the format has them."""
    return tie_locator(text) if markup.ties else text


def described(
    record: Record, markup: Markup, title: Callable[[str], str] = str, *, first: bool = True
) -> list[str]:
    """Return authors whom the title does not name, title or genre, and date.

    ``first`` tells whether the citation begins with them.
    """
    words = record.title or record.original_title
    by = unnamed_authors(record, words) if words is not None else authors(record)
    names = [natural(agent) for agent in by]
    text = list_of(names) if 0 < len(names) <= 3 else f"{names[0]} and others" if names else ""
    if words is not None:
        what = title(words)
    else:
        what = genre(record, first=not by)
        if not first and record.kind is not None:
            what = genre(record, first=False)
    found = [tie_initials(text) if markup.ties else text, what, printed_date(record, "dmy")]
    return [element for element in found if element]


_ROLES = {"translated": "trans. by", "edited": "ed. by", "compiled": "comp. by"}


def credited_to(record: Record, markup: Markup) -> list[str]:
    """Return who translated, edited or compiled the text: ``trans. by Gary Goldberg``."""
    found = []
    for (names, _), roles in contributions(record.credits, _ROLES):
        if names:
            people = tie_initials(who(names)) if markup.ties else who(names)
            found.append(f"{' and '.join(_ROLES[role] for role in roles)} {people}")
    return found


def leaves_text(holding: Locator) -> str:
    """Return the leaves as British styles print them: no stop after ``fols``; ``""`` for none."""
    if holding.leaves is None:
        return ""
    text = format_leaves(holding.leaves, holding)
    return f"fols {text[6:]}" if text.startswith("fols. ") else text


def reference(holding: Locator) -> str:
    """Return archive, units and leaves, with :func:`leaves_text`."""
    text = format_locator(holding)
    if holding.leaves is None:
        return text
    printed = format_leaves(holding.leaves, holding)
    if text.endswith(printed):
        text = text[: len(text) - len(printed)] + leaves_text(holding)
    return text


def _draft_short(
    record: Record,
    *,
    leaves: Leaves | str | None,
    archive_names: ArchiveNames,
    markup: Markup,
    title: Callable[[str], str] = str,
) -> Draft:
    """Return a later note: the reference alone; of what lies nowhere, the document."""
    holdings = pointed_holdings(record, leaves)
    if not holdings:
        return ", ".join(described(record, markup, title)), None, ""
    return tied("; ".join([reference(holding) for holding in holdings]), markup), None, ""


def _again(now: Cited, last: Cited, repeat: str, markup: Markup) -> Draft | None:
    if repeat != "ibid" or now.record is not last.record:
        return None
    leaves = leaves_text(now.holdings[0]) if now.leaves is not None else ""
    return ibid_of(now, last, "Ibid.", tied(leaves, markup))


def series(full: Drafter, title: Callable[[str], str] = str) -> Series:
    """Return how notes follow one another: the reference alone, or ibid. when asked for.

    ``title`` writes the title of a document that lies nowhere.
    """
    return Series(full, partial(_draft_short, title=title), _again)


def _write(
    record: Record,
    *,
    draft: Drafter,
    leaves: Leaves | str | None = None,
    archive_names: ArchiveNames = "short",
    markup: Markup = TEXT,
) -> str:
    return closed(draft(record, leaves=leaves, archive_names=archive_names, markup=markup), markup)


def writer(draft: Drafter | None = None, *, title: Callable[[str], str] = str) -> partial[str]:
    """Return what writes a citation by its draft, or a later note with titles as ``title`` has."""
    return partial(_write, draft=draft or partial(_draft_short, title=title))
