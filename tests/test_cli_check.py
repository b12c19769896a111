"""``provenance check`` and ``provenance rule``, as a user runs them."""

import io
import json
from pathlib import Path

import pypandoc
import pytest

from provenance.cli import run

BAD = "# Notes\n\n[^1]: RGANI, f. 5, op. 28, d. 411, ll. 29–26.\n"


def _file(tmp_path, text, name="paper.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_text_names_file_line_and_column(tmp_path, capsys):
    path = _file(tmp_path, BAD)
    assert run(["check", path]) == 1
    shown = capsys.readouterr()
    message = "error range-descending Leaf range runs backwards: 29–26."
    assert shown.out == f"{path}:3:40: {message}\n"


def test_json_has_the_fields_of_the_contract(tmp_path, capsys):
    path = _file(tmp_path, BAD)
    assert run(["check", path, "--format", "json"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "path": path, "line": 3, "column": 40, "end_line": 3, "end_column": 45,
        "rule": "range-descending", "code": "LEA001", "severity": "error",
        "message": "Leaf range runs backwards: 29–26.",
    }  # fmt: skip


def test_github_annotations_escape_what_the_command_would_take(tmp_path, capsys):
    path = _file(tmp_path, BAD, "a,b.md")
    run(["check", path, "--format", "github"])
    out = capsys.readouterr().out
    assert out.startswith("::error file=")
    assert "a%2Cb.md,line=3,col=40,endLine=3" in out


def test_sarif_counts_code_points_and_describes_its_rules(tmp_path, capsys):
    run(["check", _file(tmp_path, BAD), "--format", "sarif"])
    report = json.loads(capsys.readouterr().out)
    (execution,) = report["runs"]
    assert report["version"] == "2.1.0"
    assert execution["columnKind"] == "unicodeCodePoints"
    (result,) = execution["results"]
    rule = execution["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (result["ruleId"], rule["id"]) == ("range-descending", "range-descending")
    assert result["level"] == "error"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 40, "endLine": 3, "endColumn": 45}


def test_the_exit_status_follows_fail_on(tmp_path, capsys):
    path = _file(tmp_path, "RGANI, f. 5, op. 28, d. 411, ll. 26-29\n", "refs.txt")
    assert run(["check", path]) == 0
    assert run(["check", path, "--fail-on", "info"]) == 1
    assert run(["check", path, "--fail-on", "info", "--ignore", "LEA007"]) == 0


def test_lines_that_are_each_to_be_a_reference(tmp_path, capsys):
    path = _file(
        tmp_path, "# mine\nRGANI, f. 5, op. 28, d. 411, l. 2\nPravda, 5 May 1957\n", "r.txt"
    )
    assert run(["check", path, "--kind", "references"]) == 1
    assert capsys.readouterr().out.startswith(f"{path}:3:1: error unreadable-reference ")


def test_a_missing_file_and_an_unknown_rule_are_wrong_usage(tmp_path, capsys):
    assert run(["check", str(tmp_path / "none.md")]) == 2
    assert run(["check", _file(tmp_path, BAD), "--select", "LEA999"]) == 2
    assert "there is no rule 'LEA999'" in capsys.readouterr().err


def test_word_files_are_checked_by_note_and_column_and_not_corrected(tmp_path, capsys):
    path = str(tmp_path / "paper.docx")
    pypandoc.convert_text(BAD.replace("# Notes", "A[^1]"), "docx", "markdown", outputfile=path)
    assert run(["check", path]) == 1
    message = "error range-descending Leaf range runs backwards: 29–26."
    assert capsys.readouterr().out == f"{path}:footnote 1:34: {message}\n"
    run(["check", path, "--format", "github"])
    assert ".docx,title=LEA001 range-descending::footnote 1, column 34: " in capsys.readouterr().out
    run(["check", path, "--format", "sarif"])
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "footnote 1, column 34"}
    ]
    before = Path(path).read_bytes()
    assert run(["check", "--fix", path]) == 1
    shown = capsys.readouterr()
    assert shown.out == f"{path}:footnote 1:34: {message}\n"
    assert "only text formats are corrected, not Word files" in shown.err
    assert run(["check", "--diff", path]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "only text formats are corrected, not Word files" in shown.err
    assert Path(path).read_bytes() == before


def test_what_is_no_word_file_is_refused_with_what_was_expected(tmp_path, capsys):
    assert run(["check", _file(tmp_path, "x", "paper.docx")]) == 2
    assert "expected a Word file (.docx), found no ZIP archive" in capsys.readouterr().err


def test_rule_explains_one_and_lists_all(capsys):
    assert run(["rule", "lea001"]) == 0
    assert capsys.readouterr().out.startswith("range-descending (LEA001, error)\n\nA range of")
    assert run(["rule"]) == 0
    assert "LEA001\terror\trange-descending\t" in capsys.readouterr().out
    assert run(["rule", "range-decending"]) == 2
    assert "did you mean 'range-descending'" in capsys.readouterr().err


UNTIDY = (
    "\ufeff# Заметки\r\n\r\n[^1]: РГАНИ. Ф. 5. Oп. 28. Д. 411. Л. 126-9.\r\n\r\n"
    "`ll. 1-2` stays – a\r\n"
)
TIDY = UNTIDY.replace("Oп", "Оп").replace("126-9", "126–129")


def test_fix_changes_the_faults_and_no_other_byte(tmp_path, capsys):
    path = tmp_path / "paper.md"
    path.write_bytes(UNTIDY.encode())
    path.chmod(0o640)
    assert run(["check", "--fix", str(path)]) == 0
    assert path.read_bytes() == TIDY.encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert run(["check", "--fix", str(path)]) == 0
    assert path.read_bytes() == TIDY.encode()


def test_diff_shows_and_changes_nothing(tmp_path, capsys):
    path = tmp_path / "paper.md"
    path.write_bytes(UNTIDY.encode())
    assert run(["check", "--diff", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "\n-[^1]: РГАНИ. Ф. 5. Oп. 28. Д. 411. Л. 126-9." in shown
    assert "\n+[^1]: РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 126–129." in shown
    assert path.read_bytes() == UNTIDY.encode()


def test_a_difference_is_one_that_patch_takes(tmp_path, capsys):
    path = tmp_path / "paper.txt"
    path.write_bytes("A\u2028line\n\nРГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 126-9".encode())
    assert run(["check", "--diff", str(path)]) == 0
    assert capsys.readouterr().out == (
        f"--- {path}\n+++ {path}\n@@ -1,3 +1,3 @@\n A\u2028line\n \n"
        "-РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 126-9\n\\ No newline at end of file\n"
        "+РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 126–129\n\\ No newline at end of file\n"
    )


def test_fix_leaves_records_and_other_encodings_alone_and_checks_them(tmp_path, capsys):
    path, record = tmp_path / "old.txt", tmp_path / "a.toml"
    data = "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 29–26. Так в деле, и никак иначе.".encode("cp1251")
    path.write_bytes(data)
    record.write_text('key = "a"\nkind = "letter"\ntitle = "Letter"\ndate = "1957-11-31"\n')
    assert run(["check", "--fix", str(path), str(record)]) == 1
    shown = capsys.readouterr()
    assert [line.split()[:3] for line in shown.out.splitlines()] == [
        [f"{path}:1:33:", "error", "range-descending"],
        [f"{record}:4:8:", "error", "impossible-date"],
    ]
    assert f"{path}: only files in UTF-8 are corrected" in shown.err
    assert f"{record}: only manuscripts and bibliographies are corrected, not rec" in shown.err
    assert path.read_bytes() == data
    assert run(["check", "--fix", str(tmp_path / "none.md")]) == 2


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_fix_is_a_filter(monkeypatch, capsysbinary, ends):
    text = f"\ufeffSee RGANI, f. 5, op. 28, d. 411, ll. 1-2.{ends}{ends}"
    text += f"And RGANI, f. 5, op. 28, d. 411, ll. 9–8.{ends}"
    left = "-:3:38: error range-descending Leaf range runs backwards: 9–8.\n"
    for wanted, told in (
        ([], left + "Note: 1 error\n"),
        (["--statistics"], "1\tLEA001\trange-descending\nNote: 1 error\n"),
        (["--select", "LEA007"], ""),
    ):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        status = run(["check", "--isolated", "--kind", "markdown", "--fix", *wanted, "-"])
        shown = capsysbinary.readouterr()
        assert shown.out == text.replace("1-2", "1–2").encode()
        assert shown.err.decode().removeprefix("Note: -: 1 correction\n") == told
        assert status == (1 if told else 0)


def test_a_filter_gives_back_what_it_cannot_correct(monkeypatch, capsysbinary):
    data = "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 29–26. Так в деле, и никак иначе.".encode("cp1251")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run(["check", "--fix", "-"]) == 1
    shown = capsysbinary.readouterr()
    assert shown.out == data
    assert b"-:1:33: error range-descending" in shown.err


def test_a_sarif_report_says_what_could_not_be_checked(tmp_path, capsys):
    good = _file(tmp_path, "Nothing here.\n", "good.md")
    none = str(tmp_path / "none.md")
    for names, failures in (([good], []), ([good, none], [f"{none}: no such file"])):
        run(["check", "--format", "sarif", *names])
        (report,) = json.loads(capsys.readouterr().out)["runs"]
        assert report["results"] == []
        (invocation,) = report["invocations"]
        assert invocation["executionSuccessful"] is not bool(failures)
        told = invocation["toolExecutionNotifications"]
        assert len(told) == len(failures)
        for each, failure in zip(told, failures, strict=True):
            assert each["level"] == "error"
            assert each["message"]["text"].startswith(failure)


def test_statistics_count_by_rule(tmp_path, capsys):
    reference = "RGANI, f. 5, op. 28, d. 411, ll. 29-26"
    path = _file(tmp_path, f"{reference}.\n\n{reference}.\n\n{reference.replace('29', '2')}.\n")
    assert run(["check", path, "--statistics"]) == 1
    assert capsys.readouterr().out == "3\tLEA007\thyphen-in-range\n2\tLEA001\trange-descending\n"
    assert run(["check", path, "--statistics", "--format", "json"]) == 2


def test_standard_input_is_known_by_its_content(monkeypatch, capsys):
    bib = (
        "@misc{a, title = {T}, date = {1957},\n  note = {RGANI, f. 5, op. 28, d. 411, ll. 29--26}}"
    )
    tex = "\\begin{document}\n\nA\\footnote{RGANI, f. 5, op. 28, d.~411, ll. 29--26}"
    for text, place in ((bib, "-:2:44: "), (tex, "-:3:45: ")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert run(["check", "-"]) == 1
        message = "error range-descending Leaf range runs backwards: 29–26."
        assert capsys.readouterr().out == f"{place}{message}\n"


def test_a_kind_that_the_file_is_not_is_an_error_that_says_what_was_expected(tmp_path, capsys):
    path = _file(tmp_path, "RGANI, f. 5, op. 28, d. 411, ll. 29–26")
    for kind, expected in (
        ("docx", "expected a Word file (.docx), found no ZIP archive"),
        ("bibtex", "expected BibTeX, found no entry that begins with @"),
        ("csl-json", "expecting value, found 'R'"),
        ("ris", "expected 'TY  - '"),
        ("csl-yaml", "expected '- ' and an item"),
    ):
        assert run(["check", "--kind", kind, path]) == 2
        assert expected in capsys.readouterr().err


def test_a_file_that_is_named_twice_is_checked_once(tmp_path, capsys):
    record = 'key = "a"\nkind = "letter"\ntitle = "Letter"\ndate = "1957-11-31"\n'
    path = _file(tmp_path, record, "a.toml")
    assert run(["check", str(tmp_path), path, f"{tmp_path}/./a.toml"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{path}:4:8: error impossible-date ")


def test_what_is_ignored_in_one_file_is_told_of_records_together(tmp_path, capsys):
    for name, key in [("a", "one"), ("b", "one"), ("z", "z")]:
        _file(tmp_path, f'key = "{key}"\nkind = "letter"\nplace = "Praha"\n', f"{name}.toml")
    settings = tmp_path / "provenance.toml"
    told = []
    for ignored in ("z.toml", "b.toml"):
        settings.write_text(f'[per-file-ignores]\n"{ignored}" = ["duplicate-key"]\n')
        run(["check", str(tmp_path), "--select", "duplicate-key"])
        told.append(capsys.readouterr().out)
    assert told == [f"{tmp_path}/b.toml:1:7: error duplicate-key Key one used 2 times.\n", ""]
