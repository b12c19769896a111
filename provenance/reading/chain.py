"""References that say only what changes: ``…, d. 18, ll. 5-6; d. 19, l. 40``, ``Ibid., l. 7``.

What is given replaces the antecedent's unit of that kind and everything below it; what stands
above it, the archive first of all, is inherited.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, Unit
from provenance.reading import tokens
from provenance.reading.build import build
from provenance.reading.label_tables import plural_before
from provenance.reading.labels import Grammar
from provenance.reading.leaves import read_leaves
from provenance.reading.run import Run
from provenance.units import root_kind

__all__ = [
    "Continued",
    "another_number",
    "carry_on",
    "joined",
    "next_number",
    "next_of_several",
    "number_instead",
    "repeated",
]


class Continued(NamedTuple):
    """A locator completed from an antecedent: what of it was inherited, and where it ends."""

    locator: Locator
    inherited: tuple[str, ...]
    end: int


_LABELLED = re.compile(r"[^\W\d_]{1,20}[.\s:№~'’]{0,4}[^\W\d_.\s]{0,10}[-–—.\s:№~]{0,4}[\d\[IVXLC]")
_NUMBERED = re.compile(r"\[?\d[\w/.-]{0,12}\s?[^\W\d_]{1,16}(?![^\W_])")
_LETTER = re.compile(r"[^\W\d_]")


def _archive_of(locator: Locator) -> tuple[str, ...]:
    named = locator.archive is not None or locator.archive_text is not None
    return ("archive",) if named else ()


def _completed(
    antecedent: Locator, units: tuple[Unit, ...], leaves: Leaves | None, grammar: Grammar
) -> tuple[Locator, tuple[str, ...]]:
    """Put the antecedent's units above the first one given before those given."""
    kept = antecedent.units
    if units:
        first = min(grammar.place(unit.kind) for unit in units)
        given = {unit.kind for unit in units}
        kept = tuple(
            unit for unit in kept if grammar.place(unit.kind) < first and unit.kind not in given
        )
    locator = Locator(
        archive=antecedent.archive,
        units=(*kept, *units),
        leaves=leaves,
        archive_text=antecedent.archive_text,
    )
    return locator, (*_archive_of(antecedent), *(unit.kind for unit in kept))


def _with_last(
    antecedent: Locator, value: str, leaves: Leaves | None = None
) -> tuple[Locator, tuple[str, ...]]:
    """Put another value in the place of the antecedent's last one, with leaves of its own."""
    *kept, last = antecedent.units
    locator = Locator(
        archive=antecedent.archive,
        units=(*kept, Unit(last.kind, value)),
        leaves=leaves,
        archive_text=antecedent.archive_text,
    )
    return locator, (*_archive_of(antecedent), *(unit.kind for unit in kept))


def _like(antecedent: Locator, units: tuple[Unit, ...], grammar: Grammar) -> tuple[Unit, ...]:
    """Read ``d.`` as the antecedent's text did, where it may be delo or dokument.

    Kinds that are not one to the archive, a lot and an entry, stay what they are.
    """
    same = grammar.archive.identity_kind if grammar.archive is not None else root_kind
    theirs = {unit.kind for unit in antecedent.units}
    changed = []
    for unit in units:
        level = next((level for level in grammar.levels if unit.kind in level), ())
        other = next((kind for kind in level if kind in theirs), None)
        if unit.kind not in theirs and other is not None and same(other) == same(unit.kind):
            unit = Unit(other, unit.value, unit.written)
        changed.append(unit)
    return tuple(changed)


def carry_on(text: str, pos: int, antecedent: Locator, grammar: Grammar) -> Continued | None:
    """Read the labelled units or leaves at ``pos`` that go on from ``antecedent``.

    ``grammar`` is the one the antecedent was read with. ``None`` where no label with a value
    stands at ``pos``.
    """
    if _LABELLED.match(text, pos) is None and _NUMBERED.match(text, pos) is None:
        return None
    step = tokens.STEP.match(text, pos)
    if step is not None and grammar.code_at(text, step.start("label")):
        return None  # FO 371/1235 after FO 371/1234 is a reference of its own
    kinds = grammar.lookup(step["label"]) if step is not None else ()
    if kinds and grammar.is_leaf(kinds[0]):
        return _only_leaves(text, pos, antecedent, grammar)
    run = Run(text, pos, grammar)
    if not run.units:
        return _only_leaves(text, pos, antecedent, grammar)
    years = sum(part[0] == grammar.year for part in run.units)
    if not run.labelled or run.labelled + years < len(run.units):
        return None
    units = _like(antecedent, build(run, None, None).units, grammar)
    locator, inherited = _completed(antecedent, units, run.leaves, grammar)
    found = Continued(locator, inherited, run.end)
    if step is not None and step["label"] in ("p", "pp"):  # after a papka, a page
        return _leaf_instead(text, pos, antecedent, grammar, found) or found
    return found


