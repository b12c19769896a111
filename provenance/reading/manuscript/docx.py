"""Word files (Office Open XML, ISO/IEC 29500-1): body, footnotes and endnotes as they are shown.

Read as a stream of XML events: no tree, no entities, nothing from outside the file, and no part
larger than :data:`LARGEST_PART`. Deleted text is not read and inserted text is; of a field its
result, of a text box that is stored twice the first. python-docx is not used: it has no footnotes,
and leaves out hyperlinks and inserted text.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from itertools import count
from typing import Any, Final

import attrs

from provenance.errors import ReadError
from provenance.model.reference import Writing
from provenance.reading.manuscript.layout import Layout

__all__ = ["LARGEST_PART", "docx_writing"]

#: A part of the file that unpacks to more bytes than this is refused.
LARGEST_PART: Final = 64 * 2**20
#: So is one that is more than this many times as large as it is packed, from a megabyte on.
_LARGEST_RATIO: Final = 400
_SMALL: Final = 2**20
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
#: Elements whose text is not shown.
_UNREAD: Final = frozenset({"del", "moveFrom", "Fallback", "rt", "sdtPr", "oMath", "oMathPara"})
_SYMBOLIC: Final = re.compile("symbol|dings|math|mt extra", re.IGNORECASE)
_ENCRYPTED: Final = 1  # a flag of a file in a ZIP archive
_SPACES: Final = re.compile(r"[\t\r\n]+")


def docx_writing(data: bytes, *, source: str | None = None) -> Writing:
    """Return the text of a Word file: a place in it is a paragraph's or note's number and a column.

    Paragraphs are counted where they have text, those of tables and text boxes too; notes by their
    calls, as Word numbers them. Raises :class:`ReadError` for what is no such file, is damaged or
    unpacks to too much.
    """
    package = _Package(data, source)
    texts: list[str] = []
    length = 0
    calls: list[_Call] = []
    for paragraph in package.document().paragraphs():
        calls += (attrs.evolve(each, place=each.place + length) for each in paragraph.calls)
        texts.append(paragraph.text)
        length += len(paragraph.text) + 2
    bodies = [package.notes(call.kind).get(call.ident, "") for call in calls]
    layout = Layout("\n\n".join([*texts, *bodies]))
    for call, body in zip(calls, bodies, strict=True):
        layout.note(length, length + len(body), call.name, call=call.place, sequence=call.kind)
        length += len(body) + 2
    writing = layout.writing(source=source, format="docx")
    numbers = count(1)
    passages = tuple(
        attrs.evolve(each, name=f"paragraph {next(numbers)}") if each.kind == "paragraph" else each
        for each in writing.passages
    )
    return attrs.evolve(writing, passages=passages, source_map=None, by_passage=True)


# --------------------------------------------------------------------------- the package


class _Package:
    """The parts of a Word file."""

    def __init__(self, data: bytes, source: str | None) -> None:
        self._source = source
        if data.startswith(_OLD_WORD):
            raise self._error("an old Word file (.doc) or one with a password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            found = "a PDF file" if data.startswith(b"%PDF") else f"no ZIP archive ({error})"
            raise self._error(found) from None
        self._notes: dict[str, Mapping[str, str]] = {}
        if "mimetype" in self._zip.namelist():
            raise self._error("an OpenDocument file: save it as .docx")
        main = self._related("", "officeDocument")
        if main is None:
            raise self._error("a ZIP archive without a document")
        self._main = main

    def document(self) -> _Text:
        """Return the body."""
        return self._read(self._main)

    def notes(self, kind: str) -> Mapping[str, str]:
        """Return the texts of the footnotes or endnotes by their ids."""
        if kind not in self._notes:
            part = self._related(self._main, f"{kind}s")
            self._notes[kind] = self._read(part).notes() if part is not None else {}
        return self._notes[kind]

    def _related(self, part: str, kind: str) -> str | None:
        """Return the part that ``part`` (the package for ``""``) relates to as ``kind``."""
        folder, name = posixpath.split(part)
        found = _Relations()
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations in self._zip.namelist():
            self._parse(relations, found)
        target = found.targets.get(kind)
        if target is None:
            return None
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        return posixpath.normpath(path)

    def _read(self, part: str) -> _Text:
        found = _Text()
        self._parse(part, found)
        return found

    def _parse(self, part: str, target: Any) -> None:
        from lxml import etree

        data = self._bytes(part)
        if b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C\0T" in data:
            raise ReadError(f"{part} has a document type, which no Word file has",
                            source=self._source)  # fmt: skip
        parser = etree.XMLParser(
            target=target, resolve_entities=False, no_network=True, load_dtd=False
        )
        try:
            etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(f"{part} is damaged: {error.msg}", source=self._source) from None

    def _bytes(self, part: str) -> bytes:
        try:
            info = self._zip.getinfo(part)
            if info.flag_bits & _ENCRYPTED:
                raise self._error("an encrypted ZIP archive")
            with self._zip.open(info) as stream:
                data = stream.read(LARGEST_PART + 1)
        except KeyError:
            raise self._error(f"a file without {part}") from None
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError,
                NotImplementedError) as error:  # fmt: skip
            raise ReadError(f"{part} is damaged: {error}", source=self._source) from None
        if len(data) > LARGEST_PART or (
            len(data) > _SMALL and len(data) > _LARGEST_RATIO * max(info.compress_size, 1)
        ):
            raise ReadError(
                f"{part} unpacks to too much for a text; the limit is {LARGEST_PART // 2**20} MB",
                source=self._source,
            )
        return data

    def _error(self, found: str) -> ReadError:
        return ReadError(f"expected a Word file (.docx), found {found}", source=self._source)


@cache
def _local(name: str) -> str:
    """Return a name without its namespace; drawings have paragraphs of their own (``a:p``)."""
    space, _, local = name.rpartition("}")
    return local if "drawingml" not in space else f"a:{local}"


class _Relations:
    """Takes in the events of a part with relationships."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in an element."""
        if _local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets.setdefault(kind, attributes.get("Target", ""))

    def close(self) -> None:
        """Take in the end."""


