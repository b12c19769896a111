"""References in running text: :func:`find_locators`.

A prefilter (:mod:`provenance.reading.prefilter`) says beside which numbers a reference may stand;
the grammar reads there; what it read must be credible (:mod:`provenance.reading.credible`). After
a reference come those that lean on it: further files in a chain, and *Ibid.* in the next note.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

import attrs

from provenance.model.locator import Locator
from provenance.reading.archive_names import name_at, name_words
from provenance.reading.build import set_archive_text, set_text
from provenance.reading.chain import Continued, carry_on, next_number, repeated
from provenance.reading.credible import credible
from provenance.reading.ibid import another_source, follows_word, refers_back, words_between
from provenance.reading.labels import Grammar, traditions
from provenance.reading.lookalikes import clean
from provenance.reading.prefilter import hits
from provenance.reading.search import Found, code_at, units_after, units_at, units_before
from provenance.reading.titles import title_like
from provenance.reading.tokens import AFTER, STEP
from provenance.reading.unknown import unknown_archive

__all__ = ["Match", "find_in_lines", "find_locators"]


@attrs.frozen
class Match:
    """A reference found in a text.

    ``start`` and ``end`` are code points of the text as given (end exclusive), ``text`` is what
    stands there. ``inherited`` names what the locator has from an earlier reference and not from
    its own text: ``"archive"`` and unit kinds, ``()`` for a reference that is complete in itself.
    """

    start: int
    end: int
    text: str
    locator: Locator
    inherited: tuple[str, ...] = ()


_FAR = 240  # how far before its first number a reference may begin
_AHEAD, _LONG = 320, 6000  # how much of the text after that number is read: at first, and at most
_REACH = 2000  # how far after a reference its ibid. may stand
_UNUSUAL = re.compile(
    "[~\\\\\u00ad\u0300-\u036f\u061c\u0660-\u0669\u06f0-\u06f9\u180e\u200b-\u200f\u202a-\u202e"
    "\u2044\u2060-\u2064\u2215\u2236\u3000-\u3002\u30fb\ufe55\ufeff\uff01-\uff5e]"
)


#: Where one note, paragraph, list item or cell ends and the next begins: nothing runs over it.
_EDGE = re.compile(
    r"[\n⁰¹²³⁴-⁹](?:"
    r"(?<=\n)(?:\s*\n\s*|[ \t]*(?:\[\^?[\w-]{1,16}\]:?\s|\(?\d{1,4}[.)]\s+"
    r"|\d{1,4}[ \t\u00a0]+(?=[^\W\d_a-z])|[⁰¹²³⁴-⁹]+\s?|[-+*•|>#]\s|\\item\b))"
    r"|(?<=[\s.][⁰¹²³⁴-⁹]))"
)


class _View:
    """A window of a text as the grammar reads it, and the way back to the text's own places."""

    __slots__ = ("base", "enough", "places", "text")

    def __init__(self, text: str, low: int, hit: int, high: int) -> None:
        edge = _EDGE.search(text, hit, high)
        if edge is not None:
            high = edge.start()
        #: Up to where a reference can begin and be read in this window.
        self.enough = high if edge is not None or high >= len(text) else high - _AHEAD // 2
        for edge in _EDGE.finditer(text, low, min(hit + 8, high)):
            if edge.start() >= hit:
                break
            low = edge.end()
        low = min(low, hit)
        window = text[low:high]
        self.base = low
        self.places: list[int] | None = None
        if window.isascii():
            unusual = "~" in window or "\\" in window
        else:
            unusual = _UNUSUAL.search(window) is not None
        if unusual:
            window, self.places = clean(window)
        self.text = window

    def inside(self, place: int) -> int:
        """Return the window's place for a place of the text."""
        place -= self.base
        if self.places is None:
            return place
        low, high = 0, len(self.places) - 1
        while low < high:
            middle = (low + high) // 2
            if self.places[middle] < place:
                low = middle + 1
            else:
                high = middle
        return low

    def outside(self, place: int) -> int:
        """Return the text's place for a place of the window."""
        return self.base + (place if self.places is None else self.places[place])

    def outside_end(self, place: int) -> int:
        """Return the text's place for an end in the window: after the last letter's marks."""
        if self.places is None or place == 0:
            return self.base + place
        return self.base + self.places[place - 1] + 1


