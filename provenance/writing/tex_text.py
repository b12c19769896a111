"""Text as TeX source: escaped, its braces in pairs, names and capitals safe from the styles."""

from __future__ import annotations

import re
from urllib.parse import quote

from provenance.writing.markup import NO_BREAK_SPACE, one_line

__all__ = ["address", "braced_title", "damage", "escape", "whole_name"]

_SPECIAL = str.maketrans(
    {
        **{mark: "\\" + mark for mark in "&%$#_"},
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)
_SIGNS = str.maketrans({NO_BREAK_SPACE: "~", "–": "--", "—": "---"})
#: What TeX would join: hyphens into a dash, marks into those of a quotation or a Spanish question.
_JOINED = re.compile(r"[-–—]{2,}|`{2,}|'{2,}|[?!]`+")
_NEEDS_ESCAPE = re.compile(rf"[&%$#_{{}}~^\\{NO_BREAK_SPACE}–—]|--|``|''|[?!]`")


def escape(text: str) -> str:
    r"""Return ``text`` as TeX source that prints it, on one line, with its braces in pairs.

    ``& % $ # _`` get a backslash; ``{ } ~ ^ \`` become commands; dashes are ``--`` and ``---``,
    hyphens or straight marks in a row are kept apart (``-{}-``), a no-break space is ``~``.
    """
    text = one_line(text)
    if not _NEEDS_ESCAPE.search(text):
        return text
    text = text.translate(_SPECIAL)
    text = _JOINED.sub(lambda found: "{}".join(found[0]), text)
    return text.translate(_SIGNS)


def whole_name(name: str) -> str:
    """Return a name in braces: of a body, or one that must not be turned round."""
    return "{" + _unfolded(escape(name)) + "}"


def _unfolded(escaped: str) -> str:
    r"""Return text for braces. BibTeX folds the letters of a group that begins with a command."""
    return "{}" + escaped if escaped.startswith("\\") else escaped


def braced_title(title: str) -> str:
    """Return a title with its capitals in braces; the first letter of it is never folded."""
    words = []
    for index, word in enumerate(one_line(title).split(" ")):
        tail = word[1:] if index == 0 else word
        escaped = escape(word)
        if any(map(str.isupper, tail)):
            escaped = "{" + _unfolded(escaped) + "}"
        words.append(escaped)
    return " ".join(words)


def address(url: str) -> str:
    """Return an address for the command ``url``: nothing in it is escaped for TeX.

    Braces, spaces, backslashes and letters beyond ASCII, which that command cannot hold, are
    percent-encoded; that is the same address.
    """
    return quote(url.encode(errors="replace"), safe="!\"#$%&'()*+,-./:;<=>?@[]^_`|~")


#: What :func:`escape` leaves out; other control characters are white space to it.
_LEFT_OUT = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def damage(text: str) -> str | None:
    """Return what is lost of a text that is written, in words; ``None`` where nothing is."""
    return "control characters in it are left out" if _LEFT_OUT.search(text) else None
