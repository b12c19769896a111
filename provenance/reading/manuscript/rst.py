"""reStructuredText: prose, notes, and what is neither, told apart line by line.

Two passes, as for Markdown: explicit markup, literal blocks and titles first, then what stands
within each paragraph. Directives that hold text (a note, a quotation) are read, code is not.
docutils is not used: it tells the lines of paragraphs, but no place of anything within them.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

from provenance.model.reference import Writing
from provenance.reading.manuscript.layout import ANOTHER_SOURCE, Layout
from provenance.reading.manuscript.notes import Call, Definition, enter_notes

__all__ = ["escaped", "rst_writing"]

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_EXPLICIT: Final = re.compile(r"\.\.(?:[ \t]+|[ \t]*\r?\n|$)")
_FOOTNOTE: Final = re.compile(
    r"\[(?P<name>\d{1,9}|#[\w.+:-]{0,200}|\*)\](?:[ \t]+|[ \t]*(?=\r?\n|$))"
)
_CITATION: Final = re.compile(r"\[[^\W\d_][\w.+:-]{0,200}\](?:[ \t]+|(?=\r?\n|$))")
_TARGET: Final = re.compile(r"_(?:`[^`\n]{1,500}`|[^:\n\\]{0,500}):(?=\s|$)|__ ?:")
_DIRECTIVE: Final = re.compile(r"(?P<name>[^\W_][\w.+:-]{0,80})[ \t]?::(?=\s|$)[ \t]*")
_REPLACED: Final = re.compile(
    r"\|(?P<name>[^|\n]{1,200})\|[ \t]+(?P<how>[\w-]{1,40})::[ \t]*(?P<text>[^\n]*)"
)
_OPTION: Final = re.compile(r":[\w.-]{1,60}:(?=\s|$)")
_ADORNMENT: Final = re.compile(
    r"(?:([!-/:-@\[-`{-~])\1{2,}|=+(?: +=+)+|\+(?:[-=]+\+)+)[ \t]*\r?\n?$"
)
#: Directives whose content is no prose, and those whose argument is none.
_NO_PROSE: Final = frozenset({
    "code", "code-block", "sourcecode", "highlight", "literalinclude", "include", "raw", "math",
    "image", "role", "default-role", "meta", "index", "toctree", "contents", "bibliography",
    "doctest", "testcode", "testoutput", "productionlist", "graphviz", "mermaid", "plot",
    "prompt", "unicode", "date", "sectnum", "footbibliography",
})  # fmt: skip
_BARE_ARGUMENT: Final = frozenset({"figure", "container", "class", "only", "list-table"})


def rst_writing(text: str, *, source: str | None = None) -> Writing:
    """Return a text in reStructuredText: its prose, its notes in the order of their calls."""
    scan = _Blocks(text)
    scan.run()
    inline = _Inline(text, scan.layout, scan.replaced)
    for start, end, within in scan.blocks:
        inline.run(start, end, within)
    enter_notes(scan.layout, scan.definitions, inline.calls)
    scan.layout.hide_indentation()
    return scan.layout.writing(source=source, format="rst", escape=escaped)


_SPECIAL: Final = re.compile(r"[*`|\\]|_(?!\w)")


def escaped(replacement: str, at: int) -> str | None:
    """Return a correction as reStructuredText."""
    return _SPECIAL.sub(r"\\\g<0>", replacement)


class _Blocks:
    """The pass over the lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.layout = Layout(text)
        self.blocks: list[tuple[int, int, int]] = []  # from, to, number of the note or -1
        self.definitions: list[Definition] = []
        self.replaced: dict[str, str] = {}
        self._counts = {"#": 0, "*": 0}
        self._paragraph = -1  # where the paragraph that is open begins
        self._end = 0  # where its last line ends
        self._hidden: int | None = None  # what is indented more than this is no prose
        self._fresh = False  # whether what is hidden has just begun
        self._literal: int | None = None  # the same, from the next indented line on
        self._note: int | None = None  # how far the definition that is open is indented
        self._options = False  # whether options of a directive may follow
        self._doctest = False

    def run(self) -> None:
        for line in _LINE.finditer(self.text):
            self._line(line[0], line.start(), line.end())
        self._close()

    def _close(self) -> None:
        if self._paragraph >= 0:
            within = len(self.definitions) - 1 if self._note is not None else -1
            self.blocks.append((self._paragraph, self._end, within))
            if self._note is not None:
                self.definitions[-1].end = self._end
            self._paragraph = -1

    def _line(self, line: str, start: int, end: int) -> None:
        written = line.lstrip(" \t\v\f")
        lead = line[: len(line) - len(written)]
        indent = len(lead.expandtabs(8))
        if not written.strip():
            self._close()
            if self._fresh:
                self._hidden = None
            self._fresh = self._options = self._doctest = False
            return
        self._fresh = False
        inner = start + len(lead)
        if self._literal is not None and self._paragraph < 0:
            if indent > self._literal:
                self._hidden = self._literal
            self._literal = None
        if self._doctest or (self._hidden is not None and indent > self._hidden):
            self.layout.hide(inner, end, "\n\n")
            return
        self._hidden = None
        if self._note is not None and indent <= self._note:
            self._close()
            self._note = None
        if self._options and _OPTION.match(written):
            self.layout.hide(inner, end, "\n")
            return
        self._options = False
        if self._paragraph < 0 and self._explicit(written, inner, end, indent):
            return
        if self._paragraph < 0 and written.startswith(">>>"):
            self._doctest = True
            self.layout.hide(inner, end, "\n\n")
            return
        if _ADORNMENT.match(written):
            self._close()
            self.layout.hide(inner, end, "\n\n")
            return
        self._prose(written, inner, end, indent)

    def _prose(self, written: str, inner: int, end: int, indent: int) -> None:
        if written.startswith("| "):
            self.layout.hide(inner, inner + 2)
        if self._paragraph < 0:
            self._paragraph = inner
        self._end = end
        bare = written.rstrip()
        self._literal = None
        if bare.endswith("::"):
            self._literal = indent
            stop = inner + len(bare)
            alone = len(bare) == 2
            self.layout.hide(stop - (2 if alone else 1), stop)

    def _explicit(self, written: str, inner: int, end: int, indent: int) -> bool:
        """Take a line of explicit markup; ``False`` where it is none."""
        if written.startswith("__ "):
            self.layout.hide(inner, end, "\n\n")
            return True
        mark = _EXPLICIT.match(written)
        if mark is None:
            return False
        at = mark.end()
        note = _FOOTNOTE.match(written, at)
        if note is not None:
            self._define(note, inner, end, indent)
            return True
        citation = _CITATION.match(written, at)
        if citation is not None:
            self.layout.hide(inner, inner + citation.end(), "\n\n")
            self._paragraph, self._end = inner + citation.end(), end
            return True
        directive = _DIRECTIVE.match(written, at)
        if directive is not None and directive["name"].lower() not in _NO_PROSE:
            self._directive(directive, inner, end)
            return True
        replaced = _REPLACED.match(written, at)
        if replaced is not None and replaced["how"] == "replace":
            self.replaced[replaced["name"].casefold()] = replaced["text"].strip()
        self.layout.hide(inner, end, "\n\n")
        self._hidden = indent
        self._fresh = not written[at:].strip()
        return True

    def _define(self, note: re.Match[str], inner: int, end: int, indent: int) -> None:
        start = inner + note.end()
        name = note["name"]
        if name in self._counts:
            self._counts[name] += 1
            name = f"{name} {self._counts[name]}"
        self.layout.hide(inner, start, "\n\n")
        self.definitions.append(Definition(name, start, start))
        self._note = indent
        if self.text[start:end].strip():
            self._paragraph, self._end = start, end

    def _directive(self, directive: re.Match[str], inner: int, end: int) -> None:
        self._options = True
        start = inner + directive.end()
        if directive["name"].lower() in _BARE_ARGUMENT or not self.text[start:end].strip():
            self.layout.hide(inner, end, "\n\n")
            return
        self.layout.hide(inner, start, "\n\n")
        self.blocks.append(
            (start, end, len(self.definitions) - 1 if self._note is not None else -1)
        )


