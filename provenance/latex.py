r"""LaTeX in the values of a ``.bib`` file, as the characters it prints.

Accents, letters, dashes, quotation marks and the commands that only dress a text are understood;
any other command stays as it is written, so that nothing is lost. One pass, linear.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["address", "character", "decode"]

#: The accent of a command as a combining character.
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328",
    "r": "\u030a", "d": "\u0323", "b": "\u0331", "t": "\u0361", "C": "\u030f", "U": "\u030e",
}  # fmt: skip
#: What an accent prints where it stands over no letter: ``\\~{}``.
_ALONE = {
    "\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0306": "˘",
    "\u0307": "˙", "\u0308": "¨", "\u030a": "˚", "\u030b": "˝", "\u030c": "ˇ", "\u0327": "¸",
    "\u0328": "˛",
}  # fmt: skip
#: Commands that stand for a text.
_TEXTS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ",
    "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶", "dag": "†", "ddag": "‡",
    "copyright": "©", "pounds": "£", "euro": "€", "texteuro": "€", "textdegree": "°",
    "textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbar": "|",
    "textless": "<", "textgreater": ">", "textunderscore": "_", "textdollar": "$",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textquotedbl": '"', "textquotesingle": "'",
    "textellipsis": "…", "ldots": "…", "dots": "…", "guillemotleft": "«", "guillemotright": "»",
    "flqq": "«", "frqq": "»", "glqq": "„", "grqq": "“", "quotedblbase": "„", "quotesinglbase": "‚",
    "textnumero": "№", "No": "№", "textsection": "§", "textperiodcentered": "·", "slash": "/",
    "newline": " ", "par": "\n\n", "linebreak": " ", "space": " ", "quad": " ", "LaTeX": "LaTeX",
    "TeX": "TeX", "BibTeX": "BibTeX", "textnormal": "", "noopsort": "",
}  # fmt: skip
#: Commands that only dress what follows them.
_DRESS = frozenset(
    {
        "emph", "textit", "textbf", "textsc", "textrm", "textsf", "texttt", "textsl",
        "textup", "textmd", "underline", "mkbibemph", "mkbibbold", "mkbibitalic",
        "mkbibparens", "em", "it", "bf", "sc", "rm", "sf", "tt", "sl", "uppercase",
        "lowercase", "MakeUppercase", "mbox", "hbox", "relax", "foreignlanguage",
        "textcyrillic", "textrussian", "selectlanguage", "protect", "nobreak", "ensuremath",
        "cyr", "url", "path", "nolinkurl", "textquote",
    }
)  # fmt: skip
#: Of these, the ones whose first argument is the name of a language.
_LANGUAGE = frozenset({"foreignlanguage", "selectlanguage"})
_MARKS = {
    ",": "\u202f",
    ";": " ",
    ":": " ",
    "!": "",
    "/": "",
    "-": "",
    " ": " ",
    "\n": " ",
    "\\": " ",
    "@": "",
}
_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]+)[ \t]*(?P<star>\*?)|\\(?P<mark>[\s\S])|(?P<brace>[{}])|(?P<math>\$)"
    r"|(?P<dash>---?)|(?P<quote>``|'')|(?P<tie>~)|(?P<plain>[^\\{}$~`'-]+|[\s\S])"
)
_NEEDS = re.compile(r"[\\{}$~]|--|``|''")
_URL = re.compile(r"\\(?:url|path|nolinkurl)[ \t]*\{(?P<url>(?:[^{}\\]|\\[\s\S])*)\}")
_HREF = re.compile(r"\\href[ \t]*\{(?P<url>(?:[^{}\\]|\\[\s\S])*)\}[ \t]*(?=\{)")
_ESCAPED = re.compile(r"\\([%#&_$~{}])")


def decode(text: str) -> str:
    r"""Return the characters that LaTeX source prints.

    Braces fall away, ``~`` is a no-break space, ``--`` a dash, the address in ``\url`` stays as
    it is. Mathematics and unknown commands stay as they are written.
    """
    if not _NEEDS.search(text):
        return text
    pieces: list[str] = []
    at = 0
    if "\\" in text:
        while (match := _URL.search(text, at)) is not None:
            pieces += [_decode(text[at : match.start()]), address(match["url"])]
            at = match.end()
    pieces.append(_decode(text[at:]))
    return unicodedata.normalize("NFC", "".join(pieces))


def character(word: str) -> str | None:
    """Return what a command without an argument prints (``ss``, ``cyrf``), ``None`` if nothing.

    ``word`` is its name without the backslash.
    """
    if word in _TEXTS:
        return _TEXTS[word]
    return _symbols().get("\\" + word) if word[:3].lower() == "cyr" else None


def address(text: str) -> str:
    """Return an address without the backslashes that some programs put before ``%`` and ``_``."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _decode(text: str) -> str:
    if "\\href" in text:
        text = _HREF.sub(
            lambda found: f"{address(found['url'])} ".replace("\\", r"\textbackslash "), text
        )
    out: list[str] = []
    accent: list[str] = []  # accents that wait for their letter
    at, length = 0, len(text)
    while at < length:
        match = _TOKEN.match(text, at)
        assert match is not None
        at = match.end()
        if match["plain"] is not None:
            piece = match["plain"]
            if accent:
                first = piece.lstrip()
                if not first:
                    continue
                piece = _accented(first[0], accent) + first[1:]
                accent = []
            out.append(piece)
        elif match["brace"] is not None:
            if match["brace"] == "}" and accent:
                out += map(_alone, accent)
                accent = []
        elif match["dash"] is not None:
            out.append("—" if len(match["dash"]) == 3 else "–")
        elif match["quote"] is not None:
            out.append("“" if match["quote"] == "``" else "”")
        elif match["tie"] is not None:
            out.append("\u00a0")
        elif match["math"] is not None:
            end = text.find("$", at)
            end = length if end < 0 else end + 1
            out.append(_math(text[at - 1 : end]))
            at = end
        elif match["mark"] is not None:
            mark = match["mark"]
            if mark in _ACCENTS:
                accent.append(_ACCENTS[mark])
            else:
                out.append(_MARKS.get(mark, mark))
        else:
            at, piece = _command(match, text, at, accent)
            if piece is not None:
                if accent and piece:
                    piece = _accented(piece[0], accent) + piece[1:]
                    accent = []
                out.append(piece)
    return "".join([*out, *map(_alone, accent)])


