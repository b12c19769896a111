"""How fast a list of references is checked, beside how fast its lines are parsed.

Run ``python tests/benchmarks/bench_check.py [LINES]``. Figures are the best of several runs, in
processor time; compare the ratios, not the figures of two machines.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from provenance.checking.checker import Checker
from provenance.reading.locator import parse_locator
from provenance.verdicts import check_bytes

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
    """Print milliseconds a line and the ratio of checking to parsing."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000
    listed = lines(count)
    data = "\n".join(listed).encode()
    checker = Checker()
    parsed = best(lambda: [parse_locator(line) for line in listed])
    checked = best(lambda: check_bytes(data, checker, kind="references"))
    print(f"{count:,} lines: parsed {parsed / count * 1e3:.3f} ms a line, ", end="")
    print(f"checked {checked / count * 1e3:.3f} ms a line, ratio {checked / parsed:.1f}")


if __name__ == "__main__":
    main()
