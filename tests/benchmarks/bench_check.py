"""How fast references are checked, beside how fast they are parsed or found.

A list of references, the same lines one by one, and the same in running text; with a folder, also
so many record files in it.

Run ``python tests/benchmarks/bench_check.py [LINES [FOLDER]]``. Figures are the best of several
runs, in processor time; compare the ratios, not the figures of two machines.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from provenance.checking.checker import Checker
from provenance.model import Record
from provenance.reading.locator import parse_locator
from provenance.reading.scan import find_locators
from provenance.verdicts import check, check_bytes, check_text
from provenance.writing.toml import write_toml

FORMS = (
    "AVPRF, f. 0{a}, op. {b}, p. {c}, d. {d}, ll. {e}–{f}",
    "АВП РФ. Ф. 0{a}. Оп. {b}. П. {c}. Д. {d}. Л. {e}–{f}",
    "RGANI, f. {b}, op. {c}, d. {d}, l. {e}",
    "ГАРФ. Ф. Р-{a}. Оп. {b}. Д. {d}. Л. {e}–{f}",
    "RGASPI, f. 17, op. {c}, d. {d}, ll. {e}, {f}v",
    "ЦДАГО України. Ф. 1. Оп. {b}. Спр. {d}. Арк. {e}–{f}",
    "BArch, DY 30/{d}, Bl. {e}–{f}",
    "TNA, FO 371/{d}",
)


def lines(count: int) -> list[str]:
    """Return so many references without a fault, each to a file of its own."""
    chance = random.Random(1)
    made = []
    for _ in range(count):
        leaf = chance.randint(1, 200)
        made.append(
            chance.choice(FORMS).format(
                a=chance.randint(103, 999), b=chance.randint(1, 60), c=chance.randint(61, 170),
                d=chance.randint(1, 9999), e=leaf, f=leaf + chance.randint(1, 9),
            )
        )  # fmt: skip
    return made


def best(task: Callable[[], object], times: int = 3) -> float:
    """Return the least processor time of several runs, in seconds."""
    least = 1e9
    for _ in range(times):
        start = time.process_time()
        task()
        least = min(least, time.process_time() - start)
    return least


def main() -> None:
    """Print milliseconds a reference, and how many times as long as to parse or find it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000
    listed = lines(count)
    data = "\n".join(listed).encode()
    text = "".join(f"{number}. So it was reported: {line}.\n\n" for number, line in
                   enumerate(listed, 1))  # fmt: skip
    checker = Checker()

    def show(what: str, took: float, beside: float | None = None) -> float:
        times = f"  {took / beside:.1f} times as long" if beside is not None else ""
        print(f"{what:24}{took / count * 1e3:8.3f} ms{times}")
        return took

    print(f"{count:,} references")
    parsed = show("parsed", best(lambda: [parse_locator(line) for line in listed]))
    checked = best(lambda: check_bytes(data, checker, kind="references"))
    show("a list checked", checked, parsed)
    show("checked one by one", best(lambda: [check_text(line, checker) for line in listed]), parsed)
    found = show("found in a text", best(lambda: list(find_locators(text))))
    show("a text checked", best(lambda: check_bytes(text.encode(), checker, kind="text")), found)
    if len(sys.argv) > 2:
        _write_records(Path(sys.argv[2]), listed)
        show("records in a folder", best(lambda: check(Path(sys.argv[2])), 1), parsed)


def _write_records(folder: Path, listed: list[str]) -> None:
    """Write a record file for each reference."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(listed):
        holding = parse_locator(line)
        date = f"{1950 + number % 8}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        record = Record(f"journal-{number}", kind="journal", date=date, holdings=[holding])
        (folder / f"{record.key}.toml").write_text(write_toml(record), encoding="utf-8")


if __name__ == "__main__":
    main()
