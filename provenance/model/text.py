"""Text rules that the model's values share: Latin letters for Cyrillic ones, folding, order.

Transliteration is ALA-LC without diacritics (Library of Congress romanisation tables), the form
in which English-language scholarship prints the letters of fond, opis and file numbers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["DASHES", "alphabet", "fold", "natural_key", "to_latin"]

#: Every character that stands for a dash or a minus in typed references.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"

_RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": '"', "ы": "y", "ь": "'", "э": "e", "ю": "iu", "я": "ia",
    # letters of the other Cyrillic alphabets that the Russian one does not have
    "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c",
    "ђ": "d", "џ": "dz", "ѕ": "dz", "ќ": "k", "ѓ": "g", "қ": "q", "ғ": "gh", "ә": "a", "ө": "o",
    "ү": "u", "ұ": "u", "һ": "h", "ң": "ng", "ѣ": "e", "ѳ": "f", "ѵ": "i",
}  # fmt: skip
_OTHER = {
    "uk": {"г": "h", "и": "y", "й": "i", "ґ": "g", "ь": "'"},
    "be": {"г": "h", "ґ": "g", "и": "i"},
    "bg": {"щ": "sht", "ъ": "u", "х": "kh"},
    "sr": {"х": "h", "ц": "c", "ч": "c", "ш": "s", "ж": "z"},
    "mk": {"х": "h", "ц": "c", "ч": "c", "ш": "s", "ж": "z"},
}  # fmt: skip


@lru_cache(maxsize=8)
def _table(language: str) -> dict[int, str]:
    letters = {**_RUSSIAN, **_OTHER.get(language, {})}
    table: dict[int, str] = {}
    for small, latin in letters.items():
        table[ord(small)] = latin
        table[ord(small.upper())] = latin[:1].upper() + latin[1:]
    return table


def to_latin(text: str, language: str = "ru") -> str:
    """Return ``text`` with its Cyrillic letters in Latin ones; the letter case is kept.

    ``language`` is the BCP 47 primary tag of the text's language; letters that its table does
    not settle follow the Russian one. Text without Cyrillic letters comes back as it is.
    """
    return text if text.isascii() else text.translate(_table(language))


@lru_cache(maxsize=256)
def alphabet(text: str) -> str:
    """Return the first script other than Latin that ``text`` has letters of, else ``"LATIN"``.

    By Unicode's name of the letters: ``CYRILLIC``, ``CJK``, ``HANGUL``. Diacritics make no script.
    """
    if text.isascii():
        return "LATIN"
    names = (unicodedata.name(ch, "LATIN").split(" ", 1)[0] for ch in text if ch.isalpha())
    return next((name for name in names if name not in ("LATIN", "FULLWIDTH")), "LATIN")


_DASH_TABLE = {ord(dash): "-" for dash in DASHES}
_BRACKETS = {ord("["): None, ord("]"): None}
_APOSTROPHES = {ord(mark): "'" for mark in "\u2019\u02b9\u02bc\u2032`´"}
_LETTER_THEN_DIGIT = re.compile(r"(?<=[^\W\d_])[\s-]+(?=\d)|(?<=\d)[\s-]+(?=[^\W\d_])")
_SPACES_AT_MARKS = re.compile(r"\s*([-/.,:;#()])\s*")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=65536)
def fold(value: str) -> str:
    """Return ``value`` as identity sees it.

    Blind to script, letter case, spacing, kind of dash, apostrophe, a hyphen or space between a
    letter and a digit (``R9401``, ``R-9401``), and square brackets: the contract on identity.
    Leading zeros count.
    """
    if value.isascii() and value.isdigit():
        return value
    text = unicodedata.normalize("NFC", value).translate(_DASH_TABLE).translate(_BRACKETS)
    text = to_latin(text).translate(_APOSTROPHES).casefold()
    text = _LETTER_THEN_DIGIT.sub("", text)
    text = _SPACES_AT_MARKS.sub(r"\1", text)
    return _SPACES.sub(" ", text).strip()


_NUMBERS = re.compile(r"(\d+)")


def natural_key(value: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts ``9 < 10 < 10a`` and text after numbers; zeros break ties."""
    parts = _NUMBERS.split(fold(value))
    key = [
        (0, int(part), part) if index % 2 else (1, 0, part)
        for index, part in enumerate(parts)
        if part
    ]
    return tuple(key)
