"""Rules about the names of persons and bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from provenance.checking.facts import facts
from provenance.checking.rules import Context, Hit, rule
from provenance.model.document import Record
from provenance.model.names import Agent

__all__ = [
    "all_caps_surname",
    "corporate_as_person",
    "family_first_inverted",
    "initials_spacing",
    "mixed_transliteration",
    "title_in_name",
]

_WORD = re.compile(r"[^\W\d_]+(?:['’ʹ-][^\W\d_]+)*")


def _agents(record: Record) -> Iterator[tuple[str, Agent]]:
    for field, agents in (("creators", record.creators), ("recipients", record.recipients)):
        yield from ((f"{field}[{index}]", agent) for index, agent in enumerate(agents))


def _named(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the names of a record with their fields: of agents, and of who is credited."""
    for field, agent in _agents(record):
        yield f"{field}.name", agent.name
    for index, credit in enumerate(record.credits):
        yield from ((f"credits[{index}].by[{i}]", name) for i, name in enumerate(credit.by))


def _body(name: str, context: Context) -> bool:
    """Whether a name has a word that only bodies have."""
    words = {word.casefold() for word in _WORD.findall(name)}
    return not words.isdisjoint(context.limits["corporate-words"])


@rule("title-in-name", "NAM001", "warning", Record)
def title_in_name(record: Record, context: Context) -> Iterator[Hit]:
    """A name holds a title or a form of address.

    A bibliography would sort by it. Titles of office belong in ``office``.

    Bad: ``name = "Cde. Puzanov"``
    Good: ``name = "Puzanov"``
    """
    before, after = context.limits["titles"], context.limits["titles-after"]
    for field, name in _named(record):
        words = name.split()
        if _body(name, context) or len(words) < 2:
            continue
        offices = {word.casefold() for word in words[1:]} & set(context.limits["office-words"])
        if words[0] in before and not offices:
            yield Hit(f"Remove title {words[0]!r} from the name.", field=field)
        elif words[-1].strip(",") in after:
            yield Hit(f"Remove title {words[-1]!r} from the name.", field=field)


_CLOSE = re.compile(r"(?<![^\W\d_])([^\W\d_a-zа-яё][a-zа-яё]{0,3}\.)(?=[^\W\d_a-zа-яё])")


@rule("initials-spacing", "NAM002", "info", Record)
def initials_spacing(record: Record, context: Context) -> Iterator[Hit]:
    """Initials stand without a space between them (Chicago 17, 10.12).

    Bad: ``name = "A.M.Puzanov"``
    Good: ``name = "A. M. Puzanov"``
    """
    for field, name in _named(record):
        if _body(name, context) or name.split()[0] in context.limits["dotted-abbreviations"]:
            continue
        good = _CLOSE.sub(r"\1 ", name)
        if good != name:
            yield Hit(f"Write {good!r}.", field=field)


# --------------------------------------------------------------------------- order

#: One syllable of a Korean, Chinese or Vietnamese name in Latin letters.
_SYLLABLE = re.compile(
    r"(?:[bcdfghjklmnpqrstvwxyzđ]['’]?){0,3}[aeiouyăâêôơưŏŭǎ]{1,4}(?:ng|nh|ch|[cklmnprt])?",
    re.IGNORECASE,
)


@cache
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _family_name(word: str, context: Context) -> bool:
    return word.casefold() in _folded(tuple(context.limits["family-first-names"]))


def _syllables(name: str) -> int:
    """Return of how many syllables a given name is; 0 where it is not one of East Asia."""
    words = re.split(r"[\s-]", name)
    whole = all(_SYLLABLE.fullmatch(word) for word in words)
    return len(words) if whole and name[:1].isupper() else 0


def _parts(agent: Agent) -> tuple[str, str]:
    """Return family and given name, by the comma of the name where the parts aren't given."""
    if agent.family and agent.given:
        return agent.family, agent.given
    family, comma, given = agent.name.partition(", ")
    return (family, given) if comma and "," not in given else ("", "")


