"""The notes of a manuscript, in order: :class:`Notes`.

    notes = Notes("chicago-note")
    notes.note(puzanov)                 the full note, the archive with its name and city
    notes.note(puzanov, leaves="27")    Puzanov, “Journal of Soviet Ambassador,” …, l. 27.
    notes.note((kim, "3"), puzanov)     two sources in one note

The first note of a document is full, later ones are short. An archive is named in full where it
is first mentioned, by its short name afterwards (Chicago Manual 17, 14.30 and 14.224). How a
source is repeated directly after itself is up to the style and to ``repeat``. A repeat by "ibid."
is only written where it can mean one thing: the note before cites one source, the same document
in the same file (in GOST and DSTU, the same archive), and leaves are not inherited unsaid.
"""

from __future__ import annotations

from collections.abc import Sequence

from provenance.errors import ProvenanceError, expect
from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.writing.draft import Draft, closed, joined
from provenance.writing.markup import MARKUPS
from provenance.writing.series import Cited
from provenance.writing.styles import STYLES, unknown

__all__ = ["Notes", "Source"]

#: A document, or a document with the leaves that the note points to.
Source = Record | tuple[Record, Leaves | str | None]

#: How archives are named: in full at first mention, or by the short name from the first note on.
_ARCHIVE_NAMES = ("first", "short")
_NONE: frozenset[str] = frozenset()


class Notes:
    """Writes the notes of a manuscript one after the other.

    ``style`` is one with notes: ``chicago-note``, ``chicago-17-note``, ``turabian-note``,
    ``mhra``, ``gost``, ``dstu``, ``bundesarchiv``, ``tna``, ``nara``. ``repeat`` says how a source
    is repeated in the note after it: ``short`` (the usual short note), ``author`` (Chicago and
    Turabian: the author alone) or ``ibid`` (*Ibid.*, «Там же», «Там само», *Ebd.*); without it as
    the style has it, ``ibid`` in GOST, DSTU and German, ``short`` elsewhere. ``format`` is
    ``text``, ``html`` or ``markdown``. ``archive_names`` is ``first`` (an archive in full at its
    first mention, in the styles that do so) or ``short`` (for a manuscript with a list of
    abbreviations).

    Raises :class:`ProvenanceError` for a style, repeat, format or way to name archives that
    there is not.
    """

    def __init__(
        self,
        style: str = "chicago-note",
        *,
        repeat: str | None = None,
        format: str = "text",
        archive_names: str = "first",
    ) -> None:
        expect(style, str, "the name of a style")
        expect(format, str, "the name of a format")
        with_notes = {sid: known for sid, known in STYLES.items() if known.series is not None}
        chosen = with_notes.get(style)
        if chosen is None or chosen.series is None:
            raise unknown("style with notes", style, tuple(with_notes))
        self._series = chosen.series
        if repeat is None:
            repeat = self._series.repeats[0]
        elif repeat not in self._series.repeats:
            raise unknown(f"way to repeat a source in {style!r}", repeat, self._series.repeats)
        self._repeat = repeat
        if format not in MARKUPS:
            raise unknown("format of citations", format, MARKUPS)
        self._markup = MARKUPS[format]
        if archive_names not in _ARCHIVE_NAMES:
            raise unknown("way to name archives", archive_names, _ARCHIVE_NAMES)
        self._introduces = archive_names == "first" and self._series.introduces
        self._known: dict[str, list[Record]] = {}
        self._introduced: set[str] = set()
        self._last: Cited | None = None

    def note(self, *sources: Source, leaves: Leaves | str | None = None) -> str:
        """Return the next note; ``leaves`` are those of its one source.

        Raises :class:`ProvenanceError` for a note without a source, and for ``leaves`` beside
        several; :class:`RecordError` for leaves that cannot be read or have no holding to lie
        in. A note that failed counts for nothing in those that follow.
        """
        if not sources:
            raise ProvenanceError("expected a document to cite, found none")
        if leaves is not None and (len(sources) > 1 or not isinstance(sources[0], Record)):
            raise ProvenanceError("leaves go with one document; give (document, leaves) pairs")
        if len(sources) == 1:
            source = sources[0]
            record, at = source if isinstance(source, tuple) else (source, leaves)
            only = self._cited(record, at, ())
            text = closed(self._draft(only, self._last), self._markup)
            if only.first:
                self._remember(only)
            self._last = only
            return text
        cited: list[Cited] = []
        drafts: list[Draft] = []
        for source in sources:
            record, at = source if isinstance(source, tuple) else (source, leaves)
            now = self._cited(record, at, cited)
            drafts.append(self._draft(now, None if cited else self._last))
            cited.append(now)
        text = joined(drafts, self._markup, self._series.joint)
        for now in cited:
            if now.first:
                self._remember(now)
        self._last = None
        return text

    def _remember(self, now: Cited) -> None:
        self._known.setdefault(now.record.key, []).append(now.record)
        if now.archive_names:
            self._introduced.update(now.archive_names)

    def other(self) -> None:
        """Tell that a note of something else stands here, so that the next one repeats nothing."""
        self._last = None

    def _cited(self, record: Record, leaves: Leaves | str | None, before: Sequence[Cited]) -> Cited:
        if not isinstance(record, Record):
            raise ProvenanceError(f"expected a Record to cite, found {type(record).__name__}")
        if before or record.key in self._known:
            same = self._same(record, before)
            if same is not None:
                return Cited(same, leaves, False, _NONE)
        new = _NONE
        if self._introduces:
            for holding in record.holdings:
                aid = holding.archive
                if aid is None or aid in self._introduced:
                    continue
                if not any(aid in now.archive_names for now in before):
                    new |= {aid}
        return Cited(record, leaves, True, new)

    def _same(self, record: Record, before: Sequence[Cited]) -> Record | None:
        """Return the record as it was cited before, or ``None``."""
        for known in self._known.get(record.key, ()):
            if known is record or known == record:
                return known
        for now in before:
            if now.record is record or now.record == record:
                return now.record
        return None

    def _draft(self, now: Cited, last: Cited | None) -> Draft:
        series = self._series
        if last is not None:
            draft = series.again(now, last, self._repeat, self._markup)
            if draft is not None:
                return draft
        write = series.full if now.first else series.short
        return write(
            now.record, leaves=now.leaves, archive_names=now.archive_names, markup=self._markup
        )
