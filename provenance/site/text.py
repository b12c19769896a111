"""Text as pages can show it: every template's expressions pass through :func:`shown`."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from provenance.writing.fields import iri
from provenance.writing.xml_text import legal

__all__ = ["in_script", "settled", "shown", "web_address"]

#: What begins an embedding, an override or an isolate of Unicode's bidirectional algorithm
#: (UAX #9, 2), and what ends each.
_EMBEDDING, _POP = "\u202a\u202b\u202d\u202e", "\u202c"
_ISOLATE, _POP_ISOLATE = "\u2066\u2067\u2068", "\u2069"
_BIDI = re.compile(f"[{_EMBEDDING}{_POP}{_ISOLATE}{_POP_ISOLATE}]")
#: What HTML has no place for: control characters and noncharacters (Infra, 4.6).
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)


def shown(value: Any) -> Any:
    """Return what an expression gives as a page shows it: nothing for ``None``, safe text.

    Markup stays markup, with the same care for its letters.
    """
    if value is None:
        return ""
    if isinstance(value, Markup):
        return Markup(settled(value))  # it was markup
    return settled(value) if isinstance(value, str) else value


def settled(text: str) -> str:
    """Return ``text`` with U+FFFD for control characters and for marks that don't match.

    A mark that turns the direction of writing and is never taken back, or that takes back what it
    did not turn, would reach beyond the text: into the words of the page around it.
    """
    if text.isprintable():
        return text
    text = legal(_ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n")))
    return text if _balanced(text) else _BIDI.sub("\ufffd", text)


def in_script(value: Any) -> Markup:
    """Return plain data as JSON that may stand in a ``script``: nothing ends it, or is lost."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for pattern in (_SCRIPT, _ILLEGAL, _BIDI):
        text = pattern.sub(lambda found: json.dumps(found[0])[1:-1], text)
    return Markup(text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026"))


#: What ends a line in some scripts' own grammar.
_SCRIPT = re.compile("[\u2028\u2029]")


def _balanced(text: str) -> bool:
    """Whether all marks of direction are taken back in their order, line by line."""
    for line in re.split("[\n\u2028\u2029]", text):
        open_: list[str] = []
        for mark in _BIDI.findall(line):
            if mark in _EMBEDDING or mark in _ISOLATE:
                open_.append(_POP if mark in _EMBEDDING else _POP_ISOLATE)
            elif not open_ or open_.pop() != mark:
                return False
        if open_:
            return False
    return True


def web_address(text: str | None) -> str | None:
    """Return an address that a link may lead to: of the web, with a host; else ``None``."""
    if text is None or not re.match(r"https?://[^\s/?#\\]", text, re.IGNORECASE):
        return None
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return None
    return iri(text.strip()) if host else None
