r"""LaTeX: prose, notes, and what only TeX reads, told apart in one pass over the source.

Commands fall away and their text stays, whatever they are; those whose argument is a key, a file
or a length are known by name. Accents, ties, dashes and quotation marks are read as the characters
they print. ``\input`` is not followed. pylatexenc is not used: its parser recurses, and gives up on
what is unfinished.
"""

from __future__ import annotations

import re
from collections import deque
from typing import Final

import attrs

from provenance.latex import character, decode
from provenance.model.reference import Writing
from provenance.reading.manuscript import latex_words as words
from provenance.reading.manuscript.layout import ANOTHER_SOURCE, Layout

__all__ = ["escaped", "latex_writing", "scan"]

_TOKEN: Final = re.compile(
    r"\\(?P<accent>[`'^\"~=.](?:\{(?:[^\W\d_]|\\[ij])\}|\\[ij](?![A-Za-z])|[^\W\d_])"
    r"|[uvHckrdb](?:\{(?:[^\W\d_]|\\[ij])\}|[ \t]+[^\W\d_]))"
    r"|\\(?P<word>[A-Za-z@]+\*?)"
    r"|\\(?P<mark>[\s\S])"
    r"|(?P<comment>%[^\n]*)"
    r"|(?P<open>\{+)|(?P<close>\})|(?P<stop>\])|(?P<math>\$\$?)|(?P<print>~|---?|``|'')"
)
_SPACE: Final = re.compile(r"[ \t]*(?:\r?\n[ \t]*)?")
_OPTION: Final = re.compile(r"[ \t]*\[[^\[\]\n]{0,500}\]")
_ADDRESS: Final = re.compile(r"[ \t]*\{[^{}\n]{0,3000}\}")
_NAME: Final = re.compile(r"[ \t]*\{(?P<name>[^{}\n]{1,60})\}")
#: An abbreviation in small capitals, which is written in small letters.
_SMALL: Final = re.compile(r"[ \t]*\{(?P<text>[^\W\d_A-ZА-Я]{2,12})\}")
#: A raised letter, which an abbreviation has in the place of its stop, as "folio" has in French.
_RAISED: Final = re.compile(r"[ \t]*\{o\}")
_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
_DOCUMENT: Final = re.compile(r"^[^%\n]*?\\begin\{document\}", re.MULTILINE)

_CITE: Final = re.compile(r"[A-Za-z]{0,12}[cC]ite(?:s|p|t|alp|alt|author|title|year|date|url)?\*?")
_FOOTCITE: Final = re.compile(r"(?:foot|footfull|smart|Smart)cite(?:s|text)?\*?")
#: What is printed as another character.
_PRINTED: Final = {"~": "\u00a0", "--": "–", "---": "—", "``": "“", "''": "”"}
_SPACES: Final = {
    ",": "\u202f", " ": " ", ";": " ", ":": " ", "\\": " ", "\n": " ", "!": "", "/": "", "-": "",
    "@": "", "(": "", ")": "", "[": "", "]": "",
}  # fmt: skip


def latex_writing(text: str, *, source: str | None = None) -> Writing:
    """Return a LaTeX text: its prose, its notes in the order in which they are called."""
    layout = Layout(text)
    start = 0
    opening = _DOCUMENT.search(text) if "\\begin{document}" in text else None
    if opening is not None:
        start = opening.end()
        layout.hide(0, start, "\n\n")
    end = text.find("\\end{document}", start)
    if end >= 0:
        layout.hide(end, len(text))
    scan(layout, start, end if end >= 0 else len(text))
    layout.hide_indentation()
    return layout.writing(source=source, format="latex", escape=escaped)


_SPECIAL: Final = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
    "–": "--", "—": "---", "\u00a0": "~", "\u202f": r"\,",
}  # fmt: skip


def escaped(replacement: str, at: int) -> str | None:
    """Return a correction as LaTeX."""
    return "".join(_SPECIAL.get(ch, ch) for ch in replacement)


