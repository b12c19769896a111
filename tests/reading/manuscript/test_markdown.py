"""Markdown: what is prose, where notes stand, and the way back to the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manuscripts import assert_linear, found, keys, passages

from provenance.reading.manuscript.markdown import markdown_writing

FILE = "rgani:fond=5;opis=28;delo=411"
REFERENCE = "RGANI, f. 5, op. 28, d. 411, l. 2"


def test_notes_follow_the_paragraph_that_calls_them():
    text = (
        "# A\n\nOne[^b] two^[inline] [^a].\n\nThree.\n\n"
        "[^a]: First\n    line.\n\n    More.\n\n[^b]: B.\n"
    )
    assert passages(text, "markdown") == [
        ("paragraph", "", "# A"),
        ("paragraph", "", "One two ."),
        ("note", "b", "B."),
        ("note", "", "inline"),
        ("note", "a", "First\nline.\n\nMore."),
        ("paragraph", "", "Three."),
    ]


def test_a_finding_has_its_place_in_the_source():
    text = "A[^1]\n\n[^1]: *RGANI*, f. 5, op&#46; 28,\n    d. **411**, ll. 29–26.\n"
    assert found(text, "markdown") == [(4, 21, "range-descending", "29–26")]


@pytest.mark.parametrize(
    "hidden",
    [f"`{REFERENCE}`", f"    {REFERENCE}", f"```\n{REFERENCE}\n```", f"<!-- {REFERENCE} -->",
     f"${REFERENCE}$", f"[a](<{REFERENCE}>)", f"---\ntitle: {REFERENCE}\n---"],
)  # fmt: skip
def test_what_is_no_prose_is_not_read(hidden):
    assert keys(f"{hidden}\n\nRGASPI, f. 17, op. 3, d. 1, l. 9", "markdown") == [
        "rgaspi:fond=17;opis=3;delo=1;list=9"
    ]


@pytest.mark.parametrize(
    "shown",
    ["**RGANI**, *f. 5*, op. 28, d. 411, l. 2", f"[{REFERENCE}](http://x.y)", f"> {REFERENCE}",
     f"- {REFERENCE}", f"`` {REFERENCE}", f"^[{REFERENCE}", f"[@key {REFERENCE}",
     "RGANI, f\\. 5, op. 28,\n  d. 411, l. 2"],
)  # fmt: skip
def test_what_is_prose_is_read(shown):
    assert keys(shown, "markdown") == [f"{FILE};list=2"]


def test_ibid_does_not_look_past_a_citation():
    note = f"A^[{REFERENCE}.]"
    assert keys(f"{note} b^[Ibid., l. 3.]", "markdown") == [f"{FILE};list=2", f"{FILE};list=3"]
    assert keys(f"{note} b^[@key] c^[Ibid., l. 3.]", "markdown") == [f"{FILE};list=2"]


def test_a_quotation_is_read_without_its_marks():
    text = "Before\n> RGANI, f. 5, op. 28,\n> d. 411, l. 2.\n>\n> > Another\n\nAfter\n"
    assert [shown for _, _, shown in passages(text, "markdown")] == [
        "Before", "RGANI, f. 5, op. 28,\nd. 411, l. 2.", "Another", "After"
    ]  # fmt: skip
    assert keys(text, "markdown") == [f"{FILE};list=2"]


def test_a_year_at_the_head_of_a_line_begins_no_list():
    text = "A^[Bulletin.\n1991. No. 35.] b\n\n- x\n  1991. y\n- z\n\n2. c\n3. d\n"
    assert [shown for _, _, shown in passages(text, "markdown")] == [
        "A b", "Bulletin.\n1991. No. 35.", "- x\n1991. y\n- z", "2. c\n3. d"
    ]  # fmt: skip


_SNIPPETS = st.sampled_from(
    ["word ", f"{REFERENCE} ", "*x*", "**", "`x`", "`", "[", "]", "](u)", "^[", "[^1]", "[^1]: ",
     "\n", "\n\n", "    ", "> ", "- ", "&amp;", "\\*", "<b>", "<!--", "$x$", "@k", "é"]
)  # fmt: skip


@given(st.lists(_SNIPPETS, max_size=25).map("".join))
def test_each_character_leads_back_to_itself(text):
    writing = markdown_writing(text)
    for passage in writing.passages:
        for at in range(passage.start, passage.end):
            if not writing.text[at].isspace():
                start, end = writing.source_map.span(at, at + 1)
                assert text[start:end] in (writing.text[at], "&amp;")


@pytest.mark.parametrize(
    "unit",
    ["[", "]", "`", "*", "^[", "[^1]", "<", "<!--", "$", "> ", "> a\n", "1991. ", "a\n2. ",
     "- ", "![", "&amp;", "@a ", "[^1]: x\n\n", "a ^[b]\n\n"],
)  # fmt: skip
def test_hostile_text_costs_linear_work(unit):
    assert_linear(markdown_writing, unit)
