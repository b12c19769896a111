"""BibTeX: escapes, names, dates, what two parsers read back, and what is said to be lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import bibtexparser
import pytest
from documents import PUZANOV, TWO_ARCHIVES
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from strategies import agents, records, texts

from provenance import (
    Agent,
    Credit,
    Leaves,
    Locator,
    Loss,
    Number,
    Publication,
    Record,
    Unit,
    export,
    losses,
)
from provenance._shape import path_text
from provenance.writing.record import plain
from provenance.writing.tex_text import escape

# --------------------------------------------------------------------------- reading back

_COMMANDS = {
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textbackslash{}": "\\",
    r"\par{} ": "\n",
    **{"\\" + mark: mark for mark in "&%$#_"},
    "---": "—",
    "--": "–",
    "~": "\u00a0",
    "{": "",
    "}": "",
}
_COMMAND = re.compile("|".join(map(re.escape, _COMMANDS)))


def from_tex(text: str) -> str:
    """Return what TeX prints for the escapes of the writer: written apart from it."""
    return _COMMAND.sub(lambda found: _COMMANDS[found[0]], text)


def flat(text: str) -> str:
    """Return text without what BibTeX never keeps: control characters, kinds of white space."""
    text = text.replace("\x1f", "")  # white space to Python alone
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def both(text: str) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, Any]]]:
    """Return the entries as bibtexparser and pybtex read them: their fields by key."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    one = {
        entry.key: {name: field.value for name, field in entry.fields_dict.items()}
        for entry in library.entries
    }
    two = {
        key: {**entry.fields, "author": entry.persons.get("author", [])}
        for key, entry in parse_string(text, "bibtex").entries.items()
    }
    return one, two


def fields(record: Record) -> dict[str, str]:
    one, two = both(export(record, "bibtex"))
    assert list(one) == list(two) == [record.key]
    return one[record.key]


# --------------------------------------------------------------------------- one document


def test_a_journal() -> None:
    assert export(PUZANOV, "bibtex") == (
        "@misc{puzanov-1957-12-23,\n"
        "  author       = {Puzanov, A. M.},\n"
        "  title        = {Journal of {Soviet} {Ambassador} to the {DPRK} {A.M.} {Puzanov} for 23"
        " {December} 1957},\n"
        "  howpublished = {AVPRF, f.~0102, op.~14, d.~6, ll.~26--29},\n"
        "  year         = {1957},\n"
        "  month        = dec,\n"
        "  day          = {23},\n"
        "  note         = {Translated for NKIDP by Gary Goldberg. History and Public Policy Program"
        " Digital Archive.},\n"
        "  type         = {journal},\n"
        "  number       = {309}\n"
        "}\n"
    )


def test_what_the_journal_loses_is_listed_in_the_records_order() -> None:
    no_field = "BibTeX has no field for it"
    assert losses(PUZANOV, "bibtex") == [
        Loss("puzanov-1957-12-23", field, value, reason)
        for field, value, reason in (
            ("date_text", "[23] December 1957", "the date is written in its usual form instead"),
            ("period", "1957-12-21/1957-12-23", no_field),
            ("creators[0].office", "Soviet Ambassador to the DPRK", no_field),
            (
                "holdings[0].text",
                "AVPRF F. 0102, Op. 14, Delo 6, Listy 26-29",
                "the locator is written in its usual form instead",
            ),
            ("copies.number", "3", no_field),
            ("copies.printed", "5", no_field),
            ("copies.distribution[0]", "3, Kurdyukov", no_field),
            ("copies.distribution[1]", "5, file", no_field),
            ("copies.register", "772", no_field),
            ("copies.typed_by", "Rodionova", no_field),
            ("copies.typed", "1957-12-25", no_field),
            ("marks[0]", "handwritten, to file", no_field),
            ("marks[1]", "stamp, 1958-01-07, faded", no_field),
            ("publication.sponsors[0]", "ROK Ministry of Unification", no_field),
            ("publication.sponsors[1]", "Leon Levy Foundation", no_field),
        )
    ]


