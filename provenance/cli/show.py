"""``provenance show``: records of the library as they are kept."""

from __future__ import annotations

from collections.abc import Iterator

import click

from provenance.cli import _streams as streams
from provenance.cli._common import Tally, json_option, library_option, output_option
from provenance.cli._library import library_in
from provenance.cli._settings import with_archives_of_library
from provenance.errors import ProvenanceError
from provenance.library.folder import Library
from provenance.writing.json import write_json
from provenance.writing.toml import write_toml

__all__ = ["show"]


@click.command(short_help="Show records of the library.")
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@json_option
@click.option("--path", is_flag=True, help="Only the name of the record's file.")
@library_option
@output_option
@with_archives_of_library
def show(keys: tuple[str, ...], as_json: bool, path: bool, library: str, output: str | None) -> int:
    """Show the record of each KEY: as TOML, under the name of its file, or as JSON."""
    if path and as_json:
        raise click.UsageError("--path and --json don't go together")
    tally = Tally()
    with library_in(library) as folder, streams.opened(output) as out:
        out.writelines(_shown(keys, folder, tally, as_json=as_json, path=path))
    return tally.status


def _shown(
    keys: tuple[str, ...], library: Library, tally: Tally, *, as_json: bool, path: bool
) -> Iterator[str]:
    first = True
    for key in keys:
        try:
            record = library[key]
        except ProvenanceError as error:
            tally.add(error)
            continue
        if path:
            yield f"{library.path(key)}\n"
        elif as_json:
            yield write_json([record])
        else:
            yield f"{'' if first else chr(10)}# {library.path(key)}\n{write_toml(record)}"
        first = False
