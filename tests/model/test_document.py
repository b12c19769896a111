"""The record and its parts: what constructors refuse and what they keep."""

from __future__ import annotations

import copy
import pickle
from typing import Any, get_args, get_origin

import attrs
import pytest
from hypothesis import given, settings
from strategies import records

from provenance import (
    Agent,
    Copies,
    Credit,
    Date,
    Leaves,
    Locator,
    Mark,
    Number,
    Origin,
    Publication,
    Receiver,
    Record,
    RecordError,
    Unit,
    Unread,
    Version,
)
from provenance._shape import field_types
from provenance.model.document import shortened

#: One right object of every class, with all that it has to have.
RIGHT: dict[type, dict[str, Any]] = {
    Agent: {"name": "A. M. Puzanov"},
    Copies: {},
    Credit: {"role": "translated"},
    Locator: {"archive": "avprf"},
    Mark: {"kind": "stamp"},
    Number: {"kind": "outgoing", "value": "499ss"},
    Origin: {"line": 1, "start": 0, "end": 5, "basis": "host"},
    Publication: {},
    Receiver: {"to": "Gromyko"},
    Record: {"key": "k"},
    Unit: {"kind": "fond", "value": "0102"},
    Unread: {"line": 7, "text": "Ref. 9/4"},
    Version: {},
}
FIELDS = [
    pytest.param(cls, name, id=f"{cls.__name__}.{name}")
    for cls in RIGHT
    for name in field_types(cls)
]


def wrong_values(hint: Any) -> list[Any]:
    """Return values that a field of this type must refuse."""
    if hint is str:
        return [5, True, 1.5, b"text", ["text"], "", "  \n"]
    if hint is int:
        return ["5", True, 5.0, [5]]
    if hint is Date:
        return [1957, "", "23 December 1957", ["1957"]]
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        return ["text", 5, {"a": "b"}, *([value] for value in wrong_values(item)), [None]]
    if get_args(hint):  # a mapping
        return [5, "text", {"a": 5}, {5: "a"}, {"": "a"}, {"a": ""}]
    return [5, "text", ["text"], object()]


@pytest.mark.parametrize(("cls", "name"), FIELDS)
def test_every_field_refuses_wrong_types_and_empty_values(cls: type, name: str) -> None:
    for value in wrong_values(field_types(cls)[name][1]):
        with pytest.raises(RecordError) as raised:
            cls(**RIGHT[cls] | {name: value})
        (fault,) = raised.value.faults
        path = fault.path if fault.path != "Date" else f"{cls.__name__}.{name}"
        assert path.startswith(f"{cls.__name__}.{name}"), value
        assert fault.message


@pytest.mark.parametrize(("cls", "name"), FIELDS)
def test_only_what_has_to_be_there_refuses_none(cls: type, name: str) -> None:
    required = attrs.fields_dict(cls)[name].default is attrs.NOTHING
    several = get_origin(field_types(cls)[name][1]) is not None
    if required or several:
        with pytest.raises(RecordError):
            cls(**RIGHT[cls] | {name: None})
    elif (cls, name) != (Locator, "archive"):
        assert getattr(cls(**RIGHT[cls] | {name: None}), name) is None


@pytest.mark.parametrize("cls", RIGHT)
def test_objects_are_frozen(cls: type) -> None:
    made = cls(**RIGHT[cls])
    name = next(iter(field_types(cls)))
    with pytest.raises(AttributeError):
        setattr(made, name, "x")


def test_lists_and_tables_are_copied_and_read_only() -> None:
    names, affiliations = ["Gary Goldberg"], {"Gary Goldberg": "self"}
    credit = Credit("translated", names, affiliations=affiliations)
    names.append("X")
    affiliations["X"] = "Y"
    assert credit.by == ("Gary Goldberg",)
    assert credit.affiliations == {"Gary Goldberg": "self"}
    with pytest.raises(TypeError):
        credit.affiliations["X"] = "Y"  # type: ignore[index]


def test_dates_may_be_given_as_text() -> None:
    assert Record(key="k", date="1957-12-23").date == Date("1957-12-23")
    assert Mark("stamp", date="1958-01-07") == Mark("stamp", date=Date("1958-01-07"))