# --------------------------------------------------------------------------- text


@attrs.frozen
class _Call:
    """A call of a note: its place, whether footnote or endnote, its id, how it is numbered."""

    place: int
    kind: str
    ident: str
    name: str


@attrs.define
class _Paragraph:
    """A paragraph as it grows; ``joined`` where the mark at its end was deleted."""

    pieces: list[str] = attrs.field(factory=list)
    length: int = 0
    calls: list[_Call] = attrs.field(factory=list)
    joined: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        """Add text."""
        if text:
            self.pieces.append(text)
            self.length += len(text)


class _Text:
    """Takes in the events of a part with text: the body, the footnotes, the endnotes."""

    def __init__(self) -> None:
        self._paragraphs: list[_Paragraph] = []
        self._open: list[_Paragraph] = []
        self._elements: list[str] = []
        self._unread = 0  # how many of the open elements hold no text that is shown
        self._fields: list[bool] = []  # of each field that is open: whether this is its result
        self._codes = 0  # how many of them are not at their result
        self._hidden = False  # whether the run is
        self._count = {"footnote": 0, "endnote": 0}
        self._notes: dict[str, int] = {}  # where the paragraphs of a note begin

    # ------------------------------------------------------------------ events

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        name = _local(tag)
        self._elements.append(name)
        values = {_local(key): value for key, value in attributes.items()}
        if name in _UNREAD:
            if name == "del" and self._elements[-3:-1] == ["pPr", "rPr"] and self._open:
                self._open[-1].joined = True
            self._unread += 1
        elif name == "p":
            self._open.append(_Paragraph())
            self._paragraphs.append(self._open[-1])
        elif name == "r":
            self._hidden = False
        elif name == "vanish" and self._elements[-3:-1] == ["r", "rPr"]:
            self._hidden = values.get("val", "1") not in ("0", "false", "off")
        elif name in ("footnote", "endnote") and values.get("type", "normal") == "normal":
            self._notes[values.get("id", "")] = len(self._paragraphs)
        elif name == "fldChar":
            self._field(values.get("fldCharType", ""))
        elif self._open and self._shown():
            self._mark(name, values)

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        name = self._elements.pop()
        if name in _UNREAD:
            self._unread -= 1
        elif name == "p":
            self._open.pop()

    def data(self, text: str) -> None:
        """Take in characters."""
        if self._open and self._elements[-1] == "t" and self._shown():
            self._open[-1].add(_SPACES.sub(" ", text))

    def close(self) -> None:
        """Take in the end."""

    # ------------------------------------------------------------------ what is shown

    def _shown(self) -> bool:
        return not self._unread and not self._hidden and not self._codes

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
            self._codes += 1
        elif kind == "separate" and self._fields and not self._fields[-1]:
            self._fields[-1] = True
            self._codes -= 1
        elif kind == "end" and self._fields:
            self._codes -= not self._fields.pop()

    def _mark(self, name: str, values: Mapping[str, str]) -> None:
        paragraph = self._open[-1]
        if name in ("tab", "ptab") and self._elements[-2] == "r":
            paragraph.add("\t")
        elif name in ("br", "cr"):
            before = paragraph.pieces[-1] if paragraph.pieces else "\n"
            paragraph.add(" " if before.rstrip(" \t").endswith("\n") else "\n")
        elif name == "noBreakHyphen":
            paragraph.add("\u2011")
        elif name == "sym":
            paragraph.add(_symbol(values))
        elif name in ("footnoteReference", "endnoteReference"):
            kind = name.removesuffix("Reference")
            own = values.get("customMarkFollows", "0") not in ("0", "false", "off")
            self._count[kind] += not own
            shown = f"{kind} with its own mark" if own else f"{kind} {self._count[kind]}"
            paragraph.calls.append(_Call(paragraph.length, kind, values.get("id", ""), shown))

    # ------------------------------------------------------------------ what came of it

    def paragraphs(self) -> list[_Paragraph]:
        """Return the paragraphs that have text or call a note."""
        return [each for each in _whole(self._paragraphs) if each.text.strip() or each.calls]

    def notes(self) -> dict[str, str]:
        """Return the texts of the notes by their ids."""
        found: dict[str, str] = {}
        starts = [*self._notes.values(), len(self._paragraphs)]
        for number, ident in enumerate(self._notes):
            own = _whole(self._paragraphs[starts[number] : starts[number + 1]])
            found[ident] = "\n".join(each.text for each in own if each.text.strip())
        return found


def _whole(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Return paragraphs, those joined whose mark between them was deleted."""
    found: list[_Paragraph] = []
    for each in paragraphs:
        if found and found[-1].joined:
            last = found[-1]
            last.calls += (
                attrs.evolve(call, place=call.place + last.length) for call in each.calls
            )
            last.pieces += each.pieces
            last.length += each.length
            last.joined = each.joined
        else:
            found.append(each)
    return found


def _symbol(values: Mapping[str, str]) -> str:
    """Return the character of a symbol; what only a font of pictures shows is a stand-in."""
    try:
        code = int(values.get("char", ""), 16)
    except ValueError:
        return ""
    if not 0xF000 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""
    if _SYMBOLIC.search(values.get("font", "")):
        return "\ufffc"
    return bytes([code - 0xF000]).decode("cp1252", "replace") if code >= 0xF020 else ""
