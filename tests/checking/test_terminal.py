"""The report on a terminal: carets under the right columns, colours, no escapes of the source."""

import io
import os
import subprocess
import sys

import pytest
from rich.console import Console

from provenance.checking.checker import Checker
from provenance.checking.finding import Finding
from provenance.checking.terminal import print_findings, source_lines
from provenance.verdicts import check_bytes

BAD = "RGANI, f. 5, op. 28, d. 411, ll. 29–26"


def _printed(found, text, width=80, **options):
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, **options)
    print_findings(found, lambda name: source_lines(text.encode()), out, console=console)
    return out.getvalue()


def _checked(text, name="a.md", **options):
    return _printed(check_bytes(text.encode(), Checker(), source=name), text, **options)


HEAD = "error range-descending Leaf range runs backwards: 29–26.\n"


def test_the_line_and_a_caret_under_each_column():
    assert _checked(f"Words.\n\nSee {BAD}.\n") == (
        f"a.md:3:38: {HEAD}"
        f" 3 | See {BAD}.\n"
        f"   |{' ' * 38}^^^^^\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "columns"),
    [("漢字 ", 5), ("e\u0301te\u0301 ", 4), ("Ж ", 2), ("a\tb ", 4), ("ガガ ", 5)],
)  # fmt: skip
def test_wide_letters_and_combining_marks(before, columns):
    shown = _checked(f"{before}{BAD}").splitlines()
    assert shown[2] == "   | " + " " * (columns + 33) + "^^^^^"


def _finding(line, start, end):
    return Finding("a-rule", "ABC001", "warning", "What.", "a.md", start, end, 1, start + 1, 1,
                   end + 1)  # fmt: skip


def test_a_long_line_is_cut_around_the_place():
    line = "a" * 200 + "XYZ" + "b" * 200
    head, source, carets = _printed([_finding(line, 200, 203)], line, width=40).splitlines()
    assert head == "a.md:1:201: warning a-rule What."
    assert len(source) <= 40
    assert source.startswith(" 1 | …aaa")
    assert source.endswith("bbb…")
    at = source.index("XYZ")
    assert carets == "   |" + " " * (at - 4) + "^^^"


def test_a_place_without_width_or_at_the_end_of_a_line():
    assert _printed([_finding("ab", 2, 2)], "ab").splitlines()[2] == "   |   ^"
    over = Finding("a", "ABC001", "info", "B.", "a.md", 1, 5, 1, 2, 2, 3)
    assert _printed([over], "abc\ndef").splitlines()[2] == "   |  ^^"


def test_what_has_no_line_or_no_text_is_told_without_one():
    found = Finding("a-rule", "ABC001", "info", "What.", "a.docx", 1, 2, 9, 1, 9, 2, "note 3")
    assert _printed([found], "") == "a.docx:9:1: info a-rule What. (note 3)\n"
    assert source_lines(b"\xff\xfe") == source_lines(b"PK\0") == []


def test_nothing_reaches_the_terminal_that_would_move_its_cursor():
    line = "a\x1b[2J\x07[bold]X"
    shown = _printed([_finding(line, 7, 8)], line)
    assert "\x1b" not in shown
    assert shown.splitlines()[1] == " 1 | a [2J [bold]X"


def test_colours_unless_the_user_wants_none(monkeypatch):
    finding = [_finding("abc", 1, 2)]
    coloured = _printed(finding, "abc", force_terminal=True, color_system="standard")
    assert "\x1b[1;33mwarning" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    plain = _printed(finding, "abc", force_terminal=True)
    assert "\x1b[1;33m" not in plain
    assert "33m" not in plain


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_a_terminal_shows_the_source_and_a_pipe_does_not(tmp_path):
    import pty

    (tmp_path / "a.md").write_text(f"See {BAD}.\n", encoding="utf-8")
    command = [sys.executable, "-m", "provenance", "check", "a.md"]
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80", "TERM": "dumb"}
    master, slave = pty.openpty()
    subprocess.run(
        command, cwd=tmp_path, stdout=slave, stderr=subprocess.PIPE, env=env, check=False
    )
    os.close(slave)
    shown = os.read(master, 10_000).decode().replace("\r\n", "\n")
    os.close(master)
    assert shown == f"a.md:1:38: {HEAD} 1 | See {BAD}.\n   |{' ' * 38}^^^^^\n"
    piped = subprocess.run(command, cwd=tmp_path, capture_output=True, env=env, check=False)
    assert piped.stdout.decode() == f"a.md:1:38: {HEAD}"