def test_contradictions_are_kept() -> None:
    copies = Copies(
        number=5, printed=3, distribution=[Receiver("Gromyko", 5), Receiver("Fedorenko", 5)]
    )
    assert (copies.number, copies.printed) == (5, 3)
    assert copies.receiver is None  # two got copy 5: nobody can tell
    record = Record(
        key="k",
        date="1957-11-31",
        period="1957-12-23/1957-12-21",
        holdings=[Locator("avprf", [Unit("delo", "6"), Unit("fond", "1")], Leaves.parse("29-26"))],
        copies=copies,
    )
    assert str(record.date) == "1957-11-31"
    assert str(record.period) == "1957-12-23/1957-12-21"
    assert str(record.holdings[0].leaves) == "29-26"
    assert [unit.kind for unit in record.holdings[0].units] == ["delo", "fond"]


def test_who_got_this_copy_is_derived() -> None:
    lines = [Receiver("Gromyko", 1), Receiver("Kurdyukov", 3), Receiver("all departments")]
    assert Copies(number=3, distribution=lines).receiver == "Kurdyukov"
    assert Copies(number=2, distribution=lines).receiver is None
    assert Copies(distribution=lines).receiver is None
    assert "receiver" not in field_types(Copies)


@pytest.mark.parametrize("key", ["puzanov-1957-12-23", "a", "K-1.2_3", "1957"])
def test_keys(key: str) -> None:
    assert Record(key=key).key == key


@pytest.mark.parametrize("key", ["", "a b", "-a", ".toml", "пузанов", "a/b", "a\n", "é", None, 5])
def test_what_is_no_key(key: Any) -> None:
    with pytest.raises(RecordError, match=r"Record\.key: expected letters A–Z, digits"):
        Record(key=key)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957",
         "Journal of Soviet Ambassador"),
        ("The Soviet Union and the Berlin Question", "Soviet Union"),
        ("Report, Embassy of Hungary in North Korea to the Hungarian Foreign Ministry",
         "Report, Embassy of Hungary"),
        ("Ciphered Telegram No. 709, Filippov [Stalin] to Krasovsky", "Ciphered Telegram No. 709"),
        ("Memorandum of Conversation between Kim Sung-hwa and Ambassador Ivanov",
         "Memorandum of Conversation"),
        ("TASS Digest Distributed to Cde. I.V. Stalin et al", "TASS Digest Distributed"),
        ("A Note", "Note"),
        ("The", "The"),
        ("Letter to", "Letter"),
        ("On the Situation", "On the Situation"),
        ("Of the", "Of"),
        ("Minutes – 12 May 1957", "Minutes – 12 May"),
        ("Report to Stalin — Draft of May", "Report to Stalin"),
    ],
)  # fmt: skip
def test_short_titles(title: str, short: str) -> None:
    assert shortened(title) == short
    assert Record(key="k", title=title).shortest_title == short


def test_a_short_title_given_is_used() -> None:
    assert Record(key="k", title="A B C D E F", short_title="X").shortest_title == "X"
    assert Record(key="k").shortest_title is None


@pytest.mark.parametrize(
    ("agent", "inverted"),
    [
        (Agent("A. M. Puzanov", "Puzanov", "A. M."), "Puzanov, A. M."),
        (Agent("Kim Il Sung", "Kim", "Il Sung"), "Kim Il Sung"),
        (Agent("Mao Zedong", "Mao", "Zedong"), "Mao Zedong"),
        (Agent("USSR Ministry of Foreign Affairs"), "USSR Ministry of Foreign Affairs"),
        (Agent("Puzanov", "Puzanov"), "Puzanov"),
    ],
)
def test_names_as_a_bibliography_sorts_them(agent: Agent, inverted: str) -> None:
    assert agent.inverted == inverted


def test_origins_are_no_part_of_the_value() -> None:
    told = Record(key="k", title="T", origins={"title": Origin(1, 0, 1, "host")})
    assert told == Record(key="k", title="T")
    assert hash(told) == hash(Record(key="k", title="T"))
    assert "origins" not in repr(told)


@settings(max_examples=30, deadline=None)
@given(records())
def test_records_can_be_copied_pickled_and_hashed(record: Record) -> None:
    record = attrs.evolve(record, origins={"title": Origin(1, 0, 1, "host")})
    for twin in (copy.deepcopy(record), pickle.loads(pickle.dumps(record)), attrs.evolve(record)):
        assert twin == record
        assert hash(twin) == hash(record)
        assert twin.origins == record.origins
