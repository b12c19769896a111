"""RIS, for Zotero, EndNote and catalogues: the names of tags are those that Zotero reads.

Every document is MANSCPT, in Zotero a manuscript, whose fields include an archive; what was
another thing in the bibliography that it was read from stays that. ``DB`` has the archive, ``AN``
the locator, for Zotero, and ``AV`` the locator with its archive, which is what the format itself
has for where a thing is available. Lines end with CR LF, as the format wants. RIS has no escapes:
a value is one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.writing.date import format_date
from provenance.writing.date_text import format_shown_date
from provenance.writing.extras import extras, type_of, type_paths
from provenance.writing.fields import archive_name_of, archive_names, language_of, within
from provenance.writing.locator import format_locator
from provenance.writing.loss import (
    BLANK_LINES,
    Loss,
    Path,
    has_blank_line,
    key_loss,
    lost,
    reasons,
    unique_keys,
)
from provenance.writing.markup import one_line
from provenance.writing.names import AUTHORS, agent_parts, author_places, of_two_parts, person
from provenance.writing.person import list_of

__all__ = ["losses", "pieces", "write"]


@attrs.frozen
class Line:
    """A line: its tag, its value, and which values of the record it carries."""

    tag: str
    value: str
    carries: tuple[Path, ...] = ()


def write(records: Sequence[Record]) -> str:
    """Return one entry for each record, each with its TY and ER line, lines ended by CR LF."""
    return "".join(pieces(zip(records, unique_keys(records), strict=True)))


def pieces(keyed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield the text of records, each with its key, piece by piece."""
    for number, (record, key) in enumerate(keyed):
        lines = [f"{line.tag}  - {line.value}" for line in (*_lines(record), Line("ID", key))]
        own = type_of(record, "ris")
        text = "\r\n".join((f"TY  - {own[0] if own else 'MANSCPT'}", *lines, "ER  - ", ""))
        yield f"\r\n{text}" if number else text


def losses(records: Sequence[Record]) -> list[Loss]:
    """Return every value that the entries of ``records`` leave out, record by record."""
    found: list[Loss] = []
    for record, key in zip(records, unique_keys(records), strict=True):
        found += key_loss(record, key)
        carried = {path for line in _lines(record) for path in line.carries}
        carried |= {("key",), *type_paths(record, "ris")}
        found += lost(record, carried, _reason, _damage)
        summary = record.summary
        if summary is not None and "\n" in summary.strip() and not has_blank_line(summary):
            found.append(Loss(record.key, "summary", summary, "its lines are written as one"))
    return found


# --------------------------------------------------------------------------- lines


def _lines(record: Record) -> list[Line]:
    lines = [line for line in _own_lines(record) if line.value]
    for extra in extras(record, "ris", {line.tag for line in lines} | {"TY", "ER", "ID"}):
        value = extra.value if isinstance(extra.value, str) else str(extra.value)
        lines.append(Line(extra.name, _flat(value), (("unread", extra.place),)))
    return lines


def _own_lines(record: Record) -> Iterator[Line]:
    for place in author_places(record):
        agent = record.creators[place]
        parts = agent_parts(agent)
        carries: list[Path] = [("creators", place, "name")]
        if parts is not None and parts.given and not parts.family_first:
            family = f"{parts.particle} {parts.family}".strip()
            name = f"{family}, {parts.given}"
            carries = [("creators", place, "family"), ("creators", place, "given")]
            if of_two_parts(agent):
                carries.append(("creators", place, "name"))
        else:
            name = agent.name
        if agent.role in AUTHORS:
            carries.append(("creators", place, "role"))
        yield Line("AU", _flat(name), tuple(carries))
    yield from _credited(record)
    yield from _titles(record)
    yield from _dates(record)
    yield from _where(record)
    yield from _online(record)
    shown = language_of(record)
    if shown is not None:
        tongue: list[Path] = [("language",)] if record.language == shown else []
        tongue += [
            ("credits", at, "to")
            for at, credit in enumerate(record.credits)
            if credit.target_language == shown
        ]
        yield Line("LA", shown, tuple(tongue))
    for at, subject in enumerate(record.subjects):
        yield Line("KW", _flat(subject), (("subjects", at),))
    for tag, attribute in (("M1", "number"), ("AB", "summary")):
        yield _line(record, tag, attribute)
    if record.notes is not None:
        for text in record.notes.split("\n"):
            yield Line("N1", _flat(text), (("notes",),))


def _line(record: Record, tag: str, attribute: str) -> Line:
    value = getattr(record, attribute)
    return Line(tag, _flat(value) if value is not None else "", ((attribute,),))


