"""How a citation is dressed for where it goes: plain text, HTML, Markdown.

Whatever a record contains is shown as the characters it consists of; none of it becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape as escape_html
from itertools import pairwise
from types import MappingProxyType

import attrs

__all__ = [
    "HTML",
    "MARKDOWN",
    "MARKUPS",
    "NO_BREAK_SPACE",
    "TEXT",
    "Markup",
    "one_line",
    "tie_initials",
    "tie_locator",
]

NO_BREAK_SPACE = "\u00a0"


@attrs.frozen
class Markup:
    """One way to write a citation down.

    ``escape`` turns characters into text of this format; ``opening`` does so for text that
    begins a paragraph, ``url`` for an address. ``ties`` tells whether spaces that no line may
    break at are no-break spaces here.
    """

    id: str
    escape: Callable[[str], str]
    opening: Callable[[str], str]
    url: Callable[[str], str]
    ties: bool = False

    def write(self, text: str, url: str | None = None, closing: str = "") -> str:
        """Return one paragraph: ``text``, then ``url`` and what closes it, where there is one."""
        line = text if text.isprintable() else one_line(text)
        if url is None:
            return self.opening(line)
        if text[-1:] == " " and line[-1:] != " ":
            line += " "
        return self.opening(line) + self.url(one_line(url)) + self.escape(closing)


def one_line(text: str) -> str:
    """Return ``text`` on one line, without control characters; other text as it is."""
    if text.isprintable():
        return text
    if "\t" in text:
        text = text.replace("\t", " ")
    lines = text.splitlines()
    if len(lines) != 1 or lines[0] != text:
        text = " ".join(line for line in map(str.strip, lines) if line)
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def tie_locator(text: str) -> str:
    """Return a locator with no-break spaces between each label and its value.

    A space is tied that stands beside a number (``d. 6``, ``276. f.``, ``5 ob.``), or after a
    short label with a stop (``Vol. XLI``).
    """
    words = text.split(" ")
    tied = [words[0]]
    for before, after in pairwise(words):
        tied += [NO_BREAK_SPACE if _belong_together(before, after) else " ", after]
    return "".join(tied)


def _belong_together(before: str, after: str) -> bool:
    if before[-1:] in ",;:)":
        return False
    if before[-1:] == after[-1:] == "." and after[0].isupper() and not _has_digit(after):
        return False  # the label of the next unit: Ф. 0102. Оп. 14
    if _has_digit(before) or _has_digit(after):
        return True
    return before[-1:] == "." and len(before) <= 5


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def tie_initials(name: str) -> str:
    """Return a name with no-break spaces between its initials (``A. M. Puzanov``)."""
    if ". " not in name:
        return name
    words = name.split(" ")
    tied = [words[0]]
    for before, after in pairwise(words):
        together = _is_initial(before) and _is_initial(after)
        tied += [NO_BREAK_SPACE if together else " ", after]
    return "".join(tied)


def _is_initial(word: str) -> bool:
    return 2 <= len(word) <= 5 and word[-1] == "." and word[0].isupper()


def _as_it_is(text: str) -> str:
    return text


_MARKDOWN = re.compile(r"""[\\`*_{}\[\]<>#|~^$@&'"]""")
#: What dialects read as a link or an emoji where it stands in text.
_EMOJI = re.compile(r":(?=[a-z0-9_+-]+\\?:)", re.ASCII | re.IGNORECASE)
#: What begins a paragraph and would make it a list.
_LIST_MARKER = re.compile(
    r"\(?(?:\d+|[ivxlcdm]+|[IVXLCDM]{2,}|[^\W\d_A-ZА-Я])([.)])(?=\s|$)|\(?[^\W\d_](\))(?=\s|$)"
)


def _escape_markdown(text: str) -> str:
    """Escape what CommonMark, GitHub's and pandoc's Markdown would read as more than text.

    Straight quotation marks, ``--`` and ``...`` are among it: pandoc would make them curly
    marks, a dash, an ellipsis.
    """
    text = _MARKDOWN.sub(r"\\\g<0>", text)
    if "--" in text:
        text = text.replace("--", r"\-\-")
    if "..." in text:
        text = text.replace("...", r"\.\.\.")
    if ":" in text:
        text = _EMOJI.sub(r"\:", text.replace("://", r":\//"))
    if "www." in text:
        text = text.replace("www.", r"www\.")
    return text


def _opening_markdown(text: str) -> str:
    text = text.lstrip(" ")
    escaped = _escape_markdown(text)
    if not text or text[0] in "“‘":
        return escaped
    if text[0] in "+-:=%":
        return escaped if escaped[0] == "\\" else "\\" + escaped
    marker = _LIST_MARKER.match(text)
    if marker is None:
        return escaped
    at = marker.end() - 1
    return f"{text[:at]}\\{text[at]}{_escape_markdown(text[at + 1 :])}"


#: An address that stays as it is between angle brackets, in every kind of Markdown.
_PLAIN_URL = re.compile(r"https?://[!#-;=?-Z_a-z~|]+", re.ASCII)


def _markdown_url(url: str) -> str:
    """Return an address as such: bare where nothing in it needs escaping, else in brackets."""
    if not _PLAIN_URL.fullmatch(url):
        return _escape_markdown(url)
    bare = _MARKDOWN.search(url) is None and "--" not in url and ".." not in url
    return url if bare and not url.endswith(".") else f"<{url}>"


TEXT = Markup("text", _as_it_is, _as_it_is, _as_it_is)
HTML = Markup("html", escape_html, escape_html, escape_html, ties=True)
MARKDOWN = Markup("markdown", _escape_markdown, _opening_markdown, _markdown_url)

#: The formats by name.
MARKUPS: Mapping[str, Markup] = MappingProxyType({m.id: m for m in (TEXT, HTML, MARKDOWN)})
