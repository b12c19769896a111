r"""BibLaTeX for biber: the standard styles, and the profile that biblatex-chicago wants.

Standard: an archival document is ``@unpublished``. ``howpublished`` has archive and locator,
``date`` is EDTF as far as biber reads it (levels 0 and 1), ``note`` says who translated the
document for whom and names the host, since the standard styles print no translator there;
``translator`` has the name for programs.

Chicago (:mod:`~provenance.writing.biblatex_chicago`): ``@misc`` with an ``entrysubtype``, which
that package takes for unpublished archival material: ``note`` has the units, ``institution`` the
archive, ``location`` its city.

Text, escapes and names are as in :mod:`~provenance.writing.bibtex`; what was another thing in the
bibliography that it was read from stays that, with its fields.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import attrs

from provenance.exchange import rows
from provenance.model.document import Publication, Record
from provenance.writing import bibtex
from provenance.writing.bibtex import KEY, Field
from provenance.writing.fields import archive_city, language_of
from provenance.writing.locator import format_locator
from provenance.writing.loss import Loss, Path, losses_by, reasons, unique_keys
from provenance.writing.markup import one_line, tie_locator
from provenance.writing.names import author_places, person
from provenance.writing.tex_text import address, braced_title, damage, escape, whole_name

__all__ = ["KEY", "Profile", "losses", "losses_in", "pieces", "pieces_in", "write"]


@attrs.frozen
class Profile:
    """How a package wants an archival document."""

    entry: str
    chicago: bool


STANDARD = Profile("unpublished", chicago=False)


def write(records: Sequence[Record]) -> str:
    """Return one entry for each record, with a blank line between entries."""
    return "".join(pieces(zip(records, unique_keys(records, KEY), strict=True)))


def pieces(keyed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield the text of records, each with its key, piece by piece."""
    return pieces_in(keyed, STANDARD)


def losses(records: Sequence[Record]) -> list[Loss]:
    """Return every value that the entries of ``records`` leave out, record by record."""
    return losses_in(records, STANDARD)


def pieces_in(keyed: Iterable[tuple[Record, str]], profile: Profile) -> Iterator[str]:
    """Yield the text of records in a profile."""
    written: set[str] = set()
    for number, (record, key) in enumerate(keyed):
        fields = _all_fields(record, profile)
        text = bibtex.entry_text(profile.entry, key, fields, record, "biblatex")
        text = bibtex.preambles(record, written) + text
        yield f"\n{text}" if number else text


def losses_in(records: Sequence[Record], profile: Profile) -> list[Loss]:
    """Return what a profile leaves out."""

    def carried(record: Record, key: str) -> Iterator[Path]:
        yield from (path for field in _all_fields(record, profile) for path in field.carries)
        yield from bibtex.kept_paths(record, "biblatex")

    return losses_by(records, carried, _reason, damage, legal=KEY)


# --------------------------------------------------------------------------- fields


def _all_fields(record: Record, profile: Profile) -> list[Field]:
    fields = list(_fields(record, profile))
    return fields + list(bibtex.passing(record, "biblatex", [field.name for field in fields]))


def _fields(record: Record, profile: Profile) -> Iterator[Field]:
    if profile.chicago:
        yield Field("entrysubtype", "archival", ())
    places = author_places(record)
    if places:
        yield bibtex.author(record, places)
    if record.title is not None:
        yield Field("title", braced_title(record.title), (("title",),))
    elif record.kind is not None:
        yield Field("title", escape(record.kind), (("kind",),))
    if record.short_title is not None:
        yield Field("shorttitle", braced_title(record.short_title), (("short_title",),))
    elsewhere = _elsewhere(record) if profile.chicago else frozenset()
    yield from _credited(record, elsewhere, every=not profile.chicago)
    yield from _where(record, profile)
    yield from _dates(record)
    note = list(bibtex.note_sentences(record.credits, _without_address(record), elsewhere))
    if note:
        name = "addendum" if profile.chicago and record.holdings else "note"
        carried = tuple(path for _, paths in note for path in paths)
        yield Field(name, " ".join(text for text, _ in note), carried)
    if record.title is not None and record.kind is not None:
        yield Field("type", escape(record.kind), (("kind",),))
    if record.original_title is not None:
        name = braced_title(record.original_title)
        yield Field("origtitle", name, (("original_title",),))
    yield from _languages(record)
    yield from _online(record)
    for field in bibtex.plain_fields(record):
        if field.name not in ("shorttitle", "annote"):
            yield field
        elif field.name == "annote":
            yield attrs.evolve(field, name="annotation")


_ROLES = {"translated": "translator", "edited": "editor"}


