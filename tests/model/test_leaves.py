"""Leaves: normalised ranges with sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import leaves

from provenance import Leaf, LeafRange, Leaves, RecordError


@pytest.mark.parametrize(
    ("given_text", "normal"),
    [
        ("26-29", "26-29"),
        ("27", "27"),
        ("5, 5v", "5-5v"),
        ("5v, 5", "5-5v"),
        ("5-5v", "5-5v"),
        ("5-5", "5"),
        ("5v-5v", "5v"),
        ("5r, 5v", "5r, 5v"),  # two sides that do not overlap
        ("9, 5-7", "5-7, 9"),
        ("5-7, 6-9", "5-9"),
        ("5-9, 6-7", "5-9"),
        ("5-7, 8", "5-7, 8"),  # next to each other is not overlapping
        ("2,5-7,9v", "2, 5-7, 9v"),
        ("0078", "78"),
        ("45-", "45-"),
        ("45-, 50-60", "45-"),
        ("40-50, 45-", "40-"),
        ("12a, 12, 12b", "12, 12a, 12b"),
        ("9, 10, 100", "9, 10, 100"),
        ("29-26", "29-26"),  # backwards: kept as it stands
        ("29-26, 27", "27, 29-26"),
    ],
)
def test_ranges_are_normalised(given_text: str, normal: str) -> None:
    assert str(Leaves.parse(given_text)) == normal


def test_a_letter_that_looks_like_a_side() -> None:
    """Leaf 12 of Cyrillic "р" or "в" has a capital in Latin letters."""
    (leaf,) = Leaves.parse("12R").ranges
    assert leaf.first == Leaf(12, "R")
    assert str(Leaves.parse("12Rv-13")) == "12Rv-13"


def test_the_same_sides_named_in_two_ways() -> None:
    ranges = [LeafRange(Leaf(5), Leaf(6)), LeafRange(Leaf(5, "", "r"), Leaf(6))]
    assert str(Leaves("list", ranges)) == str(Leaves("list", ranges[::-1])) == "5-6"


def test_a_side_is_not_the_leaf() -> None:
    assert Leaves.parse("12r") != Leaves.parse("12")
    assert Leaves.parse("12v") != Leaves.parse("12r")
    assert hash(Leaves.parse("5, 5v")) == hash(Leaves.parse("5-5v"))


def test_leaves_pages_and_frames_are_three_things() -> None:
    leaf, page, frame = (Leaves.parse("5", kind) for kind in ("list", "page", "frame"))
    assert len({leaf, page, frame}) == 3
    assert not leaf.overlaps(page)


def test_as_written_is_no_part_of_identity() -> None:
    assert Leaves.parse("78", written="0078") == Leaves.parse("78")


@pytest.mark.parametrize(
    ("text", "single"), [("27", True), ("27v", True), ("27-28", False), ("27, 29", False),
                         ("27-27v", False), ("27-", False)],
)  # fmt: skip
def test_one_leaf_or_several(text: str, single: bool) -> None:
    assert Leaves.parse(text).single is single


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("5-7", "7-9", True),
        ("5-7", "8-9", False),
        ("5", "5v", True),
        ("5r", "5v", False),
        ("5v-6r", "6", True),
        ("45-", "900", True),
        ("45-", "44", False),
        ("1, 9", "2-8", False),
        ("12a", "12", False),
        ("12-13", "12a", True),
    ],
)
def test_overlap(one: str, other: str, overlap: bool) -> None:
    assert Leaves.parse(one).overlaps(Leaves.parse(other)) is overlap
    assert Leaves.parse(other).overlaps(Leaves.parse(one)) is overlap


@pytest.mark.parametrize(
    "text", ["", "x", "5-6-7", "5,,6", "-5", "5v6", "1–2", "5 6", "5 об.", "9" * 5000]
)
def test_what_is_no_leaves(text: str) -> None:
    with pytest.raises(RecordError, match="expected leaves such as '2, 5-7, 9v', found"):
        Leaves.parse(text)


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: Leaf("5"), "Leaf.number"),
        (lambda: Leaf(True), "Leaf.number"),
        (lambda: Leaf(-1), "Leaf.number"),
        (lambda: Leaf(5, side="x"), "Leaf.side"),
        (lambda: Leaf(5, letter=1), "Leaf"),
        (lambda: LeafRange(5, 6), "LeafRange"),
        (lambda: Leaves("", [LeafRange(Leaf(5), Leaf(5))]), "Leaves.kind"),
        (lambda: Leaves("lsit", [LeafRange(Leaf(5), Leaf(5))]), "Leaves.kind"),
        (lambda: Leaves("list", []), "Leaves.ranges"),
        (lambda: Leaves("list", 5), "Leaves.ranges"),
        (lambda: Leaves("list", ["5"]), "Leaves.ranges"),
        (lambda: Leaves("list", [LeafRange(Leaf(5), Leaf(5))], 5), "Leaves.written"),
    ],
)
def test_constructors_refuse_wrong_types(make: object, path: str) -> None:
    assert callable(make)
    with pytest.raises(RecordError) as raised:
        make()
    assert raised.value.faults[0].path == path


@given(leaves("list"))
def test_the_plain_form_reads_back(given_leaves: Leaves) -> None:
    assert Leaves.parse(str(given_leaves)) == given_leaves
    assert str(given_leaves).isascii()


@given(leaves("list"), st.randoms())
def test_the_order_of_ranges_does_not_matter(given_leaves: Leaves, random: object) -> None:
    shuffled = list(given_leaves.ranges)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Leaves("list", shuffled) == given_leaves


_sides = st.tuples(st.integers(1, 6), st.sampled_from(("", "r", "v")))


@given(st.lists(st.tuples(_sides, _sides), min_size=1, max_size=4), st.randoms())
def test_normalising_keeps_every_side_and_no_other(
    pairs: list[tuple[tuple[int, str], tuple[int, str]]], random: object
) -> None:
    """Checked against sets of sides, for ranges that do not run backwards."""
    ranges = []
    sides: set[tuple[int, int]] = set()
    for (first, first_side), (last, last_side) in pairs:
        made = LeafRange(Leaf(first, "", first_side), Leaf(last, "", last_side))
        start = (first, 1 if first_side == "v" else 0)
        end = (last, 0 if last_side == "r" else 1)
        if start > end:
            continue
        ranges.append(made)
        sides |= {(n, s) for n in range(first, last + 1) for s in (0, 1) if start <= (n, s) <= end}
    if not ranges:
        return
    normal = Leaves("list", ranges)
    found: set[tuple[int, int]] = set()
    for item in normal.ranges:
        assert item.last is not None
        here = {
            (n, s)
            for n in range(item.first.number, item.last.number + 1)
            for s in (0, 1)
            if (item.start[0], item.start[2]) <= (n, s) <= (item.end[0], item.end[2])
        }
        assert not here & found  # no side twice
        found |= here
    assert found == sides
    random.shuffle(ranges)  # type: ignore[attr-defined]
    assert Leaves("list", ranges) == normal
