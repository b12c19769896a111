"""The parts of a saved page: what the host says of the document, and where the document stands.

The parts are found by what they say, not by a page's make: a citation in the host's form, the
sentence on support, the site's own lines, labels with their values. So a page that lost some of
its lines still gives the rest.
"""

from __future__ import annotations

import re
from functools import cache

import attrs

from provenance.model import Date
from provenance.model.written_dates import read_date
from provenance.reading.page import cover as covers
from provenance.reading.page import information
from provenance.reading.page.citation import Citation, find_citation
from provenance.reading.page.furniture import (
    is_chrome,
    is_elision,
    is_rights,
    place_sponsors,
    sponsors_of,
    url_of,
    version_of,
)
from provenance.reading.page.holdings import looks_like_source
from provenance.reading.page.spans import Found, Line, PageText
from provenance.reading.page.words import labels

__all__ = ["Layout", "find_layout", "is_list"]


@attrs.define
class Layout:
    """What stands where on a page; ``body`` is the span of the document's own text."""

    body: tuple[int, int]
    heading: Found[str] | None = None
    date: Found[Date] | None = None
    citation: Citation | None = None
    sponsors: list[Found[str]] = attrs.field(factory=list)
    summary: Found[str] | None = None
    sources: list[tuple[int, int]] = attrs.field(factory=list)
    information: dict[str, list[Found[str]]] = attrs.field(factory=dict)
    rights: list[Found[str]] = attrs.field(factory=list)
    url: Found[str] | None = None
    versions: list[Found[str]] = attrs.field(factory=list)
    unread: list[Found[str]] = attrs.field(factory=list)
    framed: bool = False  # whether the host's part of the page was found at all


_HOST_DATE = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},\s*\d{4}|[A-Z][a-z]{2,8},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4}"
    r"|(?:ca?\.\s*|circa\s+)?1[89]\d\d\??|\d{4}-\d\d-\d\d)"
)


@cache
def _read_host_date(text: str) -> Date | None:
    return read_date(text) if _HOST_DATE.fullmatch(text) else None


def is_list(page: PageText) -> bool:
    """Whether a page is a list of search results rather than of one document."""
    top = [line.text for line in page.lines[:15]]
    return any(_RESULTS.fullmatch(text) is not None for text in top)


_RESULTS = re.compile(r"\d+\s?[-–]\s?\d+ of \d+|search results", re.IGNORECASE)


def find_layout(page: PageText) -> Layout:
    """Find the parts of a page."""
    citation = find_citation(page)
    cover = covers.find_cover(page)
    if cover is not None:
        return _from_cover(page, cover, citation)
    lines = page.lines
    top, heading_lines, date = _find_heading(page, citation)
    tail = _find_tail(page, top)
    layout = Layout((0, len(page.text)), citation=citation, date=date)
    layout.framed = date is not None or citation is not None or tail < len(lines)
    if heading_lines:
        layout.heading = page.found(heading_lines[0].start, heading_lines[-1].end)
    begin = _head(page, layout, top, tail, heading_lines)
    end = tail
    if tail < len(lines):
        information.read(page, tail, layout)
        summary = _summary_before(lines, begin, tail)
        if summary is not None and layout.summary is None:
            layout.summary = page.found(summary.start, summary.end)
            end = tail - 1
    start = lines[begin].start if begin < len(lines) else len(page.text)
    stop = lines[end].start if end < len(lines) else len(page.text)
    layout.body = (min(start, stop), stop)
    if citation is not None and citation.source is not None:
        layout.sources.insert(0, citation.source)
    _urls(page, layout, begin)
    return layout


def _from_cover(page: PageText, cover: covers.Cover, citation: Citation | None) -> Layout:
    layout = Layout((cover.end, len(page.text)), citation=citation, framed=True)
    layout.heading, layout.summary = cover.heading, cover.summary
    if cover.date is not None:
        date = read_date(cover.date.value)
        if date is not None:
            layout.date = cover.date.holding(date)
    layout.sponsors, layout.versions = cover.sponsors, cover.versions
    layout.unread += cover.unread
    if cover.language is not None:
        layout.information["language"] = [cover.language]
    if citation is not None and citation.source is not None:
        layout.sources.append(citation.source)
    layout.sources += cover.sources
    tail = _find_tail(page, page.index(cover.end) + 1)
    if tail < len(page.lines):
        information.read(page, tail, layout)
        layout.body = (cover.end, page.lines[tail].start)
    layout.url = citation.url if citation is not None else None
    layout.url = layout.url or cover.url
    return layout


