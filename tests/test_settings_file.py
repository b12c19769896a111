"""Settings in a file, as a user of the commands meets them."""

import json
import re
from pathlib import Path

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_archives import TOWN

from provenance import check
from provenance.archives import use_archives
from provenance.cli import run
from provenance.errors import ProvenanceError, RecordError
from provenance.settings_file import _pattern, read_settings
from provenance.settings_place import find_settings

BAD = "RGANI, f. 5, op. 28, d. 411, ll. 29-26.\n\nAnd RGANI, f. 5, op. 28, d. 411, ll. 1-2.\n"


@pytest.fixture(autouse=True)
def _forget():
    yield
    use_archives(())


def _write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_toml", ".toml").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _rules(capsys, *arguments):
    run(["check", "--format", "json", *map(str, arguments)])
    return [json.loads(line)["code"] for line in capsys.readouterr().out.splitlines()]


def test_without_a_file_all_rules_are_asked(tmp_path, capsys):
    _write(tmp_path, a_txt=BAD)
    assert _rules(capsys, tmp_path / "a.txt") == ["LEA001", "LEA007", "LEA007"]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ('ignore = ["hyphen-in-range"]', ["LEA001"]),
        ('select = ["lea007"]', ["LEA007", "LEA007"]),
        ("select = []", []),
        ('[severities]\nLEA = "off"\nLEA001 = "info"', ["LEA001"]),
        ('[per-file-ignores]\n"*.txt" = ["LEA001"]', ["LEA007", "LEA007"]),
        ('[per-file-ignores]\n"old" = ["LEA"]', ["LEA001", "LEA007", "LEA007"]),
    ],
)
def test_a_file_chooses_rules(tmp_path, capsys, written, codes):
    _write(tmp_path, a_txt=BAD, provenance_toml=written)
    assert _rules(capsys, tmp_path / "a.txt") == codes


@pytest.mark.parametrize(
    ("pattern", "held"),
    [("old", True), ("old/", True), ("old/*.txt", True), ("old/**", True), ("**/a.txt", True),
     ("a.txt", True), ("/old/a.txt", True), ("?.txt", True), ("[a-c].txt", True),
     ("[!a].txt", False), ("*.md", False), ("old/b*", False), ("ol", False),
     ("*/*/a.txt", False), ("old.txt", False)],
)  # fmt: skip
def test_patterns_of_file_names(tmp_path, capsys, pattern, held):
    _write(tmp_path, old__a_txt=BAD,
           provenance_toml=f'[per-file-ignores]\n"{pattern}" = ["LEA"]')  # fmt: skip
    assert (_rules(capsys, tmp_path / "old" / "a.txt") == []) is held


def test_a_severity_and_a_limit_of_ones_own(tmp_path, capsys):
    text = "RGANI, f. 5, op. 28, d. 411, ll. 1–30\n"
    _write(tmp_path, a_txt=text, provenance_toml='severities.LEA007 = "error"')
    assert run(["check", str(tmp_path / "a.txt")]) == 0
    _write(tmp_path, provenance_toml="limits.longest-leaf-range = 20")
    assert _rules(capsys, tmp_path / "a.txt") == ["LEA003"]
    _write(tmp_path, a_txt=text.replace("–", "-"), provenance_toml='severities.LEA007 = "error"')
    assert run(["check", str(tmp_path / "a.txt")]) == 1


def test_the_command_line_wins(tmp_path, capsys):
    _write(tmp_path, a_txt=BAD, provenance_toml='ignore = ["LEA007"]\nseverities.LEA001 = "off"')
    path = tmp_path / "a.txt"
    assert _rules(capsys, path) == []
    assert _rules(capsys, path, "--select", "LEA007") == ["LEA007", "LEA007"]
    assert _rules(capsys, path, "--select", "LEA001") == ["LEA001"]
    assert _rules(capsys, path, "--isolated") == ["LEA001", "LEA007", "LEA007"]
    _write(tmp_path, other_toml='select = ["LEA001"]')
    assert _rules(capsys, path, "--config", tmp_path / "other.toml") == ["LEA001"]
    assert _rules(capsys, path, "--config", tmp_path / "other.toml", "--ignore", "LEA") == []


