"""Names of persons and bodies in a phrase: honorific, office, initials, family name.

Parts are given where they are certain. Capitals of a signature block become true case; "Kim Il
Sung" and "Mao Zedong" keep their family name first (Chicago Manual of Style 17, 8.13 to 8.17).
"""

from __future__ import annotations

import re
from functools import cache

import attrs

from provenance.model import Agent
from provenance.reading.page.spans import tidy
from provenance.reading.page.words import alternation, phrase, table

__all__ = [
    "agent_of",
    "fullest",
    "is_body",
    "person_of",
    "same_person",
    "strip_office",
    "strip_titles",
    "true_case",
]

_INITIAL = r"(?:[A-ZĐŠŽČ](?:[a-z]|[hs]h?|hch|zh?)?|[А-ЯЁІЇЄҐ][ую]?)\."
_NAME = r"(?:[^\W\d_a-zа-яёіїєґ][\w’'`ʹ-]*)"
_INITIALS_FIRST = re.compile(
    rf"(?P<given>{_INITIAL}(?:[\s-]*{_INITIAL}){{0,2}})\s*"
    rf"(?P<family>(?:(?:de|von|van|der|al|bin)\s+){{0,2}}{_NAME}(?:\s+\[[^\]]{{1,30}}\])?)"
)
_FAMILY_FIRST = re.compile(
    rf"(?P<family>{_NAME}),?\s+(?P<given>{_INITIAL}(?:[\s-]*{_INITIAL}){{0,2}})"
)
_ALIAS = re.compile(rf"(?P<family>{_NAME})\s+\[[^\[\]]{{1,30}}\]")
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|"
    r"ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|üe|er|a|o|e|i|u|ü))+",
    re.IGNORECASE,
)

_MIDDLE = re.compile(r"\.$|(?:[oe]vich|ich|ovna|evna|ichna|ович|евич|овна|евна|івна)$")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in table()["persons"][name])


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{alternation(table()['persons']['titles'])})(?=[\s.]|(?<=\.))\.?\s*)+",
        re.IGNORECASE,
    )


@cache
def _offices() -> re.Pattern[str]:
    return phrase("persons", "offices")


def strip_titles(text: str) -> str:
    """Return a name without the honorifics before it (``Cde.``, ``Dr.``, ``тов.``)."""
    text = tidy(text)
    match = _titles().match(text)
    return text[match.end() :] if match is not None and match.end() < len(text) else text


def is_body(text: str) -> bool:
    """Whether a phrase names a body: it has a word such as Embassy, Ministry or Committee."""
    return (
        phrase("persons", "bodies").search(text) is not None
        or tidy(text) in table()["persons"]["short_bodies"]
    )


def _capitalised(word: str) -> str:
    """Return a capital word in true case, each part of a hyphenated one (PAK-IL: Pak-Il)."""
    parts = re.split(r"([-–’'])", word)
    return "".join(
        part if not part.isalpha() or len(part) < 2 or not part.isupper() else part.capitalize()
        for part in parts
    )


def true_case(text: str, page: str = "") -> str:
    """Return a phrase in capitals as it would stand in running text.

    A word that the page has in mixed case is taken from there; known acronyms stay; the small
    words of titles are lower case. A phrase with small letters in it comes back as it is.
    """
    if any(ch.islower() for ch in text):
        return text  # what is in capitals among small letters is an acronym
    small, acronyms = frozenset(table()["case"]["small"]), frozenset(table()["case"]["acronyms"])
    words = text.split()
    done = []
    for index, word in enumerate(words):
        bare = word.strip("\"'“”‘’()[],.;:!?«»")
        if not bare.isupper() or not any(ch.isalpha() for ch in bare):
            done.append(word)
            continue
        if re.fullmatch(rf"{_INITIAL}+|[A-ZА-Я]", bare + ("." if word.endswith(".") else "")):
            done.append(word.lower() if word in ("A",) and index else word)
        elif bare.casefold() in small and index:
            done.append(word.lower())
        elif bare in acronyms or (len(bare) > 1 and not re.search(r"[AEIOUYА-Я]", bare)):
            done.append(word)
        else:
            seen = _mixed_case(bare, page) if page else None
            done.append(word.replace(bare, seen or _capitalised(bare)))
    return " ".join(done)


