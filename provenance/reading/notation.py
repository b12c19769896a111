"""Label-free notations (:mod:`provenance.notation`) as regular expressions.

Reading is more generous than writing: spaces may be missing, a dash be of any kind, and a
reference may stop after any unit.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from provenance.notation import Field, notation
from provenance.units import unit_kind

__all__ = ["Form", "compile_notation"]

#: Where a name without a label ends: a separator, a closing bracket, the end of a sentence.
_ENDS: Final = r"\s*(?:[,;)\]|·]|:\s|$|\n)|(?:(?<=[^\W\d_]{5})|(?<=[\d)]))\.\s|\.$|\s+[–—/]\s|\s+\("
_END: Final = rf"(?={_ENDS})"
_QUOTED: Final = r"“[^”\n]{1,120}”|\"[^\"\n]{1,120}\""
_ASIDE: Final = r"(?:\s?\([^()\d\n][^()\n]{1,80}\)(?=/))?"
_DASHES: Final = r"\u2010-\u2015\u2212"
_DASH: Final = rf"[-{_DASHES}]"
#: In a value's pattern: a class of characters, or a hyphen outside one.
_CLASS_OR_HYPHEN: Final = re.compile(r"\[\^?(?:\\.|[^\]\\])*\]|-")


class Form(NamedTuple):
    """A compiled notation: its expression, the kind of each group, and which of them are free.

    A free value is any text; where one looks like a label it may be one. In a spaced one a space
    stands between letters and figures, also where the text has none (``FO371``).
    """

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    free: tuple[bool, ...]
    spaced: tuple[bool, ...]


def _literal(text: str) -> str:
    parts = []
    for ch in text:
        if ch == ",":
            parts.append(r"\s?[,;:]")
        elif ch == " ":
            parts.append(r"\s{0,3}" if parts else r"\s{1,3}")
        elif ch == "-":
            parts.append(rf"\s?{_DASH}\s?")
        else:
            parts.append(re.escape(ch))
    return "".join(parts)


def _any_dash(found: re.Match[str]) -> str:
    part = found[0]
    if part == "-":
        return _DASH
    if part.startswith("[-"):
        return f"[-{_DASHES}{part[2:]}"
    return f"{part[:-2]}{_DASHES}-]" if part.endswith("-]") else part


def _value(field: Field, following: str, after: str) -> str:
    """Return what a value may be, given the text and the value that come after it."""
    if field.pattern:
        pattern = _CLASS_OR_HYPHEN.sub(_any_dash, field.pattern)
        return pattern + (r"(?![a-zа-яё\d])" if not following else "")
    entry = unit_kind(field.kind)
    if entry is not None and entry.is_leaf:
        return rf"\d{{1,6}}[rv]?(?:\s?{_DASH}\s?\d{{1,6}}[rv]?)?(?:, \d{{1,6}}[rv]?)*"
    joint = following.strip()[:1]
    mark = "" if joint.isalnum() else re.escape(joint)
    inner = rf"[^\s,;()\[\]{mark}]"
    code = (
        rf"(?:[A-Z][^\s,;()\d{mark}]{{0,5}}\s){{0,3}}(?=[^\W_]|\[){inner}*\d(?:{inner}*[^\s,;:()\[\].{mark}])?"
        rf"(?:\s[A-Z]{{1,3}}\s\d{inner}*)?"
    )
    name = rf"(?:[^\W_]|[\"“„«'\[])[^,;()\n{mark}]{{0,80}}?"
    if entry is not None and entry.value_pattern == ".+":
        code = ""
    if following and not mark:
        after = _literal(following.lstrip()) if following.strip() else after
        return rf"{name}(?=\s{{1,3}}(?:{after or '[^,;]'})|{_ENDS})"
    aside = r"(?:\s?\([^()\n]{1,60}\))?"
    ends = rf"(?=\s*{mark}|{_ENDS})" if mark else _END
    return (
        f"(?:{_QUOTED}|{code}|{name}{aside}{ends})"
        if code
        else f"(?:{_QUOTED}|{name}{aside}{ends})"
    )


@cache
def compile_notation(text: str, whole: bool = False) -> Form:
    """Return the compiled form of a notation; ``whole`` where no unit may be missing."""
    fields = notation(text).fields
    last = len(fields) - 1
    out = ""
    closing = ""
    lead = ""
    for index, field in enumerate(fields):
        following = fields[index + 1].before if index < last else ""
        after = fields[index + 1].pattern if index < last else ""
        unit = f"({_value(field, following or field.after, after)}){_literal(field.after)}"
        if field.part and not index:
            # an optional beginning takes the text that joins it to the rest with it
            out += f"(?:{unit}{_literal(following)})?"
            lead = following
            continue
        before = "" if index == 1 and lead else _literal(field.before)
        if field.part:
            opens = fields[index - 1].part != field.part
            closes = index == last or fields[index + 1].part != field.part
            out += ("(?:" if opens else "") + before + unit + (")?" if closes else "")
        elif index and not whole and not (index == 1 and lead):
            # the holding's title may stand in brackets: RW 19 (OKW/Wehrwirtschaftsamt)/234
            aside = _ASIDE if field.before == "/" and index == 1 else ""
            out += f"(?:{aside}{before}{unit}"
            closing += ")?"
        else:
            out += before + unit
    return Form(
        re.compile(out + closing),
        tuple(field.kind for field in fields),
        tuple(not (field.pattern and whole) for field in fields),
        tuple(" ?[0-9]" in field.pattern for field in fields),
    )
