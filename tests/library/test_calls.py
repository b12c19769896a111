"""The public face, and the whole-thing calls: read, load, dump."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from strategies import records

import provenance
from provenance import Locator, ReadError, Record, RecordError, Unit, dump, load, read
from provenance.library import kind_of
from provenance.writing.record import plain

ROOT = Path(__file__).parent.parent.parent

TOML = """\
# by hand
key = "puzanov-1957-12-23"
title = "Journal"  # short

[[holdings]]
archive = "avprf"
units = [{ kind = "fond", value = "0102" }]
"""
RECORD = Record(
    key="puzanov-1957-12-23",
    title="Journal",
    holdings=[Locator("avprf", [Unit("fond", "0102")])],
)
JSON = '{"key": "puzanov-1957-12-23", "title": "Journal"}\n{"key": "b"}\n'


# --- the public face


@pytest.mark.parametrize("name", provenance.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(provenance, name)
    assert name in dir(provenance)
    if name != "__version__":
        assert value.__doc__


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'provenance' has no attribute 'reed'"):
        provenance.reed  # noqa: B018


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project.get("version", provenance.__version__) == provenance.__version__


HEAVY = ("citeproc", "lxml", "bibtexparser", "click", "rich", "tomlkit")


@pytest.mark.parametrize(
    "code",
    [
        "",
        f"provenance.read({TOML!r})",
        "provenance.Record, provenance.find_archive('AVPRF')",
        "provenance.format_locator(provenance.parse_locator('RGANI, f. 5, op. 28, d. 411'))",
        "list(provenance.find_locators('see RGANI, f. 5, op. 28, d. 411'))",
        f"provenance.cite(provenance.read({TOML!r})[0])",
    ],
)
def test_importing_loads_nothing_heavy(code: str) -> None:
    program = f"import sys, provenance\n{code}\nprint(set({HEAVY}) & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


# --- read


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def test_read_takes_a_path_a_name_or_a_text(file: Callable[..., Path]) -> None:
    path = file("record.toml", TOML)
    assert read(path) == read(str(path)) == read(TOML) == [RECORD]


@pytest.mark.parametrize("name", ["r.json", "r.jsonl", "r", "r.unknown"])
def test_read_takes_json(file: Callable[..., Path], name: str) -> None:
    assert [record.key for record in read(file(name, JSON))] == ["puzanov-1957-12-23", "b"]
    assert [record.key for record in read(f"[{JSON.splitlines()[1]}]")] == ["b"]


def test_the_kind_given_goes_before_the_suffix(file: Callable[..., Path]) -> None:
    assert read(file("record.txt", TOML), "toml") == [RECORD]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(file: Callable[..., Path], encoding: str) -> None:
    assert read(file("record.toml", TOML.encode(encoding))) == [RECORD]


def test_what_cannot_be_read_is_named(file: Callable[..., Path], tmp_path: Path) -> None:
    for absent in (tmp_path / "absent.toml", str(tmp_path / "absent.txt"), tmp_path / "absent"):
        with pytest.raises(ReadError) as raised:
            read(absent)
        assert str(raised.value) == f"{absent}: no such file or directory" or (
            str(raised.value) == f"{absent}: no such file"
        )
        assert raised.value.source == str(absent)
    with pytest.raises(ReadError, match="expected a file, found a folder"):
        read(tmp_path)
    with pytest.raises(ReadError, match="there is no kind 'yaml'; expected one of page, bibtex"):
        read(TOML, "yaml")  # type: ignore[arg-type]
    with pytest.raises(ReadError, match="expected a path or a text, found int"):
        read(5)  # type: ignore[arg-type]
    with pytest.raises(ReadError, match="cannot read PDF files"):
        read(file("a.pdf", "%PDF-1.7"))


def test_a_faulty_file_is_named_with_the_line(file: Callable[..., Path]) -> None:
    path = file("record.toml", TOML + "note = 5\n")
    with pytest.raises(RecordError) as raised:
        read(path)
    assert str(raised.value) == (
        f"{path}: line 8: holdings[0].note: expected text, found the number 5; "
        "write it in quotation marks"
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('key = "k"', "toml"),
        ("\ufeff# a record\n\n  key = 'k'\n", "toml"),
        ("[[holdings]]\narchive = 'avprf'", "toml"),
        ("copies.number = 3", "page"),
        ("width = 5", "page"),
        ('{"key": "k"}', "json"),
        ('\n[ {"key": "k"}]', "json"),
        ("[]", "json"),
        ("[stamp: Secret Department]\nTop Secret", "page"),
        ("{{Citation|key=5}}", "page"),
        ("December 23, 1957\n\nJournal", "page"),
        ("<html><body>key = 5</body></html>", "page"),
        ("% made by hand\n\n @Misc{a, title = {T}}", "bibtex"),
        ("@ home\n", "page"),
        ("\ufeff\r\nTY  - BOOK\r\n", "ris"),
        ("TYPE - BOOK", "page"),
        ('[{"id": "a", "title": "key"}]', "csl-json"),
        ('[{"title": "T", "custom": {"key": 1}, "type": "book"}]', "csl-json"),
        ('{"items": [{"id": "a"}]}', "csl-json"),
        ("---\n# x\nreferences:\n- id: a\n", "csl-yaml"),
        ("- id: a\n", "csl-yaml"),
        ("- a point\n- another\n", "page"),
        ("", "page"),
        ("# x\n" * 50_000 + "y", "page"),
        ("% x\n " * 50_000 + "y", "page"),
        (" " * 100_000 + "x", "page"),
        ("\n" * 100_000 + "key", "page"),
    ],
)
def test_the_kind_of_a_text(text: str, kind: str) -> None:
    assert kind_of(text) == kind


# --- load and dump


def test_load_takes_one_record(file: Callable[..., Path]) -> None:
    assert load(file("record.toml", TOML)) == RECORD
    assert load(file("record.json", JSON.splitlines()[0])).title == "Journal"
    with pytest.raises(ReadError, match=r"two.json: expected one record, found 2: use read\(\)"):
        load(file("two.json", JSON))
    with pytest.raises(ReadError, match=r"none.jsonl: expected one record, found none"):
        load(file("none.jsonl", ""))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(record=records())
def test_what_is_dumped_is_loaded(tmp_path: Path, record: Record) -> None:
    for name in ("record.toml", "record.json"):
        path = tmp_path / name
        dump(record, path)
        assert plain(load(path)) == plain(record)


def test_dump_keeps_comments_of_the_same_record(file: Callable[..., Path]) -> None:
    path = file("record.toml", TOML)
    dump(attrs.evolve(RECORD, title="Diary"), path)
    assert path.read_text(encoding="utf-8") == TOML.replace('"Journal"', '"Diary"')
    dump(Record(key="another", title="Diary"), path)
    assert path.read_text(encoding="utf-8") == 'key = "another"\ntitle = "Diary"\n'


def test_dump_keeps_line_ends(file: Callable[..., Path]) -> None:
    path = file("record.toml", TOML.replace("\n", "\r\n"))
    dump(attrs.evolve(RECORD, title="Diary"), path)
    assert path.read_bytes() == TOML.replace('"Journal"', '"Diary"').replace("\n", "\r\n").encode()


def test_dump_keeps_the_mode_and_the_link(file: Callable[..., Path], tmp_path: Path) -> None:
    path = file("record.toml", TOML)
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    dump(attrs.evolve(RECORD, number="309"), link)
    assert link.is_symlink()
    assert load(path).number == "309"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_dump_leaves_no_half_file(
    file: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file("record.toml", TOML)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        dump(attrs.evolve(RECORD, title="Diary"), path)
    assert path.read_text(encoding="utf-8") == TOML
    assert list(tmp_path.iterdir()) == [path]


def test_dump_does_not_replace_what_it_cannot_read(file: Callable[..., Path]) -> None:
    for content in ("key = puzanov", b"key = '\xff'"):
        path = file("record.toml", content)
        before = path.read_bytes()
        with pytest.raises(RecordError, match=r"record\.toml: not replaced, since"):
            dump(RECORD, path)
        assert path.read_bytes() == before


def test_dump_refuses_half_a_character(tmp_path: Path) -> None:
    for name in ("record.toml", "record.json"):
        with pytest.raises(RecordError, match="half of a character"):
            dump(Record(key="k", title="a\ud800"), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_dump_into_an_empty_file_and_into_no_folder(
    file: Callable[..., Path], tmp_path: Path
) -> None:
    path = file("record.toml", "")
    dump(RECORD, path)
    assert load(path) == RECORD
    with pytest.raises(FileNotFoundError):
        dump(RECORD, tmp_path / "absent" / "record.toml")