def _mixed_case(word: str, page: str) -> str | None:
    """Return the form in mixed case in which a page has a word, if it has one."""
    pattern = re.compile(rf"(?<!\w){re.escape(word[0])}{re.escape(word[1:].lower())}(?!\w)")
    if len(word) < 3:
        return None
    match = pattern.search(page)
    return match.group() if match is not None else None


def _spaced(initials: str) -> str:
    """Return initials with a space between them (Chicago Manual of Style 17, 10.12)."""
    return " ".join(re.findall(_INITIAL, initials)) if "-" not in initials else tidy(initials)


def _full_name(words: list[str]) -> tuple[str, str] | None:
    """Split a name without initials into family and given names, where that is certain."""
    persons = table()["persons"]
    if not 2 <= len(words) <= 4 or any(
        not re.fullmatch(rf"{_NAME}|{_INITIAL}", w) and w not in persons["particles"] for w in words
    ):
        return None
    if words[0] in persons["family_first"]:
        given = words[1:]
        korean = len(words) == 3 or "-" in words[1]
        if korean or (len(words) == 2 and _PINYIN.fullmatch(words[1])):
            return words[0], " ".join(given)
    if words[-1] in persons["hungarian_given"] and words[0] not in persons["hungarian_given"]:
        return words[0], " ".join(words[1:])
    index = next((i for i, w in enumerate(words) if w.casefold() in persons["particles"]), None)
    if index is not None and index > 0:
        return " ".join(words[index:]), " ".join(words[:index])
    if len(words) > 2 and not all(_MIDDLE.search(word) for word in words[1:-1]):
        return None  # a double family name, or two given ones
    return words[-1], " ".join(words[:-1])


def person_of(text: str, page: str = "") -> Agent | None:
    """Read a text that is nothing but a person's name; ``None`` where it is anything else."""
    text = strip_titles(text).strip(" ,;:/()")
    if not text or len(text) > 80 or any(ch.isdigit() for ch in text):
        return None
    match = _INITIALS_FIRST.fullmatch(text)
    if match is not None:
        return _with_initials(match["family"], match["given"], page)
    match = _FAMILY_FIRST.fullmatch(text)
    if match is not None:
        return _with_initials(match["family"], match["given"], page)
    if text.isupper():
        text = true_case(text, page)
    match = _ALIAS.fullmatch(text)
    if match is not None:
        family = true_case(match["family"], page)
        return Agent(text.replace(match["family"], family, 1), family=family)
    words = text.split()
    small = frozenset(table()["case"]["small"]) - frozenset(table()["persons"]["particles"])
    if any(word.casefold() in small for word in words):
        return None
    if len(words) == 1 and re.fullmatch(_NAME, text) and len(text) > 1:
        return Agent(text, family=text)
    parts = _full_name(words)
    if parts is not None:
        return Agent(text, family=parts[0], given=parts[1])
    if 3 <= len(words) <= 4 and all(re.fullmatch(_NAME, word) for word in words):
        return Agent(text)
    return None


def _with_initials(family: str, given: str, page: str) -> Agent:
    initials = _spaced(given)
    family = true_case(tidy(family), page)
    alias = family.find(" [")
    bare = family[:alias] if alias > 0 else family
    return Agent(f"{initials} {family}", family=bare, given=initials)


_TAIL = re.compile(
    rf"(?:^|[\s,])(?P<name>(?:{_INITIAL}[\s-]*){{1,3}}{_NAME}(?:\s\[[^\]]{{1,30}}\])?"
    rf"|{_NAME},?\s(?:{_INITIAL}\s?){{1,3}})$"
)


@cache
def _titled() -> re.Pattern[str]:
    """Return the pattern of a name at the end, told from an office by its honorific."""
    return re.compile(
        rf",?\s+(?:{alternation(table()['persons']['titles'])})\s+(?P<name>[^,;:]{{2,50}})$",
        re.IGNORECASE,
    )


