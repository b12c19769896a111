"""Locators: identity, keys, order, and what is the same file."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import locators

from provenance import (
    Leaves,
    Locator,
    RecordError,
    Unit,
    format_locator,
    parse_locator,
    same_unit,
)
from provenance.model.text import fold, natural_key, to_latin


def ref(
    archive: str | None, *units: str, leaves: str = "", kind: str = "list", **more: Any
) -> Locator:
    """Build a locator from ``kind=value`` units."""
    pairs = [unit.partition("=") for unit in units]
    return Locator(
        archive,
        [Unit(kind, value) for kind, _, value in pairs],
        Leaves.parse(leaves, kind) if leaves else None,
        **more,
    )


PUZANOV = ref("avprf", "fond=0102", "opis=14", "delo=6", leaves="26-29")


# --- identity


def test_the_key() -> None:
    assert PUZANOV.key == "avprf:fond=0102;opis=14;delo=6;list=26-29"
    assert ref("avprf").key == "avprf:"
    assert ref(None, "fond=1", "opis=24", archive_text="Gosarkhiv N").key == (
        "?gosarkhiv n:fond=1;opis=24"
    )
    assert ref(None, "fond=1", "opis=24").key == ":fond=1;opis=24"
    assert ref("avprf", "fond=1", leaves="9v, 2, 5-7").key == "avprf:fond=1;list=2,5-7,9v"


def test_marks_with_a_meaning_in_keys_are_encoded() -> None:
    assert ref(None, "level=a;b=c%d:e", archive_text="x:y").key == "?x%3Ay:level=a%3Bb%3Dc%25d%3Ae"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("R-9401", "R9401"),
        ("R-9401", "r 9401"),
        ("R-9401", "Р-9401"),  # Cyrillic
        ("R-9401", "R–9401"),  # en dash
        ("98s", "98с"),  # Cyrillic
        ("1B", "1Б"),
        ("120", "[120]"),
        ("DY 30", "DY30"),
        ("Country File", "country  file"),
        ("XIX-J-1-j", "xix-j-1-j"),
        ("106-00581-01", "106–00581–01"),
        ("IV 2/2.035", "iv 2 / 2.035"),
        ("O'Brien", "O’Brien"),
    ],
)
def test_values_are_compared_blind_to_how_they_are_typed(one: str, other: str) -> None:
    assert Unit("fond", one) == Unit("fond", other)
    assert hash(Unit("fond", one)) == hash(Unit("fond", other))
    assert ref("garf", f"fond={one}") == ref("garf", f"fond={other}")
    assert ref("garf", f"fond={one}").key == ref("garf", f"fond={other}").key


@pytest.mark.parametrize(
    ("one", "other"),
    [("0102", "102"), ("09", "9"), ("R-5446", "P-5446"), ("6", "6a"), ("1-1", "11"), ("a b", "ab"),
     ("106-00581-01", "10600581-01"), ("2/1", "21")],
)  # fmt: skip
def test_values_that_differ(one: str, other: str) -> None:
    assert Unit("fond", one) != Unit("fond", other)
    assert ref("garf", f"fond={one}") != ref("garf", f"fond={other}")


def test_what_has_no_part_in_identity() -> None:
    told = Locator(
        "avprf",
        [Unit("fond", "0102", "О102"), Unit("opis", "14"), Unit("delo", "6")],
        Leaves.parse("26-29", written="26–9"),
        "АВП РФ",
        "АВП РФ. Ф. О102",
        "подлинник",
        "seen",
    )
    assert told == PUZANOV
    assert hash(told) == hash(PUZANOV)
    assert len({told, PUZANOV}) == 1


def test_a_merged_archive_is_the_one_of_today() -> None:
    units = ("bestand=DY 30", "archivnummer=3384")
    assert ref("sapmo", *units) == ref("barch", *units)
    assert ref("sapmo", *units).key.startswith("barch:")
    assert ref("sapmo", *units).archive == "sapmo"


def test_alias_kinds_are_one_kind() -> None:
    assert ref("rgae", "fond=1", "opis=2", "edinitsa-khraneniya=3") == ref(
        "rgae", "fond=1", "opis=2", "delo=3"
    )
    assert ref("rgani", "fond=89", "perechen=18", "dokument=60") == ref(
        "rgani", "fond=89", "opis=18", "delo=60"
    )
    assert ref("rgani", "fond=89", "perechen=18").key == "rgani:fond=89;opis=18"
    assert PUZANOV.unit("edinitsa-khraneniya") == Unit("delo", "6")
    assert PUZANOV.unit("papka") is None


def test_unknown_archives_are_compared_by_name() -> None:
    assert ref(None, "fond=1", archive_text="Госархив N") == ref(
        None, "fond=1", archive_text="госархив  n"
    )
    assert ref(None, "fond=1", archive_text="Gosarkhiv M") != ref(
        None, "fond=1", archive_text="Gosarkhiv N"
    )
    assert ref(None, "fond=1", archive_text="avprf") != ref("avprf", "fond=1")
    assert ref(None, "fond=1") != ref("avprf", "fond=1")


def test_leaves_count() -> None:
    assert ref("avprf", "fond=1", leaves="5") != ref("avprf", "fond=1")
    assert ref("avprf", "fond=1", leaves="5") != ref("avprf", "fond=1", leaves="5", kind="page")


def test_a_locator_is_no_other_thing() -> None:
    assert PUZANOV.key != PUZANOV
    assert Unit("fond", "1") != "1"
    with pytest.raises(TypeError):
        _ = PUZANOV.key > PUZANOV  # type: ignore[operator]


@given(locators(), locators())
def test_equality_is_equality_of_keys(one: Locator, other: Locator) -> None:
    assert (one == other) == (one.key == other.key)
    if one == other:
        assert hash(one) == hash(other)
    same = Locator(one.archive, one.units, one.leaves, one.archive_text)
    assert same == one
    assert hash(same) == hash(one)
    assert one.key.isascii()


# --- order


def test_order_is_natural() -> None:
    files = [ref("avprf", "fond=1", "opis=1", f"delo={n}") for n in ("10a", "9", "10", "100")]
    assert [str(locator.units[-1].value) for locator in sorted(files)] == ["9", "10", "10a", "100"]
    leaves = [ref("avprf", "fond=1", leaves=text) for text in ("10", "9v", "9", "9-12")]
    assert [str(locator.leaves) for locator in sorted(leaves)] == ["9", "9-12", "9v", "10"]
    assert ref("avprf", "fond=9") < ref("rgani", "fond=1")
    assert natural_key("9") < natural_key("10") < natural_key("10a") < natural_key("a")


@given(locators(), locators(), locators())
def test_order_is_total(a: Locator, b: Locator, c: Locator) -> None:
    assert (a < b) + (b < a) + (a == b) == 1
    assert (a <= b) == (not b < a)
    assert (a >= b) == (b <= a)
    if a <= b <= c:
        assert a <= c


# --- the same file


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (ref("avprf", "fond=0102", "opis=14", "delo=6"), True),
        (ref("avprf", "fond=0102", "opis=14", "delo=6", leaves="300"), True),
        (ref("avprf", "fond=0102", "opis=14", "papka=81", "delo=6"), True),  # auxiliary
        (ref("avprf", "fond=0102", "opis=14", "god=1957", "delo=6"), True),
        (ref("avprf", "fond=0102", "opis=14"), False),
        (ref("avprf", "fond=0102", "opis=14", "delo=6", "tom=2"), False),
        (ref("avprf", "fond=102", "opis=14", "delo=6"), False),
        (ref("rgani", "fond=0102", "opis=14", "delo=6"), False),
        (ref(None, "fond=0102", "opis=14", "delo=6"), False),
        (ref(None, "fond=0102", "opis=14", "delo=6", archive_text="AVPRF"), False),
        (ref("avprf"), False),
    ],
)
def test_same_unit(other: Locator, same: bool) -> None:
    assert same_unit(PUZANOV, other) is same
    assert same_unit(other, PUZANOV) is same


def test_auxiliary_units_may_be_missing_but_not_differ() -> None:
    one, other = (ref("avprf", "fond=1", "opis=2", f"papka={n}", "delo=3") for n in ("81", "82"))
    assert not same_unit(one, other)


def test_same_unit_of_archives_without_id() -> None:
    one = ref(None, "fond=1", "delo=3", archive_text="Gosarkhiv N")
    assert same_unit(one, ref(None, "fond=1", "delo=3", archive_text="GOSARKHIV N", leaves="5"))
    assert not same_unit(one, ref(None, "fond=1", "delo=3", archive_text="Gosarkhiv M"))
    assert not same_unit(ref(None, "fond=1", "delo=3"), ref(None, "fond=1", "delo=3"))


def test_the_same_unit_twice_in_a_reference() -> None:
    twice = ref("avprf", "fond=1", "opis=2", "opis=3", "delo=4")
    assert not same_unit(twice, ref("avprf", "fond=1", "opis=3", "delo=4"))
    assert same_unit(twice, twice)
    files = ("level=National Security File", "level=Country File", "level=Vietnam")
    vietnam = ref("lbjl", *files, "box=5")
    assert not same_unit(vietnam, ref("lbjl", "level=White House Files", *files[1:], "box=5"))


def test_overlap_of_files_and_leaves() -> None:
    assert PUZANOV.overlaps(ref("avprf", "fond=0102", "opis=14", "delo=6", leaves="29-35"))
    assert PUZANOV.overlaps(ref("avprf", "fond=0102", "opis=14", "delo=6"))
    assert not PUZANOV.overlaps(ref("avprf", "fond=0102", "opis=14", "delo=6", leaves="30"))
    assert not PUZANOV.overlaps(ref("avprf", "fond=0102", "opis=14", "delo=7", leaves="29"))


@given(locators(), locators())
def test_same_unit_is_symmetric_and_blind_to_leaves(one: Locator, other: Locator) -> None:
    assert same_unit(one, other) == same_unit(other, one)
    bare = Locator(one.archive, one.units, None, one.archive_text or "x")
    placed = Locator(one.archive, one.units, one.leaves, one.archive_text or "x")
    assert same_unit(placed, bare) == bool(one.units)


# --- constructors


@pytest.mark.parametrize(
    ("make", "path", "message"),
    [
        (lambda: Unit("fond", 102), "Unit.value",
         "expected text, found 102 (int); write it in quotation marks"),
        (lambda: Unit("fond", ""), "Unit.value",
         "expected text, found an empty value; leave the field out"),
        (lambda: Unit("fond", " "), "Unit.value",
         "expected text, found an empty value; leave the field out"),
        (lambda: Unit(None, "1"), "Unit.kind", "expected text, found None (NoneType)"),
        (lambda: Unit("fnod", "1"), "Unit.kind", "no unit kind has the id 'fnod'"),
        (lambda: Locator("avpfr"), "Locator.archive",
         "no archive has the id 'avpfr'; give an unknown archive's name as archive_text"),
        (lambda: Locator(), "Locator", "expected an archive or at least one unit"),
        (lambda: Locator("avprf", ["fond"]), "Locator.units[0]",
         "expected Unit, found 'fond' (str)"),
        (lambda: Locator("avprf", "fond"), "Locator.units",
         "expected a list of Unit, found 'fond' (str)"),
        (lambda: Locator("avprf", (), "26-29"), "Locator.leaves",
         "expected Leaves, found '26-29' (str)"),
        (lambda: Locator("avprf", note=""), "Locator.note",
         "expected text, found an empty value; leave the field out"),
    ],
)  # fmt: skip
def test_constructors_say_which_field_and_why(make: Any, path: str, message: str) -> None:
    with pytest.raises(RecordError) as raised:
        make()
    (fault,) = raised.value.faults
    assert (fault.path, fault.message) == (path, message)


def test_values_are_frozen() -> None:
    with pytest.raises(AttributeError):
        PUZANOV.archive = "rgani"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        PUZANOV.units[0].value = "102"  # type: ignore[misc]


def test_units_given_as_a_list_are_kept_apart_from_it() -> None:
    units = [Unit("fond", "1")]
    locator = Locator("avprf", units)
    units.append(Unit("opis", "2"))
    assert locator.units == (Unit("fond", "1"),)


# --- the text rules


@pytest.mark.parametrize(
    ("text", "language", "latin"),
    [
        ("Р-5446", "ru", "R-5446"),
        ("98с", "ru", "98s"),
        ("1Б", "bg", "1B"),
        ("Щ", "ru", "Shch"),
        ("щ", "bg", "sht"),
        ("Г-1", "uk", "H-1"),
        ("Г-1", "ru", "G-1"),
        ("и", "uk", "y"),
        ("Є", "uk", "Ie"),
        ("plain 12", "ru", "plain 12"),
    ],
)
def test_letters_in_latin(text: str, language: str, latin: str) -> None:
    assert to_latin(text, language) == latin


@given(st.text(max_size=20))
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("code", ["EAA", "ERA", "ERAF", "TLA"])
def test_the_parts_of_an_archive_number_their_fonds_each_anew(code: str) -> None:
    one = parse_locator(f"RA, {code}.1.2.3, l. 5")
    other = parse_locator("RA, EAA.1.2.3" if code != "EAA" else "RA, ERA.1.2.3")
    assert one.part == code
    assert one.key == "ra-ee:fond=1;nimistu=2;sailik=3;leht=5"
    assert not same_unit(one, other)
    assert same_unit(one, parse_locator("RA (Tartu), 1.2.3"))
    printed = format_locator(one)
    assert printed == f"RA (Tartu), {code}.1.2.3, l. 5"
    for form in ("short", "long", "native"):
        again = parse_locator(format_locator(one, form))
        assert (again, again.part) == (one, code)
