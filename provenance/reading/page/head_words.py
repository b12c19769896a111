"""The words and marks by which the lines of a head are told apart."""

from __future__ import annotations

import re
from functools import cache

from provenance.reading.page.furniture import is_elision
from provenance.reading.page.words import NUMBER_SIGN, alternation, table

__all__ = [
    "LETTERHEAD",
    "METADATA",
    "NO_WORD",
    "OF_PERSON",
    "PERIOD",
    "PREPOSITION",
    "bare_of",
    "copy_numbers",
    "is_prose",
]


def is_prose(text: str) -> bool:
    """Whether a line is a paragraph of running text, or says that text was left out."""
    if re.match(r"[\[(]\s*(?:\.\.\.|…)", text) and not is_elision(text):
        return True
    words = text.split()
    if len(words) >= 22:
        return True
    if len(words) < 16 and PERIOD.match(text):
        return False
    small = sum(1 for word in words if word.isalpha() and word.islower())
    return len(words) >= 9 and small >= 5 and text.rstrip('"”’)]').endswith((".", "!", "?", ":"))


@cache
def copy_numbers() -> re.Pattern[str]:
    """Return what finds the number of a copy, and of how many it is one."""
    words = alternation(table()["copies"]["copy"])
    return re.compile(
        rf"(?<!\w)(?:{words})\s*(?:{NUMBER_SIGN}|#)?\s*\[*(?P<number>\d{{1,4}})\]*(?![\w/.-]*\d)"
        rf"(?:\s+of\s+(?P<printed>\d{{1,4}}))?",
        re.IGNORECASE,
    )


PERIOD = re.compile(
    r"(?:(?:for|covering|during)\s+the\s+period(?:\s+of)?|за\s+период|за\s+період)\s*(?P<rest>.*)"
    r"|(?<!\w)(?P<bare>from\s+\[?\d.{3,40}?\s+(?:to|through|until)\s+.{3,40})$",
    re.IGNORECASE,
)
NO_WORD = re.compile(r"[\W_]*")


def bare_of(text: str) -> str:
    """Return what is left of a line without the marks at its edges; an initial keeps its stop."""
    bare = text.strip(" \t,;:–—-!/|").lstrip(".")
    return bare if re.search(r"(?<!\w)[^\W\d_]{1,2}\.$", bare) else bare.rstrip(" .,;:")


PREPOSITION = re.compile(
    r"\b(?:of|on|in|at|to|for|with|about|between|from|by|concerning|regarding|and)\b", re.IGNORECASE
)
LETTERHEAD = re.compile(r"[A-ZА-ЯІЇЄҐÀ-Ý]")
OF_PERSON = re.compile(
    r"(?:(?:from\s+)?(?:the\s+)?(?:official\s+)?(?:journal|diary)\s+)?of\s+(?P<who>[^\s].{4,140})$",
    re.IGNORECASE,
)
#: What looks like metadata in a line of a head: a number, a label, a code, a date, a call.
METADATA = re.compile(
    rf"{NUMBER_SIGN}|^[^\s:]+(?:\s\S+){{0,3}}:(?:\s|$)|\b\w+/\w+/|\d|--"
    rf"|^(?i:distributed|received|sent|cop(?:y|ies)|approved|declassified|destination|subject)\b"
)
