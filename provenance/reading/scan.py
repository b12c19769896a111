"""References in running text: :func:`find_locators`.

A prefilter (:mod:`provenance.reading.prefilter`) says beside which numbers a reference may stand;
the grammar reads there; what it read must be credible (:mod:`provenance.reading.credible`). After
a reference come those that lean on it: further files in a chain, and *Ibid.* in the next note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from provenance.model.locator import Locator
from provenance.reading.archive_names import name_at, name_words
from provenance.reading.build import restore, set_text
from provenance.reading.chain import Continued, carry_on, next_number, repeated
from provenance.reading.ibid import another_source, follows_word, refers_back, words_between
from provenance.reading.labels import Grammar
from provenance.reading.prefilter import hits
from provenance.reading.quick import quick_at
from provenance.reading.spot import (
    CAPITAL,
    Reading,
    name_near,
    read_at,
    read_named,
    unknown_name,
)
from provenance.reading.window import AHEAD, Window

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
_LONG = 6000  # how much of the text after that number is read, at most
_REACH = 2000  # how far after a reference its ibid. may stand


class _Scan:
    """One pass over a text: the last reference, and what may lean on it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.floor = 0  # references begin from here on
        self.base = 0  # the place of the text's first character in the whole that it is part of
        self.last: Match | None = None
        self.before = -1  # where the reference before the last one ends
        self.grammar: Grammar | None = None
        self.bare = False  # the last one was written without labels
        self.looked = 0  # up to where ibid. was looked for
        self.view: Window | None = None
        self.tried = 0  # archives' names that begin before this place were tried

    def matches(self, start: int = 0) -> Iterator[Match]:
        """Yield the references that begin at or after ``start``."""
        self.floor = start
        for hit in hits(self.text, start, lambda: self.floor):
            if hit >= self.floor and self.last is not None:
                yield from self._repeats(hit)
            if hit >= self.floor:
                yield from self._at(hit)
        yield from self._repeats(len(self.text))

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
        self.looked = self.floor = match.end
        return match

    # A reference of its own, and the chain after it.

    def _at(self, hit: int) -> Iterator[Match]:
        floor = self.floor
        near = name_near(self.text, self.floor, hit)
        match = self._plain(near, hit) if near is not None else None
        while match is not None:
            yield match
            match = self._continued(match.end)
        if self.floor > floor:
            return
        view = self.view
        if view is None or hit >= view.enough:
            view = self.view = Window(self.text, max(floor, hit - _FAR), hit, hit + AHEAD)
        low = view.inside(max(floor, view.base))
        found = None
        if near is not None and near[0] >= view.base:
            found = read_named(view.text, view.inside(near[0]), view.inside(hit))
        if found is None:
            names = view.inside(max(floor, view.base, self.tried))
            found = read_at(view.text, low, names, view.inside(hit))
        if found is not None and view.cut and found.end > len(view.text) - 40:
            view = Window(self.text, max(floor, hit - _FAR), hit, hit + _LONG)
            low = view.inside(max(floor, view.base))
            found = read_at(view.text, low, low, view.inside(hit)) or found
        self.tried = max(self.tried, hit)
        if found is None:
            match = self._in_chain(view, hit)
        elif found.locator.archive is None and self._leans(view.outside(found.start)):
            match = self._in_chain(view, hit) or self._own(view, found)
        else:
            match = self._own(view, found)
        while match is not None:
            yield match
            match = self._continued(match.end)

    def _plain(self, name: tuple[int, int], hit: int) -> Match | None:
        """Read a reference of the commonest kind: a short name, plain labels, plain numbers.

        Most references are of this kind; the rest of the work is for those that are not.
        """
        found = quick_at(self.text, *name)
        if found is None or found[1] <= hit:
            return None
        locator, end, grammar = found
        return self._took(_match(self.text, name[0], end, locator, ()), grammar, False)

    def _own(self, view: Window, found: Reading) -> Match | None:
        start, locator = found.start, found.locator
        if locator.archive is None:
            if follows_word(view.text, start):
                return None
            if locator.archive_text is None:
                start = unknown_name(view.text, locator, start)
        if found.run is not None and view.text is not view.written:
            restore(locator, found.run, start, view.written, view.places)
        match = _match(self.text, view.outside(start), view.outside_end(found.end), locator, ())
        return self._took(match, found.grammar, found.bare)

    # What leans on the reference before.

    def _leans(self, start: int) -> bool:
        """Whether units at ``start`` may go on from the last reference: same sentence or note."""
        return self.last is not None and not another_source(self.text, self.last.end, start)

    def _in_chain(self, view: Window, hit: int) -> Match | None:
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
        if place < self.floor or not self._leans(place):
            return None
        found = carry_on(text, start, self.last.locator, self.grammar)
        if found is None or found.end <= at:
            return None
        given = sum(unit.kind not in found.inherited for unit in found.locator.units)
        if given + (found.locator.leaves is not None) < 2:
            return None
        return self._lean(view, start, found)

    def _lean(self, view: Window, start: int, found: Continued) -> Match:
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
        view = Window(text, link.end(), link.end(), link.end() + AHEAD)
        name = CAPITAL.match(view.text)
        if name is not None and name_words(name[0]) and name_at(view.text, 0) is not None:
            return None
        found_on = carry_on(view.text, 0, last.locator, grammar)
        return self._lean(view, 0, found_on) if found_on is not None else None

    def _repeats(self, stop: int) -> Iterator[Match]:
        """Yield what *Ibid.* stands for between the last reference and ``stop``."""
        if self.last is None:
            return
        low = max(self.floor, self.looked)
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
        view = Window(self.text, start, end, end + AHEAD)
        found = repeated(view.text, view.inside(end), last.locator, grammar)
        return self._lean(view, 0, found) if found is not None else None


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