def _only_leaves(text: str, pos: int, antecedent: Locator, grammar: Grammar) -> Continued | None:
    step = tokens.STEP.match(text, pos)
    kinds = grammar.lookup(step["label"]) if step is not None else ()
    kind = next((kind for kind in kinds if grammar.is_leaf(kind)), None)
    if step is None or kind is None:
        run = Run(text, pos, grammar)
        if run.leaves is None or not _LETTER.search(text, pos, run.end):
            return None
        locator, inherited = _completed(antecedent, (), run.leaves, grammar)
        return Continued(locator, inherited, run.end)
    found = read_leaves(
        text, step.start("value"), kind, language=grammar.language,
        following=tokens.following_marks(grammar),
    )  # fmt: skip
    if found is None:
        return None
    leaves, end = found
    locator, inherited = _completed(antecedent, (), leaves, grammar)
    return Continued(locator, inherited, end)


_BARE_LEAVES = re.compile(r"[,:]?[ \u00a0~]?(?=\d{1,4}(?:\s?[-–—]\s?\d{1,4})?(?:\s*[.;)\]}\n]|$))")
#: What changes after *Ibid.* and cannot be read.
_OTHER = re.compile(r",\s(?:[A-Z]{1,4}\s?)?\d")
_PAGE = re.compile(r"[,.:]?\s?(?:pp?|ss?|S|с|С|str|стр|vol|vols|n|no|ch|Bd|Nr|т|Т|№)\.?[\s~]?\d")
#: Where *Там же* or *ebenda* is an adverb of the sentence: Там же лежит и анкета.
_PROSE = re.compile(r"[ \t\n\u00a0]{1,2}[a-zа-яёіїєґà-žα-ω]{2,}")
_AFTER_WORD = re.compile(r"[\s,.;:~]{0,4}(?:[–—-]\s)?")


def repeated(text: str, pos: int, antecedent: Locator, grammar: Grammar) -> Continued | None:
    """Read what follows *Ibid.* at ``pos``: what changes, or nothing, then all is inherited.

    ``None`` where something follows that an archive's file does not have, such as pages of a
    book.
    """
    gap = _AFTER_WORD.match(text, pos)
    at = gap.end() if gap is not None else pos
    found = carry_on(text, at, antecedent, grammar) if ";" not in text[pos:at] else None
    if found is not None:
        return _leaf_instead(text, at, antecedent, grammar, found) or found
    if "," in text[pos:at]:
        found = another_number(text, at, antecedent, grammar, coded=True)
        found = found or number_instead(text, at, antecedent, grammar)
        if found is not None:
            return found
    if antecedent.leaves is not None and (bare := _BARE_LEAVES.match(text, pos)) is not None:
        read = read_leaves(text, bare.end(), antecedent.leaves.kind, language=grammar.language)
        if read is not None:
            locator, inherited = _completed(antecedent, (), read[0], grammar)
            return Continued(locator, inherited, read[1])
    if _PAGE.match(text, pos) or _BARE_LEAVES.match(text, pos) or _OTHER.match(text, pos):
        return None
    if text[pos - 1] != "." and _PROSE.match(text, pos):
        return None
    locator, inherited = _completed(antecedent, (), antecedent.leaves, grammar)
    if antecedent.leaves is not None:
        inherited = (*inherited, antecedent.leaves.kind)
    return Continued(locator, inherited, pos)


#: A call number: digits joined with letters or marks.
_CODE = re.compile(r"\d[^\W_]*[-/.]\w|[A-Z]{1,4} ?\d")
#: One that marks join: no series code, as a table has them (FO 5; ED 3).
_JOINED_CODE = re.compile(r"\d[^\W_]*[-/.]\w")
#: A number alone that takes the place of the last one: *Ebd., 3641, Bl. 3*.
_LAST_NUMBER = re.compile(
    r"(?P<value>(?:[A-Z]{1,5}\s)?\d[\w./-]{0,12}\w|\d|[IVXLC]{1,6}(?:\s[A-Z])?[/-]\d{1,5})"
    r"(?=,\s[^\W\d_])"
)


