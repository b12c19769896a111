"""Characters that are not what they seem: hidden ones, full-width forms, look-alike letters.

:func:`clean` gives the parser a text in which every character is what it looks like, and a way
back to the places of the original. :func:`canonical` makes a unit's value out of what stood
there: Latin letters, ASCII digits and hyphens, look-alikes repaired.
"""

from __future__ import annotations

import re
import unicodedata

from provenance.model.text import DASHES, to_latin
from provenance.reading.plain import plain

__all__ = ["canonical", "clean", "fold_word", "is_cyrillic", "mixed_script", "other_scripts"]

#: Characters without a width of their own: soft hyphen, zero-width and bidirectional marks; and
#: raised digits, which are the numbers of notes.
_HIDDEN = re.compile("[⁰¹²³⁴-⁹\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_COMBINING = re.compile("[\u0300-\u036f]")
_WIDE = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    0x3000: " ", 0x3001: ",", 0x3002: ".", 0x30FB: "·", 0x2215: "/", 0x2044: "/", 0xFE55: ":",
    0x2236: ":", 0xA789: ":", 0x02BC: "'", 0x2028: "\n", 0x2029: "\n", 0x0085: "\n",
}  # fmt: skip
_ODD = re.compile("[\uff01-\uff5e" + "".join(map(chr, _WIDE)) + "]|(?![0-9])\\d")


#: Emphasis: Markdown's, TeX's, HTML's. What it is put on stays.
_EMPHASIS = re.compile(
    r"(?<![\w*])(?P<a>\*{1,3})(?=[^\s*])[^*\n]{1,200}?(?<=[^\s*])(?P<b>(?P=a))(?![\w*])"
    r"|(?<!\w)(?P<c>_{1,3})(?=[^\s_])[^_\n]{1,200}?(?<=[^\s_])(?P<d>(?P=c))(?!\w)"
    r"|(?P<e>\\(?:text(?:it|bf|sc|rm|sf|tt|sl|up|md|normal|cyrillic)|emph|enquote|mbox|hbox|uline"
    r"|underline|foreignlanguage\{\w{1,20}\}|text[a-z]{4,12})\s?\{)[^{}\n]{0,300}(?P<f>\})"
    r"|(?P<g></?(?:i|em|b|strong|u|cite|span|sup)(?:\s[^<>\n]{0,80})?>)"
    r"|(?<=\d)(?P<h>\^)[^\W\d_]{1,3}\.?(?P<i>\^)"  # 5^v^, as pandoc has it
)
#: Signs that TeX has words for. What is left of the word is hidden.
_SIGNS = re.compile(r"\\text(?:en|em)dash(?:\{\}|[ ](?=\d)|(?![A-Za-z]))")


def _sign(found: re.Match[str]) -> str:
    return "–" + "\u200b" * (len(found[0]) - 1)


def _emphasis(text: str) -> set[int]:
    """Return the places of marks of emphasis that enclose something."""
    marks: set[int] = set()
    for found in _EMPHASIS.finditer(text):
        for name in "abcdefghi":
            if found[name] is not None:
                marks.update(range(*found.span(name)))
    return marks


#: Two spaces for one, as after a sentence; more of them stand between the columns of a table.
_DOUBLE = re.compile(r"(?<=\S)  (?=\S)")


def clean(text: str) -> tuple[str, list[int] | None]:
    """Return ``text`` as it looks, and for each of its places the place in the original.

    Hidden characters and marks of emphasis are dropped, a letter and its combining mark made one,
    full-width forms and other scripts' digits made ASCII. Where nothing moved, the second value
    is ``None``.
    """
    text = plain(text)
    if "\\text" in text:
        text = _SIGNS.sub(_sign, text)
    if "~" in text or "\\" in text:  # TeX's spaces
        text = text.replace("~", " ").replace("\\,", "\u00ad ").replace("\\ ", "\u00ad ")
    if not text.isascii():  # spaces and hyphens at which no line breaks
        text = text.replace("\u00a0", " ").replace("\u2011", "-").replace("\u2010", "-")
    marks: set[int] = set()
    if "*" in text or "_" in text or "\\" in text or "<" in text or "^" in text:
        marks = _emphasis(text)
    if "  " in text:
        marks.update(found.end() - 1 for found in _DOUBLE.finditer(text))
    if text.isascii() and not marks:
        return text, None
    if _ODD.search(text):
        text = "".join(
            ch if ch < "\x80" or not ch.isdecimal() else str(unicodedata.decimal(ch))
            for ch in text.translate(_WIDE)
        )
    if not marks and not _HIDDEN.search(text) and not _COMBINING.search(text):
        return text, None
    out: list[str] = []
    places: list[int] = []
    for place, ch in enumerate(text):
        if place in marks or _HIDDEN.match(ch):
            continue
        if out and unicodedata.combining(ch):
            joined = unicodedata.normalize("NFC", out[-1] + ch)
            if len(joined) == 1:
                out[-1] = joined
                continue
        out.append(ch)
        places.append(place)
    places.append(len(text))
    return "".join(out), places


_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")

