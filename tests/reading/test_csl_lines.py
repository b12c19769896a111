"""Our CSL items without ``custom``: the lines written for styles say nothing twice."""

from __future__ import annotations

import json
from typing import Any

import pytest
from archival_records import RECORDS

from provenance import Record, export, read

KEYS = ["puzanov-1957-12-23", "two-files", "read-online", "no-leaves"]


def _without(record: Record, *names: str) -> dict[str, Any]:
    (item,) = json.loads(export(record, "csl-json"))
    return {name: value for name, value in item.items() if name not in names}


def _read(item: dict[str, Any]) -> Record:
    (record,) = read(json.dumps([item]), "csl-json")
    return record


@pytest.mark.parametrize("key", KEYS)
def test_what_zotero_hands_back_has_no_notes_that_are_not_its_own(key: str) -> None:
    record = RECORDS[key]
    back = _read(_without(record, "custom"))
    assert back.notes is None
    # a project has no other place in CSL: it is kept word for word
    projects = [c.project for c in record.credits if c.role == "translated" and c.project]
    assert [each.text for each in back.unread] == [f"authority: {name}" for name in projects]
    assert [h.key for h in back.holdings] == [h.key for h in record.holdings]


def test_a_note_written_by_hand_stays_without_our_lines() -> None:
    item = _without(RECORDS["no-leaves"], "custom")
    item["note"] += "\nA good copy."
    assert _read(item).notes == "A good copy."


def test_lines_that_a_program_made_variables_are_no_change_by_hand() -> None:
    record = RECORDS["no-leaves"]
    item = _without(record)
    for line in item.pop("note").split("\n"):
        name, _, value = line.partition(": ")
        item[name] = value
    assert _read(item) == record
