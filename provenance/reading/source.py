"""From the bytes of a saved page to its text: the encoding, and HTML or MHTML taken off.

The order of evidence for an encoding: a byte-order mark, HTML's own word, UTF-8, the encoding the
caller gives, a guess. A guess is never silent: :attr:`Source.report` says what was assumed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import attrs

from provenance.errors import ReadError
from provenance.reading.encodings import guess_encoding, guess_wide

__all__ = [
    "LARGEST",
    "PIECE",
    "Source",
    "byte_order_mark",
    "decode",
    "decode_pieces",
    "read_source",
]

#: Inputs above this many bytes are refused: no saved page is that large.
LARGEST = 64 * 2**20
#: How many bytes :func:`decode_pieces` reads at once.
PIECE = 4 * 2**20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What some formats begin with that hold a page but are not its text.
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF file: copy its text, or convert it, and read that"),
    (b"PK\x03\x04", "a ZIP or office file: save it as text or HTML"),
    (b"\x1f\x8b", "a compressed file: unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old office file: save it as text or HTML"),
    (b"\x89PNG", "a picture: the text has to be copied from it"),
    (b"\xff\xd8\xff", "a picture: the text has to be copied from it"),
    (b"bplist00", "a web archive of Safari: save the page as HTML or copy its text"),
)


@attrs.frozen
class Source:
    """The text of an input and how it was come by.

    ``kind`` is text, html or mhtml; ``encoding`` what the bytes were read as; ``guessed`` whether
    nothing in the input said so; ``report`` a sentence for the user where that matters.
    """

    text: str
    kind: str
    encoding: str
    guessed: bool = False
    report: str | None = None


def byte_order_mark(data: bytes) -> str | None:
    """Return the codec that the byte-order mark at the beginning of ``data`` names, if any."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def decode(
    data: bytes,
    encoding: str | None = None,
    *,
    source: str | None = None,
    report: Callable[[str], None] | None = None,
) -> str:
    """Return bytes as text; ``report`` is called with a sentence where the encoding was guessed.

    Raises :class:`ReadError` where the bytes are no text, or not in the ``encoding`` that is left
    to decide (a byte-order mark and valid UTF-8 go before it).
    """
    found = _decode(data, encoding, None, source)
    if found.report and report is not None:
        report(found.report)
    return found.text


def decode_pieces(
    stream: BinaryIO,
    encoding: str | None = None,
    *,
    source: str | None = None,
    report: Callable[[str], None] | None = None,
) -> Iterator[str]:
    """Yield a stream's text in pieces, read as :func:`decode` reads it; one piece is held.

    The encoding is decided on the first :data:`PIECE` bytes. Where bytes further on are not in it,
    ``report`` is told, and what they are is guessed. Raises as :func:`decode` does.
    """
    data = stream.read(PIECE)
    following = stream.read(PIECE)
    if not following:
        yield decode(data, encoding, source=source, report=report)
        return
    found = _decode(_BROKEN.sub(b"", data), encoding, None, source)
    if found.report and report is not None:
        report(found.report)
    strict = byte_order_mark(data) is None and not found.guessed
    make = codecs.getincrementaldecoder(found.encoding)
    decoder = make("strict" if strict else "replace")
    guessed = ""
    read = 0
    while data:
        held = decoder.getstate()[0]
        try:
            text = decoder.decode(data, final=not following)
        except UnicodeDecodeError as error:
            place = read - len(held) + error.start
            if found.encoding != "utf-8":
                raise ReadError(f"byte {place} is not {found.encoding}", source=source) from None
            decoder = make("surrogateescape")
            text = decoder.decode(held + data, final=not following)
            guessed = guess_encoding(_strange_words(text))
            if report is not None:
                report(f"byte {place} is not UTF-8: read what is not as {guessed}, a guess")
        yield _as_guessed(text, guessed) if guessed else text
        read += len(data)
        data, following = following, stream.read(PIECE)


def read_source(data: bytes, *, encoding: str | None = None, source: str | None = None) -> Source:
    """Return the text of a saved page: plain text, HTML or MHTML, told apart by its content.

    HTML becomes lines (see :mod:`provenance.reading.markup`). Raises :class:`ReadError` for what
    is no text, is too large, or is in an unknown encoding.
    """
    if len(data) > LARGEST:
        raise ReadError(
            f"{len(data) // 2**20} MB is too large for a saved page; the limit is "
            f"{LARGEST // 2**20} MB",
            source=source,
        )
    start = data[:4096].replace(b"\0", b"").decode("latin-1").lower()
    start = re.sub(r"^[ÿþï»¿\s]+", "", start)
    from provenance.reading import markup

    if markup.looks_like_mhtml(start):
        return _read_mhtml(data, encoding, source)
    if markup.looks_like_html(start):
        return _read_html(data, encoding, source, declared=None)
    return _decode(data, encoding, None, source)


