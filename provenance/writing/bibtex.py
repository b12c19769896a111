r"""BibTeX for the classic styles, BibTeX 0.99d and the parsers of Python.

An archival document is ``@misc``; what was another thing in the bibliography that it was read from
stays that. ``howpublished`` has archive and locator, ``note`` who
translated it for whom, the host, and the address in ``\url`` (package ``url`` or ``hyperref``).
The day stands in a field of its own beside ``month = dec``, not in the month (``"23~" # dec``):
bibtexparser keeps such a sum as text and biber refuses it. Reference managers read it; the
classic styles print month and year only. ``type``, ``number``, ``shorttitle``,
``keywords``, ``abstract`` and ``annote`` are there for programs that manage references; the
classic styles print none of them with ``@misc``.

The text is UTF-8. Every character that TeX would act on is escaped, save in ``\url``; braces are
always in pairs. Words of a title with capital letters stand in braces, so that no style folds
them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import attrs

from provenance.errors import RecordError
from provenance.exchange import balanced
from provenance.model.dates import Date
from provenance.model.document import Credit, Publication, Record
from provenance.model.locator import Locator
from provenance.model.names import Agent
from provenance.writing.date import format_date
from provenance.writing.date_text import format_shown_date
from provenance.writing.extras import extras, type_of, type_paths
from provenance.writing.locator import format_locator
from provenance.writing.loss import Loss, Path, losses_by, reasons, unique_keys
from provenance.writing.markup import one_line, tie_locator
from provenance.writing.names import AUTHORS, agent_parts, author_places, of_two_parts
from provenance.writing.person import list_of
from provenance.writing.tex_text import address, braced_title, damage, escape, whole_name

__all__ = ["KEY", "Field", "losses", "pieces", "write"]

#: A key that BibTeX reads as one.
KEY = re.compile(r"[!$&*+./0-9:;<>?@A-Z\[\]^_`a-z|-]+")


def write(records: Sequence[Record]) -> str:
    """Return one entry for each record, with a blank line between entries."""
    return "".join(pieces(zip(records, unique_keys(records, KEY), strict=True)))


def pieces(keyed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield the text of records, each with its key, piece by piece."""
    written: set[str] = set()
    for number, (record, key) in enumerate(keyed):
        text = entry_text("misc", key, _all_fields(record), record, "bibtex")
        text = preambles(record, written) + text
        yield f"\n{text}" if number else text


def losses(records: Sequence[Record]) -> list[Loss]:
    """Return every value that the entries of ``records`` leave out, record by record."""
    return losses_by(records, _carried, _reason, damage, legal=KEY)


def _carried(record: Record, key: str) -> Iterator[Path]:
    yield from (path for field in _all_fields(record) for path in field.carries)
    yield from kept_paths(record, "bibtex")


@attrs.frozen
class Field:
    """A field of an entry: its name, its value as written, and which values it carries.

    A bare value (the macro of a month) stands without braces.
    """

    name: str
    value: str
    carries: tuple[Path, ...]
    bare: bool = False


def entry_text(kind: str, key: str, fields: Iterable[Field], record: Record, to: str) -> str:
    """Return an entry; its type is that which the record had in its file, else ``kind``."""
    own = type_of(record, to)
    lines = []
    for field in fields:
        value = field.value if field.bare else f"{{{field.value}}}"
        if not balanced(value):
            raise RecordError(f"{key}: the braces of {field.name} are not in pairs: {value}")
        lines.append(f"  {field.name:<12} = {value}")
    return (
        f"@{own[0] if own is not None else kind}{{{key}"
        + "".join(f",\n{line}" for line in lines)
        + "\n}\n"
    )


def kept_paths(record: Record, to: str) -> list[Path]:
    """Return the paths in ``unread`` of the entry's type and key, and of its preambles."""
    return [*type_paths(record, to, KEY), *(("unread", place) for place, _ in _preambles(record))]


def preambles(record: Record, written: set[str]) -> str:
    """Return the preambles that stood before an entry, those that are not ``written`` yet."""
    found = [text for _, text in _preambles(record) if text not in written]
    written.update(found)
    return "".join(f"{text}\n\n" for text in dict.fromkeys(found))


_PREAMBLE = re.compile(r"@preamble\{(?P<value>\{.*\})\}", re.DOTALL)


