"""The list of archives consulted: country, archive, fonds with their parts and files.

    Russia
      Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow
        Fond 0102
          opis 14: delo 6, 7
          opis 15: delo 2

Chicago Manual 17, 14.222 and 14.229: archives stand in a section of their own before a
bibliography, each with its collections. Countries and archives are in alphabetical order, numbers
in natural order (9 before 10); archives that the authority does not know come last. Leaves, and
units that only say where a file is kept (AVPRF's papka), are left out, so that a file stands there
once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from provenance.archives import Archive, archives, present_id
from provenance.errors import ProvenanceError, expect
from provenance.model.document import Record
from provenance.model.locator import Locator, Unit
from provenance.model.text import fold, natural_key
from provenance.notation import notation
from provenance.units import unit_kind
from provenance.writing.collection import fond_title, top_unit
from provenance.writing.locator import format_units
from provenance.writing.markup import HTML, MARKDOWN, MARKUPS, Markup, one_line, tie_locator
from provenance.writing.styles import unknown

__all__ = ["ArchiveConsulted", "CountryConsulted", "FondConsulted", "consulted", "tree"]

#: What stands in the place of the country of an archive that is not in the authority.
OTHER = "Other archives"
#: What stands in the place of an archive that a reference does not name.
UNNAMED = "Archive not named"


@attrs.frozen
class FondConsulted:
    """A fond: its label and number with its title, and a line for each part with its files."""

    name: str
    lines: tuple[str, ...]


@attrs.frozen
class ArchiveConsulted:
    """An archive with its name, abbreviation and city, and what was read there."""

    name: str
    fonds: tuple[FondConsulted, ...]


@attrs.frozen
class CountryConsulted:
    """A country with its archives."""

    name: str
    archives: tuple[ArchiveConsulted, ...]


def consulted(things: Iterable[Any], format: str = "text") -> str:
    """Return the archives, fonds and files that ``things`` lie in or refer to, as a list.

    ``things`` are records, locators, and whatever has a ``locator`` (what ``find_locators``
    yields). ``format`` is ``text``, ``html`` or ``markdown``. Without anything consulted the list
    is empty.

    Raises :class:`ProvenanceError` for other things and formats.
    """
    expect(things, (Iterable, Record, Locator), "records, locators or found references")
    expect(format, str, "the name of a format")
    markup = MARKUPS.get(format)
    if markup is None:
        raise unknown("format of lists", format, MARKUPS)
    countries = tree(_locators(things))
    if markup is HTML:
        return _html(countries)
    return _markdown(countries) if markup is MARKDOWN else _text(countries)


def _locators(things: Iterable[Any]) -> Iterable[Locator]:
    for thing in [things] if isinstance(things, Record | Locator) else things:
        if isinstance(thing, Record):
            yield from thing.holdings
        elif isinstance(thing, Locator):
            yield thing
        elif isinstance(getattr(thing, "locator", None), Locator):
            yield thing.locator
        else:
            raise ProvenanceError(
                f"expected records, locators or found references, found {type(thing).__name__}"
            )


# -------------------------------------------------------------------------------- the tree


def tree(locators: Iterable[Locator]) -> tuple[CountryConsulted, ...]:
    """Return what the locators point to, in order."""
    known: dict[str, dict[str, Locator]] = {}
    unnamed: dict[str, dict[str, Locator]] = {}
    names: dict[str, str] = {}
    for locator in locators:
        if locator.archive is not None:
            files = known.setdefault(present_id(locator.archive), {})
        else:
            name = locator.archive_text or ""
            files = unnamed.setdefault(fold(name), {})
            names.setdefault(fold(name), name)
        file = _file(locator)
        files.setdefault(file.key, file)
    countries: dict[str, list[Archive]] = {}
    for aid in known:
        holder = archives()[aid]
        countries.setdefault(holder.country_name, []).append(holder)
    found = [
        CountryConsulted(
            country,
            tuple(
                ArchiveConsulted(holder.full_name, _fonds(known[holder.id].values()))
                for holder in sorted(countries[country], key=lambda one: fold(one.name))
            ),
        )
        for country in sorted(countries)
    ]
    others = tuple(
        ArchiveConsulted(names[key] or UNNAMED, _fonds(unnamed[key].values()))
        for key in sorted(unnamed, key=lambda name: (not name, name))
    )
    return (*found, CountryConsulted(OTHER, others)) if others else tuple(found)


def _file(locator: Locator) -> Locator:
    """Return the file, in the archive of today, without leaves and without auxiliary units."""
    aid = present_id(locator.archive) if locator.archive is not None else None
    holder = archives()[aid] if aid is not None else None
    units = locator.units
    if holder is not None and holder.auxiliary:
        units = tuple(unit for unit in units if unit.kind not in holder.auxiliary)
    return Locator(aid, units or locator.units, archive_text=locator.archive_text)


def _order(locator: Locator) -> tuple[Any, ...]:
    return tuple(natural_key(unit.value) for unit in locator.units)


def _fonds(files: Iterable[Locator]) -> tuple[FondConsulted, ...]:
    by_fond: dict[tuple[str, str], list[Locator]] = {}
    for file in sorted(files, key=_order):
        if file.units:  # a reference to an archive alone adds nothing to it
            first = file.units[0]
            by_fond.setdefault((first.kind, fold(first.value)), []).append(file)
    found = []
    for group in by_fond.values():
        name, title = top_unit(group[0]), fond_title(group[0])
        found.append(FondConsulted(f"{name}, {title}" if title else name, _lines(group)))
    return tuple(found)


def _lines(files: Sequence[Locator]) -> tuple[str, ...]:
    """Return the parts of one fond, each with its files on a line."""
    if _is_block(files[0]):  # FO 371/127265, FO 371/127290: whole references
        texts = dict.fromkeys(format_units(file, "long") for file in files if len(file.units) > 1)
        return tuple(texts)
    parts: dict[tuple[tuple[str, str], ...], list[Locator]] = {}
    for file in files:
        middle = _middle(file)
        key = tuple((unit.kind, fold(unit.value)) for unit in middle)
        parts.setdefault(key, []).append(file)
    lines = []
    for group in parts.values():
        middle = _middle(group[0])
        named = _label(group[0], middle)
        rest = [file.units[1 + len(middle) :] for file in group]
        text = _files(group[0], [units for units in rest if units])
        line = f"{named}: {text}" if named and text else named or text
        if line:
            lines.append(line)
    return tuple(lines)


def _is_block(file: Locator) -> bool:
    """Whether the archive joins the units of this file without labels."""
    if file.holder is None or not file.holder.notation:
        return False
    written = notation(file.holder.notation).kinds
    return len(written) > 1 and file.units[0].kind in written


#: The level of boxes in the table of unit kinds; files are below it.
_CONTAINER = 3


def _middle(file: Locator) -> tuple[Unit, ...]:
    """Return the units between the fond and the file: opis, series, box."""
    units = file.units[1:]
    count = 0
    for unit in units:
        entry = unit_kind(unit.kind)
        if entry is None or entry.level > _CONTAINER:
            break
        count += 1
    return units[:count]


def _label(file: Locator, units: Sequence[Unit]) -> str:
    if not units:
        return ""
    return format_units(_with(file, units), "long")


def _with(file: Locator, units: Sequence[Unit]) -> Locator:
    return Locator(file.archive, tuple(units), archive_text=file.archive_text)


def _files(file: Locator, rests: Sequence[tuple[Unit, ...]]) -> str:
    """Return files with their label, which is there once for a row of one kind."""
    texts: list[str] = []
    before: str | None = None
    for units in rests:
        text = format_units(_with(file, units), "long")
        label = text.removesuffix(units[0].value) if len(units) == 1 else None
        if label and label == before and label != text:
            text = text[len(label) :]
        before = label
        texts.append(text)
    return ", ".join(texts) if all(len(units) == 1 for units in rests) else "; ".join(texts)


# -------------------------------------------------------------------------------- formats


def _text(countries: Sequence[CountryConsulted]) -> str:
    blocks = []
    for country in countries:
        lines = [one_line(country.name)]
        for archive in country.archives:
            lines.append(f"  {one_line(archive.name)}")
            for fond in archive.fonds:
                lines.append(f"    {one_line(fond.name)}")
                lines += [f"      {one_line(line)}" for line in fond.lines]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _markdown(countries: Sequence[CountryConsulted]) -> str:
    def shown(text: str) -> str:
        return MARKDOWN.opening(one_line(text))

    blocks = []
    for country in countries:
        blocks.append(f"## {shown(country.name)}\n")
        for archive in country.archives:
            blocks.append(f"### {shown(archive.name)}\n")
            lines = []
            for fond in archive.fonds:
                lines.append(f"- {shown(fond.name)}\n")
                lines += [f"  - {shown(line)}\n" for line in fond.lines]
            if lines:
                blocks.append("".join(lines))
    return "\n".join(blocks)


def _html(countries: Sequence[CountryConsulted]) -> str:
    def shown(text: str, markup: Markup = HTML) -> str:
        return markup.opening(tie_locator(one_line(text)))

    lines = []
    for country in countries:
        lines += ["<section>", f"<h2>{HTML.opening(one_line(country.name))}</h2>"]
        for archive in country.archives:
            lines.append(f"<h3>{HTML.opening(one_line(archive.name))}</h3>")
            if not archive.fonds:
                continue
            lines.append("<ul>")
            for fond in archive.fonds:
                if not fond.lines:
                    lines.append(f"<li>{shown(fond.name)}</li>")
                    continue
                lines += [f"<li>{shown(fond.name)}", "<ul>"]
                lines += [f"<li>{shown(line)}</li>" for line in fond.lines]
                lines += ["</ul>", "</li>"]
            lines.append("</ul>")
        lines.append("</section>")
    return "".join(f"{line}\n" for line in lines)
