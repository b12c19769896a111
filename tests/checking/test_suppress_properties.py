"""Comments in any text whatever: nothing breaks, and nothing is lost that no comment names."""

from hypothesis import given
from hypothesis import strategies as st

from provenance.checking.checker import Checker, Places
from provenance.checking.finding import Finding
from provenance.checking.suppress import Suppressions

PIECES = st.sampled_from([
    "<!-- provenance: ignore LEA001 -->", "<!-- provenance: ignore", "-->", "% provenance: ignore",
    "# provenance: ignore LEA, (x", ".. provenance: ignore-file TXT", "provenance:", "\n", "\n\n",
    "```\n", "words ", " ", "\\", "\r\n", "`", "RGANI, f. 5, op. 28, d. 411, ll. 29-26", "\u2028",
    "<!-- provenance: ignroe -->", ")", "(", "é",
])  # fmt: skip
FORMATS = st.sampled_from(["markdown", "latex", "rst", "text", "toml", "references", "docx"])


@given(st.lists(PIECES).map("".join), FORMATS)
def test_any_text_has_its_comments_in_order_and_within_its_lines(text, format):
    places = Places(text)
    found = Suppressions(text, format, lambda at: places.at(at)[0]).comments
    last = places.at(len(text))[0]
    at = 0
    for each in found:
        assert at <= each.start < each.end <= len(text)
        at = each.end
        assert all(each.start <= start < end <= each.end for _, start, end in each.names)
        assert [text[start:end] for _, start, end in each.names] == [n for n, _, _ in each.names]
        if each.lines is not None:
            assert 1 <= each.lines[0] <= each.lines[1] <= last


@given(st.lists(PIECES).map("".join), FORMATS)
def test_a_rule_that_no_comment_names_is_heard(text, format):
    places = Places(text)
    comments = Suppressions(text, format, lambda at: places.at(at)[0])
    lines = range(1, places.at(len(text))[0] + 1)
    found = [Finding("missing-leaf", "LOC002", "info", "x", line=line) for line in lines]
    if all(each.names for each in comments.comments):
        assert comments.heard(found) == found


@given(st.lists(PIECES).map("".join))
def test_what_is_heard_is_among_what_was_found(text):
    from provenance.reading.manuscript.markdown import markdown_writing

    writing = markdown_writing(text)
    every = Checker().writing(writing, heeding=False)
    heard = Checker().writing(writing)
    assert [each for each in heard if not each.code.startswith("SUP")] == [
        each for each in every if each in heard
    ]
