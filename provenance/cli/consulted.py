"""``provenance consulted``: the archives, fonds and files that records or a manuscript rest on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from provenance.cli import _streams as streams
from provenance.cli._common import (
    FOUND_NOTHING,
    Tally,
    all_option,
    encoding_option,
    files_argument,
    library_option,
    output_option,
)
from provenance.cli._inputs import chosen, path_of
from provenance.cli._settings import with_own_archives
from provenance.errors import NothingFoundError, ProvenanceError
from provenance.library import kind_of, read_bytes

__all__ = ["consulted"]

_WEB_PAGES = (".html", ".htm", ".xhtml", ".mhtml", ".mht")


@click.command(short_help="List the archives consulted.")
@files_argument("FILE|KEY...|-", required=False)
@click.option(
    "--format",
    "markup",
    type=click.Choice(("text", "html", "markdown")),
    default="text",
    show_default=True,
)
@click.option(
    "--from",
    "origin",
    type=click.Choice(("text", "page")),
    help="What a text is: running text with references, or the saved page of a document.",
)
@all_option
@library_option
@encoding_option
@output_option
@with_own_archives
def consulted(
    inputs: tuple[str, ...],
    markup: str,
    origin: str | None,
    whole: bool,
    library: str,
    encoding: str | None,
    output: str | None,
) -> int:
    """List the archives that each FILE or KEY rests on: country, archive, fonds, files.

    FILE is a record file, a bibliography, a saved page, or a manuscript (a Word file too), whose
    references are taken. A text in which no reference is found, and a web page, are read as the
    page of a document; --from decides otherwise. All inputs give one list.
    """
    from provenance.writing.consulted import consulted as listed

    tally = Tally()
    things: list[Any] = []
    for name in chosen(inputs, whole, library):
        try:
            found = _things(path_of(name, library), origin, encoding)
        except NothingFoundError as error:
            tally.add(error, FOUND_NOTHING)
            continue
        except (ProvenanceError, OSError) as error:
            tally.add(error)
            continue
        if not found:
            tally.add(f"{name}: no archival reference was found", FOUND_NOTHING)
        things += found
    with streams.opened(output) as out:
        out.write(listed(things, markup))
    return tally.status


def _things(path: str, origin: str | None, encoding: str | None) -> Sequence[Any]:
    """Return the records in a file, or the references in its text."""
    from provenance.reading.manuscript import kind_of_writing, read_writing
    from provenance.reading.scan import find_locators
    from provenance.reading.source import decode, read_source

    data = streams.bytes_of(path)
    report = streams.reporter(path)
    suffix = Path(path).suffix.lower()
    writing = kind_of_writing(data, path)
    if writing == "docx":
        references = read_writing(data, name=path, kind=writing).references
        return [each for each in references if each.locator is not None]
    text = origin == "text" or suffix in _WEB_PAGES
    if not text and (path == "-" or not suffix or writing is not None):
        text = kind_of(decode(data, encoding, source=path)) == "page"
    if not text:
        return read_bytes(data, source=path, encoding=encoding, report=report)
    page = read_source(data, encoding=encoding, source=path)
    if page.report:
        report(page.report)
    if origin == "page" or (origin is None and suffix in _WEB_PAGES):
        records = _page(data, path, encoding)
        if origin == "page" or any(record.holdings for record in records):
            return records
    found = list(find_locators(page.text))
    return found if found or origin == "text" else _page(data, path, encoding)


def _page(data: bytes, path: str, encoding: str | None) -> Sequence[Any]:
    try:
        return read_bytes(data, "page", source=path, encoding=encoding)
    except NothingFoundError:
        return ()
