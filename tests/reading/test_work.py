"""Reading costs what the text is long, whatever is in it: work is counted, not timed.

Each text repeats something that keeps the search for references busy and is none, or is many.
Four times the text may take four times the work, and no character more than its share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from provenance import find_locators
from provenance.reading import leaves, quick, scan, search, spot, titles
from provenance.reading.run import Run

#: Labels, names and numbers that never make one reference, or one after the other.
REPEATED = [
    "Л.1 ", "1. Л ", "F. 1, ", "Фонд 1, ", "List 1, ", "Box1 ", "ф. 1 оп. 1 ", "ll. 1, 2, 3, ",
    "AMAE, box 7, ", "Opis 1, LPL; ", "RG 1, АЈ; ", "god 1, AMAE; ", "PRC FMA 106-00581-01, ",
    "DY 30/", "FO 371/", "RG 59, ", "File ", "Ibid. ", "AVPRF, f. 1, d. 2. Ebd. ", "Papers, 1 ",
    "(f. 1) [op. 2] ", "“F. 1” – ", "f. 1\r\n", "f. 1\x85", "ф\u0301. 1, ", "¹ f. 1",
    "S.F.1 ", "; d. 19, l. 40", "l. 1, l. 2, ",
]  # fmt: skip
SIZES = (1000, 4000)


#: What is counted, and how often it may be called for each character.
INNER: dict[str, tuple[list[tuple[Any, str]], float]] = {
    "runs of units": ([(Run, "_walk")], 2.0),
    "single leaves": ([(leaves, "_leaf")], 4.0),
    "words of titles": ([(titles, "in_title"), (spot, "in_title"), (spot, "opens_title")], 8.0),
    "names of archives": (
        [(module, name) for module in (scan, search, spot) for name in ("name_words", "name_at")],
        2.0,
    ),
}


@pytest.fixture(scope="module")
def calls() -> Iterator[dict[str, int]]:
    """The calls of each kind so far."""
    counts = dict.fromkeys(INNER, 0)

    def counted(plain: Callable[..., Any], kind: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            counts[kind] += 1
            return plain(*args, **kwargs)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for kind, (inner, _) in INNER.items():
            for owner, name in inner:
                patch.setattr(owner, name, counted(getattr(owner, name), kind))
        yield counts


@pytest.mark.parametrize("repeated", REPEATED)
def test_work_grows_with_the_text_alone(calls: dict[str, int], repeated: str) -> None:
    done = []
    for size in SIZES:
        text = (repeated * (size // len(repeated) + 1))[:size]
        before = dict(calls)
        for _ in find_locators(text):
            pass
        done.append({kind: calls[kind] - before[kind] for kind in INNER})
    small, large = done
    for kind, (_, share) in INNER.items():
        assert large[kind] <= 5 * small[kind] + 50, (kind, small[kind], large[kind])
        assert large[kind] <= share * SIZES[1], (kind, large[kind] / SIZES[1])


def test_a_quick_look_goes_no_further_than_a_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    ends: list[int] = []

    class Watched:
        def match(self, text: str, start: int, end: int) -> Any:
            ends.append(end - start)
            return labelled.match(text, start, end)

    labelled = quick._LABELLED
    monkeypatch.setattr(quick, "_LABELLED", Watched())
    text = "ЦГАОР. Ф. 5. Оп. 1. Д. 1О. Л. О5. " * 40
    assert len(list(find_locators(text))) == 40
    assert ends
    assert max(ends) <= 400
