"""*Ibid.*, *Там же*, *Ebd.*: where they stand, and whether one has an antecedent.

Ibid. means the one source that the note before it cites (Chicago Manual of Style 17, 14.34;
GOST R 7.0.5-2008, 10.3: only where the reference before it has one object). So it is resolved
only directly after a reference, in the same note or at the head of the next one, and only if
nothing else in between, or in the antecedent's own note, looks like another source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from provenance.repeats import any_repeat_word, repeat_words

__all__ = [
    "Word",
    "another_source",
    "end_of_word",
    "follows_word",
    "in_one_note",
    "is_prose",
    "refers_back",
    "word_before",
    "words_in",
]

#: How far back a note's beginning, or an inline note's brace, is looked for.
_REACH = 2000


class Word(NamedTuple):
    """A word that stands for the source before it: where it begins and ends."""

    start: int
    end: int


_SIGNALS = ("See", "Cf", "Compare", "См", "Ср", "Див", "Пор", "Vgl", "Siehe", "Voir", "Zob", "Viz")
_ALSO = r"(?:(?:also|auch|также|також|aussi|też|také):?\s+)?"


@cache
def _pattern() -> re.Pattern[str]:
    """Every word of the table: capitalised anywhere, in lower case after a bracket or the like."""
    small, large = [], []
    for each in repeat_words():
        word = each.word
        rest = r"[\s~]+".join(re.escape(part) for part in word[1:].split(" "))
        rest += r"(?!\w)\.?" if each.abbreviated else r"(?!\w)"
        small.append(word[0] + rest)
        large.append(word[0].upper() + rest)
    lower = "|".join(sorted(small, key=len, reverse=True))
    upper = "|".join(sorted(large, key=len, reverse=True))
    signals = "|".join(f"(?<={word[0]}){word[1:]}" for word in _SIGNALS)
    weak = "|".join(word.lower() for word in _SIGNALS)
    initials = "".join(sorted({word[0] for word in (*large, *_SIGNALS)}))
    # one character class first, so that CPython skips what can begin none of them
    return re.compile(
        rf"[{initials}(\[{{;/,](?:"
        rf"(?<=,)[\s~]{{1,2}}(?:in:?[\s~])?({lower})"
        rf"|(?<=[(\[{{;/])\s{{0,3}}(?:(?:{weak})\.?\s+{_ALSO})?({lower}|{upper})"
        rf"|(?<![^\W_].)(?<!-.)(?<=\w)(?:(?=(?<=(?=({upper})).))|(?:{signals})[.:]?\s+{_ALSO}({lower})))",
        re.DOTALL,
    )


def words_in(text: str, start: int, stop: int) -> Iterator[Word]:
    """Yield the words for "in the same place" between two places of ``text``, in order."""
    for found in _pattern().finditer(text, start, stop):
        yield Word(*found.span(found.lastindex or 0))


_INLINE = re.compile(r"\\(?:foot|end|side|margin)note(?:text)?\s?(?:\[[^\]\n]*\])?\{|\^\[")
#: What begins a new note: a blank line, a marked line, a line after a finished one.
_BREAK = re.compile(  # one character class first, so that CPython skips what can begin none
    r"[\n\r⁰¹²³⁴-⁹](?:(?P<mark>(?<=\n)\s*(?:"
    r"\[\^?[\w-]{1,16}\]:?|\(?\d{1,4}[.)](?=\s)|\d{1,4}[ \t\u00a0]+(?=[^\W\d_]|[„“\"«(\[*\\])"
    r"|[⁰¹²³⁴-⁹]+|[*†‡]{1,3}(?=\s?\S)"
    r"|\\item\b|\\foot(?:note|notetext)\b)[ \t\u00a0]*)"
    r"|(?P<raised>(?<=[\s.;][⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]*[ \t\u00a0]*)"
    r"|(?P<line>(?:(?<=\r)\n|(?<=\n))[ \t]*\r?\n\s*|(?<=\n)[ \t]*(?:[-+•|>#]|\*(?=\s))\s*"
    r"|(?<=[.!?)»”\]][\r\n])(?:(?<=\r)\n|(?<=\n))))"
)
#: What only a source other than an archive has: pages, a year of publication, "op. cit.".
_OTHER = re.compile(
    r"(?<![^\W_])(?:"
    r"(?:pp?|ss?|S|SS|str|с|С|стр|Стр|cols?|Sp|[Сс]тб|szp|old)\.[\s\u00a0~]?\d"
    r"|(?:Seite|pages?|strona|сторінка|страница)[\s\u00a0~]\d"
    r"|[Oo]p\.\s?cit|[Ll]oc\.\s?cit|[Уу]каз\.\s?соч|[Зз]азнач\.|a\.\s?a\.\s?O|dz\.\s?cyt|FRUS)"
    r"|\\[a-zA-Z]{0,12}cite[a-zA-Z]{0,10}\*?[\[{]|\[[^\[\]\n]{0,40}@\w"
    r"|\([^()\d]{0,60}(?:1[6-9]|20)\d\d[a-z]?(?:[,:]\s[^()]{0,40})?\)"
    r"|[^\W\d_]\.,?\s(?:1[89]|20)\d\d\.\s(?:[ТКЧВСтксч]|№)"
)
#: Pages of a book with a short title, without a word for them: Zhang, Romanticism, 90–92.
_PAGED = re.compile(
    r"[^\W\d_]{2}[’'”\"»*_]{0,2},\s(?!(?:1[5-9]|20)\d\d(?!\d|[-–]))\d{1,4}(?:[-–—]\d{1,4})?"
    r"(?:,\s\d{1,4}(?:[-–—]\d{1,4})?){0,8}(?=\s*(?:[;,)\]]|$)|\s\("
    # no day: an Grotewohl, 3. Mai 1957; Záznam, 4. března 1958
    r"|\s?\.(?!\s?(?:[\da-zà-žа-яёіїєґ]|[^\W\d_]{3,12}\.?\s(?:1[5-9]|20)\d\d)))"
)
_SIGNAL = re.compile(
    r"(?<![^\W_])(?:[Ss]ee|[Cc]f|[Cc]ompare|[Qq]uoted|[Aa]lso|[Сс]м|[Сс]р|[Цц]ит|[Дд]ив|[Пп]ор"
    r"|[Ss]iehe|[Vv]gl|[Aa]uch|[Vv]oir|[Zz]ob|[Pp]or|[Vv]iz|[Сс]рв|[Вв]ж|[Vv]ö|[Ll]d)(?!\w)"
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTERS = re.compile(r"[^\W_]")
_SENTENCE = re.compile(
    r"(?<=[^\W\d_]{3})[.!?][)”»\"]?\s+(?=[^\W\d_])|(?<=\d)[.!?]\s+(?=[^\W\d_]{2})"
)


class _Note(NamedTuple):
    """A stretch of text that cites: where its own text begins, and what kind of note it is."""

    start: int
    kind: str  # inline, mark, line
    stop: int = -1


def _close(text: str, opening: int, limit: int) -> int:
    """Return where the bracket that opens just before ``opening`` closes, or ``limit``."""
    left, right = ("{", "}") if text[opening - 1] == "{" else ("[", "]")
    depth = 1
    for found in re.finditer(rf"\\.|[{re.escape(left + right)}]", text[opening:limit], re.DOTALL):
        depth += {left: 1, right: -1}.get(found[0], 0)
        if depth == 0:
            return opening + found.start()
    return limit


def _inline(text: str, place: int) -> _Note | None:
    """Return the inline note (TeX's footnote, Pandoc's ``^[…]``) in which ``place`` stands."""
    low = max(0, place - _REACH)
    opening = None
    for found in _INLINE.finditer(text, low, place):
        opening = found.end()
    if opening is None:
        return None
    stop = _close(text, opening, min(len(text), opening + 2 * _REACH))
    return _Note(opening, "inline", stop) if stop >= place else None


def _breaks(text: str, low: int, place: int) -> Iterator[re.Match[str]]:
    """Yield what begins a new note between two places; what stands at ``place`` is looked at."""
    for found in _BREAK.finditer(text, low, place + 1):
        if found.end() <= place:
            yield found


def _plain(text: str, place: int) -> _Note:
    low = max(0, place - _REACH)
    note = _Note(low, "line")
    first = _BREAK.match("\n" + text[:40]) if low == 0 else None
    if first is not None and first.lastgroup == "mark":
        note = _Note(max(0, first.end() - 1), "mark")
    for found in _breaks(text, low, place):
        if found.lastgroup == "line" and note.kind == "mark" and text[found.start()] != "\n":
            continue
        note = _Note(found.end(), "mark" if found.lastgroup in ("mark", "raised") else "line")
    return note


def _note_start(text: str, place: int) -> int:
    """Return where the note, or the sentence, that holds ``place`` begins."""
    note = _inline(text, place) or _plain(text, place)
    if note.kind != "line":
        return note.start
    start = max(note.start, text.rfind("(", note.start, place) + 1)
    for found in _SENTENCE.finditer(text, start, place):
        start = found.end()
    return start


def _cites(text: str) -> bool:
    """Whether a stretch around a reference looks as if it named another source."""
    return _OTHER.search(text) is not None or _PAGED.search(text) is not None


def _one_source(text: str, front: int, start: int, end: int, stop: int) -> bool:
    """Whether a note that runs from ``front`` to ``stop`` cites nothing but ``start``–``end``."""
    before, after = text[front:start], text[end:stop]
    if _cites(before) or _cites(after) or _SIGNAL.search(after):
        return False
    if ";" in _ASIDE.sub("", before):
        return False
    rest = _ASIDE.sub("", after).strip(' \t\r\n.,)]}»”"')
    return not (";" in rest and _LETTERS.search(rest.partition(";")[2]))


def _opens(head: str) -> bool:
    """Whether what stands before the word, in its note, leaves it the note's first source."""
    if not _LETTERS.search(head):
        return True
    bare = _SIGNAL.sub("", head)
    if not _LETTERS.search(bare):
        return True
    return len(head) < 200 and ";" not in head and not _cites(head)


