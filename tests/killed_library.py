"""Programs that are killed while they change a library, and what they leave.

A child process adds a record or merges two, and kills itself with SIGKILL at its Nth step (a call
or return in the library's own code, in Python or C), N as chance has it. What is left has to be
whole: :meth:`Shelf.faults` tells what is not.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from provenance import Library, Record, load, parse_locator
from provenance.writing.record import plain

__all__ = ["Shelf"]

#: Where the steps are counted: all that touches files is called from here.
_OURS = os.path.join("provenance", "library", "")


def _document(number: int, **more: str) -> Record:
    holding = parse_locator(f"AVPRF, f. 0102, op. 14, d. {number}, ll. 1-3")
    return Record(key=f"document-{number}", kind="telegram", holdings=[holding], **more)


class Shelf:
    """A library that grows by records one after another, in children that are killed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.whole = {"add": 0, "merge": 0}
        self.killed = {"add": 0, "merge": 0}
        self.steps = {"add": 450, "merge": 700}
        self.expected: dict[str, Record] = {}
        self.number = 0
        first = _document(0, title="The first")
        Library(folder).add(first)
        self.expected[first.key] = first

    def add(self) -> list[str]:
        """Add a record in a child that is killed; return what is wrong then."""
        self.number += 1
        record = _document(self.number, title=f"Telegram {self.number}")
        self._killed("add", lambda: Library(self.folder).add(record))
        wrong = self.faults({record.key: [None, record]})
        Library(self.folder).add(record)  # the next one goes on where it stopped
        self.expected[record.key] = record
        return wrong + self.faults({})

    def merge(self) -> list[str]:
        """Merge two records in a child that is killed; return what is wrong then."""
        self.number += 1
        mine = _document(self.number, title=f"Telegram {self.number}", place="Moscow")
        theirs = Record(
            key=f"other-{self.number}", kind="telegram", number="309", place="Pyongyang",
            holdings=mine.holdings,
        )  # fmt: skip
        library = Library(self.folder)
        library.add(mine)
        library.add(theirs, anyway=True)
        self._killed("merge", lambda: Library(self.folder).merge(mine.key, theirs.key))
        wrong = []
        there = load(library.path(mine.key))
        if there != mine and (there.number, there.merged[0].differs["place"]) != (
            "309", "Pyongyang"
        ):  # fmt: skip
            wrong.append(f"{mine.key}: neither as before nor merged")
        if there == mine and theirs.key not in library:
            wrong.append(f"{theirs.key}: gone, and not merged")
        wrong += self.faults({mine.key: [there], theirs.key: [None, theirs]})
        if theirs.key in library:
            library.merge(mine.key, theirs.key)
        merged = load(library.path(mine.key))
        if len(merged.merged) != 1 or merged.number != "309" or merged.title != mine.title:
            wrong.append(f"{mine.key}: not merged in the end")
        self.expected[mine.key] = merged
        return wrong + self.faults({})

    def _killed(self, what: str, change: Callable[[], object]) -> None:
        """Make a change in a child that is killed at a step of it."""
        left = self.chance.randrange(self.steps[what])
        told, tell = os.pipe()
        process = os.fork()
        if not process:
            count = 0

            def step(frame: FrameType, event: str, argument: object) -> None:
                nonlocal count
                count += _OURS in frame.f_code.co_filename
                if count > left:
                    os.kill(os.getpid(), signal.SIGKILL)

            try:
                sys.setprofile(step)
                change()
                sys.setprofile(None)
                os.write(tell, str(count).encode())
            finally:
                os._exit(0)
        os.close(tell)
        status = os.waitpid(process, 0)[1]
        counted = os.read(told, 20)
        os.close(told)
        if os.WIFSIGNALED(status):
            self.killed[what] += 1
        else:
            self.whole[what] += 1
            if counted:
                self.steps[what] = int(counted) + 20

    def faults(self, unsure: dict[str, list[Record | None]]) -> list[str]:
        """Return what is wrong: a record that is lost, changed, half, or not found.

        ``unsure`` has what may be there by key; ``None``: nothing.
        """
        wrong = []
        there = {path.stem: path for path in self.folder.glob("*.toml")}
        for key in there.keys() | self.expected.keys() | unsure.keys():
            may_be = unsure.get(key) or [self.expected.get(key)]
            found = None
            if key in there:
                tomllib.loads(there[key].read_text("utf-8"))
                found = load(there[key])
            if found not in may_be:
                wrong.append(f"{key}: {plain(found) if found is not None else 'lost'}")
        library = Library(self.folder)
        if library.problems():
            wrong += library.problems()
        if {entry.key for entry in library.search("telegram")} != set(there):
            wrong.append("the index does not find all records")
        library.close()
        return wrong
