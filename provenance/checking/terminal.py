"""Findings on a terminal: the line of the source with carets under the place, in colour."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, TextIO

from provenance.checking.finding import Finding
from provenance.checking.report import place

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["print_findings", "source_lines"]

_COLOURS: Final = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_LEAST: Final = 20  # columns of source, on a terminal however narrow
_AHEAD: Final = 3  # of the columns, one in so many stands before the place where a line is cut


def source_lines(data: bytes) -> list[str]:
    """Return the lines of a file, as findings count them; none where it is no text in UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return []
    return [] if "\0" in text else text.split("\n")


def print_findings(
    found: Iterable[Finding],
    lines: Callable[[str], list[str]],
    file: TextIO,
    *,
    console: Console | None = None,
) -> None:
    """Print findings to a terminal; ``lines`` returns the lines of a file, or none.

    Colours are left out where ``NO_COLOR`` is set, or where the terminal has none.
    """
    from rich.console import Console

    console = console or Console(file=file, highlight=False, soft_wrap=True)
    for each in found:
        for text in _shown(each, lines, console.width):
            console.print(text, soft_wrap=True)


def _shown(finding: Finding, lines: Callable[[str], list[str]], width: int) -> Iterable[Text]:
    from rich.text import Text

    where = f" ({finding.where})" if finding.where else ""
    head = Text(f"{_visible(place(finding))}: ", style="bold")
    head.append(finding.severity, _COLOURS[finding.severity])
    head.append(f" {finding.rule}", "cyan").append(f" {_visible(finding.message + where)}", "none")
    yield head
    source = lines(finding.path or "-") if finding.line is not None else []
    if finding.line is None or finding.column is None or finding.line > len(source):
        return
    line = source[finding.line - 1].rstrip("\r")
    start = min(finding.column - 1, len(line))
    end = len(line)
    if finding.end_line == finding.line and finding.end_column is not None:
        end = min(finding.end_column - 1, len(line))
    margin = str(finding.line)
    room = max(width - len(margin) - 5, _LEAST)
    shown, before, under = _window(line, start, max(end, start), room)
    yield Text.assemble((f" {margin} | ", "blue"), shown)
    carets = Text(" " * (len(margin) + 1) + " | ", "blue")
    carets.append(" " * before + "^" * under, _COLOURS[finding.severity])
    yield carets


def _window(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """Return the part of a line to show, and in columns where its place begins and how wide it is.

    Letters of East Asia are two columns wide, combining marks none.
    """
    from rich.cells import cell_len

    low = start
    if len(line) <= 4 * room and cell_len(_visible(line)) < room:
        low = 0
    else:
        ahead = 0
        while low > 0 and ahead < room // _AHEAD:
            low -= 1
            ahead += cell_len(_visible(line[low]))
        while low > 0 and unicodedata.combining(line[low]):
            low -= 1  # a mark stays with its letter
    mark = "…" if low > 0 else ""
    high, used = low, len(mark)
    while high < len(line) and used + (width := cell_len(_visible(line[high]))) < room:
        used += width
        high += 1
    shown = mark + _visible(line[low:high]) + ("…" if high < len(line) else "")
    before = len(mark) + cell_len(_visible(line[low:start]))
    return shown, before, max(1, cell_len(_visible(line[start : min(end, high)])))


def _visible(text: str) -> str:
    """Return ``text`` without what would move the cursor or change the terminal's state."""
    if text.isprintable():
        return text
    return "".join(ch if ch.isprintable() else " " for ch in text)
