"""Rules about records together."""

import pytest

from provenance import Settings, check, parse_locator
from provenance.model import Record


def of(key, locator, date="1957-12-23", **fields):
    fields = {"kind": "letter", "title": f"Letter {key}"} | fields
    return Record(key, date=date, holdings=[parse_locator(locator)], **fields)


def told(*records):
    found = check(records, settings=Settings(select=["REC"]))
    return [(each.rule, each.key, each.where, each.message) for each in found]


FILE = "AVPRF, f. 0102, op. 14, d. 6"


def test_keys_are_compared_without_their_capitals():
    records = [
        of("a", f"{FILE}, l. 1"),
        of("b", f"{FILE}, l. 2"),
        of("A", f"{FILE}, l. 3", title="C"),
    ]
    assert told(*records) == [("duplicate-key", "A", "key", "Key A used 2 times.")]
    assert told(*records[:2]) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{FILE}, ll. 26–29", f"{FILE}, l. 27"),
        (f"{FILE}, ll. 26–29", "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 29–31"),
        ("AVPRF, f. 0102, op. 14, p. 75, d. 6, l. 26", f"{FILE}, l. 26"),
        ("TNA, FO 371/127265, p. 3", "TNA, FO 371/127265, pp. 2–5"),
    ],
)
def test_one_document_twice_by_file_and_leaves(first, second):
    assert told(of("a", first), of("b", second)) == [
        ("duplicate-locator", "b", "holdings[0]", "Same file and leaves as a.")
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{FILE}, ll. 26–29", f"{FILE}, ll. 30–31"),
        (f"{FILE}, l. 5", f"{FILE}, l. 6"),
        (f"{FILE}, l. 26", "AVPRF, f. 0102, op. 14, d. 7, l. 26"),
        (FILE, FILE),
        (FILE, f"{FILE}, l. 5"),
        ("AVPRF, f. 0102, op. 14, p. 75, d. 6, l. 2", "AVPRF, f. 0102, op. 14, p. 76, d. 6, l. 2"),
        ("f. 5, op. 28, d. 411, l. 2", "f. 5, op. 28, d. 411, l. 2"),
    ],
)  # fmt: skip
def test_different_documents_of_a_file_or_of_two_files(first, second):
    assert told(of("a", first), of("b", second)) == []


def test_one_document_twice_without_leaves():
    assert told(of("a", FILE, title="Journal"), of("b", FILE, title="Journal")) == [
        ("duplicate-locator", "b", "holdings[0]", "Same file and document as a.")
    ]


def test_leaves_that_contradict_one_another():
    one = of("a", f"{FILE}, ll. 26–29", "1957-05-05")
    assert told(one, of("b", f"{FILE}, ll. 28–31", "1957-05-07")) == [
        ("conflicting-leaves", "b", "holdings[0].leaves",
         "Leaves 28-31 overlap those of a, a document of another date.")
    ]  # fmt: skip
    assert told(one, of("b", f"{FILE}, ll. 29–31", "1957-05-07")) == []
    again = of("b", f"{FILE}, ll. 36–39", "1957-05-05", title="Letter a")
    assert told(one, again) == [
        ("conflicting-leaves", "b", "holdings[0].leaves", "This document has leaves 26-29 in a.")
    ]


def test_one_file_under_two_names_of_its_archive():
    old, new = (of(k, f"{n}, f. 5, op. 28, d. 411, l. {k}", title=k) for k, n in
                (("1", "TsKhSD"), ("2", "RGANI")))  # fmt: skip
    assert told(old, new) == [
        ("file-under-two-names", "1", "holdings[0].archive_text", "TsKhSD is called RGANI in 2.")
    ]
    assert told(new, of("3", "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 3")) == []


def test_many_records_of_one_file_are_looked_at_in_one_pass():
    records = [of(f"k{n}", f"{FILE}, ll. {2 * n + 1}–{2 * n + 2}") for n in range(2000)]
    assert told(*records, of("last", f"{FILE}, l. 3000")) == [
        ("duplicate-locator", "last", "holdings[0]", "Same file and leaves as k1499.")
    ]
