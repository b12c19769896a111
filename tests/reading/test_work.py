"""Reading costs what the text is long, whatever is in it: work is counted, not timed.

Each text repeats something that keeps the search for references busy and is none, or is many.
Four times the text may take four times the work, and no character more than its share.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from provenance import find_locators
from provenance.reading import scan, search, spot, titles
from provenance.reading.run import Run

#: Labels, names and numbers that never make one reference, or one after the other.
REPEATED = [
    "Л.1 ", "1. Л ", "F. 1, ", "Фонд 1, ", "List 1, ", "Box1 ", "ф. 1 оп. 1 ", "ll. 1, 2, 3, ",
    "AMAE, box 7, ", "Opis 1, LPL; ", "RG 1, АЈ; ", "god 1, AMAE; ", "PRC FMA 106-00581-01, ",
    "DY 30/", "FO 371/", "RG 59, ", "File ", "Ibid. ", "AVPRF, f. 1, d. 2. Ebd. ", "Papers, 1 ",
    "(f. 1) [op. 2] ", "“F. 1” – ", "f. 1\r\n", "f. 1\x85", "ф\u0301. 1, ", "¹ f. 1",
]  # fmt: skip
SIZES = (2000, 8000)


class Counter:
    """Counts the calls of functions and methods while it is asked to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.calls = 0

    def watch(self, owner: Any, name: str) -> None:
        plain: Callable[..., Any] = getattr(owner, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            return plain(*args, **kwargs)

        self.monkeypatch.setattr(owner, name, counted)

    def of(self, repeated: str, size: int) -> int:
        text = (repeated * (size // len(repeated) + 1))[:size]
        before = self.calls
        for _ in find_locators(text):
            pass
        return self.calls - before


def _assert_linear(counter: Counter, repeated: str, share: float) -> None:
    small, large = (counter.of(repeated, size) for size in SIZES)
    assert large <= 5 * small + 50, (small, large)
    assert large <= share * SIZES[1], large / SIZES[1]


@pytest.mark.parametrize("repeated", REPEATED)
def test_runs_of_units(monkeypatch: pytest.MonkeyPatch, repeated: str) -> None:
    counter = Counter(monkeypatch)
    counter.watch(Run, "_walk")
    _assert_linear(counter, repeated, 2.0)


@pytest.mark.parametrize("repeated", REPEATED)
def test_words_of_titles(monkeypatch: pytest.MonkeyPatch, repeated: str) -> None:
    counter = Counter(monkeypatch)
    counter.watch(titles, "in_title")
    counter.watch(spot, "in_title")
    counter.watch(spot, "opens_title")
    _assert_linear(counter, repeated, 8.0)


@pytest.mark.parametrize("repeated", REPEATED)
def test_names_of_archives(monkeypatch: pytest.MonkeyPatch, repeated: str) -> None:
    counter = Counter(monkeypatch)
    for module in (scan, search, spot):
        counter.watch(module, "name_words")
        counter.watch(module, "name_at")
    _assert_linear(counter, repeated, 2.0)