def test_the_nearest_file_counts_and_a_stranger_is_passed_over(tmp_path, capsys, monkeypatch):
    _write(
        tmp_path, pyproject_toml='[tool.provenance]\nselect = ["LEA001"]\n', a_txt=BAD,
        book__pyproject_toml='[project]\nname = "provenance-of-things"\n', book__a_txt=BAD,
        book__part__provenance_toml='select = ["LEA007"]', book__part__a_txt=BAD,
        book__part__pyproject_toml='[tool.provenance]\nselect = ["LEA001"]\n',
    )  # fmt: skip
    assert _rules(capsys, tmp_path / "a.txt") == ["LEA001"]
    assert _rules(capsys, tmp_path / "book/a.txt") == ["LEA001"]
    assert _rules(capsys, tmp_path / "book/part/a.txt") == ["LEA007"] * 2
    assert find_settings(tmp_path / "book") == str(tmp_path / "pyproject.toml")
    three = [tmp_path / "a.txt", tmp_path / "book/part/a.txt", tmp_path / "book/a.txt"]
    assert _rules(capsys, *three) == ["LEA001", "LEA007", "LEA007", "LEA001"]
    monkeypatch.chdir(tmp_path / "book" / "part")
    assert _rules(capsys, "a.txt") == ["LEA007"] * 2


FAULTY = """\
[project]
name = "x"
[tool.provenance]
slect = ["LEA001"]
ignore = [
    "LEA001",
    "range-decending",
]
severities = { missing-leaf = "of" }
[tool.provenance.limits]
longest-leaf = 12
consulted = "1999"
[tool.provenance.per-file-ignores]
"a/*" = ["LAE001"]
"""


