"""Archives that the authority does not know: what stands before the units, if it is a name."""

from __future__ import annotations

import re

__all__ = ["unknown_archive"]

#: Words that holders of archives have in their names, in the languages references come in.
_HOLDER = re.compile(
    r"архи[вў]|архів|ар[хщ]ів|arhii?v|archiw|ar[ck]h?ii?v|ar[ck]h?[iyīý]v|archief|arxiv|arkisto|levélt|archyv"
    r"|arhīv|არქივ|արխիվ|librar|bibliot|библиотек|бібліотек|knihovn|könyvt|museum|musée|museo"
    r"|muze[uj]m|музе[йя]|repositor|institut|инстит|інстит|центр|cent(?:er|re|rum|ro)\b|центар"
    r"|отдел рукоп|відділ рукоп|manuscript|collection|foundation|stiftung|fondazione|record"
    r"|檔案|档案|公文書|史料|기록|문서|lưu trữ|thư viện",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"[^\W\d_a-zа-яёіїєґў][^\W\d_]*[^\W\d_a-zа-яёіїєґў][^\W\d_]{0,8}(?:[\s/.-][^\W\d_]{1,14}){0,4}"
)
_SPLIT = re.compile(r"\s//\s|;\s|(?<=[^\s.][^\s.][^\s.])\.\s(?![a-zа-я])|[»”\"],?\s|[:]\s|\n")
_TRIM = ' \t\n,.;:–—-(["“”«»'
#: A note's number at the head of its line: ``12. ГАНО. Ф. П-3``.
_NOTE_NUMBER = re.compile(r"\s*[(\[]?\^?\d{1,3}[.):\]]{0,2}\s+(?=[^\W\d_])")


def unknown_archive(text: str, begin: int, end: int) -> tuple[int, str] | None:
    """Return where the name of an archive stands that ends at ``end``, and the name as written.

    ``text`` from ``begin`` on is what may hold it: a description, a `` // ``, then the name.
    ``None`` where what stands before the units does not look like the name of a holder.
    """
    begin = max(begin, end - 300)
    stop = begin + len(text[begin:end].rstrip(_TRIM))
    start = begin
    for mark in _SPLIT.finditer(text, begin, stop):
        start = mark.end()
    if start == 0 or text[start - 1] == "\n":
        number = _NOTE_NUMBER.match(text, start, stop)
        start = number.end() if number is not None else start
    pieces = _pieces(text, start, stop)
    for index in range(len(pieces) - 1, max(len(pieces) - 4, -1), -1):
        first = pieces[index]
        name = text[first:stop].strip(_TRIM)
        head = text[first : pieces[index + 1] if index + 1 < len(pieces) else stop].strip(_TRIM)
        if any(ch.isdigit() for ch in name):
            return None
        if not head or len(name) > 160:
            continue
        if _ACRONYM.fullmatch(head) or (_HOLDER.search(head) and len(head.split()) < 16):
            lead = len(text[first:stop]) - len(text[first:stop].lstrip(_TRIM))
            # a stop before a comma is an abbreviation's: Госархив Энской обл., ф. 12
            closing = 1 if text[stop : stop + 1] == ")" or text[stop : stop + 2] == ".," else 0
            return first + lead, text[first + lead : stop + closing]
    return None


def _pieces(text: str, start: int, stop: int) -> list[int]:
    """Return where the parts between commas begin; commas in brackets don't part."""
    begins = [start]
    depth = 0
    for place in range(start, stop):
        ch = text[place]
        depth += (ch in "([") - (ch in ")]")
        if ch == "," and depth <= 0:
            begins.append(place + 1)
    return begins
