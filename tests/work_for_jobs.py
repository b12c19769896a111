"""What workers do in the tests of jobs; light to import, as each worker does."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from provenance.errors import ReadError


def square(number: int) -> int:
    return number * number


def slow_first(number: int) -> int:
    time.sleep(0.3 if number == 0 else 0)
    return number


def key(text: str) -> str:
    from provenance.reading.locator import parse_locator

    return parse_locator(text).key


def fail(number: int) -> int:
    if number == 3:
        raise ReadError("three is no good", source="numbers", line=3)
    return number


def die(mark: str, number: int) -> int:
    """Kill the worker at number 5, as long as the file says how often is left."""
    if number == 5:  # no two workers have this one at a time
        path = Path(mark)
        left = int(path.read_text())
        if left > 0:
            path.write_text(str(left - 1))
            os.kill(os.getpid(), signal.SIGKILL)
    return number


def large(number: int) -> bytes:
    return bytes([number % 256]) * 1_000_000


def process_of(number: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def note_process(folder: str, number: int) -> int:
    """Write down who did a number, and how often it was done."""
    with (Path(folder) / f"{number}.times").open("a") as times:
        times.write("x")
    (Path(folder) / f"{number}.new").write_text(str(os.getpid()))
    (Path(folder) / f"{number}.new").rename(Path(folder) / str(number))
    return number
