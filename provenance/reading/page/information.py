"""The information on a document below it: labels, each with a value, without one, or lost.

A label without a value yields nothing; values without labels are known by their form.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.reading.page.furniture import is_chrome, is_rights, sponsors_of
from provenance.reading.page.holdings import looks_like_source
from provenance.reading.page.spans import Found, Line, PageText
from provenance.reading.page.words import alternation, labels, table

if TYPE_CHECKING:
    from provenance.reading.page.layout import Layout

__all__ = ["read", "starts_tail"]

#: Fields whose label takes all lines up to the next one; the others take one line.
_LISTS = frozenset({"author", "people", "places", "subjects", "contributors", "donors"})
_LONGEST = 400  # characters; a longer paragraph is no information on a document
_STRANGE = 6  # lines that are not understood after which the information has ended


@cache
def _distinct() -> frozenset[str]:
    """Return the labels that are no ordinary words."""
    alone = {word.casefold() for word in table()["labels_alone"]["words"]}
    return frozenset(label for label in labels() if label not in alone)


@cache
def _label() -> re.Pattern[str]:
    """Return the pattern of a label, as the pages write it, at the beginning of a line."""
    names = alternation(name for names in table()["labels"].values() for name in names)
    return re.compile(rf"(?:{names})(?=\s*:|\s|$):?")


@cache
def _any_label() -> re.Pattern[str]:
    names = alternation(name for names in table()["labels"].values() for name in names)
    return re.compile(rf"(?<!\S)(?:{names})(?=:|\s|$):?")


def _field(label: str) -> str:
    return labels()[" ".join(label.rstrip(": ").split()).casefold()]


def starts_tail(text: str) -> bool:
    """Whether a line begins the information below a document."""
    bare = text.rstrip(":").casefold()
    if len(text) < 60:
        if bare in _distinct():
            return True
        match = _label().match(text)
        label = " ".join(match.group().rstrip(": ").split()).casefold() if match else ""
        # "Record ID 113636"; not "Call Number …" or "Author …" in running text
        return label in _distinct() and labels()[label] in ("id", "uploaded", "classification")
    match = _label().match(text)
    if match is None or _field(match.group()) != "information":
        return False
    return len(_any_label().findall(text)) >= 2


def _segments(page: PageText, first: int) -> list[tuple[Line, bool]]:
    """Return the lines of the information; a line that runs several labels together is split.

    With each goes whether it was split off, so that it surely begins with a label.
    """
    segments: list[tuple[Line, bool]] = []
    for line in page.lines[first:]:
        cuts = [match.start() for match in _any_label().finditer(line.text)]
        if len(cuts) < 2 or cuts[0] != 0:
            segments.append((line, False))
            continue
        for start, end in zip(cuts, [*cuts[1:], len(line.text)], strict=True):
            part = line.text[start:end].rstrip()
            piece = Line(
                line.number, line.start + start, line.start + start + len(part), part, True
            )
            segments.append((piece, True))
    return segments


def read(page: PageText, first: int, layout: Layout) -> None:
    """Read the information that begins at a line into a layout."""
    field: str | None = None
    strange, ended = 0, 0
    for line, split in _segments(page, first):
        label = _label_of(line, split)
        if label is not None:
            field, end = label
            strange, ended = 0, line.end
            value = page.found(line.start + end, line.end)
            if value is not None:
                field = _value(page, field, value, layout)
            continue
        whole = page.found(line.start, line.end)
        if whole is None or is_chrome(line.text):
            continue
        used, kept = field, _size(layout)
        field = _value(page, field, whole, layout)
        understood = used is not None or _size(layout) > kept
        strange = 0 if understood else strange + 1
        if strange == _STRANGE:
            layout.unread = [item for item in layout.unread if item.start < ended]
            return
        ended = whole.end if understood else ended


def _size(layout: Layout) -> int:
    return len(layout.sources) + len(layout.rights) + len(layout.sponsors)


def _label_of(line: Line, split: bool) -> tuple[str, int] | None:
    """Return the field that a line's label is for and where the label ends."""
    bare = line.text.rstrip(": ").casefold()
    if bare in labels():
        return labels()[bare], len(line.text)
    match = _label().match(line.text)
    if match is None:
        return None
    field = _field(match.group())
    colon = split or match.group().endswith(":")
    label = " ".join(match.group().rstrip(": ").split()).casefold()
    if not colon and label not in _distinct() and len(line.text.split()) > 4 and field != "source":
        return None
    if not colon and field == "source" and not looks_like_source(line.text[match.end() :]):
        return None
    return field, match.end()


def _value(page: PageText, field: str | None, value: Found[str], layout: Layout) -> str | None:
    """File a value under its field; return the field that the next line belongs to."""
    text = value.value
    if is_rights(text):
        layout.rights.append(value)
        return None
    sponsors = sponsors_of(text)
    if sponsors is not None:
        layout.sponsors += [Found(name, value.start, value.end) for name in sponsors]
        return field
    if field == "rights":
        layout.rights.append(value)
        return None
    if field in ("source", "call_number"):
        if layout.sources and field == "call_number":
            start, _ = layout.sources[-1]
            layout.sources[-1] = (start, value.end)
        else:
            layout.sources.append((value.start, value.end))
        return "source" if field == "source" and not text.endswith(".") else None
    if field in _LISTS:
        if len(text) > 200 or len(layout.information.get(field, ())) > 60:
            return _unlabelled(value, layout)
        layout.information.setdefault(field, []).append(value)
        return field
    if field is not None and field != "information":
        if field in layout.information:
            return _unlabelled(value, layout)
        layout.information[field] = [value]
        return None
    return _unlabelled(value, layout)


def _unlabelled(value: Found[str], layout: Layout) -> str | None:
    """File a value whose label was lost, by its form."""
    if any(value.value == sponsor.value for sponsor in layout.sponsors):
        return None
    if looks_like_source(value.value):
        layout.sources.append((value.start, value.end))
    elif len(value.value) <= _LONGEST:
        layout.unread.append(value)
    return None
