"""``provenance cite``: citations of documents, from pages, record files or keys."""

from __future__ import annotations

import click

from provenance.cli import _streams as streams
from provenance.cli._common import (
    Tally,
    encoding_option,
    files_argument,
    library_option,
    output_option,
)
from provenance.cli._inputs import each_input

__all__ = ["cite"]

_FORMATS = ("text", "html", "markdown")


@click.command(short_help="Cite documents.")
@files_argument("FILE|KEY...|-")
@click.option(
    "--style",
    metavar="STYLE",
    default="chicago-note",
    show_default=True,
    help="How to cite; 'provenance styles' lists what there is.",
)
@click.option("--format", "markup", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--leaves", metavar="LEAVES", help="Cite these leaves only (27, 27-28, 5v).")
@click.option(
    "--archive-names",
    type=click.Choice(("short", "full")),
    default="short",
    show_default=True,
    help="AVPRF, or the archive's name and city.",
)
@library_option
@encoding_option
@output_option
def cite(
    inputs: tuple[str, ...],
    style: str,
    markup: str,
    leaves: str | None,
    archive_names: str,
    library: str,
    encoding: str | None,
    output: str | None,
) -> int:
    """Cite the document of each FILE or KEY (- is standard input).

    FILE is a saved page or a record file; KEY is the key of a record in the library. Prints one
    citation a line, in Markdown a blank line between them.
    """
    from provenance.writing.styles import cite as cited

    tally = Tally()
    between = "\n\n" if markup == "markdown" else "\n"
    with streams.opened(output) as out:
        first = True
        for source in each_input(inputs, tally, library=library, encoding=encoding):
            for record in source.records:
                citation = cited(
                    record, style, leaves=leaves, format=markup, archive_names=archive_names
                )
                out.write(citation if first else between + citation)
                first = False
        if not first:
            out.write("\n")
    return tally.status
