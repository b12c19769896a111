"""The notes of a manuscript from a list of what they cite: ``provenance cite --sequence``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from provenance.cli import _streams as streams
from provenance.cli._common import Tally
from provenance.cli._inputs import path_of
from provenance.errors import ProvenanceError, ReadError
from provenance.library import kind_of, read_bytes
from provenance.model import Record
from provenance.reading.markup import looks_like_html, looks_like_mhtml
from provenance.writing.styles import STYLES

if TYPE_CHECKING:
    from provenance.writing.csl import CslNotes
    from provenance.writing.notes import Notes
    from provenance.writing.reference_list import ReferenceList

__all__ = ["write_notes"]

#: A line that stands for a note which cites something else.
_OTHER = "-"


def write_notes(
    lists: Iterable[str],
    out: TextIO,
    tally: Tally,
    *,
    style: str,
    repeat: str | None,
    markup: str,
    archive_names: str,
    library: str,
    encoding: str | None,
) -> None:
    """Write one note for each line of the lists; blank lines are skipped.

    A line that cannot be written as a note is reported with its place and leaves an empty line,
    so that notes and lines stay together.
    """
    end = "\n\n" if markup == "markdown" else "\n"
    sources = _Sources(library, encoding)
    lines = list(_lines(lists, tally, encoding, sources))
    notes: Notes | CslNotes | _InText
    if style in STYLES and STYLES[style].lettered:
        notes = _in_text(style, repeat, markup, (line for _, line in lines), sources)
    else:
        notes = _notes(style, repeat, markup, archive_names)
    for place, line in lines:
        note = ""
        if line == _OTHER:
            notes.other()
        else:
            try:
                note = notes.note(*sources.all(line))
            except (ProvenanceError, OSError) as error:
                notes.other()
                what = streams.os_error(error) if isinstance(error, OSError) else error
                tally.add(f"{place}: {what}")
        out.write(note + end)


def _lines(
    lists: Iterable[str], tally: Tally, encoding: str | None, sources: _Sources
) -> Iterator[tuple[str, str]]:
    """Yield each line with its place, without blank ones; report what is no list, or unreadable."""
    for name in lists:
        try:
            text = streams.text_of(name, encoding)
            lines = [
                (f"{name}:{number}", line.strip())
                for number, line in enumerate(text.splitlines(), 1) if line.strip()
            ]  # fmt: skip
            what = _no_list(text, [line for _, line in lines], sources)
            if what is not None:
                hint = "expected a list of notes, a key or a file on each line, found"
                raise ReadError(f"{hint} {what}", source=name)
        except (ProvenanceError, OSError) as error:
            tally.add(error)
        else:
            yield from lines


#: What may be given where a list of notes is expected.
_NO_LISTS = {
    "toml": "a record", "json": "records as JSON", "bibtex": "a BibTeX file",
    "csl-json": "CSL-JSON", "csl-yaml": "CSL-YAML", "ris": "a RIS file",
}  # fmt: skip


def _no_list(text: str, lines: list[str], sources: _Sources) -> str | None:
    """Return what a file is that is no list of notes; ``None`` where it may be one.

    Prose is a text with a line longer than what names a file, and no line at its beginning that
    names one.
    """
    kind = kind_of(text)
    if kind != "page":
        return _NO_LISTS[kind]
    start = text[:4096].lstrip().casefold()
    if looks_like_html(start) or looks_like_mhtml(start):
        return "a web page"
    if any(len(line.split(maxsplit=_MOST_WORDS)) > _MOST_WORDS for line in lines) and not any(
        map(sources.knows, lines[:_FIRST])
    ):
        return "a text"
    return None


def _notes(style: str, repeat: str | None, markup: str, archive_names: str) -> Notes | CslNotes:
    from provenance.writing.notes import Notes

    if style in STYLES:
        return Notes(style, repeat=repeat, format=markup, archive_names=archive_names)
    from provenance.writing import csl

    found = csl.load(style, known=STYLES)
    if repeat is not None:
        raise ProvenanceError("--repeat: a CSL style itself says how a source is repeated")
    return csl.CslNotes(found, format=markup)


def _in_text(
    style: str, repeat: str | None, markup: str, lines: Iterable[str], sources: _Sources
) -> _InText:
    """Return what writes citations in the text, with the letters that all of them need."""
    from provenance.writing.reference_list import ReferenceList

    if not style.endswith("-text"):
        raise ProvenanceError(f"{style} is for the reference list; in the text: {style}-text")
    if repeat is not None:
        raise ProvenanceError("--repeat: citations in the text are always in full")
    records: list[Record] = []
    for line in lines:
        for part in line.split(";") if line != _OTHER else ():
            with suppress(ProvenanceError, OSError):  # told when it is the line's turn
                records.append(sources.source(part)[0])
    return _InText(ReferenceList(records, style.removesuffix("-text"), format=markup))


class _InText:
    """Citations in the text, one for each line of a list."""

    def __init__(self, listed: ReferenceList) -> None:
        self._listed = listed

    def note(self, *sources: tuple[Record, str | None]) -> str:
        return self._listed.citation(*sources)

    def other(self) -> None:
        """Nothing depends on the line before."""


class _Sources:
    """Finds what a list of notes names; each record is read once."""

    def __init__(self, library: str, encoding: str | None) -> None:
        self._library = library
        self._encoding = encoding
        self._read: dict[str, Record] = {}

    def all(self, line: str) -> list[tuple[Record, str | None]]:
        """Return what a line names, from one semicolon to the next."""
        return [self.source(part) for part in line.split(";")]

    def knows(self, line: str) -> bool:
        """Whether something on a line is a key or a file."""
        for part in line.split(";"):
            with suppress(ProvenanceError, OSError):
                self.source(part)
                return True
        return False

    def source(self, text: str) -> tuple[Record, str | None]:
        """Return the record and the leaves of ``puzanov-1957-12-23 27``.

        Raises :class:`~provenance.errors.ReadError` where there is no such file or key.
        """
        text = text.strip()
        if not text:
            raise ReadError("expected a key or a file, found nothing beside ';'")
        words = [match.end() for match in re.finditer(r"\S+", text)]
        first: ReadError | None = None
        for end in words[:_MOST_WORDS]:  # the name of a file may hold spaces
            try:
                record = self._record(text[:end])
            except ReadError as error:
                first = first or error
                continue
            return record, text[end:].strip() or None
        raise first or ReadError("expected a key or a file")

    def _record(self, name: str) -> Record:
        if name == _OTHER:  # elsewhere it is standard input
            raise ReadError("'-' is a note that cites something else, and stands alone on its line")
        if name not in self._read:
            path = path_of(name, self._library)
            records = read_bytes(
                streams.bytes_of(path),
                source=path,
                encoding=self._encoding,
                report=streams.reporter(path),
            )
            if len(records) != 1:
                raise ReadError(f"expected one record, found {len(records)}", source=path)
            self._read[name] = records[0]
        return self._read[name]


_MOST_WORDS = 12
_FIRST = 50
