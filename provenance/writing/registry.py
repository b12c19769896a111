"""The formats that records can be exported to, by name: one module a format."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

import attrs

from provenance.errors import ProvenanceError, RecordError, expect
from provenance.model.document import Record
from provenance.writing.loss import Loss, key_in_file
from provenance.writing.record import plain

__all__ = ["FORMATS", "Format", "Loss", "Writer", "export", "losses", "pieces"]


class Writer(Protocol):
    """What the module of a format has."""

    def write(self, records: Sequence[Record], /) -> str:
        """Return ``records`` in this format."""

    def pieces(self, keyed: Iterable[tuple[Record, str]], /) -> Iterator[str]:
        """Yield the text of records, each with its key, piece by piece as they come."""

    def losses(self, records: Sequence[Record], /) -> list[Loss]:
        """Return what this format does not carry of ``records``."""


@attrs.frozen
class Format:
    """A format: its name, what it is, the suffix of its files, and the module that writes it.

    The module is imported when it is first used.
    """

    id: str
    description: str
    suffix: str
    module: str

    @property
    def writer(self) -> Writer:
        """The module that writes this format."""
        return cast("Writer", import_module(f"provenance.writing.{self.module}"))


#: Every format by its name.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        known.id: known
        for known in (
            Format("bibtex", "BibTeX, for the classic styles", ".bib", "bibtex"),
            Format("biblatex", "BibLaTeX, for the standard styles", ".bib", "biblatex"),
            Format(
                "biblatex-chicago", "BibLaTeX, for biblatex-chicago", ".bib", "biblatex_chicago"
            ),
            Format("csl-json", "CSL-JSON 1.0.2, for Zotero, pandoc, citeproc", ".json", "csl_json"),
            Format("csl-yaml", "CSL-YAML, for pandoc's metadata", ".yaml", "csl_yaml"),
            Format("ris", "RIS, for Zotero, EndNote and catalogues", ".ris", "ris"),
            Format("hayagriva", "Hayagriva YAML, for Typst", ".yaml", "hayagriva"),
            Format("schema-org", "JSON-LD in schema.org's terms", ".jsonld", "schema_org"),
            Format("ead3", "EAD3, for archival description", ".xml", "ead3"),
            Format("ric-o", "RiC-O 1.1 as JSON-LD, for linked data", ".jsonld", "ric_o"),
        )
    }
)


def export(records: Record | Iterable[Record], to: str) -> str:
    """Return ``records`` in the format ``to`` (a name in :data:`FORMATS`), as text with its end.

    What the format cannot carry is left out; :func:`losses` lists it. Raises
    :class:`ProvenanceError` for an unknown format, naming the nearest one, and
    :class:`RecordError` for a text that cannot be written as UTF-8.
    """
    several = _several(records)
    text = _format(to).writer.write(several)
    if _half(text) is not None:
        _check(text, next((each for each in several if _half(_texts(each)) is not None), None))
    return text


def _check(text: str, record: Record | None) -> None:
    """Refuse a text that cannot be written as UTF-8, naming the record that it is of."""
    letter = _half(text)
    if letter is not None:
        who = f"{record.key}: " if record is not None else ""
        raise RecordError(f"{who}a text has half of a character (U+{ord(letter):04X})")


def _half(text: str) -> str | None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return str(error.object[error.start])
    return None


def _texts(record: Record) -> str:
    """Return all that a record says."""
    return json.dumps(plain(record), ensure_ascii=False)


def pieces(records: Iterable[Record], to: str) -> Iterator[str]:
    """Yield the text of ``records`` in the format ``to`` piece by piece, as the records come.

    As :func:`export`, for more records than memory holds; only their keys are remembered. Of two
    records with one key, letter case aside, the later one gets ``-2``.
    """
    written = _format(to).writer
    last: Record | None = None

    def keyed() -> Iterator[tuple[Record, str]]:
        nonlocal last
        for pair in _keyed(records, getattr(written, "KEY", None)):
            last = pair[0]
            yield pair

    for text in written.pieces(keyed()):
        _check(text, last)
        yield text


def _keyed(
    records: Iterable[Record], legal: re.Pattern[str] | None
) -> Iterator[tuple[Record, str]]:
    seen: dict[str, int] = {}
    for record in records:
        wanted = key = key_in_file(record, legal)
        number = seen.get(wanted.casefold(), 0) + 1
        seen[wanted.casefold()] = number
        while number > 1:
            key = f"{wanted}-{number}"
            if key.casefold() not in seen:
                seen[key.casefold()] = 1
                break
            number += 1
        seen[wanted.casefold()] = max(number, seen[wanted.casefold()])
        yield record, key


def losses(records: Record | Iterable[Record], to: str) -> list[Loss]:
    """Return every value of ``records`` that their export to ``to`` does not carry, in order.

    Raises :class:`ProvenanceError` for an unknown format, naming the nearest one.
    """
    return _format(to).writer.losses(_several(records))


def _several(records: Record | Iterable[Record]) -> list[Record]:
    if isinstance(records, Record):
        return [records]
    if not isinstance(records, Iterable):
        raise ProvenanceError(f"expected records, found {type(records).__name__}")
    found = list(records)
    for index, item in enumerate(found):
        if not isinstance(item, Record):
            raise ProvenanceError(
                f"expected records, found {type(item).__name__} at position {index}"
            )
    return found


def _format(name: str) -> Format:
    expect(name, str, "the name of a format")
    known = FORMATS.get(name)
    if known is not None:
        return known
    shown = str(name)[:80]
    near = [known for known in FORMATS if shown and known.startswith(shown.casefold())]
    near = near or difflib.get_close_matches(shown.casefold(), FORMATS, n=1, cutoff=0.4)
    hint = f"the nearest is {near[0]!r}" if near else f"expected one of {', '.join(FORMATS)}"
    raise ProvenanceError(f"there is no export format {shown!r}; {hint}")
