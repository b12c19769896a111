"""Bibliographies in the formats of other programs, entry by entry."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from provenance.errors import ReadError
from provenance.model import Record
from provenance.reading.csl import Item, Visible, record_of_item
from provenance.reading.entries import Problem
from provenance.reading.source import byte_order_mark

__all__ = ["BIBLIOGRAPHIES", "chunks_of", "read_entries"]

#: The formats that are read here.
BIBLIOGRAPHIES = ("bibtex", "csl-json", "csl-yaml", "ris")


def read_entries(
    chunks: Iterable[str],
    kind: str,
    *,
    source: str | None = None,
    remark: Callable[[str], None] | None = None,
    visible: Visible | None = None,
) -> Iterator[Record | Problem]:
    """Yield each entry of a bibliography as a record, or as the problem that it is.

    ``chunks`` are pieces of the text, ``kind`` one of :data:`BIBLIOGRAPHIES`. ``remark`` is called
    with what the user should know though nothing is lost; ``visible`` makes the CSL item of a
    record, to see what was changed by hand in one of ours. Memory is that of the longest entry.
    """
    if kind == "bibtex":
        from provenance.reading.bibtex import read_bibtex

        yield from read_bibtex(chunks, source=source, remark=remark)
        return
    if kind == "ris":
        from provenance.reading.ris import read_ris

        yield from read_ris(chunks, source=source, remark=remark)
        return
    items: Iterator[Item | Problem]
    if kind == "csl-json":
        from provenance.reading.csl_json import csl_items

        items = csl_items(chunks, source=source)
    else:
        from provenance.reading.csl_yaml import csl_yaml_items

        items = csl_yaml_items(chunks, source=source)
    for item in items:
        if isinstance(item, Problem):
            yield item
            continue
        record = record_of_item(item, visible, remark)
        broken = _half(repr(record))
        if broken is None:
            yield record
        else:
            yield Problem(
                f"found half of a character (U+{broken:04X}); the item is left out",
                source=source, line=item.line,
            )  # fmt: skip


def _half(text: str) -> int | None:
    match = _SURROGATE.search(text)
    return int(match[1], 16) if match is not None else None


#: As :func:`repr` shows half of a character.
_SURROGATE = re.compile(r"(?<!\\)(?:\\\\)*\\u(d[89a-f][0-9a-f]{2})")


# --------------------------------------------------------------------------- bytes to text

_PIECE = 1 << 18


def chunks_of(
    stream: BinaryIO,
    encoding: str | None = None,
    *,
    source: str | None = None,
    report: Callable[[str], None] | None = None,
) -> Iterator[str]:
    """Yield the text of a stream of bytes in pieces.

    A byte-order mark decides; else it is UTF-8; from the first bytes on that are not, it is in
    ``encoding``, or in one that is guessed and reported. Raises :class:`ReadError` for a binary
    file.
    """
    data = stream.read(_PIECE)
    if b"\0" in data[:4096] and byte_order_mark(data) is None:
        raise ReadError("expected text, found a binary file", source=source)
    decoder = codecs.getincrementaldecoder(byte_order_mark(data) or "utf-8")("strict")
    ascii_only, rest = True, b""
    while True:
        final = not data
        try:
            text = decoder.decode(data, final)
        except UnicodeDecodeError as error:
            rest = error.object[error.start :]
            yield error.object[: error.start].decode(error.encoding, "replace")
            ascii_only = ascii_only and error.object[: error.start].isascii()
            break
        ascii_only = ascii_only and text.isascii()
        if text:
            yield text
        if final:
            return
        data = stream.read(_PIECE)
    yield from _otherwise(rest, stream, encoding, ascii_only, report)


def _otherwise(
    data: bytes,
    stream: BinaryIO,
    encoding: str | None,
    ascii_only: bool,
    report: Callable[[str], None] | None,
) -> Iterator[str]:
    """Yield what follows the first bytes that are not UTF-8."""
    if encoding is None:
        from provenance.reading.encodings import guess_encoding

        encoding = guess_encoding(data)
        if report is not None:
            report(f"this is not UTF-8; guessed the encoding {encoding}")
    if ascii_only:
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        while data:
            yield decoder.decode(data)
            data = stream.read(_PIECE)
        yield decoder.decode(b"", True)
        return
    lenient = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    while True:
        text = lenient.decode(data, not data)
        yield _ESCAPED.sub(
            lambda run: run[0].encode("utf-8", "surrogateescape").decode(encoding, "replace"), text
        )
        if not data:
            return
        data = stream.read(_PIECE)


_ESCAPED = re.compile("[\udc80-\udcff]+")
