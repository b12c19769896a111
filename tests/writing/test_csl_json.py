"""CSL-JSON: schema, dates, names, several archives, and back from ``custom`` without loss."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from documents import PUZANOV, TWO_ARCHIVES
from hypothesis import given
from strategies import dates, records

from provenance import (
    Agent,
    Credit,
    Date,
    Leaves,
    Locator,
    Publication,
    Record,
    Unit,
    Version,
    export,
    losses,
)
from provenance.reading.record import record_from
from provenance.writing.csl_json import item
from provenance.writing.record import plain

# --------------------------------------------------------------------------- the schema


def _variables(group: str) -> set[str]:
    """Return the variables of a kind as the CSL 1.0.2 schema for styles has them."""
    path = files("citeproc").joinpath("data/schema/schemas/styles/csl-variables.rnc")
    text = path.read_text(encoding="utf-8")
    block = re.search(rf"variables\.{group} =(.*?)(?:\n  \n|\n\}})", text, re.DOTALL)
    assert block is not None
    return set(re.findall(r'"([^"]+)"', block[1]))


#: Variables of styles that items don't have: the schema for data leaves them out.
_STYLES_ONLY = {
    *("license", "part-number", "supplement-number", "printing-number", "editor-translator"),
}


def _schema() -> dict[str, Any]:
    """Return a schema as strict as CSL's own for data, and stricter: texts are not empty."""
    text: dict[str, Any] = {"type": "string", "minLength": 1}
    number = {"anyOf": [text, {"type": "number"}]}
    name = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            **dict.fromkeys(
                ["family", "given", "dropping-particle", "non-dropping-particle", "suffix"], text
            ),
            "literal": text,
            "static-ordering": {"type": "boolean"},
        },
    }
    parts = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
    date = {
        "type": "object",
        "additionalProperties": False,
        "oneOf": [{"required": ["date-parts"]}, {"required": ["literal"]}],
        "properties": {
            "date-parts": {"type": "array", "items": parts, "minItems": 1, "maxItems": 2},
            "season": {"enum": [1, 2, 3, 4]},
            "circa": {"const": True},
            "literal": text,
        },
    }
    kinds = {
        "strings": text,
        "titles": text,
        "numbers": number,
        "dates": date,
        "names": {"type": "array", "items": name, "minItems": 1},
    }
    properties = {
        variable: kind
        for group, kind in kinds.items()
        for variable in _variables(group) - _STYLES_ONLY
    }
    return {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["id", "type"],
            "additionalProperties": False,
            "properties": {
                **properties,
                "id": text,
                "type": {"const": "manuscript"},
                "custom": {"type": "object"},
            },
        },
    }


_VALIDATOR = jsonschema.Draft202012Validator(_schema())


def test_the_schema_of_these_tests_knows_the_variables() -> None:
    known = set(_schema()["items"]["properties"])
    assert {"archive_location", "archive-place", "recipient", "available-date", "genre"} <= known
    assert "license" not in known


