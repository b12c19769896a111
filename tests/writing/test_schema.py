"""The JSON Schema and the page on the format: made from the model, and never stale."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from strategies import records

from provenance import Record, RecordError
from provenance.reading.record import record_from
from provenance.reading.toml import read_toml
from provenance.writing.record import plain
from provenance.writing.schema import fields, schema, with_tables
from provenance.writing.toml import table_text

ROOT = Path(__file__).parent.parent.parent
SCHEMA = ROOT / "docs" / "record.schema.json"
PAGE = ROOT / "docs" / "reference" / "record-format.md"
VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_schema_in_docs_is_the_models() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema(), (
        "stale: run python -m provenance.writing.schema > docs/record.schema.json"
    )


def test_the_tables_in_docs_are_the_models() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_tables(page), (
        "stale: run python -m provenance.writing.schema docs/reference/record-format.md"
    )
    assert set(re.findall(r"<!-- fields: (\w+) -->", page)) == set(fields())


def test_every_row_of_the_table_is_a_field() -> None:
    rows = (ROOT / "records" / "fields.tsv").read_text(encoding="utf-8").splitlines()[2:]
    named = [tuple(row.split("\t")[:2]) for row in rows]
    assert len(named) == len(set(named))
    assert set(named) == {(f.table, f.key) for table in fields().values() for f in table}


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_example_on_the_page_is_a_record() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    record = read_toml(example)
    assert record.copies is not None
    assert record.copies.receiver is None
    assert str(record.holdings[0].leaves) == "26-29"
    assert table_text(plain(record, keys=False)) == example


#: Where a table of fields stands in a record: a record with the example of the field in it.
_AROUND: dict[str, Any] = {
    "record": lambda table: table,
    "units": lambda table: {"holdings": [{"units": [table]}]},
    "distribution": lambda table: {"copies": {"distribution": [table]}},
    "versions": lambda table: {"publication": {"versions": [table]}},
    "copies": lambda table: {"copies": table},
    "publication": lambda table: {"publication": table},
    "origins": lambda table: {"origins": {"title": table}},
}
_ONE_TABLE = {"key": "k"}


@pytest.mark.parametrize("table", fields())
def test_the_examples_are_right(table: str) -> None:
    """All examples of a table make one record that can be read, and that the schema takes."""
    example = {field.key: field.example for field in fields()[table]}
    around = _AROUND.get(table, lambda inner: {table: [inner]})
    data = _ONE_TABLE | around(example)
    assert isinstance(record_from(data), Record)
    VALIDATOR.validate(data)


@settings(max_examples=60, deadline=None)
@given(records())
def test_every_record_is_valid(record: Record) -> None:
    VALIDATOR.validate(plain(record))
    VALIDATOR.validate(plain(record, keys=False))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"key": "a b"},
        {"key": "k", "number": 309},
        {"key": "k", "titel": "x"},
        {"key": "k", "title": ""},
        {"key": "k", "title": None},
        {"key": "k", "copies": {"number": "3"}},
        {"key": "k", "copies": {"distribution": [{"copy": 1}]}},
        {"key": "k", "marks": [{"kind": "seal"}]},
        {"key": "k", "holdings": [{"note": "x"}]},
        {"key": "k", "credits": [{"role": "translated", "project": "NKIDP"}]},
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(data: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(data)
    with pytest.raises(RecordError):
        record_from(data)


def _examples() -> list[Path]:
    return sorted((ROOT / "records" / "examples").glob("*.toml"))


@pytest.mark.parametrize("path", _examples(), ids=lambda path: path.name)
def test_the_example_records_are_valid(path: Path) -> None:
    VALIDATOR.validate(tomllib.loads(path.read_text(encoding="utf-8")))
