"""Comments that hold findings back: in each format, for a line, a paragraph, a file."""

import pytest

from provenance.checking.checker import Checker
from provenance.checking.settings import Settings
from provenance.cli import run
from provenance.verdicts import check_bytes, fix_bytes

#: An error (LEA001) and, because of the hyphen, an information (LEA007).
BAD = "RGANI, f. 5, op. 28, d. 411, ll. 29-26"


def _found(text, name="a.md", settings=None, kind=None):
    checker = Checker(settings)
    found = check_bytes(text.encode(), checker, source=name, kind=kind)
    return [(each.line, each.code) for each in found]


BOTH = [(1, "LEA001"), (1, "LEA007")]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", f"See {BAD}.\n", BOTH),
        ("a.md", f"See {BAD}. <!-- provenance: ignore LEA001 -->\n", [(1, "LEA007")]),
        ("a.md", f"See {BAD}. <!-- provenance: ignore range-descending, lea007 -->\n", []),
        ("a.md", f"See {BAD}. <!--provenance:ignore LEA-->\n", []),
        ("a.md", f"See {BAD}. <!-- provenance: ignore -->\n", []),
        ("a.md", f"See {BAD}. <!-- provenance: ignore LEA (as printed, p. 5) -->\n", []),
        ("a.md", f"<!-- provenance: ignore LEA001 -->\n{BAD}.\n\n{BAD}.\n",
         [(2, "LEA007"), (4, "LEA001"), (4, "LEA007")]),
        ("a.md", f"<!-- provenance: ignore LEA -->\n\nWords\nand {BAD}.\n", []),
        ("a.md", f"<!-- provenance: ignore LEA007 -->\n<!-- provenance: ignore LEA001 -->\n{BAD}\n",
         []),
        ("a.md", f"Words.\n<!-- provenance: ignore LEA -->\nSee {BAD}\n", []),
        ("a.md", f"See {BAD}.\n\nEnd. <!-- provenance: ignore-file LEA -->\n", []),
        ("a.md", f"> <!-- provenance: ignore LEA -->\n\n{BAD}\n",
         [(1, "SUP001"), (3, "LEA001"), (3, "LEA007")]),
        ("a.tex", f"See {BAD}. % provenance: ignore LEA\n", []),
        ("a.tex", f"  % provenance: ignore LEA\nSee\n{BAD}.\n", []),
        ("a.tex", f"See {BAD}. 5\\% provenance: ignore LEA\n", BOTH),
        ("a.rst", f".. provenance: ignore LEA\n\nSee {BAD}.\n\nSee {BAD}.\n",
         [(5, "LEA001"), (5, "LEA007")]),
        ("a.txt", f"# provenance: ignore LEA001\nSee {BAD}.\n", [(2, "LEA007")]),
        ("a.txt", f"See {BAD}. # provenance: ignore LEA001\n", BOTH),
        ("a.refs", f"# provenance: ignore LEA\n{BAD}\n{BAD}\n", [(3, "LEA001"), (3, "LEA007")]),
    ],
)  # fmt: skip
def test_what_is_held_back(name, text, expected):
    assert _found(text, name) == expected


def test_a_reference_over_two_lines_is_held_at_either():
    text = "See RGANI, f. 5, op. 28,{}\nd. 411, ll. 29-26.{}\n"
    comment = " % provenance: ignore LEA"
    assert _found(text.format("", ""), "a.tex") == [(2, "LEA001"), (2, "LEA007")]
    assert _found(text.format("", comment), "a.tex") == []


@pytest.mark.parametrize(
    ("comment", "codes", "settings"),
    [
        ("ignore LEA001", ["SUP001"], None),
        ("ignore", ["SUP001"], None),
        ("ignore-file", ["SUP001"], None),
        ("ignore LEA001, LEA002", ["SUP001", "SUP001"], None),
        ("ignore LAE001", ["SUP002"], None),
        ("ignroe LEA001", ["SUP002"], None),
        ("Moscow, the ministry", [], None),
        ("ignore LEA001", [], Settings(ignore=["LEA001"])),
        ("ignore LEA001", [], Settings(select=["TXT", "SUP"])),
        ("ignore", [], Settings(ignore=["LEA001"])),
        ("ignore LEA001", [], Settings(ignore=["SUP"])),
        ("ignore LEA001 SUP001", [], None),
    ],
)
def test_comments_that_do_nothing_are_told(comment, codes, settings):
    text = f"Nothing here. <!-- provenance: {comment} -->\n"
    assert [code for _, code in _found(text, settings=settings)] == codes


def test_the_place_and_words_of_what_is_told():
    text = "Nothing. <!-- provenance: ignore LEA001, range-decending -->\n"
    found = check_bytes(text.encode(), Checker(), source="a.md")
    assert [(each.excerpt, each.severity, each.message) for each in found] == [
        ("LEA001", "info", "No finding of LEA001 is held back here."),
        ("range-decending", "info",
         "There is no rule 'range-decending'; did you mean 'range-descending'?"),
    ]  # fmt: skip


def test_a_comment_shown_as_code_is_none():
    shown = "```html\n<!-- provenance: ignore LEA001 -->\n```\n\n`<!-- provenance: ignore X -->`\n"
    assert _found(shown) == []
    assert _found(shown + "\n<!-- provenance: ignore X -->\n") == [(7, "SUP002")]


def test_what_is_held_back_is_not_corrected():
    text = f"See {BAD}. <!-- provenance: ignore LEA007 -->\n\nSee {BAD}.\n"
    fixed, made = fix_bytes(text.encode(), Checker(), source="a.md")
    assert fixed.decode() == text[:-9] + text[-9:].replace("29-26", "29–26")
    assert [each.line for each in made] == [3]


def test_a_record_file_as_a_whole(tmp_path, capsys):
    path = tmp_path / "a.toml"
    text = 'key = "a"\ntitle = "A"\ndate = "1957-12-23"\nperiod = "1958-01-01/1957-01-01"\n'
    path.write_text(text)
    run(["check", str(path)])
    assert "interval-reversed" in capsys.readouterr().out
    path.write_text("# provenance: ignore-file\n" + text)
    run(["check", str(path)])
    assert capsys.readouterr().out == ""


def test_many_comments_hold_each_its_own_line():
    line = f"See {BAD}. <!-- provenance: ignore LEA -->\n"
    alone = "<!-- provenance: ignore LEA -->\n"
    assert _found(line * 50) == []
    held = _found(alone * 1000 + f"See {BAD}.\n\n" + line * 2 + BAD)
    assert held == [(1005, "LEA001"), (1005, "LEA007")]