@rule("family-first-inverted", "NAM003", "warning", Record)
def family_first_inverted(record: Record, context: Context) -> Iterator[Hit]:
    """A name whose family name comes first stands the other way round, or has a comma.

    So with Korean, Chinese and Vietnamese names; and where a Hungarian's given name was taken for
    the family name.

    Bad: ``name = "Sung, Kim Il"``
    Good: ``name = "Kim Il Sung"`` with ``family = "Kim"`` and ``given = "Il Sung"``
    """
    for field, agent in _agents(record):
        family, given = _parts(agent)
        if not family or not given or _body(agent.name, context):
            continue
        first, _, rest = given.partition(" ")
        if _family_name(family, context) and _syllables(given) >= 2:
            right = f"{family} {given}"
        elif _family_name(first, context) and rest and _syllables(rest) and _syllables(family):
            right = f"{first} {rest} {family}"
        elif _hungarian(family, given, context):
            right = f"{given} {family}"
        else:
            continue
        if agent.name != right or family != right.split()[0]:
            yield Hit(f"{right} is family-first.", field=f"{field}.name")


def _hungarian(family: str, given: str, context: Context) -> bool:
    known = _folded(tuple(context.limits["hungarian-given-names"]))
    return family.casefold() in known and given.casefold() not in known and " " not in given


@rule("corporate-as-person", "NAM004", "warning", Record)
def corporate_as_person(record: Record, context: Context) -> Iterator[Hit]:
    """The name of a body was split into a family name and a given one.

    Bad: ``family = "Affairs"`` with ``given = "Ministry of Foreign"``
    Good: ``name = "Ministry of Foreign Affairs"`` alone
    """
    for field, agent in _agents(record):
        family, given = _parts(agent)
        if not family or not given:
            continue
        comma = agent.family is None  # a body's own name may have a comma: ask for more
        split = _body(given, context) and re.search(r"\s(?:of|for|de|für)\s\w+$", given)
        if split or (not comma and _body(f"{given} {family}", context)):
            yield Hit("Treat as corporate name.", field=f"{field}.name")


@rule("all-caps-surname", "NAM005", "info", Record)
def all_caps_surname(record: Record, context: Context) -> Iterator[Hit]:
    """A family name is in capitals, as in a block of signatures.

    Bad: ``name = "A. PUZANOV"``
    Good: ``name = "A. Puzanov"``
    """
    endings = tuple(context.limits["surname-endings"])
    for field, name in _named(record):
        if _body(name, context):
            continue
        for word in _WORD.findall(name):
            if len(word) < 4 or not word.isupper():
                continue
            personal = re.search(r"(?<![^\W\d_])[^\W\d_]{1,2}\.\s?", name) or re.search(
                r"(?<![^\W\d_])[^\W\d_a-zа-яё][a-zа-яё]+", name
            )
            if personal or word.casefold().endswith(endings):
                yield Hit(f"Use mixed case: {_mixed(word)}.", field=field)
                break


def _mixed(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part[0][0] + part[0][1:].lower(), word)


# --------------------------------------------------------------------------- transliteration


@cache
def _systems() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"(?<![^\W\d_])(?:{'|'.join(patterns)})(?![^\W\d_])"))
        for name, patterns in facts("transliteration").items()
    )


@rule("mixed-transliteration", "NAM006", "info", Record)
def mixed_transliteration(record: Record, context: Context) -> Iterator[Hit]:
    """Names of one record are transliterated by two systems.

    ``Iu``, ``Ia`` and ``-ii`` are ALA-LC, ``Yu``, ``Ya`` and ``-iy`` BGN/PCGN.

    Bad: ``Iurii Andropov`` and ``Yakov Malik``
    Good: ``Iurii Andropov`` and ``Iakov Malik``
    """
    names = [(field, name) for field, name in _named(record) if not field.startswith("credits")]
    lines = record.copies.distribution if record.copies is not None else ()
    names += [(f"copies.distribution[{i}].to", line.to) for i, line in enumerate(lines)]
    first: tuple[str, str] | None = None
    for field, name in names:
        for system, words in _systems():
            found = words.search(name)
            if found is None:
                continue
            if first is not None and first[0] != system:
                yield Hit(f"Mixes {first[0]} ({first[1]}) and {system} ({found[0]}).", field=field)
                return
            first = first or (system, found[0])
