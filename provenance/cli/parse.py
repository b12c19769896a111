"""``provenance parse``: one archival reference each, from arguments or line by line."""

from __future__ import annotations

from typing import Any, TextIO

import click

from provenance.cli import _streams as streams
from provenance.cli._columns import column_options, over_column, task_for
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
    column: str | None,
    into: str | None,
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
    if column is not None:
        task = task_for("parse", column, into)
        return over_column(task, references, encoding=encoding, output=output, jobs=jobs)
    if into is not None:
        raise click.UsageError("--into goes with --column")
    if "-" in references and len(references) > 1:
        raise click.UsageError("give references, or '-' for standard input, not both")
    tally = Tally()
    with streams.opened(output) as out:
        if references == ("-",):
            total, failed = _each_line(out, encoding, as_json, tally, to_file=output is not None)
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
        failure = _write(out, reference, as_json)
        if failure is not None:
            failed += 1
            if not as_json:
                tally.add(f"{failure.sentence()}\n{_pointer(failure)}", FOUND_NOTHING)
    return failed


def _each_line(
    out: TextIO, encoding: str | None, as_json: bool, tally: Tally, *, to_file: bool
) -> tuple[int, int]:
    """Parse each line of standard input; return how many there were, and how many failed."""
    total = failed = 0
    with LongRun("parsing", streams.size_of_standard_input(), to_file=to_file) as run:
        for line in streams.lines(streams.standard_input(), encoding):
            run.reached(line.read)
            if not line.text.strip():
                continue
            total += 1
            failure = _write(out, line.text, as_json, too_long=line.cut)
            if failure is not None:
                failed += 1
                if not as_json:
                    place = f"-:{line.number}:{failure.position + 1}"
                    tally.add(f"{place}: {failure.sentence()}", FOUND_NOTHING)
    return total, failed


def _write(out: TextIO, text: str, as_json: bool, *, too_long: bool = False) -> LocatorError | None:
    """Write what ``text`` says, and return what is wrong with it, if anything."""
    try:
        if too_long:
            raise LocatorError(
                f"expected a reference, found more than {streams.LONGEST_LINE:,} characters",
                text=text, expected="a reference",
            )  # fmt: skip
        locator = parse_locator(text)
    except LocatorError as failure:
        if as_json:
            out.write(json_line(_failure(text, failure)))
        return failure
    out.write(json_line(_plain(text, locator)) if as_json else _short(locator))
    return None


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
