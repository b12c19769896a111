"""Clean manuscripts of many traditions, some ten pages of notes: nothing is found in them."""

from pathlib import Path

import pytest

from provenance.checking.checker import Checker
from provenance.reading.manuscript import read_writing
from provenance.verdicts import check_bytes, fix_bytes

FILES = sorted((Path(__file__).parent / "clean").iterdir(), key=lambda path: path.name)
CHECKER = Checker()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_found(path):
    data = path.read_bytes()
    found = check_bytes(data, CHECKER, source=path.name)
    assert [(each.line, each.column, each.rule, each.excerpt) for each in found] == []
    assert fix_bytes(data, CHECKER, source=path.name) == (data, [])


def test_they_are_not_clean_for_want_of_references():
    counts = {path.name: len(read_writing(path.read_bytes(), name=path.name).references)
              for path in FILES}  # fmt: skip
    assert counts.keys() == {
        "conference.txt", "dnevnik.md", "english.md", "envoys.md", "german.tex", "russian.txt",
        "ukrainian-polish-hungarian.rst", "vermerke.tex",
    }  # fmt: skip
    assert min(counts.values()) >= 9
    assert sum(counts.values()) >= 180
