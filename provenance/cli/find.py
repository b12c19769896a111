"""``provenance find``: the archival references of running text, with their positions."""

from __future__ import annotations

from typing import Any

import click

from provenance.cli import _streams as streams
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
from provenance.reading.scan import Match, find_locators
from provenance.writing.record import plain_locator

__all__ = ["find"]


@click.command(short_help="Find the archival references in running text.")
@files_argument("FILE...|-")
@json_option
@encoding_option
@output_option
@with_own_archives
def find(inputs: tuple[str, ...], as_json: bool, encoding: str | None, output: str | None) -> int:
    """Find the archival references in the running text of each FILE (- is standard input).

    Prints "file:line:column: text → key" for each. With --json, what parse --json prints, and
    start and end (code points of the input, from 0, end exclusive), line and column (from 1), and
    what is inherited from an earlier reference; with several files, path as well. Finding nothing
    is no error.
    """
    tally = Tally()
    with streams.opened(output) as out:
        for name in inputs:
            try:
                text = streams.text_of(name, encoding)
            except (ReadError, OSError) as error:
                tally.add(error)
                continue
            path = {"path": name} if len(inputs) > 1 else {}
            place = Place(text)
            with LongRun(f"reading {name}", len(text), to_file=output is not None) as run:
                for match in find_locators(text):
                    run.reached(match.end)
                    line, column = place.of(match.start)
                    if as_json:
                        out.write(json_line(path | _plain(match, line, column)))
                    else:
                        where = f"{name}:{line}:{column}"
                        out.write(f"{where}: {cell(match.text)} → {match.locator.key}\n")
    return tally.status


class Place:
    """Counts lines and columns (from 1) for growing offsets into one text.

    A line ends with CR, LF or both, as editors count.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset = 0
        self._line = 1
        self._start = 0

    def of(self, offset: int) -> tuple[int, int]:
        """Return the line and column of ``offset``, which may not be smaller than the last."""
        text, last = self._text, self._offset
        feeds = text.count("\n", last, offset)
        # the line feed of a pair may stand at the offset itself: the pair ends there, once
        returns = text.count("\r", last, offset) - text.count("\r\n", last, offset + 1)
        if feeds or returns:
            self._line += feeds + returns
            self._start = 1 + max(text.rfind("\n", last, offset), text.rfind("\r", last, offset))
        self._offset = offset
        return self._line, offset - self._start + 1


def _plain(match: Match, line: int, column: int) -> dict[str, Any]:
    return plain_locator(match.locator) | {
        "text": match.text, "start": match.start, "end": match.end, "line": line,
        "column": column, "inherited": match.inherited,
    }  # fmt: skip
