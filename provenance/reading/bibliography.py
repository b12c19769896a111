"""Bibliographies in the formats of other programs, entry by entry."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, BinaryIO, Protocol

from provenance.errors import ReadError
from provenance.model import Record
from provenance.reading.csl import Item, Remark, Visible, record_of_item
from provenance.reading.entries import Problem
from provenance.reading.source import byte_order_mark

__all__ = ["BIBLIOGRAPHIES", "Spread", "chunks_of", "read_entries"]

#: The formats that are read here.
BIBLIOGRAPHIES = ("bibtex", "csl-json", "csl-yaml", "ris")


class Spread(Protocol):
    """What calls a function for each of many things and yields the results in their order."""

    def __call__(self, function: Callable[[Any], Any], things: Iterable[Any], /) -> Iterator[Any]:
        """Yield ``function`` of each thing; both can be sent to another process."""


def read_entries(
    chunks: Iterable[str],
    kind: str,
    *,
    source: str | None = None,
    remark: Callable[[str], None] | None = None,
    visible: Visible | None = None,
    spread: Spread = map,
) -> Iterator[Record | Problem]:
    """Yield each entry of a bibliography as a record, or as the problem that it is.

    ``chunks`` are pieces of the text, ``kind`` one of :data:`BIBLIOGRAPHIES`. ``remark`` is called
    with what the user should know though nothing is lost; ``visible`` makes the CSL item of a
    record, to see what was changed by hand in one of ours. Memory is that of the longest entry.
    The text is taken apart here, while ``spread`` has the records made, perhaps elsewhere.
    """
    said: list[str] = []
    raw, make = _reader(chunks, kind, source, visible, said.append)

    def noted() -> Iterator[tuple[Any, list[str]]]:
        for each in raw:
            yield each, said.copy()  # as it is made later, each has what was said before it
            said.clear()

    for record, remarks in spread(partial(_made, make), noted()):
        _say(remarks, remark)
        yield record
    _say(said, remark)


def _say(remarks: list[str], remark: Remark | None) -> None:
    if remark is not None:
        for each in remarks:
            remark(each)


#: Makes a record of an entry; what the user should know is said to the second argument.
Make = Callable[[Any, Remark], Record | Problem]


def _reader(
    chunks: Iterable[str], kind: str, source: str | None, visible: Visible | None, remark: Remark
) -> tuple[Iterator[Any], Make]:
    """Return the entries of a text, not yet records, and what makes records of them."""
    if kind == "bibtex":
        from provenance.reading.bibtex import bibtex_entries

        return bibtex_entries(chunks, source=source, remark=remark), _of_bibtex
    if kind == "ris":
        from provenance.reading.ris import ris_entries

        return ris_entries(chunks, source=source, remark=remark), _of_ris
    if kind == "csl-json":
        from provenance.reading.csl_json import csl_items

        return csl_items(chunks, source=source, remark=remark), partial(_of_csl, source, visible)
    from provenance.reading.csl_yaml import csl_yaml_items

    return csl_yaml_items(chunks, source=source), partial(_of_csl, source, visible)


def _made(make: Make, noted: tuple[Any, list[str]]) -> tuple[Record | Problem, list[str]]:
    entry, remarks = noted
    if isinstance(entry, Problem):
        return entry, remarks
    return make(entry, remarks.append), remarks


def _of_bibtex(block: Any, remark: Remark) -> Record:
    from provenance.reading.bibtex import record_of_block

    return record_of_block(block)


def _of_ris(lines: Any, remark: Remark) -> Record:
    from provenance.reading.ris import record_of_lines

    return record_of_lines(lines)


def _of_csl(
    source: str | None, visible: Visible | None, item: Item, remark: Remark
) -> Record | Problem:
    record = record_of_item(item, visible, remark)
    broken = _half(repr(record))
    if broken is None:
        return record
    return Problem(
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
