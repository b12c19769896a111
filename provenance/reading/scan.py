"""References in running text: :func:`find_locators`.

A prefilter (:mod:`provenance.reading.prefilter`) says beside which numbers a reference may stand;
the grammar reads there; what it read must be credible (:mod:`provenance.reading.credible`). After
a reference come those that lean on it: further files in a chain, and *Ibid.* in the next note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import attrs

from provenance.errors import expect
from provenance.model.locator import Locator
from provenance.reading.archive_names import name_at, name_words
from provenance.reading.build import restore, set_text
from provenance.reading.chain import (
    Continued,
    another_number,
    carry_on,
    next_number,
    next_of_several,
    number_instead,
    repeated,
)
from provenance.reading.edges import balanced, emphasis_before
from provenance.reading.ibid import (
    another_source,
    follows_word,
    in_one_note,
    is_prose,
    refers_back,
    word_before,
    words_in,
)
from provenance.reading.kept import kept_at
from provenance.reading.labels import Grammar
from provenance.reading.passages import LARGEST, portions
from provenance.reading.prefilter import BLOCK, hits_in
from provenance.reading.quick import quick_at
from provenance.reading.regions import LEAST, may_repeat, unrepeated
from provenance.reading.spot import Ahead, Reading, name_near, read_at, read_named, unknown_name
from provenance.reading.tokens import AND, CAPITAL
from provenance.reading.unknown import unknown_archive
from provenance.reading.window import AHEAD, Window
from provenance.units import unit_kinds

__all__ = ["HELD", "Match", "find_in_pieces", "find_locators"]


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
_SOURCES = 8  # of how many sources a note may be whose ibid. is looked into
_REACH = 2000  # how far after a reference its ibid. may stand
_QUIET = 2100  # how much of the text is searched for the words of an ibid. in one go
_AFTER = 8000  # how much of the text after a block anything in it may depend on
_BACK = 16_000  # how much of it before a block


class _Source(NamedTuple):
    """A reference that a later one may lean on, and where the one before it ends."""

    start: int
    end: int
    locator: Locator
    grammar: Grammar
    before: int


class _Scan:
    """One pass over a text, block by block: the last reference, and what may lean on it.

    ``text`` is what is held of the text; all places but those of yielded matches are places in
    it. Blocks begin at multiples of :data:`BLOCK` in the whole text, whatever is held, and a block
    is read only when enough of what follows it is there: so what is found does not depend on how
    the text comes.
    """

    def __init__(self) -> None:
        self.text = ""  # covered: what is not prose is blank here
        self.given = ""  # as it was given, place by place
        self.base = 0  # the place of the text's first character in the whole that it is part of
        self.done = 0  # the blocks before this place are read
        self.stop = 0  # where the block that is being read ends
        self.floor = 0  # references begin from here on
        self.last: Locator | None = None  # the last reference, while something may lean on it
        self.start = self.end = 0  # where that one begins and ends
        self.before = -1  # where the reference before it ends
        self.run: list[_Source] = []  # the last references: those of one note, if it has several
        self.grammar: Grammar | None = None
        self.bare = False  # the last one was written without labels
        self.several = False  # it is one of several that a plural label announced
        self.linked = False  # a chain goes on beyond the block
        self.long = False  # the text is worth an automaton
        self.looked = 0  # up to where ibid. was looked for
        self.quiet_from = self.quiet_to = -1  # between these places no ibid. begins
        self.view: Window | None = None
        self.ahead = Ahead("")  # of the view's text
        self.tried = 0  # archives' names that begin before this place were tried

    def matches(self, *, whole: bool = False) -> Iterator[Match]:
        """Yield the references of the blocks that can be read: all of them if that is ``whole``."""
        ahead = 0 if whole else _AFTER
        while (left := len(self.text) - self.done - ahead) > 0 and (whole or left >= BLOCK):
            self.stop = min(self.done + BLOCK, len(self.text))
            self.long = self.long or self.stop - self.done >= LEAST
            yield from self._block()
            self.done = self.stop
        if whole:
            yield from self._repeats(len(self.text))

    def add(self, given: str, covered: str) -> None:
        """Add to the text; forget of it what nothing can depend on any more."""
        drop = max(0, self.done - _BACK)
        self.text = self.text[drop:] + covered
        self.given = self.given[drop:] + given
        self.quiet_from = self.quiet_to = -1
        self.base += drop
        self.done -= drop
        self.floor -= drop
        self.before -= drop
        self.looked -= drop
        self.tried -= drop
        if self.view is not None:
            self.view.shift(-drop)
        self.start -= drop
        self.end -= drop
        self.run = [
            each._replace(start=each.start - drop, end=each.end - drop, before=each.before - drop)
            for each in self.run
        ]
        if self.done - self.end > 2 * _REACH:
            self.last = None
            self.run.clear()

    def _block(self) -> Iterator[Match]:
        if self.linked and self.end < self.stop:
            self.linked = False
            yield from self._chain(self._continued())
        for hit in hits_in(self.text, self.done, self.stop, lambda: self.floor):
            if hit >= self.floor and self.last is not None and not self._is_quiet(hit):
                yield from self._repeats(hit)
            if hit >= self.floor:
                yield from self._at(hit)
        if self.end + _REACH <= self.stop:
            yield from self._repeats(self.stop)

    def _took(
        self,
        start: int,
        end: int,
        locator: Locator,
        grammar: Grammar,
        *,
        bare: bool,
        inherited: tuple[str, ...] = (),
    ) -> Match:
        """Return what stands at ``start``–``end`` as a match, from now on the last one."""
        if self.given[end - 1] != self.text[end - 1]:
            while self.text[end : end + 1] == "\u00ad":
                end += 1  # the rest of a mark that stands for the last character
        start, end = balanced(self.given, start, end, self.floor)
        written = self.given[start:end]
        set_text(locator, written)
        self.before = self.end if self.last is not None else -1
        self.last, self.grammar, self.bare, self.several = locator, grammar, bare, False
        self.start = start
        self.end = self.looked = self.floor = end
        if self.run and start - self.run[-1].end > _REACH:
            self.run.clear()
        elif len(self.run) > _SOURCES:
            del self.run[0]
        self.run.append(_Source(start, end, locator, grammar, self.before))
        return Match(start + self.base, end + self.base, written, locator, inherited)

    # A reference of its own, and the chain after it.

    def _at(self, hit: int) -> Iterator[Match]:
        floor = self.floor
        near = name_near(self.text, self.floor, hit)
        if near is not None and self.text[near[1] : near[1] + 1] in (")", "]"):
            near = None  # an abbreviation after the name: … (hereafter TNA), FO 371/9
        match = self._plain(near, hit) if near is not None else None
        if match is not None:
            yield from self._chain(match)
            return
        view = self.view
        if view is None or hit >= view.enough:
            view = self.view = Window(self.text, max(floor, hit - _FAR), hit, hit + AHEAD)
            self.ahead = Ahead(view.text)
        low = view.inside(max(floor, view.base))
        found = None
        if near is not None and near[0] >= view.base:
            found = read_named(self.ahead, view.inside(near[0]), view.inside(hit))
        if found is None:
            names = view.inside(max(floor, view.base, self.tried))
            found = read_at(self.ahead, low, names, view.inside(hit))
        if found is not None and view.cut and found.end > len(view.text) - 40:
            view = Window(self.text, max(floor, hit - _FAR), hit, hit + _LONG)
            low = view.inside(max(floor, view.base))
            found = read_at(Ahead(view.text), low, low, view.inside(hit)) or found
        self.tried = max(self.tried, hit)
        if found is None:
            match = self._in_chain(view, hit)
        elif found.locator.archive is None and self._leans(view, found.start):
            match = self._in_chain(view, hit) or self._own(view, found)
        else:
            match = self._own(view, found)
        yield from self._chain(match)

    def _chain(self, match: Match | None) -> Iterator[Match]:
        """Yield a reference and the links of the chain after it, as far as the block goes."""
        while match is not None:
            yield match
            self.linked = self.end >= self.stop
            match = self._continued() if not self.linked else None

    def _plain(self, name: tuple[int, int], hit: int) -> Match | None:
        """Read a reference of the commonest kind: a short name, plain labels, plain numbers.

        Most references are of this kind; the rest of the work is for those that are not.
        """
        found = quick_at(self.text, *name)
        if found is None or found[1] <= hit:
            return None
        locator, end, grammar = found
        return self._took(name[0], end, locator, grammar, bare=False)

    def _own(self, view: Window, found: Reading) -> Match | None:
        start, locator = found.start, found.locator
        if locator.archive is None:
            if follows_word(view.text, start) and unit_kinds()[locator.units[0].kind].level > 1:
                return None  # of a source that is not there, and not from its fond on
            if locator.archive_text is None:
                start = unknown_name(view.text, locator, start)
            if locator.archive_text is None:
                kept = kept_at(view.text, view.inside(max(self.floor, view.base)), start, found.end)
                if kept is not None:
                    if view.text is not view.written:
                        restore(kept.locator, kept.run, start, view.written, view.places)
                    return self._took(
                        view.outside(start), view.outside_end(kept.end), kept.locator,
                        kept.run.grammar, bare=False, inherited=("archive",),
                    )  # fmt: skip
        if found.run is not None and view.text is not view.written:
            restore(locator, found.run, start, view.written, view.places)
        start, end = view.outside(start), view.outside_end(found.end)
        return self._took(start, end, locator, found.grammar, bare=found.bare)

    # What leans on the reference before.

    def _leans(self, view: Window, start: int) -> bool:
        """Whether units at ``start`` may go on from the last reference: same sentence or note.

        They do not where the name of an archive that we don't know stands between.
        """
        if self.last is None or another_source(self.text, self.end, view.outside(start)):
            return False
        low = max(view.inside(max(self.end, view.base)), view.text.rfind(";", 0, start) + 1)
        return unknown_archive(view.text, low, start) is None

    def _in_chain(self, view: Window, hit: int) -> Match | None:
        """Read units after the last reference, with words between, in the same sentence or note."""
        if self.last is None or self.grammar is None or hit - self.end > 400:
            return None
        text, at = view.text, view.inside(hit)
        start = at
        while start > 0 and at - start < 12 and text[start - 1] in " .[№~\n":
            start -= 1
        while start > 0 and at - start < 24 and text[start - 1].isalpha():
            start -= 1
        place = view.outside(start)
        if place < self.floor or not self._leans(view, start):
            return None
        found = carry_on(text, start, self.last, self.grammar)
        if found is None or found.end <= at:
            return None
        given = sum(unit.kind not in found.inherited for unit in found.locator.units)
        if given + (found.locator.leaves is not None) < 2:
            return None
        start = word_before(text, view.inside(max(self.floor, view.base)), start)
        return self._lean(view, start, found)

    def _lean(self, view: Window, start: int, found: Continued) -> Match:
        assert self.grammar is not None
        return self._took(
            view.outside(start), view.outside_end(found.end), found.locator, self.grammar,
            bare=self.bare, inherited=found.inherited,
        )  # fmt: skip

    def _continued(self) -> Match | None:
        """Read the next link of a chain that goes on at once: ``; d. 19``, ``·84057``."""
        last, grammar, text, end = self.last, self.grammar, self.text, self.end
        if last is None or grammar is None or not _GOES_ON(text, end):
            return None
        if self.bare and last.units:
            number = next_number(text, end, last)
            if number is not None:
                found, start = number
                return self._took(
                    start, found.end, found.locator, grammar,
                    bare=True, inherited=found.inherited,
                )  # fmt: skip
        several = next_of_several(text, self.start, end, last, grammar, announced=self.several)
        if several is not None:
            found, start = several
            match = self._took(
                start, found.end, found.locator, grammar,
                bare=False, inherited=found.inherited,
            )  # fmt: skip
            self.several = True
            return match
        link = _LINK.match(text, end)
        if link is None:
            return None
        view = Window(text, link.end(), link.end(), link.end() + AHEAD)
        name = CAPITAL.match(view.text)
        if name is not None and name_words(name[0]) and name_at(view.text, 0) is not None:
            return None
        found_on = carry_on(view.text, 0, last, grammar)
        if found_on is None and (";" in link[0] or _AND(link[0].strip(" ,"))):
            found_on = another_number(
                view.text, 0, last, grammar, alike=";" not in link[0]
            ) or number_instead(view.text, 0, last, grammar, alike=True)
        return self._lean(view, 0, found_on) if found_on is not None else None

    def _repeats(self, stop: int) -> Iterator[Match]:
        """Yield what *Ibid.* stands for between the last reference and ``stop``."""
        while self.last is not None:
            low = max(self.floor, self.looked)
            high = min(stop, self.end + _REACH)
            self.looked = max(self.looked, high)
            if low >= high or (self.long and not self._may_repeat(low, high)):
                return
            for word in words_in(self.text, low, high):
                match = self._repeat(word.start, word.end)
                if match is not None:
                    yield match
                    break  # the next one leans on this one
            else:
                return

    def _is_quiet(self, stop: int) -> bool:
        """Whether it is known already that no *Ibid.* stands between the last reference and it."""
        if self.quiet_from <= max(self.floor, self.looked) and stop <= self.quiet_to:
            self.looked = max(self.looked, min(stop, self.end + _REACH))
            return True
        return False

    def _may_repeat(self, low: int, high: int) -> bool:
        """Whether a word for *ibid.* may stand between two places: asked of many at once."""
        if not self.quiet_from <= low <= self.quiet_to:
            self.quiet_from = low
            self.quiet_to = unrepeated(self.text, low, min(len(self.text), low + _QUIET))
        return high > self.quiet_to and may_repeat(self.text[self.quiet_to : high])

    def _repeat(self, start: int, end: int) -> Match | None:
        last, grammar = self.last, self.grammar
        if last is None or grammar is None or start < self.end:
            return None
        one = refers_back(self.text, self.start, self.end, start, self.before)
        sources = self.run[-1:] if one else self._sources(start)
        if not sources:
            return None
        low = emphasis_before(self.given, start, end, self.floor)
        view = Window(self.text, low, end, end + AHEAD)
        at = view.inside(end)
        found = repeated(view.text, at, last, grammar)
        if found is None or (found.end == at and is_prose(self.text, start, end)):
            return None
        for source in sources[:-1]:
            other = repeated(view.text, at, source.locator, source.grammar)
            if other is None or (other.locator, other.end) != (found.locator, found.end):
                return None
        return self._lean(view, 0, found)

    def _sources(self, place: int) -> list[_Source]:
        """Return the sources of the note that a word at ``place`` refers back to, if several."""
        count = in_one_note(self.text, [(each.start, each.end) for each in self.run])
        sources = self.run[-count:]
        if not 1 < count <= _SOURCES:
            return []
        first = sources[0]
        back = refers_back(self.text, first.start, self.end, place, first.before)
        return sources if back else []


#: What a chain goes on with, whatever it is.
_GOES_ON = re.compile(r"[\s(,;·]").match
_AND = re.compile(AND).fullmatch
#: What joins the links of a chain; a remark in brackets may stand before it.
_LINK = re.compile(
    rf"(?:\s{{0,2}}\([^()]{{0,80}}\))?(?:\s?[;,·]\s{{0,2}}(?:\s?{AND}\s)?|\s{AND}\s)"
    r"\s{0,2}(?:(?:see\s)?also\s|см\.\s)?"
)


def find_locators(text: str) -> Iterator[Match]:
    """Yield the archival references of a running text, in order and without overlap.

    A reference is (a) a known archive with at least one unit, (b) without an archive, at least
    two labelled units that some tradition puts together, or a series code of one archive with its
    number, (c) in a chain after one of these, what changes, (d) *Ibid.* and its like directly
    after a reference whose note cited one source. No text raises an error; costs O(len(text)).
    """
    expect(text, str, "a text")
    return find_in_pieces((text,))


def find_in_pieces(pieces: Iterable[str]) -> Iterator[Match]:
    """Yield the references of a text that comes in pieces, cut anywhere: lines, reads of a file.

    They are those that :func:`find_locators` finds in the whole text, at the same places. No more
    than :data:`HELD` code points and the last piece are held; a reference is yielded before the
    text has gone on that far after its beginning.
    """
    scan = _Scan()
    for given, covered in portions(pieces):
        scan.add(given, covered)
        yield from scan.matches()
    yield from scan.matches(whole=True)


#: How much of a text that comes in pieces is held, besides a piece.
HELD = 2 * BLOCK + _BACK + _AFTER + 2 * LARGEST
