"""The less usual ways in which a unit is written, for :class:`~provenance.reading.run.Run`.

Each of them looks at what stands next in a run, takes it if it can, and says whether it did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from provenance.reading import tokens
from provenance.reading.archive_names import name_at
from provenance.reading.label_after import label_after, label_of_last
from provenance.reading.label_tables import plural_before
from provenance.reading.leaves import read_leaves
from provenance.reading.levels import add_level, bracketed, name_between, named, yields
from provenance.reading.lookalikes import is_cyrillic, other_scripts
from provenance.reading.notation import Form
from provenance.reading.titles import opens_with_small_word, title_like
from provenance.units import labels as all_labels
from provenance.units import unit_kinds

if TYPE_CHECKING:
    from provenance.reading.labels import Grammar
    from provenance.reading.run import Run

__all__ = ["abbreviated", "form", "labels", "later_form", "opens_label", "otherwise", "over"]


@cache
def _openers() -> frozenset[str]:
    """Return the first words of all labels, in lower case."""
    words = (tokens.FIRST_WORD.search(label.label) for label in all_labels())
    return frozenset(word[0].casefold() for word in words if word is not None)


def opens_label(word: str) -> bool:
    """Whether a label may begin with ``word``: a quick test before all that labels may mean."""
    known = _openers()
    return word.casefold() in known or (
        not word.isascii() and any(form.casefold() in known for form in other_scripts(word))
    )


def over(text: str, pos: int) -> bool:
    """Whether a run that comes upon a closing bracket at ``pos`` is over: no label follows it."""
    closed = tokens.CLOSED.match(text, pos)
    return closed is not None and (closed["word"] is None or not opens_label(closed["word"]))


def labels(run: Run, pos: int) -> Sequence[tuple[int, int, tuple[str, ...]]]:
    """Return the labels that may stand at ``pos``, longest first: end, start and unit kinds."""
    if run.looked_at != pos:  # several ways ask for those of the same place
        run.looked_at, run.found_there = pos, tuple(_labels(run.text, pos, run.grammar))
    return run.found_there


def _labels(text: str, pos: int, grammar: Grammar) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    words = tokens.WORDS.match(text, pos)
    if words is None or not opens_label(words["a"]):
        return
    start = words.start("a")
    for name in ("d", "c", "b", "a"):
        end = words.end(name)
        if end > 0:
            kinds = grammar.lookup(text[start:end])
            if kinds:
                yield end, start, kinds


def _long_label(run: Run) -> bool:
    """Read a label of several words: ``Ед. хр. 5``, ``Record Group 59``."""
    for end, start, kinds in labels(run, run.pos):
        value = tokens.VALUE_AFTER_LABEL.match(run.text, end)
        if value is None or (value["dash"] and not run.grammar.hyphens):
            continue
        kind = run.grammar.choose(kinds, run.used, run.last)
        if kind is None:
            run.repeated = start
            return False
        label = run.text[start:end]
        return run.take(kind, value.start("value"), value.end(), start, label)
    return False


def form(run: Run) -> bool:
    """Read units without labels in a form of the archive's own."""
    return _any_form(run, run.grammar.forms)


def later_form(run: Run) -> bool:
    """Read what has a form of the archive's own after other units: ``M982``, ``R12345678``."""
    if run.leaves is not None and run.text.startswith(";", run.pos):
        return False
    if run.grammar.after:
        found = tokens.AFTER.match(run.text, run.pos)
        if found is not None and run.grammar.lookup_after(found["a"]):
            return False
    return _any_form(run, run.grammar.later_forms)


def _any_form(run: Run, forms: tuple[Form, ...]) -> bool:
    start = tokens.skip(run.text, run.pos)
    first = not run.units
    for known in forms:
        if _match_form(run, known, start) or (
            run.text[start - 1 : start] == "(" and _match_form(run, known, start - 1)
        ):
            run.certain = True
            run.at_once = run.at_once or first
            if run.grammar.after:
                label_of_last(run)
            return True
    return False


