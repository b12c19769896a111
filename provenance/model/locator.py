"""Locators: the archive, the units and the leaves by which a document is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import quote

import attrs

from provenance.archives import Archive, archives, present_id
from provenance.errors import Fault, RecordError, expect
from provenance.model import _fields as fields
from provenance.model._shown import Shown
from provenance.model.leaves import Leaves
from provenance.model.text import fold, natural_key
from provenance.units import root_kind, unit_kinds

__all__ = ["Locator", "Unit", "same_unit"]


@attrs.frozen(eq=False)
class Unit(Shown):
    """One step of a locator: its kind (an id of the unit table) and its value.

    ``value`` is canonical text, never a number: letters in Latin (``R-5446``), leading zeros
    kept. ``written`` is the value as it stood in the text, where that differs. Two units are
    equal when kind and folded value are.
    """

    kind: str = fields.text(required=True)
    value: str = fields.text(required=True)
    written: str | None = fields.text()

    def __attrs_post_init__(self) -> None:
        if self.kind not in unit_kinds():
            raise RecordError([Fault("Unit.kind", f"no unit kind has the id {self.kind!r}")])

    def _line(self) -> str:
        return f"{self.kind} {self.value}"

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, Unit):
            return NotImplemented
        return self.kind == other.kind and fold(self.value) == fold(other.value)

    def __hash__(self) -> int:
        return hash((self.kind, fold(self.value)))


def _quoted(text: str) -> str:
    return quote(text, safe=" !'()*,-./@_~+#&$|<>^")


@attrs.frozen(eq=False)
class Locator(Shown):
    """One archival reference.

    ``archive`` is an id of the authority, or ``None`` where the text names no archive or one we
    don't know; ``archive_text`` keeps the name as written. ``units`` come in the order of the
    archive's scheme. ``text`` is what the locator was read from, ``rest`` what followed it and
    is not part of it, ``note`` a remark of the record's author. None of these three, and no
    ``written``, has a part in identity: ``==``, ``hash`` and ``key`` compare the archive after
    its mergers, the unit kinds and folded values, and the leaves.
    """

    archive: str | None = fields.text()
    units: tuple[Unit, ...] = fields.instances(Unit)
    leaves: Leaves | None = fields.instance(Leaves)
    archive_text: str | None = fields.text()
    text: str | None = fields.text()
    rest: str | None = fields.text()
    note: str | None = fields.text()

    def __attrs_post_init__(self) -> None:
        if self.archive is not None and self.archive not in archives():
            raise RecordError(
                [Fault("Locator.archive", f"no archive has the id {self.archive!r}; "
                       "give an unknown archive's name as archive_text")]
            )  # fmt: skip
        if self.archive is None and self.archive_text is None and not self.units:
            raise RecordError([Fault("Locator", "expected an archive or at least one unit")])

    def _shown(self) -> Iterator[tuple[str, Any]]:
        if self.archive is not None or self.archive_text is not None:
            yield "archive", self.archive_text or self.archive
        yield from ((unit.kind, unit.value) for unit in self.units)
        if self.leaves is not None:
            yield self.leaves.kind, self.leaves.text
        yield "key", self.key

    def _line(self) -> str:
        named = [self.archive_text or self.archive or ""]
        parts = [unit._line() for unit in self.units]
        leaves = [self.leaves._line()] if self.leaves is not None else []
        return ", ".join(filter(None, (*named, *parts, *leaves)))

    @property
    def holder(self) -> Archive | None:
        """The archive's entry in the authority, or ``None`` for an unknown one."""
        return archives()[self.archive] if self.archive is not None else None

    def unit(self, kind: str) -> Unit | None:
        """Return the first unit of this kind, or of a kind that counts as it here."""
        wanted = self._kind(kind)
        return next((unit for unit in self.units if self._kind(unit.kind) == wanted), None)

    def _kind(self, kind: str) -> str:
        holder = self._present
        return holder.identity_kind(kind) if holder is not None else root_kind(kind)

    @cached_property
    def _present(self) -> Archive | None:
        return archives()[present_id(self.archive)] if self.archive is not None else None

    @cached_property
    def part(self) -> str:
        """The code, if it is known, of the part of the archive that numbers its fonds itself.

        Such as ``ERAF`` of the National Archives of Estonia: fond 1 of another part is another.
        """
        holder = self._present
        if holder is None or not holder.sub_archives:
            return ""
        names = [self.archive_text or ""]
        if self.archive is not None and self.archive != holder.id:
            names += archives()[self.archive].latin_abbreviations[:1]
        words = [word for name in names for word in _WORDS.findall(name.upper())]
        return next((word for word in reversed(words) if word in holder.sub_archives), "")

    @cached_property
    def _identity(self) -> tuple[str, tuple[tuple[str, str], ...], tuple[str, str]]:
        where = ""
        if self._present is not None:
            where = self._present.id
        elif self.archive_text is not None:
            where = "?" + fold(self.archive_text).rstrip(".")
        units = tuple((self._kind(unit.kind), fold(unit.value)) for unit in self.units)
        leaves = (self._kind(self.leaves.kind), self.leaves.text) if self.leaves else ("", "")
        return where, units, leaves

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, Locator):
            return NotImplemented
        return self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @cached_property
    def key(self) -> str:
        """The identity as text: ``avprf:fond=0102;opis=14;delo=6;list=26-29``."""
        where, units, (leaf_kind, leaves) = self._identity
        parts = [f"{kind}={_quoted(value)}" for kind, value in units]
        if leaves:
            parts.append(f"{leaf_kind}={leaves.replace(' ', '')}")
        name = "?" + _quoted(where[1:]) if where.startswith("?") else where
        return f"{name}:{';'.join(parts)}"

    @cached_property
    def unit_key(self) -> str:
        """What all references to one file share: equal wherever :func:`same_unit` holds.

        The archive and the units that are not auxiliary, in no special order of kinds; empty where
        ``same_unit`` can hold for nothing.
        """
        where, units, _ = self._identity
        if not where or not units:
            return ""
        auxiliary = self._present.auxiliary if self._present is not None else frozenset()
        sure = sorted(
            (pair for pair in units if pair[0] not in auxiliary), key=lambda pair: pair[0]
        )
        return f"{where}:" + ";".join(f"{kind}={_quoted(value)}" for kind, value in sure)

    @cached_property
    def _order(self) -> tuple[Any, ...]:
        where, units, (leaf_kind, _) = self._identity
        auxiliary = self._present.auxiliary if self._present is not None else frozenset()
        deciding = tuple(natural_key(value) for kind, value in units if kind not in auxiliary)
        others = tuple(natural_key(value) for kind, value in units if kind in auxiliary)
        leaves = tuple((r.start, r.end) for r in self.leaves.ranges) if self.leaves else ()
        return where, deciding, others, leaf_kind, leaves, self.key

    def __lt__(self, other: object) -> Any:
        return self._order < other._order if isinstance(other, Locator) else NotImplemented

    def __le__(self, other: object) -> Any:
        return self._order <= other._order if isinstance(other, Locator) else NotImplemented

    def __gt__(self, other: object) -> Any:
        return self._order > other._order if isinstance(other, Locator) else NotImplemented

    def __ge__(self, other: object) -> Any:
        return self._order >= other._order if isinstance(other, Locator) else NotImplemented

    def overlaps(self, other: Locator) -> bool:
        """Whether both are the same file and share a leaf; without leaves, the whole file is."""
        if not same_unit(self, other):
            return False
        if self.leaves is None or other.leaves is None:
            return True
        return self.leaves.overlaps(other.leaves)


_WORDS = re.compile(r"[^\W_]+")


def _values(locator: Locator) -> dict[str, list[str]]:
    """Return the folded values by kind: named levels may be several of one kind."""
    found: dict[str, list[str]] = {}
    for kind, value in locator._identity[1]:
        found.setdefault(kind, []).append(value)
    return found


def same_unit(a: Locator, b: Locator) -> bool:
    """Whether ``a`` and ``b`` are the same file, whatever their leaves.

    Units that the archive's data marks as auxiliary (AVPRF's papka) may be missing on one side,
    but may not differ. Fonds of two parts of an archive (``EAA``, ``ERAF``) are not the same.
    Without a known or named archive on both sides: no.
    """
    expect(a, Locator, "a locator")
    expect(b, Locator, "a locator")
    if not a._identity[0] or a._identity[0] != b._identity[0] or not a.units or not b.units:
        return False
    if a.part and b.part and a.part != b.part:
        return False
    auxiliary = a._present.auxiliary if a._present is not None else frozenset()
    mine, theirs = _values(a), _values(b)
    return all(
        mine.get(kind) == theirs.get(kind)
        or (kind in auxiliary and (kind not in mine or kind not in theirs))
        for kind in mine.keys() | theirs.keys()
    )
