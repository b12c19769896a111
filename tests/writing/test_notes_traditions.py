# ruff: noqa: E501 (tables with a case a line)
"""Notes in order for documents of one archive after another: a table a style, worked out by hand."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from note_tables import Steps, follow

from provenance import (
    Agent,
    Credit,
    Leaves,
    Locator,
    Notes,
    Publication,
    Record,
    Unit,
    cite,
    parse_locator,
)


def document(key: str, date: str, reference: str, **fields: Any) -> Record:
    return Record(key=key, date=date, holdings=[parse_locator(reference)], **fields)


HILL = [Agent("W. E. Hill", "Hill", "W. E.")]
PIDHORNYI = [Agent("М. В. Підгорний", "Підгорний", "М. В.")]

#: Two documents in one piece at Kew, one in another piece.
SEOUL = document(
    "seoul", "1957-12-23", "TNA, FO 371/127265, fols 26–29", title="Seoul to Foreign Office"
)
MINUTE = document(
    "minute", "1957-12-24", "TNA, FO 371/127265, fol. 31", title="Minute", creators=HILL
)
REVIEW = document(
    "review", "1958-01-03", "TNA, FO 371/133642, fol. 2", title="Annual Review", creators=HILL
)
#: Two decimal files in one box.
MEMCON = document(
    "memcon",
    "1957-12-23",
    "NARA, RG 59, CDF, 795B.11/12-2357, box 3140",
    kind="memorandum of conversation",
)
DESPATCH = document(
    "despatch", "1957-12-24", "NARA, RG 59, CDF, 795B.00/12-2457, box 3140", title="Despatch 12"
)
#: Two documents in one file in Kyiv, one in another file, one in another fond.
ZAPYSKA = document(
    "zapyska",
    "1957-12-23",
    "ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 26–29 зв.",
    title="Доповідна записка",
    creators=PIDHORNYI,
)
LYST = document(
    "lyst",
    "1957-12-24",
    "ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 31",
    title="Лист",
    creators=PIDHORNYI,
)
DRUHYI = document(
    "druhyi",
    "1957-12-25",
    "ЦДАГО України. Ф. 1. Оп. 24. Спр. 4270. Арк. 1",
    title="Другий лист",
    creators=PIDHORNYI,
)
FOND_57 = document(
    "fond57",
    "1957-12-26",
    "ЦДАГО України. Ф. 57. Оп. 4. Спр. 3. Арк. 2",
    title="Спогади",
    creators=PIDHORNYI,
)
#: Berlin: two files of one holding, and the Foreign Office's archive.
VERMERK = document("vermerk", "1957-12-23", "BArch, DY 30/3640, Bl. 26–29", title="Vermerk")
BERICHT = document("bericht", "1957-12-24", "BArch, DY 30/3641, Bl. 5", title="Bericht")
DRAHT = document("draht", "1957-12-25", "PA AA, M 1, A 14330, Bl. 5", title="Drahtbericht")
#: One document in two files of one archive; the same leaf number stands in both.
TWO_FILES = attrs.evolve(
    SEOUL, key="two", title="Protest Note", date="1958-02-01",
    holdings=[
        Locator("rgaspi", [Unit("fond", "17"), Unit("opis", "162"), Unit("delo", d)], Leaves.parse("5-6"))
        for d in ("18", "19")
    ],
)  # fmt: skip

TNA_FULL = "The National Archives of the UK (TNA)"
TSDAHO = "Central State Archive of Public Organizations of Ukraine (TsDAHO), Kyiv"
NARA_FULL = "National Archives and Records Administration (NARA)"
RECORD_GROUP = "General Records of the Department of State, Record Group 59"

CHICAGO: Steps = [
    ((SEOUL,), f"“Seoul to Foreign Office,” December 23, 1957, {TNA_FULL}, Kew, FO 371/127265, fols. 26–29."),
    ((MINUTE, ZAPYSKA), f"W. E. Hill, “Minute,” December 24, 1957, TNA, FO 371/127265, fol. 31; М. В. Підгорний, “Доповідна записка,” December 23, 1957, {TSDAHO}, f. 1, op. 24, spr. 4265, ark. 26–29 ob."),
    (((ZAPYSKA, "27v"),), "Підгорний, “Доповідна записка,” December 23, 1957, ark. 27 ob."),
    ((LYST,), "М. В. Підгорний, “Лист,” December 24, 1957, TsDAHO, f. 1, op. 24, spr. 4265, ark. 31."),
    ((MEMCON,), f"Memorandum of conversation, December 23, 1957, {NARA_FULL}, RG 59, CDF, 795B.11/12-2357, box 3140."),
    # without author and title the reference tells the document from others
    ((MEMCON,), "Memorandum of conversation, December 23, 1957, NARA, RG 59, CDF, 795B.11/12-2357, box 3140."),
    ((VERMERK,), "“Vermerk,” December 23, 1957, Federal Archives of Germany (BArch), DY 30/3640, Bl. 26–29."),
    (((VERMERK, "27v"),), "“Vermerk,” December 23, 1957, Bl. 27 RS."),
]  # fmt: skip

CHICAGO_IBID: Steps = [
    ((SEOUL,), CHICAGO[0][1]),
    (((SEOUL, "27"),), "Ibid., fol. 27."),
    ((MINUTE,), "W. E. Hill, “Minute,” December 24, 1957, TNA, FO 371/127265, fol. 31."),  # one file, two documents
    ((SEOUL,), "“Seoul to Foreign Office,” December 23, 1957."),
    ((TWO_FILES,), "“Protest Note,” February 1, 1958, Russian State Archive of Socio-Political History (RGASPI), Moscow, f. 17, op. 162, d. 18, ll. 5–6; RGASPI, f. 17, op. 162, d. 19, ll. 5–6."),
    (((TWO_FILES, "5"),), "“Protest Note,” February 1, 1958, l. 5."),  # in which of the two files?
    ((TWO_FILES,), "“Protest Note,” February 1, 1958."),
    ((TWO_FILES,), "Ibid."),  # both, as before
    ((SEOUL, MINUTE), "“Seoul to Foreign Office,” December 23, 1957; Hill, “Minute,” December 24, 1957."),
    ((MINUTE,), "Hill, “Minute,” December 24, 1957."),  # two sources before
    ((MINUTE,), "Ibid."),
]  # fmt: skip

CHICAGO_AUTHOR: Steps = [
    ((MINUTE,), f"W. E. Hill, “Minute,” December 24, 1957, {TNA_FULL}, Kew, FO 371/127265, fol. 31."),
    (((MINUTE, "31v"),), "Hill, fol. 31v."),
    ((REVIEW,), "W. E. Hill, “Annual Review,” January 3, 1958, TNA, FO 371/133642, fol. 2."),
    ((MINUTE,), "Hill, “Minute,” December 24, 1957."),  # his too, but another document
    ((MINUTE, REVIEW), "Hill; Hill, “Annual Review,” January 3, 1958."),
    ((REVIEW,), "Hill, “Annual Review,” January 3, 1958."),  # two sources before
    ((SEOUL,), "“Seoul to Foreign Office,” December 23, 1957, TNA, FO 371/127265, fols. 26–29."),
    (((SEOUL, "27"),), "“Seoul to Foreign Office,” fol. 27."),  # no author: the title alone
]  # fmt: skip

MHRA: Steps = [
    ((SEOUL,), f"Kew, {TNA_FULL}, FO 371/127265, fols 26–29, ‘Seoul to Foreign Office’, 23 December 1957."),
    (((SEOUL, "27"),), "TNA, FO 371/127265, fol. 27."),
    (((SEOUL, "27"),), "TNA, FO 371/127265, fol. 27."),
    ((REVIEW,), "TNA, FO 371/133642, fol. 2, W. E. Hill, ‘Annual Review’, 3 January 1958."),
    ((ZAPYSKA,), "Kyiv, Central State Archive of Public Organizations of Ukraine (TsDAHO), f. 1, op. 24, spr. 4265, ark. 26–29 ob., М. В. Підгорний, ‘Доповідна записка’, 23 December 1957."),
    ((LYST, (SEOUL, "28")), "TsDAHO, f. 1, op. 24, spr. 4265, ark. 31, М. В. Підгорний, ‘Лист’, 24 December 1957; TNA, FO 371/127265, fol. 28."),
    ((MEMCON,), f"{NARA_FULL}, RG 59, CDF, 795B.11/12-2357, box 3140, memorandum of conversation, 23 December 1957."),
]  # fmt: skip

MHRA_IBID: Steps = [
    ((SEOUL,), MHRA[0][1]),
    (((SEOUL, "27"),), "Ibid., fol. 27."),
    (((SEOUL, "27-28"),), "Ibid., fols 27–28."),
    ((MINUTE,), "TNA, FO 371/127265, fol. 31, W. E. Hill, ‘Minute’, 24 December 1957."),  # another document
    (((MINUTE, "31"), (SEOUL, "27")), "Ibid., fol. 31; TNA, FO 371/127265, fol. 27."),
    (((SEOUL, "27"),), "TNA, FO 371/127265, fol. 27."),  # two sources before
    (None, ""),
    (((SEOUL, "27"),), "TNA, FO 371/127265, fol. 27."),  # something else before
]  # fmt: skip

TNA: Steps = [
    ((SEOUL,), f"{TNA_FULL}: FO 371/127265, Seoul to Foreign Office, 23 December 1957, fols 26–29."),
    (((SEOUL, "27"),), "TNA, FO 371/127265, fol. 27."),
    ((MINUTE,), "TNA, FO 371/127265, W. E. Hill, Minute, 24 December 1957, fol. 31."),
    ((MINUTE, REVIEW), "TNA, FO 371/127265, fol. 31; TNA, FO 371/133642, W. E. Hill, Annual Review, 3 January 1958, fol. 2."),
    ((VERMERK,), "Federal Archives of Germany (BArch): DY 30/3640, Vermerk, 23 December 1957, Bl. 26–29."),
]  # fmt: skip

TNA_IBID: Steps = [
    ((SEOUL,), TNA[0][1]),
    (((SEOUL, "27"),), "Ibid., fol. 27."),
    (((SEOUL, "27"),), "Ibid."),
    ((SEOUL,), "TNA, FO 371/127265, fols 26–29."),  # ibid. would mean fol. 27
    ((REVIEW,), "TNA, FO 371/133642, W. E. Hill, Annual Review, 3 January 1958, fol. 2."),
]  # fmt: skip

NARA: Steps = [
    ((MEMCON,), f"Memorandum of conversation, 23 December 1957; 795B.11/12-2357; box 3140; CDF; {RECORD_GROUP}; {NARA_FULL}."),
    ((MEMCON,), "NARA, RG 59, CDF, 795B.11/12-2357, box 3140."),
    ((DESPATCH,), f"Despatch 12, 24 December 1957; 795B.00/12-2457; box 3140; CDF; {RECORD_GROUP}; NARA."),
    ((SEOUL, MEMCON), f"Seoul to Foreign Office, 23 December 1957, fols 26–29; FO 371/127265; {TNA_FULL}, Kew; NARA, RG 59, CDF, 795B.11/12-2357, box 3140."),
    ((MINUTE,), "W. E. Hill, Minute, 24 December 1957, fol. 31; FO 371/127265; TNA."),
]  # fmt: skip

NARA_IBID: Steps = [
    ((MEMCON,), NARA[0][1]),
    ((MEMCON,), "Ibid."),
    ((DESPATCH,), NARA[2][1]),  # the same box, another file
    ((MEMCON,), "NARA, RG 59, CDF, 795B.11/12-2357, box 3140."),
]  # fmt: skip

GOST: Steps = [
    ((ZAPYSKA,), "Підгорний М. В. Доповідна записка, 23 декабря 1957 г. // Центральний державний архів громадських об’єднань України (ЦДАГО України). Ф. 1. Оп. 24. Спр. 4265. Арк. 26–29 зв."),
    (((ZAPYSKA, "27"),), "Там же. Арк. 27."),
    ((LYST,), "Підгорний М. В. Лист, 24 декабря 1957 г. // Там же. Арк. 31."),
    ((DRUHYI,), "Підгорний М. В. Другий лист, 25 декабря 1957 г. // Там же. Спр. 4270. Арк. 1."),
    ((FOND_57,), "Підгорний М. В. Спогади, 26 декабря 1957 г. // Там же. Ф. 57. Оп. 4. Спр. 3. Арк. 2."),
    ((SEOUL,), "Seoul to Foreign Office, 23 декабря 1957 г. // The National Archives (TNA), FO 371/127265, fols. 26–29."),
    (((SEOUL, "27"),), "Ibid. Fol. 27."),  # a label after a stop has a capital
    ((REVIEW,), "Hill W. E. Annual Review, 3 января 1958 г. // Ibid. FO 371/133642, fol. 2."),
    (((LYST, "31"), REVIEW), "ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 31 ; TNA, FO 371/133642, fol. 2."),
    ((REVIEW,), "TNA, FO 371/133642, fol. 2."),  # two sources before
]  # fmt: skip

DSTU: Steps = [
    ((ZAPYSKA,), "Підгорний М. В. Доповідна записка, 23 грудня 1957 р. ЦДАГО України (Центральний державний архів громадських об’єднань України). Ф. 1. Оп. 24. Спр. 4265. Арк. 26–29 зв."),
    (((ZAPYSKA, "27"),), "Там само. Арк. 27."),
    ((LYST,), "Підгорний М. В. Лист, 24 грудня 1957 р. Там само. Арк. 31."),
    ((DRUHYI,), "Підгорний М. В. Другий лист, 25 грудня 1957 р. Там само. Спр. 4270. Арк. 1."),
    ((FOND_57,), "Підгорний М. В. Спогади, 26 грудня 1957 р. Там само. Ф. 57. Оп. 4. Спр. 3. Арк. 2."),
    ((FOND_57, (LYST, "31")), "Там само; ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 31."),
    (((LYST, "31"),), "ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 31."),  # two sources before
    (None, ""),
    (((LYST, "31"),), "ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 31."),  # something else before
]  # fmt: skip

GERMAN: Steps = [
    ((VERMERK,), "Vermerk, 23.12.1957, in: BArch, DY 30/3640, Bl. 26–29."),
    (((VERMERK, "27v"),), "Ebd., Bl. 27 RS."),
    (((VERMERK, "27v"),), "Ebd."),
    ((BERICHT,), "Bericht, 24.12.1957, in: BArch, DY 30/3641, Bl. 5."),  # another file
    (((VERMERK, "27"),), "BArch, DY 30/3640, Bl. 27."),
    ((DRAHT, BERICHT), "Drahtbericht, 25.12.1957, in: PA AA, M 1, A 14330, Bl. 5; BArch, DY 30/3641, Bl. 5."),
    ((BERICHT,), "BArch, DY 30/3641, Bl. 5."),  # two sources before
    ((TWO_FILES,), "Protest Note, 1.2.1958, in: RGASPI, f. 17, op. 162, d. 18, ll. 5–6; RGASPI, f. 17, op. 162, d. 19, ll. 5–6."),
    (((TWO_FILES, "5"),), "RGASPI, f. 17, op. 162, d. 18, l. 5."),  # one of the two files
]  # fmt: skip

TABLES: list[tuple[str, dict[str, Any], Steps]] = [
    ("chicago-note", {}, CHICAGO),
    ("chicago-17-note", {}, CHICAGO),
    ("turabian-note", {}, CHICAGO),
    ("chicago-note", {"repeat": "ibid"}, CHICAGO_IBID),
    ("chicago-17-note", {"repeat": "ibid"}, CHICAGO_IBID),
    ("turabian-note", {"repeat": "ibid"}, CHICAGO_IBID),
    ("chicago-note", {"repeat": "author"}, CHICAGO_AUTHOR),
    ("chicago-17-note", {"repeat": "author"}, CHICAGO_AUTHOR),
    ("turabian-note", {"repeat": "author"}, CHICAGO_AUTHOR),
    ("mhra", {}, MHRA),
    ("mhra", {"repeat": "ibid"}, MHRA_IBID),
    ("tna", {}, TNA),
    ("tna", {"repeat": "ibid"}, TNA_IBID),
    ("nara", {}, NARA),
    ("nara", {"repeat": "ibid"}, NARA_IBID),
    ("gost", {}, GOST),
    ("dstu", {}, DSTU),
    ("bundesarchiv", {}, GERMAN),
]


@pytest.mark.parametrize(("style", "options", "steps"), TABLES, ids=lambda value: str(value)[:24])
def test_notes_in_order(style: str, options: dict[str, Any], steps: Steps) -> None:
    follow(style, options, steps)


def test_with_a_list_of_abbreviations_no_archive_is_introduced() -> None:
    opening = {
        "chicago-note": "“Seoul to Foreign Office,” December 23, 1957, TNA, FO 371/127265, fols. 26–29.",
        "mhra": "TNA, FO 371/127265, fols 26–29, ‘Seoul to Foreign Office’, 23 December 1957.",
        "tna": "TNA, FO 371/127265, Seoul to Foreign Office, 23 December 1957, fols 26–29.",
        "nara": "Seoul to Foreign Office, 23 December 1957, fols 26–29; FO 371/127265; TNA.",
        "gost": "Seoul to Foreign Office, 23 декабря 1957 г. // TNA, FO 371/127265, fols. 26–29.",
    }
    for style, note in opening.items():
        assert Notes(style, archive_names="short").note(SEOUL) == note


def test_mhra_a_document_that_lies_nowhere_keeps_its_marks() -> None:
    alone = Record(key="x", title="Diary", date="1957-12-23")
    notes = Notes("mhra")
    assert notes.note(alone) == "‘Diary’, 23 December 1957."
    assert notes.note(SEOUL) != ""
    assert notes.note(alone) == "‘Diary’, 23 December 1957."


@pytest.mark.parametrize(
    ("style", "end"),
    [
        ("mhra", "‘Journal’, 23 December 1957, trans. by Gary Goldberg, A Host <https://example.org/7>."),
        ("tna", "Journal, 23 December 1957, ll. 26–29, trans. by Gary Goldberg, A Host, https://example.org/7."),
        ("nara", "Moscow; trans. by Gary Goldberg; A Host, https://example.org/7."),
    ],
)  # fmt: skip
def test_british_and_american_forms_name_the_translator(style: str, end: str) -> None:
    translated = document(
        "journal", "1957-12-23", "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29", title="Journal",
        credits=[Credit("obtained", ["A. N. Other"]), Credit("translated", ["Gary Goldberg"], project="NKIDP")],
        publication=Publication(host="A Host", url="https://example.org/7"),
    )  # fmt: skip
    assert cite(translated, style).endswith(end)