def _notation(run: Run) -> bool:
    """Read the first units as the archive's notation joins them."""
    grammar = run.grammar
    if grammar.notation is None or run.units or grammar.named:
        return False
    begin = run.pos
    start = tokens.skip(run.text, begin)
    if not tokens.MAY_BE_UNLABELLED.match(run.text, start):
        return False
    if not _match_form(run, grammar.notation, start):
        return False
    # HR-HDA-1448, CH-BAR#E2001E#…: what joins the units to the name says that they are units
    joint = getattr(grammar.archive, "separator", "").strip(", ")
    run.certain = joint != "" and run.text[begin:start] == joint
    return True


def abbreviated(run: Run, end: int) -> bool:
    """Whether the stop at ``end`` is an abbreviation's, and a unit follows: ``Gab., b. 12``."""
    return run.text.startswith(".,", end) and (
        run.text[end + 2 : end + 4].strip().isdigit() or run.label_at(end + 1)
    )


def _match_form(run: Run, known: Form, start: int) -> bool:
    taken = [kind for kind in known.kinds if kind in run.used]
    if len(taken) > 1 or (taken and len(known.kinds) > 1):
        return False
    found = known.pattern.match(run.text, start)
    if found is None or found.end() == start or (taken and yields(run, known.kinds) is None):
        return False
    stop = -1
    for index, kind in enumerate(known.kinds):
        begin, end = found.span(index + 1)
        if begin < 0:
            continue
        free = known.free[index]
        if free and run.label_at(begin):
            break
        if run.grammar.is_leaf(kind):
            following = tokens.following_marks(run.grammar)
            leaves = read_leaves(run.text, begin, kind, following=following)
            if leaves is None:
                break
            run.leaves, end = leaves
        else:
            if free and end == found.end():
                end = max(min(end, run.free_end(begin)), begin + 1)
                end = begin + len(run.text[begin:end].rstrip(" .:"))
                end += tokens.keeps_stop(run.text, begin, end) or abbreviated(run, end)
            run.add(kind, begin, end, None)
            end = run.end
            if known.spaced[index]:
                run.units[-1][3] = 2
        run.pos = run.end = stop = end
    else:
        # the text that closes the notation is part of it: (II Inst.)
        if max(found.end(index + 1) for index in range(len(known.kinds))) == stop:
            run.pos = run.end = max(stop, found.end())
    return stop > 0


def _longer_value(run: Run) -> bool:
    """Let the last value go on: ``102 DPOO``, ``1 доп.``, ``XI A/56``, ``CC al PCR``."""
    if not run.units or run.leaves is not None or run.end != run.units[-1][2]:
        return False
    part = run.units[-1]
    more = tokens.MORE_OF_VALUE.match(run.text, run.end)
    if more is not None and more[0][0] == " " and name_at(run.text, run.end + 1) is not None:
        return False  # the archive comes last: д. 513 РГАЭ
    if more is not None and not (more[0][0] == "/" and run.label_at(run.end)):
        part[2] = run.pos = run.end = more.end()
        return True
    letter = tokens.LETTER_APART.match(run.text, run.end)
    if letter is not None and run.text[run.end - 1].isdigit() and run.label_at(letter.end()):
        part[2] = run.pos = run.end = letter.end()
        return True
    words = tokens.MORE_WORDS.match(run.text, run.end)
    if words is None or unit_kinds()[part[0]].level > 1 or part[3]:
        return False
    if tokens.JOINT.match(run.text, run.end):
        return False  # F/7/15285 et F/7/15286
    end = run.free_end(part[1])
    named = run.text[part[1] : part[2]].isalpha() and not run.text[end:].strip(" .")
    if end <= run.end or not (named or run.label_at(end) or _label_after_names(run, end)):
        return False
    if not title_like(run.text[part[1] : end]):
        return False  # the sentence goes on: the F. 4 of the same squadron are on p. 12
    part[2] = run.pos = run.end = end
    return True


