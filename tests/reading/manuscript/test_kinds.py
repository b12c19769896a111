"""What a manuscript is: by the word of its user, its suffix, its content."""

import pytest

from provenance.errors import ReadError
from provenance.reading.manuscript import kind_of_text, kind_of_writing, read_writing


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"), ("a.md", "markdown"), ("A.QMD", "markdown"), ("a.tex", "latex"),
        ("a.rst", "rst"), ("a.docx", "docx"), ("a.doc", "docx"), ("a.refs", "references"),
        ("a.xyz", None), ("-", None), (None, None),
    ],
)  # fmt: skip
def test_the_suffix_tells_the_kind(name, kind):
    assert kind_of_writing(b"", name) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("\\documentclass{article}\n", "latex"),
        ("Text.\\footnote{x}\n", "latex"),
        ("% \\footnote is LaTeX\n", "text"),
        ("A [1]_\n\n.. [1] x\n", "rst"),
        (".. code-block:: x\n", "rst"),
        ("# Title\n", "markdown"),
        ("A[^1]\n\n[^1]: x\n", "markdown"),
        ("A ^[note]\n", "markdown"),
        ("1. РГАНИ. Ф. 5. Оп. 28. Д. 411. Л. 2\n", "text"),
        ("", "text"),
    ],
)
def test_the_content_tells_the_kind(text, kind):
    assert kind_of_text(text) == kind


def test_what_is_no_text_is_refused():
    with pytest.raises(ReadError, match="expected text, found a PDF file"):
        read_writing(b"%PDF-1.7\n", name="a.md")
    with pytest.raises(ReadError, match="expected text, found an RTF file"):
        read_writing(b"{\\rtf1 x}", name="a.txt")
    with pytest.raises(ReadError, match="there is no kind 'word'; expected one of text, "):
        read_writing(b"", kind="word")
