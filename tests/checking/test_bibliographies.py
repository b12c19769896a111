"""Checks of .bib, CSL-JSON, CSL-YAML and RIS: exact places, and corrections valid there."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import Record, Settings, export, parse_locator
from provenance.checking.checker import Checker
from provenance.errors import ReadError
from provenance.verdicts import check_bytes, fix_bytes

CHECKER = Checker(Settings(select=["LOC", "LEA", "TXT"]))
BIB = r"""@misc{first, title = {T}, date = {1957}, library = {RGANI},
  archivelocation = {f.~5, op.~{28}, d.~411, ll.~29--26}}
@misc{second, title = {U}, date = {1957},
  howpublished = "\v{S}: RGANI, f.\,5, op.~28, d.~411, ll.~26-29"}
"""
JSON = (
    '[{"id": "first", "title": "T", "archive": "RGANI",\n'
    '  "archive_location": "f. 5, op. 28, d. 411, ll. 29\\u201326"},\n'
    ' {"id": "second", "title": "U",\n'
    '  "note": "\\"\\u0420\\" RGANI, f. 5, op. 28, d. 411, ll. 26-29"}]\n'
)
YAML = """- id: first
  title: T
  archive: RGANI
  archive_location: f. 5, op. 28,
    d. 411, ll. 29–26
- id: second
  title: U
  note: 'It''s RGANI, f. 5, op. 28, d. 411, ll. 26-29'
"""
RIS = """TY  - MANSCPT
ID  - first
TI  - T
DB  - RGANI
AN  - f. 5, op. 28,
  d. 411, ll. 29–26
