"""The less usual ways in which a unit is written, for :class:`~provenance.reading.run.Run`.

Each of them looks at what stands next in a run, takes it if it can, and says whether it did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from provenance.model.leaves import Leaves
from provenance.reading import tokens
from provenance.reading.archive_names import name_at
from provenance.reading.leaves import read_leaves
from provenance.reading.lookalikes import is_cyrillic
from provenance.reading.notation import Form
from provenance.reading.titles import opens_with_small_word, title_like
from provenance.units import root_kind, unit_kinds

if TYPE_CHECKING:
    from provenance.reading.run import Run

__all__ = ["form", "labels", "later_form", "otherwise"]


def labels(run: Run, pos: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield the labels that may stand at ``pos``, longest first: end, start and unit kinds."""
    words = tokens.WORDS.match(run.text, pos)
    if words is None:
        return
    start = words.start("a")
    for name in ("d", "c", "b", "a"):
        end = words.end(name)
        if end > 0:
            kinds = run.grammar.lookup(run.text[start:end])
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
    if run.grammar.after:
        found = tokens.AFTER.match(run.text, run.pos)
        if found is not None and run.grammar.lookup_after(found["a"]):
            return False
    return _any_form(run, run.grammar.later_forms)


def _any_form(run: Run, forms: tuple[Form, ...]) -> bool:
    start = tokens.skip(run.text, run.pos)
    for known in forms:
        if _match_form(run, known, start) or (
            run.text[start - 1 : start] == "(" and _match_form(run, known, start - 1)
        ):
            run.certain = True
            if run.grammar.after:
                _label_of_last(run)
            return True
    return False


def _notation(run: Run) -> bool:
    """Read the first units as the archive's notation joins them."""
    grammar = run.grammar
    if grammar.notation is None or run.units or grammar.named:
        return False
    start = tokens.skip(run.text, run.pos)
    if not tokens.MAY_BE_UNLABELLED.match(run.text, start):
        return False
    joined = run.text[run.pos : start] == getattr(grammar.archive, "separator", "").strip(", ")
    if not _match_form(run, grammar.notation, start):
        return False
    # HR-HDA-1448, CH-BAR#E2001E#…: what joins the units to the name says that they are units
    run.certain = joined and start > run.pos - len(run.units)
    return True


def _match_form(run: Run, known: Form, start: int) -> bool:
    if any(kind in run.used for kind in known.kinds):
        return False
    found = known.pattern.match(run.text, start)
    if found is None or found.end() == start:
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
            leaves = read_leaves(run.text, begin, kind)
            if leaves is None:
                break
            run.leaves, end = leaves
        else:
            if free and end == found.end():
                stop_after = end + (run.text[end : end + 1] == ".")
                end = min(stop_after, max(run.free_end(begin), begin + 1))
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


def _label_after(run: Run) -> bool:
    """Read ``276. f.``, ``5. lp.``, ``12页``: the number first."""
    if not run.grammar.after:
        return False
    found = tokens.AFTER.match(run.text, run.pos)
    if found is not None:
        for name in ("c", "b", "a"):
            if found[name] is None:
                continue
            label = run.text[found.start("a") : found.end(name)]
            kinds = run.grammar.lookup_after(label)
            kind = run.grammar.choose(kinds, run.used, run.last) if kinds else None
            if kind is None or run.grammar.is_leaf(kind):
                continue
            start = found.start("value")
            if not run.take(kind, start, found.end("value"), start, label):
                return False
            run.units[-1][2] = found.end("value")
            end = found.end(name)
            run.pos = run.end = end + (run.text[end : end + 1] == ".")
            return True
    return _leaves_before_label(run) or _label_of_last(run)


def _label_of_last(run: Run) -> bool:
    """Pass over the label that follows a unit read in a form of its own: ``M-KS 288. f.``"""
    words = tokens.LABEL_AFTER.match(run.text, run.pos)
    if words is None or not run.units or run.units[-1][0] not in run.grammar.lookup_after(words["a"]):
        return False
    run.pos = run.end = words.end("a") + (run.text[words.end("a") : words.end("a") + 1] == ".")
    return True


def _leaves_before_label(run: Run) -> bool:
    if run.leaves is not None:
        return False
    start = tokens.skip(run.text, run.pos)
    start += run.text[start : start + 1] == "第"
    language = run.grammar.language
    found = read_leaves(
        run.text, start, "page", language=language,
        following=tokens.following_marks(run.grammar), after=True,
    )  # fmt: skip
    if found is None:
        return False
    leaves, end = found
    words = tokens.LABEL_AFTER.match(run.text, end)
    for name in ("c", "b", "a"):
        if words is None or words[name] is None:
            continue
        kinds = run.grammar.lookup_after(run.text[words.start("a") : words.end(name)])
        kind = next((k for k in kinds if run.grammar.is_leaf(k)), None)
        if kind is not None:
            run.leaves = Leaves(kind, leaves.ranges, leaves.written)
            end = words.end(name)
            run.pos = run.end = end + (run.text[end : end + 1] == ".")
            return True
    return False


