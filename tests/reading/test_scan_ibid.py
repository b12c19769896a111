"""Whether an *Ibid.* leans on the reference before it: worked out by hand from the rule."""

import pytest

from provenance.reading.ibid import refers_back, words_in
from provenance.reading.scan import find_locators

REFERENCE = "RGASPI, f. 17, op. 162, d. 18, l. 5"


def leans(text: str) -> bool:
    start = text.index(REFERENCE)
    end = start + len(REFERENCE)
    words = list(words_in(text, end, len(text)))
    assert words, "the text has a word for 'in the same place'"
    return refers_back(text, start, end, words[-1].start)


@pytest.mark.parametrize(
    "text",
    [
        "{}. Ibid., l. 6.",
        "{}; ibid., l. 6.",
        "1. {}.\n2. Ibid., l. 6.",
        "1. {}.\r\n2. Ibid., l. 6.",
        "12 {}.\n13 Ebd., l. 6.",
        "¹ Letter of 3 May, {}.\n² See also ibid., l. 6.",
        "[^1]: {}.\n\n[^2]: *Ibid.*, l. 6.",
        "[1] {}.\n[2] Ibid.",
        "{}.\nТам же. Л. 6.",
        "Протокол № 1 // {}. Подлинник.\nТам же.",
        "(see {}). Stalin answered at once (ibid., l. 7).",
        r"Text.\footnote{{{}.} More text.\footnote{Ibid., l. 6.}".replace("{{{}", "{{}"),
        "Text.^[{}.] More (1957) text, p. 5.^[Ibid., l. 6.]",
        "1. {} (5 June 1956).\n2. Ibid.",
    ],
)
def test_leans_on_the_one_source_before(text: str) -> None:
    assert leans(text.replace("{}", REFERENCE))


@pytest.mark.parametrize(
    "text",
    [
        "1. {}; Smith, Book, p. 45.\n2. Ibid., p. 46.",
        "1. Smith, Book (London, 1999), 45; {}.\n2. Ibid.",
        "1. {}. See also Smith, Book.\n2. Ibid.",
        "1. {}; Smith, Book.\n2. Ibid.",
        "1. {}.\n2. Smith, Book, 45.\n3. Ibid., 46.",
        "1. {}.\n2. Smith, Book, 45; ibid., 46.",
        "{}.\nSmith, Book, p. 45.\nIbid., p. 46.",
        "{}, but not after a book (Halloran 1999, 45) of that year (ibid., l. 12).",
        "Правда. 1957. № 309. С. 2; {}.\nТам же. Л. 6.",
        "{}; vgl. auch Brenner.\nEbd.",
        r"Text.\footnote{{}.} More.\footnote{\emph{Pravda}, 1957.} And.\footnote{Ibid., p.~4.}",
        "As {} says.\n\n[^1]: Ibid., l. 6.",
    ],
)
def test_does_not_lean_over_another_source(text: str) -> None:
    assert not leans(text.replace("{}", REFERENCE))


def test_a_note_with_two_references_is_no_antecedent() -> None:
    text = f"1. GARF, f. 1, op. 2, d. 3; {REFERENCE}.\n2. Ibid."
    start = text.index(REFERENCE)
    end = start + len(REFERENCE)
    assert not refers_back(text, start, end, text.index("Ibid"), before=text.index("; RG"))


def test_words_are_found_where_a_citation_can_open() -> None:
    text = "Ibid. See ibid.; ibid. (там же) См. также: там же. Ebd. \\footnote{Ibid.} *Tamże*"
    found = [text[word.start : word.end] for word in words_in(text, 0, len(text))]
    assert found == [
        "Ibid.", "ibid.", "ibid.", "там же", "там же", "Ebd.", "Ibid.", "Tamże",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Он жил там же, в доме 5.", "bibid Ibidemo", "he said so ibid"])
def test_words_of_prose_are_not(text: str) -> None:
    assert list(words_in(text, 0, len(text))) == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (f"{REFERENCE}, and Malin's notes, ibid., d. 19, l. 8.", [REFERENCE, "ibid., d. 19, l. 8"]),
        (f"{REFERENCE}, and ibid., d. 19, l. 8.", [REFERENCE, "ibid., d. 19, l. 8"]),
        (f"{REFERENCE}, and also d. 19, l. 8.", [REFERENCE, "d. 19, l. 8"]),
    ],
)
def test_a_word_within_a_sentence_belongs_to_what_it_stands_before(
    text: str, spans: list[str]
) -> None:
    assert [match.text for match in find_locators(text)] == spans
