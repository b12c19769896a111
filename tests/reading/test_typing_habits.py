"""How people type a reference does not change what it says: spaces, stops, case, dashes.

Every archive's examples are typed in other ways; where that leaves no doubt, the same locator is
read. ``DIFFERENT`` holds what is doubtful, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from provenance.archives import archives
from provenance.errors import LocatorError
from provenance.reading.locator import parse_locator

#: A label of small letters before a number, and its stop: f. 17, ф. 17.
LABEL = re.compile(r"(?<=[,.] )([a-zа-я]{1,5})(\.)? (?=\d)")
CYRILLIC = str.maketrans("acepoxy", "асерoху")
LATIN = str.maketrans("асероху", "acepoxy")


def _look_alike(label: re.Match[str]) -> str:
    word = label[1]
    other = word.translate(CYRILLIC if word.isascii() else LATIN)
    return other + (label[2] or "") + " "


HABITS: dict[str, Callable[[str], str]] = {
    "no space after a stop": lambda text: re.sub(r"(?<=[^\W\d_]\.) (?=\d)", "", text),
    "no space after a comma": lambda text: re.sub(
        r"(?<=\D,) (?=[^\W\d_])|(?<=\d,) (?=[a-zа-я])", "", text
    ),
    "no stop": lambda text: LABEL.sub(r"\1 ", text),
    "capital labels": lambda text: LABEL.sub(lambda m: m[0].capitalize(), text),
    "long dashes": lambda text: text.replace("-", "–"),
    "hyphens": lambda text: text.replace("–", "-"),
    "non-breaking hyphens": lambda text: text.replace("-", "\u2011"),
    "doubled spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "semicolons": lambda text: re.sub(r",(?= [a-zа-я]{1,5}\.? \d)", ";", text),
    "look-alikes": lambda text: LABEL.sub(_look_alike, text),
    "a space before commas": lambda text: text.replace(",", " ,"),
}

#: What begins an example for which a habit leaves a doubt, or hides what sets a value apart.
DIFFERENT = {
    # a comma without its space joins the parts of a call number, or of a fond's name
    "no space after a comma": ("AMZV, f. TO-T", "BStU, MfS", "HR-HDA-1220", "ASRS, AA.EE.SS."),
    "no stop": ("AGR-ARA",),  # no is a word
    # F. is a fond's, f. a leaf's; N. and Х. stand for others in capitals; Vol. may be a name's
    "capital labels": (
        "ERAF, f.",
        "BL, IOR",
        "ANRM",
        "AOSPRM",
        "ГХЯА",
        "ANIC",
        "ACNSAS",
        "AMAE",
        "RA, UD",
    ),
    "long dashes": ("HAEU", "UNA"),  # 123–456 is a range
    "semicolons": ("AGR-ARA", "PSF"),  # what stands before may be another source
    "look-alikes": ("AVPRF, f. 0100, op. 34, 1946, p.",),  # р. is a reel
    # units in names of their own, where the space is the name's
    "a space before commas": (
        "AGR-ARA",
        "MINREX",
        "ACS",
        "Arkhiv A. M.",
        "PSF",
        "NSF",
        "NSA",
        "NSC, G",
    ),
}


def _key(text: str) -> str:
    try:
        return parse_locator(text).key
    except LocatorError as error:
        return f"error: {error}"


EXAMPLES = {
    example: key
    for archive in archives().values()
    for example in archive.examples
    if not example.startswith("http") and not (key := _key(example)).startswith("error")
}


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_of_typing_changes_nothing(habit: str) -> None:
    typed = {example: HABITS[habit](example) for example in EXAMPLES}
    doubtful = DIFFERENT.get(habit, ())
    changed = {
        text: key
        for example, text in typed.items()
        if text != example
        and not example.startswith(doubtful)
        and (key := _key(text)) != EXAMPLES[example]
    }
    assert changed == {}


def test_few_examples_are_doubtful() -> None:
    assert sum(map(len, DIFFERENT.values())) < len(EXAMPLES) // 8
