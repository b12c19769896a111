"""``provenance merge``: one record of two that describe one document."""

from __future__ import annotations

import click

from provenance.cli import _streams as streams
from provenance.cli._common import library_option
from provenance.cli._library import library_in, told
from provenance.cli._settings import with_archives_of_library

__all__ = ["merge"]


@click.command(short_help="Make one record of two.")
@click.argument("key")
@click.argument("other")
@click.option(
    "--prefer", metavar="KEY",
    help="Whose values count where they contradict each other.  [default: the first one's]",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Merge what seems to be two documents.")
@library_option
@with_archives_of_library
def merge(key: str, other: str, prefer: str | None, force: bool, library: str) -> int:
    """Merge the record OTHER into the record KEY; both describe one document.

    What both say is kept once, what only OTHER says is taken, lists are united. Where they
    contradict each other KEY counts, or what --prefer names; the other value is kept under
    "merged", with what was taken. OTHER's file is removed when all is written. Prints the file.
    """
    with library_in(library) as folder:
        done = folder.merge(key, other, prefer=prefer, force=force)
        click.echo(str(folder.path(key)))
    streams.remark(f"{other} was merged into {key}:{told(done.differences) or ' nothing new'}")
    return 0
