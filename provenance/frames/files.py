"""A column of a file, in bounded memory and with any number of processes: :func:`add_column`."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import attrs
import pyarrow as pa
import pyarrow.compute as pc

from provenance.checking.finding import SEVERITIES
from provenance.frames.sinks import open_sink
from provenance.frames.sources import Part, format_of, open_source
from provenance.frames.task import ColumnTask
from provenance.jobs import ordered

__all__ = ["Summary", "add_column"]


@attrs.define
class Summary:
    """What came of a file: its rows, those with a text, those whose result is an error.

    ``found`` counts the references that were found, or the findings by severity.
    """

    rows: int = 0
    texts: int = 0
    errors: int = 0
    found: dict[str, int] = attrs.field(factory=dict)

    def add(self, task: ColumnTask, result: Any) -> None:
        """Count the results of a part."""
        self.rows += len(result)
        self.texts += len(result) - result.null_count
        if pa.types.is_struct(result.type):
            errors = pc.struct_field(result, "error")
            self.errors += len(errors) - errors.null_count
            return
        each = result.flatten()
        if task.verb == "find":
            errors = pc.struct_field(each, "error")
            bad = len(errors) - errors.null_count
            self.errors += bad
            self.found["references"] = self.found.get("references", 0) + len(each) - bad
            return
        severities = pc.struct_field(each, "severity")
        for severity in SEVERITIES:
            count = pc.sum(pc.equal(severities, severity)).as_py() or 0
            self.found[severity] = self.found.get(severity, 0) + count


def add_column(
    task: ColumnTask,
    source: str | Path | BinaryIO,
    output: str | Path | TextIO,
    *,
    jobs: int = 1,
    format: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    report: Callable[[str], None] | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Summary:
    """Write a file's rows with a new column to ``output``; return what came of it.

    The files' formats are those of their suffixes: ``.parquet``, ``.csv``, ``.tsv``, ``.jsonl``,
    also ``.csv.gz`` and the like; ``format`` (such a suffix without its stop) goes before what the
    name of ``source`` says, and a stream of bytes, which is no Parquet, must have it. ``delimiter``
    is what stands between the cells of a CSV file. A stream gets JSON Lines. The output appears
    whole or not at all; rows are written in their order, whatever the number of ``jobs``. Memory
    does not grow with the file. ``report`` is told of a guessed encoding and of a worker that died,
    ``progress`` how far the file is read, and how far it goes.

    Raises :class:`ReadError` where the file is faulty or has no such column of text, with the line
    where there is one, :class:`ProvenanceError` for a delimiter that can be none, and
    :class:`OSError` where it cannot be read or written.
    """
    summary = Summary()
    if task.verb == "check" and task.today is None:  # one day for all rows, however long it takes
        task = attrs.evolve(task, today=dt.date.today())
    if isinstance(output, str | Path):
        format_of(output)  # before any work is done
    with open_source(
        source, task, format=format, delimiter=delimiter, encoding=encoding, report=report
    ) as opened:
        waiting: deque[Part] = deque()

        def texts() -> Iterator[_Sent]:
            for part in opened.parts():
                waiting.append(part)
                yield _Sent(part.place, part.texts if jobs <= 1 else _packed(part.texts))

        work = partial(_result if jobs <= 1 else _sent_result, task)
        with open_sink(output, opened, task) as sink:
            for found in ordered(work, texts(), jobs=jobs, place=_place, report=report):
                result = found if jobs <= 1 else _unpacked(found)
                part = waiting.popleft()
                summary.add(task, result)
                sink.write(part, result)
                if progress is not None:
                    progress(part.reached, opened.total)
    return summary


@attrs.frozen
class _Sent:
    """What is sent to a worker: the texts, and for messages the place they are at."""

    place: str
    texts: Any


def _place(sent: _Sent) -> str:
    return sent.place


def _result(task: ColumnTask, sent: _Sent) -> Any:
    return task.result(sent.texts)


def _sent_result(task: ColumnTask, sent: _Sent) -> bytes:
    texts = _unpacked(sent.texts) if isinstance(sent.texts, bytes) else sent.texts
    packed = _packed(task.result(texts))
    assert isinstance(packed, bytes)
    return packed


def _packed(array: Any) -> Any:
    """Return an array as Arrow's own bytes, which hold no more than its part; a list as it is.

    To pickle an array would send all that it is a slice of.
    """
    if not isinstance(array, pa.Array):
        return array
    batch = pa.RecordBatch.from_arrays([array], ["column"])
    buffer = pa.BufferOutputStream()
    with pa.ipc.new_stream(buffer, batch.schema) as writer:
        writer.write_batch(batch)
    return buffer.getvalue().to_pybytes()


def _unpacked(data: bytes) -> Any:
    return pa.ipc.open_stream(data).read_next_batch().column(0)
