"""Names in print, and whether a title names somebody."""

from __future__ import annotations

import pytest

from provenance.model.names import Agent
from provenance.writing.person import credited, inverted, list_of, named_in, natural, short

PUZANOV = Agent("A. M. Puzanov", "Puzanov", "A. M.")
KIM = Agent("Kim Il Sung", "Kim", "Il Sung")
CYRILLIC = Agent("А. М. Пузанов", "Пузанов", "А. М.")
EMBASSY = Agent("Embassy of Hungary in North Korea")


@pytest.mark.parametrize(
    ("agent", "in_note", "in_list", "in_short"),
    [
        (PUZANOV, "A. M. Puzanov", "Puzanov, A. M.", "Puzanov"),
        (Agent("A.M. Puzanov", "Puzanov", "A.M."), "A. M. Puzanov", "Puzanov, A. M.", "Puzanov"),
        (Agent("Puzanov A.M.", "Puzanov", "A.M."), "A. M. Puzanov", "Puzanov, A. M.", "Puzanov"),
        (Agent("Puzanov, A. M.", "Puzanov", "A. M."), "A. M. Puzanov", "Puzanov, A. M.", "Puzanov"),
        (Agent("N.Ye. Torbenkov", "Torbenkov", "N.Ye."), "N. Ye. Torbenkov",
         "Torbenkov, N. Ye.", "Torbenkov"),
        (KIM, "Kim Il Sung", "Kim Il Sung", "Kim"),
        (Agent("Charles de Gaulle", "de Gaulle", "Charles"), "Charles de Gaulle",
         "de Gaulle, Charles", "de Gaulle"),
        (Agent("U.S. Department of State"), "U.S. Department of State",
         "U.S. Department of State", "U.S. Department of State"),
        (Agent("A.M. Puzanov"), "A.M. Puzanov", "A.M. Puzanov", "A.M. Puzanov"),
        (Agent("Stalin", "Stalin"), "Stalin", "Stalin", "Stalin"),
    ],
    ids=lambda value: value.name if isinstance(value, Agent) else "",
)  # fmt: skip
def test_forms(agent: Agent, in_note: str, in_list: str, in_short: str) -> None:
    assert (natural(agent), inverted(agent), short(agent)) == (in_note, in_list, in_short)


@pytest.mark.parametrize(
    ("agent", "title"),
    [
        (PUZANOV, "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December"),
        (PUZANOV, "JOURNAL OF AMBASSADOR PUZANOV"),
        (PUZANOV, "Puzanov's Journal"),
        (PUZANOV, "Letter to Puzanov A.M."),
        (PUZANOV, "From N. Puzanov to A. Puzanov"),
        (KIM, "Conversation with Kim Il Sung"),
        (KIM, "Conversation with Kim Il-sung"),
        (KIM, "Kim, Pak and others"),
        (Agent("Mátyás Rákosi", "Rákosi", "Mátyás"), "Letter of Comrade Rakosi"),
        (Agent("Charles de Gaulle", "de Gaulle", "Charles"), "General De Gaulle to Mao"),
        (CYRILLIC, "Дневник посла СССР в КНДР А. М. Пузанова"),
        (CYRILLIC, "Беседа с тов. ПУЗАНОВЫМ"),
        (Agent("В. Чуйковский", "Чуйковский", "В."), "Записка Чуйковского"),
        (EMBASSY, "Report, Embassy of Hungary in North Korea to the Ministry"),
        (Agent("A.M. Puzanov"), "Journal of A. M. Puzanov"),
        (Agent("Filippov [Stalin]"), "Telegram, Filippov [Stalin] to Krasovsky"),
    ],
    ids=lambda value: value.name if isinstance(value, Agent) else value,
)
def test_named(agent: Agent, title: str) -> None:
    assert named_in(agent, title)


@pytest.mark.parametrize(
    ("agent", "title"),
    [
        (PUZANOV, "Journal of the Soviet Ambassador"),
        (PUZANOV, "On the Puzanovs"),
        (PUZANOV, "Letter of B. N. Puzanov"),
        (KIM, "Conversation with Kim Yong-nam"),
        (KIM, "On Kimchi"),
        (CYRILLIC, "Дневник Б. М. Пузанова"),
        (CYRILLIC, "Пузановский район"),
        (EMBASSY, "Report, Embassy of Hungary in China"),
        (EMBASSY, "Report"),
    ],
    ids=lambda value: value.name if isinstance(value, Agent) else value,
)
def test_not_named(agent: Agent, title: str) -> None:
    assert not named_in(agent, title)


@pytest.mark.parametrize(
    ("names", "comma", "expected"),
    [
        (["A"], False, "A"),
        (["A", "B"], False, "A and B"),
        (["A", "B"], True, "A, and B"),
        (["A", "B", "C"], False, "A, B, and C"),
    ],
)
def test_lists(names: list[str], comma: bool, expected: str) -> None:
    assert list_of(names, comma_before_and=comma) == expected


def test_a_credited_persons_initials_are_spaced_and_a_bodys_are_not() -> None:
    assert credited("E.C. Wong") == "E. C. Wong"
    assert credited("James F. Person") == "James F. Person"
    assert credited("U.S. Department of State") == "U.S. Department of State"
