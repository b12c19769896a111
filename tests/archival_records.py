"""For the tests of our CSL styles: the examples, and a document for each way to differ."""

from __future__ import annotations

from pathlib import Path

from documents import TWO_ARCHIVES

from provenance import Agent, Credit, Leaves, Locator, Publication, Record, Unit, load

__all__ = ["RECORDS"]

EXAMPLES = Path(__file__).parents[1] / "records" / "examples"
SITE = "History and Public Policy Program Digital Archive"
ONLINE = Publication(host=SITE, url="https://example.org/document/112233")


def _garf(leaves: str | None = "3", archive: str = "garf") -> list[Locator]:
    units = [Unit("fond", "R-5446"), Unit("opis", "86a"), Unit("delo", "1022")]
    return [Locator(archive, units, Leaves.parse(leaves) if leaves else None)]


def _person(given: str, family: str) -> Agent:
    return Agent(f"{given} {family}", family, given, role="author")


def _report(key: str, **fields: object) -> Record:
    found = {"title": "Report on the Harvest", "date": "1957-12-23", "holdings": _garf(), **fields}
    return Record(key=key, **found)  # type: ignore[arg-type]


PEOPLE = [
    _person(given, family)
    for given, family in (
        ("Anna", "Berg"), ("Carl", "Dahl"), ("Eva", "Falk"), ("Georg", "Holm"), ("Ida", "Jung"),
        ("Karl", "Lind"), ("Maria", "Nord"), ("Olaf", "Palm"), ("Rita", "Sand"), ("Tor", "Ulv"),
        ("Vera", "Wik"),
    )
]  # fmt: skip

_VARIANTS = [
    # who wrote it
    *(_report(f"authors-{n}", creators=PEOPLE[:n]) for n in (1, 2, 3, 4, 6, 7, 10, 11)),
    _report("body", creators=[Agent("Embassy of Hungary in North Korea", role="author")]),
    _report("family-first", creators=[Agent("Kim Il Sung", "Kim", "Il Sung", role="author")]),
    _report(
        "family-first-two",
        creators=[Agent("Kim Il Sung", "Kim", "Il Sung", role="author"), PEOPLE[0]],
    ),
    _report("particle", creators=[Agent("Charles de Gaulle", "de Gaulle", "Charles")]),
    _report("initials", creators=[Agent("A.M. Puzanov", "Puzanov", "A.M.")]),
    _report(
        "one-is-named",
        title="Report by Comrade Berg on the Harvest",
        creators=PEOPLE[:3],
        publication=ONLINE,
    ),
    # what it is
    _report(
        "no-title",
        title=None,
        kind="telegram",
        creators=[_person("Anna", "Berg")],
        publication=ONLINE,
    ),
    _report("no-title-no-author", title=None, kind="memorandum of conversation"),
    Record(key="nothing-known"),
    _report("original-title-only", title=None, original_title="Bericht über die Ernte"),
    _report("question", title="Who Is to Blame?", creators=PEOPLE[:1], publication=ONLINE),
    _report("exclamation", title="To the Fields!", creators=PEOPLE[:1]),
    _report("stop", title="Reply to the Ministry of Trade of the U.S.S.R."),
    _report("quotes", title='Telegram about the Paper "Pravda" and Its Readers'),
    _report("quotes-at-end", title='Note on the Concept of "People\'s Democracy"'),
    _report("apostrophes", title="Khrushchev's Talk with the Workers' Councils of '56"),
    _report("ampersand", title="Trade & Aid: 50 % of Rice", short_title="Trade & Aid"),
    _report("long-title", title="On the Work of the Commission for the Delivery of Grain"),
    # when
    _report("no-date", date=None, creators=PEOPLE[:1]),
    _report("month", date="1957-12"),
    _report("year", date="1957", creators=PEOPLE[:1]),
    _report("circa", date="1957~", creators=PEOPLE[:1]),
    _report("doubtful", date="1957?", creators=PEOPLE[:1]),
    _report("doubtful-day", date="1957-12-23?"),
    _report("supplied", date="1957-12", date_text="[December 1957]", creators=PEOPLE[:1]),
    _report("days", date="1957-12-21/1957-12-23", creators=PEOPLE[:1]),
    _report("across-years", date="1957-12-30/1958-01-04"),
    _report("years", date="1957/1958"),
    _report("not-later", date="[..1958-01-07]", creators=PEOPLE[:1]),
    _report("early", date="1957-12~", date_text="early December 1957"),
    _report("season", date="1957-21"),
    # where it lies
    _report("nowhere", holdings=[], creators=PEOPLE[:1], publication=ONLINE),
    _report("no-leaves", holdings=_garf(None)),
    _report(
        "unknown-archive",
        holdings=[Locator(None, [Unit("box", "9"), Unit("folder", "3")],
                          archive_text="Archive of the Town")],
    ),
    _report(
        "german",
        holdings=[Locator("barch", [Unit("bestand", "DY 30"), Unit("archivnummer", "3384")],
                          Leaves.parse("45-46", "blatt"))],
    ),
    _report(
        "two-files", holdings=[*_garf(), *_garf("5-6", "rgaspi")], creators=PEOPLE[:1]
    ),
    # who worked on it
    _report("project", credits=[Credit("translated", ["Gary Goldberg"], project="NKIDP")]),
    _report("project-only", credits=[Credit("translated", [], project="NKIDP")]),
    _report("two-translators", credits=[Credit("translated", ["Gary Goldberg", "Anna Berg"])]),
    _report(
        "translated-and-obtained",
        credits=[
            Credit("obtained", ["James Person"], project="NKIDP"),
            Credit("translated", ["Gary Goldberg"], project="CWIHP"),
        ],
        publication=ONLINE,
    ),
    _report("edited", credits=[Credit("edited", ["Anna Berg"])], publication=ONLINE),
    _report(
        "edited-and-translated",
        credits=[Credit("edited", ["Anna Berg"]), Credit("translated", ["Anna Berg"])],
    ),
    _report(
        "translated-then-edited",
        credits=[Credit("translated", ["Gary Goldberg"]), Credit("edited", ["Anna Berg"])],
    ),
    _report("transcribed", credits=[Credit("transcribed", ["Anna Berg"])]),
    _report("read-online", publication=Publication(
        host=SITE, url="https://example.org/document/1", accessed="2024-01-05")),
    _report("host-only", publication=Publication(host=SITE)),
    # in Cyrillic letters
    _report("cyrillic-original", original_title="Отчет об урожае"),
    _report(
        "cyrillic",
        title="Отчет об урожае",
        creators=[_person("А. М.", "Пузанов"), _person("Иван Петрович", "Сидоров")],
        publication=Publication(
            host=SITE, url="https://example.org/document/1", accessed="2024-01-05"
        ),
    ),
    _report("cyrillic-month", title="Отчет об урожае", date="1957-12"),
    _report("cyrillic-circa", title="Отчет об урожае", date="1957~"),
    _report("cyrillic-quotes", title="Статья в газете «Правда» об урожае"),
    _report("cyrillic-no-title", title=None, kind="letter", creators=[_person("А. М.", "Пузанов")]),
]  # fmt: skip

RECORDS: dict[str, Record] = {
    record.key: record
    for record in (
        *(record for path in sorted(EXAMPLES.glob("*.toml")) for record in [load(path)]),
        TWO_ARCHIVES,
        *_VARIANTS,
    )
}
