"""``cite --sequence`` and ``consulted``: what they print, and what they say of bad input."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from documents import PUZANOV, TWO_ARCHIVES
from word_files import paragraph, word

from provenance import Agent, Record, dump
from provenance.cli import run

EXAMPLES = Path(__file__).parent.parent / "records" / "examples"

Ran = tuple[int, str, str]

FULL = (
    "“Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957,” December 23, "
    "1957, Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow, f. 0102, op. 14, "
    "d. 6, l. 27, trans. Gary Goldberg for NKIDP, History and Public Policy Program Digital "
    "Archive."
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    dump(PUZANOV, folder / "puzanov.toml")
    dump(TWO_ARCHIVES, folder / "kim.toml")
    return folder


@pytest.fixture
def prov(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, library: Path
) -> Callable[..., Ran]:
    monkeypatch.setenv("PROVENANCE_LIBRARY", str(library))

    def call(*arguments: str | Path, stdin: str = "") -> Ran:
        data = io.BufferedReader(io.BytesIO(stdin.encode()))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
        status = run([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return call


def test_a_note_a_line(prov: Callable[..., Ran]) -> None:
    notes = "puzanov 27\npuzanov 27\n\n  puzanov  28-29 \npuzanov 29; kim 87\n-\npuzanov 29\n"
    status, out, err = prov("cite", "--sequence", "-", "--repeat", "ibid", stdin=notes)
    lines = out.split("\n")
    assert (status, err) == (0, "")
    assert lines[:3] == [FULL, "Ibid.", "Ibid., ll. 28–29."]
    assert lines[3].startswith(
        "Ibid., l. 29; Kim Il Sung, “Telegram about the Lunch at the Foreign"
    )
    assert lines[4:] == [
        "",
        "Puzanov, “Journal of Soviet Ambassador,” December 23, 1957, l. 29.",
        "",
    ]


def test_files_with_spaces_and_short_names(prov: Callable[..., Ran], tmp_path: Path) -> None:
    record = attrs.evolve(PUZANOV, title="A Title")
    dump(record, tmp_path / "my own file.toml")
    listed = tmp_path / "notes.txt"
    listed.write_text(f"{tmp_path}/my own file.toml 26, 28\n", encoding="utf-8")
    status, out, _ = prov("cite", "--sequence", listed, "--archive-names", "short")
    assert status == 0
    assert out.startswith(
        "A. M. Puzanov, “A Title,” December 23, 1957, AVPRF, f. 0102, op. 14, d. 6, "
    )
    assert "ll. 26, 28, trans." in out


def test_a_line_that_fails_leaves_an_empty_line(prov: Callable[..., Ran]) -> None:
    notes = "puzanof 1\npuzanov x\n;\npuzanov 27\n"
    status, out, err = prov("cite", "--sequence", "-", stdin=notes)
    assert status == 2
    assert out == f"\n\n\n{FULL}\n"
    assert [line.partition(": ")[2][:32] for line in err.splitlines()] == [
        "-:1: puzanof: no such file, and ",
        "-:2: leaves: expected leaves suc",
        "-:3: expected a key or a file, f",
    ]
    assert "the nearest keys are: puzanov" in err


def test_a_list_never_reads_standard_input(prov: Callable[..., Ran], tmp_path: Path) -> None:
    listed = tmp_path / "notes.txt"
    listed.write_text("- puzanov 27\npuzanov 27; -\n-\n", encoding="utf-8")
    status, out, err = prov("cite", "--sequence", listed, stdin='title = "Not asked for"\n')
    said = "'-' is a note that cites something else, and stands alone on its line"
    assert (status, out) == (2, "\n\n\n")
    assert err.splitlines() == [f"Error: {listed}:{line}: {said}" for line in (1, 2)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("puzanov-1957-12-23.toml", "a record"),
        ("ivanov-1956-06-07.html", "a web page"),
        ("filippov-1952-02-03.mhtml", "a web page"),
        ("puzanov-1957-12-23.txt", "a text"),
        ("shehu-mao-1967-09-30.flat.txt", "a text"),
    ],
)
def test_what_is_no_list_of_notes_is_told_once(
    prov: Callable[..., Ran], name: str, found: str
) -> None:
    path = EXAMPLES / name
    status, out, err = prov("cite", "--sequence", path)
    expected = f"{path}: expected a list of notes, a key or a file on each line, found {found}"
    assert (status, out, err.splitlines()) == (2, "", [f"Error: {expected}"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--sequence", "--leaves", "3"], "leaves stand in the list of notes"),
        (["--sequence", "--archive-names", "full"], "with --sequence, it is 'first' or 'short'"),
        (["--archive-names", "first"], "'first' goes with --sequence"),
        (["--repeat", "ibid"], "goes with --sequence"),
        (["--sequence", "--style", "chicago-short"], "no style with notes 'chicago-short'"),
        (["--sequence", "--style", "gost", "--repeat", "author"], "there are: ibid, short"),
        (["--sequence", "--style", "chicago-author-date"], "in the text: chicago-author-date-text"),
        (["--bibliography", "--style", "gost"], "'gost' has no list in an order of its own"),
        (["--bibliography", "--style", "chicago-author-date-text"], "has no list in an order"),
    ],
)
def test_options_that_do_not_go_together(
    prov: Callable[..., Ran], options: list[str], message: str
) -> None:
    status, out, err = prov("cite", "-", *options, stdin="puzanov\n")
    assert (status, out) == (2, "")
    assert message in err


def test_a_document_that_cannot_be_cited_is_told_and_the_rest_goes_on(
    prov: Callable[..., Ran], tmp_path: Path, library: Path
) -> None:
    dump(Record(key="rice", title="Rice"), library / "rice.toml")
    out = tmp_path / "out.txt"
    status, printed, err = prov("cite", "rice", "puzanov", "--leaves", "27", "--output", out)
    assert (status, printed) == (2, "")
    assert err == (
        f"Error: {library / 'rice.toml'}: rice: leaves '27' cannot be cited: "
        "the record has no holding\n"
    )
    assert out.read_text("utf-8").startswith("“Journal of Soviet Ambassador")
    assert out.read_text("utf-8").count("\n") == 1


def test_nothing_is_exported_where_nothing_was_read(
    prov: Callable[..., Ran], tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    out.write_text("old", "utf-8")
    (tmp_path / "bad.json").write_text('{"key": "a", "titel": "T"}', "utf-8")
    status, printed, err = prov(
        "export", tmp_path / "bad.json", "--to", "csl-json", "--output", out
    )
    assert (status, printed) == (2, "")
    assert "unknown key 'titel'; the nearest is 'title'" in err
    assert out.read_text("utf-8") == "old"


@pytest.fixture
def rice_and_coal(library: Path) -> None:
    by = Agent("A. M. Puzanov", "Puzanov", "A. M.", role="author")
    for key, title in (("rice", "Rice"), ("coal", "Coal")):
        dump(Record(key=key, title=title, date="1957", creators=[by]), library / f"{key}.toml")


@pytest.mark.usefixtures("rice_and_coal")
def test_letters_are_the_same_in_the_text_and_in_the_list(prov: Callable[..., Ran]) -> None:
    status, out, err = prov("cite", "rice", "coal", "--style", "chicago-author-date")
    assert (status, err) == (0, "")
    assert out == "Puzanov, A. M. 1957b. “Rice.”\nPuzanov, A. M. 1957a. “Coal.”\n"
    _, out, _ = prov("cite", "rice", "coal", "--style", "chicago-author-date", "--bibliography")
    assert out == "Puzanov, A. M. 1957a. “Coal.”\nPuzanov, A. M. 1957b. “Rice.”\n"
    notes = "rice\nnobody\n-\ncoal; rice\n"
    status, out, err = prov(
        "cite", "--sequence", "-", "--style", "chicago-author-date-text", stdin=notes
    )
    assert out == "(Puzanov 1957b)\n\n\n(Puzanov 1957a; Puzanov 1957b)\n"
    assert (status, err.count("nobody: no such file")) == (2, 1)


def test_documents_of_one_collection_have_one_entry(prov: Callable[..., Ran]) -> None:
    status, out, _ = prov("cite", "puzanov", "puzanov", "--style", "chicago-collection")
    assert status == 0
    assert (
        out == "Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow. Fond 0102.\n"
    )


def test_consulted_takes_keys_and_manuscripts(prov: Callable[..., Ran], tmp_path: Path) -> None:
    manuscript = tmp_path / "chapter.md"
    manuscript.write_text("See AVPRF, f. 0102, op. 14, d. 12, l. 3, and d. 5, l. 1.", "utf-8")
    status, out, err = prov("consulted", "puzanov", manuscript)
    assert (status, err) == (0, "")
    assert out == (
        "Russia\n"
        "  Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow\n"
        "    Fond 0102\n"
        "      opis 14: delo 5, 6, 12\n"
    )


@pytest.mark.parametrize("name", ["chapter.rst", "chapter.markdown", "chapter.docx"])
def test_consulted_takes_the_manuscripts_that_check_takes(
    prov: Callable[..., Ran], tmp_path: Path, name: str
) -> None:
    text = "See AVPRF, f. 0102, op. 14, d. 12, l. 3."
    data = word(paragraph(text)) if name.endswith("docx") else text.encode()
    (tmp_path / name).write_bytes(data)
    status, out, err = prov("consulted", tmp_path / name)
    assert (status, err) == (0, "")
    assert out.endswith("    Fond 0102\n      opis 14: delo 12\n")


def test_consulted_finds_nothing(prov: Callable[..., Ran], tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("Nothing was found there.", "utf-8")
    status, out, err = prov("consulted", empty, "--from", "text")
    assert (status, out) == (1, "")
    assert err == f"Error: {empty}: no archival reference was found\n"
    assert prov("consulted", tmp_path / "none.txt")[0] == 2
