"""Rules about the letters and marks of a reference."""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from provenance.archives import archives, present_id
from provenance.checking.finding import Fix
from provenance.checking.rules import Context, Hit, rule
from provenance.checking.shape import (
    DOUBLED,
    HIDDEN,
    SCRIPTS,
    TWINS,
    UNSEEN,
    exact,
    has_words,
    marked,
)
from provenance.model.reference import Part, Passage, Reference, Writing
from provenance.units import root_kind

__all__ = [
    "control_characters",
    "double_punctuation",
    "homoglyph_prefix",
    "mixed_label_family",
    "mixed_script",
    "ocr_digit",
    "unmatched_bracket",
]

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_GREEK = re.compile("[\u0370-\u03ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SCRIPTS = (("Latin", _LATIN), ("Cyrillic", _CYRILLIC), ("Greek", _GREEK))

#: Letters that look alike, in either direction.
_PAIRS = dict(zip("АВЕКМНОРСТХУаеорсухіІЅѕЈј", "ABEKMHOPCTXYaeopcyxiISsJj", strict=True))
_TO_LATIN = str.maketrans(_PAIRS)
_TO_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in _PAIRS.items()})


def _script(word: str) -> str | None:
    """Return the script that a word with letters of two scripts is meant to be in.

    The one whose letters have no twin in the other; ``None`` where all of them have one.
    """
    cyrillic = any(_CYRILLIC.match(ch) and ch not in _PAIRS for ch in word)
    latin = any(_LATIN.match(ch) and ord(ch) not in _TO_CYRILLIC for ch in word)
    if cyrillic == latin:
        return None
    return "Cyrillic" if cyrillic else "Latin"


def _looks(text: str, cyrillic: bool) -> str:
    return text.translate(_TO_CYRILLIC if cyrillic else _TO_LATIN)


def _cyrillic_labels(reference: Reference) -> bool | None:
    """Whether the reference is in Cyrillic letters; ``None`` where its labels don't tell."""
    count = 0
    for part in reference.parts:
        meant = _CYRILLIC.search(part.label) is not None
        if meant and _LATIN.search(part.label) and _script(part.label) == "Latin":
            meant = False
        count += 1 if meant else -1
    return None if count == 0 else count > 0


@rule("mixed-script", "TXT001", "error", Reference, when=marked(SCRIPTS))
def mixed_script(reference: Reference, context: Context) -> Iterator[Hit]:
    """A word mixes letters of two scripts that look alike.

    It reads well and is found by no search. A label or a name has a correction; a number with
    letters (``98сc``) has none, as only the document tells which letter it is.

    Bad: ``АВП РФ. Ф. 0102. Oп. 14. П. 75. Д. 6. Л. 26`` (with a Latin O)
    Good: ``АВП РФ. Ф. 0102. Оп. 14. П. 75. Д. 6. Л. 26``
    """
    text = reference.text
    if text.isascii() or sum(letters.search(text) is not None for _, letters in _SCRIPTS) < 2:
        return
    for word in _WORD.finditer(text):
        token = word[0]
        found = [name for name, letters in _SCRIPTS if letters.search(token)]
        if len(found) < 2:
            continue
        meant = _script(token)
        if meant is None:
            meant = "Cyrillic" if _cyrillic_labels(reference) else "Latin"
        pattern = dict(_SCRIPTS)[meant]
        strange = next(ch for ch in token if ch.isalpha() and not pattern.match(ch))
        at = reference.start + word.start()
        repaired = _looks(token, meant == "Cyrillic")
        whole = len({name for name, letters in _SCRIPTS if letters.search(repaired)}) == 1
        whole = whole and not _within_value(reference, at)
        yield Hit(
            f"{token!r} mixes {' and '.join(found)}: {strange} at "
            f"{token.index(strange) + 1} is not {meant}.",
            at, at + len(token),
            fix=Fix(at, at + len(token), repaired, f"Write it in {meant} letters")
            if whole else None,
        )  # fmt: skip


def _within_value(reference: Reference, at: int) -> bool:
    """Whether a place stands in a value that has figures: a number, not a name."""
    return any(
        part.value_start <= at < part.value_end and any(ch.isdigit() for ch in part.value)
        for part in reference.parts
    )


@rule("homoglyph-prefix", "TXT002", "warning", Reference, when=has_words, by_shape=exact)
def homoglyph_prefix(reference: Reference, context: Context) -> Iterator[Hit]:
    """A value has a letter of the other script than its reference, one that looks alike.

    It has a correction where the archive is known to write that letter with its fonds, as GARF
    writes ``Р-``; anywhere else it may be another letter, and only the document tells.

    Bad: ``ГАРФ. Ф. P-5446. Оп. 1. Д. 5. Л. 7`` (with a Latin P)
    Good: ``ГАРФ. Ф. Р-5446. Оп. 1. Д. 5. Л. 7``
    """
    cyrillic = _cyrillic_labels(reference)
    if cyrillic is None:
        return
    pattern, name = (_LATIN, "Latin") if cyrillic else (_CYRILLIC, "Cyrillic")
    for part in reference.parts:
        letters = [ch for ch in part.value if ch.isalpha()]
        strange = [ch for ch in letters if pattern.match(ch)]
        if part.leaf or not strange or len(strange) != len(letters) or not _numbered(part.value):
            continue
        repaired = _looks(part.value, cyrillic)
        if repaired == part.value or pattern.search(repaired):
            continue  # a letter of the other script, but none that is taken for one of this
        yield Hit(
            f"{part.value!r} looks {name}; expected {repaired}.", part.value_start,
            part.value_end,
            fix=Fix(part.value_start, part.value_end, repaired, f"Write {repaired}")
            if _is_fond_letter(reference, part, repaired) else None,
        )  # fmt: skip


