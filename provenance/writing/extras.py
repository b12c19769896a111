"""What passes from one bibliography to another: fields that a record has no place for.

Readers keep such a field in ``unread`` as it stands in its file (``isbn = {…}``, ``"ISBN": "…"``,
``SN  - …``). Here it gets the name that it has in another format; one that has none there is
carried only back into its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import attrs

from provenance.exchange import Carried, Row, carried, own_key, row_of
from provenance.latex import decode
from provenance.model import Record
from provenance.writing.loss import Path, key_in_file

__all__ = ["Extra", "extras", "type_of", "type_paths"]


@attrs.frozen
class Extra:
    """A field that passes through: its name in the format asked for, its value, its place.

    ``raw`` tells that the value is LaTeX source; ``place`` is the index in the record's
    ``unread``.
    """

    name: str
    value: Any
    place: int
    raw: bool = False


def _family(format: str) -> str:
    return "biblatex" if format == "bibtex" else format


def type_of(record: Record, to: str) -> tuple[str, int] | None:
    """Return the type that the entry had, as ``to`` calls it, and its place in ``unread``."""
    if not record.unread:
        return None
    for each in carried(unread.text for unread in record.unread):
        if each.part != "type":
            continue
        name = each.row.name(to) if each.row is not None else None
        if name is None and each.format == _family(to):
            name = each.value
        return (name, each.place) if name is not None else None
    return None


def type_paths(record: Record, to: str, legal: re.Pattern[str] | None = None) -> list[Path]:
    """Return the paths in ``unread`` of the entry's type and key, where these are carried.

    ``legal``: see :func:`~provenance.writing.loss.key_in_file`.
    """
    own = type_of(record, to)
    paths: list[Path] = [("unread", own[1])] if own is not None else []
    for place, unread in enumerate(record.unread):
        key = own_key(record.key, (unread.text,))
        # of an entry's first line the type has to be carried too
        whole = own is not None or not unread.text.startswith("@")
        if whole and key is not None and key == key_in_file(record, legal):
            paths.append(("unread", place))
    return paths


def extras(record: Record, to: str, written: Collection[str]) -> Iterator[Extra]:
    """Yield the fields of ``record`` that pass through to a format, save those ``written``.

    ``to`` is a format of the table of names. No name comes twice.
    """
    if not record.unread:
        return
    found = carried(unread.text for unread in record.unread)
    kind = next((each.row for each in found if each.part == "type"), None)
    names = {name.casefold() for name in written}
    for each in found:
        if each.part != "field":
            continue
        extra = _extra(each, to, kind)
        if extra is not None and extra.name.casefold() not in names:
            names.add(extra.name.casefold())
            yield extra


def _extra(each: Carried, to: str, kind: Row | None) -> Extra | None:
    row = each.row
    articles = kind is not None and kind.names["csl"][0].startswith("article")
    if articles and each.format == "biblatex" and each.name == "number":
        row = row_of("csl", "issue")
    name = row.name(to) if row is not None else None
    if row is not None and row.names["csl"] == ("issue",) and articles and to == "bibtex":
        name = "number"
    if row is not None and row.names["csl"] == ("container-title",) and name and kind is not None:
        name = _container(name, to, kind)
    if each.format == _family(to):
        if name is None or to in ("ris", "biblatex"):
            if to == "csl":
                return None
            name = each.name
        return Extra(name, each.value, each.place, raw=each.format == "biblatex")
    if name is None or row is None or row.part != "text":  # each format writes dates in its own way
        return None
    text = each.text()
    if text is None:
        return None
    if each.format == "biblatex":
        text = " ".join(decode(text).split())
    return Extra(name, text, each.place) if text else None


def _container(name: str, to: str, kind: Row) -> str:
    if to not in ("biblatex", "bibtex"):
        return name
    return name if kind.names["csl"][0].startswith("article") else "booktitle"
