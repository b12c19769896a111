"""Rules that look at references: for each a text it must find fault with, and one it must not.

Worked by hand from the rules' texts; the place is what stands at the finding.
"""

import re

import pytest
from manuscripts import assert_linear

from provenance import check
from provenance.checking.rules import rules
from provenance.model import Reference, Writing
from provenance.reading.references import find_references

#: rule, faulty reference, what the finding points at, and the same reference put right
CASES = [
    ("missing-required-unit", "AVPRF, f. 0102, d. 6, l. 26", "AVPRF, f. 0102, d. 6, l. 26",
     "AVPRF, f. 0102, op. 14, p. 75, d. 6, l. 26"),
    ("missing-leaf", "RGANI, f. 5, op. 28, d. 411", "RGANI, f. 5, op. 28, d. 411",
     "RGANI, f. 5, op. 28, d. 411, ll. 1–4"),
    ("optional-unit-absent", "АВПРФ. Ф. 0102. Оп. 14. Д. 6. Л. 26",
     "АВПРФ. Ф. 0102. Оп. 14. Д. 6. Л. 26", "АВПРФ. Ф. 0102. Оп. 14. П. 75. Д. 6. Л. 26"),
    ("unit-order", "РГАНИ. Ф. 5. Д. 411. Оп. 28. Л. 2", "Оп. 28",
     "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 2"),
    ("unit-order", "AMSZ, w. 20, z. 9, t. 294, k. 5", "z. 9", "AMSZ, z. 9, t. 294, w. 20, k. 5"),
    ("duplicate-unit", "RGANI, f. 5, op. 28, op. 30, d. 1, l. 2", "op. 30",
     "RGANI, f. 5, op. 28, d. 1, l. 2"),
    ("unit-not-in-scheme", "TNA, fond 371", "fond 371", "TNA, FO 371/127265"),
    ("unknown-unit-label", "AVPRF, z. 0102", "z", "AVPRF, f. 0102"),
    ("ambiguous-label", "d. 12, l. 5", "d", "RGASPI, f. 17, op. 162, d. 12, l. 5"),
    ("value-malformed", "RGANI, f. 5, op. fourteen, d. 6, l. 26", "fourteen",
     "RGANI, f. 5, op. 14, d. 6, l. 26"),
    ("value-empty", "RGANI, f. 5, op. , d. 6, l. 26", "op.", "RGANI, f. 5, op. 14, d. 6, l. 26"),
    ("leading-zero-lost", "AVPRF, f. 102, op. 14, p. 75, d. 6, l. 26", "102",
     "AVPRF, f. 0102, op. 14, p. 75, d. 6, l. 26"),
    ("suffix-lost", "ГАРФ. Ф. 9401. Оп. 2. Д. 64. Л. 1", "9401",
     "ГАРФ. Ф. Р-9401. Оп. 2. Д. 64. Л. 1"),
    ("identifier-dash-changed", "PRC FMA 106–00581–11", "106–00581–11", "PRC FMA 106-00581-11"),
    ("unreadable-reference", "Pravda, 5 May 1957", "Pravda, 5 May 1957",
     "RGASPI, f. 17, op. 162, d. 18, l. 5"),
    ("range-descending", "RGANI, f. 5, op. 28, d. 411, ll. 29–26", "29–26",
     "RGANI, f. 5, op. 28, d. 411, ll. 26–29"),
    ("range-short-form", "RGANI, f. 5, op. 28, d. 411, ll. 126–9", "126–9",
     "RGANI, f. 5, op. 28, d. 411, ll. 126–129"),
    ("range-suspicious", "RGANI, f. 5, op. 28, d. 411, ll. 1–900", "1–900",
     "RGANI, f. 5, op. 28, d. 411, ll. 1–9"),
    ("range-suspicious", "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 5–126–9", "5–126–9",
     "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 5–126"),
    ("range-suspicious", "RGANI, f. 5, op. 28, d. 411, ll. 12–5–7", "12–5–7",
     "RGANI, f. 5, op. 28, d. 411, ll. 5–7, 12"),
    ("range-suspicious", "BArch, DY 30/3384, Bl. 126-9-12", "126-9-12",
     "BArch, DY 30/3384, Bl. 126–129"),
    ("zero-or-negative", "RGANI, f. 5, op. 28, d. 411, l. 0", "0",
     "RGANI, f. 5, op. 28, d. 411, l. 1"),
    ("verso-mark", "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 5–6 об.", "5–6 об",
     "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 5 об.–6 об."),
    ("verso-mark", "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 5v", "5v",
     "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 5 об."),
    ("singular-plural", "RGANI, f. 5, op. 28, d. 411, l. 26–29", "l",
     "RGANI, f. 5, op. 28, d. 411, ll. 26–29"),
    ("singular-plural", "RGANI, f. 5, op. 28, d. 411, ll. 26", "ll",
     "RGANI, f. 5, op. 28, d. 411, l. 26"),
    ("hyphen-in-range", "RGANI, f. 5, op. 28, d. 411, ll. 26-29", "26-29",
     "RGANI, f. 5, op. 28, d. 411, ll. 26–29"),
    ("overlap-duplicate", "RGANI, f. 5, op. 28, d. 411, ll. 5–8, 7–9", "7–9",
     "RGANI, f. 5, op. 28, d. 411, ll. 5–9"),
    ("verso-mark", "AAN, KC PZPR, sygn. 1674, k. 5об", "5об", "AAN, KC PZPR, sygn. 1674, k. 5v"),
    ("page-vs-leaf", "BArch, NY 4090/471, Bl. 5, S. 9", "S. 9", "BArch, NY 4090/471, Bl. 5"),
    ("page-vs-leaf", "RGANI, f. 5, op. 28, d. 411, l. 5, p. 9", "p. 9",
     "RGANI, f. 5, op. 28, d. 411, l. 5"),
    ("identifier-dash-changed", "MNL OL, XIX–J–1–j, 7. doboz", "XIX–J–1–j",
     "MNL OL, XIX-J-1-j, 7. doboz"),
    ("page-vs-leaf", "AVPRF, f. 0102, op. 14, d. 6, l. 5, p. 9", "p. 9",
     "AVPRF, f. 0102, op. 14, p. 75, d. 6, l. 5"),
    ("extent-vs-pinpoint", "РГАНИ. Ф. 5. Оп. 28. Д. 411. 29 л.", "29 л.",
     "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 29"),
    ("mixed-script", "РГАНИ. Ф. 5. Oп. 28. Д. 411. Л. 2", "Oп",  # a Latin O
     "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 2"),
    ("homoglyph-prefix", "ГАРФ. Ф. P-5446. Оп. 1. Д. 5. Л. 7", "P-5446",  # a Latin P
     "ГАРФ. Ф. Р-5446. Оп. 1. Д. 5. Л. 7"),
    ("unmatched-bracket", "RGANI, f. 5, op. 28, d. [411, l. 2", "[",
     "RGANI, f. 5, op. 28, d. [411], l. 2"),
    ("ocr-digit", "RGANI, f. 5, op. 28, d. 411, ll. 2б–29", "б",  # a Cyrillic letter
     "RGANI, f. 5, op. 28, d. 411, ll. 26–29"),
    ("mixed-label-family", "РГАНИ. Ф. 5, op. 28, Д. 411. Л. 2", "op",
     "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 2"),
    ("control-characters", "RGANI, f. 5, op.\u200b28, d. 411, l. 2", "\u200b",
     "RGANI, f. 5, op. 28, d. 411, l. 2"),
    ("double-punctuation", "РГАНИ. Ф. 5.. Оп. 28. Д. 411. Л. 2", "..",
     "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 2"),
    ("unknown-archive", "RAGNI, f. 5, op. 28, d. 411, l. 2", "RAGNI",
     "RGANI, f. 5, op. 28, d. 411, l. 2"),
    ("superseded-name", "TsKhSD, f. 5, op. 28, d. 411, l. 2", "TsKhSD",
     "RGANI, f. 5, op. 28, d. 411, l. 2"),
    ("ambiguous-abbreviation", "AMAE, 12/1957", "AMAE", "AMAE (Bucharest), dosar 7/1957"),
    ("missing-city", "State Archive of the Russian Federation, f. R-9478, op. 1, d. 2, l. 3",
     "State Archive of the Russian Federation",
     "State Archive of the Russian Federation, Moscow, f. R-9478, op. 1, d. 2, l. 3"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "faulty", "place", "right"), CASES)
