"""``add``, ``list``, ``show``, ``search``, ``merge``, ``rename``; keys and --all everywhere."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from provenance import Library, Record, dump, load
from provenance.cli import run

EXAMPLES = Path(__file__).parent.parent / "records" / "examples"
KEYS = [
    "digest-1945-10-23", "filippov-1952-02-03", "szarvas-1955-02-26", "ivanov-1956-06-07",
    "puzanov-1957-12-23", "memorandum-of-conversation-aqppsh-1967-09-30",
]  # fmt: skip
PUZANOV = "puzanov-1957-12-23"

Ran = tuple[int, str, str]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PROVENANCE_LIBRARY", raising=False)
    return tmp_path / "library"


@pytest.fixture
def prov(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shelf: Path
) -> Callable[..., Ran]:
    def call(*arguments: str | Path, stdin: str = "") -> Ran:
        data = io.BufferedReader(io.BytesIO(stdin.encode()))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
        status = run([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return call


@pytest.fixture
def filled(shelf: Path) -> Path:
    library = Library(shelf)
    for path in EXAMPLES.glob("*.toml"):
        library.add(load(path))
    library.close()
    return shelf


def pages() -> list[Path]:
    return [path for path in sorted(EXAMPLES.glob("*.*")) if path.suffix != ".toml"]


# --- add


def test_one_command_makes_a_library_of_the_example_pages(
    prov: Callable[..., Ran], shelf: Path
) -> None:
    status, out, err = prov("add", *pages())
    assert status == 0
    lines = [line.split("\t") for line in out.splitlines()]
    assert sorted(key for key, _ in lines) == sorted(KEYS)
    assert all(Path(path) == Path("library", f"{key}.toml") for key, path in lines)
    assert err == (
        f"Note: {EXAMPLES / 'shehu-mao-1967-09-30.lines.txt'}: the library has this document "
        "already, as library/memorandum-of-conversation-aqppsh-1967-09-30.toml; nothing new\n"
    )
    for key in KEYS:
        assert load(shelf / f"{key}.toml") == load(EXAMPLES / f"{key}.toml")


def test_a_bad_page_does_not_stop_the_others(prov: Callable[..., Ran], tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("Just words.\n", encoding="utf-8")
    status, out, err = prov("add", nothing, tmp_path / "none.txt", pages()[0])
    assert status == 2
    assert out.startswith("digest-1945-10-23\t")
    assert [line.split(": ")[1] for line in err.splitlines()] == [
        str(nothing), str(tmp_path / "none.txt")
    ]  # fmt: skip


def test_what_is_there_is_shown_field_by_field(prov: Callable[..., Ran], filled: Path) -> None:
    path = filled / f"{PUZANOV}.toml"
    text = path.read_text("utf-8").replace('"309"', '"310"').replace('kind = "journal"\n', "")
    path.write_text(text, encoding="utf-8")
    page = EXAMPLES / f"{PUZANOV}.txt"
    assert prov("add", page) == (
        1, "",
        f"Error: {page}: the library has this document already, as library/{PUZANOV}.toml; "
        "--merge gives it what is new:\n"
        "  kind: nothing here, journal there\n"
        "  number: 310 here, 309 there\n",
    )  # fmt: skip
    assert path.read_text("utf-8") == text
    status, out, _ = prov("add", "--merge", page)
    assert (status, out) == (0, f"{PUZANOV}\tlibrary/{PUZANOV}.toml\n")
    merged = load(path)
    assert (merged.kind, merged.number) == ("journal", "310")
    (entry,) = merged.merged
    assert (entry.source, entry.took, entry.differs) == (str(page), ("kind",), {"number": "309"})
    assert prov("add", page)[0] == 0
    assert prov("add", "--anyway", page)[:2] == (
        0, f"{PUZANOV}-2\tlibrary/{PUZANOV}-2.toml\n"
    )  # fmt: skip


def test_a_record_from_standard_input(prov: Callable[..., Ran], shelf: Path) -> None:
    status, out, err = prov("add", "-", stdin='key = "note-1957"\ntitle = "Note"\n')
    assert (status, out, err) == (0, "note-1957\tlibrary/note-1957.toml\n", "")
    assert load(shelf / "note-1957.toml") == Record(key="note-1957", title="Note")


def test_a_folder_that_cannot_be_made(prov: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    status, out, err = prov("add", pages()[0], "--library", tmp_path / "file")
    assert (status, out) == (2, "")
    assert err.startswith(f"Error: {pages()[0]}: not added: {tmp_path / 'file'}: ")


# --- list, show, search


def test_the_list(prov: Callable[..., Ran], filled: Path) -> None:
    status, out, err = prov("list")
    assert (status, err) == (0, "")
    rows = [line.split("\t") for line in out.splitlines()]
    assert [row[0] for row in rows] == KEYS
    assert rows[4] == [
        PUZANOV, "1957-12-23", "journal",
        "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957",
        "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29",
    ]  # fmt: skip
    rows = [line.split("\t") for line in prov("list", "--sort", "key")[1].splitlines()]
    assert [row[0] for row in rows] == sorted(KEYS)
    first = json.loads(prov("list", "--json")[1].splitlines()[0])
    assert first["key"] == KEYS[0]
    assert first["path"] == f"library/{KEYS[0]}.toml"
    assert first["creators"] == ["TASS"]


def test_files_that_are_no_records_are_told(prov: Callable[..., Ran], filled: Path) -> None:
    (filled / "bad.toml").write_text('key = "bad"\ntitel = "x"\n', encoding="utf-8")
    (filled / "named.toml").write_text('key = "other"\nplace = "Praha"\n', encoding="utf-8")
    status, out, err = prov("list")
    assert status == 2
    assert len(out.splitlines()) == 7
    assert err.splitlines() == [
        "Error: library/bad.toml: line 2: titel: unknown key 'titel'; the nearest is 'title'",
        "Note: library/named.toml: line 1: the key is 'other', the file's name 'named'; "
        "make them the same",
    ]
    status, out, err = prov("search", "praha")
    assert (status, out) == (0, "named\t\t\t\t\n")
    assert err == (
        "Note: not searched: library/bad.toml: line 2: titel: unknown key 'titel'; the nearest is "
        "'title'\n"
    )
    _, _, err = prov("search", "puzanov")  # named.toml was searched, though nothing is in it
    assert "not searched: library/bad.toml" in err
    assert "named" not in err


def test_a_record_is_shown_with_its_path(prov: Callable[..., Ran], filled: Path) -> None:
    status, out, err = prov("show", PUZANOV)
    assert (status, err) == (0, "")
    heading, _, rest = out.partition("\n")
    assert heading == f"# library/{PUZANOV}.toml"
    assert rest == (EXAMPLES / f"{PUZANOV}.toml").read_text("utf-8")
    assert json.loads(prov("show", PUZANOV, "--json")[1])["key"] == PUZANOV
    assert prov("show", PUZANOV, KEYS[0], "--path")[1] == (
        f"library/{PUZANOV}.toml\nlibrary/{KEYS[0]}.toml\n"
    )
    status, out, err = prov("show", "puzanov-1957-12-32", KEYS[0], "--path")
    assert (status, out) == (2, f"library/{KEYS[0]}.toml\n")
    assert err.startswith(
        f"Error: puzanov-1957-12-32: no such key in library; the nearest keys are: {PUZANOV}"
    )


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["kim il sung"], [PUZANOV]),
        (["kim", "il", "sung"], [PUZANOV]),
        (["--archive", "avprf", "--from", "1957"], [PUZANOV]),
        (["--archive", "avprf", "--to", "1952"], ["filippov-1952-02-03"]),
        (["--archive", "АВП РФ", "--sort", "date"], ["filippov-1952-02-03", PUZANOV]),
        (["--from", "1955", "--to", "1956"], ["szarvas-1955-02-26", "ivanov-1956-06-07"]),
        (["--translator", "goldberg", "--fond", "0102"], [PUZANOV]),
        (["--author", "иванов"], ["ivanov-1956-06-07"]),
        (["--kind", "telegram"], ["filippov-1952-02-03"]),
        (["--field", "title=mao", "--field", "title=albanian"], KEYS[5:]),
        (["szarvas pal"], ["szarvas-1955-02-26"]),
    ],
)
def test_searching(
    prov: Callable[..., Ran], filled: Path, arguments: list[str], found: list[str]
) -> None:
    status, out, err = prov("search", *arguments)
    assert (status, err) == (0, "")
    assert [line.split("\t")[0] for line in out.splitlines()] == found


def test_nothing_found_and_wrong_questions(prov: Callable[..., Ran], filled: Path) -> None:
    assert prov("search", "zanzibar") == (1, "", "Note: library: nothing was found\n")
    for arguments, message in (
        (["--from", "May"], "'May' is not an EDTF date"),
        (["--to", "1957-13"], "there is no date 1957-13"),
        (["--field", "title"], "expected FIELD=TEXT, found 'title'"),
        (["--field", "titel=x"], "no field is called 'titel'; the nearest is 'title'"),
        (["--field", "title="], "expected FIELD=TEXT, found 'title='"),
        (["--from", "1958", "--to", "1950-05"], "1958 is after 1950-05: nothing can be between"),
        (["--archive", ""], "expected something to search for in archive, found nothing"),
        (["--fond", " "], "expected something to search for in fond, found nothing"),
        (["--author", ""], "expected something to search for in creators, found nothing"),
    ):
        status, out, err = prov("search", *arguments)
        assert (status, out) == (2, "")
        assert message in err
    status, _, err = prov("search", "x", "--library", "nowhere")
    assert (status, err) == (2, "Error: there is no library in nowhere\n")


def test_dates_of_one_year_are_in_order(prov: Callable[..., Ran], filled: Path) -> None:
    status, out, _ = prov("search", "--from", "1957-12-23", "--to", "1957")
    assert (status, out.split("\t")[0]) == (0, PUZANOV)


TOWN = """\
country = "RU"
country_name = "Russia"
language = "ru"
[[archive]]
id = "%s"
name = "Town Archive"
city = "Nowhere"
latin_abbreviations = ["%s"]
scheme = "fond>opis>delo>list"
"""


def test_archives_of_the_library_are_known_to_its_commands(
    prov: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, name in (("far", "AGN"), ("desk", "AGT")):
        folder = tmp_path / place
        folder.mkdir()
        folder.joinpath("own.toml").write_text(TOWN % (f"own-{name.lower()}", name))
        folder.joinpath("provenance.toml").write_text('archives = ["own.toml"]\n')
    monkeypatch.chdir(tmp_path / "desk")
    library = tmp_path / "far" / "library"
    library.mkdir()
    there = 'title = "Paper"\nkind = "report"\n[[holdings]]\ntext = "%s, f. 5, op. 1, d. 2, l. 3"\n'
    there += 'archive = "own-%s"\nunits = [{kind = "fond", value = "5"}]\n'
    library.joinpath("paper.toml").write_text('key = "paper"\n' + there % ("AGN", "agn"))
    at = ("--library", str(library))
    commands = ("list", "show paper", "search --archive AGN", "cite paper", "cite --all",
                "export --to ris paper")  # fmt: skip
    for command in commands:
        status, out, err = prov(*command.split(), *at)
        assert (status, err) == (0, ""), command
        assert "AGN" in out
    new = tmp_path / "desk" / "new.toml"
    new.write_text('key = "new"\n' + there % ("AGT", "agt"))
    assert "AGT" in prov("cite", "new.toml", *at)[1]  # a file's own settings
    status, _, err = prov("add", "new.toml", *at)  # but what is in the library, it has to know
    assert status == 2
    assert "own-agt" in err
    assert prov("list", "--isolated", *at)[0] == 2
    assert prov("list", *at)[0] == 0
    tmp_path.joinpath("far", "provenance.toml").unlink()  # without any, those of where one is
    library.joinpath("paper.toml").write_text('key = "paper"\n' + there % ("AGT", "agt"))
    assert prov("list", *at)[0] == 0


def test_files_of_archives_in_the_library_are_no_records(
    prov: Callable[..., Ran], filled: Path
) -> None:
    filled.joinpath("own-town.toml").write_text(TOWN % ("own-town", "AGN"))
    status, _, err = prov("list")
    assert status == 2
    assert "own-town.toml" in err
    for name, table in (("provenance", ""), ("pyproject", "[tool.provenance]\n")):
        settings = filled.joinpath(f"{name}.toml")
        settings.write_text(table + 'archives = ["own-*.toml"]\n')
        status, out, err = prov("list")
        assert (status, err, len(out.splitlines())) == (0, "", len(KEYS))
        assert "own-town" not in "".join(prov("check", filled)[1:])
        assert sorted(Library(filled).keys()) == sorted(KEYS)
        settings.unlink()
    filled.joinpath("provenance.toml").write_text('archives = ["\\u0000", 5]\n')  # of no use
    assert "own-town" in Library(filled).keys()  # noqa: SIM118  # no mapping


# --- merge, rename


def test_merging_and_renaming(prov: Callable[..., Ran], filled: Path) -> None:
    other = attrs.evolve(load(filled / f"{PUZANOV}.toml"), key="diary", title="Diary", place="P")
    dump(other, filled / "diary.toml")
    status, out, err = prov("merge", PUZANOV, "diary", "--prefer", "diary")
    assert (status, out) == (0, f"library/{PUZANOV}.toml\n")
    assert "  place: nothing here, P there" in err
    assert not (filled / "diary.toml").exists()
    assert load(filled / f"{PUZANOV}.toml").title == "Diary"
    assert prov("merge", PUZANOV, KEYS[0])[::2] == (
        2,
        f"Error: {PUZANOV} and {KEYS[0]} are not known to be one document: they share neither "
        "the leaves of a file nor an address or id at a host\n",
    )
    assert prov("rename", PUZANOV, "puzanov")[:2] == (0, "library/puzanov.toml\n")
    assert prov("show", "puzanov", "--path")[0] == 0
    assert prov("rename", "puzanov", KEYS[0])[::2] == (
        2, f"Error: library/{KEYS[0]}.toml: there is a record with this key already\n"
    )  # fmt: skip


# --- keys and --all everywhere


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        (["cite"], "“Journal of Soviet Ambassador"),
        (["read", "--to", "json"], '{"key": "puzanov-1957-12-23"'),
        (["export", "--to", "ris"], "TY  - "),
        (["convert", "--to", "ris"], "TY  - "),
        (["consulted"], "Russia\n"),
        (["check", "--format", "json"], '{"path": "library/puzanov-1957-12-23.toml"'),
    ],
)
def test_a_key_stands_for_a_file(
    prov: Callable[..., Ran], filled: Path, command: list[str], begins: str
) -> None:
    status, out, err = prov(*command, PUZANOV)
    assert (status, err) == (0, "")
    assert out.startswith(begins)
    status, out, err = prov(*command, "puzanov-1957-12-32")
    assert (status, out) == (2, "")
    assert f"the nearest keys are: {PUZANOV}" in err


@pytest.mark.parametrize("command", [["cite"], ["export", "--to", "ris"], ["consulted"], ["check"]])
def test_all_records_of_the_library(
    prov: Callable[..., Ran], filled: Path, command: list[str]
) -> None:
    by_key = prov(*command, *sorted(KEYS))
    assert by_key[0] == 0
    assert prov(*command, "--all") == by_key
    assert prov(*command, "--all", PUZANOV)[0] == 2
    assert prov(*command)[0] == 2
    (filled / "empty").mkdir()
    assert prov(*command, "--all", "--library", filled / "empty")[::2] == (
        2, f"Error: {filled / 'empty'}: there is no record in this library\n"
    )  # fmt: skip
