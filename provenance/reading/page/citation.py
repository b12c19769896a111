"""The host's own citation: title in quotation marks, date, host, source, credits, address."""

from __future__ import annotations

import re
from functools import cache

import attrs

from provenance.model import Date
from provenance.model.written_dates import read_date
from provenance.reading.page.furniture import is_chrome, sponsors_of, url_of
from provenance.reading.page.spans import Found, PageText, tidy
from provenance.reading.page.titles import unquoted
from provenance.reading.page.words import alternation, labels, table

__all__ = ["Citation", "find_citation"]


@attrs.frozen
class Citation:
    """A citation and its parts; ``source`` is the span after the host's name."""

    start: int
    end: int
    title: Found[str] | None
    date: Found[Date] | None
    host: Found[str]
    source: tuple[int, int] | None
    url: Found[str] | None


_LONGEST_TITLE = 900


@cache
def _host() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(table()['hosts']['names'])})(?=\s*[,.;]|\s*$|\s+https?:)")


@cache
def _host_like() -> re.Pattern[str]:
    words = alternation(table()["hosts"]["words"])
    return re.compile(rf"(?<=,\s)(?:[A-Z][^,“”\"\n]{{0,80}}?)?(?i:{words})(?=\s*[,.;])")


_CLOSE = re.compile(r"[,.!?]?['’]?[”\"]\s*,?\s*(?P<date>[^“”\"]{0,60}?)\s*,?\s*$")


def find_citation(page: PageText) -> Citation | None:
    """Return the first citation of a page that has a title in quotation marks before its host."""
    text = page.text
    for host in _host().finditer(text):
        found = _around(page, host.start(), host.end())
        if found is not None and (found.date is not None or _begins_line(text, found.start)):
            return found
    for host in _host_like().finditer(text):
        found = _around(page, host.start(), host.end())
        # a host we don't know is one only where all else is as in a citation
        if found is not None and found.date is not None and _begins_line(text, found.start):
            return found
    return None


def _begins_line(text: str, position: int) -> bool:
    before = text[max(0, position - 40) : position]
    return re.search(r"(?:^|\n|Citation:)[\s•*]*$", before) is not None


def _around(page: PageText, start: int, end: int) -> Citation | None:
    text = page.text
    before = text[max(0, start - 90) : start]
    close = _CLOSE.search(before)
    if close is None:
        return None
    offset = max(0, start - 90)
    opening = _opening(text, offset + close.start())
    if opening is None:
        return None
    quoted = page.found(opening + 1, offset + close.end() - len(close.group()) + _quote(close))
    title = None
    if quoted is not None:
        value = re.sub(r"[,.]$", "", quoted.value)
        value = re.sub(r"[,.](['’])$", r"\1", value)
        if value:
            title = Found(unquoted(value), quoted.start, quoted.end)
    date = None
    if close["date"]:
        read = read_date(close["date"])
        if read is not None:
            date = Found(read, offset + close.start("date"), offset + close.end("date"))
    stop = _end(page, end)
    url = _url(text, end, stop)
    source = re.compile(r"[\s,;]+(?=[^\s,;])").match(text, end, stop)
    span = None
    if source is not None:
        last = url.start if url is not None else stop
        if text[source.end() : last].strip(" .\n\r\t"):
            span = (source.end(), last)
    return Citation(opening, stop, title, date, Found(tidy(text[start:end]), start, end), span, url)


def _quote(close: re.Match[str]) -> int:
    """Return how many characters of the closing match belong to the title: up to the mark."""
    return re.search(r"[”\"]", close.group()).start()  # type: ignore[union-attr]


def _opening(text: str, close: int) -> int | None:
    """Return where the quotation mark stands that opens the title closed at ``close``.

    One after the label "Citation:" goes before one that begins a line, and that before another.
    """
    best, rank = None, 0
    for match in re.compile(r"[“\"]").finditer(text, max(0, close - _LONGEST_TITLE), close):
        before = text[max(0, match.start() - 40) : match.start()]
        this = 1
        if re.search(r"(?:Citation:|get citation)\s*$", before):
            this = 3
        elif re.search(r"(?:^|[\r\n])[\s•*]*$", before):
            this = 2
        if this >= rank:
            best, rank = match.start(), this
    return best


def _end(page: PageText, position: int) -> int:
    """Return where a citation ends: at its line's end, or later where the line was broken."""
    text = page.text
    cover = re.compile(rf"\s(?:{alternation(n for v in table()['cover'].values() for n in v)}):")
    labelled = cover.search(text, position, position + 4000)
    index = page.index(position)
    line = page.lines[index]
    if labelled is not None and labelled.start() < line.end:
        return labelled.start()
    end = line.end
    while index + 1 < len(page.lines):
        index += 1
        line = page.lines[index]
        if labelled is not None and labelled.start() <= line.start:
            break
        so_far = text[position:end]
        if line.gap or is_chrome(line.text) or sponsors_of(line.text) is not None:
            break
        if line.text.casefold().rstrip(":") in labels():
            break
        ended = re.search(r"https?://\S+$", so_far) and not so_far.endswith(("/", "-"))
        stopped = so_far.endswith(".") and not re.search(r"(?<![^\W_])[^\W\d_]{1,4}\.$", so_far)
        if ended or (stopped and url_of(line.text) is None) or len(so_far) > 3000:
            break
        end = line.end
    return end


def _url(text: str, start: int, end: int) -> Found[str] | None:
    match = re.compile(r"https?://\S+(?:(?<=/)\s*\n\s*\d{4,7}\b)?").search(text, start, end)
    if match is None:
        return None
    value = re.sub(r"\s+", "", match.group()).rstrip(".,;:)]}'’”")
    return Found(value, match.start(), match.end())
