"""Rules about names of persons and bodies."""

import pytest
from record_cases import record, told

from provenance.model import Agent, Copies, Credit, Receiver


def by(name, family=None, given=None):
    return record(creators=[Agent(name, family, given)])


NAME = "creators[0].name"
#: rule, field, message; a faulty record, and one put right
CASES = [
    ("title-in-name", NAME, "Remove title 'Cde.' from the name.", by("Cde. Puzanov"),
     by("Puzanov")),
    ("title-in-name", NAME, "Remove title 'тов.' from the name.", by("тов. Пузанов"),
     by("Т. Живков")),
    ("title-in-name", NAME, "Remove title 'elvtárs' from the name.", by("Kádár elvtárs"),
     by("János Kádár", "Kádár", "János")),
    ("title-in-name", "credits[0].by[0]", "Remove title 'Dr.' from the name.",
     record(credits=[Credit("translated", ["Dr. Gary Goldberg"])]),
     record(credits=[Credit("translated", ["Gary Goldberg"])])),
    ("initials-spacing", NAME, "Write 'A. M. Puzanov'.", by("A.M.Puzanov"), by("A. M. Puzanov")),
    ("initials-spacing", NAME, "Write 'N. Ye. Torbenkov'.", by("N.Ye. Torbenkov"),
     by("N. Ye. Torbenkov")),
    ("initials-spacing", NAME, "Write 'А. М. Пузанов'.", by("А.М. Пузанов"), by("U.S. Embassy")),
    ("family-first-inverted", NAME, "Kim Il Sung is family-first.", by("Sung, Kim Il"),
     by("Kim Il Sung")),
    ("family-first-inverted", NAME, "Kim Il Sung is family-first.",
     by("Il Sung Kim", "Kim", "Il Sung"), by("Kim Il Sung", "Kim", "Il Sung")),
    ("family-first-inverted", NAME, "Kim Il-sung is family-first.", by("Kim, Il-sung"),
     by("Goldberg, Gary")),
    ("family-first-inverted", NAME, "An Do Yu is family-first.", by("An, Do Yu"),
     by("An Do Yu", "An", "Do Yu")),
    ("family-first-inverted", NAME, "Ho Chi Minh is family-first.", by("Minh, Ho Chi"),
     by("Gary Lee", "Lee", "Gary")),
    ("family-first-inverted", NAME, "Rákosi Mátyás is family-first.",
     by("Rákosi Mátyás", "Mátyás", "Rákosi"), by("Mátyás Rákosi", "Rákosi", "Mátyás")),
    ("corporate-as-person", NAME, "Treat as corporate name.",
     by("Ministry of Foreign Affairs", "Affairs", "Ministry of Foreign"),
     by("Ministry of Foreign Affairs")),
    ("corporate-as-person", NAME, "Treat as corporate name.", by("Affairs, Ministry of Foreign"),
     by("Embassy of the USSR, Pyongyang")),
    ("all-caps-surname", NAME, "Use mixed case: Puzanov.", by("PUZANOV"), by("TASS")),
    ("all-caps-surname", NAME, "Use mixed case: Пузанов.", by("А. ПУЗАНОВ"), by("А. Пузанов")),
    ("all-caps-surname", NAME, "Use mixed case: Pak-Il.", by("Kim PAK-IL"), by("UNESCO")),
    ("mixed-transliteration", "creators[1].name", "Mixes ALA-LC (Iurii) and BGN/PCGN (Yakov).",
     record(creators=[Agent("Iurii Andropov"), Agent("Yakov Malik")]),
     record(creators=[Agent("Iurii Andropov"), Agent("Iakov Malik"), Agent("Yang Hyong-sop")])),
    ("mixed-transliteration", "copies.distribution[0].to",
     "Mixes ALA-LC (Zagorskii) and BGN/PCGN (Ya.).",
     record(creators=[Agent("I. I. Zagorskii")],
            copies=Copies(distribution=[Receiver("A. Ya. Vyshinsky")])),
     record(creators=[Agent("I. I. Zagorsky"), Agent("Ian Smith")],
            copies=Copies(distribution=[Receiver("A. Ya. Vyshinsky")]))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "field", "message", "faulty", "right"), CASES)
def test_a_rule_finds_its_fault_alone_and_where_it_is(rule, field, message, faulty, right):
    assert told(faulty, "NAM") == [(rule, field, message)]
    assert told(right, "NAM") == []


@pytest.mark.parametrize(
    "name",
    ["Minister of Foreign Affairs", "General Secretary",
     "A. M. Puzanov", "Pál Szarvas", "Filippov [Stalin]", "Mao Zedong", "V. V. Kuznetsov",
     "S. Antonov", "Embassy of Hungary in North Korea", "CC CPSU", "Charles de Gaulle",
     "TASS", "Lee, Dan", "Kim, John", "Park, Robert", "Novák, Jan", "Hyland, William G.",
     "ЦК КПСС", "Far Eastern Department, MFA", "Jurij Semjonov", "Marshal", "Gen"],
)  # fmt: skip
def test_names_as_they_should_be_are_left_alone(name):
    assert told(by(name), "NAM") == []
