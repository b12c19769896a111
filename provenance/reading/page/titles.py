"""What a document's title says: the genre, a number, who wrote it and to whom."""

from __future__ import annotations

import re

import attrs

from provenance.model import Agent
from provenance.reading.page.persons import agent_of, is_body, person_of
from provenance.reading.page.spans import tidy
from provenance.reading.page.words import NUMBER_SIGN, kind_in, table

__all__ = ["TitleFacts", "facts_of", "unquoted"]

_QUOTES = {"“": "”", "„": "“”", "«": "»", '"': '"', "‟": "”", "'": "'", "‘": "’"}


@attrs.frozen
class TitleFacts:
    """What a title says; ``kind`` and ``number`` with their place in it."""

    kind: tuple[str, int, int] | None = None
    number: tuple[str, int, int] | None = None
    authors: tuple[Agent, ...] = ()
    recipients: tuple[Agent, ...] = ()


def unquoted(title: str) -> str:
    """Return a title without the quotation marks that enclose all of it; inner ones stay."""
    title = title.strip()
    closing = _QUOTES.get(title[:1])
    if closing and len(title) > 1 and title[-1] in closing:
        inner = title[1:-1]
        if title[0] not in inner and not any(mark in inner for mark in closing):
            return inner.strip()
    return title


#: What follows the names in a title: a topic, a way, an hour.
_TOPIC = re.compile(
    r"""\s*(?:[,:;]\s*['‘“"].*|:\s.*|\s\(.*|\s\[(?:via|from|for)\b.*|,?\s+(?:via|regarding|concerning|
    about|on|transmitting|conveying|containing|relating\s+to|in\s+response|with\s+regard|with\s+an?|
    reporting|for\s+\d)\b.*|,\s+\d{1,2}(?::\d\d)?\s+[ap]\.m\..*|,\s+(?!for\b)[^,]*$)""",
    re.VERBOSE | re.DOTALL,
)
_JOURNAL = re.compile(
    r"(?:From\s+(?:the\s+)?|Excerpts?\s+from\s+(?:the\s+)?|The\s+)?"
    r"(?:[Oo]fficial\s+)?(?:Journal|Diary)\s+of\s+(?P<who>.+?)"
    r"(?:\s+for\s+(?:the\s+)?(?:period\b|\d|\[).*|[,:]\s+['‘“\"].*|:\s.*|,\s+(?:Record|Memorandum|Summary|Notes?|Report|Excerpts?|Conversation|\d).*)?",
    re.DOTALL | re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"(?P<sign>{NUMBER_SIGN})\s?(?P<number>[\w/-]*\d[\w/-]*(?:[-–]\d+)?)", re.IGNORECASE
)
_POST = re.compile(
    r"\b(?:ambassador|minister|envoy|representative|advis[eo]r|counsell?or|consul|attaché|"
    r"chargé d['’]affaires|delegate|mission|delegation)$",
    re.IGNORECASE,
)


def facts_of(title: str, page: str = "") -> TitleFacts:
    """Read a title; what it does not say for certain is left open."""
    kind = kind_in(title)
    number = _NUMBERED.search(title)
    found = None
    if number is not None and not re.match(r"(?:nos|nºs)", number["sign"], re.IGNORECASE):
        found = (number["number"], number.start("number"), number.end("number"))
    journal = _JOURNAL.fullmatch(title)
    if journal is not None:
        agent = agent_of(journal["who"], page)
        return TitleFacts(kind, found, _people(agent))
    authors, recipients = _correspondents(title, kind, page)
    if kind is None and len(title.split()) <= 14:
        split = _split_to(title, page)
        if split is not None and all(agent.given for agent in split[0]):
            authors, recipients = split[0], _recipients(split[1], page)
    if not authors:
        authors = _leading_body(title, kind, page)
    return TitleFacts(kind, found, authors, recipients)


def _people(agent: Agent | None) -> tuple[Agent, ...]:
    return (agent,) if agent is not None else ()


