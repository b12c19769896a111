"""``provenance find``: the archival references of running text, with their positions."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, Final, TextIO

import attrs
import click

from provenance.cli import _streams as streams
from provenance.cli._columns import Table, column_options, over_column, task_for
from provenance.cli._common import (
    Tally,
    cell,
    encoding_option,
    files_argument,
    json_line,
    json_option,
    output_option,
)
from provenance.cli._progress import LongRun
from provenance.cli._settings import with_own_archives
from provenance.errors import ReadError
from provenance.jobs import ordered
from provenance.reading.scan import HELD, Match, find_in_pieces
from provenance.reading.source import decode_pieces
from provenance.writing.record import plain_locator

__all__ = ["find"]


@click.command(short_help="Find the archival references in running text.")
@files_argument("FILE...|-")
@json_option
@column_options
@encoding_option
@output_option
@with_own_archives
def find(
    inputs: tuple[str, ...],
    as_json: bool,
    table: Table | None,
    jobs: int,
    encoding: str | None,
    output: str | None,
) -> int:
    """Find the archival references in the running text of each FILE (- is standard input).

    Prints "file:line:column: text → key" for each. With --json, what parse --json prints, and
    start and end (code points of the input, from 0, end exclusive), line and column (from 1), and
    what is inherited from an earlier reference; with several files, path as well. Finding nothing
    is no error. In a Word file a place is a paragraph's or note's number and a column in it:
    "file:footnote 3:12:", and with --json "where" instead of start, end and line.

    With --column NAME, FILE is a table (.parquet, .csv, .tsv, .jsonl, also .csv.gz and the like);
    it is written to --output, in the format of its suffix, with a column "references", or as JSON
    Lines to standard output. Each text of the column stands alone. With --jobs, several FILEs, or
    the rows of the table, are shared among processes; what is printed is the same.
    """
    if table is not None:
        task = task_for("find", table)
        return over_column(task, table, inputs, encoding=encoding, output=output, jobs=jobs)
    tally = Tally()
    look = _Look(as_json, len(inputs) > 1, encoding)
    with streams.opened(output) as out:
        if jobs > 1 and len(inputs) > 1 and all(map(os.path.isfile, inputs)):  # no pipe
            _in_files(inputs, look, jobs, out, tally, to_file=output is not None)
            return tally.status
        for name in inputs:
            try:
                if _is_word_file(name):
                    out.writelines(look.in_word_file(name))
                    continue
                with streams.Pieces(name, encoding, to_file=output is not None) as pieces:
                    out.writelines(look.printed(name, pieces))
            except (ReadError, OSError) as error:
                tally.add(error)
    return tally.status


#: What a Word file, as every ZIP file, begins with.
_ZIP: Final = b"PK\x03\x04"


def _is_word_file(name: str) -> bool:
    """Whether an input begins as a Word file does; nothing is taken from standard input."""
    if name == "-":
        return streams.standard_input().peek(len(_ZIP)).startswith(_ZIP)
    if not os.path.isfile(name):
        return False  # a pipe is read once, and what is not there is told of later
    with open(name, "rb") as stream:
        return stream.read(len(_ZIP)) == _ZIP


@attrs.frozen
class _Look:
    """How references are looked for and printed."""

    as_json: bool
    several: bool
    encoding: str | None

    def printed(self, name: str, pieces: Iterable[str]) -> Iterator[str]:
        """Yield a line for each reference in a text."""
        path = {"path": name} if self.several else {}
        place = Place()
        for match in find_in_pieces(place.counting(pieces)):
            line, column = place.of(match.start)
            if self.as_json:
                yield json_line(path | _plain(match, line, column))
            else:
                yield f"{name}:{line}:{column}: {cell(match.text)} → {match.locator.key}\n"

    def in_word_file(self, name: str) -> Iterator[str]:
        """Yield a line for each reference in a Word file."""
        from provenance.reading.manuscript import read_writing

        path = {"path": name} if self.several else {}
        writing = read_writing(streams.bytes_of(name), name=name, kind="docx")
        passages = writing.passages  # in the order of the text
        for found in writing.references:
            locator = found.locator
            if locator is None:
                continue  # meant to be a reference: a finding of the checks
            number = bisect_right(passages, found.start, key=lambda each: each.start) - 1
            where, column = passages[number].name, found.start - passages[number].start + 1
            text = locator.text or found.text
            if self.as_json:
                plain = plain_locator(locator) | {
                    "text": text, "where": where, "column": column, "inherited": found.inherited,
                }  # fmt: skip
                yield json_line(path | plain)
            else:
                yield f"{name}:{where}:{column}: {cell(text)} → {locator.key}\n"

    def in_file(self, name: str) -> _Found:
        """Return what is printed of a whole file."""
        remarks: list[str] = []
        lines: list[str] = []
        error: ReadError | OSError | None = None
        try:
            if _is_word_file(name):
                return _Found("".join(self.in_word_file(name)))
            with open(name, "rb") as stream:
                pieces = decode_pieces(stream, self.encoding, source=name, report=remarks.append)
                lines.extend(self.printed(name, pieces))
        except (ReadError, OSError) as caught:
            error = caught
        return _Found("".join(lines), remarks, error)


@attrs.frozen
class _Found:
    """What is printed of a file, what the user should know of it, and why it ended before its end.

    It is worked out by another process, and told by this one.
    """

    lines: str
    remarks: list[str] = attrs.field(factory=list)
    error: ReadError | OSError | None = None


def _in_files(
    names: tuple[str, ...], look: _Look, jobs: int, out: TextIO, tally: Tally, *, to_file: bool
) -> None:
    """Look through files with several processes, and print what they found in the files' order."""
    with LongRun("files", len(names), to_file=to_file) as run:
        results = ordered(
            look.in_file, names, jobs=jobs, report=streams.remark,
            lost=lambda name, message: _Found("", error=ReadError(message, source=name)),
        )  # fmt: skip
        for number, (name, found) in enumerate(zip(names, results, strict=True), 1):
            for remark in found.remarks:
                streams.reporter(name)(remark)
            out.write(found.lines)
            if found.error is not None:
                tally.add(found.error)
            run.reached(number)


