"""The history of a document, worked out by hand from records and from the rules of the order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import assert_linear
from strategies import records

import provenance
from provenance import (
    Agent,
    Copies,
    Credit,
    Event,
    Mark,
    Number,
    Origin,
    Publication,
    Receiver,
    Record,
)  # fmt: skip
from provenance.model.document import EVENT_KINDS
from provenance.model.history import COPY_RULE, Actor, Exemplar, history
from provenance.model.history_order import days_of

EXAMPLES = Path(__file__).parents[2] / "records" / "examples"


def example(name: str) -> Record:
    return provenance.load(EXAMPLES / f"{name}.toml")


def told(record: Record) -> list[tuple[str, str | None, str]]:
    """Return kind, date and path of each step."""
    return [(s.kind, str(s.date) if s.date else None, s.path) for s in history(record)]


PUZANOV = [
    ("written", "1957-12-23", "date_text"),
    ("signed", None, "marks[3]"),
    ("registered", None, "number"),
    ("typed", "1957-12-25", "copies.printed"),
    ("distributed", None, "copies.distribution[0]"),
    ("distributed", None, "copies.distribution[1]"),
    ("distributed", None, "copies.distribution[2]"),
    ("distributed", None, "copies.distribution[3]"),
    ("distributed", None, "copies.distribution[4]"),
    ("marked", "1958-01-07", "marks[1]"),
    ("marked", None, "marks[0]"),
    ("marked", None, "marks[2]"),
    ("filed", None, "holdings[0]"),
    ("translated", None, "credits[0]"),
    ("published", None, "publication.host"),
]


def test_the_ambassadors_journal():
    assert told(example("puzanov-1957-12-23")) == PUZANOV


def test_a_page_and_its_record_have_one_history():
    (page,) = provenance.read(EXAMPLES / "puzanov-1957-12-23.txt")
    assert told(page) == PUZANOV
    assert [s.basis for s in history(page)] == [
        s.basis for s in history(example("puzanov-1957-12-23"))
    ] == ["document"] * 12 + ["host"] * 3  # fmt: skip


def test_who_did_what_in_the_ambassadors_journal():
    steps = {step.path: step for step in history(example("puzanov-1957-12-23"))}
    assert steps["date_text"].agents == (
        Actor("A. M. Puzanov", "author", office="Soviet Ambassador to the DPRK", person=True),
    )
    assert steps["marks[3]"].agents == (Actor("A. Puzanov", "signatory"),)
    typed = steps["copies.printed"]
    assert (typed.copies, typed.number) == (5, "772")
    assert typed.agents == (Actor("Rodionova", "typist"),)
    assert [(steps[f"copies.distribution[{n}]"].copy, steps[f"copies.distribution[{n}]"].agents)
            for n in (0, 4)] == [
        (1, (Actor("Gromyko", "recipient"),)),
        (5, (Actor("file", "file"),)),
    ]  # fmt: skip
    filed = steps["holdings[0]"]
    assert filed.locator is not None
    assert filed.locator.key == "avprf:fond=0102;opis=14;delo=6;list=26-29"
    assert filed.copy == 3  # the record tells of copy 3, and of no other place
    assert steps["credits[0]"].agents == (
        Actor("Gary Goldberg", "translator"),
        Actor("NKIDP", "project", person=False),
    )
    assert [agent.name for agent in steps["publication.host"].by("sponsor")] == [
        "ROK Ministry of Unification",
        "Leon Levy Foundation",
    ]


def test_who_got_the_exemplar_is_inferred_from_its_number_and_the_list():
    exemplar = history(example("puzanov-1957-12-23")).exemplar
    assert exemplar == Exemplar(3, 5, "Kurdyukov")
    assert exemplar.rule == COPY_RULE == "copy-number-and-distribution"
    alone = history(example("ivanov-1956-06-07")).exemplar
    assert alone == Exemplar(2)
    assert alone.rule is None
    assert history(example("digest-1945-10-23")).exemplar is None
    twice = Copies(number=1, distribution=[Receiver("Gromyko", 1), Receiver("Fedorenko", 1)])
    assert history(Record("k", copies=twice)).exemplar == Exemplar(1)


def test_a_register_that_repeats_the_documents_number_is_one_step():
    assert told(example("ivanov-1956-06-07")) == [
        ("written", "1956-06-07", "date"),
        ("registered", "1956-06-13", "numbers[0]"),
        ("filed", None, "holdings[0]"),
        ("obtained", None, "credits[0]"),
        ("translated", None, "credits[1]"),
        ("published", None, "publication.sponsors"),
    ]


def test_of_several_places_none_is_known_to_have_the_exemplar():
    record = example("filippov-1952-02-03")
    steps = history(record).steps
    assert told(record) == [
        ("written", "1952-02-03", "date"),
        ("registered", None, "number"),
        ("filed", None, "holdings[0]"),
        ("filed", None, "holdings[1]"),
        ("filed", None, "holdings[2]"),
        ("published", "2011-11-20", "publication.uploaded"),
    ]
    assert [step.copy for step in steps] == [None] * 6
    assert [agent.name for agent in steps[0].by("addressee")] == ["Krasovsky", "Mao Zedong"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"numbers": [Number("outgoing", "499ss")]}, [("sent", None, "numbers[0]")]),
        ({"numbers": [Number("Incoming", "12", "1957-12-27")]},
         [("received", "1957-12-27", "numbers[0]")]),
        ({"numbers": [Number("telegram", "72")]}, [("registered", None, "numbers[0]")]),
        ({"marks": [Mark("stamp", "Вх. № 12", date="1957-12-27")]},
         [("received", "1957-12-27", "marks[0]")]),
        ({"marks": [Mark("stamp", "DECLASSIFIED", date="1996")]},
         [("declassified", "1996", "marks[0]")]),
        ({"marks": [Mark("stamp", "Received by hand of the incomer")]},
         [("received", None, "marks[0]")]),
        ({"marks": [Mark("stamp", "Undeclassified")]}, [("marked", None, "marks[0]")]),
        ({"copies": Copies(number=2)}, []),
        ({"copies": Copies(distribution_note="to the Politburo")},
         [("distributed", None, "copies.distribution_note")]),
        ({"credits": [Credit("Translated")]}, [("translated", None, "credits[0]")]),
        ({"credits": [Credit("digitized", ["X"])]}, [("digitized", None, "credits[0]")]),
        ({"publication": Publication(accessed="2024-05-02")},
         [("accessed", "2024-05-02", "publication.accessed")]),
    ],
)  # fmt: skip
def test_what_a_field_tells(fields, expected):
    assert told(Record("k", **fields)) == expected


def test_the_records_own_events_and_on_whose_word():
    record = Record(
        "k", date="1957-12-23", publication=Publication(accessed="2024"),
        events=[
            Event("declassified", "1996", agent="A commission", place="Moscow", note="By list."),
            Event("filed", "1958", basis="host"),
            Event("read", basis="inferred"),
        ],
    )  # fmt: skip
    found = [(s.kind, s.basis, s.rule, s.path) for s in history(record)]
    assert found == [
        ("written", "host", None, "date"),
        ("read", "inferred", "historian", "events[2]"),
        ("filed", "host", None, "events[1]"),
        ("declassified", "historian", None, "events[0]"),
        ("accessed", "historian", None, "publication.accessed"),
    ]
    step = history(record).steps[3]
    assert (step.agents, step.place, step.note) == (
        (Actor("A commission", "declassifier"),), "Moscow", "By list.",
    )  # fmt: skip


def test_where_a_value_stood_goes_before_the_table():
    record = Record(
        "k", date="1957", creators=[Agent("X")], number="7",
        origins={"date": Origin(1, 0, 4, "document"), "number": Origin(1, 0, 1, "inferred"),
                 "creators[0].name": Origin(2, 5, 6, "host")},
    )  # fmt: skip
    assert [(s.kind, s.basis, s.rule) for s in history(record)] == [
        ("written", "document", None),
        ("registered", "inferred", "as-read"),
    ]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        # a year may be before or after a day in it: the usual order decides
        ({"written": "1957", "typed": "1957-03-01", "filed": "1957"}, "written typed filed"),
        ({"marked": "1956-05-01", "written": "1957"}, "marked written"),
        # without a date: after the last dated one of its own kind or an earlier one
        ({"filed": "1958", "written": "1957-12-23", "sent": None}, "written sent filed"),
        ({"written": None, "filed": "1958"}, "written filed"),
        ({"marked": "1956", "written": "1957", "registered": None}, "marked written registered"),
        ({"translated": None, "filed": None, "written": None}, "written filed translated"),
        ({"filed": "../1950", "written": "1957"}, "filed written"),
        ({"filed": "1950/..", "written": "1957"}, "written filed"),
        ({"filed": "1957-12-24", "written": "1957-12-23/1957-12-21"}, "written filed"),
    ],
)
def test_the_order(dates, expected):
    record = Record("k", events=[Event(kind, date) for kind, date in dates.items()])
    assert " ".join(step.kind for step in history(record)) == expected


@settings(max_examples=150, deadline=None)
@given(records())
def test_any_record_has_a_history_in_order(record):
    steps = history(record).steps
    assert len({step.paths for step in steps}) == len(steps)
    latest = None
    for step in steps:
        days = days_of(step.date)
        if days is not None:
            assert latest is None or days[1] >= latest  # nothing after it is certainly before it
            latest = max(latest or days[0], days[0])
    assert {step.path for step in steps if step.path.startswith("events")} == {
        f"events[{n}]" for n in range(len(record.events))
    }


@given(st.permutations([Event(kind, str(1950 + at)) for at, kind in enumerate(EVENT_KINDS)]))
def test_dates_go_before_kinds_and_the_order_of_the_record(events):
    dates = [step.date.edtf for step in history(Record("k", events=events)) if step.date]
    assert dates == sorted(dates)


def test_any_number_of_events_costs_linear_time():
    def tell(letters):
        events = [
            Event(EVENT_KINDS[at % 21], f"{1000 + at % 999}" if at % 3 else None)
            for at in range(len(letters))
        ]
        return history(Record("k", events=events))

    assert_linear(tell, "a", times=300)
