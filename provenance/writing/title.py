"""Titles in double quotation marks (Chicago Manual of Style 17, 6.9, 6.125, 8.163, 13.30, 14.96).

A title is kept verbatim, but for the marks within it: a quotation within a quotation has single
marks, one within that has double ones. Apostrophes are not quotation marks.
"""

from __future__ import annotations

import re

__all__ = ["quotations", "quoted", "quoted_short", "single_quoted"]


def quoted(title: str, mark: str = "") -> str:
    """Return ``title`` in quotation marks, with ``mark``, a comma or a stop, inside them all.

    A title that ends in a question or exclamation mark takes no stop; a comma it keeps.
    """
    if '"' not in title and "'" not in title and title.isascii():
        return f"“{title}{_needed(title, mark)}”"
    return _quoted(title, quotations(title), 0, len(title), mark)


def quoted_short(title: str, shortened: str, mark: str = "") -> str:
    """Return ``shortened``, the first words of ``title``, in quotation marks.

    A quotation within it that the shortening has cut is closed at the end.
    """
    if '"' not in title and "'" not in title and title.isascii():
        return f"“{shortened}{_needed(shortened, mark)}”"
    whole = " ".join(title.split())
    start = whole.find(shortened)
    if start < 0:
        return quoted(shortened, mark)
    return _quoted(whole, quotations(whole), start, start + len(shortened), mark)


def single_quoted(title: str) -> str:
    """Return ``title`` in single quotation marks, as in Britain: quotations in it have double ones.

    What follows stands outside the marks.
    """
    if '"' not in title and "'" not in title and title.isascii():
        return f"‘{title}’"
    return _quoted(title, quotations(title), 0, len(title), "", single=True)


def _needed(text: str, mark: str) -> str:
    """Return ``mark``, or nothing where the text already has what it would say."""
    last = text[-1:]
    if last == mark or (mark == "." and last in "?!…"):
        return ""
    return mark


#: Marks by depth within the title's own: ‘ ’ first, then “ ”, and so on.
_MARKS = (("‘", "’"), ("“", "”"))


def _quoted(
    title: str,
    pairs: list[tuple[int, int]],
    start: int,
    end: int,
    mark: str,
    *,
    single: bool = False,
) -> str:
    characters = list(title)
    open_ends: list[int] = []
    closers = set()
    cut = ""
    for first, last in pairs:  # in the order of their first marks
        if first < start or first >= end:
            continue
        while open_ends and open_ends[-1] < first:
            open_ends.pop()
        opening, closing = _MARKS[(len(open_ends) + single) % 2]
        characters[first] = opening
        open_ends.append(last)
        if last < end:
            characters[last] = closing
            closers.add(last)
        else:
            cut = closing + cut
    stop = end
    while stop - 1 in closers:
        stop -= 1
    body = "".join(characters[start:stop])
    opening, closing = _MARKS[not single]
    inside = f"{body}{_needed(body, mark)}{''.join(characters[stop:end])}{cut}"
    return f"{opening}{inside}{closing}"


# ------------------------------------------------------------------------ finding the pairs

_ANY_MARK = re.compile("[\"'“”„‟«»‹›‘’‚]")
#: What closes each opening mark: people mix them, and languages differ.
_CLOSED_BY = {
    '"': '"”', "“": '”"', "„": '“”"', "‟": '”"', "«": "»", "»": "«", "‹": "›", "›": "‹",
    "'": "'’", "‘": "’'", "‚": "‘’'",
}  # fmt: skip
_OPENED_BY = {
    closing: frozenset(mark for mark, ends in _CLOSED_BY.items() if closing in ends)
    for closing in "\"'“”„‟«»‹›‘’‚"
}
_SINGLE = frozenset("'‘’‚")
_ALWAYS_OPEN = frozenset("“„‟«‹")
_ALWAYS_CLOSE = frozenset("”»›")
_ENDS = frozenset(".,;:!?)]’”")


def quotations(title: str) -> list[tuple[int, int]]:
    """Return where the quotations within ``title`` begin and end, by where they begin.

    A mark without a partner is not a quotation and stays as it is.
    """
    quotations = _Quotations()
    for match in _ANY_MARK.finditer(title):
        at, mark = match.start(), match[0]
        before, after = title[max(at - 1, 0) : at], title[at + 1 : at + 4]
        if mark in _SINGLE and _is_apostrophe(mark, before, after):
            continue
        if _may_close(mark, before, after[:1]) and quotations.has_open(mark):
            if mark in _SINGLE and _may_be_plural(before, after):
                quotations.close_perhaps(mark, at)
            else:
                quotations.close(mark, at)
        elif mark in _CLOSED_BY and _may_open(mark, before, after[:1]):
            quotations.open(mark, at)
    return quotations.finish()


class _Quotations:
    """The quotations seen so far, and those still open."""

    def __init__(self) -> None:
        self._found: list[tuple[int, int]] = []
        self._open: list[tuple[str, int]] = []
        self._count = dict.fromkeys(_CLOSED_BY, 0)
        self._perhaps: dict[int, int] = {}  # where a quotation begins, and may have ended

    def has_open(self, closing: str) -> bool:
        return any(self._count[mark] for mark in _OPENED_BY[closing])

    def open(self, mark: str, at: int) -> None:
        if mark in _SINGLE and self._open and self._open[-1][1] in self._perhaps:
            self._pop(self._perhaps[self._open[-1][1]])
        self._open.append((mark, at))
        self._count[mark] += 1

    def close_perhaps(self, mark: str, at: int) -> None:
        """Close with a mark that may be the apostrophe of a plural (workers' councils).

        It is one if a later mark closes the same quotation.
        """
        if self._open[-1][0] in _OPENED_BY[mark]:
            self._perhaps[self._open[-1][1]] = at

    def close(self, mark: str, at: int) -> None:
        while self._open[-1][0] not in _OPENED_BY[mark]:
            self._pop(None)
        self._pop(at)

    def _pop(self, end: int | None) -> None:
        mark, start = self._open.pop()
        self._count[mark] -= 1
        end = self._perhaps.get(start) if end is None else end
        if end is not None:
            self._found.append((start, end))

    def finish(self) -> list[tuple[int, int]]:
        while self._open:
            self._pop(None)
        return sorted(self._found)


_CENTURY = frozenset("'’")


def _is_apostrophe(mark: str, before: str, after: str) -> bool:
    """Whether a single mark stands within a word (Khrushchev's, Ch‘oe), or for a century ('56)."""
    if before.isalnum() and after[:1].isalnum():
        return True
    return mark in _CENTURY and after[:2].isdecimal() and not after[2:].isalnum()


def _may_be_plural(before: str, after: str) -> bool:
    return before.lower() in ("s", "x", "z") and after[:1] == " " and after[1:2].isalnum()


def _may_open(mark: str, before: str, after: str) -> bool:
    if mark in _ALWAYS_OPEN:
        return True
    return not (before.isalnum() or before in _ENDS or after.isspace() or not after)


def _may_close(mark: str, before: str, after: str) -> bool:
    if mark in _ALWAYS_CLOSE:
        return True
    return before != "" and not before.isspace() and not after.isalnum()
