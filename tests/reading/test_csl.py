"""CSL-JSON and CSL-YAML: dates, names, archives wherever they stand, our own items."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from documents import PUZANOV, TWO_ARCHIVES
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import records

from provenance import Agent, Credit, ReadError, Record, Unread, export, read
from provenance.reading.bibliography import read_entries
from provenance.reading.csl_json import csl_items
from provenance.reading.entries.dates import csl_date


def one(item: dict[str, Any]) -> Record:
    (record,) = read(json.dumps([{"id": "a", "type": "manuscript", **item}]), "csl-json")
    return record


# --- where it lies


def test_what_zoteros_translator_leaves_of_the_digital_archive_is_taken_apart() -> None:
    record = one(
        {
            "archive": "History and Public Policy Program Digital Archive",
            "archive_location": (
                "RGANI, f. 5, op. 49, d. 131, ll. 193-194. Translated by Gary Goldberg."
            ),
        }
    )
    (holding,) = record.holdings
    assert holding.key == "rgani:fond=5;opis=49;delo=131;list=193-194"
    assert record.credits == (Credit("translated", ("Gary Goldberg",)),)
    assert record.publication is not None
    assert record.publication.host == "History and Public Policy Program Digital Archive"


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"archive": "AVPRF", "archive_location": "f. 0102, op. 14, d. 6"},
         "avprf:fond=0102;opis=14;delo=6"),
        ({"archive": "Archive of Foreign Policy of the Russian Federation (AVPRF)",
          "archive-place": "Moscow", "archive_location": "f. 0102, op. 14, d. 6, ll. 26–29"},
         "avprf:fond=0102;opis=14;delo=6;list=26-29"),
        ({"archive": "RGANI, Moscow", "archive_collection": "f. 5",
          "archive_location": "op. 49, d. 131"}, "rgani:fond=5;opis=49;delo=131"),
        ({"archive": "RGANI", "call-number": "f. 5, op. 49, d. 131"},
         "rgani:fond=5;opis=49;delo=131"),
        ({"note": "RGANI, f. 5, op. 49, d. 131, l. 2"}, "rgani:fond=5;opis=49;delo=131;list=2"),
        ({"publisher": "RGANI", "number": "7", "note": "f. 5, op. 49, d. 131"},
         "rgani:fond=5;opis=49;delo=131"),
        ({"archive": "Archive of the Town", "archive_location": "X 17/b"},
         "?archive of the town:level=x17/b"),
    ],
)  # fmt: skip
def test_an_archive_is_found_where_people_put_it(item: dict[str, Any], key: str) -> None:
    record = one(item)
    assert [holding.key for holding in record.holdings] == [key]
    assert record.unread == ()
    assert record.notes is None


def test_a_database_is_no_archive() -> None:
    record = one({"type": "article-journal", "archive": "PubMed", "archive_location": "1234567"})
    assert record.holdings == ()
    assert [unread.text for unread in record.unread] == [
        *('"type": "article-journal"', '"archive": "PubMed"', '"archive_location": "1234567"')
    ]


# --- lines of a note


def test_lines_of_the_note_that_are_fields() -> None:
    record = one(
        {
            "title": "T",
            "note": "Archive: RGANI\narchive_location: f. 5, op. 49, d. 131\n"
            "Translator: Goldberg || Gary\nOriginal Date: 1957-12-23\ntex.shelf: a b\n"
            "Title: another\nA remark: kept.",
            "issued": {"date-parts": [[2011, 3]]},
        }
    )
    assert [holding.key for holding in record.holdings] == ["rgani:fond=5;opis=49;delo=131"]
    assert record.credits == (Credit("translated", ("Gary Goldberg",)),)
    assert str(record.date) == "1957-12-23"
    assert record.publication is not None
    assert str(record.publication.uploaded) == "2011-03"
    assert record.notes == "Title: another\nA remark: kept."
    assert [unread.text for unread in record.unread] == ["tex.shelf: a b"]


def test_a_field_that_is_there_is_not_replaced_by_a_line() -> None:
    record = one({"genre": "report", "note": "Genre: letter"})
    assert (record.kind, record.notes) == ("report", "Genre: letter")


# --- dates and names


@pytest.mark.parametrize(
    ("value", "edtf", "text"),
    [
        ({"date-parts": [[1957, 12, 23]]}, "1957-12-23", None),
        ({"date-parts": [["1957", "12"]]}, "1957-12", None),
        ({"date-parts": [[1957, 12, 21], [1957, 12, 23]]}, "1957-12-21/1957-12-23", None),
        ({"date-parts": [[1957, 12, 0]]}, "1957-12", None),
        ({"date-parts": [[-44, 3, 15]]}, "-0044-03-15", None),
        ({"date-parts": [[1957]], "circa": True}, "1957~", None),
        ({"date-parts": [[1957]], "circa": "1"}, "1957~", None),
        ({"date-parts": [[1957]], "season": 2}, "1957-22", None),
        ({"date-parts": [[1957]], "season": "24"}, "1957-24", None),
        ({"date-parts": [[1957]], "season": "Winter"}, "1957-24", None),
        ({"date-parts": [[1957, 13]]}, "1957-21", None),
        ({"literal": "not later than 7 January 1958"}, "[..1958-01-07]",
         "not later than 7 January 1958"),
        ({"raw": "23 December 1957"}, "1957-12-23", None),
        ({"raw": "1957-12-23/1957-12-24"}, "1957-12-23/1957-12-24", None),
        ("1957-12?", "1957-12?", None),
        ("1957-12-23T08:30:00Z", "1957-12-23", None),
        ({"literal": "in the days of the war"}, None, "in the days of the war"),
        ({"year": 1957, "month": 12}, "1957-12", None),
        ([{"year": 1957, "month": 12, "day": 21}, {"year": 1957, "month": 12, "day": 23}],
         "1957-12-21/1957-12-23", None),
    ],
)  # fmt: skip
def test_dates(value: object, edtf: str | None, text: str | None) -> None:
    given = csl_date(value)
    assert given is not None
    assert (None if given.date is None else str(given.date), given.text) == (edtf, text)


@pytest.mark.parametrize(
    "value",
    [{}, {"date-parts": [[]]}, {"date-parts": []}, {"literal": ""}, None, True, [], {"x": 1}],
)
def test_what_says_no_date_gives_none(value: object) -> None:
    assert csl_date(value) is None


@pytest.mark.parametrize(
    ("name", "agent"),
    [
        ({"family": "Puzanov", "given": "A.M."}, Agent("A. M. Puzanov", "Puzanov", "A. M.")),
        ({"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"},
         Agent("Charles de Gaulle", "de Gaulle", "Charles")),
        ({"family": "King", "given": "Martin", "suffix": "Jr."},
         Agent("Martin King Jr.", "King", "Martin")),
        ({"family": "Kim", "given": "Il Sung", "static-ordering": True},
         Agent("Kim Il Sung", "Kim", "Il Sung")),
        ({"literal": "USSR Ministry of Foreign Affairs"},
         Agent("USSR Ministry of Foreign Affairs")),
        ({"family": "Stalin"}, Agent("Stalin", "Stalin")),
    ],
)  # fmt: skip
def test_names(name: dict[str, Any], agent: Agent) -> None:
    assert one({"author": [name]}).creators == (attrs.evolve(agent, role="author"),)


# --- nothing is lost


def test_what_is_not_understood_stays_as_it_is_with_its_line() -> None:
    text = (
        '[\n {"id": "a b",\n  "type": "book",\n  "ISBN": 12,\n  "x": {"y": [1]},\n'
        '  "issued": {"date-parts": [["x"]]}\n }\n]'
    )
    (record,) = read(text, "csl-json")
    assert record == Record(
        key="a-b",
        unread=[
            Unread(3, '"type": "book"'),
            Unread(4, '"ISBN": 12'),
            Unread(5, '"x": {"y": [1]}'),
            Unread(6, '"issued": {"date-parts": [["x"]]}'),
            Unread(2, '"id": "a b"'),
        ],
    )


def test_a_variable_that_stands_twice_is_kept_twice() -> None:
    (record,) = read('[{"id": "a", "title": "One", "title": "Two"}]', "csl-json")
    assert record.title == "Two"
    assert [unread.text for unread in record.unread] == ['"title": "One"']


def test_a_broken_item_is_told_with_its_line_and_the_others_are_read() -> None:
    text = '[\n{"id": "a"},\n{"id": "b", "author": [{"family": oops}]},\n{"id": "c"}\n]'
    problems: list[ReadError] = []
    found = read(text, "csl-json", problem=problems.append)
    assert [record.key for record in found] == ["a", "c"]
    assert [str(problem) for problem in problems] == [
        "expecting value, found 'o'; the item that begins on line 3 is left out"
    ]
    assert problems[0].line == 3
    with pytest.raises(ReadError, match="the item that begins on line 3 is left out"):
        read(text, "csl-json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"id": "a"}, 7]', "expected a CSL item in braces, found 7"),
        ('[{"id": "a"}', "expected ']' at the end of the list, found the end of the text"),
        ('[{"id": "a"}] x', "expected the end of the text after the list, found 'x'"),
        ("[" * 100000, "nested too deeply"),
        ('[{"id": "a", "title": "\\ud800"}]', r"half of a character \(U\+D800\)"),
        ('[{"id": "a", "volume": ' + "1" * 5000 + "}]", "thousands of digits"),
    ],
)
def test_faults_of_syntax(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(text, "csl-json")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('{"id": x}', 1),
        ('{"id": x},' * 50, 50),
        ('[{"id": x},' * 50, 50),
        ("]" * 50, 1),
        ('{"id": "a"}]', 1),
        ("[" + '{"id":' * 50, 1),
    ],
)
def test_after_the_last_fault_reading_ends(text: str, problems: int) -> None:
    found = list(read_entries([text], "csl-json"))
    assert sum(isinstance(each, ReadError) for each in found) == problems


@given(st.text(st.sampled_from('[]{}":, \\nid1xu'), max_size=60))
def test_any_text_gives_records_or_problems(text: str) -> None:
    for kind in ("csl-json", "csl-yaml"):
        for each in read_entries([text], kind):
            assert isinstance(each, Record | ReadError)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_text_may_come_in_pieces_of_any_length(size: int) -> None:
    text = export([PUZANOV, TWO_ARCHIVES], "csl-json")
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    assert list(read_entries(pieces, "csl-json")) == [PUZANOV, TWO_ARCHIVES]


@pytest.mark.parametrize("wrap", ['{"items": %s}', '{"references": %s, "x": 1}', "%s"])
def test_a_list_may_be_wrapped(wrap: str) -> None:
    assert [record.key for record in read(wrap % '[{"id": "a"},{"id": "b"}]', "csl-json")] == [
        *("a", "b")
    ]


def test_lines_are_counted_over_all_pieces() -> None:
    text = "[" + ",\n".join(f'{{"id": "k{n}"}}' for n in range(1, 200)) + "]"
    chunks = (text[at : at + 10] for at in range(0, len(text), 10))
    assert [item.line for item in csl_items(chunks) if not isinstance(item, ReadError)] == list(
        range(1, 200)
    )


# --- our own items


@settings(deadline=None)
@given(records())
def test_our_own_items_come_back(record: Record) -> None:
    remarks: list[str] = []
    assert read(export(record, "csl-json"), "csl-json", report=remarks.append) == [record]
    assert remarks == []


def changed(**variables: Any) -> tuple[Record, list[str]]:
    (item,) = json.loads(export(PUZANOV, "csl-json"))
    remarks: list[str] = []
    item = {k: v for k, v in {**item, **variables}.items() if v is not None}
    (record,) = read(json.dumps([item]), "csl-json", report=remarks.append)
    return record, remarks


def test_a_change_by_hand_counts_and_is_told() -> None:
    record, remarks = changed(title="Another Title", DOI="10.1/2")
    assert record == attrs.evolve(
        PUZANOV, title="Another Title", unread=[Unread(1, '"DOI": "10.1/2"')]
    )
    assert remarks == [
        "line 1: puzanov-1957-12-23: changed by hand since we wrote it, which counts: title, DOI"
    ]


def test_a_variable_that_a_program_dropped_is_still_known() -> None:
    assert changed(author=None, archive_location=None) == (PUZANOV, [])


def test_changed_names_dates_and_places() -> None:
    record, _ = changed(
        author=[
            {"family": "Puzanov", "given": "A. M."},
            {"family": "Pelishenko", "given": "V. I."},
        ],
        translator=[{"family": "Young", "given": "X."}],
        issued={"date-parts": [[1957, 12, 24]]},
        archive_location="f. 0102, op. 14, d. 7",
        accessed={"date-parts": [[2020, 5, 3]]},
    )
    assert record.creators == (
        *PUZANOV.creators,
        Agent("V. I. Pelishenko", "Pelishenko", "V. I.", role="author"),
    )
    assert record.credits == (Credit("translated", ("X. Young",)),)
    assert (str(record.date), record.date_text) == ("1957-12-24", None)
    assert [holding.key for holding in record.holdings] == ["avprf:fond=0102;opis=14;delo=7"]
    assert record.publication == attrs.evolve(PUZANOV.publication, accessed="2020-05-03")
    assert record.copies == PUZANOV.copies


def test_a_changed_key_is_the_records_key() -> None:
    assert changed(id="mine")[0] == attrs.evolve(PUZANOV, key="mine")


def test_a_spoilt_record_in_custom_is_told_and_the_item_read() -> None:
    record, remarks = changed(custom={"record": {"key": "x", "titel": "y"}})
    assert record.title == PUZANOV.title
    assert len(remarks) == 1
    assert "custom.record is not a record" in remarks[0]
    assert [unread.text for unread in record.unread] == [
        '"custom": {"record": {"key": "x", "titel": "y"}}',
        "authority: NKIDP",  # for whom it was translated: CSL has no other place for that
    ]


# --- keys


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("smith:1999", "smith-1999"),
        ("http://zotero.org/users/1/items/AB", "http-zotero.org-users-1-items-AB"),
        ("../../etc/passwd", "etc-passwd"),
        ("con", "con-document"),
        ("Aux.x", "Aux-document.x"),
        ("Пузанов 1957", "Puzanov-1957"),
        ("日本", "document"),
        ("..", "document"),
        (7, "7"),
    ],
)
def test_a_key_that_a_record_cannot_have_is_made_one_and_kept(given: object, key: str) -> None:
    record = one({"id": given})
    assert record.key == key
    kept = [f'"id": {json.dumps(given, ensure_ascii=False)}'] if str(given) != key else []
    assert [unread.text for unread in record.unread] == kept


# --- YAML

YAML = """\
---
# by pandoc
references:
- id: a
  type: manuscript
  archive: AVPRF
  archive_location: f. 0102, op. 14, d. 6
  number: 0102
  issued: 1957-12-23
  author:
  - family: "No"
    given: no
  note: |
    One

    - two
