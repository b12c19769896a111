# ruff: noqa: E501 (tables with a case a line)
"""Notes in order: tables worked out by hand, one for each style and each way to repeat a source."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from documents import PUZANOV, TWO_ARCHIVES
from note_tables import Steps, follow

from provenance import Agent, Leaves, Locator, Notes, ProvenanceError, Record, RecordError, Unit
from provenance.writing.styles import STYLES


def holding(fond: str, opis: str, delo: str, leaves: str, archive: str = "avprf") -> Locator:
    units = [Unit("fond", fond), Unit("opis", opis), Unit("delo", delo)]
    return Locator(archive, units, Leaves.parse(leaves) if leaves else None)


IVANOV = [Agent("И. И. Иванов", "Иванов", "И. И.")]
#: A and B lie in one file, C in the next one, D in another opis, E in another archive.
A = Record(key="a", title="Report on Trade", date="1957-12-23", creators=[Agent("Kim Il Sung", "Kim", "Il Sung")], original_title="Отчет о торговле", holdings=[holding("0102", "14", "6", "26-29")])  # fmt: skip
B = Record(key="b", title="Letter", original_title="Письмо", creators=IVANOV, date="1957-12-24", holdings=[holding("0102", "14", "6", "31")])  # fmt: skip
C = attrs.evolve(B, key="c", title="Note", original_title="Записка", holdings=[holding("0102", "14", "7", "5")])  # fmt: skip
D = attrs.evolve(B, key="d", title="Plan", original_title="План", holdings=[holding("0102", "15", "2", "5")])  # fmt: skip
E = attrs.evolve(B, key="e", title="Decree", original_title="Указ", holdings=[holding("17", "162", "18", "5-6", "rgaspi")])  # fmt: skip
GERMAN = Record(key="g", title="Bericht", date="1957-12-23", holdings=[Locator("barch", [Unit("bestand", "DY 30"), Unit("archivnummer", "3640")], Leaves.parse("26-29", "blatt"))])  # fmt: skip

AVPRF = "Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow"
RGASPI = "Russian State Archive of Socio-Political History (RGASPI), Moscow"

CHICAGO: Steps = [
    ((A,), f"Kim Il Sung, “Report on Trade,” December 23, 1957, {AVPRF}, f. 0102, op. 14, d. 6, ll. 26–29."),
    (((A, "27"),), "Kim, “Report on Trade,” December 23, 1957, l. 27."),
    (((A, "27"),), "Kim, “Report on Trade,” December 23, 1957, l. 27."),
    ((B,), "И. И. Иванов, “Letter,” December 24, 1957, AVPRF, f. 0102, op. 14, d. 6, l. 31."),
    (((A, "28"), E), f"Kim, “Report on Trade,” December 23, 1957, l. 28; И. И. Иванов, “Decree,” December 24, 1957, {RGASPI}, f. 17, op. 162, d. 18, ll. 5–6."),
    ((E,), "Иванов, “Decree,” December 24, 1957."),
]  # fmt: skip

CHICAGO_IBID: Steps = [
    ((A,), CHICAGO[0][1]),
    (((A, "27"),), "Ibid., l. 27."),
    (((A, "27"),), "Ibid."),
    (((A, "27v"),), "Ibid., l. 27 ob."),
    ((A,), "Kim, “Report on Trade,” December 23, 1957."),  # ibid. would mean l. 27 ob.
    ((A,), "Ibid."),
    ((B,), "И. И. Иванов, “Letter,” December 24, 1957, AVPRF, f. 0102, op. 14, d. 6, l. 31."),
    (((A, "28"),), "Kim, “Report on Trade,” December 23, 1957, l. 28."),  # another document
    (((A, "28"), (B, "31")), "Ibid.; Иванов, “Letter,” December 24, 1957, l. 31."),
    (((B, "31"),), "Иванов, “Letter,” December 24, 1957, l. 31."),  # two sources before
    (None, ""),
    (((B, "31"),), "Иванов, “Letter,” December 24, 1957, l. 31."),  # something else before
]

CHICAGO_AUTHOR: Steps = [
    ((A,), CHICAGO[0][1]),
    (((A, "27"),), "Kim, l. 27."),
    ((A,), "Kim."),
    ((GERMAN,), "“Bericht,” December 23, 1957, Federal Archives of Germany (BArch), DY 30/3640, Bl. 26–29."),
    (((GERMAN, "27"),), "“Bericht,” Bl. 27."),
    ((GERMAN,), "“Bericht.”"),
    ((A,), "Kim, “Report on Trade,” December 23, 1957."),
]  # fmt: skip

GOST: Steps = [
    ((A,), "Отчет о торговле, 23 декабря 1957 г. // Архив внешней политики Российской Федерации (АВП РФ). Ф. 0102. Оп. 14. Д. 6. Л. 26–29."),
    (((A, "27"),), "Там же. Л. 27."),
    (((A, "27"),), "Там же."),
    ((B,), "Иванов И. И. Письмо, 24 декабря 1957 г. // Там же. Л. 31."),
    ((C,), "Иванов И. И. Записка, 24 декабря 1957 г. // Там же. Д. 7. Л. 5."),
    ((D,), "Иванов И. И. План, 24 декабря 1957 г. // Там же. Оп. 15. Д. 2. Л. 5."),
    (((A, "29v"),), "Там же. Оп. 14. Д. 6. Л. 29 об."),
    ((E,), "Иванов И. И. Указ, 24 декабря 1957 г. // Российский государственный архив социально-политической истории (РГАСПИ). Ф. 17. Оп. 162. Д. 18. Л. 5–6."),
    (((A, "27"),), "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 27."),
    ((E, (C, "5")), "РГАСПИ. Ф. 17. Оп. 162. Д. 18. Л. 5–6 ; АВП РФ. Ф. 0102. Оп. 14. Д. 7. Л. 5."),
    (((C, "5"),), "АВП РФ. Ф. 0102. Оп. 14. Д. 7. Л. 5."),
    (None, ""),
    (((C, "5"),), "АВП РФ. Ф. 0102. Оп. 14. Д. 7. Л. 5."),
    ((GERMAN,), "Bericht, 23 декабря 1957 г. // Bundesarchiv (BArch), DY 30/3640, Bl. 26–29."),
    (((GERMAN, "27"),), "Ibid. Bl. 27."),
]  # fmt: skip

DSTU: Steps = [
    ((A,), "Отчет о торговле, 23 грудня 1957 р. АВП РФ (Архив внешней политики Российской Федерации). Ф. 0102. Оп. 14. Д. 6. Л. 26–29."),
    (((A, "27"),), "Там само. Л. 27."),
    (((A, "27"),), "Там само."),
    ((C,), "Иванов И. И. Записка, 24 грудня 1957 р. Там само. Д. 7. Л. 5."),
    ((E, A), "Иванов И. И. Указ, 24 грудня 1957 р. РГАСПИ (Российский государственный архив социально-политической истории). Ф. 17. Оп. 162. Д. 18. Л. 5–6; АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26–29."),
    ((A,), "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26–29."),
]  # fmt: skip

GERMAN_NOTES: Steps = [
    ((GERMAN,), "Bericht, 23.12.1957, in: BArch, DY 30/3640, Bl. 26–29."),
    (((GERMAN, "27"),), "Ebd., Bl. 27."),
    (((GERMAN, "27"),), "Ebd."),
    ((GERMAN,), "Ebd., Bl. 26–29."),
    ((A,), "Kim Il Sung, Report on Trade, 23.12.1957, in: AVPRF, f. 0102, op. 14, d. 6, ll. 26–29."),
    ((B,), "И. И. Иванов, Letter, 24.12.1957, in: AVPRF, f. 0102, op. 14, d. 6, l. 31."),
    (((GERMAN, "28"), (A, "27")), "BArch, DY 30/3640, Bl. 28; AVPRF, f. 0102, op. 14, d. 6, l. 27."),
    (((A, "27"),), "AVPRF, f. 0102, op. 14, d. 6, l. 27."),
]  # fmt: skip

MHRA: Steps = [
    ((A,), "Moscow, Archive of Foreign Policy of the Russian Federation (AVPRF), f. 0102, op. 14, d. 6, ll. 26–29, Kim Il Sung, ‘Report on Trade’, 23 December 1957."),
    (((A, "27"),), "AVPRF, f. 0102, op. 14, d. 6, l. 27."),
    ((B,), "AVPRF, f. 0102, op. 14, d. 6, l. 31, И. И. Иванов, ‘Letter’, 24 December 1957."),
    (((A, "27"), B), "AVPRF, f. 0102, op. 14, d. 6, l. 27; AVPRF, f. 0102, op. 14, d. 6, l. 31."),
]  # fmt: skip

TNA: Steps = [
    ((A,), "Archive of Foreign Policy of the Russian Federation (AVPRF): f. 0102, op. 14, d. 6, Kim Il Sung, Report on Trade, 23 December 1957, ll. 26–29."),
    (((A, "27"),), "AVPRF, f. 0102, op. 14, d. 6, l. 27."),
    ((B,), "AVPRF, f. 0102, op. 14, d. 6, И. И. Иванов, Letter, 24 December 1957, l. 31."),
]  # fmt: skip

NARA: Steps = [
    ((A,), f"Kim Il Sung, Report on Trade, 23 December 1957, ll. 26–29; delo 6; opis 14; Fond 0102; {AVPRF}."),
    (((A, "27"),), "AVPRF, f. 0102, op. 14, d. 6, l. 27."),
]  # fmt: skip

TABLES: list[tuple[str, dict[str, Any], Steps]] = [
    ("chicago-note", {}, CHICAGO),
    ("chicago-17-note", {}, CHICAGO),
    ("turabian-note", {}, CHICAGO),
    ("chicago-note", {"repeat": "ibid"}, CHICAGO_IBID),
    ("turabian-note", {"repeat": "ibid"}, CHICAGO_IBID),
    ("chicago-note", {"repeat": "author"}, CHICAGO_AUTHOR),
    ("gost", {}, GOST),
    ("dstu", {}, DSTU),
    ("bundesarchiv", {}, GERMAN_NOTES),
    ("mhra", {}, MHRA),
    ("tna", {}, TNA),
    ("nara", {}, NARA),
]


@pytest.mark.parametrize(("style", "options", "steps"), TABLES, ids=lambda value: str(value)[:24])
def test_notes_in_order(style: str, options: dict[str, Any], steps: Steps) -> None:
    follow(style, options, steps)


def test_every_style_with_notes_has_a_table() -> None:
    assert {style for style, _, _ in TABLES} == {
        name for name, style in STYLES.items() if style.series is not None
    }


def test_gost_repeated_in_full_where_asked_for() -> None:
    notes = Notes("gost", repeat="short", archive_names="short")
    assert notes.note(A).endswith("// АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26–29.")
    assert notes.note(A, leaves="27") == "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 27."


def test_gost_names_the_last_unit_where_no_leaves_are_given() -> None:
    whole = attrs.evolve(B, key="w", holdings=[holding("0102", "14", "6", "")])
    notes = Notes("gost")
    notes.note(A)
    assert notes.note(whole).endswith("// Там же. Д. 6.")


def test_gost_a_missing_papka_is_no_change() -> None:
    units = [Unit("fond", "0102"), Unit("opis", "14"), Unit("papka", "75"), Unit("delo", "6")]
    with_papka = attrs.evolve(B, holdings=[Locator("avprf", units, Leaves.parse("3"))])
    notes = Notes("gost")
    notes.note(A)
    assert notes.note(with_papka).endswith("// Там же. Л. 3.")


def test_a_document_in_two_archives() -> None:
    notes = Notes(repeat="ibid")
    notes.note(B)
    assert notes.note(TWO_ARCHIVES) == (
        "Kim Il Sung, “Telegram about the Lunch at the Foreign Ministry,” January 19, 1950, AVPRF, "
        f"f. 059a, op. 5a, d. 3, l. 87; {RGASPI}, f. 558, op. 11, d. 346, ll. 5–6, Example Archive "
        "Online, https://example.org/d/7."
    )
    # leaf 6 lies in one of two files: ibid. would leave open in which
    assert notes.note(TWO_ARCHIVES, leaves="6") == (
        "Kim, “Telegram about the Lunch,” January 19, 1950, l. 6."
    )
    assert notes.note(TWO_ARCHIVES, leaves="5") == "Ibid., l. 5."
    assert notes.note(TWO_ARCHIVES, leaves="87") == (  # in the other archive
        "Kim, “Telegram about the Lunch,” January 19, 1950, l. 87."
    )


def test_an_address_before_another_source_keeps_its_end() -> None:
    first = Notes("chicago-note", format="html")
    note = first.note(TWO_ARCHIVES, A)
    assert "https://example.org/d/7; Kim, “Report" not in note
    assert "https://example.org/d/7; Kim Il Sung, “Report on Trade,” December" in note
    assert note.endswith("ll.\u00a026–29.")


def test_the_same_record_read_twice_is_the_same_document() -> None:
    notes = Notes()
    notes.note(PUZANOV)
    assert notes.note(attrs.evolve(PUZANOV)) == (
        "Puzanov, “Journal of Soviet Ambassador,” December 23, 1957."
    )
    other = attrs.evolve(PUZANOV, title="Another Document")  # only the key is the same
    assert notes.note(other).startswith("A. M. Puzanov, “Another Document,” December 23, 1957, A")


def test_a_note_that_failed_counts_for_nothing() -> None:
    notes = Notes(repeat="ibid")
    with pytest.raises(RecordError, match="expected leaves"):
        notes.note(A, leaves="page 3")
    with pytest.raises(RecordError, match="expected leaves"):
        notes.note(A, (B, "x"))
    assert notes.note(A) == CHICAGO[0][1]
    with pytest.raises(RecordError, match="expected leaves"):
        notes.note(A, leaves="x")
    assert notes.note(A) == "Ibid."


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"style": "chicago-short"}, "no style with notes 'chicago-short'; did you mean"),
        ({"style": "gots"}, "no style with notes 'gots'; did you mean 'gost'"),
        ({"style": "gost", "repeat": "author"}, "'author'; there are: ibid, short"),
        ({"repeat": "ibidem"}, "to repeat a source in 'chicago-note' 'ibidem'; did you mean 'ibid'"),
        ({"format": "htm"}, "no format of citations 'htm'; did you mean 'html'"),
        ({"archive_names": "full"}, "no way to name archives 'full'; there are: first, short"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_named(options: dict[str, str], message: str) -> None:
    with pytest.raises(ProvenanceError, match=message):
        Notes(**options)


def test_a_note_has_sources() -> None:
    notes = Notes()
    with pytest.raises(ProvenanceError, match="expected a document to cite, found none"):
        notes.note()
    with pytest.raises(ProvenanceError, match="leaves go with one document"):
        notes.note(A, B, leaves="3")
    with pytest.raises(ProvenanceError, match="expected a Record to cite, found str"):
        notes.note("a")  # type: ignore[arg-type]
