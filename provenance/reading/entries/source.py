"""Where a document lies and who is credited, wherever an entry has it.

Some programs have fields for an archive; people without them write the reference into a note,
``howpublished``, ``library``, a volume, the keywords. The Digital Archive of the Wilson Center, by
Zotero's translator and in its own RIS, has the hosting site as archive and the source sentence,
credits included, as the location in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from provenance.archives import archives
from provenance.errors import LocatorError
from provenance.model import Locator, Unit
from provenance.reading.entries.entry import Entry
from provenance.reading.entries.holders import (
    cities_of,
    ids_of,
    is_host,
    names_all,
    without_city,
)
from provenance.reading.entries.sentences import Source, take_sentences
from provenance.reading.locator import parse_locator
from provenance.reading.page.credits import credits_start, read_credits
from provenance.reading.page.holdings import archive_of, read_source_sentence
from provenance.reading.page.spans import PageText
from provenance.reading.scan import find_locators

__all__ = ["HIDING", "Source", "is_host", "read_source"]


#: Fields in which people write a reference, the likeliest first.
HIDING = (
    *(
        "archive",
        "howpublished",
        "library",
        "call-number",
        "note",
        "addendum",
        "annote",
        "volume",
        "number",
    ),
    *("collection-title", "institution", "organization", "publisher", "school", "titleaddon"),
    *("genre", "medium", "location", "publisher-place", "usera", "userb", "keyword"),
)
#: Fields that may name the archive of a reference that stands in another one.
_NAMING = (
    *("archive", "library", "institution", "organization", "howpublished", "publisher", "school"),
    *("location", "publisher-place", "source", "collection-title", "note", "addendum", "keyword"),
)
#: Fields whose other words are remarks on the document.
_REMARKS = frozenset({"howpublished", "note", "addendum", "annote"})
#: Fields that name the archive, where one is named and nothing tells the units.
_ALONE = ("archive", "library", "institution", "organization", "howpublished", "school")
_LONGEST = 5000


def read_source(entry: Entry) -> Source:
    """Take out of ``entry`` where the document lies, its credits, and what its notes say of both.

    What was understood is gone from the entry's fields; what was not is still there.
    """
    source = Source()
    _explicit(entry, source)
    if not source.holdings:
        _hidden(entry, source)
    if not source.holdings:
        _joined(entry, source)
    for name in ("note", "addendum", "howpublished"):
        take_sentences(entry, name, source)
    _cities(entry, source)
    return source


# --------------------------------------------------------------------------- fields of their own


def _explicit(entry: Entry, source: Source) -> None:
    archive = entry.text("archive")
    if archive is not None and is_host(archive):
        source.hosts.append(archive)
        del entry.fields["archive"]
        archive = None
    place, collection = entry.text("archive_location"), entry.text("archive_collection")
    number = entry.text("call-number")
    parts = [text for text in (collection, place) if text]
    if not place and number and archive:
        parts.append(number)
    if not parts:
        return  # a name alone: another field may have the rest
    location = ", ".join(parts)
    facts = _facts(location) if location else Source()
    named = facts.holdings and all(h.archive or h.archive_text for h in facts.holdings)
    if named:
        _adopt(source, facts)
        if archive is not None and names_all(archive, facts.holdings):
            del entry.fields["archive"]
    elif archive is not None:
        name = without_city(archive)
        alone, facts = facts, _of_archive(name, location) or _facts(f"{name}, {location}")
        if not _complete(facts, name) and _is_units(alone, location):
            facts = _attached(alone, name)
        if not _complete(facts, name):
            if not _may_lie_in_archive(entry) and not ids_of(name):
                return  # a database and its number, in the same fields
            facts = _as_given(name, location)
        _adopt(source, facts)
        del entry.fields["archive"]
    elif facts.holdings:  # units of an archive that another field may name
        found = next(_named_archives(entry), None)
        if found is not None:
            name, text = found
            again = _facts(f"{text}, {location}")
            if _complete(again, text):
                facts = again
                entry.fields.pop(name, None)
        _adopt(source, facts)
    else:
        return
    for name in ("archive_collection", "archive_location"):
        entry.fields.pop(name, None)
    if number and (number in parts or number == place or number in location):
        entry.fields.pop("call-number", None)


def _of_archive(name: str, location: str) -> Source | None:
    """Read a location that is nothing but a reference in the scheme of the archive named.

    Of a long name with brackets a part could be taken for a unit: the printed name has none.
    """
    ids = ids_of(name)
    parts = location.split("; ")
    if len(ids) != 1 or len(parts) > _MOST:
        return None
    found = Source()
    for part in parts:
        whole = _whole(f"{archives()[ids[0]].printed}, {part}")
        if whole is None or whole.archive != ids[0]:
            return None
        found.holdings.append(attrs.evolve(whole, archive_text=name, text=f"{name}, {part}"))
    return found


#: Types of what is published: it lies in no archive unless that is said in so many words.
_PUBLISHED = re.compile(
    "article|book|chapter|entry|paper|thesis|post|web|dataset|software|patent|leg|periodical"
)


def _may_lie_in_archive(entry: Entry) -> bool:
    return _PUBLISHED.match(entry.type) is None


def _facts(text: str) -> Source:
    """Read a source sentence: holdings, credits, and what it says besides."""
    found = Source()
    if len(text) > _LONGEST:
        return found
    facts = read_source_sentence(PageText(text), 0, len(text))
    found.holdings = [each.value for each in facts.holdings]
    found.credits = [each.credit for each in facts.credits]
    found.notes = [each.value for each in (*facts.notes, *facts.unread)]
    if any(not h.units and h.text != h.archive_text for h in found.holdings):
        found.holdings = []  # only the archive could be told: the rest must not be lost
    return found


def _complete(facts: Source, archive: str) -> bool:
    """Whether every holding has the archive that was named, and units."""
    known = ids_of(archive)
    return bool(facts.holdings) and all(
        h.units
        and ((h.archive in known) if known and h.archive else bool(h.archive or h.archive_text))
        for h in facts.holdings
    )


def _is_units(facts: Source, location: str) -> bool:
    """Whether a location is nothing but units of one file."""
    text = location.rstrip(" .")
    return len(facts.holdings) == 1 and facts.holdings[0].text == text and not facts.notes


def _attached(facts: Source, archive: str) -> Source:
    """Return holdings with the archive that stands in a field of its own."""
    ids = ids_of(archive)
    aid = ids[0] if len(ids) == 1 else None
    facts.holdings = [
        attrs.evolve(h, archive=aid, archive_text=archive, text=f"{archive}, {h.text}")
        for h in facts.holdings
    ]
    return facts


def _as_given(archive: str, location: str) -> Source:
    """Return a holding whose location stays as it is written: no grammar knows it."""
    found = Source()
    begin = credits_start(location, 0, len(location))
    if begin is not None:
        read = read_credits(PageText(location), begin, len(location))
        if not read.rest:
            found.credits = [each.credit for each in read.credits]
            location = location[:begin].rstrip(" .;,")
    ids = ids_of(archive)
    if location[:1] == "“" and location.find("”") == len(location) - 1:
        location = location[1:-1]  # the marks that our writer puts around what it cannot divide
    units = (Unit("level", location),) if location.strip() else ()
    text = f"{archive}, {location}" if location else archive
    found.holdings = [
        Locator(ids[0] if len(ids) == 1 else None, units, archive_text=archive, text=text)
    ]
    return found


def _adopt(source: Source, facts: Source) -> None:
    source.holdings += facts.holdings
    source.credits += facts.credits
    source.notes += facts.notes


# --------------------------------------------------------------------------- hidden in others


def _hidden(entry: Entry, source: Source) -> None:
    """Look for references in the fields in which people write them; the first field counts."""
    for name in HIDING:
        text = entry.text(name)
        if text is None or not any(map(str.isdigit, text)) or len(text) > 20 * _LONGEST:
            continue
        found = list(find_locators(text))
        several = _several(text) or ([whole] if not found and (whole := _whole(text)) else [])
        if not several and not any(match.locator.archive for match in found):
            several = _with_name(entry, name, text)
        if several:
            source.holdings += several
            del entry.fields[name]
            return
        if not found:
            continue
        if name == "number" and not any(match.locator.archive for match in found):
            continue
        holdings = [match.locator for match in found]
        if not any(h.archive or h.archive_text for h in holdings):
            holdings = _with_archive(entry, name, holdings)
        source.holdings += holdings
        _left(entry, name, text, [(match.start, match.end) for match in found], source)
        return


def _several(text: str) -> list[Locator]:
    """Read a text that is nothing but references, each with its archive, between semicolons."""
    parts = text.split("; ") if len(text) <= _LONGEST else []
    if not 1 < len(parts) <= _MOST:
        return []
    found = [_whole(part) for part in parts]
    return [each for each in found if each is not None] if all(found) else []


#: A document lies in no more archives than this.
_MOST = 20


def _with_name(entry: Entry, at: str, text: str) -> list[Locator]:
    """Read a text that is nothing but a reference in the archive that another field names."""
    if at not in _REMARKS or len(text) > 400:
        return []
    for name, archive in _named_archives(entry):
        found = _of_archive(archive, " ".join(text.split())) if name != at else None
        if found is not None:
            entry.fields.pop(name, None)
            return found.holdings
    return []


def _whole(text: str) -> Locator | None:
    """Read a text that is nothing but one reference to an archive."""
    if len(text) > 400 or is_host(text):
        return None
    try:
        locator = parse_locator(text)
    except LocatorError:
        return None
    if locator.rest or not (locator.archive or locator.archive_text) or not locator.units:
        return None
    return locator


def _with_archive(entry: Entry, at: str, holdings: list[Locator]) -> list[Locator]:
    """Return references with the archive that another field names."""
    for name, archive in _named_archives(entry):
        if name == at:
            continue
        facts = [_facts(f"{archive}, {holding.text}") for holding in holdings]
        if all(_complete(each, archive) and len(each.holdings) == 1 for each in facts):
            entry.fields.pop(name, None)
            return [each.holdings[0] for each in facts]
    for name in ("archive", "library", "institution"):
        text = entry.text(name)
        if name != at and text is not None and archive_of(text) == (None, text):
            del entry.fields[name]
            return [attrs.evolve(h, archive_text=text, text=f"{text}, {h.text}") for h in holdings]
    return holdings


def _named_archives(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the fields that are the name of one archive, with the name."""
    for name in _NAMING:
        text = entry.text(name)
        if text is not None and len(text) <= 300:
            archive = without_city(text)
            if len(ids_of(archive)) == 1 and not is_host(archive):
                yield name, archive


