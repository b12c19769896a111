"""Markdown, as CommonMark and Pandoc have it: prose, code, notes and citations told apart.

Two passes over the lines: blocks first (front matter, code, definitions of notes and links), then
what stands within each block (code, mathematics, links, citations, inline notes, emphasis).
markdown-it-py is not used: it tells the lines of blocks, but no place of anything within them.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from typing import Final

import attrs

from provenance.model.reference import Writing
from provenance.reading.manuscript.layout import ANOTHER_SOURCE, Layout
from provenance.reading.manuscript.notes import Call, Definition, InlineNote, enter_notes

__all__ = ["markdown_writing"]

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_FRONT: Final = re.compile(r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n")
_FRONT_END: Final = re.compile(r"^(?:---|\.\.\.|\+\+\+)[ \t]*\r?$", re.MULTILINE)
#: What stands before a block's own text: quotation marks and indentation.
_LEAD: Final = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*")
_FENCE: Final = re.compile(r"(?P<mark>`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)
_ITEM: Final = re.compile(r"(?:[-+*]|\(?(?P<number>\d{1,9}|[A-Za-z]|#)[.)])[ \t]+(?=\S)")
_NOTE: Final = re.compile(r" {0,3}\[\^(?P<name>[^\]\s]{1,200})\]:[ \t]*")
_TARGET: Final = re.compile(r" {0,3}\[(?P<name>[^\[\]\n^]{1,999})\]:[ \t]+\S[^\n]*")
_RULER: Final = re.compile(r"[ \t]*(?:[-=*_:|+~^][ \t]*){3,}\r?\n?$")


def markdown_writing(text: str, *, source: str | None = None) -> Writing:
    """Return a Markdown text: its prose, its notes in the order of their calls."""
    scan = _Blocks(text)
    scan.run()
    inline = _Inline(text, scan.layout, scan.targets)
    for start, end, in_note in scan.blocks:
        inline.run(start, end, in_note)
    enter_notes(scan.layout, scan.definitions, inline.calls, inline.notes)
    scan.layout.hide_indentation()
    return scan.layout.writing(source=source, format="markdown")


class _Blocks:
    """The pass over the lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.layout = Layout(text)
        self.blocks: list[tuple[int, int, int]] = []  # from, to, number of the note or -1
        self.definitions: list[Definition] = []
        self.targets: set[str] = set()
        self._fence = ""
        self._fence_from = 0
        self._paragraph = -1  # where the paragraph that is open begins
        self._item = 0  # how far the text of the list item is indented
        self._blank = True  # whether the line before is blank
        self._quoted = False  # whether it is quoted
        self._in_note = False

    def run(self) -> None:
        at = self._front_matter()
        for line in _LINE.finditer(self.text, at):
            self._line(line[0], line.start(), line.end())
        self._close(len(self.text))
        if self._fence:
            self.layout.hide(self._fence_from, len(self.text), "\n\n")
        self._end_note(len(self.text))

    def _front_matter(self) -> int:
        front = _FRONT.match(self.text)
        if front is None:
            return 0
        for end in _FRONT_END.finditer(self.text, front.end()):
            if end[0].startswith("+++") != (front["mark"] == "+++"):
                continue
            self.layout.hide(0, end.end(), "\n\n")
            return end.end()
        return 0

    def _close(self, at: int) -> None:
        if self._paragraph >= 0:
            note = len(self.definitions) - 1 if self._in_note else -1
            self.blocks.append((self._paragraph, at, note))
            self._paragraph = -1

    def _end_note(self, at: int) -> None:
        if self._in_note:
            self.definitions[-1].end = at
            self._in_note = False

    def _line(self, line: str, start: int, end: int) -> None:
        lead = _LEAD.match(line)
        assert lead is not None
        inner = start + lead.end()
        if self._fence:
            self._in_fence(line[lead.end() :], end)
            return
        quoted = ">" in lead[0]
        if quoted and not self._quoted and self._paragraph >= 0:
            self._close(start)
            self.layout.hide(start, inner, "\n\n")  # a quotation ends the paragraph
        elif quoted:
            self.layout.hide(start, inner)
        self._quoted = quoted
        if inner >= end or not line[lead.end() :].strip():
            self._close(start)
            self._blank = True
            return
        width = _width(lead[0])
        if self._blank:
            if self._in_note and width < 4 and ">" not in lead[0]:
                self._end_note(start)
            if self._item and width < self._item:
                self._item = 0
        base = 0 if quoted else (4 if self._in_note else 0) + self._item
        if not quoted and self._paragraph < 0 and width >= base + 4:
            self.layout.hide(inner, end, "\n\n")  # indented code
            self._blank = False
            return
        note = _NOTE.match(line)
        if note is not None:
            self._close(start)
            self._end_note(start)
            self.layout.hide(start, start + note.end(), "\n\n")
            self.definitions.append(Definition(note["name"], start + note.end(), end))
            self._in_note, self._item = True, 0
            self._paragraph = start + note.end()
            self._blank = False
            return
        fence = _FENCE.match(self.text, inner, end)
        if fence is not None:
            self._close(start)
            self._fence, self._fence_from = fence["mark"], inner
            self._blank = False
            return
        target = _TARGET.match(line) if self._paragraph < 0 else None
        if target is not None:
            self.targets.add(_folded(target["name"]))
            self.layout.hide(start, start + len(target[0].rstrip()), "\n\n")
            self._blank = False
            return
        self._prose(line, start, end, lead.end(), width)

    def _in_fence(self, inside: str, end: int) -> None:
        closing = inside.strip()
        if (
            len(closing) >= len(self._fence)
            and closing[0] == self._fence[0]
            and not closing.strip(self._fence[0])
        ):
            self.layout.hide(self._fence_from, end, "\n\n")
            self._fence = ""
            self._blank = True

    def _prose(self, line: str, start: int, end: int, lead: int, width: int) -> None:
        item = _ITEM.match(line, lead)
        if item is not None and not self._goes_on(item["number"], width):
            self._close(start)
            self._item = max(width - (4 if self._in_note else 0), 0) + len(item[0])
        elif line[lead] == "#" or _RULER.match(line):
            self._close(start)
        if self._paragraph < 0:
            self._paragraph = start + lead
        if line[lead] == "#":
            self._close(end)
        self._blank = False

    def _goes_on(self, number: str | None, width: int) -> bool:
        """Whether a line that looks like an item is of the paragraph: ``1991. No. 35``.

        In a paragraph a list begins with a bullet or with 1 (CommonMark 0.31, 5.3); what is
        indented less than an item's text is the next item.
        """
        if self._paragraph < 0 or number is None or number == "1":
            return False
        return not self._item or width >= self._item + (4 if self._in_note else 0)


