"""References of each kind, with the reading that the contract gives them."""

from __future__ import annotations

import pytest

from provenance.errors import LocatorError
from provenance.reading.locator import parse_locator

CASES = [
    ("РГАСПИ. Ф. 17. Оп. 163- Д. 895- Л. 12.", "rgaspi", "fond=17 opis=163 delo=895", "12"),
    ("АП РФ. Ф. 3. Оп. 30. Д. 195. Л. 67 (А).", "aprf", "fond=3 opis=30 delo=195", "67"),
    ("РГИА. Ф. 831, Оп. 1, Д. 201, Л. 12 об.", "rgia", "fond=831 opis=1 delo=201", "12v"),
    ("ЦГА РСФСР, ф. 2306, оп. 1, д. 2895, л. 1—1 об.", "garf", "fond=2306 opis=1 delo=2895",
     "1-1v"),
    ("ГАРФ. Ф. 5783. Оп. 1. Д.312 Л.1-2.", "garf", "fond=5783 opis=1 delo=312", "1-2"),
    ("Ф. 487, оп. 1, спр. 545", None, "fond=487 opis=1 sprava=545", ""),
    ("ф487оп1спр545", None, "fond=487 opis=1 sprava=545", ""),
    ("ЦДАВО Р1-2-3", "tsdavo", "fond=R1 opis=2 sprava=3", ""),
    ("ДАПО-Р9106-1", "dapo", "fond=R9106 opis=1", ""),
    ("ДАХмО-226-79, 5146Т1", "dakhmo", "fond=226 opis=79 sprava=5146 tom=1", ""),
    ("AGAD ASK LVI 1/7/0/11/290", "agad", "zespol=ASK_LVI sygnatura=1/7/0/11/290", ""),
    ("ANK AS 29/637/0/1.2/2135", "ank", "zespol=AS sygnatura=29/637/0/1.2/2135", ""),
    ("BArch, R 1001", "barch", "bestand=R_1001", ""),
    ("BArch, DR 117/17769", "barch", "bestand=DR_117 archivnummer=17769", ""),
    ("BArch, B 136/59748, 403-410", "barch", "bestand=B_136 archivnummer=59748", "403-410"),
    ("NARA, RG 59, Lot 64 D 199, Box 5", "nara", "record-group=59 lot=64_D_199 box=5", ""),
    ("NARA, RG 59, Central Files, 711.5/5-858", "nara",
     "record-group=59 series=Central_Files decimal-file=711.5/5-858", ""),
    ("FO 371/84053", "tna", "series=FO_371 piece=84053", ""),
    ("FO371/1", "tna", "series=FO_371 piece=1", ""),
    ("FO 371, FK1015", "tna", "series=FO_371 item=FK1015", ""),
    ("British National Archives, FO 371/2767", "tna", "series=FO_371 piece=2767", ""),
    ("Ф. 1Б; оп. 67; а.е. 3139", None, "fond=1B opis=67 arhivna-edinitsa=3139", ""),
    ("MNL OL 276.f. 89.cs.402. őe.", "mnl-ol", "fond=276 csomo=89 orzesi-egyseg=402", ""),
    ("LNA-LVA, 101. f., 20. apr., 13. l., 5. lp.", "lva", "fond=101 apraksts=20 lieta=13", "5"),
    ("AVPRF f. 0100, op. 34, 1946, p. 253, d. 18", "avprf",
     "fond=0100 opis=34 god=1946 papka=253 delo=18", ""),
    ("AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, List 80", "avprf",
     "fond=059a opis=5a papka=11 delo=5", "80"),
    ("RGASPI, f. 558, op. 11, d. 342, ll. 0078", "rgaspi", "fond=558 opis=11 delo=342", "78"),
    ("Polish Foreign Ministry Archive, DV Z12 T404 W17", "amsz",
     "level=DV zespol=12 wiazka=17 teczka=404", ""),
    ("6/77 w-82 t-1264, Polish Foreign Ministry Archive (AMSZ), Warsaw", "amsz",
     "zespol=6/77 wiazka=82 teczka=1264", ""),
    ("Central State Archive, Tirana, AQPPSH-MPKK-V. 1967, L. 19, D. 20", "aqppsh",
     "subgroup=MPKK viti=1967 lista=19 dosja=20", ""),
    ("PRC FMA 111-00016-16, 66-67", "prcfma", "file-number=111-00016-16", "66-67"),
    ("GAPPOD, f.1, op.89, d.[120]", "arp-ii-ssa", "fond=1 siyahi=89 saxlama-vahidi=120", ""),
    ("GARF, f. 102 DPOO, 1898 g., op. 226, d. 12 chast' 2, l. 15", "garf",
     "fond=102_DPOO god=1898 opis=226 delo=12 chast=2", "15"),
    ("ERAF.1.4.1872", "ra-ee", "fond=1 nimistu=4 sailik=1872", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "archive", "units", "leaves"), CASES, ids=[c[0] for c in CASES])
