"""The picture: well-formed, all text inside, nothing over anything else, the copies shown."""

from __future__ import annotations

from itertools import pairwise

import pytest
from histories import ODD, RICH, example
from hypothesis import given, settings
from lxml import etree
from strategies import records

from provenance import Copies, Receiver, Record
from provenance.writing.history.registry import tell
from provenance.writing.history.wrapping import em, width

SVG = "{http://www.w3.org/2000/svg}"


def drawn(record: Record) -> etree._Element:
    return etree.fromstring(tell(record, "svg").encode())


def texts(picture: etree._Element) -> list[etree._Element]:
    return list(picture.iter(f"{SVG}text"))


def span(text: etree._Element) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a text, by a wide measure."""
    size, x, y = (float(text.get(name)) for name in ("font-size", "x", "y"))
    wide = width(text.text or "", em) * size
    left = {"end": x - wide, "middle": x - wide / 2}.get(text.get("text-anchor") or "", x)
    return left, y - size * 0.8, left + wide, y + size * 0.2


def assert_reads_well(picture: etree._Element) -> None:
    *_, wide, high = map(float, picture.get("viewBox").split())
    spans = [span(text) for text in texts(picture)]
    for text, (left, top, right, bottom) in zip(texts(picture), spans, strict=True):
        assert float(text.get("font-size")) >= 9  # points: a unit of the picture is one
        assert left >= -0.5, text.text
        assert right <= wide + 0.5, text.text
        assert 0 <= top < bottom <= high
    lines = sorted(spans, key=lambda each: each[1])
    for at, (left, top, right, bottom) in enumerate(lines):
        for other in lines[at + 1 :]:
            if other[1] >= bottom:
                break
            assert other[0] >= right - 0.1 or other[2] <= left + 0.1 or other[1] >= bottom - 0.5, (
                f"{(left, top, right, bottom)} {other}"
            )
    assert picture.get("width") == f"{wide:g}pt"
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby").split() == [
        picture.find(f"{SVG}{name}").get("id") for name in ("title", "desc")
    ]


def test_the_ambassadors_journal():
    picture = drawn(example("puzanov-1957-12-23"))
    assert_reads_well(picture)
    said = [text.text for text in texts(picture)]
    assert said[-3:-1] == ["stated on the document", "stated by the host"]
    assert picture.findtext(f"{SVG}title") == (
        "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957"
    )
    assert picture.findtext(f"{SVG}desc").startswith(
        "This is copy 3 of 5, for Kurdyukov (inferred from the copy’s number and the distribution "
        "list). 23 December 1957: Written by A. M. Puzanov, Soviet Ambassador to the DPRK (stated "
        "on the document). Undated: Signed by A. Puzanov (stated on the document)."
    )
    copies = [text for text in texts(picture) if (text.text or "").startswith("Copy ")]
    assert [text.text for text in copies] == [f"Copy {n}" for n in range(1, 6)]
    assert [text.text for text in copies if text.get("font-weight") == "bold"] == ["Copy 3"]
    below = dict(pairwise(said))
    assert [below[f"Copy {n}"] for n in range(1, 6)] == [
        *("Gromyko", "Fedorenko", "Kurdyukov", "Solodovnik", "file")
    ]
    assert said.count("this one") == 1
    circles = [circle.get("fill") for circle in picture.iter(f"{SVG}circle")]
    # 10 steps, of which the host tells three, and the legend's two signs
    assert circles.count("#fff") == 3 + 1
    assert len(circles) == 10 + 2


@pytest.mark.parametrize(
    "name",
    ["digest-1945-10-23", "filippov-1952-02-03", "ivanov-1956-06-07", "szarvas-1955-02-26",
     "memorandum-of-conversation-aqppsh-1967-09-30"],
)  # fmt: skip
def test_the_examples(name):
    assert_reads_well(drawn(example(name)))


def test_every_script_and_every_sign():
    picture = drawn(RICH)
    assert_reads_well(picture)
    said = " ".join(text.text or "" for text in texts(picture))
    for words in ("조선민주주의인민공화국", "김일성", "РАССЕКРЕЧЕНО", "в дело", "inferred"):
        assert words in said
    assert "Copy 3" in said  # printed, though nobody is told to have got it


def test_what_could_be_markup_stays_text():
    picture = drawn(ODD)
    assert_reads_well(picture)
    assert picture.findtext(f"{SVG}title") == ODD.title
    assert "https://example.org/?a=1&b=" in "".join(text.text or "" for text in texts(picture))
    assert not list(picture.iter(f"{SVG}script"))


def test_many_copies():
    lines = [Receiver(f"Comrade {n}", n) for n in range(1, 91)]
    picture = drawn(Record("k", copies=Copies(number=47, printed=90, distribution=lines)))
    assert_reads_well(picture)
    assert sum((text.text or "").startswith("Copy") for text in texts(picture)) == 90
    huge = drawn(Record("k", copies=Copies(number=3, printed=10**9)))
    assert [text.text for text in texts(huge) if (text.text or "").startswith("Copy")] == ["Copy 3"]


def test_nothing_is_known():
    assert [text.text for text in texts(drawn(Record("k")))] == [
        "k",
        "Nothing is known of its history.",
    ]


@settings(max_examples=60, deadline=None)
@given(records())
def test_any_record_makes_a_picture_that_reads_well(record):
    assert_reads_well(drawn(record))
