"""Names for formats that want family and given name apart.

A name is taken apart only where its parts are certain; otherwise it stays as it is written, and
every format prints it so. The words that decide are in ``records/page.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache

import attrs

from provenance._data import data
from provenance.model.document import Record
from provenance.model.names import Agent

__all__ = ["AUTHORS", "NameParts", "agent_parts", "author_places", "of_two_parts", "person"]

#: What the writer of a document may be called; ``None`` is a creator of no stated role.
AUTHORS = frozenset({None, "author", "sender", "signatory", "speaker"})
_ISSUER = "issuing body"


@attrs.frozen
class NameParts:
    """The parts of a person's name: ``Charles``, ``de``, ``Gaulle``; ``""`` where there is none.

    ``family_first`` tells that the family name stands first without a comma (Kim Il Sung).
    """

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    family_first: bool = False


def agent_parts(agent: Agent) -> NameParts | None:
    """Return the parts of ``agent``'s name, or ``None`` for a body or a name without parts."""
    if agent.family is None:
        return None
    given = _spaced(agent.given or "")
    particle, family = _particle(agent.family.split())
    first = agent.family_first and not _INITIALS.fullmatch(given)
    return NameParts(family, given, particle, family_first=first)


def of_two_parts(agent: Agent) -> bool:
    """Whether the family name and the given name are the whole name, in either order."""
    family, given, name = (
        "".join(filter(str.isalnum, each or "")) for each in (agent.family, agent.given, agent.name)
    )
    return name in (given + family, family + given)


def author_places(record: Record) -> list[int]:
    """Return which of the creators are the authors.

    An issuing body (a letterhead) counts as one only where nobody else wrote the document.
    """
    found = [i for i, agent in enumerate(record.creators) if agent.role in AUTHORS]
    return found or [i for i, agent in enumerate(record.creators) if agent.role == _ISSUER]


_INITIALS = re.compile(r"(?:[^\W\d_]{1,4}\.[ -]?)+")
_GLUED = re.compile(r"(?<=[^\W\d_]\.)(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_][\w.’'ʹʻ-]*")
_PATRONYMIC = re.compile(r".+(?:[oe]vich|ovna|evna|ichna|ович|евич|овна|евна|ична)", re.IGNORECASE)


def _spaced(given: str) -> str:
    """Return initials with a space between them (``A. M.``); other names as they are."""
    return _GLUED.sub(" ", given) if _INITIALS.fullmatch(given) else given


def _particle(words: Sequence[str]) -> tuple[str, str]:
    """Return the small words in front of a family name, and the name: ``de``, ``Gaulle``."""
    at = 0
    while at < len(words) - 1 and words[at] in _words()["particles"]:
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])


def person(name: str) -> NameParts | None:
    """Return the parts of a person's name as written, or ``None``.

    ``None`` for a body, for one word, and wherever two readings are possible: ``Lee Chong``
    (which is the family name?), titles, several persons in one text.
    """
    words = name.split()
    if not 2 <= len(words) <= 5 or "," in name:
        return _with_comma(name)
    known = _words()
    suffix = words.pop() if words[-1].casefold() in known["suffixes"] else ""
    if len(words) < 2 or _is_body(words) or words[0].casefold() in known["titles"]:
        return None
    if not all(_WORD.fullmatch(word) for word in words):
        return None
    if words[0] in known["family_first"]:
        certain = len(words) == 3 and words[-1] not in known["family_first"]
        return NameParts(words[0], " ".join(words[1:]), "", suffix, True) if certain else None
    if words[-1] in known["hungarian_given"] and words[0] not in known["hungarian_given"]:
        return None
    if _INITIALS.fullmatch(" ".join(words[1:])):  # Puzanov A. M.
        return NameParts(words[0], _spaced(" ".join(words[1:])), "", suffix)
    if len(words) == 3 and _PATRONYMIC.fullmatch(words[2]):  # Puzanov Aleksandr Mikhailovich
        return NameParts(words[0], f"{words[1]} {words[2]}", "", suffix)
    at = len(words) - 1
    while at > 1 and words[at - 1] in known["particles"]:
        at -= 1
    given = words[:at]
    if not all(word[0].isupper() for word in (*given, words[-1])):
        return None
    particle, family = _particle(words[at:])
    return NameParts(family, _spaced(" ".join(given)), particle, suffix)


def _with_comma(name: str) -> NameParts | None:
    """Return the parts of ``Puzanov, A. M.``."""
    family, comma, given = (part.strip() for part in name.partition(","))
    words = [*family.split(), *given.split()]
    if not comma or not family or not 2 <= len(words) <= 6 or _is_body(words):
        return None
    known = _words()
    if given.casefold() in known["suffixes"] or words[0].casefold() in known["titles"]:
        return None
    if not all(_WORD.fullmatch(word) for word in words):
        return None
    particle, family = _particle(family.split())
    return NameParts(family, _spaced(given), particle)


def _is_body(words: Sequence[str]) -> bool:
    bodies = _words()["bodies"]
    return any(
        word.casefold() in bodies or (len(word) > 2 and word.isalpha() and word.isupper())
        for word in words
    )


@cache
def _words() -> dict[str, frozenset[str]]:
    persons = tomllib.loads(data("records", "page.toml").read_text(encoding="utf-8"))["persons"]
    return {
        name: frozenset(persons[name])
        for name in ("titles", "bodies", "family_first", "hungarian_given", "particles", "suffixes")
    }
