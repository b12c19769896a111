"""Whether a field of an entry names a holder or a host, and which archive a holder is."""

from __future__ import annotations

import re
from functools import cache

from provenance.archives import archives, candidates
from provenance.model import Locator
from provenance.reading.page.words import table

__all__ = ["cities_of", "ids_of", "is_host", "names_all", "without_city"]


@cache
def _host_words() -> re.Pattern[str]:
    words = "|".join(map(re.escape, table()["hosts"]["words"]))
    return re.compile(words, re.IGNORECASE)


def is_host(name: str) -> bool:
    """Whether a name is that of a site that shows documents, not of an archive that holds them."""
    words = _host_words()
    if len(name) > 120 or words.search(name) is None:
        return False
    return all(words.search(archives()[aid].name) for aid in candidates(name))


def ids_of(name: str) -> tuple[str, ...]:
    """Return the archives that a name may mean, with or without an abbreviation in brackets."""
    found = candidates(name)
    bracket = re.fullmatch(r"(?P<name>.+?)\s*\((?P<short>[^()]+)\)", name)
    if not found and bracket is not None:
        found = candidates(bracket["short"]) or candidates(bracket["name"])
        both = set(candidates(bracket["name"])) & set(candidates(bracket["short"]))
        found = tuple(both) or found
    return found


def without_city(name: str) -> str:
    """Return an archive's name without the city after it: ``RGANI, Moscow``."""
    head, comma, tail = name.rpartition(",")
    if comma and not candidates(name):
        for aid in ids_of(head.strip()):
            if tail.strip().casefold() in cities_of(aid):
                return head.strip()
    return name.strip(" ,.;")


def cities_of(aid: str) -> set[str]:
    """Return the city and the country of an archive, in lower case."""
    known = archives()[aid]
    names = {part.strip().casefold() for part in re.split(r"[/(),]", known.city) if part.strip()}
    return names | {known.country_name.casefold()}


def names_all(archive: str, holdings: list[Locator]) -> bool:
    """Whether a text names the archives of these holdings and says no more."""
    for name in archive.split(";"):
        known = set(ids_of(without_city(name.strip())))
        if not any(h.archive in known or h.archive_text == name.strip() for h in holdings):
            return False
    return True
