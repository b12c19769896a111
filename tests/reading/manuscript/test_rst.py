"""reStructuredText: what is prose, where notes stand, and the way back to the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manuscripts import assert_linear, found, keys, passages

from provenance.reading.manuscript.rst import escaped, rst_writing

FILE = "rgani:fond=5;opis=28;delo=411"
REFERENCE = "RGANI, f. 5, op. 28, d. 411, l. 2"


def _keys(text):
    return keys(text, "rst")


def test_notes_follow_the_paragraph_that_calls_them():
    text = (
        "Title\n=====\n\nOne [2]_ two [#]_.\n\nThree.\n\n"
        ".. [#] *First* auto.\n\n   More.\n.. [2] By\n   number.\n\nEnd.\n"
    )
    assert passages(text, "rst") == [
        ("paragraph", "", "Title"),
        ("paragraph", "", "One  two ."),
        ("note", "2", "By\nnumber."),
        ("note", "# 1", "First auto.\n\nMore."),
        ("paragraph", "", "Three."),
        ("paragraph", "", "End."),
    ]


def test_a_finding_has_its_place_in_the_source():
    text = "A [1]_\n\n.. [1] *RGANI*, f. 5, :emphasis:`op. 28`,\n   d. **411**, ll. 29–26.\n"
    assert found(text, "rst") == [(4, 20, "range-descending", "29–26")]


@pytest.mark.parametrize(
    "hidden",
    [
        f".. {REFERENCE}\n   {REFERENCE}",
        f"..\n   {REFERENCE}",
        f".. code-block:: text\n   :linenos:\n\n   {REFERENCE}\n\n   {REFERENCE}",
        f"So::\n\n   {REFERENCE}\n\n     {REFERENCE}",
        f"::\n\n   {REFERENCE}",
        f">>> {REFERENCE}\n{REFERENCE}",
        f"``{REFERENCE}``",
        f":code:`{REFERENCE}`",
        f"`{REFERENCE}`:math:",
        f".. |x| image:: {REFERENCE}",
        f".. _x: {REFERENCE}",
        f".. figure:: {REFERENCE}",
        f"`a <{REFERENCE}>`_",
        f"http://x.y/{REFERENCE.replace(' ', '')}",
    ],
)
def test_what_is_no_prose_is_not_read(hidden):
    assert _keys(f"{hidden}\n\nRGASPI, f. 17, op. 3, d. 1, l. 9") == [
        "rgaspi:fond=17;opis=3;delo=1;list=9"
    ]


@pytest.mark.parametrize(
    "shown",
    [
        "**RGANI**, *f. 5*, op. 28, d. 411, l. 2",
        f"`{REFERENCE}`_",
        f":emphasis:`{REFERENCE}`",
        f".. note:: {REFERENCE}",
        f".. note::\n   :class: x\n\n   {REFERENCE}",
        f".. [Pu57] {REFERENCE}",
        f"..\n\n   {REFERENCE}",
        f"So\\::\n\n{REFERENCE}",
        f"* item\n* {REFERENCE}",
        f"``{REFERENCE}",
        f"|not {REFERENCE}",
        ".. |R| replace:: RGANI\n\n|R|, f. 5, op. 28, d. 411, l. 2",
        "RGANI_, f. 5, op. 28, d.\\ 411, l. 2",
    ],
)
def test_what_is_prose_is_read(shown):
    assert _keys(f"A\n\n{shown}\n") == [f"{FILE};list=2"]


def test_ibid_looks_back_through_the_notes_and_not_past_a_citation():
    first = f"\n.. [1] {REFERENCE}.\n"
    assert _keys(f"A [1]_ [2]_\n\n.. [2] Ibid., l. 3.\n{first}") == [
        f"{FILE};list=2",
        f"{FILE};list=3",
    ]
    assert _keys(f"A [1]_ [2]_ [3]_\n\n.. [3] Ibid., l. 3.\n.. [2] See [Pu57]_.\n{first}") == [
        f"{FILE};list=2"
    ]


def test_corrections_are_escaped():
    assert escaped("a*b_ c", 0) == "a\\*b\\_ c"


_SNIPPETS = st.sampled_from(
    ["word ", f"{REFERENCE} ", "*x*", "**x**", "``x``", "`x`_", ":a:`b` ", "\\*", "\n", "\n\n",
     "   ", ".. [1] ", ".. [#] ", " [1]_", " [#]_", ".. note:: ", ".. x\n", "::\n\n", "===\n",
     "| x\n", "*", "`", "``", "é", "\\ ", "|x|", ">>> "]
)  # fmt: skip


@given(st.lists(_SNIPPETS, max_size=25).map("".join))
def test_each_character_leads_back_to_itself(text):
    writing = rst_writing(text)
    for passage in writing.passages:
        for at in range(passage.start, passage.end):
            if not writing.text[at].isspace():
                start, end = writing.source_map.span(at, at + 1)
                assert text[start:end] == writing.text[at]


@pytest.mark.parametrize(
    "unit",
    ["`", "``", "*", "* ", "**x", "|", ":a:`", "[1]_", ".. [1] x\n", ".. [#] x [#]_\n\n", "..\n",
     ".. x\n\n", "a::\n\n b\n\n", "\\", "_", "`a<", "= ", "a [1]_ "],
)  # fmt: skip
def test_hostile_text_costs_linear_work(unit):
    assert_linear(rst_writing, unit)


@pytest.mark.parametrize("unit", ["`", "*a ", ":a:`", "|", "<", "`     ", "=", "[#"])
def test_a_long_text_of_one_construct(unit):
    writing = rst_writing(unit * (150_000 // len(unit)) + f"\n\n{REFERENCE}")
    assert [each.locator.key for each in writing.references] == [f"{FILE};list=2"]
