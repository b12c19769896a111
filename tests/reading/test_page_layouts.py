"""Pages with parts lost, moved or without a value; the layouts as the sites made them."""

from __future__ import annotations

import pytest

from provenance.errors import NothingFoundError, ReadError
from provenance.model import Record
from provenance.reading.page import read_page

HOST = "History and Public Policy Program Digital Archive"
SUPPORT = "This document was made possible with support from"


def page(*lines: str) -> Record:
    return read_page("\n".join(lines))


def test_the_old_site_without_its_own_lines() -> None:
    record = page(
        "May 4, 1971",
        "TELEGRAM, EMBASSY OF HUNGARY IN PRAGUE TO THE HUNGARIAN FOREIGN MINISTRY",
        f"{SUPPORT} the MacArthur Foundation and Leon Levy Foundation",
        "What the Czech desk thinks of the Korean question.",
        f'"Telegram, Embassy of Hungary in Prague to the Hungarian Foreign Ministry," May 4, 1971,'
        f" {HOST}, RGANI, f. 5, op. 49, d. 131, ll. 193-194. Translated by Gary Goldberg.",
        "The desk said what it had said before.",
    )
    assert record.title == (
        "Telegram, Embassy of Hungary in Prague to the Hungarian Foreign Ministry"
    )
    assert record.summary == "What the Czech desk thinks of the Korean question."
    assert record.publication is not None
    assert record.publication.sponsors == ("MacArthur Foundation", "Leon Levy Foundation")
    assert record.holdings[0].key == "rgani:fond=5;opis=49;delo=131;list=193-194"


def test_a_title_in_capitals_and_nowhere_else() -> None:
    record = page(
        "Skip to content",
        "May 4, 1971",
        "REPORT OF THE KWP CC ON THE SZYFROGRAMY FROM HAVANA",
        f"{SUPPORT} Leon Levy Foundation",
        "The Szyfrogramy were late again.",
    )
    assert record.title == "Report of the KWP CC on the Szyfrogramy from Havana"
    assert record.origins["title"].basis == "inferred"


def test_a_new_page_with_all_values() -> None:
    record = page(
        "Skip to content",
        "July 21, 1972",
        "Report from Kádas István, 'Information from the Ambassador'",
        f"{SUPPORT} Carnegie Corporation of New York (CCNY)",
        "Regional Division IV",
        "Top secret!",
        "Produced in 9 copies for:",
        "- Comrade Puja",
        "- Pyongyang",
        "Subject: Information from the Ambassador",
        "I saw the ambassador, who had come to say goodbye and who stayed for an hour longer than "
        "he had said he would.",
        "Kádas reports on a visit.",
        "Author(s):",
        "Kádas, István",
        "Associated People & Organizations",
        "Kim, Il Sung, 1912-1994",
        "Associated Places",
        "Hungary",
        "Subjects Discussed",
        "Korea (North)--Foreign relations--Hungary",
        "Document Contributors",
        "Litkei, Jozsef",
        "Document Information",
        "Source",
        "RGANI, f. 5, op. 49, d. 131, ll. 1-2. Translated for NKIDP by Imre Majer.",
        "Original Archive",
        "Russian State Archive of Contemporary History",
        "Rights",
        "The Program welcomes reuse.",
        "Original Uploaded Date",
        "2013-02-26",
        "Type",
        "Report",
        "Language",
        "Hungarian",
        "Record ID",
        "117475",
        "Original Classification",
        "Top Secret",
        "Donors",
        "Carnegie Corporation of New York (CCNY)",
    )
    assert record.creators[0].name == "Kádas István"
    assert record.creators[0].family == "Kádas"
    assert record.creators[1].name == "Regional Division IV"
    assert record.people == ("Kim, Il Sung, 1912-1994",)
    assert record.places == ("Hungary",)
    assert record.subjects == ("Korea (North)--Foreign relations--Hungary",)
    assert [(c.role, c.by, c.project) for c in record.credits] == [
        ("translated", ("Imre Majer",), "NKIDP"),
        ("contributed", ("Jozsef Litkei",), None),
    ]
    assert record.language == "hu"
    assert record.classification == "top secret"
    assert record.publication is not None
    assert record.publication.id == "117475"
    assert str(record.publication.uploaded) == "2013-02-26"
    assert record.publication.sponsors == ("Carnegie Corporation of New York (CCNY)",)
    assert record.copies is not None
    assert record.copies.printed == 9
    assert [line.to for line in record.copies.distribution] == ["Comrade Puja", "Pyongyang"]
    assert len(record.holdings) == 1
    assert record.unread == ()
    assert record.rights == "The Program welcomes reuse."


def test_labels_and_values_on_one_line() -> None:
    record = page(
        "May 19, 1944",
        "Djilas's First Conversation with Stalin",
        f"{SUPPORT} Leon Levy Foundation",
        "The document's own text stands here, in a paragraph of its own, long enough to be one.",
        "Document Information",
        "Original Uploaded Date 2011-11-20",
        "Type Telegram",
        "Language",
        "Original Classification Top Secret",
        "Record ID 113636",
    )
    assert record.publication is not None
    assert str(record.publication.uploaded) == "2011-11-20"
    assert record.publication.id == "113636"
    assert record.kind == "telegram"
    assert record.classification == "top secret"
    assert record.language is None


