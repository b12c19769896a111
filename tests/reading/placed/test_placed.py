"""The places of the values of bibliographies, through escapes and continued lines."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from manuscripts import assert_linear

from provenance.latex import decode
from provenance.reading.placed import placed_bibliography


def _entries(text, kind):
    return placed_bibliography(text, kind).entries


def _values(text, kind):
    return [[(each.name, text[each.start : each.end], each.text) for each in entry.values]
            for entry in _entries(text, kind)]  # fmt: skip


def _pieces_hold(value, text):
    """The pieces make the text, and those that are literal stand so in the file."""
    for piece in value.pieces:
        if piece.literal:
            assert text[piece.start : piece.end] == piece.text


def test_bibtex_values_through_commands_macros_and_pieces():
    text = (
        '@string{rg = "RGANI"}\n% @misc{no, note = {x}}\n'
        '@misc{a, library = rg, note = {f.~5, \\v{C}} # "{b}" , year=1957}\n@comment{x}\n'
        "@book(b, title={T})"
    )
    assert _values(text, "bibtex") == [
        [("library", "rg", "RGANI"), ("note", 'f.~5, \\v{C}} # "{b}', "f.\u00a05, Čb"),
         ("year", "1957", "1957")],
        [("title", "T", "T")],
    ]  # fmt: skip
    first, second = _entries(text, "bibtex")
    assert (first.key, first.type, text[first.key_start : first.key_end]) == ("a", "misc", "a")
    assert (second.key, text[second.start : second.end]) == ("b", "@book(b, title={T})")


def test_a_broken_bibtex_entry_does_not_take_the_next_one_with_it():
    text = "@misc{a, note = {never closed\n@misc{b, note = {x}}\n"
    assert [entry.key for entry in _entries(text, "bibtex")] == ["b"]


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "a", "note": "x\\n\\u0420\\"", "issued": {"date-parts": [[1957]]}}]',
        '{"items": [{"id": "a", "note": "x\\n\\u0420\\"", "issued": {"date-parts": [[1957]]}}]}',
        '{"id": "a", "note": "x\\n\\u0420\\"", "issued": {"date-parts": [[1957]]}}\n',
    ],
)
def test_json_values_through_escapes(text):
    assert _values(text, "csl-json") == [
        [("id", "a", "a"), ("note", 'x\\n\\u0420\\"', 'x\nР"'),
         ("issued", '{"date-parts": [[1957]]}', "")],
    ]  # fmt: skip


def test_yaml_values_in_each_style():
    text = (
        "references:\n- id: a\n  plain: f. 5,\n    op. 28\n  single: 'It''s\n\n    b'\n"
        '  double: "x\\u0041\\\n    y"\n  literal: |\n    one\n    two\n'
        "  folded: >-\n    one\n    two\n"
        "  issued:\n    date-parts:\n    - [1957]\n- {id: b}\n...\nrest\n"
    )
    first, second = _entries(text, "csl-yaml")
    assert [(each.name, each.text) for each in first.values] == [
        ("id", "a"), ("plain", "f. 5, op. 28"), ("single", "It's\nb"), ("double", "xAy"),
        ("literal", "one\ntwo\n"), ("folded", "one two"), ("issued", ""),
    ]  # fmt: skip
    assert first.values[-1].value == {"date-parts": [["1957"]]}
    assert second.key == "b"
    for each in first.values:
        _pieces_hold(each, text)
        assert not each.pieces or any(piece.literal for piece in each.pieces)


def test_ris_values_over_several_lines():
    text = "\ufeffTY  - MANSCPT\r\nID  - a\r\nAN  - f. 5,\r\n  op. 28 \r\nN1  - \r\nER  - \r\n"
    assert _values(text, "ris") == [
        [("TY", "MANSCPT", "MANSCPT"), ("ID", "a", "a"),
         ("AN", "f. 5,\r\n  op. 28", "f. 5,\nop. 28"), ("N1", "", "")]
    ]  # fmt: skip


_TEXTS = st.text(
    st.sampled_from("ab .,'\"\\\n:#-–№РГАНИ{}é\u00a0\U0001f600"), min_size=1, max_size=40
)


@given(_TEXTS, st.booleans())
def test_each_character_of_json_leads_back_to_what_is_written_for_it(value, ascii_only):
    text = json.dumps([{"id": "k", "note": value}], ensure_ascii=ascii_only)
    note = _entries(text, "csl-json")[0].values[1]
    assert note.text == value
    for piece in note.pieces:
        assert json.loads(f'"{text[piece.start : piece.end]}"') == piece.text
    _pieces_hold(note, text)


@given(_TEXTS, st.sampled_from([None, "'", '"', "|", ">"]))
def test_each_character_of_yaml_leads_back_to_what_is_written_for_it(value, style):
    shown = yaml.dump([{"id": "k", "note": value}], default_style=style, allow_unicode=True)
    note = _entries(shown, "csl-yaml")[0].values[1]
    assert note.text == value == yaml.safe_load(shown)[0]["note"]
    _pieces_hold(note, shown)


@given(st.lists(st.sampled_from(["RGANI ", "f.~5", "\\'e", "{b}", "--", "\\&", "\\v{s}", "é "])))
def test_each_character_of_bibtex_leads_back_to_what_prints_it(snippets):
    text = f"@misc{{k, note = {{{''.join(snippets)}}}}}"
    note = _entries(text, "bibtex")[0].values[0]
    assert note.text == decode("".join(snippets))
    for piece in note.pieces:
        assert decode(text[piece.start : piece.end]) == piece.text


@pytest.mark.parametrize(
    ("kind", "unit"),
    [("bibtex", "@a{b, c = {"), ("bibtex", "\n@a{b, c = {"), ("bibtex", "@a{b, c = {x}} "),
     ("bibtex", "{"), ("bibtex", '@a{b, c = "'), ("csl-json", "["), ("csl-json", '{"a":'),
     ("csl-json", '"'), ("csl-json", '[{"id":"a","note":"\\u0041"},'), ("csl-yaml", "- a: b\n"),
     ("csl-yaml", "- 'x\n"), ("ris", "TY  - A\nN1  - x\n"), ("ris", "TY  - A\n x\n")],
)  # fmt: skip
def test_hostile_text_costs_linear_work(kind, unit):
    assert_linear(lambda text: placed_bibliography(text, kind), unit)


@pytest.mark.parametrize(
    ("kind", "unit"),
    [("bibtex", "@a{b, c = {"), ("bibtex", "\n@a{b, c = {"), ("bibtex", "\n@a{b, c = {}}"),
     ("csl-json", '{"a":['), ("ris", " "), ("csl-yaml", "- '\n  ")],
)  # fmt: skip
def test_a_long_text_of_one_construct(kind, unit):
    assert placed_bibliography(unit * (200_000 // len(unit)), kind).cites == frozenset()
