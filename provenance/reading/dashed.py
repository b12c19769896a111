"""Call numbers whose hyphens are dashes: :func:`dashed`, :func:`dashed_on`; parts in a row."""

from __future__ import annotations

import re
from typing import Final

from provenance.errors import LocatorError
from provenance.model.reference import Part, Reference
from provenance.model.text import DASHES
from provenance.reading.labels import Grammar, archive_grammar
from provenance.reading.locator import parse_locator
from provenance.reading.parted import parted
from provenance.reading.parts import SEPARATORS, read_parts

__all__ = ["FAR", "NOT_LABELS", "STOP", "dashed", "dashed_on", "joined", "strange"]

#: Three numbers or more with dashes between, which is no date.
_DASHED: Final = re.compile(
    r"[\s,.:]{1,3}(?!\d{1,2}[\u2012-\u2015]\d{1,2}[\u2012-\u2015]\d{2,4}(?!\w))"
    r"\d+(?:[\u2012-\u2015]\d+){2,}(?!\w)"
)
#: A call number that goes on with a dash where its hyphen should be: 3.1.9. ``V–150019``.
_DASHED_ON: Final = re.compile(
    r"(?:[.,]?\s[A-Z]{1,2}|(?<=[A-Z][\u2012-\u2015]\d)\d{0,6})(?:[\u2012-\u2015/]\d{1,8})+(?![\w/-])"
)
_HYPHENS: Final = {ord(dash): "-" for dash in DASHES}
FAR: Final = 200  # how far a reference may go on after what could be read of it
STOP: Final = re.compile(r"\n\s*\n|\n(?=\s*(?:[-+*>|]|\[\^|\d{1,4}[.)]\s))|[.!?]\s+(?=[^\W\d_]{3})")
#: Words between two numbers that are no labels: of books, and those that join.
NOT_LABELS: Final = frozenset(
    ("p", "pp", "s", "ss", "с", "стр", "no", "nr", "n", "№", "vol", "art", "fig", "ch", "see", "cf",
     "in", "and", "und", "et", "oraz", "a", "és", "och", "og", "en", "y", "e", "și", "şi", "ir",
     "un", "ja", "i", "и", "й", "і", "та", "да")
)  # fmt: skip


def joined(plain: str, start: int, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts that follow one another with nothing but separators between."""
    kept: list[Part] = []
    at = start
    for part in parts:
        if plain[at : part.start].strip(f"{SEPARATORS}()[]") or (
            part.kind is None and not strange(part)
        ):
            break
        kept.append(part)
        at = part.end
    return tuple(kept)


def strange(part: Part) -> bool:
    """Whether a label that nobody knows may be one: no word between two numbers."""
    return part.label.casefold() not in NOT_LABELS


def dashed(
    text: str, plain: str, start: int, named: int, stop: int, grammar: Grammar, source: str | None
) -> Reference | None:
    """Return the reference to a call number after an archive's name whose hyphens are dashes."""
    number = _DASHED.match(plain, named, stop)
    if number is None:
        return None
    return _with_hyphens(text, plain, start, number.end(), stop, grammar, source)


def _with_hyphens(
    text: str, plain: str, start: int, at: int, stop: int, grammar: Grammar, source: str | None
) -> Reference | None:
    """Return the reference whose call number ends ``at``, its dashes read as hyphens."""
    parts = joined(plain, at, read_parts(plain, at, stop, grammar))
    end = parts[-1].end if parts else at
    try:
        locator = parse_locator(plain[start:end].translate(_HYPHENS))
    except LocatorError:
        return None
    return parted(text, plain, start, end, locator, source)


def dashed_on(text: str, plain: str, found: Reference, limit: int, source: str | None) -> Reference:
    """Take in the rest of a call number that was read up to a dash that should be a hyphen."""
    if found.parts or found.archive is None:
        return found
    number = _DASHED_ON.match(plain, found.end, limit)
    if number is None:
        return found
    stop = min(limit, number.end() + FAR)
    sentence = STOP.search(plain, number.end(), stop)
    stop = sentence.start() if sentence is not None else stop
    whole = _with_hyphens(
        text, plain, found.start, number.end(), stop, archive_grammar(found.archive), source
    )
    return whole if whole is not None and whole.archive == found.archive else found
