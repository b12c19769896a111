"""The parts of the page reader: marks, credits, names, titles, copies, keys."""

from __future__ import annotations

from typing import Any

import pytest

from provenance.model import Agent
from provenance.reading.page.credits import credits_start, read_credits
from provenance.reading.page.foot import read_foot
from provenance.reading.page.head import read_head
from provenance.reading.page.keys import key_of
from provenance.reading.page.marks import find_marks
from provenance.reading.page.persons import agent_of, fullest, person_of, true_case
from provenance.reading.page.spans import PageText
from provenance.reading.page.titles import facts_of, unquoted


def marks(text: str) -> list[tuple[Any, ...]]:
    found = [mark.value for mark in find_marks(PageText(text), 0, len(text))]
    return [(m.kind, m.text, m.by, str(m.date) if m.date else None, m.condition) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[handwritten: 010097ss]", ("handwritten", "010097ss", None, None, None)),
        ("[Handwritten: PR]", ("handwritten", "PR", None, None, None)),
        ("[stamp: Secret Department]", ("stamp", "Secret Department", None, None, None)),
        ("[illegible signature]", ("signature", None, None, None, "illegible")),
        ("[signature]", ("signature", None, None, None, None)),
        (
            "[faded image of a stamp:\n\n[[TOP SECRET]]\n\nIncoming 02277-ss;\n\n28 August 1957]",
            ("stamp", "[[TOP SECRET]]\nIncoming 02277-ss;\n28 August 1957", None, "1957-08-28",
             "faded"),
        ),
        (
            "[CPSU CC stamp:\n07504\n22 February 1956\nsubject to return]",
            ("stamp", "07504\n22 February 1956\nsubject to return", "CPSU CC", "1956-02-22", None),
        ),
        (
            "[handwritten in the left margin: to the archives]",
            ("handwritten", "to the archives", None, None, "in the left margin"),
        ),
        (
            '[handwritten:\n"to Cdes. [[N. P. Varnov?]] and Samsonov\n9 April 1960"]',
            ("handwritten", '"to Cdes. [[N. P. Varnov?]] and Samsonov\n9 April 1960"', None,
             "1960-04-09", None),
        ),
        ("[штамп: 7 января 1958 г.]", ("stamp", "7 января 1958 г.", None, "1958-01-07", None)),
        ("[от руки: в дело]", ("handwritten", "в дело", None, None, None)),
    ],
)  # fmt: skip
def test_a_mark(text: str, expected: tuple[Any, ...]) -> None:
    assert marks(f"before\n{text}\nafter") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Kim asked [me] to wait for [someone] at [DPRK Minister of Construction] Kim's office",
        "[...] and [… body …] and [sic] and [summary]",
        "write to [email protected] or [the signature of the treaty]",
        "[Translator's note: there is a stamp at the end of the first page]",
        "[Note: the rest is missing]",
        "he [stamped] the letter [note] [resolution]",
        "[stampede: a word that begins alike]",
    ],
)
def test_readings_of_the_edition_are_no_marks(text: str) -> None:
    assert marks(text) == []


def test_a_mark_ends_at_its_balancing_bracket() -> None:
    text = "[handwritten: to [[illegible]] and [Torbenkov] now] not this"
    assert [mark[1] for mark in marks(text)] == ["to [[illegible]] and [Torbenkov] now"]


def test_a_paragraph_that_ends_in_an_unopened_bracket_belongs_to_the_mark_before() -> None:
    text = "[handwritten: one\n\ntwo]\n\nthree]\n\nfour"
    assert [mark[1] for mark in marks(text)] == ["one\ntwo\nthree"]
    # not where something else stands between, or where a bracket was opened in it
    assert [mark[1] for mark in marks("[stamp: one]\n\nbetween\n\ntwo]")] == ["one"]
    assert [mark[1] for mark in marks("[stamp: one]\n\n[me] and two]")] == ["one"]


