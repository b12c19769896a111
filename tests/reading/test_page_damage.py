"""Damaged pages: never a traceback, never a value that is not in the text, no quadratic time."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance._data import data
from provenance.errors import ReadError
from provenance.reading.page import read_page
from provenance.reading.source import read_source
from provenance.writing.record import plain

NAMES = [
    "puzanov-1957-12-23.txt", "szarvas-1955-02-26.txt", "ivanov-1956-06-07.html",
    "digest-1945-10-23.txt", "filippov-1952-02-03.mhtml", "shehu-mao-1967-09-30.flat.txt",
    "shehu-mao-1967-09-30.lines.txt",
]  # fmt: skip
PAGES = [read_source(data("records", "examples", name).read_bytes()).text for name in NAMES]
#: Fields whose values are derived: codes, dates, genres, the reading of a locator.
DERIVED = {
    "key", "kind", "role", "date", "period", "typed", "uploaded", "language", "from", "to", "form",
    "units", "leaves", "leaf_kind", "archive", "condition",
}  # fmt: skip


def texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the text values of a record with the name of their field."""
    if isinstance(value, dict):
        for field, inner in value.items():
            if field not in DERIVED:
                yield from texts(inner, field)
        if "copy" in value:
            yield "receiver", value["to"]
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, name)
    elif isinstance(value, str):
        yield name, value


def check(text: str) -> None:
    """Read a page; each word of each text value must stand in the text."""
    try:
        record = read_page(text)
    except ReadError:
        return
    folded = re.sub(r"[\[\]]", "", text.casefold())
    for name, value in texts(plain(record)):
        for word in re.findall(r"\w+", value.casefold()):
            assert word in folded, (name, value, word)
    for path, origin in record.origins.items():
        assert 0 <= origin.start <= origin.end <= len(text), path


PIECES = [
    "[", "]", "[[", '"', "“", "\n", "\n\n", "\r", "\0", "\u2028", "Nº ", "[stamp:", "Source",
    "Citation:", "Translated by ", "Copy Nº 9 of 2", "5 copies printed",
]  # fmt: skip
LINES = st.integers(0, 200)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return an example with lines cut, doubled and moved, brackets lost, pieces put in."""
    text = draw(st.sampled_from(PAGES))
    for _ in range(draw(st.integers(1, 5))):
        lines = text.split("\n")
        how = draw(st.sampled_from(["cut", "double", "shuffle", "drop", "insert", "delete", "flat",
                                    "join", "other"]))  # fmt: skip
        place = draw(LINES) % max(1, len(lines))
        if how == "cut":
            del lines[place : place + draw(st.integers(1, 4))]
            text = "\n".join(lines)
        elif how == "double":
            lines.insert(draw(LINES) % len(lines), lines[place])
            text = "\n".join(lines)
        elif how == "shuffle":
            text = "\n".join(draw(st.permutations(lines)))
        elif how == "drop":
            text = text.replace(draw(st.sampled_from('[]()"“”,.:')), "", draw(st.integers(1, 9)))
        elif how == "insert":
            at = draw(st.integers(0, len(text)))
            piece = draw(st.sampled_from(PIECES) | st.text(max_size=12))
            text = text[:at] + piece + text[at:]
        elif how == "delete":
            at = draw(st.integers(0, len(text)))
            text = text[:at] + text[at + draw(st.integers(1, 200)) :]
        elif how == "flat":
            text = " ".join(text.split())
        elif how == "join":
            text = text.replace("\n\n", "\n")
        else:
            text += "\n" + draw(st.sampled_from(PAGES))[: draw(st.integers(0, 3000))]
    return text


@settings(
    max_examples=250, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(damaged())
def test_a_damaged_page_gives_no_traceback_and_nothing_invented(text: str) -> None:
    check(text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(PAGES),
    st.lists(st.sampled_from(["cp1251", "koi8-r", "utf-8", "cp1252", "utf-16-le"]), min_size=3,
             max_size=3),
)  # fmt: skip
def test_encodings_mixed(text: str, encodings: list[str]) -> None:
    third = len(text) // 3
    parts = (text[:third], text[third : 2 * third], text[2 * third :])
    raw = b"".join(
        part.encode(encoding, "replace") for part, encoding in zip(parts, encodings, strict=True)
    )
    try:
        source = read_source(raw)
    except ReadError:
        return
    check(source.text)


@pytest.mark.parametrize("name", ["puzanov-1957-12-23.txt", "filippov-1952-02-03.mhtml"])
def test_a_page_within_much_other_text(name: str) -> None:
    text = PAGES[NAMES.index(name)]
    prose = "On that day nothing was decided, and the delegates went home by the evening train.\n"
    around = prose * 30_000
    started = time.process_time()
    record = read_page(f"{around}\n\n{text}\n\n{around}")
    assert time.process_time() - started < 60  # quadratic work would take hours
    alone = read_page(text)
    for field in ("key", "title", "date", "number", "holdings", "credits", "copies", "creators"):
        assert getattr(record, field) == getattr(alone, field)


@pytest.mark.parametrize(
    "piece",
    ["[", "]", "[[]]", "[handwritten: ", "[stamp: a]\n\n", "\n\nx]", "\" ", "“", "Citation: ",
     "Summary: ", "May 4, 1971\n", "Nº 5 ", "1 - Gromyko\n", "Source\n", "Translated by A and ",
     "Five copies printed\n", f"{'a' * 50}, ", "https://x.org/document/1 ", "(", "; and RGANI"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    check(piece * (300_000 // len(piece)))
    assert time.process_time() - started < 60
