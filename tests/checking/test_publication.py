"""Rules about translation, credits and where a document is shown."""

import pytest
from record_cases import record, told

from provenance import check
from provenance.model import Credit, Publication, Version

TRANSLATED = Credit("translated", ["Gary Goldberg"])
INTO_ENGLISH = Credit("translated", ["Gary Goldberg"], target_language="en")
ENGLISH = Publication(versions=[Version("en", "HTML")])


def shown(url, **fields):
    return record(publication=Publication(url=url, **{"id": "113395"} | fields))


URL = "publication.url"
BOTH = "A translator needs original and target languages."
#: rule, field, message; a faulty record, and one put right
CASES = [
    ("translator-without-language", "credits[0]", BOTH,
     record(language="en", credits=[TRANSLATED]), record(language="ru", credits=[INTO_ENGLISH])),
    ("translator-without-language", "credits[0]", BOTH,
     record(language="en", credits=[INTO_ENGLISH]),
     record(language="ru-Cyrl", credits=[TRANSLATED], publication=ENGLISH)),
    ("language-without-translator", "publication.versions[0]", "Translation without a translator.",
     record(language="ru", publication=ENGLISH),
     record(language="ru", publication=ENGLISH, credits=[INTO_ENGLISH])),
    ("language-without-translator", "publication.versions[0]", "Translation without a translator.",
     record(language="ru", publication=Publication(versions=[Version(form="translation")])),
     record(language="ru", publication=Publication(versions=[Version("ru", "transcript")]))),
    ("translation-date-before-original", "publication.uploaded",
     "Published 1950 before it was written 23 December 1957.",
     record(date="1957-12-23", publication=Publication(uploaded="1950")),
     record(date="1957-12-23", publication=Publication(uploaded="1957"))),
    ("access-before-publication", "publication.accessed",
     "Accessed 2009 before publication 20 November 2013.",
     record(publication=Publication(accessed="2009", uploaded="2013-11-20")),
     record(publication=Publication(accessed="2013", uploaded="2013-11-20"))),
    ("online-without-access-or-id", URL, "Add an access date or identifier.",
     shown("https://example.org/document/1", id=None),
     shown("https://example.org/document/1", id=None, accessed="2024-05-02")),
    ("online-without-access-or-id", URL, "Add an access date or identifier.",
     shown("https://example.org/document/1", id=None),
     shown("https://doi.org/10.1000/182", id=None)),
    ("url-session-or-search", URL, "Use the record URL.",
     shown("https://digitalarchive.wilsoncenter.org/search-results?search=puzanov"),
     shown("https://digitalarchive.wilsoncenter.org/document/113395")),
    ("url-session-or-search", URL, "Use the record URL.",
     shown("http://example.org/view.do;jsessionid=0A1B?doc=5"),
     shown("http://example.org/view.do?doc=5")),
    ("contributor-as-translator", "credits[0].by[1]",
     "'Contributed by James Person' names a contributor.",
     record(language="ru", credits=[
         Credit("translated", ["G. Goldberg", "Contributed by James Person"],
                target_language="en")]),
     record(language="ru", credits=[INTO_ENGLISH, Credit("contributed", ["James Person"])])),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "field", "message", "faulty", "right"), CASES)
def test_a_rule_finds_its_fault_alone_and_where_it_is(rule, field, message, faulty, right):
    assert told(faulty, "PRO") == [(rule, field, message)]
    assert told(right, "PRO") == []


@pytest.mark.parametrize(
    ("url", "usable"),
    [
        ("https://digitalarchive.wilsoncenter.org/document/113395", True),
        ("http://digitalarchive.wilsoncenter.org/document/113395?x=1&y=2#top", True),
        ("https://en.wikipedia.org/wiki/Sputnik_(satellite)", True),
        ("HTTPS://пример.рф/документ", True),
        ("digitalarchive.wilsoncenter.org/document/113395", False),
        ("https://digitalarchive.wilsoncenter.org/document/113395.", False),
        ("https://digitalarchive.wilsoncenter.org/document/113395)", False),
        ("https://digitalarchive.wilsoncenter.org/document /113395", False),
        ("https://localhost", False),
        ("https://example..org/", False),
        ("https://[broken/", False),
        ("https://example.org:port/", False),
        ("ftp://example.org/a", False),
        ("file:///home/me/a.pdf", False),
    ],
)
def test_what_is_a_usable_address(url, usable):
    expected = [] if usable else [("url-malformed", URL, f"{url!r} isn't a usable URL.")]
    assert told(shown(url), "PRO") == expected


def test_an_original_whose_language_nobody_states_is_no_fault_of_the_record():
    (finding,) = check(record(date="1957", credits=[TRANSLATED], publication=ENGLISH))
    assert (finding.rule, finding.severity) == ("translator-without-language", "info")