def test_a_rule_finds_its_fault_alone_and_where_it_is(rule, faulty, place, right):
    found = check(faulty)
    assert [(each.rule, faulty[each.start : each.end]) for each in found] == [(rule, place)]
    assert rule not in [each.rule for each in check(right)]


@pytest.mark.parametrize(
    ("faulty", "fixed"),
    [
        ("RGANI, f. 5, op. 28, d. 411, ll. 126–9", "RGANI, f. 5, op. 28, d. 411, ll. 126–129"),
        ("RGANI, f. 5, op. 28, d. 411, ll. 26-29", "RGANI, f. 5, op. 28, d. 411, ll. 26–29"),
        ("RGANI, f. 5, op. 28, d. 411, l. 26–29", "RGANI, f. 5, op. 28, d. 411, ll. 26–29"),
        ("РГАНИ. Ф. 5. Oп. 28. Д. 411. Л. 2", "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 2"),
        ("ГАРФ. Ф. P-5446. Оп. 1. Д. 5. Л. 7", "ГАРФ. Ф. Р-5446. Оп. 1. Д. 5. Л. 7"),
        ("РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 5v", "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 5 об."),
        ("PRC FMA 106–00581–11", "PRC FMA 106-00581-11"),
        ("TsKhSD, f. 5, op. 28, d. 4, l. 2", "RGANI (formerly TsKhSD), f. 5, op. 28, d. 4, l. 2"),
    ],
)  # fmt: skip
def test_the_correction_that_a_finding_carries(faulty, fixed):
    (finding,) = check(faulty)
    fix = finding.fix
    assert faulty[: fix.start] + fix.replacement + faulty[fix.end :] == fixed
    assert check(fixed) == []


