"""``provenance rename``: another key for a record of the library."""

from __future__ import annotations

import click

from provenance.cli._common import library_option
from provenance.cli._library import library_in
from provenance.cli._settings import with_archives_of_library

__all__ = ["rename"]


@click.command(short_help="Give a record another key.")
@click.argument("old")
@click.argument("new")
@library_option
@with_archives_of_library
def rename(old: str, new: str, library: str) -> int:
    """Give the record OLD the key NEW, in its file and as the name of its file; prints the file."""
    with library_in(library) as folder:
        click.echo(str(folder.rename(old, new)))
    return 0
