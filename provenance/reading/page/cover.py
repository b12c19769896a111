"""The cover page of a PDF: date, title, and paragraphs that begin with a label and a colon.

Copied out of a PDF it comes as one line, or broken into lines anywhere.
"""

from __future__ import annotations

import re
from functools import cache

import attrs

from provenance.reading.page.credits import credits_start
from provenance.reading.page.furniture import chrome_prefix, place_sponsors, split_sponsors
from provenance.reading.page.spans import Found, PageText
from provenance.reading.page.words import alternation, table

__all__ = ["Cover", "find_cover"]

_WINDOW = 8000  # characters that a cover page takes up at most


@attrs.define
class Cover:
    """What a cover page says, and where it ends."""

    end: int
    heading: Found[str] | None = None
    date: Found[str] | None = None
    summary: Found[str] | None = None
    language: Found[str] | None = None
    url: Found[str] | None = None
    sponsors: list[Found[str]] = attrs.field(factory=list)
    versions: list[Found[str]] = attrs.field(factory=list)
    sources: list[tuple[int, int]] = attrs.field(factory=list)
    unread: list[Found[str]] = attrs.field(factory=list)


@cache
def _labels() -> re.Pattern[str]:
    groups = [f"(?P<{name}>{alternation(words)})" for name, words in table()["cover"].items()]
    return re.compile(rf"(?<!\S)(?:{'|'.join(groups)}):(?=\s|$)")


_DATE = re.compile(
    r"\s*(?P<date>[A-Z][a-z]{2,8}\.?\s+\d{1,2},\s+\d{4}|[A-Z][a-z]{2,8},?\s+\d{4}|1[89]\d\d)(?!\S)"
)


def find_cover(page: PageText) -> Cover | None:
    """Return the cover page at the first place where two of its labels follow one another."""
    text = page.text
    found: list[re.Match[str]] = []
    for match in _labels().finditer(text):
        if found and match.start() - found[0].start() > _WINDOW:
            if _enough(found):
                break
            found.pop(0)
        if any(match.lastgroup == old.lastgroup for old in found):
            if _enough(found):
                break
            found = []
        found.append(match)
    if not _enough(found):
        return None
    cover = Cover(found[-1].end())
    _above(page, found[0].start(), cover)
    for index, match in enumerate(found):
        last = index + 1 == len(found)
        stop = found[index + 1].start() if not last else min(len(text), match.end() + 3000)
        _part(page, str(match.lastgroup), match.end(), stop, last, cover)
    return cover


def _enough(found: list[re.Match[str]]) -> bool:
    names = {match.lastgroup for match in found}
    return len(names) >= 2 and bool(names & {"citation", "credits", "contents"})


def _above(page: PageText, end: int, cover: Cover) -> None:
    """Read what stands above the labels: the site's words, the date, the title."""
    text = page.text
    start = max(0, end - 1500)
    mark = text.rfind(table()["chrome"]["banner"], start, end)
    if mark >= 0:
        start = mark
    elif start > 0:
        return
    prefix = chrome_prefix().match(text, start, end)
    position = prefix.end() if prefix is not None else start
    url = re.compile(r"\s*https?://\S+").match(text, position, end)
    if url is not None:
        cover.url = page.found(position, url.end())
        position = url.end()
    date = _DATE.match(text, position, end)
    if date is not None:
        cover.date = page.found(date.start("date"), date.end("date"))
        position = date.end()
    cover.heading = page.found(position, end)
    if cover.heading is not None and len(cover.heading.value) > 600:
        cover.heading = None


def _part(page: PageText, name: str, start: int, stop: int, last: bool, cover: Cover) -> None:
    text = page.text
    if name == "citation":
        if last:
            line = page.lines[page.index(start)]
            cover.end = line.end
    elif name == "summary":
        stop = _paragraph(page, start, stop) if last else stop
        cover.summary = page.found(start, stop)
        cover.end = stop
    elif name == "credits":
        stop = _paragraph(page, start, stop) if last else stop
        _credits(page, start, stop, cover)
        cover.end = stop
    elif name == "language":
        _language(page, start, stop, last, cover)
    else:
        cover.end = _contents(text, start, stop, cover)


def _paragraph(page: PageText, start: int, stop: int) -> int:
    """Return where a last part ends: at the next empty line, or with its line."""
    gap = re.compile(r"\n\s*\n|\Z").search(page.text, start, stop)
    return min(gap.start() if gap is not None else stop, stop)


@cache
def _support() -> re.Pattern[str]:
    phrases = alternation(table()["chrome"]["support"])
    return re.compile(rf"(?:{phrases})\s*:?\s+(?P<names>.+?)(?:\.(?=\s|$)|$)", re.I | re.S)


def _credits(page: PageText, start: int, stop: int, cover: Cover) -> None:
    """Read the sponsors and the credit sentences of a cover page."""
    text = page.text
    support = _support().search(text, start, stop)
    if support is not None:
        names = split_sponsors(support["names"])
        cover.sponsors += place_sponsors(text, support.start("names"), names)
        spans = [(start, support.start()), (support.end(), stop)]
    else:
        spans = [(start, stop)]
    for one, two in spans:
        begin = credits_start(text, one, two)
        left = page.found(one, begin if begin is not None else two)
        if begin is not None:
            cover.sources.append((begin, two))
        if left is not None and any(ch.isalpha() for ch in left.value):
            cover.unread.append(left)


@cache
def _languages() -> str:
    return alternation(table()["languages"])


def _language(page: PageText, start: int, stop: int, last: bool, cover: Cover) -> None:
    names = re.compile(rf"\s*(?P<name>{_languages()})(?!\w)").match(page.text, start, stop)
    if names is None:
        left = page.found(start, _paragraph(page, start, stop) if last else stop)
        if left is not None and not last:
            cover.unread.append(left)
        cover.end = start
        return
    cover.language = page.found(names.start("name"), names.end("name"))
    cover.end = names.end()
    if not last:
        left = page.found(names.end(), stop)
        if left is not None:  # several languages, or a script: not one language
            cover.unread.append(left)
            cover.end = stop


@cache
def _forms() -> re.Pattern[str]:
    forms = alternation(word for words in table()["versions"].values() for word in words)
    return re.compile(
        rf"[\s•,;]*(?P<version>(?:(?:{_languages()})\s+)?(?i:{forms})"
        rf"(?:\s+[-–]\s+(?:{_languages()}))?)(?!\w)"
    )


def _contents(text: str, start: int, stop: int, cover: Cover) -> int:
    """Read the versions that the PDF holds; return where they end."""
    position = start
    while True:
        match = _forms().match(text, position, stop)
        if match is None:
            return position
        value = " ".join(match["version"].split())
        cover.versions.append(Found(value, match.start("version"), match.end("version")))
        position = match.end()