- id: b
  title: [unclosed
- id: c
  issued:
  - year: 1957
    month: 12
...
"""


def test_yaml_is_text() -> None:
    problems: list[ReadError] = []
    first, second = read(YAML, problem=problems.append)
    assert first == Record(
        key="a",
        date="1957-12-23",
        number="0102",
        notes="One\n\n- two",
        creators=[Agent("no No", "No", "no", role="author")],
        holdings=first.holdings,
    )
    assert first.holdings[0].key == "avprf:fond=0102;opis=14;delo=6"
    assert second == Record(key="c", date="1957-12")
    assert [(problem.line, str(problem)) for problem in problems] == [
        (18, "did not find expected ',' or ']' while parsing a flow sequence; the item that begins"
         " on line 17 is left out")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("- id: a\n  x: &x [1]\n  y: *x\n", r"found an alias \(\*\); write the value out"),
        ("- id: a\n  id: b\n", "the key 'id' is given twice"),
        ("- id: a\n  x: " + "[" * 3000 + "]" * 3000 + "\n", "nest"),
        ("- a text\n", "expected an item with variables"),
        ("- id: a\nstray\n", "expected '- ' and an item, found 'stray'"),
    ],
)
def test_faults_of_yaml(item: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(item, "csl-yaml")


# --- commas


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[A,\nB]", []),
        ("A\nB", []),
        ("[A,\nB,\n]", ["line 2: a comma stands after the last item"]),
        ("[,A,B]", ["line 1: a comma stands before the first item"]),
        ("[A\nB]", ["line 2: a comma is missing between two items"]),
        ("[A,\n,B]", ["line 2: 2 commas stand between two items"]),
        ('{"items": [A, B,]}', ["line 1: a comma stands after the last item"]),
        ("[]", []),
    ],
)
def test_a_comma_too_many_or_too_few_is_told(written: str, said: list[str]) -> None:
    text = written.replace("A", '{"id": "a", "title": "T"}').replace("B", '{"id": "b"}')
    remarks: list[str] = []
    found = read(text, "csl-json", report=remarks.append)
    assert [each.key for each in found] == ["a", "b"][: written.count("A") + written.count("B")]
    assert remarks == said


def test_commas_about_a_broken_item_are_not_told() -> None:
    text = '[{"id": "a"}, {"id": "b" "c"}, {"id": "d"}, {"id": }, {"id": "e"}]'
    remarks: list[str] = []
    problems: list[ReadError] = []
    found = read(text, "csl-json", report=remarks.append, problem=problems.append)
    assert [each.key for each in found] == ["a", "d", "e"]
    assert len(problems) == 2
    assert remarks == []


def test_many_broken_items_are_read_in_one_go() -> None:
    problems: list[ReadError] = []
    text = "[" + '{"id": "a" "b"},\n' * 3000 + '{"id": "z"}]'
    assert [each.key for each in read(text, "csl-json", problem=problems.append)] == ["z"]
    assert [each.line for each in problems] == list(range(1, 3001))
