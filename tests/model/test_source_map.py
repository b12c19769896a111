"""The way back from what is read to the file it stands in."""

import pytest

from provenance.model.source_map import SourceMap, Stretch

#: The file has "a{b}\'e"; what is read is "ab é" with a blank that stands nowhere.
FILE = "a{b}\\'e"
READ = "ab é"
MAP = SourceMap(
    FILE,
    [
        Stretch(0, 1, 0, 1, True),
        Stretch(1, 1, 2, 3, True),
        Stretch(2, 1, 4, 4, False),
        Stretch(3, 1, 4, 7, False),
    ],
)


@pytest.mark.parametrize(
    ("read", "there"),
    [
        ((0, 1), "a"), ((1, 2), "b"), ((0, 2), "a{b"), ((3, 4), "\\'e"), ((0, 4), FILE),
        ((2, 3), ""), ((1, 1), ""), ((2, 4), "\\'e"), ((1, 4), "b}\\'e"),
    ],
)  # fmt: skip
def test_a_place_in_what_is_read_is_one_in_the_file(read, there):
    start, end = MAP.span(*read)
    assert FILE[start:end] == there


@pytest.mark.parametrize(
    ("read", "correction"),
    [
        ((0, 1), (0, 1, "x")),
        ((1, 2), (2, 3, "x")),
        ((3, 4), (4, 7, "x")),
        ((0, 2), None),  # a brace lies within
        ((1, 4), None),
        ((2, 3), None),  # stands nowhere
        ((3, 3), None),  # within what is written as a whole
    ],
)
def test_a_correction_that_can_be_made_in_the_file(read, correction):
    assert MAP.correction(*read, "x") == correction


def test_a_part_of_what_is_written_as_a_whole_is_not_corrected():
    mapped = SourceMap("\\dots{}", [Stretch(0, 3, 0, 7, False)])
    assert mapped.correction(0, 3, "x") == (0, 7, "x")
    assert mapped.correction(0, 2, "x") is None
    assert mapped.correction(1, 3, "x") is None


def test_a_correction_is_written_as_the_file_has_it_or_not_at_all():
    stretches = [Stretch(0, 3, 0, 3, True)]
    mapped = SourceMap("abc", stretches, escape=lambda text, at: f"{at}{text}" if at else None)
    assert mapped.correction(1, 2, "x") == (1, 2, "1x")
    assert mapped.correction(0, 1, "x") is None
