"""A user's own archives: files of the format of ``records/archives``, read strictly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import attrs
import cattrs

from provenance._shape import path_text
from provenance.archives import (
    Archive,
    Fond,
    FormerName,
    archive_from,
    fold_name,
    present_id,
    shipped_archives,
)
from provenance.errors import Fault, RecordError
from provenance.reading._nearest import nearest
from provenance.reading._strict import Faults, Found, Path, strict_converter, text
from provenance.reading.notation import compile_notation
from provenance.reading.toml import toml_table
from provenance.units import unit_kinds

__all__ = ["read_archives"]


class _Spacing(str):
    """A text that may be a space alone."""


@attrs.frozen
class _Entry:
    """One ``[[archive]]`` table; what is not there is empty."""

    id: str
    name: str
    city: str
    scheme: str
    language: str | None = None
    native_names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    latin_abbreviations: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    auxiliary: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    any_order: tuple[str, ...] = ()
    today: str | None = None
    same_unit_kinds: Mapping[str, str] = attrs.field(factory=dict)
    other_names: tuple[str, ...] = ()
    compound_names: tuple[str, ...] = ()
    sub_archives: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    notation: str | None = None
    also_written: tuple[str, ...] = ()
    separator: _Spacing | None = None
    bare: Mapping[str, str] = attrs.field(factory=dict)
    printed: str | None = None
    examples: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    fonds: tuple[Fond, ...] = ()
    notes: str | None = None
    source: str | None = None
    confidence: str | None = None
    status: str = "own"


@attrs.frozen
class _Country:
    """A whole file: the archives of one country, and what they have in common."""

    country: str
    country_name: str
    language: str
    archive: tuple[_Entry, ...]
    places: tuple[str, ...] = ()
    auxiliary: tuple[str, ...] = ()
    also_written: tuple[str, ...] = ()


_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAMES: Final = (
    *("native_names", "abbreviations", "latin_abbreviations", "other_names", "compound_names"),
    *("places", "domains"),
)
_LONGEST: Final = 300
_COUNTRY: Final = re.compile(r"[A-Z]{2}")


def read_archives(
    toml: str, *, source: str | None = None, others: Iterable[Archive] = ()
) -> tuple[Archive, ...]:
    """Return the archives of a TOML file that has the format of ``records/archives``.

    ``others`` are those that the user has besides it. Raises :class:`RecordError` with every
    fault, each with its line: a key, a unit kind or a value that nobody knows, an id or a printed
    name that another archive has.
    """
    data, line_of = toml_table(toml, source=source)
    try:
        table: _Country = _converter().structure(data, _Country)
    except Faults as error:
        raise _refused(error.found, line_of, source) from None
    found = list(_faults(table))
    if found:
        raise _refused(found, line_of, source)
    country = _present(table)
    made = tuple(archive_from(_present(entry), country) for entry in table.archive)
    found = list(_clashes(made, {**shipped_archives(), **{each.id: each for each in others}}))
    if found:
        raise _refused(found, line_of, source)
    return made


def _refused(
    found: Found, line_of: Callable[[Path], int | None], source: str | None
) -> RecordError:
    faults = [Fault(path_text(path), message, line_of(path)) for path, message in found]
    return RecordError(sorted(faults, key=lambda fault: fault.line or 0), source=source)


@cache
def _converter() -> cattrs.Converter:
    converter = strict_converter()
    converter.register_structure_hook(_Spacing, _spacing)
    return converter


def _spacing(value: object, _: object) -> _Spacing:
    return _Spacing(value if isinstance(value, str) and value else text(value))


def _present(table: attrs.AttrsInstance) -> dict[str, Any]:
    """Return a table's values by the names that :func:`archive_from` expects."""
    given = attrs.asdict(table, recurse=False, filter=lambda _, value: value is not None)
    if "former" in given:
        given["former"] = [_named(each) for each in given["former"]]
    if "fonds" in given:
        given["fonds"] = [attrs.asdict(fond) for fond in given["fonds"]]
    return given


def _named(former: FormerName) -> dict[str, Any]:
    return {
        "abbreviation": former.abbreviation, "name": former.name, "from": former.from_year,
        "to": former.to_year, "renumbered": former.renumbered,
    }  # fmt: skip


