"""The source sentence of a host: where the original lies, and who brought it to the page.

"AVPRF F. 0102, Op. 14, Delo 6, Listy 26-29. Translated for NKIDP by Gary Goldberg." The locators
are read by :mod:`provenance.reading.locator`; this module finds where each begins and ends.
"""

from __future__ import annotations

import re

import attrs

from provenance.archives import candidates
from provenance.errors import LocatorError
from provenance.model import Locator
from provenance.reading.locator import parse_locator
from provenance.reading.page.credits import (
    CreditFound,
    before_credits,
    credits_start,
    read_credits,
)
from provenance.reading.page.spans import Found, PageText, tidy
from provenance.reading.page.words import table
from provenance.reading.scan import Match, find_locators

__all__ = ["SourceFacts", "archive_of", "looks_like_source", "read_source_sentence"]


@attrs.define
class SourceFacts:
    """What a source sentence says; ``notes`` is a published source, ``unread`` the rest."""

    holdings: list[Found[Locator]] = attrs.field(factory=list)
    credits: tuple[CreditFound, ...] = ()
    notes: list[Found[str]] = attrs.field(factory=list)
    unread: list[Found[str]] = attrs.field(factory=list)


#: (New York: Harcourt Brace Jovanovich, 1977), 385-387: the place, publisher and year of a book.
_IMPRINT = re.compile(
    r"\([^():;]{2,60}:\s[^()]{2,80},\s*(?:1[5-9]|20)\d\d\)(?:,?\s*[\d–,\s-]{1,30})?\.?"
)
_PUBLISHED = re.compile(
    r"\b(?:[Pp]ublished|[Pp]rinted|[Rr]eprinted|[Ff]irst\s+appeared)\s+(?:in|by|as)\b|\bBulletin\b"
)
_CALL_NUMBER = re.compile(
    r"(?P<archive>\S.{2,160}?)[\s,.;]+Call\s+Number:?\s+(?P<number>\S.*?)\.?", re.DOTALL
)
_SOURCE_LABEL = re.compile(r"\s*(?:Document\s+)?Source:\s*")
_HOLDING_WORD = re.compile(
    r"\b(?:Archives?|Arkhiv\w*|Archivum|Archiwum|Archivio|Archivo|Arquivo|Libraries|Library|"
    r"Records?\s+Office|Museum|Collection|Papers)\b|Архив|архив"
)
_GLUE = re.compile(r"[\s,;.:()]*(?:and|also|in|и|та|und)?[\s,;.:()]*")


def read_source_sentence(page: PageText, start: int, end: int) -> SourceFacts:
    """Read the source sentence between two positions of a page."""
    facts = SourceFacts()
    text = page.text
    label = _SOURCE_LABEL.match(text, start, end)
    start = label.end() if label is not None else start
    url = re.compile(r"\s*https?://\S+\s*$").search(text, start, end)
    if url is not None:
        end = url.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    imprint = _IMPRINT.search(text, start, end)
    if imprint is not None:
        book = page.found(start, imprint.end())
        if book is not None:
            facts.notes.append(book)
        start = imprint.end()
    begin = credits_start(text, start, end)
    stop = end if begin is None else before_credits(text, start, begin)
    if begin is not None:
        read = read_credits(page, begin, end)
        facts.credits = read.credits
        for one, two in read.rest:
            _remark(page, one, two, facts)
    if imprint is None:
        _holdings(page, start, stop, facts)
    else:
        _remark(page, start, stop, facts)
    return facts


def _remark(page: PageText, start: int, end: int, facts: SourceFacts) -> None:
    """Keep what is left over: a note on publication, else something that was not understood."""
    left = page.found(start, end)
    if (
        left is None
        or not re.search(r"\w", left.value)
        or re.fullmatch(r"https?://\S+", left.value)
    ):
        return
    if _PUBLISHED.search(left.value) or _prose(left.value):
        facts.notes.append(left)
    else:
        facts.unread.append(left)


def _prose(text: str) -> bool:
    """Whether a text is a sentence of prose rather than a reference: enough small words in it."""
    words = text.split()
    small = sum(1 for word in words if word.isalpha() and word.islower() and len(word) > 1)
    return len(words) >= 8 and small * 5 > 2 * len(words)


def _holdings(page: PageText, start: int, end: int, facts: SourceFacts) -> None:
    text = page.text
    whole = page.found(start, end)
    if whole is None or not re.search(r"\w", whole.value):
        return
    pieces = [piece for piece in _pieces(page, start, end) if piece is not None]
    parsed = [_parse(piece) for piece in pieces]
    matches = list(find_locators(text[start:end]))
    complete = all(found is not None for found in parsed)
    prose = bool(matches) and _prose(whole.value)
    if complete and not prose and (len(pieces) > 1 or len(matches) <= 1):
        for piece, found in zip(pieces, parsed, strict=True):
            assert found is not None
            facts.holdings.append(_trimmed(piece, found))
        return
    if matches:
        _from_matches(page, start, end, matches, facts)
        return
    for piece, found in zip(pieces, parsed, strict=True):
        locator = found or _incomplete(piece.value)
        if locator is not None:
            facts.holdings.append(_trimmed(piece, locator))
        else:
            _remark(page, piece.start, piece.end, facts)
    if facts.holdings and _prose(text[start:end]):
        facts.notes.insert(0, whole)


