"""Archival documents in Chicago style: full note, short note, bibliography entry.

Chicago Manual of Style 18, 13.23 and 13.78 (names), 13.32–13.39 (short notes), 13.100 (titles
that end in a question mark), 14.119–14.130 (manuscripts), as 17, 14.30–14.36, 14.76, 14.96 and
14.221–14.231, but for the number of names: the 18th edition's. In a note the archive stands
before its units, with commas between; in a bibliography the units are spelled out. What a record
does not say is left out; an undated document has "n.d.".
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from provenance.model.document import Credit, Publication, Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator
from provenance.model.names import Agent
from provenance.writing.date import UNDATED, format_date
from provenance.writing.date_text import format_shown_date
from provenance.writing.locator import format_leaves, format_locator
from provenance.writing.markup import TEXT, Markup, tie_initials, tie_locator
from provenance.writing.names import author_places
from provenance.writing.person import credited, inverted, list_of, named_in, natural, short
from provenance.writing.pinpoint import pinpoint
from provenance.writing.style import Style
from provenance.writing.title import quoted, quoted_short

__all__ = ["EIGHTEENTH", "SEVENTEENTH", "STYLES", "Edition", "bibliography", "note", "short_note"]


@attrs.frozen
class Edition:
    """How many names an edition of the manual lists.

    A note with more than ``in_note`` authors names the first, a bibliography entry with more
    than ``listed`` names the first ``shown``; both go on with "et al."
    """

    in_note: int
    listed: int
    shown: int


SEVENTEENTH = Edition(in_note=3, listed=10, shown=7)
EIGHTEENTH = Edition(in_note=2, listed=6, shown=3)


def note(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: str = "short",
    markup: Markup = TEXT,
    edition: Edition = EIGHTEENTH,
) -> str:
    """Return the full note: author, title, date, archive and locator, credits, host, address.

    Authors whom the title names are left out. ``leaves`` takes the place of the leaves of the
    holding they lie in. Raises :class:`RecordError` for leaves that cannot be read or have no
    holding to lie in.
    """
    title = record.title or record.original_title
    authors = _authors(record)
    if title is not None and authors:
        authors = [agent for agent in authors if not named_in(agent, title)]
    parts = []
    if authors:
        parts.append(_note_names([natural(agent) for agent in authors], edition, markup) + ", ")
    if title is not None:
        parts.append(quoted(title, ",") + " ")
    elif what := _kind(record, first=not authors):
        parts.append(what + ", ")
    elements = [_date(record)]
    if record.holdings:
        elements.append(_holdings(record, "short", leaves, archive_names, markup))
    elif leaves is not None:
        pinpoint(record, leaves)  # has no place: an error
    for by, roles in _credits(record.credits):
        elements.append(_credit(by, roles, _NOTE_ROLES, markup))
    return _closed_note(parts, elements, record.publication, markup)


def short_note(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: str = "short",
    markup: Markup = TEXT,
    edition: Edition = EIGHTEENTH,
) -> str:
    """Return the note that follows a full one: family name, short title, date, leaves if given.

    A document without author and title is told from others by its locator, which is then there.
    Raises as :func:`note` does.
    """
    title = record.title or record.original_title
    authors = _authors(record)
    parts = []
    if authors:
        parts.append(_note_names([short(agent) for agent in authors], edition, markup) + ", ")
    if record.short_title is not None:
        parts.append(quoted(record.short_title, ",") + " ")
    elif record.title is not None:
        parts.append(quoted_short(record.title, record.shortest_title or record.title, ",") + " ")
    elif title is not None:
        parts.append(quoted(title, ",") + " ")
    elif what := _kind(record, first=not authors):
        parts.append(what + ", ")
    elements = [_date(record)]
    if record.holdings and not authors and title is None:
        elements.append(_holdings(record, "short", leaves, archive_names, markup))
    elif leaves is not None:
        at, pointed = pinpoint(record, leaves)
        text = format_leaves(pointed, record.holdings[at])
        elements.append(tie_locator(text) if markup.ties else text)
    return _closed_note(parts, elements, None, markup)


def bibliography(
    record: Record,
    *,
    leaves: Leaves | str | None = None,
    archive_names: str = "short",
    markup: Markup = TEXT,
    edition: Edition = EIGHTEENTH,
) -> str:
    """Return the bibliography entry of one document, the first author's name inverted.

    The author stands first, also where the title names them. Raises as :func:`note` does.
    """
    title = record.title or record.original_title
    parts = []
    authors = _authors(record)
    if authors:
        parts.append(_stopped(_bibliography_names(authors, edition, markup)))
    if title is not None:
        parts.append(quoted(title, "."))
    elif what := _kind(record, first=not authors):
        parts.append(_stopped(_capital(what)))
    parts.append(_stopped(_date(record)))
    if record.holdings:
        parts.append(_stopped(_holdings(record, "long", leaves, archive_names, markup)))
    elif leaves is not None:
        pinpoint(record, leaves)
    for by, roles in _credits(record.credits):
        parts.append(_stopped(_capital(_credit(by, roles, _FULL_ROLES, markup))))
    publication = record.publication
    if publication is not None:
        host = publication.host or publication.publisher
        if host is not None:
            parts.append(_stopped(host))
        if publication.url is not None:
            closing = "" if publication.url.endswith(".") else "."
            return markup.write(" ".join(parts) + " ", publication.url, closing)
    return markup.write(" ".join(parts))


# ---------------------------------------------------------------------------- punctuation


def _closed_note(
    parts: list[str], elements: list[str], publication: Publication | None, markup: Markup
) -> str:
    """Return a note: ``parts`` bring their own commas; ``elements`` get them, and the stop."""
    url = None
    if publication is not None:
        host = publication.host or publication.publisher
        if host is not None:
            elements.append(host)
        url = publication.url
    text = ", ".join(elements)
    if "”, " in text:
        text = text.replace("”, ", ",” ")
    text = "".join(parts) + text
    if url is None:
        return markup.write(_stopped(text))
    text = f"{text[:-1]},” " if text.endswith("”") else f"{text}, "
    return markup.write(text, url, "" if url.endswith(".") else ".")


def _stopped(text: str) -> str:
    """Return ``text`` with the stop that ends a sentence, where it has none: inside its marks."""
    last = text[-1:]
    if last == "." or text.endswith((".”", ".’")):
        return text
    return f"{text[:-1]}.”" if last == "”" else f"{text}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# ------------------------------------------------------------------------------- elements


def _authors(record: Record) -> list[Agent]:
    creators = record.creators
    if len(creators) == 1 and creators[0].role in ("author", None):
        return list(creators)
    return [creators[place] for place in author_places(record)] if creators else []


def _note_names(names: list[str], edition: Edition, markup: Markup) -> str:
    text = list_of(names) if len(names) <= edition.in_note else f"{names[0]} et al."
    return tie_initials(text) if markup.ties else text


def _bibliography_names(authors: Sequence[Agent], edition: Edition, markup: Markup) -> str:
    shown = authors if len(authors) <= edition.listed else authors[: edition.shown]
    names = [inverted(shown[0]), *map(natural, shown[1:])]
    if len(shown) < len(authors):
        text = ", ".join(names) + ", et al."
    else:
        # The comma belongs to the inverted name: "Kim Il Sung and A. M. Puzanov" has none.
        text = list_of(names, comma_before_and=names[0] != natural(shown[0]))
    return tie_initials(text) if markup.ties else text


def _kind(record: Record, *, first: bool) -> str:
    """Return the genre, for a document without a title; a capital where it comes first.

    A document of which the record says nothing else is a "document".
    """
    kind = record.kind
    if kind is None:
        return "Document" if first else ""
    if not kind.islower():
        kind = kind.lower() if kind.isupper() else " ".join(map(_lowered, kind.split(" ")))
    return _capital(kind) if first else kind


def _lowered(word: str) -> str:
    """Return a word in lower case; an acronym stays (TASS)."""
    return word if len(word) > 1 and word.isupper() else word.lower()


def _date(record: Record) -> str:
    """Return the date in month-day-year.

    What its text adds is printed too, but for brackets around a part of it: the day that an
    editor supplied in ``[23] December 1957`` is the day by which a host cites the document.
    """
    date, text = record.date, record.date_text
    if date is None:
        return UNDATED
    if text is None:
        return format_date(date)
    edtf = date.edtf
    plain = len(edtf) == 10 and edtf[0] not in "[{" and edtf[-1] not in "~%"
    if plain and "(" not in text and "/" not in text and text[-1] != "]":
        return format_date(date)
    return format_shown_date(date, text, supplied_parts=False)


def _holdings(
    record: Record, form: str, leaves: Leaves | str | None, archive_names: str, markup: Markup
) -> str:
    holdings: Sequence[Locator] = record.holdings
    if leaves is not None:
        at, pointed = pinpoint(record, leaves)
        pinned = attrs.evolve(holdings[at], leaves=pointed)
        holdings = (*holdings[:at], pinned, *holdings[at + 1 :])
    if archive_names == "full":
        text = "; ".join(_in_full(holdings, form))
    elif len(holdings) == 1:
        text = format_locator(holdings[0], form)
    else:
        text = "; ".join([format_locator(holding, form) for holding in holdings])
    if "”, " in text:
        text = text.replace("”, ", ",” ")
    return tie_locator(text) if markup.ties else text


def _in_full(holdings: Sequence[Locator], form: str) -> list[str]:
    """Return locators with the archive's full name and city, which stand at its first mention."""
    named: set[str] = set()
    texts = []
    for holding in holdings:
        holder = holding.holder
        name = None
        if holder is not None and holder.id not in named:
            named.add(holder.id)
            name = holder.full_name
        texts.append(format_locator(holding, form, archive_name=name))
    return texts


