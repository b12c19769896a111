"""What an entry says of its source, and the sentences of a note that are no remark."""

from __future__ import annotations

import re

import attrs

from provenance.model import Credit, Locator
from provenance.reading.entries.entry import Entry
from provenance.reading.entries.holders import is_host
from provenance.reading.page.credits import credits_start, read_credits
from provenance.reading.page.spans import PageText

__all__ = ["Source", "take_sentences"]

#: A longer note is left as it is.
_LONGEST = 100_000


@attrs.define
class Source:
    """What an entry says of where its document lies, and how it came to be shown."""

    holdings: list[Locator] = attrs.field(factory=list)
    credits: list[Credit] = attrs.field(factory=list)
    hosts: list[str] = attrs.field(factory=list)
    urls: list[str] = attrs.field(factory=list)
    accessed: list[str] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)


_SENTENCE = re.compile(
    r"(?<=[^\W_][.!?])(?<![A-ZА-ЯІЇЄ]\.)[\"”’)]*\s+(?=[^\W\d_a-zа-я]|https?:)|\n+"
)
_ADDRESS = re.compile(
    r"(?:URL:?\s*)?(?P<url>https?://[^\s<>]+?)[.,]?(?:\s+\(accessed (?P<date>[^()]{4,40})\))?[.,]?"
)


def take_sentences(entry: Entry, name: str, source: Source) -> None:
    """Take the sentences of a note that are credits, a host or an address; the rest stays."""
    text = entry.text(name)
    if text is None or len(text) > _LONGEST:
        return
    kept: list[str] = []
    at = 0
    for cut in [*_SENTENCE.finditer(text), None]:
        end = cut.start() if cut is not None else len(text)
        stop = cut.end() if cut is not None else len(text)
        if not _understood(text[at:end].strip(), source):
            kept.append(text[at:stop])
        at = stop
    rest = "".join(kept).strip()
    if rest == text.strip():
        return
    if rest:
        entry.fields[name] = rest
    else:
        del entry.fields[name]


def _understood(sentence: str, source: Source) -> bool:
    if not sentence or len(sentence) > 600:
        return not sentence
    link = _ADDRESS.fullmatch(sentence)
    if link is not None and not source.urls:
        source.urls.append(link["url"])
        if link["date"]:
            source.accessed.append(link["date"])
        return True
    if credits_start(sentence, 0, len(sentence)) == 0:
        read = read_credits(PageText(sentence), 0, len(sentence))
        if read.credits and not read.rest and all(each.credit.by for each in read.credits):
            source.credits += [each.credit for each in read.credits]
            return True
    bare = sentence.rstrip(".")
    if is_host(bare) and len(bare.split()) <= 10 and "," not in bare and bare[:1].isupper():
        source.hosts.append(bare)
        return True
    return False
