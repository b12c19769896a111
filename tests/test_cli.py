"""The command line: what each command prints, on which stream, and with which exit status."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from word_files import call, footnote, paragraph, word

from provenance.cli import run
from provenance.cli._progress import LongRun

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "records" / "examples"


class Ran(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.split("\n")[:-1]]


@pytest.fixture
def prov(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run one command line in this process; ``stdin`` is text or bytes."""

    def call(*arguments: str | Path, stdin: str | bytes = b"") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
        status = run([str(argument) for argument in arguments])
        return Ran(status, *capsys.readouterr())

    return call


def shell(
    *arguments: str | Path, env: dict[str, str] | None = None, stdin: bytes = b"", **options: object
) -> subprocess.CompletedProcess[bytes]:
    """Run one command line in a process of its own."""
    command = [sys.executable, "-m", "provenance", *map(str, arguments)]
    return subprocess.run(  # type: ignore[call-overload]
        command, input=stdin, env={**os.environ, **(env or {})}, check=False, timeout=60,
        **({"capture_output": True} | options),
    )  # fmt: skip


# --- archives


def test_archives_lists_all_of_them_separated_by_tabs(prov: Callable[..., Ran]) -> None:
    ran = prov("archives")
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert (ran.status, ran.err) == (0, "")
    assert len(rows) >= 209
    assert {len(row) for row in rows} == {5}
    assert [
        "avprf", "AVPRF", "Archive of Foreign Policy of the Russian Federation", "Moscow", "Russia",
    ] in rows  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "avprf",
        "AVP RF",
        "АВП РФ",
        "Archive of Foreign Policy of the Russian Federation",
        "АВП СССР",
    ],
)
def test_an_archive_is_shown_by_any_of_its_names(prov: Callable[..., Ran], name: str) -> None:
    ran = prov("archives", name)
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == ["id", "avprf"]
    assert "references      fond > opis > god? > papka? > poryadkovy-nomer? > delo > list" in lines
    assert any("АВП СССР: Архив внешней политики СССР (1946–1992)" in line for line in lines)


def test_archives_json_has_the_scheme_and_no_empty_field(prov: Callable[..., Ran]) -> None:
    ran = prov("archives", "TsKhSD", "--json")
    (entry,) = ran.objects
    assert entry["id"] == "rgani"
    assert {"kinds": ["fond"], "optional": False} in entry["scheme"]  # type: ignore[operator]
    assert not [name for name, value in entry.items() if value in ("", None, [])]
    assert {"abbreviation": "TsKhSD"}.items() <= next(
        old.items()
        for old in entry["former"]
        if old["abbreviation"] == "TsKhSD"  # type: ignore
    )


def test_a_name_that_several_archives_share_shows_all(prov: Callable[..., Ran]) -> None:
    ran = prov("archives", "RA")
    ids = [line.split("\t")[0] for line in ran.out.splitlines()]
    assert ran.status == 0
    assert "ra-se" in ids
    assert len(ids) > 1
    assert ran.err == f"{len(ids)} archives go by the name 'RA'\n"


def test_an_unknown_archive_gives_the_nearest_names(prov: Callable[..., Ran]) -> None:
    ran = prov("archives", "AVPRV")
    assert (ran.status, ran.out) == (1, "")
    message, _, near = ran.err.partition("; the nearest names are: ")
    assert message == "Error: no archive is called 'AVPRV'"
    assert "AVPRF" in near.strip().split(", ")


# --- records

