"""Any number of mixed records, always the same ones, and what comes back of them from a format.

For tests and benchmarks of the formats of other programs: documents from many archives with every
field that a bibliography can have, books and articles that only pass through.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from provenance import (
    Agent,
    Credit,
    Locator,
    Publication,
    Record,
    Unread,
    losses,
    parse_locator,
)
from provenance.writing.record import plain

__all__ = ["WORDS_OR_NONE", "differences", "mixed", "shown"]

_WORDS = "the date is in words, which are kept as such"
#: What of these records comes back otherwise though the format carries it, and why.
WORDS_OR_NONE: dict[str, dict[str, str]] = {
    "bibtex": {"date_text": _WORDS},
    "biblatex": {"place": "it may be the city of an archive that is not known: kept in unread"},
    "biblatex-chicago": {},
    "csl-json": {},
    "csl-yaml": {},
    "ris": {"date_text": _WORDS},
}

_PLACES = (
    "AVPRF, f. 0102, op. {b}, d. {a}, ll. {a}–{c}",
    "AVPRF, f. 059a, op. {b}, p. {b}, d. {a}, l. {a} ob.",
    "GARF, f. R-5446, op. 98s, d. {a}, ll. {a}–{c}",
    "RGASPI, f. 17, op. 162, d. {a}, l. {a}",
    "RGANI, f. 5, op. 28, d. {a}",
    "TNA, FO 371/{a}",
    "BArch, DY 30/{a}, Bl. {a}–{c}",
    "MNL OL, XIX-J-1-j, Korea, {b}. doboz, 5/a, {a:06}/1955",
    "AQPPSH, MPKK, V. 1967, L. {b}, D. {a}",
    "PRC FMA 106-{a}-01",
    "Town Archive, f. {b}, op. {b}, d. {a}",
)
_PEOPLE = (
    Agent("A. M. Puzanov", "Puzanov", "A. M.", role="author"),
    Agent("Kim Il Sung", "Kim", "Il Sung", role="author"),
    Agent("Charles de Gaulle", "de Gaulle", "Charles", role="author"),
    Agent("Botschaft der DDR", role="author"),
    Agent("Анастас Микоян", "Микоян", "Анастас", role="author"),
    Agent("Pál Szarvas", "Szarvas", "Pál", role="author"),
)
_TITLES = (
    "Journal of Soviet Ambassador to the DPRK A.M. Puzanov, entry {a}",
    "Дневник посла СССР в КНДР, запись {a}",
    "Bericht Nr. {a} über die Lage in der KVDR",
    "Telegram {a} to {{Moscow}} & Beijing: 50 % of $5, #7 \\ ~x_y^z",
    "“Our Friends” and Others: Report {a} on the ‘Situation’",
    "What Is to Be Done with Report {a}?",
    "中华人民共和国外交部 {a}",
    "Report of the Embassy, no. {a}, with quotation \"marks\" and 'apostrophes'",
)
_DATES = (
    "19{d}-12-23", "19{d}-02", "19{d}", "19{d}~", "19{d}-05-01?", "19{d}-03-01/19{d}-03-09", None,
)  # fmt: skip
_NOTES = (
    None,
    "A carbon copy.",
    "The text breaks off.\n\nThe rest is missing; see file {a}.",
    "Seen in 2003.\nNot seen again.",
)
_BOOKS: tuple[tuple[str, ...], ...] = (
    ('"type": "book"', '"ISBN": "978-0-00-000000-2"', '"volume": "02"'),
    ('"type": "article-journal"', '"container-title": "Cold War History"', '"page": "1-{a}"'),
    ('"type": "chapter"', '"container-title": "Essays"', '"DOI": "10.1/a_b.{a}"'),
)


def mixed(count: int, *, first: int = 0) -> Iterator[Record]:
    """Yield ``count`` records, from the one with the number ``first`` on; no two are equal."""
    for number in range(first, first + count):
        yield _record(number)


@cache
def _parsed(text: str) -> Locator:
    return parse_locator(text)


def _record(number: int) -> Record:
    pick = random.Random(number)
    a, b = number + 1, pick.randint(1, 40)

    def text(choices: tuple[Any, ...]) -> Any:
        chosen = pick.choice(choices)
        return None if chosen is None else chosen.format(a=a, b=b, c=a + 3, d=pick.randint(20, 89))

    year = pick.randint(20, 89)
    date = pick.choice(_DATES)
    values: dict[str, Any] = {
        "key": f"record-{number}",
        "title": text(_TITLES),
        "date": date.format(d=year) if date else None,
        "creators": pick.sample(_PEOPLE, pick.choice((0, 1, 1, 1, 2, 3))),
        "notes": text(_NOTES),
    }
    if pick.random() < 0.2:  # what only passes through
        kept = [each.format(a=a) for each in pick.choice(_BOOKS)]
        return Record(**values, unread=[Unread(1, each) for each in kept])
    places = pick.sample(_PLACES, pick.choice((1, 1, 1, 2)))
    values["holdings"] = [_parsed(each.format(a=a, b=b, c=a + 3)) for each in places]
    values["kind"] = pick.choice((None, "telegram", "report", "journal", "letter"))
    values["number"] = pick.choice((None, f"0{a}", f"{a}/ss"))
    values["place"] = pick.choice((None, "Pyongyang", "Москва"))
    values["subjects"] = pick.choice(((), ("Korea", "economy, 1950s"), ("Asia",)))
    values["summary"] = pick.choice((None, "He reports on rice.", "Two lines.\nOf a summary."))
    values["recipients"] = pick.choice(((), (Agent("V. V. Kuznetsov", "Kuznetsov", "V. V."),)))
    if pick.random() < 0.5:
        values["credits"] = [Credit("translated", ["Gary Goldberg"], project="NKIDP")]
    if pick.random() < 0.5:
        values["publication"] = Publication(
            host="Wilson Center Digital Archive",
            url=f"https://example.org/document/{a}?a=1&b=c_d%20e",
            accessed="2020-05-03",
        )
    return Record(**values)


# --------------------------------------------------------------------------- what comes back


def shown(record: Record) -> dict[str, Any]:
    """Return a record without what only tells how it was written down."""
    data = plain(record, keys=False)
    for holding in data.get("holdings", ()):
        holding.pop("text", None)
        holding.pop("archive_text", None) if holding.get("archive") else None
        for unit in holding.get("units", ()):
            unit.pop("written", None)
    for unread in data.get("unread", ()):
        del unread["line"]
    return data


def differences(before: Record, after: Record, to: str) -> set[str]:
    """Return the fields that came back otherwise, though the format was said to carry them."""
    lost = {
        loss.field.partition(".")[0].partition("[")[0]
        for loss in losses(before, to)
        if not loss.field.endswith((".text", ".archive_text", ".written"))
    }
    one, two = shown(before), shown(after)
    if not to.startswith("csl"):  # each format has its own text for what passes through
        lost.add("unread")
    return {name for name in (one.keys() | two.keys()) - lost if one.get(name) != two.get(name)}
