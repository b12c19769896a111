"""How fast columns of references are parsed: in memory, and in Parquet files with 1 and all cores.

Run ``python tests/benchmarks/bench_frames.py [ROWS ...]``; without a number 100,000 and 1,000,000.
All references are different. Besides the clock there is the processor time of this process and of
the workers together, which on a machine that does other work as well says what the clock will say
on one that doesn't: with N cores the clock cannot say less than the whole of it divided by N.
Memory is the greatest of any one process, in MiB.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

COUNTS = (100_000, 1_000_000)
FORMS = (
    "RGASPI, f. {a}, op. {b}, d. {n}, ll. {c}–{d}",
    "АВП РФ. Ф. 0{a}. Оп. {b}. Д. {n}. Л. {c}–{d}",
    "ЦДАГО України. Ф. {a}. Оп. {b}. Спр. {n}. Арк. {c}",
    "BArch, DY 30/{n}, Bl. {c}–{d}",
    "TNA, FO 371/{n}",
    "NARA, RG 59, box {n}",
    "a letter of no. {n}",
)


def reference(n: int) -> str:
    """Return the reference of number ``n``: one of several forms, one in seven is none."""
    form = FORMS[n % len(FORMS)]
    return form.format(a=n % 700 + 1, b=n % 163 + 1, n=n, c=n % 90 + 1, d=n % 90 + 5)


def make(path: Path, rows: int) -> None:
    """Write a Parquet file of references, without holding them all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema({"n": pa.int64(), "ref": pa.string()})
    with pq.ParquetWriter(path, schema) as writer:
        for start in range(0, rows, 100_000):
            numbers = range(start, min(start + 100_000, rows))
            columns = {"n": list(numbers), "ref": list(map(reference, numbers))}
            writer.write_table(pa.table(columns, schema=schema))


#: One run in a process of its own, which says what it took: clock, own and workers' processor
#: time, greatest memory of a process.
RUN = """
import resource, sys, threading, time
from pathlib import Path
from provenance.frames import ColumnTask
from provenance.frames.files import add_column

ticks, most = {}, {}

def below(parent):
    for task in Path(f"/proc/{parent}/task").iterdir():
        for pid in map(int, (task / "children").read_text().split()):
            try:
                entry = Path(f"/proc/{pid}")
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                ticks[pid] = int(fields[11]) + int(fields[12])
                for line in (entry / "status").read_text().splitlines():
                    if line.startswith("VmHWM"):
                        most[pid] = int(line.split()[1]) / 1024
                below(pid)
            except OSError:
                pass

def watch():
    import os
    while True:
        try:
            below(os.getpid())
        except OSError:
            pass
        time.sleep(0.5)

if __name__ == "__main__":
    threading.Thread(target=watch, daemon=True).start()
    started, own = time.perf_counter(), time.process_time()
    summary = add_column(
        ColumnTask("parse", "ref"), sys.argv[1], sys.argv[2], jobs=int(sys.argv[3])
    )
    clock = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(clock, time.process_time() - own, sum(ticks.values()) / 100,
          memory, max(most.values(), default=0), summary.rows, summary.errors)
"""


def run(source: Path, output: Path, jobs: int) -> list[float]:
    """Return the figures of one run."""
    script = source.with_name("run.py")
    script.write_text(RUN, encoding="utf-8")
    command = [sys.executable, str(script), str(source), str(output), str(jobs)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [float(each) for each in said.split()]


def in_memory(rows: int) -> None:
    """Print what a column costs beside the bare calls."""
    import pyarrow as pa

    from provenance.frames import find_column, format_column, parse_column
    from provenance.reading.locator import LocatorError, parse_locator

    texts = [reference(n) for n in range(rows)]
    column = pa.array(texts)

    def bare() -> None:
        for text in texts:
            try:
                _ = parse_locator(text).key
            except LocatorError:
                continue

    parsed = parse_column(column)
    print(f"{rows:,} references in memory, µs of the processor for each:")
    tasks = {
        "parse_locator and its key": bare,
        "parse_column": lambda: parse_column(column),
        "format_column of what it gave": lambda: format_column(parsed),
        "find_column": lambda: find_column(column),
    }
    first = 0.0
    for name, task in tasks.items():
        least = 1e9
        for _ in range(3):
            started = time.process_time()
            task()
            least = min(least, time.process_time() - started)
        first = first or least
        print(f"  {name:32}{least / rows * 1e6:8.1f}  × {least / first:.2f}")


def main() -> int:
    """Print the tables; 1 where two runs gave different rows."""
    from provenance.jobs import cores

    counts = [int(argument) for argument in sys.argv[1:]] or COUNTS
    in_memory(20_000)
    same = True
    print("rows        jobs   clock   own CPU   workers' CPU   MiB   a worker's MiB   × faster")
    for rows in counts:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "in.parquet")
            make(source, rows)
            one = 0.0
            outputs = []
            for jobs in (1, cores()):
                outputs.append(Path(folder, f"out{jobs}.parquet"))
                clock, own, others, memory, workers, *_ = run(source, outputs[-1], jobs)
                one = one or clock
                print(
                    f"{rows:<12,}{jobs:<5}{clock:7.1f} s{own:8.1f} s{others:12.1f} s"
                    f"{memory:8.0f}{workers:15.0f}{one / clock:12.2f}",
                    flush=True,
                )
            same = same and outputs[0].read_bytes() == outputs[-1].read_bytes()
    print("the same rows" if same else "DIFFERENT ROWS")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
