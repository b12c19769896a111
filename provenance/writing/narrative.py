"""The history of a document as sentences, for formats that have one text for all of custody."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from provenance._shape import path_steps
from provenance.model.document import Record
from provenance.model.history import Step, history
from provenance.writing.history.phrases import basis_of, exemplar_words, in_words
from provenance.writing.loss import Path
from provenance.writing.markup import one_line

__all__ = ["Told", "narrative"]


@attrs.frozen
class Told:
    """A sentence, and which values of the record it carries."""

    line: str
    carries: tuple[Path, ...]


def narrative(record: Record) -> Iterator[Told]:
    """Yield a sentence for each step of a record's history, its date as EDTF and on whose word."""
    told = history(record)
    said = exemplar_words(told)
    if said:
        yield Told(said, (("copies", "number"),))
    for step in told:
        date = f"{step.date.edtf}: " if step.date is not None else ""
        url = f" <{one_line(step.url)}>" if step.url is not None else ""
        yield Told(f"{date}{in_words(step)}{url} ({basis_of(step)}).", tuple(_carries(step)))


def _carries(step: Step) -> Iterator[Path]:
    """Yield what a sentence has of the record; where it lies and who wrote it stand elsewhere."""
    for path in step.paths:
        parts = path_steps(path)
        elsewhere = parts[0] == "holdings" or parts == ("publication", "versions")
        if elsewhere or (step.kind == "written" and parts[0] != "events"):
            continue
        if step.credit is None:
            yield parts
            continue
        yield from ((*parts, name) for name in ("role", "by", "for", "from", "to"))
        yield from ((*parts, "affiliations", name) for name in step.credit.by)