def _shape(value: str) -> str:
    """Return the pattern of a call number: ``AB 1/02`` and ``CD 34/5`` have the same."""
    return re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+", "a", value))


def another_number(
    text: str,
    pos: int,
    antecedent: Locator,
    grammar: Grammar,
    *,
    coded: bool = False,
    alike: bool = False,
) -> Continued | None:
    """Read a further call number of the antecedent's archive, without its name, at ``pos``.

    A series code, which is complete in itself, is none, unless it may be ``coded``. What has
    labels after the number goes on only with the same units: ``0330/261, t. 5``. ``alike`` says
    that it must be a call number of the same pattern, as after *and*.

    ``R 58/718, Bl. 4`` after ``BArch, R 58/717, Bl. 3``. ``None`` where labels are used there, or
    where what stands there is no such number.
    """
    if grammar.notation is None or (not coded and grammar.code_at(text, pos)):
        return None
    run = Run(text, pos, grammar)
    if not run.units or run.labelled == len(run.units):
        return None
    units = build(run, None, None).units
    theirs = {unit.kind for unit in antecedent.units}
    same = {unit.kind for unit in units} >= theirs
    if alike and not (
        _CODE.search(units[0].value) and _shape(units[0].value) == _shape(antecedent.units[0].value)
    ):
        return None
    if run.labelled:
        same = {unit.kind for unit in units} == theirs and _CODE.search(units[0].value) is not None
    of_kind = {unit.kind: unit.value for unit in antecedent.units}
    same = same or (  # 795.00/1-557, box 3140; 795.00/2-657, box 3141
        {unit.kind for unit in units} <= theirs
        and _JOINED_CODE.search(units[0].value) is not None
        and _shape(units[0].value) == _shape(of_kind[units[0].kind])
    )
    if same and all(any(ch.isdigit() for ch in unit.value) for unit in units):
        locator, inherited = _completed(antecedent, units, run.leaves, grammar)
        return Continued(locator, inherited, run.end)
    return None


def number_instead(
    text: str, pos: int, antecedent: Locator, grammar: Grammar, *, alike: bool = False
) -> Continued | None:
    """Read a number alone, with leaves after it, that takes the place of the last one.

    ``alike`` says that it must be of the same pattern: ``sygn. XI A/56, k. 12; XI A/57, k. 3``.
    """
    found = _LAST_NUMBER.match(text, pos)
    if found is not None and alike and antecedent.units:
        found = found if _shape(found["value"]) == _shape(antecedent.units[-1].value) else None
    if found is None or antecedent.leaves is None or not antecedent.units:
        return None
    step = tokens.STEP.match(text, found.end())
    kinds = grammar.lookup(step["label"]) if step is not None else ()
    if not any(map(grammar.is_leaf, kinds)):
        return None
    leaves = _only_leaves(text, found.end(), antecedent, grammar)
    if leaves is None:
        return None
    locator, inherited = _with_last(antecedent, found["value"], leaves.locator.leaves)
    return Continued(locator, inherited, leaves.end)


def _leaf_instead(
    text: str, pos: int, antecedent: Locator, grammar: Grammar, found: Continued
) -> Continued | None:
    """Read as a leaf what may also be a unit high up: *Ibidem, f. 8*, fond or fila.

    A unit above the file, with nothing below it, says less than its note needs; so does a papka.
    """
    given, theirs = found.locator.units, antecedent.units
    if found.locator.leaves is not None or not given or not theirs:
        return None
    if grammar.place(given[-1].kind) >= grammar.place(theirs[-1].kind):
        return None
    leaves = _only_leaves(text, pos, antecedent, grammar)
    step = tokens.STEP.match(text, pos)
    if leaves is None and step is not None and step["label"] in ("p", "pp"):
        kind = grammar.counterpart("page")
        pages = read_leaves(text, step.start("value"), kind, language=grammar.language)
        if pages is not None:
            locator, inherited = _completed(antecedent, (), pages[0], grammar)
            leaves = Continued(locator, inherited, pages[1])
    return leaves if leaves is not None and leaves.end == found.end else None


_NUMBER = re.compile(
    r"\s?·\s?(?P<any>\d[\w-]{0,11}(?:/[\w.-]{1,20})?)"
    r"|(?:(?:\s?;|,?\s(?:and|und|et|и|і|&))\s(?=\d{3})|,\s(?=\d{5}))(?P<same>\d{3,7})"
    r"(?![\w/–-]|[.,]\d)"
)


