"""Records from JSON: one, one a line, or an array; the same strictness as record files."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import records

from provenance import Record, RecordError
from provenance.reading._lines import json_lines
from provenance.reading.json import read_json
from provenance.writing.json import write_json
from provenance.writing.record import plain


def faults(text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(RecordError) as raised:
        read_json(text, source="records.jsonl")
    assert raised.value.source == "records.jsonl"
    return [(fault.line, fault.path, fault.message) for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", []),
        (" \n\n", []),
        ("[]", []),
        ('{"key": "a"}', ["a"]),
        ('\ufeff{\n  "key": "a"\n}\n', ["a"]),
        ('{"key": "a"}\n{"key": "b"}\n\n{"key": "c"}', ["a", "b", "c"]),
        ('{"key": "a"}\r\n{"key": "b"}\r\n', ["a", "b"]),
        ('{\n"key": "a"\n}\n{\n"key": "b"\n}\n', ["a", "b"]),
        ('[{"key": "a"}, {"key": "b"}]', ["a", "b"]),
    ],
)
def test_objects_lines_and_arrays(text: str, keys: list[str]) -> None:
    assert [record.key for record in read_json(text)] == keys


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{"key": "a",\n"number": 0102}', 2,
         'found 0102 without quotation marks; write it in quotation marks: "0102"'),
        ('{"date": 1957-12-23}', 1,
         'found 1957-12-23 without quotation marks; write it in quotation marks: "1957-12-23"'),
        ('{"value": R-5446}', 1,
         'found R-5446 without quotation marks; write it in quotation marks: "R-5446"'),
        ('{"key": “a”}', 1, 'found “a”; write straight quotation marks: "…"'),
        ('{"key": "a",}', 1, "expected a value, found '}'; is there a comma too many?"),
        ('{"key": "a"} {"key": "b"}', 1, "expected the end of the line, found '{'"),
        ('{"key": "a"},\n{"key": "b"}', 1,
         "expected the end of the line, found ','; "
         "put several objects in [ ], or each on its own line"),
        ('{"key": "a"}\n{"key": "b', 2,
         'the text that begins here has no closing quotation mark "'),
        ('{"key": "\\d"}', 1,
         "found a backslash that begins no escape; write \\\\ for a backslash"),
        ('{"title": "a\tb"}', 1, "found U+0009 in a text; write it as \\u0009"),
        ("[" * 100_000, 1, "the lists are nested too deeply for a record"),
        ('{"n": ' + "9" * 5_000 + "}", 1,
         "found a number of thousands of digits; write it in quotation marks"),
    ],
)  # fmt: skip
def test_the_first_fault_of_syntax(text: str, line: int, message: str) -> None:
    assert faults(text) == [(line, "", message)]


def test_all_faults_of_all_records() -> None:
    assert faults('{"key": "a", "number": 309}\n\n{"key": "b"}\n{"key": "c",\n"titel": "x"}') == [
        (1, "number", "expected text, found the number 309; write it in quotation marks"),
        (5, "titel", "unknown key 'titel'; the nearest is 'title'"),
    ]


def test_a_fault_in_an_array_has_the_number_of_its_record() -> None:
    text = (
        '[\n{"key": "a"},\n{"key": "b", "holdings": [\n{"units": [{"kind": "fond",\n'
        '"value": 5}]}]},\n3]'
    )
    assert faults(text) == [
        (5, "[1].holdings[0].units[0].value",
         "expected text, found the number 5; write it in quotation marks"),
        (6, "[2]", "expected a table, found the number 3"),
    ]  # fmt: skip


def test_null_and_keys_given_twice_are_faults() -> None:
    assert faults('{"key": "a", "title": null}') == [
        (1, "title", "expected text, found null; leave the field out")
    ]
    assert faults('{"key": "a",\n"copies": {"number": 1,\n"number": 2}}') == [
        (3, "copies.number", "the key 'number' is given twice")
    ]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(_json, st.sampled_from((None, 1)))
def test_every_path_has_the_line_of_its_value(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    lines, twice = json_lines(text)
    assert not twice
    rows = text.split("\n")

    def check(item: object, path: tuple[str | int, ...]) -> int:
        """Return how many values there are, each of which must stand on the line told."""
        row = rows[lines[path] - 1]
        if path and isinstance(path[-1], str):
            assert json.dumps(path[-1]) in row
        if not isinstance(item, dict | list):
            assert json.dumps(item) in row
            return 1
        steps = item.items() if isinstance(item, dict) else enumerate(item)
        return 1 + sum(check(inner, (*path, step)) for step, inner in steps)

    assert check(value, ()) == len(lines)


@settings(max_examples=60, deadline=None)
@given(st.lists(records(), max_size=3))
def test_json_lines_give_the_records_back(given_records: list[Record]) -> None:
    text = write_json(given_records)
    assert text.count("\n") == len(given_records)
    back = read_json(text)
    assert back == given_records
    assert [plain(record) for record in back] == [plain(record) for record in given_records]