def test_every_fault_has_its_line_and_the_nearest_right_thing(tmp_path, capsys):
    _write(tmp_path, pyproject_toml=FAULTY, a_txt=BAD)
    path = tmp_path / "pyproject.toml"
    with pytest.raises(RecordError) as caught:
        read_settings(path)
    assert str(caught.value) == (
        f"{path}: line 4: tool.provenance.slect: unknown key 'slect'; the nearest is 'select'"
    )
    path.write_text(FAULTY.replace('slect = ["LEA001"]', ""))
    with pytest.raises(RecordError) as caught:
        read_settings(path)
    assert str(caught.value).splitlines() == [
        f"{path}: {message}"
        for message in (
            "line 7: tool.provenance.ignore[1]: there is no rule 'range-decending'; did you mean "
            "'range-descending'?",
            "line 9: tool.provenance.severities.missing-leaf: expected one of info, warning, "
            "error, off, found 'of'",
            "line 11: tool.provenance.limits.longest-leaf: there is no limit 'longest-leaf'; the "
            "nearest is 'longest-leaf-range'",
            "line 12: tool.provenance.limits.consulted: expected a whole number, found '1999'",
        )
    ]
    assert run(["check", str(tmp_path / "a.txt")]) == 2
    assert "line 9: tool.provenance.severities" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            '[per-file-ignores]\n"a" = ["LAE001"]',
            "line 2: per-file-ignores.a[0]: there is no rule 'LAE001'; did you mean 'LEA001'?",
        ),
        ('[per-file-ignores]\n"[z-a]" = ["LEA"]', "is no pattern of file names"),
        (f'[per-file-ignores]\n"{"[" * 1001}" = ["LEA"]', "it is longer than 1000 characters"),
        (f'archives = ["{"*/" * 30_000}a"]', "no file matches"),
        ('archives = ["\\u0000"]', "no file matches"),
        ("select = LEA", "line 1: select: found LEA without quotation marks"),
        ('select = "LEA"', "line 1: select: expected a list of texts, found the text 'LEA'"),
        ('archives = ["none/*.toml"]', "line 1: archives[0]: no file matches 'none/*.toml'"),
        ('archives = ["a.txt"]', "a.txt: line 1: "),
    ],
)
def test_other_faults(tmp_path, capsys, written, said):
    _write(tmp_path, a_txt=BAD, provenance_toml=written)
    assert run(["check", str(tmp_path / "a.txt")]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""


def test_a_settings_file_that_is_not_there(tmp_path, capsys):
    _write(tmp_path, a_txt=BAD)
    missing = str(tmp_path / "none.toml")
    assert run(["check", str(tmp_path / "a.txt"), "--config", missing]) == 2
    assert f"{missing}: no such file" in capsys.readouterr().err
    assert run(["check", str(tmp_path / "a.txt"), "--config", missing, "--isolated"]) == 2


def test_faulty_settings_are_told_of_once(tmp_path, capsys):
    _write(tmp_path, a_txt=BAD, b_txt=BAD, provenance_toml="select = 1", c__a_txt=BAD,
           c__provenance_toml='select = ["LEA001"]')  # fmt: skip
    names = [str(tmp_path / name) for name in ("a.txt", "c/a.txt", "b.txt")]
    assert run(["check", *names]) == 2
    shown = capsys.readouterr()
    assert shown.err.count("expected a list of texts") == 1
    assert shown.out.startswith(f"{names[1]}:1:")


def test_the_examples_of_the_documentation_are_right(tmp_path):
    page = (Path(__file__).parent.parent / "docs/reference/settings.md").read_text("utf-8")
    written, own = re.findall(r"^```toml\n# (?:\S+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    _write(tmp_path, provenance_toml=written, archives__mine_toml=own)
    read = read_settings(tmp_path / "provenance.toml")
    assert [each.id for each in read.archives] == ["town-nowhere"]
    asked = {each.id: each.severity for each in read.settings.chosen()}
    assert asked["range-suspicious"] == "error"
    assert asked.keys().isdisjoint({"missing-leaf", "optional-unit-absent"})
    assert read.ignored_in(str(tmp_path / "appendix/a.md")) == ("LEA",)
    shared = "".join(f"{line}\n" for line in written.splitlines())
    shared = re.sub(r"^\[", "[tool.provenance.", shared, flags=re.MULTILINE)
    _write(tmp_path, pyproject_toml=f"[tool.provenance]\n{shared}")
    again = read_settings(tmp_path / "pyproject.toml")
    assert (again.settings, again.per_file_ignores) == (read.settings, read.per_file_ignores)


def test_archives_of_ones_own_are_known_to_the_commands(tmp_path, capsys, monkeypatch):
    reference = "AGN, f. 5, op. 28, d. 411, l. 29"
    _write(tmp_path, provenance_toml='archives = ["mine/*.toml"]', mine__ru_toml=TOWN,
           a_txt=f"See {reference}.\n", away__a_txt=f"See {reference}.\n")  # fmt: skip
    monkeypatch.chdir(tmp_path)
    key = "own-town:fond=5;opis=28;delo=411;list=29"
    assert run(["parse", reference]) == 0
    assert capsys.readouterr().out.startswith(f"{key}\t")
    assert run(["find", "a.txt"]) == 0
    assert capsys.readouterr().out == f"a.txt:1:5: {reference} → {key}\n"
    assert run(["archives", "agn"]) == 0
    assert "Town Archive of Nowhere" in capsys.readouterr().out
    assert _rules(capsys, "a.txt") == []
    record = (
        f'key = "paper"\ntitle = "A Paper"\nkind = "report"\n[[holdings]]\ntext = "{reference}"\n'
    )
    record += 'archive = "own-town"\nunits = [{kind = "fond", value = "5"}]\n'
    _write(tmp_path, r_toml=record)
    assert run(["cite", "r.toml"]) == 0
    assert "AGN, f. 5" in capsys.readouterr().out
    assert run(["parse", "--isolated", reference]) == 0
    assert capsys.readouterr().out.startswith("?agn:")
    assert run(["cite", "--isolated", "r.toml"]) == 2
    assert "own-town" in capsys.readouterr().err


def test_files_of_archives_are_no_records(tmp_path, capsys, monkeypatch):
    _write(tmp_path, provenance_toml='archives = ["mine/*.toml"]', mine__ru_toml=TOWN,
           r_toml='key = "r"\ntitle = "R"\nkind = "report"\ndate = "1957-02-30"\n')  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for names in (["."], ["r.toml", "mine/ru.toml"], ["r.toml", "mine"]):
        assert _rules(capsys, *names) == ["DAT001"]
    assert [each.code for each in check(Path())] == ["DAT001"]
    assert run(["check", "--isolated", "."]) == 2
    assert "mine/ru.toml: line 1: country" in capsys.readouterr().err
    _write(tmp_path, mine__ru_toml=TOWN + "x = 1\n")
    assert run(["check", "."]) == 2
    assert "mine/ru.toml: line 10: " in capsys.readouterr().err


def test_many_stars_do_not_hold_up(tmp_path):
    """Each may be of any length: tried one after the other, that would take centuries."""
    settings = tmp_path / "provenance.toml"
    settings.write_text('[per-file-ignores]\n"' + "*a" * 60 + 'b" = ["LEA"]\n"*a*a.m?" = ["LOC"]\n')
    read = read_settings(settings)
    assert read.ignored_in(str(tmp_path / ("a" * 250))) == ()
    assert read.ignored_in(str(tmp_path / "x" / ("a" * 250 + "b"))) == ("LEA",)
    assert read.ignored_in(str(tmp_path / "banana.md")) == ("LOC",)


KEYS = st.sampled_from(["select", "ignore", "severities", "limits", "per-file-ignores", "archives",
                        "LEA001", "consulted", "style", "x", "*.md", "[a", "\0"])  # fmt: skip
LEAVES = st.sampled_from(["LEA001", "LEA", "off", "error", "", "none.toml", "\0", "**"]) | (
    st.integers(-1, 9) | st.booleans() | st.floats(allow_nan=False)
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_gives_settings_or_our_own_error(tmp_path, table):
    path = tmp_path / "provenance.toml"
    path.write_text(tomlkit.dumps(table), encoding="utf-8")
    refused = ""
    try:
        read = read_settings(path)
    except ProvenanceError as error:
        refused = str(error)
    if refused:
        assert refused.startswith(f"{path}: line ")
        return
    assert table.keys() <= {"select", "ignore", "severities", "limits", "per-file-ignores",
                            "archives"}  # fmt: skip
    assert read.settings_for("a.md").ignore == (*table.get("ignore", ()), *read.ignored_in("a.md"))


def matches(pattern, path, part=True):
    """Whether a pattern of stars and letters matches a path: every way is tried."""
    if not pattern:
        return not path or path[0] == "/"
    if part and pattern[:3] == "**/":
        after = [at + 1 for at, ch in enumerate(path) if ch == "/"]
        return any(matches(pattern[3:], path[at:]) for at in [0, *after])
    if pattern[:2] == "**":
        return any(matches(pattern[2:], path[at:], False) for at in range(len(path) + 1))
    if pattern[0] == "*":
        stop = path.find("/") if "/" in path else len(path)
        return any(matches(pattern[1:], path[at:], False) for at in range(stop + 1))
    return path[:1] == pattern[0] and matches(pattern[1:], path[1:], pattern[0] == "/")


PIECES = st.sampled_from(["a", "b", "/", "*", "**", "**/", "/**/"])


@given(
    st.lists(PIECES, min_size=1, max_size=8).map("".join).filter(lambda each: "***" not in each),
    st.text("ab/", max_size=10),
)
def test_a_pattern_matches_what_any_way_of_matching_it_does(pattern, path):
    bare = pattern.rstrip("/").removeprefix("./").removeprefix("/")
    anywhere = "/" not in pattern.rstrip("/")
    expected = matches("**/" + bare if anywhere else bare, path)
    assert (_pattern(pattern).fullmatch(path) is not None) == expected


@pytest.mark.parametrize(
    "pattern", ["**/" * 30 + "b", "**/a" * 30 + "/b", "a**" * 30 + "b", "*a" * 30 + "b", "**/*a*b"]
)
def test_no_pattern_takes_longer_than_its_length_times_the_path_s(pattern):
    assert _pattern(pattern).fullmatch("a/aa" * 1000 + "c") is None  # or for ever
