r"""Passages of a running text that are not its prose: code, comments, keys, web addresses.

A manuscript is often Markdown or TeX. What stands in a fenced block, a code span, a comment, a
``verbatim`` environment, the key of a ``\label`` or a web address is no citation, whatever it
looks like. :func:`cover` puts backquotes in place of such passages: every place of the text stays
where it is, and the grammar, for which a backquote ends everything, finds nothing there.

Markdown: CommonMark 0.31, sections 4.5 (fences) and 6.1 (code spans). A block that is merely
indented is left: in a plain text it is a quotation, or the next line of a note. A block that is
never closed, or only far away, is left as well: a stray mark is not to hide the rest of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from provenance.reading.plain import plain

__all__ = ["LARGEST", "cover", "portions"]

# A run of three or four tildes is a fence, a longer one the rule that typists draw with them.
_BLOCK = re.compile(
    r"[`~<\\](?:"
    r"(?<=`)(?<![^\s>]`)(?P<fence>``+)(?=[^`\n]*\n)"
    r"|(?<=~)(?<![^\s>]~)(?P<tildes>~~~?)(?!~)"
    r"|(?<=<)(?:(?P<comment>!--)|(?P<tag>pre|code|script|style)\b[^<>\n]{0,200}>)"
    r"|(?<=\\)begin\{(?P<name>verbatim\*?|[BL]?Verbatim\*?|lstlisting|minted|alltt|comment)\})",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"[ ]{0,3}(?:[>*+-][ ]?|\d{1,3}[.)][ ])?[ ]{0,3}")
#: TeX's commands whose argument is a key, a file or code; an optional argument is prose.
_TEX = re.compile(
    r"\\(?:verb\*?(?P<bar>[^\w\s{*])(?P<verb>[^\n]{0,400}?)(?P=bar)"
    r"|(?:label|(?:page|auto|eq|name|[cCv])?ref\*?|[a-zA-Z]{0,12}cite[a-zA-Z]{0,10}\*?|input"
    r"|include(?:graphics|only)?|usepackage|documentclass|bibliography|bibitem|url|path|href"
    r"|hyper(?:target|ref)|addbibresource|graphicspath|lstinputlisting)\s?(?:\[[^\]\n]{0,200}\])*"
    r"\{(?P<key>[^{}\n]{1,400})\})"
)
_SPAN = re.compile(r"`(?<![`\w\\]`)(?P<more>`{0,2})(?![`\s])([^`'\n]{1,400})`(?P=more)(?![`\w])")
_ADDRESS = re.compile(r"[^\s<>\"{}()\[\]`|]{1,2000}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,15}\Z")
_ANY = re.compile(r"[^\n]")

_Span = tuple[int, int]

_SMALL = 1 << 15  # how long a portion of a text is, at least
#: How long a portion is at most: as far as a block may go on to be one.
LARGEST = 1 << 18
_BLANK = re.compile(r"\n[ \t\r]*\n")


def portions(pieces: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield a text that comes in pieces as portions: each as given, and covered.

    A portion ends at a blank line, with no block open, where there is one before it is too long.
    Where it ends depends on the text alone, not on where the pieces were cut.
    """
    text = ""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size < 2 * _SMALL:
            continue
        text = _joined(text, waiting)
        waiting.clear()
        size = 0
        start = 0
        while (found := _portion(text, start, whole=False)) is not None:
            yield text[start : found[0]], found[1]
            start = found[0]
        text = text[start:]
    text = _joined(text, waiting)
    start = 0
    while start < len(text) and (found := _portion(text, start, whole=True)) is not None:
        yield text[start : found[0]], found[1]
        start = found[0]


def _joined(text: str, pieces: list[str]) -> str:
    """Return a text with the pieces after it; where it is one piece, that one itself."""
    if text or len(pieces) > 1:
        return "".join((text, *pieces))
    return pieces[0] if pieces else ""