def refers_back(text: str, start: int, end: int, place: int, before: int = -1) -> bool:
    """Whether the word at ``place`` has the reference ``start``–``end`` as its antecedent.

    ``before`` is where the reference before that one ends: in the same note, it makes two
    sources. Looks at the text between the two and at the antecedent's own note, at most a few
    thousand characters.
    """
    if place - end > _REACH:
        return False
    source, here = _inline(text, start), _inline(text, place)
    if source is not None and here is not None and source.start != here.start:
        between = text[source.stop : here.start]
        if len(_INLINE.findall(between)) != 1:
            return False
        return (
            before < source.start
            and _one_source(text, source.start, start, end, source.stop)
            and _opens(text[here.start : place])
        )
    if (source is None) != (here is None):
        return False
    if source is not None:
        if not _LETTERS.search(text, end, place):
            return True
        return before < source.start and _one_source(text, source.start, start, end, place)
    return _plainly(text, start, end, place, before)


def _plainly(text: str, start: int, end: int, place: int, before: int) -> bool:
    note = _plain(text, start)
    breaks = [
        found
        for found in _breaks(text, end, place)
        if note.kind != "mark" or found.lastgroup != "line"
    ]
    if not breaks:
        if not _LETTERS.search(text, end, place):
            return True  # directly after it, in the same note or sentence
        front = note.start if note.kind == "mark" else _note_start(text, start)
        if before > front or not _one_source(text, front, start, end, end):
            return False
        gap = text[end:place]
        return not _cites(gap) and not (note.kind == "mark" and ";" in gap.strip(" ;"))
    if _LETTERS.search(text[breaks[0].end() : breaks[-1].start()]):
        return False
    kinds = {found.lastgroup for found in breaks}
    marked = bool(kinds & {"mark", "raised"})
    if marked != (note.kind == "mark"):
        return False
    front = note.start if marked else _note_start(text, start)
    return (
        before <= front
        and _one_source(text, front, start, end, breaks[0].start())
        and _opens(text[breaks[-1].end() : place])
    )


