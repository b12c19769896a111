"""Levels that have names and no labels: a fond's title, a series, a folder.

Like the other ways of :mod:`provenance.reading.ways`: each looks at what stands next in a run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.reading import tokens
from provenance.reading.titles import name_like, opens_with_small_word, title_like
from provenance.units import root_kind

if TYPE_CHECKING:
    from provenance.reading.run import Part, Run

_NAMED = 3  # as in provenance.reading.run, which this module cannot import

__all__ = ["add_level", "bracketed", "from_the_item_up", "name_between", "named", "yields"]


def add_level(run: Run, start: int, end: int, pos: int) -> None:
    """Add a level of no known kind after the last unit; the run goes on at ``pos``."""
    run.put("level", start, end, _NAMED, run.last + 0.01)
    run.pos = run.end = pos


def bracketed(run: Run) -> bool:
    """Read the fond's name in brackets, or pass over a file's title between its units."""
    if not run.units:
        return False
    name = tokens.BRACKETED.match(run.text, run.pos)
    if name is None:
        name = tokens.QUOTED_NAME.match(run.text, run.pos)
        if name is None or run.grammar.named or not run.label_at(name.end()):
            return False
    if run.grammar.named and run.leaves is None:
        return _add_name(run, name.start("value"), name.end("value"), name.end())
    if run.units[-1][4] < 1 and "level" not in run.used:
        add_level(run, name.start("value"), name.end("value"), name.end())
        return True
    if run.label_at(name.end()):
        run.pos = name.end()
        return True
    return False


def name_between(run: Run) -> bool:
    """Read names that stand before a labelled unit: a fond's title, a part's."""
    grammar = run.grammar
    if run.leaves is not None or grammar.named or "level" in run.used:
        return False
    if run.certain and run.last >= len(grammar.levels) - 1 - grammar.leaf_levels:
        return False  # nothing of the archive's comes after what was read
    unlabelled = grammar.notation is not None
    if len(run.units) > (3 if unlabelled and not run.labelled else 1):
        return False
    pattern = tokens.NAME_OR_NUMBER_BETWEEN if unlabelled else tokens.NAME_BETWEEN
    spans: list[tuple[int, int]] = []
    at = run.pos
    for _ in range(4 if unlabelled else 1):
        start = tokens.skip(run.text, at)
        gap = run.text[at:start]
        if ";" in gap or (unlabelled and not run.labelled and ". " in gap):
            return False  # another reference, or another sentence
        name = pattern.match(run.text, start)
        if name is None and not run.units:
            name = tokens.CODE_BETWEEN.match(run.text, start)
        if name is None or not _may_be_title(name[0], bool(spans or run.units)):
            return False
        if not name[0].isupper() and opens_with_small_word(name[0].lower()) and " " not in name[0]:
            return False  # another sentence: д. 20. Из фонда 17
        spans.append((start, name.end()))
        at = name.end()
        year = tokens.YEAR.match(run.text, at)
        after = year.end() if year is not None and run.units else at
        if run.label_at(after) or run.number_first(after):
            break
    else:
        return False
    for start, end in spans:
        kind = _unlabelled(run, start, end, at)
        if kind is None:
            add_level(run, start, end, end)
        else:
            run.put(kind, start, end, _NAMED, grammar.place(kind))
    return True


def _unlabelled(run: Run, start: int, end: int, pos: int) -> str | None:
    """Return the kind that stands without its label before the one at ``pos``, if it is certain.

    The fond's name before a label of something below it, and a call number where the scheme has
    a file next.
    """
    levels = run.grammar.levels
    following = run.label_kinds(pos)
    below = next((index for index in range(len(levels)) if index > run.last), None)
    if below is None or not levels or any(kind in levels[below] for kind in following):
        return None
    kind = levels[below][0]
    value = run.text[start:end]
    if run.grammar.is_leaf(kind) or (kind in run.used):
        return None
    if not run.units:
        return kind if root_kind(kind) == "fond" else None
    return kind if " " not in value and any(ch.isdigit() for ch in value) else None


def _may_be_title(name: str, inside: bool) -> bool:
    """Whether a name is one; ``inside`` a reference one capital will do (``parte I``)."""
    if title_like(name):
        return True
    few = inside and name.count(" ") < 5 and not opens_with_small_word(name)
    return few and any(ch.isupper() for ch in name)


def named(run: Run) -> bool:
    """Read a level that has a name and no label: ``Country File``, ``Special Group Meetings``.

    A date after a comma goes on with the name before it: ``Vol. I, 11/63–1/65``. A mark of
    classification among the levels is none of them.
    """
    if not run.grammar.named or run.leaves is not None:
        return False
    gap = tokens.NAME_GAP.match(run.text, run.pos)
    if gap is None:
        return False
    one = run.apart or not run.units or ";" in run.text[run.units[0][1] : run.pos]
    if ";" in gap[0] and not one:
        return False  # another source
    start = gap.end()
    end = run.free_end(start)
    if tokens.is_quoted(run.text, start, end):
        colon = -1
    else:
        colon = run.text.find(": ", start, end)
    end = colon if colon > 0 else end
    if end <= start:
        return False
    if tokens.CLASSIFICATION.fullmatch(run.text, start, end):
        run.pos = end
        return True
    if run.units and tokens.DATES.fullmatch(run.text, start, end):
        if run.pos == run.end == run.units[-1][2] and run.units[-1][3] == _NAMED:
            run.units[-1][2] = run.pos = run.end = end
        elif run.grammar.year not in run.used:
            run.add(run.grammar.year, start, end, None)
        else:
            return False
        return True
    name = run.text[start:end]
    if not tokens.NAME.match(run.text, start) or not (
        title_like(name) or (gap[0].rstrip() in ("", ",") and name_like(name) and run.label_at(end))
    ):
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
    if _group_title(run, start, end):
        run.put("level", start, end, _NAMED, 0.01)
        run.pos = run.end = pos
        return True
    kind = _next_named(run, start, end)
    if kind is not None:
        if root_kind(kind) == "fond":
            word = tokens.LAST_WORD.search(run.text, start, end)
            if word is not None and kind in grammar.lookup(word["label"]):
                end = word.start()
        run.put(kind, start, end, _NAMED, grammar.place(kind))
        run.pos = run.end = pos
        return True
    last = run.units[-1] if run.units else None
    if last is None or last[0] not in (*grammar.named, "level"):
        return False
    if last[0] == "folder" or (last[0] != "level" and run.text[last[2] : start].startswith(":")):
        kind = last[0]
        del run.used[kind]
        # below what was read before it: Country File, Korea, Vol. VI, box 255
        above = run.units[-2][4] + 0.01 if len(run.units) > 1 else last[4] - 0.3
        last[0], last[4] = "level", min(above, last[4] - 0.3) + 0.001 * len(run.units)
        run.put(kind, start, end, _NAMED, grammar.place(kind))
        run.pos = run.end = pos
        return True
    add_level(run, start, end, pos)
    return True


def _group_title(run: Run, start: int, end: int) -> bool:
    """Whether a name is the title of a record group, by the archive's own rule for levels."""
    archive = run.grammar.archive
    pattern = archive.bare.get("level") if archive is not None else None
    return pattern is not None and re.fullmatch(pattern, run.text[start:end]) is not None


