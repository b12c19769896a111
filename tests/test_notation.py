"""How label-free units are joined."""

from __future__ import annotations

import pytest

from provenance.archives import archives
from provenance.notation import notation

TNA = "{series}/{piece}[/{item}]"


@pytest.mark.parametrize(
    ("text", "values", "written"),
    [
        (
            TNA,
            {"series": "FO 371", "piece": "127265", "item": "FK1011/1"},
            "FO 371/127265/FK1011/1",
        ),
        (TNA, {"series": "FO 371", "piece": "127265"}, "FO 371/127265"),
        (TNA, {"series": "FO 371"}, "FO 371"),
        ("{a}[/{b}]/{c}", {"a": "1", "c": "3"}, "1/3"),
        ("[{a}, ]{b:[0-9]+}", {"b": "3"}, "3"),
        ("[{a}, ]{b:[0-9]+}", {"a": "Files"}, "Files"),
        ("[{a}, ]{b:[0-9]+}", {"a": "Files", "b": "3"}, "Files, 3"),
        ("{a}[ ({b} Inst.)]", {"a": "Haksar Papers", "b": "III"}, "Haksar Papers (III Inst.)"),
        ("{a}[ ({b} Inst.)]", {"a": "Haksar Papers"}, "Haksar Papers"),
        ("{a}[, box {b}]", {"a": "ABHS", "b": "5"}, "ABHS, box 5"),
        ("{a:[A-Z]+} {b}", {"a": "MFA", "b": "2450"}, "MFA 2450"),
    ],
)
def test_written(text: str, values: dict[str, str], written: str) -> None:
    assert notation(text).written(values) == (written, tuple(values))


@pytest.mark.parametrize(
    ("text", "values", "written", "kinds"),
    [
        # A unit after one that is missing would be taken for that one.
        (TNA, {"piece": "127265"}, "", ()),
        ("{a}, {b}", {"b": "5"}, "", ()),
        # A value that the pattern refuses is not written bare.
        ("{a:[A-Z]+} {b}", {"a": "43", "b": "2450"}, "", ()),
        ("{a}-{b:[0-9]+}", {"a": "BAC", "b": "X"}, "BAC", ("a",)),
        # Nor one that holds the text that would join it to the next.
        (TNA, {"series": "FO 371", "piece": "1/2", "item": "3"}, "FO 371", ("series",)),
        ("{a} {b:[0-9]+}", {"a": "Two words", "b": "5"}, "", ()),
    ],
)
def test_what_could_not_be_told_apart_is_left_out(
    text: str, values: dict[str, str], written: str, kinds: tuple[str, ...]
) -> None:
    assert notation(text).written(values) == (written, kinds)


def test_a_quoted_value_may_hold_anything() -> None:
    assert notation("{a}, {b}").written({"a": "“Africa, East”", "b": "3"})[0] == "“Africa, East”, 3"


@pytest.mark.parametrize("text", ["{a", "a}", "[{a}", "{a}]", "[{a}[{b}]]", "{A}"])
def test_what_is_no_notation_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="notation"):
        notation(text)


@pytest.mark.parametrize("aid", archives())
def test_the_notations_name_kinds_of_the_scheme(aid: str) -> None:
    archive = archives()[aid]
    kinds = notation(archive.notation).kinds
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) <= set(archive.kinds)
