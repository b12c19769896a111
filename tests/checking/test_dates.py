"""Rules about dates, in records and beside references; worked by hand from the rules' texts."""

import datetime as dt

import pytest

from provenance import Settings, check
from provenance.checking.checker import Checker
from provenance.checking.rules import Entry
from provenance.model import (
    Agent,
    Copies,
    Event,
    Locator,
    Mark,
    Number,
    Publication,
    Record,
    Unit,
)
from provenance.verdicts import check_bytes

TODAY = dt.date(2026, 11, 25)


def record(**fields):
    return Record("k", kind="letter", title="Letter", **fields)


def told(thing, **settings):
    found = check(thing, today=TODAY, settings=Settings(**settings))
    return [(each.rule, each.where, each.message) for each in found]


TIRANA = Locator("aqppsh", (Unit("subgroup", "MPKK"), Unit("viti", "1967"), Unit("dosja", "20")))

BUCHAREST = Locator("amae-ro", (Unit("dosar", "10/1957"),))

#: rule, field, message; the fields of a faulty record, and of one put right
CASES = [
    ("impossible-date", "date", "31 November 1957 doesn't exist.",
     {"date": "1957-11-31"}, {"date": "1957-11-30"}),
    ("impossible-date", "period", "29 February 1957 doesn't exist.",
     {"date": "1957", "period": "1957-02-27/1957-02-29"},
     {"date": "1956", "period": "1956-02-27/1956-02-29"}),
    ("calendar-gap", "date",
     "5 February 1918 doesn't exist in Soviet Russia (calendar change).",
     {"date": "1918-02-05", "language": "ru"}, {"date": "1918-02-14", "language": "ru"}),
    ("calendar-gap", "date", "3 April 1916 doesn't exist in Bulgaria (calendar change).",
     {"date": "1916-04-03", "language": "bg"}, {"date": "1916-04-03", "language": "ru"}),
    ("double-date-mismatch", "date_text", "Old/New Style difference is 14, expected 13.",
     {"date": "1917-11-07", "date_text": "25 Oct. (8 Nov.) 1917"},
     {"date": "1917-11-07", "date_text": "25 Oct. (7 Nov.) 1917"}),
    ("double-date-mismatch", "date_text", "Old/New Style difference is 13, expected 12.",
     {"date": "1899-03", "date_text": "20 февраля (5 марта) 1899 г."},
     {"date": "1899-03", "date_text": "20 февраля (4 марта) 1899 г."}),
    ("edtf-text-mismatch", "date_text", "EDTF 1957-12-23 vs text '24 December'.",
     {"date": "1957-12-23", "date_text": "24 December"},
     {"date": "1957-12-23", "date_text": "[23] December 1957"}),
    ("edtf-text-mismatch", "marks[0].date", "EDTF 1958-01-08 vs text '7 January 1958'.",
     {"date": "1957", "marks": [Mark("stamp", "7 January 1958", date="1958-01-08")]},
     {"date": "1957", "marks": [Mark("stamp", "7 January 1958", date="1958-01-07")]}),
    ("interval-reversed", "period", "Interval ends before it starts.",
     {"date": "1957", "period": "1957-12-23/1957-12-21"},
     {"date": "1957", "period": "1957-12-21/1957-12-23"}),
    ("receipt-before-creation", "numbers[0].date",
     "Received 21 December 1957 before it was written 23 December 1957.",
     {"date": "1957-12-23", "numbers": [Number("incoming", "12", "1957-12-21")]},
     {"date": "1957-12-23", "numbers": [Number("incoming", "12", "1957-12-22")]}),
    ("receipt-before-creation", "marks[0].date",
     "Received 21 December 1957 before it was written 23 December 1957.",
     {"date": "1957-12-23", "marks": [Mark("stamp", "Вх. № 12", date="1957-12-21")]},
     {"date": "1957-12-23", "marks": [Mark("stamp", "Вх. № 12", date="1957-12")]}),
    ("registration-before-creation", "numbers[0].date",
     "Registered 7 June 1956 before creation 13 June 1956.",
     {"date": "1956-06-13", "numbers": [Number("register", "179", "1956-06-07")]},
     {"date": "1956-06-07", "numbers": [Number("register", "179", "1956-06-13")]}),
    ("future-date", "events[0].date", "2957 is in the future.",
     {"date": "1957", "events": [Event("filed", "2957")]},
     {"date": "1957", "events": [Event("filed", "1957")]}),
    ("future-date", "date", "2957 is in the future.", {"date": "2957"}, {"date": "1957"}),
    ("future-date", "publication.accessed", "26 November 2026 is in the future.",
     {"date": "1957", "publication": Publication(accessed="2026-11-26")},
     {"date": "1957", "publication": Publication(accessed="2026-11-25")}),
    ("outside-fond-dates", "date", "30 September 1927 is outside the file of 1967 (1967).",
     {"date": "1927-09-30", "holdings": [TIRANA]}, {"date": "1966-12-30", "holdings": [TIRANA]}),
    ("outside-fond-dates", "date", "1927-05 is outside the file of 1957 (1957).",
     {"date": "1927-05", "holdings": [BUCHAREST]}, {"date": "1957-05", "holdings": [BUCHAREST]}),
    ("outside-fond-dates", "date", "3 May 1949 is outside RGANI, f. 3 (1952–1991).",
     {"date": "1949-05-03", "holdings": [Locator("rgani", (Unit("fond", "3"),))]},
     {"date": "1953-05-03", "holdings": [Locator("rgani", (Unit("fond", "3"),))]}),
    ("two-digit-year", "date_text", "Century assumed for '23.12.57'.",
     {"date": "1957-12-23", "date_text": "23.12.57"},
     {"date": "1957-12-23", "date_text": "23.12.1957"}),
    ("ambiguous-numeric", "date_text", "'03/04/57' may be 4 March 1957 or 3 April 1957.",
     {"date": "1957-03-04", "date_text": "03/04/57"},
     {"date": "1957-03-04", "date_text": "4 March 1957"}),
    ("supplied-without-bracket", "date_text", "Put supplied parts in brackets.",
     {"date": "1957-12-?23", "date_text": "23 December 1957"},
     {"date": "1957-12-?23", "date_text": "[23] December 1957"}),
    ("supplied-without-bracket", "date_text", "Put supplied parts in brackets.",
     {"date": "1957?", "date_text": "n.d. 1957"}, {"date": "1957?", "date_text": "n.d. [1957]"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "field", "message", "faulty", "right"), CASES)
def test_a_rule_finds_its_fault_alone_and_where_it_is(rule, field, message, faulty, right):
    dated = ["DAT"]
    assert told(record(**faulty), select=dated) == [(rule, field, message)]
    assert told(record(**right), select=dated) == []


@pytest.mark.parametrize(
    ("where", "message", "fields"),
    [
        ("marks[0].date", "Stamped 7 January 1957 before it was written 23 December 1957.",
         {"marks": [Mark("stamp", "7 January 1957", date="1957-01-07")]}),
        ("marks[0].date", "Marked 1956 before it was written 23 December 1957.",
         {"marks": [Mark("handwritten", "to file", date="1956")]}),
        ("copies.typed", "Typed 22 December 1957 before it was written 23 December 1957.",
         {"copies": Copies(typed="1957-12-22")}),
        ("events[1].date", "Distributed 24 December 1957 before it was typed 25 December 1957.",
         {"copies": Copies(typed="1957-12-25"),
          "events": [Event("filed", "1958"), Event("distributed", "1957-12-24")]}),
        ("events[0].date", "Received 21 December 1957 before it was written 23 December 1957.",
         {"events": [Event("received", "1957-12-21")]}),
    ],
)  # fmt: skip
def test_what_happened_before_it_could(where, message, fields):
    thing = record(date="1957-12-23", **fields)
    assert told(thing, select=["PRO006"]) == [("history-out-of-order", where, message)]


@pytest.mark.parametrize(
    "fields",
    [
        {"marks": [Mark("stamp", "7 January 1958", date="1958-01-07")]},
        {"copies": Copies(typed="1957-12"), "events": [Event("distributed", "1957-12-24")]},
        {"events": [Event("received", "1957-12-22")]},  # time zones
        {"events": [Event("written", "1957-12-20")]},
    ],
)
def test_what_happened_in_its_time(fields):
    assert told(record(date="1957-12-23", **fields), select=["DAT", "PRO006"]) == []


def test_one_fault_of_the_order_is_heard_of_once():
    thing = record(date="1957-12-23", numbers=[Number("incoming", "7", "1957-12-21")])
    assert [rule for rule, *_ in told(thing, select=["DAT", "PRO"])] == ["receipt-before-creation"]
    thing = record(date="1957-12-23", publication=Publication(uploaded="1950"))
    assert [rule for rule, *_ in told(thing, select=["DAT", "PRO"])] == [
        "translation-date-before-original"
    ]


def test_a_date_in_the_old_style_is_no_other_day_than_that_in_the_new():
    thing = record(date="1918-02-18", date_text="5 February 1918", language="ru")
    assert told(thing, select=["DAT"]) == []


def test_authors_whose_office_the_settings_know():
    puzanov = Agent("A. M. Puzanov", "Puzanov", "A. M.", "Soviet Ambassador to the DPRK")
    offices = {"offices": ["Puzanov; Ambassador to the DPRK; 1957/1962", "Ivanov; ; 1906/1970"]}
    faulty = record(date="1950-03-01", creators=[puzanov])
    assert told(faulty, select=["DAT011"], limits=offices) == [
        ("author-dates", "date", "A. M. Puzanov was Ambassador to the DPRK 1957–1962.")
    ]
    right = record(date="1957-12-23", creators=[puzanov])
    assert told(right, select=["DAT011"], limits=offices) == []
    other = record(date="1950-03-01", creators=[Agent("A. M. Puzanov", office="Minister")])
    assert told(other, select=["DAT011"], limits=offices) == []
    born_later = record(date="1900", creators=[Agent("V. I. Ivanov")])
    assert told(born_later, select=["DAT011"], limits=offices) == [
        ("author-dates", "date", "V. I. Ivanov lived 1906–1970.")
    ]


def test_fonds_whose_dates_the_settings_know():
    fonds = {"fond-dates": ["avprf:fond=0102; 1945/1970"]}
    held = [Locator("avprf", (Unit("fond", "0102"), Unit("opis", "14")))]
    assert told(record(date="1938", holdings=held), select=["DAT010"], limits=fonds) == [
        ("outside-fond-dates", "date", "1938 is outside avprf:fond=0102 (1945–1970).")
    ]
    other = [Locator("avprf", (Unit("fond", "01021"), Unit("opis", "14")))]
    assert told(record(date="1938", holdings=other), select=["DAT010"], limits=fonds) == []


NOTES = """\
1. Letter, 31 November 1957, RGANI, f. 5, op. 28, d. 411, ll. 1–4.
2. Letter, 03/04/57, RGANI, f. 5, op. 28, d. 412, l. 7.
3. Letter, 23.12.57, RGANI, f. 5, op. 28, d. 413, l. 7.
4. Letter, 5 February 1918, RGASPI, f. 17, op. 162, d. 18, l. 5.
5. Letter, 25 Oct. (8 Nov.) 1917, RGASPI, f. 17, op. 162, d. 18, l. 6.
"""
CLEAN = """\
1. Letter, 30 November 1957, RGANI, f. 5, op. 28, d. 411, ll. 1–4.
2. Letter, 13/04/1957, RGANI, f. 5, op. 28, d. 412, l. 7; 1.2.13, and version 4.5.6.
3. Письмо от 29 февраля 1956 г. РГАНИ. Ф. 5. Оп. 28. Д. 413. Л. 7.
4. Letter, 5 (18) February 1918, RGASPI, f. 17, op. 162, d. 18, l. 5.
5. Letter, 5 February (18 February) 1918, RGASPI, f. 17, op. 162, d. 18, l. 6.
6. Letter, 5 February 1918, TNA, FO 371/3331.
7. Letter, 20 December 1916 (2 January 1917), RGASPI, f. 17, op. 162, d. 18, l. 8.
8. 31. listopada 1957., RGANI, f. 5, op. 28, d. 411, l. 9.
9. Novak, Review, 31 November 1957, 12; meetings of 5 May (12 May) 1957.
"""


def test_dates_beside_references_have_their_place_in_the_text():
    found = check(NOTES, settings=Settings(select=["DAT"]))
    assert [(each.rule, NOTES[each.start : each.end], each.line) for each in found] == [
        ("impossible-date", "31 November 1957", 1),
        ("ambiguous-numeric", "03/04/57", 2),
        ("two-digit-year", "23.12.57", 3),
        ("calendar-gap", "5 February 1918", 4),
        ("double-date-mismatch", "25 Oct. (8 Nov.) 1917", 5),
    ]


def test_dates_without_fault_or_without_a_reference_are_left_alone():
    assert check(CLEAN, settings=Settings(select=["DAT"])) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("195u", True), ("December 1957", True), ("[..1958-01-07]", True), ("1957-12-2?3", True),
     ("1957-33", True), ("195X", False), ("1957-12-21/1957-12-23", False), ("1957~", False),
     ("1957-21", False), ("1957/..", False), ("1957-12-23T10:20:00", False)],
)  # fmt: skip
def test_dates_of_biblatex_are_edtf_of_level_one(text, wrong):
    entry = Entry("a", "bibtex", {"date": text}, places={"date": (20, 20 + len(text))})
    found = Checker().entry(entry)
    expected = [("edtf-invalid", 20, f"{text!r} is not EDTF level 1.")] if wrong else []
    assert [(each.rule, each.start, each.message) for each in found] == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # the commonest Russian form has the month once
        ("Письмо от 5(18) февраля 1904 г. РГАСПИ. Ф. 2. Оп. 1. Д. 12. Л. 3.", []),
        ("Письмо от 5(17) февраля 1904 г. РГАСПИ. Ф. 2. Оп. 1. Д. 12. Л. 3.",
         [("double-date-mismatch", "5(17) февраля 1904")]),
        ("Лист, 12 (24) березня 1899 р. ЦДІАК України. Ф. 442. Оп. 1. Спр. 5. Арк. 2.", []),
        ("Лист, 12 (25) березня 1899 р. ЦДІАК України. Ф. 442. Оп. 1. Спр. 5. Арк. 2.",
         [("double-date-mismatch", "12 (25) березня 1899")]),
        ("Scrisoare, 1/13 ianuarie 1913, ANIC, fond CC al PCR, dosar 12/1957, f. 3.",
         [("double-date-mismatch", "1/13 ianuarie 1913")]),
        # a night, days, numbers
        ("Nacht vom 3./4. März 1905, BArch, R 901/12345, Bl. 5.", []),
        ("Reports of 3/7 March 1905, TNA, FO 371/127290.", []),
        ("Reports nos. 3 (4) March 1905, TNA, FO 371/127290.", []),
        # Spanish and Portuguese have a word between month and year
        ("Informe, 31 de abril de 1953, TNA, FO 371/127290.",
         [("impossible-date", "31 de abril de 1953")]),
        ("Informe, 30 de abril de 1953, TNA, FO 371/127290.", []),
        ("Informe, 31 de setembro de 1953, TNA, FO 371/127290.",
         [("impossible-date", "31 de setembro de 1953")]),
    ],
)  # fmt: skip
def test_dates_beside_references_in_other_forms(note, expected):
    text = f"Text.\n\n1. {note}\n"
    found = check_bytes(text.encode(), Checker(today=TODAY), source="a.txt")
    assert [(each.rule, text[each.start : each.end]) for each in found] == expected
