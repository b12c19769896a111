"""`cite`: the registry of styles, pinpoints, and what it refuses."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from documents import PUZANOV, TWO_ARCHIVES
from hypothesis import given
from strategies import records

from provenance.errors import ProvenanceError, RecordError
from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, Unit
from provenance.model.names import Agent
from provenance.writing import chicago
from provenance.writing.chicago_parts import SEVENTEENTH
from provenance.writing.styles import STYLES, cite


def test_styles_say_what_they_are_and_where_their_rules_come_from() -> None:
    assert {"chicago-note", "chicago-17-note", "chicago-author-date", "chicago-collection"} <= set(
        STYLES
    )
    assert {"turabian-note", "mhra", "gost", "dstu", "bundesarchiv", "tna", "nara"} <= set(STYLES)
    for name, style in STYLES.items():
        assert style.id == name
        assert style.title
        assert style.source


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"style": "chicago-noet"}, "citation style 'chicago-noet'; did you mean 'chicago-note'"),
        ({"style": "zzz"}, "there are: chicago-note, chicago-short, chicago-bibliography"),
        ({"format": "htm"}, "no format of citations 'htm'; did you mean 'html'"),
        ({"archive_names": "long"}, "no way to name archives 'long'; there are: short, full"),
        ({"leaves": "page 3"}, "expected leaves such as '27', .* found 'page 3'"),
        ({"leaves": ""}, "expected leaves such as .* found ''"),
        ({"leaves": "9" * 5000}, r"expected leaves such as .* found '9+\.\.\.'"),
        ({"leaves": 27}, "expected leaves such as .* found 27"),
    ],
)  # fmt: skip
def test_a_wrong_argument_is_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ProvenanceError, match=message):
        cite(PUZANOV, **given)


def test_only_records_are_cited() -> None:
    with pytest.raises(ProvenanceError, match="expected a Record to cite, found str"):
        cite("puzanov")  # type: ignore[arg-type]


@pytest.mark.parametrize("style", STYLES)
def test_leaves_need_a_holding(style: str) -> None:
    with pytest.raises(RecordError, match="puzanov-1957-12-23: leaves '27' cannot be cited"):
        cite(attrs.evolve(PUZANOV, holdings=()), style, leaves="27")


@pytest.mark.parametrize(
    ("leaves", "printed"),
    [
        ("27", "l. 27"),
        ("27-28", "ll. 27–28"),
        ("27–28", "ll. 27–28"),
        ("26, 28-29", "ll. 26, 28–29"),
        ("27v", "l. 27 ob."),
        ("27 ob.", "l. 27 ob."),
        ("27об.", "l. 27 ob."),
        ("27a", "l. 27a"),
        ("26-29", "ll. 26–29"),
        ("300", "l. 300"),
        (Leaves.parse("27", "list"), "l. 27"),
    ],
)
def test_pinpoints(leaves: str, printed: str) -> None:
    assert cite(PUZANOV, "chicago-short", leaves=leaves) == (
        f"Puzanov, “Journal of Soviet Ambassador,” December 23, 1957, {printed}"
        + ("" if printed.endswith(".") else ".")
    )
    assert f" d. 6, {printed}, trans. " in cite(PUZANOV, leaves=leaves)


def test_a_pinpoint_goes_where_its_leaves_are() -> None:
    note = cite(TWO_ARCHIVES, leaves="6")
    assert "d. 3, l. 87; RGASPI, f. 558, op. 11, d. 346, l. 6," in note
    outside = cite(TWO_ARCHIVES, leaves="9")
    assert "d. 3, l. 9; RGASPI, f. 558, op. 11, d. 346, ll. 5–6," in outside


def test_a_pinpoint_is_counted_as_the_archive_counts() -> None:
    units = [Unit("bestand", "DY 30"), Unit("archivnummer", "3384")]
    record = Record(key="x", title="Bericht", holdings=[Locator("barch", units)])
    assert cite(record, "chicago-short", leaves="12") == "“Bericht,” n.d., Bl. 12."


def test_names_of_the_seventeenth_edition() -> None:
    people = [Agent(f"N. {name}", name, "N.") for name in "ABCDEFGHIJK"]
    three = Record(key="x", title="T", creators=people[:3])
    assert chicago.note(three, edition=SEVENTEENTH) == "N. A, N. B, and N. C, “T,” n.d."
    assert chicago.note(three) == "N. A et al., “T,” n.d."
    eleven = Record(key="x", title="T", creators=people)
    assert chicago.bibliography(eleven, edition=SEVENTEENTH) == (
        "A, N., N. B, N. C, N. D, N. E, N. F, N. G, et al. “T.” n.d."
    )
    assert chicago.bibliography(eleven) == "A, N., N. B, N. C, et al. “T.” n.d."


@given(records())
def test_every_record_can_be_cited(record: Record) -> None:
    for style in STYLES:
        for markup in ("text", "html", "markdown"):
            for names in ("short", "full"):
                citation = cite(record, style, format=markup, archive_names=names)
                assert citation
                assert "\n" not in citation
        said = repr(record).replace("=None", "").casefold()
        assert "None" not in cite(record, style) or "none" in said
