"""Author-date lists: letters after the year, order, names in the text. Worked out by hand.

Chicago Manual of Style 17, 15.17–15.22 and 15.30; letters go by title, without the article.
"""

from __future__ import annotations

import pytest
from documents import PUZANOV

from provenance import Agent, ProvenanceError, Record, RecordError, ReferenceList
from provenance.writing.styles import cite

PUZANOV_ = Agent("A. M. Puzanov", "Puzanov", "A. M.", role="author")
IVANOV = Agent("V. I. Ivanov", "Ivanov", "V. I.", role="author")
KIM_IL_SUNG = Agent("Kim Il Sung", "Kim", "Il Sung", role="author")
KIM_JONG_IL = Agent("Kim Jong Il", "Kim", "Jong Il", role="author")


def work(
    key: str, title: str | None = None, date: str | None = "1957", *by: Agent, kind: str = "report"
) -> Record:
    return Record(key=key, title=title, date=date, creators=by or (PUZANOV_,), kind=kind)


def cited(records: list[Record], style: str = "chicago-author-date") -> list[str]:
    listed = ReferenceList(records, style)
    return [listed.citation(record) for record in records]


@pytest.mark.parametrize(
    ("works", "texts"),
    [
        # one work of an author and a year has no letter
        ([("a", "Rice", "1957"), ("b", "Coal", "1958")], ["1957", "1958"]),
        # letters go by title, wherever the works stand and whatever their day
        (
            [("a", "Rice", "1957-01-01"), ("b", "Coal", "1957-12-01"), ("c", "Tin", "1957")],
            ["1957b", "1957a", "1957c"],
        ),
        # an initial article does not count
        ([("a", "The Coal", "1957"), ("b", "A Bridge", "1957")], ["1957b", "1957a"]),
        # numbers go by size, before words; accents, marks and case do not count
        (
            [("a", "Report 10", "1957"), ("b", "Report 9", "1957"), ("c", "“Étude”", "1957")],
            ["1957c", "1957b", "1957a"],
        ),
        # one title: by date
        (
            [("a", "Journal", "1957-12-24"), ("b", "Journal", "1957-12-23")],
            ["1957b", "1957a"],
        ),
        # undated: a hyphen keeps the letter apart
        ([("a", "Rice", None), ("b", "Coal", None)], [", n.d.-b", ", n.d.-a"]),
        # a letter is for one year only
        (
            [("a", "Rice", "1957"), ("b", "Coal", "1957"), ("c", "Ale", "1958")],
            ["1957b", "1957a", "1958"],
        ),
        # an uncertain year is another text than the year
        ([("a", "Rice", "1957"), ("b", "Coal", "1957~")], ["1957", "ca. 1957"]),
    ],
)  # fmt: skip
def test_letters(works: list[tuple[str, str, str | None]], texts: list[str]) -> None:
    expected = [f"(Puzanov{text}" if text[0] == "," else f"(Puzanov {text}" for text in texts]
    found = cited([work(*each) for each in works])
    assert found == [f"{text})" for text in expected]


def test_the_17th_edition_sorts_letter_by_letter_the_18th_word_by_word() -> None:
    works = [work("a", "Newark"), work("b", "New York")]
    assert cited(works) == ["(Puzanov 1957b)", "(Puzanov 1957a)"]
    assert cited(works, "chicago-17-author-date") == ["(Puzanov 1957a)", "(Puzanov 1957b)"]


def test_letters_belong_to_the_same_authors() -> None:
    works = [
        work("a", "Rice", "1957", PUZANOV_),
        work("b", "Coal", "1957", PUZANOV_, IVANOV),
        work("c", "Tin", "1957", IVANOV),
    ]
    assert cited(works) == ["(Puzanov 1957)", "(Puzanov and Ivanov 1957)", "(Ivanov 1957)"]


def test_without_an_author_equal_titles_have_letters() -> None:
    works = [
        Record(key="a", title="Digest", date="1957-05-02"),
        Record(key="b", title="Digest", date="1957-05-01"),
        Record(key="c", title="Notes", date="1957"),
        Record(key="d", kind="telegram", date="1957-03-01"),
        Record(key="e", kind="telegram", date="1957-02-01"),
    ]
    listed = ReferenceList(works)
    assert [listed.citation(each) for each in works] == [
        *("(“Digest” 1957b)", "(“Digest” 1957a)", "(“Notes” 1957)"),
        *("(Telegram 1957b)", "(Telegram 1957a)"),
    ]
    assert listed.entries() == [
        "“Digest.” 1957a. May 1.",
        "“Digest.” 1957b. May 2.",
        "“Notes.” 1957.",
        "Telegram. 1957a. February 1.",
        "Telegram. 1957b. March 1.",
    ]


