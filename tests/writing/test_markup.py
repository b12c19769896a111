"""Citations as HTML and Markdown: nothing a record contains becomes markup."""

from __future__ import annotations

import json
import random
from html.parser import HTMLParser

import attrs
import pytest
from documents import PUZANOV
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.document import Record
from provenance.model.names import Agent
from provenance.writing.markup import HTML, MARKDOWN, TEXT, one_line, tie_initials, tie_locator
from provenance.writing.styles import STYLES, cite

NBSP = "\u00a0"


class Characters(HTMLParser):
    """Collects text and fails on any tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        raise AssertionError(f"a tag: {tag}")

    handle_endtag = handle_comment = handle_decl = handle_pi = handle_starttag  # type: ignore[assignment]


def shown(html: str) -> str:
    parser = Characters()
    parser.feed(html)
    parser.close()
    return parser.text


def hostile(text: str) -> Record:
    return attrs.evolve(
        PUZANOV,
        title=text,
        creators=[Agent(text)],
        credits=[attrs.evolve(PUZANOV.credits[0], by=(text,), project=text)],
        publication=attrs.evolve(PUZANOV.publication, host=text, url=text),
    )


def test_html_ties_labels_to_values_and_initials_to_each_other() -> None:
    assert cite(PUZANOV, format="html") == (
        "“Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957,” "
        "December 23, 1957, AVPRF, f.\u00a00102, op.\u00a014, d.\u00a06, ll.\u00a026–29, "
        "trans. Gary Goldberg for NKIDP, History and Public Policy Program Digital Archive."
    )
    assert cite(PUZANOV, "chicago-bibliography", format="html").startswith(
        "Puzanov, A.\u00a0M. “Journal"
    )
    assert cite(PUZANOV, "chicago-short", leaves="27v", format="html").endswith(
        "l.\u00a027\u00a0ob."
    )


@pytest.mark.parametrize("style", STYLES)
def test_text_and_markdown_have_plain_spaces(style: str) -> None:
    assert NBSP not in cite(PUZANOV, style)
    assert NBSP not in cite(PUZANOV, style, format="markdown")


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("AVPRF, f. 0102, op. 14, d. 6, ll. 26–29", "AVPRF, f.~0102, op.~14, d.~6, ll.~26–29"),
        ("AVPRF, fond 0102, list 5 ob.", "AVPRF, fond~0102, list~5~ob."),
        ("MNL OL, 276. f. 89. cs. 402. ő. e.", "MNL OL, 276.~f.~89.~cs.~402.~ő.~e."),
        ("NARA, RG 59, box 3140", "NARA, RG~59, box~3140"),
        ("LBJ, National Security File, Vol. XLI", "LBJ, National Security File, Vol.~XLI"),
        ("RA (Stockholm), vol. 3; AMAE (Bucharest)", "RA (Stockholm), vol.~3; AMAE (Bucharest)"),
    ],
)
def test_ties_in_locators(text: str, tied: str) -> None:
    assert tie_locator(text).replace(NBSP, "~") == tied


@pytest.mark.parametrize(
    ("name", "tied"),
    [
        ("A. M. Puzanov", "A.~M. Puzanov"),
        ("N. Ye. Torbenkov and V. I. Pelishenko", "N.~Ye. Torbenkov and V.~I. Pelishenko"),
        ("James F. Person", "James F. Person"),
        ("Kim Il Sung et al.", "Kim Il Sung et al."),
    ],
)
def test_ties_in_names(name: str, tied: str) -> None:
    assert tie_initials(name).replace(NBSP, "~") == tied


def test_html_is_escaped() -> None:
    html = cite(hostile("<b>\"A\" & 'B'</b>"), format="html")
    assert "&lt;b&gt;" in html
    assert "<" not in html
    assert '"' not in html
    assert "&amp;" in html


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_html_shows_what_text_shows(text: str) -> None:
    if text.strip():
        for style in STYLES:
            html = shown(cite(hostile(text), style, format="html"))
            plain = cite(hostile(text), style)
            assert html.replace(NBSP, " ") == plain.replace(NBSP, " ")


def test_a_citation_is_one_line_without_controls() -> None:
    record = attrs.evolve(PUZANOV, title="Journal\r\n of\tthe \x00\x1bAmbassador\u2028\n\n(cont.)")
    assert cite(record).startswith("A. M. Puzanov, “Journal of the Ambassador (cont.),” December")
    assert one_line("half \ud800 of a character") == "half \ufffd of a character"
    assert one_line("a\u00a0b \u200fc") == "a\u00a0b \u200fc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a_b *c* `d` [e](f) <g> #h |i| ~j~", r"a\_b \*c\* \`d\` \[e\](f) \<g\> \#h \|i\| \~j\~"),
        ("AT&T $5 x^2 @key {k} \\n", r"AT\&T \$5 x\^2 \@key \{k\} \\n"),
        ('it\'s "so" -- or ...', r"it\'s \"so\" \-\- or \.\.\."),
        ("1. Division", r"1\. Division"),
        ("(a) First", r"(a\) First"),
        ("- item", r"\- item"),
        ("A. M. Puzanov, 1957-58", "A. M. Puzanov, 1957-58"),
    ],
)
def test_markdown_escapes(text: str, expected: str) -> None:
    assert MARKDOWN.write(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/document/1", "at https://example.org/document/1."),
        ("https://example.org/a_b?c=1&d=*", "at <https://example.org/a_b?c=1&d=*>."),
        ("https://example.org/<b>", r"at https:\//example.org/\<b\>."),
        ("javascript:alert(1)", "at javascript:alert(1)."),
    ],
)
def test_addresses_in_markdown(url: str, expected: str) -> None:
    assert MARKDOWN.write("at ", url, ".") == expected


def test_text_is_left_alone() -> None:
    assert TEXT.write("a_b <c> ", "https://example.org/a_b", ".") == (
        "a_b <c> https://example.org/a_b."
    )
    assert HTML.write("a", "https://example.org/?a=1&b=2") == "ahttps://example.org/?a=1&amp;b=2"


# ------------------------------------------------------------------- what pandoc makes of it

PIECES = [
    *"\\`*_{}[]<>#|~^$@&'\"!+-=:;.,()%/?", *"abcAZ019   ", "“", "”", "ж", "--", "...", "&amp;",
    "<b>", "</b>", "[x](y)", "![i](j)", "http://x.y/a_b", "www.a.b", "*em*", "`code`", "$x$",
    "\\emph{x}", "[^1]", "^[n]", "@key", "{.a}", ":smile:", "1.", "a)", "(i)", "II.", "- ", "# ",
    "> ", "| ", "```", "~~~", "<!--", "-->", "<script>", "&#60;", "\n", "\t", "\n\n# H",
]  # fmt: skip


def hostile_texts(count: int) -> list[str]:
    chance = random.Random(1957)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(1, 14))) for _ in range(count)]
    return [text for text in texts if one_line(text).strip()]


def literal(inline: dict[str, object]) -> str:
    if inline["t"] == "Str":
        return str(inline["c"])
    return " " if inline["t"] in ("Space", "SoftBreak") else f"<a {inline['t']}>"


@pytest.mark.engine
@pytest.mark.parametrize("dialect", ["markdown", "commonmark", "commonmark_x", "gfm"])
def test_pandoc_shows_the_text(dialect: str) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    texts = hostile_texts(1500)
    source = "\n\n".join(map(MARKDOWN.write, texts))
    blocks = json.loads(pypandoc.convert_text(source, "json", format=dialect))["blocks"]
    seen = [
        "".join(map(literal, block["c"])) if block["t"] == "Para" else f"<a {block['t']}>"
        for block in blocks
    ]
    # pandoc ties "Mr. Smith" with a no-break space
    assert [text.replace(NBSP, " ") for text in seen] == [
        " ".join(one_line(text).split()) for text in texts
    ]


@pytest.mark.engine
def test_pandoc_shows_a_whole_citation() -> None:
    pypandoc = pytest.importorskip("pypandoc")
    record = attrs.evolve(
        PUZANOV,
        title="*Journal* of [the] Ambassador_s 'Talks' <x> -- etc...",
        publication=attrs.evolve(PUZANOV.publication, url="https://example.org/a_b~c?d=*&e"),
    )
    for style in STYLES:
        source = cite(record, style, format="markdown")
        plain = pypandoc.convert_text(source, "plain", "markdown", extra_args=["--wrap=none"])
        assert plain.strip().replace(NBSP, " ") == cite(record, style)
