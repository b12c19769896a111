"""Plain data to a record: nothing converted, all faults at once, each with its path."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from strategies import records

from provenance import (
    Agent,
    Copies,
    Credit,
    Date,
    Leaves,
    Locator,
    Mark,
    Origin,
    Publication,
    Receiver,
    Record,
    RecordError,
    Unit,
)
from provenance.reading.record import record_from
from provenance.writing.record import plain


def faults(data: Any) -> list[tuple[str, str]]:
    with pytest.raises(RecordError) as raised:
        record_from(data)
    return [(fault.path, fault.message) for fault in raised.value.faults]


def fault(data: Any) -> tuple[str, str]:
    (only,) = faults({"key": "k", **data} if isinstance(data, dict) else data)
    return only


def test_every_kind_of_value() -> None:
    data = {
        "key": "puzanov-1957-12-23",
        "date": "1957-12-23",
        "handling": ["urgent", "top priority"],
        "creators": [{"name": "A. M. Puzanov", "family": "Puzanov"}],
        "holdings": [
            {
                "archive": "avprf",
                "units": [
                    {"kind": "fond", "value": "0102", "written": "О102"},
                    {"kind": "opis", "value": "14"},
                ],
                "leaves": "26-29, 31v",
                "leaf_kind": "list",
                "note": "seen on film",
            }
        ],
        "copies": {"number": 3, "distribution": [{"copy": 1, "to": "Gromyko"}], "typed": "1957"},
        "marks": [{"kind": "stamp", "date": "1958-01-07"}],
        "credits": [
            {
                "role": "translated",
                "by": ["Gary Goldberg"],
                "for": "NKIDP",
                "affiliations": {"Gary Goldberg": "independent"},
                "from": "ru",
                "to": "en",
            }
        ],
        "publication": {"url": "https://example.org/1"},
        "origins": {"date": {"line": 7, "start": 30, "end": 47, "basis": "host"}},
    }
    record = record_from(data)
    assert record == Record(
        key="puzanov-1957-12-23",
        date=Date("1957-12-23"),
        handling=("urgent", "top priority"),
        creators=(Agent("A. M. Puzanov", family="Puzanov"),),
        holdings=(
            Locator("avprf", [Unit("fond", "0102"), Unit("opis", "14")], Leaves.parse("26-29,31v")),
        ),
        copies=Copies(number=3, distribution=(Receiver("Gromyko", 1),), typed="1957"),
        marks=(Mark("stamp", date="1958-01-07"),),
        credits=(
            Credit(
                "translated", ("Gary Goldberg",), "NKIDP", {"Gary Goldberg": "independent"},
                "ru", "en",
            ),
        ),
        publication=Publication(url="https://example.org/1"),
    )  # fmt: skip
    assert record.holdings[0].units[0].written == "О102"
    assert record.holdings[0].note == "seen on film"
    assert record.origins == {"date": Origin(7, 30, 47, "host")}


@pytest.mark.parametrize(
    ("data", "path", "message"),
    [
        ({"number": 102}, "number",
         "expected text, found the number 102; write it in quotation marks"),
        ({"number": True}, "number", "expected text, found true; write it in quotation marks"),
        ({"number": 1.5}, "number",
         "expected text, found the number 1.5; write it in quotation marks"),
        ({"title": None}, "title", "expected text, found null; leave the field out"),
        ({"title": " \n"}, "title", "expected text, found an empty one; leave the field out"),
        ({"title": ["a"]}, "title", "expected text, found a list; write it without brackets"),
        ({"title": {"a": "b"}}, "title", "expected text, found a table"),
        ({"title": "a\ud800"}, "title",
         "expected text, found half of a character (a lone surrogate)"),
        ({"handling": "urgent"}, "handling",
         "expected a list of texts, found the text 'urgent'; put it in square brackets"),
        ({"handling": ["urgent", 5]}, "handling[1]",
         "expected text, found the number 5; write it in quotation marks"),
        ({"creators": {"name": "A"}}, "creators",
         "expected a list of tables, found a table; put it in square brackets"),
        ({"creators": ["A"]}, "creators[0]", "expected a table, found the text 'A'"),
        ({"copies": []}, "copies", "expected a table, found a list"),
        ({"copies": {"number": "3"}}, "copies.number",
         "expected a whole number, found the text '3'; write it without quotation marks"),
        ({"copies": {"number": 3.0}}, "copies.number",
         "expected a whole number, found the number 3.0"),
        ({"copies": {"number": True}}, "copies.number", "expected a whole number, found true"),
        ({"copies": {"number": 1 << 63}}, "copies.number",
         "expected a whole number, found a number of more than 64 bits"),
        ({"copies": {"distribution": [{"copy": 1}]}}, "copies.distribution[0]",
         "expected the key 'to'; it is missing"),
        ({"marks": [{"kind": "seal"}]}, "marks[0].kind",
         "expected one of handwritten, stamp, signature, note, found 'seal'"),
        ({"credits": [{"role": "translated", "affiliations": {"A B": 1}}]},
         'credits[0].affiliations."A B"',
         "expected text, found the number 1; write it in quotation marks"),
        ({"holdings": [{"units": [{"kind": "fnod", "value": "1"}]}]}, "holdings[0].units[0].kind",
         "'fnod' is not a kind of unit; the nearest is 'fond'"),
        ({"key": "a b"}, "key",
         "expected letters A–Z, digits and . _ - beginning with a letter or digit, found 'a b'"),
    ],
)  # fmt: skip
def test_a_fault_names_place_and_reason(data: Any, path: str, message: str) -> None:
    assert fault(data) == (path, message)


def test_a_date_that_is_not_edtf() -> None:
    path, message = fault({"copies": {"typed": "25 December 1957"}})
    assert path == "copies.typed"
    assert message.startswith("'25 December 1957' is not an EDTF date; expected such as")


@pytest.mark.parametrize(
    ("data", "path", "message"),
    [
        ({"titel": "x"}, "titel", "unknown key 'titel'; the nearest is 'title'"),
        ({"Title": "x"}, "Title", "unknown key 'Title'; the nearest is 'title'"),
        ({"credits": [{"role": "translated", "project": "NKIDP"}]}, "credits[0].project",
         "unknown key 'project'; the nearest is 'for'"),
        ({"holdings": [{"archive": "avprf", "leafs": "5"}]}, "holdings[0].leafs",
         "unknown key 'leafs'; the nearest is 'leaves'"),
        ({"url": "https://example.org"}, "url",
         "unknown key 'url' here; it is a key of 'publication'"),
        ({"publication": {"subjects": ["war"]}}, "publication.subjects",
         "unknown key 'subjects' here; it belongs to the record itself, above the first table"),
    ],
)  # fmt: skip
def test_an_unknown_key_names_the_nearest(data: Any, path: str, message: str) -> None:
    assert fault(data) == (path, message)


def test_all_faults_are_told_at_once() -> None:
    found = faults(
        {
            "key": "not a key",
            "tittle": "x",
            "date": "yesterday",
            "holdings": [
                {
                    "archive": "avpfr",
                    "units": [{"kind": "fnod", "value": 102}, {"value": "14", "label": "op."}],
                    "leaves": "26 to 29",
                    "leaf_kind": "leaf",
                },
                {"note": "nothing"},
            ],
            "marks": [{"kind": "seal", "text": ""}],
            "unread": [{"line": "7"}],
        }
    )
    assert {path for path, _ in found} == {
        *("key", "tittle", "date", "holdings[0].archive", "holdings[0].units[0].kind"),
        *("holdings[0].units[0].value", "holdings[0].units[1]", "holdings[0].units[1].label"),
        *("holdings[0].leaves", "holdings[0].leaf_kind", "holdings[1]", "marks[0].kind"),
        *("marks[0].text", "unread[0].line", "unread[0]"),
    }
    told = dict(found)
    assert "the nearest is 'avprf'" in told["holdings[0].archive"]
    assert "the nearest is 'fond'" in told["holdings[0].units[0].kind"]


def test_what_is_no_table_at_all() -> None:
    assert fault(["a"]) == ("", "expected a table, found a list")
    assert fault(None) == ("", "expected a table, found null")


# --- holdings


def holding(**data: Any) -> Locator:
    (locator,) = record_from({"key": "k", "holdings": [data]}).holdings
    return locator


def test_a_line_of_parse_is_a_holding() -> None:
    units = [{"kind": "fond", "value": "1"}, {"kind": "opis", "value": "24"}]
    locator = holding(
        text="ф. 1, оп. 24", archive=None, archive_text=None, units=units, leaves="", leaf_kind="",
        key=":fond=1;opis=24",
    )  # fmt: skip
    assert locator.archive is None
    assert locator.archive_text is None
    assert locator.leaves is None
    assert locator.key == ":fond=1;opis=24"


def test_the_key_of_a_holding_is_derived() -> None:
    assert holding(archive="avprf", key="rgani:fond=5").key == "avprf:"


def test_leaves_are_counted_as_the_archive_does() -> None:
    leaves = holding(archive="avprf", leaves="9v, 5-7").leaves
    assert leaves is not None
    assert (leaves.kind, str(leaves)) == ("list", "5-7, 9v")


def test_leaves_that_an_archive_counts_in_several_ways_need_their_kind() -> None:
    path, message = fault({"holdings": [{"archive": "barch", "leaves": "45-46"}]})
    assert path == "holdings[0].leaves"
    assert message.startswith('say what the leaves are: add leaf_kind, "blatt" or "seite"')


def test_leaves_of_an_unknown_archive_need_their_kind() -> None:
    path, message = fault({"holdings": [{"archive_text": "Gosarkhiv N", "leaves": "5"}]})
    assert path == "holdings[0].leaves"
    assert message == 'say what the leaves are: add leaf_kind, such as "list" or "page"'


def test_a_kind_without_leaves() -> None:
    path, message = fault({"holdings": [{"archive": "avprf", "leaf_kind": "list"}]})
    assert (path, message) == (
        "holdings[0].leaf_kind",
        "there are no leaves of this kind; add 'leaves'",
    )


def test_a_merged_archive_keeps_its_id() -> None:
    sapmo = holding(archive="sapmo", units=[{"kind": "bestand", "value": "DY 30"}])
    assert sapmo.archive == "sapmo"
    assert sapmo.key == "barch:bestand=dy30"


# --- round trip


def exact(record: Record) -> Any:
    """Everything a record says, where ``==`` of locators looks at identity only."""
    return plain(record, origins=True)


@settings(max_examples=100, deadline=None)
@given(records())
def test_plain_data_gives_the_record_back(record: Record) -> None:
    for keys in (True, False):
        back = record_from(plain(record, keys=keys))
        assert back == record
        assert exact(back) == exact(record)
