"""A series code and number are read at once as the whole grammar reads them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.archives import archives
from provenance.errors import LocatorError
from provenance.model import Locator
from provenance.reading.locator import read_locator
from provenance.reading.quick import quick_locator


def everything(locator: Locator) -> object:
    leaves = locator.leaves
    return (
        locator.archive,
        locator.archive_text,
        [(unit.kind, unit.value, unit.written) for unit in locator.units],
        leaves and (leaves.kind, leaves.text, leaves.written),
        locator.text,
        locator.rest,
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("FO 371/127290", "tna:series=fo371;piece=127290"),
        ("FO371/127290", "tna:series=fo371;piece=127290"),
        ("TNA: PREM 11/2341", "tna:series=prem11;piece=2341"),
        ("BArch, DY 30/3384, Bl. 112-118", "barch:bestand=dy30;archivnummer=3384;blatt=112-118"),
        ("NY 4090/437, Bl. 8", "barch:bestand=ny4090;archivnummer=437;blatt=8"),
    ],
)
def test_codes_are_read_at_once(text: str, key: str) -> None:
    locator = quick_locator(text)
    assert locator is not None
    assert locator.key == key


@pytest.mark.parametrize("text", ["F 16/2", "XY 12/34", "Smith, DY 30/3384", "R 43/161"])
def test_what_is_no_archives_own_code_is_left_alone(text: str) -> None:
    assert quick_locator(text) is None


@st.composite
def references(draw: st.DrawFn) -> str:
    known = draw(st.sampled_from(list(archives().values())))
    former = [old.abbreviation for old in known.former]
    names = [*known.abbreviations, *known.latin_abbreviations, known.printed, known.name, *former]
    name = draw(st.sampled_from(["", *(name + sep for name in names for sep in (", ", ": "))]))
    letters = draw(st.sampled_from(["DY", "FO", "B", "R", "NY", "CAB", "PREM", "HH", "A", "MfS"]))
    code = letters + draw(st.sampled_from(["", " "])) + draw(st.sampled_from(["1", "30", "4090"]))
    number = draw(st.sampled_from(["1", "3384", "0012", "127290"]))
    leaves = draw(
        st.sampled_from(["", ", Bl. 12", ", fol. 5-6", ", S. 7", ", f. 9", ", p. 3", "v"])
    )
    return f"{name}{code}/{number}{leaves}"


@given(references())
@settings(max_examples=400, deadline=None)
def test_the_quick_way_gives_what_the_grammar_gives(text: str) -> None:
    quick = quick_locator(text)
    if quick is None:
        return
    try:
        whole = read_locator(text)
    except LocatorError as error:
        raise AssertionError(f"{text!r}: the grammar refuses it") from error
    assert everything(quick) == everything(whole)