def _next_named(run: Run, start: int, end: int) -> str | None:
    """Return the kind of the level that has its name from ``start`` to ``end``."""
    grammar = run.grammar
    left = [kind for kind in grammar.named if kind not in run.used]
    if not left:
        return None
    untouched = len(left) == len(grammar.named) or left[0] == "collection"
    folder_taken = left[-1] != grammar.named[-1]
    if run.apart and len(grammar.named) == 1:
        return left[0]  # from the item up to the record group: 611.61/1-2353; Central Files
    # from the folder up to the collection: box 217, Hopkins Papers
    if run.units and untouched and (folder_taken or tokens.COLLECTION.search(run.text, start, end)):
        return left[0]
    return next((kind for kind in left if grammar.place(kind) > run.last), None)


def from_the_item_up(run: Run) -> None:
    """Say anew which names are the collection's and the series': they follow the box, and go up.

    ``Box 12, NSC Series, Ann Whitman File`` has its collection last; what a colon joins goes down
    (``Box 12, White House Office: NSC Series``). A name alone was read rightly before.
    """
    grammar = run.grammar
    if grammar.named[:2] != ("collection", "series"):
        return
    parts = sorted(run.units, key=lambda part: int(part[1]))
    if parts[0][3] == _NAMED or parts[0][4] <= grammar.place("series"):
        return  # from the collection down, or from what is above it: RG 330, OSD Files
    names = [part for part in parts if part[3] == _NAMED]
    if len(names) < 2 or any(part[0] in grammar.named[:2] for part in parts if part[3] != _NAMED):
        return
    down: list[list[object]] = []
    joined = 0
    for before, name in zip([None, *names], names, strict=False):
        colon = before is not None and run.text[before[2] : name[1]].startswith(":")
        joined = joined + 1 if colon else 0
        down.insert(joined, name)
    for index, name in enumerate(down):
        kind = grammar.named[index] if index < 2 else "level"
        place = grammar.place("series") + 0.001 * index
        name[0], name[4] = kind, grammar.place(kind) if index < 2 else place
    run.used = {}
    for part in run.units:
        run.used.setdefault(part[0], part)


def _figures(text: str, part: Part) -> bool:
    return any(ch.isdigit() for ch in text[part[1] : part[2]])


def yields(run: Run, kinds: tuple[str, ...]) -> str | None:
    """Return the kind that a name was taken for and that a label now claims: ``folder 3``.

    The name becomes a level above it.
    """
    for kind in kinds:
        part = run.used.get(kind)
        if part is None:
            continue
        # VOC, toegang 1.04.02; Ministerie van Koloniën, 2.10.54
        bare = not run.labelled and len(run.units) == 1 and not _figures(run.text, part)
        if bare or (kind in run.grammar.named and part[3] == _NAMED):
            above = run.units.index(part) - 1
            part[0], part[4] = "level", run.units[above][4] + 0.01 if above >= 0 else part[4]
            del run.used[kind]
            return kind
    return None