_OPTION = re.compile(r"[ \t]*\[[^\]\n]{0,80}\]")
_ARGUMENT = re.compile(r"[ \t]*\{[A-Za-z]{0,30}\}")


def _command(match: re.Match[str], text: str, at: int, accent: list[str]) -> tuple[int, str | None]:
    """Return where reading goes on and what a command prints; ``None``: an accent that waits."""
    word = match["word"]
    if word in _TEXTS:
        printed = _TEXTS[word]
        if text[at : at + 2] == "{}":
            at += 2
        if accent and word in ("i", "j"):
            printed = word  # the dot makes room for the accent
        return at, printed
    if word in _ACCENTS and _takes_letter(text, match.end("word"), at):
        accent.append(_ACCENTS[word])
        return at, None
    if word in _DRESS:
        option = _OPTION.match(text, at)
        at = option.end() if option is not None else at
        language = _ARGUMENT.match(text, at) if word in _LANGUAGE else None
        return (language.end() if language is not None else at), ""
    symbol = _symbols().get("\\" + word)
    if symbol is not None:
        return (at + 2 if text[at : at + 2] == "{}" else at), symbol
    end = _group_end(text, at)
    return end, match[0] + text[at:end]


def _group_end(text: str, at: int) -> int:
    """Return where the braces that open at ``at`` close; ``at`` where none do, or not soon."""
    if text[at : at + 1] != "{":
        return at
    depth = 0
    for brace in re.compile("[{}]").finditer(text, at, at + 2000):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return at


def _takes_letter(text: str, end: int, at: int) -> bool:
    return text[at : at + 1] in ("{", "\\") or end < at


def _accented(letter: str, accents: list[str]) -> str:
    return unicodedata.normalize("NFC", letter + "".join(reversed(accents)))


def _alone(accent: str) -> str:
    return _ALONE.get(accent, "\u00a0" + accent)


_PLAIN_MATH = re.compile(r"\$\s*(?:\\(?P<word>[A-Za-z]+)|(?P<text>[\w\s.,:;=+/()<>-]*))\s*\$")


def _math(source: str) -> str:
    match = _PLAIN_MATH.fullmatch(source)
    if match is None:
        return source
    if match["word"] is None:
        return match["text"]
    symbol = _symbols().get("\\" + match["word"])
    return symbol if symbol is not None else source


@cache
def _symbols() -> dict[str, str]:
    r"""Commands of one character (``\cyrz``, ``\alpha``), from the table of pylatexenc."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    found: dict[str, str] = {}
    for number, source in get_builtin_uni2latex_dict().items():
        bare = source.replace(r"\ensuremath{", "").strip("{} ")
        if re.fullmatch(r"\\[A-Za-z]{2,}", bare):
            found.setdefault(bare, chr(number))
    return found
