"""The lines of a page that are the site's, not the document's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from provenance.reading.page.spans import Found, tidy
from provenance.reading.page.words import alternation, language, table

__all__ = [
    "chrome_prefix",
    "is_chrome",
    "is_elision",
    "is_rights",
    "place_sponsors",
    "split_sponsors",
    "sponsors_of",
    "url_of",
    "version_of",
]

_URL = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)


@cache
def _chrome() -> frozenset[str]:
    return frozenset(table()["chrome"]["lines"])


def is_chrome(text: str) -> bool:
    """Whether a line belongs to the site: a menu, a button, its name."""
    if len(text) > 80:
        return False
    return tidy(text).strip("•·*-–|> ").casefold() in _chrome()


@cache
def chrome_prefix() -> re.Pattern[str]:
    """Return the pattern of the site's own words at the beginning of a flattened page."""
    return re.compile(rf"\s*(?:(?:{alternation(_chrome())})\b[\s.]*)+", re.IGNORECASE)


@cache
def _support() -> re.Pattern[str]:
    phrases = alternation(table()["chrome"]["support"])
    return re.compile(rf"(?:{phrases})\s*:?\s+(?P<names>[^\n]*?)\.?\s*$", re.IGNORECASE)


def sponsors_of(text: str) -> list[str] | None:
    """Return the sponsors that the sentence on support names; ``None`` for any other line."""
    if len(text) > 600 or ("upport" not in text and "grant" not in text):
        return None
    match = _support().search(text)
    if match is None or match.start() > 4:
        return None
    return split_sponsors(match["names"])


_ORGANISATION = re.compile(
    r"\b(?:Foundation|Ministry|University|Corporation|Program|Programme|Center|Centre|Fund|"
    r"Institute|Endowment|Trust|Council|Society|Agency|Department|Embassy|Association|Academy)\b"
)


def split_sponsors(names: str) -> list[str]:
    """Split a list of sponsors; an "and" within a name (John D. and Catherine …) stays."""
    found: list[str] = []
    for part in re.split(r"\s*[,;]\s+(?:and\s+)?", tidy(names)):
        halves = part.split(" and ")
        if len(halves) > 1 and all(_ORGANISATION.search(half) for half in halves):
            found += halves
        else:
            found.append(part)
    bare = (re.sub(r"^(?:the|The)\s+", "", name).strip(" .,;") for name in found)
    return [name for name in dict.fromkeys(bare) if name]


def place_sponsors(text: str, start: int, names: Iterable[str]) -> list[Found[str]]:
    """Return the sponsors with their places in ``text``, where their list begins at ``start``."""
    placed = []
    for name in names:
        at = text.find(name.split()[0], start)
        start = max(at, start)
        placed.append(Found(name, start, start + len(name)))
    return placed


@cache
def _rights() -> re.Pattern[str]:
    return re.compile(alternation(table()["chrome"]["rights"]), re.IGNORECASE)


def is_rights(text: str) -> bool:
    """Whether a paragraph is about the rights in a document."""
    return _rights().search(text) is not None


def url_of(text: str) -> str | None:
    """Return the first address in a text, without the punctuation after it."""
    match = _URL.search(text)
    return match.group().rstrip(".,;:)]}'’”") if match is not None else None


_VERSION = re.compile(
    r"(?P<language>[A-Z][a-z-]+(?:\s\([A-Z][a-z]+\))?)\s+(?P<form>HTML|PDF|[Tt]ranslation|"
    r"[Tt]ranscript(?:ion)?|[Oo]riginal(?: [Dd]ocument)?|[Ss]can)"
)


def version_of(text: str) -> tuple[str, str] | None:
    """Return the language's tag and the form of a version the host offers ("English HTML")."""
    match = _VERSION.fullmatch(text) if len(text) < 60 else None
    code = language(match["language"]) if match is not None else None
    return (code, match["form"]) if match is not None and code is not None else None


def is_elision(text: str) -> bool:
    """Whether a line only says that something was left out: ``[...]``, ``[…]``, ``…``."""
    return re.fullmatch(r"[\[(]?\s*(?:\.{2,5}|…)+\s*[\])]?", text) is not None
