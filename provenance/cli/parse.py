"""``provenance parse``: one archival reference each, from arguments or line by line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple, TextIO

import click

from provenance.cli import _streams as streams
from provenance.cli._columns import Table, column_options, over_column, task_for
from provenance.cli._common import (
    FOUND_NOTHING,
    Tally,
    cell,
    encoding_option,
    json_line,
    json_option,
    output_option,
)
from provenance.cli._progress import LongRun
from provenance.cli._settings import with_own_archives
from provenance.errors import LocatorError
from provenance.jobs import ordered
from provenance.model import Locator
from provenance.reading.locator import parse_locator
from provenance.writing.locator import format_locator
from provenance.writing.record import plain_locator

__all__ = ["parse"]

#: As much of a faulty reference as an error message shows on either side of the fault.
_SHOWN = 60


@click.command(short_help="Take archival references apart.")
@click.argument("references", metavar="REF...|-", nargs=-1, required=True)
@json_option
@column_options
@encoding_option
@output_option
@with_own_archives
def parse(
    references: tuple[str, ...],
    as_json: bool,
    table: Table | None,
    jobs: int,
    encoding: str | None,
    output: str | None,
) -> int:
    """Take archival references apart: each REF, or each line of standard input (-).

    Prints the key and the short form of each, separated by a tab; with --json the archive, the
    units and the leaves. What cannot be parsed is reported and the rest goes on; with --json an
    object with text, error and position stands in its place. Blank lines are skipped. The exit
    status is 1 where a reference could not be parsed, or there was none.

    With --column NAME, the one argument is a table (.parquet, .csv, .tsv, .jsonl, also .csv.gz and
    the like); it is written to --output, in the format of its suffix, with a column "locator", or
    as JSON Lines to standard output.
    """
    if table is not None:
        task = task_for("parse", table)
        return over_column(task, table, references, encoding=encoding, output=output, jobs=jobs)
    if "-" in references and len(references) > 1:
        raise click.UsageError("give references, or '-' for standard input, not both")
    tally = Tally()
    with streams.opened(output) as out:
        if references == ("-",):
            total, failed = _each_line(
                out, encoding, as_json, tally, to_file=output is not None, jobs=jobs
            )
        else:
            total, failed = len(references), _each_argument(out, references, as_json, tally)
    if not total:
        tally.add("-: expected a reference on each line, found none", FOUND_NOTHING)
    elif failed and as_json:
        tally.add(f"{failed} of {total} references could not be parsed", FOUND_NOTHING)
    return tally.status


def _each_argument(out: TextIO, references: tuple[str, ...], as_json: bool, tally: Tally) -> int:
    """Parse each argument; return how many could not be parsed."""
    failed = 0
    for reference in references:
        text, failure = _written(reference, as_json)
        out.write(text)
        if failure is not None:
            failed += 1
            if not as_json:
                tally.add(f"{failure.sentence()}\n{_pointer(failure)}", FOUND_NOTHING)
    return failed


#: How many lines, and how many characters, are given to another process at a time.
_LINES = 2000
_LETTERS = 1 << 20


class _Lines(NamedTuple):
    """Lines that are parsed together, and how far the input is read with them."""

    lines: list[streams.Line]
    read: int


class _Said(NamedTuple):
    """What is to be printed of lines: texts, each with the complaint after it, if any."""

    pieces: list[tuple[str, str | None]]
    total: int
    failed: int
    read: int


def _each_line(
    out: TextIO, encoding: str | None, as_json: bool, tally: Tally, *, to_file: bool, jobs: int
) -> tuple[int, int]:
    """Parse each line of standard input; return how many there were, and how many failed."""
    total = failed = 0
    size = streams.size_of_standard_input()
    with LongRun("parsing", size, to_file=to_file) as run:
        lines = _together(streams.lines(streams.standard_input(), encoding), jobs)
        for said in ordered(
            partial(_said, as_json), lines, jobs=jobs, place=_place, report=streams.reporter("-")
        ):
            for text, complaint in said.pieces:
                out.write(text)
                if complaint is not None:
                    tally.add(complaint, FOUND_NOTHING)
            run.reached(said.read)
            total += said.total
            failed += said.failed
    return total, failed


def _together(lines: Iterator[streams.Line], jobs: int) -> Iterator[_Lines]:
    """Yield the lines that are not blank: one by one as they come, or many for another process."""
    several: list[streams.Line] = []
    letters = 0
    for line in lines:
        if not line.text.strip():
            continue
        several.append(line)
        letters += len(line.text)
        if jobs <= 1 or len(several) >= _LINES or letters >= _LETTERS:
            yield _Lines(several, line.read)
            several, letters = [], 0
    if several:
        yield _Lines(several, several[-1].read)


def _place(part: _Lines) -> str:
    return f"lines {part.lines[0].number}–{part.lines[-1].number} of standard input"


def _said(as_json: bool, part: _Lines) -> _Said:
    pieces: list[tuple[str, str | None]] = []
    texts: list[str] = []
    failed = 0
    for line in part.lines:
        text, failure = _written(line.text, as_json, too_long=line.cut)
        texts.append(text)
        if failure is not None:
            failed += 1
            if not as_json:
                place = f"-:{line.number}:{failure.position + 1}"
                pieces.append(("".join(texts), f"{place}: {failure.sentence()}"))
                texts.clear()
    pieces.append(("".join(texts), None))
    return _Said(pieces, len(part.lines), failed, part.read)


def _written(
    text: str, as_json: bool, *, too_long: bool = False
) -> tuple[str, LocatorError | None]:
    """Return what is printed of a reference, and what is wrong with it, if anything."""
    try:
        if too_long:
            raise LocatorError(
                f"expected a reference, found more than {streams.LONGEST_LINE:,} characters",
                text=text, expected="a reference",
            )  # fmt: skip
        locator = parse_locator(text)
    except LocatorError as failure:
        return json_line(_failure(text, failure)) if as_json else "", failure
    return json_line(_plain(text, locator)) if as_json else _short(locator), None


def _plain(text: str, locator: Locator) -> dict[str, Any]:
    return plain_locator(locator) | {"text": text}


def _failure(text: str, failure: LocatorError) -> dict[str, Any]:
    return {"text": text, "error": failure.sentence(), "position": failure.position}


def _short(locator: Locator) -> str:
    return f"{locator.key}\t{cell(format_locator(locator))}\n"


def _pointer(failure: LocatorError) -> str:
    """Return the text around the fault with a caret under it."""
    start = max(0, failure.position - _SHOWN)
    shown = failure.text[start : failure.position + _SHOWN]
    line = "".join(" " if ch.isspace() else ch for ch in shown)
    return f"  {line}\n  {' ' * (failure.position - start)}^"
