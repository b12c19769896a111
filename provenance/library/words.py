"""Texts as words to be searched for, in any script.

Words are folded on both sides: letter case and diacritics don't count, and Cyrillic letters are
those of their transliteration, so that either script finds the other. Where a script puts no
spaces between words, each letter is a word, and what is searched for is found anywhere in a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from provenance.model.text import to_latin

__all__ = ["query", "words"]

_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d",
     "ь": None, "ъ": None, "Ь": None, "Ъ": None}
)  # fmt: skip
#: Letters of scripts without spaces between words: Thai to Myanmar, Khmer, kana, Han, Hangul.
_SPACELESS = (
    "\u0e00-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+")
_SINGLE = re.compile(f"[{_SPACELESS}]")
#: A phrase in quotation marks of any kind, or a word with what is written onto it.
_TERM = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]|([^\s\"“”„«»]+)")
#: Shorter words are not taken for the beginning of longer ones.
_LONG = 3


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    text = to_latin(unicodedata.normalize("NFC", text).translate(_LETTERS))
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", plain).casefold()


def words(text: str) -> list[str]:
    """Return the words of ``text``, folded, in its order."""
    return _WORD.findall(_folded(text))


def query(text: str, field: str | None = None) -> str | None:
    """Return what the index is asked for ``text``: all its words, in ``field`` or anywhere.

    A word of three letters or more may be the beginning of a longer one, a shorter one or a
    number only with ``*`` behind it; what is in quotation marks is a phrase. ``None`` where the
    text has no word.
    """
    terms = " AND ".join(dict.fromkeys(_terms(text)))  # SQLite takes the square of their number
    if not terms:
        return None
    return terms if field is None else f'"{field}" : ({terms})'


def _terms(text: str) -> Iterator[str]:
    for phrase, word in _TERM.findall(text):
        found = words(phrase or word)
        if not found:
            continue
        last = found[-1]
        begins = word.endswith("*") or (
            not phrase and len(last) >= _LONG and not last.isdigit() and not _SINGLE.match(last)
        )
        yield f'"{" ".join(found)}"' + (" *" if begins else "")
