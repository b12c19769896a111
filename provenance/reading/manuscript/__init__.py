"""Manuscripts as text with places: :func:`read_writing`, one small module a format.

What a format's scanner says is in :mod:`provenance.reading.manuscript.layout`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import Final

from provenance.errors import ReadError
from provenance.model.reference import Writing

__all__ = ["WRITINGS", "kind_of_text", "kind_of_writing", "read_writing"]

_PACKAGE: Final = "provenance.reading.manuscript"
#: Each kind of text: the module that reads it, and its function.
_READERS: Final = {
    "text": ("plain", "text_writing"),
    "references": ("plain", "lines_writing"),
    "markdown": ("markdown", "markdown_writing"),
    "latex": ("latex", "latex_writing"),
    "rst": ("rst", "rst_writing"),
    "docx": ("docx", "docx_writing"),
}
#: The kinds of writing that are read here.
WRITINGS: Final = (*_READERS,)
_SUFFIXES: Final = {
    ".txt": "text", ".text": "text", ".asc": "text",
    ".refs": "references",
    ".md": "markdown", ".markdown": "markdown", ".mkd": "markdown", ".mdown": "markdown",
    ".qmd": "markdown", ".rmd": "markdown",
    ".tex": "latex", ".latex": "latex", ".ltx": "latex", ".rst": "rst", ".rest": "rst",
    ".docx": "docx", ".docm": "docx", ".doc": "docx", ".odt": "docx", ".dotx": "docx",
}  # fmt: skip


def kind_of_writing(data: bytes, name: str | None = None) -> str | None:
    """Return the kind of writing that a file's suffix says it is, or a Word file's bytes.

    ``None`` where neither says. Raises :class:`ReadError` for RTF, which is text but no prose.
    """
    known = _SUFFIXES.get(PurePath(name or "").suffix.lower())
    if known is None and data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if data.startswith(b"{\\rtf") and known != "docx":
        raise ReadError("expected text, found an RTF file: save it as .docx", source=name)
    return known


_LATEX: Final = re.compile(
    r"^[^%\n]*\\(?:documentclass|begin\{document\}|footnote\b|chapter\b)", re.M
)
_RST: Final = re.compile(r"^\.\. (?:\[[#\d*][^\]\n]{0,60}\]|[\w-]{2,40}::)", re.M)
_MARKDOWN: Final = re.compile(r"^(?:\[\^[^\]\s]{1,60}\]:|#{1,6} \S|```)|\^\[[^\]\n]{3}", re.M)


def kind_of_text(text: str) -> str:
    """Return the kind of a manuscript by what only one kind has; else it is plain text."""
    start = text[: 1 << 18]
    for kind, sign in (("latex", _LATEX), ("rst", _RST), ("markdown", _MARKDOWN)):
        if sign.search(start) is not None:
            return kind
    return "text"


def read_writing(
    data: bytes,
    *,
    name: str | None = None,
    kind: str | None = None,
    encoding: str | None = None,
    report: Callable[[str], None] | None = None,
) -> Writing:
    """Return a manuscript, or a list of references, with the references in it.

    ``kind`` is one of :data:`WRITINGS`; without it the suffix of ``name`` decides, and any other
    is plain text. ``encoding`` is that of bytes that are not UTF-8; ``report`` is called with a
    sentence where one was guessed. Raises :class:`ReadError` for what cannot be read.
    """
    kind = kind or kind_of_writing(data, name) or "text"
    if kind not in WRITINGS:
        known = ", ".join(WRITINGS)
        raise ReadError(f"there is no kind {kind!r}; expected one of {known}", source=name)
    module, function = _READERS[kind]
    reader: Callable[..., Writing] = getattr(import_module(f"{_PACKAGE}.{module}"), function)
    if kind == "docx":
        return reader(data, source=name)
    from provenance.reading.source import decode

    return reader(decode(data, encoding, source=name, report=report), source=name)
