"""``provenance read``: saved pages and record files as records."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from provenance._shape import path_steps
from provenance.cli import _streams as streams
from provenance.cli._common import (
    Tally,
    cell,
    encoding_option,
    files_argument,
    library_option,
)
from provenance.cli._inputs import Input, each_input, unique
from provenance.cli._settings import with_own_archives
from provenance.errors import ProvenanceError
from provenance.library import KINDS, Kind, load
from provenance.library.files import file_name
from provenance.model import Record
from provenance.output import whole_file
from provenance.reading.page import read_body
from provenance.reading.source import read_source
from provenance.reading.toml import read_toml
from provenance.writing.json import write_json
from provenance.writing.record import plain
from provenance.writing.toml import write_toml

__all__ = ["read"]


@click.command(short_help="Read saved pages and record files as records.")
@files_argument("FILE|KEY...|-")
@click.option(
    "--to",
    "form",
    type=click.Choice(("toml", "json")),
    default="toml",
    show_default=True,
    help="A TOML record file, or JSON with one object a line.",
)
@click.option(
    "--from",
    "kind",
    type=click.Choice(KINDS),
    help="What FILE is; without it, its suffix or else its content decides.",
)
@click.option("--trace", is_flag=True, help="Show where each value stood.")
@click.option("--body", metavar="FILE", help="Save the document's own text in FILE.")
@library_option
@encoding_option
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="Write to FILE, whole or not at all; several TOML records go to DIR, a file each.",
)
@with_own_archives
def read(
    inputs: tuple[str, ...],
    form: str,
    kind: Kind | None,
    trace: bool,
    body: str | None,
    library: str,
    encoding: str | None,
    output: str | None,
) -> int:
    """Read the document of each FILE or KEY (- is standard input) and print its record.

    FILE is the saved page of a digital archive (copied text, HTML or MHTML) or a record file.
    Several records to TOML need --output DIR: each goes to a file named after its key, and a
    file that is there already and says something else is not touched.

    With --trace, JSON objects have "origins"; with TOML each field, its value, the place it was
    read from and the basis (document, host or inferred) are listed on standard error, separated
    by tabs.
    """
    if body is not None and len(inputs) > 1:
        raise click.UsageError("--body takes the text of one FILE")
    tally = Tally()
    found = _numbered(
        each_input(inputs, tally, library=library, encoding=encoding, kind=kind), body, encoding
    )
    if form == "json":
        with streams.opened(output) as out:
            for _, record in found:
                out.write(write_json([record], origins=trace))
        return tally.status
    records = list(found)
    _write_toml([record for _, record in records], output)
    if trace:
        for name, record in records:
            for line in _trace(name, record):
                print(line, file=sys.stderr)
    return tally.status


def _numbered(
    found: Iterable[Input], body: str | None, encoding: str | None
) -> Iterator[tuple[str, Record]]:
    """Yield each record with the name of its input, no key twice; save the body on the way."""
    names: list[str] = []

    def records() -> Iterator[Record]:
        for source in found:
            if body is not None:
                _save_body(source, body, encoding)
            for record in source.records:
                names.append(source.name)
                yield record

    for record in unique(records()):
        yield names[-1], record


def _save_body(source: Input, body: str, encoding: str | None) -> None:
    if not source.records[0].origins:
        raise click.UsageError(f"{source.name} is a record, not a page: it has no body to save")
    page = read_source(source.data, encoding=encoding, source=source.name)
    with whole_file(body) as out:
        out.write(read_body(page.text) + "\n")


def _write_toml(records: list[Record], output: str | None) -> None:
    into_folder = output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))
    if len(records) > 1 and not into_folder:
        if output is None or os.path.exists(output):
            raise click.UsageError(
                f"{len(records)} records to TOML need --output DIR, or choose --to json"
            )
        into_folder = True
    if not into_folder:
        with streams.opened(output) as out:
            out.writelines(write_toml(record) for record in records)
        return
    folder = Path(output or "")
    pending = {folder / file_name(record.key): write_toml(record) for record in records}
    pending = {path: text for path, text in pending.items() if not _is_there(path, text)}
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in pending.items():
        with whole_file(path) as out:
            out.write(text)


def _is_there(path: Path, text: str) -> bool:
    """Whether the file holds this record already; one that holds another is not to be replaced.

    Raises :class:`~provenance.errors.ProvenanceError` then.
    """
    if not path.exists():
        return False
    if load(path) == read_toml(text):
        return True
    raise ProvenanceError(
        f"{path}: this file is there already and says something else; "
        "remove it, or choose another folder"
    )


def _trace(name: str, record: Record) -> Iterator[str]:
    data = plain(record)
    for path, origin in record.origins.items():
        shown = cell(_shown(_value(data, path)))
        yield "\t".join((path, shown, f"{name}:{origin.line}", origin.basis))


def _shown(value: Any) -> str:
    """Return a value as one text: a holding as it was written, other tables as their values."""
    if isinstance(value, dict):
        return str(value["text"]) if "text" in value else _shown(list(value.values()))
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return str(value)


def _value(data: Any, path: str) -> Any:
    """Return the value at ``path`` (``copies.number``, ``marks[0].text``), or ``""``."""
    for step in path_steps(path):
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return data