class _Scan:
    """One pass over a text: the last reference, and what may lean on it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.base = 0  # the place of the text's first character in the whole that it is part of
        self.last: Match | None = None
        self.before = -1  # where the reference before the last one ends
        self.grammar: Grammar | None = None
        self.bare = False  # the last one was written without labels
        self.looked = 0  # up to where ibid. was looked for
        self.view: _View | None = None
        self.tried = 0  # archives' names that begin before this place were tried

    def matches(self, start: int = 0) -> Iterator[Match]:
        """Yield the references that begin at or after ``start``."""
        floor = start
        for hit in hits(self.text, start):
            if hit < floor:
                continue
            if self.last is not None:
                for match in self._repeats(floor, hit):
                    yield match
                    floor = match.end
                if hit < floor:
                    continue
            for match in self._at(floor, hit):
                yield match
                floor = match.end
        if self.last is not None:
            yield from self._repeats(floor, len(self.text))

    def portion(self, more: str) -> Iterator[Match]:
        """Yield the references of the text's next portion, their places those of the whole.

        Of what came before it, enough is kept for chains and notes.
        """
        drop = max(0, len(self.text) - 3 * _REACH)
        self.text = self.text[drop:] + more
        self.base += drop
        self.before -= drop
        self.looked -= drop
        self.tried -= drop
        self.view = None
        if self.last is not None:
            self.last = attrs.evolve(
                self.last, start=self.last.start - drop, end=self.last.end - drop
            )
            if self.last.start < 0:
                self.last = None
        for match in self.matches(len(self.text) - len(more)):
            yield attrs.evolve(match, start=match.start + self.base, end=match.end + self.base)

    def _took(self, match: Match, grammar: Grammar, bare: bool) -> Match:
        self.before = self.last.end if self.last is not None else -1
        self.last, self.grammar, self.bare = match, grammar, bare
        self.looked = match.end
        return match

    # A reference of its own, and the chain after it.

    def _at(self, floor: int, hit: int) -> Iterator[Match]:
        view = self.view
        if view is None or hit >= view.enough:
            view = self.view = _View(self.text, max(floor, hit - _FAR), hit, hit + _AHEAD)
        low = view.inside(max(floor, view.base))
        names = view.inside(max(floor, view.base, self.tried))
        found = _read(view.text, low, names, view.inside(hit))
        if found is not None and found.end > len(view.text) - 40 and view.enough < hit + _AHEAD:
            view = _View(self.text, max(floor, hit - _FAR), hit, hit + _LONG)
            low = view.inside(max(floor, view.base))
            found = _read(view.text, low, low, view.inside(hit)) or found
        self.tried = max(self.tried, hit)
        if found is None:
            match = self._in_chain(view, floor, hit)
        elif found.locator.archive is None and self._leans(view.outside(found.start)):
            match = self._in_chain(view, floor, hit) or self._own(view, found)
        else:
            match = self._own(view, found)
        while match is not None:
            yield match
            match = self._continued(match.end)

    def _own(self, view: _View, found: Found) -> Match | None:
        start = found.start
        if found.locator.archive is None:
            if follows_word(view.text, start):
                return None
            if found.locator.archive_text is None:
                start = _unknown_name(view.text, found)
        match = _match(
            self.text, view.outside(start), view.outside_end(found.end), found.locator, ()
        )
        return self._took(match, found.run.grammar, not found.run.labelled)

    # What leans on the reference before.

    def _leans(self, start: int) -> bool:
        """Whether units at ``start`` may go on from the last reference: same sentence or note."""
        return self.last is not None and not another_source(self.text, self.last.end, start)

    def _in_chain(self, view: _View, floor: int, hit: int) -> Match | None:
        """Read units after the last reference, with words between, in the same sentence or note."""
        if self.last is None or self.grammar is None or hit - self.last.end > 400:
            return None
        text, at = view.text, view.inside(hit)
        start = at
        while start > 0 and at - start < 12 and text[start - 1] in " .[№~\n":
            start -= 1
        while start > 0 and at - start < 24 and text[start - 1].isalpha():
            start -= 1
        place = view.outside(start)
        if place < floor or not self._leans(place):
            return None
        found = carry_on(text, start, self.last.locator, self.grammar)
        if found is None or found.end <= at:
            return None
        given = sum(unit.kind not in found.inherited for unit in found.locator.units)
        if given + (found.locator.leaves is not None) < 2:
            return None
        return self._lean(view, start, found)

    def _lean(self, view: _View, start: int, found: Continued) -> Match:
        match = _match(
            self.text, view.outside(start), view.outside_end(found.end),
            found.locator, found.inherited,
        )  # fmt: skip
        assert self.grammar is not None
        return self._took(match, self.grammar, self.bare)

    def _continued(self, end: int) -> Match | None:
        """Read the next link of a chain that goes on at once: ``; d. 19``, ``·84057``."""
        last, grammar, text = self.last, self.grammar, self.text
        if last is None or grammar is None:
            return None
        if self.bare and last.locator.units:
            number = next_number(text, end, last.locator)
            if number is not None:
                found, start = number
                match = _match(text, start, found.end, found.locator, found.inherited)
                return self._took(match, grammar, True)
        link = _LINK.match(text, end)
        if link is None:
            return None
        view = _View(text, link.end(), link.end(), link.end() + _AHEAD)
        name = _CAPITAL.match(view.text)
        if name is not None and name_words(name[0]) and name_at(view.text, 0) is not None:
            return None
        found_on = carry_on(view.text, 0, last.locator, grammar)
        return self._lean(view, 0, found_on) if found_on is not None else None

    def _repeats(self, floor: int, stop: int) -> Iterator[Match]:
        """Yield what *Ibid.* stands for between the last reference and ``stop``."""
        if self.last is None:
            return
        low = max(floor, self.looked)
        high = min(stop, self.last.end + _REACH)
        self.looked = max(self.looked, high)
        if low >= high:
            return
        for word in words_between(self.text, low, high):
            match = self._repeat(word.start, word.end)
            if match is not None:
                yield match
                if match.end >= stop:
                    return

    def _repeat(self, start: int, end: int) -> Match | None:
        last, grammar = self.last, self.grammar
        if last is None or grammar is None or start < last.end:
            return None
        if not refers_back(self.text, last.start, last.end, start, self.before):
            return None
        view = _View(self.text, start, end, end + _AHEAD)
        found = repeated(view.text, view.inside(end), last.locator, grammar)
        return self._lean(view, 0, found) if found is not None else None


_CAPITAL = re.compile(r"[^\W\d_a-zа-яёіїє](?<!\w.)[^\W\d_]*")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+\Z")


def _read(text: str, floor: int, names: int, at: int) -> Found | None:
    """Read the reference with its first number at ``at``, wherever after ``floor`` it begins.

    Archives' names that begin before ``names`` were tried already.
    """
    found = _with_archive(text, names, at)
    if found is None:
        found = _without_archive(text, floor, at)
    return found if found is not None else _archive_last(text, floor, at)


def _with_archive(text: str, low: int, at: int) -> Found | None:
    """Read a reference with a number at ``at`` whose archive's name begins in ``low``–``at``."""
    for word in _CAPITAL.finditer(text, low, at):
        if name_words(word[0]):
            start = word.start()
            name = name_at(text, start)
            if name is not None:
                found = units_after(text, start, name)
                if found is not None and found.end > at and credible(text, found):
                    return found
    return None