def _width(lead: str) -> int:
    return len(lead.expandtabs(4)) if "\t" in lead else len(lead)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


# --------------------------------------------------------------------------- within a block

_TOKEN: Final = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>`+)"
    r"|(?P<comment><!--)"
    r"|(?P<auto><(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]{1,64}@[^\s<>@]{1,190})>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>]{0,2000})?\s?/?>)"
    r"|(?P<url>(?:https?://|ftp://|www\.)[^\s<>]+)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<math>\$\$?)"
    r"|(?P<call>\[\^(?P<name>[^\]\s\[]{1,200})\])"
    r"|(?P<note>\^\[)"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])"
    r"|(?P<cite>(?<![\w@])-?@(?:\{[^{}\n]{1,200}\}|[^\W_](?:[\w:.#$%&+?<>~/-]*\w)?))"
    r"|(?P<marks>\*+|~~|(?<![^\W_])_+|_+(?![^\W_]))"
)
_LINK: Final = re.compile(
    r"\([ \t]*\n?[ \t]*(?:<[^<>\n]{0,2000}>"
    r"|[^\s()<][^\s()]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,8})?"
    r"(?:[ \t\n]+(?:\"[^\"]{0,1000}\"|'[^']{0,1000}'))?[ \t]*\)(?:\{[^{}\n]{0,500}\})?"
)
_LABEL: Final = re.compile(r"\[(?P<name>[^\[\]\n]{0,999})\]")
_SPAN: Final = re.compile(r"\{[.#=][^{}\n]{0,500}\}")
_TICKS: Final = re.compile(r"`+")


@attrs.define
class _Bracket:
    """A bracket that is open: where it begins, where its text does, whether a citation is in it."""

    start: int
    inner: int
    note: bool = False
    cites: bool = False


