"""Exporting by the name of a format."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from documents import PUZANOV, TWO_ARCHIVES
from hypothesis import given
from hypothesis import strategies as st

from provenance import Loss, ProvenanceError, Record, RecordError
from provenance.writing.loss import unique_keys
from provenance.writing.registry import FORMATS, export, losses, pieces


def test_one_record_is_as_good_as_a_list_of_one() -> None:
    for name in FORMATS:
        assert export(PUZANOV, name) == export(iter([PUZANOV]), name)
        assert losses(PUZANOV, name) == losses((PUZANOV,), name)


def test_no_records_at_all() -> None:
    assert export([], "bibtex") == ""
    assert json.loads(export([], "csl-json")) == []
    assert losses([], "bibtex") == losses([], "csl-json") == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("bibtx", "no export format 'bibtx'; the nearest is 'bibtex'"),
        ("BibTeX", "no export format 'BibTeX'; the nearest is 'bibtex'"),
        ("csl", "no export format 'csl'; the nearest is 'csl-json'"),
        ("zzz", "no export format 'zzz'; expected one of bibtex, biblatex, biblatex-"),
    ],
)
def test_an_unknown_format_is_told_with_what_was_likely_meant(given: str, said: str) -> None:
    for call in (export, losses):
        with pytest.raises(ProvenanceError, match=said):
            call([PUZANOV], given)


@pytest.mark.parametrize("wrong", ["a text", [PUZANOV, None], 7, None])
def test_what_is_not_a_record_is_refused(wrong: object) -> None:
    with pytest.raises(ProvenanceError, match=r"expected records, found (str|NoneType|int)"):
        export(wrong, "bibtex")  # type: ignore[arg-type]


def test_half_a_character_is_refused_where_it_cannot_be_written() -> None:
    broken = Record(key="a", title="T\ud800")
    with pytest.raises(RecordError, match=r"half of a character \(U\+D800\)"):
        export(broken, "csl-json")
    for write in (export, lambda records, to: list(pieces(records, to))):
        with pytest.raises(RecordError, match=r"^bad: a text has half of a character"):
            write([Record(key="fine"), Record(key="bad", title="T\ud800")], "csl-json")
    assert losses(broken, "bibtex") == [
        Loss("a", "title", "T\ud800", "control characters in it are left out")
    ]


def test_keys_are_unique_whatever_the_letter_case() -> None:
    records = [Record(key=key) for key in ("a", "A", "a-2", "b", "a", "B")]
    assert unique_keys(records) == ["a", "A-3", "a-2", "b", "a-4", "B-2"]
    assert [item["id"] for item in json.loads(export(records, "csl-json"))] == [
        *("a", "A-3", "a-2", "b", "a-4", "B-2")
    ]


@given(st.lists(st.sampled_from(["a", "A", "a-2", "A-2", "a-2-2", "b", "a-3"]), max_size=9))
def test_no_two_records_get_one_key(keys: list[str]) -> None:
    given_keys = unique_keys([Record(key=key) for key in keys])
    assert len({key.casefold() for key in given_keys}) == len(keys)
    first: dict[str, str] = {}
    for key, new in zip(keys, given_keys, strict=True):
        assert new == first.setdefault(key.casefold(), new) or new.startswith(key + "-")


def test_a_writer_is_imported_when_it_is_needed() -> None:
    code = (
        "import sys, provenance.writing.registry\n"
        "print([m for m in sys.modules if m.startswith('provenance.writing.')"
        " and ('bibtex' in m or 'csl' in m)])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_several_records_stand_in_their_order() -> None:
    found = json.loads(export([TWO_ARCHIVES, PUZANOV], "csl-json"))
    assert [item["id"] for item in found] == ["kim-1950-01-19", "puzanov-1957-12-23"]
    bib = export([TWO_ARCHIVES, PUZANOV], "bibtex")
    assert bib.index("@misc{kim-1950-01-19,") < bib.index("\n\n@misc{puzanov-1957-12-23,")
