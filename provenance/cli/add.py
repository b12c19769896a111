"""``provenance add``: saved pages and record files as records of the library."""

from __future__ import annotations

import click

from provenance.cli import _streams as streams
from provenance.cli._common import (
    FOUND_NOTHING,
    Tally,
    encoding_option,
    files_argument,
    library_option,
)
from provenance.cli._inputs import each_input
from provenance.cli._library import library_in, told
from provenance.cli._settings import with_archives_of_library
from provenance.errors import ProvenanceError
from provenance.library import KINDS, Kind
from provenance.library.folder import Added

__all__ = ["add"]


@click.command(short_help="Add documents to the library.")
@files_argument("FILE...|-")
@click.option(
    "--from", "kind", type=click.Choice(KINDS),
    help="What FILE is; without it, its suffix or else its content decides.",
)  # fmt: skip
@click.option(
    "--merge", is_flag=True,
    help="Where the library has a document already, give its record what FILE says besides.",
)  # fmt: skip
@click.option(
    "--anyway", is_flag=True, help="Add also what seems to be a document the library has already."
)
@library_option
@encoding_option
@with_archives_of_library
def add(
    inputs: tuple[str, ...],
    kind: Kind | None,
    merge: bool,
    anyway: bool,
    library: str,
    encoding: str | None,
) -> int:
    """Add the document of each FILE (- is standard input) to the library.

    FILE is a saved page, a record file or a bibliography. Prints key and file of each record that
    was written, separated by a tab. No record is overwritten: another document with the same key
    gets -2, -3 behind it.

    Where the library has the document already (the same leaves of the same file, or the same
    address or id at its host), nothing is written; what FILE says otherwise is listed, field by
    field, and the exit status is 1. With --merge the record takes over what it has not, and keeps
    under "merged" what it has otherwise.
    """
    if merge and anyway:
        raise click.UsageError("--merge and --anyway don't go together")
    tally = Tally()
    with library_in(library) as folder:
        for source in each_input(inputs, tally, encoding=encoding, kind=kind):
            for record in source.records:
                try:
                    done = folder.add(record, source=source.name, merge=merge, anyway=anyway)
                except ProvenanceError as error:
                    tally.add(f"{source.name}: not added: {error}")
                    continue
                except OSError as error:
                    tally.add(f"{source.name}: not added: {streams.os_error(error)}")
                    continue
                _tell(source.name, done, tally)
    return tally.status


def _tell(name: str, done: Added, tally: Tally) -> None:
    if done.outcome in ("added", "merged"):
        click.echo(f"{done.key}\t{done.path}")
    there = f"{name}: the library has this document already, as {done.path}"
    if done.outcome == "known":
        streams.remark(f"{there}; nothing new")
    elif done.outcome == "differs":
        tally.add(f"{there}; --merge gives it what is new:{told(done.differences)}", FOUND_NOTHING)
    elif done.outcome == "merged":
        streams.remark(f"{there}; it was merged:{told(done.differences)}")
