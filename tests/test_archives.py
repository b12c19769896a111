"""The authority: every archive found by any of its names, and printed by one of its own."""

from __future__ import annotations

from collections import Counter

import pytest

from provenance import find_archive
from provenance.archives import archive, archives, candidates, fold_name, present_id
from provenance.units import labels, root_kind, unit_kind, unit_kinds

ALL = list(archives().values())
IDS = [known.id for known in ALL]


def test_none_of_the_209_archives_is_gone() -> None:
    assert len(ALL) >= 209
    assert archive("avprf") is archives()["avprf"]
    assert archive("AVPRF") is None


# --- the data


@pytest.mark.parametrize("aid", IDS)
def test_an_entry_is_complete_and_its_ids_are_known(aid: str) -> None:
    known = archives()[aid]
    assert known.id == aid
    assert known.id.isascii()
    assert known.name
    assert known.city
    assert len(known.country) == 2
    assert known.status in ("confirmed", "corrected", "added", "unconfirmed", "partial")
    assert known.source or known.status == "unconfirmed", "what was checked has a source"
    for kind in (*known.kinds, *known.auxiliary, *known.same_unit_kinds.values()):
        assert unit_kind(kind) is not None, f"{kind} is not a unit kind"
    assert known.required or known.kinds
    assert known.today == "" or known.today in archives()
    assert archives()[present_id(aid)].today == "", "a merger leads to an archive of today"


def test_no_two_archives_are_printed_alike() -> None:
    printed = Counter(fold_name(known.printed) for known in ALL)
    assert [name for name, times in printed.items() if times > 1] == []


@pytest.mark.parametrize("aid", IDS)
def test_an_archive_is_found_by_its_printed_name(aid: str) -> None:
    known = archives()[aid]
    found = find_archive(known.printed)
    assert found is not None
    assert found.id == present_id(aid)


@pytest.mark.parametrize("aid", IDS)
def test_every_name_leads_to_the_archive(aid: str) -> None:
    known = archives()[aid]
    names = {
        *(known.name, known.full_name, known.native, *known.native_names, *known.abbreviations),
        *known.latin_abbreviations,
        *(name for old in known.former for name in (old.abbreviation, old.name)),
    } - {""}
    for name in names:
        for typed in (name, name.lower(), name.upper(), f" {name} ", name.replace(" ", "  ")):
            assert present_id(aid) in candidates(typed), typed


def test_unit_kinds_and_labels_hang_together() -> None:
    for kind in unit_kinds().values():
        assert 1 <= kind.level <= 9
        assert unit_kind(root_kind(kind.id)) is not None
    for label in labels():
        assert unit_kind(label.unit) is not None
        assert label.position in ("before", "after")
        assert label.scope
        for scope in label.scope:  # an archive, or a country or body, which may have none here
            assert scope in archives() or (scope.isupper() and len(scope) <= 4), label


# --- look-up


@pytest.mark.parametrize(
    ("name", "aid"),
    [
        ("avprf", "avprf"),
        ("AVPRF", "avprf"),
        ("АВП РФ", "avprf"),
        ("АВПРФ", "avprf"),
        ("avp rf", "avprf"),
        ("A.V.P.R.F.", "avprf"),
        ("АВП СССР", "avprf"),  # former
        ("Архив внешней политики СССР", "avprf"),
        ("Archive of Foreign Policy of the Russian Federation", "avprf"),
        ("Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow", "avprf"),
        ("ГАРФ", "garf"),
        ("ЦГАОР", "garf"),
        ("TsGAOR", "garf"),
        ("ЦХСД", "rgani"),
        ("TsKhSD", "rgani"),
        ("РЦХИДНИ", "rgaspi"),
        ("RTsKhIDNI", "rgaspi"),
        ("РГАСПИ", "rgaspi"),
        ("PГACПИ", "rgaspi"),  # Latin P, A and C among Cyrillic letters
        ("ГAPФ", "garf"),
        ("MOL", "mnl-ol"),
        ("SAPMO", "barch"),  # merged
        ("BStU", "barch"),
        ("ERAF", "ra-ee"),
        ("PRO", "tna"),
        ("ÖStA", "oesta"),
        ("Osterreichisches Staatsarchiv", "oesta"),
        ("RA (Stockholm)", "ra-se"),
        ("AMAE (Bucharest)", "amae-ro"),
        ("PRC FMA", "prcfma"),
    ],
)
def test_any_name_in_any_script(name: str, aid: str) -> None:
    found = find_archive(name)
    assert found is not None
    assert found.id == aid


def test_an_id_finds_its_own_archive() -> None:
    for known in ALL:
        assert find_archive(known.id) is known


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("RA", {"ra-dk", "ra-ee", "ra-se"}),
        ("AMAE", {"amae-ro", "cadc"}),
        ("NAA", {"naa", "haa"}),
        ("National Archives", {"tna", "nara"}),
    ],
)
def test_a_shared_name_decides_nothing(name: str, ids: set[str]) -> None:
    assert find_archive(name) is None
    assert set(candidates(name)) >= ids


@pytest.mark.parametrize(
    "name", ["", " ", "...", "Digital Archive", "Wilson Center", "XYZ", "fond", "archive", "0102"]
)
def test_what_is_no_archive(name: str) -> None:
    assert find_archive(name) is None
    assert candidates(name) == ()


# --- names as printed


def test_short_and_full_names() -> None:
    avprf = archives()["avprf"]
    assert avprf.printed == "AVPRF"
    assert avprf.native == "АВП РФ"
    assert avprf.full_name == "Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow"


def test_what_a_reference_has_to_have() -> None:
    avprf = archives()["avprf"]
    assert avprf.required == (("fond",), ("opis",), ("delo",), ("list",))
    assert avprf.kinds == ("fond", "opis", "god", "papka", "poryadkovy-nomer", "delo", "list")
    assert {"god", "papka", "poryadkovy-nomer"} <= avprf.auxiliary


def test_kinds_that_count_as_one() -> None:
    assert archives()["rgae"].identity_kind("edinitsa-khraneniya") == "delo"
    assert archives()["rgani"].identity_kind("perechen") == "opis"
    assert archives()["rgani"].identity_kind("dokument") == "delo"
    assert archives()["avprf"].identity_kind("box") == "box"
