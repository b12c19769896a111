"""Our exports through readers that others wrote: pandoc, pybtex, Typst."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from documents import PUZANOV, TWO_ARCHIVES
from mixed_records import mixed
from pybtex.database import parse_string

from provenance import Agent, Record, export
from provenance.writing.locator import format_locator

pytestmark = pytest.mark.engine

AWKWARD = Record(
    key="awkward",
    title="Report no. 0102: 50 % of $5 & {x} #7 \\ no",
    date="1957~",
    number="0102",
    creators=[Agent("Charles de Gaulle", "de Gaulle", "Charles")],
)
RECORDS = [PUZANOV, TWO_ARCHIVES, AWKWARD]


def through_pandoc(to: str, reader: str) -> dict[str, dict[str, Any]]:
    pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary is not installed")
    text = export(RECORDS, to)
    if reader == "markdown":  # pandoc reads CSL-YAML as metadata
        text = text.replace("---\n", "---\nnocite: '@*'\n", 1)
    items = json.loads(pypandoc.convert_text(text, "csljson", format=reader))
    return {item["id"]: item for item in items}


@pytest.mark.parametrize(
    ("to", "reader"),
    [
        ("csl-json", "csljson"),
        ("csl-yaml", "markdown"),
        ("biblatex", "biblatex"),
        ("biblatex-chicago", "biblatex"),
        ("ris", "ris"),
    ],
)
def test_pandoc_reads_every_document(to: str, reader: str) -> None:
    found = through_pandoc(to, reader)
    assert list(found) == [record.key for record in RECORDS]
    journal = found["puzanov-1957-12-23"]
    assert journal["author"] == [{"family": "Puzanov", "given": "A. M."}]
    # pandoc 3.9 reads PY of RIS and no DA: only the year
    day = [1957] if reader == "ris" else [1957, 12, 23]
    assert journal["issued"]["date-parts"] == [day]
    assert "DPRK" in journal["title"]
    # the locator, wherever this reader keeps it; pandoc 3.9 reads no tag of RIS for an archive
    assert (reader == "ris") == ("0102, op." not in json.dumps(journal).replace("\\u00a0", " "))
    # pandoc 3.9 knows no \\textbraceleft: BibTeX itself and biber do
    braced = "x" if reader == "biblatex" else "{x}"
    assert f"50 % of $5 & {braced} #7" in found["awkward"]["title"].replace("\u00a0", " ")


@pytest.mark.parametrize("to", ["bibtex", "biblatex", "biblatex-chicago"])
def test_pybtex_reads_every_document(to: str) -> None:
    entries = parse_string(export(RECORDS, to), "bibtex").entries
    assert list(entries) == [record.key for record in RECORDS]
    (author,) = entries["puzanov-1957-12-23"].persons["author"]
    assert (author.last_names, author.first_names, author.middle_names) == (
        *(["Puzanov"], ["A."], ["M."]),
    )
    (general,) = entries["awkward"].persons["author"]
    assert (general.prelast_names, general.last_names) == (["de"], ["Gaulle"])


def test_typst_prints_every_document(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst", reason="typst is not installed")
    (tmp_path / "all.yaml").write_text(export(RECORDS, "hayagriva"), encoding="utf-8")
    page = tmp_path / "all.typ"
    page.write_text('#bibliography("all.yaml", style: "chicago-notes", full: true)\n')
    printed = typst.compile(str(page), format="html").decode()
    for part in (
        "Puzanov, A. M.",
        "Translated by Gary Goldberg",
        "op. 14, d. 6, ll. 26–29",
        "Archive of Foreign Policy of the Russian Federation (AVPRF)",
        "Kim Il Sung",
        "RGASPI, f. 558, op. 11, d. 346, ll. 5–6",
        "50 % of $5 &amp; {",
    ):
        assert part in printed, part


def test_typst_takes_mixed_records(tmp_path: Path) -> None:
    """Every entry is printed, with its locator: none is refused, none swallows the next."""
    typst = pytest.importorskip("typst", reason="typst is not installed")
    records = list(mixed(120))
    (tmp_path / "all.yaml").write_text(export(records, "hayagriva"), encoding="utf-8")
    page = tmp_path / "all.typ"
    page.write_text('#bibliography("all.yaml", style: "chicago-notes", full: true)\n')
    printed = typst.compile(str(page), format="html").decode()
    assert printed.count("<li") == len(records)
    for record in records:
        for holding in record.holdings:
            where = format_locator(holding, archive_name="")
            assert where.removesuffix(".").casefold() in printed.casefold()  # a sentence of its own
