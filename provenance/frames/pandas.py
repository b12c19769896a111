"""Columns of a pandas data frame: :func:`with_column`."""

from __future__ import annotations

from typing import Any

from provenance.errors import ProvenanceError
from provenance.frames.sent import SentTask
from provenance.frames.task import ColumnTask

__all__ = ["with_column"]


def with_column(frame: Any, task: ColumnTask | SentTask) -> Any:
    """Return a pandas data frame with one more column; rows and index stay as they are.

    The new column is of pandas' ``ArrowDtype``, with the types of ``provenance.frames.schema``.
    Its rows are those of the frame in their order, whatever the index says: a series made of the
    result would have an index of its own, and pandas would put values into other rows.

    Raises :class:`ProvenanceError` for another thing than a pandas data frame, where the column is
    not there, twice there, or no text, and where there is one of the new name already.
    """
    import pandas
    from pandas.arrays import ArrowExtensionArray

    if not isinstance(frame, pandas.DataFrame):
        raise ProvenanceError(f"expected a pandas data frame, found {type(frame).__name__}")
    fit = task.task if isinstance(task, SentTask) else task
    fit.names(list(frame.columns))
    found = ArrowExtensionArray(task.result(frame[fit.column]))
    return frame.assign(**{fit.into: found})
