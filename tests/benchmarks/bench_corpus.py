"""What the references of a corpus cost: 1, 10 and 100 times a size, by one process, two, and Dask.

``bench_corpus.py [MB]`` makes corpora of 1, 10 and 100 times so many megabytes (2 without it) in a
temporary folder, a Parquet file each, a row an article of some 8,000 words with a reference every
200, three in four in English, one in Russian. Each is read and written, with its column of
references, by a fresh process of its own. A table tells the seconds from the first row read to
the last one written, with the start of workers and of Dask's cluster; MB of text a second; the
most memory of all its processes together, what they share counted once; and the speed as a part
of the yardstick's, which is a bare regular expression over the same text in one process, measured
before and after. The last lines are the estimate for a terabyte. Processor time is not asked for:
on a machine that does other things as well, the table says so by its yardsticks.
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


def measured(way: str, source: Path, output: Path) -> tuple[float, int, float]:
    """Return seconds, references found, and the most memory (MB) of a run in a fresh process."""
    process = subprocess.Popen(
        [sys.executable, __file__, "--way", way, str(source), str(output)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    most = 0.0
    while process.poll() is None:
        most = max(most, memory(process.pid))
        time.sleep(0.2)
    assert process.stdout is not None
    said = json.loads(process.stdout.read().splitlines()[-1])
    return said["seconds"], said["found"], most


def memory(pid: int) -> float:
    """Return how many megabytes a process and its children have, what they share counted once."""
    total = 0
    try:
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return 0.0
    for each in family:
        try:
            full = each.memory_full_info()
        except psutil.Error:
            continue
        total += getattr(full, "pss", full.uss)
    return total / 1e6


def main(unit: float) -> None:
    """Print the table and the estimate."""
    rates: dict[str, float] = {}
    sticks: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        before: dict[str, tuple[float, float]] = {}
        print(f"{'':18} {'MB':>7} {'found':>7} {'s':>7} {'MB/s':>6} {'memory, MB':>10} {'part':>6}")
        for times in (1, 10, 100):
            source = Path(folder) / f"{times}.parquet"
            size = corpus(source, unit * times)
            if times == 1:
                sticks.append(yardstick(source))
            for way in WAYS:
                output = Path(folder) / f"{times}-{WAYS.index(way)}.parquet"
                seconds, found, most = measured(way, source, output)
                print(f"{way:18} {size:7.1f} {found:7,} {seconds:7.1f} {size / seconds:6.1f} "
                      f"{most:10.0f} {size / seconds / sticks[0]:6.3f}", flush=True)  # fmt: skip
                if way in before:  # without what it takes to start
                    last_size, last_seconds = before[way]
                    rates[way] = (size - last_size) / max(seconds - last_seconds, 1e-9)
                before[way] = size, seconds
        sticks.append(yardstick(Path(folder) / "1.parquet"))
    print(f"\nyardstick before and after: {sticks[0]:.1f} and {sticks[1]:.1f} MB/s")
    print("\nMB/s from 10 to 100 times, and so a terabyte takes:")
    for way, rate in rates.items():
        print(f"{way:18} {rate:6.1f}  {1e6 / rate / 3600:6.1f} hours")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        work(*sys.argv[2:])
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
