"""One list of documents out through every format and back; what a pair loses is listed, with why.

The list fails in both directions: when something else is lost, and when something stops being.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from documents import PUZANOV, TWO_ARCHIVES
from mixed_records import WORDS_OR_NONE, differences, mixed, shown

from provenance import (
    Agent,
    Credit,
    Leaves,
    Locator,
    Publication,
    Record,
    Unit,
    Unread,
    export,
    find_archive,
    losses,
    read,
)
from provenance.library import Kind

BUNDESARCHIV = Record(
    key="bericht-1958",
    kind="report",
    title="Bericht über die Lage in der Koreanischen Volksdemokratischen Republik",
    date="1958~",
    language="de",
    place="Pyongyang",
    creators=[Agent("Botschaft der DDR", role="author")],
    holdings=[
        Locator("barch", [Unit("bestand", "DY 30"), Unit("archivnummer", "3384")],
                Leaves.parse("45-46", "blatt"))
    ],
    subjects=["Korea", "economy, 1950s"],
    notes="A carbon copy.",
)  # fmt: skip
TELEGRAM = Record(
    key="telegram-1956",
    kind="telegram",
    title="Telegram to {Moscow} & Beijing: 50 % of $5, #7 \\ ~x",
    original_title="Телеграмма",
    short_title="Telegram",
    date="[..1956-08-31]",
    number="0102",
    summary="He reports.",
    creators=[Agent("Charles de Gaulle", "de Gaulle", "Charles", role="author")],
    recipients=[Agent("V. V. Kuznetsov", "Kuznetsov", "V. V.")],
    holdings=[Locator(None, [Unit("fond", "9"), Unit("opis", "12")], archive_text="Town Archive")],
    credits=[
        Credit("obtained", ["James Person"]),
        Credit("translated", ["Gary Goldberg"], project="NKIDP", target_language="en"),
    ],
    publication=Publication(
        host="Wilson Center Digital Archive",
        url="https://example.org/a_b%20c?d=1&e=~f#g",
        accessed="2020-05-03",
    ),
)
BOOK = Record(
    key="smith1999",
    title="A History",
    date="1999",
    creators=[Agent("John Smith", "Smith", "John", role="author")],
    unread=[Unread(1, '"type": "book"'), Unread(1, '"ISBN": "978-0"'), Unread(1, '"volume": "02"')],
)
RECORDS = [PUZANOV, TWO_ARCHIVES, BUNDESARCHIV, TELEGRAM, BOOK]

#: What a format gives back otherwise than it got it, though it carries the value.
HOST = "a host whose name does not say that it is one reads as a remark"
LOSSY: dict[str, dict[tuple[str, str], str]] = {
    "bibtex": {
        ("kim-1950-01-19", "publication"): HOST,
        ("kim-1950-01-19", "notes"): HOST,
        ("telegram-1956", "date_text"): "the year field has the words, which are kept as such",
    },
    "biblatex": {
        ("kim-1950-01-19", "publication"): HOST,
        ("kim-1950-01-19", "notes"): HOST,
        ("telegram-1956", "date_text"): "the year field has the words, which are kept as such",
    },
    "biblatex-chicago": {
        ("kim-1950-01-19", "publication"): HOST,
        ("kim-1950-01-19", "notes"): HOST,
        ("telegram-1956", "date_text"): "the year field has the words, which are kept as such",
    },
    "csl-json": {},
    "csl-yaml": {},
    "ris": {
        ("telegram-1956", "date_text"): "the date is in words, which are kept as such",
    },
}


def back(records: list[Record], to: str) -> tuple[list[Record], list[str]]:
    kind: Any = "bibtex" if to.startswith("bib") else to
    remarks: list[str] = []
    return read(export(records, to), kind, report=remarks.append), remarks


def without(data: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """Return the data without the values that were said to be lost: whole fields are compared."""
    tops = {field.partition(".")[0].partition("[")[0] for field in fields}
    return {name: value for name, value in data.items() if name not in tops}


@pytest.mark.parametrize("to", LOSSY)
def test_out_and_back(to: str) -> None:
    found, remarks = back(RECORDS, to)
    assert remarks == []
    assert [record.key for record in found] == [record.key for record in RECORDS]
    differing = set()
    for before, after in zip(RECORDS, found, strict=True):
        lost = [
            loss.field
            for loss in losses(before, to)
            if not loss.field.endswith((".text", ".archive_text"))
        ]
        if before is BOOK and to != "csl-json" and to != "csl-yaml":
            before = attrs.evolve(before, unread=())
            after = attrs.evolve(after, unread=())
        one, two = without(shown(before), lost), without(shown(after), lost)
        differing |= {
            (before.key, name) for name in one.keys() | two.keys() if one.get(name) != two.get(name)
        }
    assert differing == set(LOSSY[to])


@pytest.mark.parametrize("to", LOSSY)
def test_the_second_way_round_changes_nothing_more(to: str) -> None:
    once, _ = back(RECORDS, to)
    twice, _ = back(once, to)
    assert [shown(record) for record in twice] == [shown(record) for record in once]


@pytest.mark.parametrize("first", LOSSY)
@pytest.mark.parametrize("second", LOSSY)
def test_from_any_format_to_any_other_no_document_is_lost(first: str, second: str) -> None:
    found, _ = back(back(RECORDS, first)[0], second)
    assert [record.key for record in found] == [record.key for record in RECORDS]
    assert [record.title for record in found] == [record.title for record in RECORDS]
    assert [[h.key for h in record.holdings] for record in found] == [
        [h.key for h in record.holdings] for record in RECORDS
    ]
    isbn = [u.text for u in found[-1].unread]
    assert any("978-0" in text for text in isbn)
    assert any("book" in text.lower() for text in isbn)


@pytest.mark.parametrize("to", LOSSY)
def test_many_mixed_records_come_back(to: str) -> None:
    """The 10,000 of ``benchmarks/bench_exchange.py`` begin with these."""
    records = list(mixed(150))
    found, remarks = back(records, to)
    assert remarks == []
    assert [record.key for record in found] == [record.key for record in records]
    differing = [
        differences(before, after, to) for before, after in zip(records, found, strict=True)
    ]
    assert set().union(*differing) == WORDS_OR_NONE[to].keys()


def test_mixed_records_are_many_and_always_the_same() -> None:
    records = list(mixed(150))
    assert len(set(records)) == 150
    assert list(mixed(3, first=147)) == records[147:]


def test_the_archives_of_these_documents_are_known() -> None:
    assert find_archive("BArch") is not None


# --- the command line


def convert(*arguments: str, input: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "provenance", "convert", *arguments],
        input=input, capture_output=True, check=False, env={**os.environ, **env},
    )  # fmt: skip


@pytest.mark.parametrize("to", LOSSY)
def test_convert_writes_what_export_writes(to: str, tmp_path: Path) -> None:
    source = tmp_path / "all.json"
    source.write_text(export(RECORDS, "csl-json"), encoding="utf-8")
    done = convert(str(source), "--to", to)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == export(RECORDS, to)


def test_convert_reports_broken_entries_and_losses() -> None:
    text = "@misc{a, title={T}, eventdate={1957}}\n@misc{b, title={\n@misc{c, title={U}}\n"
    done = convert("-", "--to", "ris", "--losses", input=text.encode())
    assert done.returncode == 1
    assert done.stdout == b"".join(
        b"%sTY  - MANSCPT\r\nTI  - %s\r\nID  - %s\r\nER  - \r\n" % each
        for each in ((b"", b"T", b"a"), (b"\r\n", b"U", b"c"))
    )
    assert done.stderr.decode().splitlines() == [
        "a\tunread[0]\t1, eventdate={1957}\tRIS has no tag for it",
        "Error: -:2: expected '}' to close the value that begins here, found the next entry; @misc "
        "'b', which begins on line 2, is left out",
    ]


def test_convert_finds_nothing() -> None:
    done = convert("-", "--to", "ris", "--from", "bibtex", input=b"nothing here")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"Error: -: expected an entry, found none\n"


def test_convert_takes_pages_and_record_files_too(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('key = "a"\ntitle = "T"\n', encoding="utf-8")
    assert (
        convert(str(path), "--to", "bibtex").stdout
        == export(Record(key="a", title="T"), "bibtex").encode()
    )


def test_convert_leaves_the_old_file_where_it_fails(tmp_path: Path) -> None:
    out = tmp_path / "out.ris"
    out.write_text("old", encoding="utf-8")
    assert (
        convert(str(tmp_path / "absent.bib"), "--to", "ris", "--output", str(out)).returncode == 2
    )
    assert out.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("text", "encoding", "arguments"),
    [
        ("@misc{a, title={Дневник посла}}\n", "utf-16", ()),
        ("@misc{a, title={Дневник посла}}\n", "utf-8-sig", ()),
        ("@misc{a, title={Дневник посла}}\n", "cp1251", ("--encoding", "cp1251")),
        ("@misc{a, title={Дневник посла}}\n", "koi8-r", ("--encoding", "koi8-r")),
    ],
)
def test_encodings(text: str, encoding: str, arguments: tuple[str, ...]) -> None:
    done = convert("-", "--to", "csl-json", *arguments, input=text.encode(encoding))
    assert json.loads(done.stdout)[0]["title"] == "Дневник посла"


KINDS: dict[str, Kind] = {
    "bibtex": "bibtex", "csl-json": "csl-json", "csl-yaml": "csl-yaml", "ris": "ris",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_memory_does_not_grow_with_the_file(kind: str, tmp_path: Path) -> None:
    """Eight times the entries, the same peak: what is read is forgotten."""
    peaks = []
    for times in (40, 320):
        many = [attrs.evolve(TELEGRAM, key=f"k{n}") for n in range(times)]
        path = tmp_path / f"{times}.{kind}"
        path.write_text(export(many, kind), encoding="utf-8")
        program = (
            "import sys, tracemalloc\n"
            "from provenance.library import read_stream\n"
            "from provenance.writing.registry import pieces\n"
            "def all(path):\n"
            "    with open(path, 'rb') as file:\n"
            "        for _ in pieces(read_stream(file, sys.argv[1]), 'ris'): pass\n"
            "all(sys.argv[3])\n"
            "tracemalloc.start()\n"
            "all(sys.argv[2])\n"
            "print(tracemalloc.get_traced_memory()[1])\n"
        )
        small = tmp_path / f"40.{kind}"
        done = subprocess.run(
            [sys.executable, "-c", program, kind, str(path), str(small)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        peaks.append(int(done.stdout))
    assert peaks[1] < peaks[0] + 4_000_000
