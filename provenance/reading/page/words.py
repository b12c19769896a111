"""The words the page reader knows: the table ``records/page.toml``, made into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from provenance._data import data

__all__ = [
    "NUMBER_SIGN",
    "alternation",
    "count",
    "kind_in",
    "labels",
    "language",
    "phrase",
    "table",
    "words",
]

#: The sign before a number: Nº, №, No., Nr. (with the number after it).
NUMBER_SIGN = r"(?:N[ºo°]s?\.?|№|Nr\.?|No\.?|Nos\.?|Ном\.?)"


@cache
def table() -> dict[str, Any]:
    """Return the whole table."""
    return tomllib.loads(data("records", "page.toml").read_text(encoding="utf-8"))


@cache
def words(section: str, name: str = "words") -> tuple[str, ...]:
    """Return one list of words, longest first."""
    return tuple(sorted(table()[section][name], key=len, reverse=True))


def alternation(items: Iterable[str]) -> str:
    """Return a pattern that matches any of ``items``, longest first, spaces of any kind."""
    ordered = sorted(set(items), key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, item.split())) for item in ordered)


@cache
def phrase(section: str, name: str = "words") -> re.Pattern[str]:
    """Return the pattern of a list of words, at word bounds, whatever their case."""
    return re.compile(
        rf"(?<![^\W_])(?:{alternation(table()[section][name])})(?![^\W_])", re.IGNORECASE
    )


@cache
def labels() -> dict[str, str]:
    """Return the labels of a page's information, folded, with the field each is for."""
    return {
        label.casefold(): field for field, names in table()["labels"].items() for label in names
    }


@cache
def _kinds() -> list[tuple[re.Pattern[str], str]]:
    found = []
    for entry in table()["kinds"]:
        before = r"\A" if entry.get("first") else r"(?<!\w)(?<!\w['’])"
        pattern = rf"{before}(?:{alternation(entry['words'])})(?!\w)"
        found.append((re.compile(pattern, re.IGNORECASE), entry["kind"]))
    return found


def kind_in(text: str) -> tuple[str, int, int] | None:
    """Return the genre that stands first in a text, the longest word for it, and its span."""
    best: tuple[int, int, str] | None = None
    for pattern, kind in _kinds():
        match = pattern.search(text)
        if match is not None:
            # by place, then by length
            place = (match.start(), -len(match.group()), kind)
            if best is None or place[:2] < best[:2]:
                best = place
    if best is None:
        return None
    start, length, kind = best
    return kind, start, start - length


@cache
def _languages() -> dict[str, str]:
    return {name.casefold(): code for name, code in table()["languages"].items()}


def language(name: str) -> str | None:
    """Return the BCP 47 tag of a language's English name."""
    return _languages().get(" ".join(name.split()).casefold())


def count(text: str) -> int | None:
    """Return the number that a numeral or an English number word says (``Twenty-five``)."""
    if text.isdecimal():
        return int(text) if len(text) < 6 else None
    tens, _, ones = text.casefold().replace("\u2011", "-").partition("-")
    numbers = table()["copies"]["counts"]
    if tens in numbers and not ones:
        return int(numbers.index(tens))
    base = table()["copies"]["tens"].get(tens)
    if base is None or (ones and ones not in numbers[1:10]):
        return None
    return int(base + (numbers.index(ones) if ones else 0))
