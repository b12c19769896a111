"""One manuscript in four formats, three of them made of the first by pandoc: the same findings."""

import pypandoc
import pytest

from provenance import Settings
from provenance.checking.checker import Checker
from provenance.verdicts import check_bytes

CHECKER = Checker(Settings(ignore=["hyphen-in-range"]))
MARKDOWN = """# The journal of Ambassador Puzanov

Puzanov's journal[^1] was sent to Moscow.[^a] A copy lies in AVPRF, f. 0102, op. 14,
d. 6, ll. 29–26, and *another*[^b] in the Russian State Archive.[^c]

> "A quotation," he wrote.[^d]
- Item with Ф. P-5446 at ГАРФ. Ф. P-5446. Оп. 1. Д. 5. Л. 7.
- Item two.[^e]

Last.[^f]

[^1]: A. M. Puzanov, "Journal," *AVPRF*, f. 0102, op. 14, p. 75, d. 6, ll. 26–29.

[^a]: Ibid., l. 27v; see also **RGANI**, f. 5, op. 28, d. 411, ll. 5–8, 7–9.

[^b]: РГАНИ. Ф. 5. Oп. 28. Д. 411. Л. 126–129.

[^c]: Ibid., l. 0.

[^d]: Bundesarchiv, DY 30/3384, Bl. 45–46. Größe & Maß, 100 %.

[^e]: RGANI, f. 5, op. 28, op. 30, d. 1, l. 2.

[^f]: ЦДАГО України. Ф. 1. Оп. 24. Спр. 4. Арк. 5–2.
"""
EXPECTED = [
    ("duplicate-unit", "op. 30"),
    ("homoglyph-prefix", "P-5446"),
    ("mixed-alphabets", "РГАНИ. Ф. 5. Oп. 28. Д. 411. Л. 126–129"),
    ("mixed-script", "Oп"),
    ("overlap-duplicate", "7–9"),
    ("range-descending", "29–26"),
    ("range-descending", "5–2"),
    ("unlike-references", "AVPRF, f. 0102, op. 14, p. 75, d. 6, ll. 26–29"),
    ("zero-or-negative", "0"),
]


def _as(kind, folder):
    if kind == "markdown":
        return MARKDOWN.encode()
    path = folder / f"manuscript.{kind}"
    pypandoc.convert_text(
        MARKDOWN, kind, "markdown", outputfile=str(path), extra_args=["--standalone"]
    )
    return path.read_bytes()


def _plain(excerpt):
    """What is written, without what each format adds."""
    for written, read in (("--", "–"), ("~", " "), ("*", ""), ("}", "")):
        excerpt = excerpt.replace(written, read)
    return " ".join(excerpt.split())


@pytest.mark.engine
@pytest.mark.parametrize("kind", ["markdown", "latex", "rst", "docx"])
def test_the_same_manuscript_has_the_same_findings(kind, tmp_path):
    data = _as(kind, tmp_path)
    found = check_bytes(data, CHECKER, kind=kind)
    assert sorted((each.rule, _plain(each.excerpt)) for each in found) == EXPECTED
    for each in found if kind != "docx" else ():
        lines = data.decode().split("\n")
        assert lines[each.line - 1][each.column - 1 :].startswith(each.excerpt.split("\n")[0])


@pytest.mark.engine
@pytest.mark.parametrize("kind", ["latex", "rst"])
def test_the_content_tells_the_kind(kind, tmp_path):
    assert check_bytes(_as(kind, tmp_path), CHECKER) == check_bytes(
        _as(kind, tmp_path), CHECKER, kind=kind
    )
