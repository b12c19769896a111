"""``provenance archives``: look an archive up by any of its names."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import attrs
import click

from provenance import archives as authority
from provenance.archives import Archive
from provenance.cli import _streams as streams
from provenance.cli._common import FOUND_NOTHING, Tally, json_line, json_option, output_option
from provenance.cli._settings import with_own_archives

__all__ = ["archives"]


@click.command(short_help="Look up the archives whose references are understood.")
@click.argument("name", required=False)
@json_option
@output_option
@with_own_archives
def archives(name: str | None, as_json: bool, output: str | None) -> int:
    """Show the archives whose references are understood, or the one called NAME.

    NAME is an id (avprf), an abbreviation in any script, a full or a former name. A name that
    several archives share shows all of them; an unknown one is an error that gives the nearest
    names. Without NAME, or for several archives: id, short name, name, city and country,
    separated by tabs where the output is not a terminal.
    """
    tally = Tally()
    found = list(authority.archives().values()) if name is None else _named(name)
    with streams.opened(output) as out:
        if name is not None and not found:
            near = ", ".join(_nearest(name))
            hint = f"; the nearest names are: {near}" if near else ""
            tally.add(f"no archive is called {name!r}{hint}", FOUND_NOTHING)
        elif as_json:
            out.writelines(json_line(plain(entry)) for entry in found)
        elif name is not None and len(found) == 1:
            out.writelines(_entry(found[0]))
        elif output is None and sys.stdout.isatty():
            _table(found)
        else:
            out.writelines("\t".join(_row(entry)) + "\n" for entry in found)
    if name is not None and len(found) > 1:
        print(f"{len(found)} archives go by the name {name!r}", file=sys.stderr)
    return tally.status


def _named(name: str) -> list[Archive]:
    own = authority.find_archive(name)
    if own is not None:
        return [own]
    known = authority.archives()
    return [known[aid] for aid in authority.candidates(name)]


def _nearest(name: str) -> list[str]:
    """Return names of up to three archives that are spelled almost like ``name``."""
    known: dict[str, tuple[str, str]] = {}
    for entry in authority.archives().values():
        for spelling in _all_names(entry):
            known.setdefault(authority.fold_name(spelling), (entry.id, spelling))
    asked = authority.fold_name(name)[:80]  # a slip is short; comparing is not linear
    near: dict[str, str] = {}
    for form in get_close_matches(asked, known, n=12, cutoff=0.6):
        aid, spelling = known[form]
        near.setdefault(aid, spelling)
    return list(near.values())[:3]


def _all_names(entry: Archive) -> Iterable[str]:
    return (
        entry.printed, *entry.latin_abbreviations, *entry.abbreviations, entry.name,
        *entry.native_names, *(old.abbreviation for old in entry.former), entry.id,
    )  # fmt: skip


def _scheme(entry: Archive) -> str:
    steps = ("/".join(level.kinds) + "?" * level.optional for level in entry.scheme)
    return " > ".join(steps)


def plain(entry: Archive) -> dict[str, Any]:
    """Return the entry as plain data, empty fields left out."""
    data = {
        "id": entry.id, "name": entry.name, "printed": entry.printed, "native": entry.native,
        "city": entry.city, "country": entry.country, "country_name": entry.country_name,
        "language": entry.language, "native_names": entry.native_names,
        "abbreviations": entry.abbreviations, "latin_abbreviations": entry.latin_abbreviations,
        "former": [
            _filled({"abbreviation": f.abbreviation, "name": f.name,
                     "from": f.from_year, "to": f.to_year})
            for f in entry.former
        ],
        "scheme": [
            {"kinds": level.kinds, "optional": level.optional} for level in entry.scheme
        ],
        "auxiliary": sorted(entry.auxiliary), "today": entry.today,
        "examples": entry.examples, "domains": entry.domains,
        "fonds": [_filled(attrs.asdict(fond)) for fond in entry.fonds],
        "notes": entry.notes, "source": entry.source, "status": entry.status,
    }  # fmt: skip
    return _filled(data)


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", (), [], None)}


def _row(entry: Archive) -> tuple[str, ...]:
    return entry.id, entry.printed, entry.name, entry.city, entry.country_name


def _years(start: int | None, end: int | None) -> str:
    if start == end:
        return f" ({start})" if start else ""
    return f" ({start or ''}–{end or ''})"


def _entry(entry: Archive) -> Iterable[str]:
    """Yield the lines of one archive's entry."""
    today = authority.archive(entry.today) if entry.today else None
    abbreviations = dict.fromkeys((*entry.latin_abbreviations, *entry.abbreviations))
    facts: list[tuple[str, Iterable[str]]] = [
        ("id", [entry.id]),
        ("name", [entry.name]),
        ("own name", entry.native_names),
        ("printed as", [entry.printed]),
        ("abbreviations", [", ".join(abbreviations)] if abbreviations else []),
        ("place", [f"{entry.city}, {entry.country_name}"]),
        ("today part of", [f"{today.printed}: {today.name}"] if today is not None else []),
        (
            "formerly",
            (f"{f.abbreviation}: {f.name}{_years(f.from_year, f.to_year)}" for f in entry.former),
        ),
        ("references", [_scheme(entry)]),
        ("may be missing", [", ".join(sorted(entry.auxiliary))] if entry.auxiliary else []),
        ("examples", entry.examples),
        ("fonds", (_fond(fond) for fond in entry.fonds)),
        ("notes", [entry.notes] if entry.notes else []),
        ("checked", [entry.status]),
        ("source", [entry.source] if entry.source else []),
    ]
    for label, values in facts:
        for index, value in enumerate(values):
            yield f"{'' if index else label:<16}{value}\n"


def _fond(fond: authority.Fond) -> str:
    return ": ".join(filter(None, (fond.number, fond.title or fond.native_title, fond.dates)))


def _table(found: Iterable[Archive]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("id", "printed as", "name", "city", "country", box=None, pad_edge=False)
    for entry in found:
        table.add_row(*_row(entry))
    Console(highlight=False, markup=False).print(table)