# --------------------------------------------------------------------------- within a paragraph

_TOKEN: Final = re.compile(
    r"(?P<escape>\\[\s\S])"
    r"|(?P<literal>``)"
    r"|(?P<role>(?<!\w):(?P<name>[^\W_][\w.+:-]{0,60}):`)"
    r"|(?P<tick>_?`)"
    r"|(?P<call>\[(?P<note>\d{1,9}|#[\w.+:-]{0,200}|\*)\]_)"
    r"|(?P<cite>\[[^\W\d_][\w.+:-]{0,200}\]_)"
    r"|(?P<url>(?:https?://|ftp://|www\.)[^\s<>`]+)"
    r"|(?P<strong>\*\*)|(?P<emph>\*)"
    r"|(?P<sub>\|(?=\S)[^|\n]{0,200}\|_{0,2})"
    r"|(?P<link>(?<=\w)__?(?![\w]))"
)
_SLASH: Final = re.compile(r"\\")
_ROLE_AFTER: Final = re.compile(r":(?P<name>[^\W_][\w.+:-]{0,60}):")
_CODE_ROLES: Final = re.compile(
    r"code|literal|math|raw|file|kbd|command|program|option|envvar|samp|regexp|eq|download|doc"
    r"|numref|py:.*|c:.*"
)
_CITE_ROLES: Final = re.compile(r"(?:foot)?cite(?::.*)?|cite[a-z]*")