class Place:
    """Counts lines and columns (from 1) for growing offsets into one text that comes in pieces.

    A line ends with CR, LF or both, as editors count.
    """

    def __init__(self) -> None:
        self._text = ""  # from the offset last asked for on, or as much as is needed
        self._base = 0  # where in the whole text that begins
        self._line = 1
        self._start = 0  # where in the whole text the line begins

    def counting(self, pieces: Iterable[str]) -> Iterator[str]:
        """Yield the pieces, and know of them what :meth:`of` has to; the rest is forgotten."""
        for piece in pieces:
            self._text += piece
            yield piece
            if len(self._text) > HELD + len(piece):
                self.of(self._base + len(self._text) - HELD - len(piece))

    def of(self, offset: int) -> tuple[int, int]:
        """Return the line and column of ``offset``, which may not be smaller than the last."""
        text, stop = self._text, offset - self._base
        feeds = text.count("\n", 0, stop)
        # the line feed of a pair may stand at the offset itself: the pair ends there, once
        returns = text.count("\r", 0, stop) - text.count("\r\n", 0, stop + 1)
        if feeds or returns:
            self._line += feeds + returns
            last = max(text.rfind("\n", 0, stop), text.rfind("\r", 0, stop))
            self._start = self._base + 1 + last
        self._text, self._base = text[stop:], offset
        return self._line, offset - self._start + 1


def _plain(match: Match, line: int, column: int) -> dict[str, Any]:
    return plain_locator(match.locator) | {
        "text": match.text, "start": match.start, "end": match.end, "line": line,
        "column": column, "inherited": match.inherited,
    }  # fmt: skip