def test_several_archives_and_an_address() -> None:
    found = fields(TWO_ARCHIVES)
    assert found["author"] == "{Kim Il Sung}"
    assert found["howpublished"] == (
        "AVPRF, f.~059a, op.~5a, d.~3, l.~87; RGASPI, f.~558, op.~11, d.~346, ll.~5--6"
    )
    assert found["note"] == r"Example Archive Online. \url{https://example.org/d/7}"


def test_a_document_without_author_and_title() -> None:
    record = Record(key="a", kind="telegram", summary="One.\n\nTwo.", notes="Fair copy", number="7")
    assert fields(record) == {
        "title": "telegram",
        "key": "telegram",
        "number": "7",
        "abstract": r"One.\par{} \par{} Two.",
        "annote": "Fair copy",
    }
    assert losses(record, "bibtex") == []


def test_nothing_but_a_key() -> None:
    assert export(Record(key="a"), "bibtex") == "@misc{a\n}\n"
    assert fields(Record(key="a")) == {}


def test_keys_that_differ_in_letter_case_only() -> None:
    records = [Record(key="a", title="One"), Record(key="A", title="Two")]
    one, two = both(export(records, "bibtex"))
    assert list(one) == list(two) == ["a", "A-2"]
    assert losses(records, "bibtex") == [
        Loss("A", "key", "A", "another record has this key, letter case aside; written as A-2")
    ]


# --------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("A & B", r"A \& B"),
        ("5 % of $3", r"5 \% of \$3"),
        ("№ 3 #4", r"№ 3 \#4"),
        ("a_b", r"a\_b"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        ("C:\\x", r"C:\textbackslash{}x"),
        ("open { only", r"open \textbraceleft{} only"),
        ("closed } only", r"closed \textbraceright{} only"),
        ("26–29", "26--29"),
        ("war—peace", "war---peace"),
        ("a--b---c", "a-{}-b-{}-{}-c"),
        ("so ``called'' ?` it's", "so `{}`called'{}' ?{}` it's"),
        ("f.\u00a06", "f.~6"),
        ("Пузанов, 김일성", "Пузанов, 김일성"),
        ("two\nlines\tand\x07bell", "two lines andbell"),
    ],
)
def test_special_characters(text: str, written: str) -> None:
    assert escape(text) == written


@given(texts())
def test_escaped_text_comes_back_and_its_braces_are_in_pairs(text: str) -> None:
    written = escape(text)
    assert flat(from_tex(written)) == flat(text)
    assert not re.search(r"\}[^{]*\{", re.sub(r"\{\}", "", written))
    assert written.count("{") == written.count("}")


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Journal of the Ambassador", "Journal of the {Ambassador}"),
        ("DPRK and the war", "{DPRK} and the war"),
        ("the war", "the war"),
        ("“Journal” for May", "{“Journal”} for {May}"),
        ("Дневник посла СССР", "Дневник посла {СССР}"),
        ("On AT&T, Inc.", r"On {AT\&T}, {Inc.}".replace("{AT\\&T},", r"{AT\&T,}")),
        # a group that begins with a command is folded by BibTeX: an empty one goes before it
        ("Cost in $US", r"Cost in {{}\$US}"),
        ("About {Peace", r"About {{}\textbraceleft{}Peace}"),
    ],
)
def test_capitals_of_a_title_are_kept_from_folding(title: str, written: str) -> None:
    assert fields(Record(key="a", title=title))["title"] == written


def test_nothing_is_escaped_within_an_address() -> None:
    url = "https://example.org/a_b%20c?d=1&e=~f#g$h^i"
    found = fields(Record(key="a", publication=Publication(url=url, accessed="2024-01-05")))
    assert found["note"] == rf"\url{{{url}}} (accessed January 5, 2024)"


@pytest.mark.parametrize("url", ["http://e.org/{x", "http://e.org/}\\ y", "http://e.org/посол"])
def test_what_an_address_cannot_hold_is_percent_encoded(url: str) -> None:
    note = fields(Record(key="a", publication=Publication(url=url)))["note"]
    inner = note.removeprefix(r"\url{").removesuffix("}")
    assert unquote(inner) == url
    assert inner.isascii()
    assert not set(inner) & set("{}\\ ")


