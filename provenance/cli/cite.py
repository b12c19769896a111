"""``provenance cite``: citations of documents, from pages, record files or keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from provenance.cli._sequence import write_notes

if TYPE_CHECKING:
    from provenance.writing.csl import CslStyle

__all__ = ["cite"]

_FORMATS = ("text", "html", "markdown")


@click.command(short_help="Cite documents.")
@files_argument("FILE|KEY...|-")
@click.option(
    "--style",
    metavar="STYLE",
    default="chicago-note",
    show_default=True,
    help="How to cite: what 'provenance styles' lists, a CSL file, or the name of an installed CSL "
    "style.",
)
@click.option("--format", "markup", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--leaves", metavar="LEAVES", help="Cite these leaves only (27, 27-28, 5v).")
@click.option(
    "--archive-names",
    type=click.Choice(("short", "full", "first")),
    help="AVPRF, or the archive's name and city; first: in full at its first mention, what "
    "--sequence does by itself.  [default: short]",
)
@click.option(
    "--sequence",
    is_flag=True,
    help="FILE lists the notes of a manuscript: a line has a key or file and, if need be, leaves; "
    "several sources stand between semicolons.",
)
@click.option(
    "--repeat",
    type=click.Choice(("short", "author", "ibid")),
    help="With --sequence: how a source is repeated in the note after it.  [default: as the style]",
)
@click.option(
    "--bibliography",
    is_flag=True,
    help="With a CSL style: the entries of a bibliography, in its order.",
)
@library_option
@encoding_option
@output_option
def cite(
    inputs: tuple[str, ...],
    style: str,
    markup: str,
    leaves: str | None,
    archive_names: str | None,
    sequence: bool,
    repeat: str | None,
    bibliography: bool,
    library: str,
    encoding: str | None,
    output: str | None,
) -> int:
    """Cite the document of each FILE or KEY (- is standard input).

    FILE is a saved page or a record file; KEY is the key of a record in the library. Prints one
    citation a line, in Markdown a blank line between them.

    With --sequence, FILE lists the notes of a manuscript instead, a line a note
    ("puzanov-1957-12-23 27; kim-1958 3"); a line with only "-" is a note that cites something else,
    and is printed empty. The first note of a document is full, later ones are short.
    """
    tally = Tally()
    if bibliography and (sequence or leaves is not None):
        raise click.UsageError("--bibliography: goes with neither --sequence nor --leaves")
    if sequence:
        if leaves is not None:
            raise click.UsageError("--leaves: with --sequence, leaves stand in the list of notes")
        if archive_names == "full":
            raise click.UsageError("--archive-names: with --sequence, it is 'first' or 'short'")
        with streams.opened(output) as out, streams.style_remarks():
            write_notes(
                inputs,
                out,
                tally,
                style=style,
                repeat=repeat,
                markup=markup,
                archive_names=archive_names or "first",
                library=library,
                encoding=encoding,
            )
        return tally.status
    if repeat is not None:
        raise click.UsageError("--repeat: goes with --sequence")
    if archive_names == "first":
        raise click.UsageError("--archive-names: 'first' goes with --sequence")
    from provenance.writing.styles import cite as cited
    from provenance.writing.styles import style_of

    between = "\n\n" if markup == "markdown" else "\n"
    if bibliography:
        found = csl_style(style)
        with streams.opened(output) as out, streams.style_remarks():
            sources = each_input(inputs, tally, library=library, encoding=encoding)
            records = [record for source in sources for record in source.records]
            entries = found.bibliography(records, format=markup)
            out.write(between.join(entries) + "\n" if entries else "")
        return tally.status
    once = style_of(style).once
    printed: set[str] = set()
    with streams.opened(output) as out, streams.style_remarks():
        first = True
        for source in each_input(inputs, tally, library=library, encoding=encoding):
            for record in source.records:
                citation = cited(
                    record,
                    style,
                    leaves=leaves,
                    format=markup,
                    archive_names=archive_names or "short",
                )
                if once:  # the entry of a collection stands in a list once
                    if citation in printed:
                        continue
                    printed.add(citation)
                out.write(citation if first else between + citation)
                first = False
        if not first:
            out.write("\n")
    return tally.status


def csl_style(name: str) -> CslStyle:
    """Return a CSL style; raises :class:`click.UsageError` for a style of our own."""
    from provenance.writing import csl
    from provenance.writing.styles import STYLES

    if name in STYLES:
        raise click.UsageError(
            f"--bibliography: {name!r} is no CSL style; the styles of bibliographies that "
            "'provenance styles' lists print an entry for each document by themselves"
        )
    return csl.load(name, known=STYLES)
