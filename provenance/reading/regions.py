"""Which regions of a long text are worth a look: those that have a label or a name at a number.

Most of a book has no archival reference. One automaton that knows every unit label and every word
of an archive's name passes over it, in a time that does not depend on how many there are; beside
what it lets through, :mod:`provenance.reading.prefilter` looks closer. The automaton is that of
RE2 (the package ``google-re2``); it lets through all that the prefilter does, and more, so that
without the package, or in a short text, the same is found, only more slowly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from provenance.repeats import repeat_words

__all__ = ["LEAST", "Words", "automaton", "may_repeat", "regions", "unrepeated"]

#: From how many characters on a text is passed over by the automaton, which takes time to build.
LEAST = 1 << 14
_BEFORE, _AFTER = 40, 96  # how much around a match belongs to its region
_REACH = 48  # how long a match is at most, as far as it matters
_JOIN = 48  # regions with less than this between them are one
_MANY = 12  # after so many matches in one block the rest of it is a region
_MEMORY = 1 << 26  # how many bytes the automaton may take; ordinary texts need a tenth of it


class Words(NamedTuple):
    """The words that the prefilter goes by."""

    before: frozenset[str]  # of labels before a value, in small letters
    behind: frozenset[str]  # of labels after a value, in small letters
    names: frozenset[str]  # of archives' names
    codes: frozenset[str]  # the capitals of series codes
    series: tuple[str, ...]  # what stands in a reference without a number


# RE2's \s knows ASCII's spaces only.
_S = r"\s\x0b\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
_SPACE = rf"[{_S}~\x{{ad}}]"
_MARK = r".,:;'’\-–—№#/\\(\[>，：、（"  # what else may stand between a word and its number
_JOINT = rf"[{_MARK}{_S}~\x{{ad}}]*"
_APART = rf"(?:{_SPACE}?[{_MARK}]{_JOINT}|{_SPACE}{{2}}{_JOINT})?"  # the same, not one space alone
_START = r"(?:^|\P{L})"
_LETTER = r"[\p{Lu}\p{Lo}]{1,2}"  # of a number: ф. Р-430
_AFTER_NUMBER = r"[0-9][\pL\pN]?"
_SMALL = "a-zа-яёіїєґ"
#: What may stand between an archive's name and the capitals of a code: no word of prose.
_NO_PROSE = (
    rf"\P{{L}}(?:\P{{L}}|(?:[{_SMALL}]{{1,2}}|[{_SMALL}]*[^\P{{L}}{_SMALL}]\pL*)\P{{L}}"
    r"|[0-9]\pL*|\pL+[0-9])*"
)


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words)) + ")"


def _is_plain(word: str, latin: bool) -> bool:
    """Whether a word ends as words of prose do, so that a space before a number says nothing.

    Only of letters of its own script the prefilter knows whether they are small.
    """
    end = word[-2:]
    return len(end) == 2 and end.islower() and (end.isascii() or (not latin and _in_cyrillic(end)))


def _in_cyrillic(word: str) -> bool:
    return word.encode("cp1251", "ignore").decode("cp1251") == word


def _capital(word: str) -> str:
    """Return an expression for a word in capitals, at least one of the last two letters."""
    one, two = word[-2].upper(), word[-1].upper()
    return f"(?i:{word[:-2]})(?:{one}[{word[-1]}{two}]|{word[-2]}{two})"


def _pattern(words: Words, latin: bool) -> str:
    """Return an expression for all beside which the prefilter may have a hit.

    As the prefilter has it, a small word has a space alone between it and its number only after a
    comma or a capital: *, box 5*, but not *the box 5*.
    """
    plain = {word for word in words.before if _is_plain(word, latin)}
    label = f"(?i:{_any(words.before)})"
    after = f"(?i:{_any(words.behind)})"
    ending = {word for word in words.names if _is_plain(word, latin)}
    codes = {re.escape(word) for word in words.codes if len(word) > 1}
    strong = _any((words.names - ending) | codes)
    opening = _any(word for word in words.names if not re.match(f"[{_SMALL}]", word))
    capitals = {word for word in words.names if word[0].isupper() and not word[1:5].islower()}
    behind = {word[0].upper() + f"(?i:{word[1:]})" for word in words.behind if len(word) > 1}
    short = _any(word for word in words.names if len(word) < 6)
    return "|".join(
        (
            # f. 17; op.162; box-5; ф. Р-430; fond R 1728
            rf"{_START}{label}{_APART}(?:{_LETTER}{_JOINT})?[0-9]",
            rf"{_START}{label}{_SPACE}{_LETTER}{_JOINT}[0-9]",
            # оп 162; BOX 5; , box 5
            rf"{_START}(?i:{_any(words.before - plain)}){_SPACE}[0-9]",
            rf"{_START}{_any(map(_capital, plain))}{_SPACE}[0-9]",
            rf"(?:,{_SPACE}(?:\pL{{3,10}}{_SPACE})?|\p{{Lu}}{_SPACE})(?i:{_any(plain)}){_SPACE}[0-9]",
            # RGASPI 17; FO 371; R1001; Archives: 5; C-R(57)
            rf"{_START}{strong}{_JOINT}[0-9]",
            rf"{_START}{_any(ending)}{_APART}[0-9]",
            rf"\p{{Lu}}{_SPACE}{_any(ending)}{_SPACE}[0-9]",
            rf"{_START}[A-Z]{_JOINT}-\n?[0-9]",
            # inv. nr. 12; CFMA, No. 105; Digital Archive, document no. 110461
            rf"{_START}(?:{label}|{_any(words.names)})[.,:{_S}~]{{0,3}}"
            rf"(?:(?i:doc(?:ument)?s?)[.{_S}]{{0,2}})?(?i:nr|no)s?{_JOINT}[0-9]",
            # BArch, DY 30
            rf"{opening}{_NO_PROSE}\p{{Lu}}(?:\p{{Lu}}\pL*)?"
            rf"(?:{_SPACE}[a-z]|,{_SPACE}[Nn][ro]s?)?{_JOINT}[0-9]",  # …, HA IX, Nr. 2345
            # 5 Opis 28; box 217, FDRL; 276. f.
            rf"{_AFTER_NUMBER}[.,;:{_S}~(]{{1,4}}(?:{label}|{_any(words.names)})[.{_S}~]{{0,3}}[0-9]",
            rf"{_AFTER_NUMBER}[,;]{_SPACE}\(?(?:{_any(capitals)}|{_any(behind)})(?:\P{{L}}|$)",
            rf"{_AFTER_NUMBER}[.,;:{_S}~(]{{1,4}}(?:{after}|{_any(words.names)})\\[, ]",
            rf"{_AFTER_NUMBER}\.,?{_SPACE}?(?:{after}|{short})[.,]",
            *map(re.escape, words.series),
        )
    )


@cache
def automaton(words: Callable[[], Words], latin: bool) -> Any:
    """Return the automaton for texts in Latin letters, or for those in Cyrillic ones.

    ``None`` where RE2 is not installed.
    """
    return _compiled(_pattern(words(), latin))


@cache
def _repeats() -> Any:
    return _compiled(
        "|".join(
            f"(?i:{each.word[0]}){each.word[1:]}".replace(" ", rf"{_SPACE}+")
            for each in repeat_words()
        )
    )


def may_repeat(text: str) -> bool:
    """Whether one of the words for *ibid.* may stand in ``text``."""
    known = _repeats()
    return known is None or known.search(text.encode("utf-8", "replace")) is not None


def unrepeated(text: str, start: int, stop: int) -> int:
    """Return a place from ``start`` to ``stop`` before which none of those words begins."""
    known = _repeats()
    if known is None:
        return start
    encoded = text[start:stop].encode("utf-8", "replace")
    found = known.search(encoded)
    if found is not None:
        return start + len(encoded[: found.start()].decode())
    if stop >= len(text):
        return stop
    return max(start, start + len(text[start:stop].rstrip()) - _REACH)  # one may be cut there


def _compiled(pattern: str) -> Any:
    try:
        import re2
    except ImportError:
        return None
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    return re2.compile(pattern, options)


def regions(automaton: Any, text: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """Return the regions between ``begin`` and ``stop`` that are worth a look, in order.

    Costs O(stop - begin).
    """
    low = max(0, begin - _BEFORE)
    high = min(len(text), stop + _AFTER)
    encoded = text[low:high].encode("utf-8", "replace")
    single = len(encoded) == high - low  # every character is one byte
    found: list[tuple[int, int]] = []
    start = end = begin
    at, place = 0, low  # a place in the bytes, and the place in the text that it is
    resume = count = 0
    while (match := automaton.search(encoded, resume)) is not None:
        first, last = match.span()
        resume = last + _AFTER - _REACH
        if single:
            first, last = low + first, low + last
        else:
            place += len(encoded[at:first].decode())
            at, first = first, place
            place += len(encoded[at:last].decode())
            at, last = last, place
        first -= _BEFORE
        if first - end >= _JOIN:
            if start < end:
                found.append((start, end))
            start = first
        end = min(last + _AFTER, stop)
        count += 1
        if end == stop or count == _MANY:
            end = stop
            break
    if start < end:
        found.append((start, end))
    return found
