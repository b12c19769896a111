"""Documents that several test modules write out: built from plain facts, not read from a page."""

from __future__ import annotations

from provenance import (
    Agent,
    Copies,
    Credit,
    Leaves,
    Locator,
    Mark,
    Publication,
    Receiver,
    Record,
    Unit,
)

__all__ = ["PUZANOV", "TWO_ARCHIVES"]

AVPRF = Locator(
    "avprf",
    [Unit("fond", "0102"), Unit("opis", "14"), Unit("delo", "6")],
    Leaves.parse("26-29"),
    "AVPRF",
    "AVPRF F. 0102, Op. 14, Delo 6, Listy 26-29",
)

PUZANOV = Record(
    key="puzanov-1957-12-23",
    kind="journal",
    title="Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957",
    date="1957-12-23",
    date_text="[23] December 1957",
    period="1957-12-21/1957-12-23",
    number="309",
    creators=[
        Agent("A. M. Puzanov", "Puzanov", "A. M.", "Soviet Ambassador to the DPRK", "author")
    ],
    holdings=[AVPRF],
    copies=Copies(
        number=3,
        printed=5,
        distribution=[Receiver(to="Kurdyukov", copy=3), Receiver(to="file", copy=5)],
        register="772",
        typed_by="Rodionova",
        typed="1957-12-25",
    ),
    marks=[Mark("handwritten", "to file"), Mark("stamp", date="1958-01-07", condition="faded")],
    credits=[Credit("translated", ["Gary Goldberg"], project="NKIDP")],
    publication=Publication(
        host="History and Public Policy Program Digital Archive",
        sponsors=["ROK Ministry of Unification", "Leon Levy Foundation"],
    ),
)

#: A telegram of which each side kept its own exemplar.
TWO_ARCHIVES = Record(
    key="kim-1950-01-19",
    kind="telegram",
    title="Telegram about the Lunch at the Foreign Ministry",
    date="1950-01-19",
    number="7",
    creators=[Agent("Kim Il Sung", "Kim", "Il Sung", role="author")],
    recipients=[Agent("A. Ya. Vyshinskii", "Vyshinskii", "A. Ya.")],
    holdings=[
        Locator(
            "avprf",
            [Unit("fond", "059a"), Unit("opis", "5a"), Unit("delo", "3")],
            Leaves.parse("87"),
            "AVPRF",
        ),
        Locator(
            "rgaspi",
            [Unit("fond", "558"), Unit("opis", "11"), Unit("delo", "346")],
            Leaves.parse("5-6"),
            "RGASPI",
        ),
    ],
    publication=Publication(host="Example Archive Online", url="https://example.org/d/7"),
)
