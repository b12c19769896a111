"""Two records of one document: whether they are, and what becomes of them."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from strategies import records

from provenance import (
    Agent,
    Copies,
    Credit,
    Leaves,
    Locator,
    Mark,
    Merged,
    Number,
    Publication,
    Receiver,
    Record,
    Unit,
    parse_locator,
)
from provenance.library.merge import Difference, merge_records, same_document

PLACE = parse_locator("AVPRF, f. 0102, op. 14, d. 6, ll. 26-29")


def lying(reference: str, **more: object) -> Record:
    return Record(key="a", holdings=[parse_locator(reference)], **more)  # type: ignore[arg-type]


# --- one document, or two


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("AVPRF, f. 0102, op. 14, d. 6, ll. 26-29", "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 27", True),
        ("AVPRF, f. 0102, op. 14, d. 6, ll. 26-29", "AVPRF, f. 0102, op. 14, d. 6, l. 30", False),
        ("AVPRF, f. 0102, op. 14, p. 7, d. 6, l. 3", "AVPRF, f. 0102, op. 14, d. 6, l. 3", True),
        ("AVPRF, f. 0102, op. 14, d. 6, l. 3", "AVPRF, f. 0102, op. 14, d. 7, l. 3", False),
        ("AVPRF, f. 0102, op. 14, d. 6, l. 3", "RGANI, f. 0102, op. 14, d. 6, l. 3", False),
        ("TsKhSD, f. 5, op. 28, d. 411, l. 9", "RGANI, f. 5, op. 28, d. 411, l. 9", True),
    ],
)
def test_leaves_of_one_file_are_one_document(mine: str, theirs: str, expected: bool) -> None:
    assert same_document(lying(mine), lying(theirs)) is expected
    assert same_document(lying(theirs), lying(mine)) is expected


def test_one_leaf_may_end_one_document_and_begin_another() -> None:
    first = lying("AVPRF, f. 0102, op. 14, d. 6, ll. 26-29", title="A")
    second = lying("AVPRF, f. 0102, op. 14, d. 6, ll. 29-31", title="B")
    assert not same_document(first, second)
    assert not same_document(second, first)
    assert same_document(first, attrs.evolve(second, title="a"))


def test_documents_of_different_dates_are_two() -> None:
    first, second = (lying("AVPRF, f. 0102, op. 14, d. 6, l. 26", date=date)
                     for date in ("1957-12-23", "1957-12-24"))  # fmt: skip
    assert not same_document(first, second)
    assert same_document(first, attrs.evolve(second, date="1957"))


def test_without_leaves_date_and_title_or_number_decide() -> None:
    first = lying("AVPRF, f. 0102, op. 14, d. 6", title="Report", date="1957-12-23")
    assert not same_document(first, lying("AVPRF, f. 0102, op. 14, d. 6", date="1957-12-23"))
    assert not same_document(first, attrs.evolve(first, date=None))
    assert same_document(first, attrs.evolve(first, title="REPORT"))
    numbered = attrs.evolve(first, title="Other", number="309")
    assert same_document(numbered, attrs.evolve(first, number="309"))


def test_of_those_that_lie_nowhere_title_and_date_decide() -> None:
    digest = Record(key="digest", title="Report of a TASS Correspondent", date="1945-10-23")
    assert same_document(digest, attrs.evolve(digest, title="Report of a TASS correspondent"))
    assert not same_document(digest, attrs.evolve(digest, date="1945"))
    assert not same_document(digest, attrs.evolve(digest, title="Report"))
    assert same_document(digest, attrs.evolve(digest, holdings=[PLACE]))
    undated = attrs.evolve(digest, date=None)
    assert same_document(undated, attrs.evolve(undated, key="other"))
    assert not same_document(undated, attrs.evolve(undated, place="Paris"))
    elsewhere = [parse_locator("RGASPI, f. 558, op. 11, d. 342, l. 78")]
    assert not same_document(
        attrs.evolve(digest, holdings=[PLACE]), attrs.evolve(digest, holdings=elsewhere)
    )


def test_what_a_host_knows_by_one_address_or_id_is_one_document() -> None:
    def shown(**more: str) -> Record:
        return Record(key="a", publication=Publication(**more))  # type: ignore[arg-type]

    url = "https://digitalarchive.wilsoncenter.org/document/115982"
    assert same_document(
        shown(url=url), shown(url="http://www.digitalarchive.wilsoncenter.org/document/115982/")
    )
    assert not same_document(shown(url=url), shown(url=url + "3"))
    assert not same_document(
        shown(url="https://wilsoncenter.org/"), shown(url="https://wilsoncenter.org")
    )
    assert same_document(shown(host="DA", id="115982"), shown(host="da", id="115982"))
    assert not same_document(shown(host="DA", id="1"), shown(host="Other", id="1"))
    assert not same_document(shown(id="1"), shown(id="1"))


# --- one record of two


def test_equal_values_stay_and_missing_ones_are_taken() -> None:
    mine = Record(key="a", title="Journal", date="1957-12-23", copies=Copies(number=3))
    theirs = Record(key="b", title="Journal", number="309", copies=Copies(number=3, printed=5))
    done = merge_records(mine, theirs, source="b.toml")
    assert done.record == Record(
        key="a", title="Journal", date="1957-12-23", number="309",
        copies=Copies(number=3, printed=5),
        merged=[Merged(key="b", source="b.toml", took=["number", "copies.printed"])],
    )  # fmt: skip
    assert done.differences == (
        Difference("number", None, "309"), Difference("copies.printed", None, "5")
    )  # fmt: skip


def test_the_first_one_counts_and_the_other_value_is_kept() -> None:
    mine = Record(key="a", title="Journal", publication=Publication(url="https://a.example/1"))
    theirs = Record(key="b", title="Diary", publication=Publication(url="https://b.example/2"))
    done = merge_records(mine, theirs)
    assert done.record.title == "Journal"
    assert done.record.merged == (
        Merged(key="b", differs={"title": "Diary", "publication.url": "https://b.example/2"}),
    )
    assert done.differences[0] == Difference("title", "Journal", "Diary")


def test_the_other_one_counts_where_it_is_preferred_and_nothing_is_lost() -> None:
    mine = Record(key="a", title="Journal", place="Moscow")
    theirs = Record(key="b", title="Diary", number="309")
    done = merge_records(mine, theirs, source="b.toml", prefer_other=True)
    assert done.record == Record(
        key="a", title="Diary", place="Moscow", number="309",
        merged=[
            Merged(key="b", source="b.toml", took=["number", "title"]),
            Merged(key="a", differs={"title": "Journal"}),
        ],
    )  # fmt: skip


def test_a_value_that_lost_once_may_be_preferred_later() -> None:
    mine, theirs = Record(key="a", title="Journal"), Record(key="b", title="Diary")
    once = merge_records(mine, theirs).record
    assert merge_records(once, theirs, prefer_other=True).record.title == "Diary"


def test_lists_are_united_without_doubles() -> None:
    mine = Record(
        key="a", subjects=["War", "Peace"],
        creators=[Agent("A. M. Puzanov", family="Puzanov", given="A. M.", role="author")],
        numbers=[Number("outgoing", "309")], marks=[Mark("stamp", text="Secret")],
        credits=[Credit("translated", by=["Gary Goldberg"], project="NKIDP")],
        copies=Copies(distribution=[Receiver("Gromyko", copy=1)]),
    )  # fmt: skip
    theirs = Record(
        key="b", subjects=["peace", "Korea"],
        creators=[
            Agent("Alexander M. Puzanov", family="Puzanov", given="Alexander M.", role="author"),
            Agent("Kim Il Sung", family="Kim", given="Il Sung", role="author"),
        ],
        numbers=[Number("Outgoing", "309", date="1957-12-25"), Number("incoming", "12")],
        marks=[Mark("stamp", text="secret", by="Torbenkov"), Mark("handwritten", text="To file")],
        credits=[Credit("translated", by=["Gary Goldberg", "Ana Lalaj"], project="NKIDP")],
        copies=Copies(distribution=[Receiver("Fedorenko", copy=2), Receiver("Stalin", copy=1)]),
    )  # fmt: skip
    done = merge_records(mine, theirs).record
    assert done.subjects == ("War", "Peace", "Korea")
    assert [agent.name for agent in done.creators] == ["A. M. Puzanov", "Kim Il Sung"]
    assert done.numbers == (Number("outgoing", "309", date="1957-12-25"), Number("incoming", "12"))
    assert done.marks == (
        Mark("stamp", text="Secret", by="Torbenkov"), Mark("handwritten", text="To file")
    )  # fmt: skip
    assert done.credits == (
        Credit("translated", by=["Gary Goldberg", "Ana Lalaj"], project="NKIDP"),
    )
    assert done.copies is not None
    assert done.copies.distribution == (Receiver("Gromyko", copy=1), Receiver("Fedorenko", copy=2))
    (entry,) = done.merged
    assert entry.took == (
        "numbers[0].date", "numbers[1]", "creators[1]", "copies.distribution[1]", "marks[0].by",
        "marks[1]", "credits[0].by[1]", "subjects[2]",
    )  # fmt: skip
    assert entry.differs["copies.distribution[0].to"] == "Stalin"
    assert entry.differs["creators[0].name"] == "Alexander M. Puzanov"


def test_references_to_one_file_become_one_holding() -> None:
    file = (Unit("fond", "0102"), Unit("opis", "14"), Unit("delo", "6"))
    mine = Record(key="a", holdings=[Locator("avprf", file, Leaves.parse("26-29", "list"))])
    theirs = Record(key="b", holdings=[
        Locator("avprf", (*file[:2], Unit("papka", "7"), file[2]), Leaves.parse("26", "list"),
                note="a copy"),
        parse_locator("RGASPI, f. 558, op. 11, d. 342, l. 78"),
    ])  # fmt: skip
    merging = merge_records(mine, theirs)
    assert Difference(
        "holdings[0].units", "fond 0102, opis 14, delo 6", "fond 0102, opis 14, papka 7, delo 6"
    ) in merging.differences  # fmt: skip
    done = merging.record
    first, second = done.holdings
    assert first.unit("papka") == Unit("papka", "7")
    assert str(first.leaves) == "26-29"
    assert first.note == "a copy"
    assert second.archive == "rgaspi"
    (entry,) = done.merged
    assert entry.took == ("holdings[0].units", "holdings[0].note", "holdings[1]")
    assert entry.differs == {"holdings[0].leaves": "26"}


def test_merging_again_changes_nothing() -> None:
    mine = Record(key="a", title="Journal", subjects=["War"], holdings=[PLACE])
    theirs = Record(key="b", title="Diary", number="309", subjects=["Peace"], holdings=[PLACE])
    once = merge_records(mine, theirs, source="b.toml").record
    again = merge_records(once, theirs, source="b.toml")
    assert again.record == once
    assert again.differences == ()


def test_what_was_merged_into_the_other_one_comes_along() -> None:
    older = Merged(key="c", source="c.toml", differs={"title": "Note"})
    mine, theirs = Record(key="a"), Record(key="b", title="Diary", merged=[older])
    done = merge_records(mine, theirs).record
    assert done.merged == (older, Merged(key="b", took=["title"]))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(mine=records(), theirs=records())
def test_any_two_records_become_one_that_merging_again_leaves_alone(
    mine: Record, theirs: Record
) -> None:
    for prefer_other in (False, True):
        once = merge_records(mine, theirs, prefer_other=prefer_other).record
        assert once.key == mine.key
        again = merge_records(once, theirs, prefer_other=prefer_other)
        assert again.record == once
        assert again.differences == ()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=15)
@given(record=records())
def test_a_record_has_nothing_new_to_say_to_itself(record: Record) -> None:
    done = merge_records(record, record)
    assert done.differences == ()
    assert attrs.evolve(done.record, origins={}) == attrs.evolve(record, origins={})
