"""What all rules have in common: each has its tests, and none fails over any record."""

import datetime as dt
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import assert_linear
from strategies import records

from provenance import Settings, check, parse_locator
from provenance.checking.rules import rules
from provenance.model import Record
from provenance.reading.places import record_places
from provenance.writing.toml import write_toml

TESTS = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))


def test_every_rule_is_named_by_a_test():
    names = {each.id: (f'"{each.id}"', f'"{each.code}"') for each in rules().values()}
    assert [each for each, said in names.items() if not any(it in TESTS for it in said)] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(records(), min_size=1, max_size=4))
def test_any_records_are_checked_and_each_finding_names_a_field_of_its_file(several):
    for finding in check(several, today=dt.date(2026, 11, 25)):
        assert finding.message
        assert finding.severity in ("info", "warning", "error")
        assert re.fullmatch(r"[a-z_]+(\[[0-9]+\]|\.[a-z_]+)*", finding.where)
        assert finding.key in {each.key for each in several}
    for each in several:
        text = write_toml(each)
        (places,) = record_places(text, "toml")
        for finding in check(each, today=dt.date(2026, 11, 25)):
            start, end = places.span(finding.where)
            assert 0 <= start < end <= len(text)


def test_faults_that_two_rules_hear_of_cost_linear_time():
    chosen = Settings(select=["DAT", "TXT001", "TXT002"])
    unit = "See 03/04/57 and 31.11.57, ГАРФ. Ф. P-5446. Oп. 1. Д. 5. Л. 7.\n\n"  # Latin P, O
    assert_linear(lambda text: check(text, settings=chosen), unit, times=15)


def test_records_of_one_file_are_looked_at_in_linear_time():
    one = parse_locator("AVPRF, f. 0102, op. 14, d. 6, ll. 26–29")

    def look(keys):
        alike = [Record(key, kind="letter", date="1957", holdings=[one]) for key in keys.split()]
        return check(alike, settings=Settings(select=["REC"]))

    assert len(look("a b c")) == 2
    assert_linear(look, "a ", times=200)