def _is_fond_letter(reference: Reference, part: Part, repaired: str) -> bool:
    """Whether the fonds of the archive are known to begin with the letters of a value."""
    if reference.archive is None or root_kind(part.kind or "") != "fond":
        return False
    letters = re.match(r"[^\W\d_]+(?=-?\d)", repaired)
    return letters is not None and any(
        re.match(rf"{letters[0]}-?\d", fond.number)
        for fond in archives()[present_id(reference.archive)].fonds
    )


def _numbered(value: str) -> bool:
    return any(ch.isdigit() for ch in value) and len(value) < 16


_BRACKETS = {")": "(", "]": "[", "»": "«"}
_BRACKET = re.compile(r"[()\[\]«»]")
#: An enumeration's bracket: a), 1), iv).
_ITEM = re.compile(r"(?:^|(?<=[\s(]))(?:\d{1,3}|[^\W\d_]|[ivxlc]{1,5})\)")


def _has_brackets(writing: Writing) -> bool:
    return _BRACKET.search(writing.readable) is not None


@rule("unmatched-bracket", "TXT003", "error", Writing, when=_has_brackets)
def unmatched_bracket(writing: Writing, context: Context) -> Iterator[Hit]:
    """A bracket or guillemet beside a reference has no partner.

    Asked in the paragraphs and notes that hold a reference.

    Bad: ``AVPRF, f. 0102, op. 14, p. 75, d. [6, l. 26``
    Good: ``AVPRF, f. 0102, op. 14, p. 75, d. [6], l. 26``
    """
    spans = sorted((reference.start, reference.end) for reference in writing.references)
    for passage in _with_references(writing):
        if _BRACKET.search(writing.readable, passage.start, passage.end) is None:
            continue
        text = writing.readable[passage.start : passage.end]
        items = {
            found.end() - 1
            for found in _ITEM.finditer(text)
            if not _within(spans, passage.start + found.start())
        }
        yield from _unmatched(text, items, passage.start)


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether a place stands in one of the spans, which are sorted and apart."""
    index = bisect_right(spans, (place, sys.maxsize)) - 1
    return index >= 0 and place < spans[index][1]


def _with_references(writing: Writing) -> Iterator[Passage]:
    """Yield the passages that hold a reference."""
    starts = sorted(reference.start for reference in writing.references)
    index = 0
    for passage in sorted(writing.passages, key=lambda each: each.start):
        while index < len(starts) and starts[index] < passage.start:
            index += 1
        if index < len(starts) and starts[index] < passage.end:
            yield passage


def _unmatched(text: str, items: set[int], base: int) -> Iterator[Hit]:
    if "»" in text and text.find("»") < (text.find("«") if "«" in text else len(text)):
        text = text.replace("«", " ").replace("»", " ")  # German and Danish marks point inwards
    opened: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_BRACKETS.values(), 0)  # how many of each are open
    for bracket in _BRACKET.finditer(text):
        ch, at = bracket[0], bracket.start()
        if ch in waiting:
            opened.append((ch, at))
            waiting[ch] += 1
        else:
            partner = _BRACKETS[ch]
            if not waiting[partner]:
                if at not in items:
                    yield _unmatched_at(ch, at, base)
                continue
            while opened[-1][0] != partner:
                waiting[opened[-1][0]] -= 1
                yield _unmatched_at(*opened.pop(), base)
            opened.pop()
            waiting[partner] -= 1
    for mark, at in opened:
        yield _unmatched_at(mark, at, base)


def _unmatched_at(mark: str, at: int, base: int) -> Hit:
    return Hit(f"Unmatched {mark!r}.", base + at, base + at + 1)


_DIGIT_TWINS = str.maketrans("OОoоlIІЗзб", "0000111336")
_TWIN = re.compile(r"(?<=\d)[OОoоlIІЗз](?=\d)|(?<![^\W_])[lIІOОЗ](?=\d)|(?<=\d)[OОlІЗ](?![^\W_])")
_SIX = re.compile(r"(?<=\d)б(?=\d)")
_LONE_SIX = re.compile(r"(?<=\d)б(?![^\W_])")


#: A number with one letter that looks like a digit between its digits.
_ELSE_FIGURES = re.compile(r"\d+[OОoоlIІЗз]\d+")


@rule("ocr-digit", "TXT004", "warning", Reference, when=marked(TWINS))
def ocr_digit(reference: Reference, context: Context) -> Iterator[Hit]:
    """A number holds a letter that looks like a digit, as text recognition leaves them.

    Between two digits no letter is meant, and the digit is the correction. At the beginning or the
    end of a number (``О5``, ``12З``) it may be a letter of its own or one too many: only the
    document tells.

    Bad: ``AVPRF, f. 0102, op. 14, p. 75, d. 6, ll. 2б–29`` (with a Cyrillic б)
    Good: ``AVPRF, f. 0102, op. 14, p. 75, d. 6, ll. 26–29``
    """
    for part in reference.parts:
        numbered = part.leaf or root_kind(part.kind or "list") in ("opis", "delo", "list")
        if not numbered and not _ELSE_FIGURES.fullmatch(part.value):
            continue
        for pattern in (_TWIN, _SIX, *((_LONE_SIX,) if _latin(part) else ())):
            for found in pattern.finditer(part.value):
                start = part.value_start + found.start()
                digit = found[0].translate(_DIGIT_TWINS)
                token = _token(part.value, found.start())
                fix = Fix(start, start + 1, digit, f"Write the digit {digit}")
                yield Hit(
                    f"{token!r} contains the letter {found[0]} inside a number.", start,
                    start + 1, fix=fix if _between_digits(part.value, found.start()) else None,
                )  # fmt: skip


def _between_digits(value: str, at: int) -> bool:
    return value[at - 1 : at].isdigit() and value[at + 1 : at + 2].isdigit()


def _latin(part: Part) -> bool:
    return bool(part.label) and not _CYRILLIC.search(part.label)


def _token(value: str, at: int) -> str:
    return next((w[0] for w in _WORD.finditer(value) if w.start() <= at < w.end()), value)


@rule("mixed-label-family", "TXT005", "info", Reference, by_shape=True)
def mixed_label_family(reference: Reference, context: Context) -> Iterator[Hit]:
    """Some labels of a reference are in Latin letters and some in Cyrillic ones.

    Bad: ``АВП РФ. Ф. 0102, op. 14, П. 75. Д. 6. Л. 26``
    Good: ``АВП РФ. Ф. 0102. Оп. 14. П. 75. Д. 6. Л. 26``
    """
    if reference.text.isascii():
        return
    latin = [part for part in reference.parts if part.label and _whole(part, _LATIN)]
    cyrillic = [part for part in reference.parts if part.label and _whole(part, _CYRILLIC)]
    if not latin or not cyrillic:
        return
    fewer = latin if len(latin) <= len(cyrillic) else cyrillic
    yield Hit(
        f"Labels mix {latin[0].label!r} and {cyrillic[0].label!r}.", fewer[0].label_start,
        fewer[0].label_end,
    )  # fmt: skip


def _whole(part: Part, letters: re.Pattern[str]) -> bool:
    return all(letters.match(ch) for ch in part.label if ch.isalpha())


@rule("control-characters", "TXT006", "warning", Reference, when=marked(HIDDEN))
def control_characters(reference: Reference, context: Context) -> Iterator[Hit]:
    """A reference holds a character that cannot be seen, or letters with loose accents.

    Copied from a PDF or a web page, it breaks every search for the reference.

    Bad: a zero-width space between ``op.`` and ``14``
    Good: ``op. 14``
    """
    text = reference.text
    if text.isascii() and text.isprintable():
        return
    for found in UNSEEN.finditer(text):
        at = reference.start + found.start()
        yield Hit(
            f"Hidden character U+{ord(found[0]):04X}.", at, at + 1,
            fix=Fix(at, at + 1, "", "Remove the hidden character"),
        )  # fmt: skip
    if unicodedata.is_normalized("NFC", text):
        return
    for word in re.finditer(r"\w[\w\u0300-\u036f]*", text):
        whole = unicodedata.normalize("NFC", word[0])
        if whole != word[0]:
            at = reference.start + word.start()
            end = at + len(word[0])
            yield Hit(f"Letter and accent apart in {whole!r}.", at, end,
                      fix=Fix(at, end, whole, "Join letters and accents"))  # fmt: skip


_DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)|,(?:\s?,)+|\.\s,(?!\s?\d)|;(?:\s?;)+|,\s?\.(?!\d)")


@rule("double-punctuation", "TXT007", "info", Reference, when=marked(DOUBLED))
def double_punctuation(reference: Reference, context: Context) -> Iterator[Hit]:
    """A mark stands twice, or two that don't go together.

    Bad: ``АВП РФ. Ф. 0102.. Оп. 14. П. 75. Д. 6. Л. 26``
    Good: ``АВП РФ. Ф. 0102. Оп. 14. П. 75. Д. 6. Л. 26``
    """
    text, base = (context.text, 0) if context.text else (reference.text, reference.start)
    end = reference.end - base
    for cut in _DOUBLED.finditer(text, reference.start - base, min(len(text), end + 2)):
        found = _DOUBLED.match(text, cut.start()) or cut  # the whole run
        start, stop = found.start() + base, found.end() + base
        kept = found[0][0]
        yield Hit("Repeated punctuation.", start, stop,
                  fix=Fix(start, stop, kept, f"Keep one {kept!r}"))  # fmt: skip
