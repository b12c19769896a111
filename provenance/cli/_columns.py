"""``--column``: a table in, the table with one more column out; and ``--jobs``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs
import click

from provenance.checking.finding import rank
from provenance.cli import _streams as streams
from provenance.cli._common import FOUND_NOTHING, Tally
from provenance.cli._progress import LongRun

if TYPE_CHECKING:
    from provenance.frames import ColumnTask
    from provenance.frames.task import Verb

__all__ = ["Table", "column_options", "jobs_option", "over_column", "task_for"]

F = TypeVar("F", bound=Callable[..., Any])


class _Jobs(click.ParamType[int]):
    name = "jobs"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        number = _number(value) if value != "auto" else 0
        if number is None or number > _MOST:
            shown = value if len(value) <= 40 else f"{value[:37]}..."
            self.fail(f"expected a number up to {_MOST}, or 'auto', found {shown!r}", param, ctx)
        if number:
            return number
        from provenance.jobs import cores

        return cores()


def _number(text: str) -> int | None:
    """Return a whole number; ``None`` for other texts, and for more digits than int() takes."""
    digits = text.isascii() and text.isdecimal() and len(text) < 1000
    return int(text) if digits else None


#: More processes than any machine has cores for are a slip of the hand.
_MOST = 1024

jobs_option = click.option(
    "--jobs", "-j", metavar="N", type=_Jobs(), default=1, show_default=True,
    help="How many processes share the work; 0 or auto: as many as there are cores.",
)  # fmt: skip


#: What --from may say; Parquet's other suffix says the same.
_FORMATS = ("csv", "tsv", "jsonl", "parquet")


@attrs.frozen
class Table:
    """That FILE is a table, and what the command line says of it."""

    column: str
    into: str | None
    format: str | None
    delimiter: str | None


class _Delimiter(click.ParamType[str]):
    name = "mark"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        mark = "\t" if value in ("tab", "\\t") else str(value)
        if len(mark) != 1 or mark in '"\r\n':
            self.fail(f"expected one character, or 'tab', found {value!r}", param, ctx)
        return mark


def column_options(command: F) -> F:
    """Add ``--column``, what goes with it, and ``--jobs``; the command gets ``table``."""
    column = click.option(
        "--column", metavar="NAME",
        help="FILE is a table (Parquet, CSV, JSON Lines): look at this column of it.",
    )  # fmt: skip
    into = click.option(
        "--into", metavar="NAME", help="With --column: what the new column is called."
    )
    format = click.option(
        "--from", "table_format", type=click.Choice(_FORMATS),
        help="With --column: the format of FILE, instead of what its name says; "
             "standard input needs one.",
    )  # fmt: skip
    delimiter = click.option(
        "--delimiter", metavar="MARK", type=_Delimiter(),
        help="With --column: what stands between the cells of a CSV file, a character or 'tab'; "
             "without it, a comma, semicolon, tab or | is found out.",
    )  # fmt: skip

    @wraps(command)
    def with_table(*arguments: Any, **options: Any) -> Any:
        said = {name: options.pop(name) for name in ("into", "table_format", "delimiter")}
        name = options.pop("column")
        for option, value in said.items():
            if name is None and value is not None:
                shown = "from" if option == "table_format" else option
                raise click.UsageError(f"--{shown} goes with --column")
        table = Table(name, *said.values()) if name is not None else None
        return command(*arguments, table=table, **options)

    return column(into(format(delimiter(jobs_option(cast("F", with_table))))))


def task_for(verb: Verb, table: Table, **options: Any) -> ColumnTask:
    """Return what is to be done with a column.

    Raises :class:`~provenance.errors.ProvenanceError` where pyarrow is not installed, and where
    the new column's name is none.
    """
    from provenance.frames import ColumnTask

    if table.into is not None:
        options["into"] = table.into
    return ColumnTask(verb, table.column, **options)


def over_column(
    task: ColumnTask,
    table: Table,
    inputs: tuple[str, ...],
    *,
    encoding: str | None,
    output: str | None,
    jobs: int,
    fail_on: str = "warning",
) -> int:
    """Write the table with its new column, and return the exit status.

    Without an output, or with ``-``, JSON Lines go to standard output.
    """
    from provenance.frames.files import add_column

    name, tally = _one(inputs, table), Tally()
    run: LongRun | None = None
    size = streams.size_of_standard_input() if name == "-" else None

    def progress(reached: int, total: int | None) -> None:
        nonlocal run
        if run is None:
            run = LongRun(_DOING[task.verb], total or size, to_file=output not in (None, "-"))
        run.reached(reached)

    try:
        summary = add_column(
            task, streams.standard_input() if name == "-" else name,
            output if output not in (None, "-") else sys.stdout, jobs=jobs, format=table.format,
            delimiter=table.delimiter, encoding=encoding, report=streams.reporter(name),
            progress=progress,
        )  # fmt: skip
    finally:
        if run is not None:
            run.close()
    if summary.errors:
        what = "parsed" if task.verb == "parse" else "read"
        tally.add(f"{summary.errors} of {summary.texts} texts could not be {what}", FOUND_NOTHING)
    if any(
        count and rank(severity) >= rank(fail_on)
        for severity, count in summary.found.items()
        if task.verb == "check"
    ):
        tally.status = max(tally.status, FOUND_NOTHING)
    return tally.status


def _one(inputs: tuple[str, ...], table: Table) -> str:
    """Return the one table that is given; raises :class:`click.UsageError` for another number."""
    if len(inputs) != 1:
        many = f"found {len(inputs)}; run the command once for each" if inputs else "found none"
        raise click.UsageError(f"with --column one file is expected, {many}")
    if inputs[0] == "-" and table.format is None:
        raise click.UsageError("with --column, standard input needs --from csv, tsv or jsonl")
    if inputs[0] == "-" and table.format == "parquet":
        raise click.UsageError("a Parquet file is read from its end: give the file, not '-'")
    return inputs[0]


_DOING = {"parse": "parsing", "find": "finding", "check": "checking", "format": "printing"}
