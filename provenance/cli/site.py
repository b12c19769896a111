"""``provenance site``: a library as a static web site."""

from __future__ import annotations

from collections.abc import Iterator

import click

from provenance.cli import _streams as streams
from provenance.cli._common import Tally, encoding_option, library_option
from provenance.cli._inputs import chosen, each_input
from provenance.cli._progress import LongRun
from provenance.cli._settings import with_own_archives
from provenance.model import Record
from provenance.site.writer import TITLE, write_site

__all__ = ["site"]


@click.command(short_help="Write a library as a web site.")
@click.argument("folder", metavar="DIR")
@click.argument("inputs", metavar="[FILE|KEY]...", nargs=-1)
@click.option(
    "--title", metavar="TEXT", default=TITLE, show_default=True, help="What the site is called."
)
@library_option
@encoding_option
@with_own_archives
def site(
    folder: str, inputs: tuple[str, ...], title: str, library: str, encoding: str | None
) -> int:
    """Write a web site of all records of the library, or of each FILE or KEY, to the folder DIR.

    A list with filters, a page for each record, the archives consulted; they need no server, no
    network and no script. DIR is new, empty, or a site that was written before, which is replaced
    as a whole. Prints the name of the first page.
    """
    tally = Tally()
    names = chosen(inputs, not inputs, library)
    with LongRun("writing pages", None, to_file=True) as run:

        def found() -> Iterator[Record]:
            for source in each_input(names, tally, library=library, encoding=encoding):
                yield from source.records

        records = list(found())
        if not records:  # each input was complained about: there is nothing to replace a site
            return tally.status
        first = write_site(records, folder, title=title, reached=lambda done, _: run.reached(done))
    with streams.opened(None) as out:
        out.write(f"{first}\n")
    return tally.status