def test_a_mark_that_is_not_closed_ends_with_its_paragraph_or_at_the_next_mark() -> None:
    text = "[handwritten entry: to file. N. Torb[[enkov]]\n\n[faded stamp:\n\n\n7 May 1958]\n\nbody"
    assert [(mark[0], mark[1]) for mark in marks(text)] == [
        ("handwritten", "to file. N. Torb[[enkov]]"), ("stamp", "7 May 1958"),
    ]  # fmt: skip
    text = "[handwritten:\nto the archives\n[signature]\n[handwritten: Top Secret]\nbody"
    assert [mark[1] for mark in marks(text)] == ["to the archives\n[signature]", "Top Secret"]


# ---- credits -----------------------------------------------------------------------------------


def credits(text: str) -> list[dict[str, Any]]:
    start = credits_start(text, 0, len(text))
    if start is None:
        return []
    shown = []
    for found in read_credits(PageText(text), start, len(text)).credits:
        credit = found.credit
        entry: dict[str, Any] = {"role": credit.role, "by": list(credit.by)}
        for name, value in (("for", credit.project), ("where", dict(credit.affiliations)),
                            ("from", credit.source_language),
                            ("to", credit.target_language)):  # fmt: skip
            if value:
                entry[name] = value
        shown.append(entry)
    return shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "AVPRF F. 0102, Op. 14. Translated for NKIDP by Gary Goldberg.",
            [{"role": "translated", "by": ["Gary Goldberg"], "for": "NKIDP"}],
        ),
        (
            "RGANI, List 210. Obtained by James F. Person and translated by Gary Goldberg.",
            [{"role": "obtained", "by": ["James F. Person"]},
             {"role": "translated", "by": ["Gary Goldberg"]}],
        ),
        (
            "d. 18. Obtained and translated for CWIHP by Austin Jersild.",
            [{"role": "obtained", "by": ["Austin Jersild"], "for": "CWIHP"},
             {"role": "translated", "by": ["Austin Jersild"], "for": "CWIHP"}],
        ),
        (
            "Obtained by Ana Lalaj and translated for NKIDP by Enkel Daljani.",
            [{"role": "obtained", "by": ["Ana Lalaj"]},
             {"role": "translated", "by": ["Enkel Daljani"], "for": "NKIDP"}],
        ),
        (
            "403-410. Contributed, transcribed, and translated by Stephan Kieninger.",
            [{"role": role, "by": ["Stephan Kieninger"]}
             for role in ("contributed", "transcribed", "translated")],
        ),
        (
            "Warsaw. Obtained by James G. Hershberg (George Washington University) and translated "
            "by Margaret K. Gnoinska (Troy University).",
            [{"role": "obtained", "by": ["James G. Hershberg"],
              "where": {"James G. Hershberg": "George Washington University"}},
             {"role": "translated", "by": ["Margaret K. Gnoinska"],
              "where": {"Margaret K. Gnoinska": "Troy University"}}],
        ),
        (
            "Obtained by Béla Révész; translated and edited by Barnabás Vajd, Laura Deal, and "
            "Karl P. Benziger.",
            [{"role": "obtained", "by": ["Béla Révész"]},
             {"role": "translated", "by": ["Barnabás Vajd", "Laura Deal", "Karl P. Benziger"]},
             {"role": "edited", "by": ["Barnabás Vajd", "Laura Deal", "Karl P. Benziger"]}],
        ),
        (
            "Brasilia, Brazil. Translated from Portuguese by James G. Hershberg.",
            [{"role": "translated", "by": ["James G. Hershberg"], "from": "pt"}],
        ),
        (
            "f. 1. Translated from Russian into English by Sergey Radchenko.",
            [{"role": "translated", "by": ["Sergey Radchenko"], "from": "ru", "to": "en"}],
        ),
        (
            "f. 1. Translated by the Institute of History and Archaeology and Gary Goldberg Jr. "
            "for the Cold War International History Project.",
            [{"role": "translated",
              "by": ["Institute of History and Archaeology", "Gary Goldberg Jr."],
              "for": "Cold War International History Project"}],
        ),
        (
            "f. 1. Obtained for NKIDP by Jongdae Shin. Translated for NKIDP by Jae Kim. "
            "https://example.org/document/1",
            [{"role": "obtained", "by": ["Jongdae Shin"], "for": "NKIDP"},
             {"role": "translated", "by": ["Jae Kim"], "for": "NKIDP"}],
        ),
        (
            "f. 1. Contributed to NPIHP by Jill Jermano. Translation by Gary Goldberg for CWIHP.",
            [{"role": "contributed", "by": ["Jill Jermano"], "for": "NPIHP"},
             {"role": "translated", "by": ["Gary Goldberg"], "for": "CWIHP"}],
        ),
        (
            "f. 1. Document obtained by Sergey Radchenko and translated by Gary Goldberg.",
            [{"role": "obtained", "by": ["Sergey Radchenko"]},
             {"role": "translated", "by": ["Gary Goldberg"]}],
        ),
        ("f. 1. Translated for CWIHP.", [{"role": "translated", "by": [], "for": "CWIHP"}]),
        (
            "Translated by A. Bee. Translated by C. Dee.",
            [{"role": "translated", "by": ["A. Bee", "C. Dee"]}],
        ),
        ("Polish Foreign Ministry Archive, DV Z12 T404 W17.", []),
        ("A letter translated by hand and obtained by stealth", []),
    ],
)  # fmt: skip
def test_credits(text: str, expected: list[dict[str, Any]]) -> None:
    assert credits(text) == expected