def _label_after_names(run: Run, pos: int) -> bool:
    """Whether names, each after a comma, stand before a label: ``, Secția Externe, dosar 45``."""
    for _ in range(2):
        name = tokens.NAME_AFTER_COMMA.match(run.text, pos)
        if name is None or not title_like(name["name"]):
            return False
        pos = name.end()
        if run.label_at(pos):
            return True
    return False


def _year(run: Run) -> bool:
    """Read a year that stands between units."""
    if not run.units or run.grammar.year in run.used:
        return False
    year = tokens.YEAR.match(run.text, run.pos)
    if year is None or not (run.label_at(year.end()) or run.number_first(year.end())):
        return False
    run.add(run.grammar.year, year.start("value"), year.end("value"), None)
    run.pos = run.end = year.end()
    return True


def _titled_label(run: Run) -> bool:
    """Read a label whose value is a name: ``fond Documentar``, ``folder "Korea"``."""
    for end, begin, kinds in labels(run, run.pos):
        value = tokens.NAME_AFTER_LABEL.match(run.text, end)
        if value is not None and value["dash"] and not run.grammar.hyphens:
            continue  # Р-5446 is a number
        if value is not None and run.text[begin:end] in run.grammar.declined:
            start = value.start("value")
            if not run.text[start : start + 2].isupper():
                continue  # из фонда Коминтерна, but w zespole KC PZPR
        kind = run.grammar.choose(kinds, run.used, run.last)
        if kind is None and value is not None:
            kind = yields(run, kinds)
        if kind is not None and value is not None and run.grammar.is_leaf(kind):
            start = value.start("value")
            if tokens.LETTER_THREE.match(run.text, start) and run.take_leaves(kind, start, begin):
                return True
        if kind is None or run.grammar.is_leaf(kind):
            continue
        if value is None:
            if tokens.NOTHING_AFTER_LABEL.match(run.text, end) and run.units:
                run.empty = begin
            continue
        start = value.start("value")
        stop = run.free_end(start)
        if not _may_be_named(run, kind, start, stop, len(run.text[begin:end]) > 3):
            return False
        return run.take(kind, start, stop, begin, run.text[begin:end])
    return False


def _may_be_named(run: Run, kind: str, start: int, end: int, spelled_out: bool) -> bool:
    """Whether the text is a name that the unit may have; ``spelled_out`` says that its label is."""
    if end <= start:
        return False
    entry = unit_kinds()[kind]
    pattern = entry.value_pattern
    value = run.text[start:end]
    if entry.kind == "identifier" and pattern.startswith(r"^\d") and len(value) > 3:
        return False  # a number it would be: Lot Files is a name
    if value[0] in '"“„«':
        return len(value) > 2
    if opens_with_small_word(value):
        return False  # the record in Box 12
    if " " in value and not title_like(value):
        # a name with small words in it has a capital, few words and another unit after it
        words = value.count(" ")
        followed = run.label_at(end)
        if words > (8 if followed else 5) or not value[0].isupper():
            return False
        if not (spelled_out or followed):
            return False
    if pattern in (".+", ""):
        return True
    if entry.level == 1 and (not is_cyrillic(value) or (len(value) > 3 and run.label_at(end))):
        return True
    if " " in value:
        return False
    return run.label_at(end) or (len(value) < 4 and bool(run.labelled))


def _bare_leaves(run: Run) -> bool:
    """Read leaves without a label after units without labels: ``B 136/59748, 403-410``."""
    grammar = run.grammar
    if run.leaves is not None or not run.units or run.labelled or not grammar.leaves:
        return False
    if grammar.named or grammar.after:
        return False
    bare = tokens.BARE_LEAVES.match(run.text, run.pos)
    if bare is None or _next_file(run, bare.end()):
        return False
    return run.take_leaves(grammar.leaves, bare.end(), bare.end())


