"""Record files as written: for people, in a stable order."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import texts

from provenance import (
    Agent,
    Copies,
    Credit,
    Leaves,
    Locator,
    Publication,
    Receiver,
    Record,
    RecordError,
    Unit,
)
from provenance.writing.toml import table_text, write_toml


def test_a_record_as_a_person_would_write_it() -> None:
    record = Record(
        key="puzanov-1957-12-23",
        title='Journal of "Ambassador" Puzanov',
        date="1957-12-23",
        handling=["urgent", "top priority"],
        summary="First line.\nSecond line.",
        creators=[Agent("A. M. Puzanov", "Puzanov", "A. M."), Agent("USSR MFA")],
        holdings=[
            Locator(
                "avprf",
                [Unit("fond", "0102"), Unit("opis", "14"), Unit("delo", "6")],
                Leaves.parse("26-29"),
                "AVPRF",
            )
        ],
        copies=Copies(
            3, 5, [Receiver("Gromyko", 1), Receiver("to whom it\nconcerns")], register="772"
        ),
        credits=[Credit("translated", ["Gary Goldberg"], "NKIDP", {"Gary Goldberg": "self"})],
        publication=Publication(url="https://example.org/1"),
        subjects=["agriculture"],
    )
    assert (
        write_toml(record)
        == """\
key = "puzanov-1957-12-23"
title = 'Journal of "Ambassador" Puzanov'
date = "1957-12-23"
handling = ["urgent", "top priority"]
summary = \"\"\"
First line.
Second line.\"\"\"
subjects = ["agriculture"]

[[creators]]
name = "A. M. Puzanov"
family = "Puzanov"
given = "A. M."

[[creators]]
name = "USSR MFA"

[[holdings]]
archive = "avprf"
archive_text = "AVPRF"
units = [
    { kind = "fond", value = "0102" },
    { kind = "opis", value = "14" },
    { kind = "delo", value = "6" },
]
leaves = "26-29"
leaf_kind = "list"

[copies]
number = 3
printed = 5
distribution = [
    { copy = 1, to = "Gromyko" },
    { to = "to whom it\\nconcerns" },
]
register = "772"

[[credits]]
role = "translated"
by = ["Gary Goldberg"]
for = "NKIDP"
affiliations = { "Gary Goldberg" = "self" }

[publication]
url = "https://example.org/1"
"""
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", '"plain"'),
        ("Оп. 14 “quoted” ő", '"Оп. 14 “quoted” ő"'),
        ('say "no"', "'say \"no\"'"),
        ('it\'s "so"', '"it\'s \\"so\\""'),
        ("C:\\Users", '"C:\\\\Users"'),
        ("tab\there", '"tab\\there"'),
        ("no\u00a0break", '"no\\u00A0break"'),
        ("turned \u202eback", '"turned \\u202Eback"'),
        ("\U000e0041", '"\\U000E0041"'),
        ("\x00\x7f", '"\\u0000\\u007F"'),
        ("a\nb", '"""\na\nb"""'),
        ("a\n", '"""\na\n"""'),
        ("\n\na", '"""\n\n\na"""'),
        ("a\r\nb\rc", '"""\na\\r\nb\\rc"""'),
        ('a\n"b"', '"""\na\n"b\\""""'),
        ('"""\n""""', '"""\n""\\"\n""\\"\\""""'),
        ("a\n\\b", '"""\na\n\\\\b"""'),
    ],
)
def test_texts(text: str, written: str) -> None:
    assert table_text({"t": text}) == f"t = {written}\n"
    assert tomllib.loads(f"t = {written}") == {"t": text}


def test_half_of_a_character_is_refused() -> None:
    with pytest.raises(RecordError, match="half of a character"):
        write_toml(Record(key="k", title="a\ud800"))


def test_a_long_list_has_an_item_a_line() -> None:
    names = [f"Conference on agriculture {number}" for number in range(3)]
    assert table_text({"subjects": names}) == (
        "subjects = [\n"
        '    "Conference on agriculture 0",\n'
        '    "Conference on agriculture 1",\n'
        '    "Conference on agriculture 2",\n'
        "]\n"
    )


_any = st.text(max_size=5) | texts()
_value = _any | st.integers(-(1 << 63), (1 << 63) - 1) | st.lists(_any, max_size=3)
_inner = st.dictionaries(_any, _value, max_size=3)
_table = st.dictionaries(
    _any, _value | st.lists(_inner, min_size=1, max_size=2), max_size=3
)  # as deep as a record goes
_data = st.dictionaries(
    _any, _value | _table | st.lists(_table, min_size=1, max_size=2), max_size=4
)


@settings(max_examples=200, deadline=None)
@given(_data, st.sampled_from(("\n", "\r\n")))
def test_any_plain_data_is_written_without_loss(data: dict[str, Any], newline: str) -> None:
    assert tomllib.loads(table_text(data).replace("\n", newline)) == data
