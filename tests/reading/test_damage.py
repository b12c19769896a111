"""Record files with random damage: a record or our own error, with the line; never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import records

from provenance import Record, RecordError
from provenance.reading.json import read_json
from provenance.reading.toml import read_toml
from provenance.writing.json import write_json
from provenance.writing.toml import write_toml

_pieces = st.sampled_from(
    ['"', "'", '"""', "[", "]", "[[", "{", "}", "=", ",", ":", ".", "\n", "\r", "\\", "#", "\x00",
     "0102", "null", "true", "1957-12-23", "\ufeff", "\u2028", "“", "key", "[holdings]", "\\u", "é"]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, write: Callable[[Record], str]) -> str:
    text = write(draw(records()))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from((0, 0, 1, 2, 30))))
        text = text[:start] + draw(st.just("") | _pieces) + text[end:]
    return text


def refused(read: Callable[[str], Any], text: str) -> RecordError | None:
    try:
        read(text)
    except RecordError as error:
        return error
    return None


def check(read: Callable[[str], Any], text: str) -> None:
    error = refused(read, text)
    if error is not None:
        assert error.faults
        for fault in error.faults:
            assert fault.message
            assert fault.line is not None
            assert 1 <= fault.line <= text.count("\n") + 1


@settings(max_examples=100, deadline=None)
@given(damaged(write_toml))
def test_damaged_toml(text: str) -> None:
    check(read_toml, text)


@settings(max_examples=100, deadline=None)
@given(damaged(lambda record: write_json([record])))
def test_damaged_json(text: str) -> None:
    check(read_json, text)


@pytest.mark.parametrize("read", [read_toml, read_json])
@given(text=st.text(max_size=60))
def test_any_text(read: Callable[[str], Any], text: str) -> None:
    check(read, text)
