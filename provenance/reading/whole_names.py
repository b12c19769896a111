"""An archive's name with what belongs to it: its short name in brackets, its city, its country."""

from __future__ import annotations

import re

from provenance.archives import archives
from provenance.reading.archive_names import ArchiveName, name_at, place_at

__all__ = ["whole_name"]

_ASIDE = re.compile(
    r"\s{0,2}[(\[](?:(?:(?:im|в|у)\s)?(?:hereafter|hereinafter|далее|далі|надалі|künftig|fortan|Folgenden"
    r"|ci-après|dalej|dále|a továbbiakban)(?:\scited\sas|\sas|\sв\sтексте)?\s?[:,–—-]?\s?)?"
    r"[\"“„«'‘]?([^()\[\]\d\n]{1,80}?)[\"”“»'’]?[)\]]"
)
_NAMES = 12  # how many names and places of one archive are read as one, at most
_COMMA = re.compile(r"\s{0,2}[,:–—-]?\s{0,2}")


def whole_name(text: str, name: ArchiveName) -> list[ArchiveName]:
    """Return an archive's name with what belongs to it: another name of it, city, country.

    Where several archives share the name, these decide: ``Central State Archive, Tirana``. The
    longest reading comes first; another name of the archive may be its first unit (``PA AA,
    MfAA``), so that what stands before it comes next.
    """
    ids, end, _ = name
    shorter: list[ArchiveName] = []
    for _ in range(_NAMES):
        aside = _ASIDE.match(text, end)
        comma = _COMMA.match(text, end)
        at = aside.start(1) if aside is not None else comma.end() if comma is not None else end
        again = name_at(text, at) if at > end else None
        if again is not None and (both := tuple(i for i in ids if i in again.ids)):
            part = text[at : again.end]  # RA (Tartu), EAA.1.2.3: no unit of its own
            if aside is None and not any(part in archives()[i].sub_archives for i in both):
                shorter = [ArchiveName(ids, end, again.former)]
            ids, end = both, again.end
        elif at > end and (part_ids := _with_part(text, at, ids)):
            ids, end = part_ids
        elif (place := place_at(text, at, ids) if at > end else None) is not None:
            ids, end, _ = place
        elif aside is None:
            return [ArchiveName(ids, end), *shorter]
        if aside is not None:
            end = max(end, aside.end())
    return [ArchiveName(ids, end), *shorter]


_PART = re.compile(r"[A-Z]{2,8}(?=[.,]\s?[^\W_])")


def _with_part(text: str, at: int, ids: tuple[str, ...]) -> tuple[tuple[str, ...], int] | None:
    """Return which of the archives have a part whose code stands at ``at``, and where it ends."""
    code = _PART.match(text, at)
    if code is None:
        return None
    having = tuple(aid for aid in ids if code[0] in archives()[aid].sub_archives)
    return (having, code.end()) if having else None
