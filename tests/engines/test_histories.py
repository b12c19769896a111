"""Histories as Mermaid, read by Mermaid's own parser: nodes, labels and edges are those written."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from histories import ODD, RICH, example

from provenance import Mark, Record
from provenance.writing.history.registry import tell

pytestmark = pytest.mark.engine

HERE = Path(__file__).parent
#: What Mermaid would read as more than text: its keywords, arrows, shapes, directives, classes.
WORDS = [
    *("end", "graph TD", "subgraph x", "a --> b", "%% a comment", "%%{init: {}}%%", "click s1 x"),
    *("style s1 fill:#f00", "s1:::this", "A[b](c){d}", "#quot;", "&amp;", "1. one", "- two"),
    *("**bold** _it_ `code`", "$$x^2$$", "<b>x</b>", 'he said "no"', "fa:fa-car", "\\n", "o--o"),
    "classDef this fill:#f00; a",
    *("Київ — Пхеньян", "조선", "😀", "a;b", "x@{ shape: rect }", "---", "{{x}}", "]]"),
]


def marked(text: str) -> Record:
    return Record("k", title=text, date="1957", marks=[Mark("stamp", text)])


@pytest.fixture(scope="module")
def flowcharts(node: tuple[str, Path]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return by name what was written, and what Mermaid makes of it."""
    names = ("puzanov-1957-12-23", "digest-1945-10-23", "filippov-1952-02-03", "ivanov-1956-06-07")
    records = {name: example(name) for name in names} | {"rich": RICH, "odd": ODD}
    records |= {text: marked(text) for text in WORDS}
    written = {name: tell(record, "mermaid") for name, record in records.items()}
    program, folder = node
    ran = subprocess.run(
        [program, HERE / "flowchart.mjs", folder],
        input=json.dumps(written).encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    parsed = json.loads(ran.stdout)
    return {name: (text, parsed[name]) for name, text in written.items()}


def test_mermaid_takes_each_and_finds_its_nodes_and_edges(flowcharts):
    assert len(flowcharts) == 6 + len(WORDS)
    for name, (text, parsed) in flowcharts.items():
        assert "error" not in parsed, (name, parsed["error"])
        lines = text.splitlines()
        labels = dict(
            found.groups()
            for found in (re.fullmatch(r'    ([sc]\d+)\["(.*)"\]', line) for line in lines)
            if found
        )
        arrows = (re.fullmatch(r"    ([sc]\d+) --> ([sc]\d+)", line) for line in lines)
        assert parsed["edges"] == [list(arrow.groups()) for arrow in arrows if arrow], name
        assert {node: plain(label) for node, label in parsed["nodes"].items()} == {
            node: plain(re.sub(r"#(\d+);", r"&#\1;", label)) for node, label in labels.items()
        }, name


def test_what_looks_like_mermaid_is_text_in_the_label(flowcharts):
    for word in WORDS:
        _, parsed = flowcharts[word]
        assert plain(parsed["nodes"]["s2"]) == f"Stamp “{word}”", word


def plain(label: str) -> str:
    return html.unescape(re.sub("<br ?/?>", "\n", label))
