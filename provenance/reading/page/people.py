"""Who wrote a document and to whom: from the title, the labels, the head, the signature.

One person named in several places is one agent, with the fullest name and office of them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from provenance.model import Agent
from provenance.reading.page.parts import Parts, inside
from provenance.reading.page.persons import agent_of, fullest, person_of, same_person
from provenance.reading.page.spans import Found, PageText, tidy
from provenance.reading.page.words import kind_in

__all__ = ["Placed", "creators", "labelled", "recipients"]

#: An agent with the places of its parts; ``name`` is always among them.
Placed = tuple[Agent, dict[str, Found[Agent]]]


def creators(page: PageText, parts: Parts) -> list[Placed]:
    """Return who wrote or issued the document."""
    found = [(_in_title(page, parts, agent), "author") for agent in parts.facts.authors]
    for stated in parts.layout.information.get("author", ()):
        found.append((stated.holding(labelled(stated.value)), "author"))
    found += [(agent, "author") for agent in parts.head.creators]
    if not any(agent.value.family for agent, _ in found):
        found += [(agent, "author") for agent in parts.signers]
        found += [(agent, "author") for agent in _from_summary(page, parts)]
    else:
        known = [agent.value for agent, _ in found]
        for signer in parts.signers:
            if any(same_person(signer.value, agent) for agent in known):
                found.append((signer, "author"))
    found += [(agent, "issuing body") for agent in parts.head.bodies]
    return _distinct(page, parts, found)


def recipients(page: PageText, parts: Parts) -> list[Placed]:
    """Return whom the document was written to; a distribution list is not meant."""
    found = [(_in_title(page, parts, agent), "") for agent in parts.facts.recipients]
    found += [(agent, "") for agent in parts.head.recipients]
    return _distinct(page, parts, found)


def _in_title(page: PageText, parts: Parts, agent: Agent) -> Found[Agent]:
    title = parts.title
    assert title is not None
    name = agent.family or agent.name
    at = title.value.find(name)
    if at < 0:
        return title.holding(agent)
    return inside(page, title, at, at + len(name), agent)


def _from_summary(page: PageText, parts: Parts) -> list[Found[Agent]]:
    """Return the author whom the host's summary names: "Report from A, ambassador, …"."""
    summary = parts.layout.summary
    if summary is None:
        return []
    match = _REPORT_FROM.match(summary.value)
    if match is None or kind_in(summary.value[: match.start("who")]) is None:
        return []
    agent = agent_of(match["who"], page.text)
    if agent is None or agent.family is None or agent.office is None:
        return []
    return [inside(page, summary, match.start("who"), match.end("who"), agent)]


_REPORT_FROM = re.compile(
    r"(?:A\s+|The\s+)?(?:\w+\s)?\w+\s+(?:from|by|of)\s+"
    r"(?P<who>[A-ZÀ-Ý][^,.;]{3,50},\s+[^,.;]{4,70}?),\s"
)


def _distinct(
    page: PageText, parts: Parts, found: Iterable[tuple[Found[Agent], str]]
) -> list[Placed]:
    """Merge what is one person or body; each part keeps the place it was taken from."""
    above = [item.value for item in (parts.title, parts.layout.summary) if item is not None]
    text = "\n".join((*above, page.text[slice(*parts.layout.body)]))
    done: list[Placed] = []
    for item, role in found:
        agent = attrs.evolve(item.value, role=role or item.value.role)
        if agent.family:
            agent = fullest(agent, text)
        index = next((i for i, (known, _) in enumerate(done) if _same(known, agent)), None)
        if index is None:
            done.append((agent, {"name": item}))
            continue
        known, places = done[index]
        merged = _merged(known, agent)
        for part in ("name", "given", "office"):
            if getattr(merged, part) != getattr(known, part):
                places[part] = item
        done[index] = (merged, places)
    return done


def labelled(text: str) -> Agent:
    """Read the value of an author label: "Family, Given, 1905-1990", a name, or a body."""
    bare = re.sub(r",?\s*(?:b\.\s*)?\d{4}\s*[-–]\s*(?:\d{4})?\s*$", "", tidy(text)).strip(" ,")
    parts = [part.strip() for part in bare.split(",")]
    if len(parts) == 2 and all(parts) and agent_of(parts[0]) is not None:
        family, given = parts
        if len(family.split()) <= 2 and len(given.split()) <= 3 and not given.endswith("."):
            name = f"{family} {given}" if _family_first(family, given) else f"{given} {family}"
            return Agent(name, family=family, given=given)
    person = person_of(bare)
    return person if person is not None else Agent(bare or tidy(text))


def _family_first(family: str, given: str) -> bool:
    person = person_of(f"{family} {given}")
    return person is not None and person.family == family


def _same(one: Agent, two: Agent) -> bool:
    """Whether two names are of one: a person, one of them under a pseudonym, or a body."""
    if one.family and two.family:
        if same_person(one, two):
            return True
        return f"[{two.family}]" in one.name or f"[{one.family}]" in two.name
    mine, theirs = one.name.casefold(), two.name.casefold()
    return mine == theirs or f"({mine})" in theirs or f"({theirs})" in mine


def _merged(one: Agent, two: Agent) -> Agent:
    """Return one person of two: the longer given names, the fuller office."""
    if one.family and two.family and one.family.casefold() != two.family.casefold():
        longer = one  # a pseudonym, with the name in brackets after it
    elif one.family or two.family:
        longer = two if len(two.given or "") > len(one.given or "") else one
    else:
        longer = two if len(two.name) > len(one.name) else one
    offices = [office for office in (one.office, two.office) if office]
    office = max(offices, key=len) if offices else None
    return attrs.evolve(longer, office=office, role=one.role)
