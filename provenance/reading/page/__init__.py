"""Reading a saved page of a digital archive: from its text to a record.

The host's part (:mod:`~provenance.reading.page.layout`) and the document's own head, foot and
marks are found by what they say; nothing on the page is taken for more than it states. The text
comes from :func:`provenance.reading.source.read_source`.
"""

from __future__ import annotations

from provenance.errors import NothingFoundError
from provenance.model import Record
from provenance.reading.page.build import build, title_of
from provenance.reading.page.flat import unflattened
from provenance.reading.page.foot import read_foot, signers
from provenance.reading.page.head import head_lines, read_head
from provenance.reading.page.holdings import SourceFacts, read_source_sentence
from provenance.reading.page.layout import find_layout, is_list
from provenance.reading.page.marks import find_marks
from provenance.reading.page.parts import Parts
from provenance.reading.page.spans import PageText
from provenance.reading.page.titles import TitleFacts, facts_of

__all__ = ["read_body", "read_page"]


def read_page(text: str, *, source: str | None = None) -> Record:
    """Return the record of the document on a saved page.

    ``text`` is the page's text; ``source`` its name, for messages. The record's ``origins`` tell
    for each value the line and the code points of ``text`` where it stood. What looks like
    metadata and was not understood is in ``unread``.

    Raises :class:`~provenance.errors.NothingFoundError` where nothing about a document was found.
    """
    page = PageText(text)
    layout = find_layout(page)
    if is_list(page) and layout.citation is None and not layout.sources:
        raise NothingFoundError(
            "this is a list of search results: expected the page of one document", source=source
        )
    start, end = layout.body
    marks, signed = signers(page, find_marks(page, start, end))
    masked = _masked(text, [(mark.start, mark.end) for mark in marks])
    lines = unflattened(page.within(start, end, masked))
    title = title_of(page, layout)
    body = text[start:end]
    facts = facts_of(title.value, body) if title is not None else TitleFacts()
    date = layout.date.value if layout.date is not None else None
    if date is None and layout.citation is not None and layout.citation.date is not None:
        date = layout.citation.date.value
    known = " ".join(found.value for found in (title, layout.heading) if found is not None)
    above = head_lines(lines)
    foot = read_foot(lines, len(above), framed=layout.framed)
    above = [line for line in above if line.start not in foot.lines]
    head = read_head(page, above, date=date, title=known, framed=layout.framed)
    sources: list[SourceFacts] = [read_source_sentence(page, *span) for span in layout.sources]
    record = build(page, Parts(layout, title, facts, head, foot, marks, signed, sources))
    if record is None:
        raise NothingFoundError(
            "nothing about a document was found: expected the page of a digital archive, with a "
            "title, a date, a source or a document's own numbers",
            source=source,
        )
    return record


def read_body(text: str) -> str:
    """Return the document's own text on a saved page, without what the host says around it."""
    start, end = find_layout(PageText(text)).body
    return text[start:end].strip("\n")


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text of the same length with some spans blanked out, line ends kept."""
    parts, position = [], 0
    for start, end in spans:
        parts.append(text[position:start])
        parts.append("".join(ch if ch in "\r\n" else " " for ch in text[start:end]))
        position = end
    parts.append(text[position:])
    return "".join(parts)