def _longer_value(run: Run) -> bool:
    """Let the last value go on: ``102 DPOO``, ``1 доп.``, ``XI A/56``, ``CC al PCR``."""
    if not run.units or run.leaves is not None or run.end != run.units[-1][2]:
        return False
    part = run.units[-1]
    more = tokens.MORE_OF_VALUE.match(run.text, run.end)
    if more is not None:
        part[2] = run.pos = run.end = more.end()
        return True
    words = tokens.MORE_WORDS.match(run.text, run.end)
    if words is None or unit_kinds()[part[0]].level > 1 or part[3]:
        return False
    end = run.free_end(part[1])
    if end <= run.end or not run.label_at(end):
        return False
    part[2] = run.pos = run.end = end
    return True


def _year(run: Run) -> bool:
    """Read a year that stands between units."""
    if not run.units or run.grammar.year in run.used:
        return False
    year = tokens.YEAR.match(run.text, run.pos)
    if year is None or not run.label_at(year.end()):
        return False
    run.add(run.grammar.year, year.start("value"), year.end("value"), None)
    run.pos = run.end = year.end()
    return True


def _bracketed(run: Run) -> bool:
    """Read the fond's name in brackets, or pass over a file's title between its units."""
    if not run.units:
        return False
    name = tokens.BRACKETED.match(run.text, run.pos)
    if name is None:
        return False
    if run.grammar.named and run.leaves is None:
        return _add_name(run, name.start("value"), name.end("value"), name.end())
    if run.units[-1][4] < 1 and "level" not in run.used:
        _add_level(run, name.start("value"), name.end("value"), name.end())
        return True
    if run.label_at(name.end()):
        run.pos = name.end()
        return True
    return False


def _add_level(run: Run, start: int, end: int, pos: int) -> None:
    run.put("level", start, end, 0, run.last + 0.01)
    run.pos = run.end = pos


def _titled_label(run: Run) -> bool:
    """Read a label whose value is a name: ``fond Documentar``, ``folder "Korea"``."""
    for end, begin, kinds in labels(run, run.pos):
        value = tokens.NAME_AFTER_LABEL.match(run.text, end)
        kind = run.grammar.choose(kinds, run.used, run.last)
        if kind is None or run.grammar.is_leaf(kind):
            continue
        if value is None:
            if tokens.NOTHING_AFTER_LABEL.match(run.text, end) and run.units:
                run.empty = begin
            continue
        start = value.start("value")
        stop = run.free_end(start)
        if not _may_be_named(run, kind, start, stop):
            return False
        return run.take(kind, start, stop, begin, run.text[begin:end])
    return False


def _may_be_named(run: Run, kind: str, start: int, end: int) -> bool:
    if end <= start:
        return False
    entry = unit_kinds()[kind]
    pattern = entry.value_pattern
    if pattern in (".+", "") or run.text[start] in "\"“„«":
        return True
    value = run.text[start:end]
    if entry.level == 1 and not is_cyrillic(value):
        return True
    if " " in value:
        return False
    return run.label_at(end) or (len(value) < 4 and bool(run.labelled))


def _name_between(run: Run) -> bool:
    """Read names that stand before a labelled unit: a fond's title, a part's."""
    grammar = run.grammar
    if run.leaves is not None or grammar.named or "level" in run.used:
        return False
    unlabelled = grammar.notation is not None
    if len(run.units) > (3 if unlabelled and not run.labelled else 1):
        return False
    pattern = tokens.NAME_OR_NUMBER_BETWEEN if unlabelled else tokens.NAME_BETWEEN
    spans = []
    at = run.pos
    for _ in range(4 if unlabelled else 1):
        start = tokens.skip(run.text, at)
        name = pattern.match(run.text, start)
        if name is None or not _may_be_title(name[0], bool(spans or run.units)):
            return False
        spans.append((start, name.end()))
        at = name.end()
        if run.label_at(at):
            break
    else:
        return False
    for start, end in spans:
        _add_level(run, start, end, end)
    return True


def _may_be_title(name: str, inside: bool) -> bool:
    """Whether a name is one; ``inside`` a reference one capital will do (``parte I``)."""
    if title_like(name):
        return True
    few = inside and name.count(" ") < 5 and not opens_with_small_word(name)
    return few and any(ch.isupper() for ch in name)


def _bare_leaves(run: Run) -> bool:
    """Read leaves without a label after units without labels: ``B 136/59748, 403-410``."""
    grammar = run.grammar
    if run.leaves is not None or not run.units or run.labelled or not grammar.leaves:
        return False
    bare = tokens.BARE_LEAVES.match(run.text, run.pos) if not grammar.named else None
    return bare is not None and run.take_leaves(grammar.leaves, bare.end(), bare.end())


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


