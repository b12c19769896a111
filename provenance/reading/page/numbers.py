"""Numbers under which a document was registered: "Nº 309", "Incoming 02277-ss", "No. 72/III"."""

from __future__ import annotations

import re
from functools import cache

from provenance.reading.page.words import NUMBER_SIGN, alternation, table

__all__ = ["numbered"]


@cache
def _kinds_of_number() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (kind, re.compile(rf"(?<!\w)(?:{alternation(words)})\s*$", re.IGNORECASE))
        for kind, words in table()["numbers"].items()
    ]


_VALUE = r"\[*\d[\w\[\]]*(?:[/.-]+\[*\w[\w\[\]]*)*|\w{1,4}[/-]\d[\w/-]*"
_NUMBER = re.compile(rf"(?<![\w])(?P<sign>{NUMBER_SIGN})\s*(?P<value>{_VALUE})", re.IGNORECASE)
_BARE_NUMBER = re.compile(
    rf"(?<!\w)(?P<kind>incoming|outgoing|вх\.|исх\.)\s+(?P<value>{_VALUE})", re.IGNORECASE
)


def numbered(text: str) -> list[tuple[str, str, int, int]]:
    """Return the numbers in a line with their kind ("" for one without a word before it)."""
    found: list[tuple[str, str, int, int]] = []
    for match in _NUMBER.finditer(text):
        before = text[: match.start()]
        kind = next((k for k, pattern in _kinds_of_number() if pattern.search(before)), "")
        value = match["value"].strip(".").replace("[", "").replace("]", "")
        word = next((p.search(before) for k, p in _kinds_of_number() if k == kind), None)
        start = word.start() if word is not None else match.start()
        found.append((kind, value, start, match.end()))
    for match in _BARE_NUMBER.finditer(text):
        kind = "incoming" if match["kind"].casefold() in ("incoming", "вх.") else "outgoing"
        found.append((kind, match["value"].strip("."), match.start(), match.end()))
    return found
