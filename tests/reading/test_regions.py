"""The automaton that passes over a long text leaves out nothing that the prefilter would take."""

from __future__ import annotations

import itertools
import random

import pytest

from provenance.archives import archives
from provenance.reading import prefilter
from provenance.reading.prefilter import hits, hits_in
from provenance.reading.regions import LEAST, may_repeat, regions, unrepeated
from provenance.reading.scan import find_locators
from provenance.repeats import repeat_words
from provenance.units import labels

ENGLISH = (
    "The committee of 1957 met in May, 45 delegates spoke (pp. 97–121) of the New York Times. "
)
RUSSIAN = "В мае 1957 г. пленум заслушал доклад (с. 97–121), и до 122,6 млн рублей не хватало. "


def without(monkeypatch: pytest.MonkeyPatch, text: str) -> list[int]:
    """Return the hits of a text that no automaton passes over."""
    with monkeypatch.context() as patch:
        patch.setattr(prefilter, "automaton", lambda *_: None)
        return list(hits(text))


def passed_over(text: str, prose: str) -> list[tuple[int, int]]:
    """Return the regions of a text in the script of ``prose``."""
    known = prefilter.automaton(prefilter._words, prose is ENGLISH)
    assert known is not None
    return regions(known, text, 0, len(text))


@pytest.mark.parametrize("prose", [ENGLISH, RUSSIAN])
def test_every_label_is_seen(monkeypatch: pytest.MonkeyPatch, prose: str) -> None:
    joints = (" ", ". ", ".", "", "\u00a0", " №", ": ", ".~", "-", "\\,", " Р-", ". А ", "  ", "\n")
    made = []
    for label, joint in itertools.product(labels(), joints):
        for word in (label.label, label.label.upper(), label.label.capitalize()):
            made.append(
                f"{prose[:60]}, {word}{joint}12; на {word}{joint}34, 5{joint}{word}, 6 {word}. "
            )
    random.Random(4).shuffle(made)
    monkeypatch.setattr("provenance.reading.regions._MANY", len(made))
    text = "".join(made[:1_500])
    assert list(hits(text)) == without(monkeypatch, text)


@pytest.mark.parametrize("prose", [ENGLISH, RUSSIAN])
def test_every_archive_is_seen(monkeypatch: pytest.MonkeyPatch, prose: str) -> None:
    made = []
    for archive in archives().values():
        former = [old.abbreviation for old in archive.former]
        for name in (
            archive.name, *archive.abbreviations, *archive.latin_abbreviations, *former,
            *archive.native_names, *archive.other_names,
        ):  # fmt: skip
            made += [
                f"{name}, A 12. ",
                f"({name} 5/3) ",
                f"box 5, {name}. ",
                f"{name}, MfAA, X/34; ",
            ]
        made += [f"{example}; " for example in archive.examples]
    random.Random(4).shuffle(made)
    monkeypatch.setattr("provenance.reading.regions._MANY", len(made))
    text = "".join(each + prose for each in made[:2_000])
    assert list(hits(text)) == without(monkeypatch, text)


def test_prose_has_no_regions() -> None:
    assert passed_over(ENGLISH * 500, ENGLISH) == []
    assert passed_over(RUSSIAN * 500, RUSSIAN) == []


def test_a_region_lies_around_its_reference() -> None:
    for prose, reference in ((ENGLISH, "RGASPI, f. 17, op. 3"), (RUSSIAN, "РГАСПИ. Ф. 17. Оп. 3")):
        text = prose * 200 + reference + ". " + prose * 200
        start = text.index(reference)
        ((low, high),) = passed_over(text, prose)
        assert start - 100 < low <= start
        assert start + len(reference) <= high < start + 250


def test_after_many_references_the_rest_is_one_region() -> None:
    text = (ENGLISH * 5 + "RGASPI, f. 17, op. 3. ") * 100
    found = passed_over(text, ENGLISH)
    assert len(found) < 20
    assert found[-1][1] == len(text)


def test_what_is_found_does_not_depend_on_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(
        prose * 60 + note
        for prose in (ENGLISH, RUSSIAN)
        for note in (
            "See AVPRF, f. 0102, op. 14, d. 6.\n\nIbid., d. 7.\n\n",
            "ГАРФ. Ф. Р-5446. Оп. 1. ",
        )
    )
    assert len(text) > LEAST
    expected = [
        "AVPRF, f. 0102, op. 14, d. 6", "Ibid., d. 7", "ГАРФ. Ф. Р-5446. Оп. 1",
    ] * 2  # fmt: skip
    assert [match.text for match in find_locators(text)] == expected
    monkeypatch.setattr(prefilter, "automaton", lambda *_: None)
    assert [match.text for match in find_locators(text)] == expected


def test_only_a_long_text_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_automaton(*_: object) -> object:
        raise AssertionError

    monkeypatch.setattr(prefilter, "automaton", no_automaton)
    text = ENGLISH + "RGASPI, f. 17, op. 3. "
    assert text[next(hits_in(text, 0, len(text))) :].startswith("17, op.")


def test_every_word_for_the_same_place_is_seen() -> None:
    for each in repeat_words():
        for word in (each.word, each.word.capitalize(), each.word.replace(" ", "\n")):
            assert may_repeat(f"{ENGLISH}\n\n{word}., l. 5.")
    assert not may_repeat(ENGLISH + RUSSIAN)


def test_no_word_for_the_same_place_begins_before_the_place_that_is_given() -> None:
    for each in repeat_words():
        word = each.word.replace(" ", "  \n")
        text = f"Ünlike {word}., l. 5. {ENGLISH}"
        assert unrepeated(text, 0, len(text)) == len("Ünlike ")
        for stop in range(8, 8 + len(word)):  # the word is cut
            assert unrepeated(text, 0, stop) <= len("Ünlike ")
    assert unrepeated(ENGLISH, 5, len(ENGLISH)) == len(ENGLISH)
