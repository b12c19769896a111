"""The reference at a spot: read with its first number given, wherever before it begins.

The prefilter says where a number of a reference may be. Here its beginning is looked for: an
archive's name, a label, a series code, or units whose archive is named after them.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache, lru_cache
from typing import NamedTuple

from provenance.model.locator import Locator
from provenance.reading.archive_names import (
    ArchiveName,
    ends_name,
    exact_names,
    name_at,
    name_words,
)
from provenance.reading.build import set_archive_text
from provenance.reading.credible import credible
from provenance.reading.labels import Grammar, traditions
from provenance.reading.patterns import is_known
from provenance.reading.run import Run
from provenance.reading.search import Found, Readings, code_at, units_after, units_at
from provenance.reading.titles import WORD as TITLE_WORD
from provenance.reading.titles import in_title, opens_title
from provenance.reading.tokens import AFTER, CAPITAL, LEAD, NAMED_UNIT, STEP
from provenance.reading.unknown import unknown_archive
from provenance.reading.ways import opens_label

__all__ = ["Ahead", "Reading", "name_near", "read_at", "read_named", "unknown_name"]


class Reading(NamedTuple):
    """A reference read in a window: where, with which grammar, and whether without labels."""

    locator: Locator
    start: int
    end: int
    grammar: Grammar
    bare: bool
    run: Run | None = None


_CAPS = re.compile(r"[^\W\d_a-zа-яёіїєґ]")
_SECOND = re.compile(r"[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+\Z")


#: Words inside names: Department of State.
_OF = frozenset(("of", "de", "du", "des", "für", "der", "del", "della", "do"))


def _more_before(text: str, start: int) -> bool:
    """Whether a longer name, or a web address, may have begun before ``start``."""
    before = text[max(0, start - 24) : start]
    if not before:
        return False
    mark = before[-1]
    if mark not in " ([{\n\"“„«'‘*":
        return True
    word = before.rstrip(" (,\n\"“„«'‘*[{")
    if not word:
        return False
    word = word[word.rfind(" ") + 1 :].lstrip("([\"“„«'‘*{")
    if word.endswith(".") and before.endswith(", "):
        word = word.rstrip(".")  # Arch. nat., AJ/40/542
    if before.endswith("), "):
        word = word.rstrip(")")  # Politisches Archiv … (PA AA), MfAA, A 6890
    if word and _in_name(word):
        return True
    # an archive's department: ÖStA, HHStA, PA I
    return (
        mark == " "
        and text[start - 2 : start - 1] == ","
        and word[-1:].isalpha()
        and len(_CAPS.findall(word)) > 1
    )


@lru_cache(4096)
def _in_name(word: str) -> bool:
    """Whether an archive's name may go on, or may have begun, with ``word``."""
    if word in _OF:
        return True
    return word[-1].isalpha() and (ends_name(word) or (word[0].isupper() and name_words(word)))


@cache
def _opens_near() -> frozenset[str]:
    """Return the first words of the names that may stand near, all of which are exact."""
    return frozenset(word[0] for name in exact_names() if (word := CAPITAL.match(name)) is not None)


def name_near(text: str, floor: int, at: int) -> tuple[int, int] | None:
    """Return where an archive's short name stands just before a reference's first number."""
    low = max(floor, at - 24)
    known = _opens_near()
    for word in CAPITAL.finditer(text, low, at):
        if word[0] not in known:
            continue
        start, end = word.span()
        if start == low and start and text[start - 1].isalnum():
            continue
        if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
            more = _SECOND.match(text, end + 1)
            if more is not None and more.end() < at and is_known(text[start : more.end()]):
                end = more.end()
        if is_known(text[start:end]) and not _more_before(text, start):
            return start, end
    return None