def _named(run: Run) -> bool:
    """Read a level that has a name and no label: ``Country File``, ``Special Group Meetings``.

    A date after a comma goes on with the name before it: ``Vol. I, 11/63–1/65``. A mark of
    classification among the levels is none of them.
    """
    if not run.grammar.named or run.leaves is not None:
        return False
    gap = tokens.NAME_GAP.match(run.text, run.pos)
    if gap is None:
        return False
    start = gap.end()
    end = run.free_end(start)
    colon = run.text.find(": ", start, end)
    end = colon if colon > 0 else end
    if end <= start:
        return False
    if tokens.CLASSIFICATION.fullmatch(run.text, start, end):
        run.pos = end
        return True
    if run.units and tokens.DATES.fullmatch(run.text, start, end):
        if run.pos == run.end == run.units[-1][2] and not run.units[-1][3]:
            run.units[-1][2] = run.pos = run.end = end
        elif run.grammar.year not in run.used:
            run.add(run.grammar.year, start, end, None)
        else:
            return False
        return True
    if not tokens.NAME.match(run.text, start) or not title_like(run.text[start:end]):
        return False
    return _add_name(run, start, end, end)


def _add_name(run: Run, start: int, end: int, pos: int) -> bool:
    """Add a named level: of the next kind that levels with names have, else of no known kind.

    The last name is the folder's: the one that was taken for it before is a level above.
    """
    grammar = run.grammar
    label = tokens.LABEL_AFTER_TITLE.match(run.text, end)
    if label is not None and (kinds := grammar.lookup(label["label"])):
        kind = grammar.choose(kinds, run.used, run.last)
        if kind is not None:
            run.add(kind, start, end, label["label"])
            run.units[-1][2] = end
            run.pos = run.end = label.end()
            return True
    kind = _next_named(run, start, end)
    if kind is not None:
        if root_kind(kind) == "fond":
            word = tokens.LAST_WORD.search(run.text, start, end)
            if word is not None and kind in grammar.lookup(word["label"]):
                end = word.start()
        run.put(kind, start, end, 0, grammar.place(kind))
        run.pos = run.end = pos
        return True
    last = run.units[-1] if run.units else None
    if last is None or last[0] not in (*grammar.named, "level"):
        return False
    if last[0] == "folder" or (last[0] != "level" and run.text[last[2] : start].startswith(":")):
        kind = last[0]
        del run.used[kind]
        last[0], last[4] = "level", last[4] - 0.3 + 0.001 * len(run.units)
        run.put(kind, start, end, 0, grammar.place(kind))
        run.pos = run.end = pos
        return True
    _add_level(run, start, end, pos)
    return True


def _next_named(run: Run, start: int, end: int) -> str | None:
    """Return the kind of the level that has its name from ``start`` to ``end``."""
    grammar = run.grammar
    left = [kind for kind in grammar.named if kind not in run.used]
    if not left:
        return None
    if run.units and len(left) == len(grammar.named) or run.units and left[0] == "collection":
        # from the folder up to the collection: box 217, Hopkins Papers
        if tokens.COLLECTION.search(run.text, start, end) or left[-1] not in grammar.named[-1:]:
            return left[0]
    return next((kind for kind in left if grammar.place(kind) > run.last), None)


def _bare_unit(run: Run) -> bool:
    """Read a number or a title after a label's: ``fund 8, 1н`` has the opis after the fond."""
    if run.leaves is not None or not run.units or not run.grammar.levels:
        return False
    bare = tokens.BARE_UNIT.match(run.text, run.pos)
    if bare is None or (bare["sign"] is None and not run.labelled):
        return False
    below = next((i for i in range(len(run.grammar.levels)) if i > run.last), None)
    if below is None or run.last != below - 1:
        return False
    kind = run.grammar.levels[below][0]
    if run.grammar.is_leaf(kind):
        return False
    run.add(kind, bare.start("value"), bare.end("value"), None)
    return True


def _unknown_label(run: Run) -> bool:
    """Keep a label that nothing here has, and its value, as a level, between units we know."""
    if run.leaves is not None or not run.labelled or run.grammar.archive is None:
        return False
    step = tokens.STEP.match(run.text, run.pos)
    if step is None or len(step["label"]) > 12 or not run.label_at(step.end()):
        return False
    _add_level(run, step.start("label"), step.end(), step.end())
    return True


_WAYS: Final[tuple[Callable[[Run], bool], ...]] = (
    _long_label, _label_after, form, _longer_value, _year, _bracketed, _titled_label, _notation,
    _own_name, _name_between, _bare_leaves, _named, _bare_unit, _unknown_label,
)  # fmt: skip


def otherwise(run: Run) -> bool:
    """Try the less usual ways in turn; say whether one of them took what stands next."""
    return any(way(run) for way in _WAYS if run.repeated < 0)
