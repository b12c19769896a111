"""Baselines: what is known is held back, wherever it has moved; what is new is told."""

import json

import pytest

from provenance.checking.baseline import Baseline, fingerprints
from provenance.checking.checker import Checker
from provenance.cli import run
from provenance.errors import ReadError
from provenance.verdicts import check_bytes

BAD = "RGANI, f. 5, op. 28, d. 411, ll. 29–26"
OTHER = "AVPRF, f. 0102, op. 14, p. 75, d. 6, ll. 9–4"


def _found(text, name="a.md"):
    return check_bytes(text.encode(), Checker(), source=name)


def test_the_file_is_sorted_and_tells_what_it_lists(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = _found(f"See {OTHER}.\n\nSee {BAD}.\n\nSee {BAD}.\n", "book/a.md")
    written = Baseline.of(found, str(tmp_path / "lists")).written()
    assert json.loads(written) == {
        "version": 1,
        "findings": [
            {"path": "../book/a.md", "rule": "range-descending", "text": OTHER, "count": 1},
            {"path": "../book/a.md", "rule": "range-descending", "text": BAD, "count": 2},
        ],
    }
    assert Baseline.of(reversed(found), str(tmp_path / "lists")).written() == written


@pytest.mark.parametrize(
    ("text", "new", "gone"),
    [
        (f"See {BAD}.\n", 0, 0),
        (f"# New\n\nWords.\n\nSee now {BAD}.\n", 0, 0),
        ("See " + BAD.replace("op. 28, ", "op. 28,\n") + ".\n", 0, 0),
        (f"See {BAD}.\n\nSee {BAD}.\n", 1, 0),
        (f"See {OTHER}.\n", 1, 1),
        ("Nothing.\n", 0, 1),
    ],
)
def test_findings_are_known_again(tmp_path, text, new, gone):
    known = Baseline.of(_found(f"See {BAD}.\n"), str(tmp_path))
    left, fewer = known.unknown(_found(text))
    assert (len(left), fewer) == (new, gone)


def test_of_findings_that_are_alike_each_has_its_own_fingerprint():
    before = fingerprints(_found(f"See {BAD}.\n\nSee {BAD}.\n\nSee {OTHER}.\n"))
    after = fingerprints(_found(f"Words.\n\nSee {OTHER}.\n\nSee {BAD}.\n\nAnd {BAD}.\n"))
    assert len(set(before)) == 3
    assert set(after) == set(before)
    assert fingerprints(_found(f"See {BAD}.\n", "b.md"))[0] not in before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "b.json:1: expected a baseline in JSON"),
        ("[]", "expected a baseline: an object with 'findings'"),
        ('{"findings": [], "version": 2}', "expected a baseline of version 1, found 2"),
        ('{"findings": [{"path": "a"}], "version": 1}', "findings[0]: expected an object with"),
        ('{"findings": [{"path": "a", "rule": "b", "text": "c", "count": true}], "version": 1}',
         "findings[0]: expected an object with"),
        ("[" * 100_000, "expected a baseline"),
    ],
)  # fmt: skip
def test_what_is_no_baseline(text, said):
    with pytest.raises(ReadError) as caught:
        Baseline.read(text, source="b.json")
    assert said in str(caught.value)


def test_the_command_writes_and_heeds_one(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    paper = tmp_path / "a.md"
    paper.write_text(f"See {BAD}.\n", encoding="utf-8")
    assert run(["check", "a.md", "--write-baseline", "old.json"]) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "Note: old.json: lists 1 finding\n")
    assert run(["check", "a.md", "--baseline", "old.json"]) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "Note: no findings; 1 held back by the baseline\n")
    paper.write_text(f"Words.\n\nSee {BAD}.\n\nSee {OTHER}.\n", encoding="utf-8")
    assert run(["check", "a.md", "--baseline", "old.json"]) == 1
    shown = capsys.readouterr()
    assert shown.out == "a.md:5:46: error range-descending Leaf range runs backwards: 9–4.\n"
    assert shown.err == "Note: 1 error; 1 held back by the baseline\n"
    paper.write_text("Words.\n", encoding="utf-8")
    assert run(["check", "a.md", "--baseline", "old.json"]) == 0
    assert "1 of the baseline is gone: write it anew" in capsys.readouterr().err


def test_what_was_not_looked_at_is_not_gone(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(f"See {BAD}.\n", encoding="utf-8")
    run(["check", "a.md", "b.md", "--write-baseline", "old.json"])
    (tmp_path / "a.md").write_text("Words.\n", encoding="utf-8")
    capsys.readouterr()

    def told(*arguments):
        assert run(["check", *arguments, "--baseline", "old.json"]) == 0
        return capsys.readouterr().err

    assert told("b.md") == "Note: no findings; 1 held back by the baseline\n"
    assert told("b.md", "a.md", "--ignore", "LEA") == ""
    gone = (
        "Note: no findings; 1 held back by the baseline; 1 of the baseline is gone: write it anew\n"
    )
    assert told("b.md", "a.md") == gone
    (tmp_path / "a.md").unlink()
    assert told("b.md") == gone


def test_an_unreadable_input_leaves_the_baseline_as_it_was(tmp_path, capsys):
    old = tmp_path / "old.json"
    old.write_text("old")
    assert run(["check", str(tmp_path / "none.md"), "--write-baseline", str(old)]) == 2
    assert old.read_text() == "old"
    assert run(["check", str(old), "--baseline", str(tmp_path / "none.json")]) == 2
    assert run(["check", str(old), "--baseline", "a", "--write-baseline", "b"]) == 2


def test_sarif_carries_the_fingerprints(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = f"See {BAD}.\n\nSee {BAD}.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    run(["check", "a.md", "--format", "sarif"])
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    told = [each["partialFingerprints"]["provenanceFinding/v1"] for each in results]
    assert told == fingerprints(_found(text))