def read_at(ahead: Ahead, floor: int, names: int, at: int) -> Reading | None:
    """Read the reference with its first number at ``at``, wherever after ``floor`` it begins.

    ``ahead`` is of the window's text. Archives' names that begin before ``names`` were tried
    already.
    """
    found = read_named(ahead, names, at)
    if found is not None:
        return found
    other = _without_archive(ahead, floor, at) or _archive_last(ahead, floor, at)
    return _whole(other) if other is not None else None


def read_named(ahead: Ahead, low: int, at: int) -> Reading | None:
    """Read a reference with a number at ``at`` whose archive's name begins in ``low``–``at``."""
    text = ahead.text
    for word in CAPITAL.finditer(text, low, at):
        if not name_words(word[0]):
            continue
        start = word.start()
        name = name_at(text, start)
        if name is None:
            continue
        prose = _PROSE.match(text, name.end)
        if prose is not None and not opens_label(prose[1]):
            continue
        found = ahead.after(start, name)
        if found is not None and found.end > at and not credible(text, found):
            found = _without_levels(text, start, name, found)
        if found is not None and found.end > at and credible(text, found):
            return _whole(found)
    return None


def _without_levels(text: str, start: int, name: ArchiveName, found: Found) -> Found | None:
    """Return what was read before a level without a label: ``RGANI, f. 5, op. 28, zz. 14``."""
    level = next((part for part in found.run.units if part[0] == "level"), None)
    if level is None or level is found.run.units[0]:
        return None
    return units_after(text[: level[1]], start, name)


#: A sentence that goes on after an archive's name: ``the CIA estimated``.
_PROSE = re.compile(r"\s([a-zа-яёіїєґ]{3,})\s")


def _whole(found: Found) -> Reading:
    run = found.run
    return Reading(found.locator, found.start, found.end, run.grammar, not run.labelled, run)


def _without_archive(ahead: Ahead, low: int, at: int) -> Found | None:
    """Read a reference without an archive before it, that has its first number at ``at``."""
    text = ahead.text
    table = traditions()
    for word in [*_WORD.finditer(text, max(low, at - 40), at)][-4:]:
        start = word.start()
        if start and text[start - 1].isalnum():
            digits = _DIGITS.search(text, max(low, start - 8), start)
            found = code_at(text, digits.start()) if digits is not None else None
            if found is not None and found.end > at and credible(text, found):
                return found
            continue
        found = None
        step = STEP.match(text, start)
        if (
            step is not None
            and step.start("value") <= at <= step.end("value")
            and table.bits(step["label"])
            and not _repeats_label(text, step)
        ):
            found = _named_before(text, low, start) or units_at(text, start, low, ahead)
        elif step is None and len(word[0]) < 6:
            named = NAMED_UNIT.match(text, start)  # f. MLS, kart. 12, inv. č. 5
            if named is not None and named.end() < at and table.bits(named["label"]):
                found = units_at(text, start, low, ahead)
        if found is None and word[0].isupper() and at - word.end() < 7:
            found = code_at(text, start)
        if found is not None and found.end > at and credible(text, found):
            return found
    digits = _DIGITS.search(text, max(low, at - 8), at + 1)
    start = digits.start() if digits is not None else at
    found = units_at(text, start, None, ahead) if _two_after(text, start, table.after) else None
    found = found or code_at(text, start)
    return found if found is not None and found.end > at and credible(text, found) else None


def _two_after(text: str, start: int, known: Container[str]) -> bool:
    """Whether two numbers with labels after them stand at ``start``: ``276. f. 89. cs.`` does."""
    first = AFTER.match(text, start)
    if first is None or first["a"] not in known:
        return False
    second = AFTER.match(text, first.end("a") + (text[first.end("a") : first.end("a") + 1] == "."))
    return second is not None and second["a"] in known and second["a"] != first["a"]


def _repeats_label(text: str, step: re.Match[str]) -> bool:
    """Whether the same label comes again at once: ``f. 1, f. 2`` is no reference."""
    following = STEP.match(text, step.end())
    return following is not None and following["label"] == step["label"]


