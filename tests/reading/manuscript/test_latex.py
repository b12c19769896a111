"""LaTeX: what is prose, where notes stand, and the way back to the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manuscripts import assert_linear, found, keys, passages

from provenance.latex import decode
from provenance.reading.manuscript.latex import escaped, latex_writing

FILE = "rgani:fond=5;opis=28;delo=411"


def _keys(text):
    return keys(text, "latex")


def test_only_the_document_is_read_and_notes_follow_their_paragraphs():
    text = (
        "\\documentclass{article}\n\\title{No}\n\\begin{document}\n"
        "One\\footnote{Two \\emph{three}.} four.\n\nFive.\n\\end{document}\nsix\n"
    )
    assert passages(text, "latex") == [
        ("paragraph", "", "One four."),
        ("note", "", "Two three."),
        ("paragraph", "", "Five."),
    ]


def test_spaces_dashes_accents_and_quotation_marks_are_read_as_printed():
    text = "a~b\\,c\\ d--e---f ``g'' \\'{E}t\\^ude \\v{s}\\c c\\ss{} \\enquote{h} \\& \\% \\u{и}"
    (passage,) = passages(text, "latex")
    assert passage[2] == "a\u00a0b\u202fc d–e—f “g” Étûde šçß “h” & % й"


def test_a_finding_has_its_place_in_the_source():
    text = (
        "Text\\footnote{\\textit{RGANI}, f.~5, op.\\,28,% why\n  d.~\\textbf{411}, ll.~29--26.}\n"
    )
    assert found(text, "latex") == [(2, 24, "range-descending", "29--26")]


@pytest.mark.parametrize(
    "hidden",
    [
        "% RGANI, f. 5, op. 28, d. 411, l. 2\n",
        "\\begin{verbatim}RGANI, f. 5, op. 28, d. 411, l. 2\\end{verbatim}",
        "\\begin{equation}RGANI, f. 5, op. 28, d. 411, l. 2\\end{equation}",
        "$RGANI, f. 5, op. 28, d. 411, l. 2$",
        "\\(RGANI, f. 5, op. 28, d. 411, l. 2\\)",
        "\\[RGANI, f. 5, op. 28, d. 411, l. 2\\]",
        "\\verb|RGANI, f. 5, op. 28, d. 411, l. 2|",
        "\\input{RGANI, f. 5, op. 28, d. 411, l. 2}",
        "\\iffalse RGANI, f. 5, op. 28, d. 411, l. 2 \\fill \\fi",
        "\\label{RGANI, f. 5, op. 28, d. 411, l. 2}",
        "\\url{http://x.y/RGANI, f. 5, op. 28, d. 411, l. 2}",
        "\\newcommand{\\a}{RGANI, f. 5, op. 28, d. 411, l. 2}",
        "\\cite{RGANI, f. 5, op. 28, d. 411, l. 2}",
    ],
)
def test_what_is_no_prose_is_not_read(hidden):
    assert _keys(f"A {hidden} b\n\nRGASPI, f. 17, op. 3, d. 1, l. 9") == [
        "rgaspi:fond=17;opis=3;delo=1;list=9"
    ]


@pytest.mark.parametrize(
    "shown",
    [
        "\\emph{RGANI}, f. 5, op. 28, d. 411, l. 2",
        "\\textsc{rgani}, f. 5, op. 28, d. 411, l. 2",
        "\\enquote{RGANI, f. 5, op. 28, d. 411, l. 2}",
        "\\cite[RGANI, f. 5, op. 28, d. 411, l. 2]{key}",
        "\\autocite[see][RGANI, f.~5, op.~28, \\textit{d.}~411, l.~2]{key}",
        "\\footcites[a][RGANI, f. 5, op. 28,\n d. 411, l. 2]{k}[b]{l}",
        "\\iffalse RGANI, f. 5, op. 28, d. 411, l. 2",
        "\\unknown{RGANI, f. 5, op. 28, d. 411, l. 2}",
        "price \\$5 RGANI, f. 5, op. 28, d. 411, l. 2 \\$6",
        "costs $5\n\nRGANI, f. 5, op. 28, d. 411, l. 2\n\n$",
        "{RGANI, f. 5, op. 28, d. 411, l. 2",
        "}RGANI, f. 5, op. 28, d. 411, l. 2",
        "\\footnote{RGANI, f. 5, op. 28, d. 411, l. 2",
        "\\begin{tabular}{ll}RGANI, f. 5, op. 28, d. 411, l. 2\\end{tabular}",
    ],
)
def test_what_is_prose_is_read(shown):
    assert _keys(f"A {shown}") == [f"{FILE};list=2"]


def test_ibid_looks_back_through_the_notes_and_not_past_a_citation():
    note = "\\footnote{RGANI, f. 5, op. 28, d. 411, l. 2.}"
    assert _keys(f"A{note}\n\nb\\footnote{{Ibid., l. 3.}}") == [f"{FILE};list=2", f"{FILE};list=3"]
    assert _keys(f"A{note} b\\footcite{{k}} c\\footnote{{Ibid., l. 3.}}") == [f"{FILE};list=2"]
    assert _keys(f"A{note} b\\footnote{{\\cite{{k}}.}} c\\footnote{{Ibid., l. 3.}}") == [
        f"{FILE};list=2"
    ]


def test_the_text_of_a_note_stands_where_its_mark_does():
    text = (
        "A\\footnotemark{} b\\footnote{Ibid., l. 3.}\n"
        "\\footnotetext{RGANI, f. 5, op. 28, d. 411, l. 2.}\n"
    )
    assert _keys(text) == [f"{FILE};list=2", f"{FILE};list=3"]


def test_corrections_are_latex():
    assert escaped("26–29 & 5%", 0) == "26--29 \\& 5\\%"


_SNIPPETS = st.sampled_from(
    ["word ", "RGANI, f.~5, ", "op.\\,28", "\\'e", "\\v{s}", "--", "``", "''", "\\emph{x}", "{",
     "}", "\\footnote{", "\\footcite[a][b]{k}", "% c\n", "\n\n", "$x$", "$", "\\&", "\\\\[2pt]",
     "\\[", "]", "\\verb|x|", "\\begin{quote}", "\\end{quote}", "\\begin{verbatim}", "№ 5",
     "\\ss{}", "\\", "é"]
)  # fmt: skip


@given(st.lists(_SNIPPETS, max_size=25).map("".join))
def test_each_character_leads_back_to_what_prints_it(text):
    writing = latex_writing(text)
    for passage in writing.passages:
        for at in range(passage.start, passage.end):
            shown = writing.text[at]
            start, end = writing.source_map.span(at, at + 1)
            source = text[start:end]
            if not shown.isspace() and source.startswith(("\\v", "\\'", "\\ss", "--", "``", "''")):
                assert decode(source) == shown
            elif not shown.isspace():
                assert source in (shown, f"\\{shown}") or source.startswith("\\item")


@pytest.mark.parametrize(
    "unit",
    ["{", "}", "[", "$", "\\[", "\\footnote{", "\\cite[", "\\cites{a}", "\\begin{verbatim}", "%",
     "\\footnotemark", "\\footnotetext{x}", "\\newcommand{", "\\begin{", "\\verb", "\\iffalse",
     "\\'", "$\n\n", "\\footcite[x]{k} ", "\\footnote{RGANI, f. 5, op. 28, d. 411, l. 2} "],
)  # fmt: skip
def test_hostile_text_costs_linear_work(unit):
    assert_linear(latex_writing, unit)


@pytest.mark.parametrize("unit", ["{", "\\footnote{", "\\cite["])
def test_a_long_text_of_one_construct(unit):
    writing = latex_writing(unit * (150_000 // len(unit)) + "RGANI, f. 5, op. 28, d. 411, l. 2")
    assert [each.locator.key for each in writing.references] == [f"{FILE};list=2"]