def test_labels_run_together() -> None:
    record = page(
        "May 19, 1944",
        "Report of a Visit",
        f"{SUPPORT} Leon Levy Foundation",
        "Document Information Source RGANI, f. 5, op. 49, d. 131, ll. 1-2. Translated by Jae Kim. "
        "Rights The Program welcomes reuse. Original Uploaded Date 2011-11-20 Type Telegram "
        "Language Record ID 113636",
    )
    assert [holding.key for holding in record.holdings] == [
        "rgani:fond=5;opis=49;delo=131;list=1-2"
    ]
    assert record.credits[0].by == ("Jae Kim",)
    assert record.publication is not None
    assert record.publication.id == "113636"
    assert record.rights == "The Program welcomes reuse."


def test_labels_without_a_value_yield_nothing() -> None:
    record = page(
        "May 19, 1944", "Report of a Visit", f"{SUPPORT} Leon Levy Foundation",
        "Author(s):", "Associated Places", "Document Information", "Source", "Original Archive",
        "Rights", "Type", "Language", "Record ID", "Original Classification",
    )  # fmt: skip
    assert record.holdings == ()
    assert record.credits == ()
    assert record.classification is None
    assert record.publication is not None
    assert record.publication.id is None
    assert record.unread == ()
    assert [agent.name for agent in record.creators] == []


def test_a_paragraph_on_rights_is_never_a_source() -> None:
    record = page(
        "May 19, 1944", "Report of a Visit", "Document Information", "Source",
        "The Program welcomes reuse of RGANI, f. 5, op. 49, d. 131 and of all else.",
        "Record ID", "7",
    )  # fmt: skip
    assert record.holdings == ()
    assert record.rights == (
        "The Program welcomes reuse of RGANI, f. 5, op. 49, d. 131 and of all else."
    )


def test_a_published_book_is_no_holding_and_its_translator_no_credit() -> None:
    book = (
        "Milovan Djilas. Wartime. Translated by Michael B. Petrovich. (New York: Harcourt Brace "
        "Jovanovich, 1977), 385-387."
    )
    record = page("May 19, 1944", "Talk", "Document Information", "Source", book)
    assert record.notes == book
    assert record.holdings == ()
    assert record.credits == ()
    record = page("May 19, 1944", "Talk", "Document Information", "Source",
                  f"{book} Translated by Jae Kim.")  # fmt: skip
    assert record.credits[0].by == ("Jae Kim",)


def test_the_host_is_never_the_holder() -> None:
    record = page(
        "May 4, 1971", "CITATION SHARE DOWNLOAD", "get citation",
        f'"Report of a Visit," May 4, 1971, {HOST}, {HOST}. Translated by Jae Kim.',
    )  # fmt: skip
    assert record.holdings == ()
    assert record.publication is not None
    assert record.publication.host == HOST


def test_a_host_that_is_not_known_by_name() -> None:
    record = page(
        '"Report of a Visit," May 4, 1971, Black Sea Digital Archive, RGANI, f. 5, op. 49, d. 131.'
        " https://example.org/document/77/report",
    )
    assert record.publication is not None
    assert record.publication.host == "Black Sea Digital Archive"
    assert record.publication.url == "https://example.org/document/77/report"
    assert record.publication.id == "77"
    assert record.title == "Report of a Visit"


def test_the_number_of_an_address_in_words_is_not_made_up() -> None:
    record = page(
        "https://digitalarchive.wilsoncenter.org/document/report-a-visit-1971",
        "", "May 4, 1971", "Report of a Visit", f"{SUPPORT} Leon Levy Foundation", "Nº 5",
    )  # fmt: skip
    assert record.publication is not None
    assert record.publication.url == (
        "https://digitalarchive.wilsoncenter.org/document/report-a-visit-1971"
    )
    assert record.publication.id is None


def test_what_the_host_says_of_the_original_stays_a_note() -> None:
    sentence = (
        "The document was given to the embassy and was then made available to the project. A copy "
        "was later found in RGASPI, f. 558, op. 11, d. 334, ll.0055."
    )
    record = page("May 14, 1950", "Telegram to Mao Zedong", "Document Information", sentence)
    assert [holding.key for holding in record.holdings] == [
        "rgaspi:fond=558;opis=11;delo=334;list=55"
    ]
    assert record.notes == sentence


def test_inner_quotation_marks_of_a_title_stay() -> None:
    record = page(
        "get citation",
        f"\"TASS Digest, 'A “Denial” of the Embassy',\" October 24, 1945, {HOST}, RGANI, f. 5,"
        " op. 49, d. 131.",
    )
    assert record.title == "TASS Digest, 'A “Denial” of the Embassy'"