def _named_before(text: str, low: int, start: int) -> Found | None:
    """Read a reference whose archive's name, without a capital, stands before ``start``."""
    before = _WORD.search(text, text.rfind(" ", low, max(low, start - 2)) + 1, start)
    if before is None or not before[0].islower() or not name_words(before[0]):
        return None
    name = name_at(text, before.start())
    return units_after(text, before.start(), name) if name is not None else None


def unknown_name(text: str, locator: Locator, start: int) -> int:
    """Give the locator the name of the archive we don't know that stands before its units.

    Returns where the reference begins, with that name.
    """
    low = max(text.rfind("\n", 0, start), text.rfind("(", 0, start)) + 1
    unknown = unknown_archive(text, low, start)
    if unknown is None:
        return start
    begin, name = unknown
    lead = LEAD.match(name)
    capital = CAPITAL.search(name, lead.end() if lead is not None else 0)
    if capital is None or len(name.split()) > 12:
        return start
    set_archive_text(locator, name[capital.start() :])
    return begin + capital.start()


#: How far after a number the name of its archive may begin.
_LAST = 100
#: What may be a label between titles: box 182, "Korea" folder, HSTL.
_LABEL = re.compile(r"(?<![^\W_])[a-zа-яёіїє]{3,9}(?![^\W_])")
_NO_TITLE = '0123456789/.-–,; "“'


class Ahead(Readings):
    """What stands further on in a window, looked at once for all the numbers before it.

    Each number asks for the next archive's name, and for what is read beside it.
    """

    __slots__ = ("_names", "_upto")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._names: list[tuple[int, ArchiveName]] = []
        self._upto = 0

    def name(self, at: int, stop: int) -> tuple[int, ArchiveName] | None:
        """Return the first archive's name that begins with a capital between two places."""
        for found in self._names:
            if found[0] >= at:
                return found if found[0] < stop else None
        text = self.text
        for word in CAPITAL.finditer(text, max(at, self._upto), stop):
            cut = word.end() == stop  # the rest of the word may make a name of it
            self._upto = word.start() if cut else word.end()
            if name_words(word[0]):
                name = name_at(text, word.start())
                if name is not None:
                    self._upto = word.end()
                    self._names.append((word.start(), name))
                    return self._names[-1]
            if cut:
                return None
        self._upto = max(self._upto, stop)
        return None


def _titles_between(text: str, at: int, stop: int) -> bool:
    """Whether what stands between a number and a name is titles, up to each capital in it.

    Each word is looked at once, the last one before a capital again where it goes on.
    """
    between = ""
    begin = at
    seen = -1  # the words of the titles up to this place are seen; -1 where none has begun
    some = False
    for cut in [*(word.start() for word in CAPITAL.finditer(text, at, stop)), stop]:
        piece = text[begin:cut]
        between += _LABEL.sub(lambda word: "" if opens_label(word[0]) else word[0], piece)
        begin = cut
        if len(between) < 5:
            continue
        if seen < 0:
            seen = len(between) - len(between.lstrip(_NO_TITLE))
            if seen == len(between):
                seen = -1
                continue
        for word in TITLE_WORD.finditer(between, seen):
            if not (in_title(word[0]) if some else opens_title(word[0])):
                return False
            if word.end() < len(between):
                some, seen = True, word.end()
        if not some and TITLE_WORD.search(between, seen) is None:
            return False
    return True


def _archive_last(ahead: Ahead, low: int, at: int) -> Found | None:
    """Read a reference with a number at ``at`` whose archive's name comes after its units."""
    text = ahead.text
    last = ahead.name(at, min(len(text), at + _LAST))
    if last is None or not _titles_between(text, at, last[0]):
        return None
    start, name = last
    own = ahead.after(start, name)
    if own is not None and credible(text, own):
        return None  # Protokoll Nr. 41/57, SAPMO-BArch, DY 30/…
    found = ahead.before(low, start, name)
    credited = found is not None and found.start <= at and credible(text, found)
    return found if credited else None