# ---- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "family", "given"),
    [
        ("A.M. Puzanov", "A. M. Puzanov", "Puzanov", "A. M."),
        ("A. M. PUZANOV", "A. M. Puzanov", "Puzanov", "A. M."),
        ("Cde. Ivanov V.I.", "V. I. Ivanov", "Ivanov", "V. I."),
        ("N. Ye. Torbenkov", "N. Ye. Torbenkov", "Torbenkov", "N. Ye."),
        ("A. Ya. Vyshinsky", "A. Ya. Vyshinsky", "Vyshinsky", "A. Ya."),
        ("тов. Пузанов А. М.", "А. М. Пузанов", "Пузанов", "А. М."),
        ("Pál Szarvas", "Pál Szarvas", "Szarvas", "Pál"),
        ("Dr. Pataki János", "Pataki János", "Pataki", "János"),
        ("Kim Il Sung", "Kim Il Sung", "Kim", "Il Sung"),
        ("Kim Sung-hwa", "Kim Sung-hwa", "Kim", "Sung-hwa"),
        ("Mao Zedong", "Mao Zedong", "Mao", "Zedong"),
        ("Kim Philby", "Kim Philby", "Philby", "Kim"),
        ("Charles de Gaulle", "Charles de Gaulle", "de Gaulle", "Charles"),
        ("FILIPPOV [Stalin]", "Filippov [Stalin]", "Filippov", None),
        ("KRASOVSKY", "Krasovsky", "Krasovsky", None),
        # a double family name or two given ones: not certain which
        ("LUIZ LEIVAS BASTIAN PINTO", "Luiz Leivas Bastian Pinto", None, None),
    ],
)
def test_a_person(text: str, name: str, family: str | None, given: str | None) -> None:
    assert person_of(text) == Agent(name, family=family, given=given)