def agent_of(text: str, page: str = "") -> Agent | None:
    """Read a phrase that names one person, with an office, or one body.

    ``Soviet Ambassador to the DPRK A.M. Puzanov``, ``Cde. V. I. Ivanov, Soviet Ambassador in the
    DPRK``, ``Embassy of Hungary in North Korea``. ``None`` where it is not certain what it is.
    """
    text = tidy(text).strip(" ,;:")
    text = re.sub(r"^(?:the|The|THE)\s+", "", text)
    if not text or len(text) > 160:
        return None
    first, comma, after = text.partition(",")
    if comma:
        person = person_of(first, page)
        if person is not None and _offices().search(after) and len(first.split()) <= 5:
            return attrs.evolve(person, office=strip_office(after, page))
    titled = _titled().search(text)
    if titled is not None and _offices().search(text[: titled.start()]):
        person = person_of(titled["name"], page)
        if person is not None:
            return attrs.evolve(person, office=strip_office(text[: titled.start()], page))
    tail = _TAIL.search(text)
    if tail is not None and tail.start():
        person = person_of(tail["name"], page)
        office = strip_office(text[: tail.start()], page)
        if person is not None and (office is None or _offices().search(office)):
            return attrs.evolve(person, office=office)
    bare = strip_titles(text)
    offices = list(_offices().finditer(bare))
    if is_body(bare) and not (tail is not None and offices):
        named = offices and not _offices().match(bare) and _after_office(bare, offices[-1].end())
        if not named:
            return Agent(true_case(bare, page))
    if offices:
        name = _after_office(bare, offices[-1].end())
        person = person_of(name, page) if name else None
        if person is not None:
            return attrs.evolve(person, office=strip_office(bare[: offices[-1].end()], page))
        return Agent(true_case(bare, page))
    return person_of(bare, page)


def _after_office(text: str, end: int) -> str:
    """Return the name that directly follows an office, if nothing else does."""
    rest = text[end:].strip(" ,")
    rest = strip_titles(rest) if rest else ""
    words = rest.split()
    if 1 <= len(words) <= 3 and all(re.fullmatch(rf"{_NAME}|\[[^\]]+\]", word) for word in words):
        return rest
    return ""


def strip_office(text: str, page: str = "") -> str | None:
    """Return an office in true case, without the marks and honorifics at its edges."""
    text = re.sub(r"^(?:the|of)\s+", "", tidy(text).strip(" ,;:"), flags=re.IGNORECASE)
    text = strip_titles(text).strip(" ,;:")
    return true_case(text, page) or None


def same_person(one: Agent, two: Agent) -> bool:
    """Whether two names are one person's: same family name, given names that agree."""
    if not one.family or not two.family or one.family.casefold() != two.family.casefold():
        return False
    mine, theirs = _first_letters(one.given), _first_letters(two.given)
    return all(a == b for a, b in zip(mine, theirs, strict=False))


def _first_letters(given: str | None) -> list[str]:
    return [part[0].casefold() for part in re.split(r"[\s.-]+", given or "") if part]


def fullest(person: Agent, page: str) -> Agent:
    """Return a person with the fullest form of the name that the page has."""
    if not person.family or person.family_first or " [" in person.name:
        return person
    best = person
    pattern = re.compile(
        rf"(?<![\w.])(?P<given>(?:{_INITIAL}\s?){{1,3}}|(?:{_NAME}\s+){{1,2}}){re.escape(person.family)}"
        rf"(?!\w)"
    )
    for count, match in enumerate(pattern.finditer(page)):
        if count == 50:
            break
        words = match["given"].split()
        if any(_offices().fullmatch(w) or w.casefold().rstrip(".") in _title_words() or
               w.casefold() in ("the", "soviet") for w in words):  # fmt: skip
            continue
        given = _spaced(match["given"]) if "." in match["given"] else " ".join(words)
        candidate = Agent(f"{given} {person.family}", family=person.family, given=given)
        if not same_person(person, candidate):
            continue
        if not person.given and "." not in given:
            continue  # any word may stand before a bare family name
        if _weight(candidate) > _weight(best):
            best = candidate
    return attrs.evolve(best, office=person.office, role=person.role)


@cache
def _title_words() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in _set("titles"))


def _weight(person: Agent) -> tuple[int, int]:
    parts = _first_letters(person.given)
    return len(parts), len(person.given or "")
