"""The quick way reads a reference as the whole grammar does, or leaves it alone."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import format_locator
from provenance.archives import archives
from provenance.errors import LocatorError, ProvenanceError
from provenance.model import Locator
from provenance.reading.labels import archive_grammar
from provenance.reading.locator import parse_locator, read_locator
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
KNOWN = tuple(archives().values())
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
    known = draw(st.sampled_from(KNOWN))
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


@settings(max_examples=400)
@given(references())
def test_the_quick_way_reads_what_the_grammar_reads(text: str) -> None:
    text = text.lstrip(" ,.")
    quick = quick_locator(text)
    if quick is None:
        return
    assert everything(quick) == everything(read_locator(text))


OWN_VALUES = (*VALUES, "5", "378-Б", "10/1957", "1957", "12-34", "1234567")
OWN_LEAVES = (
    *LEAVES, "162, 169v", "5, 7, 9–11", "5 об.–7 об.", "63, 64 зв., 71", "5v–7", "5, 1957", "5 f",
    "3–5, 4–9", "5r, 5v", "5–6, 5", "5–6 5", "7 об", "5ob", "0", "1957", "12 RS", "5ff", "5; 6",
)  # fmt: skip


@cache
def labels_of(aid: str) -> dict[str, tuple[str, ...]]:
    """Return the labels of an archive's references by what they stand for, larger units first."""
    grammar = archive_grammar(aid)
    found: dict[str, list[str]] = {}
    for label, kinds in sorted(grammar.before.items(), key=lambda each: grammar.place(each[1][0])):
        if label[0].isalpha():
            found.setdefault(kinds[0], []).append(label)
    return {kind: tuple(labels) for kind, labels in found.items()}


@st.composite
def in_own_labels(draw: st.DrawFn) -> str:
    """Return a reference in labels that its archive has, of two words and of several meanings."""
    known = draw(st.sampled_from(KNOWN))
    former = [old.abbreviation for old in known.former]
    names = [*known.abbreviations, *known.latin_abbreviations, known.printed, known.name, *former]
    by_kind = labels_of(known.id)
    kinds = draw(st.lists(st.sampled_from(tuple(by_kind)), min_size=1, max_size=5, unique=True))
    if draw(st.integers(0, 3)):
        kinds.sort(key=tuple(by_kind).index)
    labels = [draw(st.sampled_from(by_kind[kind])) for kind in kinds]
    stop, comma = draw(st.sampled_from([". ", ".", " "])), draw(st.sampled_from([", ", ". ", "; "]))
    values = [draw(st.sampled_from(OWN_VALUES)) for _ in labels[1:]]
    values.append(draw(st.sampled_from(OWN_LEAVES)))
    body = comma.join(label + stop + value for label, value in zip(labels, values, strict=True))
    name, end = draw(st.sampled_from(names)), draw(st.sampled_from(["", "."]))
    return name + draw(st.sampled_from([", ", ". ", " "])) + body + end


@settings(max_examples=400)
@given(in_own_labels())
def test_the_quick_way_takes_every_archives_labels_for_what_the_grammar_takes_them(
    text: str,
) -> None:
    quick = quick_locator(text)
    if quick is not None:
        assert everything(quick) == everything(read_locator(text))
    if quick_reading(text) is not None:
        assert read_reference(text) == _read_reference(text, None)


def forms() -> list[str]:
    """Return the references that the archives' entries have as examples, in all their forms."""
    found: list[str] = []
    for known in archives().values():
        for example in known.examples:
            found.append(example)
            with suppress(ProvenanceError):
                locator = parse_locator(example)
                found += [format_locator(locator, form) for form in ("short", "long", "native")]
    return list(dict.fromkeys(found))


def test_the_forms_of_every_archives_examples_are_read_alike_either_way():
    quickly = 0
    for text in forms():
        quick = quick_locator(text)
        if quick is not None:
            quickly += 1
            assert everything(quick) == everything(read_locator(text))
        if quick_reading(text) is not None:
            assert read_reference(text) == _read_reference(text, None)
    assert quickly > 250


@pytest.mark.parametrize(
    "text",
    [
        "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29",
        "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 5 об.",
        "ЦДАГО України, ф. 1, оп. 24, спр. 31, арк. 5 зв.",
        "RGANI, Fond 5, Opis 28, Delo 410, List 210",
        "LYA, f. K-1, ap. 3, b. 1352, l. 5",
        "f. 17, op. 162, d. 18, ll. 5–6",
        "RGANI, f. 5, op. 28, d. 411, ll. 1–4",  # a label that stands for two kinds of unit
        "RGANI, f. 89, op. 28, d. 4, l. 6",
        "RGASPI, f. 17, op. 103, d. 8206, ll. 162, 169v",
        "ЦДАГО України. Ф. 1. Оп. 32. Спр. 2612. Арк. 63, 64 зв., 71",
        "РГАДА. Ф. 210. Оп. 9. Д. 12. Л. 3 об.–5.",
        "РГАЛИ. Ф. 631. Оп. 26. Ед. хр. 12. Л. 4",
        "TsKhSD, f. 89, op. 28, d. 4, l. 6",
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