def scan(layout: Layout, start: int, end: int) -> None:
    """Enter into ``layout`` what of a stretch of LaTeX is no prose, and its notes."""
    _Scan(layout, start, end).run()


@attrs.define
class _Group:
    """Braces that are open: what they are, and where that begins.

    ``kind`` is ``""`` (a quotation or a heading, closed by ``printed``), ``hidden`` (an argument
    that is no prose, ``more`` of which follow), ``option`` (a remark in a citation) or the sequence
    of a note. ``call`` is where the body calls a note.
    """

    kind: str
    start: int
    inner: int
    more: int = 0
    name: str = ""
    call: int = -1
    printed: str = ""
    cite: _Cite | None = None


@attrs.define
class _Cite:
    """A citation by keys that is being read: where it begins, and what kind it is."""

    start: int
    note: bool
    several: bool


class _Scan:
    def __init__(self, layout: Layout, start: int, end: int) -> None:
        self.layout, self.text = layout, layout.text
        self.start, self.end = start, end
        self.groups: list[_Group | None] = []  # None: a group of text
        self.hidden = 0  # how many of the open groups are no prose
        self._notes = 0  # how many of the open groups are notes
        self._marks: dict[str, deque[int]] = {}  # the places of marks whose text is still to come
        self._none: dict[str, int] = {}  # up to where nothing closes what this mark opens

    def run(self) -> None:
        at = self.start
        while (token := _TOKEN.search(self.text, at, self.end)) is not None:
            low, at = token.span()
            kind = token.lastgroup
            if kind == "open":
                self.groups += [None] * (at - low)
                self.layout.hide(low, at)
            elif kind == "close":
                at = self._closed(low, at)
            elif kind == "word":
                at = self._command(token["word"], low, at)
            elif kind == "accent":
                self.layout.hide(low, at, decode(token[0]))
            elif kind == "comment":
                at = self._comment(low, at)
            elif kind == "print":
                self.layout.hide(low, at, _PRINTED[token[0]])
            elif kind == "stop":
                at = self._stopped(low, at)
            elif kind == "math":
                at = self._math(low, at, re.escape(token[0]))
            else:
                at = self._mark(token["mark"], low, at)
        self._unclosed()

    # ------------------------------------------------------------------ what is one token

    def _mark(self, mark: str, low: int, at: int) -> int:
        if mark in "([":
            return self._math(low, at, "\\\\" + re.escape(")" if mark == "(" else "]"))
        if mark in _SPACES:
            option = _OPTION.match(self.text, at, self.end) if mark == "\\" else None
            at = option.end() if option is not None else at
            self.layout.hide(low, at, _SPACES[mark])
        else:
            self.layout.hide(low, low + 1)  # \& \% \_
        return at

    def _comment(self, low: int, at: int) -> int:
        """Hide a comment; one that has a line of its own takes the line's end with it."""
        line = self.text.rfind("\n", max(self.start, low - 200), low) + 1
        alone = not self.text[line:low].strip() and (line > 0 or low < 200)
        at += alone and at < self.end
        self.layout.hide(low, at)
        return at

    def _math(self, low: int, at: int, closing: str) -> int:
        """Return where mathematics ends: before the end of its paragraph, or it is none."""
        if at < self._none.get(closing, 0):
            self.layout.hide(low, at)
            return at
        found = re.compile(rf"(?<!\\){closing}|\n[ \t\r]*\n").search(self.text, at, self.end)
        if found is None or found[0][0] == "\n":
            self._none[closing] = found.start() if found is not None else self.end
            self.layout.hide(low, at)
            return at
        self.layout.hide(low, found.end(), " ")
        return found.end()

    def _closed(self, low: int, at: int) -> int:
        while self.groups and (group := self.groups[-1]) is not None and group.kind == "option":
            self.groups.pop()  # a bracket that is not closed
        if not self.groups:
            while at < self.end and self.text[at] == "}":
                at += 1
            self.layout.hide(low, at)
            return at
        group = self.groups.pop()
        if group is None:
            self.layout.hide(low, at)
            return at
        if group.kind == "hidden":
            self.hidden -= 1
            self.layout.hide(group.start, at)
            return self._arguments(at, at, group.more) if group.more else at
        self.layout.hide(low, at, group.printed)
        if group.kind:
            self._notes -= 1
            self._enter(group, low)
        return at

    def _enter(self, group: _Group, end: int) -> None:
        if not self.hidden:
            call = group.call if group.call >= 0 else group.start
            self.layout.note(group.inner, end, group.name, call=call, sequence=group.kind)

    def _stopped(self, low: int, at: int) -> int:
        """Take a closing bracket: of a remark in a citation, or of the text."""
        group = self.groups[-1] if self.groups else None
        if group is None or (cite := group.cite) is None:
            return at
        self.groups.pop()
        self.layout.hide(low, at, " ")
        return self._cited(cite, at)

    # ------------------------------------------------------------------ commands

    def _command(self, word: str, low: int, at: int) -> int:
        bare = word.rstrip("*")
        if bare in words.NOTES and (after := self._note(bare, low, at)):
            return after
        if bare in ("footnotemark", "endnotemark"):
            option = _OPTION.match(self.text, at, self.end)
            at = option.end() if option is not None else at
            number = option[0].strip(" \t[]") if option is not None else ""
            self._marks.setdefault(number, deque()).append(low)
            self.layout.hide(low, at)
            return at
        if _FOOTCITE.fullmatch(word) or _CITE.fullmatch(word):
            return self._cite(word, low, at)
        if word == "textsc" and (small := _SMALL.match(self.text, at, self.end)):
            self.layout.hide(low, small.start("text"))
            self.layout.hide(small.start("text"), small.end("text"), small["text"].upper())
            self.layout.hide(small.end("text"), small.end())
            return small.end()
        if word in words.RAISING and (raised := _RAISED.match(self.text, at, self.end)):
            self.layout.hide(low, raised.end(), "°")
            return raised.end()
        if word in words.LITERAL:
            return self._literal(low, at)
        if bare in words.HEADINGS or word in words.QUOTES:
            return self._titled(word, low, at)
        if bare == "iffalse":
            return self._left_out(low, at)
        if bare == "begin":
            return self._environment(low, at)
        if bare == "end":
            found = _NAME.match(self.text, at, self.end)
            at = found.end() if found is not None else at
            self.layout.hide(low, at, "\n\n")
            return at
        if bare in words.ADDRESSES and (address := _ADDRESS.match(self.text, at, self.end)):
            at = address.end()
        elif bare in words.ARGUMENTS:
            return self._arguments(low, at, words.ARGUMENTS[bare])
        elif bare == "item":
            self.layout.hide(low, at, "- ")
            return at
        elif (shown := character(word)) is not None:
            space = _SPACE.match(self.text, at, self.end)
            at = at + 2 if self.text.startswith("{}", at) else space.end() if space else at
            self.layout.hide(low, at, shown)
            return at
        self.layout.hide(low, at)
        return at

    def _titled(self, word: str, low: int, at: int) -> int:
        """Hide the command of a heading or a quotation; its braces are read as marks."""
        opening, closing = words.QUOTES.get(word, ("\n\n", "\n\n"))
        option = _OPTION.match(self.text, at, self.end)
        brace = self._after_space(option.end() if option is not None else at)
        if brace >= self.end or self.text[brace] != "{":
            self.layout.hide(low, at)
            return at
        self.layout.hide(low, brace + 1, opening)
        self.groups.append(_Group("", low, brace + 1, printed=closing))
        return brace + 1

    def _after_space(self, at: int) -> int:
        space = _SPACE.match(self.text, at, self.end)
        return space.end() if space is not None else at

    def _note(self, word: str, low: int, at: int) -> int:
        """Open a note; 0 where no braces follow. Its text may stand apart from its mark."""
        option = _OPTION.match(self.text, at, self.end)
        name = option[0].strip(" \t[]") if option is not None else ""
        brace = self._after_space(option.end() if option is not None else at)
        if brace >= self.end or self.text[brace] != "{":
            return 0
        call = -1
        if word.endswith("text") and self._marks.get(name):
            call = self._marks[name].popleft()
        name = name if name.isdigit() else ""
        self.groups.append(_Group(words.NOTES[word], low, brace + 1, name=name, call=call))
        self._notes += 1
        self.layout.hide(low, brace + 1)
        return brace + 1

    def _cite(self, word: str, low: int, at: int) -> int:
        """Hide a citation by key; what its options say is prose, and in a note that of a note."""
        note = _FOOTCITE.fullmatch(word) is not None
        shown = ANOTHER_SOURCE if note or self._notes else ""
        self.layout.hide(low, at, shown)
        return self._cited(_Cite(low, note, word.rstrip("*").endswith("s")), at)

    def _cited(self, cite: _Cite, at: int) -> int:
        """Go on in a citation, at an option, a key or its end."""
        while True:
            after = self._after_space(at)
            if after < self.end and self.text[after] == "[":
                self.layout.hide(at, after + 1, " ")
                self.groups.append(_Group("option", after, after + 1, cite=cite))
                return after + 1
            key = _ADDRESS.match(self.text, at, self.end)
            if key is not None:
                self.layout.hide(at, key.end())
                at = key.end()
                if cite.several:
                    continue
            if cite.note and not self.hidden:
                self.layout.note(cite.start, at, "", call=cite.start, sequence="footnote")
            return at

    def _literal(self, low: int, at: int) -> int:
        option = _OPTION.match(self.text, at, self.end)
        at = option.end() if option is not None else at
        line = self.text.find("\n", at, self.end)
        line = self.end if line < 0 else line
        mark = self.text[at : at + 1]
        if mark == "{":
            self.groups.append(_Group("hidden", low, at + 1))
            self.hidden += 1
            return at + 1
        closing = self.text.find(mark, at + 1, line) if mark.strip() else -1
        at = closing + 1 if closing >= 0 else at
        self.layout.hide(low, at, " ")
        return at

    def _left_out(self, low: int, at: int) -> int:
        r"""Hide what ``\iffalse`` leaves out, up to the next ``\fi``."""
        end = self.text.find("\\fi", at, self.end) if "\\fi" not in self._none else -1
        while end >= 0 and self.text[end + 3 : end + 4].isalpha():
            end = self.text.find("\\fi", end + 3, self.end)
        if end < 0:
            self._none["\\fi"] = self.end
            self.layout.hide(low, at)
            return at
        self.layout.hide(low, end + 3, "\n\n")
        return end + 3

    def _environment(self, low: int, at: int) -> int:
        name = _NAME.match(self.text, at, self.end)
        if name is None:
            self.layout.hide(low, at)
            return at
        at = name.end()
        word = name["name"]
        if word in words.CODE:
            closing = f"\\end{{{word}}}"
            end = self.text.find(closing, at, self.end) if self._none.get(closing, -1) < at else -1
            if end >= 0:
                self.layout.hide(low, end + len(closing), "\n\n")
                return end + len(closing)
            self._none[closing] = self.end
        return self._arguments(low, at, words.ENVIRONMENTS.get(word, 0), "\n\n")

    def _arguments(self, low: int, at: int, count: int, shown: str = "") -> int:
        """Hide from ``low`` on, with the options and ``count`` arguments that follow ``at``."""
        while (option := _OPTION.match(self.text, at, self.end)) is not None:
            at = option.end()
        self.layout.hide(low, at, shown)
        brace = self._after_space(at) if count else at
        if count and brace < self.end and self.text[brace] == "{":
            self.groups.append(_Group("hidden", at, brace + 1, more=count - 1))
            self.hidden += 1
            return brace + 1
        return at

    def _unclosed(self) -> None:
        """Let notes whose braces are not closed end with their paragraph."""
        after = self.end
        last = self.end
        for group in reversed(self.groups):
            if group is None:
                continue
            found = _BLANK_LINE.search(self.text, group.inner, last)
            after = found.start() if found is not None else after
            last = group.inner
            if group.kind not in ("", "hidden", "option"):
                self._enter(group, after)