ER  -
TY  - MANSCPT
ID  - second
TI  - U
N1  - RGANI, f. 5, op. 28, d. 411, ll. 26-29
ER  -
"""
FILES = {"bibtex": ("a.bib", BIB), "csl-json": ("a.json", JSON), "csl-yaml": ("a.yaml", YAML),
         "ris": ("a.ris", RIS)}  # fmt: skip


def _place(text, excerpt):
    """Line and column of what stands once in a text."""
    assert text.count(excerpt) == 1
    before = text[: text.index(excerpt)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize("kind", FILES)
def test_a_finding_has_the_place_of_its_value(kind):
    name, text = FILES[kind]
    backwards = {"bibtex": "29--26", "csl-json": "29\\u201326"}.get(kind, "29–26")
    found = check_bytes(text.encode(), CHECKER, source=name)
    assert [(each.rule, each.excerpt) for each in found] == [
        ("range-descending", backwards),
        ("hyphen-in-range", "26-29"),
    ]
    for each in found:
        assert (each.line, each.column) == _place(text, each.excerpt)
        assert each.end_column == each.column + len(each.excerpt)
        assert text[each.start : each.end] == each.excerpt
    assert [each.message for each in check_bytes(text.encode(), CHECKER, kind=kind)] == [
        "Leaf range runs backwards: 29–26.",
        "Use an en dash between numbers.",
    ]


@pytest.mark.parametrize("kind", FILES)
def test_without_a_name_the_content_tells_the_kind(kind):
    found = check_bytes(FILES[kind][1].encode(), CHECKER)
    assert [each.rule for each in found] == ["range-descending", "hyphen-in-range"]


@pytest.mark.parametrize("kind", FILES)
def test_corrections_change_their_place_and_no_other_byte(kind):
    name, text = FILES[kind]
    data = ("\ufeff" + text.replace("\n", "\r\n")).encode()
    fixed, made = fix_bytes(data, CHECKER, source=name)
    dash = {"bibtex": b"--", "csl-json": b"\\u2013"}.get(kind, "–".encode())
    assert fixed == data.replace(b"26-29", b"26" + dash + b"29")
    assert [each.rule for each in made] == ["hyphen-in-range"]
    assert fix_bytes(fixed, CHECKER, source=name) == (fixed, [])


def test_corrected_json_and_yaml_say_what_was_meant():
    fixed, _ = fix_bytes(JSON.encode(), CHECKER, source="a.json")
    assert json.loads(fixed)[1]["note"] == '"Р" RGANI, f. 5, op. 28, d. 411, ll. 26–29'
    fixed, _ = fix_bytes(YAML.encode(), CHECKER, source="a.yml")
    assert yaml.safe_load(fixed)[1]["note"] == "It's RGANI, f. 5, op. 28, d. 411, ll. 26–29"


def test_a_correction_that_would_break_a_plain_yaml_value_is_not_made():
    text = "- id: a\n  title: T\n  note: РГАНИ. Ф. 5. Oп. 28. Д. 411. Л. 26v\n"
    fixed, made = fix_bytes(text.encode(), CHECKER, source="a.yaml")
    assert yaml.safe_load(fixed)[0]["note"] == "РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 26 об."
    assert len(made) == 2
    from provenance.reading.placed.yaml import yaml_escaped

    assert yaml_escaped(text, "x: y", 0, 20) is None
    assert yaml_escaped('"', 'x"\\', 0, 1) == 'x\\"\\\\'


def test_rules_about_records_name_the_entry_and_its_line():
    text = "@misc{a, title = {T}, date = {1957}}\n\n@misc{b,\n  note = {x}}\n"
    found = check_bytes(text.encode(), Checker(Settings(select=["missing-title"])), source="a.bib")
    assert [(each.key, each.line, each.column, each.path) for each in found] == [
        ("b", 3, 7, "a.bib")
    ]


def test_rules_about_entries_have_the_place_of_the_field():
    text = '[{"id": "a b", "title": "T",\n  "licens": "x", "issued": "1957"}]'
    found = check_bytes(text.encode(), Checker(Settings(select=["REC"])), source="a.json")
    assert [(each.code, each.line, each.column, each.excerpt) for each in found] == [
        ("REC005", 1, 10, "a b"),
        ("REC006", 2, 14, "x"),
        ("REC007", 2, 29, "1957"),
    ]


def test_a_key_that_comes_twice_is_told_at_the_second():
    text = "@misc{a, title={x}, date={1957}}\n@misc{A, title={y}, date={1958}}\n"
    found = check_bytes(text.encode(), Checker(Settings(select=["REC001"])), source="a.bib")
    assert [(each.path, each.line, each.column, each.excerpt) for each in found] == [
        ("a.bib", 2, 7, "A")
    ]


def test_a_broken_entry_is_an_error_with_its_line():
    text = (
        "@misc{a,\n title = {A}, note = {RGANI, f. 5, op. 28, d. 411, ll. 29--26}\n}\n\n@misc{b,\n"
        "  title = {B, note = {1957\n}\n\n"
        "@misc{c, note = {RGANI, f. 5, op. 28, d. 412, ll. 9--6}}\n"
    )
    chosen = Checker(Settings(select=["LEA", "REC012"]))
    found = check_bytes(text.encode(), chosen, source="a.bib")
    assert [(each.rule, each.severity, each.line, each.column, each.excerpt) for each in found] == [
        ("range-descending", "error", 2, 56, "29--26"),
        ("broken-entry", "error", 6, 11, "{B, note = {1957"),
        ("range-descending", "error", 9, 51, "9--6"),
    ]
    assert found[1].message.startswith("Expected '}' to close the value that begins here")


def test_a_file_without_a_sound_entry_is_refused():
    with pytest.raises(ReadError, match=r"a\.bib:1: "):
        check_bytes(b"@misc{a, note = {x\n", CHECKER, source="a.bib")
    with pytest.raises(ReadError, match="found no entry"):
        check_bytes(b"RGANI, f. 5", CHECKER, source="a.bib")


def test_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(ReadError, match=r"expected one of text, .*docx, bibtex, .*records"):
        check_bytes(b"", CHECKER, kind="pdf")


_NOTES = st.lists(
    st.sampled_from(
        ["RGANI, f. 5, op. 28, d. 411, ll. 26-29", "РГАНИ. Ф. 5. Oп. 28. Д. 411. Л. 26v", "; ",
         "ГАРФ. Ф. P-5446. Оп. 1. Д. 5. Л. 7-9", "\n", "'", '"', "\\", ": ", " #", "\U0001f600",
         "word "]
    ), min_size=1, max_size=5,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_NOTES, st.booleans(), st.sampled_from([None, "'", '"', "|", ">"]))
def test_corrections_leave_files_that_can_be_read_and_say_the_same(note, ascii_only, style):
    items = [{"id": "a", "title": "T", "note": note}, {"id": "b", "title": note, "note": "x"}]
    written = {
        "csl-json": (json.dumps(items, ensure_ascii=ascii_only), json.loads),
        "csl-yaml": (yaml.dump(items, default_style=style, allow_unicode=True), yaml.safe_load),
    }
    for kind, (text, load) in written.items():
        found = check_bytes(text.encode(), CHECKER, kind=kind)
        assert all(text[each.start : each.end] == each.excerpt for each in found if each.excerpt)
        fixed, _ = fix_bytes(text.encode(), CHECKER, kind=kind)
        assert fix_bytes(fixed, CHECKER, kind=kind) == (fixed, [])
        first, second = load(fixed)
        assert (first["title"], second) == ("T", items[1])
        assert (first["note"] == note) == (fixed == text.encode())


@pytest.mark.parametrize("kind", ["csl-json", "csl-yaml"])
def test_what_styles_print_in_our_own_csl_is_no_reference_of_its_own(kind):
    """``container-title-short: AVPRF, f. 0102, op. 14, d. 6`` is for short notes: no leaves."""
    record = Record(
        "a", kind="journal", title="Journal", date="1957-12-23",
        holdings=[parse_locator("AVPRF, f. 0102, op. 14, p. 75, d. 6, ll. 26–29")],
    )  # fmt: skip
    text = export(record, kind)
    assert "container-title-short" in text
    assert check_bytes(text.encode(), CHECKER, kind=kind) == []


def test_a_reference_in_a_note_beside_other_fields_is_looked_at():
    note = "division: RGANI, fond 5, opis 28\\ncall-number: x\\nSee RGANI, f. 5, op. 28, d. 1, l. 0"
    text = f'[{{"id": "a", "type": "manuscript", "title": "T", "note": "{note}"}}]'
    found = check_bytes(text.encode(), Checker(Settings(select=["LEA", "LOC"])), kind="csl-json")
    assert [(each.rule, each.column) for each in found] == [
        ("zero-or-negative", text.index("l. 0") + 4)
    ]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("csl-json", '[{"id": "a", "title": "T"}, {"id": "b" ⟦"c"}, {"id": "d"}]⟧'),
        ("csl-json", '[{"id": "a", "title": "T"}, ⟦5]⟧'),
        ("csl-json", '[{"id": "a", "title": "T"},\n  {"id": "b",\n  "x" ⟦"c"},⟧\n{"id": "d"}]'),
        ("csl-yaml", "- id: a\r\n  title: T\r\n- id: b\r\n  title: U⟦: V: W⟧\r\n- id: c\r\n"),
        ("csl-yaml", "\ufeff---\n- id: é\n- id: b\n  title: [U, V\n  date⟦: x⟧\n- id: c\n"),
        (
            "csl-yaml",
            "references:\n  - id: a\n    title: T\n    ⟦title: U⟧\n  - id: b\n    title: V\n",
        ),
        ("csl-yaml", "- id: a\n  title: T\n- id: b\n  title: ⟦[U, V⟧\n"),
        ("csl-yaml", "- id: a\n  title: T\n- ⟦5⟧\n- id: b\n"),
        ("csl-yaml", "- id: a\n  title: T\n- id: b\n  title: U⟦\x01V⟧\n- id: c\n"),
        ("csl-yaml", "- id: a\n  title: T\n  ⟦junk⟧\n- id: c\n"),
        ("ris", "TY  - BOOK\r\nTI  - T\r\nER  - \r\n  ⟦junk⟧\r\nTY  - BOOK\r\nER  - \r\n"),
        ("bibtex", "@misc{a, title = {T}} @misc{b, year = ⟦, title = {U}}⟧\n@misc{c, title = {V}}"),
        ("bibtex", "@misc{a, title = {T}}\n@misc{b,\n  title = ⟦{U,⟧\n@misc{c, title = {V}}"),
    ],
)
def test_a_broken_entry_is_told_at_its_place(kind, text):
    before, _, rest = text.partition("⟦")
    excerpt, _, after = rest.partition("⟧")
    found = check_bytes((before + excerpt + after).encode(), Checker(), kind=kind)
    (broken,) = (each for each in found if each.rule == "broken-entry")
    text = (before + excerpt + after).removeprefix("\ufeff")
    assert (broken.start, broken.excerpt) == (text.index(excerpt), excerpt)
    assert broken.column == len(before.removeprefix("\ufeff").rpartition("\n")[2]) + 1
    assert all(each.line for each in found)
