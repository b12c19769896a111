"""Rules about leaves: ranges, versos, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from provenance.checking.extents import extent
from provenance.checking.finding import Fix
from provenance.checking.leaf_labels import counterparts, other_label
from provenance.checking.rules import Context, Hit, rule
from provenance.checking.shape import Shape, none_given
from provenance.checking.versos import verso_marks
from provenance.model.leaves import Leaves
from provenance.model.reference import Part, Reference
from provenance.units import unit_kinds

__all__ = [
    "extent_for_pinpoint",
    "hyphen_in_range",
    "overlap_duplicate",
    "page_and_leaf",
    "range_descending",
    "range_short_form",
    "range_suspicious",
    "singular_plural",
    "verso_mark",
    "zero_or_negative",
]

_DASH = r"[-\u2010-\u2015\u2212]"
#: One leaf or range as written: number, what marks its side or letter, and the same again.
_ITEM = re.compile(
    rf"(?P<a>\d+)(?P<x>(?:[^\W\d_](?![^\W\d_]))?)(?P<sa>\s{{0,3}}(?:об|ob|зв|zv|v|r|verso|recto|RS|VS)\b\.?)?"
    rf"(?:\s?(?P<dash>--|{_DASH})\s?(?P<b>\d+)(?P<y>(?:[^\W\d_](?![^\W\d_]))?)"
    rf"(?P<sb>\s{{0,3}}(?:об|ob|зв|zv|v|r|verso|recto|RS|VS)\b\.?)?)?"
)


def _leaves(reference: Reference) -> Leaves | None:
    return reference.locator.leaves if reference.locator is not None else None


def _leaf_parts(reference: Reference) -> list[Part]:
    return [part for part in reference.parts if part.leaf and part.value]


def _counts_leaves(part: Part) -> bool:
    """Whether the part counts leaves, not pages or frames."""
    return part.kind is not None and _what(part.kind) == "leaf"


@cache
def _what(kind: str) -> str:
    """Return what a kind of leaf is, in a word: ``leaf``, ``page``, ``frame``."""
    return re.split(r"\W", unit_kinds()[kind].gloss, maxsplit=1)[0]


def _items(part: Part) -> Iterator[tuple[re.Match[str], int, int]]:
    """Yield each leaf or range of a part, with its place in the text."""
    for item in _ITEM.finditer(part.value):
        yield item, part.value_start + item.start(), part.value_start + item.end()


def _place(reference: Reference) -> tuple[int, int]:
    part = next(iter(_leaf_parts(reference)), None)
    return (part.value_start, part.value_end) if part else (reference.start, reference.end)


def _oddly_written(shape: Shape) -> bool:
    """Whether the leaves are anything but numbers that rise, with their sides."""
    return shape.leaves == "odd"


def _evenly_written(shape: Shape) -> bool:
    return not _oddly_written(shape)


def _with_sides(shape: Shape) -> bool:
    """Whether some leaf may have a side or a letter."""
    return shape.leaves == "odd" or any(ch.isalpha() for ch in shape.leaves)


def _with_hyphens(shape: Shape) -> bool:
    """Whether a hyphen may stand between leaves."""
    return shape.leaves == "odd" or "-" in shape.leaves


@rule("range-descending", "LEA001", "error", Reference, when=_oddly_written)
def range_descending(reference: Reference, context: Context) -> Iterator[Hit]:
    """A range of leaves runs backwards.

    One of its numbers is mistyped, and which one only the document tells.

    Bad: ``AVPRF, f. 0102, op. 14, d. 6, ll. 29–26``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, ll. 26–29``
    """
    leaves = _leaves(reference)
    if leaves is None:
        return
    for each in leaves.ranges:
        if each.backwards:
            start, end = _place(reference)
            for part in _leaf_parts(reference):
                for item, low, high in _items(part):
                    if item["b"] and int(item["a"]) == each.first.number:
                        start, end = low, high
            yield Hit(f"Leaf range runs backwards: {each.first}–{each.last}.", start, end)


@rule("range-short-form", "LEA002", "info", Reference, when=_oddly_written)
def range_short_form(reference: Reference, context: Context) -> Iterator[Hit]:
    """The second number of a range of leaves is abbreviated.

    ``126–9`` may be read as backwards. Pages may be abbreviated (Chicago 9.62), leaves not.

    Bad: ``AVPRF, f. 0102, op. 14, d. 6, ll. 126–9``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, ll. 126–129``
    """
    for part in _leaf_parts(reference):
        if not _counts_leaves(part):
            continue
        for item, start, end in _clear_items(part, reference, context):
            first, second = item["a"], item["b"]
            if not second or len(second) >= len(first) or item["sa"] or item["x"]:
                continue
            full = first[: len(first) - len(second)] + second
            if int(full) <= int(first):
                continue
            at = part.value_start + item.start("b")
            yield Hit(
                f"Abbreviated leaf range {item[0]}; write both numbers in full.", start, end,
                fix=Fix(at, at + len(second), full, "Write both numbers in full"),
            )  # fmt: skip


@rule(
    "range-suspicious",
    "LEA003",
    "warning",
    Reference,
    when=_oddly_written,
)
def range_suspicious(reference: Reference, context: Context) -> Iterator[Hit]:
    """A range is so long that it looks like the whole file, or joins three numbers.

    Of ``5–126–9`` only the first two are read.

    Bad: ``AVPRF, f. 0102, op. 14, d. 6, ll. 1–900``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, ll. 1–9``
    """
    leaves = _leaves(reference)
    if leaves is None:
        return
    for each in leaves.ranges:
        if each.last is None or each.backwards:
            continue
        count = each.last.number - each.first.number + 1
        if count > context.limits["longest-leaf-range"]:
            yield Hit(
                f"{count} leaves is long for one document; is this the whole file?",
                *_place(reference),
            )
    for part in _leaf_parts(reference):
        joined = _three_joined(part, reference, context)
        if joined is not None and leaves.ranges[-1].last is not None:
            start, end, found = joined
            yield Hit(f"{found} joins three numbers; which range is meant?", start, end)


def _clear_items(
    part: Part, reference: Reference, context: Context
) -> Iterator[tuple[re.Match[str], int, int]]:
    """Yield each leaf or range, less one of which :func:`range_suspicious` asks what it is."""
    joined = _three_joined(part, reference, context)
    for item, start, end in _items(part):
        if joined is None or start < joined[0]:
            yield item, start, end


def _three_joined(
    part: Part, reference: Reference, context: Context
) -> tuple[int, int, str] | None:
    """Return where a range and one more number stand at the end of a part, and how."""
    text, base = (context.text, 0) if context.text else (reference.text, reference.start)
    more = _AND_MORE.match(text, part.value_end - base)
    range_ = _JOINED.search(part.value) if more is not None else None
    if more is None or range_ is None:
        return None
    return part.value_end - len(range_[0]), base + more.end(), range_[0] + more[0]


@rule("zero-or-negative", "LEA004", "error", Reference, when=_oddly_written)
def zero_or_negative(reference: Reference, context: Context) -> Iterator[Hit]:
    """A leaf has the number 0, or a negative one.

    Bad: ``AVPRF, f. 0102, op. 14, d. 6, l. 0``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, l. 1``
    """
    leaves = _leaves(reference)
    zero = leaves is not None and any(each.first.number == 0 for each in leaves.ranges)
    negative = next((part for part in _leaf_parts(reference) if part.value[0] in "-−–"), None)
    if negative is not None:
        yield Hit("Leaf numbers start at 1.", negative.value_start, negative.value_end)
    elif zero:
        yield Hit("Leaf numbers start at 1.", *_place(reference))


#: A range at the end of a value, and a dash and one more number after it.
_JOINED = re.compile(rf"(?<!\d)\d{{1,6}}\s?(?:--|{_DASH})\s?\d{{1,6}}\Z")
_AND_MORE = re.compile(rf"(?:(?:--|{_DASH})\d{{1,6}})++(?!\w|\.\d)")

_CYRILLIC = re.compile("[\u0400-\u052f]")


@rule("verso-mark", "LEA005", "warning", Reference, when=_with_sides, by_shape=_evenly_written)
def verso_mark(reference: Reference, context: Context) -> Iterator[Hit]:
    """A verso has another language's mark, or it is unclear which leaves of a range it is of.

    The label says the language: ``Л.`` is Russian and goes with ``об.``, ``Арк.`` is Ukrainian
    and goes with ``зв.``. ``л. 5–6 об.`` may be the verso of leaf 6, or those of both.

    Bad: ``АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 5–6v``
    Good: ``АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 5 об.–6 об.``
    """
    for part in _leaf_parts(reference):
        cyrillic = _CYRILLIC.search(part.label) is not None
        marks = verso_marks(part.kind or "", part.label, reference.archive)
        mark = marks.usual if marks is not None else _mark(part.kind or "", cyrillic)
        for item, start, end in _items(part):
            sides = [side.strip() for side in (item["sa"], item["sb"]) if side]
            sides += [letter for letter in (item["x"], item["y"]) if letter == "v"]
            strange = [
                side for side in sides
                if bool(_CYRILLIC.search(side)) != cyrillic
                or (marks is not None and marks.are_not(side))
            ]  # fmt: skip
            if strange:
                yield Hit(
                    f"Use {mark!r} for verso, not {strange[0]!r}.", start, end,
                    fix=_verso_fix(item, part, strange[0], mark, reference, context),
                )  # fmt: skip
            elif (
                item["b"] and item["sb"] and not item["sa"] and int(item["a"]) != int(item["b"])
                and item["sb"].strip().rstrip(".") in ("об", "ob", "зв", "zv")
            ):  # fmt: skip
                yield Hit(f"{item[0]!r} is ambiguous: say of each leaf whether its verso is meant.",
                          start, end)  # fmt: skip


def _mark(kind: str, cyrillic: bool) -> str:
    """Return how the verso of a leaf is written in one of the two scripts."""
    if cyrillic:
        return "зв." if kind == "arkush" else "об."
    return "ob." if counterparts(kind, frozenset())[0] else "v"


#: A stop that is an abbreviation's, not a sentence's.
_STOP_INSIDE = re.compile(r"\.(?=[,;:)\]]|\s[a-z])")


def _verso_fix(
    item: re.Match[str], part: Part, found: str, mark: str, reference: Reference, context: Context
) -> Fix | None:
    """Return the fix of a single leaf's mark; of a range it is not clear what is meant."""
    if item["b"] or found.rstrip(".").casefold() in ("r", "recto", "vs"):
        return None
    end = part.value_start + item.end()
    start = part.value_start + item.end("a")
    after = reference.text[end - reference.start :] + context.text[reference.end :][:3]
    if mark == "v":
        end += _STOP_INSIDE.match(after) is not None
        written = mark
    else:
        written = f" {mark.rstrip('.')}" + "." * (not after.startswith("."))
    return Fix(start, end, written, f"Write {mark!r} for {found!r}")


