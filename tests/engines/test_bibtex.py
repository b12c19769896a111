"""Our BibTeX through the BibTeX program and a classic style."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from documents import PUZANOV, TWO_ARCHIVES

from provenance import Agent, Publication, Record, export

pytestmark = pytest.mark.engine

AWKWARD = Record(
    key="Awkward",
    title="A {brace, 50 % of $US and the `РСФСР`_x",
    date="[..1958-01-07]",
    creators=[
        Agent("Ministry of War and Navy"),
        Agent("Charles de Gaulle", "de Gaulle", "Charles"),
    ],
    publication=Publication(url="https://example.org/a_b%20c#d"),
)


@pytest.fixture
def compiled(tmp_path: Path) -> str:
    bibtex, search = shutil.which("bibtex"), shutil.which("kpsewhich")
    if bibtex is None or search is None:
        pytest.skip("BibTeX is not installed")
    if subprocess.run([search, "plain.bst"], capture_output=True, check=False).returncode:
        pytest.skip("the style plain.bst is not installed")
    text = export([PUZANOV, TWO_ARCHIVES, AWKWARD, Record(key="bare", title="Bare")], "bibtex")
    (tmp_path / "all.bib").write_text(text, encoding="utf-8")
    (tmp_path / "all.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{all}\n")
    ran = subprocess.run(
        [bibtex, "all"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    log = (tmp_path / "all.blg").read_text(encoding="utf-8", errors="replace")
    assert ran.returncode == 0, log
    assert "Warning--" not in log, log
    printed = (tmp_path / "all.bbl").read_bytes().decode("utf-8")
    return " ".join(printed.split())


def test_the_style_prints_what_was_written(compiled: str) -> None:
    for part in (
        r"\bibitem{puzanov-1957-12-23} A.~M. Puzanov.",
        "Journal of {Soviet} {Ambassador} to the {DPRK} {A.M.} {Puzanov} for 23 {December} 1957.",
        "AVPRF, f.~0102, op.~14, d.~6, ll.~26--29, December 1957.",
        "Translated for NKIDP by Gary Goldberg. History and Public Policy Program Digital Archive.",
        r"\bibitem{kim-1950-01-19} {Kim Il Sung}.",
        "{Ministry of War and Navy} and Charles de~Gaulle.",
        r"A \textbraceleft{}brace, 50 \% of {{}\$US} and the {`РСФСР`\_x}, [not later than",
        r"\url{https://example.org/a_b%20c#d}.",
        r"\bibitem{bare} Bare.",
    ):
        assert part in compiled, part