def _holds_nothing_empty(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(map(_holds_nothing_empty, value.values()))
    if isinstance(value, list):
        return bool(value) and all(map(_holds_nothing_empty, value))
    return value is not None and value != ""


@given(records())
def test_every_record_is_a_valid_item_and_comes_back_from_it(record: Record) -> None:
    text = export(record, "csl-json")
    found = json.loads(text)
    _VALIDATOR.validate(found)
    assert _holds_nothing_empty(found)
    back = record_from(found[0]["custom"]["record"])
    assert back == record
    assert plain(back) == plain(record)
    assert losses(record, "csl-json") == []


# --------------------------------------------------------------------------- one document


def test_a_journal() -> None:
    found = item(PUZANOV)
    custom = found.pop("custom")
    host = "History and Public Policy Program Digital Archive"
    assert found == {
        "id": "puzanov-1957-12-23",
        "type": "manuscript",
        "citation-key": "puzanov-1957-12-23",
        "title": "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957",
        "title-short": "Journal of Soviet Ambassador",
        "genre": "journal",
        "number": "309",
        "author": [{"family": "Puzanov", "given": "A. M."}],
        "translator": [{"family": "Goldberg", "given": "Gary"}],
        "issued": {"date-parts": [[1957, 12, 23]]},
        "archive": "Archive of Foreign Policy of the Russian Federation (AVPRF)",
        "archive-place": "Moscow",
        "archive_location": "f. 0102, op. 14, d. 6, ll. 26–29",
        "call-number": "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29",
        "publisher": host,
        "source": host,
        "note": "division: AVPRF, fond 0102, opis 14, delo 6, listy 26–29\n"
        "chapter-number: АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26–29\n"
        "container-title-short: AVPRF, f. 0102, op. 14, d. 6\n"
        "citation-label: АВП РФ. Ф. 0102. Оп. 14. Д. 6\n"
        "authority: NKIDP\n"
        "original-author: A. M. Puzanov",
    }
    assert custom["edtf"] == "1957-12-23"
    assert custom["record"]["copies"]["number"] == 3
    assert custom["record"]["credits"][0]["for"] == "NKIDP"
    assert custom["record"]["holdings"][0]["units"][0] == {"kind": "fond", "value": "0102"}


def _note(**fields: Any) -> list[str]:
    return str(item(Record(key="a", **fields)).get("note", "")).split("\n")


def test_what_csl_has_no_variable_for_stands_in_lines_of_the_note() -> None:
    berg = Agent("Anna Berg", "Berg", "Anna", role="author")
    kim = Agent("Kim Il Sung", "Kim", "Il Sung", role="author")
    body = Agent("Embassy of Hungary", role="author")
    # nothing more to say than the variables say
    assert _note(title="Report", date="1957-12-23", creators=[berg]) == [""]
    # the title names one of the authors; a comma after a body; Kim is the family name
    assert _note(title="Berg's Report", creators=[berg, kim])[:3] == [
        "script-writer: Kim Il Sung", "collection-editor: Berg", "collection-editor: Kim",
    ]  # fmt: skip
    assert "ISBN: Embassy of Hungary and Anna Berg" in _note(title="T", creators=[body, berg])
    # dates
    assert _note(title="Report", date="1957?") == [
        "PMCID: [1957?]",
        "annote: Report, [1957 г. (?)]",
    ]
    assert _note(title="Report", date="1957-12-21/1957-12-23")[:3] == [
        "PMCID: December 21–23, 1957", "PMID: 1957", "ISSN: December 21–23",
    ]  # fmt: skip
    # the title in the letters of the archive's country
    assert _note(title="Report", original_title="Отчет", date="1957") == ["annote: Отчет, 1957 г."]


def test_two_groups_of_credits_leave_no_doubt_whose_the_project_is() -> None:
    one = Credit("translated", ["Gary Goldberg"], project="NKIDP")
    assert "authority: NKIDP" in _note(credits=[one])
    two = [one, Credit("edited", ["Anna Berg"])]
    assert not any(line.startswith("authority") for line in _note(credits=two))


def test_a_line_break_makes_no_further_line() -> None:
    lines = _note(title="Report", original_title="Отчет\ntype: book", date="1957")
    assert lines == ["annote: Отчет type: book, 1957 г."]


def test_text_is_written_as_it_is() -> None:
    text = export(Record(key="a", title="Дневник <посла> & “всё”"), "csl-json")
    assert '"title": "Дневник <посла> & “всё”"' in text
    assert text.endswith("]\n")


def test_a_document_with_nothing_but_a_key() -> None:
    assert item(Record(key="a")) == {
        "id": "a",
        "type": "manuscript",
        "citation-key": "a",
        "custom": {"record": {"key": "a"}},
    }


def test_a_title_in_another_language_is_not_an_earlier_publication() -> None:
    found = item(Record(key="a", original_title="Дневник"))
    assert "original-title" not in found
    assert found["title"] == "Дневник"
    assert found["custom"]["record"]["original_title"] == "Дневник"


@pytest.mark.parametrize("notes", ["Type: letter", "see\n  Archive Place: Omsk", "{:type: map}"])
def test_a_note_is_not_read_as_a_field(notes: str) -> None:
    assert "note" not in item(Record(key="a", notes=notes))
    assert item(Record(key="a", notes="A good copy, legible."))["note"] == "A good copy, legible."


# --------------------------------------------------------------------------- where it lies


def _avprf(delo: str) -> Locator:
    return Locator("avprf", [Unit("fond", "0102"), Unit("opis", "14"), Unit("delo", delo)])


def _lies(*holdings: Locator) -> dict[str, str]:
    found = item(Record(key="a", holdings=holdings))
    return {name: value for name, value in found.items() if name.startswith("archive")}


def test_several_archives_are_all_named_each_beside_its_locator() -> None:
    found = item(TWO_ARCHIVES)
    assert found["archive"] == (
        "Archive of Foreign Policy of the Russian Federation (AVPRF); "
        "Russian State Archive of Socio-Political History (RGASPI)"
    )
    assert found["archive-place"] == "Moscow"
    assert found["archive_location"] == (
        "AVPRF, f. 059a, op. 5a, d. 3, l. 87; RGASPI, f. 558, op. 11, d. 346, ll. 5–6"
    )
    assert [h["archive"] for h in found["custom"]["record"]["holdings"]] == ["avprf", "rgaspi"]


def test_two_files_of_one_archive_name_it_once() -> None:
    assert _lies(_avprf("6"), _avprf("7")) == {
        "archive": "Archive of Foreign Policy of the Russian Federation (AVPRF)",
        "archive-place": "Moscow",
        "archive_location": "f. 0102, op. 14, d. 6; f. 0102, op. 14, d. 7",
    }


def test_an_archive_we_do_not_know_keeps_its_name() -> None:
    units = [Unit("fond", "1"), Unit("delo", "2")]
    found = _lies(Locator(None, units, archive_text="Архив города N"))
    assert found["archive"] == "Архив города N"
    assert "archive-place" not in found


def test_a_locator_without_an_archive_names_none() -> None:
    found = _lies(Locator(None, [Unit("fond", "1"), Unit("opis", "2")], Leaves.parse("3")))
    assert found == {"archive_location": "f. 1, op. 2, l. 3"}
    both = _lies(Locator(None, [Unit("fond", "1"), Unit("opis", "2")]), _avprf("6"))
    assert both["archive_location"] == "f. 1, op. 2; AVPRF, f. 0102, op. 14, d. 6"


# --------------------------------------------------------------------------- names


def _translator(name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = item(Record(key="a", credits=[Credit("translated", [name])]))[
        "translator"
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Gary Goldberg", {"family": "Goldberg", "given": "Gary"}),
        ("A. M. Puzanov", {"family": "Puzanov", "given": "A. M."}),
        ("A.M. Puzanov", {"family": "Puzanov", "given": "A. M."}),
        ("Puzanov A.M.", {"family": "Puzanov", "given": "A. M."}),
        ("Puzanov, A. M.", {"family": "Puzanov", "given": "A. M."}),
        ("N. Ye. Torbenkov", {"family": "Torbenkov", "given": "N. Ye."}),
        ("Пузанов А. М.", {"family": "Пузанов", "given": "А. М."}),
        (
            "Aleksandr Mikhailovich Puzanov",
            {"family": "Puzanov", "given": "Aleksandr Mikhailovich"},
        ),
        (
            "Пузанов Александр Михайлович",
            {"family": "Пузанов", "given": "Александр Михайлович"},
        ),
        (
            "Charles de Gaulle",
            {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"},
        ),
        (
            "Heinrich von Brentano",
            {"family": "Brentano", "given": "Heinrich", "dropping-particle": "von"},
        ),
        (
            "Jan van der Meer",
            {"family": "Meer", "given": "Jan", "non-dropping-particle": "van der"},
        ),
        ("Martin King Jr.", {"family": "King", "given": "Martin", "suffix": "Jr."}),
        (
            "Pak Chong Ae",
            {
                "family": "Pak",
                "given": "Chong Ae",
                "static-ordering": True,
                "literal": "Pak Chong Ae",
            },
        ),
        # bodies, one word, and names that can be read in two ways stay as they are
        ("NKIDP", {"literal": "NKIDP"}),
        ("RFE Staff", {"literal": "RFE Staff"}),
        (
            "Cold War International History Project",
            {"literal": "Cold War International History Project"},
        ),
        ("Chen Jian", {"literal": "Chen Jian"}),
        ("Dr. Gary Goldberg", {"literal": "Dr. Gary Goldberg"}),
        ("Gary Goldberg and Sergey Radchenko", {"literal": "Gary Goldberg and Sergey Radchenko"}),
        ("Rodionova", {"literal": "Rodionova"}),
    ],
)
def test_a_translator_is_taken_apart_only_where_that_is_certain(
    name: str, parts: dict[str, Any]
) -> None:
    assert _translator(name) == parts


def test_creators_are_authors_by_what_they_did() -> None:
    record = Record(
        key="a",
        creators=[
            Agent("USSR Ministry of Foreign Affairs", role="issuing body"),
            Agent("Charles de Gaulle", "de Gaulle", "Charles", role="author"),
            Agent("V. I. Pelishenko", "Pelishenko", "V.I.", role="interpreter"),
        ],
        recipients=[Agent("CC CPSU"), Agent("Mao Zedong", "Mao", "Zedong")],
    )
    found = item(record)
    assert found["author"] == [
        {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"}
    ]
    assert found["contributor"] == [
        {"literal": "USSR Ministry of Foreign Affairs"},
        {"family": "Pelishenko", "given": "V. I."},
    ]
    assert found["recipient"] == [
        {"literal": "CC CPSU"},
        {"family": "Mao", "given": "Zedong", "static-ordering": True, "literal": "Mao Zedong"},
    ]


def test_a_letterhead_is_the_author_where_nobody_else_is() -> None:
    record = Record(key="a", creators=[Agent("MID SSSR", role="issuing body")])
    assert item(record)["author"] == [{"literal": "MID SSSR"}]


def test_who_did_what_and_once() -> None:
    found = item(
        Record(
            key="a",
            credits=[
                Credit("obtained", ["Ana Lalaj", "Enkel Daljani"]),
                Credit("translated", ["Enkel Daljani"]),
                Credit("edited", ["Ana Lalaj"]),
            ],
        )
    )
    lalaj = {"family": "Lalaj", "given": "Ana"}
    daljani = {"family": "Daljani", "given": "Enkel"}
    assert (found["translator"], found["editor"]) == ([daljani], [lalaj])
    assert "contributor" not in found


# --------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("edtf", "text", "issued"),
    [
        ("1957-12-23", None, {"date-parts": [[1957, 12, 23]]}),
        ("1957-12", None, {"date-parts": [[1957, 12]]}),
        ("1957", None, {"date-parts": [[1957]]}),
        ("1957-12-21/1957-12-23", None, {"date-parts": [[1957, 12, 21], [1957, 12, 23]]}),
        ("1957-12-30/1958-01-04", None, {"date-parts": [[1957, 12, 30], [1958, 1, 4]]}),
        ("1957/1958", None, {"date-parts": [[1957], [1958]]}),
        ("{1957-12-21..1957-12-23}", None, {"date-parts": [[1957, 12, 21], [1957, 12, 23]]}),
        ("1957-24/1958-24", None, {"literal": "winter 1957–58"}),
        ("1957-12-23", "[23] December 1957", {"date-parts": [[1957, 12, 23]]}),
        ("1957-12-?23", "[23?] December 1957", {"date-parts": [[1957, 12, 23]], "circa": True}),
        ("1957-12", "[December 1957]", {"date-parts": [[1957, 12]]}),
        ("1957?", "[1957?]", {"date-parts": [[1957]], "circa": True}),
        ("1957~", "ca. 1957", {"date-parts": [[1957]], "circa": True}),
        ("1957-12-23%", None, {"date-parts": [[1957, 12, 23]], "circa": True}),
        ("[..1958-01-07]", None, {"literal": "not later than 7 January 1958"}),
        ("[..1958-01-06]", "before 7 January 1958", {"literal": "before 7 January 1958"}),
        ("[1957-12-23..]", None, {"literal": "not earlier than 23 December 1957"}),
        ("[1957-12-21..1957-12-23]", None, {"literal": "between 21 and 23 December 1957"}),
        ("[1957-12-21,1957-12-22]", None, {"literal": "21 or 22 December 1957"}),
        ("{1957-12-21,1957-12-23}", None, {"literal": "21 and 23 December 1957"}),
        ("1957?", "195[7?]", {"literal": "195[7?]"}),
        ("195X", None, {"literal": "1950s"}),
        ("1957-12~", "early December 1957", {"literal": "early December 1957"}),
        ("1957-12-XX", None, {"date-parts": [[1957, 12]]}),
        ("1957-XX-XX", None, {"date-parts": [[1957]]}),
        ("1957-36", None, {"literal": "fourth quarter of 1957"}),
        ("1957-41", None, {"literal": "second half of 1957"}),
        ("1957-21", None, {"date-parts": [[1957]], "season": 1}),
        ("1957-24", None, {"date-parts": [[1957]], "season": 4}),
        ("1917-11-07", "25 October (7 November) 1917", {"date-parts": [[1917, 11, 7]]}),
        ("1732-02-22", "11 February 1731/32", {"literal": "11 February 1731/32"}),
        ("1957-12-23T23:30:00", None, {"date-parts": [[1957, 12, 23]]}),
        ("1957/..", None, {"literal": "from 1957"}),
        ("1957S2", None, {"date-parts": [[1957]], "circa": True}),
        # what cannot be is kept: the thirteenth month as written
        ("1957-11-31", None, {"date-parts": [[1957, 11, 31]]}),
        ("1957-13", None, {"literal": "1957-13"}),
        ("-0043", None, {"literal": "44 BCE"}),
        ("Y170000002", None, {"literal": "170000002"}),
    ],
)
def test_a_date_is_said_as_well_as_csl_can(
    edtf: str, text: str | None, issued: dict[str, Any]
) -> None:
    found = item(Record(key="a", date=edtf, date_text=text))
    assert found["issued"] == issued
    assert found["custom"]["edtf"] == edtf


@pytest.mark.parametrize("text", ["n.d.", "Б. д.", "without date"])
def test_without_a_date_the_style_says_so(text: str) -> None:
    found = item(Record(key="a", date_text=text))
    assert found.get("issued") == ({"literal": text} if text == "without date" else None)
    assert found["custom"]["record"]["date_text"] == text


@given(dates())
def test_every_date_is_numbers_of_its_own_or_a_literal(date: Date) -> None:
    issued = item(Record(key="a", date=date))["issued"]
    if "literal" in issued:
        assert issued == {"literal": issued["literal"]}
        return
    numbers = [f"{number:02}" for part in issued["date-parts"] for number in part]
    assert all(number in date.edtf for number in numbers)


def test_dates_of_publication() -> None:
    publication = Publication(host="H", uploaded="2013-05", accessed="2024-01-05", url="http://e")
    found = item(Record(key="a", publication=publication))
    assert found["available-date"] == {"date-parts": [[2013, 5]]}
    assert found["accessed"] == {"date-parts": [[2024, 1, 5]]}
    assert found["URL"] == "http://e"


# --------------------------------------------------------------------------- language


def _language(**fields: Any) -> str | None:
    return item(Record(key="a", **fields)).get("language")


def test_the_language_is_that_of_what_is_cited() -> None:
    translation = Publication(versions=[Version("en", "translation"), Version("ru", "scan")])
    english = Credit("translated", ["Gary Goldberg"], target_language="en")
    assert _language(language="ru") == "ru"
    assert _language(language="ru", publication=translation) == "en"
    assert _language(language="ru", credits=[english]) == "en"
    assert _language(language="ru", credits=[Credit("translated", ["Gary Goldberg"])]) is None
    assert _language(language="some Russian") is None
