"""Units whose labels come after their values: ``276. f.``, ``5. lp.``, ``12页``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.leaves import LeafRange, Leaves
from provenance.reading import tokens
from provenance.reading.leaves import read_leaves

if TYPE_CHECKING:
    from provenance.reading.run import Run

__all__ = ["label_after", "label_of_last"]


def label_after(run: Run) -> bool:
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
            run.pos = run.end = _after_stop(run.text, end)
            return True
    return _leaves_before_label(run) or label_of_last(run)


def label_of_last(run: Run) -> bool:
    """Pass over the label of a unit that was read in a form of its own: ``M-KS 288. f.``."""
    words = tokens.LABEL_AFTER.match(run.text, run.pos)
    if words is None or not run.units or run.end != run.units[-1][2]:
        return False  # a second one would be another unit's
    if run.units[-1][0] not in run.grammar.lookup_after(words["a"]):
        return False
    run.pos = run.end = _after_stop(run.text, words.end("a"))
    return True


def _after_stop(text: str, end: int) -> int:
    """Return the place after a label that ends at ``end``, and its stop: ``f.``, but ``doboz``."""
    return end + (
        text[end : end + 1] == "."
        and text[end - 1] < "\u2e80"
        and not text[end - 5 : end].isalpha()
    )


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
        label = run.text[words.start("a") : words.end(name)]
        for many in run.grammar.following_many:
            if not label.isascii():  # 第5画像目から: nothing stands between
                label = label.removesuffix(many)
        kinds = run.grammar.lookup_after(label)
        kind = next((k for k in kinds if run.grammar.is_leaf(k)), None)
        if kind is not None:
            end = words.start("a") + len(label)
            mark = tokens.following_marks(run.grammar).match(run.text, end)
            ranges = leaves.ranges
            if mark is not None and mark.lastgroup == "many":  # 第5画像目から
                ranges = (*ranges[:-1], LeafRange(ranges[-1].first, None))
                end = mark.end()
            run.leaves = Leaves(kind, ranges, leaves.written)
            run.pos = run.end = _after_stop(run.text, end)
            return True
    return False
