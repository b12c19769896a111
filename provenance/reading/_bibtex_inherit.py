"""What an entry of a ``.bib`` file takes from others by ``crossref`` and ``xdata``; preambles.

BibTeX gives an entry with ``crossref`` every field of the other entry that it lacks; BibLaTeX
renames some on the way (the title of a collection is the ``booktitle`` of what stands in it; manual
of biblatex, appendix B), and lets ``@xdata`` hold fields for several entries. Here a field that an
entry has stays as it is. An entry keeps its ``crossref``, and its ``xdata`` only where there is no
such block. A ``@preamble`` goes with the entry after it.

The other entry may stand before or after: an entry waits until it has come, those after it too.
What waits and what is remembered is bounded, so that a file of any length can be read.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

import attrs

from provenance.reading._bibtex_blocks import LONGEST_ENTRY, Block, Field
from provenance.reading.entries import Problem

__all__ = ["inherited"]

#: So many other entries one may take from, directly or through others.
_MOST = 20
#: So many characters of entries may wait for another one, and so many are remembered.
_AT_ONCE = 1_000_000
#: All that is looked at to be taken may be so many times as long as the file, beyond a first few
#: millions of characters: two lines of a hostile file could otherwise become any amount of text.
_TIMES, _FREE = 50, 4 * LONGEST_ENTRY

#: Fields that say something about the other entry alone.
_OWN = frozenset(
    {
        *("ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label"),
        *("options", "presort", "related", "relatedoptions", "relatedstring", "relatedtype"),
        *("shorthand", "shorthandintro", "sortkey", "key"),
    }
)
#: With a title that gets another name, its short and sorted forms are not taken.
_TITLES = ("title", "subtitle", "titleaddon")
_FORMS = frozenset(("shorttitle", "sorttitle", "indextitle", "indexsorttitle"))
_CHAPTERS = frozenset(("inbook", "bookinbook", "suppbook"))
_PARTS = _CHAPTERS | {"incollection", "suppcollection", "inreference", "inproceedings"}
_DATES = frozenset(("date", "year", "month", "day"))


class _Known(NamedTuple):
    """An entry that is remembered: packed, its length, and what it takes from."""

    packed: str
    size: int
    keys: tuple[str, ...]
    parts: tuple[list[tuple[str, str]], ...]


def inherited(
    found: Iterable[Block | Problem], *, remark: Callable[[str], None] | None = None
) -> Iterator[Block | Problem]:
    """Yield entries with what they take from others, in their order; problems as they are.

    ``remark`` is called with what the user should know: an entry that is named but not there, a
    preamble that nothing follows.
    """
    return _Heirs(remark or (lambda _: None)).of(found)


class _Heirs:
    def __init__(self, remark: Callable[[str], None]) -> None:
        self._remark = remark
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._remembered = 0
        self._waiting: deque[Block | Problem] = deque()
        self._held = 0
        self._budget = _FREE
        self._preambles: list[Block] = []
        self._unused: dict[str, tuple[str, int]] = {}

    def of(self, found: Iterable[Block | Problem]) -> Iterator[Block | Problem]:
        for block in found:
            if isinstance(block, Block):
                if block.type == "preamble":
                    self._preambles.append(block)
                    continue
                size = _size(block)
                self._budget += _TIMES * size
                self._held += size
                self._remember(block, size)
                if block.type == "xdata":
                    self._unused[block.key.casefold()] = (block.key, block.line)
                    self._held -= size
                    continue  # no document
                if self._preambles:
                    block = attrs.evolve(block, before=tuple(self._preambles))
                    self._preambles = []
            self._waiting.append(block)
            while self._waiting and (self._held > _AT_ONCE or self._ready(self._waiting[0])):
                yield self._next()
        while self._waiting:
            yield self._next()
        for preamble in self._preambles:
            self._remark(f"line {preamble.line}: no entry follows the @preamble, it is left out")
        for key, line in self._unused.values():
            self._remark(f"line {line}: no entry takes from @xdata {key!r}, it is left out")

    def _remember(self, block: Block, size: int) -> None:
        if not block.key or block.key.casefold() in self._known:
            return
        self._known[block.key.casefold()] = _Known(_packed(block), size, *_needs(block))
        self._remembered += size
        while self._remembered > _AT_ONCE:
            self._remembered -= self._known.popitem(last=False)[1].size

    def _ready(self, block: Block | Problem) -> bool:
        """Whether all that a block takes from has come."""
        if isinstance(block, Problem):
            return True
        seen: set[str] = set()
        ahead = [_needs(block)]
        while ahead and len(seen) <= _MOST:
            keys, others = ahead.pop()
            for parts in others:
                if not any(key in self._known for key, _ in parts):
                    return False
            for key in keys:
                if key not in seen:
                    seen.add(key)
                    known = self._known.get(key)
                    if known is None:
                        return False
                    ahead.append((known.keys, known.parts))
        return True

    def _next(self) -> Block | Problem:
        block = self._waiting.popleft()
        if isinstance(block, Problem):
            return block
        self._held -= _size(block)
        if any(field.name in _REFERRING or _granular(field) for field in block.fields):
            key = block.key.casefold()
            fields = self._fields(block, {key}, block.line, (key,))
            return attrs.evolve(block, fields=tuple(fields))
        return block

    def _fields(
        self, block: Block, seen: set[str], line: int, above: tuple[str, ...]
    ) -> list[Field]:
        """Return the fields of a block with those that it takes from others.

        ``seen`` are the entries that were taken from, ``above`` those that this one is taken for.
        """
        fields = [self._one(field) for field in block.fields]
        names = {field.name for field in fields if field.value.strip()}
        missing: list[str] = []
        for key, crossed in _names(block):
            known = self._known.get(key.casefold())
            if known is None:
                missing.append(key)
                what = "crossref" if crossed else "xdata"
                self._remark(f"line {line}: there is no entry {key!r}, which {what} names")
                continue
            self._unused.pop(key.casefold(), None)
            if key.casefold() in seen:  # a ring, or taken already
                if key.casefold() in above:
                    self._remark(f"line {line}: crossref and xdata lead from {key!r} back to it")
                continue
            size = known.size
            if len(seen) > _MOST or size > self._budget:
                self._remark(f"line {line}: nothing is taken from {key!r}: there is too much of it")
                continue
            other = _unpacked(known.packed)
            seen.add(key.casefold())
            self._budget -= size
            theirs = self._fields(other, seen, other.line, (*above, key.casefold()))
            taken = [
                each for each in _taken(theirs, other.type, block, crossed)
                if not _has(names, each.name)
            ]  # fmt: skip
            fields += taken
            names |= {field.name for field in taken}
        return [each for each in map(_left(missing), fields) if each is not None]

    def _one(self, field: Field) -> Field:
        """Return a field; where another entry has its value, with that value."""
        parts = _granular(field)
        for key, name in parts:
            known = self._known.get(key)
            if known is None or known.size > self._budget:
                continue
            self._budget -= known.size
            found = [each for each in _unpacked(known.packed).fields if each.name == name]
            if found and not _granular(found[0]):
                self._unused.pop(key, None)
                value = found[0].value
                return attrs.evolve(field, value=value, source=f"{field.name} = {{{value}}}")
        if parts:
            self._remark(f"line {field.line}: there is no {field.value.strip()!r}")
        return field


_REFERRING = frozenset(("crossref", "xdata"))
_GRANULAR = re.compile(r"\s*xdata\s*=\s*(?P<what>[^\s{},]{3,200})\s*\Z")


def _granular(field: Field) -> list[tuple[str, str]]:
    """Return the entry and field that a value names (``xdata=moscow-location``).

    Keys may have hyphens: there are as many ways to part them. Nothing for other values.
    """
    match = _GRANULAR.match(field.value)
    if match is None:
        return []
    text = match["what"].casefold()
    return [(text[: at.start()], text[at.end() :]) for at in re.finditer("-", text)]


def _packed(block: Block) -> str:
    """Return an entry as a text, which takes a tenth of the memory."""
    fields = [[each.name, each.value, each.source, each.line] for each in block.fields]
    return json.dumps([block.type, block.key, fields, block.line], ensure_ascii=False)


def _unpacked(text: str) -> Block:
    kind, key, fields, line = json.loads(text)
    return Block(kind, key, tuple(Field(*each) for each in fields), "", line)


def _needs(block: Block) -> tuple[tuple[str, ...], tuple[list[tuple[str, str]], ...]]:
    """Return the keys, and the other entries' fields, that a block takes from."""
    keys = tuple(key.casefold() for key, _ in _names(block))
    return keys, tuple(filter(None, map(_granular, block.fields)))


