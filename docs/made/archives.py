"""Every archive: its names, its scheme, and an example in three forms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from made.markdown import code, codes, plain
from provenance import LocatorError, format_locator, parse_locator
from provenance.archives import Archive, shipped_archives
from provenance.model import Locator

FORMS = ("short", "long", "native")


def archives() -> str:
    """Return a section for each country, with one for each of its archives."""
    parts = []
    known = sorted(shipped_archives().values(), key=lambda each: each.country_name)
    for country, members in groupby(known, key=lambda each: each.country_name):
        parts.append(f"\n## {plain(country)}\n")
        parts += map(_archive, sorted(members, key=lambda each: each.printed.casefold()))
    return "".join(parts)


def example(known: Archive) -> Locator | None:
    """Return the first example of an archive's entry that is a reference of this archive."""
    for text in known.examples:
        try:
            found = parse_locator(text)
        except LocatorError:
            continue
        if found.archive == (known.today or known.id):
            return found
    return None


def _archive(known: Archive) -> str:
    lines = [
        f"\n(archive-{known.id})=\n### {plain(known.printed)}\n\n{plain(known.full_name)}.\n\n"
    ]
    lines += (f"- {label}: {said}\n" for label, said in _facts(known) if said)
    found = example(known)
    if found is not None:
        lines.append("\n| form | example |\n|---|---|\n")
        lines += (f"| {form} | {code(format_locator(found, form))} |\n" for form in FORMS)
    return "".join(lines)


def _facts(known: Archive) -> Iterator[tuple[str, str]]:
    yield "id", code(known.id)
    names = [*known.native_names, *known.abbreviations, *known.latin_abbreviations]
    yield "names", codes(name for name in dict.fromkeys(names) if name != known.printed)
    yield "former names", codes(dict.fromkeys(old.abbreviation or old.name for old in known.former))
    if known.today:
        printed = shipped_archives()[known.today].printed
        yield "today part of", f"[{plain(printed)}](#archive-{known.today})"
    yield "scheme", _scheme(known)
    yield "may be missing from one of two references to a file", codes(sorted(known.auxiliary))
    yield "in any order among themselves", codes(known.any_order)
    yield "written without labels", code(known.notation)
    yield "status", plain(", ".join(filter(None, (known.status, known.confidence))))
    yield "source", plain(known.source)


def _scheme(known: Archive) -> str:
    steps = (
        " or ".join(map(code, level.kinds)) + (" (may be missing)" if level.optional else "")
        for level in known.scheme
    )
    return ", ".join(steps)
