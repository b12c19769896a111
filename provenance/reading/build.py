"""Locators made of the runs that were read, past the constructors' checks.

What a run holds is right by construction (text that is not empty, kinds of the unit table), so
its parts are put into the slots directly: a third of the constructors' time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, Unit
from provenance.reading.lookalikes import canonical
from provenance.reading.run import CYRILLIC, SPACED, Part, Run

__all__ = ["assemble", "build", "make_unit", "set_archive_text", "set_rest", "set_text"]

_new = object.__new__


def _setter(owner: type, name: str) -> Callable[[object, object], None]:
    setter: Callable[[object, object], None] = owner.__dict__[name].__set__
    return setter


_unit_kind = _setter(Unit, "kind")
_unit_value = _setter(Unit, "value")
_unit_written = _setter(Unit, "written")
_archive = _setter(Locator, "archive")
_units = _setter(Locator, "units")
_leaves = _setter(Locator, "leaves")
_note = _setter(Locator, "note")
#: Say how the archive of a locator just built was named, what it was read from, what followed it.
set_archive_text = _setter(Locator, "archive_text")
set_text = _setter(Locator, "text")
set_rest = _setter(Locator, "rest")

_JOINED = re.compile(r"^([A-Z]+)([0-9])")
_QUOTES = "\"“”„«»'‘’"


def make_unit(text: str, part: Part, language: str) -> Unit:
    """Make the unit that stands in ``text`` where ``part`` says."""
    kind, start, end, letters, _ = part
    raw = text[start:end]
    made = _new(Unit)
    _unit_kind(made, kind)
    if raw.isdecimal() and raw.isascii():
        _unit_value(made, raw)
        _unit_written(made, None)
        return made
    value = canonical(raw.strip(_QUOTES), language, letters == CYRILLIC) or raw
    if letters == SPACED:
        value = _JOINED.sub(r"\1 \2", value)
    _unit_value(made, value)
    _unit_written(made, raw if raw != value else None)
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
    made_units = tuple([make_unit(run.text, part, language) for part in units])
    return assemble(archive, made_units, run.leaves, archive_text, None)


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
