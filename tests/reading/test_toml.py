"""Record files: the first fault of syntax or all of structure, each with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import records, texts

from provenance import RecordError, Unit
from provenance.reading._lines import toml_lines
from provenance.reading.toml import read_toml
from provenance.writing.toml import table_text, write_toml


def faults(text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(RecordError) as raised:
        read_toml(text, source="record.toml")
    assert raised.value.source == "record.toml"
    return [(fault.line, fault.path, fault.message) for fault in raised.value.faults]


def test_a_hand_written_record() -> None:
    record = read_toml(
        """\ufeff# checked on film
key = "puzanov-1957-12-23"
title = 'Journal of "Ambassador" Puzanov'
summary = \"\"\"
First line.
Second line.\"\"\"

[[holdings]]
archive = "avprf"
units = [
    { kind = "fond", value = "0102" },  # not 102
    { kind = "delo", value = '6' },
]

[[holdings]]
archive = "rgani"
[[holdings.units]]
kind = "fond"
value = "5"
"""
    )
    assert record.title == 'Journal of "Ambassador" Puzanov'
    assert record.summary == "First line.\nSecond line."
    assert [locator.units for locator in record.holdings] == [
        (Unit("fond", "0102"), Unit("delo", "6")),
        (Unit("fond", "5"),),
    ]


@pytest.mark.parametrize(
    ("text", "line", "path", "message"),
    [
        ('key = "k"\nnumber = 0102\n', 2, "number",
         'found 0102 without quotation marks; write it in quotation marks: "0102"'),
        ('key = "k"\r\nnumber = 0102\r\n', 2, "number",
         'found 0102 without quotation marks; write it in quotation marks: "0102"'),
        ('key = "k"\n[[holdings]]\nunits = [{ kind = "fond", value = 0102 }]', 3, "value",
         'found 0102 without quotation marks; write it in quotation marks: "0102"'),
        ('handling = [\n  "a",\n  007,\n]', 3, "",
         'found 007 without quotation marks; write it in quotation marks: "007"'),
        ("date = 1957-12", 1, "date",
         'found 1957-12 without quotation marks; write it in quotation marks: "1957-12"'),
        ("date = 1957-11-31", 1, "date",
         'found 1957-11-31 without quotation marks; write it in quotation marks: "1957-11-31"'),
        ("date = 1957-12-21/1957-12-23", 1, "date",
         "found 1957-12-21/1957-12-23 without quotation marks; "
         'write it in quotation marks: "1957-12-21/1957-12-23"'),
        ("value = R-5446 # garf", 1, "value",
         'found R-5446 without quotation marks; write it in quotation marks: "R-5446"'),
        ("title = Journal of the Ambassador", 1, "title",
         "found Journal of the Ambassador without quotation marks; "
         'write it in quotation marks: "Journal of the Ambassador"'),
        ("title = “Journal”", 1, "title",
         'found “Journal”; write straight quotation marks: "…"'),
        ("title: Journal", 1, "", "found ':' after the key; write title = …"),
        ("title", 1, "", "expected '=' after the key, found the end of the line"),
        ("title =\nkey = 'k'", 1, "", "expected a value after '=', found the end of the line"),
        ('title = "Report', 1, "",
         "the text is not closed: a quotation mark is missing, "
         'or """ at both ends of a text of several lines'),
        ('key = "k"\nsummary = """\nFirst.\n\nSecond."\n', 2, "",
         "the text is not closed: a quotation mark is missing, "
         'or """ at both ends of a text of several lines'),
        ('title = "Report "X" to Y"', 1, "",
         "expected the end of the line, found 'X'; "
         'a quotation mark inside of "…" is written \\"'),
        ('notes = "C:\\Users"', 1, "",
         'found a backslash that begins no escape in "…"; '
         "write \\\\ for a backslash, or put the text in '…'"),
        ('title = "a\x07"', 1, "", 'found U+0007; write it as \\u0007 in "…"'),
        ('key = "a"\nkey = "b"', 2, "", 'this key or table is given twice: key = "b"'),
        ("[copies]\n[copies]", 2, "", "this key or table is given twice: [copies]"),
        ("handling = [\n'a',\n", 2, "", "the list or table is not closed: ] is missing"),
        ("handling = ['a' 'b']", 1, "", "expected ',' or ']', found \"'\""),
        ("ключ = 'k'", 1, "", "expected a key of the letters a–z, found 'к'"),
        ('{"key": "k"}', 1, "", "expected a key of the letters a–z, found '{'; is this JSON?"),
    ],
)  # fmt: skip
def test_the_first_fault_of_syntax(text: str, line: int, path: str, message: str) -> None:
    assert faults(text) == [(line, path, message)]


def test_nothing_but_faults_of_structure_comes_after_good_syntax() -> None:
    assert faults("date = 1957-12-23\nnumber = 309\n[copies]\nnumber = 3\nprinted = '5'\n") == [
        (1, "", "expected the key 'key'; it is missing"),
        (1, "date", "expected text, found the date 1957-12-23; write it in quotation marks"),
        (2, "number", "expected text, found the number 309; write it in quotation marks"),
        (5, "copies.printed",
         "expected a whole number, found the text '5'; write it without quotation marks"),
    ]  # fmt: skip