def test_entries_and_citations_have_the_same_letters() -> None:
    works = [
        work("a", "Rice", "1957-12-23"),
        work("b", "Coal", "1957-01-02"),
        work("c", "Tin", None),
        work("d", "Ale", "1956"),
        work("e", "Zinc", "1950", PUZANOV_, IVANOV),
        work("f", "Air", "1960", IVANOV),
    ]
    listed = ReferenceList(works)
    assert listed.entries() == [
        "Ivanov, V. I. 1960. “Air.”",
        "Puzanov, A. M. 1956. “Ale.”",
        "Puzanov, A. M. 1957a. “Coal.” January 2.",
        "Puzanov, A. M. 1957b. “Rice.” December 23.",
        "Puzanov, A. M. n.d. “Tin.”",
        "Puzanov, A. M., and V. I. Ivanov. 1950. “Zinc.”",
    ]
    assert listed.citation(*works[:3]) == "(Puzanov 1957b; Puzanov 1957a; Puzanov, n.d.)"
    assert listed.entry(works[0]) == "Puzanov, A. M. 1957b. “Rice.” December 23."


def test_the_27th_letter_is_aa() -> None:
    works = [work(f"k{number}", f"Report {number}") for number in range(1, 29)]
    assert cited(works)[24:] == [
        *("(Puzanov 1957y)", "(Puzanov 1957z)", "(Puzanov 1957aa)", "(Puzanov 1957ab)")
    ]


def test_a_work_that_is_there_twice_is_one() -> None:
    rice, other = work("a", "Rice"), work("a", "Coal")
    again = work("a", "Rice")
    listed = ReferenceList([rice, again, other])
    assert len(listed.entries()) == 2
    assert listed.citation(again) == "(Puzanov 1957b)"
    assert listed.citation(other) == "(Puzanov 1957a)"


@pytest.mark.parametrize(
    ("names", "texts"),
    [
        # the whole name where the family name stands first
        ([KIM_IL_SUNG, KIM_JONG_IL], ["(Kim Il Sung 1957)", "(Kim Jong Il 1957)"]),
        # initials, also of written-out names
        (
            [PUZANOV_, Agent("Boris Puzanov", "Puzanov", "Boris", role="author")],
            ["(A. M. Puzanov 1957)", "(B. Puzanov 1957)"],
        ),
        # where initials do not tell them apart: the names
        (
            [
                Agent("Boris Orlov", "Orlov", "Boris", role="author"),
                Agent("Bogdan Orlov", "Orlov", "Bogdan", role="author"),
            ],
            ["(Boris Orlov 1957)", "(Bogdan Orlov 1957)"],
        ),
    ],
)
def test_authors_with_one_family_name(names: list[Agent], texts: list[str]) -> None:
    works = [work(f"k{number}", "Rice", "1957", name) for number, name in enumerate(names)]
    assert cited(works) == texts


def test_alone_it_is_what_cite_writes() -> None:
    listed = ReferenceList([PUZANOV], format="html", archive_names="full")
    assert listed.citation(PUZANOV, leaves="27") == cite(
        PUZANOV, "chicago-author-date-text", leaves="27", format="html"
    )
    assert listed.entries() == [
        cite(PUZANOV, "chicago-author-date", format="html", archive_names="full")
    ]


def test_what_it_refuses() -> None:
    listed = ReferenceList([PUZANOV])
    with pytest.raises(ProvenanceError, match="x: not a work of this reference list"):
        listed.entry(work("x"))
    with pytest.raises(ProvenanceError, match="style with a reference list 'chicago-note'"):
        ReferenceList([], "chicago-note")
    with pytest.raises(ProvenanceError, match="expected a Record to list, found str"):
        ReferenceList(["x"])  # type: ignore[list-item]
    with pytest.raises(ProvenanceError, match="leaves go with one document"):
        listed.citation(PUZANOV, PUZANOV, leaves="1")
    with pytest.raises(ProvenanceError, match="expected a document to cite"):
        listed.citation()
    with pytest.raises(RecordError, match="leaves"):
        listed.citation(PUZANOV, leaves="page")
