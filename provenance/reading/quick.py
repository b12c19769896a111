"""The commonest shapes of a reference, read at once: ``AVPRF, f. 0102, op. 14, d. 6, l. 26``.

Either a name that one archive has, then labels with plain values, then leaves, and nothing else
(:mod:`provenance.reading.patterns`); or the same without a name; or a series code with its number
(:mod:`provenance.reading.quick_codes`). Whatever differs in the least (a year between units, a name
in brackets, a label that comes twice) is left to the grammar, which reads these shapes too, with
the same result, in six times the time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from provenance.model.locator import Locator
from provenance.model.reference import MakesParts, Part
from provenance.reading.labels import Grammar
from provenance.reading.patterns import LONGEST, blanked, is_known, known, parts_of, pattern_of
from provenance.reading.quick_codes import CODED, coded_parts, read_coded, series_of
from provenance.reading.ways import opens_label

__all__ = ["QuickReading", "quick_at", "quick_locator", "quick_reading"]


def quick_locator(text: str) -> Locator | None:
    """Read ``text`` if it has a common shape, else return ``None``: the grammar's business."""
    if len(text) > LONGEST:
        return None
    pattern = pattern_of(blanked(text))
    if pattern is not None:
        return pattern.locator(text)
    coded = _coded(text)
    return read_coded(text, *coded) if coded is not None else None


class QuickReading(NamedTuple):
    """A reference of a common shape, its pattern, and what makes its parts (see ``Reference``)."""

    locator: Locator
    pattern: str
    parts: MakesParts


def quick_reading(text: str) -> QuickReading | None:
    """Read ``text`` as :func:`quick_locator` does, where an archive's name or code begins it."""
    if len(text) > LONGEST:
        return None
    written = blanked(text)
    pattern = pattern_of(written)
    if pattern is not None:
        locator = pattern.locator(text) if pattern.archive is not None else None
        return QuickReading(locator, pattern.written, parts_of) if locator is not None else None
    coded = _coded(text)
    if coded is None or _is_label(coded[3], coded[0]["letters"]):
        return None
    locator = read_coded(text, *coded)
    return QuickReading(locator, written, _coded_parts) if locator is not None else None


def _coded_parts(text: str, at: int) -> tuple[Part, ...]:
    coded = _coded(text)
    return coded_parts(text, coded[0], coded[3], at) if coded is not None else ()


@lru_cache(4096)
def _is_label(grammar: Grammar, letters: str) -> bool:
    """Whether the letters of a series code may be a unit's label too."""
    return bool(grammar.lookup(letters))


_NAMED: Final = re.compile(r"[^,:\d\n]{2,61}(?=[,:] [A-Z])")


def _coded(text: str) -> tuple[re.Match[str], str | None, str, Grammar] | None:
    """Return the match of a series code and number, the archive's name if any, id and grammar."""
    shape = CODED.fullmatch(text)
    if shape is not None:
        series = series_of(text, shape)
        return (shape, None, *series) if series is not None else None
    name = _NAMED.match(text)
    if name is None or not is_known(name[0]):
        return None
    shape = CODED.fullmatch(text, name.end())
    archive = known(name[0]) if shape is not None else None
    return (shape, name[0], *archive) if shape is not None and archive is not None else None


#: How far a reference of the common shape can go, after its archive's name.
_LABELLED: Final = re.compile(
    r"[,.]? [^\W\d_]{1,9}(?:(?:\. ?| )[^\W\d_]{1,4})?\.? ?(?:[^\W\d_]{1,2}-?)?\d"
    r"(?:[^\W_]|[/–—-](?=[^\W_])|, ?(?=\d)| ?(?:об|зв|ob|zv)\."
    r"|[,.;] ?[^\W\d_]{1,9}(?:(?:\. ?| )[^\W\d_]{1,4})?\.? ?(?:[^\W\d_]{1,2}-?)?(?=\d))*+"
)
#: Longer than any label with what joins it to the value before: what is cut off is refused.
_LONGEST_STEP: Final = 64
#: What shows, in running text, that a reference of the common shape goes no further: a bracket, or
#: a sentence's end before a word that is no label.
_OVER: Final = re.compile(r"[)\]}»”]|\.?\s*\Z|\.\s+(?P<word>[^\W\d_]+)(?!\.)\s")


def quick_at(text: str, start: int, end: int) -> tuple[Locator, int, Grammar] | None:
    """Read the reference of a common shape whose archive's name stands at ``start``–``end``.

    Returns it, where it ends, and the grammar it was read with; ``None`` where it has another
    shape, or where what follows may belong to it.
    """
    name = text[start:end]
    archive = known(name)
    if archive is None:
        return None
    found = CODED.match(text, end)
    if found is not None and _over(text, found.end()):
        locator = read_coded(text, found, name, *archive)
        if locator is not None:
            return locator, found.end(), archive[1]
    found = _LABELLED.match(text, end, start + LONGEST + _LONGEST_STEP)
    if found is None or found.end() - start > LONGEST or not _over(text, found.end()):
        return None
    written = text[start : found.end()]
    pattern = pattern_of(blanked(written))
    if pattern is None or pattern.name != name:
        return None
    locator = pattern.locator(written)
    return (locator, found.end(), archive[1]) if locator is not None else None


def _over(text: str, end: int) -> bool:
    """Whether a reference that was read up to ``end`` goes no further."""
    found = _OVER.match(text, end)
    if found is None:
        return False
    word = found["word"]
    # capitals may be a fond's part: Ф. 102. ДП ОО. 1898 г. Оп. 226
    return word is None or not (opens_label(word) or (word.isupper() and len(word) > 1))
