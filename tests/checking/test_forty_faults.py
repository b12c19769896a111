"""Forty faults in four formats and six languages: each is told at its place, and nothing else.

The faults are marked in the files of ``planted/`` (see :mod:`planted`); marks are taken out before
the check.
"""

import re
from pathlib import Path

import pytest
from planted import without_marks
from word_files import call, footnote, paragraph, word

from provenance import Settings
from provenance.checking.checker import Checker
from provenance.verdicts import check_bytes, fix_bytes

FOLDER = Path(__file__).parent / "planted"
CHECKER = Checker(Settings())
TEXTS = [("english.md", "markdown"), ("german.tex", "latex"), ("russian.rst", "rst")]
WORD = "ukrainian-hungarian.docx.txt"


def _planted(name):
    return without_marks((FOLDER / name).read_text(encoding="utf-8"))


def _line_and_column(text, at):
    before = text[:at].split("\n")
    return len(before), len(before[-1]) + 1


def test_there_are_forty():
    assert sum(len(_planted(name)[1]) for name in (*(name for name, _ in TEXTS), WORD)) == 40


@pytest.mark.parametrize(("name", "kind"), TEXTS)
def test_each_fault_is_told_at_its_place(name, kind):
    text, planted = _planted(name)
    expected = [
        (*_line_and_column(text, start), *_line_and_column(text, end), rule)
        for rule, start, end in planted
    ]
    found = check_bytes(text.encode(), CHECKER, source=name)
    told = [(each.line, each.column, each.end_line, each.end_column, each.rule) for each in found]
    assert told == expected
    assert check_bytes(text.encode(), CHECKER, kind=kind) != []


def _word_file():
    """Return a Word file, and the faults in it: passage, column, end of the column, rule."""
    body = notes = ""
    expected = []
    for line in (FOLDER / WORD).read_text(encoding="utf-8").splitlines():
        where, marked = line.split("|", 1)
        text, planted = without_marks(re.sub(r"\{\d+\}", "", marked))
        named = where.removeprefix("cell, ")
        expected += [(named, start + 1, end + 1, rule) for rule, start, end in planted]
        calls = [call(int(number)) for number in re.findall(r"\{(\d+)\}", marked)]
        if where.startswith("footnote"):
            notes += footnote(int(where.split()[1]), text)
            continue
        made = paragraph(text, *calls)
        body += f"<w:tbl><w:tr><w:tc>{made}</w:tc></w:tr></w:tbl>" if named != where else made
    return word(body, notes), expected


def test_each_fault_of_a_word_file_is_told_by_note_and_column():
    data, expected = _word_file()
    found = check_bytes(data, CHECKER, source="planted.docx")
    told = [(each.where, each.column, each.end_column, each.rule) for each in found]
    assert sorted(told) == sorted(expected)


#: What can be corrected: the fault, and what stands there afterwards.
CORRECTED = {
    "english.md": [
        ("singular-plural", "l", "ll"),
        ("hyphen-in-range", "112-114", "112–114"),
        ("identifier-dash-changed", "106–00581–11", "106-00581-11"),
        ("control-characters", "\u200b", ""),
    ],
    "german.tex": [
        ("hyphen-in-range", "12-14", "12--14"),
        ("range-short-form", "126--9", "126--129"),
    ],
    "russian.rst": [
        ("homoglyph-prefix", "P-5446", "Р-5446"),
        ("double-punctuation", "..", "."),
        ("verso-mark", "5v", "5 об."),
        ("mixed-script", "Oп", "Оп"),
        ("superseded-name", "ЦХСД", "РГАНИ (бывш. ЦХСД)"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), TEXTS)
def test_what_is_safe_is_corrected_once_and_nothing_else_is_changed(name, kind):
    text, planted = _planted(name)
    corrections = [
        (each, after)
        for rule, before, after in CORRECTED[name]
        for each in planted
        if each.rule == rule and text[each.start : each.end] == before
    ]
    assert len(corrections) == len(CORRECTED[name])
    expected, at = "", 0
    for each, after in sorted(corrections, key=lambda pair: pair[0].start):
        expected += text[at : each.start] + after
        at = each.end
    expected += text[at:]
    fixed, made = fix_bytes(text.encode(), CHECKER, source=name)
    assert fixed.decode() == expected
    assert sorted(each.rule for each in made) == sorted(each.rule for each, _ in corrections)
    assert fix_bytes(fixed, CHECKER, source=name) == (fixed, [])
    left = [each.rule for each in check_bytes(fixed, CHECKER, source=name)]
    assert left == [each.rule for each in planted if each not in [one for one, _ in corrections]]
