"""Manuscripts as text with places: :func:`read_writing`, one small module a format.

What a format's scanner says is in :mod:`provenance.reading.manuscript.layout`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import Final

from provenance.errors import ReadError
from provenance.model.reference import Writing

__all__ = ["WRITINGS", "kind_of", "read_writing"]

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
    ".docx": "docx", ".docm": "docx",
}  # fmt: skip


def kind_of(data: bytes, name: str | None = None, kind: str | None = None) -> str:
    """Return the kind of writing that this is: ``kind``, else by the suffix, else by the content.

    Raises :class:`ReadError` where ``kind`` is none of :data:`WRITINGS`.
    """
    kind = kind or _SUFFIXES.get(PurePath(name or "").suffix.lower())
    if kind is None:
        kind = "docx" if data.startswith(b"PK\x03\x04") else "text"
    if kind not in WRITINGS:
        known = ", ".join(WRITINGS)
        raise ReadError(f"there is no kind {kind!r}; expected one of {known}", source=name)
    return kind


def read_writing(
    data: bytes,
    *,
    name: str | None = None,
    kind: str | None = None,
    encoding: str | None = None,
    report: Callable[[str], None] | None = None,
) -> Writing:
    """Return a manuscript, a list of references or a bibliography file, with its references.

    ``kind`` is one of :data:`WRITINGS`; without it the suffix of ``name`` decides, and any other
    is plain text. ``encoding`` is that of bytes that are not UTF-8; ``report`` is called with a
    sentence where one was guessed. Raises :class:`ReadError` for what cannot be read.
    """
    kind = kind_of(data, name, kind)
    module, function = _READERS[kind]
    reader: Callable[..., Writing] = getattr(import_module(f"{_PACKAGE}.{module}"), function)
    if kind == "docx":
        return reader(data, source=name)
    from provenance.reading.source import decode

    return reader(decode(data, encoding, source=name, report=report), source=name)