@pytest.mark.parametrize("text", ["", "hello world", "7 January 1958", "From Moscow", "Nº 309"])
def test_no_person(text: str) -> None:
    assert person_of(text) is None


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Soviet Ambassador to the DPRK A. M. PUZANOV", "A. M. Puzanov",
         "Soviet Ambassador to the DPRK"),
        ("Cde. V. I. IVANOV, Soviet Ambassador in the DPRK", "V. I. Ivanov",
         "Soviet Ambassador in the DPRK"),
        ("Ambassador of the USSR in the DPRK, Cde. Ivanov V.I.", "V. I. Ivanov",
         "Ambassador of the USSR in the DPRK"),
        ("Brazilian Foreign Minister Silveira", "Silveira", "Brazilian Foreign Minister"),
        ("Deputy Chairman of the Soviet Committee of the MGG, Prof. Pushkov", "Pushkov",
         "Deputy Chairman of the Soviet Committee of the MGG"),
        ("SOVIET EMBASSY IN THE DPRK", "Soviet Embassy in the DPRK", None),
        ("the Hungarian Foreign Ministry", "Hungarian Foreign Ministry", None),
    ],
)  # fmt: skip
def test_an_agent(text: str, name: str, office: str | None) -> None:
    agent = agent_of(text)
    assert agent is not None
    assert (agent.name, agent.office) == (name, office)


def test_the_fullest_form_on_the_page() -> None:
    known = Agent("A. Puzanov", family="Puzanov", given="A.")
    page = "Cde. A. M. Puzanov and B. Puzanov; Ambassador Puzanov; Aleksandr Mikhailovich Puzanov"
    assert fullest(known, page).name == "Aleksandr Mikhailovich Puzanov"
    assert fullest(known, "B. Puzanov and Ambassador Puzanov").name == "A. Puzanov"


def test_true_case() -> None:
    page = "the Szyfrogramy of the MSZ"
    assert true_case("SZYFROGRAMY OF THE MSZ AND THE DPRK", page) == (
        "Szyfrogramy of the MSZ and the DPRK"
    )
    assert true_case("JOURNAL OF A.M. PUZANOV FOR 14 AUGUST 1957") == (
        "Journal of A.M. Puzanov for 14 August 1957"
    )
    assert true_case("Посольство СССР в КНДР") == "Посольство СССР в КНДР"


# ---- titles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kind", "number", "authors", "recipients"),
    [
        ("Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 3 July 1957", "journal", None,
         ["A. M. Puzanov"], []),
        ("From the Journal of N.G. Sudarikov, Soviet Ambassador to the DPRK, 'Record of a "
         "Conversation with Kim Il Sung'", "journal", None, ["N. G. Sudarikov"], []),
        ("Ciphered Telegram No. 709, Filippov [Stalin] to Krasovsky, for Mao Zedong", "telegram",
         "709", ["Filippov [Stalin]"], ["Krasovsky", "Mao Zedong"]),
        ("Report, Embassy of Hungary in North Korea to the Hungarian Foreign Ministry", "report",
         None, ["Embassy of Hungary in North Korea"], ["Hungarian Foreign Ministry"]),
        ("Memorandum of Conversation between Kim Sung-hwa and Ambassador Ivanov",
         "memorandum of conversation", None, [], []),
        ("Telegram from the Brazilian Embassy in Washington (Campos), 5 p.m., Wednesday",
         "telegram", None, ["Campos", "Brazilian Embassy in Washington"], []),
        ("Letter from Cdes. Stalin, Molotov, and Voroshilov to Governor Sheng Shicai", "letter",
         None, ["Stalin", "Molotov", "Voroshilov"], ["Sheng Shicai"]),
        ("Letter to the Deputy Chairman of the Soviet Committee of the MGG, Prof. Pushkov",
         "letter", None, [], ["Pushkov"]),
        ("Memorandum from Brazilian Foreign Minister Silveira to President Geisel, US Threats",
         "memorandum", None, ["Silveira"], ["Geisel"]),
        ("Cable Nos. 408-410, Shtykov to Vyshinsky (for the Politburo)", "cable", None,
         ["Shtykov"], ["Vyshinsky", "Politburo"]),
        ("Protocol No. 61 of a Meeting of the Special Committee (Excerpt)", "protocol", "61", [],
         []),
        ("TASS Digest Distributed to Cde. I.V. Stalin et al, 'Report'", "digest", None, ["TASS"],
         []),
        ("Embassy of the GDR in the PR China, 'Note about a Conversation'",
         "record of conversation", None, ["Embassy of the GDR in the PR China"], []),
        ("G. Zhukov to the CPSU CC", None, None, ["G. Zhukov"], ["CPSU CC"]),
        ("Untitled report on the objectives of the Communist Party", "report", None, [], []),
        ("600.(24h)—SITUAÇÃO POLITICA—CUBA", None, None, [], []),
    ],
)  # fmt: skip
def test_what_a_title_says(
    title: str, kind: str | None, number: str | None, authors: list[str], recipients: list[str]
) -> None:
    facts = facts_of(title)
    assert (facts.kind[0] if facts.kind else None) == kind
    assert (facts.number[0] if facts.number else None) == number
    assert [agent.name for agent in facts.authors] == authors
    assert [agent.name for agent in facts.recipients] == recipients