def _size(block: Block) -> int:
    return len(block.head) + sum(len(field.source) for field in block.fields)


def _names(block: Block) -> list[tuple[str, bool]]:
    """Return the keys that a block takes from, and whether by ``crossref``; xdata come first."""
    keys: dict[str, bool] = {}
    for name in ("xdata", "crossref"):
        for field in block.fields:
            if field.name == name:
                found = _keys(field.value) if name == "xdata" else [field.value.strip()]
                for key in filter(None, found[:_MOST]):
                    keys.setdefault(key, name == "crossref")
    return list(keys.items())


def _keys(value: str) -> list[str]:
    return [key.strip() for key in value.split(",") if key.strip()]


def _taken(theirs: Iterable[Field], kind: str, heir: Block, crossed: bool) -> Iterator[Field]:
    """Yield the fields of another entry under the names that they have in the heir."""
    fields = list(theirs)
    if not crossed:  # data for no other purpose
        yield from (field for field in fields if field.name not in ("ids", "xdata"))
        return
    prefix = _prefix(kind, heir.type)
    direct = {field.name for field in fields}
    for field in fields:
        name = field.name
        if name in _OWN or (prefix and name in _FORMS):
            continue
        if prefix and name in _TITLES:
            name = prefix + name
            if name in direct:  # a collection that says its booktitle for those who take it
                continue
        yield _named(field, name)
        if name == "author" and kind in ("book", "mvbook") and heir.type in _CHAPTERS:
            yield _named(field, "bookauthor")


