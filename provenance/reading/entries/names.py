"""Names of bibliographic entries as agents."""

from __future__ import annotations

import re
from typing import Any

from provenance.model import Agent
from provenance.reading.page.persons import is_body, person_of
from provenance.reading.page.words import table

__all__ = ["comma_name", "csl_name", "plain_name", "whole_name"]

_GLUED = re.compile(r"(?<=[^\W\d_]\.)(?=[^\W\d_])")


def _tidy(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def csl_name(value: Any) -> Agent | None:
    """Read a CSL name: parts, a literal, or a bare text; ``None`` where it says nothing."""
    if isinstance(value, str):
        return plain_name(value)
    if not isinstance(value, dict):
        return None
    literal, given, suffix = (_tidy(value.get(part)) for part in ("literal", "given", "suffix"))
    dropping = _tidy(value.get("dropping-particle"))
    particle = " ".join(filter(None, (dropping, _tidy(value.get("non-dropping-particle")))))
    family = " ".join(filter(None, (particle, _tidy(value.get("family")))))
    if not family and not given:
        return whole_name(literal)
    first = bool(value.get("static-ordering")) and bool(family) and bool(given)
    return _agent(family, given, suffix, whole=literal, family_first=first)


def _agent(
    family: str, given: str, suffix: str = "", *, whole: str = "", family_first: bool = False
) -> Agent | None:
    given = _GLUED.sub(" ", given)
    if not whole:
        order = (family, given) if family_first else (given, family)
        whole = " ".join(filter(None, (*order, suffix)))
    return Agent(whole, family=family or None, given=given or None) if whole else None


def whole_name(text: str) -> Agent | None:
    """Read a name that must stay as it is: a body, or one whose parts nobody stated."""
    text = _tidy(text)
    return Agent(text) if text else None


def comma_name(text: str) -> Agent | None:
    """Read ``Family, Given`` or ``Family, Given, Jr.``; without a comma, as :func:`plain_name`."""
    parts = [_tidy(part) for part in text.split(",")]
    if len(parts) == 1:
        return plain_name(text)
    if len(parts) > 3 or not parts[0]:
        return whole_name(text)
    if len(parts) == 2 and not parts[1]:
        return whole_name(parts[0])
    person = person_of(f"{parts[0]} {parts[1]}")
    # the comma says that the name is turned round, as a Hungarian's is abroad: Pál Szarvas
    if parts[1].split()[-1] in table()["persons"]["hungarian_given"]:
        person = None
    first = person is not None and person.family == parts[0] and "." not in parts[1]
    first = first and person is not None and person.family_first
    return _agent(parts[0], parts[1], parts[2] if len(parts) == 3 else "", family_first=first)


def plain_name(text: str) -> Agent | None:
    """Read a name as it is written in running text; its parts only where they are certain."""
    text = _tidy(text)
    if not text:
        return None
    person = person_of(text) if not is_body(text) else None
    if person is None or person.family is None or person.given is None or person.name != text:
        return Agent(text)
    return person