class _Inline:
    """The pass over what stands within a block."""

    def __init__(self, text: str, layout: Layout, targets: set[str]) -> None:
        self.text = text
        self.layout = layout
        self.targets = targets
        self.calls: list[Call] = []
        self.notes: list[InlineNote] = []
        self._no_comment = len(text) + 1  # from here on no comment is closed

    def run(self, start: int, end: int, note: int) -> None:
        """Look at one block; ``note`` is the number of the definition it belongs to, or -1."""
        text, hide = self.text, self.layout.hide
        ticks: dict[int, list[int]] | None = None
        no_math = {"$": False, "$$": False}
        brackets: list[_Bracket] = []
        at = start
        while (token := _TOKEN.search(text, at, end)) is not None:
            low, at = token.span()
            kind = token.lastgroup
            if kind == "name":
                kind = "call"
            if kind == "escape":
                hide(low, low + 1)
            elif kind == "code":
                if ticks is None:
                    ticks = self._ticks(start, end)
                places = ticks.get(at - low, [])
                number = bisect_left(places, at)
                if number < len(places):
                    at = places[number] + at - low
                    hide(low, at, " ")
            elif kind == "comment":
                at = self._comment(low, at)
            elif kind in ("auto", "tag"):
                hide(low, at, " " if kind == "auto" or token[0].startswith("<br") else "")
            elif kind == "url":
                at = low + len(_address(token[0]))
                hide(low, at, " ")
            elif kind == "entity":
                shown = html.unescape(token[0])
                if shown != token[0]:
                    hide(low, at, shown)
            elif kind == "math":
                at = self._math(token[0], low, at, end, no_math)
            elif kind == "call":
                hide(low, at)
                self.calls.append(Call(low, token["name"], note))
            elif kind == "note":
                brackets.append(_Bracket(low, at, note=True))
            elif kind == "open":
                brackets.append(_Bracket(low, at))
            elif kind == "close":
                at = self._closed(brackets, low, at, end, note)
            elif kind == "cite":
                hide(low, at, ANOTHER_SOURCE if note >= 0 or _any_note(brackets) else "")
                if brackets:
                    brackets[-1].cites = True
            else:
                hide(low, at)
        for bracket in brackets:
            if bracket.note:  # never closed: a note up to the end of its paragraph
                hide(bracket.start, bracket.inner)
                self.notes.append(InlineNote(bracket.inner, end, bracket.start, note))

    def _ticks(self, start: int, end: int) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for run in _TICKS.finditer(self.text, start, end):
            found.setdefault(len(run[0]), []).append(run.start())
        return found

    def _comment(self, low: int, at: int) -> int:
        end = self.text.find("-->", at) if at < self._no_comment else -1
        if end < 0:
            self._no_comment = min(self._no_comment, at)
            self.layout.hide(low, at)
            return at
        self.layout.hide(low, end + 3)
        return end + 3

    def _math(self, mark: str, low: int, at: int, end: int, none_left: dict[str, bool]) -> int:
        """Return where mathematics ends; ``$`` that opens none is a dollar (Pandoc's rule)."""
        text = self.text
        if none_left[mark] or (mark == "$" and text[at : at + 1].isspace()):
            return at
        closing = at
        while True:
            closing = text.find(mark, closing, end)
            if closing < 0:
                none_left[mark] = True
                return at
            after = closing + len(mark)
            price = text[closing - 1].isspace() or text[after : after + 1].isdigit()
            if (mark == "$$" or not price) and text[closing - 1] != "\\":
                self.layout.hide(low, after, " ")
                return after
            closing = after

    def _closed(self, brackets: list[_Bracket], low: int, at: int, end: int, note: int) -> int:
        """Take the bracket that opened last: of a note, a citation, a link, or of the text."""
        if not brackets:
            return at
        bracket = brackets.pop()
        hide, text = self.layout.hide, self.text
        if bracket.note:
            hide(bracket.start, bracket.inner)
            hide(low, at)
            self.notes.append(InlineNote(bracket.inner, low, bracket.start, note))
            return at
        if bracket.cites:
            shown = ANOTHER_SOURCE if note >= 0 or _any_note(brackets) else ""
            hide(bracket.start, at, shown)
            return at
        link = _LINK.match(text, at, end)
        if link is not None:
            hide(bracket.start, bracket.inner)
            hide(low, link.end())
            return link.end()
        label = _LABEL.match(text, at, end)
        if label is not None:
            name = label["name"] or text[bracket.inner : min(low, bracket.inner + 999)]
            if _folded(name) in self.targets:
                hide(bracket.start, bracket.inner)
                hide(low, label.end())
                return label.end()
        elif (span := _SPAN.match(text, at, end)) is not None:
            hide(bracket.start, bracket.inner)
            hide(low, span.end())
            return span.end()
        if text[bracket.start] == "!":
            return at
        if low - bracket.inner <= 999 and _folded(text[bracket.inner : low]) in self.targets:
            hide(bracket.start, bracket.inner)
            hide(low, at)
        return at


def _any_note(brackets: list[_Bracket]) -> bool:
    """Whether an inline note is open."""
    return any(bracket.note for bracket in brackets[-8:])


def _address(written: str) -> str:
    """Return an address without the punctuation and the closing bracket that follow it."""
    kept = written.rstrip(".,;:!?'\"*_]»”")
    while kept.endswith(")") and kept.count(")") > kept.count("("):
        kept = kept[:-1].rstrip(".,;:!?'\"*_]»”")
    return kept
