"""Rules about copies, distribution and classification."""

import pytest
from record_cases import record, told

from provenance import Date, Record, check
from provenance.model import Copies, Locator, Mark, Number, Receiver, Unit


def copies(printed, *lines, number=None, note=None):
    listed = [Receiver(to, copy) for copy, to in lines]
    return record(copies=Copies(number, printed, listed, note))


def stamped(classification, *texts):
    return record(classification=classification, marks=[Mark("stamp", text) for text in texts])


def held(classification, archive, **units):
    units = tuple(Unit(kind, value) for kind, value in units.items())
    return record(classification=classification, holdings=[Locator(archive, units)])


LISTED = "copies.distribution"
#: rule, field, message; a faulty record, and one put right
CASES = [
    ("copy-number-too-high", "copies.number", "Copy 5 of 3.",
     copies(3, number=5), copies(5, number=3)),
    ("copy-number-too-high", f"{LISTED}[1].copy", "Copy 3 of 2.",
     copies(2, (1, "Gromyko"), (3, "Kuznetsov")), copies(2, (1, "Gromyko"), (2, "Kuznetsov"))),
    ("distribution-size", LISTED, "5 addressees for 3 copies.",
     copies(3, *((None, name) for name in ("A", "B", "C", "D", "E"))),
     copies(5, *((None, name) for name in ("A", "B", "C", "D")))),
    ("distribution-size", LISTED, "3 addressees for 5 copies.",
     copies(5, (None, "A"), (None, "B"), (None, "C")),
     copies(5, (None, "A"), (None, "B"), note="and others, by list")),
    ("distribution-size", LISTED, "2 addressees for 3 copies.",
     copies(3, (None, "A"), (None, "file")), copies(3, (None, "A"), (None, "B"))),
    ("duplicate-copy-number", f"{LISTED}[1].copy", "Copy 1 assigned twice.",
     copies(2, (1, "Kuznetsov"), (1, "Fedorenko")), copies(2, (1, "Kuznetsov"), (2, "Fedorenko"))),
    ("missing-copy-numbers", LISTED, "Copy 3 unaccounted for.",
     copies(4, (1, "A"), (2, "B"), (4, "C")), copies(4, (1, "A"), (2, "B"), (3, "D"), (4, "C"))),
    ("missing-copy-numbers", LISTED, "Copies 1, 4–8 unaccounted for.",
     copies(8, (2, "A"), (3, "B")), copies(3, (1, "A"), (2, "B"))),
    ("duplicate-recipient", f"{LISTED}[2].to", "Cde. Gromyko listed twice.",
     copies(3, (1, "Gromyko"), (2, "Kuznetsov"), (3, "Cde. Gromyko")),
     copies(4, (1, "Gromyko"), (2, "A. Gromyko"), (3, "file"), (4, "file"))),
    ("classification-conflict", "classification",
     "Classification secret vs top secret without declassification.",
     stamped("secret", "Top Secret"), stamped("top secret", "TOP SECRET.")),
    ("classification-conflict", "classification",
     "Classification secret vs top secret without declassification.",
     stamped("secret", "Top Secret"), stamped("secret", "Top Secret", "Declassified 1992")),
    ("classification-conflict", "classification",
     "Classification secret vs top secret (number 499ss) without declassification.",
     record(classification="secret", numbers=[Number("outgoing", "499ss")]),
     record(classification="top secret", numbers=[Number("outgoing", "499ss")])),
    ("classification-conflict", "classification",
     "Classification open vs secret (opis 98s) without declassification.",
     held("open", "rgaspi", fond="17", opis="98s"), held("open", "rgaspi", fond="17", opis="98")),
    ("classification-conflict", "classification",
     "Classification unclassified vs secret (fond 0102) without declassification.",
     held("unclassified", "avprf", fond="0102"), held("confidential", "avprf", fond="0102")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "field", "message", "faulty", "right"), CASES)
def test_a_rule_finds_its_fault_alone_and_where_it_is(rule, field, message, faulty, right):
    assert told(faulty, "COP") == [(rule, field, message)]
    assert told(right, "COP") == []


def test_a_number_of_copies_that_nobody_could_make_costs_nothing():
    assert told(copies(10**12, (1, "A"), (2, "B")), "COP004") == [
        ("missing-copy-numbers", LISTED, "Copies 3–1000000000000 unaccounted for.")
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"marks": (Mark("stamp", "Szigorúan titkos!"),)},
         ["Classification open vs szigorúan titkos"]),
        ({"handling": ("Ściśle tajne",)}, ["Classification open vs ściśle tajne"]),
        ({"handling": ("pilne",)}, []),
        ({"marks": (Mark("stamp", "Tajne"), Mark("stamp", "Declassified 5 March 1991"))}, []),
    ],
)  # fmt: skip
def test_what_a_document_says_of_its_secrecy_beside_its_classification(fields, expected):
    found = check(Record("k", kind="letter", title="Letter", date=Date("1956-10-24"),
                         classification="open", **fields))  # fmt: skip
    assert [each.message.partition(" without")[0] for each in found] == expected