def _preambles(record: Record) -> Iterator[tuple[int, str]]:
    """Yield the preambles in ``unread``, each one group in braces, with its place."""
    for place, unread in enumerate(record.unread):
        match = _PREAMBLE.fullmatch(unread.text)
        if match is not None and balanced(match["value"][1:-1]):
            yield place, unread.text


def passing(record: Record, to: str, written: Iterable[str]) -> Iterator[Field]:
    """Yield the fields that pass through from another bibliography."""
    for extra in extras(record, to, list(written)):
        if extra.raw and balanced(extra.value):
            yield Field(extra.name, extra.value, (("unread", extra.place),))
        elif not extra.raw:
            bare = extra.name in ("doi", "eprint")
            text = address(extra.value) if bare else escape(extra.value)
            yield Field(extra.name, text, (("unread", extra.place),))


# --------------------------------------------------------------------------- fields


def _all_fields(record: Record) -> list[Field]:
    fields = list(_fields(record))
    return fields + list(passing(record, "bibtex", [field.name for field in fields]))


def _fields(record: Record) -> Iterator[Field]:
    """Yield the fields of an entry, in the order in which they are written."""
    places = author_places(record)
    if places:
        yield author(record, places)
    if record.title is not None:
        yield Field("title", braced_title(record.title), (("title",),))
    elif record.kind is not None:
        yield Field("title", escape(record.kind), (("kind",),))
    if not places and (name := record.shortest_title or record.kind):
        yield Field("key", escape(name), ())  # what the styles sort by, without an author
    if record.holdings:
        yield howpublished(record.holdings)
    yield from year_fields(record)
    note = list(note_sentences(record.credits, record.publication))
    if note:
        carried = tuple(path for _, paths in note for path in paths)
        yield Field("note", " ".join(text for text, _ in note), carried)
    if record.title is not None and record.kind is not None:
        yield Field("type", escape(record.kind), (("kind",),))
    yield from plain_fields(record)


def plain_fields(record: Record) -> Iterator[Field]:
    for name, attribute in _PLAIN.items():
        text = getattr(record, attribute)
        if text is not None:
            lines = [escape(line) for line in re.split(r"\r\n?|\n", text)]
            yield Field(name, r"\par{} ".join(lines).strip(), ((attribute,),))
    if record.subjects:
        comma = "; " if any("," in subject for subject in record.subjects) else ", "
        yield Field("keywords", escape(comma.join(record.subjects)), (("subjects",),))


_PLAIN = {
    "number": "number",
    "shorttitle": "short_title",
    "abstract": "summary",
    "annote": "notes",
}


def author(record: Record, places: Sequence[int]) -> Field:
    names = []
    carries: list[Path] = []
    for place in places:
        agent = record.creators[place]
        text, attributes = name_text(agent)
        names.append(text)
        if agent.role in AUTHORS:
            attributes = (*attributes, "role")
        carries += [("creators", place, name) for name in attributes]
    return Field("author", " and ".join(names), tuple(carries))


def name_text(agent: Agent) -> tuple[str, Sequence[str]]:
    """Return a name as the styles take it apart, and which attributes it carries.

    A name that must stay as it is stands in braces.
    """
    parts = agent_parts(agent)
    if parts is None or parts.family_first or not parts.given:
        name = agent.name
        within = [part for part in ("family", "given") if (getattr(agent, part) or "") in name]
        return whole_name(name), ("name", *within)
    family = name_piece(parts.family)
    text = f"{parts.particle} {family}" if parts.particle else family
    attributes = ("family", "given", "name") if of_two_parts(agent) else ("family", "given")
    return f"{text}, {name_piece(parts.given)}", attributes


def name_piece(text: str) -> str:
    """Return a family or given name, in braces where BibTeX would take it apart further."""
    words = text.split()
    if not _PLAIN_NAME.fullmatch(text) or any(word in ("and", "others") for word in words):
        return whole_name(text)
    return whole_name(text) if len(words) > 1 and any(word[0].islower() for word in words) else text


_PLAIN_NAME = re.compile(r"[\w .'’ʹʻ-]+")