def _prefix(kind: str, heir: str) -> str:
    """Return what the titles of an entry begin with in another one: ``book``, ``main``."""
    if kind.startswith("mv"):
        return "main"
    if heir in _PARTS and kind in ("book", "collection", "reference", "proceedings"):
        return "book"
    return "journal" if heir in ("article", "suppperiodical") and kind == "periodical" else ""


def _named(field: Field, name: str) -> Field:
    if name == field.name:
        return field
    return attrs.evolve(field, name=name, source=f"{name} = {{{field.value}}}")


def _has(names: Collection[str], name: str) -> bool:
    """Whether an entry with fields of these names has one, under this name or another for it."""
    if name in _DATES:
        return "date" in names or "year" in names or (name != "year" and name in names)
    return name in names or any(other in names for other in _ALIASES.get(name, ()))


_ALIASES = {
    "journal": ("journaltitle",), "journaltitle": ("journal",), "address": ("location",),
    "location": ("address",), "annote": ("annotation",), "annotation": ("annote",),
    "school": ("institution",), "institution": ("school",),
}  # fmt: skip


def _left(missing: list[str]) -> Callable[[Field], Field | None]:
    """Return what leaves of an ``xdata`` field only the blocks that are not there."""

    def left(field: Field) -> Field | None:
        if field.name != "xdata":
            return field
        if not missing:
            return None
        keys = [key for key in _keys(field.value) if key in missing]
        return attrs.evolve(field, source=f"xdata = {{{', '.join(keys)}}}") if keys else None

    return left
