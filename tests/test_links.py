"""Every link of the documentation leads somewhere: files and headings here, addresses by form."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from pages import PAGES, ROOT, label

sys.path.append(str(ROOT / "docs"))
from made import PARTS, expanded

FILES = [*PAGES, ROOT / "CHANGELOG.md", ROOT / "styles" / "README.md"]
FILES += sorted((ROOT / "tests" / "benchmarks").glob("*.md"))
_CODE = re.compile(r"^( *)(```+|~~~+).*?^\1\2[ ]*$|(?<!`)(`+)(?!`).*?(?<!`)\3(?!`)", re.M | re.S)
_INLINE = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
_ADDRESS = re.compile(r"<(https?:[^<>\s]+)>|^\[[^\]]+\]: (\S+)$", re.M)


def page(path: Path) -> str:
    return expanded(path.read_text("utf-8"))


def links(text: str) -> list[str]:
    prose = _CODE.sub("", text)
    return _INLINE.findall(prose) + ["".join(found) for found in _ADDRESS.findall(prose)]


def anchors(text: str) -> set[str]:
    """Return the anchors of a page, as GitHub and MyST make them of its headings."""
    found: dict[str, int] = {}
    for heading in re.findall(
        r"^#{1,6} (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.M
    ):
        words = re.sub(r"[^\w\- ]", "", re.sub(r"\\(.)", r"\1", heading).lower()).replace(" ", "-")
        found[words] = found.get(words, -1) + 1
    named = re.findall(r"^\(([\w-]+)\)=$", text, re.M)
    return {
        f"{name}-{n}" if n else name for name, last in found.items() for n in range(last + 1)
    } | {*named}


@pytest.mark.parametrize("path", FILES, ids=label)
def test_links(path: Path) -> None:
    text = page(path)
    for link in links(text):
        parts = urlsplit(link)
        if parts.scheme:
            assert parts.scheme in ("https", "http"), link
            assert re.fullmatch(r"[\w-]+(\.[\w-]+)+", parts.netloc), link
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if parts.fragment:
            assert parts.fragment in anchors(text if target == path else page(target)), link


def test_files_that_pages_name_are_there() -> None:
    """A path in code that begins with a folder of the project is one of its files."""
    folders = "provenance|records|styles|tests|docs"
    wrong = []
    for path in FILES:
        for name in re.findall(rf"`((?:{folders})/[\w./*-]+)`", path.read_text("utf-8")):
            if not list(ROOT.glob(name.rstrip("/"))):
                wrong.append(f"{label(path)}: {name}")
    assert wrong == [
        "docs/explanation/architecture.md: provenance/_data",  # of an installed package
        "docs/how-to/add-a-format.md: provenance/writing/tab_lines.py",  # to be written
        "docs/how-to/add-a-style.md: styles/my-journal.csl",
        "docs/how-to/add-a-style.md: provenance/writing/my_journal.py",
    ]


def test_every_page_is_in_the_table_of_contents() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    listed = {
        line
        for block in re.findall(r"```{toctree}\n(.*?)```", index, re.S)
        for line in block.split()
    }
    pages = {str(p.relative_to(ROOT / "docs").with_suffix("")) for p in PAGES[1:]} - {"index"}
    assert {p for p in pages if p not in listed and f"{p.split('/')[0]}/*" not in listed} == set()
    assert {p for p in listed if "/" in p and "*" not in p} <= pages


def test_every_made_part_has_its_place_and_every_name_its_entry() -> None:
    import provenance

    marks = [
        mark.split()
        for path in PAGES
        for mark in re.findall(r"^<!-- made: (.*) -->$", path.read_text("utf-8"), re.M)
    ]
    assert {mark[0] for mark in marks} == set(PARTS)
    shown = {name for mark in marks if mark[0] == "api" for name in mark[1:]}
    assert set(provenance.__all__) - shown == {"__version__"}


def test_what_is_made_of_an_archive_and_a_command() -> None:
    known = (
        page(ROOT / "docs" / "reference" / "archives.md")
        .split("(archive-avprf)=")[1]
        .split("(archive-")[0]
    )
    assert "\n### AVPRF\n" in known
    assert "| short | `AVPRF, f. 0102, op. 14, " in known
    assert "| native | `АВП РФ. Ф. 0102. Оп. 14. " in known
    options = page(ROOT / "docs" / "reference" / "cli.md")
    assert "| `--trace` |  | Show where each value stood. |\n" in options
    assert "| `--to toml\\|json` | `toml` | A TOML record file" in options


def test_the_page_of_formats_has_all_of_them() -> None:
    from provenance.writing.registry import FORMATS

    text = (ROOT / "docs" / "reference" / "exchange-formats.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| yes \| `(\.\w+)` \|$", text, re.M)
    assert rows == [(each.id, each.suffix) for each in FORMATS.values()]