def _faults(table: _Country) -> Iterator[tuple[Path, str]]:
    """Yield what is wrong with the values, archive by archive."""
    if not _COUNTRY.fullmatch(table.country):
        yield ("country",), f"expected the two capitals of ISO 3166, found {table.country!r}"
    yield from _kinds(table.auxiliary, ("auxiliary",))
    yield from _notations(table.also_written, ("also_written",))
    for number, entry in enumerate(table.archive):
        at: Path = ("archive", number)
        if not _ID.fullmatch(entry.id):
            yield (*at, "id"), f"expected small letters, figures and hyphens, found {entry.id!r}"
        yield from (((*at, *path), said) for path, said in _long_names(entry))
        scheme = re.split("[>/]", entry.scheme.replace("?", ""))
        names = [name.strip() for name in scheme]
        yield from ((path[:-1], said) for path, said in _kinds(names, (*at, "scheme")))
        for index, kind in enumerate(entry.any_order):
            if kind in unit_kinds() and kind not in names:
                yield (*at, "any_order", index), f"{kind!r} is not in the scheme"
        for field in ("auxiliary", "usual", "any_order", "named"):
            yield from _kinds(getattr(entry, field), (*at, field))
        for field in ("same_unit_kinds", "bare"):
            for key in getattr(entry, field):
                yield from (((*at, field, key), said) for _, said in _kinds([key], ()))
        yield from _kinds(tuple(entry.same_unit_kinds.values()), (*at, "same_unit_kinds"))
        for kind, pattern in entry.bare.items():
            try:
                re.compile(pattern)
            except re.error as error:
                yield (*at, "bare", kind), f"{pattern!r} is no regular expression: {error}"
        if entry.notation:
            yield from _notations([entry.notation], (*at, "notation"))
        for field in ("also_written", "codes"):
            yield from _notations(getattr(entry, field), (*at, field))


def _long_names(entry: _Entry) -> Iterator[tuple[Path, str]]:
    """Yield the names that are none: texts of any length would be looked for in every line."""
    named: list[tuple[Path, str]] = [(("name",), entry.name)]
    for field in _NAMES:
        named += [((field, index), name) for index, name in enumerate(getattr(entry, field))]
    for path, name in named:
        if len(name) > _LONGEST:
            yield path, f"expected a name of at most {_LONGEST} characters, found {len(name)}"


def _kinds(names: Iterable[str], at: Path) -> Iterator[tuple[Path, str]]:
    for index, name in enumerate(names):
        if name not in unit_kinds():
            hint = f"the nearest is {nearest(name, unit_kinds())!r}"
            yield (*at, index), f"there is no unit kind {name!r}; {hint}"


def _notations(notations: Iterable[str], at: Path) -> Iterator[tuple[Path, str]]:
    for index, written in enumerate(notations):
        try:
            form = compile_notation(written)
        except (ValueError, IndexError, re.error) as error:
            said = str(error)
            yield (*at, index), said if written in said else f"{written!r} is no notation: {said}"
        else:
            yield from (((*at, index), said) for _, said in _kinds(form.kinds, ()))


def _clashes(made: tuple[Archive, ...], known: Mapping[str, Archive]) -> Iterator[tuple[Path, str]]:
    """Yield the ids and printed names that two archives would have."""
    ids = {aid: known[aid].full_name for aid in known}
    printed = {fold_name(each.printed): each.full_name for each in known.values()}
    for number, each in enumerate(made):
        at: Path = ("archive", number)
        if each.id in ids:
            yield (*at, "id"), f"the id {each.id!r} is that of {ids[each.id]}"
        name = fold_name(each.printed)
        if name in printed:
            hint = "give one of its own as 'printed'"
            yield at, f"it would be printed {each.printed!r}, as {printed[name]} is; {hint}"
        if each.today == each.id:
            yield (*at, "today"), f"{each.id!r} is no part of itself; leave 'today' out"
        elif each.today and present_id(each.today) not in known:
            hint = f"the nearest is {nearest(each.today, known)!r}"
            yield (*at, "today"), f"there is no archive {each.today!r}; {hint}"
        ids[each.id] = printed[name] = each.full_name
