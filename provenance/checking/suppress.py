"""Comments by which a manuscript says where a rule is not to be heard: ``provenance: ignore``.

::

    <!-- provenance: ignore LEA001 -->          Markdown, HTML
    % provenance: ignore missing-leaf, LEA001   LaTeX, BibTeX
    .. provenance: ignore LEA                   reStructuredText
    # provenance: ignore (as the source has it) plain text (a line by itself), TOML, YAML

Rules go by id, code or beginning of codes; without any all rules are meant. What stands in round
brackets is a remark. After other text a comment holds for its own line; alone on its line for the
next paragraph (in a list of references: the next line). ``ignore-file`` holds for the whole file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

import attrs

from provenance.checking.finding import Finding
from provenance.checking.rules import Context, Hit, rule, rules
from provenance.checking.settings import meant, nearest

__all__ = ["Comment", "Suppressions"]

_VERB: Final = r"provenance:[ \t]*(?P<verb>[A-Za-z-]+)"
_HTML: Final = re.compile(rf"<!--[ \t]*{_VERB}(?P<names>[^\n<>]*?)-->")
_HASH: Final = re.compile(rf"#[ \t]*{_VERB}(?P<names>[^\n]*)")
_TEX: Final = re.compile(rf"(?<!\\)%[ \t]*{_VERB}(?P<names>[^\n]*)")
_RST: Final = re.compile(rf"^[ \t]*\.\.[ \t]+{_VERB}(?P<names>[^\n]*)", re.MULTILINE)
_LINE: Final = re.compile(rf"^[ \t]*#[ \t]*{_VERB}(?P<names>[^\n]*)", re.MULTILINE)
#: How each format writes a comment; the others have none.
_COMMENTS: Final[Mapping[str, re.Pattern[str]]] = {
    "markdown": _HTML, "latex": _TEX, "bibtex": _TEX, "rst": _RST, "text": _LINE,
    "references": _LINE, "toml": _HASH, "yaml": _HASH,
}  # fmt: skip
#: The rules that look at these comments; a comment holds them back only by name.
_OWN: Final = ("unused-suppression", "unknown-suppression")
_LONGEST: Final = 50  # lines of a finding in which a comment is looked for
_VERBS: Final = ("ignore", "ignore-file")
_NAME: Final = re.compile(r"\([^()]*\)?|(?P<name>[^\s,;:()]+)")
_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n(?=[^\n]*\S)[^\n]*)*")
_NEXT: Final = re.compile(r"\S[^\n]*")
_FENCE: Final = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})[^\n]*$", re.MULTILINE)


@attrs.frozen
class Comment:
    """One such comment: its place, its rules with theirs, and the lines it holds for.

    ``names`` is ``((name, start, end), …)``, empty where all rules are meant; ``lines`` the first
    and the last line, ``None`` for the whole file. ``verb`` is what it says is to be done.
    """

    start: int
    end: int
    verb: str
    names: tuple[tuple[str, int, int], ...]
    lines: tuple[int, int] | None = None

    @property
    def is_known(self) -> bool:
        """Whether it says what is understood."""
        return self.verb in _VERBS


class _Scope:
    """What comments hold back in one place: each rule with the names, in comments, that mean it.

    A name is ``(number of the comment, number of the name in it)``; without names 0 is the comment.
    """

    def __init__(self) -> None:
        self._by_rule: dict[str, list[tuple[int, int]]] = {}
        self._for_all: list[tuple[int, int]] | None = None

    def add(self, number: int, meant: Sequence[frozenset[str]]) -> None:
        """Add a comment whose names mean these rules."""
        if not meant:
            if self._for_all is None:
                self._for_all = []
            self._for_all.append((number, 0))
        for index, ids in enumerate(meant):
            for each in ids:
                self._by_rule.setdefault(each, []).append((number, index))

    def holds(self, rule: str, used: set[tuple[int, int]]) -> bool:
        """Whether a rule is held back; the names that do so are entered in ``used``."""
        named = self._by_rule.get(rule)
        if named:
            used.update(named)
            self._by_rule[rule] = []  # entered once
        if self._for_all is None or rule in _OWN:
            return named is not None
        used.update(self._for_all)
        self._for_all = []
        return True


class Suppressions:
    """The comments of one file, and what they hold back; ``asked`` are the rules that are asked.

    ``line_of`` tells the line of a code point.
    """

    def __init__(
        self, text: str, format: str, line_of: Callable[[int], int], asked: Iterable[str] = ()
    ) -> None:
        self.comments = tuple(_comments(text, format, line_of))
        self.asked = frozenset(asked)
        self.used: set[tuple[int, int]] = set()
        self._meant = [
            tuple(frozenset(found.id for found in meant(name)) for name, _, _ in each.names)
            for each in self.comments
        ]
        self._whole = _Scope()
        self._single: dict[int, _Scope] = {}
        longer: dict[tuple[int, int], _Scope] = {}
        for number, each in enumerate(self.comments):
            if not each.is_known:
                continue
            scope = self._whole
            if each.lines is not None and each.lines[0] == each.lines[1]:
                scope = self._single.setdefault(each.lines[0], _Scope())
            elif each.lines is not None:
                scope = longer.setdefault(each.lines, _Scope())
            scope.add(number, self._meant[number])
        self._ranges = sorted(longer)  # they do not overlap
        self._scopes = [longer[lines] for lines in self._ranges]
        self._spans = [(each.start, each.end) for each in self.comments]

    def ids(self, comment: int, name: int) -> frozenset[str]:
        """Return the rules that a name in a comment means."""
        return self._meant[comment][name]

    @property
    def all_asked(self) -> bool:
        """Whether every rule is asked, so that a comment for all of them can be unused."""
        return self.asked >= rules().keys()

    def heard(self, found: Iterable[Finding]) -> list[Finding]:
        """Return the findings that no comment holds back, and that are not in a comment itself."""
        return [
            each for each in found
            if not self._holds(each) and (each.rule in _OWN or not self._within(each))
        ]  # fmt: skip

    def _holds(self, finding: Finding) -> bool:
        held = False
        for scope in self._at(finding):  # all of them: none holds it back in vain
            held |= scope.holds(finding.rule, self.used)
        return held

    def _at(self, finding: Finding) -> Iterator[_Scope]:
        """Yield what holds where the finding is."""
        yield self._whole
        if finding.line is None:
            return
        first, last = finding.line, max(finding.end_line or 0, finding.line)
        for line in range(first, min(last, first + _LONGEST) + 1):
            scope = self._single.get(line)
            if scope is not None:
                yield scope
        at = bisect_right(self._ranges, (last, 1 << 62)) - 1
        if at >= 0 and self._ranges[at][1] >= first:
            yield self._scopes[at]

    def _within(self, finding: Finding) -> bool:
        if finding.start is None:
            return False
        at = bisect_right(self._spans, (finding.start, 1 << 62)) - 1
        return at >= 0 and finding.start < self._spans[at][1]


def _comments(text: str, format: str, line_of: Callable[[int], int]) -> Iterable[Comment]:
    """Return the comments of a text, in its order."""
    pattern = _COMMENTS.get(format)
    if pattern is None or "provenance:" not in text:
        return ()
    found = [match for match in pattern.finditer(text) if _plausible(match["verb"])]
    if format == "markdown" and found:
        found = _outside_code(text, found)
    block = _NEXT if format == "references" else _PARAGRAPH
    made: list[Comment] = []
    below: tuple[int, int] | None = None  # where the next comment that is alone holds
    stop = len(text)
    for match in reversed(found):
        line = line_of(match.start("verb"))
        lines: tuple[int, int] | None = (line, line)
        if _is_alone(text, match):
            following = block.search(text, match.end(), stop)
            if following is not None:
                below = line_of(following.start()), line_of(following.end())
            lines, stop = below or lines, match.start()
        verb = match["verb"].lower()
        if verb == "ignore-file":
            lines = None
        made.append(Comment(match.start(), match.end(), verb, tuple(_names(match)), lines))
    return made[::-1]


def _plausible(verb: str) -> bool:
    """Whether a word is the verb, or almost; historians write "provenance: Moscow" too."""
    return bool(get_close_matches(verb.lower()[:40], _VERBS, 1, 0.7))


def _names(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    at = match.start("names")
    for each in _NAME.finditer(match["names"]):
        if each["name"]:
            yield each["name"], at + each.start(), at + each.end()


def _is_alone(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t\r":
        end += 1
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")


def _outside_code(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out comments that are shown as code: in a fenced block, or in grave accents."""
    edges: list[int] = []
    opened = ""
    for fence in _FENCE.finditer(text):
        mark = fence["mark"]
        if not opened:
            opened = mark
            edges.append(fence.start())
        elif mark[0] == opened[0] and len(mark) >= len(opened):
            opened = ""
            edges.append(fence.end())
    return [
        match for match in found
        if bisect_right(edges, match.start()) % 2 == 0
        and text[max(0, match.start() - 1) : match.start()] != "`"
    ]  # fmt: skip


