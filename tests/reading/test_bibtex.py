"""BibTeX and BibLaTeX as people write them: hidden archives, LaTeX, names, broken entries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from documents import PUZANOV, TWO_ARCHIVES
from hypothesis import given
from hypothesis import strategies as st

from provenance import Agent, Credit, ReadError, Record, Unread, export, read
from provenance.latex import decode
from provenance.reading.bibliography import read_entries


def one(fields: str, kind: str = "misc") -> Record:
    (record,) = read(f"@{kind}{{a,\n{fields}\n}}\n", "bibtex")
    return record


# --- where it lies

AVPRF = "avprf:fond=0102;opis=14;delo=6;list=26-29"


@pytest.mark.parametrize(
    "fields",
    [
        r"howpublished = {AVPRF, f.~0102, op.~14, d.~6, ll.~26--29}",
        r"note = {f.~0102, op.~14, d.~6, ll.~26--29}, institution = {AVPRF}, location = {Moscow}",
        r"library = {AVPRF}, volume = {f. 0102, op. 14, d. 6, ll. 26-29}",
        r"library = {AVPRF}, series = {f. 0102}, volume = {op. 14}, number = {d. 6, ll. 26--29}",
        r"archive = {AVPRF}, archivelocation = {f. 0102, op. 14, d. 6, ll. 26--29}",
        r"annote = {AVPRF, f. 0102, op. 14, d. 6, ll. 26-29}",
        r"keywords = {AVPRF, f. 0102, op. 14, d. 6, ll. 26-29}",
        r"addendum = {Archive of Foreign Policy of the Russian Federation, fond 0102, opis 14,"
        r" delo 6, listy 26--29}",
        r"howpublished = {АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26--29}",
        r"number = {AVPRF, f. 0102, op. 14, d. 6, ll. 26-29}",
    ],
)
def test_a_reference_is_found_wherever_it_hides(fields: str) -> None:
    record = one(fields)
    assert [holding.key for holding in record.holdings] == [AVPRF]
    assert (record.notes, record.subjects, record.unread, record.number) == (None, (), (), None)


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        # an archive that nobody knows is not the one before it
        (
            "howpublished = {RGASPI, f. 17, op. 162, d. 5, l. 5; Town Archive, f. 9, op. 9, d. 5}",
            ["rgaspi:fond=17;opis=162;delo=5;list=5", "?town archive:fond=9;opis=9;delo=5"],
        ),
        # units that only their archive's scheme tells, with the archive in another field
        (
            "note = {f.~059a, op.~40, p.~40, d.~6, l.~6 ob.}, institution = {AVPRF}",
            ["avprf:fond=059a;opis=40;papka=40;delo=6;list=6v"],
        ),
        (
            "note = {f.~R-5446, op.~98s, d.~21, ll.~21--24}, institution = {GARF}",
            ["garf:fond=r5446;opis=98s;delo=21;list=21-24"],
        ),
    ],
)
def test_a_reference_is_whole(fields: str, keys: list[str]) -> None:
    record = one(fields)
    assert [holding.key for holding in record.holdings] == keys
    assert (record.notes, record.unread) == (None, ())


def test_a_hungarian_name_before_a_comma_is_turned_round() -> None:
    szarvas, kim = one("author = {Szarvas, Pál and Kim, Il Sung}").creators
    assert (szarvas.name, szarvas.family, szarvas.given) == ("Pál Szarvas", "Szarvas", "Pál")
    assert (kim.name, kim.family, kim.given) == ("Kim Il Sung", "Kim", "Il Sung")


def test_what_stands_beside_a_reference_is_kept() -> None:
    prose = "See my copy of AVPRF, f. 0102, op. 14, d. 6, ll. 26–29, made in 2003."
    record = one(f"note = {{{prose}}}")
    assert [holding.key for holding in record.holdings] == [AVPRF]
    assert record.notes == prose
    record = one("keywords = {AVPRF, f. 0102, op. 14, d. 6, ll. 26-29, Korea}, library = {RGANI}")
    assert record.subjects == ("Korea",)
    assert record.unread == (Unread(2, "library = {RGANI}"),)


def test_the_note_that_we_write_is_taken_apart() -> None:
    record = one(
        r"howpublished = {RGANI, f.~5, op.~49, d.~131}, note = {Obtained by X. Young and translated"
        r" for NKIDP by Gary Goldberg. History and Public Policy Program Digital Archive."
        r" \url{https://example.org/a_b%20c} (accessed May 3, 2020)}"
    )
    assert record.credits == (
        Credit("obtained", ("X. Young",)),
        Credit("translated", ("Gary Goldberg",), project="NKIDP"),
    )
    publication = record.publication
    assert publication is not None
    assert publication.host == "History and Public Policy Program Digital Archive"
    assert publication.url == "https://example.org/a_b%20c"
    assert str(publication.accessed) == "2020-05-03"
    assert record.notes is None


def test_a_book_is_carried_and_lies_in_no_archive() -> None:
    record = one(
        "title = {T}, publisher = {V}, isbn = {1}, library = {Heinrichs Bibliothek}", "book"
    )
    assert record == Record(
        key="a",
        title="T",
        unread=[
            Unread(1, "@book{a,"),
            Unread(2, "publisher = {V}"),
            Unread(2, "isbn = {1}"),
            Unread(2, "library = {Heinrichs Bibliothek}"),
        ],
    )


def test_what_an_entry_is_sorted_by_is_not_its_key() -> None:
    assert one("title = {A Telegram on Rice}, key = {Telegram on Rice}").unread == ()
    assert one("title = {T}, key = {zzz}").unread == (Unread(2, "key = {zzz}"),)


# --- values


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"Caf\'e Caf{\'e} Caf\'{e}", "Café Café Café"),
        (r"x\^{}2, \~{}user, \'{}, Caf\'", "x^2, ~user, ´, Caf´"),
        (r"G{\"o}del, \v{S}koda, \v Skoda, \c{c}, \H{o}, \k{a}", "Gödel, Škoda, Škoda, ç, ő, ą"),
        (r"{\'\i} \L{}\'od\'z {\ss} \O re", "í Łódź ß Øre"),
        (r"f.~0102, ll.~26--29 --- x", "f.\u00a00102, ll.\u00a026–29 — x"),
        (r"``a'' \& 50\% \$5 \#1 a\_b \{x\}", "“a” & 50% $5 #1 a_b {x}"),
        (r"\emph{X} {\it Y} \textsc{Z}", "X Y Z"),
        (r"\url{https://a.b/c_d%20e~f}", "https://a.b/c_d%20e~f"),
        (r"{\cyr{\cyrz}\cyrd}", "зд"),
        (r"a -{}- b", "a -- b"),
        (r"\unknown{a} $x^2$", r"\unknown{a} $x^2$"),
        (r"\textbackslash{}n \textasciitilde{}", "\\n ~"),
    ],
)
def test_latex(source: str, text: str) -> None:
    assert decode(source) == text


@given(st.text(st.sampled_from("\\{}$~-`'\"^aé %_uLi\n"), max_size=40))
def test_any_latex_gives_a_text(source: str) -> None:
    assert isinstance(decode(source), str)


@given(st.text(st.characters(exclude_characters="\\{}$~`'-"), max_size=40))
def test_text_without_latex_stays(source: str) -> None:
    assert decode(source) == source


def test_pieces_and_macros_are_put_together() -> None:
    text = (
        '@string{avp = "AVPRF"}\n@string(place = {f. 0102})\n'
        '@misc(a, howpublished = avp # ", " # place # {, op. 14, d. 6}, month = "23~" # dec,'
        " year = 1957)\n"
    )
    (record,) = read(text, "bibtex")
    assert record.holdings[0].key == "avprf:fond=0102;opis=14;delo=6"
    assert str(record.date) == "1957-12-23"


@pytest.mark.parametrize(
    ("fields", "edtf", "text"),
    [
        ("date = {1957-12-21/1957-12-23}", "1957-12-21/1957-12-23", None),
        ("date = {1957~}", "1957~", None),
        ("year = 1957, month = dec, day = 23", "1957-12-23", None),
        ("year = {1957}, month = {12}", "1957-12", None),
        ("year = {1957}, month = {December}", "1957-12", None),
        (
            "year = {1957}, month = dec, day = {21--23}",
            "1957-12-21/1957-12-23",
            "21–23 December 1957",
        ),
        (
            "year = {not later than 7 January 1958}",
            "[..1958-01-07]",
            "not later than 7 January 1958",
        ),
        ("year = {[1957]}", "1957", "[1957]"),
        ("year = {no idea}", None, "no idea"),
    ],
)
def test_dates(fields: str, edtf: str | None, text: str | None) -> None:
    record = one(fields)
    assert (None if record.date is None else str(record.date), record.date_text) == (edtf, text)


@pytest.mark.parametrize(
    ("written", "agents"),
    [
        ("Puzanov, A.M.", [Agent("A. M. Puzanov", "Puzanov", "A. M.")]),
        ("A. M. Puzanov", [Agent("A. M. Puzanov", "Puzanov", "A. M.")]),
        ("Kim Il Sung", [Agent("Kim Il Sung", "Kim", "Il Sung")]),
        ("Kim, Il Sung", [Agent("Kim Il Sung", "Kim", "Il Sung")]),
        ("Kim Philby", [Agent("Kim Philby", "Philby", "Kim")]),
        ("Charles de Gaulle", [Agent("Charles de Gaulle", "de Gaulle", "Charles")]),
        ("de Gaulle, Charles", [Agent("Charles de Gaulle", "de Gaulle", "Charles")]),
        ("King, Jr., Martin", [Agent("Martin King Jr.", "King", "Martin")]),
        ("{Ministry of War and Navy}", [Agent("Ministry of War and Navy")]),
        ("Пузанов, А. М. and {ТАСС}", [Agent("А. М. Пузанов", "Пузанов", "А. М."), Agent("ТАСС")]),
        (r"G{\"o}del, Kurt", [Agent("Kurt Gödel", "Gödel", "Kurt")]),
    ],
)
def test_names(written: str, agents: list[Agent]) -> None:
    found = [
        (agent.name, agent.family, agent.given) for agent in one(f"author={{{written}}}").creators
    ]
    assert found == [(agent.name, agent.family, agent.given) for agent in agents]


def test_others_are_no_person_and_not_forgotten() -> None:
    record = one("author = {Puzanov, A. M. and others}")
    assert [agent.name for agent in record.creators] == ["A. M. Puzanov"]
    assert record.unread == (Unread(2, "author = {Puzanov, A. M. and others}"),)


# --- broken and odd entries


def faults(text: str) -> tuple[list[str], list[str], list[str]]:
    problems: list[ReadError] = []
    remarks: list[str] = []
    found = read(text, "bibtex", problem=problems.append, report=remarks.append)
    return [record.key for record in found], [str(each) for each in problems], remarks


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("@misc{x, title = {Unclosed {a},\n year = 1}",
         "expected ',' or '}', found '@book{good, title ='; @misc 'x', which begins on line 2,"
         " is left out"),
        ("@misc{x, title = {Unclosed",
         "expected '}' to close the value that begins here, found the next entry; @misc 'x', which"
         " begins on line 2, is left out"),
        ('@misc{x, title = "a } b"}',
         "found '}' that closes nothing in a value in quotation marks; @misc 'x', which begins on"
         " line 2, is left out"),
        ("@misc{x, title {a}}",
         "expected a field or '}', found 'title {a}}'; @misc 'x', which begins on line 2,"
         " is left out"),
        ("@misc{x, title = }",
         "expected a value, found '}'; @misc 'x', which begins on line 2, is left out"),
        ("@misc x", "expected '{' after @misc, found 'x'"),
    ],
)  # fmt: skip
def test_a_broken_entry_is_told_and_the_rest_goes_on(broken: str, message: str) -> None:
    text = f"@misc{{first, title = {{A}}}}\n{broken}\n@book{{good, title = {{B}}}}\n"
    keys, problems, _ = faults(text)
    assert keys == ["first", "good"]
    assert problems == [message]
    with pytest.raises(ReadError, match="@misc"):
        read(text, "bibtex")


def test_an_entry_that_never_ends() -> None:
    assert faults("@misc{x, title = {a")[1] == [
        "expected '}' to close the value that begins here, found the end of the file; @misc 'x', "
        "which begins on line 1, is left out"
    ]


def test_what_can_be_understood_is_read_with_a_remark() -> None:
    text = (
        "% @misc{no, title = {x}}\n@comment{jabref-meta: x;}\n@preamble{ {\\newcommand} }\n"
        "@misc{a, title = {T} year = 1958, % remark, = {\n volume = nov1, title = {U}\n}\n"
        "@misc{A, title = {V}}\n@misc{title = {W}}\n"
    )
    keys, problems, remarks = faults(text)
    assert keys == ["a", "A", "document"]
    assert problems == []
    assert remarks == [
        "line 4: a comma is missing after title",
        "line 5: no @string defines 'nov1': kept as it is written",
        "line 7: there is another entry with the key 'A'",
        "line 8: the entry has no key",
    ]
    record = read(text, "bibtex")[0]
    assert (record.title, str(record.date)) == ("T", "1958")
    assert record.unread == (
        Unread(3, "@preamble{{\\newcommand}}"),
        Unread(5, "volume = {nov1}"),
        Unread(5, "title = {U}"),
    )


def test_a_key_with_a_colon_is_kept() -> None:
    (record,) = read("@book{smith:1999, title={T}}", "bibtex")
    assert record.key == "smith-1999"
    assert record.unread == (Unread(1, "@book{smith:1999,"),)
    assert export(record, "bibtex").startswith("@book{smith:1999,\n")
    assert '"id": "smith:1999"' in export(record, "csl-json")


@pytest.mark.parametrize("size", [1, 7, 50])
def test_a_text_may_come_in_pieces_of_any_length(size: int) -> None:
    text = export([PUZANOV, TWO_ARCHIVES], "bibtex") + "@misc{x, title = {a\n@misc{y, title={b}}\n"
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    assert list(map(str, read_entries(pieces, "bibtex"))) == list(
        map(str, read_entries([text], "bibtex"))
    )


@pytest.mark.parametrize(
    "text",
    [
        lambda n: "@misc{x, title = {a\n" * n,
        lambda n: "@misc{x, title = " + "{" * n,
        lambda n: "@" * n,
        lambda n: "@misc{" + "a" * n,
        lambda n: "\n%" * n,
        lambda n: "@misc{a, t = " + "# " * n,
        lambda n: "@misc{a, note = {" + "AVPRF, f. 1, op. 2, d. 3; " * (n // 20) + "}}",
        lambda n: "@misc{a, author = {" + "a and " * (n // 4) + "b}}",
    ],
)
def test_hostile_text_ends(text: Callable[[int], str]) -> None:
    faults(text(20000))


@given(st.text(st.sampled_from('@misc{}(),="#% \n\\a1'), max_size=80))
def test_any_text_gives_records_or_problems(text: str) -> None:
    for each in read_entries([text], "bibtex"):
        assert isinstance(each, Record | ReadError)


# --- in one go: what was read again from each entry on, and took minutes


def test_a_long_file_without_ends_is_read_in_one_go() -> None:
    many = 3_000
    for text, problems, records in (
        ("@misc{a, t = {x " * many, many, 0),
        ("@comment{x}\n" * many + "\n@misc{b, title = {T}}\n", 0, 1),
        ("".join(f"@string{{s{n} = {{x}}}}\n" for n in range(many)) + "@misc{b, title = s7}", 0, 1),
        ("@misc{a,\n" * many, many, 0),
        ("@misc{a, " + "note = {x},\n" * many + "title = {T}}\n", 0, 1),
    ):
        told: list[ReadError] = []
        assert len(read(text, "bibtex", problem=told.append)) == records
        assert len(told) == problems


def test_the_entry_after_a_broken_one_is_found_whatever_was_looked_for_before() -> None:
    sound = "@misc{%s, title = {T}}\n"
    broken = "@misc{x, title = {T\n@misc{y z w}\n"
    text = "".join(sound % f"a{n}" + broken + "@comment{c}\n" * 3 for n in range(50)) + sound % "b"
    told: list[ReadError] = []
    found = read(text, "bibtex", problem=told.append)
    assert [record.key for record in found] == [*(f"a{n}" for n in range(50)), "b"]
