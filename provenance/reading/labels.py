"""Grammars: what a label means at an archive, or in a country's references without one.

A :class:`Grammar` is made from the tables (labels, unit kinds, the archive's scheme) the first
time it is needed. A label means what the archive's scheme says: an archive's own rows override
its country's, and a label of another tradition stands for the kind that is its counterpart here.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from provenance.archives import Archive, archives
from provenance.notation import notation
from provenance.reading import tokens
from provenance.reading.label_keys import MOST, Looked, label_key
from provenance.reading.label_tables import (
    common_labels,
    keys_of,
    names_of_kinds,
    short_leaf_labels,
    traditions_table,
)
from provenance.reading.lookalikes import other_scripts
from provenance.reading.notation import Form, compile_notation
from provenance.units import Label, labels, leaf_class, root_kind, unit_kinds

__all__ = ["Grammar", "Traditions", "archive_grammar", "tradition", "traditions"]


class Grammar:
    """How references to one archive, or of one tradition, are written.

    ``before`` and ``after`` give the unit kinds a label may stand for, by the label as written
    without its last stop, by its key, and by its key in lower case; ``before`` labels precede
    their values, ``after`` labels follow them.
    """

    def __init__(self, name: str, archive: Archive | None, rows: list[Label]) -> None:
        self.name = name
        self.archive = archive
        self.language = archive.language if archive is not None else rows[0].language
        self.before: dict[str, tuple[str, ...]] = {}
        self.after: dict[str, tuple[str, ...]] = {}
        self.verso: set[str] = set()
        self.following: set[str] = set()
        self.following_many: set[str] = set()
        self.leaf_kinds: dict[str, bool] = {}
        kinds = archive.kinds if archive is not None else ()
        self.order: dict[str, float] = {kind: index for index, kind in enumerate(kinds)}
        self.places: dict[str, float] = dict(self.order)
        self.levels = [level.kinds for level in archive.scheme] if archive is not None else []
        self.leaf_levels = sum(any(map(leaf_class, kinds)) for kinds in self.levels)
        self._fill(rows)
        #: Whether a hyphen may join a label and its value: ``w-82``, ``f-50``.
        self.hyphens = any(_HYPHENED.search(row.label) for row in rows)
        #: Labels that are part of the call number they begin: ``A1 5339``, ``MS 491``.
        self.coded = frozenset(row.label for row in rows if _is_code(row))
        #: Labels in a case of their language, as sentences have them: before numbers alone.
        self.declined = frozenset(key for row in rows if row.declined for key in keys_of(row.label))
        #: The labels that are the archive's or its country's, not another tradition's.
        self.own = frozenset(self.before) | frozenset(self.after)
        for key, found in self.after.items():
            self.before.setdefault(key, found)
        if archive is not None:
            self._borrow()
        self.leaves = next((k for k in kinds if leaf_class(k)), "")
        self.forms: tuple[Form, ...] = ()
        #: Forms that may stand after other units: where one of them is of a single unit.
        self.later_forms: tuple[Form, ...] = ()
        self.notation: Form | None = None
        if archive is not None:
            self.forms = tuple(
                form._replace(kinds=tuple(map(self.counterpart, form.kinds)))
                for form in (compile_notation(each, whole=True) for each in archive.also_written)
            )
            if any(len(form.kinds) == 1 for form in self.forms):
                self.later_forms = self.forms
            if archive.notation:
                self.notation = compile_notation(archive.notation)
        #: Series codes with their number, which begin a reference of their own: ``FO 371/9``.
        self.codes: tuple[Form, ...] = ()
        if archive is not None:
            self.codes = tuple(compile_notation(code, whole=True) for code in archive.codes)
        #: The words in capitals that those begin with.
        self.series = (
            frozenset(word for code in archive.codes for word in _CAPITALS.findall(code))
            if archive is not None
            else frozenset()
        )
        self.named = archive.named if archive is not None else ()
        self.year = next((k for k in kinds if root_kind(k) in ("god", "viti")), "year")
        self._before = Looked(self.before)
        self._after = Looked(self.after)

    def _fill(self, rows: list[Label]) -> None:
        found: dict[str, dict[str, dict[str, bool]]] = {"before": {}, "after": {}}
        for row in rows:
            if row.unit in ("oborot", "recto", "following", "following-many"):
                self._mark(row)
                continue
            if self._stranger(row.unit):
                continue
            kind = self.counterpart(row.unit)
            own = kind == row.unit
            for key in keys_of(row.label):
                keys = [(row.position, key)]
                if "…" in key:  # 第…画像目 stands around the number
                    keys.append(("after", key.partition("…")[2]))
                elif key[:1] >= "\u2e80":  # 第13页 as well as 页13
                    keys.append(("after", key))
                for position, each in keys:
                    kinds = found[position].setdefault(each, {})
                    kinds[kind] = kinds.get(kind, False) or own
        for position, table in (("before", self.before), ("after", self.after)):
            for key, meant in found[position].items():
                # a kind that the scheme has comes before one that it lacks, and what the label
                # means itself before the counterpart of what it means elsewhere
                table[key] = tuple(
                    sorted(meant, key=lambda kind: (kind not in self.order, not meant[kind]))
                )

    def _mark(self, row: Label) -> None:
        if row.unit == "following":
            self.following.add(row.label)
        elif row.unit == "following-many":
            self.following_many.add(row.label)
        elif row.unit == "oborot":
            self.verso.add(row.label)

    def _borrow(self) -> None:
        """Add the labels of other traditions, in so far as this archive has none of its own."""
        soviet, short = tradition("RU").before, short_leaf_labels()
        lettered = bool(self.levels) and root_kind(self.levels[0][0]) == "fond"
        # where labels come after their numbers (101. f.), letters before one are part of it
        lettered = lettered and not any(self.levels[0][0] in kinds for kinds in self.after.values())
        for key, unit_names in common_labels().items():
            if key in self.before or key in self.after:
                continue
            if len(key) < 3 and not (lettered and (key in soviet or key in short)):
                continue
            kinds = dict.fromkeys(
                self.counterpart(unit) for unit in unit_names if not self._stranger(unit)
            )
            if not kinds:
                continue
            here = tuple(kind for kind in kinds if kind in self.order)
            self.before[key] = here or tuple(kinds)[:1]
        for key in ("p", "pp"):
            own = self.before.get(key, ())
            level = next((level for level in self.levels if own and own[0] in level), ())
            if not own or len(level) > 1:  # perechen or page: where there is an opis, a page
                self.before[key] = (*own, self.counterpart("page"))
        bare = (
            notation(self.archive.notation).kinds if self.archive and self.archive.notation else ()
        )
        for key, unit_names in names_of_kinds().items():
            kind = unit_names[0]
            known = key in self.before or key in self.after
            if (
                known
                or kind in bare
                or (
                    self._stranger(kind)
                    and kind not in (self.archive.named if self.archive else ())
                )
            ):
                continue
            if self.counterpart(kind) == kind:
                self.before[key] = (kind,)

    def _stranger(self, kind: str) -> bool:
        """Whether ``Vol. XVI`` is, where levels go by names, the name of one."""
        return (
            self.archive is not None
            and bool(self.archive.named)
            and kind not in self.order
            and unit_kinds()[kind].kind == "container"
            and root_kind(kind) != "reel"
        )

    def counterpart(self, kind: str) -> str:
        """Return the kind of this archive's scheme that ``kind`` of another tradition is here."""
        if self.archive is None or kind in self.order:
            return kind
        same = self.archive.identity_kind(kind)
        if same in self.order:
            return same
        counted = leaf_class(kind)
        if counted:
            return next((k for k in self.order if leaf_class(k) == counted), kind)
        entry = unit_kinds()[kind]
        if entry.kind != "container" or not entry.isad_level or entry.level not in (1, 2, 4):
            return kind
        for own in self.order:
            mine = unit_kinds()[own]
            if (
                mine.level == entry.level
                and mine.isad_level.split("|")[0] == entry.isad_level.split("|")[0]
                and root_kind(own) not in ("department", "cote", "record-number")
            ):
                return own
        return kind

    def place(self, kind: str) -> float:
        """Return where ``kind`` stands in the scheme's order; kinds it lacks go by their level."""
        found = self.places.get(kind)
        if found is None:
            level = unit_kinds()[kind].level
            if self.archive is None:
                found = level - 1.0
            else:
                before = [
                    index for own, index in self.order.items() if unit_kinds()[own].level <= level
                ]
                found = max(before) + 0.3 + level / 20 if before else -0.9 + level / 20
            self.places[kind] = found
        return found

    def is_leaf(self, kind: str) -> bool:
        """Whether ``kind`` counts leaves, pages or frames."""
        known = self.leaf_kinds.get(kind)
        if known is None:
            known = self.leaf_kinds[kind] = bool(leaf_class(kind))
        return known

    def code_at(self, text: str, pos: int) -> bool:
        """Whether a series code with its number stands at ``pos``: ``FO`` is no folio then."""
        return any(code.pattern.match(text, pos) is not None for code in self.codes)

    def labelled_at(self, text: str, pos: int) -> bool:
        """Whether a word at ``pos`` that has its number after it is a label here."""
        step = tokens.STEP.match(text, pos)
        if step is not None and step.start("label") == pos and self.lookup(step["label"]):
            return True
        named = tokens.LABEL_AND_CAPITALS.match(text, pos)  # w zespole KC PZPR
        return named is not None and named["label"] in self.declined

    def lookup(self, label: str) -> tuple[str, ...]:
        """Return the kinds that ``label`` before a value may stand for; none where unknown."""
        kinds = self._before[label]
        if label in self.series:
            return tuple(kind for kind in kinds if not self.is_leaf(kind))
        return kinds

    def lookup_after(self, label: str) -> tuple[str, ...]:
        """Return the kinds that ``label`` after a value may stand for."""
        return self._after[label]

    def choose(self, kinds: tuple[str, ...], used: Container[str], last: float) -> str | None:
        """Return which of ``kinds`` a label stands for after the units ``used``.

        The first that comes after the last unit in the scheme's order, else the first that is
        not used yet; ``None`` where all are. ``opis/perechen`` and ``delo/dokument`` go together.
        """
        if len(kinds) == 1:
            kind = kinds[0]
            return None if kind in used else kind
        if self.levels:
            kinds = self._parallel(kinds, used)
        for level in self.levels:  # delo or dokument, not both: another file begins
            if len(level) > 1 and any(kind in used and kind in level for kind in kinds):
                kinds = tuple(kind for kind in kinds if kind not in level)
        later = None
        for kind in kinds:
            if kind in used or (self.is_leaf(kind) and not used):
                continue
            if self.place(kind) > last:
                return kind
            later = later or kind
        return later

    def _parallel(self, kinds: tuple[str, ...], used: Container[str]) -> tuple[str, ...]:
        """Put first the kind whose level was filled, in the same way, by a level above."""
        for level in self.levels:
            if len(level) > 1 and sum(kind in level for kind in kinds) > 1:
                for above in self.levels:
                    if above is not level and len(above) == len(level):
                        for index, kind in enumerate(above):
                            if kind in used and level[index] in kinds:
                                return (level[index], *kinds)
        return kinds


