"""Rules about the names of archives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from provenance.archives import Archive, FormerName, archives, candidates, fold_name, present_id
from provenance.checking.facts import facts
from provenance.checking.finding import Fix
from provenance.checking.rules import Context, Hit, rule
from provenance.checking.shape import Shape, several_references
from provenance.model.document import Record
from provenance.model.reference import Reference, Writing
from provenance.model.text import alphabet, to_latin
from provenance.units import root_kind

__all__ = [
    "aggregator_as_archive",
    "ambiguous_abbreviation",
    "anachronistic_name",
    "first_mention_abbreviation",
    "former_names",
    "lettered_fonds",
    "missing_city",
    "superseded_name",
    "two_names",
    "unknown_archive",
]


def _name(reference: Reference) -> str | None:
    """Return the archive's name as it stands here; one that is understood was told of before."""
    return None if "archive" in reference.inherited else reference.archive_text


def _name_place(reference: Reference) -> tuple[int, int]:
    name = reference.archive_text
    if name is None or reference.name_start < 0:
        return reference.start, reference.end
    return reference.name_start, reference.name_start + len(name)


@cache
def _abbreviations() -> dict[str, str]:
    """Return each abbreviation of an archive, without stops and spaces, as it is written."""
    known: dict[str, str] = {}
    for archive in archives().values():
        for name in (*archive.latin_abbreviations, *archive.abbreviations):
            if name.isupper() or sum(ch.isupper() for ch in name) > 1:
                known.setdefault("".join(name.split()).upper(), name)
    return known


_ACRONYM = re.compile(r"(?=(?:.*[^\W\d_a-zа-яёіїєґў]){2})[^\W\d_]{2,12}(?:[\s.][^\W\d_]{1,6})?")


@rule("unknown-archive", "ARC001", "warning", Reference, when=lambda shape: shape.archive is None)
def unknown_archive(reference: Reference, context: Context) -> Iterator[Hit]:
    """An abbreviation is no archive's that is known, and looks like one that is.

    Archives that are merely not in the authority are left alone: there are thousands. Name yours
    in the settings.

    Bad: ``AVRPF, f. 0102, op. 14, p. 75, d. 6, l. 26``
    Good: ``AVPRF, f. 0102, op. 14, p. 75, d. 6, l. 26``
    """
    name = _name(reference)
    if name is None or reference.archive is not None or candidates(name):
        return
    if not _ACRONYM.fullmatch(name) or name in context.limits["own-archives"]:
        return
    like = _like("".join(name.split()).upper())
    if like:
        yield Hit(f"Unknown archive {name!r}. Did you mean {' or '.join(like)}?",
                  *_name_place(reference))  # fmt: skip


def _like(folded: str) -> list[str]:
    """Return the known abbreviations that are a slip of the keyboard away from this one."""
    known = _abbreviations()
    swapped = [
        folded[:i] + folded[i + 1] + folded[i] + folded[i + 2 :] for i in range(len(folded) - 1)
    ]
    found = [known[form] for form in dict.fromkeys(swapped) if form in known]
    if not found and len(folded) >= 4:
        near = get_close_matches(folded, known, 2, 0.79)
        found = [known[form] for form in near if abs(len(form) - len(folded)) <= 1]
    return list(dict.fromkeys(found))[:3]


@cache
def former_names(aid: str) -> dict[str, FormerName]:
    """Return the names that an archive, or one it took in, had and has no more, folded."""
    found: dict[str, FormerName] = {}
    for known in archives().values():
        if present_id(known.id) != aid:
            continue
        for old in known.former:
            for name in (old.abbreviation, old.name):
                if name:
                    found.setdefault(fold_name(name), old)
    now = archives()[aid]
    for name in (now.name, now.printed, *now.abbreviations, *now.latin_abbreviations,
                 *now.native_names, *now.other_names):  # fmt: skip
        found.pop(fold_name(name), None)
    return found


def _formerly(shape: Shape) -> bool:
    """Whether the archive goes by a name that it has no more."""
    if shape.archive is None or shape.archive_text is None:
        return False
    return fold_name(shape.archive_text) in former_names(present_id(shape.archive))


