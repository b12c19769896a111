"""Our BibLaTeX against BibLaTeX's own data model: biber reads it and validates every entry."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from documents import PUZANOV, TWO_ARCHIVES
from mixed_records import mixed

from provenance import Record, export, read

pytestmark = pytest.mark.engine

#: A document without an author or a date is written without one.
_LACKING = {
    "Missing mandatory field 'author'",
    "Missing mandatory field - one of 'date, year' must be defined",
}
#: What biber says of our entries, and nothing else. The standard styles print the translator and
#: the archive from ``note`` and ``howpublished``; the fields are there for other programs.
SAID = {
    "biblatex": {
        *_LACKING,
        "Invalid field 'number' for entrytype 'unpublished'",
        "Invalid field 'translator' for entrytype 'unpublished'",
    },
    # biber validates with the standard model; biblatex-chicago's manual has "institution" for the
    # archive of @misc with entrysubtype
    "biblatex-chicago": {
        "Missing mandatory field - one of 'date, year' must be defined",
        "Invalid field 'institution' for entrytype 'misc'",
        "Invalid field 'number' for entrytype 'misc'",
    },
}


def validated(bib: Path) -> tuple[list[str], str]:
    """Return what biber says of a file, and the file as biber writes it again."""
    biber = shutil.which("biber") or pytest.skip("biber is not installed")
    out = bib.with_name("out.bib")
    ran = subprocess.run(
        [biber, "--tool", "--validate-datamodel", "--output-file", str(out), bib.name],
        cwd=bib.parent, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if ran.returncode:
        pytest.skip(f"biber does not run here: {(ran.stdout + ran.stderr)[-200:]}")
    said = re.findall(r"(?:WARN|ERROR) - (.*)", ran.stdout)
    return said, out.read_text(encoding="utf-8")


def entries() -> list[Record]:
    documents = [record for record in mixed(160) if record.holdings]
    return [PUZANOV, TWO_ARCHIVES, *documents]


@pytest.mark.parametrize("to", SAID)
def test_biber_finds_no_fault_but_those_we_know(to: str, tmp_path: Path) -> None:
    bib = tmp_path / "all.bib"
    records = entries()
    bib.write_text(export(records, to), encoding="utf-8")
    said, written = validated(bib)
    assert {re.sub(r".*\.bib\): ", "", line) for line in said} == SAID[to]
    # as biber understood them, they are still these documents
    again = {record.key: record for record in read(written, "bibtex")}
    assert again.keys() == {record.key for record in records}
    for record in records:
        assert again[record.key].title == record.title
        assert [h.key for h in again[record.key].holdings] == [h.key for h in record.holdings]
        if record.date is not None:
            assert again[record.key].date == record.date


def test_biber_is_asked_in_earnest(tmp_path: Path) -> None:
    bib = tmp_path / "bad.bib"
    bib.write_text("@misc{a, title = {T}, date = {19577}}\n@nonsense{b, title = {T}}\n")
    said, _ = validated(bib)
    assert any("Invalid format '19577' of date field 'date'" in line for line in said)
    assert any("Invalid entry type 'nonsense'" in line for line in said)