def _without_archive(text: str, low: int, at: int) -> Found | None:
    """Read a reference without an archive before it, that has its first number at ``at``."""
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
            and at - 1 <= step.start("value") <= at
            and table.bits(step["label"])
            and not _repeats_label(text, step)
        ):
            found = _named_before(text, low, start) or units_at(text, start, low)
        if found is None and word[0].isupper() and at - word.end() < 3:
            found = code_at(text, start)
        if found is not None and found.end > at and credible(text, found):
            return found
    digits = _DIGITS.search(text, max(low, at - 8), at + 1)
    start = digits.start() if digits is not None else at
    found = units_at(text, start) if _two_after(text, start, table.after) else None
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


_LEAD = re.compile(
    r"(?:(?:in|at|from|see|also|cf|the|im|aus|siehe|vgl|dans|voir|w|z|см|ср|в|во|из|и|у|із|див)"
    r"[.:]?\s+)+",
    re.IGNORECASE,
)


def _unknown_name(text: str, found: Found) -> int:
    """Give the locator the name of the archive we don't know that stands before its units.

    Returns where the reference begins, with that name.
    """
    low = max(text.rfind("\n", 0, found.start), text.rfind("(", 0, found.start)) + 1
    unknown = unknown_archive(text, low, found.start)
    if unknown is None:
        return found.start
    start, name = unknown
    lead = _LEAD.match(name)
    skipped = lead.end() if lead is not None else 0
    capital = _CAPITAL.search(name, skipped)
    if capital is None or len(name.split()) > 12:
        return found.start
    set_archive_text(found.locator, name[capital.start() :])
    return start + capital.start()