# --------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("agent", "written", "first", "last"),
    [
        (Agent("A. M. Puzanov", "Puzanov", "A. M."), "Puzanov, A. M.", "A. M.", "Puzanov"),
        (Agent("A.M. Puzanov", "Puzanov", "A.M."), "Puzanov, A. M.", "A. M.", "Puzanov"),
        (
            Agent("Charles de Gaulle", "de Gaulle", "Charles"),
            "de Gaulle, Charles",
            "Charles",
            "Gaulle",
        ),
        (Agent("Kim Il Sung", "Kim", "Il Sung"), "{Kim Il Sung}", "", "{Kim Il Sung}"),
        (Agent("Пузанов А. М.", "Пузанов", "А. М."), "Пузанов, А. М.", "А. М.", "Пузанов"),
        (
            Agent("José García y Vega", "García y Vega", "José"),
            "{García y Vega}, José",
            "José",
            "{García y Vega}",
        ),
        (
            Agent("USSR Ministry of Foreign Affairs"),
            "{USSR Ministry of Foreign Affairs}",
            "",
            "{USSR Ministry of Foreign Affairs}",
        ),
        (Agent("War and Peace, Inc."), "{War and Peace, Inc.}", "", "{War and Peace, Inc.}"),
        (Agent("others"), "{others}", "", "{others}"),
        (Agent("$ & Co"), r"{{}\$ \& Co}", "", r"{{}\$ \& Co}"),
    ],
)
def test_names(agent: Agent, written: str, first: str, last: str) -> None:
    record = Record(key="a", creators=[agent])
    assert fields(record)["author"] == written
    (person,) = both(export(record, "bibtex"))[1]["a"]["author"]
    assert (" ".join(person.first_names + person.middle_names), " ".join(person.last_names)) == (
        first,
        last,
    )


def test_several_authors_are_joined_by_and() -> None:
    record = Record(
        key="a",
        creators=[
            Agent("Ministry of War and Navy"),
            Agent("V. I. Pelishenko", "Pelishenko", "V. I."),
            Agent("Embassy in Pyongyang", role="issuing body"),
        ],
    )
    assert fields(record)["author"] == "{Ministry of War and Navy} and Pelishenko, V. I."
    assert [loss.field for loss in losses(record, "bibtex")] == ["creators[2]"]


@given(st.lists(agents(), min_size=1, max_size=3))
def test_there_are_as_many_authors_as_creators_who_wrote(creators: list[Agent]) -> None:
    authors = [agent for agent in creators if agent.role is None]
    if authors:
        found = both(export(Record(key="a", creators=creators), "bibtex"))[1]["a"]["author"]
        assert len(found) == len(authors)


# --------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("edtf", "text", "written"),
    [
        ("1957-12-23", None, {"year": "1957", "month": "dec", "day": "23"}),
        ("1957-12-03", "3 December 1957", {"year": "1957", "month": "dec", "day": "3"}),
        ("1957-05", None, {"year": "1957", "month": "may"}),
        ("1957", None, {"year": "1957"}),
        ("1957-12-21/1957-12-23", None, {"year": "1957", "month": "dec", "day": "21--23"}),
        (
            "1957-12-30/1958-01-04",
            None,
            {"year": "December 30, 1957--January 4, 1958"},
        ),
        ("1957/1958", None, {"year": "1957--58"}),
        ("1957~", "ca. 1957", {"year": "ca. 1957"}),
        ("1957?", None, {"year": "[1957?]"}),
        ("[..1958-01-07]", None, {"year": "[not later than January 7, 1958]"}),
        ("195X", None, {"year": "1950s"}),
        ("1957-21", None, {"year": "spring 1957"}),
        ("1957-11-31", None, {"year": "1957", "month": "nov", "day": "31"}),
    ],
)
def test_a_date_that_is_carried(edtf: str, text: str | None, written: dict[str, str]) -> None:
    record = Record(key="a", date=edtf, date_text=text)
    assert fields(record) == written
    assert losses(record, "bibtex") == []


def test_what_a_date_loses() -> None:
    timed = Record(key="a", date="1957-12-23T23:30:00")
    assert fields(timed) == {"year": "1957", "month": "dec", "day": "23"}
    assert [(loss.field, loss.value) for loss in losses(timed, "bibtex")] == [
        ("date", "1957-12-23T23:30:00")
    ]
    undated = Record(key="a", date_text="б. д.")
    assert fields(undated) == {"year": "б. д."}
    assert losses(undated, "bibtex") == []


