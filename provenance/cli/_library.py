"""What the commands share that work on a library: the library itself, and lists of its records."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from provenance.cli import _streams as streams
from provenance.cli._common import cell, json_line
from provenance.cli._progress import LongRun
from provenance.library.folder import Library

if TYPE_CHECKING:
    from provenance.library.merge import Difference
    from provenance.library.search import Entry

__all__ = ["library_in", "told", "write_entries"]


@contextmanager
def library_in(folder: str, *, to_file: bool = False) -> Iterator[Library]:
    """Open the library in a folder; how far a long reading of it has come is shown."""
    with LongRun(f"reading {folder}", None, to_file=to_file) as run:
        library = Library(folder, reached=lambda done, _: run.reached(done))
        try:
            yield library
        finally:
            library.close()


def told(differences: Iterable[Difference]) -> str:
    """Return differences as lines, each with the field, what is here and what is there."""
    return "".join(
        f"\n  {each.path}: {'nothing' if each.here is None else cell(each.here)} here, "
        f"{cell(each.there)} there"
        for each in differences
    )


def write_entries(entries: Sequence[Entry], *, as_json: bool, output: str | None) -> None:
    """Write a list of records: as JSON, as a table on a terminal, else separated by tabs."""
    with streams.opened(output) as out:
        if as_json:
            out.writelines(json_line(_plain(entry)) for entry in entries)
        elif output is None and sys.stdout.isatty():
            _table(entries)
        else:
            out.writelines("\t".join(map(cell, _row(entry))) + "\n" for entry in entries)


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        entry.key, entry.date or "", entry.kind or "", entry.title or "", "; ".join(entry.holdings)
    )  # fmt: skip


def _plain(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": entry.key, "path": str(entry.path), "kind": entry.kind, "title": entry.title,
        "date": entry.date, "creators": list(entry.creators), "holdings": list(entry.holdings),
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _table(entries: Iterable[Entry]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("key", "date", "kind", "title", "where", box=None, pad_edge=False)
    for entry in entries:
        table.add_row(*_row(entry))
    Console(highlight=False, markup=False).print(table)
