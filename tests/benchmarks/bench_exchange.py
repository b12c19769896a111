"""Formats of other programs: 10,000 mixed records out and back, and the memory of ``convert``.

Run it as ``python tests/benchmarks/bench_exchange.py [COUNT]``. The records are those of
``tests/mixed_records.py``, always the same. For each format that is read: seconds out and back,
and what came back otherwise, with the reason; it ends with 1 where anything else did. Hayagriva,
which is not read, is parsed as YAML and every title and locator looked up in it. Record files go
through the strict readers and come back equal.

Then ``provenance convert`` runs in a process of its own on a file of 3,000 records and on one of
ten times as many; its greatest memory (resident set) must not grow with the file. ``--memory``
does only that.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from mixed_records import WORDS_OR_NONE, differences, mixed

from provenance import Record, export, read
from provenance.reading.json import read_json
from provenance.reading.toml import read_toml
from provenance.writing.json import write_json
from provenance.writing.markup import one_line
from provenance.writing.registry import FORMATS, pieces
from provenance.writing.toml import write_toml

COUNT = 10_000
#: How many records the first file has, how much larger the second one is, and how much more
#: memory that may take.
FIRST, TIMES, ROOM = 3_000, 10, 1.25


def out_and_back(records: list[Record], to: str) -> bool:
    """Tell how records came back from a format; whether all did as they should."""
    start = time.perf_counter()
    text = export(records, to)
    written = time.perf_counter()
    back = read(text, "bibtex" if to.startswith("bib") else to)  # type: ignore[arg-type]
    done = time.perf_counter()
    found = Counter(
        name
        for before, after in zip(records, back, strict=True)
        for name in differences(before, after, to)
    )
    told(to, len(text), written - start, done - written)
    for name, number in found.items():
        print(f"    {number} otherwise: {name}: {WORDS_OR_NONE[to].get(name, 'NOT EXPECTED')}")
    keys = [record.key for record in records] == [record.key for record in back]
    return keys and found.keys() <= WORDS_OR_NONE[to].keys()


def hayagriva(records: list[Record]) -> bool:
    """Tell whether a YAML parser finds every record, title and locator."""
    start = time.perf_counter()
    text = export(records, "hayagriva")
    written = time.perf_counter()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = yaml.load(text, loader)
    told("hayagriva", len(text), written - start, time.perf_counter() - written)
    return list(found) == [record.key for record in records] and all(
        not record.title
        or one_line(record.title) == "".join(_unescaped(found[record.key]["title"]))
        for record in records
    )


def _unescaped(text: str) -> str:
    parts = text.split("\\\\")
    return "\\".join(part.replace("\\", "") for part in parts)


def record_files(records: list[Record]) -> bool:
    """Tell whether records come back equal from JSON and TOML."""
    start = time.perf_counter()
    text = write_json(records)
    written = time.perf_counter()
    same = read_json(text) == records
    told("json", len(text), written - start, time.perf_counter() - written)
    start = time.perf_counter()
    files = [write_toml(record) for record in records]
    written = time.perf_counter()
    same = same and [read_toml(each) for each in files] == records
    told("toml", sum(map(len, files)), written - start, time.perf_counter() - written)
    return same


def told(name: str, size: int, out: float, back: float) -> None:
    print(f"{name:<17} {size / 1e6:6.1f} MB   out {out:6.2f} s   back {back:6.2f} s", flush=True)


def memory(folder: Path, to: str, count: int) -> int:
    """Return the peak of the resident set of ``convert`` on ``count`` records, in KiB."""
    path = folder / f"{count}{FORMATS[to].suffix}"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(pieces(mixed(count), to))
    command = [sys.executable, "-m", "provenance", "convert", str(path), "--to", "ris"]
    kind = "bibtex" if to.startswith("bib") else to
    ran = subprocess.run(
        [sys.executable, "-S", "-c", _PEAK, *command, "--from", kind,
         "--output", str(folder / "out.ris")],
        stdout=subprocess.PIPE, check=False,
    )  # fmt: skip
    path.unlink()
    if ran.returncode:
        raise SystemExit(f"convert of {to} ended with {ran.returncode}")
    return int(ran.stdout)


#: Runs a command from a small process, and prints its peak: started from this one, it would count
#: what this one has in memory as its own.
_PEAK = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[1:], stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(status)
"""


def formats(count: int) -> bool:
    """Print and tell how ``count`` records come back from every format."""
    records = list(mixed(count))
    print(f"{count} records")
    well = [out_and_back(records, to) for to in WORDS_OR_NONE]
    return all([*well, hayagriva(records), record_files(records)])


def growth() -> bool:
    """Print and tell whether the memory of ``convert`` stays where it is."""
    print(f"convert to ris: greatest memory, {FIRST} and {TIMES * FIRST} records")
    well = True
    with tempfile.TemporaryDirectory() as name:
        for to in ("bibtex", "csl-json", "csl-yaml", "ris"):
            small, large = (memory(Path(name), to, times * FIRST) for times in (1, TIMES))
            print(f"{to:<17} {small / 1024:6.1f} MiB  {large / 1024:6.1f} MiB", flush=True)
            well = well and large < ROOM * small
    return well


def main() -> int:
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    well = "--memory" in sys.argv or formats(numbers[0] if numbers else COUNT)
    well = growth() and well
    print("all well" if well else "NOT WELL")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
