"""What several formats say of a record in fields of the same kind: archives, language, address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from provenance.model.document import Record
from provenance.model.locator import Locator
from provenance.writing.locator import format_locator

__all__ = ["archive_city", "archive_name_of", "archive_names", "iri", "language_of", "within"]


def archive_name_of(holding: Locator) -> str:
    """Return the full name of the archive with its abbreviation, or its name as written."""
    holder = holding.holder
    if holder is None:
        return holding.archive_text or ""
    if holder.latin_abbreviations and holder.printed != holder.name:
        return f"{holder.name} ({holder.latin_abbreviations[0]})"
    return holder.name


def archive_city(holding: Locator) -> str:
    """Return the city of an archive that we know, else ``""``."""
    holder = holding.holder
    return holder.city.split("/")[0].split(" (")[0] if holder is not None else ""


def archive_names(holdings: Sequence[Locator]) -> list[str]:
    """Return the full names of the archives, each once."""
    return list(dict.fromkeys(name for h in holdings if (name := archive_name_of(h))))


def within(holdings: Sequence[Locator]) -> tuple[list[str], bool]:
    """Return the locators without their archive where it is the same for all, and whether it is."""
    one = len(archive_names(holdings)) <= 1 and all(map(archive_name_of, holdings))
    return [format_locator(h, archive_name="" if one else None) for h in holdings], one


_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def language_of(record: Record) -> str | None:
    """Return the language of what is cited: of the translation where there is one."""
    versions = record.publication.versions if record.publication is not None else ()
    credits = [credit for credit in record.credits if credit.role == "translated"]
    shown = [v.language for v in versions if "translation" in (v.form or "")]
    if credits or shown:
        given = {credit.target_language for credit in credits} | set(shown)
    else:
        given = {record.language}
    tags = {tag for tag in given if tag is not None}
    tag = tags.pop() if len(tags) == 1 else ""
    return tag if _LANGUAGE_TAG.fullmatch(tag) else None


#: What an address keeps as it is; the rest is percent-encoded.
_KEPT = "!#$%&'()*+,-./:;=?@[]_~"


def iri(text: str) -> str:
    """Return an address with every character percent-encoded that may not stand in one."""
    return quote(text, safe=_KEPT, errors="replace")