_CAPITALS = re.compile(r"(?<![\[A-Z])[A-Z]{2,}")
_HYPHENED = re.compile(r"^-?[^\W\d_]+\.?-$")


def _is_code(row: Label) -> bool:
    entry = unit_kinds()[row.unit]
    if entry.kind != "identifier" or not row.label.isupper() or entry.value_pattern == ".+":
        return False
    return any(re.match(entry.value_pattern, row.label + number) for number in ("1", " 1", "-1"))


@cache
def archive_grammar(aid: str) -> Grammar:
    """Return the grammar of the archive with this id."""
    known = archives()[aid]
    own = [row for row in labels() if aid in row.scope and len(row.scope) == 1]
    country = [row for row in labels() if row not in own and known.country in row.scope]
    taken = {label_key(row.label) for row in own}
    level_of = {kind: level for level in known.scheme for kind in level.kinds}
    rows = []
    for row in country:
        if label_key(row.label) in taken:
            rivals = {r.unit for r in own if label_key(r.label) == label_key(row.label)}
            level = level_of.get(row.unit)
            if level is None or not any(level_of.get(unit) is level for unit in rivals):
                continue
        rows.append(row)
    extra = [row for row in labels() if aid in row.scope and len(row.scope) > 1]
    return Grammar(aid, known, [*rows, *own, *extra])


