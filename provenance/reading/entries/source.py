"""Where a document lies and who is credited, wherever an entry has it.

Some programs have fields for an archive; people without them write the reference into a note,
``howpublished``, ``library``, a volume, the keywords. The Digital Archive of the Wilson Center, by
Zotero's translator and in its own RIS, has the hosting site as archive and the source sentence,
credits included, as the location in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import attrs

from provenance.archives import archives, candidates
from provenance.errors import LocatorError
from provenance.model import Credit, Locator, Unit
from provenance.reading.entries.entry import Entry
from provenance.reading.locator import parse_locator
from provenance.reading.page.credits import credits_start, read_credits
from provenance.reading.page.holdings import archive_of, read_source_sentence
from provenance.reading.page.spans import PageText
from provenance.reading.page.words import table
from provenance.reading.scan import find_locators

__all__ = ["HIDING", "Source", "is_host", "read_source"]


@attrs.define
class Source:
    """What an entry says of where its document lies, and how it came to be shown."""

    holdings: list[Locator] = attrs.field(factory=list)
    credits: list[Credit] = attrs.field(factory=list)
    hosts: list[str] = attrs.field(factory=list)
    urls: list[str] = attrs.field(factory=list)
    accessed: list[str] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)


@cache
def _host_words() -> re.Pattern[str]:
    words = "|".join(map(re.escape, table()["hosts"]["words"]))
    return re.compile(words, re.IGNORECASE)


def is_host(name: str) -> bool:
    """Whether a name is that of a site that shows documents, not of an archive that holds them."""
    words = _host_words()
    if len(name) > 120 or words.search(name) is None:
        return False
    return all(words.search(archives()[aid].name) for aid in candidates(name))


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
        _sentences(entry, name, source)
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
        if archive is not None and _names(archive, facts.holdings):
            del entry.fields["archive"]
    elif archive is not None:
        name = _without_city(archive)
        alone, facts = facts, _facts(f"{name}, {location}")
        if not _complete(facts, name) and _is_units(alone, location):
            facts = _attached(alone, name)
        if not _complete(facts, name):
            if not _may_lie_in_archive(entry) and not _ids(name):
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
    known = _ids(archive)
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
    ids = _ids(archive)
    aid = ids[0] if len(ids) == 1 else None
    facts.holdings = [
        attrs.evolve(h, archive=aid, archive_text=archive, text=f"{archive}, {h.text}")
        for h in facts.holdings
    ]
    return facts


def _ids(name: str) -> tuple[str, ...]:
    """Return the archives that a name may mean, with or without an abbreviation in brackets."""
    found = candidates(name)
    bracket = re.fullmatch(r"(?P<name>.+?)\s*\((?P<short>[^()]+)\)", name)
    if not found and bracket is not None:
        found = candidates(bracket["short"]) or candidates(bracket["name"])
        both = set(candidates(bracket["name"])) & set(candidates(bracket["short"]))
        found = tuple(both) or found
    return found


def _without_city(name: str) -> str:
    """Return an archive's name without the city after it: ``RGANI, Moscow``."""
    head, comma, tail = name.rpartition(",")
    if comma and not candidates(name):
        for aid in _ids(head.strip()):
            if tail.strip().casefold() in _cities_of(aid):
                return head.strip()
    return name.strip(" ,.;")


def _cities_of(aid: str) -> set[str]:
    known = archives()[aid]
    names = {part.strip().casefold() for part in re.split(r"[/(),]", known.city) if part.strip()}
    return names | {known.country_name.casefold()}


def _names(archive: str, holdings: list[Locator]) -> bool:
    """Whether a text names the archives of these holdings and says no more."""
    for name in archive.split(";"):
        known = set(_ids(_without_city(name.strip())))
        if not any(h.archive in known or h.archive_text == name.strip() for h in holdings):
            return False
    return True


