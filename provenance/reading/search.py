"""Where in a text a reference begins, and what it says.

A reference begins with an archive's name (``AVPRF, f. 0102, …``), with its units, the archive
after them (``Hopkins Papers, box 217, FDRL``), or has no archive that is known: then it must have
two labelled units that some tradition puts together, or a series code that only one archive has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from provenance.archives import archives, present_id
from provenance.model.locator import Locator
from provenance.reading import tokens
from provenance.reading.archive_names import ArchiveName, name_at, name_words, place_at
from provenance.reading.build import build
from provenance.reading.credible import begins_well, credible
from provenance.reading.labels import archive_grammar, traditions
from provenance.reading.notation import Form, compile_notation
from provenance.reading.run import NAMED, Run
from provenance.reading.whole_names import whole_name
from provenance.reading.without_archive import acceptable, free_run
from provenance.units import unit_kinds

__all__ = [
    "Found",
    "Readings",
    "code_at",
    "match_at",
    "search",
    "units_after",
    "units_at",
]


class Found(NamedTuple):
    """A reference found in a text: where it begins and ends, and its run of units."""

    locator: Locator
    start: int
    end: int
    run: Run


def archive_at(text: str, start: int) -> Found | None:
    """Read the reference whose archive's name begins at ``start``, if its units follow it."""
    name = name_at(text, start)
    return units_after(text, start, name) if name is not None else None


#: What an entry form has between an archive's name and a call number: ``ref. no.:``.
_NOISE = re.compile(
    r"[\s,;:.]{0,4}(?:call|reference|ref\.?|file)?\s?(?:number|no\.|code|mark)\s?:", re.I
)
#: A place in the case that its preposition has it in: AAN w Warszawie.
_SMALL = re.compile(r"\s[a-zа-яёіїєґàâў]{1,3}\s[^\W\d_a-z]")


def units_after(text: str, start: int, name: ArchiveName) -> Found | None:
    """Read the units after an archive's name; between archives that share it, units decide.

    Where nothing decides, the locator has no archive; its ``archive_text`` is the shared name.
    """
    if name.former and (coded := code_at(text, start)) is not None:
        return coded  # PRO 30/57/12: the former name of an archive, and a series
    runs = _longest(text, name.ids, name.end)
    end = name.end
    if (
        not runs
        or len(name.ids) > 1
        or not (runs[0].at_once or runs[0].all_labelled)
        or (_SMALL.match(text, end) and place_at(text, end + 1, name.ids) is not None)
    ):
        readings = whole_name(text, name)
        if not runs or readings[0].end > end or readings[0].ids != name.ids:
            runs = []
            for whole in readings:
                others = _longest(text, whole.ids, whole.end)
                if others and (not runs or (whole.former and _first_unit(others[0], runs[0]))):
                    runs, end = others, whole.end
    if not runs:
        return None
    run = runs[0]
    if len(name.ids) > 1 and not run.certain:
        coded = code_at(text, tokens.skip(text, name.end))
        if coded is not None and coded.end >= run.end:  # NA, FO 371/5: the series decides
            locator = build(coded.run, coded.locator.archive, text[start : name.end])
            return Found(locator, start, coded.end, coded.run)
    if run.grammar.named and not run.certain and _named_again(text, run):
        return None  # Ann Whitman File, DDE Diary Series, box 24, DDEL
    if (run.grammar.named or not run.certain) and (other := _named_last(text, start, run)):
        return other
    return Found(build(run, _archive_of(runs), text[start:end]), start, run.end, run)


_LAST = re.compile(r",\s(?=[^\W\d_a-z])")
_NO_MORE = re.compile(r"\s*(?:$|[.;)\]\n])")


def _named_last(text: str, start: int, run: Run) -> Found | None:
    """Read what seemed to begin with an archive's name as another's collection, that one last.

    ``NSA Country Files, box 9, GRFL`` is at the Ford Library, ``Department of State Central Files,
    711.94/2-1453, RG 59, NARA`` at the National Archives.
    """
    gap = _LAST.match(text, run.end)
    if gap is None:
        return None
    at, name = gap.end(), name_at(text, gap.end())
    if name is None and run.grammar.named:
        at, name = _name_after_more(text, run.end)
    if name is None or run.grammar.name in name.ids or not _NO_MORE.match(text, name.end):
        return None
    found = units_before(text, start, at, name)
    return found if found is not None and found.start == start else None


def _named_again(text: str, run: Run) -> bool:
    """Whether the last name that a run read is the archive's own, which is cited last here."""
    _, start, end, letters, _ = max(run.units, key=lambda part: int(part[1]))
    if letters != NAMED or len(run.units) < 2 or not text[start].isupper():
        return False
    name = name_at(text, start)
    return (
        name is not None
        and name.end == end
        and run.grammar.name in name.ids
        and _NO_MORE.match(text, end) is not None
    )


