"""Record files and folders of them: findings at their places, records looked at together."""

import json
import os
from pathlib import Path

import pytest

from provenance import Settings, check
from provenance.cli import run
from provenance.errors import ReadError
from provenance.record_files import record_paths

FAULTY = """\
key = "a"
kind = "letter"
title = "Letter"
date = "1957-11-31"

[copies]
number = 5
printed = 3
distribution = [
    { copy = 1, to = "Kuznetsov" },
    { copy = 1, to = "Fedorenko" },
]

[[holdings]]
text = "RGANI, f. 5, op. 28, d. 411, ll. 29–26"
archive = "rgani"
archive_text = "RGANI"
units = [
    { kind = "fond", value = "5" },
    { kind = "opis", value = "28" },
    { kind = "delo", value = "411" },
]
leaves = "29-26"
leaf_kind = "list"
"""
PLACES = [
    ("impossible-date", 4, 8, '"1957-11-31"'),
    ("copy-number-too-high", 7, 10, "5"),
    ("duplicate-copy-number", 11, 14, "1"),
    ("range-descending", 23, 10, '"29-26"'),
]


def _told(found):
    return [(each.rule, each.line, each.column, each.excerpt) for each in found]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_findings_in_a_toml_file_stand_at_the_values(tmp_path, mark):
    path = tmp_path / "a.toml"
    path.write_text(mark + FAULTY, encoding="utf-8")
    assert _told(check(path)) == PLACES


def test_findings_in_json_stand_at_the_values(tmp_path):
    one = {"key": "a", "kind": "letter", "date": "1957"}
    two = {"key": "b", "kind": "letter", "date": "1957", "copies": {"number": 5, "printed": 3}}
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(one)}\n{json.dumps(two)}\n")
    assert _told(check(path)) == [("copy-number-too-high", 2, 69, "5")]
    path = tmp_path / "a.json"
    path.write_text(json.dumps([one, two], indent=1))
    assert _told(check(path)) == [("copy-number-too-high", 12, 14, "5")]


def test_a_field_that_is_missing_is_told_at_the_record(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('# draft\ntitle = "T"\nkey = "a"\n')
    assert _told(check(path)) == [("missing-date", 3, 7, '"a"')]


def _record(key, leaves, date="1957-12-23"):
    return (
        f'key = "{key}"\nkind = "letter"\ndate = "{date}"\n[[holdings]]\narchive = "rgani"\n'
        f'units = [{{ kind = "fond", value = "5" }}, {{ kind = "opis", value = "28" }}, '
        f'{{ kind = "delo", value = "411" }}]\nleaves = "{leaves}"\n'
    )


@pytest.fixture
def folder(tmp_path):
    for name, key, leaves in (("1", "a", "1-4"), ("2", "b", "3"), ("3", "A", "9")):
        (tmp_path / f"{name}.toml").write_text(_record(key, leaves))
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.toml").write_text("no record")
    return tmp_path


def test_a_folder_is_looked_at_as_a_whole(folder):
    found = check(folder)
    assert [(Path(each.path).name, *_told([each])[0]) for each in found] == [
        ("2.toml", "duplicate-locator", 4, 1, "[[holdings]]"),
        ("3.toml", "duplicate-key", 1, 7, '"A"'),
    ]


def test_a_comment_in_a_file_holds_back_what_is_found_of_all_together(folder):
    path = folder / "2.toml"
    path.write_text(f"# provenance: ignore-file duplicate-locator\n{path.read_text()}")
    assert [each.rule for each in check(folder)] == ["duplicate-key"]


@pytest.mark.parametrize("names", [["."], ["1.toml", "2.toml", "3.toml"]])
def test_a_folder_and_its_files_on_the_command_line(folder, names, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    assert run(["check", *names]) == 1
    assert capsys.readouterr().out == (
        "2.toml:4:1: warning duplicate-locator Same file and leaves as a.\n"
        "3.toml:1:7: error duplicate-key Key A used 2 times.\n"
    )


def test_a_folder_without_record_files(tmp_path, capsys):
    (tmp_path / "notes.md").write_text("RGANI, f. 5")
    assert run(["check", str(tmp_path)]) == 2
    assert "found no record file in the folder" in capsys.readouterr().err
    with pytest.raises(ReadError, match="found no record file"):
        check(tmp_path)


def test_findings_about_a_page_of_plain_text_stand_where_it_was_read():
    path = Path(__file__).parents[2] / "records" / "examples" / "puzanov-1957-12-23.txt"
    from provenance.checking.checker import Checker
    from provenance.verdicts import check_bytes

    (finding,) = check_bytes(
        path.read_bytes(), Checker(Settings(select=["PRO001"])), source=str(path), kind="records"
    )
    line = path.read_text(encoding="utf-8").split("\n")[finding.line - 1]
    assert line[finding.column - 1 :].startswith(finding.excerpt)
    assert finding.excerpt == "Translated"


def test_the_examples_that_ship_have_no_fault():
    found = check(Path(__file__).parents[2] / "records" / "examples")
    assert [each for each in found if each.severity != "info"] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_not_waited_on(tmp_path):
    (tmp_path / "a.toml").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "gone.toml").symlink_to("nowhere.toml")
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    assert record_paths(tmp_path) == [tmp_path / "a.toml", tmp_path / "gone.toml"]
