"""Records as JSON: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable

from provenance.model.document import Record
from provenance.writing.record import plain

__all__ = ["write_json"]


def write_json(records: Iterable[Record], *, origins: bool = False) -> str:
    """Return JSON text with one record a line (JSON Lines), each line with its end.

    ``origins`` adds where each value stood in the page that the record was read from.
    """
    return "".join(
        json.dumps(plain(record, origins=origins), ensure_ascii=False) + "\n" for record in records
    )
