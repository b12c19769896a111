"""A hand-edited record file after an edit by the program: comments and layout stay."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import records

from provenance import (
    Agent,
    Locator,
    Mark,
    Publication,
    Receiver,
    Record,
    RecordError,
    Unit,
)
from provenance.reading.toml import read_toml
from provenance.writing.record import plain
from provenance.writing.toml import write_toml
from provenance.writing.toml_edit import update

BY_HAND = """\
# checked on film, 2019
key = "puzanov-1957-12-23"   # stable
title = 'Journal of the "Ambassador"'
date = "1957-12-23"  # see the stamp
handling = [
   "top priority", # in red
   "urgent",
]

# who wrote it
[[creators]]
name = "A. M. Puzanov"  # fullest form
role = "author"

[[holdings]] # the original
archive = "avprf"
units = [
    { kind = "fond", value = "0102" },  # not 102
    { kind = "opis", value = "14" },
    # papka unknown
    { kind = "delo", value = "6" },
]
leaves = "26-29"
leaf_kind = "list"

[[holdings]]
# the copy
archive = "rgani"
units = [{ kind = "fond", value = "5" }]

[copies]
number = 3  # of 5
printed = 5
distribution = [
    { copy = 1, to = "Gromyko" },
    { copy = 2, to = "Fedorenko" }, # twice
]
"""

RECORD = read_toml(BY_HAND)


def changed(**changes: object) -> str:
    """Return the file with the record's fields changed; it must read as it should."""
    record = attrs.evolve(RECORD, **changes)
    text = update(BY_HAND, record)
    assert read_toml(text) == record
    return text


def test_nothing_to_change_changes_nothing() -> None:
    assert update(BY_HAND, RECORD) == BY_HAND
    assert update("\ufeff" + BY_HAND.replace("\n", "\r\n"), RECORD) == (
        "\ufeff" + BY_HAND.replace("\n", "\r\n")
    )


def test_a_value_changes_and_its_comment_stays() -> None:
    assert changed(date="1957-12-24", title="Journal") == BY_HAND.replace(
        'date = "1957-12-23"  #', 'date = "1957-12-24"  #'
    ).replace("'Journal of the \"Ambassador\"'", '"Journal"')


def test_a_new_field_stands_where_a_new_file_has_it() -> None:
    text = changed(number="309", summary="First.\nSecond.")
    assert text == BY_HAND.replace(
        "# see the stamp\n", '# see the stamp\nnumber = "309"\n'
    ).replace('   "urgent",\n]\n', '   "urgent",\n]\nsummary = """\nFirst.\nSecond."""\n')


def test_items_come_and_go_in_the_middle_of_a_list() -> None:
    assert changed(handling=["top priority", "special", "urgent"]) == BY_HAND.replace(
        "# in red\n", '# in red\n   "special",\n'
    )
    holding = RECORD.holdings[0]
    units = [*holding.units[:2], Unit("papka", "81"), Unit("delo", "7")]
    text = changed(holdings=[attrs.evolve(holding, units=units), RECORD.holdings[1]])
    assert text == BY_HAND.replace(
        '    { kind = "delo", value = "6" },\n',
        '    { kind = "papka", value = "81" },\n    { kind = "delo", value = "7" },\n',
    )


def test_tables_come_and_go() -> None:
    new = Locator("rgaspi", [Unit("fond", "17")], note="a draft")
    text = changed(
        creators=[*RECORD.creators, Agent("NKID", role="issuing body")],
        holdings=[RECORD.holdings[0], new, RECORD.holdings[1]],
        marks=[Mark("stamp", "Secret")],
        publication=Publication(host="H"),
    )
    assert text == BY_HAND.replace(
        'role = "author"\n',
        'role = "author"\n\n[[creators]]\nname = "NKID"\nrole = "issuing body"\n',
    ).replace(
        'leaf_kind = "list"\n',
        'leaf_kind = "list"\n\n[[holdings]]\narchive = "rgaspi"\n'
        'units = [{ kind = "fond", value = "17" }]\nnote = "a draft"\n',
    ) + ('\n[[marks]]\nkind = "stamp"\ntext = "Secret"\n\n[publication]\nhost = "H"\n')
    text = changed(holdings=[RECORD.holdings[1]], copies=None)
    assert "# the copy" in text
    assert "# the original" not in text
    assert "# who wrote it" in text


def test_values_inside_of_tables() -> None:
    assert RECORD.copies is not None
    copies = attrs.evolve(
        RECORD.copies, number=4, distribution=[Receiver("Molotov", 3), Receiver("Fedorenko", 2)]
    )
    assert changed(copies=copies) == BY_HAND.replace("number = 3 ", "number = 4 ").replace(
        '{ copy = 1, to = "Gromyko" }', '{ copy = 3, to = "Molotov" }'
    )


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + BY_HAND.replace("\n", "\r\n")
    new = attrs.evolve(RECORD, number="309", marks=[Mark("stamp")])
    result = update(text, new)
    assert read_toml(result) == new
    assert result.startswith("\ufeff# checked on film, 2019\r\n")
    assert result.count("\n") == result.count("\r\n")


def test_a_file_laid_out_otherwise() -> None:
    text = (
        'copies.number = 3 # dotted\nkey = "k"\n"title" = "T"\n[[holdings]]\n[[holdings.units]]\n'
        'kind = "fond" # unit\nvalue = "1"\n[[holdings.units]]\nkind = "opis"\nvalue = "2"\n'
    )
    record = read_toml(text)
    holding = attrs.evolve(record.holdings[0], units=[Unit("fond", "7"), Unit("delo", "8")])
    new = attrs.evolve(record, holdings=[holding], title="U", number="1")
    result = update(text, new)
    assert read_toml(result) == new
    assert "# dotted" in result
    assert "# unit" in result


def test_what_is_not_toml_is_refused() -> None:
    with pytest.raises(RecordError, match="the file to update is not TOML"):
        update("key = puzanov", RECORD)


@settings(max_examples=60, deadline=None)
@given(records(), records(), st.booleans())
def test_any_record_into_the_file_of_another(old: Record, new: Record, commented: bool) -> None:
    text = write_toml(old)
    if commented:
        text = "# first\n" + text + "# last\n"
    result = update(text, new)
    assert plain(read_toml(result)) == plain(new)
