"""The flowchart, as Mermaid's grammar takes it: labels in quotation marks, entities by number."""

from __future__ import annotations

import html
import json
import re

from histories import ODD, RICH, example
from hypothesis import given, settings
from strategies import records

from provenance import Copies, Mark, Receiver, Record
from provenance.writing.history.registry import tell

HEAD = re.compile(r'---\ntitle: (?P<title>"(?:[^"\\%\n]|\\.)*")\n---\nflowchart TB\n')
LINE = re.compile(
    r"    (?:(?P<node>[sc]\d+)\[\"(?P<label>(?:[^\"#&<>`\\%*_~{}\[\]|\n]|#\d+;|<br/>)*)\"\]"
    r"|(?P<start>[sc]\d+) --> (?P<end>[sc]\d+)"
    r"|acc(?:Title|Descr): [^\n;#%{}<>]+"
    r"|classDef this stroke-width:3px,font-weight:bold|class (?P<bold>c\d+) this)"
)


def parsed(text: str) -> tuple[str, dict[str, str], list[tuple[str, str]], str | None]:
    """Return title, labels, edges and the bold node of a flowchart, which must be a whole one."""
    head = HEAD.match(text)
    assert head is not None
    labels: dict[str, str] = {}
    edges: list[tuple[str, str]] = []
    bold = None
    for line in text[head.end() :].split("\n")[:-1]:
        found = LINE.fullmatch(line)
        assert found is not None, line
        if found["node"]:
            assert found["node"] not in labels
            labels[found["node"]] = html.unescape(
                re.sub(r"#(\d+);", r"&#\1;", found["label"]).replace("<br/>", "\n")
            )
        elif found["start"]:
            edges.append((found["start"], found["end"]))
        bold = found["bold"] or bold
    assert {node for edge in edges for node in edge} <= labels.keys()
    return json.loads(head["title"]), labels, edges, bold


def test_the_ambassadors_journal():
    title, labels, edges, bold = parsed(tell(example("puzanov-1957-12-23"), "mermaid"))
    assert title == "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957"
    assert labels["s4"] == "25 December 1957\nTyped in 5 copies by Rodionova (No. 772)"
    assert [labels[f"c{n}"] for n in range(1, 6)] == [
        *("Copy 1\nGromyko", "Copy 2\nFedorenko", "Copy 3\nKurdyukov", "Copy 4\nSolodovnik"),
        "Copy 5\nfile",
    ]
    assert [("s4", f"c{n}") for n in range(1, 6)] == [e for e in edges if e[1][0] == "c"]
    assert labels["s7"] == "Handwritten “to file. N. Torb[[enkov]]”"
    assert [edge for edge in edges if edge[0][0] == "c"] == [("c3", "s6")]
    assert bold == "c3"


def test_without_a_number_of_its_own_the_life_goes_on_from_the_typing():
    _, _, edges, bold = parsed(tell(example("digest-1945-10-23"), "mermaid"))
    assert bold is None
    assert ("s3", "s5") in edges


def test_copies_alone():
    record = Record("k", copies=Copies(distribution=[Receiver("X"), Receiver("Y")]),
                    marks=[Mark("stamp", "S")])  # fmt: skip
    _, labels, edges, _ = parsed(tell(record, "mermaid"))
    assert labels == {"c1": "Copy\nX", "c2": "Copy\nY", "s2": "Stamp “S”"}
    assert edges == [("c1", "s2"), ("c2", "s2")]


def test_nothing_is_known():
    assert parsed(tell(Record("k"), "mermaid"))[1] == {"s1": "Nothing is known of its history."}


def test_what_could_be_markup_stays_text():
    title, labels, _, _ = parsed(tell(ODD, "mermaid"))
    assert title == ODD.title
    assert labels["c1"] == "Copy 1\n- 1) «А»"
    assert '- 1) «А»"' not in tell(ODD, "mermaid")  # "- " would begin a list
    assert labels["c3"] == 'Copy\nx"]-->y'
    assert "%%" not in tell(ODD, "mermaid")


def test_other_scripts():
    _, labels, _, bold = parsed(tell(RICH, "mermaid"))
    assert labels["c2"] == "Copy 2\nДонаупароходствогезельшафткапитан"
    assert bold == "c2"


@settings(max_examples=80, deadline=None)
@given(records())
def test_any_record_makes_a_whole_flowchart(record):
    assert parsed(tell(record, "mermaid"))[1]
