"""References as they stand in a text, the faulty ones too: what the checks look at.

:func:`find_references` yields what :func:`provenance.find_locators` finds, with its parts, and
also what was plainly meant to be a reference but cannot be read as one. :func:`read_reference`
does the same for a text that is to be one reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Final

import attrs

from provenance.archives import candidates, present_id
from provenance.errors import LocatorError
from provenance.model.date_tokens import is_month
from provenance.model.reference import Part, Reference
from provenance.reading.archive_names import ArchiveName, name_at, name_words
from provenance.reading.dashed import (
    FAR,
    NOT_LABELS,
    STOP,
    dashed,
    dashed_on,
    joined,
    strange,
)
from provenance.reading.labels import Grammar, archive_grammar, traditions
from provenance.reading.locator import parse_locator
from provenance.reading.parted import as_read, grammars_for, in_all, parted
from provenance.reading.parts import (
    PAD,
    SEPARATORS,
    grammars_of,
    plain_marks,
    read_parts,
)
from provenance.reading.prefilter import hits
from provenance.reading.quick import quick_reading
from provenance.reading.scan import Match, find_locators
from provenance.units import labels

__all__ = ["find_references", "moved", "read_reference"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_FIGURE: Final = re.compile(r"\d")
_EDGES: Final = " \t\r\n.,;:)]"
#: Begins the error that a second reference stands in a text.
_SECOND: Final = "one reference expected"
#: A short name that stands right before a reference.
_LAST_NAME: Final = re.compile(r"(?<![^\W_])([^\W\d_a-z]{2,8})[,.:]?\s{1,2}\Z")
#: A short name with two capitals, which may be a known one misspelt.
_LIKE_A_NAME: Final = re.compile(
    r"(?<![^\W_])((?:[^\W\d_a-zа-яіїєґё][a-zа-яіїєґё]{0,2}){2,8})(?:,|(?<=[Ѐ-ӿ])\.)\s{1,2}\Z"
)
_LONGEST_NAME: Final = 12
_PAGE: Final = re.compile(r"(pp?|S|[sс]{1,2}|[Сс]тр)\.?\s?(\d{1,4}(?:[-–]\d{1,4})?)[\s.,;]*")
_MISREAD: Final = re.compile(r"[-−–]\d|[lIІOОoоЗ]\d")
_NEXT_WORD: Final = re.compile(r"\.?\s([^\W\d_]+)")


def read_reference(text: str, *, source: str | None = None, at: int = 0) -> Reference:
    """Return the reference that ``text`` is to be, with the error where it cannot be read.

    ``at`` is where ``text`` begins in the text whose code points are wanted.
    """
    quick = quick_reading(text)
    if quick is None:
        found = _read_reference(text, source)
        return found if at == 0 else moved(found, at)
    locator = quick.locator
    name = locator.archive_text
    return Reference(
        text, at, at + len(text), locator, None, locator.archive, name,
        at if name is not None else -1, quick.parts, (), source, quick.pattern,
    )  # fmt: skip


def moved(found: Reference, by: int) -> Reference:
    """Return a reference whose places are ``by`` code points further on."""
    parts = tuple([
        Part(
            part.kind, part.label, part.value, part.start + by, part.end + by,
            part.label_start + by, part.value_start + by, part.kinds, part.after, part.leaf,
        )
        for part in found.parts
    ])  # fmt: skip
    return Reference(  # not evolved: a list of references spends a tenth of its time here
        found.text, found.start + by, found.end + by, found.locator, found.error, found.archive,
        found.archive_text, found.name_start if found.name_start < 0 else found.name_start + by,
        parts, found.inherited, found.source,
    )  # fmt: skip


def _read_reference(text: str, source: str | None) -> Reference:
    stripped = text.strip()
    start = text.find(stripped) if stripped else 0
    end = start + len(stripped)
    try:
        locator = parse_locator(text)
    except LocatorError as error:
        if _SECOND in str(error):
            several = list(islice(find_references(text, source=source), 2))
            if len(several) == 1 and several[0].end >= start + len(stripped.rstrip(_EDGES)):
                return several[0]  # a leaf and a page: one reference, though a faulty one
            paged = _with_page(text, error.position, source)
            if paged is not None:
                return paged
        return _unreadable(text, plain_marks(text), start, end, error, source)
    if locator.rest is not None:
        rest = text.rfind(locator.rest, start, end)
        end = start + len(text[start:rest].rstrip(_EDGES)) if rest > start else end
    name = locator.archive_text
    place = text.find(name, start, end) if name else -1
    if name and place > start and _FIGURE.search(text, place + len(name), end) is not None:
        start = place  # a description stands before
    plain = plain_marks(text)
    whole = parted(text, plain, start, end, locator, source)
    found = _continued(plain, whole, len(text))
    if found is whole:
        return found
    return attrs.evolve(found, text=text[found.start : found.end])


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
        found = _of_match(text, plain, match, source)
        limit = following.start if following is not None else len(text)
        found = dashed_on(text, plain, found, limit, source)
        if following is not None and _beside(plain, found, following):
            page = _of_match(text, plain, following, source)
            found = attrs.evolve(found, end=page.end, parts=(*found.parts, *page.parts))
            following = next(matches, None)
        if following is not None and _interrupted(plain, found, following):
            limit = following.end  # what follows is not of a chain, but the rest of this one
            following = next(matches, None)
        else:
            limit = following.start if following is not None else len(text)
        found = _continued(plain, found, limit)
        yield attrs.evolve(found, text=text[found.start : found.end])
        before = found.end
        match = following
    yield from _meant(text, plain, before, len(text), source)


def _of_match(text: str, plain: str, match: Match, source: str | None) -> Reference:
    found = parted(text, plain, match.start, match.end, match.locator, source)
    inherited = match.inherited
    if inherited:
        return attrs.evolve(found, inherited=inherited)
    if found.archive_text is None:
        low = max(0, match.start - _LONGEST_NAME)
        name = _LAST_NAME.search(plain, low, match.start)
        if name is not None and len(candidates(name[1])) < 2:
            name = None
        if name is None and found.archive is None:
            name = _LIKE_A_NAME.search(plain, low, match.start)
            if name is not None and candidates(name[1]):
                name = None
        if name is not None:
            at = name.start(1)
            return attrs.evolve(found, start=at, archive_text=name[1], name_start=at)
    return found


def _beside(plain: str, found: Reference, following: Match) -> bool:
    """Whether what follows a reference is a page beside its leaf: ``Bl. 5, S. 9``."""
    if found.locator is None or plain[found.end : following.start].strip() != ",":
        return False
    one, other = found.locator, following.locator
    if one.leaves is not None and other.leaves is None and _PAGE.fullmatch(following.text):
        return True  # no papka and no perechen: those stand above the leaves
    return (
        one.units == other.units
        and one.leaves is not None
        and other.leaves is not None
        and one.leaves.kind != other.leaves.kind
    )


def _with_page(text: str, position: int, source: str | None) -> Reference | None:
    """Return the reference that a page follows though it has a leaf: ``l. 5, p. 9``."""
    page = _PAGE.fullmatch(text, position)
    if page is None:
        return None
    found = read_reference(text[:position].rstrip(_EDGES), source=source)
    if found.locator is None or found.locator.leaves is None or not found.parts:
        return None
    low, (start, end) = page.start(1), page.span(2)
    part = Part("page", page[1], page[2], low, end, low, start, leaf=True)
    return attrs.evolve(
        found, text=text[found.start : end], end=end, parts=(*found.parts, part), pattern=""
    )


def _interrupted(plain: str, found: Reference, following: Match) -> bool:
    """Whether a label without a value stands between a reference and what leans on it."""
    if not following.inherited or found.locator is None or following.start - found.end > 40:
        return False
    grammars = grammars_for(found.locator, found.text)
    gap = read_parts(plain, found.end, following.start, grammars[0]) if grammars else ()
    return any(part.kind is not None and not part.value for part in gap)


def _continued(plain: str, found: Reference, limit: int) -> Reference:
    """Take in what follows a reference that was read in part: ``…, op. , d. 6``."""
    if found.locator is None or not (found.parts or found.archive):
        return found
    stop = min(limit, found.end + FAR)
    end = STOP.search(plain, found.end, stop)
    stop = end.start() if end is not None else stop
    if plain[found.end : found.end + 1] not in (",", ";", ".", " ", PAD) or stop - found.end < 3:
        return found
    grammars = grammars_for(found.locator, found.text)
    if not grammars:
        return found
    used = [unit.kind for unit in found.locator.units] if not found.parts else ()
    more = read_parts(plain, found.end, stop, grammars[0], joined=True, used=used)
    kept: list[Part] = []
    at = found.end
    for part in more:
        gap = plain[at : part.start]
        if gap.strip(SEPARATORS) or (part.kind is None and not strange(part)):
            break
        if not found.parts and not _misread(part) and (
            part.value or not _abbreviated(part.label)
        ):  # fmt: skip
            break  # after a call number all may follow; a label without its value is one
        if part.kind is None and _is_date(plain, part):
            break
        kept.append(part)
        at = part.end
    while kept and kept[-1].kind is None and len(kept) == 1 and ";" in plain[found.end : at]:
        kept.pop()
    if not any(map(_faulty, kept)):
        return found
    return attrs.evolve(found, end=kept[-1].end, parts=(*found.parts, *kept))


def _is_date(plain: str, part: Part) -> bool:
    """Whether what looks like an unknown label and its value is of a date: ``dated 5 May``."""
    month = _NEXT_WORD.match(plain, part.end, part.end + 24)
    return is_month(part.label) or (month is not None and is_month(month[1]))


@cache
def _abbreviated(label: str) -> bool:
    """Whether a label is an abbreviation, which is no word of a sentence."""
    written = label.rstrip(".").casefold()
    return any(
        row.form == "short" and row.label.rstrip(".").casefold() == written for row in labels()
    ) and not any(row.form == "long" and row.label.casefold() == written for row in labels())


def _faulty(part: Part) -> bool:
    """Whether this is why the parser stopped: no label, no value, or no number."""
    return (
        part.kind is None
        or not part.value
        or not any(ch.isdigit() for ch in part.value)
        or _misread(part)
    )


def _misread(part: Part) -> bool:
    """Whether a leaf's number is negative, or begins with a letter that looks like a digit."""
    return part.leaf and _MISREAD.match(part.value) is not None


