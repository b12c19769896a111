"""What citation styles share: who wrote a document, what it is, where the leaves cited lie."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import attrs

from provenance.model.document import Credit, Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator
from provenance.model.names import Agent
from provenance.writing.date import UNDATED, DateOrder, format_date
from provenance.writing.date_text import format_shown_date
from provenance.writing.names import author_places
from provenance.writing.person import credited, list_of, named_in
from provenance.writing.pinpoint import pinpoint

__all__ = [
    "ArchiveNames",
    "By",
    "authors",
    "capital",
    "cited_holdings",
    "contributions",
    "genre",
    "introduced",
    "pointed_holdings",
    "printed_date",
    "unnamed_authors",
    "who",
]

#: Which archives are named in full: ``full`` (all), those with these ids (of others a note before
#: has told what their short names mean, and where they are), or ``short`` (none; no note before).
ArchiveNames = str | AbstractSet[str]


def authors(record: Record) -> list[Agent]:
    """Return who wrote the document."""
    creators = record.creators
    if len(creators) == 1 and creators[0].role in ("author", None):
        return list(creators)
    return [creators[place] for place in author_places(record)] if creators else []


def unnamed_authors(record: Record, title: str | None) -> list[Agent]:
    """Return the authors whom the title does not name."""
    found = authors(record)
    if title is None:
        return found
    if len(found) == 1:  # the usual case
        return [] if named_in(found[0], title) else found
    return [agent for agent in found if not named_in(agent, title)]


def capital(text: str) -> str:
    """Return ``text`` with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def genre(record: Record, *, first: bool) -> str:
    """Return the genre, for a document without a title; a capital where it comes first.

    A document of which the record says nothing else is a "document".
    """
    kind = record.kind
    if kind is None:
        return "Document" if first else ""
    if not kind.islower():
        kind = kind.lower() if kind.isupper() else " ".join(map(_lowered, kind.split(" ")))
    return capital(kind) if first else kind


def _lowered(word: str) -> str:
    """Return a word in lower case; an acronym stays (TASS)."""
    return word if len(word) > 1 and word.isupper() else word.lower()


def printed_date(record: Record, order: DateOrder = "mdy") -> str:
    """Return the date in English.

    What its text adds is printed too, but for brackets around a part of it: the day that an
    editor supplied in ``[23] December 1957`` is the day by which a host cites the document.
    """
    date, text = record.date, record.date_text
    if date is None:
        return UNDATED
    if text is None:
        return format_date(date, order)
    edtf = date.edtf
    plain = len(edtf) == 10 and edtf[0] not in "[{" and edtf[-1] not in "~%"
    if plain and "(" not in text and "/" not in text and text[-1] != "]":
        return format_date(date, order)
    return format_shown_date(date, text, order, supplied_parts=False)


# ------------------------------------------------------------------------------- holdings


def cited_holdings(record: Record, leaves: Leaves | str | None) -> Sequence[Locator]:
    """Return all holdings, the one that ``leaves`` lie in with these leaves only.

    Raises :class:`RecordError` for leaves that cannot be read or have no holding to lie in.
    """
    holdings: Sequence[Locator] = record.holdings
    if leaves is None:
        return holdings
    at, pointed = pinpoint(record, leaves)
    pinned = attrs.evolve(holdings[at], leaves=pointed)
    return (*holdings[:at], pinned, *holdings[at + 1 :])


def pointed_holdings(record: Record, leaves: Leaves | str | None) -> Sequence[Locator]:
    """Return the one holding that ``leaves`` lie in, with these leaves; all without leaves.

    Raises as :func:`cited_holdings` does.
    """
    if leaves is None:
        return record.holdings
    at, pointed = pinpoint(record, leaves)
    return (attrs.evolve(record.holdings[at], leaves=pointed),)


def introduced(holdings: Sequence[Locator], archive_names: ArchiveNames) -> list[bool]:
    """Return for each of the holdings whether its archive is named in full there.

    Within one citation it is so once.
    """
    named: set[str] = set()
    found = []
    for holding in holdings:
        aid = holding.archive
        full = aid is not None and archive_names != "short" and aid not in named
        if full and not isinstance(archive_names, str):
            full = aid in archive_names
        if full and aid is not None:
            named.add(aid)
        found.append(full)
    return found


# -------------------------------------------------------------------------------- credits

#: Who did something, and for which project.
By = tuple[tuple[str, ...], str | None]


def contributions(
    credits: Sequence[Credit], known: AbstractSet[str] | dict[str, str]
) -> list[tuple[By, list[str]]]:
    """Return who did what of the ``known`` roles, in the record's order, one entry a group."""
    if len(credits) == 1:  # the usual case
        (only,) = credits
        role = only.role if only.role in known else only.role.lower()
        usual = role in known and (only.by or only.project)
        return [((only.by, only.project), [role])] if usual else []
    found: dict[By, list[str]] = {}
    for credit in credits:
        role = credit.role.lower()
        if role in known and (credit.by or credit.project):
            by = (credit.by, credit.project)
            roles = found.get(by)
            if roles is None:
                found[by] = [role]
            elif role not in roles:
                roles.append(role)
    return list(found.items())


def who(names: Sequence[str]) -> str:
    """Return the people credited: ``Gary Goldberg``, ``A and B``."""
    if len(names) == 1:
        return credited(names[0])
    return list_of([credited(name) for name in names])
