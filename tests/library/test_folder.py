"""A library: a folder of record files, and the index beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import attrs
import pytest

from provenance import (
    Agent,
    Credit,
    Library,
    Merged,
    ProvenanceError,
    ReadError,
    Record,
    RecordError,
    load,
    parse_locator,
    read,
)
from provenance.library import tables
from provenance.library.files import locked
from provenance.writing.toml import write_toml

EXAMPLES = Path(__file__).parent.parent.parent / "records" / "examples"

PUZANOV = Record(
    key="puzanov-1957-12-23",
    kind="journal",
    title="Journal of Soviet Ambassador to the DPRK",
    date="1957-12-23",
    creators=[Agent("A. M. Puzanov", family="Puzanov", role="author")],
    holdings=[parse_locator("AVPRF, f. 0102, op. 14, d. 6, ll. 26-29")],
    credits=[Credit("translated", by=["Gary Goldberg"], project="NKIDP")],
)
KIM = Record(
    key="kim-1958",
    kind="letter",
    original_title="Письмо Хрущёву",
    date="1958",
    creators=[Agent("Kim Il Sung", family="Kim", given="Il Sung")],
    recipients=[Agent("N. S. Khrushchev")],
    holdings=[parse_locator("ЦХСД. Ф. 5. Оп. 28. Д. 411. Л. 9")],
)
UNDATED = Record(key="undated", title="金日成同志", place="平壤", subjects=["Yugoslavia"])


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shelf = Library(tmp_path / "library")
    for record in (PUZANOV, KIM, UNDATED):
        assert shelf.add(record).outcome == "added"
    return shelf


def keys(library: Library, text: str = "", **wanted: object) -> list[str]:
    return [entry.key for entry in library.search(text, **wanted)]  # type: ignore[arg-type]


# --- what is there


def test_what_a_library_holds(library: Library) -> None:
    assert library.keys() == ["kim-1958", "puzanov-1957-12-23", "undated"]
    assert len(library) == 3
    assert "kim-1958" in library
    assert "../library/kim-1958" not in library
    assert library["kim-1958"] == KIM
    assert [*library] == [KIM, PUZANOV, UNDATED]
    assert library.problems() == []


def test_an_unknown_key_tells_the_nearest_ones(library: Library) -> None:
    with pytest.raises(ReadError, match=r"puzanov-1957-12-32: no such key in .*library; the "
                       r"nearest keys are: puzanov-1957-12-23"):  # fmt: skip
        library["puzanov-1957-12-32"]
    with pytest.raises(ReadError, match=r"the nearest keys are: puzanov-1957-12-23$"):
        library["Puzanov"]


@pytest.mark.parametrize("key", ["", ".hidden", "../library/kim-1958", "a" * 300, "a\0b"])
def test_what_can_be_no_key_is_none(library: Library, key: str) -> None:
    assert key not in library
    with pytest.raises(ReadError, match="no such key"):
        library[key]


def test_a_file_that_is_not_named_as_a_key_is_known_by_its_name(library: Library) -> None:
    library.path("kim-1958").rename(library.folder / "my notes.toml")
    assert library["my notes"] == KIM
    assert library.rename("my notes", "kim-1958") == library.path("kim-1958")
    assert library.keys() == ["kim-1958", "puzanov-1957-12-23", "undated"]


def test_a_name_that_is_not_utf_8_is_told_and_stops_nothing(library: Library) -> None:
    odd = os.fsencode(library.folder) + b"/b\xff.toml"
    try:
        shutil.copyfile(os.fsencode(library.path("kim-1958")), odd)
    except OSError:
        pytest.skip("this file system has no such names")
    for _ in range(2):
        assert keys(library, "Хрущёв") == ["kim-1958"]
        assert library.problems() == [
            f"{library.folder}/b\\udcff.toml: the name of this file is not UTF-8; give it another"
        ]
    assert library.add(attrs.evolve(KIM, key="other")).outcome == "known"
    os.remove(odd)
    assert library.problems() == []


def test_a_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    nowhere = Library(tmp_path / "none")
    for asked in (nowhere.keys, nowhere.search, nowhere.problems, lambda: nowhere["a"],
                  lambda: nowhere.rename("a", "b"), lambda: nowhere.merge("a", "b")):  # fmt: skip
        with pytest.raises(ReadError, match=r"there is no library in .*none"):
            asked()
    assert not (tmp_path / "none").exists()
    assert not (tmp_path / "cache").exists()


# --- searching


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("puzanov", ["puzanov-1957-12-23"]),
        ("Пузанов", ["puzanov-1957-12-23"]),
        ("khrushchev", ["kim-1958"]),
        ("ХРУЩЕВУ", ["kim-1958"]),
        ("kim il", ["kim-1958"]),
        ('"il sung"', ["kim-1958"]),
        ('"sung il"', []),
        ("jour sov", ["puzanov-1957-12-23"]),
        ("日成", ["undated"]),
        ("金成", []),
        ("0102", ["puzanov-1957-12-23"]),
        ("010", []),
        ("010*", ["puzanov-1957-12-23"]),
        ("РГАНИ", ["kim-1958"]),
        ("goldberg nkidp", ["puzanov-1957-12-23"]),
        ("goldberg kim", []),
        ("?", []),
    ],
)
def test_free_text(library: Library, text: str, found: list[str]) -> None:
    assert keys(library, text) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["puzanov-1957-12-23", "kim-1958", "undated"]),
        ({"archive": "avprf"}, ["puzanov-1957-12-23"]),
        ({"archive": "АВП РФ"}, ["puzanov-1957-12-23"]),
        ({"archive": "RGANI"}, ["kim-1958"]),
        ({"archive": ["RGANI", "avprf"]}, ["puzanov-1957-12-23", "kim-1958"]),
        ({"archive": "bundesarchiv"}, []),
        ({"fond": "0102"}, ["puzanov-1957-12-23"]),
        ({"fond": "102"}, []),
        ({"since": "1958"}, ["kim-1958"]),
        ({"until": "1957"}, ["puzanov-1957-12-23"]),
        ({"until": "1957-12-22"}, []),
        ({"since": "1957-12-23", "until": "1957-12-23"}, ["puzanov-1957-12-23"]),
        ({"since": "1958-06", "until": "1958-06"}, ["kim-1958"]),
        ({"fields": {"translators": "gary"}}, ["puzanov-1957-12-23"]),
        ({"fields": {"creators": "khrushchev"}}, []),
        ({"fields": {"recipients": "khrushchev", "kind": "letter"}}, ["kim-1958"]),
        ({"sort": "key"}, ["kim-1958", "puzanov-1957-12-23", "undated"]),
        ({"sort": "title"}, ["puzanov-1957-12-23", "kim-1958", "undated"]),
        ({"sort": "holding"}, ["puzanov-1957-12-23", "kim-1958", "undated"]),
    ],
)
def test_by_field(library: Library, wanted: dict[str, object], found: list[str]) -> None:
    assert keys(library, **wanted) == found


def test_the_best_ones_come_first(library: Library) -> None:
    library.add(Record(key="about", notes="The ambassador Puzanov was away", date="1950"))
    assert keys(library, "puzanov") == ["puzanov-1957-12-23", "about"]
    assert keys(library, "puzanov", sort="date") == ["about", "puzanov-1957-12-23"]


def test_what_cannot_be_asked(library: Library) -> None:
    with pytest.raises(ProvenanceError, match="no field is called 'titel'; the nearest is 'title'"):
        library.search(fields={"titel": "x"})
    with pytest.raises(ProvenanceError, match="no order is called 'size'; expected one of date"):
        library.search(sort="size")
    with pytest.raises(RecordError, match="not an EDTF date"):
        library.search(since="May")


def test_an_entry_says_what_a_list_needs(library: Library) -> None:
    (entry,) = library.search("kim")
    assert entry.path == library.path("kim-1958")
    assert (entry.kind, entry.title, entry.date) == ("letter", "Письмо Хрущёву", "1958")
    assert entry.creators == ("Kim Il Sung",)
    assert entry.holdings == ("RGANI, f. 5, op. 28, d. 411, l. 9",)


# --- the index


def test_every_change_of_a_file_is_seen(library: Library) -> None:
    path = library.path("undated")
    text = path.read_text("utf-8")
    for place in ("Mokva", "Paris", "Praha"):  # of one length, in one moment
        path.write_text(text.replace("平壤", place), encoding="utf-8")
        assert keys(library, place) == ["undated"]
    path.unlink()
    assert keys(library, "yugoslavia") == []
    (library.folder / "new.toml").write_text('key = "new"\ntitle = "New"\n', encoding="utf-8")
    assert keys(library, "new") == ["new"]


@pytest.mark.parametrize("content", [None, b"", b"no database" * 500, "cut", "inside", "version"])
def test_an_index_that_is_no_good_is_made_anew(
    library: Library, content: bytes | str | None
) -> None:
    index = library.folder / ".index.sqlite"
    assert keys(library, "kim") == ["kim-1958"]
    library.close()
    data = index.read_bytes()
    if content is None:
        index.unlink()
    elif content == "cut":
        index.write_bytes(data[: len(data) // 2])
    elif content == "inside":
        index.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    elif content == "version":
        connection = sqlite3.connect(index)
        connection.execute("UPDATE about SET format = '0'")
        connection.execute("DELETE FROM files")
        connection.commit()
        connection.close()
    else:
        assert isinstance(content, bytes)
        index.write_bytes(content)
    assert keys(Library(library.folder), "kim") == ["kim-1958"]
    assert keys(library, "kim il") == ["kim-1958"]


def test_an_index_that_goes_bad_while_it_is_open_is_made_anew(library: Library) -> None:
    assert keys(library, "kim") == ["kim-1958"]
    index = library.folder / ".index.sqlite"
    index.write_bytes(b"\xff" * index.stat().st_size)
    assert keys(library, "kim") == ["kim-1958"]


def test_words_of_files_that_changed_do_not_pile_up(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.library.index._STALE", 5)
    path = library.path("undated")
    text = path.read_text("utf-8")
    for number in range(12):
        path.write_text(text.replace("平壤", f"place{number}"), encoding="utf-8")
        assert keys(library, f"place{number}") == ["undated"]
        assert keys(library, f"place{number - 1}") == []
    (highest,) = library._index._open().execute("SELECT max(id) FROM files").fetchone()
    assert highest <= 10


@pytest.mark.skipif(sys.platform == "win32" or not os.getuid(), reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_read_all_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    library.close()
    (library.folder / ".index.sqlite").unlink(missing_ok=True)
    library.folder.chmod(0o555)
    try:
        _read_only(library, monkeypatch, tmp_path)
    finally:
        library.folder.chmod(0o755)


def test_where_the_index_is_if_not_beside_the_files(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    library.close()
    (library.folder / ".index.sqlite").unlink()
    allowed = os.access
    monkeypatch.setattr(
        "os.access",
        lambda path, mode: Path(path) != library.folder and allowed(path, mode),
    )
    _read_only(library, monkeypatch, tmp_path)


def _read_only(library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert keys(Library(library.folder), "kim") == ["kim-1958"]
    assert len([*(tmp_path / "cache").rglob("*.sqlite")]) == 1
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    assert keys(Library(library.folder), "kim") == ["kim-1958"]
    assert not (library.folder / ".index.sqlite").exists()


def test_an_unchanged_file_is_not_read_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in library.keys():  # noqa: SIM118
        os.utime(library.path(key), (1_000_000_000, 1_000_000_000))
    assert keys(library, "kim") == ["kim-1958"]
    read: list[str] = []
    monkeypatch.setattr(
        library._index, "read", lambda path: read.append(path.name) or tables.Read((0, 0, 0))
    )
    assert keys(library, "kim") == ["kim-1958"]
    assert read == []


# --- files that are no records


def test_a_file_that_is_no_record_is_told_and_the_others_work(library: Library) -> None:
    (library.folder / "bad.toml").write_text('key = "bad"\ndate = 1957\n', encoding="utf-8")
    (library.folder / "worse.toml").write_bytes(b"\xff\xfe\x00")
    (library.folder / "provenance.toml").write_text("[check]\n", encoding="utf-8")
    (library.folder / ".hidden.toml").write_text("x", encoding="utf-8")
    assert keys(library, "kim") == ["kim-1958"]
    first, second = library.problems()
    assert first.startswith(f"{library.folder / 'bad.toml'}: line 2: date: ")
    assert second.startswith(f"{library.folder / 'worse.toml'}:")
    assert len([*library]) == 3
    with pytest.raises(RecordError, match=r"bad\.toml: line 2: date"):
        library.add(Record(key="bad"))
    assert (library.folder / "bad.toml").read_text("utf-8") == 'key = "bad"\ndate = 1957\n'


def test_a_key_that_is_not_the_name_of_its_file_is_told(library: Library) -> None:
    path = library.folder / "named.toml"
    path.write_text('# by hand\nkey = "other"\ntitle = "A title"\n', encoding="utf-8")
    assert library.problems() == [
        f"{path}: line 2: the key is 'other', the file's name 'named'; make them the same"
    ]
    assert keys(library, "title") == ["named"]
    assert library["named"].key == "other"


def test_a_document_whose_file_has_another_name_is_merged_where_it_is(library: Library) -> None:
    before = library.path("undated").read_bytes()
    library.path("puzanov-1957-12-23").rename(library.folder / "named.toml")
    text = (library.folder / "named.toml").read_text("utf-8")
    (library.folder / "named.toml").write_text(
        text.replace('key = "puzanov-1957-12-23"', 'key = "undated"'), encoding="utf-8"
    )
    done = library.add(attrs.evolve(PUZANOV, number="309"), merge=True)
    assert (done.key, done.outcome) == ("named", "merged")
    assert library["named"].number == "309"
    assert library.path("undated").read_bytes() == before
    library.add(attrs.evolve(PUZANOV, key="page", place="Moscow"), anyway=True)
    library.merge("named", "page")
    assert library["named"].place == "Moscow"
    assert library.path("undated").read_bytes() == before


# --- adding


def test_the_example_pages_become_a_library(tmp_path: Path) -> None:
    shelf = Library(tmp_path)
    pages = [path for path in sorted(EXAMPLES.glob("*.*")) if path.suffix != ".toml"]
    assert len(pages) == 7
    outcomes = [shelf.add(read(page)[0], source=page.name).outcome for page in pages]
    # the two layouts of one page are one document
    assert outcomes == ["added"] * 5 + ["known"] + ["added"]
    assert [*shelf] == [load(path) for path in sorted(EXAMPLES.glob("*.toml"))]
    again = {shelf.add(read(page)[0], source=page.name).outcome for page in pages}
    assert again == {"known"}


def test_another_document_with_the_same_key_gets_a_number(library: Library) -> None:
    other = Record(key="kim-1958", title="Another letter")
    assert library.add(other).key == "kim-1958-2"
    assert library.add(attrs.evolve(other, title="A third")).key == "kim-1958-3"
    assert library.add(attrs.evolve(other, key="KIM-1958", title="A fourth")).key == "KIM-1958-4"
    assert library["kim-1958"] == KIM
    assert library["kim-1958-2"] == attrs.evolve(other, key="kim-1958-2")


def test_a_document_that_is_there_is_not_added_again(library: Library) -> None:
    before = library.path("puzanov-1957-12-23").read_bytes()
    done = library.add(attrs.evolve(PUZANOV, key="page"))
    assert (done.key, done.outcome, done.differences) == ("puzanov-1957-12-23", "known", ())
    done = library.add(attrs.evolve(PUZANOV, key="page", title="Diary", number="309"))
    assert done.outcome == "differs"
    assert [(each.path, each.here, each.there) for each in done.differences] == [
        ("title", "Journal of Soviet Ambassador to the DPRK", "Diary"), ("number", None, "309")
    ]  # fmt: skip
    assert library.path("puzanov-1957-12-23").read_bytes() == before
    assert len(library) == 3


def test_it_is_merged_or_added_where_that_is_asked_for(library: Library) -> None:
    path = library.path("puzanov-1957-12-23")
    path.write_text("# checked in Moscow\n" + path.read_text("utf-8"), encoding="utf-8")
    page = attrs.evolve(PUZANOV, key="page", title="Diary", number="309")
    assert library.add(page, merge=True, source="page.txt").outcome == "merged"
    merged = library["puzanov-1957-12-23"]
    assert merged.number == "309"
    assert merged.title == PUZANOV.title
    assert merged.merged == (
        Merged(key="page", source="page.txt", took=["number"], differs={"title": "Diary"}),
    )
    assert path.read_text("utf-8").startswith("# checked in Moscow\nkey = ")
    assert library.add(page, merge=True, source="page.txt").outcome == "known"
    assert library.add(page, anyway=True).outcome == "added"
    assert library["page"] == page


def test_a_key_that_no_file_can_have(library: Library) -> None:
    for key in ("con", "a" * 300):
        with pytest.raises(ProvenanceError, match=r"Windows keeps|too long"):
            library.add(Record(key=key))
    assert len(library) == 3


# --- changing


def test_saving_keeps_comments(library: Library) -> None:
    path = library.path("undated")
    path.write_text(path.read_text("utf-8") + "# seen\n", encoding="utf-8")
    library.save(attrs.evolve(library["undated"], date="1957"))
    assert library["undated"].date is not None
    assert path.read_text("utf-8").endswith("# seen\n")
    library.save(Record(key="fresh"))
    assert library["fresh"] == Record(key="fresh")


def test_merging_two_records(library: Library) -> None:
    page = attrs.evolve(PUZANOV, key="page", title="Diary", number="309")
    library.add(page, anyway=True)
    library.merge("puzanov-1957-12-23", "page")
    assert "page" not in library
    merged = library["puzanov-1957-12-23"]
    assert (merged.title, merged.number) == (PUZANOV.title, "309")
    assert merged.merged[0].source == "page.toml"
    assert keys(library, "diary") == ["puzanov-1957-12-23"]


def test_merging_with_the_other_one_preferred(library: Library) -> None:
    library.add(attrs.evolve(PUZANOV, key="page", title="Diary"), anyway=True)
    library.merge("puzanov-1957-12-23", "page", prefer="page")
    assert library["puzanov-1957-12-23"].title == "Diary"
    assert library["puzanov-1957-12-23"].merged[1].differs == {"title": PUZANOV.title}


def test_what_is_not_merged(library: Library) -> None:
    with pytest.raises(ProvenanceError, match="are not known to be one document"):
        library.merge("kim-1958", "undated")
    with pytest.raises(ProvenanceError, match="found one key twice"):
        library.merge("kim-1958", "kim-1958")
    with pytest.raises(ProvenanceError, match="prefer kim-1958 or undated"):
        library.merge("kim-1958", "undated", prefer="puzanov-1957-12-23")
    assert len(library) == 3
    library.merge("kim-1958", "undated", force=True)
    assert library["kim-1958"].place == "平壤"
    assert len(library) == 2


def test_what_another_program_wrote_meanwhile_is_not_overwritten(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.path("undated")
    written = Library._text

    def slow(record: Record, file: Path) -> str:
        text = written(record, file)
        path.write_text('key = "undated"\ntitle = "Edited meanwhile"\n', encoding="utf-8")
        return text

    monkeypatch.setattr(Library, "_text", staticmethod(slow))
    with pytest.raises(ProvenanceError, match="another program has changed it meanwhile"):
        library.save(attrs.evolve(UNDATED, place="Paris"))
    assert library["undated"].title == "Edited meanwhile"
    assert list(library.folder.glob(".*.new")) == []


def test_renaming(library: Library) -> None:
    path = library.path("undated")
    path.write_text("# a comment\n" + path.read_text("utf-8"), encoding="utf-8")
    assert library.rename("undated", "kim-poster") == library.path("kim-poster")
    text = library.path("kim-poster").read_text("utf-8")
    assert text.startswith('# a comment\nkey = "kim-poster"\n')
    assert not path.exists()
    library.rename("kim-poster", "Kim-poster")
    assert library["Kim-poster"] == attrs.evolve(UNDATED, key="Kim-poster")
    with pytest.raises(ProvenanceError, match="there is a record with this key already"):
        library.rename("Kim-poster", "kim-1958")
    with pytest.raises(RecordError, match="expected letters"):
        library.rename("Kim-poster", "../x")
    assert len(library) == 3


def test_a_key_in_other_letters_is_another_record_where_the_file_system_says_so(
    library: Library,
) -> None:
    twin = library.path("UNDATED")
    if twin.exists():
        pytest.skip("letter case does not count here")
    twin.write_text(write_toml(attrs.evolve(UNDATED, key="UNDATED", place="Paris")), "utf-8")
    with pytest.raises(ProvenanceError, match="there is a record with this key already"):
        library.rename("undated", "UNDATED")
    assert library["UNDATED"].place == "Paris"
    assert "undated" in library


def test_one_file_under_two_names_is_not_merged_with_itself(library: Library) -> None:
    library.path("other").symlink_to("undated.toml")
    for one, two in (("other", "undated"), ("undated", "other")):
        with pytest.raises(ProvenanceError, match="expected two records, found one file twice"):
            library.merge(one, two)
    assert library["undated"] == UNDATED


def test_renaming_that_was_killed_half_way_goes_on(library: Library) -> None:
    library.add(attrs.evolve(UNDATED, key="poster"), anyway=True)
    library.rename("undated", "poster")
    assert library.keys() == ["kim-1958", "poster", "puzanov-1957-12-23"]


def test_removing(library: Library) -> None:
    library.remove("undated")
    assert library.keys() == ["kim-1958", "puzanov-1957-12-23"]


# --- several programs


def test_strays_are_ignored_and_removed(library: Library) -> None:
    stray = library.folder / ".0123456789abcdef.new"
    stray.write_text("half", encoding="utf-8")
    part = library.folder / ".0123456789abcdef.part"  # another program may be writing it
    part.write_text("half", encoding="utf-8")
    assert len(library) == 3
    assert library.problems() == []
    library.add(Record(key="new"))
    assert not stray.exists()
    assert part.exists()
    os.utime(part, (0, 0))
    library.add(Record(key="newer"))
    assert not part.exists()


SCRIPT = """
import sys
from provenance import Library, Record
library = Library(sys.argv[1])
for number in range(20):
    library.add(Record(key="same", title=f"{sys.argv[2]} {number}"))
    assert library.search(f'"{sys.argv[2]} {number}"')
"""


def test_two_programs_at_once(tmp_path: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", SCRIPT, str(tmp_path / "shelf"), name],
                         stderr=subprocess.PIPE)
        for name in ("first", "second")
    ]  # fmt: skip
    assert [process.communicate(timeout=60)[1] for process in running] == [b"", b""]
    shelf = Library(tmp_path / "shelf")
    assert len(shelf) == 40
    assert shelf.problems() == []
    assert {record.title for record in shelf} == {
        f"{name} {number}" for name in ("first", "second") for number in range(20)
    }


def test_a_writer_waits_for_another_one_and_says_so_in_the_end(tmp_path: Path) -> None:
    inside, done = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(tmp_path / ".lock"):
            inside.set()
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(30)
    with (
        pytest.raises(ProvenanceError, match="another program has been writing"),
        locked(tmp_path / ".lock", patience=0.1),
    ):
        pass
    done.set()
    thread.join()
    with locked(tmp_path / ".lock", patience=0.1):
        assert True