def test_read_as_worked_out(text: str, archive: str | None, units: str, leaves: str) -> None:
    found = parse_locator(text)
    read = {f"{unit.kind}={unit.value.replace(' ', '_')}" for unit in found.units}
    assert (found.archive, str(found.leaves or "")) == (archive, leaves)
    # GARF's scheme has the year before the opis: the order is the table's business
    assert read == set(units.split())


@pytest.mark.parametrize("around", ["f. " * 3000, "1234567890" * 1000, "[(" * 4000, "text " * 2000])
def test_a_long_text_is_searched_for_its_one_reference(around: str) -> None:
    reference = "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29"
    with pytest.raises(LocatorError):
        parse_locator(around)
    found = parse_locator(f"{'A word. ' * 600}\n\n{reference}. {'More words. ' * 600}")
    assert found == parse_locator(reference)
    assert found.rest is not None
    assert found.rest.startswith("More words")


def test_two_references_in_a_long_text_are_told_apart() -> None:
    one = "AVPRF, f. 0102, op. 14, d. 6"
    with pytest.raises(LocatorError, match="one reference expected") as caught:
        parse_locator(f"{one}. {'Words. ' * 900}{one}")
    assert caught.value.position == len(one) + 2 + 7 * 900


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("ГАРФ. Ф. Р-9474. Оп. 16. Д. 98. Л. 1З5", "135"),
        ("ГАРФ. Ф. Р-9474. Оп. 16. Д. 98. Л. З5–4О об., 7", "7, 35-40v"),
        ("ГАРФ. Ф. Р-9474. Оп. 16. Д. 98. Л. 2б9", "269"),
        ("ГАРФ. Ф. Р-9474. Оп. 16. Д. 98. Л. 12б", "12b"),  # an inserted leaf's letter stays
    ],
)
def test_letters_typed_for_digits_in_leaves(text: str, leaves: str) -> None:
    assert str(parse_locator(text).leaves) == leaves


@pytest.mark.parametrize(
    ("text", "fond"),
    [
        ("АП РК. Ф. 98s. Оп. 1. Д. 2", "98s"),  # s looks like no Russian letter
        ("РГАСПИ. Ф. 98c. Оп. 1. Д. 2", "98s"),  # Latin c typed for с
        ("ГАРФ. Ф. P-5446. Оп. 1. Д. 2", "R-5446"),
        ("АП РК. Ф. 1tsh. Оп. 1. Д. 2", "1tsh"),
    ],
)
def test_only_letters_that_look_cyrillic_are_taken_for_it(text: str, fond: str) -> None:
    assert parse_locator(text).units[0].value == fond


@pytest.mark.parametrize("text", ["AD 79", "BA 1957", "AN 124", "PA 28", "AH 64."])
def test_an_abbreviation_and_a_number_are_no_reference(text: str) -> None:
    with pytest.raises(LocatorError):
        parse_locator(text)
