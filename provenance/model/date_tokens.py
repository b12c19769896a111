"""The pieces of a written date: numbers, month words, marks, words of no weight.

The words are ``records/dates.toml``. A date that has any other word in it is no date.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from typing import Any

import attrs

from provenance._data import data
from provenance.model.text import DASHES

__all__ = ["Token", "eras", "is_month", "opening", "tokenize", "words"]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(data("records", "dates.toml").read_text(encoding="utf-8"))


def _bare(word: str) -> str:
    """Return a Latin word without its diacritics; other scripts stay as they are."""
    if word.isascii() or not unicodedata.name(word[0], "").startswith("LATIN"):
        return word
    decomposed = unicodedata.normalize("NFD", word.replace("ł", "l"))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


@cache
def _months() -> dict[str, tuple[int, frozenset[str]]]:
    """Every month word with its number and the languages it belongs to."""
    found: dict[str, tuple[int, set[str]]] = {}
    for language, months in _table()["months"].items():
        for number, words in enumerate(months, start=1):
            for word in words:
                for form in {word, _bare(word)}:
                    found.setdefault(form, (number, set()))[1].add(language)
    return {word: (number, frozenset(tags)) for word, (number, tags) in found.items()}


def is_month(word: str) -> bool:
    """Whether a word, without a stop, is a month's name or its abbreviation in any language."""
    return word.casefold() in _months()


@cache
def _seasons() -> dict[str, int]:
    return {word: int(code) for code, words in _table()["seasons"].items() for word in words}


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one list of the table."""
    return frozenset(_table()["words"][kind])


@cache
def opening(kind: str) -> re.Pattern[str]:
    """Return the pattern of a phrase of this kind at the beginning of a text."""
    phrases = sorted(_table()["words"][kind], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})(?![^\W\d_])\.?\s*", re.IGNORECASE)


@cache
def eras() -> dict[str, int]:
    """Return the names of eras with what their years lack to the common era."""
    return {name.casefold(): offset for name, offset in _table()["eras"].items()}


@attrs.frozen
class Token:
    """One piece of a date: ``type`` is a letter of the table of shapes."""

    type: str
    value: int = 0
    digits: int = 0
    uncertain: bool = False
    supplied: bool = False
    languages: frozenset[str] = frozenset()


_PIECE = re.compile(
    rf"""(?P<number>\[*\d[\d\[\]]*\??\]*)        # [23], 195[7?], [[5]]7
    |(?P<blank>_{{1,20}}|…|\.\.\.)               # the day left open
    |(?P<word>[^\W\d_]+)
    |(?P<dash>[{re.escape(DASHES)}~])|(?P<mark>[./,])
    |(?P<doubt>\(\?\)|\?)
    |(?P<quiet>[\s\[\]\"'“”„«»‘’]+)""",
    re.VERBOSE,
)
_ROMAN = {
    name: number
    for number, name in enumerate(
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1
    )
}
_CYRILLIC_ROMAN = str.maketrans("ІХУ", "IXV")
_LOOKALIKE_DIGITS = str.maketrans("ЗОО", "300")


def _number(text: str) -> Token:
    digits = re.sub(r"\D", "", text)
    kind = "d" if len(digits) <= 2 else "y" if len(digits) == 4 else "n"
    return Token(kind, int(digits), len(digits), "?" in text, "[" in text or "]" in text)


def _word(word: str, first: bool) -> Token | None:
    """Return the token of a word, ``None`` for one that has no place in a date."""
    roman = _ROMAN.get(word.translate(_CYRILLIC_ROMAN))
    if roman is not None and word not in ("І",):
        return Token("r", roman)
    if set(word) <= set("ЗО") and len(word) == 2:
        return Token("d", int(word.translate(_LOOKALIKE_DIGITS)), 2)
    folded = word.casefold()
    month = _months().get(folded)
    if month is not None:
        return Token("m", month[0], languages=month[1])
    if folded in _seasons():
        return Token("s", _seasons()[folded])
    kinds = [("f", "from")] if first else [("t", "to"), ("a", "and"), ("o", "or")]
    if not first and folded == "a":  # "and" in Czech and Slovak, "to" in Romance languages
        return Token("x")
    kinds += [("q", "quarter"), ("h", "half"), ("k", "year"), ("", "ordinal"), ("", "skip")]
    for letter, kind in kinds:
        if folded in words(kind):
            return Token(letter)
    for value, kind in enumerate(("first", "second", "third", "fourth"), start=1):
        if folded in words(kind):
            return Token("r", value)
    return None


def tokenize(text: str) -> list[Token] | None:
    """Split a date into tokens, or return ``None`` where something in it is no part of a date."""
    tokens: list[Token] = []
    position = 0
    bracket = 0
    while position < len(text):
        match = _PIECE.match(text, position)
        if match is None:
            return None
        position = match.end()
        kind, piece = match.lastgroup, match.group()
        token: Token | None
        if kind == "number":
            token = _number(piece)
        elif kind == "blank":
            token = Token("_")
        elif kind == "word":
            token = _word(piece, first=not tokens)
        elif kind == "dash":
            token = Token("-")
        elif kind == "mark":
            token = Token(piece)
        elif kind == "doubt":
            if not tokens:
                return None
            tokens[-1] = attrs.evolve(tokens[-1], uncertain=True)
            continue
        else:
            bracket += piece.count("[")
            continue
        if token is None:
            return None
        if token.type:
            if bracket:
                token = attrs.evolve(token, supplied=True)
            tokens.append(token)
    return tokens
