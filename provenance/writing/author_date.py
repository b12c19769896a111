"""Chicago's author-date system: the entry of the reference list, and the citation in the text.

Chicago Manual of Style 17, 15.54 and 18, chapter 13: author and year first, the rest of the date
after the title; a document without a date has "n.d.", in the text after a comma (17, 15.44).

    Puzanov, A. M. 1957. “Journal.” December 23. Translated by Gary Goldberg. AVPRF, fond 0102.
    (Puzanov 1957, l. 27)

What tells several documents of an author and a year apart (1957a, 1957b) depends on all that a
list has: :mod:`provenance.writing.reference_list` knows it, and gives it to the functions here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.names import Agent
from provenance.writing.chicago_parts import (
    EIGHTEENTH,
    SEVENTEENTH,
    Edition,
    bibliography_names,
    close_entry,
    full_credits,
    holdings_text,
    note_names,
)
from provenance.writing.date import UNDATED
from provenance.writing.draft import stopped
from provenance.writing.elements import ArchiveNames, authors, capital, genre, printed_date
from provenance.writing.locator import format_leaves
from provenance.writing.markup import TEXT, Markup, tie_locator
from provenance.writing.person import short
from provenance.writing.pinpoint import pinpoint
from provenance.writing.style import Style
from provenance.writing.title import quoted, quoted_short

__all__ = ["STYLES", "cited_as", "in_text", "lettered", "reference", "year_and_rest"]


def reference(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: ArchiveNames = "short",
    markup: Markup = TEXT,
    edition: Edition = EIGHTEENTH,
    letter: str = "",
) -> str:
    """Return the entry of the reference list; without an author the title comes first.

    ``letter`` follows the year: ``1957a``, ``n.d.-a``.
    Raises :class:`RecordError` for leaves that cannot be read or have no holding to lie in.
    """
    title = record.title or record.original_title
    by = authors(record)
    year, rest = year_and_rest(record)
    what = quoted(title, ".") if title is not None else stopped(genre(record, first=True))
    parts = [stopped(bibliography_names(by, edition, markup))] if by else [what]
    parts.append(stopped(lettered(year, letter)))
    if by and (title is not None or record.kind is not None):
        parts.append(what)
    if rest:
        parts.append(stopped(rest))
    parts += [stopped(capital(text)) for text in full_credits(record.credits, markup)]
    if record.holdings:
        parts.append(stopped(holdings_text(record, "long", leaves, archive_names, markup)))
    elif leaves is not None:
        pinpoint(record, leaves)
    return close_entry(parts, record.publication, markup, edition)


_DATED = re.compile(r"(?P<rest>[^\d\[\]]+(?: \d\d?(?:–(?:[^\d]+ )?\d\d?)?,)?) (?P<year>\d{3,4})")

_SEASONS = frozenset({"spring", "summer", "autumn", "winter"})


def year_and_rest(record: Record) -> tuple[str, str]:
    """Return the year, and the rest of the date; a date that is no such pair is whole the first."""
    text = printed_date(record)
    bracketed = text[:1] == "[" and text[-1:] == "]"
    match = _DATED.fullmatch(text[1:-1] if bracketed else text)
    if match is None or not (match["rest"][0].isupper() or match["rest"] in _SEASONS):
        return text, ""
    year, rest = match["year"], capital(match["rest"].rstrip(","))
    return (f"[{year}]", f"[{rest}]") if bracketed else (year, rest)


def lettered(year: str, letter: str) -> str:
    """Return ``1957a``; after an abbreviation or a mark the letter follows a hyphen: ``n.d.-a``."""
    if not letter:
        return year
    return f"{year}{letter}" if year[-1].isdigit() or year[-1] == "]" else f"{year}-{letter}"


def in_text(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: ArchiveNames = "short",
    markup: Markup = TEXT,
    edition: Edition = EIGHTEENTH,
) -> str:
    """Return the citation in the text: ``(Puzanov 1957, l. 27)``.

    Raises as :func:`reference` does.
    """
    return markup.write(f"({cited_as(record, leaves=leaves, markup=markup, edition=edition)})")


def cited_as(
    record: Record,
    *,
    leaves: Leaves | str | None,
    markup: Markup,
    edition: Edition,
    letter: str = "",
    name_of: Callable[[Agent], str] = short,
) -> str:
    """Return what stands in the parentheses; ``name_of`` says what an author is called there.

    Raises as :func:`reference` does.
    """
    by = authors(record)
    year, _ = year_and_rest(record)
    title = record.title or record.original_title
    if by:
        name = note_names([name_of(agent) for agent in by], edition, markup)
    elif record.short_title is not None:
        name = quoted(record.short_title)
    elif record.title is not None:
        name = quoted_short(record.title, record.shortest_title or record.title)
    else:
        name = quoted(title) if title is not None else genre(record, first=True)
    if year == UNDATED:  # a comma keeps it apart from the name
        name = f"{name[:-1]},”" if name.endswith("”") else f"{name},"
    text = f"{name} {lettered(year, letter)}"
    if leaves is not None:
        at, pointed = pinpoint(record, leaves)
        place = format_leaves(pointed, record.holdings[at])
        text += f", {tie_locator(place) if markup.ties else place}"
    return text


STYLES = (
    Style(
        "chicago-author-date",
        "Chicago, author-date, entry of the reference list (18th edition)",
        "Chicago Manual of Style, 18th edition, chapters 13 and 14",
        reference,
        lettered=True,
    ),
    Style(
        "chicago-author-date-text",
        "Chicago, author-date, citation in the text (18th edition)",
        "Chicago Manual of Style, 18th edition, chapter 13",
        in_text,
        lettered=True,
    ),
    Style(
        "chicago-17-author-date",
        "Chicago, author-date, entry of the reference list (17th edition)",
        "Chicago Manual of Style, 17th edition, chapter 15",
        partial(reference, edition=SEVENTEENTH),
        lettered=True,
    ),
    Style(
        "chicago-17-author-date-text",
        "Chicago, author-date, citation in the text (17th edition)",
        "Chicago Manual of Style, 17th edition, chapter 15",
        partial(in_text, edition=SEVENTEENTH),
        lettered=True,
    ),
)
