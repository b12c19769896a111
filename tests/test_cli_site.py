"""``provenance site``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from histories import EXAMPLES

from provenance.cli import run
from provenance.site import writer


def _library(folder: Path) -> str:
    folder.mkdir()
    for path in EXAMPLES.glob("*.toml"):
        shutil.copy(path, folder)
    return str(folder)


def test_the_whole_library_without_a_file(tmp_path, capsys):
    site = tmp_path / "site"
    assert run(["site", str(site), "--library", _library(tmp_path / "lib")]) == 0
    assert capsys.readouterr() == (f"{site / 'index.html'}\n", "")
    assert len(list((site / "records").glob("*.html"))) == 6
    assert '<h1 dir="auto">Archival documents</h1>' in (site / "index.html").read_text("utf-8")


def test_files_and_keys_and_a_title(tmp_path, capsys):
    lib = _library(tmp_path / "lib")
    page = str(EXAMPLES / "szarvas-1955-02-26.txt")
    assert run(["site", str(tmp_path / "s"), page, "puzanov-1957-12-23", "--library", lib,
                "--title", "Кім & Co."]) == 0  # fmt: skip
    names = sorted(path.name for path in (tmp_path / "s" / "records").glob("*.html"))
    assert names == ["puzanov-1957-12-23.html", "szarvas-1955-02-26.html"]
    assert "Кім &amp; Co.</h1>" in (tmp_path / "s" / "index.html").read_text("utf-8")


def test_a_faulty_file_is_reported_and_the_rest_is_written(tmp_path, capsys):
    lib = _library(tmp_path / "lib")
    (tmp_path / "lib" / "bad.toml").write_text("key = 5\n")
    assert run(["site", str(tmp_path / "s"), "--library", lib]) == 2
    out, err = capsys.readouterr()
    assert out == f"{tmp_path / 's' / 'index.html'}\n"
    assert "bad.toml" in err
    assert len(list((tmp_path / "s" / "records").glob("*.html"))) == 6


def test_nothing_to_show_replaces_nothing(tmp_path, capsys):
    lib = _library(tmp_path / "lib")
    site = tmp_path / "s"
    assert run(["site", str(site), "--library", lib]) == 0
    (tmp_path / "empty").mkdir()
    assert run(["site", str(site), "--library", str(tmp_path / "empty")]) == 2
    assert "there is no record in this library" in capsys.readouterr().err
    assert len(list((site / "records").glob("*.html"))) == 6


def test_a_folder_that_is_no_site_is_refused(tmp_path, capsys):
    lib = _library(tmp_path / "lib")
    assert run(["site", lib, "--library", lib]) == 2
    assert capsys.readouterr() == (
        "",
        f"Error: {lib}: this folder is no site made by 'provenance site' and is not empty (it has "
        "'digest-1945-10-23.toml'); nothing was written, name another folder\n",
    )
    assert len(list(Path(lib).glob("*.toml"))) == 6


def test_without_jinja_the_extra_is_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    writer._environment.cache_clear()
    assert run(["site", str(tmp_path / "s"), str(EXAMPLES / "puzanov-1957-12-23.toml")]) == 2
    assert capsys.readouterr() == (
        "",
        "Error: a site needs Jinja: pip install Jinja2\n",
    )
    assert not (tmp_path / "s").exists()
