"""From bytes to text: encodings told apart, HTML and MHTML taken off."""

from __future__ import annotations

import base64
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import ReadError
from provenance.reading.encodings import guess_encoding
from provenance.reading.source import byte_order_mark, decode, decode_pieces, read_source

RUSSIAN = (
    "Дневник посла СССР в КНДР А. М. Пузанова за 23 декабря 1957 г.\n"
    "АВПРФ. Ф. 0102. Оп. 14. Д. 6. Л. 26-29.\nТорбеньков Н. Е.\n"
)
ENGLISH = "“Journal of Soviet Ambassador,” December 23, 1957 – Nº 309, Pál Szarvas\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r",
     "cp866", "mac-cyrillic", "iso8859-5"],
)  # fmt: skip
def test_russian_in_each_encoding(encoding: str) -> None:
    source = read_source(RUSSIAN.encode(encoding))
    assert source.text == RUSSIAN
    assert source.kind == "text"
    said_so = encoding.startswith("utf-8") or encoding in ("utf-16", "utf-32")
    assert source.guessed is not said_so
    assert (source.report is None) is said_so


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le"])
def test_english_with_typographic_marks(encoding: str) -> None:
    assert read_source(ENGLISH.encode(encoding)).text == ENGLISH


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Szyfrogram Słuczański z Hawany, wiązka 82, główny żołnierz", "cp1250"),
        ("Jelentés a nagykövetségről, Szűcs elvtárs időszaka", "cp1250"),
        ("Щоденник посла, ЦДАГО України. Київ, її єдність", "cp1251"),
        ("Щоденник посла, ЦДАГО України. Київ, її єдність", "koi8-u"),
        ("Relações com Cuba, situação política, informações", "cp1252"),
        ("Wörter und Straße für alle", "cp1252"),
    ],
)
def test_the_guess_goes_by_what_words_look_like(text: str, encoding: str) -> None:
    assert guess_encoding(text.encode(encoding)) == encoding


def test_a_guess_is_reported() -> None:
    said: list[str] = []
    assert decode(RUSSIAN.encode("koi8-r"), report=said.append) == RUSSIAN
    assert said == ["guessed the encoding koi8-r; name the right one if it is another"]
    assert decode(RUSSIAN.encode(), report=said.append) == RUSSIAN
    assert len(said) == 1


def test_the_given_encoding_decides_where_nothing_else_does() -> None:
    assert decode("été".encode("mac-roman"), "mac-roman") == "été"
    # valid UTF-8 goes before it
    assert decode("été".encode(), "cp1251") == "été"