def howpublished(holdings: Sequence[Locator]) -> Field:
    shown = [one_line(format_locator(holding)) for holding in holdings]
    carries: list[Path] = []
    for index, (holding, text) in enumerate(zip(holdings, shown, strict=True)):
        names = ["archive", "leaves", "leaf_kind"]
        if holding.holder is None or holding.archive_text == holding.holder.printed:
            names.append("archive_text")
        if holding.text == text:
            names.append("text")
        carries += [("holdings", index, name) for name in names]
        for place in range(len(holding.units)):
            unit = ("holdings", index, "units", place)
            carries += [(*unit, "kind"), (*unit, "value")]
    return Field("howpublished", escape("; ".join(map(tie_locator, shown))), tuple(carries))


# --------------------------------------------------------------------------- dates

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3][0-9]))?)?")
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2})-([0-9]{2})/\1-([0-9]{2})")


def year_fields(record: Record) -> Iterator[Field]:
    """Yield year, month and day; what these cannot say stands as words in the year.

    The classic styles print any text there, and sort by it.
    """
    date, text = record.date, record.date_text
    if date is None:
        if text is not None:
            yield Field("year", escape(text), (("date_text",),))
        return
    carries = [("date",)]
    if text is not None and text in ways_to_write(date):
        carries.append(("date_text",))
    edtf, days = date.edtf, None
    if (several := _DAYS.fullmatch(edtf)) is not None:
        edtf, days = f"{several[1]}-{several[2]}", f"{int(several[2])}--{int(several[3])}"
    elif date.single is not None and date.single.time is not None:
        edtf, carries = edtf.partition("T")[0], []  # the hour is lost
    exact = _DAY.fullmatch(edtf)
    if exact is None:
        words = format_date(date) if text is None else format_shown_date(date, text)
        if text == words:
            carries = [("date",), ("date_text",)]
        yield Field("year", escape(words), tuple(carries))
        return
    yield Field("year", exact["year"], tuple(carries))
    if exact["month"] is not None:
        yield Field("month", _MONTHS[int(exact["month"]) - 1], (), bare=True)
    if exact["day"] is not None:
        yield Field("day", days or str(int(exact["day"])), ())


def ways_to_write(date: Date) -> tuple[str, ...]:
    return format_date(date, "dmy"), format_date(date, "mdy")


# --------------------------------------------------------------------------- note


def note_sentences(
    credits: Sequence[Credit],
    publication: Publication | None,
    elsewhere: Collection[int] = (),
) -> Iterator[tuple[str, list[Path]]]:
    """Yield the sentences of the note, each with what it carries.

    Credits at the places of ``elsewhere`` stand in fields of their own.
    """
    for roles, credit, paths in _merged(credits, elsewhere):
        words = [list_of(roles)]
        if credit.project is not None:
            words.append(f"for {escape(credit.project)}")
        if credit.by:
            words.append(f"by {list_of([escape(name) for name in credit.by])}")
        sentence = " ".join(words)
        yield _closed(sentence[:1].upper() + sentence[1:]), paths
    if publication is None:
        return
    name = "host" if publication.host is not None else "publisher"
    if (host := publication.host or publication.publisher) is not None:
        yield _closed(escape(host)), [("publication", name)]
    accessed = ""
    carries: list[Path] = []
    if publication.accessed is not None:
        accessed = f"accessed {escape(format_date(publication.accessed))}"
        carries = [("publication", "accessed")]
    if publication.url is not None:
        link = f"\\url{{{address(publication.url)}}}"
        text = f"{link} ({accessed})" if accessed else link
        yield text, [("publication", "url"), *carries]
    elif accessed:
        yield _closed(accessed[:1].upper() + accessed[1:]), carries


def _merged(
    credits: Sequence[Credit], elsewhere: Collection[int]
) -> Iterator[tuple[list[str], Credit, list[Path]]]:
    """Yield credits of the same people for the same project as one: "Obtained and translated"."""
    roles: list[str] = []
    paths: list[Path] = []
    for index, credit in enumerate(credits):
        if index in elsewhere:
            continue
        roles.append(escape(credit.role))
        paths += [("credits", index, name) for name in ("role", "by", "for")]
        following = credits[index + 1] if index + 1 < len(credits) else None
        if (
            following is None
            or index + 1 in elsewhere
            or (following.by, following.project) != (credit.by, credit.project)
            or not credit.by
        ):
            yield roles, credit, paths
            roles, paths = [], []


def _closed(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."


# --------------------------------------------------------------------------- losses

_reason = reasons(
    "BibTeX has no field for it",
    {
        "date": "the time of day has no place in a BibTeX date",
        "date_text": "the date is written in its usual form instead",
        "publisher": "the host is named instead",
    },
)