def _present(reference: Reference) -> Archive | None:
    return archives()[present_id(reference.archive)] if reference.archive is not None else None


@rule("superseded-name", "ARC002", "warning", Reference, when=_formerly)
def superseded_name(reference: Reference, context: Context) -> Iterator[Hit]:
    """An archive is called by a name that it has no more.

    Whoever orders the file today asks for it by today's name. A warning where the year of
    consultation is known (``consulted`` in the settings) and later; else for information. No
    correction where today's archive writes letters with the numbers of fonds and none stand
    here, or has other numbers for what came from the old one: fond 5446 of TsGAOR is R-5446 at
    GARF, where 5446 may be another one, and fond 1 of TsKhDMO is M-1 at RGASPI.

    Bad: ``TsKhSD, f. 5, op. 28, d. 411, ll. 1–4``
    Good: ``RGANI, f. 5, op. 28, d. 411, ll. 1–4``
    """
    archive, name = _present(reference), _name(reference)
    if archive is None or name is None or _explained(reference, context):
        return
    old = former_names(archive.id).get(fold_name(name))
    if old is None:
        return
    year = old.to_year
    late = context.consulted is not None and year is not None and context.consulted > year
    if context.consulted is not None and year is not None and not late:
        return
    native = alphabet(name) == alphabet(archive.native) == "CYRILLIC"
    now = archive.native if native else archive.printed
    said = _said(name, now, old, archive)
    start, end = _name_place(reference)
    kept = f"{now} ({'бывш.' if native else 'formerly'} {name})"
    yield Hit(
        said, start, end,
        fix=None if _may_be_renumbered(reference, archive, old)
        else Fix(start, end, kept, f"Name {now}, and {name} in brackets"),
        severity=None if late else "info",
    )  # fmt: skip


def _said(name: str, now: str, old: FormerName, archive: Archive) -> str:
    """Return what became of a name: today's, or another before that."""
    year = old.to_year
    if year is None:
        return f"{name} became {now}."
    others = former_names(archive.id).values()
    if any(each.from_year is not None and each.from_year >= year for each in others):
        return f"{name} was a name until {year}; today's is {now}."
    return f"{name} became {now} in {year}."


def _may_be_renumbered(reference: Reference, archive: Archive, old: FormerName) -> bool:
    """Whether the fond's number may have letters at today's archive that do not stand here."""
    units = reference.locator.units if reference.locator is not None else ()
    fond = next((unit.value for unit in units if root_kind(unit.kind) == "fond"), None)
    if fond is None or not fond.isdecimal():
        return False
    if old.renumbered:
        return True
    lettered = lettered_fonds(archive.id)
    return lettered.some or fond in lettered.figures


class LetteredFonds(NamedTuple):
    """Which of an archive's fonds have letters: a series of them, or those with these figures."""

    some: bool
    figures: frozenset[str]


_FOND_IN_EXAMPLE = re.compile(r"(?<![^\W_])(?:ф|f|фонд|fond)\.?\s([^\s,;]*[^\s,;.])", re.IGNORECASE)


@cache
def lettered_fonds(aid: str) -> LetteredFonds:
    """Return what the authority's fonds and examples show of an archive's fonds with letters."""
    archive = archives()[aid]
    listed = {fond.number for fond in archive.fonds}
    shown = {each for text in archive.examples for each in _FOND_IN_EXAMPLE.findall(text)}
    lettered = {number for number in listed | shown if re.search(r"[^\W\d_]", number)}
    some = any(
        number[0].isalpha() or (number in shown - listed and re.fullmatch(r"\d+[^\W\d_]", number))
        for number in lettered
    )
    return LetteredFonds(some, frozenset(re.sub(r"\D", "", number) for number in lettered))


def _explained(reference: Reference, context: Context) -> bool:
    """Whether both names stand there: ``RGANI (formerly TsKhSD)``, ``TsKhSD (now RGANI)``."""
    start, end = _name_place(reference)
    text = context.text or reference.text
    base = 0 if context.text else reference.start
    around = text[max(0, start - base - 14) : max(0, end - base) + 10].casefold()
    return any(word in around for word in facts("renamed_words"))