@attrs.define
class _Inline:
    """The pass over what stands within a paragraph."""

    text: str
    layout: Layout
    replaced: dict[str, str]
    calls: list[Call] = attrs.field(factory=list)
    _counts: dict[str, int] = attrs.field(factory=lambda: {"#": 0, "*": 0})

    def run(self, start: int, end: int, within: int) -> None:
        """Look at one paragraph; ``within`` numbers the definition that it is of, or is -1."""
        hide, text = self.layout.hide, self.text
        none_left = {"``": False, "`": False}
        opened: dict[str, list[int]] = {"emph": [], "strong": []}
        at = start
        while (token := _TOKEN.search(text, at, end)) is not None:
            low, at = token.span()
            kind = token.lastgroup
            if token["role"]:
                kind = "role"
            elif token["call"]:
                kind = "call"
            if kind == "escape":
                hide(low, at if token[0][1].isspace() else low + 1)
            elif kind == "literal":
                closing = self._closing("``", at, end, none_left)
                if closing >= 0:
                    at = closing + 2
                    hide(low, at, " ")
            elif kind in ("role", "tick"):
                at = self._interpreted(token, low, at, end, within, none_left)
            elif kind == "call":
                hide(low, at)
                name = token["note"]
                if name in self._counts:
                    self._counts[name] += 1
                    name = f"{name} {self._counts[name]}"
                self.calls.append(Call(low, name, within))
            elif kind == "cite":
                hide(low, at, ANOTHER_SOURCE if within >= 0 else "")
            elif kind == "url":
                at = low + len(token[0].rstrip(".,;:!?'\"*_])»”"))
                hide(low, at, " ")
            elif kind in opened:
                self._emphasis(opened[kind], low, at, start, end)
            elif kind == "sub":
                name = token[0].strip("_").strip("|").casefold()
                if name in self.replaced:
                    hide(low, at, self.replaced[name])
                else:
                    at = low + 1
            else:
                hide(low, at)

    def _closing(self, mark: str, at: int, end: int, none_left: dict[str, bool]) -> int:
        if none_left[mark]:
            return -1
        found = self.text.find(mark, at, end)
        none_left[mark] = found < 0
        return found

    def _interpreted(
        self, token: re.Match[str], low: int, at: int, end: int, within: int,
        none_left: dict[str, bool],
    ) -> int:  # fmt: skip
        """Read text in backquotes: of a role, a link, or of the default role."""
        hide, text = self.layout.hide, self.text
        closing = self._closing("`", at, end, none_left)
        if closing < 0:
            return at
        after = closing + 1
        role = token["name"] or ""
        suffix = _ROLE_AFTER.match(text, after, end)
        if not role and suffix is not None:
            role, after = suffix["name"], suffix.end()
        while text[after : after + 1] == "_" and after < min(end, closing + 3):
            after += 1
        if _CITE_ROLES.fullmatch(role):
            hide(low, after, ANOTHER_SOURCE if within >= 0 else "")
            return after
        if _CODE_ROLES.fullmatch(role):
            hide(low, after, " ")
            return after
        hide(low, at)
        stop = closing
        if text[closing - 1] == ">" and (angle := text.rfind("<", at, closing)) > at:
            stop = at + len(text[at:angle].rstrip())
        hide(stop, after)
        for slash in _SLASH.finditer(text, at, stop):
            hide(slash.start(), slash.end())
        return after

    def _emphasis(self, opened: list[int], low: int, at: int, start: int, end: int) -> None:
        """Hide the marks of emphasis, where both stand as marks do."""
        before, after = self.text[low - 1 : low] if low > start else " ", self.text[at : at + 1]
        if opened and not before.isspace():
            first = opened.pop()
            self.layout.hide(first, first + at - low)
            self.layout.hide(low, at)
            opened.clear()
        elif at < end and not after.isspace() and not before.isalnum():
            opened.append(low)
