"""``provenance history``."""

from __future__ import annotations

import json
from pathlib import Path

from histories import EXAMPLES, example

from provenance.cli import run
from provenance.writing.history.registry import tell

PUZANOV = str(EXAMPLES / "puzanov-1957-12-23.toml")
IVANOV = str(EXAMPLES / "ivanov-1956-06-07.toml")


def test_the_time_line_is_what_comes_without_a_word(capsys):
    assert run(["history", PUZANOV]) == 0
    assert capsys.readouterr().out == tell(example("puzanov-1957-12-23"))


def test_a_page_does_as_well(capsys):
    assert run(["history", str(EXAMPLES / "puzanov-1957-12-23.txt")]) == 0
    assert capsys.readouterr().out == tell(example("puzanov-1957-12-23"))


def test_several_documents_have_a_time_line_each(capsys):
    assert run(["history", PUZANOV, IVANOV]) == 0
    first, second = (tell(example(n)) for n in ("puzanov-1957-12-23", "ivanov-1956-06-07"))
    assert capsys.readouterr().out == f"{first}\n\n{second}"


def test_a_picture_is_of_one_document(capsys):
    assert run(["history", PUZANOV, IVANOV, "--to", "svg"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "Error: svg tells of one document, found 2: puzanov-1957-12-23, ivanov-1956-06-07\n"
    )


def test_a_key_of_the_library_and_an_output_file(tmp_path: Path, capsys):
    (tmp_path / "p.toml").write_text(Path(PUZANOV).read_text("utf-8"), "utf-8")
    out = tmp_path / "p.json"
    assert run(["history", "p", "--library", str(tmp_path), "--to", "prov-json",
                "--output", str(out)]) == 0  # fmt: skip
    assert capsys.readouterr().out == ""
    assert "doc:copy-3" in json.loads(out.read_text("utf-8"))["entity"]


def test_every_form_is_written(capsys):
    begins = {
        "mermaid": "---\ntitle: ",
        "svg": "<?xml",
        "prov-n": "document\n",
        "prov-o": "@prefix",
    }
    for form, beginning in begins.items():
        assert run(["history", PUZANOV, "--to", form]) == 0
        assert capsys.readouterr().out.startswith(beginning)


def test_what_cannot_be_read_is_said(capsys):
    assert run(["history", "nowhere.toml"]) == 2
    assert "nowhere.toml" in capsys.readouterr().err
