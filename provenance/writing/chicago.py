"""Archival documents in Chicago style: full note, short note, bibliography entry.

Chicago Manual of Style 18, 13.23 and 13.78 (names), 13.32–13.39 (short notes), 13.100 (titles
that end in a question mark), 14.119–14.130 (manuscripts), as 17, 14.30–14.36, 14.76, 14.96 and
14.221–14.231; the two editions differ in the number of names they list. In a note the archive
stands before its units, with commas between; in a bibliography the units are spelled out. What a
record does not say is left out; an undated document has "n.d.".
"""

from __future__ import annotations

from functools import partial

from provenance.model.document import Publication, Record
from provenance.model.leaves import Leaves
from provenance.writing.chicago_parts import (
    EIGHTEENTH,
    FULL_ROLES,
    NOTE_ROLES,
    SEVENTEENTH,
    Edition,
    accessed_on,
    bibliography_names,
    close_entry,
    credit,
    holdings_text,
    in_quotation,
    note_names,
)
from provenance.writing.draft import Draft, closed, stopped
from provenance.writing.elements import (
    ArchiveNames,
    authors,
    capital,
    contributions,
    genre,
    printed_date,
    unnamed_authors,
)
from provenance.writing.locator import format_leaves
from provenance.writing.markup import TEXT, Markup, tie_locator
from provenance.writing.person import natural, short
from provenance.writing.pinpoint import pinpoint
from provenance.writing.series import Cited, Series
from provenance.writing.style import Style
from provenance.writing.title import quoted, quoted_short

__all__ = [
    "STYLES",
    "again",
    "bibliography",
    "draft_note",
    "draft_short",
    "ibid_of",
    "note",
    "series",
    "short_note",
]


def note(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: ArchiveNames = "short",
    markup: Markup = TEXT,
    edition: Edition = EIGHTEENTH,
) -> str:
    """Return the full note: author, title, date, archive and locator, credits, host, address.

    Authors whom the title names are left out. ``leaves`` takes the place of the leaves of the
    holding they lie in. Raises :class:`RecordError` for leaves that cannot be read or have no
    holding to lie in.
    """
    return closed(
        draft_note(
            record, leaves=leaves, archive_names=archive_names, markup=markup, edition=edition
        ),
        markup,
    )


def draft_note(
    record: Record,
    *,
    leaves: Leaves | str | None,
    archive_names: ArchiveNames,
    markup: Markup,
    edition: Edition = EIGHTEENTH,
) -> Draft:
    """Return what :func:`note` does, before its stop."""
    title = record.title or record.original_title
    by = unnamed_authors(record, title)
    parts = []
    if by:
        parts.append(note_names([natural(agent) for agent in by], edition, markup) + ", ")
    if title is not None:
        parts.append(quoted(title, ",") + " ")
    elif what := genre(record, first=not by):
        parts.append(what + ", ")
    elements = [printed_date(record)]
    if record.holdings:
        elements.append(holdings_text(record, "short", leaves, archive_names, markup))
    elif leaves is not None:
        pinpoint(record, leaves)  # has no place: an error
    if record.credits:
        for credited_to, roles in contributions(record.credits, FULL_ROLES):
            elements.append(credit(credited_to, roles, NOTE_ROLES, markup))
    return _with_host(parts, elements, record.publication, edition)


def short_note(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: ArchiveNames = "short",
    markup: Markup = TEXT,
    edition: Edition = EIGHTEENTH,
) -> str:
    """Return the note that follows a full one: family name, short title, date, leaves if given.

    A document without author and title is told from others by its locator, which is then there.
    Raises as :func:`note` does.
    """
    return closed(
        draft_short(
            record, leaves=leaves, archive_names=archive_names, markup=markup, edition=edition
        ),
        markup,
    )


def draft_short(
    record: Record,
    *,
    leaves: Leaves | str | None,
    archive_names: ArchiveNames,
    markup: Markup,
    edition: Edition = EIGHTEENTH,
) -> Draft:
    """Return what :func:`short_note` does, before its stop."""
    by = authors(record)
    parts = []
    if by:
        parts.append(note_names([short(agent) for agent in by], edition, markup) + ", ")
    title = _short_title(record, ",")
    if title is not None:
        parts.append(title + " ")
    elif what := genre(record, first=not by):
        parts.append(what + ", ")
    elements = [printed_date(record)]
    if record.holdings and not by and title is None:
        elements.append(holdings_text(record, "short", leaves, archive_names, markup))
    elif leaves is not None:
        at, pointed = pinpoint(record, leaves)
        text = format_leaves(pointed, record.holdings[at])
        elements.append(tie_locator(text) if markup.ties else text)
    return _with_host(parts, elements, None, edition)


def _short_title(record: Record, mark: str) -> str | None:
    """Return the short title in quotation marks with ``mark`` inside them, where there is one."""
    if record.short_title is not None:
        return quoted(record.short_title, mark)
    if record.title is not None:
        return quoted_short(record.title, record.shortest_title or record.title, mark)
    return quoted(record.original_title, mark) if record.original_title is not None else None