def _correspondents(
    title: str, kind: tuple[str, int, int] | None, page: str
) -> tuple[tuple[Agent, ...], tuple[Agent, ...]]:
    """Read "Telegram No. 5 from A to B, for C": the names after the genre."""
    if kind is None or kind[0] in ("memorandum of conversation", "record of conversation",
                                   "conversation", "minutes", "agreement"):  # fmt: skip
        return (), ()
    before = title[: kind[1]].strip().casefold()
    if before and len(before.split()) > 3:
        return (), ()
    rest = title[kind[2] :]
    numbered = re.match(
        rf"\s*,?\s*{NUMBER_SIGN}\s?[\w/-]*\d[\w/-]*(?:\s?[-–]\s?\d+)?", rest, re.IGNORECASE
    )
    if numbered is not None:
        rest = rest[numbered.end() :]
    opening = re.match(r"\s*(?:,\s*(?:from\s+)?|from\s+|by\s+|(?P<of>of)\s+)", rest)
    authors: tuple[Agent, ...] = ()
    if opening is not None and rest[opening.end() :].strip():
        rest = rest[opening.end() :]
        split = _split_to(rest, page)
        if split is None:
            name = _TOPIC.sub("", rest, count=1)
            authors = _with_signer(name, rest, page)
        else:
            authors, rest = split
        if opening["of"] and not any(agent.family for agent in authors):
            return (), ()  # "Protocol of a Meeting"
        if split is None:
            return authors, ()
    elif re.match(r"\s+to\s+", rest):
        rest = re.sub(r"^\s+to\s+", "", rest)
    else:
        return (), ()
    return authors, _recipients(rest, page)


def _with_signer(name: str, rest: str, page: str) -> tuple[Agent, ...]:
    """Return the author of a message, and the person in brackets after a body's name."""
    if name.casefold().startswith(("the ", "an ", "a ")) and not is_body(name):
        return ()
    agent = agent_of(name, page)
    signer = re.match(r"\s*\(([^()\d]{3,40})\)", rest[len(name) :])
    person = None
    if signer is not None and signer[1].casefold() not in _REMARKS:
        person = person_of(signer[1], page)
    if person is not None and agent is not None and agent.family is None:
        return (person, agent)
    return _people(agent) if agent is not None and (agent.family or is_body(name)) else ()


def _split_to(rest: str, page: str) -> tuple[tuple[Agent, ...], str] | None:
    """Split "A to B" at the "to" that stands between two names, not the one of an office."""
    for match in re.finditer(r"\s+to\s+(?=(?:the\s+)?[A-ZА-ЯÁÉÖŐÚ\[])", rest):
        left = rest[: match.start()]
        if len(left) > 140 or re.search(r"[:;]|['‘“\"]\s", left):
            return None
        if _POST.search(left.strip()):
            continue
        agents = _several(left, page) or _people(agent_of(_BRACKET.sub("", left), page))
        if agents:
            return agents, rest[match.end() :]
    return None


_REMARKS = frozenset({"excerpt", "excerpts", "draft", "undated", "translation", "extract"})
_ONE = r"[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+){0,2}"
_LIST = re.compile(rf"{_ONE}(?:,\s{_ONE}){{0,8}},?\s+and\s+[A-ZÀ-Ý]")
_BRACKET = re.compile(r"\s*\([^()]*\)$")


def _several(text: str, page: str) -> tuple[Agent, ...]:
    """Read "Cdes. Stalin, Molotov, and Voroshilov", as far as it goes on with names."""
    plural = re.match(r"(?:Cdes|Comrades|Messrs)\.?\s+", text)
    if plural is None and _LIST.match(text) is None:
        return ()
    people: list[Agent] = []
    for name in re.split(r",\s*(?:and\s+)?|\s+and\s+", text[plural.end() if plural else 0 :])[:12]:
        person = person_of(name, page)
        if person is None or person.name in ("Others", "Other"):
            break
        people.append(person)
    return tuple(people)


def _recipients(rest: str, page: str) -> tuple[Agent, ...]:
    extra = re.search(r"[,(]\s*for\s+(?:the\s+)?(?P<who>[A-ZА-Я][^,()]{2,60})\)?", rest)
    found = list(_several(rest, page))
    if not found:
        whole = agent_of(_BRACKET.sub("", rest), page)
        if whole is None or whole.family is None or whole.office is None:
            name = _TOPIC.sub("", rest[: extra.start()] if extra else rest, count=1)
            whole = agent_of(_BRACKET.sub("", name), page)
        found += _people(whole)
    if extra is not None:
        agent = agent_of(extra["who"], page)
        if agent is not None:
            found.append(agent)
    return tuple(found)


def _leading_body(title: str, kind: tuple[str, int, int] | None, page: str) -> tuple[Agent, ...]:
    """Return the body a title begins with: "TASS Digest …", "Embassy of X, 'Note …'"."""
    topic = re.match(r"(?P<body>[^'‘“\"]{4,120}?),\s+['‘“\"]", title)
    if topic is not None and kind_in(topic["body"]) is None:
        agent = agent_of(topic["body"], page)
        if agent is not None and (is_body(topic["body"]) or agent.given):
            return (agent,)
    if kind is not None and kind[1] > 0:
        before = tidy(title[: kind[1]])
        if before in table()["persons"]["short_bodies"]:
            return (Agent(before),)
    return ()