def _pieces(page: PageText, start: int, end: int) -> list[Found[str] | None]:
    """Split a list of holdings at semicolons and at "and" before another archive's name."""
    text, cuts, depth, begin = page.text, [], 0, start
    for match in re.compile(r"[()\[\]]|;\s*(?:and\s+)?|,?\s+and\s+(?=[A-ZА-ЯІЇЄҐ]{3,}\b)").finditer(
        text, start, end
    ):
        piece = match.group()
        if piece in "()[]":
            depth = max(0, depth + (1 if piece in "([" else -1))
        elif depth == 0:
            cuts.append((begin, match.start()))
            begin = match.end()
    cuts.append((begin, end))
    return [page.found(*cut) for cut in cuts]


def _trimmed(piece: Found[str], locator: Locator) -> Found[Locator]:
    """Return a holding with its place, the stop of the sentence left out."""
    stops = len(piece.value) - len(piece.value.rstrip(" .;,"))
    return Found(locator, piece.start, piece.end - stops, piece.basis)


def _parse(piece: Found[str]) -> Locator | None:
    """Read one holding; the host itself is none."""
    value = piece.value.rstrip(" .;,")
    labelled = _CALL_NUMBER.fullmatch(value)
    if labelled is not None:
        value = f"{labelled['archive'].rstrip(' ,.;')}, {labelled['number']}"
    try:
        locator = parse_locator(value)
    except LocatorError:
        return None
    if _is_host(locator.archive_text or ""):
        return None
    if locator.archive is None and locator.archive_text is None and len(locator.units) < 2:
        return None
    return locator


def _is_host(name: str) -> bool:
    folded = name.casefold()
    return any(word in folded for word in table()["hosts"]["words"])


def _from_matches(
    page: PageText, start: int, end: int, matches: list[Match], facts: SourceFacts
) -> None:
    """Take the references that running text has, and keep what stands between them."""
    passage = page.text[start:end]
    position = 0
    left: list[tuple[int, int]] = []
    for match in matches:
        facts.holdings.append(Found(match.locator, start + match.start, start + match.end))
        left.append((position, match.start))
        position = match.end
    left.append((position, len(passage)))
    if _prose(passage):
        whole = page.found(start, end)
        if whole is not None:
            facts.notes.append(whole)
        return
    for a, b in left:
        if _GLUE.fullmatch(passage[a:b]) is None:
            _remark(page, start + a, start + b, facts)


def archive_of(text: str) -> tuple[str | None, str] | None:
    """Return the archive that a description names: its id, if known, and the name as written.

    ``None`` where no part of the text is the name of an archive or looks like one.
    """
    parts = [part.strip(" .'\"“”‘’\t") for part in re.split(r"[,;()]", tidy(text))]
    parts = [re.sub(r"^(?:the|The|from the)\s+", "", part) for part in parts if part]
    spans = [(i, j) for i in range(len(parts)) for j in range(min(len(parts), i + 3), i, -1)]
    for i, j in spans:
        name = ", ".join(parts[i:j])
        found = candidates(name) if 2 <= len(name) <= 160 else ()
        if len(found) == 1 and not _is_host(name):
            before = parts[i - 1] if i else ""
            if f"{before} ({name})" in text and _HOLDING_WORD.search(before):
                name = f"{before} ({name})"  # the full name, with its abbreviation in brackets
            return found[0], name
    for part in parts:
        if _HOLDING_WORD.search(part) and not _is_host(part) and len(part.split()) <= 10:
            found = candidates(part)
            return (found[0] if len(found) == 1 else None), part
    return None


def _incomplete(text: str) -> Locator | None:
    """Return a holding of which only the archive can be told; the text says the rest."""
    if _IMPRINT.search(text) or _prose(text):
        return None
    found = archive_of(text)
    if found is None:
        return None
    return Locator(found[0], archive_text=found[1], text=tidy(text).rstrip(" .;,"))


def looks_like_source(text: str) -> bool:
    """Whether a line without a label is a source sentence: a locator, or an archive and credits."""
    if len(text) > 1500:
        return False
    credit = credits_start(text, 0, len(text))
    head = text[:credit] if credit is not None else text
    found = Found(head, 0, len(head))
    if _parse(found) is not None or any(True for _ in find_locators(head)):
        return True
    return credit is not None and (credit == 0 or archive_of(head) is not None)