def _unreadable(
    text: str, plain: str, start: int, end: int, error: LocatorError, source: str | None
) -> Reference:
    name = _name_in(plain, start, end)
    archive: str | None = None
    name_text: str | None = None
    name_start, begin = -1, start
    grammars: list[Grammar] = []
    if name is not None:
        name_start, named = name
        begin = named.end
        name_text = text[name_start : named.end]
        ids = tuple(dict.fromkeys(map(present_id, named.ids)))
        archive = ids[0] if len(ids) == 1 else None
        grammars = [archive_grammar(named.ids[0])]
    grammars = grammars or grammars_of(plain[start:end])
    stop = error.position if error.position > begin and _SECOND in str(error) else end
    parts = in_all(read_parts(plain, begin, stop, grammars[0]), grammars) if grammars else ()
    if stop < end and parts:
        with suppress(LocatorError):
            parts = as_read(parts, parse_locator(text[start:stop]), grammars[0])
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


# What was meant to be one.


def _meant(text: str, plain: str, start: int, stop: int, source: str | None) -> Iterator[Reference]:
    """Yield what between two references was meant to be one."""
    if stop - start < 6:
        return
    floor = start
    base = max(0, start - 100)  # what stands before a number decides whether it is a hit
    for place in hits(plain[base:stop].replace(PAD, " "), start - base, lambda: start - base):
        if base + place < floor:
            continue
        found = _meant_at(text, plain, floor, base + place, stop, source)
        if found is not None:
            yield found
            floor = found.end