@rule(
    "anachronistic-name",
    "ARC003",
    "warning",
    Reference,
    when=lambda shape: shape.archive is not None and shape.consulted,
)
def anachronistic_name(reference: Reference, context: Context) -> Iterator[Hit]:
    """An archive is called by a name that it did not have when it was consulted.

    Asked where the year of consultation is known (``consulted`` in the settings).

    Bad: ``RGANI, f. 5, op. 28, d. 411, ll. 1–4``, consulted in 1995
    Good: ``TsKhSD (now RGANI), f. 5, op. 28, d. 411, ll. 1–4``, consulted in 1995
    """
    archive, name = _present(reference), _name(reference)
    if archive is None or name is None or context.consulted is None:
        return
    if fold_name(name) in former_names(archive.id) or _explained(reference, context):
        return
    years = [old.to_year for old in archive.former if old.to_year is not None]
    if years and context.consulted < max(years):
        yield Hit(f"{name} did not exist before {max(years)}.", *_name_place(reference))


@rule(
    "ambiguous-abbreviation",
    "ARC004",
    "warning",
    Reference,
    when=lambda shape: shape.archive is None or not shape.read,
)
def ambiguous_abbreviation(reference: Reference, context: Context) -> Iterator[Hit]:
    """Several archives share an abbreviation, and nothing in the reference decides.

    Bad: ``AMAE, box 7, folder 2``
    Good: ``AMAE (Bucharest), dosar 7``
    """
    error, name = reference.error, _name(reference)
    ids = error.candidates if error is not None else ()
    if not ids and name is not None and reference.archive is None:
        ids = candidates(name)
    if len(ids) > 1:
        printed = ", ".join(archives()[aid].full_name for aid in ids)
        yield Hit(f"{name or 'The name'!r} may be {printed}.", *_name_place(reference))


@rule("aggregator-as-archive", "ARC005", "warning", Record)
def aggregator_as_archive(record: Record, context: Context) -> Iterator[Hit]:
    """A site that shows the document is given as the archive that holds it.

    Bad: ``archive: Digital Archive``
    Good: ``archive: AVPRF``, and the Digital Archive as ``publication.host``
    """
    for number, locator in enumerate(record.holdings):
        name = locator.archive_text
        if name is None or locator.archive is not None:
            continue
        if fold_name(name) not in map(fold_name, context.limits["aggregators"]):
            continue
        others = [each.holder for each in record.holdings if each.holder is not None]
        custodian = f"; the custodian is {others[0].printed}" if others else ""
        yield Hit(f"{name} publishes the document{custodian}.",
                  field=f"holdings[{number}].archive_text")  # fmt: skip


def _first_mentions(writing: Writing) -> Iterator[tuple[str, Reference]]:
    """Yield each archive, by its id or its unknown name, with the first reference to it."""
    if writing.passages and writing.passages[0].kind == "entry":
        return  # the order of a bibliography's entries says nothing
    seen: set[str] = set()
    for reference in writing.references:
        if reference.archive_text is None or "archive" in reference.inherited:
            continue
        if reference.archive is not None:
            key = present_id(reference.archive)
        else:
            key = "?" + fold_name(reference.archive_text)
        if key not in seen:
            seen.add(key)
            yield key, reference


@rule("missing-city", "ARC006", "info", Writing)
def missing_city(writing: Writing, context: Context) -> Iterator[Hit]:
    """At its first mention an archive has its full name, but not its city.

    Bad: ``State Archive of the Russian Federation, f. R-9478, op. 1, d. 2, l. 3``
    Good: ``State Archive of the Russian Federation, Moscow, f. R-9478, op. 1, d. 2, l. 3``
    """
    for key, reference in _first_mentions(writing):
        name = reference.archive_text or ""
        if len(name.split()) < 2 or name.isupper() or reference.name_start < 0:
            continue
        archive = archives().get(key)
        if archive is None or not archive.place:
            continue
        if fold_name(name) not in _full_names(archive.id) or not _is_archive(name, context):
            continue
        start, end = _name_place(reference)
        around = f"{writing.text[max(0, start - 60) : start]} {writing.text[end : end + 80]}"
        places = (archive.place, *archive.places)
        if _stem(archive.place) in to_latin(name, "uk").casefold():
            continue  # called after its city, it says where it is: ``… Одеської області``
        if not any(place.casefold() in around.casefold() for place in places):
            yield Hit(f"Give the city of {name} ({archive.place}).", start, end)


