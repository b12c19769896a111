"""Columns: Arrow, Polars, pandas and lists in; a struct a row out; an error stays in its row."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
from mmap import mmap

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from provenance import Settings, format_locator, parse_locator
from provenance.archives import shipped_archives
from provenance.errors import LocatorError, ProvenanceError
from provenance.frames import (
    FINDING,
    LOCATOR,
    MATCH,
    PRINTED,
    ColumnTask,
    check_column,
    find_column,
    format_column,
    intake,
    parse_column,
)
from provenance.frames.intake import over_text
from provenance.frames.pandas import with_column

TEXTS = ["RGASPI, f. 17, op. 162, d. 18, ll. 5–6", None, "a letter", "ГАРФ. Ф. Р-5446. Оп. 1. Д. 2"]
KEYS = ["rgaspi:fond=17;opis=162;delo=18;list=5-6", None, None, "garf:fond=r5446;opis=1;delo=2"]
NO_REFERENCE = (
    "not a reference at position 0: expected an archive's name and its units, or two labelled "
    "units, found 'a letter'"
)


def keys(column: pa.Array | pa.ChunkedArray) -> list[str | None]:
    return [row and row["key"] for row in column.to_pylist()]


# --- parse


def test_each_row_says_what_its_text_says() -> None:
    first, nothing, bad, garf = parse_column(pa.array(TEXTS)).to_pylist()
    assert first == {
        "archive": "rgaspi", "archive_text": "RGASPI",
        "units": [
            {"kind": "fond", "value": "17", "written": None},
            {"kind": "opis", "value": "162", "written": None},
            {"kind": "delo", "value": "18", "written": None},
        ],
        "leaves": "5-6", "leaf_kind": "list", "key": KEYS[0], "rest": None, "error": None,
        "position": None,
    }  # fmt: skip
    assert nothing is None
    assert bad == dict.fromkeys(LOCATOR.names) | {"error": NO_REFERENCE, "position": 0}
    assert garf["units"][0] == {"kind": "fond", "value": "R-5446", "written": "Р-5446"}
    assert (garf["leaves"], garf["leaf_kind"]) == (None, None)


def test_an_ambiguous_name_is_told_with_what_it_may_mean() -> None:
    (row,) = parse_column(["AMAE, vol. 4"]).to_pylist()
    assert (row["archive"], row["position"]) == (None, 0)
    assert row["error"].startswith("'AMAE' may be cadc, amae-ro; nothing decides")


def test_chunks_and_length_stay() -> None:
    chunks = pa.chunked_array([TEXTS[:1], TEXTS[1:], []], pa.string())
    found = parse_column(chunks)
    assert isinstance(found, pa.ChunkedArray)
    assert [len(chunk) for chunk in found.chunks] == [1, 3, 0]
    assert keys(found) == KEYS
    assert parse_column(pa.array([], pa.string())) == pa.array([], LOCATOR)
    assert parse_column(pa.chunked_array([], pa.string())).type == LOCATOR


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(),
     pa.dictionary(pa.int8(), pa.string())],
)  # fmt: skip
def test_every_type_of_text_is_taken(kind: pa.DataType) -> None:
    column = pa.array(TEXTS, pa.string())
    column = column.dictionary_encode() if pa.types.is_dictionary(kind) else column.cast(kind)
    assert keys(parse_column(column)) == KEYS


def test_a_slice_is_only_its_part() -> None:
    assert keys(parse_column(pa.array(TEXTS).slice(3, 1))) == KEYS[3:]
    assert keys(parse_column(pa.array(TEXTS * 2).dictionary_encode().slice(3, 3))) == [
        KEYS[3], KEYS[0], None,
    ]  # fmt: skip


def test_long_columns_are_put_together_again() -> None:
    found = parse_column(pa.array(["BArch, DY 30/1"] * 16_384 + TEXTS))
    assert isinstance(found, pa.StructArray)
    assert (
        keys(found)[16_383:] == ["barch:bestand=dy%2030;nummer=1", *KEYS]
        or keys(found)[16_384:] == KEYS
    )
    assert len(found) == 16_388


def test_polars_in_and_out() -> None:
    frame = pl.DataFrame({"ref": TEXTS})
    frame = frame.with_columns(locator=pl.Series(parse_column(frame["ref"])))
    assert frame["locator"].struct.field("key").to_list() == KEYS
    assert frame["locator"][1] is None
    exploded = frame.select(pl.col("locator").struct.field("units")).explode("units")
    assert exploded["units"].struct.field("value").to_list() == [
        "17", "162", "18", None, None, "R-5446", "1", "2",
    ]  # fmt: skip
    categories = pl.Series(TEXTS, dtype=pl.Categorical)
    assert keys(parse_column(categories)) == KEYS


def test_pandas_in_and_out() -> None:
    frame = pd.DataFrame({"ref": TEXTS})
    found = parse_column(frame["ref"])
    assert keys(found) == KEYS
    back = pd.Series(found.to_pandas())
    assert back[0]["key"] == KEYS[0]
    assert back[1] is None
    # a column of objects may hold anything
    mixed = pd.Series([TEXTS[0], None, 5, float("nan"), pd.NA, b"\xff"], dtype=object)
    rows = parse_column(mixed).to_pylist()
    assert [row and (row["key"], row["error"]) for row in rows] == [
        (KEYS[0], None),
        None,
        (None, "expected text, found int 5"),
        None,
        None,
        (None, "expected text in UTF-8, found the byte 0xff at 0"),
    ]


def test_in_pandas_each_row_gets_its_own_result_whatever_the_index() -> None:
    frame = pd.DataFrame({"ref": ["x", *TEXTS], 5: 1}, index=[0, 3, 3, 1, 0])[1:]
    found = with_column(frame, ColumnTask("parse", "ref"))
    assert list(found.index) == [3, 3, 1, 0]
    assert list(found.columns) == ["ref", 5, "locator"]
    assert keys(pa.array(found["locator"])) == [
        KEYS[0],
        None,
        None,
        KEYS[3],
    ]
    assert found["locator"].dtype == pd.ArrowDtype(LOCATOR)
    assert "locator" not in frame
    again = with_column(found, ColumnTask("format", "locator", form="native"))
    assert again["printed"].iloc[3]["text"] == "ГАРФ. Ф. Р-5446. Оп. 1. Д. 2"
    assert with_column(frame[:0], ColumnTask("find", "ref"))["references"].to_list() == []


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"id": ["x"]}), "there is no column 'ref'; the columns are 'id'"),
        (pd.DataFrame([["x", "y"]], columns=["ref", "ref"]), "there are two columns 'ref'"),
        (pd.DataFrame({"ref": ["x"], "locator": 1}), "there is a column 'locator' already"),
        (pd.DataFrame({"ref": [1]}), "expected a column of text, found one of int64"),
        (pd.Series(["x"]), "expected a pandas data frame, found Series"),
    ],
)
def test_another_frame_is_refused_in_pandas(frame: object, message: str) -> None:
    with pytest.raises(ProvenanceError, match=message):
        with_column(frame, ColumnTask("parse", "ref"))


def test_what_is_not_utf_8_is_told_in_its_row() -> None:
    offsets, data = pa.py_buffer(b"\0\0\0\0\1\0\0\0\x0f\0\0\0"), pa.py_buffer(b"\xffBArch, DY 30/1")
    column = pa.Array.from_buffers(pa.string(), 2, [None, offsets, data])
    bad, good = parse_column(column).to_pylist()
    assert bad["error"] == "expected text in UTF-8, found the byte 0xff at 0"
    assert good["archive"] == "barch"
    (half,) = parse_column(["f. 1, op. \ud800"]).to_pylist()
    assert half["error"] == "expected text, found half of a character (U+D800)"


@pytest.mark.parametrize(
    ("column", "message"),
    [
        (pa.array([1, 2]), "expected a column of text, found one of int64"),
        (pl.Series([1.5]), "expected a column of text, found one of double"),
        (pl.DataFrame({"a": ["x"], "b": ["y"]}), "found a table; its columns are: a, b"),
        (pd.DataFrame({"a": ["x"]}), "found a table; its columns are: a"),
        (pa.table({"a": ["x"]}), "found a table; its columns are: a"),
        ("RGASPI, f. 17", "expected a column, found one text"),
        (7, "expected a column, found int"),
        (b"RGASPI, f. 17", "expected a column, found one text"),
        ({"ref": "RGASPI, f. 17"}, "expected a column, found dict"),
        ({"RGASPI, f. 17"}, "expected a column, found set"),
        (np.array([["a"], ["b"]]), "expected a column, found an array of 2 dimensions"),
        (np.array([1.5]), "expected a column of text, found one of double"),
    ],
)
def test_another_thing_than_a_column_of_text_is_refused(column: object, message: str) -> None:
    for function in (parse_column, format_column):
        with pytest.raises(
            ProvenanceError, match=message.replace("of text, found", "of text.* found")
        ):
            function(column)


@pytest.mark.parametrize("size", [0, 2])
def test_a_column_without_any_value_is_one_of_missing_texts(size: int) -> None:
    missing = [float("nan")] * size  # pandas and NumPy make it one of numbers
    columns = (missing, np.array(missing), pd.Series(missing), pd.Series(missing, dtype="float32"))
    for column in columns:
        assert parse_column(column).to_pylist() == [None] * size
        assert format_column(column).to_pylist() == [None] * size


def test_what_can_be_read_once_is_printed_whole() -> None:
    printed = format_column(iter(["BArch, DY 30/1", 5])).to_pylist()
    assert printed == [
        {"text": "BArch, DY 30/1", "error": None},
        {"text": None, "error": "expected text, found int 5"},
    ]


def lazily(length: int) -> pa.Array:
    """Return a text of this many bytes as an array; nobody reads it, so it takes no memory."""
    offsets = pa.py_buffer(np.array([0, length], np.int32))
    return pa.Array.from_buffers(pa.string(), 1, [None, offsets, pa.py_buffer(mmap(-1, length))])


def test_a_result_of_more_than_one_array_can_hold_comes_in_chunks() -> None:
    large = lazily(3 << 29)  # two of them are more than 32-bit offsets reach
    found = over_text(["x"] * 16_385, lambda rows: large)
    assert [len(chunk) for chunk in found.chunks] == [1, 1]
    chunks = pa.chunked_array([["x"] * 16_385, ["y"]])
    assert over_text(chunks, lambda rows: large).num_chunks == 3
    once = pa.array(["x", "y"]).dictionary_encode().take(pa.array([0, 1] * 9000))
    assert isinstance(over_text(once, lambda rows: pa.array(rows)), pa.Array)


def test_what_goes_wrong_in_the_work_is_not_taken_for_a_list_of_several_things() -> None:
    calls = []

    def wrong(rows: object) -> pa.Array:
        calls.append(rows)
        raise pa.ArrowInvalid("ours")

    with pytest.raises(pa.ArrowInvalid, match="ours"):
        over_text(pd.Series(["x"]), wrong)
    assert len(calls) == 1


def test_of_long_texts_few_are_python_objects_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_BYTES", 100_000)
    column = pa.array(["x" * 30_000] * 10 + ["y"])
    assert [len(piece) for piece in intake.pieces(column)] == [3, 3, 3, 2]
    assert [len(piece) for piece in intake.pieces(column[:0])] == [0]


# --- find, check, format


def test_the_references_of_each_text_are_found() -> None:
    text = "Сравни: RGASPI, f. 17, op. 162, d. 18, l. 5; d. 19, l. 2."
    several, nothing, none = find_column([text, None, "No archive."]).to_pylist()
    assert (nothing, none) == (None, [])
    assert [(each["start"], each["end"], each["text"], each["inherited"], each["key"])
            for each in several] == [
        (8, 43, "RGASPI, f. 17, op. 162, d. 18, l. 5", [],
         "rgaspi:fond=17;opis=162;delo=18;list=5"),
        (45, 56, "d. 19, l. 2", ["archive", "fond", "opis"],
         "rgaspi:fond=17;opis=162;delo=19;list=2"),
    ]  # fmt: skip


def test_a_row_does_not_lean_on_the_one_before() -> None:
    found = find_column(["RGASPI, f. 17, op. 162, d. 18, l. 5.", "Ibid., l. 6."]).to_pylist()
    assert [len(each) for each in found] == [1, 0]


def test_what_is_no_text_gives_its_error_where_references_would_be() -> None:
    found = find_column(pa.array([b"\xff", b"none"]))
    assert found.type == pa.list_(MATCH)
    ((bad,), none) = found.to_pylist()
    assert bad == dict.fromkeys(MATCH.names) | {
        "error": "expected text in UTF-8, found the byte 0xff at 0"
    }
    assert none == []
    ((said,), _) = check_column([5, "f. 1"]).to_pylist()
    assert (said["severity"], said["message"]) == ("error", "expected text, found int 5")


def test_findings_stand_at_their_place_in_the_row() -> None:
    texts = ["RGASPI, f. 17, op. 162, d. 18, ll. 6–5", None, TEXTS[0]]
    found = check_column(texts)
    assert found.type == pa.list_(FINDING)
    ((backwards,), nothing, none) = found.to_pylist()
    assert (nothing, none) == (None, [])
    assert {name: backwards[name] for name in ("rule", "code", "severity", "start", "end")} == {
        "rule": "range-descending", "code": "LEA001", "severity": "error", "start": 35, "end": 38,
    }  # fmt: skip
    assert backwards["excerpt"] == "6–5"


def test_settings_and_kind_of_a_checked_column() -> None:
    texts = ["RGASPI, f. 17, op. 162, d. 18, ll. 6–5"]
    assert check_column(texts, settings=Settings(ignore=("LEA001",))).to_pylist() == [[]]
    prose = ["No archive is named here."]
    assert check_column(prose, kind="text").to_pylist() == [[]]
    assert check_column(prose, kind="reference").to_pylist() != [[]]
    with pytest.raises(
        ProvenanceError, match="there is no kind 'prose'; expected one of reference"
    ):
        check_column(prose, kind="prose")


def test_references_are_printed_from_text_and_from_what_was_parsed() -> None:
    expected = [
        {"text": "РГАСПИ. Ф. 17. Оп. 162. Д. 18. Л. 5–6", "error": None},
        None,
        {"text": None, "error": NO_REFERENCE},
        {"text": "ГАРФ. Ф. Р-5446. Оп. 1. Д. 2", "error": None},
    ]
    from_text = format_column(pa.array(TEXTS), "native")
    assert from_text.type == PRINTED
    assert from_text.to_pylist() == expected
    assert format_column(parse_column(TEXTS), "native").to_pylist() == expected
    assert format_column(pl.Series(parse_column(TEXTS)), "native").to_pylist() == expected
    long = format_column(parse_column(TEXTS), "long").to_pylist()
    assert long[0]["text"] == "RGASPI, fond 17, opis 162, delo 18, listy 5–6"


def test_every_archive_is_printed_from_its_row_as_from_its_locator() -> None:
    examples = [text for each in shipped_archives().values() for text in each.examples]
    for form in ("short", "long", "native"):
        printed = format_column(parse_column(examples), form).to_pylist()
        for text, row in zip(examples, printed, strict=True):
            try:
                expected = format_locator(parse_locator(text), form)
            except LocatorError:
                assert row["error"] is not None
            else:
                assert row == {"text": expected, "error": None}


def test_a_row_that_cannot_be_a_locator_is_told_in_its_row() -> None:
    row = dict.fromkeys(LOCATOR.names) | {"archive": "atlantis", "units": []}
    (printed,) = format_column(pa.array([row], LOCATOR)).to_pylist()
    assert printed["text"] is None
    assert "no archive has the id 'atlantis'" in printed["error"]


def test_another_form_and_another_type_are_refused() -> None:
    with pytest.raises(ProvenanceError, match="there is no form 'loud'; expected one of short"):
        format_column(TEXTS, "loud")
    with pytest.raises(ProvenanceError, match="or of what parse_column gives, found one of double"):
        format_column([1.5])


# --- tasks


def test_a_task_adds_its_column_to_a_batch_and_can_be_sent() -> None:
    task = ColumnTask("check", "ref", today=dt.date(2026, 1, 1), settings=Settings(ignore=("LEA",)))
    task = pickle.loads(pickle.dumps(task))
    batch = pa.record_batch({"id": [1, 2], "ref": ["RGASPI, f. 17, op. 162, d. 18, ll. 6–5", None]})
    (found,) = task.over([batch])
    assert found.schema == task.schema(batch.schema)
    assert found.schema.names == ["id", "ref", "findings"]
    assert found.column("findings").to_pylist() == [[], None]
    table = ColumnTask("parse", "ref", into="parsed")(pa.Table.from_batches([batch]))
    assert table.column_names == ["id", "ref", "parsed"]


@pytest.mark.parametrize(
    ("task", "message"),
    [
        (ColumnTask("parse", "refs"), "there is no column 'refs'; the nearest is 'ref'"),
        (ColumnTask("parse", "other"), "there is no column 'other'; the columns are 'id', 'ref'"),
        (ColumnTask("parse", "id"), "expected text in the column 'id', found int64"),
        (ColumnTask("parse", "ref", into="id"), "there is a column 'id' already"),
    ],
)
def test_a_task_that_does_not_fit_the_table_is_refused(task: ColumnTask, message: str) -> None:
    with pytest.raises(ProvenanceError, match=message):
        task.schema(pa.schema({"id": pa.int64(), "ref": pa.string()}))


def test_archives_and_errors_can_be_sent_to_another_process() -> None:
    archive = shipped_archives()["avprf"]
    back = pickle.loads(pickle.dumps(archive))
    assert (back.id, back.scheme, dict(back.bare)) == ("avprf", archive.scheme, dict(archive.bare))
    with pytest.raises(LocatorError) as caught:
        parse_locator("a letter")
    error = pickle.loads(pickle.dumps(caught.value))
    assert (str(error), error.text, error.position) == (NO_REFERENCE.split(";")[0], "a letter", 0)


def test_the_package_itself_imports_no_engine() -> None:
    code = (
        "import sys, provenance, provenance.cli; "
        "print([n for n in ('pyarrow', 'multiprocessing', 'pandas') if n in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


@pytest.mark.parametrize("name", ["", "  ", 5])
def test_a_new_column_has_a_name(name: object) -> None:
    with pytest.raises(ProvenanceError, match=f"a name for the new column, found {name!r}"):
        ColumnTask("parse", "ref", into=name)  # type: ignore[arg-type]


def test_a_result_larger_than_a_batch_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    halves = pa.chunked_array([parse_column(TEXTS[:1]), parse_column(TEXTS[1:2])])
    monkeypatch.setattr("provenance.frames.task.parse_column", lambda column: halves)
    task = ColumnTask("parse", "ref")
    with pytest.raises(ProvenanceError, match="the result of 2 rows is more than a record batch"):
        task(pa.record_batch({"ref": TEXTS[:2]}))
    assert task(pa.table({"ref": TEXTS[:2]}))["locator"] == halves


def test_a_verb_that_is_none_is_told_with_the_nearest() -> None:
    message = "expected parse, find, check or format, found 'prase'; the nearest is 'parse'"
    with pytest.raises(ProvenanceError, match=message):
        ColumnTask("prase", "ref")  # type: ignore[arg-type]
    with pytest.raises(ProvenanceError, match=r"found 5$"):
        ColumnTask(5, "ref", into="x")  # type: ignore[arg-type]


def test_an_array_as_a_row_is_an_error_of_that_row() -> None:
    rows = parse_column([TEXTS[0], np.array([1, 2]), np.array([[1], [2]])]).to_pylist()
    assert [row["key"] for row in rows] == [KEYS[0], None, None]
    assert [row["error"] for row in rows[1:]] == [
        "expected text, found ndarray array([1, 2])",
        "expected text, found ndarray array([[1], [2]])",
    ]