def _archive_last(text: str, low: int, at: int) -> Found | None:
    """Read a reference with a number at ``at`` whose archive's name comes after its units."""
    for word in _CAPITAL.finditer(text, at, min(len(text), at + 100)):
        between = text[at : word.start()]
        if len(between) > 4 and not title_like(between.lstrip("0123456789/.-–,; ") or "A"):
            return None
        if not name_words(word[0]):
            continue
        name = name_at(text, word.start())
        if name is not None:
            found = units_before(text, low, word.start(), name)
            credited = found is not None and found.start <= at and credible(text, found)
            return found if credited else None
    return None


#: What joins the links of a chain; a remark in brackets may stand before it.
_LINK = re.compile(
    r"(?:\s{0,2}\([^()]{0,80}\))?(?:\s?[;,·]\s{0,2}(?:\s?and\s|\s?(?:и|та|і|und|et|oraz|i|a|y|e)\s)?"
    r"|\s(?:and|и|та|і|und|et|oraz|i|a|y|e|&)\s)\s{0,2}(?:(?:see\s)?also\s|см\.\s)?"
)


def _match(text: str, start: int, end: int, locator: Locator, inherited: tuple[str, ...]) -> Match:
    written = text[start:end]
    set_text(locator, written)
    return Match(start, end, written, locator, inherited)


def find_locators(text: str) -> Iterator[Match]:
    """Yield the archival references of a running text, in order and without overlap.

    A reference is (a) a known archive with at least one unit, (b) without an archive, at least
    two labelled units that some tradition puts together, or a series code of one archive with its
    number, (c) in a chain after one of these, what changes, (d) *Ibid.* and its like directly
    after a reference whose note cited one source. Never raises; costs O(len(text)).
    """
    return _Scan(text).matches()


_ENOUGH = 1 << 17


def find_in_lines(lines: Iterable[str]) -> Iterator[Match]:
    """Yield the references of a text that comes line by line (line ends included).

    The places are those of the whole text. Holds a few hundred kilobytes of it at a time: for
    large files and for pipes. Portions end at a blank line, or after half a megabyte without
    one; a reference that runs over that place is not found.
    """
    scan = _Scan("")
    pending: list[str] = []
    size = 0
    for line in lines:
        pending.append(line)
        size += len(line)
        if size >= _ENOUGH and (size >= 4 * _ENOUGH or not line.strip()):
            yield from scan.portion("".join(pending))
            pending.clear()
            size = 0
    yield from scan.portion("".join(pending))
