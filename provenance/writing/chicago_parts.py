"""What Chicago's notes, entries and lists share: editions, names, holdings, credits, their close.

For the rules see :mod:`provenance.writing.chicago`.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from provenance.model.document import Credit, Publication, Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator
from provenance.model.names import Agent
from provenance.writing.date import format_date
from provenance.writing.draft import closed, stopped
from provenance.writing.elements import (
    ArchiveNames,
    By,
    capital,
    cited_holdings,
    contributions,
    introduced,
    who,
)
from provenance.writing.locator import format_locator
from provenance.writing.markup import Markup, tie_initials, tie_locator
from provenance.writing.person import inverted, list_of, natural

__all__ = [
    "EIGHTEENTH",
    "FULL_ROLES",
    "NOTE_ROLES",
    "SEVENTEENTH",
    "Edition",
    "accessed_on",
    "bibliography_names",
    "close_entry",
    "credit",
    "full_credits",
    "holdings_text",
    "in_quotation",
    "note_names",
]


@attrs.frozen
class Edition:
    """What an edition of the manual, or a guide after it, has of its own.

    A note with more than ``in_note`` authors names the first, a bibliography entry with more
    than ``listed`` names the first ``shown``; both go on with "et al." ``accessed`` tells whether
    the day on which a page was read is printed.
    """

    in_note: int
    listed: int
    shown: int
    accessed: bool = False


SEVENTEENTH = Edition(in_note=3, listed=10, shown=7)
EIGHTEENTH = Edition(in_note=2, listed=6, shown=3)


# ---------------------------------------------------------------------------- punctuation


def in_quotation(text: str) -> str:
    """Return ``text`` with the commas that follow quotation marks inside them."""
    return text.replace("”, ", ",” ") if "”, " in text else text


def accessed_on(publication: Publication, edition: Edition) -> str:
    """Return ``accessed January 5, 2024``, where it is known and printed."""
    if not edition.accessed or publication.accessed is None:
        return ""
    return f"accessed {format_date(publication.accessed)}"


def close_entry(
    parts: list[str], publication: Publication | None, markup: Markup, edition: Edition
) -> str:
    """Return a bibliography entry that begins with ``parts`` and ends with host and address."""
    if publication is not None:
        host = publication.host or publication.publisher
        if host is not None:
            parts.append(stopped(host))
        if publication.url is not None:
            if day := accessed_on(publication, edition):
                parts.append(stopped(capital(day)))
            return closed((" ".join(parts) + " ", publication.url, ""), markup)
    return markup.write(" ".join(parts))


# ------------------------------------------------------------------------------- elements


def note_names(names: list[str], edition: Edition, markup: Markup) -> str:
    """Return the authors as a note names them."""
    text = list_of(names) if len(names) <= edition.in_note else f"{names[0]} et al."
    return tie_initials(text) if markup.ties else text


def bibliography_names(by: Sequence[Agent], edition: Edition, markup: Markup) -> str:
    """Return the authors as a bibliography lists them, the first one inverted."""
    shown = by if len(by) <= edition.listed else by[: edition.shown]
    names = [inverted(shown[0]), *map(natural, shown[1:])]
    if len(shown) < len(by):
        text = ", ".join(names) + ", et al."
    else:
        # The comma belongs to the inverted name: "Kim Il Sung and A. M. Puzanov" has none.
        text = list_of(names, comma_before_and=names[0] != natural(shown[0]))
    return tie_initials(text) if markup.ties else text


def holdings_text(
    record: Record,
    form: str,
    leaves: Leaves | str | None,
    archive_names: ArchiveNames,
    markup: Markup,
) -> str:
    """Return where the document lies: every holding, with its archive."""
    holdings = record.holdings if leaves is None else cited_holdings(record, leaves)
    if archive_names and archive_names != "short":
        text = "; ".join(_in_full(holdings, form, archive_names))
    elif len(holdings) == 1:
        text = format_locator(holdings[0], form)
    else:
        text = "; ".join([format_locator(holding, form) for holding in holdings])
    text = in_quotation(text)
    return tie_locator(text) if markup.ties else text


def _in_full(holdings: Sequence[Locator], form: str, archive_names: ArchiveNames) -> list[str]:
    """Return locators with the archive's full name and city, which stand at its first mention."""
    texts = []
    for holding, full in zip(holdings, introduced(holdings, archive_names), strict=True):
        holder = holding.holder
        name = holder.full_name if full and holder is not None else None
        texts.append(format_locator(holding, form, archive_name=name))
    return texts


#: Who is named for what they did to the text; who obtained or contributed it is not (they neither
#: wrote nor translated it). In a note some roles are abbreviated (CMOS 17, 14.103).
FULL_ROLES = {
    "translated": "translated by", "edited": "edited by", "compiled": "compiled by",
    "transcribed": "transcribed by", "annotated": "annotated by",
}  # fmt: skip
NOTE_ROLES = FULL_ROLES | {"translated": "trans.", "edited": "ed.", "compiled": "comp."}


def full_credits(credits: Sequence[Credit], markup: Markup) -> list[str]:
    """Return the credits of an entry, without projects: ``translated by Gary Goldberg``."""
    return [
        credit((names, None if names else project), roles, FULL_ROLES, markup)
        for (names, project), roles in contributions(credits, FULL_ROLES)
    ]


def credit(by: By, roles: Sequence[str], words: dict[str, str], markup: Markup) -> str:
    """Return ``trans. Gary Goldberg for NKIDP``, ``edited and translated by …``."""
    names, project = by
    if len(roles) == 1:
        text = words[roles[0]]
    elif all(words[role].endswith(".") for role in roles):
        text = list_of([words[role] for role in roles])
    else:
        text = f"{list_of(roles)} by"
    if names:
        people = who(names)
        text = f"{text} {tie_initials(people) if markup.ties else people}"
    else:
        text = text.removesuffix(" by")
    return text if project is None else f"{text} for {project}"