def _meant_at(
    text: str, plain: str, floor: int, hit: int, stop: int, source: str | None
) -> Reference | None:
    end = STOP.search(plain, hit, min(stop, hit + FAR))
    limit = end.start() if end is not None else min(stop, hit + FAR)
    low = max(floor, hit - 80, plain.rfind("\n", floor, hit) + 1)
    for word in _WORD.finditer(plain, low, hit):
        if not word[0][0].isupper() or not name_words(word[0]):
            continue
        name = name_at(plain, word.start())
        if name is None or name.end > hit:
            continue
        grammar = archive_grammar(name.ids[0])
        whole = dashed(text, plain, word.start(), name.end, limit, grammar, source)
        if whole is not None:
            return whole
        parts = read_parts(plain, name.end, limit, grammar)
        parts = joined(plain, name.end, parts)
        if parts and _plainly_meant(parts, grammar):
            return _made(text, plain, word.start(), parts, source)
    return None


def _plainly_meant(parts: tuple[Part, ...], grammar: Grammar) -> bool:
    """Whether parts right after an archive's name are units, not a page or a date."""
    first = parts[0]
    if first.kind is None:
        return len(first.label) <= 5 and bool(_labelled_later(parts))
    if first.leaf or first.label.casefold() in NOT_LABELS:
        return bool(_labelled_later(parts))
    return first.kind in grammar.order or bool(traditions().bits(first.label))


def _labelled_later(parts: tuple[Part, ...]) -> bool:
    return any(part.kind is not None and not part.leaf for part in parts[1:])


def _made(
    text: str, plain: str, start: int, parts: tuple[Part, ...], source: str | None
) -> Reference:
    end = parts[-1].end
    written = text[start:end]
    try:
        locator = parse_locator(written)
    except LocatorError as error:
        return _unreadable(text, plain, start, end, error, source)
    return parted(text, plain, start, end, locator, source)
