"""Words to be searched for, in any script."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.library.words import query, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Journal of A. M. Puzanov", ["journal", "of", "a", "m", "puzanov"]),
        ("Дневник Пузанова", ["dnevnik", "puzanova"]),
        ("Хрущёв", ["khrushchev"]),
        ("Szarvas Pál, Łódź", ["szarvas", "pal", "lodz"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("Кремль", ["kreml"]),
        ("R-5446_a", ["r", "5446", "a"]),
        ("金日成 同志", ["金", "日", "成", "同", "志"]),
        ("김일성", ["김", "일", "성"]),
        ("Ιωάννης", ["ιωαννησ"]),
        ("—!", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("puz", '"puz" *'),
        ("kim il", '"kim" * AND "il"'),
        ("il*", '"il" *'),
        ("0102", '"0102"'),
        ("010*", '"010" *'),
        ('"Kim Il Sung"', '"kim il sung"'),
        ("R-5446s", '"r 5446s" *'),
        ("金日", '"金 日"'),
        ("“", None),
        ("", None),
    ],
)
def test_what_the_index_is_asked(text: str, expected: str | None) -> None:
    assert query(text) == expected


def test_a_question_for_one_field() -> None:
    assert query("kim il kim il Kim") == '"kim" * AND "il"'  # each is asked for once
    assert query("Kim il", "creators") == '"creators" : ("kim" * AND "il")'


@given(text=st.text(max_size=40), question=st.text(max_size=20))
def test_every_text_finds_itself_and_no_question_is_a_fault(text: str, question: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(title, content='', tokenize='ascii')")
    connection.execute("INSERT INTO words (title) VALUES (?)", (" ".join(words(text)),))
    for asked, must in ((query(text), True), (query(question, "title"), False)):
        if asked is not None:
            found = connection.execute(
                "SELECT 1 FROM words WHERE words MATCH ?", (asked,)
            ).fetchall()
            assert found or not must
    connection.close()