#: Who is named for what they did to the text; who obtained or contributed it is not (they neither
#: wrote nor translated it). In a note some roles are abbreviated (CMOS 17, 14.103).
_FULL_ROLES = {
    "translated": "translated by", "edited": "edited by", "compiled": "compiled by",
    "transcribed": "transcribed by", "annotated": "annotated by",
}  # fmt: skip
_NOTE_ROLES = _FULL_ROLES | {"translated": "trans.", "edited": "ed.", "compiled": "comp."}

_By = tuple[tuple[str, ...], str | None]


def _credits(credits: Sequence[Credit]) -> list[tuple[_By, list[str]]]:
    """Return who did what, in the record's order: one entry for one group of people."""
    found: dict[_By, list[str]] = {}
    for credit in credits:
        role = credit.role.lower()
        if role in _FULL_ROLES and (credit.by or credit.project):
            by = (credit.by, credit.project)
            roles = found.get(by)
            if roles is None:
                found[by] = [role]
            elif role not in roles:
                roles.append(role)
    return list(found.items())


def _credit(by: _By, roles: Sequence[str], words: dict[str, str], markup: Markup) -> str:
    """Return ``trans. Gary Goldberg for NKIDP``, ``edited and translated by …``."""
    names, project = by
    if len(roles) == 1:
        text = words[roles[0]]
    elif all(words[role].endswith(".") for role in roles):
        text = list_of([words[role] for role in roles])
    else:
        text = f"{list_of(roles)} by"
    if names:
        who = credited(names[0]) if len(names) == 1 else list_of([credited(n) for n in names])
        text = f"{text} {tie_initials(who) if markup.ties else who}"
    else:
        text = text.removesuffix(" by")
    return text if project is None else f"{text} for {project}"


STYLES = (
    Style(
        "chicago-note",
        "Chicago, full note (18th edition)",
        "Chicago Manual of Style, 18th edition, chapters 13 and 14",
        note,
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
)
