"""Rules that look at a manuscript as a whole, and settings."""

import pytest

from provenance import Settings, check
from provenance.errors import RecordError


def _rules(text, **settings):
    found = check(text, settings=Settings(**settings))
    return [(each.rule, text[each.start : each.end]) for each in found]


def test_ibid_after_a_note_with_two_files():
    text = (
        "1. RGANI, f. 5, op. 28, d. 411, l. 2; RGASPI, f. 17, op. 3, d. 1, l. 9.\n2. Ibid., l. 8.\n"
    )
    assert _rules(text) == [("ibid-unsafe", "Ibid.")]


def test_ibid_after_a_note_with_one_file_is_left_alone():
    assert _rules("1. RGANI, f. 5, op. 28, d. 411, l. 2.\n2. Ibid., l. 8.\n") == []


def test_ibid_where_the_style_is_chicago():
    text = "1. RGANI, f. 5, op. 28, d. 411, l. 2.\n2. Ibid., l. 8.\n"
    assert _rules(text, limits={"style": "chicago"}) == [("ibid-discouraged", "Ibid.")]


def test_one_file_with_and_without_papka():
    text = (
        "1. AVPRF, f. 0102, op. 14, p. 75, d. 6, l. 26.\n2. AVPRF, f. 0102, op. 14, d. 6, l. 28.\n"
    )
    assert _rules(text) == [("unlike-references", "AVPRF, f. 0102, op. 14, d. 6, l. 28")]


def test_two_names_of_one_archive():
    text = (
        "1. AVPRF, f. 0102, op. 14, p. 75, d. 6, l. 26.\n"
        "2. AVP RF, f. 0100, op. 34, p. 253, d. 18, l. 1.\n"
    )
    assert _rules(text) == [("two-names-for-archive", "AVP RF")]


def test_one_archive_in_two_alphabets():
    text = (
        "1. RGANI, f. 5, op. 28, d. 411, l. 2.\n"
        "2. RGANI, f. 5, op. 28, d. 412, l. 5.\n"
        "3. РГАНИ. Ф. 5. Оп. 28. Д. 413. Л. 7.\n"
    )
    assert _rules(text) == [("mixed-alphabets", "РГАНИ. Ф. 5. Оп. 28. Д. 413. Л. 7")]


def test_two_ways_of_punctuation():
    text = (
        "1. РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 2.\n"
        "2. РГАНИ. Ф. 5. Оп. 28. Д. 412. Л. 5.\n"
        "3. РГАНИ, ф. 5, оп. 28, д. 413, л. 7.\n"
    )
    assert _rules(text) == [("style-mix", "РГАНИ, ф. 5, оп. 28, д. 413, л. 7")]


def test_an_abbreviation_before_it_is_introduced():
    text = (
        "1. RGANI, f. 5, op. 28, d. 411, l. 2.\n\n"
        "The Russian State Archive of Contemporary History (RGANI), Moscow, opened in 1999.\n"
    )
    assert _rules(text) == [("first-mention-abbrev", "RGANI")]


def test_a_name_that_was_not_there_yet():
    text = "RGANI, f. 5, op. 28, d. 411, l. 2"
    assert _rules(text, limits={"consulted": 1995}) == [("anachronistic-name", "RGANI")]
    assert _rules(text, limits={"consulted": 2015}) == []


def test_a_former_name_is_a_warning_only_where_the_year_is_known():
    text = "TsKhSD, f. 5, op. 28, d. 411, l. 2"
    (unknown,) = check(text)
    (late,) = check(text, settings=Settings(limits={"consulted": 2015}))
    assert (unknown.severity, late.severity) == ("info", "warning")
    assert check(text, settings=Settings(limits={"consulted": 1995})) == []


def test_rules_are_chosen_by_id_code_and_beginning_of_codes():
    text = "RGANI, f. 5, op. 28, d. 411, l. 29-26"
    assert sorted(each for each, _ in _rules(text)) == [
        "hyphen-in-range",
        "range-descending",
        "singular-plural",
    ]
    assert [each for each, _ in _rules(text, select=["lea001"])] == ["range-descending"]
    assert _rules(text, select=["LOC"]) == []
    assert sorted(each for each, _ in _rules(text, ignore=["range-descending"])) == [
        "hyphen-in-range",
        "singular-plural",
    ]
    (grave,) = check(
        text, settings=Settings(select=["LEA007"], severities={"hyphen-in-range": "error"})
    )
    assert grave.severity == "error"


def test_a_name_that_is_no_rules_is_refused_with_the_nearest():
    with pytest.raises(RecordError, match="did you mean 'range-descending'"):
        Settings(select=["range-decending"])
