"""Names of persons and bodies as citations print them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from provenance.model.names import Agent
from provenance.writing.names import person

__all__ = ["credited", "inverted", "list_of", "named_in", "natural", "short", "spaced_initials"]


def natural(agent: Agent) -> str:
    """Return the name in its natural order, initials spaced: ``A. M. Puzanov``, ``Kim Il Sung``.

    A body, and a name whose parts are not certain, is printed as it is.
    """
    name, family, given = agent.name, agent.family, agent.given
    if family is None or given is None:
        return name
    if name.startswith(family) and not _stands_first(agent):
        name = f"{given} {family}"  # "Puzanov A. M.", "Puzanov, A. M."
    return spaced_initials(name) if "." in name else name


def inverted(agent: Agent) -> str:
    """Return the name as a bibliography begins with it: ``Puzanov, A. M.``, ``Kim Il Sung``."""
    family, given = agent.family, agent.given
    if family is None or given is None or _stands_first(agent):
        return agent.name
    return f"{family}, {spaced_initials(given) if '.' in given else given}"


def short(agent: Agent) -> str:
    """Return what a short note calls the agent by: the family name, or a body's whole name."""
    return agent.family if agent.family is not None else agent.name


def credited(name: str) -> str:
    """Return the name of somebody credited: a person's initials are spaced, all else stays."""
    if "." not in name:
        return name
    spaced = spaced_initials(name)
    return spaced if spaced is name or person(name) is not None else name


def _stands_first(agent: Agent) -> bool:
    """Whether the family name comes first in natural order, as in Korean or Chinese names.

    Before initials it is a register's order (``Puzanov A. M.``), not the name's own.
    """
    return agent.family_first and "." not in (agent.given or "")


_CLOSE_INITIALS = re.compile(r"(?<=\.)(?=[^\W\d_])")


def spaced_initials(name: str) -> str:
    """Return a person's name with a space after each initial (CMOS 17, 10.12)."""
    if name.count(".") == name.count(". ") + name.endswith("."):
        return name
    return _CLOSE_INITIALS.sub(" ", name)


def list_of(names: Sequence[str], *, comma_before_and: bool = False) -> str:
    """Join names with commas and "and"; two have a comma only with ``comma_before_and``."""
    if len(names) == 1:
        return names[0]
    if len(names) == 2 and not comma_before_and:
        return f"{names[0]} and {names[1]}"
    return f"{', '.join(names[:-1])}, and {names[-1]}"


# ---------------------------------------------------------------- is the agent in the title?

_WORDS = re.compile(r"\w+")
#: Case endings of Russian and Ukrainian family names.
_ENDINGS = frozenset(
    [
        *("", "а", "я", "ая", "у", "ю", "ую", "ом", "ем", "єм", "ым", "им", "ого", "его"),
        *("ому", "ему", "ой", "ою", "ею", "ої", "ій", "ові", "еві", "е", "і", "ы", "и"),
    ]
)
_CUT_ENDINGS = ("ский", "цкий", "ський", "цький")


def named_in(agent: Agent, title: str) -> bool:
    """Whether ``title`` names ``agent``: the family name stands in it as a word, in any form.

    Letter case, diacritics, a possessive 's and Russian case endings don't matter. Other
    initials, or another given name after a family name that comes first, mean somebody else. A
    body, or a name without certain parts, must stand in the title whole.
    """
    family = agent.family
    if family is not None and _plainly_named(family, agent.given, title):
        return True
    if title.isascii():
        first = _FIRST_WORD.search(family or agent.name)
        if first is not None and first[0].isascii() and first[0].lower() not in title.lower():
            return False
    words = _folded_words(title)
    if family is None:
        return _find(words, [word for word, _ in _folded_words(agent.name)]) is not None
    names = [word for word, _ in _folded_words(family)]
    if not names:
        return False
    at = _find(words, names)
    while at is not None:
        if not _contradicted(agent, title, words, at, at + len(names)):
            return True
        at = _find(words, names, at + 1)
    return False


_FIRST_WORD = re.compile(r"[^\W\d_]+")
_Words = list[tuple[str, int]]


def _plainly_named(family: str, given: str | None, title: str) -> bool:
    """Whether the name stands in the title as it does in the record: the usual case, quickly."""
    at = title.find(family)
    end = at + len(family)
    if at < 0 or (at and title[at - 1].isalnum()) or title[end : end + 1].isalnum():
        return False
    if given is None:
        return True
    given = given.replace(" ", "")
    before = title[at - 60 if at > 60 else 0 : at].replace(" ", "")
    return before.endswith(given) or title[end : end + 60].replace(" ", "").startswith(given)


def _folded_words(text: str) -> _Words:
    """Return the words without case and diacritics, each with where it ends in ``text``."""
    return [(_fold(match[0]), match.end()) for match in _WORDS.finditer(text)]


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFD", word.casefold().replace("й", "\0").replace("ї", "\1"))
    bare = "".join(ch for ch in bare if not unicodedata.combining(ch))
    return bare.replace("\0", "й").replace("\1", "ї")


def _find(words: _Words, wanted: Sequence[str], start: int = 0) -> int | None:
    count = len(wanted)
    for at in range(start, len(words) - count + 1):
        if all(_same(words[at + n][0], wanted[n]) for n in range(count)):
            return at
    return None


def _same(word: str, name: str) -> bool:
    if word == name:
        return True
    if not ("а" <= name[:1] <= "ї") or len(name) < 3:
        return False
    stem = name[:-2] if name.endswith(_CUT_ENDINGS) else name.rstrip("аяйьо")
    return word.startswith(stem) and len(stem) >= 2 and word[len(stem) :] in _ENDINGS


def _contradicted(agent: Agent, title: str, words: _Words, start: int, end: int) -> bool:
    """Whether what stands beside the family name in the title belongs to somebody else."""
    given = [word for word, _ in _folded_words(agent.given or "")]
    if not given:
        return False
    if _stands_first(agent):
        after = "".join(word for word, _ in words[end : end + len(given) + 2])
        follows = title[words[end - 1][1] : words[end - 1][1] + 20].lstrip(" ")[:1]
        return follows.isupper() and not after.startswith("".join(given))
    beside = []
    if start and _is_initial(title, words[start - 1]):
        first = start - 1
        while first and _is_initial(title, words[first - 1]):
            first -= 1
        beside.append(words[first][0])
    if end < len(words) and _is_initial(title, words[end]):
        beside.append(words[end][0])
    return bool(beside) and all(len(i) == 1 and i != given[0][:1] for i in beside)


def _is_initial(title: str, word: tuple[str, int]) -> bool:
    text, end = word
    return len(text) <= 4 and title[end : end + 1] == "." and title[end - len(text)].isupper()
