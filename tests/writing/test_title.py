"""Titles in quotation marks: nesting, apostrophes, and where commas and stops go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.writing.title import quoted, quoted_short

WITH_COMMA = [
    ("Journal of the Ambassador", "“Journal of the Ambassador,”"),
    ("Report 'On X'", "“Report ‘On X,’”"),
    ('Report "On X" of May', "“Report ‘On X’ of May,”"),
    ("“Secret” Report", "“‘Secret’ Report,”"),
    ("Letter “On ‘X’ and Y” to Z", "“Letter ‘On “X” and Y’ to Z,”"),
    ('A "b \'c "d" e\' f" g', "“A ‘b “c ‘d’ e” f’ g,”"),
    ('"A "B" C"', "“‘A “B” C,’”"),
    ("'A' and 'B'", "“‘A’ and ‘B,’”"),
    # other languages' marks
    ("Rede „Über den Plan“", "“Rede ‘Über den Plan,’”"),
    ("„A” and »B«", "“‘A’ and ‘B,’”"),
    ("«A «B» C»", "“‘A “B” C,’”"),
    # apostrophes are not quotation marks
    ("Khrushchev's speech", "“Khrushchev's speech,”"),
    ("Khrushchev’s ‘Secret Speech’ of ’56", "“Khrushchev’s ‘Secret Speech’ of ’56,”"),
    ("'56 events in workers' councils", "“'56 events in workers' councils,”"),
    ("The 'Doctors' Plot'", "“The ‘Doctors' Plot,’”"),
    ("'Reports of the workers' council' today", "“‘Reports of the workers' council’ today,”"),
    ("Comrades' letter 'On X'", "“Comrades' letter ‘On X,’”"),
    ("Letter from Ch‘oe Yong-gŏn", "“Letter from Ch‘oe Yong-gŏn,”"),
    ("Of the Workers’", "“Of the Workers’,”"),
    # a mark without a partner stays
    ('5" gun', '“5" gun,”'),
    ("Unbalanced “here", "“Unbalanced “here,”"),
    # what the title ends in
    ("Why?", "“Why?,”"),
    ("On 'Why?'", "“On ‘Why?,’”"),
    ("And so on, etc.", "“And so on, etc.,”"),
]


@pytest.mark.parametrize(("title", "expected"), WITH_COMMA, ids=[row[0] for row in WITH_COMMA])
def test_with_a_comma(title: str, expected: str) -> None:
    assert quoted(title, ",") == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Journal", "“Journal.”"),
        ("Report 'On X'", "“Report ‘On X.’”"),
        ("Why?", "“Why?”"),
        ("Forward!", "“Forward!”"),
        ("On 'Why?'", "“On ‘Why?’”"),
        ("And so on, etc.", "“And so on, etc.”"),
        ("And then…", "“And then…”"),
        ("To Kim Il Sung et al.", "“To Kim Il Sung et al.”"),
    ],
)
def test_with_a_stop(title: str, expected: str) -> None:
    assert quoted(title, ".") == expected


@pytest.mark.parametrize(
    ("title", "short", "expected"),
    [
        ("Report of 'foo bar baz qux'", "Report of 'foo bar", "“Report of ‘foo bar,’”"),
        ("The “Secret” Speech of 1956", "“Secret” Speech of", "“‘Secret’ Speech of,”"),
        ("Speech \"On 'A B C D'\"", "Speech \"On 'A B", "“Speech ‘On “A B,”’”"),
        ("Not in the title", "something else", "“something else,”"),
    ],
)
def test_a_quotation_cut_short_is_closed(title: str, short: str, expected: str) -> None:
    assert quoted_short(title, short, ",") == expected


@given(st.text(alphabet="ab s'\"“”‘’„«»‚.?,", max_size=30))
def test_only_quotation_marks_change(title: str) -> None:
    inner = quoted(title)[1:-1]
    marks = "'\"“”‘’„«»‚"
    assert len(inner) == len(title)
    assert all(a == b or (a in marks and b in "“”‘’") for a, b in zip(title, inner, strict=True))