@rule("unused-suppression", "SUP001", "info", Suppressions)
def unused_suppression(subject: Suppressions, context: Context) -> Iterator[Hit]:
    """A comment tells a rule to be silent that has nothing to say there.

    The fault it was written for has gone, or the comment stands in the wrong place; left there, it
    would hide the next one. Rules that are not asked are not counted.

    Bad: ``ll. 26–29 <!-- provenance: ignore range-descending -->``
    Good: ``ll. 29–26 <!-- provenance: ignore range-descending -->``
    """
    for number, comment in enumerate(subject.comments):
        if not comment.is_known:
            continue
        where = "in this file" if comment.lines is None else "here"
        if not comment.names and (number, 0) not in subject.used and subject.all_asked:
            yield Hit(f"No finding is held back {where}.", comment.start, comment.end)
        for index, (name, start, end) in enumerate(comment.names):
            ids = subject.ids(number, index)
            if ids and ids <= subject.asked and (number, index) not in subject.used:
                yield Hit(f"No finding of {name} is held back {where}.", start, end)


@rule("unknown-suppression", "SUP002", "info", Suppressions)
def unknown_suppression(subject: Suppressions, context: Context) -> Iterator[Hit]:
    """A comment names a rule that there is not, or says something that is not understood.

    Nothing is held back by it.

    Bad: ``% provenance: ignore LAE001``
    Good: ``% provenance: ignore LEA001``
    """
    for number, comment in enumerate(subject.comments):
        if not comment.is_known:
            expected = " or ".join(_VERBS)
            message = f"Expected {expected}, found {comment.verb!r}."
            yield Hit(message, comment.start, comment.end)
            continue
        for index, (name, start, end) in enumerate(comment.names):
            if not subject.ids(number, index):
                yield Hit(f"There is no rule {name!r}{nearest(name) or '.'}", start, end)
