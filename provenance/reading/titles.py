"""Whether words are a name, as a series or a folder has one, or the next words of a sentence."""

from __future__ import annotations

import re

__all__ = ["WORD", "in_title", "name_like", "opens_title", "opens_with_small_word", "title_like"]

#: A word of a title.
WORD = re.compile(r"[^\s(),;:\"“”„«»‘’]+")
_TELLING = re.compile(r"[A-Z0-9]")
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]\. ")
#: Words that names have inside them without a capital.
_SMALL = frozenset(
    "of the and to from for on in at by with de la le les des du et der die das dem und von vom zu"  # noqa: SIM905
    " zum im am part pt vol no nr a an i w z na o u e y al del della di dei do da dos dla pod и в"
    " по о об во на до от к с из за у та і й від про щодо ž ve v ve k za pro při és az".split()
)


def opens_with_small_word(value: str) -> bool:
    """Whether the first word is an article, a preposition or the like: ``das Protokoll``."""
    first = WORD.search(value)
    return first is not None and len(first[0]) > 1 and first[0] in _SMALL


def title_like(value: str) -> bool:
    """Whether every word of ``value`` but small ones has a capital or a digit.

    Its first word is none of the small ones: ``Central Files``, ``Memos to the President`` and
    ``POL 27 VIET S`` are, ``the harvest of 1957`` and ``and NATO`` are not.
    """
    words = WORD.findall(value)
    return bool(words) and opens_title(words[0]) and all(map(in_title, words))


def opens_title(word: str) -> bool:
    """Whether a title may begin with ``word``."""
    return (word not in _SMALL or len(word) < 2) and in_title(word)


def in_title(word: str) -> bool:
    """Whether ``word`` may stand in a title: it is a small one, or has a capital or a digit."""
    return (
        _TELLING.search(word) is not None
        or len(word) < 2
        or word in _SMALL
        or (not word.isascii() and any(ch.isupper() or ch.isdigit() for ch in word))
    )


def name_like(value: str) -> bool:
    """Whether ``value`` may be the name of something whose words are not all in capitals.

    ``Harriman papers`` and ``Correspondance politique`` are names where a label with a number
    follows; so this is asked of what stands before one.
    """
    first = WORD.search(value)
    return (
        first is not None
        and first[0][0].isupper()
        and first[0].casefold() not in _SMALL
        and value.count(" ") < 6
        and ". " not in _INITIAL.sub("", value)
    )