def _titles(record: Record) -> Iterator[Line]:
    if record.title is not None:
        yield _line(record, "TI", "title")
    yield _line(record, "ST", "short_title")
    yield _line(record, "M3", "kind")


def _credited(record: Record) -> Iterator[Line]:
    """Yield translators and editors, and a remark on for whom; others are in the remark too."""
    for at, credit in enumerate(record.credits):
        tag = {"translated": "A4", "edited": "ED"}.get(credit.role)
        carries: tuple[Path, ...] = tuple(("credits", at, part) for part in ("role", "by", "for"))
        if tag is not None:
            for name in credit.by:
                yield Line(tag, _flat(_turned(name)), carries if credit.project is None else ())
        if tag is None or not credit.by or credit.project is not None:
            words = [credit.role]
            words += [f"for {credit.project}"] if credit.project is not None else []
            words += [f"by {list_of(credit.by)}"] if credit.by else []
            text = " ".join(words)
            yield Line("N1", _flat(text[:1].upper() + text[1:] + "."), carries)


def _turned(name: str) -> str:
    parts = person(name)
    if parts is None or parts.family_first or not parts.given:
        return name
    family = f"{parts.particle} {parts.family}".strip()
    return ", ".join(filter(None, (family, parts.given, parts.suffix)))


def _dates(record: Record) -> Iterator[Line]:
    date, text = record.date, record.date_text
    if date is None:
        if text is not None:
            yield Line("DA", _flat(text), (("date_text",),))
        return
    year = date.edtf[:4]
    plain = _slashed(date)
    if plain is not None:
        carries: list[Path] = [("date",)]
        if text in (format_date(date, "dmy"), format_date(date, "mdy")):
            carries.append(("date_text",))
        yield Line("PY", year)
        yield Line("DA", plain, tuple(carries))
        return
    words = format_date(date) if text is None else format_shown_date(date, text)
    yield Line("DA", _flat(words), (("date",), ("date_text",)) if text == words else (("date",),))


def _slashed(date: Date) -> str | None:
    """Return a plain date as year, month and day with a slash after each."""
    part = date.single
    if part is None or date.edtf != "-".join(filter(None, _digits(date))):
        return None
    year, month, day = _digits(date)
    return f"{year}/{month}/{day}/" if month else f"{year}///"


def _digits(date: Date) -> tuple[str, str, str]:
    part = date.single
    if part is None or not part.year_text.isdecimal() or part.time is not None:
        return "", "", ""
    if part.month is not None and part.month > 12:
        return "", "", ""
    return part.year_text, part.month_text or "", part.day_text or ""


def _where(record: Record) -> Iterator[Line]:
    holdings = record.holdings
    if not holdings:
        return
    bare, _ = within(holdings)
    whole = [one_line(format_locator(h)) for h in holdings]
    carries: list[Path] = []
    for at, (holding, text) in enumerate(zip(holdings, whole, strict=True)):
        kept = ["archive", "leaves", "leaf_kind"]
        if holding.holder is None or holding.archive_text == archive_name_of(holding):
            kept.append("archive_text")
        if holding.text == text:
            kept.append("text")
        carries += [("holdings", at, name) for name in kept]
        for place in range(len(holding.units)):
            carries += [("holdings", at, "units", place, part) for part in ("kind", "value")]
    yield Line("DB", _flat("; ".join(archive_names(holdings))))
    yield Line("AN", _flat("; ".join(filter(None, map(one_line, bare)))))
    yield Line("AV", _flat("; ".join(whole)), tuple(carries))


def _online(record: Record) -> Iterator[Line]:
    publication = record.publication
    if publication is None:
        return
    name = "host" if publication.host is not None else "publisher"
    host = publication.host or publication.publisher
    if host is not None:
        yield Line("DP", _flat(host), (("publication", name),))
    if publication.url is not None:
        yield Line("UR", _flat(publication.url), (("publication", "url"),))
    if publication.accessed is not None:
        plain = _slashed(publication.accessed)
        if plain is not None:
            yield Line("Y2", plain, (("publication", "accessed"),))


def _flat(text: str) -> str:
    return one_line(text).strip()


_reason = reasons(
    "RIS has no tag for it",
    {
        "date_text": "the date is written in its usual form instead",
        "publisher": "the host is named instead",
    },
)


def _damage(text: str) -> str | None:
    """Say what :func:`~provenance.writing.markup.one_line` leaves out."""
    if text.isprintable():
        return None
    if has_blank_line(text):
        return BLANK_LINES
    kept = "".join(_flat(text).split())
    if kept != "".join(text.split()):
        return "control characters in it are left out"
    return None
