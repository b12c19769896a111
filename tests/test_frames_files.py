"""A column of a file: Parquet, CSV and JSON Lines in and out, whole or not at all."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from provenance.cli import run
from provenance.errors import ProvenanceError, ReadError
from provenance.frames import LOCATOR, ColumnTask, parse_column
from provenance.frames.files import add_column
from provenance.frames.sources import open_source

PARSE = ColumnTask("parse", "ref")
REF = "RGASPI, f. 17, op. 162, d. 18, ll. 5–6"
KEY = "rgaspi:fond=17;opis=162;delo=18;list=5-6"
CSV = f'id,ref,note\n0102,"{REF}",1957-12-23\n2,,empty\n3,a letter,"two\nlines"\n'
ERROR = (
    "not a reference at position 0: expected an archive's name and its units, or two labelled "
    "units, found 'a letter'"
)
FOUND = {
    "archive": "rgaspi", "archive_text": "RGASPI",
    "units": [{"kind": "fond", "value": "17"}, {"kind": "opis", "value": "162"},
              {"kind": "delo", "value": "18"}],
    "leaves": "5-6", "leaf_kind": "list", "key": KEY,
}  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def many(path: Path, rows: int) -> list[str]:
    """Write a Parquet file of many rows, one in seven of them no reference."""
    texts = [
        f"RGASPI, f. {n % 700}, op. {n % 163}, d. {n}" if n % 7 else f"letter {n}"
        for n in range(rows)
    ]
    pq.write_table(pa.table({"n": range(rows), "ref": texts}), path)
    return texts


def test_json_lines_keep_what_they_said(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    lines = [f'{{"ref":"{REF}","n": 1.50}}', "", '{ "n": 12345678901234567890, "ref": null }', "{}"]
    given.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    summary = add_column(PARSE, given, out)
    assert (summary.rows, summary.texts, summary.errors) == (3, 1, 0)
    assert out.read_text(encoding="utf-8").splitlines() == [
        f'{{"ref":"{REF}","n": 1.50, "locator": {json.dumps(FOUND)}}}',
        '{ "n": 12345678901234567890, "ref": null, "locator": null}',
        '{"locator": null}',
    ]


def test_cells_of_csv_stay_text_and_the_result_is_columns(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    summary = add_column(PARSE, table, out)
    assert (summary.rows, summary.texts, summary.errors) == (3, 2, 1)
    text = out.read_text(encoding="utf-8")
    units = json.dumps(FOUND["units"]).replace('"', '""')
    assert text == (
        "id,ref,note,locator.archive,locator.archive_text,locator.units,locator.leaves,"
        "locator.leaf_kind,locator.key,locator.rest,locator.error,locator.position\n"
        f'0102,"{REF}",1957-12-23,rgaspi,RGASPI,"{units}",5-6,list,{KEY},,,\n'
        "2,,empty,,,,,,,,,\n"
        f'3,a letter,"two\nlines",,,,,,,,"{ERROR}",0\n'
    )
    packed = tmp_path / "out.csv.gz"
    add_column(PARSE, table, packed)
    assert gzip.decompress(packed.read_bytes()).decode() == text


def test_semicolons_tabs_and_other_encodings(tmp_path: Path) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "out.tsv"
    given.write_bytes("№;ref\r\n1;ГАРФ. Ф. Р-5446. Оп. 1. Д. 2\r\n".encode("cp1251"))
    said: list[str] = []
    add_column(PARSE, given, out, report=said.append)
    row = out.read_text(encoding="utf-8").splitlines()[1].split("\t")
    assert (row[0], row[1], row[7]) == (
        "1", "ГАРФ. Ф. Р-5446. Оп. 1. Д. 2", "garf:fond=r5446;opis=1;delo=2",
    )  # fmt: skip
    assert len(said) == 1
    assert "1251" in said[0]


@pytest.mark.parametrize("jobs", [1, 2])
def test_parquet_in_and_out_whatever_the_number_of_jobs(tmp_path: Path, jobs: int) -> None:
    given, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    texts = many(given, 9000)
    reached: list[tuple[int, int | None]] = []
    summary = add_column(PARSE, given, out, jobs=jobs, progress=lambda *far: reached.append(far))
    assert (summary.rows, summary.texts, summary.errors) == (9000, 9000, 1286)
    assert reached == [(4096, 9000), (8192, 9000), (9000, 9000)]
    table = pq.read_table(out)
    assert table.schema.field("locator").type == LOCATOR
    assert table["ref"].to_pylist() == texts
    rows = table["locator"].to_pylist()
    assert [row["units"] and row["units"][2]["value"] for row in rows[:9]] == [
        None, "1", "2", "3", "4", "5", "6", None, "8",
    ]  # fmt: skip
    assert rows[8999]["key"] == "rgaspi:fond=599;opis=34;delo=8999"


def test_from_each_format_to_each(table: Path, tmp_path: Path) -> None:
    kinds = ("csv", "jsonl", "parquet", "tsv.gz", "jsonl.gz")
    for first in kinds:
        between = tmp_path / f"between.{first}"
        add_column(ColumnTask("find", "note", into="found"), table, between)
        for second in kinds:
            out = tmp_path / f"out.{second}"
            add_column(PARSE, between, out)
            again = tmp_path / "again.jsonl"
            add_column(ColumnTask("parse", "ref", into="again"), out, again)
            rows = [json.loads(line) for line in again.read_text(encoding="utf-8").splitlines()]
            assert [row["id"] for row in rows] == ["0102", "2", "3"], (first, second)
            assert rows[2]["note"] == "two\nlines"
            assert rows[0]["again"] == FOUND
            assert rows[1]["again"] is None
            assert rows[2]["again"] == {"error": ERROR, "position": 0}


def test_an_empty_table_has_the_new_column(tmp_path: Path) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "out.parquet"
    given.write_text("id,ref\n")
    assert add_column(PARSE, given, out).rows == 0
    assert pq.read_table(out).schema.names == ["id", "ref", "locator"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", "", "a.csv:1: expected a line with the names of the columns, found none"),
        ("a.csv", "id,reff\n1,x\n", "a.csv: there is no column 'ref'; the nearest is 'reff'"),
        ("a.csv", "n,ref,n\n1,x,2\n", "a.csv: there are two columns 'n'; give each its own name"),
        ("a.csv", "id,ref\n1,x\n2,y,z\n", "a.csv:3: expected 2 cells as in the first line"),
        ("a.csv", 'id,ref\n1,"x\n2"y,z\n',
         r"a.csv:2: not a row of a CSV file: .* \(the row goes on to line 3\)$"),
        ("a.csv", 'id,ref\n1,"x\n2,z\n', "a.csv:2: a quotation mark that this row opens is never"),
        ("a.csv", 'id,ref\n\n1,"x\n2,z"\n\n3,"y\nz",4\n',
         r"a.csv:6: expected 2 cells as in the first line, found 3 \(the row goes on to line 7\)"),
        ("a.csv", "id:ref\n1:x\n", r"is 'id:ref' \(',' does not stand between cells; name the"),
        ("a.csv", "id;reff\n1;x\n", r"is 'reff' \(what stands between cells is taken to be ';'\)"),
        ("a.jsonl", '{"ref":"x"}\n\n{"ref":\n', "a.jsonl:3: not a JSON object"),
        ("a.jsonl", '{"ref":"x"}\n{"ref":"x", "n":{"a":1,"a":2}}\n',
         "a.jsonl:2: not a JSON object: the key 'a' is given twice"),
        ("a.jsonl", '{"ref":"x"}\n[1]\n', r"a.jsonl:2: expected a JSON object, found \[1\]"),
        ("a.jsonl", '{"text":"x"}\n', "a.jsonl: there is no column 'ref'; the columns are 'text'"),
        ("a.jsonl", '{"ref":"x","locator":1}\n', "a.jsonl:1: there is a field 'locator' already"),
        ("a.parquet", "PAR1nothing", "a.parquet: not a whole Parquet file"),
        ("a.xlsx", "PK", "a.xlsx: expected a table, a file whose name ends in .parquet, .pq, .csv"),
        ("a.csv.gz", "id,ref\n", "a.csv.gz: the file is cut off or damaged: Not a gzipped file"),
    ],
)  # fmt: skip
def test_a_faulty_table_is_told_with_its_line_and_leaves_no_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(data, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        add_column(PARSE, name, "out.jsonl")
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_parquet_file_that_is_cut_off_or_damaged(tmp_path: Path) -> None:
    given, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    many(given, 20_000)
    data = given.read_bytes()
    given.write_bytes(data[:-20])
    with pytest.raises(ReadError, match=r"in\.parquet: not a whole Parquet file"):
        add_column(PARSE, given, out)
    given.write_bytes(data[:2000] + bytes(40_000) + data[42_000:])
    with pytest.raises(ReadError, match=r"in\.parquet: not a whole Parquet file"):
        add_column(PARSE, given, out)
    assert not out.exists()


def test_a_stray_quotation_mark_does_not_take_the_rest_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.frames._csv._LONGEST_CELL", 200_000)
    before = csv.field_size_limit()
    given = tmp_path / "in.csv"
    given.write_text('id,ref\n1,x\n2,"y\n' + "3,z\n" * 5_000_000, encoding="utf-8")
    with open(given, "rb") as file:
        with (
            pytest.raises(ReadError, match="-:3: a cell of this row has more than 200,000 char"),
            open_source(file, PARSE, format="csv") as source,
        ):
            list(source.parts())
        assert file.tell() < 10_000_000
    long = "y" * 190_000  # longer than the module csv takes by itself
    given.write_text(f'id,ref\n1,x\n2,"{long}"\n', encoding="utf-8")
    with open_source(given, PARSE) as source:
        (part,) = source.parts()
    assert part.texts == ["x", long]
    assert csv.field_size_limit() == before


def test_a_line_that_never_ends_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.frames.parts._LONGEST_LINE", 100_000)
    for name in ("in.csv", "in.jsonl"):
        (tmp_path / name).write_text('{"ref": "x"}\n' + "x" * 5_000_000)
        with pytest.raises(ReadError, match=f"{name}:2: expected a row, found a line of more than"):
            add_column(PARSE, tmp_path / name, io.StringIO())


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("id,ref\n1,BArch\n", ","),
        ("id;ref\n1;RGANI, f. 5\n2;RGANI, f. 6\n", ";"),
        ('"name; first, last";ref\n"a, b";x\n', ";"),  # a comma stands in the header, too
        ('"id, number"|ref|"a;b"\n1|x, y|z\n', "|"),
        ("id\tname, first\tref\n1\ta, b\tc\n", "\t"),
        ("ref\nRGANI, f. 5, op. 28\nRGANI, f. 6, op. 1\n", ";"),  # one column without quotation
        ("ref\nx\ny\n", ","),
        ('ref\n"RGANI, f. 5"\n', ","),
        ("a;b,ref,c;d\n1,2,3\n", ","),
        ("ref," + "c" * 200_000 + ",d\n", ","),  # longer than what is looked at
    ],
)
def test_what_stands_between_cells_is_found_out(tmp_path: Path, text: str, mark: str) -> None:
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    task = ColumnTask("parse", "ref")
    with open_source(tmp_path / "in.csv", task) as source:
        assert source.delimiter == mark  # type: ignore[attr-defined]


def test_what_stands_between_cells_can_be_said(tmp_path: Path) -> None:
    given, out, csv_out = tmp_path / "in.txt", io.StringIO(), tmp_path / "out.csv"
    given.write_text(f"id:ref\n1:{REF}\n", encoding="utf-8")
    assert add_column(PARSE, given, out, format="csv", delimiter=":").errors == 0
    assert json.loads(out.getvalue())["id"] == "1"
    for mark in (";;", "", "\n"):
        with pytest.raises(ProvenanceError, match="expected one character that stands between"):
            add_column(PARSE, given, out, format="csv", delimiter=mark)
    with pytest.raises(ProvenanceError, match="a delimiter goes with CSV, this is jsonl"):
        add_column(PARSE, given, out, format="jsonl", delimiter=";")
    given.rename(tmp_path / "in.tsv")
    (tmp_path / "in.tsv").write_text("id\tref\n1\tx\n", encoding="utf-8")
    add_column(PARSE, tmp_path / "in.tsv", csv_out)
    assert csv_out.read_text().startswith("id,ref,locator.archive,")


def test_carriage_returns_alone_end_lines_as_well(tmp_path: Path) -> None:
    given = tmp_path / "in.csv"
    given.write_bytes(f'id,ref\r1,"{REF}"\r2,"a\rletter"\r3,x,y\r'.encode())
    with pytest.raises(ReadError, match=r"in\.csv:5: expected 2 cells"):
        add_column(PARSE, given, io.StringIO())
    given.write_bytes(given.read_bytes()[:-6])
    out = io.StringIO()
    assert add_column(PARSE, given, out).errors == 1
    assert [json.loads(line)["ref"] for line in out.getvalue().splitlines()] == [REF, "a\rletter"]


def test_a_null_byte_in_a_cell_is_passed_on(tmp_path: Path) -> None:
    given, out, again = tmp_path / "in.csv", tmp_path / "out.csv", io.StringIO()
    given.write_text('ref,note\nx,"a\0b"\n', encoding="utf-8")
    add_column(PARSE, given, out)
    add_column(ColumnTask("parse", "note"), given, again)
    assert "\nx,a\0b," in out.read_text(encoding="utf-8")
    row = json.loads(again.getvalue())
    assert row["note"] == "a\0b"
    assert row["locator"]["error"].startswith("not a reference")


def test_a_text_of_spaces_says_the_same_wherever_it_stands(tmp_path: Path) -> None:
    error = "nothing to read at position 0: expected an archival reference, found '  '"
    assert parse_column(["  "]).to_pylist()[0]["error"] == error
    (tmp_path / "in.csv").write_text("id,ref\n1,  \n")
    (tmp_path / "in.jsonl").write_text('{"ref": "  "}\n')
    pq.write_table(pa.table({"ref": ["  "]}), tmp_path / "in.parquet")
    for name in ("in.csv", "in.jsonl", "in.parquet"):
        out = io.StringIO()
        assert add_column(PARSE, tmp_path / name, out).errors == 1
        assert json.loads(out.getvalue())["locator"] == {"error": error, "position": 0}


def test_in_csv_each_field_of_json_lines_is_a_column_however_late(tmp_path: Path) -> None:
    given, out = tmp_path / "in.jsonl", tmp_path / "out.csv"
    lines = '{"ref": null}\n' * 5000 + '{"late": 1, "ref": null}\n'
    given.write_text(lines)
    packed = tmp_path / "in.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.encode()))
    for path in (given, packed):
        add_column(ColumnTask("format", "ref"), path, out)
        rows = out.read_text().splitlines()
        assert (rows[0], rows[1], rows[-1]) == (
            "ref,late,printed.text,printed.error", ",,,", ",1,,",
        )  # fmt: skip
    with pytest.raises(
        ReadError, match=r"-:5001: the field 'late' is not in the first line,.*give"
    ):
        add_column(PARSE, io.BytesIO(lines.encode()), out, format="jsonl")
    given.write_text('{"ref": null}\n' * 5000 + '{"ref": nul}\n')
    with pytest.raises(ReadError, match=r"in\.jsonl:5001: not a JSON object"):
        add_column(PARSE, given, out)


def test_a_stream_says_its_format(table: Path) -> None:
    with pytest.raises(ProvenanceError, match="a stream has one of the formats csv, tsv, jsonl"):
        add_column(PARSE, io.BytesIO(b""), io.StringIO())
    with pytest.raises(ProvenanceError, match="a stream has one of the formats"):
        add_column(PARSE, io.BytesIO(b""), io.StringIO(), format="parquet")
    out, other = io.StringIO(), io.StringIO()
    add_column(PARSE, io.BytesIO(table.read_bytes()), out, format="csv")
    add_column(PARSE, table, other)
    assert out.getvalue() == other.getvalue() != ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--column ref a.csv b.jsonl", "one file is expected, found 2; run the command once for"),
        ("--column ref -", "standard input needs --from csv, tsv or jsonl"),
        ("--column ref --from parquet -", "a Parquet file is read from its end: give the file"),
        ("--delimiter ; x", "--delimiter goes with --column"),
        ("--from csv x", "--from goes with --column"),
        ("--into x x", "--into goes with --column"),
        ("--column ref --delimiter ;; a.csv", "expected one character, or 'tab', found ';;'"),
    ],
)
@pytest.mark.parametrize("command", ["parse", "find", "check"])
def test_a_wrong_use_is_told(
    command: str, arguments: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, *arguments.split()]) == 2
    assert message in capsys.readouterr().err


def test_standard_input_is_a_table_and_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    rows = "".join(f"{n}|RGANI, f. 5, op. 28, d. {n}\n" for n in range(1, 9000))
    command = [sys.executable, "-m", "provenance", "find", "--column", "ref", "--from", "csv", "-"]
    done = subprocess.run(
        command, input=f"id|ref\n{rows}", capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) == 8999
    assert json.loads(done.stdout.splitlines()[0])["references"][0]["key"].endswith(";delo=1")
    (tmp_path / "in.csv").write_text(f"id|ref\n{rows}")
    command[-3:] = [str(tmp_path / "in.csv")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"id": "1"')
        process.stdout.close()  # as head does
        assert (process.wait(60), process.stderr.read()) == (0, b"")


def test_a_column_of_categories_is_text(tmp_path: Path) -> None:
    given, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    texts = [f"BArch, DY 30/{n}" for n in range(5000)]
    pq.write_table(pa.table({"ref": pa.array(texts).dictionary_encode()}), given)
    add_column(PARSE, given, out)
    table = pq.read_table(out)
    assert pa.types.is_dictionary(table.schema.field("ref").type)
    assert table["locator"][4999].as_py()["key"] == "barch:bestand=dy30;archivnummer=4999"


def test_what_is_no_text_in_json_is_told_in_its_row(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text('{"ref": 5}\n{"ref": ["x"]}\n', encoding="utf-8")
    out = io.StringIO()
    assert add_column(PARSE, given, out).errors == 2
    assert [json.loads(line)["locator"] for line in out.getvalue().splitlines()] == [
        {"error": "expected text, found int 5"}, {"error": "expected text, found list ['x']"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("usual", "other", "path"),
    [
        ('{"ref": "x", "m": {"a": 1}}', '{"ref": "x", "m": {"a": 1, "b": 2}}', "m.b' is not in"),
        (
            '{"ref": "x", "m": [{"n": {"a": 1}}]}',
            '{"ref": "x", "m": [{"n": {"c": 2}}]}',
            "m.n.c' is not in",
        ),
        ('{"ref": "x"}', '{"ref": "x", "new": 1}', "new' is not in"),
        ('{"ref": "x", "n": null}', '{"ref": "x", "n": "late"}', "n' is empty in"),
        ('{"ref": "x", "m": {"n": null}}', '{"ref": "x", "m": {"n": 1}}', "m.n' is empty in"),
        ('{"ref": "x", "m": {"n": []}}', '{"ref": "x", "m": {"n": [1]}}', "m.n' is empty in"),
    ],
)
def test_a_field_that_comes_late_is_never_dropped(
    tmp_path: Path, usual: str, other: str, path: str
) -> None:
    given, out = tmp_path / "in.jsonl", tmp_path / "out.parquet"
    given.write_text(f"{usual}\n" * 4096 + other, encoding="utf-8")
    message = f"in.jsonl:4097: the field '{path} the first 4,096 lines"
    with pytest.raises(ReadError, match=message):
        add_column(PARSE, given, out)
    assert not out.exists()


def test_two_columns_never_have_one_name(table: Path, tmp_path: Path) -> None:
    given, once, twice = tmp_path / "in.parquet", tmp_path / "once.csv", tmp_path / "twice.csv"
    pq.write_table(pa.Table.from_arrays([pa.array(["x"])] * 3, ["ref", "n", "n"]), given)
    with pytest.raises(ReadError, match="there are two columns 'n'"):
        add_column(PARSE, given, once)
    add_column(PARSE, table, once)
    with pytest.raises(ProvenanceError, match=r"a column 'locator\.archive' already; choose"):
        add_column(PARSE, once, twice)
    assert not twice.exists()
    add_column(ColumnTask("parse", "ref", into="again"), once, twice)


def test_every_mark_in_a_cell_comes_back(tmp_path: Path) -> None:
    rows = [f"a{mark}b" for mark in ("\r", "\n", "\r\n", ",", '"', ";", "\t", " ", "")] + ["\r"]
    given, out, back = tmp_path / "in.jsonl", tmp_path / "out.csv", tmp_path / "back.jsonl"
    lines = [json.dumps({"ref": "x", "note": each}) for each in rows]
    given.write_text("\n".join(lines), encoding="utf-8")
    add_column(PARSE, given, out)
    assert b'\nx,"a\rb",,' in out.read_bytes()
    add_column(ColumnTask("parse", "ref", into="again"), out, back)
    found = [json.loads(line)["note"] for line in back.read_text(encoding="utf-8").splitlines()]
    assert found == rows


def test_an_empty_line_of_a_single_column_is_a_missing_value(tmp_path: Path) -> None:
    given, out = tmp_path / "in.csv", io.StringIO()
    given.write_text(f'\nref\n"{REF}"\n\n\n"{REF}"\n', encoding="utf-8")
    assert add_column(PARSE, given, out).rows == 4
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [row["ref"] for row in rows] == [REF, None, None, REF]
    assert [row["locator"] for row in rows] == [FOUND, None, None, FOUND]
    given.write_text("ref,n\nx,1\n\n", encoding="utf-8")
    assert add_column(PARSE, given, io.StringIO()).rows == 1


def test_a_number_that_is_none_is_null_in_json(tmp_path: Path) -> None:
    given, out = tmp_path / "in.parquet", io.StringIO()
    numbers = [float("nan"), float("inf"), 1.5]
    pq.write_table(
        pa.table({"ref": ["x"] * 3, "n": numbers, "m": [[n, 1] for n in numbers]}), given
    )
    add_column(PARSE, given, out)
    assert [line[: line.index(', "loc')] for line in out.getvalue().splitlines()] == [
        '{"ref": "x", "n": null, "m": [null, 1.0]',
        '{"ref": "x", "n": null, "m": [null, 1.0]',
        '{"ref": "x", "n": 1.5, "m": [1.5, 1.0]',
    ]
    lines, out = tmp_path / "in.jsonl", io.StringIO()
    lines.write_text('{"n": -Infinity}\n{"ref": null,"n":1.50}\n', encoding="utf-8")
    add_column(PARSE, lines, out)
    assert out.getvalue() == (
        '{"n": null, "locator": null}\n{"ref": null,"n":1.50, "locator": null}\n'
    )


def test_only_what_is_read_is_called_damaged(table: Path, tmp_path: Path) -> None:
    with pytest.raises(EOFError, match="ours"), open_source(table, PARSE):
        raise EOFError("ours")
    packed = tmp_path / "in.csv.gz"
    packed.write_bytes(gzip.compress(CSV.encode())[:-9])
    with pytest.raises(ReadError, match=r"in\.csv\.gz: the file is cut off or damaged"):
        add_column(PARSE, packed, tmp_path / "out.csv")


def test_of_long_texts_few_are_read_at_once(tmp_path: Path) -> None:
    given = tmp_path / "in.parquet"
    texts = [str(n) for n in range(600)] + [f"{n} " * 50_000 for n in range(20)] + ["x", "y"]
    with pq.ParquetWriter(given, pa.schema([("ref", pa.string())]), use_dictionary=False) as file:
        for start, end in ((0, 300), (300, 600), (600, 620), (620, 622)):
            file.write_table(pa.table({"ref": texts[start:end]}))
    with open_source(given, PARSE) as source:
        parts = list(source.parts())
    # the long ones are 32 at once at most, so not together with their neighbours
    assert [part.reached for part in parts] == [600, 620, 622]
    assert [text for part in parts for text in part.texts.to_pylist()] == texts
    texts = [f"{n} " * 1_000_000 for n in range(5)]  # 2 MB each
    pq.write_table(pa.table({"ref": texts}), given, use_dictionary=False)
    with open_source(given, PARSE) as source:
        parts = list(source.parts())
        assert [len(each) for each in source._batches()] == [2, 2, 1]
    assert [text for part in parts for text in part.texts.to_pylist()] == texts


def test_what_cannot_be_a_value_is_told_with_its_place(tmp_path: Path) -> None:
    given, out = tmp_path / "in.parquet", tmp_path / "out.csv"
    late = pa.array([0, 4_000_000], pa.int32()).cast(pa.date32())  # in the year 12921
    wrong = pa.array([b"x", b"\xff"]).view(pa.string())
    for name, column in (("late", late), ("wrong", wrong)):
        pq.write_table(pa.table({"ref": ["x", "y"], name: column}), given)
        for path in (out, tmp_path / "out.jsonl"):
            message = rf"in\.parquet: rows 1–2: the column '{name}' has a value that"
            with pytest.raises(ReadError, match=message):
                add_column(PARSE, given, path)
            assert not path.exists()
        add_column(PARSE, given, tmp_path / "out.parquet")
    lines = tmp_path / "in.jsonl"
    lines.write_text('{"ref": "x", "meta": {}}\n{"ref": "y"}\n')
    with pytest.raises(ProvenanceError, match=r"in\.jsonl: lines 1–2: cannot be written.*'meta'"):
        add_column(PARSE, lines, tmp_path / "no.parquet")
    lines.write_text('{"ref": "x", "n": 1}\n{"ref": "y", "n": "z"}\n')
    with pytest.raises(ReadError, match=r"lines 1–2: the values of the field 'n' are not of one"):
        add_column(PARSE, lines, tmp_path / "no.parquet")
    assert not (tmp_path / "no.parquet").exists()


def test_the_command_line(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", "--column", "ref", str(table), "--jobs", "2"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["locator"] for line in out.splitlines()] == [
        FOUND, None, {"error": ERROR, "position": 0},
    ]  # fmt: skip
    assert err == "Error: 1 of 2 texts could not be parsed\n"
    target = tmp_path / "out.parquet"
    assert run(["find", "--column", "ref", "--into", "x", str(table), "--output", str(target)]) == 0
    found = pq.read_table(target)["x"].to_pylist()
    assert [row if row is None else len(row) for row in found] == [1, None, 0]
    assert run(["parse", "--column", "rfe", str(table), "--output", str(tmp_path / "no.csv")]) == 2
    assert "there is no column 'rfe'; the nearest is 'ref'" in capsys.readouterr().err
    assert run(["parse", "--into", "x", "f. 1, op. 2"]) == 2
    capsys.readouterr()
    checked = ["check", "--column", "ref", "--ignore", "unreadable-reference", str(table)]
    assert run(checked) == 0
    rows = [json.loads(line)["findings"] for line in capsys.readouterr().out.splitlines()]
    assert rows == [[], None, []]
    assert run(["check", "--column", "ref", str(table)]) == 1
    rows = [json.loads(line)["findings"] for line in capsys.readouterr().out.splitlines()]
    assert [each["rule"] for each in rows[2]] == ["unreadable-reference"]
    assert run(["check", "--column", "ref", "--fix", str(table)]) == 2
    assert run(["parse", "--column", "ref", "-"]) == 2
    assert run(["parse", "--column", "ref", str(table), "--jobs", "many"]) == 2
    assert not (tmp_path / "no.csv").exists()
