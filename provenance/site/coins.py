"""COinS: a record as an OpenURL ContextObject, which reference managers find in a page.

The keys are those of the format for Dublin Core (``info:ofi/fmt:kev:mtx:dc``, ANSI/NISO
Z39.88-2004) with the author keys that Zotero reads in every format. It has no key for an archive:
where the document lies is the source, and closes the description, which every reader keeps.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from provenance.model.document import Record
from provenance.site.text import settled, web_address
from provenance.writing.csl_json import item
from provenance.writing.locator import format_locator

__all__ = ["context_object"]


def context_object(record: Record) -> str:
    """Return the record as keys and values, percent-encoded, as the ``title`` of a span has it."""
    return "&".join(
        f"{key}={quote(settled(value), safe='')}" for key, value in _pairs(record) if value
    )


def _pairs(record: Record) -> Iterator[tuple[str, str | None]]:
    told = item(record)
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
    yield "rft.type", "manuscript"
    yield "rft.title", record.title or record.original_title or record.kind or record.key
    for name in told.get("author", ()):
        yield ("rft.au", _inverted(name)) if "family" in name else ("rft.aucorp", name["literal"])
    for variable in ("translator", "editor", "compiler", "contributor"):
        for name in told.get(variable, ()):
            yield "rft.contributor", _inverted(name) if "family" in name else name["literal"]
    if record.date is not None:
        yield "rft.date", record.date.edtf
    held = "; ".join(format_locator(holding) for holding in record.holdings)
    yield "rft.source", held
    yield "rft.description", "\n".join(text for text in (record.summary, held) if text)
    yield "rft.language", told.get("language")
    yield "rft.publisher", told.get("publisher")
    yield "rft.rights", record.rights
    for subject in record.subjects:
        yield "rft.subject", subject
    yield "rft.identifier", web_address(told.get("URL"))


def _inverted(name: dict[str, Any]) -> str:
    """Return a person's name with a comma, by which the family name is known."""
    family = " ".join(
        part for part in (name.get("dropping-particle"), name.get("non-dropping-particle"),
                          name["family"]) if part
    )  # fmt: skip
    given = ", ".join(part for part in (name.get("given"), name.get("suffix")) if part)
    return f"{family}, {given}" if given else f"{family},"
