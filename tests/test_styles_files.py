"""The style files themselves: CSL's schema, and what Zotero asks of a style."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

STYLES = sorted((Path(__file__).parents[1] / "styles").glob("*.csl"))
CSL = "{http://purl.org/net/xbiblio/csl}"


def test_none_of_the_four_is_gone() -> None:
    assert {path.stem for path in STYLES} >= {
        "chicago-archival-author-date",
        "chicago-archival-notes",
        "chicago-archival-notes-17th-edition",
        "gost-archival",
    }


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_a_style_is_valid_csl(path: Path) -> None:
    from lxml import etree

    schema = files("citeproc").joinpath("data/schema/schemas/styles/csl.rng")
    rules = etree.RelaxNG(etree.parse(str(schema)))
    style = etree.parse(str(path))
    assert rules.validate(style), rules.error_log


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_a_style_says_what_zotero_asks(path: Path) -> None:
    from lxml import etree

    root = etree.parse(str(path)).getroot()
    info = root.find(f"{CSL}info")
    assert info is not None
    assert info.findtext(f"{CSL}title")
    found = info.findtext(f"{CSL}id") or ""
    assert found.endswith(f"/{path.stem}")
    assert info.find(f"{CSL}link[@rel='self']").get("href") == found
    assert info.findtext(f"{CSL}updated", "").startswith("20")
    formats = [each.get("citation-format") for each in info.findall(f"{CSL}category")]
    kind = root.get("class")
    assert formats[0] == ("note" if kind == "note" else "author-date")
    assert root.get("default-locale") == ("ru-RU" if path.stem.startswith("gost") else "en-US")
    terms = {each.get("name") for each in root.iter(f"{CSL}term")}
    assert "folio" in terms
    used = {each.get("macro") for each in root.iter() if each.get("macro")}
    made = {each.get("name") for each in root.iter(f"{CSL}macro")}
    assert used == made  # none is missing, none is left over