def _number_differs(shape: Shape) -> bool:
    """Whether another label is asked for by the number of leaves."""
    if shape.leaf_kind is None:
        return False
    return any(
        other_label(label.text, shape.leaf_kind, shape.archive, shape.single) is not None
        for label in shape.labels
        if label.leaf
    )


@rule("singular-plural", "LEA006", "info", Reference, when=_number_differs)
def singular_plural(reference: Reference, context: Context) -> Iterator[Hit]:
    """A label for one leaf stands before several, or the other way round.

    Asked where the label is in Latin letters: GOST writes ``Л.`` for any number.

    Bad: ``AVPRF, f. 0102, op. 14, d. 6, l. 26–29``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, ll. 26–29``
    """
    leaves = _leaves(reference)
    parts = _leaf_parts(reference)
    if leaves is None or len(parts) != 1 or not _counts_leaves(parts[0]) or parts[0].after:
        return
    part = parts[0]
    both_sides = len(leaves.ranges) == 1 and _one_leaf(leaves)
    if both_sides and not leaves.single:
        return
    wanted = other_label(part.label, leaves.kind, reference.archive, leaves.single)
    if wanted is None:
        return
    count = "several leaves" if not leaves.single else "one leaf"
    shown = wanted + "." * (len(wanted) < 4)  # an abbreviation
    yield Hit(
        f"Use '{shown}' for {count}.", part.label_start, part.label_end,
        fix=Fix(part.label_start, part.label_end, wanted, f"Write '{shown}'"),
    )  # fmt: skip


