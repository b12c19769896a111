"""What is of the wrong type is refused with our own error, which names what was expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from documents import PUZANOV

import provenance as p

BAD = (None, 3, 1.5, b"x", Path("nowhere"), ["x"], {"x": 1}, object(), dt.date(2020, 1, 1))
HERE = PUZANOV.holdings[0]
PATH, DATE, LIST, TABLE = Path, dt.date, list, dict

#: Each call, with the types that it does take.
CALLS: dict[str, tuple[Callable[[Any], object], tuple[type, ...]]] = {
    "parse_locator": (p.parse_locator, ()),
    "find_locators": (p.find_locators, ()),
    "find_archive": (p.find_archive, ()),
    "format_locator": (p.format_locator, ()),
    "format_locator: form": (lambda x: p.format_locator(HERE, x), ()),
    "same_unit": (lambda x: p.same_unit(x, HERE), ()),
    "same_unit: second": (lambda x: p.same_unit(HERE, x), ()),
    "check": (p.check, (LIST, TABLE)),  # of texts
    "check: today": (lambda x: p.check(PUZANOV, today=x), (DATE, type(None))),
    "check: settings": (lambda x: p.check(PUZANOV, settings=x), (type(None),)),
    "read": (p.read, ()),
    "read: kind": (lambda x: p.read("Date: 1957", x), (type(None),)),
    "load": (p.load, ()),
    "dump": (lambda x: p.dump(x, "nowhere.toml"), ()),
    "cite": (p.cite, ()),
    "cite: style": (lambda x: p.cite(PUZANOV, x), ()),
    "cite: format": (lambda x: p.cite(PUZANOV, format=x), ()),
    "cite: leaves": (lambda x: p.cite(PUZANOV, leaves=x), (type(None),)),
    "cite: archive names": (lambda x: p.cite(PUZANOV, archive_names=x), ()),
    "export": (lambda x: p.export(x, "bibtex"), ()),
    "export: one of several": (lambda x: p.export([PUZANOV, x], "bibtex"), ()),
    "export: format": (lambda x: p.export([PUZANOV], x), ()),
    "losses": (lambda x: p.losses(x, "bibtex"), ()),
    "losses: format": (lambda x: p.losses([PUZANOV], x), ()),
    "consulted": (p.consulted, ()),
    "consulted: format": (lambda x: p.consulted([PUZANOV], x), ()),
    "history": (p.history, ()),
    "tell": (p.tell, ()),
    "tell: form": (lambda x: p.tell(PUZANOV, x), ()),
    "Notes": (p.Notes, ()),
    "Notes: a source": (lambda x: p.Notes().note(x), ()),
    "ReferenceList": (p.ReferenceList, ()),
    "ReferenceList: style": (lambda x: p.ReferenceList([PUZANOV], x), ()),
    "Library": (lambda x: p.Library(x).entries(), ()),
    "Settings: select": (lambda x: p.Settings(select=x), (type(None),)),
    "Settings: ignore": (lambda x: p.Settings(ignore=x), ()),
    "Settings: severities": (lambda x: p.Settings(severities=x), ()),
    "Settings: limits": (lambda x: p.Settings(limits=x), ()),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_type_is_our_own_error(name: str) -> None:
    call, taken = CALLS[name]
    for value in BAD:
        if isinstance(value, taken):
            continue
        with pytest.raises(p.ProvenanceError) as caught:
            call(value)
        assert len(str(caught.value)) > 10


def test_the_error_names_what_was_expected_and_is_a_type_error() -> None:
    with pytest.raises(TypeError, match=r"expected text, found .*Path"):
        p.parse_locator(Path("a"))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected the name of a style, found list"):
        p.cite(PUZANOV, ["apa"])  # type: ignore[arg-type]


def test_a_time_as_today_is_its_day() -> None:
    record = p.Record(key="a", title="A", kind="report", date="2026-11-25")
    assert p.check(record, today=dt.datetime(2026, 11, 25, 1)) == p.check(
        record, today=dt.date(2026, 11, 25)
    )
