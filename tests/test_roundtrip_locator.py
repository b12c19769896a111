"""What is printed is read back: for every archive of the authority, in every form.

The examples are the same on each run; ``ROUNDTRIP_EXAMPLES=200`` tries other ones, and more.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from locator_strategies import locators, unknown_locators

from provenance.archives import archives
from provenance.errors import LocatorError
from provenance.model import Locator
from provenance.reading.locator import parse_locator
from provenance.writing.locator import format_locator

FORMS = ("short", "long", "native")
MORE = int(os.environ.get("ROUNDTRIP_EXAMPLES", "0"))


@pytest.mark.parametrize("aid", archives())
@settings(max_examples=MORE or 10, derandomize=not MORE, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_reading_what_is_printed(aid: str, data: st.DataObject) -> None:
    locator = data.draw(locators(archives()[aid]))
    for form in FORMS:
        text = format_locator(locator, form)
        assert parse_locator(text) == locator, f"{form}: {text}"


@settings(max_examples=MORE or 100, derandomize=not MORE)
@given(unknown_locators())
def test_reading_what_is_printed_of_an_unknown_archive(locator: Locator) -> None:
    for form in FORMS:
        text = format_locator(locator, form)
        assert parse_locator(text) == locator, f"{form}: {text}"


#: The title of a file that is not in capitals is read after the file's number, not before it.
TITLED = "“600.(24h)—SITUAÇÃO POLITICA—CUBA de novembro a dezembre de 1.962//6223,”"
SEEN = [
    example
    for archive in archives().values()
    for example in archive.examples
    if not example.startswith(("http", TITLED))
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("example", SEEN)
def test_reading_a_real_reference_as_it_is_printed(example: str, form: str) -> None:
    try:
        locator = parse_locator(example)
    except LocatorError:
        assert not any(ch.isdigit() for ch in example)  # the name of an archive, no more
        return
    text = format_locator(locator, form)
    assert parse_locator(text) == locator, text


@pytest.mark.parametrize(
    ("text", "short"),
    [
        # a kind without a label of its own goes by its name
        ("ЦГА Москвы, фонд №16, опись №26, дело №1044, скан №12",
         "TsGA Moskvy, f. 16, op. 26, d. 1044, scan 12"),
        ("VÚA, f. MNO, 1957, k. 12", "VUA, f. MNO, k. 12, year 1957"),
        ("FO 371, FK1015", "TNA, FO 371, item FK1015"),
        ("NSC, Gates Files, OA CF00946, GHWBL", "GHWBL, NSC, series Gates Files, OA CF00946"),
        # no labels of another country's
        ("《國民政府檔案》，國史館藏，典藏號：001-010000-0001，入藏登錄號：001000000001A",
         "AH, 001-010000-0001, registration no. 001000000001A"),
        ("JACAR Ref. A03023610400, 国立公文書館, 請求番号 別00266100",
         "NAJ, call no. 別00266100, Ref. A03023610400"),
        # the name taken for the folder is a level where a label says what the folder is
        ("LBJL, National Security File, Country File, Africa, East, folder “Vol. I, 1/64-4/64”",
         "LBJL, National Security File, Country File, Africa, East, folder “Vol. I, 1/64-4/64”"),
        # a heading is above the series, not under it
        ("NARA, RG 21, Records of the District Courts: Criminal Minutes",
         "NARA, RG 21, Records of the District Courts: Criminal Minutes"),
        ("BAR, E 2001 (E) 1970/217, Bd. 12", "CH-BAR#E 2001 (E)#1970/217, Bd. 12"),
        ("MNL OL, XIX-J-1-j Korea, 4. doboz, 5/a, 004076/1955",
         "MNL OL, XIX-J-1-j, Korea, 4. doboz, 5/a, 004076/1955"),
        # a leaf put in after another: in Latin letters it would be the back of that one
        ("РГАСПИ. Ф. 17. Оп. 3. Д. 12. Л. 12в", "RGASPI, f. 17, op. 3, d. 12, l. 12в"),
        ("РГАСПИ. Ф. 17. Оп. 3. Д. 12. Л. 12 об.", "RGASPI, f. 17, op. 3, d. 12, l. 12 ob."),
    ],
)  # fmt: skip
def test_print(text: str, short: str) -> None:
    locator = parse_locator(text)
    assert format_locator(locator) == short
    assert parse_locator(short) == locator
