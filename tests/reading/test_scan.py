"""References in running text: what is found, where, and what is not."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from urllib.parse import unquote

import pytest
from corpora import CORPUS, names, planted
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from provenance.archives import archives
from provenance.errors import LocatorError
from provenance.reading.locator import parse_locator
from provenance.reading.scan import Match, find_in_pieces, find_locators
from provenance.writing.locator import format_locator


def found(text: str) -> list[tuple[str, str]]:
    return [(match.text, match.locator.key) for match in find_locators(text)]


@pytest.mark.parametrize("name", names("planted"))
def test_every_planted_reference_is_found_and_nothing_else(name: str) -> None:
    text, expected = planted(name)
    got = [
        (match.start, match.end, match.text, match.locator.key, match.inherited)
        for match in find_locators(text)
    ]
    assert got == [tuple(mark) for mark in expected]


@pytest.mark.parametrize("name", names("none"))
def test_ordinary_pages_have_no_reference(name: str) -> None:
    assert found((CORPUS / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", names("none"))
def test_parse_refuses_every_line_of_ordinary_pages(name: str) -> None:
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
        with pytest.raises(LocatorError):
            parse_locator(line)


@pytest.mark.parametrize("name", names("planted"))
def test_parse_reads_what_find_yields(name: str) -> None:
    for match in find_locators(planted(name)[0]):
        if not match.inherited:
            assert parse_locator(match.text) == match.locator


# The places: those of the text as given, whatever is in it.

PLAIN = "See RGASPI, f. 17, op. 162, d. 18, l. 5."
KEY = "rgaspi:fond=17;opis=162;delo=18;list=5"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (PLAIN, 4, 39),
        (PLAIN.replace(" ", "\u00a0"), 4, 39),
        (PLAIN.replace(" op", "\r\nop"), 4, 40),
        (PLAIN.replace("op", "o\u00adp"), 4, 40),
        ("cafe\u0301 " + PLAIN, 10, 45),
        (PLAIN.replace("l. 5", "l. 5\u200b"), 4, 39),
        ("\ufeff" + PLAIN, 5, 40),
        ("😀" + PLAIN, 5, 40),
        (PLAIN.replace(". ", ".~").replace("5.~", "5. "), 4, 39),
        (PLAIN.replace("f. 17", "f.\\,17"), 4, 40),
    ],
)
def test_places_are_code_points_of_the_text_as_given(text: str, start: int, end: int) -> None:
    (match,) = find_locators(text)
    assert (match.start, match.end) == (start, end)
    assert match.text == text[start:end]
    assert match.locator.key == KEY


def test_a_letter_with_its_own_mark_ends_within_the_match() -> None:
    text = "АВП РФ. Ф. 0102. Оп. 5а\u0301."
    (match,) = find_locators(text)
    assert match.text == "АВП РФ. Ф. 0102. Оп. 5а\u0301"


# Chains.


def test_a_chain_inherits_what_stands_above_its_first_unit() -> None:
    first, second, third = find_locators(
        "RGASPI, f. 17, op. 162, d. 18, ll. 5-6; d. 19, l. 40; f. 558, op. 11, d. 5"
    )
    assert first.inherited == ()
    assert (second.locator.key, second.inherited) == (
        "rgaspi:fond=17;opis=162;delo=19;list=40", ("archive", "fond", "opis"),
    )  # fmt: skip
    assert (third.locator.key, third.inherited) == (
        "rgaspi:fond=558;opis=11;delo=5", ("archive",),
    )  # fmt: skip


def test_a_chain_may_have_remarks_between_its_links() -> None:
    text = "RGANI, f. 5, op. 28, d. 411, l. 7 (5 June 1956); d. 412, l. 3, and d. 413, l. 9."
    assert found(text) == [
        ("RGANI, f. 5, op. 28, d. 411, l. 7", "rgani:fond=5;opis=28;delo=411;list=7"),
        ("d. 412, l. 3", "rgani:fond=5;opis=28;delo=412;list=3"),
        ("d. 413, l. 9", "rgani:fond=5;opis=28;delo=413;list=9"),
    ]


def test_a_chain_of_references_without_an_archive_inherits_the_fond() -> None:
    first, second = find_locators("В ф. 17, оп. 162, д. 18; д. 19, л. 40 об этом нет ни слова.")
    assert (first.locator.key, first.inherited) == (":fond=17;opis=162;delo=18", ())
    assert (second.locator.key, second.inherited) == (
        ":fond=17;opis=162;delo=19;list=40", ("fond", "opis"),
    )  # fmt: skip


def test_a_chain_ends_with_its_sentence() -> None:
    text = "It is in RGASPI, f. 17, op. 162, d. 18. He lived at no. 5. Later d. 19, l. 40 was lost."
    assert [match.text for match in find_locators(text)] == ["RGASPI, f. 17, op. 162, d. 18"]


def test_a_page_of_a_book_is_no_link_of_a_chain() -> None:
    text = "BArch, NY 4090/437, Bl. 8; vgl. Brenner, Botschaft, S. 99; RGANI, f. 5, op. 28, d. 1."
    assert [match.text for match in find_locators(text)] == [
        "BArch, NY 4090/437, Bl. 8", "RGANI, f. 5, op. 28, d. 1",
    ]  # fmt: skip


def test_numbers_of_one_series() -> None:
    assert found("FO 371/84053·84057·84076 and WO 281/1206·1211") == [
        ("FO 371/84053", "tna:series=fo371;piece=84053"),
        ("84057", "tna:series=fo371;piece=84057"),
        ("84076", "tna:series=fo371;piece=84076"),
        ("WO 281/1206", "tna:series=wo281;piece=1206"),
        ("1211", "tna:series=wo281;piece=1211"),
    ]


def test_holdings_joined_by_and_are_each_complete() -> None:
    matches = list(find_locators("GARF, f. 102, op. 2, d. 3 and AVPRF, f. 0102, op. 14, d. 6"))
    assert [match.inherited for match in matches] == [(), ()]
    assert [match.locator.archive for match in matches] == ["garf", "avprf"]


# What is no reference.


@pytest.mark.parametrize(
    "text",
    [
        "The AVPRF, RGASPI and GARF were open in 1957.",
        "He cites l. 5 and ll. 7–9.",
        "https://example.org/RGASPI/f.17/op.162/d.18",
        "www.example.org/FO371/127290",
        "key = rgaspi_f17_op162",
        "Ibid., l. 5.",
        "Smith, Book, p. 45. Ibid., op. 14, d. 6.",
        "An F. 16 and a D. 30 gun.",
        "Op. 90, D. 899 was played.",
        "Bd. 3, S. 12; t. 2, z. 3; vol. 4, no. 5; т. 2, ч. 1.",
        "b. 1902, d. 1973",
        "In the CIA, 12 May 1957 was forgotten.",
        "NATO, 15 members",
    ],
)
def test_not_a_reference(text: str) -> None:
    assert found(text) == []


def test_a_reference_beside_what_is_none() -> None:
    text = "The F. 16 flew on 12 May 1953 (GARF, f. R-9401, op. 2, d. 64, l. 12), Times, p. 4."
    assert found(text) == [
        ("GARF, f. R-9401, op. 2, d. 64, l. 12", "garf:fond=r9401;opis=2;delo=64;list=12")
    ]


# Names.


def test_an_archive_in_full_with_its_abbreviation() -> None:
    name = "Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow"
    (match,) = find_locators(f"It lies in the {name}, f. 0102, op. 14, d. 6, in a grey folder.")
    assert match.text == f"{name}, f. 0102, op. 14, d. 6"
    assert match.locator.key == "avprf:fond=0102;opis=14;delo=6"


def test_an_archive_after_its_units() -> None:
    (match,) = find_locators("See f. 0102, op. 14, d. 6, ll. 26–29, AVPRF.")
    assert match.locator.key == "avprf:fond=0102;opis=14;delo=6;list=26-29"
    assert match.text == "f. 0102, op. 14, d. 6, ll. 26–29, AVPRF"


def test_an_archive_we_do_not_know_keeps_its_name() -> None:
    (match,) = find_locators("See Gosarkhiv Novosibirska, f. 5, op. 2, d. 3, l. 1.")
    assert match.locator.archive is None
    assert match.locator.archive_text == "Gosarkhiv Novosibirska"
    assert match.locator.key == "?gosarkhiv novosibirska:fond=5;opis=2;delo=3;list=1"


# Any text.

PIECES = st.sampled_from(
    [
        "RGASPI",
        "АВП РФ",
        "TNA",
        "BArch",
        "FO 371/",
        "DY 30/",
        "f. ",
        "Ф. ",
        "op. ",
        "Оп. ",
        "d. ",
        "Д. ",
        "l. ",
        "л. ",
        "Bl. ",
        "box ",
        "p. ",
        "17",
        "0102",
        "5–6",
        "12 об.",
        "IV",
        ", ",
        "; ",
        ". ",
        "·",
        " and ",
        "(",
        ")",
        "[",
        "]",
        "\n",
        "\n\n",
        "~",
        "\\,",
        "\\footnote{",
        "}",
        "^[",
        "//",
        "Ibid.",
        "Там же",
        "Ebd.",
        "ebd.",
        "\xa0",
        "\xad",
        "é",
        "\u200b",
        "1.",
        "[^1]: ",
        "¹",
        "word",
        "Слово",
        "1957",
        "—",
        "№",
        "°",
        "😀",
        "國史館",
        "٣",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_never_raises_and_yields_in_order_without_overlap(text: str) -> None:
    done = 0
    for match in find_locators(text):
        assert done <= match.start < match.end <= len(text)
        assert match.text == text[match.start : match.end]
        assert match.locator.units
        done = match.end


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_parse_takes_what_find_takes(text: str) -> None:
    for match in find_locators(text):
        if not match.inherited:
            assert parse_locator(match.text) == match.locator


# Line by line.


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


@pytest.mark.parametrize("name", names("planted"))
def test_line_by_line_finds_the_same(name: str) -> None:
    text, _ = planted(name)
    assert list(find_in_pieces(_lines(text))) == list(find_locators(text))


def test_line_by_line_over_many_portions_keeps_places_and_notes() -> None:
    rng = random.Random(7)
    filler = ["The winter of 1957 was long, and the embassy, with a staff of 62, wrote on.\n"] * 40
    parts: list[str] = []
    expected: list[tuple[str, str]] = []
    for number in range(1, 400):
        parts += filler[: rng.randrange(40)]
        parts += ["\n", f"{number}. RGASPI, f. 17, op. 162, d. {number}, l. 5.\n", "\n"]
        parts += [f"{number}a. word\n"] if number % 3 == 0 else [f"{number + 1}. Ibid., l. 6.\n"]
        key = f"rgaspi:fond=17;opis=162;delo={number};list="
        expected.append((f"RGASPI, f. 17, op. 162, d. {number}, l. 5", key + "5"))
        if number % 3:
            expected.append(("Ibid., l. 6", key + "6"))
    text = "".join(parts)
    assert len(text) > 400_000
    matches = list(find_in_pieces(parts))
    assert [(match.text, match.locator.key) for match in matches] == expected
    assert all(text[match.start : match.end] == match.text for match in matches)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_text_may_be_cut_anywhere(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names("planted")))
    text, _ = planted(name)
    text *= 1 + 150_000 // len(text)  # over a few blocks and portions
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    pieces = [text[one:two] for one, two in pairwise([0, *cuts, len(text)])]
    assert list(find_in_pieces(pieces)) == list(find_locators(text))


def test_nothing_comes_of_nothing() -> None:
    assert list(find_locators("")) == []
    assert list(find_in_pieces([])) == []


def test_a_match_is_frozen_and_equal_to_its_like() -> None:
    (match,) = find_locators(PLAIN)
    assert match == Match(4, 39, PLAIN[4:39], match.locator, ())
    with pytest.raises(AttributeError):
        match.start = 5  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "PREM 8/1405; CAB 128/17. Then FO 371/127290.",
            ["series=prem8;piece=1405", "series=cab128;piece=17", "series=fo371;piece=127290"],
        ),
        ("FO 371/1234; FO 371/1235", ["series=fo371;piece=1234", "series=fo371;piece=1235"]),
        ("See TNA, FO 371/9. Next.", ["series=fo371;piece=9"]),
        ("TNA, FO 371/9; WO 208/77", ["series=fo371;piece=9", "series=wo208;piece=77"]),
        ("WO 2011/123456 A1", []),  # a patent
    ],
)
def test_series_codes_one_after_another(text: str, keys: list[str]) -> None:
    found = [match.locator.key.removeprefix("tna:") for match in find_locators(text)]
    assert found == keys


def test_codes_of_a_bestand_one_after_another() -> None:
    found = [match.locator.key for match in find_locators("BArch, DY 30/3384; DY 30/55.")]
    assert found == [
        "barch:bestand=dy30;archivnummer=3384",
        "barch:bestand=dy30;archivnummer=55",
    ]


@pytest.mark.parametrize("space", ["~", "\\,", "\\ "])
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("RGASPI, f. 17, op. 162, d. 18, l. 5", "rgaspi:fond=17;opis=162;delo=18;list=5"),
        ("f. 17, op. 162, d. 18", ":fond=17;opis=162;delo=18"),
        ("РГАСПИ, ф. 17, оп. 162, д. 18", "rgaspi:fond=17;opis=162;delo=18"),
    ],
)
def test_each_of_texs_spaces_may_join_a_label_and_its_number(space, text, key):
    joined = text.replace(". ", f".{space}")
    (match,) = find_locators(f"See {joined} again.")
    assert (match.text, match.locator.key) == (joined, key)


#: What parse_locator reads, alone in its text, and find_locators does not see among other words:
#: it has no figure, or nothing that sets its first figure apart from an ordinary one.
ALONE = {
    "“600.(24h)—SITUAÇÃO POLITICA—CUBA de novembro a dezembre de 1.962//6223,” Ministry of External"
    " Relations Archives, Brasilia",
    "CPDOC, AAS mre d 1974.03.26",
    "SOA Plzeň, pracoviště Klášter u Nepomuka, RA Windischgrätz",
    "Bodleian Library, 268 c.457",
    "Z12 T404 W17",
    "Arkhiv A. M. Gorkogo, KG-NP/A, 22-4:1-2",
    "《國民政府檔案》，國史館藏，典藏號：001-010000-0001，入藏登錄號：001000000001A",
    "ASRS, AA.EE.SS., Pio XII, parte I, Russia, pos. 12, fasc. 3, f. 5r",
    'Memo, Powell to Moore, 6/22/77, "Memoranda" folder, Box 46, Jody Powell\'s Files, JCL',
}


@pytest.mark.parametrize(
    "example", [each for archive in archives().values() for each in archive.examples]
)
def test_what_parse_reads_is_found_in_a_sentence(example: str) -> None:
    try:
        key = parse_locator(example).key
    except LocatorError:
        return  # an archive's name or an address, no more
    text = f"See {example}."
    found = [(match.text.rstrip("."), match.locator.key) for match in find_locators(text)]
    assert (found == [(example.rstrip("."), key)]) is (example not in ALONE), found


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Hopkins Papers, box 217, FDRL", ["fdrl:collection=hopkins papers;box=217"]),
        ("HILA, Dana papers, box 12, folder 3; FDRL, Hopkins Papers, box 217",
         ["hia:collection=dana papers;box=12;folder=3", "fdrl:collection=hopkins papers;box=217"]),
        ("NARA, record group 59, box 5; Holm, p. 5", ["nara:record-group=59;box=5"]),
        ("LBJL, NSF, Country File, box 255; Holm, p. 5",
         ["lbjl:collection=nsf;series=country file;box=255"]),
        ("RG 59, Lot 64 D 199, Box 5, National Archives, College Park",
         ["nara:record-group=59;lot=64d199;box=5"]),
        ("Protokoll Nr. 41/57, SAPMO-BArch, DY 30/J IV 2/2/561, Bl. 3–7",
         ["barch:bestand=dy30;archivnummer=j iv2/2/561;blatt=3-7"]),
        ("ГАРФ. Ф. 102. ДП ОО. 1898 г. Оп. 226. Д. 12. Л. 15",
         ["garf:fond=102;level=dp oo;god=1898;opis=226;delo=12;list=15"]),
        ("ЦДАГО Украины. Ф. 1. Оп. 24. Д. 4265. Л. 26 об.",
         ["tsdaho:fond=1;opis=24;sprava=4265;arkush=26v"]),
        ("РГАСПІ, ф. 17, оп. 162, спр. 18, арк. 5", ["rgaspi:fond=17;opis=162;delo=18;list=5"]),
        ("ANIC, fond CC al PCR, dosar 10/1957, f. 5–7. 2. Ibidem, f. 8.",
         ["anic:fond=cc al pcr;dosar=10/1957;fila=5-7",
          "anic:fond=cc al pcr;dosar=10/1957;fila=8"]),
        ("NATO, C-R(57)83", ["nato:document-number=c-r(57)83"]),
        ("NAC, 3/1/0/9/6432", ["nac-pl:sygnatura=3/1/0/9/6432"]),
        ("HR-HDA-1448", ["hda:fond=1448"]),
        ("北京市档案馆, 002-009-00123, 第4页",
         ["bma:quanzong=002;catalogue=009;file=00123;page=4"]),
        ("РГАКФД. № 0-12345", ["rgakfd:shifr=0-12345"]),
    ],
)  # fmt: skip
def test_found_among_other_words(text: str, keys: list[str]) -> None:
    assert [match.locator.key for match in find_locators(f"Compare {text}.")] == keys


@pytest.mark.parametrize(
    "text",
    [
        "The F 104, D 93 and the C-17 were there",
        "the F. 16, B-52 and MiG-21",
        "к. 162; ф. 5",
        "see l. 3; P. 17, f. 5",
        "f. 2; k. 3, d. 5",
        "let $f. 1, d. 2$ be",
        "the sets AN/PRC-77 and AN/TPS-43 were sold",
        "rows AN 70/5, BL 5/7, NAC 3/1, ANK 5/2",
        "a Piper PA 28-140 landed",
        "The F. 16 and F. 4 of the same squadron are on p. 12",
    ],
)
def test_codes_lists_and_machines_are_no_references(text: str) -> None:
    assert [match.text for match in find_locators(f"{text}.")] == []


TEXTS = [
    line.replace("\\n", "\n").split("\t")
    for line in (CORPUS.parent / "keys_of_texts.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("call", "text", "keys"), TEXTS)
def test_the_keys_of_a_text(call: str, text: str, keys: str) -> None:
    if call == "F":
        found = " + ".join(match.locator.key for match in find_locators(text)) or "-"
        assert unquote(found) == keys
    elif keys == "ERR":
        with pytest.raises(LocatorError):
            parse_locator(text)
    else:
        assert unquote(parse_locator(text).key) == keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("GARF, f. R-9401, op. 2, d. 64; Town Archive, f. 9, op. 9, d. 5.",
         "?town archive:fond=9;opis=9;delo=5"),
        ("РГАСПИ. Ф. 17. Оп. 3. Д. 5; Госархив Н, ф. 9, оп. 9, д. 5.",
         "?gosarkhiv n:fond=9;opis=9;delo=5"),
    ],
)  # fmt: skip
def test_an_unknown_archive_inherits_nothing(text: str, key: str) -> None:
    second = list(find_locators(text))[1]
    assert (unquote(second.locator.key), second.inherited) == (key, ())


#: Examples of the authority that stand alone, by archives whose references begin with their names.
SOURCES = [
    example
    for archive in archives().values()
    for example in archive.examples[:1]
    if [(m.start, m.end) for m in find_locators(example)] == [(0, len(example))]
    and "collection" not in archive.named
    and archive.id not in {"dos-us", "ahmre"}  # a title may end theirs, and the name comes last
]


@given(st.sampled_from(SOURCES), st.sampled_from(SOURCES), st.sampled_from(("\n", "; ")))
@settings(max_examples=150, deadline=None)
def test_two_references_side_by_side_are_read_as_each_is_alone(
    one: str, two: str, joint: str
) -> None:
    assert [m.locator for m in find_locators(one + joint + two)] == [
        parse_locator(one), parse_locator(two),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "TNA, FO 371/2299\nAVPRF, f. 0241, op. 36, p. 105",
            ["tna:series=fo371;piece=2299", "avprf:fond=0241;opis=36;papka=105"],
        ),
        (
            "TNA, FO 371/2299 AVPRF, f. 0241, op. 36, p. 105",
            ["tna:series=fo371;piece=2299", "avprf:fond=0241;opis=36;papka=105"],
        ),
        (
            "LAC, RG 25, vol. 4480\nHopkins Papers, box 217, FDRL",
            ["lac:record-group=25;volume=4480", "fdrl:collection=hopkins papers;box=217"],
        ),
        (
            "РГИА. Ф. 24. Оп. 6. Д. 1368; Hopkins Papers, box 217, FDRL",
            ["rgia:fond=24;opis=6;delo=1368", "fdrl:collection=hopkins papers;box=217"],
        ),
        (  # a name that goes on with the value, and a line that is not done
            "ГАРФ, ф. 102 ДПОО,\nоп. 233, д. 1350",
            ["garf:fond=102dpoo;opis=233;delo=1350"],
        ),
        ("ф. 17, оп. 3, д. 5,\nРГАСПИ", ["rgaspi:fond=17;opis=3;delo=5"]),
    ],
)
def test_a_value_does_not_run_into_the_next_archive(text: str, keys: list[str]) -> None:
    assert [key for _, key in found(text)] == keys


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("See \\textsc{bArch}, DY~30/3384.", "\\textsc{bArch}, DY~30/3384"),
        ("See [TNA](https://example.org), FO 371/9.", "[TNA](https://example.org), FO 371/9"),
        ("See [TNA, FO 371/9](https://example.org).", "TNA, FO 371/9"),
        ("See \\href{https://example.org}{TNA, FO 371/9}.", "TNA, FO 371/9"),
        ('<a class="x">TNA</a>, FO&nbsp;371/9;', '<a class="x">TNA</a>, FO&nbsp;371/9'),
        ("BArch, DY 30/3384, Bl. 112^r^–113^v^.", "BArch, DY 30/3384, Bl. 112^r^–113^v^"),
        (
            "Российский государственный архив новейшей истории (далее – РГАНИ). Ф. 5. Оп. 30.",
            "Российский государственный архив новейшей истории (далее – РГАНИ). Ф. 5. Оп. 30",
        ),
        ("AN, F/7/9, f\\textsuperscript{o}~12.", "AN, F/7/9, f\\textsuperscript{o}~12"),
        ("as in {\\em RGASPI\\/}, f. 17, op. 3.", "{\\em RGASPI\\/}, f. 17, op. 3"),
    ],
)
def test_marks_that_open_within_a_reference_close_within_it(text: str, span: str) -> None:
    (match,) = find_locators(text)
    assert match.text == span


@pytest.mark.parametrize("space", ["\u2002", "\u2004", "\u2009", "\u200a", "\u202f", "\u205f"])
def test_a_space_of_any_width_is_one(space: str) -> None:
    text = f"See RGANI, f.{space}5, op.{space}28, d.{space}411, ll.{space}9–15."
    (match,) = find_locators(text)
    assert match.text == text[4:-1]
    assert match.locator.key == "rgani:fond=5;opis=28;delo=411;list=9-15"


def test_a_label_that_nobody_knows_takes_no_archive_from_its_units() -> None:
    (match,) = find_locators("See RGANI, f. 5, op. 28, zz. 14, l. 5.")
    assert match.locator.key == "rgani:fond=5;opis=28"


FORMS = ("short", "long", "native")
#: Where a line's end may be a list's: after a figure or capitals, before a capital or a note.
_LIST = re.compile(r"(?:\d\n[A-ZА-Я]|[A-ZА-Я]\n(?:[A-ZА-Я]|\d+\.? \w)|\n-)")
#: Title words that are an archive's name together, days in a title, and ideographs, which have no
#: spaces to be broken at.
UNBROKEN = {"ahmre", "cia-us", "ddel", "dos-us", "naj"}
BROKEN = sorted(
    {
        text
        for archive in archives().values()
        for example in archive.examples
        if archive.id not in UNBROKEN and [m.text for m in find_locators(example)] == [example]
        for text in (example, *(format_locator(parse_locator(example), form) for form in FORMS))
        if " " in text
    }
)


@given(st.sampled_from(BROKEN), st.sampled_from(("\n", "\r\n", "\n    ")), st.data())
@settings(max_examples=300, deadline=None)
def test_a_line_may_end_at_any_space(reference: str, end: str, data: st.DataObject) -> None:
    places = [place for place, ch in enumerate(reference) if ch == " "]
    place = data.draw(st.sampled_from(places))
    broken = reference[:place] + end + reference[place + 1 :]
    assume(_LIST.search(f"{reference[:place]}\n{reference[place + 1 :]}") is None)
    assert parse_locator(broken) == parse_locator(reference)
    whole = [m.locator for m in find_locators(f"As said in {reference} of the time.")]
    found = list(find_locators(f"As said in {broken} of the time."))
    assert [m.locator for m in found] == whole


@pytest.mark.parametrize("quoted", [False, True])
def test_what_a_broken_line_holds_is_kept_as_it_stands(quoted: bool) -> None:
    end = "\n> " if quoted else "\n"
    text = f"{'> ' if quoted else ''}См. ГАРФ. Ф. Р-{end}5446. Оп. 1.{end}Д. 2."
    (match,) = find_locators(text)
    assert match.text == text[text.index("ГАРФ") : -1]
    assert match.locator.units[0].written == f"Р-{end}5446"
    assert format_locator(match.locator, "native") == "ГАРФ. Ф. Р-5446. Оп. 1. Д. 2"