def _read_html(
    data: bytes, encoding: str | None, source: str | None, declared: str | None, address: str = ""
) -> Source:
    from provenance.reading import markup

    found = _decode(data, encoding, declared or markup.declared_encoding(data), source)
    text = markup.lines_of(found.text, address=address, source=source)
    return attrs.evolve(found, text=text, kind="html")


def _read_mhtml(data: bytes, encoding: str | None, source: str | None) -> Source:
    from provenance.reading import markup

    page = markup.page_of_mhtml(data, source=source)
    if page.html:
        found = _read_html(page.data, encoding, source, page.charset, page.address)
    else:
        found = _decode(page.data, encoding, page.charset, source)
    return attrs.evolve(found, kind="mhtml")


def _codec(name: str) -> str | None:
    """Return Python's name of an encoding; Latin-1 is what HTML says it is, cp1252."""
    try:
        known = codecs.lookup(name.strip()).name
        "".encode(known)
    except (LookupError, ValueError):
        return None
    return "cp1252" if known in ("iso8859-1", "ascii") else known


def _refuse_binary(data: bytes, source: str | None) -> None:
    for mark, what in _OTHER_FORMATS:
        if data.startswith(mark):
            raise ReadError(f"expected text, found {what}", source=source)
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > len(sample) // 50 + 1:
        raise ReadError("expected text, found a binary file", source=source)


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"


def _decode(data: bytes, encoding: str | None, declared: str | None, source: str | None) -> Source:
    given = _codec(encoding) if encoding else None
    if encoding and given is None:
        raise ReadError(
            f"there is no encoding {encoding!r}; expected such as utf-8, cp1251 or koi8-r",
            source=source,
        )
    mark = byte_order_mark(data)
    if mark is not None:
        try:
            return Source(data.decode(mark), "text", mark)
        except UnicodeDecodeError:
            text = data.decode(mark, "replace")
            return Source(text, "text", mark, report=f"some bytes are not {mark}: shown as \ufffd")
    wide = None if b"\0" not in data[:65536] else guess_wide(data)
    if wide is not None:
        text = data.decode(wide, "replace")
        return Source(text, "text", wide, True, f"guessed the encoding {wide}")
    _refuse_binary(data, source)
    own = _codec(declared) if declared else None
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        failed = error.start
    else:
        report = None
        if own not in (None, "utf-8") and not data.isascii():
            report = f"the page says that it is in {declared}, but it is in UTF-8"
        return Source(text, "text", "utf-8", report=report)
    if own not in (None, "utf-8"):
        try:
            return Source(data.decode(own or ""), "text", own or "")
        except UnicodeDecodeError:
            pass
    if given not in (None, "utf-8"):
        return _given(data, given or "", source)
    return _guess(data, failed, source, asked=given is not None)


def _given(data: bytes, given: str, source: str | None) -> Source:
    try:
        return Source(data.decode(given), "text", given)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise ReadError(
            f"byte {error.start} (0x{byte:02X}) is not {given}", source=source, line=line
        ) from None


def _guess(data: bytes, failed: int, source: str | None, *, asked: bool) -> Source:
    """Decode bytes that are not UTF-8, or only for the most part."""
    lenient = data.decode("utf-8", "surrogateescape")
    strange = len(_ESCAPED.findall(lenient))
    valid = sum(1 for _ in _WIDE.finditer(lenient))
    guessed = guess_encoding(lenient.encode("utf-8", "surrogateescape") if not valid else
                             _strange_words(lenient))  # fmt: skip
    line = data.count(b"\n", 0, failed) + 1
    if valid >= max(1, strange * 0.3) or asked:
        text = _as_guessed(lenient, guessed)
        report = f"line {line} is not UTF-8: read what is not as {guessed}, a guess"
        return Source(text, "text", "utf-8", True, report)
    report = f"guessed the encoding {guessed}; name the right one if it is another"
    return Source(data.decode(guessed, "replace"), "text", guessed, True, report)


def _as_guessed(lenient: str, guessed: str) -> str:
    """Return text with the bytes in it that are not UTF-8 as the encoding ``guessed`` has them."""
    return _ESCAPED_RUN.sub(
        lambda run: run[0].encode("utf-8", "surrogateescape").decode(guessed, "replace"), lenient
    )


#: The last character of a piece, which may go on in the next one.
_BROKEN = re.compile(rb"[\xc0-\xf7][\x80-\xbf]{0,3}\Z")
_ESCAPED = re.compile("[\udc80-\udcff]")
_ESCAPED_RUN = re.compile("[\udc80-\udcff]+")
_WIDE = re.compile("[^\x00-\x7f\udc80-\udcff]+")
_STRANGE_WORD = re.compile("[A-Za-z]{0,20}[\udc80-\udcff][A-Za-z\udc80-\udcff]{0,40}")


def _strange_words(lenient: str) -> bytes:
    """Return the words with bytes that are not UTF-8, as bytes."""
    words = " ".join(match[0] for match in _STRANGE_WORD.finditer(lenient))
    return words.encode("utf-8", "surrogateescape")
