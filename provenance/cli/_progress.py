"""A progress bar for long input, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["LongRun"]

_PATIENCE = 1.0
_PAUSE = 0.1


class LongRun:
    """Shows how far a long run has come, once it has taken a second.

    Nothing is shown where standard error is no terminal, or where the data itself runs over the
    same terminal. ``total`` is what :meth:`reached` counts up to, ``None`` where nobody knows.
    """

    def __init__(self, what: str, total: int | None, *, to_file: bool) -> None:
        self._what = what
        self._total = total
        self._shown = sys.stderr.isatty() and (to_file or not sys.stdout.isatty())
        self._next = time.monotonic() + _PATIENCE
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def reached(self, done: int) -> None:
        """Say how far the run has come."""
        if not self._shown:
            return
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _PAUSE
        if self._bar is None:
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
        )

        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeElapsedColumn(), console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._bar.add_task(self._what, total=self._total)
        self._bar.start()
