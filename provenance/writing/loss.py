"""What a format could not carry: found by comparing a record with what was written of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from provenance._shape import path_text
from provenance.exchange import own_key
from provenance.model.document import Record
from provenance.writing.record import plain

__all__ = [
    "BLANK_LINES",
    "Loss",
    "Path",
    "distinct",
    "has_blank_line",
    "key_in_file",
    "key_loss",
    "losses_by",
    "lost",
    "reasons",
    "unique_keys",
]

#: Where a value stands in a record as plain data: ``("credits", 0, "for")``.
Path = tuple[str | int, ...]


@attrs.frozen
class Loss:
    """One value that an export leaves out.

    ``key`` is the record's, ``field`` the path of the value in it (``copies.number``,
    ``marks[0]``), ``value`` the value as text, ``reason`` why it is not there.
    """

    key: str
    field: str
    value: str
    reason: str


def losses_by(
    records: Sequence[Record],
    carried: Callable[[Record, str], Iterable[Path]],
    reason: Callable[[Path], str],
    damage: Callable[[str], str | None] = lambda _: None,
    *,
    legal: re.Pattern[str] | None = None,
) -> list[Loss]:
    """Return what a format leaves out of records, that of each with the key it is written by.

    ``carried`` returns the paths that the entry of a record, with its key, carries. ``reason`` and
    ``damage`` are as in :func:`lost`, ``legal`` as in :func:`key_in_file`.
    """
    found: list[Loss] = []
    for record, key in zip(records, unique_keys(records, legal), strict=True):
        found += key_loss(record, key, legal)
        found += lost(record, {("key",), *carried(record, key)}, reason, damage)
    return found


def lost(
    record: Record,
    carried: Collection[Path],
    reason: Callable[[Path], str],
    damage: Callable[[str], str | None],
) -> Iterator[Loss]:
    """Yield every value of ``record`` that no path of ``carried`` leads to.

    A path in ``carried`` stands for all that is below it. An item of a list of which nothing is
    carried is one loss, whatever parts it has. What is not known to be carried is lost: a field
    that a format has never heard of cannot be forgotten here. ``reason`` tells why the value at
    a path is left out; ``damage`` what is wrong with a carried text, or ``None``.
    """
    for path, texts, is_carried in _values((), plain(record, keys=False), frozenset(carried)):
        why = damage(texts[0]) if is_carried else reason(path)
        if why is not None:
            yield Loss(record.key, path_text(path), ", ".join(texts), why)


def _values(
    path: Path, value: Any, carried: frozenset[Path], below: bool = False
) -> Iterator[tuple[Path, Sequence[str], bool]]:
    """Yield each value with its path and whether it is carried."""
    below = below or path in carried
    if isinstance(value, Mapping):
        parts = [
            part
            for name, item in value.items()
            for part in _values((*path, name), item, carried, below)
        ]
        if path and isinstance(path[-1], int) and not any(is_carried for *_, is_carried in parts):
            yield path, [text for _, texts, _ in parts for text in texts], False
        else:
            yield from parts
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values((*path, index), item, carried, below)
    else:
        yield path, (str(value),), below


def reasons(otherwise: str, own: Mapping[str, str] | None = None) -> Callable[[Path], str]:
    """Return what tells why the value at a path is not there, by the name at the path's end.

    ``own`` has the names of which a format has something of its own to say; ``otherwise`` is said
    of all that nothing is known of.
    """
    known = {
        "archive_text": "the archive's present name is written instead",
        "text": "the locator is written in its usual form instead",
        "written": "the value is written in its usual form instead",
        **(own or {}),
    }
    return lambda path: known.get(str(path[-1]), otherwise)


#: Why a text is not whole in a format that has a line or a paragraph for each of its lines.
BLANK_LINES = "blank lines in it are left out"


def has_blank_line(text: str) -> bool:
    """Whether there is a blank line between others."""
    return "\n" in text and not all(line.strip() for line in text.strip().split("\n"))


def key_in_file(record: Record, legal: re.Pattern[str] | None = None) -> str:
    """Return the key that manuscripts cite a record by.

    That is the key of the entry that it was read from, where a record cannot have such a key
    (``smith:1999``) and ``legal`` matches it; else the record's own.
    """
    if not record.unread:
        return record.key
    key = own_key(record.key, (unread.text for unread in record.unread))
    if key is None or (legal is not None and not legal.fullmatch(key)):
        return record.key
    return key


def unique_keys(records: Sequence[Record], legal: re.Pattern[str] | None = None) -> list[str]:
    """Return a key for each record that no other one has, letter case aside.

    BibTeX and some citation processors take ``A`` and ``a`` for one key. The first record with a
    key keeps it; later ones get ``-2``, ``-3``, never a key that another record has of itself.
    ``legal``: see :func:`key_in_file`.
    """
    return distinct([key_in_file(record, legal) for record in records])


def distinct(wanted: Sequence[str]) -> list[str]:
    """Return a name for each one wanted that no other has, letter case aside.

    The first with a name keeps it; later ones get ``-2``, ``-3``, never a name that is wanted too.
    """
    own = {name.casefold() for name in wanted}
    last: dict[str, int] = {}
    names = []
    for name in wanted:
        folded = name.casefold()
        number = last.get(folded, 0) + 1
        if number > 1:
            while f"{folded}-{number}" in own:
                number += 1
            name = f"{name}-{number}"
        last[folded] = number
        names.append(name)
    return names


def key_loss(record: Record, key: str, legal: re.Pattern[str] | None = None) -> list[Loss]:
    """Return the loss of a record's key where ``key`` had to be written in its place."""
    wanted = key_in_file(record, legal)
    if key == wanted:
        return []
    why = f"another record has this key, letter case aside; written as {key}"
    return [Loss(record.key, "key", wanted, why)]
