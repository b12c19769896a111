# ruff: noqa: E501 (tables with a case a line)
"""The list of archives consulted: order, what makes a file one file, and what is escaped."""

from __future__ import annotations

import pytest
from documents import PUZANOV, TWO_ARCHIVES

from provenance import Locator, ProvenanceError, Record, Unit, consulted, find_locators

MANUSCRIPT = """
AVPRF, f. 0102, op. 14, d. 10, l. 3. AVPRF, f. 0102, op. 14, d. 9, l. 5; d. 10, l. 7.
AVPRF, f. 0102, op. 14, p. 75, d. 9, l. 8. AVPRF, f. 0102, op. 9, d. 1a. AVPRF, f. 059a, op. 5a, d. 3.
TsKhSD, f. 5, op. 28, d. 410, l. 1. RGANI, f. 5, op. 28, d. 96, l. 1. RGANI, f. 89, per. 4, dok. 12.
BArch, DY 30/3640, Bl. 7. BArch, DY 30/3384, Bl. 1. MNL OL, XIX-J-1-j, 12. doboz. MNL OL, XIX-J-1-j, 5. doboz.
RGALI, f. 1, op. 2, d. 3, l. 1. RGALI, f. 1, op. 2, ed. khr. 3, l. 9. ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265.
"""

EXPECTED = """\
Germany
  Federal Archives of Germany (BArch)
    DY 30
      DY 30/3384
      DY 30/3640

Hungary
  National Archives of Hungary (MNL OL), Budapest
    XIX-J-1-j
      5. doboz
      12. doboz

Russia
  Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow
    Fond 059a
      opis 5a: delo 3
    Fond 0102
      opis 9: delo 1a
      opis 14: delo 9, 10
  Russian State Archive of Contemporary History (RGANI), Moscow
    Fond 5, Apparatus (sections) of the CPSU Central Committee
      opis 28: delo 96, 410
    Fond 89, The Soviet Communist Party on Trial (documents submitted to the Constitutional Court)
      perechen 4: dokument 12
  Russian State Archive of Literature and Art (RGALI), Moscow
    Fond 1
      opis 2: delo 3

Ukraine
  Central State Archive of Public Organizations of Ukraine (TsDAHO), Kyiv
    Fond 1
      opys 24: sprava 4265
"""


def test_the_references_of_a_manuscript() -> None:
    assert consulted(find_locators(MANUSCRIPT)) == EXPECTED


def test_records_and_locators() -> None:
    assert consulted([PUZANOV, TWO_ARCHIVES, TWO_ARCHIVES.holdings[0]]) == (
        "Russia\n"
        "  Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow\n"
        "    Fond 059a\n"
        "      opis 5a: delo 3\n"
        "    Fond 0102\n"
        "      opis 14: delo 6\n"
        "  Russian State Archive of Socio-Political History (RGASPI), Moscow\n"
        "    Fond 558\n"
        "      opis 11: delo 346\n"
    )
    assert consulted(PUZANOV) == consulted([PUZANOV])


def test_unknown_archives_come_last() -> None:
    town = Locator(None, [Unit("fond", "2"), Unit("delo", "3")], archive_text="Town Archive")
    abbey = Locator(None, [Unit("shelfmark", "MS 7")], archive_text="Abbey")
    nameless = Locator(None, [Unit("fond", "1"), Unit("opis", "2")])
    assert consulted([nameless, town, abbey, Record(key="a"), PUZANOV]) == (
        "Russia\n"
        "  Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow\n"
        "    Fond 0102\n"
        "      opis 14: delo 6\n"
        "\n"
        "Other archives\n"
        "  Abbey\n"
        "    MS 7\n"
        "  Town Archive\n"
        "    Fond 2\n"
        "      delo 3\n"
        "  Archive not named\n"
        "    Fond 1\n"
        "      opis 2\n"
    )


def test_markdown_and_html() -> None:
    odd = Locator(None, [Unit("fond", "<b>*1*")], archive_text="A & <script>")
    assert consulted([PUZANOV, odd], "markdown") == (
        "## Russia\n\n"
        "### Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow\n\n"
        "- Fond 0102\n  - opis 14: delo 6\n\n"
        "## Other archives\n\n"
        "### A \\& \\<script\\>\n\n"
        "- Fond \\<b\\>\\*1\\*\n"
    )
    assert consulted([PUZANOV, odd], "html") == (
        "<section>\n<h2>Russia</h2>\n"
        "<h3>Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow</h3>\n"
        "<ul>\n<li>Fond\u00a00102\n<ul>\n<li>opis\u00a014: delo\u00a06</li>\n</ul>\n</li>\n</ul>\n"
        "</section>\n<section>\n<h2>Other archives</h2>\n<h3>A &amp; &lt;script&gt;</h3>\n"
        "<ul>\n<li>Fond\u00a0&lt;b&gt;*1*</li>\n</ul>\n</section>\n"
    )


def test_nothing_and_wrong_things() -> None:
    assert consulted([]) == ""
    with pytest.raises(ProvenanceError, match=r"expected records, locators or .* found str"):
        consulted(["AVPRF"])
    with pytest.raises(ProvenanceError, match="no format of lists 'htm'; did you mean 'html'"):
        consulted([], "htm")