def in_one_note(text: str, places: list[tuple[int, int]]) -> int:
    """Return how many of the references at ``places``, the last ones, make one note's sources.

    It is as many as stand in the note, or the sentence, of the last of them, with nothing between
    them that looks like a source other than an archive.
    """
    front = _note_start(text, places[-1][0])
    for count, (one, other) in enumerate(pairwise(reversed(places)), 1):
        gap = text[other[1] : one[0]]
        if other[0] < front or len(gap) > 400 or _cites(gap) or gap.count(";") > 1:
            return count
    return len(places)


def another_source(text: str, end: int, start: int) -> bool:
    """Whether units at ``start`` cannot go on from a reference that ends at ``end``.

    They can in the same sentence, or in the same note, with no other source between.
    """
    gap = text[end:start]
    if len(gap) > 400 or _cites(gap):
        return True
    inline = _inline(text, end)
    if inline is not None:
        return inline.stop < start
    marked = _plain(text, end).kind == "mark"
    if any(not marked or found.lastgroup != "line" for found in _breaks(text, end, start)):
        return True
    return not marked and _SENTENCE.search(text, end, start) is not None


def is_prose(text: str, start: int, end: int) -> bool:
    """Whether a word after a comma may be an adverb of its sentence: ``в Москве, там же``.

    An abbreviation is none.
    """
    return text[:start].rstrip(" ~")[-1:] == "," and text[start].islower() and text[end - 1] != "."


@cache
def _first_word() -> re.Pattern[str]:
    return re.compile(rf"{any_repeat_word()}(?![^\W_])\.?", re.IGNORECASE)


def end_of_word(text: str, start: int, end: int) -> int:
    """Return where the word that a reference at ``start`` begins with ends, or ``start``."""
    found = _first_word().match(text, start, end)
    return found.end() if found is not None else start


@cache
def _last_word() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){any_repeat_word()}\.?,[\s~]{{1,2}}\Z", re.IGNORECASE)


def word_before(text: str, floor: int, start: int) -> int:
    """Return where the word that units at ``start`` come after begins: ``…, ibid., d. 1006``.

    ``start`` where there is none; never a place before ``floor``.
    """
    found = _last_word().search(text, max(floor, start - 24), start)
    return found.start() if found is not None else start


def follows_word(text: str, start: int) -> bool:
    """Whether a word for "in the same place" stands directly before ``start``."""
    low = max(0, start - 24)
    words = list(words_in(text, low, start))
    return bool(words) and not _LETTERS.search(text[words[-1].end : start])