def _next_file(run: Run, pos: int) -> bool:
    """Whether the number at ``pos`` is the next file's: FO 371/84053, 84057.

    It is higher, and has as many digits, of which a leaf would not have so many.
    """
    last = run.text[run.units[-1][1] : run.units[-1][2]]
    number = tokens.DIGITS.match(run.text, pos)
    return (
        number is not None
        and len(number[0]) == len(last) > 3
        and last.isdecimal()
        and int(number[0]) > int(last)
    )


def _own_name(run: Run) -> bool:
    """Pass over the archive's own name where it stands among the units."""
    archive = run.grammar.archive
    if archive is None or not run.units:
        return False
    start = tokens.skip(run.text, run.pos)
    name = name_at(run.text, start) if start > run.pos else None
    if name is None or archive.id not in name.ids or not run.label_at(name.end):
        return False
    run.pos = name.end
    return True


def _bare_unit(run: Run) -> bool:
    """Read a number or a title after a label's: ``fund 8, 1н`` has the opis after the fond."""
    if run.leaves is not None or not run.units or not run.grammar.levels:
        return False
    bare = tokens.BARE_UNIT.match(run.text, run.pos)
    if bare is None or (bare["sign"] is None and not run.labelled):
        return False
    if plural_before(run.text, 0, run.end) is not None:
        return False  # ff. 17, 82: another fond
    below = next((i for i in range(len(run.grammar.levels)) if i > run.last), None)
    if below is None or run.last != below - 1:
        return False
    kind = run.grammar.levels[below][0]
    if run.grammar.is_leaf(kind):
        return False
    run.add(kind, bare.start("value"), bare.end("value"), None)
    return True


def _within(run: Run) -> bool:
    """Pass over what leads to a labelled unit below: ``fond 507, u kutiji 5``."""
    if run.leaves is not None or not run.labelled:
        return False
    gap = tokens.WITHIN.match(run.text, run.pos)
    if gap is None or not run.grammar.labelled_at(run.text, gap.end()):
        return False
    kinds = run.label_kinds(gap.end())
    if all(kind in run.used or run.grammar.place(kind) <= run.last for kind in kinds):
        return False
    run.pos = gap.end()
    return True


_JOINING: Final = frozenset("and und et oraz i a y e och og en și és и і й та & as also".split())  # noqa: SIM905


def _unknown_label(run: Run) -> bool:
    """Keep a label that nothing here has, and its value, as a level, between units we know."""
    if run.leaves is not None or not run.labelled or run.grammar.archive is None:
        return False
    if tokens.SHORT_WORD_AND_NUMBER.match(run.text, run.pos) is None:
        return False
    step = tokens.STEP.match(run.text, run.pos)
    if step is None or len(step["label"]) > 12 or not run.label_at(step.end()):
        return False
    begin = step.start("label")
    if ";" in run.text[run.end : begin] or name_at(run.text, begin) is not None:
        return False
    if step["label"].partition(" ")[0] in _JOINING:
        return False  # …, d. 12 and f. 82, op. 2: another reference
    add_level(run, step.start("label"), step.end(), step.end())
    return True


_WAYS: Final[tuple[Callable[[Run], bool], ...]] = (
    _long_label, _year, label_after, form, _longer_value, bracketed, _titled_label, _notation,
    _own_name, name_between, _bare_leaves, named, _bare_unit, _within, _unknown_label,
)  # fmt: skip


def otherwise(run: Run) -> bool:
    """Try the less usual ways in turn; say whether one of them took what stands next."""
    if run.leaves is not None and run.labelled:
        return False  # leaves come last, and what goes on with them has a label
    for way in _WAYS:
        if way(run):
            return True
        if run.repeated >= 0:
            return False
    return False
