"""Chicago citations: microseconds each, beside a bare f-string over the same record.

Run it as ``python tests/benchmarks/bench_chicago.py``. Times are of the process, the best of
several rounds; the ratio is what can be compared between machines. Every round cites records of
its own, so that nothing is kept from one citation to the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from provenance import Agent, Credit, Leaves, Locator, Publication, Record, Unit, cite
from provenance.writing.locator import format_locator

COUNT = 4000
ROUNDS = 9


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
    base = 0.0
    for name, write in tasks:
        write(records[0])
        each = microseconds(write, records)
        base = base or each
        print(f"{name:24}{each:8.2f} µs{each / base:8.1f} ×")


if __name__ == "__main__":
    main()