def _fold(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def _find_heading(
    page: PageText, citation: Citation | None
) -> tuple[int, list[Line], Found[Date] | None]:
    """Return the index after the heading, the heading's lines and the date above it."""
    lines = page.lines
    title = _fold(citation.title.value) if citation is not None and citation.title else ""
    best, chosen, found = 1, None, None
    for index, line in enumerate(lines):
        if len(line.text) > 24:
            continue
        date = _read_host_date(line.text)
        if date is None:
            continue
        score = _heading_score(lines, index, title, citation, date)
        if score > best:
            best, chosen, found = score, index, Found(date, line.start, line.end)
    if chosen is not None:
        heading = _heading_lines(lines, chosen + 1, title)
        return chosen + 1 + len(heading), heading, found
    return _undated_heading(lines, title)


def _heading_score(
    lines: tuple[Line, ...], index: int, title: str, citation: Citation | None, date: Date
) -> int:
    """Say how sure it is that a line is the date above a document's heading."""
    score = 0
    if index == 0:
        score += 2
    elif is_chrome(lines[index - 1].text) or url_of(lines[index - 1].text):
        score += 3
    elif index == 1 and lines[0].text.endswith("."):
        score += 2  # a summary stands above it
    following = lines[index + 1 : index + 5]
    if any(sponsors_of(line.text) is not None for line in following):
        score += 4
    if following and is_chrome(following[0].text):
        score += 1
    if title and following and _fold(following[0].text)[:40] == title[:40]:
        score += 5
    if citation is not None:
        if lines[index].start > citation.start:
            return 0
        score += 2 if citation.date is not None and citation.date.value == date else 0
        score += 2 if any(line.start <= citation.start <= line.end for line in
                          lines[index : index + 14]) else 0  # fmt: skip
    return score


def _heading_lines(lines: tuple[Line, ...], first: int, title: str) -> list[Line]:
    """Return the lines of the heading that begins at ``first``; none where it was lost."""
    taken: list[Line] = []
    for index in range(first, min(first + 4, len(lines))):
        line = lines[index]
        if sponsors_of(line.text) is not None or is_chrome(line.text) or _starts_citation(line):
            return taken
        if taken and (line.gap or _fold(" ".join(x.text for x in taken)) == title):
            break
        if len(line.text) > 400 or line.text.startswith("[") or is_elision(line.text):
            break
        taken.append(line)
    # without the sentence on support below it, only the first line is surely the heading
    if len(taken) > 1 and title:
        joined = ""
        for count, line in enumerate(taken, start=1):
            joined += _fold(line.text)
            if joined == title:
                return taken[:count]
    return taken[:1]


def _starts_citation(line: Line) -> bool:
    return re.match(r"[\"“].{3,600}[,.]['’]?[\"”]\s", line.text) is not None


def _undated_heading(
    lines: tuple[Line, ...], title: str
) -> tuple[int, list[Line], Found[Date] | None]:
    for index, line in enumerate(lines):
        if title and _fold(line.text) == title:
            return index + 1, [line], None
    for index, line in enumerate(lines):
        if sponsors_of(line.text) is not None and index and not is_chrome(lines[index - 1].text):
            above = lines[index - 1]
            if len(above.text) < 300 and not above.text.endswith("."):
                return index, [above], None
            return index, [], None
    for index, line in enumerate(lines[:40]):
        if line.text.casefold().startswith("skip to") and is_chrome(line.text):
            following = [x for x in lines[index + 1 : index + 3] if not is_chrome(x.text)]
            if following and len(following[0].text) < 300:
                return index + 1 + lines[index + 1 :].index(following[0]) + 1, following[:1], None
    return 0, [], None


def _head(page: PageText, layout: Layout, top: int, tail: int, heading: list[Line]) -> int:
    """Read what the host says above the document; return the index of the document's first line."""
    lines, citation = page.lines, layout.citation
    first = page.index(layout.date.start) if layout.date is not None else top - len(heading)
    if layout.date is not None and 0 < first <= 3 and not is_chrome(lines[first - 1].text):
        above = lines[first - 1]
        if above.text.endswith(".") and 4 < len(above.text.split()) < 200:
            layout.summary = page.found(above.start, above.end)
    index = top
    prose: list[Line] = []
    cited = page.index(citation.start) if citation is not None else -1
    limit = min(tail, top + 14 if citation is None else max(cited, top) + 12)
    ended = index
    while index < limit:
        line = lines[index]
        if citation is not None and citation.start <= line.start < citation.end:
            index += 1
            ended = index
            if layout.summary is None and prose:
                layout.summary = page.found(prose[0].start, prose[-1].end)
            continue
        sponsors = sponsors_of(line.text)
        version = version_of(line.text)
        if sponsors is not None:
            layout.sponsors += place_sponsors(page.text, line.start, sponsors)
        elif version is not None and ended == index:
            layout.versions.append(Found(line.text, line.start, line.end))
        elif not (is_chrome(line.text) or url_of(line.text) == line.text):
            if citation is not None and index < cited <= index + 12:
                prose.append(line)
                index += 1
                continue
            break
        index += 1
        ended = index
    return ended


def _find_tail(page: PageText, top: int) -> int:
    """Return the index of the first label of the information below the document."""
    for index in range(top, len(page.lines)):
        text = page.lines[index].text
        if len(text) < 6000 and information.starts_tail(text):
            return index
    for index in range(top, len(page.lines)):
        if len(page.lines[index].text) < 2000 and is_rights(page.lines[index].text):
            # the labels were lost; what stands directly above is their values
            above = index
            while above > top and _before_rights(page.lines[above - 1].text):
                above -= 1
            return above
    return len(page.lines)


def _before_rights(text: str) -> bool:
    return text.casefold().rstrip(":") in labels() or looks_like_source(text)


_SENTENCE = re.compile(r"[\"“'‘(]?[A-ZА-ЯІЇЄҐÁÉÍÓÖŐÚÜŰÀ-Ý].*[.!?…][\"”'’)]*", re.DOTALL)


def _summary_before(lines: tuple[Line, ...], begin: int, tail: int) -> Line | None:
    """Return the paragraph above the labels where it is the host's sentence on the document."""
    if tail <= begin or tail < 1:
        return None
    line = lines[tail - 1]
    if _SENTENCE.fullmatch(line.text) is None or len(line.text.split()) < 4:
        return None
    if re.match(r"\[|\d+[.)]?\s|(?:Typed|Printed|Drafted)\b", line.text):
        return None
    return line


def _urls(page: PageText, layout: Layout, begin: int) -> None:
    """Find the page's own address: in the citation, on a line of the head, after a label."""
    if layout.citation is not None and layout.citation.url is not None:
        layout.url = layout.citation.url
        return
    if "url" in layout.information:
        layout.url = layout.information["url"][0]
        return
    for line in page.lines[:begin]:
        if url_of(line.text) == line.text and "/document/" in line.text:
            layout.url = Found(line.text, line.start, line.end)
            return
