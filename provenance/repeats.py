"""The words that stand for the source cited just before: the table ``records/ibid.tsv``."""

from __future__ import annotations

import re
from functools import cache

import attrs

from provenance._data import data

__all__ = ["RepeatWord", "any_repeat_word", "repeat_words"]


@attrs.frozen
class RepeatWord:
    """A word such as *ibid.*: its languages, the word in lower case, whether it takes a stop."""

    languages: tuple[str, ...]
    word: str
    abbreviated: bool


@cache
def repeat_words() -> tuple[RepeatWord, ...]:
    """Return all words of the table, in its order."""
    lines = data("records", "ibid.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return tuple(RepeatWord(tuple(row[0].split("|")), row[1], row[2] == "abbr") for row in rows)


@cache
def any_repeat_word() -> str:
    """Return an expression that matches each of the words, longest first, in lower case."""
    words = sorted((each.word for each in repeat_words()), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[\s~]+") for word in words) + ")"