def test_places_in_running_text_are_those_of_the_file():
    text = "Считают иначе.\n\nSee RGANI, f. 5, op. 28, d. 411, ll. 29–26.\n"
    (finding,) = check(text)
    assert (finding.rule, finding.line, finding.column) == ("range-descending", 3, 38)
    assert (finding.end_line, finding.end_column) == (3, 43)


def test_what_was_meant_to_be_a_reference_is_seen_in_running_text():
    text = "He cites AVPRF, z. 0102, op. 14, and no more.\nAnd RGANI, f. 5, op. , d. 6, l. 26.\n"
    found = check(text)
    assert [(each.rule, text[each.start : each.end]) for each in found] == [
        ("unknown-unit-label", "z"),
        ("value-empty", "op."),
    ]


CLEAN = """\
1. RGANI, f. 5, op. 28, d. 411, ll. 1–4; d. 412, l. 7 ob.
2. АВП РФ. Ф. 0102. Оп. 14. П. 75. Д. 6. Л. 26–29.
3. TNA, FO 371/127265, and BArch, DY 30/3384, Bl. 112–118.
4. MNL OL, XIX-J-1-j Korea, 1957, 5. doboz.
5. Kim, Kim Il Sung, pp. 126–29; see also Lankov, Crisis, 54–58 (and the review, p. 5).
6. ЦДАГО України, ф. 1, оп. 24, спр. 4528, арк. 12 зв.
"""


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("(RGANI, f. 5, op. 28, d. 411, l. 2", ["("]),
        ("RGANI, f. 5, op. 28, d. 411, l. 2)]", [")", "]"]),
        ("([RGANI, f. 5, op. 28, d. 411, l. 2)", ["["]),
        ("[(RGANI, f. 5, op. 28, d. 411, l. 2)", ["["]),
        ("a) RGANI, f. 5, op. 28, d. 411, l. 2 (see above)", []),
        ("RGANI, f. 5, op. 28, d. 411, l. 2 (A), and «this»", []),
    ],
)
def test_brackets_without_a_partner(text, alone):
    found = check(f"{text}\n\nOther words.\n")
    assert [text[each.start : each.end] for each in found] == alone