def test_only_the_marks_around_all_of_a_title_are_taken_off() -> None:
    assert unquoted("“Journal of an Ambassador”") == "Journal of an Ambassador"
    assert unquoted("“A” and “B”") == "“A” and “B”"
    assert unquoted("Digest, 'Report'") == "Digest, 'Report'"


# ---- head and foot -----------------------------------------------------------------------------


def foot(*lines: str) -> dict[str, Any]:
    read = read_foot(list(PageText("\n".join(lines)).lines), 0, framed=True)
    return {
        "printed": read.printed.value if read.printed else None,
        "to": [(line.value.copy, line.value.to) for line in read.distribution],
        "note": read.distribution_note.value if read.distribution_note else None,
        "register": read.register.value if read.register else None,
        "typed": str(read.typed.value) if read.typed else None,
        "by": read.typed_by.value if read.typed_by else None,
        "unread": [item.value for item in read.unread],
    }


def test_copies_by_ordinal() -> None:
    read = foot("Eight copies printed", "1st copy – to Cde. I. V. Stalin", "8th copy - to file")
    assert (read["printed"], read["to"]) == (8, [(1, "Cde. I. V. Stalin"), (8, "file")])


def test_copies_by_number_with_a_stop() -> None:
    read = foot(
        "5 copies", "1. Comr. Stalin", "2. - Cde. Fedorenko", "3 - UVPI", "Nº 395 - 9 August 1960"
    )
    assert read["to"] == [(1, "Comr. Stalin"), (2, "Cde. Fedorenko"), (3, "UVPI")]
    assert (read["register"], read["typed"]) == ("395", "1960-08-09")


def test_copies_by_a_list() -> None:
    read = foot("25 copies printed", "Distributed according to a list", "Nº 2346-dv.",
                "22 October 1956", "me/MB")  # fmt: skip
    assert (read["printed"], read["note"]) == (25, "Distributed according to a list")
    assert (read["register"], read["typed"]) == ("2346-dv", "1956-10-22")
    assert read["unread"] == ["me/MB"]


def test_copies_without_numbers() -> None:
    read = foot("Produced in 9 copies for:", "- Comrade Puja", "- Pyongyang")
    assert (read["printed"], read["to"]) == (9, [(None, "Comrade Puja"), (None, "Pyongyang")])


def test_several_copies_for_one() -> None:
    read = foot("Four copies printed", "1-3 - to the CC", "4 - to file")
    assert read["to"] == [(1, "the CC"), (2, "the CC"), (3, "the CC"), (4, "file")]


def test_copies_in_russian() -> None:
    read = foot("Отп. 5 экз.", "1 - т. Громыко", "5 - в дело", "№ 772", "25.XII.57",
                "Печ. Родионова")  # fmt: skip
    assert read == {
        "printed": 5, "to": [(1, "т. Громыко"), (5, "в дело")], "note": None, "register": "772",
        "typed": "1957-12-25", "by": "Родионова", "unread": [],
    }  # fmt: skip