def test_pybtex_knows_the_month() -> None:
    assert both(export(PUZANOV, "bibtex"))[1]["puzanov-1957-12-23"]["month"] == "December"


# --------------------------------------------------------------------------- note


def test_credits_of_the_same_people_are_one_sentence() -> None:
    record = Record(
        key="a",
        credits=[
            Credit("contributed", ["Ana Lalaj"]),
            Credit("transcribed", ["Ana Lalaj"]),
            Credit("translated", ["Ana Lalaj"], project="CWIHP", source_language="sq"),
            Credit("edited", ["A", "B", "C & D"]),
            Credit("obtained", project="NKIDP"),
        ],
    )
    assert fields(record)["note"] == (
        "Contributed and transcribed by Ana Lalaj. Translated for CWIHP by Ana Lalaj. "
        r"Edited by A, B, and C \& D. Obtained for NKIDP."
    )
    assert [loss.field for loss in losses(record, "bibtex")] == ["credits[2].from"]


def test_the_publisher_stands_where_there_is_no_host() -> None:
    only = Record(key="a", publication=Publication(publisher="Wilson Center"))
    assert fields(only)["note"] == "Wilson Center."
    assert losses(only, "bibtex") == []
    two = Record(key="a", publication=Publication(host="Digital Archive", publisher="Center"))
    assert fields(two)["note"] == "Digital Archive."
    assert [(loss.field, loss.reason) for loss in losses(two, "bibtex")] == [
        ("publication.publisher", "the host is named instead")
    ]


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"])
def test_only_a_line_feed_begins_a_paragraph(mark: str) -> None:
    record = Record(key="a", number=f"17{mark}18", notes="One.\nTwo.")
    assert fields(record) == {"number": "17 18", "annote": r"One.\par{} Two."}


def test_subjects_are_keywords() -> None:
    assert fields(Record(key="a", subjects=["War", "Peace"]))["keywords"] == "War, Peace"
    assert (
        fields(Record(key="a", subjects=["War, cold", "Peace"]))["keywords"] == "War, cold; Peace"
    )


# --------------------------------------------------------------------------- losses


def test_an_archive_name_as_written_is_lost_where_another_is_printed() -> None:
    units = [Unit("fond", "0102", "О102"), Unit("opis", "14")]
    record = Record(
        key="a",
        holdings=[
            Locator("avprf", units, Leaves.parse("3"), "АВП РФ", None, "подлинник", "seen"),
            Locator(None, [Unit("fond", "1"), Unit("opis", "2")], archive_text="Archive N"),
        ],
        numbers=[Number("incoming", "17", "1957-12-30")],
    )
    assert [(loss.field, loss.value) for loss in losses(record, "bibtex")] == [
        ("numbers[0]", "incoming, 17, 1957-12-30"),
        ("holdings[0].archive_text", "АВП РФ"),
        ("holdings[0].units[0].written", "О102"),
        ("holdings[0].rest", "подлинник"),
        ("holdings[0].note", "seen"),
    ]


def _texts(path: tuple[str | int, ...], value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list):
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts((*path, name), item)
    else:
        yield path_text(path), str(value)


#: Written in another form than the record's: a month's name, the name of an archive, a label.
_OTHERWISE = re.compile(
    r"key|date|publication\.(?:accessed|url)|holdings\[\d+\]\.(?!archive_text|text).+|"
    r"creators\[\d+\]\.(?!name).+"
)


@given(records())
def test_every_value_is_in_the_entry_or_among_the_losses(record: Record) -> None:
    text = export(record, "bibtex")
    one, two = both(text)
    assert list(one) == list(two) == [record.key]
    for name, value in one[record.key].items():
        if name not in ("author", "month"):
            assert flat(two[record.key][name]) == flat(value)
    written = flat(from_tex(" ".join(one[record.key].values()))).upper()
    lost = [loss.field for loss in losses(record, "bibtex")]
    for path, value in _texts((), plain(record, keys=False)):
        if any(path == field or path.startswith((field + ".", field + "[")) for field in lost):
            continue
        if not _OTHERWISE.fullmatch(path):
            assert flat(value).upper() in written, path
