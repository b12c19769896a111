"""Columns under Dask (extra ``dask``): :func:`with_column`."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from provenance.errors import ProvenanceError
from provenance.frames import pandas
from provenance.frames.sent import SentTask
from provenance.frames.task import ColumnTask

__all__ = ["with_column"]


def with_column(frame: Any, task: ColumnTask) -> Any:
    """Return a Dask data frame with one more column, worked out where its partitions are.

    Nothing is done before the result is computed or written; a partition whose worker dies is
    done again by another. The new column is of pandas' ``ArrowDtype``, with the types of
    :mod:`provenance.frames.schema`; rows, index and partitions stay. The user's own archives, as
    they are known now, go with the task.

    Raises :class:`ProvenanceError` for another thing than a Dask data frame, and as
    :meth:`ColumnTask.schema` does.
    """
    if not hasattr(frame, "map_partitions"):
        raise ProvenanceError(f"expected a Dask data frame, found {type(frame).__name__}")
    empty = frame._meta  # Dask's own name for the columns and their types
    task.schema(pa.Schema.from_pandas(empty, preserve_index=False))
    sent = SentTask(task)
    return frame.map_partitions(pandas.with_column, sent, meta=pandas.with_column(empty, sent))
