"""``parse_locator``: references of every tradition, what is refused and why, any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import LocatorError
from provenance.model import Locator
from provenance.reading.locator import parse_locator, read_locator
from provenance.reading.quick import quick_locator

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "locator_cases.tsv").read_text("utf-8").splitlines()[3:]
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_reference_of_its_kind(case: list[str]) -> None:
    text, archive, units, leaves = case
    found = parse_locator(text)
    if archive.startswith("~"):
        assert (found.archive, found.archive_text) == (None, archive[1:])
    else:
        assert found.archive == (archive or None)
    assert "; ".join(f"{unit.kind}={unit.value}" for unit in found.units) == units
    assert (f"{found.leaves.kind}={found.leaves}" if found.leaves else "") == leaves
    assert found.text == text


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_the_quick_way_reads_as_the_grammar_does(case: list[str]) -> None:
    quick = quick_locator(case[0])
    if quick is not None:
        assert quick == read_locator(case[0])


def test_the_written_value_is_kept_where_it_differs() -> None:
    found = parse_locator("ГАРФ. Ф. P-5446. Оп. 1. Д. 1З5. Л. 3")
    assert [(u.value, u.written) for u in found.units] == [
        ("R-5446", "P-5446"), ("1", None), ("135", "1З5"),
    ]  # fmt: skip
    bracketed = parse_locator("GAPPOD, f.1, op.89, d.[120]")
    assert [(u.value, u.written) for u in bracketed.units][-1] == ("120", "[120]")


def test_hidden_characters_are_read_through_and_kept() -> None:
    found = parse_locator("RG\u200bANI, f. 5, op. ２８, d. 41\u00ad0")
    assert found.archive_text == "RG\u200bANI"
    assert [(u.value, u.written) for u in found.units] == [
        ("5", None), ("28", "２８"), ("410", "41\u00ad0"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ГАНО. Ф. П-4. Оп. 33. Д. 512", "ГАНО"),
        ("Письмо // ГАНО. Ф. 1. Оп. 2. Д. 3", "ГАНО"),
        ("Gosarkhiv N, f. 1, op. 2, d. 3", "Gosarkhiv N"),
        ("The National Archives, Kew (FO 371/1160)", "The National Archives, Kew"),
        ("Polish Foreign Ministry Archive (AMSZ), Warsaw, z. 6, w. 82, t. 1264",
         "Polish Foreign Ministry Archive (AMSZ), Warsaw"),
    ],
)  # fmt: skip
def test_the_name_of_the_archive_as_written(text: str, name: str) -> None:
    assert parse_locator(text).archive_text == name


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("", 0, "an archival reference"),
        ("RGASPI", 6, "a unit after the archive's name, such as 'f. 17'"),
        ("AVPRF, f. 0102, op. , d. 6", 16, "a value after 'op.'"),
        ("арк. 12", 0, "the archive, and the units that the leaves are in"),
        ("File No. 1271.", 13, "the archive's name before it, or a second unit after it"),
        ("f. 16", 5, "the archive's name before it, or a second unit after it"),
        ("23 December 1957", 0, "an archive's name and its units, or two labelled units"),
        ("https://digitalarchive.wilsoncenter.org/document/112345", 0,
         "an archive's name and its units, or two labelled units"),
        ("RGASPI, f. 17, op. 3, d. 5, l. 6; d. 7, l. 8", 34, "the end of the reference"),
        ("APRF, f. 45, op. 1, d. 3; RGASPI, f. 558, op. 11, d. 2", 26, "the end of the reference"),
        ("FO 371/84053·84057", 13, "the end of the reference"),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, position: int, expected: str) -> None:
    with pytest.raises(LocatorError) as error:
        parse_locator(text)
    assert (error.value.text, error.value.position) == (text, position)
    assert error.value.expected == expected


@pytest.mark.parametrize(
    "text",
    ["vol. 3, no. 2", "p. 45", "nepl. inv. č.", "(06/2-439)", "No 6/2-439", "AAE / 400AP",
     "378-B, file 177", "3 September 1980, Pb 213/38", "Beethoven, op. 27, no. 2"],
)  # fmt: skip
def test_what_only_looks_like_a_reference_is_refused(text: str) -> None:
    with pytest.raises(LocatorError):
        parse_locator(text)


def test_a_shared_name_that_nothing_decides() -> None:
    with pytest.raises(LocatorError) as error:
        parse_locator("AMAE, vol. 5")
    assert set(error.value.candidates) == {"cadc", "amae-ro"}


def test_a_label_decides_between_archives_of_one_name() -> None:
    assert parse_locator("AMAE, fond Coreea, dosar 7").archive == "amae-ro"
    assert parse_locator("NA, RG 59, box 5").archive == "nara"
    assert parse_locator("NA, f. ÚV KSČ, sv. 12, a. j. 15").archive == "na-cz"


def test_a_label_given_twice_is_kept() -> None:
    found = parse_locator("f. 5, op. 28, op. 30, d. 1")
    assert [(u.kind, u.value) for u in found.units] == [
        ("fond", "5"), ("opis", "28"), ("opis", "30"), ("delo", "1"),
    ]  # fmt: skip


PIECES = st.sampled_from(
    [
        "RGASPI", "ГАРФ", "TNA", "BArch", "MNL OL", "Johnson Library", "FO 371/", "DY 30/", "f. ",
        "Ф. ", "op. ", "Д. ", "л. ", "276. f. ", "Bl. ", "box ", "[120]", "0102", "5–6", "12 об.",
        "IV", ", ", "; ", ". ", ": ", "(", ")", '"', "“", "»", " // ", "№", "XIX-J-1-j", "页", "第",
        "\u00ad", "e\u0301",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=30).map("".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse_locator(text)
    except LocatorError as error:
        assert 0 <= error.position <= len(text)  # noqa: PT017
    else:
        assert isinstance(found, Locator)
        assert found.units
