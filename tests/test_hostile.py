"""What strangers may have written: records, keys, pages. Nothing of it becomes markup or a path."""

from __future__ import annotations

import html
import io
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs
import pytest
from documents import PUZANOV

from provenance import (
    Agent,
    Credit,
    Locator,
    Mark,
    Publication,
    ReadError,
    Record,
    ReferenceList,
    Unit,
    Unread,
    cite,
    consulted,
)
from provenance.cli import run
from provenance.reading.source import read_source
from provenance.writing.csl.files import own_styles
from provenance.writing.styles import STYLES

ATTACKS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "' onmouseover='alert(1)",
    "<a href=\"javascript:alert(1)\">x</a>",
    "</li></ul></section><iframe src=//evil>",
    "<!--", "-->", "]]>", "&lt;script&gt;", "&#60;b&#62;", "<i>x</i><b>y</b>",
    "<span class=\"nocase\">y</span>",
    "<\u0000script>x", "\u202e<b>", "＜script＞",
)  # fmt: skip

#: The markup that citations have, without any attribute.
PLAIN_TAGS = {"i", "b", "em", "strong", "sup", "sub"}
LIST_TAGS = {"section", "h2", "h3", "ul", "li"}


class Seen(HTMLParser):
    """What a browser would make of a text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.other: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.other.append(data)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


def hostile(attack: str) -> Record:
    """A record with an attack in every text that a style may print."""
    holding = Locator(
        None, [Unit("fond", attack), Unit("opis", "1")], archive_text=f"Archive {attack}"
    )
    return Record(
        key="a",
        kind=f"report {attack}",
        title=f"T {attack} “x”",
        original_title=attack,
        short_title=f"S {attack}",
        date="1957",
        date_text=f"1957 {attack}",
        place=attack,
        number=attack,
        notes=attack,
        creators=[
            Agent(f"Ann {attack}", f"{attack}", "Ann", role="author"),
            Agent(attack, role="author"),
        ],
        recipients=[Agent(attack)],
        holdings=[holding, attrs.evolve(PUZANOV.holdings[0], note=attack)],
        marks=[Mark("stamp", attack)],
        credits=[Credit("translated", [f"Gary {attack}"], project=attack)],
        publication=Publication(host=attack, url=f"javascript:alert(1)//{attack}"),
        unread=[Unread(1, attack)],
    )


def harmless(text: str, tags: set[str]) -> None:
    seen = Seen(text)
    assert seen.tags <= tags
    assert seen.attributes == []
    assert seen.other == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_style_of_ours_lets_a_record_write_html(attack: str) -> None:
    record = hostile(attack)
    for style in STYLES:
        for names in ("short", "full"):
            harmless(cite(record, style, format="html", archive_names=names), PLAIN_TAGS)
        harmless(cite(attrs.evolve(record, title=None), style, format="html"), PLAIN_TAGS)
    listed = ReferenceList([record, attrs.evolve(record, key="b")], format="html")
    harmless("".join(listed.entries()) + listed.citation(record), PLAIN_TAGS)


@pytest.mark.parametrize("name", own_styles())
def test_no_csl_style_lets_a_record_write_html(name: str) -> None:
    for attack in ATTACKS:
        harmless(cite(hostile(attack), name, format="html"), PLAIN_TAGS)


def test_the_archives_consulted_are_escaped() -> None:
    text = consulted([hostile(attack) for attack in ATTACKS], "html")
    harmless(text, LIST_TAGS)
    assert "<script>alert(1)</script>" in html.unescape(text).replace("\u00a0", " ")


def test_an_address_is_never_a_link_that_runs() -> None:
    record = attrs.evolve(PUZANOV, publication=Publication(url="javascript:alert(1)"))
    for style in STYLES:
        assert "href" not in cite(record, style, format="html")
        markdown = cite(record, style, format="markdown").replace("\\<", "")
        assert "](javascript" not in markdown
        assert "<javascript" not in markdown


# --- keys and files


@pytest.fixture
def prov(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        data = io.BufferedReader(io.BytesIO(stdin.encode()))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
        return run(list(arguments)), *capsys.readouterr()

    return call


BAD_KEYS = (
    "../x", "../../etc/passwd", "/etc/passwd", "..\\x", "C:\\x", "a/b", "con", "NUL.x", "aux",
    "x" * 300, ".", "..", "~root", "a\u2215b", "Ａ／Ｂ", "-rf", "x.toml/", "com1", "🙂",
)  # fmt: skip


@pytest.mark.parametrize("key", BAD_KEYS)
@pytest.mark.parametrize("kind", ["bib", "ris", "json"])
def test_files_named_by_keys_stay_in_their_folder(
    prov: Callable[..., tuple[int, str, str]], tmp_path: Path, key: str, kind: str
) -> None:
    text = {
        "bib": f"@misc{{{key}, title = {{T}}}}\n@misc{{b, title = {{U}}}}\n",
        "ris": f"TY  - MANSCPT\nTI  - T\nID  - {key}\nER  - \n" * 2,
        "json": '[{"id": %s, "type": "manuscript", "title": "T"}, {"id": "b", "title": "U"}]'
        % ('"' + key.replace("\\", "\\\\") + '"'),
    }[kind]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"a.{kind}").write_text(text, encoding="utf-8")
    status, _, err = prov("read", f"in/a.{kind}", "--to", "toml", "--output", "out/")
    assert (status, err) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    made = list((tmp_path / "out").iterdir())
    assert len(made) == 2
    for path in made:
        assert path.is_file()
        assert path.stem.partition(".")[0].casefold() not in ("con", "nul", "aux", "com1")
        assert len(path.name) < 200
        assert path.name[0].isalnum()


def test_keys_that_differ_in_case_are_two_files(
    prov: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "a.bib").write_text("@misc{Kim, title={T}}\n@misc{kim, title={U}}\n")
    status, _, _ = prov("read", "a.bib", "--to", "toml", "--output", "out/")
    assert status == 0
    names = sorted(path.name.casefold() for path in (tmp_path / "out").iterdir())
    assert names == ["kim-2.toml", "kim.toml"]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("con", "con: Windows keeps this name for a device"),
        ("LPT1.x", "LPT1.x: Windows keeps this name for a device"),
        ("x" * 300, "this key is too long for the name of a file"),
    ],
)
def test_a_record_whose_key_can_name_no_file_is_refused(
    prov: Callable[..., tuple[int, str, str]], tmp_path: Path, key: str, message: str
) -> None:
    (tmp_path / "a.json").write_text(f'{{"key": "{key}"}}\n{{"key": "fine"}}\n')
    status, out, err = prov("read", "a.json", "--to", "toml", "--output", "out/")
    assert (status, out) == (2, "")
    assert message in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "../no/such", "/"])
def test_a_name_that_no_file_can_have_is_our_own_error(
    prov: Callable[..., tuple[int, str, str]], name: str
) -> None:
    for arguments in (["cite", name], ["cite", "--sequence", "-"], ["consulted", name]):
        status, _, err = prov(*arguments, stdin=name + "\n")
        assert status == 2
        assert err.startswith("Error: ")
        assert "a fault in provenance" not in err


# --- saved pages

SOURCE = "AVPRF, f. 0102, op. 14, d. 6, ll. 26-29"


def mhtml(body: str) -> bytes:
    head = "From: x\nSnapshot-Content-Location: http://a.example/\nMIME-Version: 1.0\n"
    return (head + body).encode()


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<html><body>" + "<div>" * 100_000 + SOURCE, "nested too deeply"),
        ("<html><body>" + "<b>" * 100_000 + SOURCE, "nested too deeply"),
        (
            "<html><body>\n<p " + " ".join(f'a{n}="<"' for n in range(20_000)) + ">",
            "2: found a tag with thousands of attributes",
        ),
        ("<html><body><p " + "x " * 60_000, "found a tag with thousands of attributes"),
        ("<html><body>" + "<p>x</p>" * 1_000_001, "8,000,020 characters of HTML are too many"),
        (
            mhtml(
                "".join(
                    f'Content-Type: multipart/related; boundary="b{n}"\n\n--b{n}\n'
                    for n in range(1000)
                )
            ),
            "too many parts within one another",
        ),
    ],
    ids=["divs", "inline", "attributes", "bare-attributes", "long", "parts"],
)
def test_what_no_page_is_like_is_refused(page: Any, message: str) -> None:
    data = page if isinstance(page, bytes) else page.encode()
    with pytest.raises(ReadError, match=message):
        read_source(data, source="a.html")


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<" * 100_000 + SOURCE,
        "<html><body>" + "<!--" * 50_000 + SOURCE,
        "<html><body>" + "<script>" * 50_000 + SOURCE,
        "<html><body>" + "&" * 100_000 + SOURCE,
        "<html><body><p title='" + "x" * 200_000 + SOURCE,
        "<html><head><script>" + "if (a<b c d) {}\n" * 20_000 + "</script><body>" + SOURCE,
    ],
)
def test_odd_pages_are_read_or_refused(page: str) -> None:
    assert isinstance(read_source(page.encode()).text, str)


def test_a_page_brings_no_entities_and_no_files() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<html><body><p>x&a;&f;y</p><p>Source: {SOURCE}</p></body></html>"
    )
    text = read_source(page.encode()).text
    assert "root:" not in text
    assert "ha" not in text.replace("&a;", "")
    assert SOURCE in text
