"""Places of the fields of records in their files."""

import json
import tomllib

import pytest
from hypothesis import given, settings
from strategies import records

from provenance.reading._lines import json_spans, toml_spans
from provenance.reading.places import record_places
from provenance.writing.json import write_json
from provenance.writing.toml import write_toml

TOML = '''\
# a record
key = "a"
date   =   "1957-11-31"   # slip
"title" = """
Two
lines"""
marks = [{ kind = "stamp", text = 'x # y' },
  { kind = "note", date = "1958" }]

[copies]
number = 5
distribution = [ { copy = 1, to = "A" }, { copy = 1, to = "B, }" } ]

[[holdings]]
archive = "rgani"
units = [ { kind = "fond", value = "5" }, ]

[[holdings]]
leaves = "29-26"
'''


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("key", '"a"'),
        ("date", '"1957-11-31"'),
        ("title", '"""\nTwo\nlines"""'),
        ("marks[0].text", "'x # y'"),
        ("marks[1].date", '"1958"'),
        ("marks[1]", '{ kind = "note", date = "1958" }'),
        ("copies.number", "5"),
        ("copies.distribution[1].to", '"B, }"'),
        ("copies.printed", "[copies]"),
        ("holdings[0].units[0].value", '"5"'),
        ("holdings[0]", "[[holdings]]"),
        ("holdings[1].leaves", '"29-26"'),
        ("publication.url", '"a"'),
        ("", '"a"'),
    ],
)
def test_a_field_of_a_toml_file(field, found):
    (places,) = record_places(TOML, "toml")
    start, end = places.span(field)
    assert TOML[start:end] == found


JSON = """\
[{"key": "a", "copies": {"number": 5, "distribution": [{"to": "A, ]"}, {"to": "B"}]}},
 {"date": "1957-11-31", "key": "b"}]
{"key": "c",
 "title": "Щ\\"x"}
"""


@pytest.mark.parametrize(
    ("number", "field", "found"),
    [
        (0, "copies.number", "5"),
        (0, "copies.distribution[1].to", '"B"'),
        (0, "copies.distribution[0]", '{"to": "A, ]"}'),
        (0, "copies.distribution", '[{"to": "A, ]"}, {"to": "B"}]'),
        (0, "title", '"a"'),
        (1, "date", '"1957-11-31"'),
        (1, "holdings[0].leaves", '"b"'),
        (2, "title", '"Щ\\"x"'),
    ],
)
def test_a_field_of_a_record_of_a_json_file(number, field, found):
    start, end = record_places(JSON, "json")[number].span(field)
    assert JSON[start:end] == found


def _values(data, path=()):
    yield path, data
    items = data.items() if isinstance(data, dict) else ()
    items = enumerate(data) if isinstance(data, list) else items
    for step, value in items:
        yield from _values(value, (*path, step))


@settings(max_examples=40, deadline=None)
@given(records())
def test_what_stands_at_a_place_is_the_value(record):
    text = write_toml(record)
    spans = toml_spans(text)
    for path, value in _values(tomllib.loads(text)):
        if path and not (len(path) <= 2 and text[slice(*spans.get(path, (0, 1)))][0] == "["):
            start, end = spans[path]
            assert tomllib.loads(f"x = {text[start:end]}") == {"x": value}
    text = write_json([record])
    spans = json_spans(text)
    for path, value in _values(json.loads(text)):
        start, end = spans[path]
        assert json.loads(text[start:end]) == value
