"""A library of many records: the first index, searching with it, adding; programs that are killed.

Run it as ``python tests/benchmarks/bench_library.py [COUNT]``; the records are those of
``tests/mixed_records.py`` (10,000 of them unless COUNT says otherwise). "Open and search" opens the
library anew each time: it looks at every file's time and size, then asks the index.

``--kill [TIMES]`` kills ``add`` and ``merge`` at random moments, 200 times each unless TIMES says
otherwise, and ends with 1 where anything was lost, half-written or not found.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from killed_library import Shelf
from mixed_records import mixed

from provenance import Library, Record
from provenance.writing.toml import write_toml

COUNT, TIMES = 10_000, 200


def seconds(what: str, work: Callable[[], object], times: int = 1) -> None:
    """Print the median of how long some work takes, and of this process's time in it."""
    taken, worked = [], []
    for _ in range(times):
        start, begun = time.perf_counter(), time.process_time()
        work()
        taken.append(time.perf_counter() - start)
        worked.append(time.process_time() - begun)
    wall, cpu = map(statistics.median, (taken, worked))
    print(f"  {what:<44} {wall:8.3f} s {cpu:8.3f} s of the processor", flush=True)


def searched(folder: Path, text: str = "", **wanted: str) -> int:
    """Open the library and search it; return how many records were found."""
    library = Library(folder)
    try:
        return len(library.search(text, **wanted))  # type: ignore[arg-type]
    finally:
        library.close()


def measure(count: int) -> None:
    """Print how long everything takes with a library of ``count`` records."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "library")
        folder.mkdir()
        for record in mixed(count):
            text = write_toml(record)
            Path(folder, f"{record.key}.toml").write_text(text, encoding="utf-8", newline="\n")
        print(f"{count:,} records")
        seconds("first index", lambda: searched(folder, "the"))
        for text in ("telegram", "kim il sung", "puzanov 1957", "zzz"):
            found = searched(folder, text)
            seconds(f"open and search {text!r} ({found:,})", partial(searched, folder, text), 5)
        wanted = {"archive": "avprf", "since": "1957", "until": "1958"}
        seconds("open and search archive=avprf", partial(searched, folder, **wanted), 5)
        seconds("open and list all", lambda: searched(folder), 5)
        command = [sys.executable, "-m", "provenance", "search", "puzanov 1957", "--library",
                   str(folder)]  # fmt: skip
        seconds("the command, all of it", lambda: subprocess.run(
            command, check=False, capture_output=True), 5)  # fmt: skip
        library = Library(folder)
        new = iter(range(1000))
        seconds("add one", lambda: library.add(
            Record(key=f"new-{next(new)}", title="New", holdings=record.holdings)), 5)  # fmt: skip
        size = Path(folder, ".index.sqlite").stat().st_size
        files = sum(path.stat().st_size for path in folder.glob("*.toml"))
        print(f"  files {files / 1e6:.1f} MB, index {size / 1e6:.1f} MB")


def kill(times: int) -> int:
    """Kill ``add`` and ``merge`` that many times each; return the exit status."""
    wrong: list[str] = []
    killed = {"add": 0, "merge": 0}
    whole = {"add": 0, "merge": 0}
    while min(killed.values()) < times:
        with tempfile.TemporaryDirectory() as name:
            shelf = Shelf(Path(name), seed=time.time_ns())
            for _ in range(_ROUNDS):
                wrong += shelf.add()
                wrong += shelf.merge()
        for what in killed:
            killed[what] += shelf.killed[what]
            whole[what] += shelf.whole[what]
    print(f"killed {killed}, came to the end {whole}; wrong: {len(wrong)}")
    for each in wrong:
        print(" ", each)
    return bool(wrong)


#: How many records are added and merged in one library before another one is begun.
_ROUNDS = 20


def main() -> int:
    """Run what the command line asks for."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--kill"]:
        return kill(int(arguments[1]) if len(arguments) > 1 else TIMES)
    measure(int(arguments[0]) if arguments else COUNT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
