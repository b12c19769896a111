"""A record as plain data, in the shape of the contract."""

from __future__ import annotations

from provenance import (
    Agent,
    Copies,
    Credit,
    Leaves,
    Locator,
    Origin,
    Publication,
    Receiver,
    Record,
    Unit,
    Version,
)
from provenance.writing.record import plain, plain_locator

LOCATOR = Locator(
    "avprf",
    [Unit("fond", "0102", "О102"), Unit("delo", "6")],
    Leaves.parse("29, 26-28"),
    "АВП РФ",
    "АВП РФ. Ф. О102. Д. 6. Л. 26–28, 29",
    "подлинник",
    "seen on film",
)


def test_a_locator_as_parse_prints_it() -> None:
    data = plain_locator(LOCATOR)
    assert data == {
        "text": "АВП РФ. Ф. О102. Д. 6. Л. 26–28, 29",
        "archive": "avprf",
        "archive_text": "АВП РФ",
        "units": [
            {"kind": "fond", "value": "0102", "written": "О102"},
            {"kind": "delo", "value": "6"},
        ],
        "leaves": "26-28, 29",
        "leaf_kind": "list",
        "key": "avprf:fond=0102;delo=6;list=26-28,29",
        "rest": "подлинник",
    }
    assert list(data)[:7] == [
        *("text", "archive", "archive_text", "units", "leaves", "leaf_kind", "key"),
    ]


def test_a_locator_without_archive_and_leaves() -> None:
    assert plain_locator(Locator(None, [Unit("fond", "1")], text="ф. 1")) == {
        "text": "ф. 1",
        "archive": None,
        "archive_text": None,
        "units": [{"kind": "fond", "value": "1"}],
        "leaves": "",
        "leaf_kind": "",
        "key": ":fond=1",
    }


def test_empty_fields_are_left_out() -> None:
    empty = Record(key="k", copies=Copies(), publication=Publication(versions=[Version()]))
    assert plain(empty) == {"key": "k"}


def test_a_holding_leaves_out_what_it_has_not() -> None:
    record = Record(key="k", holdings=[Locator(None, archive_text="Gosarkhiv N", note="unseen")])
    assert plain(record) == {
        "key": "k",
        "holdings": [{"archive_text": "Gosarkhiv N", "key": "?gosarkhiv n:", "note": "unseen"}],
    }
    assert "key" not in plain(record, keys=False)["holdings"][0]


def test_the_names_that_python_keeps_for_itself() -> None:
    credit = Credit(
        "translated",
        ["Gary Goldberg"],
        project="NKIDP",
        affiliations={"Gary Goldberg": "independent"},
        source_language="ru",
        target_language="en",
    )
    assert plain(Record(key="k", credits=[credit]))["credits"] == [
        {
            "role": "translated",
            "by": ["Gary Goldberg"],
            "for": "NKIDP",
            "affiliations": {"Gary Goldberg": "independent"},
            "from": "ru",
            "to": "en",
        }
    ]


def test_fields_come_in_the_order_of_the_contract() -> None:
    record = Record(
        key="k",
        kind="journal",
        title="T",
        date="1957-12-23",
        number="309",
        creators=[Agent("A. M. Puzanov", role="author")],
        copies=Copies(number=3, distribution=[Receiver("Gromyko", 1), Receiver("file")]),
        publication=Publication(host="H"),
        subjects=["agriculture"],
    )
    data = plain(record)
    assert list(data) == [
        *("key", "kind", "title", "date", "number", "creators", "copies", "publication"),
        "subjects",
    ]
    assert data["copies"]["distribution"] == [{"copy": 1, "to": "Gromyko"}, {"to": "file"}]
    assert list(data["copies"]["distribution"][0]) == ["copy", "to"]


def test_origins_only_when_asked_for() -> None:
    record = Record(key="k", title="T", origins={"title": Origin(3, 20, 21, "host")})
    assert "origins" not in plain(record)
    assert plain(record, origins=True)["origins"] == {
        "title": {"line": 3, "start": 20, "end": 21, "basis": "host"}
    }
