"""``provenance convert``: a bibliography of one program for another one, entry by entry."""

from __future__ import annotations

import io
import itertools
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO

import click

from provenance.cli import _streams as streams
from provenance.cli._columns import jobs_option
from provenance.cli._common import (
    FOUND_NOTHING,
    Tally,
    cell,
    encoding_option,
    library_option,
    output_option,
)
from provenance.cli._inputs import path_of
from provenance.cli._progress import LongRun
from provenance.cli._settings import with_own_archives
from provenance.errors import ReadError
from provenance.jobs import spread
from provenance.library import KINDS, Kind, read_stream
from provenance.model import Record
from provenance.writing import registry

__all__ = ["convert"]


@click.command(short_help="Convert a bibliography for another program.")
@click.argument("name", metavar="FILE|KEY|-")
@click.option("--to", "form", type=click.Choice(tuple(registry.FORMATS)), required=True)
@click.option(
    "--from",
    "kind",
    type=click.Choice(KINDS),
    help="What FILE is; without it, its suffix or else its content decides.",
)
@click.option(
    "--losses",
    "show_losses",
    is_flag=True,
    help="Also list on standard error what the format could not carry.",
)
@jobs_option
@library_option
@encoding_option
@output_option
@with_own_archives
def convert(
    name: str,
    form: str,
    kind: Kind | None,
    show_losses: bool,
    jobs: int,
    library: str,
    encoding: str | None,
    output: str | None,
) -> int:
    """Convert the entries of FILE (- is standard input), or the record KEY, one by one.

    BibTeX, CSL-JSON, CSL-YAML and RIS of any length are converted in bounded memory. An entry that
    cannot be read is reported with its line, and the rest goes on; the exit status is
    then 1. With --losses, each value that the format has no place for is listed on standard
    error: key, field, value and reason, separated by tabs.
    """
    tally = Tally()
    name = path_of(name, library)
    lost: list[str] = []
    with _opened(name) as (stream, size), LongRun("converting", size, to_file=bool(output)) as run:
        counted = _Counted(stream)
        found = read_stream(
            io.BufferedReader(counted), kind, source=name, encoding=encoding,
            report=streams.reporter(name),
            spread=partial(spread, jobs=jobs, report=streams.reporter(name)),
        )  # fmt: skip
        records = _records(found, tally)
        first = next(records, None)
        if first is None:
            tally.add(f"{name}: expected an entry, found none", FOUND_NOTHING)
            return tally.status
        with streams.opened(output) as out:
            for text in registry.pieces(
                _noted(itertools.chain([first], records), form, lost if show_losses else None), form
            ):
                out.write(text)
                run.reached(counted.read_so_far)
                _tell(lost)
    return tally.status


def _records(found: Iterable[Record | ReadError], tally: Tally) -> Iterator[Record]:
    for each in found:
        if isinstance(each, Record):
            yield each
        else:
            tally.add(each, FOUND_NOTHING)


def _noted(records: Iterable[Record], form: str, lost: list[str] | None) -> Iterator[Record]:
    """Yield the records; what each loses goes to ``lost``."""
    for record in records:
        if lost is not None:
            for loss in registry.losses(record, form):
                cells = (loss.key, loss.field, loss.value, loss.reason)
                lost.append("\t".join(map(cell, cells)))
        yield record


def _tell(lost: list[str]) -> None:
    if lost:
        sys.stdout.flush()
        for line in lost:
            print(line, file=sys.stderr)
        lost.clear()


@contextmanager
def _opened(name: str) -> Iterator[tuple[BinaryIO, int | None]]:
    if name == "-":
        yield streams.standard_input(), streams.size_of_standard_input()
        return
    with open(name, "rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        yield file, size


class _Counted(io.RawIOBase):
    """A stream that tells how much of it was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.read_so_far = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.read_so_far += len(data)
        return len(data)
