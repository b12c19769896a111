"""Our CSL styles in three engines print what our own writer prints.

What an engine prints otherwise is listed in ``our_styles_differences.toml`` with the reason and the
words that differ; the list fails when something else differs, and when something listed no longer
does.
"""

from __future__ import annotations

import difflib
import html
import json
import re
import subprocess
import tomllib
import warnings
from collections.abc import Callable
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from archival_records import RECORDS

from provenance import cite, export
from provenance.writing import csl

pytestmark = pytest.mark.engine

HERE = Path(__file__).parent
STYLES = HERE.parents[1] / "styles"
#: The styles of our writer that each CSL style is: first citation, later one, bibliography.
OURS = {
    "chicago-archival-notes": ("chicago-note", "chicago-short", "chicago-bibliography"),
    "chicago-archival-notes-17th-edition": (
        *("chicago-17-note", "chicago-17-short", "chicago-17-bibliography"),
    ),
    "chicago-archival-author-date": (
        *("chicago-author-date-text", "chicago-author-date-text", "chicago-author-date"),
    ),
    "gost-archival": ("gost", "gost-repeated", "gost"),
}
PARTS = ("full", "again", "bibliography")
ENGINES = ("citeproc-js", "pandoc", "citeproc-py")
Printed = dict[str, dict[str, str]]


def items() -> list[dict[str, Any]]:
    """Return the CSL items of all records, without what only this library reads."""
    found: list[dict[str, Any]] = json.loads(export(list(RECORDS.values()), "csl-json"))
    return [{name: value for name, value in item.items() if name != "custom"} for item in found]


def language(style: str) -> str:
    return "ru-RU" if style.startswith("gost") else "en-US"


# --------------------------------------------------------------------------- the engines


def _citeproc_js(style: str, tmp_path: Path, node: tuple[str, Path]) -> Printed:
    lang = language(style)
    locale = files("citeproc").joinpath(f"data/locales/locales-{lang}.xml")
    asked = {
        "items": items(),
        "style": (STYLES / f"{style}.csl").read_text(encoding="utf-8"),
        "locale": locale.read_text(encoding="utf-8"),
        "lang": lang,
    }
    program, folder = node
    ran = subprocess.run(
        [program, HERE / "sequence.js", folder],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    found: Printed = json.loads(ran.stdout)
    return found


def _flat(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text)).replace("↩︎", "").strip()


