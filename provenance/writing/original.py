"""The Cyrillic letters of a number: ``R-5446`` is ``Р-5446`` in the archive's own script.

A value keeps its letters in Latin. What was written is used where it is there; else the letters
that go with a number go back into Cyrillic ones (``98s`` → ``98с``, ``102 DPOO`` → ``102 ДПОО``),
if that is a spelling whose romanisation is the value. Names and Roman numerals stay as they are.
"""

from __future__ import annotations

import re
from functools import cache

from provenance.model.locator import Unit
from provenance.model.text import fold, to_latin
from provenance.units import root_kind

__all__ = ["original_letters", "original_value"]

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
_GROUP = re.compile(r"(?P<prefix>^[A-Za-z]+-?(?=\d))|[A-Za-z'\"]+")
_ROMAN = re.compile(r"[IVX]+")
_AFFIX = re.compile(r"[A-Za-z'\"]{1,6}-?(?=\d)|(?<=\d)-?[A-Za-z'\"]{1,6}")
_WORD = re.compile(r"[A-Za-z]*[a-z][A-Za-z]{3}|[A-Za-z]{3}[a-z]")
_DIGIT = re.compile(r"\d")
#: A line's end, with the marks of a quotation, after a hyphen or a slash or elsewhere.
_BROKEN = re.compile(r"(?:(?<=[-‐‑‒–/])()|%|)\s*\n[\s>]*")


@cache
def _letters(language: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """Every Cyrillic letter by its Latin ones, the usual letter where two have the same."""
    table: dict[str, str] = {}
    own = {"uk": "і", "be": "і"}.get(language, "")
    for letter in own + "абвгдежзийклмнопрстуфхцчшщыэюяьґъ":
        latin = to_latin(letter, language)
        table.setdefault(latin, letter)
        table.setdefault(latin.upper(), letter.upper())
        table.setdefault(latin.capitalize(), letter.upper())
    longest = sorted(table, key=len, reverse=True)
    return table, re.compile("sch|" + "|".join(map(re.escape, longest)))


def original_letters(text: str, language: str) -> str:
    """Return Latin letters as Cyrillic ones of ``language``; those that have none stay."""
    table, pattern = _letters(language)
    return pattern.sub(lambda m: "сч" if m[0] == "sch" else table[m[0]], text)


def original_value(unit: Unit, language: str) -> str:
    """Return the unit's value in the Cyrillic letters of ``language``, where it has any."""
    written, value = unit.written, unit.value
    if written is not None and "\n" in written:  # a line was broken there: Р-⏎5446
        written = _BROKEN.sub(lambda found: "" if found[1] is not None else " ", written)
    if (
        written is not None
        and _CYRILLIC.search(written)
        and fold(to_latin(written, language)) == fold(value)
    ):
        return written
    if value.isdecimal() or not _DIGIT.search(value) or _WORD.search(_AFFIX.sub("", value)):
        return value

    def letters(match: re.Match[str]) -> str:
        series = match["prefix"] is not None and root_kind(unit.kind) == "fond"
        numeral = not series and _ROMAN.fullmatch(match[0].rstrip("-"))
        found = match[0] if numeral else original_letters(match[0], language)
        return match[0] if _LATIN.search(found) else found

    text = _GROUP.sub(letters, value)
    return text if to_latin(text, language).casefold() == value.casefold() else value
