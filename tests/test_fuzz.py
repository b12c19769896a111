"""Every reader and every check, on damaged input of every kind: our own errors, nothing lost.

The seeds are the manuscripts, record files and pages of the tests, and bibliographies made of
them. ``pytest tests/test_fuzz.py --hypothesis-profile=search`` looks for longer (see
``docs/contributing.md``); what it finds is entered in ``FOUND``.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import without_marks
from word_files import call, footnote, paragraph, word

from provenance import export, find_locators, read
from provenance.checking.checker import Checker
from provenance.errors import LocatorError, ProvenanceError
from provenance.reading.locator import parse_locator
from provenance.verdicts import check_bytes, fix_bytes, placed_references

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "records" / "examples"
CHECKER = Checker(today=dt.date(2026, 11, 25))
FORMATS = {"bibtex": "bibtex", "csl-json": "csl-json", "csl-yaml": "csl-yaml", "ris": "ris"}
SUFFIXES = {"text": ".txt", "references": ".txt", "markdown": ".md", "latex": ".tex", "rst": ".rst"}

#: A few of each kind, so as not to hold up the suite; as many as the profile says in a search.
USUAL = settings.default.max_examples
SOME = settings(max_examples=10 if USUAL == 100 else USUAL)

#: What may break a reader of any of the formats, or a rule.
PIECES = (
    "", "\n", "\n\n", "\r\n", "\r", "\t", " ", "\u00a0", "\u200b", "\ufeff", "\x00", "\u2028", "é",
    "e\u0301", "“", "»", "[", "]", "(", ")", "{", "}", "{{", "<", ">", "&", "&amp;", "&#0;", "#",
    "%", "\\", "\\\\", "\\footnote{", "\\begin{verbatim}", "\\verb|", "$", "$$", "`", "``", "```",
    "*", "**", "_", "~~~", "^[", "[^1]", "[^1]: ", "[1]", ".. [1] ", ".. code::", "::", "::\n\n   ",
    "|", "+---+", "<!--", "-->", "<!-- provenance: ignore LEA001 -->", "% provenance: ignore",
    "@misc{", "@string{a = ", "@comment", "= {", '"', "'", ",", ";", ":", "..", "- ", "? ", "--- ",
    "&a ", "*a ", "!!x ", "[{", "}]", '"id":', '"issued": {"date-parts": [[', "null", "1e999",
    "TY  - ", "ER  - \n", "AU  - ", "[[holdings]]", "key = ", "'''", '"""', "31 November 1957",
    "03/04/57", "25.X (9.XI).1917", "RGANI, f. 5, op. 28, d. 411, ll. 29–26", "Ф. P-5446. Oп. 1",
    "Ibid., l. 5-6", "Там же. Л. 0", "; d. 19, l. 40", "op. , d. 6", "л. 5–6об",
    "BArch, DY 30/3384",
    "PRC FMA 106–00581–11", "AMAE, box 7", "TsKhSD", "f. ", "ll. 126–9, 7, 7v", "Bl. 5, S. 9",
    "99999999999999999999", "𝔣. 5", "ф" * 40, "1" * 400, "-" * 40,
)  # fmt: skip

#: Inputs that once broke something, by kind.
FOUND: list[tuple[str, bytes]] = [
    ("markdown", "Ф. 022. Оп. 7б. П. 113. Д. 19. Л".encode() + b"," * 30),  # one comma a pass
]


def _texts(folder: str) -> dict[str, str]:
    found = (HERE / "checking" / folder).iterdir()
    return {path.name: path.read_text(encoding="utf-8") for path in found}


@cache
def seeds(kind: str) -> tuple[str, ...]:
    texts = {name: without_marks(text)[0] for name, text in _texts("planted").items()}
    texts |= _texts("clean")
    if kind == "references":
        return tuple(text.replace(";", "\n") for text in texts.values())
    if kind in SUFFIXES:
        own = tuple(text for name, text in texts.items() if name.endswith(SUFFIXES[kind]))
        return own or tuple(texts.values())
    files = sorted(path for path in EXAMPLES.iterdir() if path.is_file())
    if kind in FORMATS:
        records = [record for path in files if path.suffix == ".toml" for record in read(path)]
        return (export(records, FORMATS[kind]),)
    return tuple(path.read_text(encoding="utf-8", errors="replace")[:6000] for path in files)


@st.composite
def damaged(draw: st.DrawFn, kind: str) -> str:
    seed = draw(st.sampled_from(seeds(kind)))
    start = draw(st.integers(0, max(0, len(seed) - 200)))
    start = 0 if draw(st.booleans()) else start
    text = seed[start : start + draw(st.integers(0, 1500))]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.sampled_from((0, 0, 0, 1, 3, 40))))
        piece = draw(st.sampled_from(PIECES)) * draw(st.sampled_from((1, 1, 1, 2, 30)))
        text = text[:at] + piece + text[end:]
    return text