TITLE = "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957"
RECORD = f"""\
# a comment of the editor's
key = "puzanov-1957-12-23"
kind = "journal"
title = "{TITLE}"
date = "1957-12-23"
number = "309"

[[creators]]
name = "A. M. Puzanov"
family = "Puzanov"
given = "A. M."
role = "author"

[[holdings]]
archive = "avprf"
units = [
    {{ kind = "fond", value = "0102" }},
    {{ kind = "opis", value = "14" }},
    {{ kind = "delo", value = "6" }},
]
leaves = "26-29"
leaf_kind = "list"

[[credits]]
role = "translated"
by = ["Gary Goldberg"]
for = "NKIDP"

[publication]
host = "History and Public Policy Program Digital Archive"
"""
NOTE = (
    f"“{TITLE},” December 23, 1957, AVPRF, f. 0102, op. 14, d. 6, ll. 26–29, "
    "trans. Gary Goldberg for NKIDP, History and Public Policy Program Digital Archive.\n"
)
SHORT = "Puzanov, “Journal of Soviet Ambassador,” December 23, 1957, l. 27.\n"
OTHER = RECORD.replace("1957-12-23", "1957-12-24").replace("23 December", "24 December")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "journal.toml"
    path.write_text(RECORD, encoding="utf-8")
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.toml"
    path.write_text(OTHER, encoding="utf-8")
    return path


def test_cite_prints_one_note_a_line(prov: Callable[..., Ran], record: Path, other: Path) -> None:
    assert prov("cite", record) == (0, NOTE, "")
    ran = prov("cite", record, other)
    assert ran == (0, NOTE + NOTE.replace("23 December", "24 December").replace(
        "December 23", "December 24"), "")  # fmt: skip


def test_cite_takes_style_and_leaves(prov: Callable[..., Ran], record: Path) -> None:
    assert prov("cite", record, "--style", "chicago-short", "--leaves", "27") == (0, SHORT, "")


def test_cite_can_name_the_archive_in_full(prov: Callable[..., Ran], record: Path) -> None:
    full = "Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow, f. 0102"
    assert full in prov("cite", record, "--archive-names", "full").out


def test_markdown_citations_are_paragraphs(
    prov: Callable[..., Ran], record: Path, other: Path
) -> None:
    out = prov("cite", record, other, "--format", "markdown").out
    first, second = out.split("\n\n")
    assert first.startswith("“Journal")
    assert second.endswith("Archive.\n")


def test_a_key_is_looked_up_in_the_library(
    prov: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "puzanov-1957-12-23.toml").write_text(RECORD, encoding="utf-8")
    assert prov("cite", "puzanov-1957-12-23", "--library", shelf).out == NOTE
    monkeypatch.setenv("PROVENANCE_LIBRARY", str(shelf))
    assert prov("cite", "puzanov-1957-12-23").out == NOTE
    monkeypatch.delenv("PROVENANCE_LIBRARY")
    monkeypatch.chdir(tmp_path)
    shelf.rename(tmp_path / "library")
    assert prov("cite", "puzanov-1957-12-23").out == NOTE


