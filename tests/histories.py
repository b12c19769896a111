"""Documents whose histories several test modules tell."""

from __future__ import annotations

from pathlib import Path

import provenance
from provenance import (
    Agent,
    Copies,
    Credit,
    Event,
    Locator,
    Mark,
    Publication,
    Receiver,
    Record,
    Unit,
)

__all__ = ["ODD", "RICH", "example"]

EXAMPLES = Path(__file__).parent.parent / "records" / "examples"


def example(name: str) -> Record:
    return provenance.load(EXAMPLES / f"{name}.toml")


#: Every kind of basis, a missing date of each kind, names in several scripts, a long word.
RICH = Record(
    "rich",
    title="조선민주주의인민공화국 주재 소련 대사 푸자노프의 일지, 협동농장 지도자 회의에 대하여",
    date="1957-12~",
    place="평양",
    creators=[Agent("А. М. Пузанов", "Пузанов", "А. М.", "посол СССР в КНДР", "author")],
    recipients=[Agent("김일성")],
    holdings=[Locator("avprf", (Unit("fond", "0102"), Unit("opis", "14"), Unit("delo", "6")))],
    copies=Copies(
        number=2,
        printed=4,
        typed_by="Ушакова",
        distribution=[
            Receiver("т. Громыко А. А.", 1),
            Receiver("Донаупароходствогезельшафткапитан", 2),
            Receiver("в дело", 4),
            Receiver("по списку"),
        ],
    ),
    marks=[Mark("stamp", "Вх. № 1244", date="1957-12-31"), Mark("stamp", "РАССЕКРЕЧЕНО")],
    credits=[
        Credit("obtained", ["김철수"], "NKIDP", {"김철수": "서울대학교"}),
        Credit("translated", ["Gary Goldberg", "James F. Person"], None, {}, "ru", "en"),
    ],
    events=[
        Event("copied", "1970/1975", "Архив МИД", "Москва", "микрофильм", "inferred"),
        Event("transferred", "1961-03", "МИД СССР"),
    ],
    publication=Publication(
        host="Digital Archive",
        url="https://example.org/document/1",
        uploaded="2013-05-01",
        accessed="2026-11-25",
        sponsors=["Leon Levy Foundation"],
    ),
)

#: What could be taken for markup.
ODD = Record(
    "odd",
    title='A "title": # %%{init: {"theme":"dark"}}%% <script>x</script> & `y` ]]> \\n',
    date="1957",
    creators=[Agent("end"), Agent('1. X "Y" |}{ & <b>')],
    marks=[
        Mark("stamp", "1. list\n- a\n* b #quot; &lt; \\ %% _x_ **y** ;\n---\nsubgraph end"),
        Mark("note", "bell \a, noncharacter \uffff, tab\t."),
    ],
    copies=Copies(
        number=2,
        distribution=[Receiver("- 1) «А»", 1), Receiver("LR; a-->b", 2), Receiver('x"]-->y')],
    ),
    publication=Publication(url='https://example.org/?a=1&b="2"<3>'),
)