def test_a_date_that_cannot_be_is_kept() -> None:
    record = page("Skip to content", "November 31, 1957", "Report of a Visit",
                  f"{SUPPORT} Leon Levy Foundation")  # fmt: skip
    assert str(record.date) == "1957-11-31"


def test_a_reference_in_brackets_within_the_document() -> None:
    record = page(
        "Skip to content", "February 19, 1993", "Report of a Visit",
        f"{SUPPORT} Leon Levy Foundation", "[RGANI, f. 5, op. 49, d. 131, ll. 1-2]", "Author(s):",
        "Document Information", "Source",
    )  # fmt: skip
    assert [holding.key for holding in record.holdings] == [
        "rgani:fond=5;opis=49;delo=131;list=1-2"
    ]
    assert record.origins["holdings[0]"].basis == "document"


def test_one_person_under_two_names_and_one_body_with_its_abbreviation() -> None:
    record = page(
        "Skip to content", "February 3, 1952", "Telegram, Filippov [Stalin] to Krasovsky",
        "Document Information", "Author(s):", "Stalin, Joseph, 1878-1953", "Record ID", "7",
    )  # fmt: skip
    assert [agent.name for agent in record.creators] == ["Filippov [Stalin]"]
    record = page(
        "Skip to content", "October 23, 1945", "TASS Digest, 'Radio Broadcasts'",
        "Document Information", "Author(s):", "Telegraph Agency of the Soviet Union (TASS)",
    )  # fmt: skip
    assert [agent.name for agent in record.creators] == [
        "Telegraph Agency of the Soviet Union (TASS)"
    ]


def test_a_signature_with_the_name_beside_it_or_below_it() -> None:
    for lines, name in (
        (("[signed] Irén Rózsa",), "Irén Rózsa"),
        (("COUNSELLOR OF THE [signature]", "USSR MFA DVO (B. VERESHCHAGIN)"), "B. Vereshchagin"),
        (("Soviet Ambassador [signature] /A. PUZANOV/",), "A. Puzanov"),
    ):
        record = page("Skip to content", "May 4, 1971", "Report of a Visit", "Nº 5", *lines)
        assert [mark.by for mark in record.marks] == [name]
        assert record.creators[0].name == name
    assert record.creators[0].office == "Soviet Ambassador"


def test_a_document_on_one_line_with_its_cover() -> None:
    prose = (
        "He said that it was good, and that article No. 5 was wrong; 3 - no, 4 - of them agreed. "
    )
    record = read_page(
        "Digital Archive International History Declassified December 23, 1957 Journal of a Visit "
        f"Citation: “Journal of a Visit,” December 23, 1957, {HOST}, RGANI, f. 5, op. 49, d. 131. "
        "Summary: A visit. Original Language: Russian Contents: English Translation "
        "Nº 309 Copy Nº 3 [23] December 1957 [handwritten: to file] of Soviet Ambassador to the "
        "DPRK A. M. PUZANOV for the period 21 through 23 December 1957 23 December 1957 I called "
        f"on him and told him what I had been asked to. {prose * 12}I left at noon. [signature] "
        "(A. PUZANOV) Five copies printed 1 - Gromyko 2 - Fedorenko 3 - Kurdyukov 4 - Solodovnik "
        "5 - to file Nº 772 25 December 1957 Typed by Rodionova"
    )
    assert record.number == "309"
    assert record.date_text == "[23] December 1957"
    assert str(record.period) == "1957-12-21/1957-12-23"
    assert record.creators[0].office == "Soviet Ambassador to the DPRK"
    assert record.copies is not None
    assert (record.copies.number, record.copies.printed) == (3, 5)
    assert [line.to for line in record.copies.distribution] == [
        "Gromyko", "Fedorenko", "Kurdyukov", "Solodovnik", "file",
    ]  # fmt: skip
    assert record.copies.register == "772"
    assert str(record.copies.typed) == "1957-12-25"
    assert record.copies.typed_by == "Rodionova"
    assert [mark.kind for mark in record.marks] == ["handwritten", "signature"]
    assert record.unread == ()


def test_pages_that_are_no_document() -> None:
    for text in ("", "   \n\n", "Just a few words.", "[me] and [...] and nothing else"):
        with pytest.raises(NothingFoundError, match="nothing about a document was found"):
            read_page(text, source="page.txt")
    with pytest.raises(ReadError, match=r"page.txt.*search results"):
        read_page("Skip to content\n1 - 10 of 50\nMay 4, 1971\nReport\nOf a visit.\n",
                  source="page.txt")  # fmt: skip


def test_line_ends_as_they_are() -> None:
    lines = ["Skip to content", "May 4, 1971", "Report of a Visit",
             f"{SUPPORT} Leon Levy Foundation", "Nº 5 Copy Nº 1", "Two copies printed",
             "1 - Gromyko", "2 - file"]  # fmt: skip
    plain = page(*lines)
    for end in ("\r\n", "\r", "\n\n", " \n \n"):
        record = read_page(end.join(lines))
        assert record == plain
    record = read_page("\r\n".join(lines))
    assert record.origins["number"].line == 5
