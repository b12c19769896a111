"""The lines of a text that comes in pieces, and where each begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["placed_lines"]


def placed_lines(chunks: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that comes in pieces, each with the code point it begins at."""
    pieces: list[str] = []  # of the line that has not ended yet
    at = 0
    for chunk in chunks:
        if "\n" not in chunk:
            pieces.append(chunk)
            continue
        rows = "".join([*pieces, chunk]).split("\n")
        pieces = [rows.pop()]
        for row in rows:
            yield _line(row, at)
            at += len(row) + 1
    rest = "".join(pieces)
    if rest:
        yield _line(rest, at)


def _line(row: str, at: int) -> tuple[int, str]:
    """Return a line without the marks that are none of its text."""
    return at + row.startswith("\ufeff"), row.rstrip("\r").removeprefix("\ufeff")
