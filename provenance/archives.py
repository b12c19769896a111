"""The authority: every archive the library knows, looked up by any of its names.

The facts are in ``records/archives/*.toml``, one file a country; nothing about a single archive
is written in code. A user's own archives are added by :func:`use_archives`.
"""

from __future__ import annotations

import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Any

import attrs

from provenance._data import data
from provenance.errors import expect
from provenance.units import root_kind

__all__ = [
    "Archive",
    "Fond",
    "FormerName",
    "Level",
    "archive",
    "archive_from",
    "archives",
    "candidates",
    "find_archive",
    "fold_name",
    "own_archives",
    "present_id",
    "shipped_archives",
    "use_archives",
]


@attrs.frozen
class FormerName:
    """A name an archive had, with the years it was in use where they are known.

    ``renumbered`` says that its fonds have other numbers since: today's name with an old number is
    another fond, or none.
    """

    abbreviation: str
    name: str
    from_year: int | None = None
    to_year: int | None = None
    renumbered: bool = False


@attrs.frozen
class Fond:
    """A fond that the authority knows something about; titles are empty where not seen."""

    number: str
    title: str = ""
    native_title: str = ""
    dates: str = ""
    notes: str = ""
    source: str = ""
    status: str = ""


@attrs.frozen
class Level:
    """One step of a scheme: the kinds that can stand there, and whether it may be missing."""

    kinds: tuple[str, ...]
    optional: bool