def _portion(text: str, start: int, *, whole: bool) -> tuple[int, str] | None:
    """Return where the portion that begins at ``start`` ends, and its text, covered.

    ``None`` where more has to be known of the text, of which this is not the ``whole``.
    """
    least = _SMALL
    while True:
        last = start + min(2 * least, LARGEST)
        blank = _BLANK.search(text, start + least, last)
        end = blank.end() if blank is not None else last
        if end > len(text) or (end == len(text) and blank is None):
            if not whole:
                return None
            end = len(text)
        covered, unclosed = cover(text[start:end])
        if not unclosed or (whole and end == len(text)) or last - start >= LARGEST:
            return end, covered
        least *= 2


def cover(text: str) -> tuple[str, bool]:
    """Return ``text``, as long as it was and plain, with all that is not prose covered.

    The second value says whether a block was left open. Costs O(len(text)).
    """
    text = plain(text)
    spans, unclosed = _spans(text)
    return (_covered(text, spans) if spans else text), unclosed


def _spans(text: str) -> tuple[list[_Span], bool]:
    spans: list[_Span] = []
    unclosed = False
    # one character is looked for several times faster than three
    ticks, tex = "`" in text, "\\" in text
    if (
        (ticks and "```" in text)
        or ("~" in text and "~~~" in text)
        or "<" in text
        or (tex and "\\begin{" in text)
    ):
        spans, unclosed = _blocks(text)
    if ("/" in text and "://" in text) or "www." in text:
        spans += _addresses(text)
    if tex:
        for found in _TEX.finditer(text):
            spans.append(found.span("verb" if found["verb"] is not None else "key"))
    if "%" in text:
        spans += _comments(text)
    if ticks:
        spans += (found.span() for found in _SPAN.finditer(text))
    return sorted(spans), unclosed


def _covered(text: str, spans: list[_Span]) -> str:
    out: list[str] = []
    pos = 0
    for start, end in spans:
        if end > pos:
            start = max(start, pos)
            out += text[pos:start], _ANY.sub("`", text[start:end])
            pos = end
    out.append(text[pos:])
    return "".join(out)


def _blocks(text: str) -> tuple[list[_Span], bool]:
    spans: list[_Span] = []
    ends: dict[str, _Span | None] = {}  # where each kind of closing comes next
    pos = 0
    while (opening := _BLOCK.search(text, pos)) is not None:
        pos = opening.end()
        closing = _closing(text, opening)
        if not closing:
            continue
        end = ends.get(closing, (-1, -1))
        if end is not None and end[0] < pos:
            found = re.compile(closing, re.MULTILINE | re.IGNORECASE).search(text, pos)
            end = ends[closing] = found.span() if found is not None else None
        if end is not None:
            pos = end[1]
            spans.append((opening.start(), pos))
    return spans, None in ends.values()


def _closing(text: str, opening: re.Match[str]) -> str:
    """Return an expression for what closes a block, or nothing where none opens."""
    if opening["comment"]:
        return "-->"
    if opening["tag"]:
        return rf"</{opening['tag'].lower()}\s*>"
    if opening["name"]:
        return rf"\\end\{{{re.escape(opening['name'])}\}}"
    start = opening.start()
    low = max(0, start - 24)
    line = text.rfind("\n", low, start) + 1
    if (line == 0 and low > 0) or not _LINE_START.fullmatch(text, line, start):
        return ""
    if opening["fence"]:
        return rf"^[ >]{{0,8}}`{{{min(10, len(opening['fence']) + 1)},}}[ \t]*\r?$"
    return rf"^[ >]{{0,8}}~{{{len(opening['tildes']) + 1},4}}[ \t]*\r?$"


def _addresses(text: str) -> Iterator[_Span]:
    for mark in ("://", "www."):
        place = text.find(mark)
        while place >= 0:
            scheme = _SCHEME.search(text, max(0, place - 16), place) if mark == "://" else None
            rest = _ADDRESS.match(text, place)
            end = rest.end() if rest is not None else place + 1
            while text[end - 1] in ".,;:!?" and end > place + 4:
                end -= 1
            yield (scheme.start() if scheme is not None else place), end
            place = text.find(mark, max(end, place + 1))


def _comments(text: str) -> Iterator[_Span]:
    """Yield TeX's comments that have a line of their own."""
    place = text.find("%")
    while place >= 0:
        line = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        if end - place < 2000 and not text[line:place].strip():
            yield place, end
        place = text.find("%", end)
