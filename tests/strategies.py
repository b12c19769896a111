"""Hypothesis strategies for the model's values, shared by all property tests."""

from __future__ import annotations

import string
from functools import cache
from typing import Any

from hypothesis import strategies as st

from provenance.archives import archives
from provenance.model import (
    Agent,
    Copies,
    Credit,
    Date,
    Event,
    Leaf,
    LeafRange,
    Leaves,
    Locator,
    Mark,
    Merged,
    Number,
    Publication,
    Receiver,
    Record,
    Unit,
    Unread,
    Version,
)
from provenance.model.document import EVENT_KINDS
from provenance.units import unit_kinds

__all__ = ["agents", "dates", "leaves", "locators", "names", "records", "texts", "words"]

#: What trips up a writer: quotation marks, escapes, line ends, hidden and combining characters.
_AWKWARD = (
    "\"'\\\n\r\t #={}[],$%&_~^<>|;:/\u00a0\u00ad\u200b\u202e\u2028\x00\x1f\x7f\x85\ufeff“”«»—é"
)


@cache
def texts(max_size: int = 30) -> st.SearchStrategy[str]:
    """Any text that is not blank: control characters, line ends and rare scripts too."""
    letters = st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(_AWKWARD),
        st.sampled_from(string.ascii_letters + "абвгдежзийклм"),
    )
    return st.text(letters, min_size=1, max_size=max_size).filter(lambda text: not text.isspace())


def words() -> st.SearchStrategy[str]:
    """Words as documents have them: letters of the scripts met with, no control characters."""
    letters = string.ascii_letters + "ŁłŽžőéüßĂșÅåабвгдежзіїєґПуза한국中文"
    return st.text(letters, min_size=1, max_size=12)


def names() -> st.SearchStrategy[str]:
    """One to four words."""
    return st.lists(words(), min_size=1, max_size=4).map(" ".join)


