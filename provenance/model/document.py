"""The record: one archival document as a historian cites it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import attrs

from provenance.errors import Fault, RecordError
from provenance.model import _fields as fields
from provenance.model._shown import Shown
from provenance.model.dates import Date, as_date
from provenance.model.locator import Locator
from provenance.model.names import Agent

__all__ = [
    "EVENT_KINDS",
    "KEY_PATTERN",
    "MARK_KINDS",
    "ORIGIN_BASES",
    "RESERVED",
    "Copies",
    "Credit",
    "Event",
    "Mark",
    "Merged",
    "Number",
    "Origin",
    "Publication",
    "Receiver",
    "Record",
    "Unread",
    "Version",
    "shortened",
]


@attrs.frozen
class Number(Shown):
    """A further number of the document: its ``kind`` (outgoing, incoming, telegram, …)."""

    kind: str = fields.text(required=True)
    value: str = fields.text(required=True)
    date: Date | None = fields.instance(Date, convert=as_date)


@attrs.frozen
class Receiver(Shown):
    """One line of a distribution list: which copy (``None`` where unnumbered) went to whom."""

    to: str = fields.text(required=True)
    copy: int | None = fields.count()

    def _line(self) -> str:
        return f"{self.copy} – {self.to}" if self.copy is not None else self.to


@attrs.frozen
class Copies(Shown):
    """The typed exemplars: which one this is, how many there were, who got them, who typed them.

    ``number`` and ``printed`` are kept as the document has them, copy 5 of 3 included.
    """

    number: int | None = fields.count()
    printed: int | None = fields.count()
    distribution: tuple[Receiver, ...] = fields.instances(Receiver)
    distribution_note: str | None = fields.text()
    register: str | None = fields.text()
    typed_by: str | None = fields.text()
    typed: Date | None = fields.instance(Date, convert=as_date)

    @property
    def receiver(self) -> str | None:
        """Who got this exemplar, by its number and the distribution list; never stored."""
        if self.number is None:
            return None
        found = {line.to for line in self.distribution if line.copy == self.number}
        return found.pop() if len(found) == 1 else None


MARK_KINDS = ("handwritten", "stamp", "signature", "note")


@attrs.frozen
class Mark(Shown):
    """What a hand or a stamp added: ``kind`` is handwritten, stamp, signature or note."""

    kind: str = fields.one_of(MARK_KINDS)
    text: str | None = fields.text()
    by: str | None = fields.text()
    date: Date | None = fields.instance(Date, convert=as_date)
    condition: str | None = fields.text()


@attrs.frozen
class Credit(Shown):
    """Who did what for whom on the way to publication.

    ``role`` is translated, obtained, contributed, transcribed, edited, …; ``by`` the names in
    the text's order; ``project`` the body it was done for (``for`` in files); ``affiliations``
    the bracketed institutions by name; ``source_language`` and ``target_language`` are ``from``
    and ``to`` in files.
    """

    role: str = fields.text(required=True)
    by: tuple[str, ...] = fields.texts()
    project: str | None = fields.text()
    affiliations: Mapping[str, str] = fields.mapping()
    source_language: str | None = fields.text()
    target_language: str | None = fields.text()


@attrs.frozen
class Version(Shown):
    """One form the host offers: its language and what it is (translation, scan, transcript)."""

    language: str | None = fields.text()
    form: str | None = fields.text()


@attrs.frozen
class Publication(Shown):
    """Where the document is shown: the host site, never the holder."""

    host: str | None = fields.text()
    publisher: str | None = fields.text()
    url: str | None = fields.text()
    id: str | None = fields.text()
    uploaded: Date | None = fields.instance(Date, convert=as_date)
    accessed: Date | None = fields.instance(Date, convert=as_date)
    versions: tuple[Version, ...] = fields.instances(Version)
    sponsors: tuple[str, ...] = fields.texts()


#: Who may state a value.
ORIGIN_BASES = ("document", "host", "inferred")
#: What can happen to a document, in the order in which it usually does.
EVENT_KINDS = (
    "written", "signed", "registered", "typed", "sent", "distributed", "received", "read", "marked",
    "copied", "filed", "transferred", "destroyed", "declassified", "obtained", "contributed",
    "transcribed", "translated", "edited", "published", "accessed",
)  # fmt: skip


@attrs.frozen
class Event(Shown):
    """Something that happened to the document and that no other field says.

    ``agent`` is who did it, ``basis`` as in :class:`Origin`; ``None`` where it is known from
    elsewhere, which ``note`` may name.
    """

    kind: str = fields.one_of(EVENT_KINDS)
    date: Date | None = fields.instance(Date, convert=as_date)
    agent: str | None = fields.text()
    place: str | None = fields.text()
    note: str | None = fields.text()
    basis: str | None = fields.one_of(ORIGIN_BASES, optional=True)


@attrs.frozen
class Merged(Shown):
    """Another record of the same document that was merged into this one.

    ``took`` lists the paths of what came from it (``copies.number``, ``marks[2]``), ``differs``
    what it says otherwise and was not taken, by path.
    """

    key: str = fields.text(required=True)
    source: str | None = fields.text()
    took: tuple[str, ...] = fields.texts()
    differs: Mapping[str, str] = fields.mapping()


@attrs.frozen
class Unread(Shown):
    """A line that looked like metadata and could not be understood, verbatim."""

    line: int = fields.count(required=True)
    text: str = fields.text(required=True)


@attrs.frozen
class Origin(Shown):
    """Where a value stood: 1-based ``line``, 0-based code points ``start`` to ``end`` of the text.

    ``basis`` says whether the ``document`` states it, the ``host`` states it, or it was
    ``inferred``.
    """

    line: int = fields.count(required=True)
    start: int = fields.count(required=True)
    end: int = fields.count(required=True)
    basis: str = fields.one_of(ORIGIN_BASES)


_ARTICLES = frozenset({"a", "an", "the"})
#: Words a shortened title does not end with: articles, prepositions, conjunctions (CMOS 17, 14.33);
#: nor with marks alone.
_CLOSING = _ARTICLES | {
    "",
    *("about", "above", "across", "after", "against", "along", "among", "and", "around", "as"),
    *("at", "before", "behind", "below", "between", "but", "by", "concerning", "during", "for"),
    *("from", "in", "into", "nor", "of", "off", "on", "onto", "or", "over", "per", "regarding"),
    *("since", "so", "than", "through", "to", "toward", "towards", "under", "until", "up", "upon"),
    *("versus", "via", "vs", "with", "within", "without", "yet"),
}
_EDGES = " ,;:.–—-/\"'“”‘’«»„()[]"
KEY_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]*"
_KEY = re.compile(KEY_PATTERN)
#: Names that Windows keeps for its devices, whatever follows a stop.
RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def shortened(title: str) -> str:
    """Return the first four words of ``title`` after an initial article, as a short note needs.

    Closing articles, prepositions, conjunctions and punctuation are dropped.
    """
    words = title.split(maxsplit=5)
    if len(words) > 1 and words[0].casefold() in _ARTICLES:
        words = words[1:]
    words = words[:4]
    while len(words) > 1 and words[-1].strip(_EDGES).casefold() in _CLOSING:
        words.pop()
    short = " ".join(words).rstrip(" ,;:.–—-/")
    return short or title


@attrs.frozen
class Record(Shown):
    """One archival document: what it is, where it lies, how it reached the reader.

    Every field but ``key`` may be missing: an unknown stays unknown. Dates are
    :class:`~provenance.model.dates.Date`; EDTF text is taken too. ``origins`` maps a field's path
    (``copies.number``, ``marks[0].text``) to the place it was read from; it is not part of the
    record's value and is never written to a record file.
    """

    key: str = attrs.field()
    kind: str | None = fields.text()
    title: str | None = fields.text()
    original_title: str | None = fields.text()
    short_title: str | None = fields.text()
    date: Date | None = fields.instance(Date, convert=as_date)
    date_text: str | None = fields.text()
    period: Date | None = fields.instance(Date, convert=as_date)
    number: str | None = fields.text()
    numbers: tuple[Number, ...] = fields.instances(Number)
    classification: str | None = fields.text()
    handling: tuple[str, ...] = fields.texts()
    language: str | None = fields.text()
    place: str | None = fields.text()
    form: str | None = fields.text()
    summary: str | None = fields.text()
    notes: str | None = fields.text()
    rights: str | None = fields.text()
    creators: tuple[Agent, ...] = fields.instances(Agent)
    recipients: tuple[Agent, ...] = fields.instances(Agent)
    holdings: tuple[Locator, ...] = fields.instances(Locator)
    copies: Copies | None = fields.instance(Copies)
    marks: tuple[Mark, ...] = fields.instances(Mark)
    credits: tuple[Credit, ...] = fields.instances(Credit)
    publication: Publication | None = fields.instance(Publication)
    subjects: tuple[str, ...] = fields.texts()
    people: tuple[str, ...] = fields.texts()
    places: tuple[str, ...] = fields.texts()
    events: tuple[Event, ...] = fields.instances(Event)
    merged: tuple[Merged, ...] = fields.instances(Merged)
    unread: tuple[Unread, ...] = fields.instances(Unread)
    origins: Mapping[str, Origin] = fields.mapping(Origin, identity=False)

    @key.validator
    def _check_key(self, _: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, str) or not _KEY.fullmatch(value):
            raise RecordError(
                [Fault("Record.key", "expected letters A–Z, digits and . _ - beginning with a "
                       f"letter or digit, found {value!r}")]
            )  # fmt: skip

    @property
    def shortest_title(self) -> str | None:
        """The title for a short note: ``short_title``, or the first words of ``title``."""
        if self.short_title is not None:
            return self.short_title
        return shortened(self.title) if self.title is not None else None