@cache
def tradition(name: str) -> Grammar:
    """Return the grammar of a tradition, without an archive."""
    rows = [row for row in labels() if name in row.scope]
    if name not in archives():  # what has no letters means what it does in one country alone
        rows = [row for row in rows if row.script != "Zyyy"]
    return Grammar(name, None, rows)


class Traditions:
    """Which traditions have a label, as bits: the lowest one is the likeliest."""

    def __init__(self) -> None:
        self.before: dict[str, int] = {}
        self.after: dict[str, int] = {}
        self._others: dict[str, int] = {}
        self._names = traditions_table()["likelier_first"]
        for index, name in enumerate(self._names):
            grammar = tradition(name)
            for table, found in ((self.before, grammar.before), (self.after, grammar.after)):
                for key in found:
                    table[key] = table.get(key, 0) | 1 << index

    def bits(self, label: str) -> int:
        """Return the traditions that have this label before a value."""
        found = self.before.get(label)
        if found is None:
            found = self._others.get(label)
        if found is None:
            if len(self._others) >= MOST:
                self._others.clear()
            found = self._others[label] = self._folded(label)
        return found

    def _folded(self, label: str) -> int:
        key = label_key(label)
        found = self.before.get(key) or self.before.get(key.casefold()) or 0
        if not found and not label.isascii():
            for form in other_scripts(key):
                found = found or self.before.get(form.casefold()) or 0
        return found

    def kinds(self, label: str) -> tuple[str, ...]:
        """Return what a label stands for in the likeliest of its traditions."""
        names = self.names(self.bits(label))
        return tradition(names[0]).lookup(label) if names else ()

    def names(self, bits: int) -> list[str]:
        """Return the traditions of ``bits``, likelier ones first."""
        return [name for index, name in enumerate(self._names) if bits >> index & 1]


@cache
def traditions() -> Traditions:
    """Return the table of all traditions' labels."""
    return Traditions()
