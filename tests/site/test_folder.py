"""The folder of a site is replaced whole, and what is not the site's is never touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from provenance import ProvenanceError, Record, RecordError
from provenance.site import folder as folders
from provenance.site.writer import write_site

A, B = Record("a", title="A"), Record("b", title="B")


def _files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def _record_files(*keys: str) -> set[str]:
    return {
        f"records/{key}.{end}" for key in keys for end in ("html", "bib", "json", "ris", "toml")
    }


SHARED = {
    ".provenance-site", "index.html", "archives.html", "style.css", "site.js", "documents.bib",
    "documents.json", "documents.ris",
}  # fmt: skip


def test_a_new_site_has_its_files_and_nothing_lies_beside(tmp_path):
    assert write_site([A, B], tmp_path / "deep" / "site") == tmp_path / "deep" / "site/index.html"
    assert _files(tmp_path) == {f"deep/site/{name}" for name in SHARED | _record_files("a", "b")}


def test_the_pages_of_records_that_are_gone_are_gone(tmp_path):
    write_site([A, B], tmp_path / "site")
    write_site([B], tmp_path / "site")
    assert _files(tmp_path / "site") == SHARED | _record_files("b")
    assert os.listdir(tmp_path) == ["site"]


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "site").mkdir()
    write_site([A], tmp_path / "site")
    assert _files(tmp_path) == {f"site/{name}" for name in SHARED | _record_files("a")}


def test_a_folder_of_something_else_is_refused_and_stays(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(ProvenanceError, match="no site made by 'provenance site' and is not empty"):
        write_site([A], tmp_path)
    assert _files(tmp_path) == {"thesis.docx"}


def test_a_file_is_refused_and_stays(tmp_path):
    (tmp_path / "site").write_text("a file")
    with pytest.raises(ProvenanceError, match="expected a folder for the site, found a file"):
        write_site([A], tmp_path / "site")
    assert (tmp_path / "site").read_text() == "a file"


def test_what_the_user_put_there_stays(tmp_path):
    site = tmp_path / "site"
    write_site([A], site)
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref: refs/heads/main")
    (site / "CNAME").write_text("example.org")
    (site / "records" / "scan.jpg").write_text("picture")
    write_site([B], site)
    more = {".git/HEAD", "CNAME", "records/scan.jpg"}
    assert _files(site) == SHARED | _record_files("b") | more
    assert (site / "records" / "scan.jpg").read_text() == "picture"
    assert os.listdir(tmp_path) == ["site"]


def test_a_file_of_the_users_is_not_written_over(tmp_path):
    site = tmp_path / "site"
    write_site([A], site)
    (site / "records" / "b.html").write_text("mine")
    with pytest.raises(ProvenanceError, match=r"b\.html: the site needs this name"):
        write_site([A, B], site)
    assert _files(site) == SHARED | _record_files("a") | {"records/b.html"}
    assert (site / "records" / "b.html").read_text() == "mine"
    assert os.listdir(tmp_path) == ["site"]


def test_an_error_leaves_the_old_site(tmp_path):
    write_site([A], tmp_path / "site")
    before = (tmp_path / "site" / "index.html").read_bytes()

    def fail(done: int, total: int) -> None:
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        write_site([A, B], tmp_path / "site", reached=fail)
    assert (tmp_path / "site" / "index.html").read_bytes() == before
    assert os.listdir(tmp_path) == ["site"]


def test_half_of_a_character_is_refused_before_anything_is_replaced(tmp_path):
    write_site([A], tmp_path / "site")
    with pytest.raises(RecordError, match=r"b: a text has half of a character \(U\+D800\)"):
        write_site([A, Record("b", title="x\ud800")], tmp_path / "site")
    assert _files(tmp_path / "site") == SHARED | _record_files("a")


def test_the_working_directory_is_not_taken_away(tmp_path, monkeypatch):
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    with pytest.raises(ProvenanceError, match="run the command from outside of it"):
        write_site([A], ".")
    assert os.listdir(tmp_path / "site") == []


def test_the_rights_of_the_folder_stay(tmp_path):
    write_site([A], tmp_path / "site")
    (tmp_path / "site").chmod(0o750)
    write_site([B], tmp_path / "site")
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o750


def test_a_link_to_the_folder_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    write_site([A], tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "real" / "index.html").is_file()


class Killed(BaseException):
    """What ends the program without a chance to put things right."""


@pytest.mark.parametrize("at", range(1, 6))
def test_killed_at_any_renaming_the_users_files_come_back(tmp_path, monkeypatch, at):
    """A program that is killed does nothing more: every renaming from then on fails."""
    site = tmp_path / "site"
    write_site([A], site)
    for name in ("CNAME", "robots.txt"):
        (site / name).write_text(name)
    real, count = os.rename, 0

    def rename(source, target):
        nonlocal count
        count += 1
        if count >= at:
            raise Killed
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(folders.os, "rename", rename)
        patch.setattr(folders.shutil, "rmtree", lambda *_, **__: None)
        try:
            write_site([A, B], site)
        except Killed:
            assert at <= 4
    write_site([B], site)
    assert _files(site) == SHARED | _record_files("b") | {"CNAME", "robots.txt"}
    assert (site / "CNAME").read_text() == "CNAME"


def test_pages_of_one_library_are_the_same_twice(tmp_path):
    for name in ("one", "two"):
        write_site([A, B], tmp_path / name)
    for name in sorted(_files(tmp_path / "one")):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
