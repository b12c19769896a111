"""How values show themselves in notebooks and to rich."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from hypothesis import given
from rich.console import Console
from strategies import records

from provenance import Copies, Event, Locator, Mark, Receiver, Record, check, parse_locator


class Rows(HTMLParser):
    """The rows of a table, each name with its value; the tags that were met."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
        elif tag == "br":
            self.rows[-1][-1] += "|"

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1][-1] += data


def rows(value: object) -> list[list[str]]:
    parser = Rows()
    parser.feed(value._repr_html_())  # type: ignore[attr-defined]
    assert parser.tags <= {"table", "caption", "tbody", "tr", "th", "td", "br"}
    return parser.rows


def test_a_locator_is_a_table_of_its_units() -> None:
    assert rows(parse_locator("АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26–29 об.")) == [
        ["archive", "АВП РФ"], ["fond", "0102"], ["opis", "14"], ["delo", "6"],
        ["list", "26-29v"], ["key", "avprf:fond=0102;opis=14;delo=6;list=26-29v"],
    ]  # fmt: skip


def test_a_record_is_a_table_of_what_it_says() -> None:
    record = Record(
        key="a-1957",
        title="Journal <b>& more</b>",
        holdings=[parse_locator("RGANI, f. 5, op. 28, d. 410, l. 210")],
        copies=Copies(number=3, distribution=[Receiver("Gromyko", 1), Receiver("file")]),
        marks=[Mark("stamp", "7 January\n1958"), Mark("signature", by="A. Puzanov")],
        events=[Event("filed", "1958")],
    )
    assert rows(record) == [
        ["key", "a-1957"],
        ["title", "Journal <b>& more</b>"],
        ["holdings", "RGANI, fond 5, opis 28, delo 410, list 210"],
        ["copies", "number 3; distribution 1 – Gromyko, file"],
        ["marks", "kind stamp; text 7 January|1958|kind signature; by A. Puzanov"],
        ["events", "kind filed; date 1958"],
    ]


def test_a_finding_is_a_table_of_verdict_place_and_correction() -> None:
    (finding,) = check("АВП РФ. Ф. 0102. Оп. 14. П. 75. Д. 6. Л. 29–26")
    assert rows(finding)[0] == [
        "error", "Leaf range runs backwards: 29–26. (range-descending, LEA001)",
    ]  # fmt: skip
    assert ["place", "1:42"] in rows(finding)


def test_rich_prints_the_fields_that_say_something() -> None:
    console = Console(file=StringIO(), width=60)
    console.print(Locator("rgani", [], None, "RGANI"), parse_locator("RGANI, f. 5, l. 2").leaves)
    assert console.file.getvalue() == (  # type: ignore[attr-defined]
        "Locator(archive='rgani', archive_text='RGANI')\nLeaves('list', '2')\n"
    )


@given(records())
def test_any_record_shows_itself_escaped(record: Record) -> None:
    html = record._repr_html_()
    assert len(re.findall("<tr>", html)) == len(rows(record))
    assert rows(record)[0] == ["key", record.key]
    Console(file=StringIO()).print(record)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\"'>&"])
def test_no_value_gets_out_of_its_cell(text: str) -> None:
    assert rows(Record(key="a", title=text, subjects=[text])) == [
        ["key", "a"], ["title", text], ["subjects", text],
    ]  # fmt: skip
