"""The word tables of the page reader and of dates: no entry that contradicts another."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any

from provenance._data import data


def table(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = tomllib.loads(data("records", name).read_text(encoding="utf-8"))
    return loaded


def test_a_month_word_means_one_month() -> None:
    meanings: dict[str, set[int]] = {}
    for months in table("dates.toml")["months"].values():
        assert len(months) == 12
        for number, words in enumerate(months, start=1):
            for word in words:
                assert word == word.casefold()
                meanings.setdefault(word, set()).add(number)
    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}


def test_words_are_in_lower_case_where_case_does_not_matter() -> None:
    page = table("page.toml")
    for section, name in (("chrome", "lines"), ("classification", "words"), ("handling", "words"),
                          ("form", "words"), ("persons", "titles"), ("marks", "stamp"),
                          ("marks", "handwritten"), ("marks", "signature")):  # fmt: skip
        words = page[section][name]
        assert [word for word in words if word != word.casefold()] == []


def test_a_label_is_for_one_field() -> None:
    labels = [
        label.casefold() for names in table("page.toml")["labels"].values() for label in names
    ]
    assert [label for label, times in Counter(labels).items() if times > 1] == []


def test_a_genre_word_is_for_one_genre() -> None:
    words = [word for entry in table("page.toml")["kinds"] for word in entry["words"]]
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_languages_are_bcp47() -> None:
    for name, tag in table("page.toml")["languages"].items():
        assert name[0].isupper()
        assert tag.split("-")[0].isalpha()
        assert 2 <= len(tag.split("-")[0]) <= 3
