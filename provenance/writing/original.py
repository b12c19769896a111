"""The Cyrillic letters of a number: ``R-5446`` is ``Р-5446`` in the archive's own script.

A value keeps its letters in Latin; what was written is used where it is there. Where it isn't,
only letters that are known to mark fonds, inventories and files go back (a prefix such as Р, А, П,
one letter or ``сч``, ``доп.`` after the number): Latin ones may be meant elsewhere.
"""

from __future__ import annotations

import re
from functools import cache

from provenance.model.locator import Unit
from provenance.model.text import fold, to_latin

__all__ = ["original_letters", "original_value"]

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
#: R Soviet, A RSFSR, P party, M Komsomol, K KGB, FR (Crimea, Ukraine) fonds.
_NUMBER = re.compile(
    r"(?P<prefix>R|A|P|M|K|FR)?(?P<dash>-?)(?P<number>\d+)"
    r"(?P<gap>[ -]?)(?P<suffix>[a-z]|sch|dop|[A-HJ-UWYZ])?(?P<stop>\.?)"
)
_WORDS = {"sch": "сч", "dop": "доп"}


@cache
def _letters(language: str) -> dict[str, str]:
    """Every Cyrillic letter that is one Latin letter, by that; the usual one where two are."""
    table: dict[str, str] = {}
    own = {"uk": "і", "be": "і"}.get(language, "")
    for letter in own + "абвгдежзийклмнопрстуфхцчшщыэюягґ":
        latin = to_latin(letter, language)
        if len(latin) == 1:
            table.setdefault(latin, letter)
            table.setdefault(latin.upper(), letter.upper())
    return table


def original_letters(text: str, language: str) -> str:
    """Return Latin letters as the Cyrillic ones of ``language``; those without one stay."""
    return _WORDS.get(text) or "".join(_letters(language).get(ch, ch) for ch in text)


def original_value(unit: Unit, language: str) -> str:
    """Return the unit's value in the Cyrillic letters of ``language``, where it has any."""
    written, value = unit.written, unit.value
    if (
        written is not None
        and _CYRILLIC.search(written)
        and fold(to_latin(written, language)) == fold(value)
    ):
        return written
    if value.isdecimal() or not _LATIN.search(value):
        return value
    match = _NUMBER.fullmatch(value)
    if match is None:
        return value
    prefix, suffix = match["prefix"] or "", match["suffix"] or ""
    text = (
        original_letters(prefix, language) + match["dash"] + match["number"]
        + match["gap"] + original_letters(suffix, language) + match["stop"]
    )  # fmt: skip
    return text if to_latin(text, language) == value else value