_MARKS = " \t\n.,;:()[]–—-"


def _left(entry: Entry, name: str, text: str, spans: list[tuple[int, int]], source: Source) -> None:
    """Keep what a field says besides its references: all of it, where it is prose."""
    at, pieces = 0, []
    for start, end in [*spans, (len(text), len(text))]:
        pieces.append(text[at:start])
        at = end
    rest = [piece.strip(_MARKS) for piece in pieces]
    if not any(rest):
        del entry.fields[name]
        return
    if name not in _REMARKS:
        if name == "keyword":
            entry.fields[name] = ", ".join(filter(None, rest))
        return  # the whole field stays: what is beside the reference cannot stand alone
    alone = not rest[0] and len(spans) == 1
    remark = pieces[-1].lstrip(" \t.,;:").strip() if alone else text
    if name == "note" or "note" not in entry.fields:
        del entry.fields[name]
        entry.fields["note"] = remark
    else:
        del entry.fields[name]
        source.notes.append(remark)


def _joined(entry: Entry, source: Source) -> None:
    """Read a reference whose parts stand in several fields, or at least the archive's name."""
    named = [(name, text) for name, text in _named_archives(entry) if name in _ALONE]
    if not named:
        archive = entry.text("archive")
        if archive is not None and entry.type in ("manuscript", "personal_communication"):
            source.holdings.append(Locator(None, archive_text=archive, text=archive))
            del entry.fields["archive"]
        return
    name, archive = named[0]
    labelled = [
        (other, text)
        for other in ("collection-title", "volume", "number", "issue", "page", "location", "note")
        if (text := entry.text(other)) and re.search(r"[^\W\d_]", text) and re.search(r"\d", text)
        and len(text) <= 200
    ]  # fmt: skip
    if labelled:
        locator = _whole(", ".join((archive, *(text for _, text in labelled))))
        if locator is not None and locator.archive in ids_of(archive):
            source.holdings.append(locator)
            for other in (name, *(other for other, _ in labelled)):
                entry.fields.pop(other, None)
            return
    (aid,) = ids_of(archive)
    if _may_lie_in_archive(entry):
        source.holdings.append(Locator(aid, archive_text=archive, text=archive))
        entry.fields.pop(name, None)


def _cities(entry: Entry, source: Source) -> None:
    """Count as understood what names an archive again, and its city, which follows from it."""
    cities = {city for h in source.holdings if h.archive for city in cities_of(h.archive)}
    for name in ("archive", "library", "institution", "organization"):
        text = entry.text(name)
        if text is not None and source.holdings and names_all(text, source.holdings):
            del entry.fields[name]
    for name in ("archive-place", "location", "publisher-place"):
        text = entry.text(name)
        if (
            text
            and cities
            and all(part.strip().casefold() in cities for part in re.split("[;,]", text))
        ):
            del entry.fields[name]
