"""Which encoding bytes are in, where nothing says so: a guess by what words look like.

Each candidate decodes the words that have bytes above 127; letters that are frequent in the
languages of that encoding count for it, what cannot stand in a word counts against it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

__all__ = ["CANDIDATES", "guess_encoding", "guess_wide"]

#: In order of preference: the earlier one wins a draw.
CANDIDATES = ("cp1252", "cp1251", "koi8-r", "cp866", "cp1250", "koi8-u", "iso8859-5",
              "mac-cyrillic")  # fmt: skip

_WORD = re.compile(rb"[A-Za-z\x80-\xff]{1,40}")
_SAMPLE = 6000  # words with high bytes that are looked at

# Letter frequencies in Russian (per mille, rounded; National Corpus), the rest counts as rare.
_CYRILLIC = dict(zip("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ", (
    110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14, 12,
    10, 9, 7, 6, 5, 4, 3, 3, 2, 2, 12, 4, 4, 2,
), strict=True))  # fmt: skip
_LATIN = {
    **dict.fromkeys("éáíóöüäßçãñèàêâôîúūëïåøæ", 20),
    **dict.fromkeys("ąćęłńśźżčěřšůžýőűťďňășțşţđõûùìò", 12),
}
_TYPOGRAPHY = frozenset("“”‘’„«»–—…•·§№°º†")


# õ stands before e in Portuguese, û after o, d or a in French: elsewhere they are ő and ű
_NOT_WESTERN = re.compile("õ(?!e)|(?<![oda])û")


@cache
def _letter(char: str) -> int:
    """Return what one character above 127, within a word, says for a decoding."""
    folded = char.casefold()
    if folded in _CYRILLIC:
        return _CYRILLIC[folded] // 3 + 4
    if folded in _LATIN:
        return _LATIN[folded]
    if char in _TYPOGRAPHY:
        return 6
    category = unicodedata.category(char)
    if category[0] == "L":
        return 3
    return -60 if category in ("Cc", "Cn", "Co", "Cs") or char == "\ufffd" else -25


def _accented(char: str) -> bool:
    return not char.isascii() and char.isalpha()


def _score(words: list[bytes], encoding: str) -> int:
    total = 0
    for raw in words:
        word = raw.decode(encoding, "replace")
        letters = [ch for ch in word if ch.isalpha() and ch not in "ºª"]
        foreign = [ch for ch in letters if not ch.isascii()]
        cyrillic = sum(1 for ch in foreign if "\u0400" <= ch <= "\u04ff")
        if len(word) == 1 and letters:
            total += 2  # a letter by itself says little; it may be a bullet
            continue
        total += sum(_letter(ch) for ch in word if not ch.isascii())
        if cyrillic and cyrillic < len(letters):
            total -= 60  # two scripts in one word
        if not cyrillic:
            total -= 30 * sum(1 for a, b in pairwise(word) if _accented(a) and _accented(b))
        total -= 20 * len(_NOT_WESTERN.findall(word))
        if word in ("Nº", "№"):
            total += 20
        body = "".join(letters)
        if len(body) > 1 and not (body.islower() or body.isupper() or body[1:].islower()):
            total -= 40
    return total


def guess_encoding(data: bytes) -> str:
    """Return the one of :data:`CANDIDATES` that makes most sense of ``data``."""
    words: list[bytes] = []
    for match in _WORD.finditer(data):
        if not match.group().isascii():
            words.append(match.group())
            if len(words) == _SAMPLE:
                break
    return max(CANDIDATES, key=lambda name: (_score(words, name), -CANDIDATES.index(name)))


def guess_wide(data: bytes) -> str | None:
    """Return the UTF-16 codec of bytes without a byte-order mark, or ``None``.

    In UTF-16 nearly all bytes at even or at odd places are one of very few: 0 for Latin letters,
    4 for Cyrillic ones, 0x20 for typographic marks.
    """
    sample = data[: 65536 if len(data) >= 65536 else len(data) // 2 * 2]
    if len(sample) < 4:
        return None
    for place, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[place::2]
        if sum(high.count(byte) for byte in (0, 4, 0x20, 1)) < 0.95 * len(high):
            continue
        try:
            text = sample.decode(codec, "replace")
        except UnicodeDecodeError:
            continue
        if text.count("\ufffd") * 50 <= len(text) and "\0" not in text[:200]:
            return codec
    return None