def bibliography(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: ArchiveNames = "short",
    markup: Markup = TEXT,
    edition: Edition = EIGHTEENTH,
) -> str:
    """Return the bibliography entry of one document, the first author's name inverted.

    The author stands first, also where the title names them. Raises as :func:`note` does.
    """
    title = record.title or record.original_title
    parts = []
    by = authors(record)
    if by:
        parts.append(stopped(bibliography_names(by, edition, markup)))
    if title is not None:
        parts.append(quoted(title, "."))
    elif what := genre(record, first=not by):
        parts.append(stopped(capital(what)))
    parts.append(stopped(printed_date(record)))
    if record.holdings:
        parts.append(stopped(holdings_text(record, "long", leaves, archive_names, markup)))
    elif leaves is not None:
        pinpoint(record, leaves)
    for credited_to, roles in contributions(record.credits, FULL_ROLES):
        parts.append(stopped(capital(credit(credited_to, roles, FULL_ROLES, markup))))
    return close_entry(parts, record.publication, markup, edition)


# ---------------------------------------------------------------------------- punctuation


def _with_host(
    parts: list[str], elements: list[str], publication: Publication | None, edition: Edition
) -> Draft:
    """Return a draft: ``parts`` bring their own commas; ``elements`` get them."""
    url = None
    if publication is not None:
        host = publication.host or publication.publisher
        if host is not None:
            elements.append(host)
        url = publication.url
        if url is not None and (day := accessed_on(publication, edition)):
            elements.append(day)
    text = "".join(parts) + in_quotation(", ".join(elements))
    if url is not None:
        text = f"{text[:-1]},” " if text.endswith("”") else f"{text}, "
    return text, url, ""


# -------------------------------------------------------------------------------- repeats


def again(now: Cited, last: Cited, repeat: str, markup: Markup) -> Draft | None:
    """Return the note that repeats the source of the note before, or ``None`` for a short note.

    CMOS 18, 13.37 and 17, 14.34: the author alone (without one: the title alone) with the
    leaves, or "Ibid.", which stands for the same leaves too, so it never goes from some leaves
    to the whole document, nor to leaves in another archive.
    """
    if repeat == "short" or now.record is not last.record:
        return None
    leaves = _leaves_text(now, markup)
    if repeat == "author":
        by = authors(now.record)
        if by:
            name = note_names([short(agent) for agent in by], EIGHTEENTH, markup)
            return (f"{name}, {leaves}" if leaves else name), None, ""
        title = _short_title(now.record, "," if leaves else "")
        if title is None:
            return None
        return (f"{title} {leaves}" if leaves else title), None, ""
    return ibid_of(now, last, "Ibid.", leaves)


def ibid_of(now: Cited, last: Cited, word: str, leaves: str) -> Draft | None:
    """Return ``Ibid.``, or ``Ibid., l. 28``, where it can only mean what is cited now."""
    if now.same_place(last):
        return word, None, ""
    if not leaves or not now.same_file(last):
        return None
    return f"{word}, {leaves}", None, ""


def _leaves_text(now: Cited, markup: Markup) -> str:
    """Return the leaves that the note gives, if it gives any."""
    if now.leaves is None:
        return ""
    holding = now.holdings[0]
    assert holding.leaves is not None
    text = format_leaves(holding.leaves, holding)
    return tie_locator(text) if markup.ties else text


def series(edition: Edition) -> Series:
    """Return how notes go on from one to the next in an edition."""
    own = edition is EIGHTEENTH  # the default of the two; a partial costs a microsecond a note
    return Series(
        full=draft_note if own else partial(draft_note, edition=edition),
        short=draft_short if own else partial(draft_short, edition=edition),
        again=again,
        repeats=("short", "author", "ibid"),
    )


STYLES = (
    Style(
        "chicago-note",
        "Chicago, full note (18th edition)",
        "Chicago Manual of Style, 18th edition, chapters 13 and 14",
        note,
        series(EIGHTEENTH),
    ),
    Style(
        "chicago-short",
        "Chicago, short note (18th edition)",
        "Chicago Manual of Style, 18th edition, 13.32–13.39",
        short_note,
    ),
    Style(
        "chicago-bibliography",
        "Chicago, bibliography entry (18th edition)",
        "Chicago Manual of Style, 18th edition, chapters 13 and 14",
        bibliography,
    ),
    Style(
        "chicago-17-note",
        "Chicago, full note (17th edition)",
        "Chicago Manual of Style, 17th edition, 14.221–14.231",
        partial(note, edition=SEVENTEENTH),
        series(SEVENTEENTH),
    ),
    Style(
        "chicago-17-short",
        "Chicago, short note (17th edition)",
        "Chicago Manual of Style, 17th edition, 14.30–14.36",
        partial(short_note, edition=SEVENTEENTH),
    ),
    Style(
        "chicago-17-bibliography",
        "Chicago, bibliography entry (17th edition)",
        "Chicago Manual of Style, 17th edition, 14.76 and 14.221–14.231",
        partial(bibliography, edition=SEVENTEENTH),
    ),
)
