"""One table of what the library costs, beside what others take for the same work in the same run.

    python tests/benchmarks > docs/reference/speed.md

Each row is one piece of work. Ours comes first, then the same work by others: a bare regular
expression or f-string that knows just this one case, or a program with a name. Processor time,
the best of several rounds, which take turns (of pandoc and citeproc-js by the clock, the start of
the program taken off); every document and reference is another one. The ratios can be compared
between machines, the times cannot. Takes some two minutes.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

import bench_chicago
import bench_csl
import bench_locator
from bench_check import lines
from bench_chicago import documents

from provenance import Notes, cite, export, find_locators, format_locator, parse_locator, read
from provenance.checking.checker import Checker
from provenance.verdicts import check_bytes
from provenance.writing.csl.cite import item_of

Work = Callable[[], object]
#: What was done, and by whom: seconds for one piece of it; and how to say them.
Row = tuple[str, dict[str, float], str]

_FORM = re.compile(
    r"RGASPI, f\. (?P<fond>\d+), op\. (?P<opis>\d+), d\. (?P<delo>\d+), ll\. (?P<leaves>[\d–]+)"
)


def raced(works: dict[str, Work], pieces: int, rounds: int = 7) -> dict[str, float]:
    """Return seconds a piece for each, the least of several rounds in which they take turns."""
    least = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            start = time.process_time()
            work()
            least[name] = min(least[name], time.process_time() - start)
    return {name: seconds / pieces for name, seconds in least.items()}


def references() -> Iterator[Row]:
    """Reading, printing, finding and checking references."""
    texts = [f"RGASPI, f. 17, op. 162, d. {n}, ll. {n}–{n + 3}" for n in range(1, 1001)]
    parsed = [parse_locator(text) for text in texts]
    fields = [(*(unit.value for unit in each.units), str(each.leaves)) for each in parsed]
    yield "a reference parsed", raced(
        {"ours": lambda: [parse_locator(text) for text in texts],
         "a bare regex": lambda: [_FORM.fullmatch(text)["fond"] for text in texts]},  # type: ignore[index]
        len(texts),
    ), "µs"  # fmt: skip
    yield "a reference printed", raced(
        {"ours": lambda: [format_locator(each) for each in parsed],
         "an f-string": lambda: [f"RGASPI, f. {f}, op. {o}, d. {d}, ll. {at}"
                                 for f, o, d, at in fields]},
        len(texts),
    ), "µs"  # fmt: skip
    for every, words in ((20, 20_000), (2_000, 200_000)):
        latin = [each for each in bench_locator.REFERENCES if each[0] < "z"]
        text = bench_locator.prose(bench_locator.ENGLISH, latin, every, words)
        yield f"English prose, a reference every {every:,} words, found", raced(
            {"ours": lambda text=text: sum(1 for _ in find_locators(text)),
             "a bare regex": lambda text=text: sum(1 for _ in bench_locator.BARE.finditer(text))},
            len(text.encode()),
        ), "MB/s"  # fmt: skip
    listed = lines(5_000)
    data, checker = "\n".join(listed).encode(), Checker()
    yield "a reference checked by all rules", raced(
        {"ours": lambda: check_bytes(data, checker, kind="references"),
         "parsing it alone": lambda: [parse_locator(line) for line in listed]},
        len(listed), 3,
    ), "µs"  # fmt: skip


def notes() -> Iterator[Row]:
    """Citing documents."""
    records = documents(1_000)
    short = records[:200]
    items = [item_of(record) for record in short]
    for item in items:
        item.pop("custom", None)
    stock = bench_csl.STOCK

    def in_order() -> None:
        series = Notes("chicago-note")
        for record in records:
            series.note(record)

    taken = raced(
        {"ours": lambda: [cite(record) for record in records],
         "an f-string": lambda: [bench_chicago.bare(record) for record in records]},
        len(records),
    )  # fmt: skip
    taken |= bench_chicago.other_engines()
    plain = {"citeproc-py": lambda: bench_csl.theirs(stock, items, entries=False)}
    yield "a Chicago note", taken | raced(plain, len(short), 1), "µs"
    yield "a Chicago note in a manuscript, `Notes`", raced(
        {"ours": in_order, "an f-string": lambda: [bench_chicago.bare(each) for each in records]},
        len(records),
    ), "µs"  # fmt: skip
    yield (
        "a note in any CSL style (stock Chicago)",
        raced({"ours": lambda: bench_csl.ours(stock, short, entries=False)} | plain, len(short), 2),
        "µs",
    )


def bibliographies() -> Iterator[Row]:
    """Reading and writing the formats of other programs."""
    import bibtexparser
    from pybtex.database import parse_string

    records = documents(500)
    text = export(records, "bibtex")
    library, database = bibtexparser.parse_string(text), parse_string(text, "bibtex")
    yield "a BibTeX entry read", raced(
        {"ours, to records": lambda: read(text, "bibtex"),
         "bibtexparser 2, to fields": lambda: bibtexparser.parse_string(text),
         "pybtex, to fields": lambda: parse_string(text, "bibtex")},
        len(records), 3,
    ), "µs"  # fmt: skip
    yield "a BibTeX entry written", raced(
        {"ours, from records": lambda: export(records, "bibtex"),
         "bibtexparser 2, from fields": lambda: bibtexparser.write_string(library),
         "pybtex, from fields": lambda: database.to_string("bibtex")},
        len(records), 3,
    ), "µs"  # fmt: skip
    items = export(records, "csl-json")
    yield "a CSL-JSON item read", raced(
        {"ours, to records": lambda: read(items, "csl-json"),
         "`json.loads`, to dictionaries": lambda: json.loads(items)},
        len(records), 3,
    ), "µs"  # fmt: skip


def table(rows: Iterator[Row]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| work | by | takes | × ours |"
    yield "|---|---|---|---|"
    for work, taken, unit in rows:
        ours = next(iter(taken.values()))
        for name, seconds in taken.items():
            figure = f"{seconds * 1e6:,.1f} µs" if unit == "µs" else f"{1e-6 / seconds:,.1f} MB/s"
            ratio = seconds / ours
            shown = (
                "1"
                if name.startswith("ours")
                else f"{ratio:.2g}"
                if ratio < 10
                else f"{ratio:,.0f}"
            )
            yield f"| {work} | {name} | {figure} | {shown} |"
            work = ""


def machine() -> str:
    """Return date, processor and versions in a sentence."""
    model = next(
        (line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    packages = ", ".join(
        f"{name} {version(name)}"
        for name in ("citeproc-py", "bibtexparser", "pybtex", "pypandoc_binary")
    )
    return (
        f"{dt.date.today():%d %B %Y}, {model}, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}; {packages}."
    ).lstrip("0")


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


_HOW = """\
Made by `python tests/benchmarks`: one run, in which all take turns; processor time, the best of
several rounds (of citeproc-py, which takes long, of one or two; of pandoc and citeproc-js the
time by the clock, without their start). The last column tells how many times as long as ours
another takes. The bare regular expressions and f-strings know one kind of reference or document
and nothing else: they are what the least possible costs."""


def main() -> None:
    """Print a page of Markdown."""
    warnings.simplefilter("ignore")
    print("# Speed\n")
    print(f"{_HOW}\n")
    print(f"{machine()}\n")
    for part in (references, notes, bibliographies):
        print(f"## {(part.__doc__ or '').rstrip('.')}\n")
        print("\n".join(table(part())), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