def next_number(text: str, pos: int, antecedent: Locator) -> tuple[Continued, int] | None:
    """Read a further number of the same series: ``FO 371/84053·84057``; and where it begins."""
    last = antecedent.units[-1]
    found = _NUMBER.match(text, pos)
    if found is None or antecedent.leaves is not None or not last.value[:1].isdigit():
        return None
    if found["same"] is not None and len(found["same"]) != len(last.value):
        return None
    group = "any" if found["any"] is not None else "same"
    locator, inherited = _with_last(antecedent, found[group])
    return Continued(locator, inherited, found.end(group)), found.start(group)


#: A further one; no day, and no number of what a word after it counts, is one.
_FURTHER = re.compile(
    rf"(?:\s?[,;]\s?(?:{tokens.AND}\s)?|\s{tokens.AND}\s)(?P<value>\d[\w-]{{0,11}})(?![\w/]|[.,]\d)"
    rf"(?=\s?[,;.:)\]}}]|\s?$|\s\n|\n|\s(?:{tokens.AND}|//)\s)"
)


def joined(text: str, pos: int, antecedent: Locator, grammar: Grammar) -> int:
    """Return where, after *and* at ``pos``, a further labelled unit begins, or -1."""
    gap = tokens.JOINT.match(text, pos)
    if gap is None or not antecedent.units:
        return -1
    found = carry_on(text, gap.end(), antecedent, grammar)
    if found is None or len(found.inherited) > len(antecedent.units):
        found = another_number(text, gap.end(), antecedent, grammar, alike=True)
    return gap.end() if found is not None else -1


def _labelled_after(text: str, pos: int, grammar: Grammar) -> bool:
    """Whether a number at ``pos`` has its label after it: ``402. ő. e. és 403. ő. e.``."""
    after = tokens.AFTER.match(text, pos) if grammar.after else None
    if after is None:
        return False
    ends = (after.end(name) for name in "abc" if after[name] is not None)
    return any(grammar.lookup_after(text[after.start("a") : end]) for end in ends)


def next_of_several(
    text: str, start: int, pos: int, antecedent: Locator, grammar: Grammar, *, announced: bool
) -> tuple[Continued, int] | None:
    """Read a further one of several units after a plural label, and where it begins.

    ``dd. 18, 19``, ``boxes 3140 and 3141``; with its own leaves, if they follow. The reference
    before goes from ``start`` to ``pos``; ``announced`` tells that it is itself such a further one.
    """
    if not antecedent.units or antecedent.leaves is not None:
        return None
    last = antecedent.units[-1]
    found = _FURTHER.match(text, pos)
    if found is None or _labelled_after(text, found.start("value"), grammar):
        return None
    if not announced:
        label = plural_before(text, start, pos)
        plural = label is not None and last.kind in grammar.lookup(label)
        if not plural and not _goes_on(text, found, last, grammar):
            return None
    locator, inherited = _with_last(antecedent, found["value"])
    gap = _BEFORE_LEAVES.match(text, found.end())
    leaves = _only_leaves(text, gap.end(), locator, grammar) if gap is not None else None
    if leaves is not None:
        return Continued(leaves.locator, inherited, leaves.end), found.start("value")
    return Continued(locator, inherited, found.end("value")), found.start("value")


def _goes_on(text: str, found: re.Match[str], last: Unit, grammar: Grammar) -> bool:
    """Whether a number after a label in the singular is another unit: ``Д. 1078, 1079. Л. 3``.

    It is a later one of as many digits, and has leaves after it.
    """
    value = found["value"]
    if ";" in found[0] or "\n" in found[0]:
        return False
    if not (value.isdigit() and last.value.isdigit()) or len(value) != len(last.value):
        return False
    if value > last.value and tokens.JOINT.match(found[0]) and not _YEAR.match(value):
        return True  # д. 18 и 19
    more = _MORE_NUMBERS.match(text, found.end())
    gap = _BEFORE_LEAVES.match(text, more.end() if more is not None else found.end())
    if value <= last.value or gap is None:
        return False
    step = tokens.STEP.match(text, gap.end())
    return step is not None and any(map(grammar.is_leaf, grammar.lookup(step["label"])))


_YEAR = re.compile(r"(?:1[89]|20)\d\d$")
_MORE_NUMBERS = re.compile(r"(?:,\s?\d{1,7}(?![\w/-])){0,20}")
_BEFORE_LEAVES = re.compile(r"[,.;:]?[ \u00a0~](?=[^\W\d_]{1,8}[.\s~]{0,2}\d)")
