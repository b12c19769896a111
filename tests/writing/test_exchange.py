"""BibLaTeX, RIS, CSL-YAML and Hayagriva: what is written, and that what is not is listed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import bibtexparser
import pytest
import yaml
from documents import PUZANOV, TWO_ARCHIVES
from hypothesis import given, settings
from strategies import records, texts

from provenance import (
    Agent,
    Credit,
    Locator,
    Publication,
    Record,
    Unit,
    Unread,
    export,
    losses,
    read,
)
from provenance._shape import path_text
from provenance.exchange import row_of, rows
from provenance.latex import decode
from provenance.writing.record import plain
from provenance.writing.yaml_text import mapped, scalar

# --- one document


def test_biblatex_for_the_standard_styles() -> None:
    assert export(PUZANOV, "biblatex") == (
        "@unpublished{puzanov-1957-12-23,\n"
        "  author       = {Puzanov, A. M.},\n"
        "  title        = {Journal of {Soviet} {Ambassador} to the {DPRK} {A.M.} {Puzanov} for 23"
        " {December} 1957},\n"
        "  translator   = {Goldberg, Gary},\n"
        "  howpublished = {AVPRF, f.~0102, op.~14, d.~6, ll.~26--29},\n"
        "  date         = {1957-12-23},\n"
        "  note         = {Translated for NKIDP by Gary Goldberg. History and Public Policy Program"
        " Digital Archive.},\n"
        "  type         = {journal},\n"
        "  number       = {309}\n"
        "}\n"
    )


def test_biblatex_chicago_has_the_archive_in_fields() -> None:
    record = Record(
        key="a",
        title="T",
        holdings=PUZANOV.holdings,
        credits=[Credit("translated", ["Gary Goldberg"]), Credit("obtained", ["X. Young"])],
    )
    assert export(record, "biblatex-chicago") == (
        "@misc{a,\n"
        "  entrysubtype = {archival},\n"
        "  title        = {T},\n"
        "  translator   = {Goldberg, Gary},\n"
        "  note         = {f.~0102, op.~14, d.~6, ll.~26--29},\n"
        "  institution  = {AVPRF},\n"
        "  location     = {Moscow},\n"
        "  addendum     = {Obtained by X. Young.}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("edtf", "field"),
    [
        ("1957-12-21/1957-12-23", "date         = {1957-12-21/1957-12-23}"),
        ("1957~", "date         = {1957~}"),
        ("1957-22", "date         = {1957-22}"),
        ("195X", "date         = {195X}"),
        ("../1957", "date         = {../1957}"),
        ("[..1958-01-07]", "year         = {[not later than January 7, 1958]}"),
        ("1957-36", "year         = {fourth quarter of 1957}"),
    ],
)
def test_dates_that_biber_reads(edtf: str, field: str) -> None:
    assert field in export(Record(key="a", date=edtf), "biblatex")


def test_ris() -> None:
    assert export(PUZANOV, "ris").split("\r\n") == [
        "TY  - MANSCPT",
        "AU  - Puzanov, A. M.",
        "A4  - Goldberg, Gary",
        "N1  - Translated for NKIDP by Gary Goldberg.",
        "TI  - Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957",
        "M3  - journal",
        "PY  - 1957",
        "DA  - 1957/12/23/",
        "DB  - Archive of Foreign Policy of the Russian Federation (AVPRF)",
        "AN  - f. 0102, op. 14, d. 6, ll. 26–29",
        "AV  - AVPRF, f. 0102, op. 14, d. 6, ll. 26–29",
        "DP  - History and Public Policy Program Digital Archive",
        "M1  - 309",
        "ID  - puzanov-1957-12-23",
        "ER  - ",
        "",
    ]


def test_a_line_end_in_a_value_makes_no_tag() -> None:
    text = export(Record(key="a", title="T\nER  - \r\nTY  - BOOK", notes="N\nER  - "), "ris")
    tags = [line[:5] for line in text.split("\r\n")]
    assert tags == ["TY  -", "TI  -", "N1  -", "N1  -", "ID  -", "ER  -", ""]


def test_hayagriva() -> None:
    record = Record(
        key="a",
        title="A {b} $c$ \\d",
        date="1957-12~",
        creators=[
            Agent("Kim Il Sung", "Kim", "Il Sung"),
            Agent("A. M. Puzanov", "Puzanov", "A. M."),
        ],
        holdings=PUZANOV.holdings,
        publication=Publication(host="0102", url="https://example.org/1", accessed="2020-05-03"),
    )
    assert export(record, "hayagriva") == (
        "a:\n"
        "  type: manuscript\n"
        '  title: "A \\\\{b\\\\} \\\\$c\\\\$ \\\\\\\\d"\n'
        "  author:\n"
        "    - name: Kim Il Sung\n"
        '    - "Puzanov, A. M."\n'
        '  date: "~1957-12"\n'
        "  archive: Archive of Foreign Policy of the Russian Federation (AVPRF)\n"
        "  archive-location: f. 0102, op. 14, d. 6, ll. 26–29\n"
        '  publisher: "0102"\n'
        "  url:\n"
        '    value: "https://example.org/1"\n'
        '    date: "2020-05-03"\n'
    )


def test_csl_yaml_is_csl_json() -> None:
    records = [PUZANOV, TWO_ARCHIVES]
    assert yaml.safe_load(export(records, "csl-yaml")) == {
        "references": json.loads(export(records, "csl-json"))
    }
    assert yaml.safe_load(export([], "csl-yaml")) == {"references": []}


# --- YAML


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0102", '"0102"'),
        ("1957-12-23", '"1957-12-23"'),
        ("12:30", '"12:30"'),
        ("no", '"no"'),
        ("Yes", '"Yes"'),
        ("~", '"~"'),
        ("null", '"null"'),
        ("1e5", '"1e5"'),
        ("e5", "e5"),
        ("f. 0102, op. 14", "f. 0102, op. 14"),
        ("Title: more", '"Title: more"'),
        ("a #b", '"a #b"'),
        ("- x", '"- x"'),
        ("A.", '"A."'),
        ("a,b", '"a,b"'),
        ("Дневник посла", "Дневник посла"),
        ("a\nb", '"a\\nb"'),
        ("a\u2028b\x85\x7f", '"a\\u2028b\\x85\\x7F"'),
        (3, "3"),
        (True, "true"),
    ],
)
def test_what_could_be_taken_for_something_else_stands_in_quotation_marks(
    value: object, written: str
) -> None:
    assert scalar(value) == written


@given(texts())
def test_any_text_comes_back_from_yaml(text: str) -> None:
    assert yaml.safe_load("\n".join(mapped({text: [text], "b": [{"c": text}]}))) == {
        text: [text],
        "b": [{"c": text}],
    }


# --- what passes through

BOOK = Record(
    key="smith-1999",
    title="T",
    unread=[
        Unread(1, "@article{smith:1999,"),
        Unread(2, r"journaltitle = {Caf{\'e} \& Co}"),
        Unread(3, "number = {3}"),
        Unread(4, "doi = {10.1/a_b}"),
        Unread(5, "keepme = {x}"),
        Unread(6, "Ref. 9/4"),
    ],
)


def test_a_bibtex_entry_stays_what_it_is() -> None:
    assert export(BOOK, "biblatex") == (
        "@article{smith:1999,\n"
        "  title        = {T},\n"
        "  key          = {T},\n"
        "  journaltitle = {Caf{\\'e} \\& Co},\n"
        "  number       = {3},\n"
        "  doi          = {10.1/a_b},\n"
        "  keepme       = {x}\n"
        "}\n"
    ).replace("  key          = {T},\n", "")
    assert [(loss.field, loss.value) for loss in losses(BOOK, "biblatex")] == [
        ("unread[5]", "6, Ref. 9/4")
    ]
    assert "  journal      = {Caf{\\'e} \\& Co}" in export(BOOK, "bibtex")


def test_it_gets_the_names_of_other_formats() -> None:
    (item,) = json.loads(export(BOOK, "csl-json"))
    assert {name: item[name] for name in ("id", "type", "container-title", "issue", "DOI")} == {
        "id": "smith:1999", "type": "article-journal", "container-title": "Café & Co",
        "issue": "3", "DOI": "10.1/a_b",
    }  # fmt: skip
    assert export(BOOK, "ris").split("\r\n") == [
        *("TY  - JOUR", "TI  - T", "T2  - Café & Co", "IS  - 3", "DO  - 10.1/a_b"),
        *("ID  - smith:1999", "ER  - ", ""),
    ]
    assert [loss.field for loss in losses(BOOK, "ris")] == ["unread[4]", "unread[5]"]


def test_a_record_that_got_another_key_goes_by_that_one() -> None:
    record = Record(key="mine", unread=BOOK.unread)
    assert export(record, "biblatex").startswith("@article{mine,\n")


def test_what_would_break_the_file_does_not_pass() -> None:
    record = Record(
        key="a",
        unread=[
            Unread(1, "x = {a}, y = {b}"),
            Unread(2, "x = {}}{"),
            Unread(3, '"volume": "a } b"'),
            Unread(4, '"DOI": "10.1/a}b"'),
            Unread(5, "@book{a}, @b{c,"),
        ],
    )
    library = bibtexparser.parse_string(export(record, "biblatex"))
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert {name: field.value for name, field in entry.fields_dict.items()} == {
        "volume": r"a \textbraceright{} b",
        "doi": "10.1/a%7Db",
    }


def test_the_table_of_names_gives_each_name_one_meaning() -> None:
    for format in ("csl", "ris", "biblatex"):
        for part in ("type", "field", "language"):
            names = [
                name
                for row in rows()
                if row.part == part or (part == "field" and row.part in ("text", "name", "date"))
                for name in row.names[format]
            ]
            doubled = {name for name in names if names.count(name) > 1}
            assert doubled <= {"misc", "article", "legal", "ICOMM", "thesis"}, (format, part)
    assert row_of("csl", "DOI") is not None


# --- nothing is left out in silence


def _texts(path: tuple[str | int, ...], value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list):
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts((*path, name), item)
    else:
        yield path_text(path), str(value)


def _flat(text: str) -> str:
    text = text.replace("\x1f", "")
    return "".join("".join(c for c in text if c.isprintable() or c.isspace()).split()).casefold()


#: Written in another form than the record's: a date, an address, the archive's name, a label.
_OTHERWISE = re.compile(
    r"key|date|date_text|language|publication\.(?:accessed|url)|holdings\[\d+\]\.(?!archive_text|text).+|"
    r"creators\[\d+\]\.(?!name).+|credits\[\d+\]\.to|unread.*"
)


def _written(record: Record, to: str) -> str:
    text = export(record, to)
    if to.startswith("biblatex"):
        (entry,) = bibtexparser.parse_string(text).entries
        return " ".join(decode(field.value) for field in entry.fields)
    if to == "ris":
        return " ".join(line[6:] for line in text.split("\r\n"))
    found = yaml.safe_load(text)
    assert list(found) == [record.key]
    values = " ".join(value for _, value in _texts((), found))
    return re.sub(r"\\([\\{}$])", r"\1", values)


@pytest.mark.parametrize("to", ["biblatex", "biblatex-chicago", "ris", "hayagriva"])
@settings(deadline=None, max_examples=60)
@given(record=records())
def test_every_value_is_there_or_among_the_losses(to: str, record: Record) -> None:
    written = _flat(_written(record, to))
    lost = [loss.field for loss in losses(record, to)]
    for path, value in _texts((), plain(record, keys=False)):
        if any(path == field or path.startswith((field + ".", field + "[")) for field in lost):
            continue
        if not _OTHERWISE.fullmatch(path):
            assert _flat(value) in written, path


def test_losses_of_what_each_format_lacks() -> None:
    record = Record(
        key="a",
        title="T",
        recipients=[Agent("B")],
        period="1957",
        holdings=[Locator(None, [Unit("box", "1"), Unit("folder", "2")], note="seen")],
    )
    for to in ("biblatex", "biblatex-chicago", "ris", "hayagriva"):
        assert [loss.field for loss in losses(record, to)] == [
            *("period", "recipients[0]", "holdings[0].note")
        ]


@pytest.mark.parametrize("to", ["bibtex", "biblatex", "biblatex-chicago", "csl-json", "csl-yaml"])
def test_blank_lines_of_a_remark_stay(to: str) -> None:
    record = Record(key="a", title="T", notes="one\n\ntwo\nthree\n\n\nfour", summary="x\n\ny")
    (again,) = read(export(record, to), "bibtex" if to.startswith("bib") else to)  # type: ignore[arg-type]
    assert (again.notes, again.summary) == (record.notes, record.summary)
    assert losses(record, to) == []


@pytest.mark.parametrize("to", ["ris", "hayagriva"])
def test_blank_lines_of_a_remark_are_among_the_losses(to: str) -> None:
    record = Record(key="a", title="T", notes="one\n\ntwo", summary="x")
    assert [(loss.field, loss.reason) for loss in losses(record, to)] == [
        ("notes", "blank lines in it are left out")
    ]


def test_lines_of_a_summary_become_one_in_ris() -> None:
    record = Record(key="a", title="T", notes="one\ntwo", summary="x\ny")
    assert "AB  - x y\r\n" in export(record, "ris")
    assert [(loss.field, loss.reason) for loss in losses(record, "ris")] == [
        ("summary", "its lines are written as one")
    ]