def looked_at(data: bytes, kind: str) -> None:
    """Check a file; each finding is about what stands at its place, corrections lose nothing."""
    try:
        found = check_bytes(data, CHECKER, kind=kind)
    except ProvenanceError:
        return
    text = data.decode("utf-8-sig")
    lines = text.split("\n")
    for each in found:
        assert each.message
        if each.start is None or each.end is None or kind == "records":
            continue
        assert 0 <= each.start <= each.end <= len(text)
        assert each.line is not None
        assert each.column is not None
        assert text[each.start : each.end] == each.excerpt
        assert lines[each.line - 1][each.column - 1 :].startswith(each.excerpt.split("\n")[0])
    if kind != "records":
        corrected(data, kind)


def corrected(data: bytes, kind: str) -> None:
    """Correct a file: what no correction is about stays, and nothing is left to correct."""
    before = [each for _, _, each in placed_references(data, kind=kind)]
    fixed, made = fix_bytes(data, CHECKER, kind=kind)
    assert fix_bytes(fixed, CHECKER, kind=kind) == (fixed, [])
    after = (each.locator.key for _, _, each in placed_references(fixed, kind=kind) if each.locator)
    cited = [each.locator.key for each in before if each.locator is not None]
    assert all(key in after for key in cited)  # in this order; others may have become readable
    old, new = data.decode().split("\n"), fixed.decode().split("\n")
    if any("\n" in each.excerpt for each in made):
        return
    assert len(old) == len(new)
    touched = {each.line for each in made}
    for number, (one, other) in enumerate(zip(old, new, strict=True), 1):
        assert number in touched or one == other


TEXTS = (*SUFFIXES, *FORMATS, "records")


@pytest.mark.parametrize("kind", TEXTS)
@SOME
@given(data=st.data())
def test_damaged_files_are_checked_or_refused(kind: str, data: st.DataObject) -> None:
    looked_at(data.draw(damaged(kind)).encode("utf-8", "replace"), kind)


@pytest.mark.parametrize("kind", TEXTS)
@SOME
@given(data=st.data())
def test_bytes_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    text = data.draw(damaged(kind)).encode("utf-8", "replace")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.binary(max_size=4)) + text[at + 1 :]
    try:
        found = check_bytes(text, CHECKER, kind=kind)
    except ProvenanceError:
        pass
    else:
        assert all(each.message for each in found)


@SOME
@given(damaged("text"))
def test_references_in_any_text(text: str) -> None:
    at = 0
    for match in find_locators(text):
        assert at <= match.start < match.end <= len(text)
        assert match.text == text[match.start : match.end]
        at = match.end
    for line in text.split("\n"):
        try:
            units = parse_locator(line).units
        except LocatorError:
            continue
        assert units


@cache
def _word_file() -> bytes:
    body = paragraph("Before", call(1), " after.") + paragraph("RGANI, f. 5, op. 28, d. 411, l. 0")
    return word(body, footnote(1, "АВП РФ. Ф. 0102. Oп. 14. Д. 6. Л. 29–26.") * 2)


WORD_PIECES = (
    "", "<w:p>", "</w:p>", "<w:t>", "</w:r>", "<w:tab/>", '<w:footnoteReference w:id="1"/>', "&",
    "&#0;", "<!--", "]]>", "RGANI, f. 5", "w:id", "\x00", "<w:tbl>", '<w:fldChar w:type="begin"/>',
)  # fmt: skip


@st.composite
def damaged_word_files(draw: st.DrawFn) -> bytes:
    """Word files with damaged parts, or with damaged bytes."""
    data = _word_file()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for _ in range(draw(st.integers(0, 3))):
                at = draw(st.integers(0, len(text)))
                end = min(len(text), at + draw(st.sampled_from((0, 1, 5, 30))))
                piece = draw(st.sampled_from(WORD_PIECES))
                text = text[:at] + piece + text[end:]
            new.writestr(name, text.encode())
    data = made.getvalue()
    for _ in range(draw(st.sampled_from((0, 0, 1, 3)))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=4)) + data[at + draw(st.integers(0, 4)) :]
    return data


@SOME
@given(damaged_word_files())
def test_damaged_word_files_are_checked_or_refused(data: bytes) -> None:
    try:
        found = check_bytes(data, CHECKER, kind="docx")
    except ProvenanceError:
        pass
    else:
        assert all(each.where and each.excerpt for each in found)


@pytest.mark.parametrize(("kind", "data"), FOUND)
def test_what_was_found_stays_mended(kind: str, data: bytes) -> None:
    looked_at(data, kind)