def _first_unit(shorter: Run, longer: Run) -> bool:
    """Whether a former name of the archive, after its name, is the first unit (``MfAA``)."""
    if longer.at_once and not shorter.at_once and shorter.units[0][2] > longer.units[0][1]:
        return False  # it swallowed what is one: TNA: PRO KV 2/1245
    return shorter.end >= longer.end and shorter.units[0][0] != "level"


def _longest(text: str, ids: tuple[str, ...], pos: int) -> list[Run]:
    """Return the runs that read the most, and that most surely: several where archives tie."""
    noise = _NOISE.match(text, pos)
    begin = noise.end() if noise is not None else pos
    within = tokens.WITHIN.match(text, begin)
    runs = []
    for aid in ids:
        grammar = archive_grammar(aid)
        inside = within is not None and grammar.labelled_at(text, within.end())
        run = Run(text, within.end() if within is not None and inside else begin, grammar)
        if run.units:
            runs.append(run)
    return _heaviest(runs, ids)


def _heaviest(runs: list[Run], ids: tuple[str, ...]) -> list[Run]:
    """Return the runs that have the most weight: several where nothing decides."""
    if len(ids) > 1:
        runs = [run for run in runs if not _foreign(run, ids)]
    if len(runs) > 1:
        best = max(map(_weight, runs))
        runs = [run for run in runs if _weight(run) == best]
    return runs


def _foreign(run: Run, ids: tuple[str, ...]) -> bool:
    """Whether a unit is of the highest level of another archive that shares the name.

    ``National Archives, RG 59`` is not in London, which has no record groups.
    """
    own = run.grammar.order
    above = [
        part[0] for part in run.units if part[0] not in own and unit_kinds()[part[0]].level < 2
    ]
    return any(
        kind in level for kind in above for aid in ids for level in archive_grammar(aid).levels[:1]
    )


def _weight(run: Run) -> tuple[int, bool, int, int]:
    """Return what decides between archives that share a name: how much was read, how surely."""
    return run.end, run.certain, run.own, run.labelled


def _archive_of(runs: list[Run]) -> str | None:
    """Return the id of the archive that runs of the same weight are of, if it is one."""
    ids = {present_id(run.grammar.name) for run in runs}
    return ids.pop() if len(ids) == 1 else None


