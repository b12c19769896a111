"""Columns under Spark (extra ``spark``): :func:`with_column`."""

from __future__ import annotations

from typing import Any

from provenance.errors import ProvenanceError
from provenance.frames.sent import SentTask
from provenance.frames.task import ColumnTask

__all__ = ["with_column"]


def with_column(frame: Any, task: ColumnTask) -> Any:
    """Return a Spark data frame with one more column, worked out by Spark's Python workers.

    It is ``mapInArrow``, with the schema it asks for. Nothing is done before the result is used;
    Spark does a part again whose worker dies. The user's own archives, as they are known now, go
    with the task. The workers' Python (``PYSPARK_PYTHON``) must have this package.

    Raises :class:`ProvenanceError` for another thing than a Spark data frame, and as
    :meth:`ColumnTask.schema` does.
    """
    if not hasattr(frame, "mapInArrow"):
        raise ProvenanceError(f"expected a Spark data frame, found {type(frame).__name__}")
    from pyspark.sql.pandas.types import from_arrow_type, to_arrow_schema
    from pyspark.sql.types import StructField, StructType

    task.schema(to_arrow_schema(frame.schema))
    new = StructField(task.into, from_arrow_type(task.type))
    return frame.mapInArrow(SentTask(task).over, StructType([*frame.schema.fields, new]))