def test_every_fault_of_structure_has_its_line() -> None:
    text = """
key = "k"
handling = [  # in brackets
    "urgent",
    5,
]
"odd key" = 1
copies.number = "3"

[[marks]]
kind = "stamp"
text = '''
a [ { "
kind = "x"
'''

[[marks]]
kind = "seal"

[[holdings]]
archive = "avprf"
units = [
    { kind = "fond", value = "0102" }, # ] }
    { kind = "opis",
      value = 14 },
]
[[holdings.marks]]
a = 1
[publication]
versions = [{ language = "en" }, { langauge = "ru" }]
"""
    # a line break inside of an inline table is not TOML 1.0
    text = text.replace('{ kind = "opis",\n      value = 14 }', '{ kind = "opis", value = 14 }')
    assert [(line, path) for line, path, _ in faults(text)] == [
        (5, "handling[1]"),
        (7, '"odd key"'),
        (8, "copies.number"),
        (18, "marks[1].kind"),
        (24, "holdings[0].units[1].value"),
        (26, "holdings[0].marks"),
        (29, "publication.versions[1].langauge"),
    ]


def test_the_message_of_an_error_names_the_file() -> None:
    with pytest.raises(RecordError) as raised:
        read_toml('key = "k"\nnumber = 309\ndate = "x"', source="a/b.toml")
    first, second = str(raised.value).split("\n")
    assert first == (
        "a/b.toml: line 2: number: expected text, found the number 309; write it in quotation marks"
    )
    assert second.startswith("a/b.toml: line 3: date: 'x' is not an EDTF date")


@pytest.mark.parametrize(
    "deep",
    ["a" + ".a" * 30_000 + " = 1", "[a" + ' . "b"' * 30_000 + "]", "x = {a" + ".'b'" * 200 + "=1}"],
)
def test_a_key_of_very_many_parts_is_refused(deep: str) -> None:
    """tomllib takes the square of their number."""
    text = f'key = "k"\nnotes = """\n{"x." * 30_000}"""\n# {"x." * 200}\n{deep}\n'
    assert faults(text) == [(5, "", "the tables are nested too deeply for a record")]
    assert read_toml(text.replace(deep, "")).notes == "x." * 30_000


def test_of_very_many_unknown_keys_only_the_first_have_hints() -> None:
    found = faults("".join(f"titel{number} = 1\n" for number in range(1000, 1150)))
    told = [message for _, _, message in found if message.startswith("unknown")]
    assert told[0] == "unknown key 'titel1000'; the nearest is 'title'"
    assert told[149] == "unknown key 'titel1149'"


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 100_000, "a = " + "{a=" * 50_000, "a = " + "9" * 10_000, "a = 0x" + "f" * 9_999,
     "[" * 5_000, '"' * 9_999, "'" * 9_998, "\\" * 999, "= " * 999, "a." * 9_999, "\x00",
     "\ufeff\ufeff"],
)  # fmt: skip
def test_hostile_text_gives_our_error(text: str) -> None:
    assert {line for line, _, _ in faults(text)} == {1}


# --- lines


def _paths(data: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for step, item in items:
        found.append((*at, step))
        if isinstance(item, dict | list):
            found += _paths(item, (*at, step))
    return found


_inner = st.recursive(
    texts(8) | st.integers(-9, 9999),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(texts(6), _inner, max_size=5))
def test_every_path_has_a_line(data: dict[str, Any]) -> None:
    data = {key: item for key, item in data.items() if not isinstance(item, list) or item}
    text = "".join(
        table_text({key: item} if not isinstance(item, dict) else {"t": {key: item}}).replace(
            "[t]\n", ""
        )
        for key, item in data.items()
        if not (isinstance(item, list) and any(isinstance(entry, dict) for entry in item))
    )
    told = tomllib.loads(text)
    lines = toml_lines(text)
    assert set(_paths(told)) <= set(lines)
    ends = {}
    for key in told:  # a value stands between its key's line and that of the next key
        ends[key] = lines[(key,)]
    assert list(ends.values()) == sorted(ends.values())


# --- round trip


@settings(max_examples=100, deadline=None)
@given(records(), st.sampled_from(("\n", "\r\n")))
def test_a_record_file_gives_the_record_back(record: Any, newline: str) -> None:
    from provenance.writing.record import plain

    back = read_toml(write_toml(record).replace("\n", newline))
    assert back == record
    assert plain(back) == plain(record)


def test_reading_is_linear(tmp_path: Path) -> None:
    """A long file with a fault at its end is read, and its line found, without a long wait."""
    body = "".join(f'[[marks]]\nkind = "stamp"\ntext = "{n}"\n' for n in range(20_000))
    assert faults(f'key = "k"\n{body}condition = 5\n') == [
        (60_002, "marks[19999].condition",
         "expected text, found the number 5; write it in quotation marks"),
    ]  # fmt: skip
