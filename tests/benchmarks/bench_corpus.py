"""What the references of a corpus cost: 1, 10 and 100 times a size, by one process, two, and Dask.

``bench_corpus.py [MB]`` makes corpora of 1, 10 and 100 times so many megabytes (2 without it) in a
temporary folder, a Parquet file each, a row an article of some 8,000 words with a reference every
200, three in four in English, one in Russian. Each is read and written, with its column of
references, by a fresh process of its own. A table tells the seconds from the first row read to
the last one written, with the start of workers and of Dask's cluster; MB of text a second; the
processor time of all processes, which other work on the machine makes longer only a little; the
most memory of them together, what they share counted once. The yardstick is a bare regular
expression over the smallest corpus, measured before and after. Last comes what each megabyte more
costs, and so a terabyte.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
from bench_locator import BARE, ENGLISH, REFERENCES, RUSSIAN

from provenance.frames import ColumnTask

WAYS = ("one process", "--jobs 2", "Dask, 2 workers")
_TASK = ColumnTask("find", "body")
_WORDS = 8000
_EVERY = 200
_GROUP = 64  # articles


def article(number: int) -> str:
    """Return a text of its own, in English or, each fourth, in Russian."""
    chosen = random.Random(number)
    sentences = RUSSIAN if number % 4 == 3 else ENGLISH
    parts: list[str] = []
    words = since = 0
    while words < _WORDS:
        sentence = chosen.choice(sentences)
        count = sentence.count(" ") + 1
        words, since = words + count, since + count
        if since >= _EVERY:
            reference = chosen.choice(REFERENCES).replace("1", str(chosen.randrange(1, 999)))
            sentence, since = f"{sentence[:-1]} ({reference}).", 0
        parts.append(sentence + ("\n\n" if chosen.random() < 0.15 else " "))
    return "".join(parts)


def corpus(path: Path, size: float) -> float:
    """Write articles of ``size`` megabytes in all, and return how many they are indeed."""
    made, number = 0, 0
    schema = pa.schema({"id": pa.int64(), "body": pa.string()})
    with pq.ParquetWriter(path, schema) as writer:
        while made < size * 1e6:
            bodies = []
            while made < size * 1e6 and len(bodies) < _GROUP:
                bodies.append(article(number + len(bodies)))
                made += len(bodies[-1].encode())
            ids = range(number, number + len(bodies))
            writer.write_table(pa.table({"id": ids, "body": bodies}, schema))
            number += len(bodies)
    return made / 1e6


def bodies(path: Path) -> Iterator[str]:
    """Yield the texts of a corpus."""
    for batch in pq.ParquetFile(path).iter_batches(_GROUP, columns=["body"]):
        yield from batch.column(0).to_pylist()


def yardstick(path: Path) -> float:
    """Return how many megabytes a second the bare regular expression does."""
    texts = list(bodies(path))
    start = time.perf_counter()
    for text in texts:
        for _ in BARE.finditer(text):
            pass
    return sum(len(text.encode()) for text in texts) / 1e6 / (time.perf_counter() - start)


def work(way: str, source: str, output: str) -> None:
    """Do it one way, and print how long it took and how many references were found."""
    if way == WAYS[2]:
        import dask.dataframe as dd
        from dask.distributed import Client

        from provenance.frames.dask import with_column

        start = time.perf_counter()
        with Client(n_workers=2, threads_per_worker=1, dashboard_address=None):
            found = with_column(dd.read_parquet(source, split_row_groups=1), _TASK)
            found.to_parquet(output)
    else:
        from provenance.frames.files import add_column

        start = time.perf_counter()
        add_column(_TASK, source, output, jobs=1 + WAYS.index(way))
    seconds = time.perf_counter() - start
    files = [Path(output)] if Path(output).is_file() else sorted(Path(output).glob("*.parquet"))
    count = sum(
        len(batch.column(0).flatten())
        for file in files
        for batch in pq.ParquetFile(file).iter_batches(_GROUP, columns=["references"])
    )
    print(json.dumps({"seconds": seconds, "found": count}))


class Run(NamedTuple):
    """What a run took: seconds, seconds of processors, and the most memory in MB."""

    seconds: float
    found: int
    processor: float
    memory: float


def measured(way: str, source: Path, output: Path) -> Run:
    """Do it one way in a fresh process."""
    process = subprocess.Popen(
        [sys.executable, __file__, "--way", way, str(source), str(output)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    most = 0.0
    processor: dict[int, float] = {}  # by process: what it had when it was last seen
    while process.poll() is None:
        now = 0.0
        for each in family(process.pid):
            try:
                full, times = each.memory_full_info(), each.cpu_times()
            except psutil.Error:  # it has ended
                continue
            now += getattr(full, "pss", full.uss)
            processor[each.pid] = times.user + times.system
        most = max(most, now)
        time.sleep(0.25)
    assert process.stdout is not None
    said = json.loads(process.stdout.read().splitlines()[-1])
    return Run(**said, processor=sum(processor.values()), memory=most / 1e6)


def family(pid: int) -> list[psutil.Process]:
    """Return a process and those that it started, and they."""
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []


def main(unit: float) -> None:
    """Print the table and the estimate."""
    each_more: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        runs: dict[str, tuple[float, Run]] = {}
        print(f"{'':17} {'MB':>6} {'found':>7} {'s':>6} {'MB/s':>5} {'processor s':>11} "
              f"{'memory MB':>9}")  # fmt: skip
        for times in (1, 10, 100):
            source = Path(folder) / f"{times}.parquet"
            size = corpus(source, unit * times)
            if times == 1:
                before = yardstick(source)
            for way in WAYS:
                run = measured(way, source, Path(folder) / f"{times}-{WAYS.index(way)}.parquet")
                print(f"{way:17} {size:6.1f} {run.found:7,} {run.seconds:6.1f} "
                      f"{size / run.seconds:5.1f} {run.processor:11.1f} {run.memory:9.0f}",
                      flush=True)  # fmt: skip
                if way in runs:
                    smaller, last = runs[way]
                    more = size - smaller
                    each_more[way] = (
                        (run.seconds - last.seconds) / more,
                        (run.processor - last.processor) / more,
                    )
                runs[way] = size, run
        after = yardstick(Path(folder) / "1.parquet")
    print(f"\nyardstick before and after: {before:.0f} and {after:.0f} MB/s")
    print(f"\n{'each MB more':17} {'s':>6} {'processor s':>11} {'a terabyte':>12}")
    for way, (seconds, processor) in each_more.items():
        print(f"{way:17} {seconds:6.3f} {processor:11.3f} {seconds / 3.6e-3:8.0f} h, "
              f"{processor / 3.6e-3:.0f} processor hours")  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        work(*sys.argv[2:])
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
