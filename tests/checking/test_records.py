"""Rules about a record as a whole, and about the entries of bibliography files."""

import pytest
from record_cases import record, told

from provenance.checking.checker import Checker
from provenance.checking.rules import Entry
from provenance.checking.settings import Settings
from provenance.model import Locator, Record, Unit

#: rule, field, message; a faulty record, and one put right
CASES = [
    ("missing-title", "title", "Give a title or a description.",
     Record("k", date="1957"), Record("k", date="1957", kind="journal")),
    ("missing-date", "date", "No date; mark n.d. if undated.",
     record(), record(date_text="n.d.")),
    ("missing-date", "date", "No date; mark n.d. if undated.",
     record(), record(period="1957-12-21/1957-12-23")),
    ("title-language", "original_title", "Title looks Cyrillic, language is en.",
     record(date="1957", language="en", original_title="Дневник посла"),
     record(date="1957", language="ru", original_title="Дневник посла")),
    ("title-language", "original_title", "Title looks Ukrainian, language is ru.",
     record(date="1957", language="ru", original_title="Щоденник її посла"),
     record(date="1957", language="uk", original_title="Щоденник її посла")),
    ("title-language", "title", "Title looks Cyrillic, language is zh.",
     record(date="1957", language="zh", title="Дневник посла"),
     record(date="1957", language="ru", title="Journal of the Ambassador")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "field", "message", "faulty", "right"), CASES)
def test_a_rule_finds_its_fault_alone_and_where_it_is(rule, field, message, faulty, right):
    assert told(faulty, "REC") == [(rule, field, message)]
    assert told(right, "REC") == []


def test_a_site_that_only_shows_the_document_is_no_archive():
    site = Locator(None, (Unit("level", "Document 113395"),), archive_text="Digital Archive")
    found = told(record(holdings=[site, Locator("avprf", (Unit("fond", "0102"),))]), "ARC005")
    assert found == [
        ("aggregator-as-archive", "holdings[0].archive_text",
         "Digital Archive publishes the document; the custodian is AVPRF.")
    ]  # fmt: skip
    assert told(record(holdings=[Locator("avprf", (Unit("fond", "0102"),))]), "ARC005") == []


def entry(format, key="a", **fields):
    return Entry(key, format, fields, 5, 90, {"recipient": (40, 50), "issued": (60, 66)})


DATE = {"date-parts": [[1957, 12, 23]]}
ENTRIES = [
    ("key-characters", 5, "Key 'puzanov 1957' isn't portable.",
     entry("bibtex", "puzanov 1957"), entry("bibtex", "puzanov-1957")),
    ("key-characters", 5, "Key 'a#b' isn't portable.",
     entry("csl-json", "a#b"), entry("csl-json", "http://zotero.org/users/1/items/AB")),
    ("csl-unknown-variable", 5, "'license' isn't a CSL 1.0.2 variable.",
     entry("csl-json", license="CC"), entry("bibtex", license="CC")),
    ("csl-unknown-variable", 5,
     "'archive-location' isn't a CSL 1.0.2 variable; did you mean 'archive_location'?",
     entry("csl-json", **{"archive-location": "f. 5"}), entry("csl-json", archive_location="f. 5")),
    ("csl-date-shape", 60, "CSL dates must be objects with date-parts/literal.",
     entry("csl-json", issued="1957"), entry("csl-json", issued=DATE)),
    ("csl-date-shape", 60, "CSL dates must be objects with date-parts/literal.",
     entry("csl-json", issued={"edtf": "1957"}), entry("csl-yaml", issued="1957")),
    ("type-mismatch", 40, "Type report ignores recipient.",
     entry("csl-json", type="report", recipient=[{"family": "Stalin"}]),
     entry("csl-json", type="personal_communication", recipient=[{"family": "Stalin"}])),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "start", "message", "faulty", "right"), ENTRIES)
def test_a_rule_about_entries_finds_its_fault_alone(rule, start, message, faulty, right):
    checker = Checker(Settings(select=["REC"]))
    found = checker.entry(faulty)
    assert [(each.rule, each.start, each.message) for each in found] == [(rule, start, message)]
    assert checker.entry(right) == []