def _one_leaf(leaves: Leaves) -> bool:
    only = leaves.ranges[0]
    return only.last is not None and only.first.number == only.last.number


@rule("hyphen-in-range", "LEA007", "info", Reference, when=_with_hyphens)
def hyphen_in_range(reference: Reference, context: Context) -> Iterator[Hit]:
    """A range has a hyphen where print has an en dash (Chicago 6.83).

    In LaTeX, BibTeX and Markdown two hyphens are an en dash.

    Bad: ``AVPRF, f. 0102, op. 14, d. 6, ll. 26-29``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, ll. 26–29``
    """
    dash = "--" if context.format in context.limits["dash-as-hyphens"] else "–"
    for part in _leaf_parts(reference):
        for item, start, end in _clear_items(part, reference, context):
            if item["dash"] != "-":
                continue
            at = part.value_start + item.start("dash")
            yield Hit(
                "Use an en dash between numbers.", start, end,
                fix=Fix(at, at + 1, dash, "Use an en dash"),
            )  # fmt: skip


@rule("overlap-duplicate", "LEA008", "warning", Reference, when=_oddly_written)
def overlap_duplicate(reference: Reference, context: Context) -> Iterator[Hit]:
    """Leaves of a list overlap, or one comes twice.

    Bad: ``AVPRF, f. 0102, op. 14, d. 6, ll. 5–8, 7–9``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, ll. 5–9``
    """
    for part in _leaf_parts(reference):
        ranges: list[tuple[int, int, str, str]] = []
        for item, start, end in _items(part):
            first, last = int(item["a"]), int(item["b"] or item["a"])
            side = (item["x"] + item["y"] if item["b"] else item["x"]) + (
                (item["sa"] or "") + (item["sb"] or "")
            ).strip()
            if item["b"] and len(item["b"]) < len(item["a"]):
                last = int(item["a"][: len(item["a"]) - len(item["b"])] + item["b"])
            for low, high, other, text in ranges:
                if other == side and first <= high and low <= last:
                    yield Hit(f"Leaves {text} and {item[0].strip()} overlap.", start, end)
                    break
            ranges.append((first, last, side, item[0].strip()))