def _pandoc(style: str, tmp_path: Path, node: tuple[str, Path]) -> Printed:
    out = through_pandoc("\n\n".join(f"[@{key}]" for key in (*RECORDS, *RECORDS)), style, tmp_path)
    notes = re.findall(r'<li id="fn\d+">(.*?)</li>', out, re.DOTALL)
    notes = notes or re.findall(r"<p>(.*?)</p>", out, re.DOTALL)
    entries = re.finditer(r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>(.*?)</div>', out, re.S)
    printed = [_flat(note) for note in notes]
    return {
        "full": dict(zip(RECORDS, printed[: len(RECORDS)], strict=True)),
        "again": dict(zip(RECORDS, printed[len(RECORDS) :], strict=True)),
        "bibliography": {match[1]: _flat(match[2]) for match in entries},
    }


def through_pandoc(text: str, style: str, folder: Path, to: str = "html") -> str:
    pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary is not installed")
    data = folder / "items.json"
    data.write_text(json.dumps(items()), encoding="utf-8")
    args = ["--citeproc", f"--bibliography={data}", f"--csl={STYLES / style}.csl", "--wrap=none"]
    return str(pypandoc.convert_text(text, to, format="markdown", extra_args=args))


def _citeproc_py(style: str, tmp_path: Path, node: tuple[str, Path]) -> Printed:
    found = csl.load(str(STYLES / f"{style}.csl"))
    notes = csl.CslNotes(found)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {
            "full": {item["id"]: notes.note(item) for item in items()},
            "again": {item["id"]: notes.note(item) for item in items()},
            "bibliography": {item["id"]: found.bibliography([item])[0] for item in items()},
        }


_RUN: dict[str, Callable[[str, Path, tuple[str, Path]], Printed]] = {
    "citeproc-js": _citeproc_js,
    "pandoc": _pandoc,
    "citeproc-py": _citeproc_py,
}

# --------------------------------------------------------------------------- the differences


class Case(NamedTuple):
    engine: str
    style: str
    part: str
    record: str


def listed() -> dict[Case, list[tuple[str, str]]]:
    """Return what differs by the list, with the words to replace in what our writer prints."""
    text = (HERE / "our_styles_differences.toml").read_text(encoding="utf-8")
    found: dict[Case, list[tuple[str, str]]] = {}
    for entry in tomllib.loads(text)["difference"]:
        assert entry["why"]
        sets = [entry[name] for name in ("engines", "styles", "parts", "records")]
        for case in product(*sets):
            found.setdefault(Case(*case), []).extend(
                (ours, theirs) for ours, theirs in entry["words"]
            )
    return found


def word_by_word(ours: str, theirs: str) -> str:
    """Return what differs: ``[- our words -] [+ theirs +]``."""
    one, two = ours.split(" "), theirs.split(" ")
    pieces = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append("…" if b - a > 4 else " ".join(one[a:b]))
        else:
            pieces += [f"[-{' '.join(one[a:b])}-]" if b > a else ""]
            pieces += [f"[+{' '.join(two[c:d])}+]" if d > c else ""]
    return " ".join(filter(None, pieces))


@pytest.fixture(scope="module")
def known() -> dict[Case, list[tuple[str, str]]]:
    return listed()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("style", OURS)
def test_an_engine_prints_what_our_writer_prints(
    style: str,
    engine: str,
    known: dict[Case, list[tuple[str, str]]],
    tmp_path: Path,
    node: tuple[str, Path],
) -> None:
    printed = _RUN[engine](style, tmp_path, node)
    faults = []
    for part, ours in zip(PARTS, OURS[style], strict=True):
        assert printed[part].keys() == RECORDS.keys()
        for key, record in RECORDS.items():
            case = Case(engine, style, part, key)
            own = cite(record, ours)
            expected = own
            for words, theirs in known.get(case, ()):
                expected = expected.replace(words, theirs)
            if case in known and expected == own:
                faults.append(f"{part} {key}: the listed words are not in it: {own}")
            if printed[part][key] != expected:
                gone = case in known and printed[part][key] == own
                what = (
                    "listed, but it is gone" if gone else word_by_word(expected, printed[part][key])
                )
                faults.append(f"{part} {key}: {what}")
    assert not faults, "\n".join(faults)


def test_the_list_names_what_there_is(known: dict[Case, list[tuple[str, str]]]) -> None:
    for case in known:
        assert case.engine in ENGINES
        assert case.style in OURS
        assert case.part in PARTS
        assert case.record in RECORDS


def test_a_difference_is_shown_word_by_word() -> None:
    assert word_by_word("a b c", "a x c") == "a [-b-] [+x+] c"
    assert word_by_word("a b", "a b c") == "a b [+c+]"


# --------------------------------------------------------------------------- leaves, Там же


def _notes(text: str, style: str, folder: Path) -> list[str]:
    out = through_pandoc(text, style, folder)
    return [_flat(note) for note in re.findall(r'<li id="fn\d+">(.*?)</li>', out, re.DOTALL)]


def test_the_leaves_of_a_note_take_the_place_of_the_documents(tmp_path: Path) -> None:
    text = "x[@years, {l. 4}]\n\nx[@days]\n\nx[@years, {l. 4}]\n\nx[@days, folio 5]\n\n"
    assert _notes(text, "chicago-archival-notes", tmp_path) == [
        "“Report on the Harvest,” 1957–58, GARF, f. R-5446, op. 86a, d. 1022, l. 4.",
        "Anna Berg, “Report on the Harvest,” December 21–23, 1957, GARF, f. R-5446, op. 86a, "
        "d. 1022, l. 3.",
        "“Report on the Harvest,” 1957–58, l. 4.",
        "Berg, “Report on the Harvest,” December 21–23, 1957, fol. 5.",
    ]


def test_gost_repeats_a_reference_by_tam_zhe(tmp_path: Path) -> None:
    text = (
        "x[@puzanov-1957-12-23]\n\nx[@puzanov-1957-12-23, {Л. 27}]\n\nx[@cyrillic]\n\n"
        "x[@puzanov-1957-12-23, {Л. 28}]\n\nx[@puzanov-1957-12-23, {Л. 28}]\n\n"
        "x[@german]\n\nx[@german, {Bl. 46}]"
    )
    notes = _notes(text, "gost-archival", tmp_path)
    assert notes[1] == "Там же. Л. 27."
    assert notes[3] == "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 28."
    assert notes[4] == "Там же."
    assert notes[6] == "Ibid. Bl. 46."


@pytest.mark.parametrize("style", OURS)
def test_word_gets_the_same_words(style: str, tmp_path: Path) -> None:
    """A .docx made by pandoc, as the how-to has it, holds the citation."""
    pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary is not installed")
    data, made = tmp_path / "items.json", tmp_path / "made.docx"
    data.write_text(json.dumps(items()), encoding="utf-8")
    args = ["--citeproc", f"--bibliography={data}", f"--csl={STYLES / style}.csl"]
    pypandoc.convert_text(
        "x[@month]", "docx", format="markdown", extra_args=args, outputfile=str(made)
    )
    back = pypandoc.convert_file(str(made), "plain", extra_args=["--wrap=none"])
    assert cite(RECORDS["month"], OURS[style][2]) in back


# --------------------------------------------------------------------------- a plain Zotero item


def test_an_item_typed_by_hand_has_its_archive_and_locator(tmp_path: Path) -> None:
    item = {
        "id": "a",
        "type": "manuscript",
        "title": "Report",
        "author": [{"family": "Berg", "given": "Anna"}],
        "issued": {"date-parts": [[1957, 12, 23]]},
        "archive": "GARF",
        "archive_location": "f. 1, op. 2, d. 3, l. 4",
    }
    style = csl.load(str(STYLES / "chicago-archival-notes.csl"))
    assert style.cite(item) == (
        "Anna Berg, “Report,” December 23, 1957, GARF, f. 1, op. 2, d. 3, l. 4."
    )
    assert style.bibliography([item]) == [
        "Berg, Anna. “Report.” December 23, 1957. GARF, f. 1, op. 2, d. 3, l. 4."
    ]