def _as_given(archive: str, location: str) -> Source:
    """Return a holding whose location stays as it is written: no grammar knows it."""
    found = Source()
    begin = credits_start(location, 0, len(location))
    if begin is not None:
        read = read_credits(PageText(location), begin, len(location))
        if not read.rest:
            found.credits = [each.credit for each in read.credits]
            location = location[:begin].rstrip(" .;,")
    ids = _ids(archive)
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
        if not found:
            whole = _whole(text)
            if whole is None:
                continue
            source.holdings.append(whole)
            del entry.fields[name]
            return
        if name == "number" and not any(match.locator.archive for match in found):
            continue
        holdings = [match.locator for match in found]
        if not any(h.archive or h.archive_text for h in holdings):
            holdings = _with_archive(entry, name, holdings)
        source.holdings += holdings
        _left(entry, name, text, [(match.start, match.end) for match in found], source)
        return


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
            archive = _without_city(text)
            if len(_ids(archive)) == 1 and not is_host(archive):
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
        if locator is not None and locator.archive in _ids(archive):
            source.holdings.append(locator)
            for other in (name, *(other for other, _ in labelled)):
                entry.fields.pop(other, None)
            return
    (aid,) = _ids(archive)
    if _may_lie_in_archive(entry):
        source.holdings.append(Locator(aid, archive_text=archive, text=archive))
        entry.fields.pop(name, None)


# --------------------------------------------------------------------------- sentences of a note

_SENTENCE = re.compile(
    r"(?<=[^\W_][.!?])(?<![A-ZА-ЯІЇЄ]\.)[\"”’)]*\s+(?=[^\W\d_a-zа-я]|https?:)|\n+"
)
_ADDRESS = re.compile(
    r"(?:URL:?\s*)?(?P<url>https?://[^\s<>]+?)[.,]?(?:\s+\(accessed (?P<date>[^()]{4,40})\))?[.,]?"
)


def _sentences(entry: Entry, name: str, source: Source) -> None:
    """Take the sentences of a note that are credits, a host or an address; the rest stays."""
    text = entry.text(name)
    if text is None or len(text) > 20 * _LONGEST:
        return
    kept: list[str] = []
    at = 0
    for cut in [*_SENTENCE.finditer(text), None]:
        end = cut.start() if cut is not None else len(text)
        stop = cut.end() if cut is not None else len(text)
        if not _understood(text[at:end].strip(), source):
            kept.append(text[at:stop])
        at = stop
    rest = "".join(kept).strip()
    if rest == text.strip():
        return
    if rest:
        entry.fields[name] = rest
    else:
        del entry.fields[name]


def _understood(sentence: str, source: Source) -> bool:
    if not sentence or len(sentence) > 600:
        return not sentence
    link = _ADDRESS.fullmatch(sentence)
    if link is not None and not source.urls:
        source.urls.append(link["url"])
        if link["date"]:
            source.accessed.append(link["date"])
        return True
    if credits_start(sentence, 0, len(sentence)) == 0:
        read = read_credits(PageText(sentence), 0, len(sentence))
        if read.credits and not read.rest and all(each.credit.by for each in read.credits):
            source.credits += [each.credit for each in read.credits]
            return True
    bare = sentence.rstrip(".")
    if is_host(bare) and len(bare.split()) <= 10 and "," not in bare and bare[:1].isupper():
        source.hosts.append(bare)
        return True
    return False


def _cities(entry: Entry, source: Source) -> None:
    """Count as understood what names an archive again, and its city, which follows from it."""
    cities = {city for h in source.holdings if h.archive for city in _cities_of(h.archive)}
    for name in ("archive", "library", "institution", "organization"):
        text = entry.text(name)
        if text is not None and source.holdings and _names(text, source.holdings):
            del entry.fields[name]
    for name in ("archive-place", "location", "publisher-place"):
        text = entry.text(name)
        if (
            text
            and cities
            and all(part.strip().casefold() in cities for part in re.split("[;,]", text))
        ):
            del entry.fields[name]