def test_an_existing_file_wins_over_a_key(
    prov: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "puzanov-1957-12-23.toml").write_text(RECORD, encoding="utf-8")
    (tmp_path / "puzanov-1957-12-23").write_text(OTHER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "24 December" in prov("cite", "puzanov-1957-12-23").out


def test_an_unknown_key_gives_the_nearest(
    prov: Callable[..., Ran], tmp_path: Path, record: Path
) -> None:
    record.rename(tmp_path / "puzanov-1957-12-23.toml")
    ran = prov("cite", "puzanov-1957-12-32", "--library", tmp_path)
    assert ran == (
        2, "", f"Error: puzanov-1957-12-32: no such file, and no such key in {tmp_path}; "
        "the nearest keys are: puzanov-1957-12-23\n",
    )  # fmt: skip


def test_one_bad_input_does_not_stop_the_others(
    prov: Callable[..., Ran], tmp_path: Path, record: Path
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(RECORD.replace('"0102"', "0102"), encoding="utf-8")
    ran = prov("cite", bad, tmp_path / "absent.toml", record)
    assert (ran.status, ran.out) == (2, NOTE)
    first, second = ran.err.splitlines()
    assert first.startswith(f"Error: {bad}: line 17: ")
    assert '"0102"' in first
    assert second.startswith(f"Error: {tmp_path / 'absent.toml'}: no such file")


def test_read_prints_toml_that_reads_back(prov: Callable[..., Ran], record: Path) -> None:
    first = prov("read", record)
    assert (first.status, first.err) == (0, "")
    assert prov("read", "-", stdin=first.out) == first
    assert 'value = "0102"' in first.out


def test_read_prints_json_one_object_a_line(
    prov: Callable[..., Ran], record: Path, other: Path
) -> None:
    ran = prov("read", record, other, "--to", "json")
    first, second = ran.objects
    assert (ran.status, ran.err) == (0, "")
    assert (first["key"], second["key"]) == ("puzanov-1957-12-23", "puzanov-1957-12-24")
    assert first["number"] == "309"
    assert first["holdings"][0]["key"] == "avprf:fond=0102;opis=14;delo=6;list=26-29"  # type: ignore


def test_no_two_records_of_one_run_have_the_same_key(
    prov: Callable[..., Ran], record: Path
) -> None:
    keys = [entry["key"] for entry in prov("read", record, record, "--to", "json").objects]
    assert keys == ["puzanov-1957-12-23", "puzanov-1957-12-23-2"]


def test_several_records_to_toml_need_a_folder(
    prov: Callable[..., Ran], tmp_path: Path, record: Path, other: Path
) -> None:
    ran = prov("read", record, other)
    assert (ran.status, ran.out) == (2, "")
    assert "2 records to TOML need --output DIR" in ran.err
    folder = tmp_path / "records"
    assert prov("read", record, other, "-o", folder) == (0, "", "")
    written = sorted(path.name for path in folder.iterdir())
    assert written == ["puzanov-1957-12-23.toml", "puzanov-1957-12-24.toml"]


def test_a_record_file_that_says_something_else_is_not_touched(
    prov: Callable[..., Ran], tmp_path: Path, record: Path, other: Path
) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    mine = folder / "puzanov-1957-12-23.toml"
    mine.write_text(RECORD.replace('"309"', '"310"'), encoding="utf-8")
    ran = prov("read", record, other, "--output", folder)
    assert ran.status == 2
    assert ran.err.startswith(f"Error: {mine}: this file is there already")
    assert [path.name for path in folder.iterdir()] == [mine.name]
    mine.write_text(RECORD, encoding="utf-8")
    assert prov("read", record, other, "--output", folder).status == 0
    assert mine.read_text(encoding="utf-8") == RECORD


def test_output_goes_to_a_file_and_nowhere_else(
    prov: Callable[..., Ran], tmp_path: Path, record: Path
) -> None:
    target = tmp_path / "note.txt"
    assert prov("cite", record, "--output", target) == (0, "", "")
    assert target.read_text(encoding="utf-8") == NOTE


PAGE = """\
Digital Archive International History Declassified

December 23, 1957

Telegram to the Ministry

"Telegram to the Ministry," December 23, 1957, History and Public Policy Program Digital Archive, \
AVPRF F. 0102, Op. 14, Delo 6, Listy 26-29. Translated for NKIDP by Gary Goldberg.

No. 309

To the Ministry.
The delegation has arrived.
"""


def test_trace_tells_where_each_value_stood(prov: Callable[..., Ran], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    ran = prov("read", page, "--trace")
    assert ran.status == 0
    assert ran.out == prov("read", page).out
    rows = [line.split("\t") for line in ran.err.splitlines()]
    assert ["title", "Telegram to the Ministry", f"{page}:7", "host"] in rows
    assert [
        "holdings[0]", "AVPRF F. 0102, Op. 14, Delo 6, Listy 26-29", f"{page}:7", "host",
    ] in rows  # fmt: skip
    (found,) = prov("read", page, "--trace", "--to", "json").objects
    origin = found["origins"]["title"]  # type: ignore[index]
    assert "Telegram to the Ministry" in PAGE[origin["start"] : origin["end"]]
    assert (origin["line"], origin["basis"]) == (7, "host")


def test_the_body_is_saved_beside(prov: Callable[..., Ran], tmp_path: Path, record: Path) -> None:
    body = tmp_path / "body.txt"
    ran = prov("read", "-", "--body", body, "--from", "page", stdin=PAGE)
    assert ran.status == 0
    text = body.read_text(encoding="utf-8")
    assert text.endswith("To the Ministry.\nThe delegation has arrived.\n")
    assert "Digital Archive" not in text
    assert prov("read", record, "--body", body).status == 2
    assert prov("read", record, record, "--body", body).status == 2
    assert body.read_text(encoding="utf-8") == text


def test_a_page_about_nothing_is_status_1(prov: Callable[..., Ran], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("To do: milk, bread.\n", encoding="utf-8")
    for command in (("read",), ("cite",), ("export", "--to", "bibtex")):
        ran = prov(*command, page)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith(f"Error: {page}: nothing about a document was found")


def test_an_unknown_style_names_those_there_are(prov: Callable[..., Ran], record: Path) -> None:
    ran = prov("cite", record, "--style", "chicago-noet")
    assert (ran.status, ran.out) == (2, "")
    assert "chicago-note" in ran.err


def test_export_and_its_losses(prov: Callable[..., Ran], record: Path, other: Path) -> None:
    ran = prov("export", record, other, "--to", "csl-json", "--losses")
    items = json.loads(ran.out)
    assert ran.status == 0
    assert [item["id"] for item in items] == ["puzanov-1957-12-23", "puzanov-1957-12-24"]
    assert items[0]["archive_location"] == "f. 0102, op. 14, d. 6, ll. 26–29"
    assert all(line.count("\t") == 3 for line in ran.err.splitlines())
    plain = prov("export", record, other, "--to", "csl-json")
    assert (plain.out, plain.err) == (ran.out, "")


def test_an_unknown_format_names_those_there_are(prov: Callable[..., Ran], record: Path) -> None:
    ran = prov("export", record, "--to", "bibtecks")
    assert (ran.status, ran.out) == (2, "")
    assert "bibtex" in ran.err


def test_styles_lists_what_cite_takes(prov: Callable[..., Ran], record: Path) -> None:
    names = [line.split("\t")[0] for line in prov("styles").out.splitlines()]
    assert {"chicago-note", "chicago-short", "chicago-bibliography"} <= set(names)
    assert {prov("cite", record, "--style", name).status for name in names} == {0}


# --- references


def test_parse_prints_key_and_short_form(prov: Callable[..., Ran]) -> None:
    ran = prov("parse", "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26-29")
    assert ran == (
        0, "avprf:fond=0102;opis=14;delo=6;list=26-29\tAVPRF, f. 0102, op. 14, d. 6, ll. 26–29\n",
        "",
    )  # fmt: skip


def test_parse_json_has_the_fields_of_the_contract(prov: Callable[..., Ran]) -> None:
    text = "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26-29"
    (found,) = prov("parse", "--json", text).objects
    assert found == {
        "text": text,
        "archive": "avprf",
        "archive_text": "АВП РФ",
        "units": [
            {"kind": "fond", "value": "0102"},
            {"kind": "opis", "value": "14"},
            {"kind": "delo", "value": "6"},
        ],
        "leaves": "26-29",
        "leaf_kind": "list",
        "key": "avprf:fond=0102;opis=14;delo=6;list=26-29",
    }


def test_a_line_that_cannot_be_parsed_stands_in_its_place(prov: Callable[..., Ran]) -> None:
    ran = prov(
        "parse", "-", "--json", stdin="f. 1, op. 2, d. 3\r\n\n  \nno reference\nf. 4, op. 5\n"
    )
    first, second, third = ran.objects
    assert ran.status == 1
    assert first["key"] == ":fond=1;opis=2;delo=3"
    assert set(second) == {"text", "error", "position"}
    assert second["text"] == "no reference"
    assert "expected an archive's name" in str(second["error"])
    assert third["key"] == ":fond=4;opis=5"


def test_parse_tells_the_line_of_what_it_cannot_parse(prov: Callable[..., Ran]) -> None:
    ran = prov("parse", "-", stdin="f. 1, op. 2, d. 3\n\nno reference\n")
    assert ran.status == 1
    assert ran.out.count("\n") == 1
    assert ran.err.startswith("Error: -:3:1: ")


def test_parse_shows_where_an_argument_went_wrong(prov: Callable[..., Ran]) -> None:
    ran = prov("parse", "no reference")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.splitlines()[1:] == ["  no reference", "  ^"]


def test_parse_of_nothing_found_nothing(prov: Callable[..., Ran]) -> None:
    assert prov("parse", "-", stdin="\n").status == 1


@pytest.mark.parametrize(
    "data",
    [
        "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 5\n".encode("utf-8-sig"),
        "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 5\n".encode("utf-16"),
        "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 5\n".encode("cp1251"),
        "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 5".encode("koi8-r"),
    ],
)
def test_parse_reads_other_encodings_line_by_line(prov: Callable[..., Ran], data: bytes) -> None:
    ran = prov("parse", "-", "--json", stdin=data)
    assert [found["key"] for found in ran.objects] == ["avprf:fond=0102;opis=14;delo=6;list=5"]


def test_the_encoding_option_settles_what_a_guess_would_not(prov: Callable[..., Ran]) -> None:
    data = "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 5\n".encode("cp866")
    ran = prov("parse", "-", "--encoding", "cp866", stdin=data)
    assert ran.err == ""
    assert ran.out.startswith("avprf:fond=0102;opis=14;delo=6;list=5\t")


def test_find_prints_places_and_keys(prov: Callable[..., Ran], tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    text = "One.\r\nSee АВП РФ, ф. 0102, оп. 14, д. 6, л. 5; д. 7.\nНет.\n"
    notes.write_bytes(text.encode())
    ran = prov("find", notes)
    assert ran.out.splitlines() == [
        f"{notes}:2:5: АВП РФ, ф. 0102, оп. 14, д. 6, л. 5 → avprf:fond=0102;opis=14;delo=6;list=5",
        f"{notes}:2:42: д. 7 → avprf:fond=0102;opis=14;delo=7",
    ]
    first, second = prov("find", notes, "--json").objects
    inherited = ["archive", "fond", "opis"]
    assert (first["line"], first["column"], first["inherited"]) == (2, 5, [])
    assert (second["line"], second["column"], second["inherited"]) == (2, 42, inherited)
    for found in (first, second):
        assert text[found["start"] : found["end"]] == found["text"]  # type: ignore[misc]
    assert "path" not in first
    assert {found["path"] for found in prov("find", notes, notes, "--json").objects} == {str(notes)}


def test_find_reads_in_pieces(
    prov: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.reading.source.PIECE", 40_001)
    monkeypatch.setattr("provenance.cli._streams._PIECE", 7_001)
    notes = tmp_path / "notes.txt"
    filler = "Зима 1957 г. была долгой.\r\nВ посольстве 62 человека.\r\r\n"
    lines, text = 1, ""
    expected = []
    for number in range(1, 200):
        text += filler * 7 + "\n"
        lines += 7 * 3 + 1
        text += f"  {number}. РГАСПИ. Ф. 17. Оп. 162. Д. {number}. Л. 5.\r\n"
        column = 5 + len(str(number))
        expected.append((lines, column, f"rgaspi:fond=17;opis=162;delo={number};list=5"))
        lines += 1
    notes.write_bytes(text.encode())
    found = prov("find", notes, "--json").objects
    assert [(each["line"], each["column"], each["key"]) for each in found] == expected
    for each in found:
        assert text[each["start"] : each["end"]] == each["text"]  # type: ignore[misc]


def test_find_reads_a_word_file(prov: Callable[..., Ran], tmp_path: Path) -> None:
    body = paragraph("See RGANI, f. 5, op. 28, d. 411, l. 2.", call(1)) + paragraph("None.")
    notes = footnote(1, "See RGASPI, f. 17, op. 2, d. 18, l. 5; d. 19, l. 1.")
    file = tmp_path / "chapter.docx"
    file.write_bytes(word(body, notes))
    printed = [
        ":paragraph 1:5: RGANI, f. 5, op. 28, d. 411, l. 2 → rgani:fond=5;opis=28;delo=411;list=2",
        ":footnote 1:5: RGASPI, f. 17, op. 2, d. 18, l. 5 → rgaspi:fond=17;opis=2;delo=18;list=5",
        ":footnote 1:40: d. 19, l. 1 → rgaspi:fond=17;opis=2;delo=19;list=1",
    ]
    assert prov("find", file) == (0, "".join(f"{file}{line}\n" for line in printed), "")
    ran = prov("find", "-", stdin=file.read_bytes())
    assert ran == (0, "".join(f"-{line}\n" for line in printed), "")
    *_, last = prov("find", file, "--json").objects
    assert (last["where"], last["column"], last["text"]) == ("footnote 1", 40, "d. 19, l. 1")
    assert last["inherited"] == ["archive", "fond", "opis"]
    assert {"start", "end", "line", "path"}.isdisjoint(last)
    alone = prov("find", file, file, "--json")
    assert prov("find", file, file, "--json", "--jobs", "2") == alone
    assert len(alone.objects) == 6


def test_find_says_of_a_broken_word_file_what_is_wrong(
    prov: Callable[..., Ran], tmp_path: Path
) -> None:
    file = tmp_path / "broken.docx"
    file.write_bytes(b"PK\x03\x04 and no more")
    status, out, err = prov("find", file)
    assert (status, out) == (2, "")
    assert str(file) in err
    assert "Word" in err


def test_finding_nothing_is_no_error(prov: Callable[..., Ran]) -> None:
    assert prov("find", "-", stdin="No reference on p. 5 of this book.\n") == (0, "", "")


# --- streams and faults


def test_output_is_utf8_whatever_the_locale(record: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    ran = shell("cite", record, env=env)
    assert (ran.returncode, ran.stdout.decode(), ran.stderr) == (0, NOTE, b"")


def test_a_closed_pipe_ends_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = shell("archives", "--json", stdout=writing, stderr=subprocess.PIPE, capture_output=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_closed_pipe_is_no_fault_of_the_input(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("РГАСПИ. Ф. 17. Оп. 162. Д. 18. Л. 5.\n" * 2000, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    ran = shell("find", text, stdout=writing, stderr=subprocess.PIPE, capture_output=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize(("closed", "name"), [("<&-", "input"), (">&-", "output")])
def test_a_closed_stream_is_an_error(closed: str, name: str) -> None:
    command = f"'{sys.executable}' -m provenance parse - {closed}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert ran.returncode == 2
    assert ran.stderr == f"Error: standard {name}: it is closed\n".encode()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_an_error() -> None:
    with open("/dev/full", "w") as full:
        ran = shell("archives", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert ran.returncode == 2
    assert ran.stderr == b"Error: standard output: no space left on device\n"


def test_an_interrupt_ends_with_130() -> None:
    command = [sys.executable, "-m", "provenance", "parse", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"f. 1, op. 2, d. 3\n" * 2000)
        process.stdin.flush()
        process.stdout.read(1)  # it has begun
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr is not None
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("cite",), ("cite", "--stile", "x", "y"), ("reed", "x"), ("find", "-", "-"),
        ("parse", "-", "x"), ("find", "x", "--encoding", "martian"), ("export", "x"),
    ],
)  # fmt: skip
def test_wrong_usage_is_status_2(prov: Callable[..., Ran], arguments: tuple[str, ...]) -> None:
    ran = prov(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "Usage: provenance" in ran.err


def test_a_folder_is_no_file(prov: Callable[..., Ran], tmp_path: Path) -> None:
    assert prov("find", tmp_path) == (2, "", f"Error: {tmp_path}: is a directory\n")


def test_a_fault_of_the_program_is_one_line_that_asks_for_a_report(
    prov: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("provenance.archives.find_archive", broken)
    ran = prov("archives", "avprf")
    assert ran.status == 2
    assert ran.err.count("\n") == 1
    assert "ZeroDivisionError: division by zero" in ran.err
    assert "please report" in ran.err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_for_a_long_run_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    for patience, shown in ((3600, False), (0, True)):
        monkeypatch.setattr("provenance.cli._progress._PATIENCE", patience)
        with LongRun("parsing", 10, to_file=True) as running:
            running.reached(5)
        assert ("parsing" in sys.stderr.getvalue()) is shown  # type: ignore[attr-defined]


def test_no_progress_where_the_data_runs_over_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr("provenance.cli._progress._PATIENCE", 0)
    with LongRun("parsing", 10, to_file=False) as running:
        running.reached(5)
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]
