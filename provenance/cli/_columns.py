"""``--column``: a table in, the table with one more column out; and ``--jobs``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from provenance.checking.finding import rank
from provenance.cli import _streams as streams
from provenance.cli._common import FOUND_NOTHING, Tally
from provenance.cli._progress import LongRun

if TYPE_CHECKING:
    from provenance.frames import ColumnTask
    from provenance.frames.task import Verb

__all__ = ["column_options", "jobs_option", "over_column", "task_for"]

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


def column_options(command: F) -> F:
    """Add ``--column``, ``--into`` and ``--jobs``."""
    column = click.option(
        "--column", metavar="NAME",
        help="FILE is a table (Parquet, CSV, JSON Lines): look at this column of it.",
    )  # fmt: skip
    into = click.option(
        "--into", metavar="NAME", help="With --column: what the new column is called."
    )
    return column(into(jobs_option(command)))


def task_for(verb: Verb, column: str, into: str | None, **options: Any) -> ColumnTask:
    """Return what is to be done with a column.

    Raises :class:`~provenance.errors.ProvenanceError` where pyarrow is not installed.
    """
    from provenance.frames import ColumnTask

    if into is not None:
        options["into"] = into
    return ColumnTask(verb, column, **options)


def over_column(
    task: ColumnTask,
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

    if len(inputs) != 1 or inputs[0] == "-":
        raise click.UsageError("with --column give one file, not standard input")
    name, tally = inputs[0], Tally()
    run: LongRun | None = None

    def progress(reached: int, total: int | None) -> None:
        nonlocal run
        if run is None:
            run = LongRun(_DOING[task.verb], total, to_file=output not in (None, "-"))
        run.reached(reached)

    try:
        summary = add_column(
            task, name, output if output not in (None, "-") else sys.stdout, jobs=jobs,
            encoding=encoding, report=streams.reporter(name), progress=progress,
        )  # fmt: skip
    finally:
        if run is not None:
            run.__exit__(None, None, None)
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


_DOING = {"parse": "parsing", "find": "finding", "check": "checking", "format": "printing"}
