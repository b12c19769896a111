"""Word files: what is shown, where it stands, and what is refused."""

import io
import zipfile

import pytest
from manuscripts import CHECKER
from word_files import call, footnote, paragraph, run, word

from provenance.errors import ReadError
from provenance.reading.manuscript import docx, read_writing

REFERENCE = "RGANI, f. 5, op. 28, d. 411, l. 2"


def passages(data):
    writing = read_writing(data, kind="docx")
    return [(each.name, writing.text[each.start : each.end]) for each in writing.passages]


def only(*runs):
    ((_, text),) = passages(word(paragraph(*runs)))
    return text


def test_notes_are_numbered_by_their_calls_and_follow_their_paragraph():
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    data = word(
        paragraph("One", call(7), " two", call(9, "endnote"))
        + "<w:p/>"
        + paragraph("Three", call(3)),
        separator + footnote(3, "By 3.") + footnote(7, " By 7."),
        footnote(9, "By 9.", kind="endnote"),
    )
    assert passages(data) == [
        ("paragraph 1", "One two"),
        ("footnote 1", "By 7."),
        ("endnote 1", "By 9."),
        ("paragraph 2", "Three"),
        ("footnote 2", "By 3."),
    ]


def test_a_finding_is_told_by_note_and_column():
    data = word(
        paragraph("Text", call(2)),
        footnote(2, " RGANI, f. 5, ", run("op. 28"), ", d. 411, ll. ", run("29–26"), "."),
    )
    (finding,) = CHECKER.writing(read_writing(data, kind="docx"))
    assert (finding.rule, finding.where, finding.column, finding.end_column) == (
        "range-descending", "footnote 1", 34, 39,
    )  # fmt: skip
    assert (finding.line, finding.start, finding.fix, finding.excerpt) == (
        None, None, None, "29–26",
    )  # fmt: skip


def test_ibid_looks_back_through_the_notes():
    data = word(
        paragraph("A", call(1)) + paragraph("B", call(2)),
        footnote(2, "Ibid., l. 3.") + footnote(1, REFERENCE),
    )
    writing = read_writing(data, kind="docx")
    assert [each.locator.key for each in writing.references] == [
        "rgani:fond=5;opis=28;delo=411;list=2",
        "rgani:fond=5;opis=28;delo=411;list=3",
    ]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (("a", "<w:del><w:r><w:delText>b</w:delText><w:t>b</w:t></w:r></w:del>", "c"), "ac"),
        (("a", f"<w:ins>{run('b')}</w:ins>", "c"), "abc"),
        ((f"<w:moveFrom>{run('b')}</w:moveFrom>", f"<w:moveTo>{run('c')}</w:moveTo>"), "c"),
        (("a", f"<w:hyperlink>{run('b')}</w:hyperlink>", "c"), "abc"),
        (("a", "<w:r><w:tab/><w:t>b</w:t></w:r>"), "a\tb"),
        (("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>", "a"), "a"),
        (("a", "<w:r><w:br/><w:br/><w:t>b</w:t></w:r>"), "a\n b"),
        (("26", "<w:r><w:noBreakHyphen/></w:r>", "29"), "26\u201129"),
        (("op", "<w:r><w:softHyphen/></w:r>", "is"), "opis"),
        (('<w:r><w:sym w:font="Times" w:char="2116"/></w:r>', " 5"), "№ 5"),
        (('<w:r><w:sym w:font="Times" w:char="F0A7"/></w:r>', " 5"), "§ 5"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>', " 5"), "\ufffc 5"),
        ((f'<w:fldSimple w:instr="X">{run("a")}</w:fldSimple>',), "a"),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>ADDIN</w:instrText></w:r>',
                "hidden",
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                "shown",
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                " after",
            ),
            "shown after",
        ),
        (("a", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r>", "c"), "ac"),
        (('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>b</w:t></w:r>',), "b"),
        (("<w:r><a:p><a:t>drawn</a:t></a:p></w:r>", "a"), "a"),
        (("a&amp;&#x43E;",), "a&о"),
    ],
)
def test_what_is_shown_of_a_paragraph(runs, text):
    assert only(*runs) == text


def test_text_boxes_are_read_once_and_cells_are_paragraphs():
    box = f"<w:txbxContent>{paragraph('box')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in "xy")
    data = word(paragraph("a", both, "b") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert passages(data) == [
        ("paragraph 1", "ab"),
        ("paragraph 2", "box"),
        ("paragraph 3", "x"),
        ("paragraph 4", "y"),
    ]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    data = word(paragraph(deleted, "a ") + paragraph("b", call(1)), footnote(1, "c"))
    assert passages(data) == [("paragraph 1", "a b"), ("footnote 1", "c")]


def _zip(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return data.getvalue()


def _encrypted(data: bytes) -> bytes:
    """Return a ZIP archive whose files are said to be encrypted."""
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        pieces = data.split(mark)
        rest = [each[: flags - 4] + b"\x01" + each[flags - 3 :] for each in pieces[1:]]
        data = mark.join([pieces[0], *rest])
    return data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            r"found an old Word file \(\.doc\) or one with a pass",
        ),
        (b"%PDF-1.7", "expected a Word file .*found a PDF file"),
        (b"PK\x03\x04 broken", "expected a Word file .*found no ZIP archive"),
        (b"just text", "expected a Word file .*found no ZIP archive"),
        (_zip(mimetype="application/vnd.oasis.opendocument.text"), "found an OpenDocument file"),
        (_zip(other="x"), "found a ZIP archive without a document"),
        (word("")[:-60], "expected a Word file"),
        (_encrypted(word("<w:p/>")), "expected a Word file .*found an encrypted ZIP archive"),
        (word("<w:p>"), r"word/document\.xml is damaged"),
        (word('<!DOCTYPE x [<!ENTITY e "y">]>'), "has a document type"),
    ],
)
def test_what_is_no_word_file_is_refused_with_what_was_expected(data, message):
    with pytest.raises(ReadError, match=message):
        read_writing(data, name="a.docx")


def test_what_unpacks_to_too_much_is_refused(monkeypatch):
    data = word(paragraph("a" * 2_000_000))
    with pytest.raises(ReadError, match="unpacks to too much"):
        read_writing(data, kind="docx")
    monkeypatch.setattr(docx, "LARGEST_PART", 100)
    with pytest.raises(ReadError, match="unpacks to too much"):
        read_writing(word(paragraph("a")), kind="docx")


def test_a_word_file_is_known_by_its_content():
    assert read_writing(word(paragraph("a"))).format == "docx"
    assert read_writing(word(paragraph("a")), name="paper").format == "docx"
