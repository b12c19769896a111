"""A column function for another engine's workers: :class:`SentTask`."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from provenance._version import __version__
from provenance.archives import Archive, own_archives, use_archives
from provenance.errors import ProvenanceError
from provenance.frames.task import ColumnTask

__all__ = ["SentTask"]

#: Several threads of a worker begin at once; one of them makes the archives known to all.
_LOCK = threading.Lock()


def _dated(task: ColumnTask) -> ColumnTask:
    """Return a task that checks as of one day, however long the workers take."""
    if task.verb != "check" or task.today is not None:
        return task
    return attrs.evolve(task, today=dt.date.today())


@attrs.frozen
class SentTask:
    """A task with what is known here: the user's own archives and, for checks, today's date.

    A worker's process knows only what it is sent. The archives are those that
    :func:`provenance.archives.use_archives` was given last before this was made. Both methods
    raise :class:`ProvenanceError` where another version of this package is installed than here:
    some rows would be read by one, some by the other.
    """

    task: ColumnTask = attrs.field(converter=_dated)
    archives: tuple[Archive, ...] = attrs.field(factory=own_archives)
    version: str = __version__

    def result(self, column: object) -> Any:
        """Return the new column for a column, as :meth:`ColumnTask.result`."""
        self._arrived()
        return self.task.result(column)

    def over(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Yield each record batch with the new column, as they come: for Spark's mapInArrow."""
        self._arrived()
        return self.task.over(batches)

    def _arrived(self) -> None:
        """Make what was sent known in this process."""
        if self.version != __version__:
            raise ProvenanceError(
                f"this worker has archival-provenance {__version__}, the task comes from "
                f"{self.version}; install the same version everywhere"
            )
        with _LOCK:
            use_archives(self.archives)
