"""``provenance cite``: citations of documents, from pages, record files or keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from provenance.cli import _streams as streams
from provenance.cli._common import (
    Tally,
    all_option,
    encoding_option,
    files_argument,
    library_option,
    output_option,
)
from provenance.cli._inputs import Input, chosen, each_input
from provenance.cli._sequence import write_notes
from provenance.cli._settings import with_own_archives
from provenance.errors import RecordError
from provenance.writing.styles import STYLES, style_of

if TYPE_CHECKING:
    from provenance.writing.csl import CslStyle

__all__ = ["cite"]

_FORMATS = ("text", "html", "markdown")


@click.command(short_help="Cite documents.")
@files_argument("FILE|KEY...|-", required=False)
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
    help="With a CSL style or chicago-author-date: the entries of a bibliography, in its order.",
)
@all_option
@library_option
@encoding_option
@output_option
@with_own_archives
def cite(
    inputs: tuple[str, ...],
    style: str,
    markup: str,
    leaves: str | None,
    archive_names: str | None,
    sequence: bool,
    repeat: str | None,
    bibliography: bool,
    whole: bool,
    library: str,
    encoding: str | None,
    output: str | None,
) -> int:
    """Cite the document of each FILE or KEY (- is standard input).

    FILE is a saved page or a record file; KEY is the key of a record in the library. Prints one
    citation a line, in Markdown a blank line between them. A document that cannot be cited is
    reported, and the rest goes on; the exit status is then 2. In author-date styles, letters tell
    works of one author and year apart (1957a), those of all documents that are given.

    With --sequence, FILE lists the notes of a manuscript instead, a line a note
    ("puzanov-1957-12-23 27; kim-1958 3"); a line with only "-" is a note that cites something else,
    and is printed empty. The first note of a document is full, later ones are short.
    """
    tally = Tally()
    if whole and sequence:
        raise click.UsageError("--all: doesn't go with --sequence")
    inputs = chosen(inputs, whole, library)
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
    sources = each_input(inputs, tally, library=library, encoding=encoding)
    names = archive_names or "short"
    if bibliography:
        citations = _bibliography(sources, style, markup, names)
    elif style_of(style).lettered:
        citations = _lettered(sources, tally, style, markup, names, leaves)
    else:
        citations = _each(sources, tally, style, markup, names, leaves)
    between = "\n\n" if markup == "markdown" else "\n"
    with streams.opened(output) as out, streams.style_remarks():
        first = True
        for citation in citations:
            out.write(citation if first else between + citation)
            first = False
        if not first:
            out.write("\n")
    return tally.status


def _each(
    sources: Iterable[Input],
    tally: Tally,
    style: str,
    markup: str,
    archive_names: str,
    leaves: str | None,
) -> Iterator[str]:
    """Yield the citation of each record; one that cannot be cited is reported, the rest goes on."""
    from provenance.writing.styles import cite as cited

    once = style_of(style).once
    printed: set[str] = set()
    for source in sources:
        for record in source.records:
            try:
                citation = cited(
                    record, style, leaves=leaves, format=markup, archive_names=archive_names
                )
            except RecordError as error:
                tally.add(f"{source.name}: {error}")
                continue
            if once:  # the entry of a collection stands in a list once
                if citation in printed:
                    continue
                printed.add(citation)
            yield citation


def _lettered(
    sources: Iterable[Input],
    tally: Tally,
    style: str,
    markup: str,
    archive_names: str,
    leaves: str | None,
) -> Iterator[str]:
    """Yield citations as :func:`_each` does, with the letters that all of them together need."""
    from provenance.writing.reference_list import ReferenceList

    found = [(source.name, record) for source in sources for record in source.records]
    listed = ReferenceList(
        (record for _, record in found),
        style.removesuffix(_TEXT),
        format=markup,
        archive_names=archive_names,
    )
    write = listed.citation if style.endswith(_TEXT) else listed.entry
    for name, record in found:
        try:
            yield write(record, leaves=leaves)
        except RecordError as error:
            tally.add(f"{name}: {error}")


def _bibliography(
    sources: Iterable[Input], style: str, markup: str, archive_names: str
) -> Iterable[str]:
    """Return the entries of a bibliography in its order."""
    if style in STYLES and STYLES[style].lettered and not style.endswith(_TEXT):
        from provenance.writing.reference_list import ReferenceList

        records = (record for source in sources for record in source.records)
        return ReferenceList(records, style, format=markup, archive_names=archive_names).entries()
    found = csl_style(style)
    records = (record for source in sources for record in source.records)
    return found.bibliography(list(records), format=markup)


#: What ends the id of a style of citations in the text that belong to a reference list.
_TEXT = "-text"


def csl_style(name: str) -> CslStyle:
    """Return a CSL style; raises :class:`click.UsageError` for a style of our own."""
    from provenance.writing import csl

    if name in STYLES:
        raise click.UsageError(
            f"--bibliography: {name!r} has no list in an order of its own; CSL styles and "
            "chicago-author-date have one, other styles print an entry for each document"
        )
    return csl.load(name, known=STYLES)