def test_numbered_paragraphs_are_no_distribution() -> None:
    read = foot("He said:", "1. the harvest was good and everybody was pleased with it.",
                "2. the plan was met.")  # fmt: skip
    assert read["to"] == []


def head(*lines: str, date: str = "1956-06-07") -> Any:
    from provenance.model import Date

    page = PageText("\n".join(lines))
    return read_head(page, list(page.lines), date=Date(date), title="", framed=True)


def test_two_columns_in_one_line() -> None:
    read = head("Distributed with the SECRET. Copy Nº 6",
                "consent of N. T. Fedorenko 20 October 1956", "Nº 1364/dv")  # fmt: skip
    assert read.classification.value == "secret"
    assert read.copy.value == 6
    assert read.number.value == "1364/dv"
    assert [(n.value.kind, n.value.value, str(n.value.date)) for n in read.numbers] == [
        ("register", "1364/dv", "1956-10-20")
    ]


def test_the_number_below_the_letterhead_is_the_documents() -> None:
    read = head("Nº 482", "1 August 1957", "=====", "SOVIET EMBASSY IN THE DPRK", "Nº 182",
                "16/17 August 1957")  # fmt: skip
    assert read.number.value == "182"
    assert [(n.value.value, str(n.value.date)) for n in read.numbers] == [
        ("482", "1957-08-01"), ("182", "1957-08-16/1957-08-17"),
    ]  # fmt: skip
    assert [body.value.name for body in read.bodies] == ["Soviet Embassy in the DPRK"]


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        (("for the period 21 through 23 December 1957",), "1957-12-21/1957-12-23"),
        (("for the period", "16 February through 24 March 1960"), "1960-02-16/1960-03-24"),
        (("from 8 [SIC] through 14 October 1960",), "1960-10-08/1960-10-14"),
        (("за период с 21 по 23 декабря 1957 г.",), "1957-12-21/1957-12-23"),
    ],
)
def test_periods(lines: tuple[str, ...], period: str) -> None:
    assert str(head(*lines).period.value) == period


def test_the_documents_day_where_the_host_has_the_month() -> None:
    read = head("Nº 5", "[23] December 1957", date="1957-12")
    assert read.date_text.value == "[23] December 1957"
    assert read.numbers == []


def test_secrecy_and_urgency() -> None:
    read = head("CONFIDENTIAL—EXTREMELY URGENT", "Making copies is prohibited")
    assert read.classification.value == "confidential"
    assert [item.value for item in read.handling] == [
        "extremely urgent", "making copies is prohibited",
    ]  # fmt: skip
    assert head("the secret of the matter", "Secretariat").classification is None


# ---- keys --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"creators": (Agent("Pál Szűcs", family="Szűcs"),)}, "szucs"),
        ({"creators": (Agent("А. Щербаков", family="Щербаков"),)}, "shcherbakov"),
        ({"creators": (Agent("TASS"),), "kind": "digest"}, "digest"),
        ({"kind": "memorandum of conversation"}, "memorandum-of-conversation"),
        ({"creators": (Agent("X Con", family="Con"),)}, "con-document"),
        ({"creators": (Agent("Nul", family="Nul"),)}, "nul-document"),
        ({}, "document"),
    ],
)
def test_keys(values: dict[str, Any], key: str) -> None:
    assert key_of(values) == key


def test_a_key_has_the_first_date() -> None:
    from provenance.model import Date

    for edtf, day in (
        ("1957-12-23", "1957-12-23"), ("1957-12-21/1957-12-23", "1957-12-21"), ("1957~", "1957"),
        ("[..1958-01-07]", "1958-01-07"), ("195X", "195x"),
    ):  # fmt: skip
        assert key_of({"kind": "report", "date": Date(edtf)}) == f"report-{day}"
