"""What is printed is read back: for every archive of the authority, in every form.

The examples are the same on each run; ``ROUNDTRIP_EXAMPLES=200`` tries other ones, and more.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from locator_strategies import locators, unknown_locators

from provenance.archives import archives
from provenance.model import Locator
from provenance.reading.locator import parse_locator
from provenance.writing.locator import format_locator

FORMS = ("short", "long", "native")
MORE = int(os.environ.get("ROUNDTRIP_EXAMPLES", "0"))


@pytest.mark.parametrize("aid", archives())
@settings(max_examples=MORE or 10, derandomize=not MORE, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_reading_what_is_printed(aid: str, data: st.DataObject) -> None:
    locator = data.draw(locators(archives()[aid]))
    for form in FORMS:
        text = format_locator(locator, form)
        assert parse_locator(text) == locator, f"{form}: {text}"


@settings(max_examples=MORE or 100, derandomize=not MORE)
@given(unknown_locators())
def test_reading_what_is_printed_of_an_unknown_archive(locator: Locator) -> None:
    for form in FORMS:
        text = format_locator(locator, form)
        assert parse_locator(text) == locator, f"{form}: {text}"