def test_clean_notes_are_left_alone():
    assert check(CLEAN) == []


def test_each_rule_is_documented_with_a_bad_and_a_good_example():
    for each in rules().values():
        assert re.search(r"^Bad: ", each.documentation, re.M), each.id
        assert re.search(r"^Good: ", each.documentation, re.M), each.id
        assert not each.summary.endswith(("  ", ":")), each.id


def test_every_rule_on_references_has_a_case_here():
    told = {case[0] for case in CASES}
    elsewhere = {"anachronistic-name", "first-mention-abbrev", "two-names-for-archive",
                 "ibid-unsafe", "ibid-discouraged", "style-mix", "unlike-references",
                 "mixed-alphabets"}  # fmt: skip
    first = {each.id: next(iter(each.checks)) for each in rules().values()}
    looking = {name for name, subject in first.items() if subject in (Reference, Writing)}
    assert looking == told | elsewhere


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See PRC FMA 106–00581–11 for it.\n\nEnd.", [("identifier-dash-changed", "106–00581–11")]),
        ("See AMAE, box 7, folder 2.\n\nEnd.", [("ambiguous-abbreviation", "AMAE")]),
        ("See BArch, DY 30/3384, Bl. 5, S. 9.\n\nEnd.", [("page-vs-leaf", "S. 9")]),
        ("See BArch, DY 30/3384, Bl. 5, and S. 9 of it.\n\nEnd.", []),
        (
            "See ÁBTL, 3.1.9. V–150019, 112–115. o.\n\nEnd.",
            [("identifier-dash-changed", "V–150019")],
        ),
        (
            "See ÁBTL 3.1.5. O–8–2001/26, 12. o.\n\nEnd.",
            [("identifier-dash-changed", "O–8–2001")],
        ),
        ("See ÁBTL, 3.1.9. V-150019, 112–115. o.\n\nEnd.", []),
        # p. is a perechen there, but none comes after leaves
        ("See RGANI, f. 5, op. 28, d. 411, l. 5, p. 9.\n\nEnd.", [("page-vs-leaf", "p. 9")]),
        ("See RGANI, f. 89, p. 9, d. 5, l. 5; p. 12, d. 1, l. 2.\n\nEnd.", []),
    ],
)
def test_in_running_text(text, expected):
    assert [(each.rule, text[each.start : each.end]) for each in check(text)] == expected


def test_two_references_on_a_line_are_one_fault_and_series_codes_are_no_labels():
    (finding,) = check("BArch, NY 4090/471, Bl. 5; RGANI, f. 5, op. 2, d. 3, l. 5")
    assert finding.rule == "unreadable-reference"


@pytest.mark.parametrize(
    "unit", ["BArch, DY 30/3384, Bl. 5, S. 9, ", "PRC FMA 106–00581–11 ", "AMAE, "]
)
def test_what_is_taken_in_beside_references_costs_linear_work(unit):
    assert_linear(lambda text: list(find_references(text)), unit, times=25)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1. TsKhSD, f. 5, op. 28, d. 411, l. 5; d. 412, l. 6.", "superseded-name"),
        ("1. RAGNI, f. 5, op. 28, d. 411, l. 5.\n2. Ibid., l. 7; d. 3, l. 8.", "unknown-archive"),
        ("1. AVPRF, f. 102, op. 14, p. 75, d. 6, l. 26; d. 7, l. 1.\n", "leading-zero-lost"),
        ("1. ГАРФ. Ф. 9401. Оп. 2. Д. 64. Л. 1; Д. 65. Л. 2.\n2. Там же. Л. 3.\n", "suffix-lost"),
    ],
)  # fmt: skip
def test_what_is_inherited_is_told_where_it_stands(text, rule):
    found = check(f"{text.strip()}\n3. So much for this.\n")
    assert [each.line for each in found if each.rule == rule] == [1]
