"""The quick way reads a reference as the whole grammar does, or leaves it alone."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.archives import archives
from provenance.errors import LocatorError
from provenance.model import Locator
from provenance.reading.locator import read_locator
from provenance.reading.quick import quick_locator, quick_reading
from provenance.reading.references import _read_reference, read_reference

LABELS = (
    *("f", "op", "d", "p", "l", "ll", "b", "ap", "t", "k", "w", "z", "s", "n", "sv", "inv", "vol"),
    *("box", "Box", "file", "folder", "dosar", "fond", "opis", "delo", "list", "listy", "Opis"),
    *("Ф", "Оп", "Д", "Л", "П", "ф", "оп", "спр", "арк", "д", "л", "Спр", "фонд", "опись", "листы"),
)
FAMILIES = (
    ("f", "op", "d", "ll"),
    ("f", "op", "p", "d", "l"),
    ("Ф", "Оп", "Д", "Л"),
    ("ф", "оп", "спр", "арк"),
    ("f", "ap", "b", "l"),
    ("fond", "opis", "delo", "listy"),
)
VALUES = ("1", "17", "0102", "R-5446", "Р-9401", "P-12", "4п", "500к", "98с", "12a", "059a", "1Б")
NAMES = ("AVPRF", "ГАРФ", "ЦДАГО України", "RGASPI", "LCVA")
LEAVES = ("5", "26–29", "26-29", "5 об.", "12 зв.", "12 ob.", "1—3", "126–9", "5a", "29–26")


def everything(locator: Locator | None) -> object:
    if locator is None:
        return None
    leaves = locator.leaves
    return (
        locator.archive,
        locator.archive_text,
        [(unit.kind, unit.value, unit.written) for unit in locator.units],
        leaves and (leaves.kind, leaves.text, leaves.written),
        locator.text,
        locator.rest,
    )


@st.composite
def references(draw: st.DrawFn) -> str:
    known = draw(st.sampled_from(list(archives().values())))
    former = [old.abbreviation for old in known.former]
    names = [*known.abbreviations, *known.latin_abbreviations, known.printed, known.name, *former]
    labels = draw(
        st.sampled_from(FAMILIES)
        | st.lists(st.sampled_from(LABELS), min_size=1, max_size=5).map(tuple)
    )
    stop, comma = draw(st.sampled_from([". ", ".", " "])), draw(st.sampled_from([", ", ". ", "; "]))
    values = [draw(st.sampled_from(VALUES)) for _ in labels[1:]] + [draw(st.sampled_from(LEAVES))]
    body = comma.join(label + stop + value for label, value in zip(labels, values, strict=True))
    return draw(st.sampled_from(["", *names])) + draw(st.sampled_from([", ", ". ", " "])) + body


@settings(max_examples=600)
@given(references())
def test_the_quick_way_reads_what_the_grammar_reads(text: str) -> None:
    text = text.lstrip(" ,.")
    quick = quick_locator(text)
    if quick is None:
        return
    assert everything(quick) == everything(read_locator(text))


@pytest.mark.parametrize(
    "text",
    [
        "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29",
        "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 5 об.",
        "ЦДАГО України, ф. 1, оп. 24, спр. 31, арк. 5 зв.",
        "RGANI, Fond 5, Opis 28, Delo 410, List 210",
        "LYA, f. K-1, ap. 3, b. 1352, l. 5",
        "f. 17, op. 162, d. 18, ll. 5–6",
    ],
)
def test_the_commonest_references_are_read_the_quick_way(text: str) -> None:
    quick = quick_locator(text)
    assert quick is not None
    assert everything(quick) == everything(read_locator(text))


@pytest.mark.parametrize(
    "text",
    [
        "AVPRF, f. 0100, op. 34, 1946, p. 253, d. 18",  # a year between the units
        "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29. Translated by Gary Goldberg.",
        "RGASPI, f. 17, op. 3, d. 5, l. 1; d. 6, l. 2",  # a chain is two references
        "RA, f. 1, n. 4, s. 1872",  # several archives share the name
        "Gosarkhiv N, f. 1, op. 2, d. 3",
        "d. 12, l. 5",
        "",
    ],
)
def test_what_differs_is_left_to_the_grammar(text: str) -> None:
    assert quick_locator(text) is None


def test_a_refused_text_is_refused_either_way() -> None:
    with pytest.raises(LocatorError):
        read_locator("d. 12, l. 5")


def test_a_reference_that_is_read_at_once_has_the_parts_of_one_that_is_walked_through():
    compared = 0
    for name, labels, value, leaves in product(NAMES, FAMILIES, VALUES, LEAVES):
        *units, last = labels
        text = f"{name}, {', '.join(f'{label}. {value}' for label in units)}, {last}. {leaves}"
        if quick_reading(text) is not None:
            assert read_reference(text) == _read_reference(text, None)
            compared += 1
    assert compared > 50


def test_the_parts_of_a_reference_that_is_read_at_once():
    found = read_reference("RGANI, f. 5, op. 28, d. 411, ll. 1–4", at=100)
    assert (found.start, found.end, found.name_start) == (100, 136, 100)
    assert [(part.kind, part.label, part.value) for part in found.parts] == [
        ("fond", "f", "5"), ("opis", "op", "28"), ("delo", "d", "411"), ("list", "ll", "1–4"),
    ]  # fmt: skip
    assert [(part.start, part.value_start, part.end) for part in found.parts] == [
        (107, 110, 111), (113, 117, 119), (121, 124, 127), (129, 133, 136),
    ]  # fmt: skip
    coded = read_reference("BArch, DY 30/3384, Bl. 112–118")
    assert [(part.kind, part.value, part.start, part.end) for part in coded.parts] == [
        ("blatt", "112–118", 19, 30)
    ]
    run_on = read_reference("ГАРФ. Ф. Р-5446.Оп. 1. Д. 5. Л. 7")
    assert [part.value for part in run_on.parts] == ["Р-5446", "1", "5", "7"]
