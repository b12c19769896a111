r"""Marks of TeX, HTML and Markdown within a reference as the plain text that they stand for.

``f.&nbsp;17``, ``\"OStA``, ``f\textsuperscript{o}~12``, ``[TNA](https://…), FO 371/9``, ``*f.*
17``: :func:`plain` puts the character that is meant in place of such a mark and soft hyphens,
which count as nothing, in place of the rest of it. So every place of the text stays where it is,
but for letters after an accent: they come before the soft hyphens, to make one word with it. A
space of the kind that doesn't break is TeX's narrow one, which the prefilter knows.

TeX: accents as in The TeXbook, chapter 9; HTML: character references, and the entities of
HTML 4.01, section 24, as Python's ``html.entities`` has them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["plain"]

_PAD = "\u00ad"
_SPACE = "\\,"
#: Spaces of other widths, which are read as the one that does not break.
_SPACES = (*map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f")
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "u": "\u0306",
    "r": "\u030a", "d": "\u0323", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø",
    "O": "Ø", "l": "ł", "L": "Ł", "i": "ı", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ",
    "textnumero": "№", "textdegree": "°", "textordmasculine": "º", "S": "§", "textellipsis": "…",
    "No": "№",
}  # fmt: skip
_NAMES = r"gls|Gls|GLS|ac|Ac|acs|acl|acf|acrshort|acrlong|acrfull|textsc|textls|textsmaller"
_TEX = re.compile(  # one character class first, so that CPython skips what can begin none
    r"[\\{$](?:(?<=\\)(?:"
    r"(?P<ref>href\s?\{[^{}\n]{1,400}\}\{(?P<shown>[^{}\n]{1,200})\})"
    rf"|(?P<name>(?P<how>{_NAMES})\s?\{{(?P<named>[A-Za-z][\w .-]{{1,40}})\}})"
    r"|(?P<raised>(?:textsuperscript|up|fup|degre)\s?\{o\})"
    r"|(?P<letter>(?P<said>ss|ae|AE|oe|OE|aa|AA|dh|DH|dj|DJ|[oOlLiS]|No|textnumero|textdegree"
    r"|textordmasculine|textellipsis)(?:\{\}|(?![A-Za-z])\s?))"
    r"|(?P<space>[;:!]|(?:thinspace|nobreakspace|nobreak|space|enspace|enskip"
    r"|kern[.\d]{1,6}(?:em|ex|pt))(?:\{\}|(?![A-Za-z])\s?))"
    r"|(?P<nothing>[/@-](?![A-Za-z])|(?:xspace|protect|relax)(?:\{\}|(?![A-Za-z])\s?)))"
    r"|(?:(?<=\\)|(?P<brace>(?<=\{)\\))(?P<accent>(?:(?P<mark>['`\"^~=.])\s?"
    r"|(?P<word>[vHckurdb])(?=\{)|(?P<apart>[vHckurdb])\s)"
    r"(?:\{\\?(?P<a>[A-Za-z])\}|\\?(?P<b>[A-Za-z])(?(apart)(?![A-Za-z])))(?(brace)\})"
    r"(?P<rest>[A-Za-z]{0,30}))"
    r"|(?<=\{)(?:(?P<held>\\[,;: ]\})"
    r"|(?P<group>\\(?:it|em|bf|sc|rm|sf|tt|sl|itshape|scshape|bfseries|slshape|upshape)(?![A-Za-z])\s?"
    r"(?P<inner>[^{}\n]{1,200}?)(?:\\/)?\}))"
    r"|(?<=\$)(?P<degree>\^\{?(?:\\circ|o)\}?\$))"
)
_LABEL = re.compile(
    r"(?P<open>\*{1,2}|_{1,2}|<(?:i|em|b|span)(?:\s[^<>\n]{0,80})?>|\\(?:emph|textit|textsc|textrm)\{)"
    r"(?P<label>[^\W\d_]{1,10})\.(?P<close>\*{1,2}|_{1,2}|</(?:i|em|b|span)>|\})(?=[\s~]?\d)"
)
_LINK = re.compile(
    r"\[(?P<text>[^\W\d_a-z][^\[\]\n]{1,200})\]"
    r"(?:\([^()\s]{1,400}(?:\s\"[^\"\n]{0,100}\")?\)|\[[^\[\]\n]{0,40}\])"
)
_ANCHOR = re.compile(r"</?(?:a|abbr|acronym|cite|span|small|bdi|q)(?:\s[^<>\n]{0,400})?>")
_ENTITY = re.compile(r"(&(?:\#(?:\d{2,5}|[xX][0-9A-Fa-f]{2,4})|[A-Za-z]{2,8});)([A-Za-z]{0,30})")
_RAISED = re.compile(r"(?<=[^\W\d_])(?:\^o\^|<sup>o</sup>|º)(?=[\s~\\]?|$)")
_DASH = re.compile(r"(?<=\d)\"(?:--|=|~)[-*]?(?=\d)")
#: A command whose argument opens next.
_COMMAND = re.compile(r"\\[A-Za-z]{1,30}\*?(?:\[[^\[\]\n]{0,80}\])?\Z")


def plain(text: str) -> str:
    """Return ``text`` with such marks as what they stand for; as long as it was.

    Costs O(len(text)).
    """
    # one character is looked for several times faster than two, and most are not there
    if not text.isascii():
        for space in _SPACES:
            if space in text:
                text = text.replace(space, "\u00a0")
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    if any(sign in text and "." + sign in text for sign in "*_<}"):
        text = _LABEL.sub(_label, text)
    if "]" in text and ("](" in text or "][" in text):
        text = _LINK.sub(lambda found: _inside(found, "text"), text)
    if "<" in text:
        text = _ANCHOR.sub(lambda found: _PAD * len(found[0]), text)
    if "º" in text or ("^" in text and "^o^" in text) or ("<" in text and "<sup>o" in text):
        text = _RAISED.sub(lambda found: _padded("°", len(found[0])), text)
    if '"' in text and any('"' + sign in text for sign in ("--", "=", "~")):
        text = _DASH.sub(lambda found: _padded("–", len(found[0])), text)
    if "\\" in text or ("$" in text and "$^" in text):
        text = _TEX.sub(_tex, text)
    return text


def _padded(sign: str, size: int) -> str:
    return sign + _PAD * (size - len(sign))


def _inside(found: re.Match[str], group: str) -> str:
    """Return a group of what was found, all before and after it as nothing."""
    start, end = found.span(group)
    return _PAD * (start - found.start()) + found[group] + _PAD * (found.end() - end)


def _label(found: re.Match[str]) -> str:
    # the stop comes last, so that it stands before the number as it does without the marks
    inner = _PAD * len(found["open"]) + found["label"]
    return inner + _PAD * len(found["close"]) + "."


@cache
def _character(entity: str) -> str:
    from html import unescape

    return unescape(entity)


def _entity(found: re.Match[str]) -> str:
    sign = _character(found[1])
    rest = found[2]
    if len(sign) != 1 or sign in '<>"\\`*_':
        return found[0]
    if sign.isspace():
        return _PAD * (len(found[1]) - 2) + _SPACE + rest
    if sign.isalpha():
        return _padded(sign + rest, len(found[0]))
    return _padded("–" if sign == "—" else sign, len(found[1])) + rest


def _tex(found: re.Match[str]) -> str:
    size = len(found[0])
    if found["ref"] is not None:
        return _inside(found, "shown")
    if found["name"] is not None:
        return _named(found)
    if found["group"] is not None:
        return _inside(found, "inner")
    if found["raised"] is not None or found["degree"] is not None:
        return _padded("°", size)
    if found["accent"] is not None:
        mark = found["mark"] or found["word"] or found["apart"]
        letter = found["a"] or found["b"]
        made = unicodedata.normalize("NFC", letter + _ACCENTS[mark])
        if len(made) > 1:
            return found[0]
        start = found.start()
        if found["brace"] and _COMMAND.search(found.string, max(0, start - 120), start):
            # the braces are the command's own: \emph{\'A}
            return "{" + _padded(made, size - 2 - len(found["rest"])) + "}" + found["rest"]
        return _padded(made + found["rest"], size)
    if found["letter"] is not None:
        return _padded(_LETTERS[found["said"]], size)
    if found["space"] is not None or found["held"] is not None:
        return _PAD * (size - 2) + _SPACE
    return _PAD * size


def _named(found: re.Match[str]) -> str:
    """Return what a glossary's command or small capitals print: an abbreviation in capitals."""
    name = found["named"]
    if name.isalnum() and len(name) <= 8:
        caps = name.upper() if name.islower() else name[0].upper() + name[1:]
        start = found.start("named") - found.start()
        return _PAD * start + caps + _PAD * (found.end() - found.end("named"))
    return found[0] if found["how"].startswith("text") else _inside(found, "named")