def _is_archive(name: str, context: Context) -> bool:
    """Whether a name says that it is an archive's: not so ``Department of State``."""
    return any(word in name.casefold() for word in context.limits["archive-words"])


def _stem(place: str) -> str:
    """Return the beginning of a city's name, which its other cases and adjectives share."""
    return place.casefold()[: max(4, len(place) - 2)]


@cache
def _full_names(aid: str) -> frozenset[str]:
    return frozenset(map(fold_name, _long_names(aid)))


@rule("first-mention-abbrev", "ARC007", "info", Writing)
def first_mention_abbreviation(writing: Writing, context: Context) -> Iterator[Hit]:
    """An archive's abbreviation is used before the place that says what it means.

    A manuscript that says it nowhere has its list of abbreviations elsewhere.

    Bad: note 1 has ``AVPRF``, note 5 ``Archive of Foreign Policy of the Russian Federation
    (AVPRF)``
    Good: the full name with the abbreviation in note 1, the abbreviation from then on
    """
    text = writing.readable
    for key, reference in _first_mentions(writing):
        archive = archives().get(key)
        name = reference.archive_text or ""
        if archive is None or fold_name(name) in _full_names(key):
            continue
        told = _told(text, archive, name)
        if told > reference.start:
            yield Hit(f"{name} is used before it is introduced.", *_name_place(reference))


@cache
def _long_names(aid: str) -> tuple[str, ...]:
    archive = archives()[aid]
    names = (archive.name, *archive.native_names, *archive.other_names)
    return tuple(name for name in names if len(name.split()) > 1)


def _told(text: str, archive: Archive, abbreviation: str) -> int:
    """Return where a text says what an archive's abbreviation means, or -1."""
    places = []
    for name in _long_names(archive.id):
        at = text.find(name)
        while at >= 0:
            after = text[at + len(name) : at + len(name) + len(abbreviation) + 40]
            before = text[max(0, at - len(abbreviation) - 6) : at]
            if abbreviation in after.split("\n")[0] or abbreviation in before:
                places.append(at)
                break
            at = text.find(name, at + 1)
    return min(places, default=-1)


_CODE = re.compile(r"[.:/-][^\W_]")


def _by_place(name: str, used: str, aid: str) -> bool:
    """Whether a name is the other with one of the archive's places: ``BArch Koblenz``."""
    place = name.removeprefix(used).strip(" ,()-")
    return name.startswith(used) and place in (archives()[aid].place, *archives()[aid].places)


@rule("two-names-for-archive", "CON001", "info", Writing, when=several_references)
def two_names(writing: Writing, context: Context) -> Iterator[Hit]:
    """One archive goes by two short names in one script.

    Bad: ``AVPRF, f. 0102, …`` in one note and ``AVP RF, f. 0100, …`` in another
    Good: ``AVPRF`` in both
    """
    first: dict[tuple[str, str], str] = {}
    told: set[tuple[str, str]] = set()
    for reference in writing.references:
        if reference.archive_text is None or reference.archive is None:
            continue
        if "archive" in reference.inherited:
            continue
        name = reference.archive_text.partition(" (")[0]  # RGANI (formerly TsKhSD)
        name = " ".join(name.replace("~", " ").split())  # a space that does not break is one
        if len(name.split()) > 2 and not name.isupper():
            continue  # a long name, which may have an office and a place: at College Park
        aid = present_id(reference.archive)
        key = (aid, alphabet(name))
        if first.get(key) == name:
            continue
        if _CODE.match(writing.readable, _name_place(reference)[1]):
            continue  # ERAF.1.4.1872 is a call number
        if fold_name(name) in _full_names(aid) or fold_name(name) in former_names(aid):
            continue
        used = first.setdefault(key, name)
        if _by_place(name, used, aid) or _by_place(used, name, aid):
            continue
        if used != name and (aid, name) not in told:
            told.add((aid, name))
            yield Hit(f"{name} is called {used} elsewhere.", *_name_place(reference))
