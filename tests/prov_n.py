"""A reader of PROV-N by its grammar (W3C Recommendation of 30 April 2013, section 3).

The package ``prov`` writes PROV-N and does not read it. What is read here has the same shape as
the statements of PROV-JSON, so that the two can be compared. What no history has (bundles,
default namespaces, languages, typed literals) is not in the grammar, and fails.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from lark import Lark, Token, Tree

__all__ = ["Statement", "statements_of_prov_json", "statements_of_prov_n"]

#: The kind, the identifier, the arguments in their order, how often each attribute has a value.
Statement = tuple[str, str | None, tuple[str | None, ...], frozenset[tuple[tuple[str, str], int]]]

#: The arguments after the identifier, as PROV-JSON names them, in the order of PROV-N.
_ARGUMENTS = {
    "entity": [],
    "activity": ["prov:startTime", "prov:endTime"],
    "agent": [],
    "wasGeneratedBy": ["prov:entity", "prov:activity", "prov:time"],
    "used": ["prov:activity", "prov:entity", "prov:time"],
    "wasInvalidatedBy": ["prov:entity", "prov:activity", "prov:time"],
    "wasInformedBy": ["prov:informed", "prov:informant"],
    "wasDerivedFrom": [
        *("prov:generatedEntity", "prov:usedEntity", "prov:activity"),
        *("prov:generation", "prov:usage"),
    ],
    "wasAttributedTo": ["prov:entity", "prov:agent"],
    "wasAssociatedWith": ["prov:activity", "prov:agent", "prov:plan"],
    "actedOnBehalfOf": ["prov:delegate", "prov:responsible", "prov:activity"],
    "specializationOf": ["prov:specificEntity", "prov:generalEntity"],
}
_ELEMENTS = ("entity", "activity", "agent")

_GRAMMAR = Lark(
    r"""
    start: "document" prefix* statement* "endDocument"
    prefix: "prefix" PREFIX IRI
    statement: KIND "(" [NAME ";"] (NAME | TIME | NONE) ("," (NAME | TIME | NONE))* [values] ")"
    values: "," "[" [value ("," value)*] "]"
    value: NAME "=" (TEXT | LONG_TEXT | INTEGER | QUOTED)

    KIND: /[a-z][A-Za-z]+(?=\()/
    PREFIX: /[a-z]+(?= <)/
    IRI: /<[^<>"{}|^`\\\x00-\x20]*>/
    NAME: /[a-z]+:(?:[\w@~&+*?#$!\/-]|%[0-9A-Fa-f]{2}|\\[='(),:;\[\].-]|\.(?=[\w.-]))+/
    TIME: /-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d/
    NONE: /-(?=[,)])/
    INTEGER: /-?\d+(?=[,\]])/
    TEXT: /"(?!"")(?:[^"\\\n\r]|\\[\\tbnrf"'])*"/
    LONG_TEXT: /\"\"\"(?:"{0,2}(?:[^"\\]|\\[\\tbnrf"']))*\"\"\"/
    QUOTED: /'[^'\n]*'/
    %ignore /[ \t\r\n]+/
    """,
    parser="lalr",
)
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def statements_of_prov_n(text: str) -> Counter[Statement]:
    """Return what a document of PROV-N states; a lark error where it is none."""
    found: Counter[Statement] = Counter()
    for statement in _GRAMMAR.parse(text).find_data("statement"):
        kind, named, *given, values = statement.children
        assert isinstance(kind, Token)
        arguments = [None if item == "-" else _unescaped(str(item)) for item in given]
        if kind in _ELEMENTS:
            identifier, arguments = arguments[0], arguments[1:]
        else:
            identifier = None if named is None else str(named)
        expected = _ARGUMENTS[kind]
        assert len(arguments) in (0, len(expected)), statement
        arguments += [None] * (len(expected) - len(arguments))
        attributes: Counter[tuple[str, str]] = Counter()
        if isinstance(values, Tree):
            for value in values.children:
                name, given_value = value.children  # type: ignore[union-attr]
                attributes[_unescaped(str(name)), _meant(given_value)] += 1  # type: ignore[arg-type]
        found[str(kind), identifier, tuple(arguments), frozenset(attributes.items())] += 1
    return found


def _meant(value: Token) -> str:
    if value.type == "QUOTED":
        return f"'{_unescaped(value[1:-1])}'"
    if value.type == "INTEGER":
        return str(value)
    quotes = 3 if value.type == "LONG_TEXT" else 1
    return '"' + _unescaped(value[quotes:-quotes])


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)


def statements_of_prov_json(document: Mapping[str, Any]) -> Counter[Statement]:
    """Return what a document of PROV-JSON states (W3C member submission of 2013)."""
    found: Counter[Statement] = Counter()
    for kind, statements in document.items():
        if kind == "prefix":
            continue
        for name, several in statements.items():
            for one in several if isinstance(several, list) else [several]:
                given = dict(one)
                arguments = tuple(given.pop(argument, None) for argument in _ARGUMENTS[kind])
                attributes = Counter(
                    (attribute, _said(value))
                    for attribute, values in given.items()
                    for value in (values if isinstance(values, list) else [values])
                )
                identifier = None if name.startswith("_:") else name
                found[kind, identifier, arguments, frozenset(attributes.items())] += 1
    return found


def _said(value: Any) -> str:
    if isinstance(value, str):
        return '"' + value
    if isinstance(value, dict):
        if value["type"] in ("xsd:QName", "prov:QUALIFIED_NAME"):
            return f"'{value['$']}'"
        assert value["type"] == "xsd:int", value
        return str(value["$"])
    return str(value)