def _more_after_leaf(shape: Shape) -> bool:
    """Whether a part stands after the leaves."""
    return any(label.leaf and label.value for label in shape.labels[:-1])


@rule("page-vs-leaf", "LEA009", "warning", Reference, when=_more_after_leaf)
def page_and_leaf(reference: Reference, context: Context) -> Iterator[Hit]:
    """A reference gives both a leaf and a page.

    Bad: ``AVPRF, f. 0102, op. 14, d. 6, l. 5, p. 9``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, l. 5``
    """
    parts = _leaf_parts(reference)
    first = parts[0] if parts else None
    for part in parts[1:]:
        if {_what(each.kind) for each in (first, part) if each and each.kind} == {"leaf", "page"}:
            yield Hit("Both page and leaf given.", part.start, part.end)
            return
    for part in reference.parts:
        later = first is not None and part.start > first.end and not part.leaf
        if later and part.label.casefold() in context.limits["page-labels"]:
            yield Hit("Both page and leaf given.", part.start, part.end)
            return


@rule(
    "extent-vs-pinpoint",
    "LEA010",
    "warning",
    Reference,
    when=lambda shape: none_given(shape) and not shape.exact,  # then nothing stands after it
)
def extent_for_pinpoint(reference: Reference, context: Context) -> Iterator[Hit]:
    """The number of leaves that a file has stands where the leaf that is meant should.

    In GOST R 7.0.5–2008 ``29 л.`` is the size of the file and ``Л. 29`` a leaf.

    Bad: ``АВП РФ. Ф. 0102. Оп. 14. Д. 6. 29 л.``
    Good: ``АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 29``
    """
    found = extent(reference, context)
    if found is not None:
        yield Hit(
            f"'{found['number']} {found['label']}.' is the size of the file, "
            f"'{found['label'].upper()}. {found['number']}' is a leaf.",
            found.start("number"), found.end(),
        )  # fmt: skip