@attrs.frozen(hash=False, eq=False)
class Archive:
    """An archive: its names and the way references to it are built.

    ``id`` is stable. ``abbreviations`` are in the archive's own script, ``latin_abbreviations``
    in Latin letters; the first of each is the preferred one. ``scheme`` lists the levels of a
    reference in order. Units of an ``auxiliary`` kind may be missing from one of two references
    to the same file; those that are ``usual`` are mostly given all the same. Units of the kinds in
    ``any_order`` are written in any order among themselves. ``today`` is the id of the archive that
    this one is now part of.
    ``same_unit_kinds`` maps a unit kind to the kind it stands for at this archive.
    ``notation`` says how the main units are joined without labels (empty: all are labelled; see
    ``provenance/notation.py``), ``also_written`` in which other ways they are met, ``separator``
    what stands between the archive's name and its units, ``bare`` which kinds have no label in
    their own place where their value matches a regular expression.
    ``other_names`` are English and other names met in print, ``compound_names`` those of the
    abbreviations that hold the first unit too (``BArch, MfS``), ``sub_archives`` the codes of
    its parts that number their fonds each anew (``EAA``, ``ERAF``), ``places`` what may follow the
    name (a city, the country, in several languages). ``codes`` are notations with series codes
    that no other archive has, so that they need no archive's name (``FO 371/127290``). ``named``
    are the kinds that a bare name may be, in order.
    ``status`` says what was checked and ``source`` where.
    """

    id: str
    name: str
    city: str
    country: str
    country_name: str
    language: str
    native_names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    latin_abbreviations: tuple[str, ...]
    former: tuple[FormerName, ...]
    scheme: tuple[Level, ...]
    auxiliary: frozenset[str]
    usual: tuple[str, ...]
    any_order: tuple[str, ...]
    today: str
    same_unit_kinds: Mapping[str, str]
    other_names: tuple[str, ...]
    compound_names: tuple[str, ...]
    sub_archives: tuple[str, ...]
    places: tuple[str, ...]
    codes: tuple[str, ...]
    named: tuple[str, ...]
    notation: str
    also_written: tuple[str, ...]
    separator: str
    bare: Mapping[str, str]
    printed_name: str
    examples: tuple[str, ...]
    domains: tuple[str, ...]
    fonds: tuple[Fond, ...]
    notes: str
    source: str
    confidence: str
    status: str

    def __reduce__(self) -> tuple[Any, ...]:  # a view of a mapping cannot be pickled
        values = attrs.astuple(self, recurse=False)
        return _unpickled, tuple(dict(v) if isinstance(v, Mapping) else v for v in values)

    @property
    def printed(self) -> str:
        """The one short name that no other archive is printed with (``AVPRF``)."""
        if self.printed_name:
            return self.printed_name
        return self.latin_abbreviations[0] if self.latin_abbreviations else self.name

    @property
    def native(self) -> str:
        """The short name in the archive's own script (``АВП РФ``)."""
        if self.abbreviations:
            return self.abbreviations[0]
        return self.native_names[0] if self.native_names else self.printed

    @property
    def full_name(self) -> str:
        """Name, abbreviation and city, as at first mention (Chicago 17, 14.224).

        An archive in several cities is named without one: which it is, a reference does not say.
        """
        short = self.printed
        name = self.name
        if short != name and self.latin_abbreviations:
            name = f"{name} ({self.latin_abbreviations[0]})"
        city = self.place
        return f"{name}, {city}" if city and city not in self.name else name

    @property
    def place(self) -> str:
        """The one city the archive is in; empty where it is in several."""
        return "" if "/" in self.city else self.city.partition(" (")[0]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """All unit kinds of the scheme, in its order."""
        return tuple(kind for level in self.scheme for kind in level.kinds)

    @cached_property
    def required(self) -> tuple[tuple[str, ...], ...]:
        """The levels that a full reference must have, each with the kinds that may fill it."""
        return tuple(level.kinds for level in self.scheme if not level.optional)

    @cached_property
    def _identities(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for level in self.scheme:
            for kind in level.kinds:
                first = known.get(root_kind(kind), kind)
                known.setdefault(root_kind(kind), first)
                known[kind] = first
        known.update(self.same_unit_kinds)
        return known

    @cached_property
    def identity_levels(self) -> tuple[frozenset[str], ...]:
        """The kinds of each level of the scheme, as :meth:`identity_kind` has them."""
        return tuple(frozenset(map(self.identity_kind, level.kinds)) for level in self.scheme)

    def identity_kind(self, kind: str) -> str:
        """Return the kind that ``kind`` counts as here: ед. хр. is delo where both are used."""
        found = self._identities.get(kind)
        return found if found is not None else self._identities.get(root_kind(kind), kind)


def _unpickled(*values: Any) -> Archive:
    held: list[Any] = [MappingProxyType(v) if isinstance(v, dict) else v for v in values]
    return Archive(*held)


def _scheme(text: str) -> tuple[Level, ...]:
    levels = []
    for step in text.split(">"):
        names = step.split("/")
        kinds = tuple(name.rstrip("?") for name in names)
        levels.append(Level(kinds, any(name.endswith("?") for name in names)))
    return tuple(levels)


def archive_from(entry: Mapping[str, Any], country: Mapping[str, Any]) -> Archive:
    """Return the archive of one ``[[archive]]`` table; ``country`` is the whole file's table."""
    former = tuple(
        FormerName(
            f["abbreviation"], f["name"], f.get("from"), f.get("to"), f.get("renumbered", False)
        )
        for f in entry.get("former", ())
    )
    return Archive(
        id=entry["id"],
        name=entry["name"],
        city=entry["city"],
        country=country["country"],
        country_name=country["country_name"],
        language=entry.get("language", country["language"]),
        native_names=tuple(entry["native_names"]),
        abbreviations=tuple(entry["abbreviations"]),
        latin_abbreviations=tuple(entry["latin_abbreviations"]),
        former=former,
        scheme=_scheme(entry["scheme"]),
        auxiliary=frozenset((*country.get("auxiliary", ()), *entry.get("auxiliary", ()))),
        usual=tuple(entry.get("usual", ())),
        any_order=tuple(entry.get("any_order", ())),
        today=entry.get("today", ""),
        same_unit_kinds=MappingProxyType(dict(entry.get("same_unit_kinds", {}))),
        other_names=tuple(entry.get("other_names", ())),
        compound_names=tuple(entry.get("compound_names", ())),
        sub_archives=tuple(entry.get("sub_archives", ())),
        places=(*country.get("places", ()), *entry.get("places", ())),
        codes=tuple(entry.get("codes", ())),
        named=tuple(entry.get("named", ())),
        notation=entry.get("notation", ""),
        also_written=(*entry.get("also_written", ()), *country.get("also_written", ())),
        separator=entry.get("separator", ", "),
        bare=MappingProxyType(dict(entry.get("bare", {}))),
        printed_name=entry.get("printed", ""),
        examples=tuple(entry.get("examples", ())),
        domains=tuple(entry.get("domains", ())),
        fonds=tuple(Fond(**fond) for fond in entry.get("fonds", ())),
        notes=entry.get("notes", ""),
        source=entry.get("source", ""),
        confidence=entry.get("confidence", ""),
        status=entry["status"],
    )


@cache
def shipped_archives() -> Mapping[str, Archive]:
    """Return the archives that come with the package by id, countries in alphabetical order."""
    known: dict[str, Archive] = {}
    folder = data("records", "archives")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        for entry in table["archive"]:
            if entry["id"] in known:
                raise ValueError(f"{file.name}: the archive id {entry['id']!r} is used twice")
            known[entry["id"]] = archive_from(entry, table)
    return MappingProxyType(known)


_own: tuple[Archive, ...] = ()


@cache
def archives() -> Mapping[str, Archive]:
    """Return every archive of the authority by id: those that ship, then the user's own."""
    return MappingProxyType({**shipped_archives(), **{own.id: own for own in _own}})


def own_archives() -> tuple[Archive, ...]:
    """Return the user's own archives: what the last :func:`use_archives` was given."""
    return _own


def _fields(one: Archive) -> tuple[Any, ...]:
    return attrs.astuple(one, recurse=False)


def use_archives(own: Iterable[Archive]) -> None:
    """Make ``own`` the user's own archives, which the whole process knows from now on.

    They take the place of those of an earlier call; ``use_archives(())`` leaves the archives that
    ship. Names and labels of archives are looked up everywhere, in tables that are made once: all
    of them are made anew. Raises :class:`ValueError` for an id that an archive has already.
    Not to be called while another thread reads or checks.
    """
    global _own
    wanted = tuple(own)
    if list(map(_fields, wanted)) == list(map(_fields, _own)):
        return
    ids = [each.id for each in wanted]
    for aid in ids:
        if aid in shipped_archives() or ids.count(aid) > 1:
            raise ValueError(f"the archive id {aid!r} is used twice")
    _own = wanted
    keep = shipped_archives
    for name, module in tuple(sys.modules.items()):
        if name.split(".", 1)[0] != "provenance":
            continue
        for value in tuple(vars(module).values()):
            forget = getattr(value, "cache_clear", None)
            if forget is not None and value is not keep:
                forget()


def archive(aid: str) -> Archive | None:
    """Return the archive with this id, or ``None``."""
    return archives().get(aid)


def present_id(aid: str) -> str:
    """Return the id of the archive that holds today what ``aid`` held."""
    known = archives().get(aid)
    return known.today if known is not None and known.today else aid


_APOSTROPHES = {ord(mark): "'" for mark in "\u2019\u02b9\u02bc\u2032`´"}
#: Latin letters that look like Cyrillic ones: names typed in mixed letters fold to one form.
#: So do names whose Turkish ı and İ were typed as i and I.
_LOOKALIKES = str.maketrans("авекмнорстухіјѕı", "abekmhopctyxijsi")


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """Return ``name`` as the look-up sees it: no case, spaces, stops, dashes or look-alikes."""
    text = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES).casefold()
    text = "".join(ch for ch in text if ch.isalnum() or ch == "'")
    return text.translate(_LOOKALIKES)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not unicodedata.combining(c))
    )


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Every folded name with the ids it may mean; present names come before former ones."""
    now: dict[str, dict[str, None]] = {}
    then: dict[str, dict[str, None]] = {}
    for known in archives().values():
        current = [
            known.id, known.name, known.printed, *known.native_names, *known.abbreviations,
            *known.latin_abbreviations, known.full_name, *known.other_names,
        ]  # fmt: skip
        past = [name for old in known.former for name in (old.abbreviation, old.name)]
        for table, names in ((now, current), (then, past)):
            for name in names:
                for form in {fold_name(name), fold_name(_bare(name))}:
                    table.setdefault(form, {})[known.id] = None
    merged = {}
    for form in now.keys() | then.keys():
        ids = dict.fromkeys(present_id(aid) for aid in (*now.get(form, ()), *then.get(form, ())))
        merged[form] = tuple(ids)
    return merged


def candidates(name: str) -> tuple[str, ...]:
    """Return the ids of the archives that go, or went, by ``name``: none, one, or several.

    The name may be an id, an abbreviation in any script, a full or a former name; letter case,
    spaces, stops, dashes and look-alike letters don't matter. Merged archives give today's id.
    """
    names = _names()
    found = names.get(fold_name(name))
    if found is None:
        found = names.get(fold_name(_bare(name)), ())
    return found


def find_archive(name: str) -> Archive | None:
    """Return the one archive that goes, or went, by ``name``.

    ``None`` where no archive does, or where several share the name (see :func:`candidates`).
    An id always finds its own archive, one that is now part of another one too.
    """
    expect(name, str, "an archive's name")
    own = archives().get(name)
    if own is not None:
        return own
    found = candidates(name)
    return archives()[found[0]] if len(found) == 1 else None
