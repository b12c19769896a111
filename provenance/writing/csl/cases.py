"""The values of ``text-case``, on text with our marks in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from provenance.writing.csl.marked import bare, letters

__all__ = ["CASES", "capitalized"]

#: Words that stay small in an English title (Chicago Manual of Style 17, 8.159; CSL 1.0.2).
# fmt: off
_SMALL = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of",
    "on", "onto", "or", "over", "so", "the", "till", "to", "up", "via", "with", "yet", "about",
    "above", "across", "after", "against", "along", "among", "around", "before", "behind",
    "below", "beneath", "beside", "besides", "between", "beyond", "circa", "de", "despite",
    "during", "except", "inside", "like", "near", "off", "out", "outside", "per", "pro", "qua",
    "since", "than", "through", "throughout", "toward", "towards", "under", "underneath", "until",
    "unto", "upon", "v", "versus", "von", "van", "vs", "within", "without", "c", "ca", "d", "et",
    "al",
})
# fmt: on
_WORD = re.compile(r"\S+")
_FIRST = re.compile(r"[^\W\d_]")


def capitalized(text: str) -> str:
    """Return ``text`` with its first letter large, unless a figure stands before it."""
    done = False

    def change(piece: str) -> str:
        nonlocal done
        if done:
            return piece
        for at, letter in enumerate(piece):
            if letter.isalnum():
                done = True
                return piece[:at] + letter.upper() + piece[at + 1 :]
        return piece

    return letters(text, change)


def _each_word(text: str) -> str:
    def change(piece: str) -> str:
        return _WORD.sub(lambda word: _large(word[0]) if word[0].islower() else word[0], piece)

    return letters(text, change)


def _large(word: str) -> str:
    match = _FIRST.search(word)
    if match is None:
        return word
    return word[: match.start()] + match[0].upper() + word[match.end() :]


def _title(text: str, english: bool) -> str:
    if not english:
        return text
    last = len(bare(text).split()) - 1
    at = -1
    after_stop = True

    def word_of(match: re.Match[str]) -> str:
        nonlocal at, after_stop
        at += 1
        word = match[0]
        inner = word.strip(".,;:!?()[]“”‘’\"'–—-")
        opens = after_stop
        after_stop = word[-1] in ":?!." and len(inner) > 1
        if not word.islower() or any(map(str.isdigit, word)):
            return word
        if inner in _SMALL and not opens and at != last:
            return word
        return "-".join(
            _large(part) if index == 0 or part not in _SMALL else part
            for index, part in enumerate(word.split("-"))
        )

    return letters(text, lambda piece: _WORD.sub(word_of, piece))


def _sentence(text: str) -> str:
    if bare(text).isupper():
        text = letters(text, str.lower)
    return capitalized(text)


#: How to set text, by the value of ``text-case``; the second argument tells whether it is English.
CASES: Mapping[str, Callable[[str, bool], str]] = MappingProxyType(
    {
        "lowercase": lambda text, _: letters(text, str.lower),
        "uppercase": lambda text, _: letters(text, str.upper),
        "capitalize-first": lambda text, _: capitalized(text),
        "capitalize-all": lambda text, _: _each_word(text),
        "title": _title,
        "sentence": lambda text, _: _sentence(text),
    }
)
