"""Locators made of the runs that were read, past the constructors' checks.

What a run holds is right by construction (text that is not empty, kinds of the unit table), so
its parts are put into the slots directly: a third of the constructors' time.
"""

from __future__ import annotations

import re

from provenance.archives import archives
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, Unit
from provenance.reading.lookalikes import canonical
from provenance.reading.run import CYRILLIC, SPACED, Part, Run
from provenance.reading.slots import setter

__all__ = [
    "assemble", "build", "lettered_unit", "make_unit", "number_unit", "restore",
    "set_archive_text", "set_rest", "set_text",
]  # fmt: skip

_new = object.__new__


_unit_kind = setter(Unit, "kind")
_unit_value = setter(Unit, "value")
_unit_written = setter(Unit, "written")
_archive = setter(Locator, "archive")
_units = setter(Locator, "units")
_leaves = setter(Locator, "leaves")
_note = setter(Locator, "note")
#: Say how the archive of a locator just built was named, what it was read from, what followed it.
set_archive_text = setter(Locator, "archive_text")
set_text = setter(Locator, "text")
set_rest = setter(Locator, "rest")

_JOINED = re.compile(r"^([A-Z]+)([0-9])")
#: A series code with stops: ``F.O. 371``, ``Cab. 65``.
_STOPPED = re.compile(r"^(?:(?:[A-Z]\. ?){2,4}|[A-Za-z]{2,5}\. ?)(?=[0-9])")
_QUOTES = "\"“”„«»'‘’"


def make_unit(text: str, part: Part, language: str) -> Unit:
    """Make the unit that stands in ``text`` where ``part`` says."""
    kind, start, end, letters, _ = part
    raw = text[start:end]
    if raw.isdecimal() and raw.isascii():
        return number_unit(kind, raw)
    made = _new(Unit)
    _unit_kind(made, kind)
    value = canonical(raw.strip(_QUOTES), language, letters == CYRILLIC) or raw
    if letters == SPACED:
        value = _JOINED.sub(r"\1 \2", _STOPPED.sub(_without_stops, value))
    _unit_value(made, value)
    _unit_written(made, raw if raw != value else None)
    return made


def _without_stops(code: re.Match[str]) -> str:
    return code[0].replace(".", "").replace(" ", "").upper()


def number_unit(kind: str, value: str) -> Unit:
    """Make a unit whose value is a number in ASCII figures."""
    made = _new(Unit)
    _unit_kind(made, kind)
    _unit_value(made, value)
    _unit_written(made, None)
    return made


def lettered_unit(kind: str, value: str, written: str) -> Unit:
    """Make a unit of its canonical value and what is written."""
    made = _new(Unit)
    _unit_kind(made, kind)
    _unit_value(made, value)
    _unit_written(made, written if written != value else None)
    return made


def _place(part: Part) -> float:
    place: float = part[4]
    return place


def build(run: Run, archive: str | None, archive_text: str | None) -> Locator:
    """Make the locator of a run, its units in the scheme's order."""
    units, last = run.units, -9.0
    for part in units:
        if part[4] < last:
            units = sorted(units, key=_place)
            break
        last = part[4]
    language = run.grammar.language
    if archive is not None and archive != run.grammar.name:
        same = archives()[archive].same_unit_kinds  # of the archive that holds it today
        units = [[same.get(part[0], part[0]), *part[1:]] for part in units]
    made_units = tuple([make_unit(run.text, part, language) for part in units])
    return assemble(archive, made_units, run.leaves, archive_text, None)


def restore(locator: Locator, run: Run, start: int, source: str, places: list[int] | None) -> None:
    """Put back what stood in ``source`` where the run read it as it looks (:func:`clean`).

    ``start`` is where the reference begins in the run's text; ``places`` leads from that text to
    the source. For a locator just built.
    """

    def original(begin: int, end: int) -> str:
        return source[begin:end] if places is None else source[places[begin] : places[end - 1] + 1]

    for unit, part in zip(locator.units, sorted(run.units, key=_place), strict=True):
        stood = original(part[1], part[2])
        _unit_written(unit, stood if stood != unit.value else None)
    name = locator.archive_text
    if name is not None:
        begin = run.text.find(name, start)
        if begin >= 0:
            set_archive_text(locator, original(begin, begin + len(name)))


def assemble(
    archive: str | None,
    units: tuple[Unit, ...],
    leaves: Leaves | None,
    archive_text: str | None,
    text: str | None,
) -> Locator:
    """Make a locator of parts that are right already."""
    made = _new(Locator)
    _archive(made, archive)
    _units(made, units)
    _leaves(made, leaves)
    set_archive_text(made, archive_text)
    set_text(made, text)
    set_rest(made, None)
    _note(made, None)
    return made
