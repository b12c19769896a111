r"""Line breaks within a reference: a text that was wrapped breaks at any space.

A line break, with the indentation and the quotation marks (``> ``) of the next line, is a space;
after a hyphen or a slash of a call number, before TeX's ``%`` and between ideographs it is
nothing. :func:`unwrap` says so, place by place. A break that may divide two references of a list
stays: :func:`provenance.reading.sources.next_source` decides about it.

TeX: a ``%`` takes the end of its line and the next line's indentation with it (The TeXbook,
chapter 8).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from provenance.reading.archive_names import ends_name, name_at, name_words
from provenance.reading.sources import is_done, named_last
from provenance.units import labels

__all__ = ["goes_on", "unwrap"]

_NOTHING: Final = "\u00ad"
_BREAK: Final = re.compile(
    r"(?P<hyphen>(?<=[^\W\d_A-Z]{2})-(?=\r?\n[ \t>]*+(?!und\b|oder\b|bis\b|et\b)[a-z]{3}))?"
    r"(?P<tex>(?<=[^\s\d%\\])%)?[ \t\r]{0,8}\n(?:[ \t]*+(?:>[ \t]?)?+){0,4}+(?=\S)"
)
_WORD: Final = re.compile(r"[\"“„«]?(?P<word>[^\W\d_]+)")
_LAST: Final = re.compile(r"(?P<word>[^\W\d_]+)[.:]?\Z")
_LINE: Final = 200  # how much of a line is looked at
_NAME: Final = 60  # how much of an archive's name may stand before a break
_ABBREVIATION: Final = 6  # how long one is at most, with its stop
_SHORT: Final = re.compile(r"[^\W\d_a-z][a-z]?(?:\s|,)")
_QUOTE: Final = re.compile(r"[ \t]*>")


def unwrap(text: str) -> str:
    """Return ``text``, as long as it was, its line breaks as what they are.

    Soft hyphens, which count as nothing, take the place of what is left of one.
    """
    return _BREAK.sub(_joint, text) if "\n" in text else text


def _joint(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    size = end - start
    last = text[start - 1 : start]
    if not last or last == "\n" or (last == ">" and _is_quote(text, start)):
        return found[0]
    if found["hyphen"] or found["tex"] or last == _NOTHING or (last >= "\u2e80" < text[end]):
        return _NOTHING * size
    if last in _HYPHENS and text[end].isalnum() and text[start - 2 : start - 1].isalnum():
        return _NOTHING * size
    if text[end] in "/-" and last.isalnum() and text[end + 1 : end + 2].isalnum():
        return _NOTHING * size
    if not _divides(text, start, end):
        return " " + _NOTHING * (size - 1)
    blank = text.index("\n", start) - start
    return _NOTHING * blank + "\n" + _NOTHING * (size - blank - 1)


def _divides(text: str, start: int, end: int) -> bool:
    """Whether a reference may end with the line at ``start`` and another begin at ``end``."""
    word = _WORD.match(text, end)
    if word is None:
        return text[end] in "|#`<" or (text[end] in "-*•" and is_done(text, start))
    before = _LAST.search(text, max(0, start - 24), start)
    small = word["word"].islower()
    named = before is not None and before["word"].isupper() and ends_name(before["word"])
    if not small and name_words(word["word"]):
        if before is not None and _awaits(text, start, before):
            return False  # f.⏎RA
        if name_at(text, word.start("word")) is not None and not _names_over(text, start, end):
            last = _LAST.search(text, max(0, start - 24), start - 1)
            named = last is not None and last["word"].isupper() and ends_name(last["word"])
            return not (named and text[start - 1] == ",")  # DAMSP,⏎PA
    if not is_done(text, start):
        return False
    if small:
        return named  # FDRL⏎box 5
    if _names_over(text, start, end):
        return False
    if named_last(text, end):
        return True
    if before is not None and before["word"].isupper():
        return named
    return text[start - 1].isdigit() and _SHORT.match(text, end) is None


def _names_over(text: str, start: int, end: int) -> bool:
    """Whether an archive's name, as ``AVP RF``, goes on over the break."""
    low = max(text.rfind("\n", 0, start) + 1, start - _NAME)
    line = text[low:start]
    rest = text[end : end + _NAME].partition("\n")[0]
    joined = f"{line} {rest}"
    for word in re.finditer(r"[^\W\d_]+", line):
        if name_words(word[0]) and (word.start() == 0 or not line[word.start() - 1].isalnum()):
            name = name_at(joined, word.start())
            if name is not None and name.end > len(line) + 1:
                return True
    return False


def _is_quote(text: str, end: int) -> bool:
    """Whether the line that ends at ``end`` has only quotation marks."""
    return not text[text.rfind("\n", 0, end) + 1 : end].strip(" \t>")


@cache
def _labels(behind: bool) -> frozenset[str]:
    """Return the last words of the labels before a value, or the first of those behind one."""
    place = 0 if behind else -1
    return frozenset(
        found[place]
        for row in labels()
        if (row.position == "after") is behind
        and (found := re.findall(r"[^\W\d_]+", row.label.lower()))
    )


def _label(word: str) -> bool:
    return word.casefold() in _labels(behind=False)


def _behind(word: str) -> bool:
    return word.casefold() in _labels(behind=True)


_NUMBER_FIRST: Final = re.compile(
    r"[ \t]{0,24}(?:(?P<year>1\d{3}|20\d\d)|\d{1,4})(?P<stop>\.?)\s{0,2}(?P<word>[^\W\d_]*)"
)
_YEARS: Final = frozenset(("г", "гг", "год", "р", "рр", "g", "gg"))
_HYPHENS: Final = "-‐‑‒–/"


def goes_on(text: str, start: int) -> bool:
    """Whether the line after the break at ``start``, that begins as a note does, is none.

    It is none where a label waits for its value (``Оп.⏎1.``), where a line that ends in a comma
    goes on with a number and its label (``5. cs.,⏎100. ő. e.``), and in a text that is quoted.
    """
    line = text[max(text.rfind("\n", 0, start) + 1, start - _LINE) : start].rstrip()
    at = start + 1
    if _QUOTE.match(text, at):
        quoted = _QUOTE.match(line) is not None
        rest = text[at : text.find("\n", at) if text.find("\n", at) >= 0 else len(text)]
        return quoted and rest.strip(" \t>\r") != "" and line.strip(" \t>") != ""
    number = _NUMBER_FIRST.match(text, at)
    if number is None:
        return False
    if line[-1:] in _HYPHENS and line[-2:-1].isalnum():
        return True
    last = _LAST.search(line)
    if last is not None and _awaits(line, len(line), last):
        return True
    word = number["word"]
    if not word.islower():
        return False
    if line.endswith(",") or (number["year"] is not None and word in _YEARS):
        return True
    return number["stop"] == "." and last is not None and _behind(word) and _behind(last["word"])


def _awaits(text: str, end: int, last: re.Match[str]) -> bool:
    """Whether the word that ends a line is a label without its value: ``Оп.``, not ``5 cs.``."""
    if last.end() != end or last.start() == 0 or not _label(last["word"]):
        return False
    if last[0].endswith(".") and len(last[0]) > _ABBREVIATION:
        return False  # the sentence ends
    before = text[max(0, last.start() - 4) : last.start()].rstrip(" .")
    return not (before[-1:].isdigit() and _behind(last["word"]))
