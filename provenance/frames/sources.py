"""Tables with a column of references, opened by the format of the file.

What a part holds besides the column is passed on as it stands: a line of JSON is not written
anew, a cell of a CSV file stays text.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from provenance.errors import ProvenanceError, ReadError
from provenance.frames._csv import CsvFile
from provenance.frames._json_lines import JsonLines
from provenance.frames._parquet import ParquetFile
from provenance.frames.parts import Part, Reach, Source, text_lines
from provenance.frames.task import ColumnTask
from provenance.reading.source import decode_pieces

__all__ = ["FORMATS", "STREAMED", "Part", "Source", "format_of", "open_source"]

#: The formats by the suffix of a file's name; all but Parquet may be compressed (``.csv.gz``).
FORMATS: Final = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".tsv": "csv",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
#: The formats that a stream may have: what Parquet holds is written at its end.
STREAMED: Final = ("csv", "tsv", "jsonl")


def format_of(path: str | Path, format: str | None = None) -> tuple[str, bool]:
    """Return the format of a file by its name, and whether it is compressed.

    A ``format`` (a suffix of :data:`FORMATS` without its stop) goes before what the name says.
    Raises :class:`ReadError` for a name that ends in another way.
    """
    suffix, packed = _suffix(path, format)
    found = FORMATS.get(suffix)
    if found is None or (packed and found == "parquet"):
        expected = ", ".join(FORMATS)
        raise ReadError(
            f"expected a table, a file whose name ends in {expected} (.gz after all but Parquet's)",
            source=str(path),
        )
    return found, packed


def _suffix(path: str | Path, format: str | None) -> tuple[str, bool]:
    name = Path(path).name.lower()
    packed = name.endswith(".gz")
    return (f".{format}" if format else Path(name.removesuffix(".gz")).suffix), packed


@contextmanager
def open_source(
    source: str | Path | BinaryIO,
    task: ColumnTask,
    *,
    format: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    report: Callable[[str], None] | None = None,
) -> Iterator[Source]:
    """Open a file by the suffix of its name, or as ``format``, which a stream must have.

    ``delimiter`` is what stands between the cells of a CSV file; without it, it is found out.
    Raises :class:`ReadError` where it is not what its name says, or the column is not there or
    holds no text, :class:`ProvenanceError` for a delimiter that can be none or goes with another
    format, and :class:`OSError` where it cannot be opened.
    """
    name = str(source) if isinstance(source, str | Path) else "-"
    if name == "-" and format not in STREAMED:
        raise ProvenanceError(f"a stream has one of the formats {', '.join(STREAMED)}")
    found, packed = format_of(name, format)
    if delimiter is not None and found != "csv":
        raise ProvenanceError(f"{name}: a delimiter goes with CSV, this is {found}")
    if found == "csv" and delimiter is None and _suffix(name, format)[0] == ".tsv":
        delimiter = "\t"
    if not isinstance(source, str | Path):
        lines = _lines_of(source, name, packed, encoding, report)
        if found == "csv":
            yield CsvFile(lines, name, task, Reach(source, None), delimiter)
        else:
            yield JsonLines(lines, name, task, Reach(source, None))
        return
    with open(source, "rb") as file:
        if found == "parquet":
            yield ParquetFile(file, name, task)
            return
        total = file.seek(0, io.SEEK_END)
        file.seek(0)
        lines = _lines_of(file, name, packed, encoding, report)
        if found == "csv":
            yield CsvFile(lines, name, task, Reach(file, total), delimiter)
        else:
            again = partial(_again, source, packed, encoding) if total else None
            yield JsonLines(lines, name, task, Reach(file, total), again)


@contextmanager
def _again(source: str | Path, packed: bool, encoding: str | None) -> Iterator[Iterator[str]]:
    """Open the lines of a file once more; what there is to report has been reported."""
    with open(source, "rb") as file:
        yield _lines_of(file, str(source), packed, encoding, None)


def _lines_of(
    file: BinaryIO,
    name: str,
    packed: bool,
    encoding: str | None,
    report: Callable[[str], None] | None,
) -> Iterator[str]:
    stream: Any = gzip.GzipFile(fileobj=file) if packed else file
    pieces = decode_pieces(stream, encoding, source=name, report=report)
    return text_lines(_whole(pieces, name), name)


def _whole(pieces: Iterator[str], name: str) -> Iterator[str]:
    """Yield the pieces of a text; :class:`ReadError` where they end too early."""
    try:
        yield from pieces
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ReadError(f"the file is cut off or damaged: {error}", source=name) from None