_TO_CYRILLIC = str.maketrans("AEKMHOPCTXaeopcyxiI", "АЕКМНОРСТХаеорсухіІ")
_LOOKS_CYRILLIC = re.compile("[AEKMHOPCTXaeopcyxiI]+")
_TO_CYRILLIC_LABEL = str.maketrans("AaBEeKkMmHOoPpCcTtyXxiIu3", "АаВЕеКкМмНОоРрСсТтуХхіІиЗ")
_TO_LATIN = str.maketrans("АаВЕеКМНОоРрСсТуХхіІјѕЅЈ", "AaBEeKMHOoPpCcTyXxiIjsSJ")


def is_cyrillic(text: str) -> bool:
    """Whether any letter of ``text`` is Cyrillic."""
    return not text.isascii() and _CYRILLIC.search(text) is not None


def mixed_script(text: str) -> bool:
    """Whether ``text`` has both Latin and Cyrillic letters."""
    return is_cyrillic(text) and _LATIN.search(text) is not None


def other_scripts(word: str) -> tuple[str, ...]:
    """Return ``word`` as it would read with each look-alike taken for the other script's letter."""
    return tuple(
        form
        for form in (word.translate(_TO_CYRILLIC_LABEL), word.translate(_TO_LATIN))
        if form != word
    )


#: One form for a letter and those that look like it, whatever the script.
_SKELETON = str.maketrans("авекмнорстухіјѕ", "abekmhopctyxijs")


def fold_word(word: str) -> str:
    """Return a word of an archive's name without case, diacritics or look-alikes."""
    word = word.casefold()
    if word.isascii():
        return word
    bare = "".join(ch for ch in unicodedata.normalize("NFD", word) if not unicodedata.combining(ch))
    return unicodedata.normalize("NFC", bare).translate(_SKELETON)


_HYPHENS = {ord(dash): "-" for dash in DASHES}
#: A number with letters in it that stand for digits: Cyrillic З and О, б between digits.
_LETTERED_NUMBER = re.compile(r"(?=[^\d]*\d)[\dЗОO]+|\d+[бзoо]\d+|\d+[lI]\d+")
#: Latin letters typed for a 1, next to a Cyrillic label: Ф. I7, Оп. l63.
_LATIN_ONE = re.compile(r"(?<![^\W_])[Il](?=\d+(?![^\W_]))|(?<=\d)l(?![^\W_])")
#: Letters that belong to a number: the prefix of Р-5446, the suffix of 98с.
_ATTACHED = re.compile(r"(?<![^\W_])[A-Za-z]{1,2}(?=-?\d)|(?<=\d)-?[A-Za-z]{1,3}(?![^\W_])")
_DIGITS = str.maketrans("ЗзОоOoбlI", "330000611")
_TOKENS = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s+")
#: The stop after a fond's letter: ``Р.-9401``.
_STOPPED_PREFIX = re.compile(r"(?<=^[^\W\d_])\.(?=-\d)")
#: Spaces around the hyphen after a fond's letter: ``Р - 9401``.
_SPACED_HYPHEN = re.compile(r"(?<=^[^\W\d_])\s{1,2}-\s{0,2}(?=\d)|(?<=^[^\W\d_]-)\s{1,2}(?=\d)")
#: A number that its year was typed apart from: ``004076/ 1955``.
_SPACED_SLASH = re.compile(r"(?<=\d)/ (?=\d)")


def _digits(match: re.Match[str]) -> str:
    token = match[0]
    if token.isdecimal() or not _LETTERED_NUMBER.fullmatch(token):
        return token
    return token.translate(_DIGITS)


def _as_cyrillic(match: re.Match[str]) -> str:
    """Take letters for the Cyrillic ones they look like, if all of them look like some."""
    letters = match[0].replace("-", "")
    return match[0].translate(_TO_CYRILLIC) if _LOOKS_CYRILLIC.fullmatch(letters) else match[0]


def _one_script(match: re.Match[str]) -> str:
    token = match[0]
    return token.translate(_TO_CYRILLIC) if mixed_script(token) else token


def canonical(written: str, language: str, cyrillic: bool) -> str:
    """Return the canonical value for what was ``written``.

    ``language`` is that of the archive; ``cyrillic`` says that the label was, so that a Latin
    ``P`` next to it is taken for the Cyrillic letter it looks like.
    """
    if written.isdecimal() and written.isascii():
        return written
    value = written.translate(_HYPHENS).replace("[", "").replace("]", "")
    if value == "З":  # alone it is a number: оп. З
        return "3"
    value = _TOKENS.sub(_digits, value)
    if ".-" in value:
        value = _STOPPED_PREFIX.sub("", value)
    if _LATIN.search(value):
        if cyrillic:
            value = _LATIN_ONE.sub("1", value)
            value = _ATTACHED.sub(_as_cyrillic, value)
        if not value.isascii():
            value = _TOKENS.sub(_one_script, value)
    if not value.isascii():
        value = to_latin(value, language)
    if " -" in value or "- " in value:
        value = _SPACED_HYPHEN.sub(lambda found: "-" if "-" in found[0] else "", value)
    if "/ " in value:
        value = _SPACED_SLASH.sub("/", value)
    if " " in value or "\n" in value or "\t" in value or "\xa0" in value:
        value = _SPACES.sub(" ", value)
    return value.strip()