_days = st.tuples(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
_plain_dates = st.one_of(
    _days.map(lambda day: "{:04}-{:02}-{:02}".format(*day)),
    _days.map(lambda day: "{:04}-{:02}".format(*day)),
    st.integers(-999, 9999).map(lambda year: f"{year:05}" if year < 0 else f"{year:04}"),
)
_uncertain = st.tuples(_plain_dates, st.sampled_from("?~%")).map("".join)
_unspecified = st.sampled_from(("195X", "19XX", "1957-XX", "1957-12-XX", "1957-XX-XX", "1XX7-12"))
_level_2 = st.sampled_from(
    ("1957-12-?23", "1957-12?-23", "1957-21", "1957-36", "1957-41", "1957S2", "Y170000002",
     "Y-17E7", "1957-12-23T23:30:00")
)  # fmt: skip
_ends = st.one_of(_plain_dates, _uncertain)
_spans = st.one_of(
    st.tuples(_ends, _ends).map("/".join),
    _ends.map(lambda end: f"{end}/.."),
    _ends.map(lambda end: f"../{end}"),
    _ends.map(lambda end: f"{end}/"),
    st.tuples(_plain_dates, _plain_dates).map(lambda two: f"[{two[0]},{two[1]}]"),
    st.tuples(_plain_dates, _plain_dates).map(lambda two: f"{{{two[0]},{two[1]}}}"),
    st.tuples(_plain_dates, _plain_dates).map(lambda two: f"[{two[0]}..{two[1]}]"),
    _plain_dates.map(lambda end: f"[..{end}]"),
    _plain_dates.map(lambda end: f"[{end}..]"),
)


def dates(*, single: bool = False) -> st.SearchStrategy[Date]:
    """EDTF dates of levels 0 to 2; ``single`` leaves out intervals and sets."""
    forms = [_plain_dates, _uncertain, _unspecified, _level_2]
    return st.one_of(*forms, *([] if single else [_spans])).map(Date)


_sides = st.sampled_from(("", "", "r", "v"))
_leaf = st.builds(Leaf, st.integers(1, 999), st.sampled_from(("", "", "a", "R")), _sides)


@st.composite
def _leaf_range(draw: st.DrawFn) -> LeafRange:
    first = draw(_leaf)
    last = draw(st.one_of(st.just(first), st.none(), _leaf))
    return LeafRange(first, last)


def leaves(kind: str | None = None) -> st.SearchStrategy[Leaves]:
    """One to three ranges, in any order; backward ones too."""
    kinds = st.just(kind) if kind else st.sampled_from(_LEAF_KINDS)
    return st.builds(Leaves, kinds, st.lists(_leaf_range(), min_size=1, max_size=3))


_LEAF_KINDS = [kind.id for kind in unit_kinds().values() if kind.is_leaf]
_values = st.one_of(
    st.from_regex(r"[0-9]{1,5}[a-z]?", fullmatch=True),
    st.from_regex(r"[A-Z]{1,2}-[0-9]{1,4}", fullmatch=True),
    texts(12),
)
_units = st.builds(Unit, st.sampled_from(sorted(unit_kinds())), _values, st.none() | texts(12))


_maybe_archive = st.none() | st.sampled_from(sorted(archives()))
_maybe_name = st.none() | texts(20)
_maybe_text = st.none() | texts()
_maybe_leaves = st.none() | leaves()
_some_units = {least: st.lists(_units, min_size=least, max_size=4) for least in (0, 1)}


@st.composite
def locators(draw: st.DrawFn) -> Locator:
    """Locators of known, unknown and missing archives, with any units in any order.

    They need not make sense: what a record file has to carry, not what a reference may look like.
    """
    archive, name = draw(_maybe_archive), draw(_maybe_name)
    least = 1 if archive is None and name is None else 0
    return Locator(
        archive,
        draw(_some_units[least]),
        draw(_maybe_leaves),
        name,
        draw(_maybe_text),
        draw(_maybe_text),
        draw(_maybe_text),
    )


def agents() -> st.SearchStrategy[Agent]:
    """Persons and bodies, with or without parts."""
    text = texts()
    return _built(Agent, {"name": text}, family=text, given=text, office=text, role=text)


def _some(one: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(one, min_size=1, max_size=2)


def _built(cls: type, required: dict[str, Any], **optional: Any) -> st.SearchStrategy[Any]:
    """Objects with the required fields and some of the optional ones; never without any."""
    fields = st.fixed_dictionaries(required, optional=optional)
    return fields.filter(bool).map(lambda given: cls(**given))


def records() -> st.SearchStrategy[Record]:
    """Records with some of their fields, contradictory ones too."""
    text, listed, date, count = texts(), _some(texts()), dates(), st.integers(-1, 99)
    named = st.dictionaries(texts(), texts(), min_size=1, max_size=2)
    mark_kinds = st.sampled_from(("handwritten", "stamp", "signature", "note"))
    copies = _built(
        Copies, {}, number=count, printed=count, distribution_note=text, register=text,
        distribution=_some(_built(Receiver, {"to": text}, copy=count)), typed_by=text, typed=date,
    )  # fmt: skip
    publication = _built(
        Publication, {}, host=text, publisher=text, url=text, id=text, uploaded=date,
        accessed=date, versions=_some(_built(Version, {}, language=text, form=text)),
        sponsors=listed,
    )  # fmt: skip
    credit = _built(
        Credit, {"role": text}, by=listed, project=text, affiliations=named,
        source_language=text, target_language=text,
    )  # fmt: skip
    event = _built(
        Event, {"kind": st.sampled_from(EVENT_KINDS)}, date=date, agent=text, place=text, note=text,
        basis=st.sampled_from(["document", "host", "inferred"]),
    )  # fmt: skip
    merged = _built(Merged, {"key": text}, source=text, took=listed, differs=named)
    mark = _built(Mark, {"kind": mark_kinds}, text=text, by=text, date=date, condition=text)
    return _built(
        Record, {"key": st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)},
        kind=text, title=text, original_title=text, short_title=text, date=date, date_text=text,
        period=date, number=text, classification=text, handling=listed, language=text,
        numbers=_some(_built(Number, {"kind": text, "value": text}, date=date)), place=text,
        form=text, summary=text, notes=text, rights=text, creators=_some(agents()),
        recipients=_some(agents()), holdings=_some(locators()), copies=copies, marks=_some(mark),
        credits=_some(credit), publication=publication, subjects=listed, people=listed,
        places=listed, events=_some(event), merged=_some(merged),
        unread=_some(st.builds(Unread, st.integers(1, 9999), text)),
    )  # fmt: skip