def _elsewhere(record: Record) -> frozenset[int]:
    """Return the places of the credits that a field of names tells in full."""
    return frozenset(
        at
        for at, credit in enumerate(record.credits)
        if credit.role in _ROLES and credit.by and credit.project is None
    )


def _credited(record: Record, told: Collection[int], *, every: bool) -> Iterator[Field]:
    """Yield translator and editor; for whom they worked stands in the note."""
    for role, name in _ROLES.items():
        places = [
            at
            for at, credit in enumerate(record.credits)
            if credit.role == role and (every or at in told)
        ]
        people = dict.fromkeys(by for at in places for by in record.credits[at].by)
        if people:
            carries: list[Path] = []
            for at in told:
                if at in places:
                    carries += [("credits", at, "role"), ("credits", at, "by")]
            yield Field(name, " and ".join(map(_name, people)), tuple(carries))


def _name(name: str) -> str:
    """Return a credited name as BibLaTeX takes it apart, in braces where that is not certain."""
    parts = person(name)
    if parts is None or parts.family_first or not parts.given:
        return whole_name(name)
    family = " ".join(filter(None, (parts.particle, bibtex.name_piece(parts.family))))
    middle = f"{escape(parts.suffix)}, " if parts.suffix else ""
    return f"{family}, {middle}{bibtex.name_piece(parts.given)}"


def _where(record: Record, profile: Profile) -> Iterator[Field]:
    holdings = record.holdings
    if not holdings:
        if record.place is not None:
            yield Field("location", escape(record.place), (("place",),))
        return
    whole = bibtex.howpublished(holdings)
    if not profile.chicago:
        yield whole
        city = archive_city(holdings[0])
        if record.place is not None and record.place != city and holdings[0].archive is not None:
            yield Field("location", escape(record.place), (("place",),))
        return
    holding = holdings[0]
    units = one_line(format_locator(holding, archive_name=""))
    archive = holding.holder.printed if holding.holder is not None else holding.archive_text
    if len(holdings) > 1 or not units or not archive:
        yield attrs.evolve(whole, name="note")
        return
    yield attrs.evolve(whole, name="note", value=escape(tie_locator(units)))
    yield Field("institution", escape(archive), ())
    if city := archive_city(holding):
        yield Field("location", escape(city), ())


def _without_address(record: Record) -> Publication | None:
    publication = record.publication
    if publication is None:
        return None
    return attrs.evolve(publication, url=None, accessed=None)


def _online(record: Record) -> Iterator[Field]:
    publication = record.publication
    if publication is None:
        return
    if publication.url is not None:
        yield Field("url", address(publication.url), (("publication", "url"),))
    if publication.accessed is not None and _FOR_BIBER.fullmatch(publication.accessed.edtf):
        edtf = publication.accessed.edtf
        yield Field("urldate", edtf, (("publication", "accessed"),))


# --------------------------------------------------------------------------- dates, languages

_ONE = r"-?[0-9]{4}(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-[0-3][0-9])?)?[?~%]?|[0-9]{2,3}X{1,2}"
#: What biber reads as EDTF: one date or an interval, seasons and marks of level 1.
_FOR_BIBER = re.compile(rf"(?:{_ONE})(?:/(?:{_ONE}|\.\.)?)?|(?:\.\.)?/(?:{_ONE})")


def _dates(record: Record) -> Iterator[Field]:
    date, text = record.date, record.date_text
    if date is None or not _FOR_BIBER.fullmatch(date.edtf):
        yield from bibtex.year_fields(record)
        return
    carries: list[Path] = [("date",)]
    if text is not None and text in bibtex.ways_to_write(date):
        carries.append(("date_text",))
    yield Field("date", date.edtf, tuple(carries))


def _languages(record: Record) -> Iterator[Field]:
    shown = language_of(record)
    if shown is not None and (name := _babel(shown)) is not None:
        carries: list[Path] = [("language",)] if record.language == shown else []
        carries += [
            ("credits", at, "to")
            for at, credit in enumerate(record.credits)
            if credit.target_language == shown
        ]
        yield Field("langid", name, tuple(carries))
    if record.language is not None and record.language != shown:
        name = _babel(record.language)
        if name is not None:
            yield Field("origlanguage", name, (("language",),))


def _babel(tag: str) -> str | None:
    for row in rows():
        if row.part == "language" and row.names["csl"][0].casefold() == tag.casefold():
            return row.name("biblatex")
    return None


_reason = reasons(
    "BibLaTeX has no field for it",
    {
        "date": "biber does not read the whole of such a date",
        "date_text": "the date is written in its usual form instead",
        "publisher": "the host is named instead",
    },
)
