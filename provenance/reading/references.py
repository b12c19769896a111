"""References as they stand in a text, the faulty ones too: what the checks look at.

:func:`find_references` yields what :func:`provenance.find_locators` finds, with its parts, and
also what was plainly meant to be a reference but cannot be read as one. :func:`read_reference`
does the same for a text that is to be one reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from provenance.archives import present_id
from provenance.errors import LocatorError
from provenance.model.locator import Locator
from provenance.model.reference import Part, Reference
from provenance.reading.archive_names import ArchiveName, name_at, name_words
from provenance.reading.labels import Grammar, archive_grammar, traditions
from provenance.reading.locator import parse_locator
from provenance.reading.parts import grammar_of, plain_marks, read_parts
from provenance.reading.prefilter import hits
from provenance.reading.scan import Match, find_locators

__all__ = ["find_references", "read_reference"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_FAR: Final = 200  # how far a reference may go on after what could be read of it
_STOP: Final = re.compile(
    r"\n\s*\n|\n(?=\s*(?:[-+*>|]|\[\^|\d{1,4}[.)]\s))|[.!?]\s+(?=[^\W\d_]{3})"
)
_NOT_LABELS: Final = frozenset("p pp s ss с стр no nr n № vol art fig ch see cf in".split())  # noqa: SIM905


def read_reference(text: str, *, source: str | None = None) -> Reference:
    """Return the reference that ``text`` is to be, with the error where it cannot be read."""
    stripped = text.strip()
    start = text.find(stripped) if stripped else 0
    try:
        locator = parse_locator(text)
    except LocatorError as error:
        return _unreadable(text, start, start + len(stripped), error, source)
    return _parted(text, start, start + len(stripped), locator, source)


def find_references(text: str, *, source: str | None = None) -> Iterator[Reference]:
    """Yield the references of a running text, in order, without overlap; never raises.

    What was meant to be one but cannot be read has ``locator`` ``None`` and its ``error``.
    """
    plain = plain_marks(text)
    before = 0
    matches = find_locators(text)
    match = next(matches, None)
    while match is not None:
        following = next(matches, None)
        yield from _meant(text, plain, before, match.start, source)
        limit = following.start if following is not None else len(text)
        found = _continued(plain, _of_match(text, plain, match, source), limit)
        yield attrs.evolve(found, text=text[found.start : found.end])
        before = found.end
        match = following
    yield from _meant(text, plain, before, len(text), source)


def _grammar(locator: Locator, text: str) -> Grammar | None:
    if locator.archive is not None:
        return archive_grammar(locator.archive)
    return grammar_of(text)


def _parted(
    text: str, start: int, end: int, locator: Locator, source: str | None
) -> Reference:  # fmt: skip
    plain = plain_marks(text)
    name = locator.archive_text
    name_start = text.find(name, start, end) if name else -1
    begin = name_start + len(name) if name and name_start == start else start
    grammar = _grammar(locator, plain[start:end])
    parts = read_parts(plain, begin, end, grammar) if grammar is not None else ()
    return Reference(
        text[start:end], start, end, locator, None, locator.archive, name, name_start,
        _as_read(parts, locator, grammar), (), source,
    )  # fmt: skip


def _as_read(
    parts: tuple[Part, ...], locator: Locator, grammar: Grammar | None
) -> tuple[Part, ...]:
    """Give each part the kind that the parser took its label for."""
    if grammar is None or all(part.kind is None or len(part.kinds) < 2 for part in parts):
        return parts
    kinds = [unit.kind for unit in locator.units]
    leaf = locator.leaves.kind if locator.leaves is not None else None
    made = []
    for part in parts:
        meant = next((kind for kind in part.kinds if kind in kinds or kind == leaf), None)
        if part.kind not in kinds and part.kind != leaf and meant is not None:
            part = attrs.evolve(part, kind=meant, leaf=grammar.is_leaf(meant))
        made.append(part)
    return tuple(made)


def _of_match(text: str, plain: str, match: Match, source: str | None) -> Reference:
    found = _parted(text, match.start, match.end, match.locator, source)
    inherited = match.inherited
    return attrs.evolve(found, inherited=inherited) if inherited else found


def _continued(plain: str, found: Reference, limit: int) -> Reference:
    """Take in what follows a reference that was read in part: ``…, op. , d. 6``."""
    if found.locator is None or not found.parts:
        return found
    stop = min(limit, found.end + _FAR)
    end = _STOP.search(plain, found.end, stop)
    stop = end.start() if end is not None else stop
    if plain[found.end : found.end + 1] not in (",", ";", ".", " ") or stop - found.end < 3:
        return found
    grammar = _grammar(found.locator, found.text)
    if grammar is None:
        return found
    more = read_parts(plain, found.end, stop, grammar)
    kept: list[Part] = []
    at = found.end
    for part in more:
        gap = plain[at : part.start]
        if gap.strip(" ,;.:") or (part.kind is None and not _strange(part)):
            break
        kept.append(part)
        at = part.end
    while kept and kept[-1].kind is None and len(kept) == 1 and ";" in plain[found.end : at]:
        kept.pop()
    if not any(_faulty(part, found.parts) for part in kept):
        return found
    return attrs.evolve(found, end=kept[-1].end, parts=(*found.parts, *kept))


def _strange(part: Part) -> bool:
    return part.label.casefold() not in _NOT_LABELS


def _faulty(part: Part, before: tuple[Part, ...]) -> bool:
    """Whether this is why the parser stopped: no label, no value, or no number."""
    return part.kind is None or not part.value or not any(ch.isdigit() for ch in part.value)


def _unreadable(
    text: str, start: int, end: int, error: LocatorError, source: str | None
) -> Reference:
    plain = plain_marks(text)
    name = _name_in(plain, start, end)
    archive: str | None = None
    name_text: str | None = None
    name_start, begin = -1, start
    grammar: Grammar | None = None
    if name is not None:
        name_start, named = name
        begin = named.end
        name_text = text[name_start : named.end]
        ids = tuple(dict.fromkeys(map(present_id, named.ids)))
        archive = ids[0] if len(ids) == 1 else None
        grammar = archive_grammar(named.ids[0])
    if grammar is None:
        grammar = grammar_of(plain[start:end])
    parts = read_parts(plain, begin, end, grammar) if grammar is not None else ()
    return Reference(
        text[start:end], start, end, None, error, archive, name_text, name_start, parts, (), source
    )


def _name_in(text: str, start: int, end: int) -> tuple[int, ArchiveName] | None:
    for word in _WORD.finditer(text, start, min(end, start + 400)):
        if name_words(word[0]):
            name = name_at(text, word.start())
            if name is not None and name.end <= end:
                return word.start(), name
    return None


# --------------------------------------------------------------------------- what was meant


def _meant(
    text: str, plain: str, start: int, stop: int, source: str | None
) -> Iterator[Reference]:  # fmt: skip
    """Yield what between two references was meant to be one."""
    if stop - start < 6:
        return
    floor = start
    base = max(0, start - 100)  # what stands before a number decides whether it is a hit
    for place in hits(plain[base:stop], start - base, lambda: start - base):
        if base + place < floor:
            continue
        found = _meant_at(text, plain, floor, base + place, stop, source)
        if found is not None:
            yield found
            floor = found.end


def _meant_at(
    text: str, plain: str, floor: int, hit: int, stop: int, source: str | None
) -> Reference | None:
    end = _STOP.search(plain, hit, min(stop, hit + _FAR))
    limit = end.start() if end is not None else min(stop, hit + _FAR)
    low = max(floor, hit - 80, plain.rfind("\n", floor, hit) + 1)
    for word in _WORD.finditer(plain, low, hit):
        if not word[0][0].isupper() or not name_words(word[0]):
            continue
        name = name_at(plain, word.start())
        if name is None or name.end > hit:
            continue
        parts = read_parts(plain, name.end, limit, archive_grammar(name.ids[0]))
        parts = _joined(plain, name.end, parts)
        if parts and _plainly_meant(parts, archive_grammar(name.ids[0])):
            return _made(text, word.start(), parts, source)
    return None


def _joined(plain: str, start: int, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts that follow one another with nothing but separators between."""
    kept: list[Part] = []
    at = start
    for part in parts:
        if plain[at : part.start].strip(" ,;.:()[]") or (part.kind is None and not _strange(part)):
            break
        kept.append(part)
        at = part.end
    return tuple(kept)


def _plainly_meant(parts: tuple[Part, ...], grammar: Grammar) -> bool:
    """Whether parts right after an archive's name are units, not a page or a date."""
    first = parts[0]
    if first.kind is None:
        return len(first.label) <= 5 and bool(_labelled_later(parts))
    if first.leaf or first.label.casefold() in _NOT_LABELS:
        return bool(_labelled_later(parts))
    return first.kind in grammar.order or bool(traditions().bits(first.label))


def _labelled_later(parts: tuple[Part, ...]) -> bool:
    return any(part.kind is not None and not part.leaf for part in parts[1:])


def _made(text: str, start: int, parts: tuple[Part, ...], source: str | None) -> Reference:
    end = parts[-1].end
    written = text[start:end]
    try:
        locator = parse_locator(written)
    except LocatorError as error:
        return _unreadable(text, start, end, error, source)
    return _parted(text, start, end, locator, source)
