"""``provenance list``: the records of the library."""

from __future__ import annotations

import click

from provenance.cli import _streams as streams
from provenance.cli._common import Tally, json_option, library_option, output_option
from provenance.cli._library import library_in, write_entries
from provenance.cli._settings import with_archives_of_library
from provenance.library.search import SORTS

__all__ = ["listing"]


@click.command("list", short_help="List the records of the library.")
@click.option(
    "--sort", type=click.Choice(tuple(SORTS)), default="date", show_default=True,
    help="The order; holding is archive, fond, file.",
)  # fmt: skip
@json_option
@library_option
@output_option
@with_archives_of_library
def listing(sort: str, as_json: bool, library: str, output: str | None) -> int:
    """List all records of the library: key, date, kind, title, where the document lies.

    The columns are separated by tabs where the output is not a terminal. A file in the folder that
    is no record is reported, and the exit status is then 2.
    """
    tally = Tally()
    with library_in(library, to_file=output is not None) as folder:
        entries, problems = folder.entries(sort=sort), folder.problems(refresh=False)
    write_entries(entries, as_json=as_json, output=output)
    misnamed = {entry.problem for entry in entries}
    for problem in problems:
        if problem in misnamed:
            streams.remark(problem)
        else:
            tally.add(problem)
    return tally.status
