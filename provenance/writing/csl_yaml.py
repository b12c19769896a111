"""CSL-YAML, for pandoc's metadata: the items of :mod:`~provenance.writing.csl_json`, as YAML.

The same variables, the whole record in ``custom``: nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from provenance.model.document import Record
from provenance.writing.csl_json import item
from provenance.writing.loss import Loss, unique_keys
from provenance.writing.yaml_text import listed

__all__ = ["losses", "pieces", "write"]


def write(records: Sequence[Record]) -> str:
    """Return a YAML document whose ``references`` are one item for each record."""
    return "".join(pieces(zip(records, unique_keys(records), strict=True)))


def pieces(keyed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield the text of records, each with its key, piece by piece."""
    before = "---\nreferences:\n"
    for record, key in keyed:
        yield before + "\n".join(listed([item(record, key)])) + "\n"
        before = ""
    yield "---\nreferences: []\n...\n" if before else "...\n"


def losses(records: Sequence[Record]) -> list[Loss]:
    """Return nothing: ``custom`` carries the whole of every record."""
    return []