def test_encodings_mixed_in_one_file() -> None:
    data = "Архив внешней политики\n".encode() + "Торбеньков\n".encode("cp1251") + "“”\n".encode()
    source = read_source(data)
    assert source.text == "Архив внешней политики\nТорбеньков\n“”\n"
    assert source.report == "line 2 is not UTF-8: read what is not as cp1251, a guess"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"abc", "klingon", "there is no encoding 'klingon'"),
        (b"%PDF-1.7 ...", None, "found a PDF file"),
        (b"PK\x03\x04rest", None, "found a ZIP or office file"),
        (bytes(range(256)) * 4, None, "found a binary file"),
        ("первая\nвторая".encode("cp1251"), "ascii7-no", "there is no encoding"),
        (b"ab\ncd\xff", "shift_jis", "2: byte 5 (0xFF) is not shift_jis"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_source(data, encoding=encoding, source="page.txt")
    assert message in str(caught.value)
    assert str(caught.value).startswith("page.txt")


def test_byte_order_marks() -> None:
    assert byte_order_mark(b"\xef\xbb\xbfa") == "utf-8-sig"
    assert byte_order_mark(b"\xff\xfea\0") == "utf-16"
    assert byte_order_mark(b"abc") is None


HTML = """<!DOCTYPE html><html><head><meta charset="windows-1251"><title>not this</title>
<script>var s = "not this";</script></head><body><nav>not this</nav>
<h1>The   title
 of it</h1><div>One <b>two</b><br>three</div><style>p { not: this }</style>
<ul><li>first<li>second</ul><ol start="4"><li>fourth</li><li>fifth</li></ol>
<table><tr><td>Nº 309</td><td>Copy Nº 3</td></tr><tr><td>x</td></tr></table>
<pre>kept
  as it is</pre><p hidden>not this</p><p style="display:none">not this</p>
after &amp; all &mdash; ж</body></html>"""


def test_html_becomes_lines() -> None:
    source = read_source(HTML.encode("cp1251", "xmlcharrefreplace"))
    assert source.kind == "html"
    assert source.encoding == "cp1251"
    lines = [line for line in source.text.splitlines() if line]
    assert lines == [
        "The title of it", "One two", "three", "• first", "• second", "4. fourth", "5. fifth",
        "Nº 309\tCopy Nº 3", "x", "kept", "as it is", "after & all — ж",
    ]  # fmt: skip


def test_html_that_is_utf8_whatever_it_says() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Пузанов</p></body></html>'
    source = read_source(page.encode())
    assert source.text == "Пузанов\n"
    assert source.report == "the page says that it is in windows-1251, but it is in UTF-8"


@pytest.mark.parametrize(
    "head",
    [
        '<html><head><link rel="canonical" href="https://example.org/document/7"></head>',
        '<html><head><meta property="og:url" content="https://example.org/document/7"></head>',
        "<!-- saved from url=(0030)https://example.org/document/7 --><html>",
    ],
)
def test_the_address_that_a_page_was_saved_from_is_its_first_line(head: str) -> None:
    text = read_source(f"{head}<body><p>text</p></body></html>".encode()).text
    assert text == "https://example.org/document/7\n\ntext\n"


def test_mhtml_gives_its_page() -> None:
    message = (
        b"From: <Saved by Blink>\r\n"
        b"Snapshot-Content-Location: https://example.org/document/7\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
        b"--B\r\nContent-Type: text/css\r\n\r\np {}\r\n"
        b"--B\r\nContent-Type: text/html; charset=koi8-r\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    )
    page = base64.encodebytes("<html><body><p>Пузанов, № 309</p></body></html>".replace("№", "N")
                              .encode("koi8-r"))  # fmt: skip
    source = read_source(message + page + b"--B--\r\n")
    assert source.kind == "mhtml"
    assert source.text == "https://example.org/document/7\n\nПузанов, N 309\n"


def test_mhtml_without_a_page() -> None:
    with pytest.raises(ReadError, match="holds no page"):
        read_source(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n"
                    b"Content-Type: image/png\n\nx\n--B--\n")  # fmt: skip


def test_html_nested_too_deeply() -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        read_source(b"<html><body>" + b"<div>" * 5000 + b"x")


def test_no_entity_is_fetched_or_expanded(tmp_path: object) -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "zzzz">]>'
        "<html><body><p>a &x; &y; b</p></body></html>"
    )
    text = read_source(page.encode()).text
    assert "root:" not in text
    assert "zzzz" not in text.replace('"zzzz"', "")


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_our_error(data: bytes) -> None:
    try:
        source = read_source(data)
    except ReadError:
        return
    assert isinstance(source.text, str)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\ufeff\ufffe"),
               max_size=80))  # fmt: skip
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == text


# In pieces.


@given(st.lists(st.sampled_from(["Ф. 0102, ", "оп. 14\n", "ё", "a", "\r\n", "“—”", "한국", "😀"])),
       st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]), st.integers(4, 30))  # fmt: skip
def test_pieces_are_the_text(words: list[str], encoding: str, size: int) -> None:
    text = "".join(words)
    data = text.encode(encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("provenance.reading.source.PIECE", size)
        pieces = list(decode_pieces(io.BytesIO(data)))
    assert "".join(pieces) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_pieces_in_the_encoding_that_the_first_one_shows(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.reading.source.PIECE", 200)
    said: list[str] = []
    pieces = decode_pieces(io.BytesIO((RUSSIAN * 9).encode(encoding)), report=said.append)
    assert "".join(pieces) == RUSSIAN * 9
    assert said == [f"guessed the encoding {encoding}; name the right one if it is another"]


def test_bytes_that_are_not_utf_8_far_on_are_guessed_and_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("provenance.reading.source.PIECE", 64)
    said: list[str] = []
    data = ("Дело 6.\n" * 40).encode() + RUSSIAN.encode("cp1251") + "Дело 7.\n".encode()
    pieces = decode_pieces(io.BytesIO(data), report=said.append)
    assert "".join(pieces) == "Дело 6.\n" * 40 + RUSSIAN + "Дело 7.\n"
    assert said == ["byte 480 is not UTF-8: read what is not as cp1251, a guess"]


def test_a_byte_that_is_not_in_the_encoding_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.reading.source.PIECE", 16)
    data = "Дело\n".encode("cp1251") * 9 + b"\x98\n"
    with pytest.raises(ReadError, match="byte 45 is not cp1251"):
        list(decode_pieces(io.BytesIO(data), "cp1251"))