class Readings:
    """What is read beside the archives' names of one text: once, however often it is asked for."""

    __slots__ = ("_after", "_before", "barren", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        #: Up to where leaves with a label went, with no unit after them (``ll. 1, 2, ll. 3``), by
        #: the label and the traditions that have it.
        self.barren: dict[tuple[str, int], int] = {}
        self._after: dict[int, Found | None] = {}
        self._before: dict[tuple[int, int], Found | None] = {}

    def after(self, start: int, name: ArchiveName) -> Found | None:
        """Return what is read after the name at ``start``: :func:`units_after`."""
        if start not in self._after:
            self._after[start] = units_after(self.text, start, name)
        return self._after[start]

    def before(self, floor: int, start: int, name: ArchiveName) -> Found | None:
        """Return what is read before the name at ``start``: :func:`units_before`."""
        if (floor, start) not in self._before:
            self._before[floor, start] = units_before(self.text, floor, start, name)
        return self._before[floor, start]


# Units without an archive before them.

_AROUND = ' ,;:.([–—-\n\t”“"'
_IN = re.compile(
    r"\s{0,2}(?:[,;(\[–—-]\s?|\.\s)?(?:in|at|held (?:in|at)|хранится в)?\s{0,2}(?:the\s)?"
)


#: More units, or from the item up a collection: Folder 5, Box 127, National Security Files, JFKL.
_MORE = re.compile(rf"{tokens.STEP.pattern}|,\s(?:[A-Z][^\W\d_]+\s){{1,4}}(?:Files?|Papers|Series)")


def units_at(
    text: str,
    start: int,
    floor: int | None = None,
    known: Readings | None = None,
) -> Found | None:
    """Read the units that begin at ``start``, with the archive's name after them if it is there.

    Units of that archive that stand before ``start``, after ``floor``, belong to them. ``known`` is
    what was read in this text before.
    """
    known = known or Readings(text)
    run = free_run(text, start, known.barren)
    if run is None:
        return None
    gap = _IN.match(text, run.end)
    at = gap.end() if gap is not None else run.end
    name = name_at(text, at) if at > run.end else None
    if name is None and _MORE.match(text, run.end) is not None:
        at, name = _name_after_more(text, run.end)
    if name is not None and ";" in text[run.end : at] and not _NO_MORE.match(text, name.end):
        name = None
    if name is not None and known.after(at, name) is None:
        before = text[:at]
        whole = whole_name(text, name)[0]
        runs = [
            again
            for again in (Run(before, start, archive_grammar(aid)) for aid in whole.ids)
            if again.end >= run.end and again.units and not before[again.end :].strip(_AROUND)
        ]
        runs = _heaviest(runs, whole.ids)
        if runs:
            earlier = known.before(floor, at, name) if floor is not None else None
            if earlier is not None and earlier.start < start:
                return earlier
            again = runs[0]
            archive = _archive_of(runs)
            return Found(build(again, archive, text[at : whole.end]), start, whole.end, again)
    if not acceptable(run):
        return None
    return Found(build(run, None, None), start, run.end, run)


_CAPITAL = re.compile(r"[^\W\d_a-zа-яёіїє][^\W\d_]+")
_FAR = 100  # how much may stand between the units that a tradition has and the archive's name


def _name_after_more(text: str, end: int) -> tuple[int, ArchiveName | None]:
    """Return where an archive's name stands after units that only that archive may have.

    ``p.`` is a papka at AVPRF alone: ``f. 0100, op. 48, p. 393, d. 9, AVPRF``.
    """
    stop = text.find("\n", end, end + _FAR)
    for word in _CAPITAL.finditer(text, end, stop if stop >= 0 else end + _FAR):
        if name_words(word[0]):
            name = name_at(text, word.start())
            if name is not None:
                return word.start(), name
    return end, None


# Units before the archive's name.

_BOUNDARY = re.compile(r"//\s|[({•]\s?|(?:[,;:.]|[\"”“»)]|[–—])\s{1,2}|\s(?=\d)|[,”\"]")


def units_before(text: str, floor: int, start: int, name: ArchiveName) -> Found | None:
    """Read the units that stand between ``floor`` and an archive's name at ``start``."""
    before = text[:start].rstrip(_AROUND)
    floor = max(floor, len(before) - 400)
    earlier = before.rfind(text[start : name.end], floor)
    if earlier >= 0:  # an archive is named once
        floor = earlier + name.end - start
    whole = whole_name(text, name)[0]
    stripped = len(before) - len(before[floor:].lstrip(_AROUND))
    begins = [stripped, *(m.end() for m in _BOUNDARY.finditer(before, floor))][-24:]
    tried: set[int] = set()
    for begin in begins:
        lead = tokens.LEAD.match(before, begin)
        begin = lead.end() if lead is not None else begin
        if begin in tried:
            continue
        tried.add(begin)
        if " // " in before[begin:] or before.count("(", begin) > before.count(")", begin):
            continue  # a description; what is in brackets does not begin before them
        runs = [
            run
            for run in (Run(before, begin, archive_grammar(aid), apart=True) for aid in whole.ids)
            if run.units and run.end >= len(before) and begins_well(run)
        ]
        runs = _heaviest(runs, whole.ids)
        if runs:
            run, archive = runs[0], _archive_of(runs)
            return Found(build(run, archive, text[start : whole.end]), begin, whole.end, run)
    return None


# Series codes.


@cache
def _codes() -> tuple[tuple[str, Form], ...]:
    return tuple(
        (known.id, compile_notation(code, whole=True))
        for known in archives().values()
        for code in known.codes
    )


@cache
def _any_code() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form.pattern.pattern})" for _, form in _codes()))


def code_at(text: str, start: int) -> Found | None:
    """Read a series code and its number that need no archive's name: ``FO 371/127290``."""
    if _any_code().match(text, start) is None:
        return None
    for aid, form in _codes():
        if form.pattern.match(text, start):
            run = Run(text, start, archive_grammar(aid))
            if run.units:
                return Found(build(run, present_id(aid), None), start, run.end, run)
    return None


def match_at(text: str, start: int) -> Found | None:
    """Read the reference that begins at ``start`` of ``text``, or return ``None``."""
    return archive_at(text, start) or units_at(text, start) or code_at(text, start)


_WORD = re.compile(r"[^\W\d_]+|\d+")


def search(
    text: str,
    pos: int = 0,
    end: int | None = None,
    accept: Callable[[str, Found], bool] = credible,
) -> Iterator[Found]:
    """Yield the references that begin at or after ``pos`` and that ``accept`` takes, in order."""
    stop = len(text) if end is None else end
    floor = pos
    for word in _WORD.finditer(text, pos, stop):
        start = word.start()
        if start < floor:
            continue
        found = None
        if name_words(word[0]):
            name = name_at(text, start)
            if name is not None:
                found = units_after(text, start, name)
                if found is None or _weak(found.run):
                    found = units_before(text, floor, start, name) or found
        if found is None and _may_begin(text, word):
            found = units_at(text, start, floor) or code_at(text, start)
        if found is not None and accept(text, found):
            yield found
            floor = found.end


def _weak(run: Run) -> bool:
    """Whether what follows an archive's name may be anything: words without a label or figure."""
    return not run.labelled and not run.certain and run.grammar.named != ()


def _may_begin(text: str, word: re.Match[str]) -> bool:
    after = text[word.end() : word.end() + 1]
    if word[0].isdecimal():
        return (after in (".", " ") and len(word[0]) < 6) or after.isalpha()
    if not after:
        return False
    if after == "." and _any_code().match(text, word.start()) is not None:
        return True
    table = traditions()
    if after in ". №:-[" or after.isspace() or after.isdigit():
        return bool(table.bits(word[0])) or word[0].isupper()
    return False
