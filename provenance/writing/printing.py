"""How locators are put in print: the tables ``records/printing.tsv`` and ``printing.toml``.

Three forms: ``short`` and ``long`` in Latin letters, between commas; ``native`` in the script and
by the standard of the archive's country (GOST R 7.0.5-2008, 11.4; DSTU 8302:2015; the archives'
own rules elsewhere). An unknown archive whose name is in Cyrillic letters has its labels in them
too, between commas, in place of the first two: the form ``original``, which nobody asks for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from provenance._data import data
from provenance.archives import Archive, archives, candidates, present_id
from provenance.notation import Notation, notation
from provenance.units import unit_kind

__all__ = ["FORMS", "House", "Label", "archive_house", "has_cyrillic", "tradition_house"]

#: The forms in which a locator can be printed.
FORMS = ("short", "long", "native")


class Label(NamedTuple):
    """The text before and after a unit's value, and before and after several leaves.

    A label without text leaves the value alone. One that makes the value an ordinal number begins,
    after it, with a stop (``5. doboz``).
    """

    before: str
    after: str
    before_many: str
    after_many: str

    @classmethod
    def of(cls, one: str, many: str, place: str) -> Label:
        """Make the label from its words and their place: before, after, or around (``第…页``)."""
        return cls(*_around(one, place), *_around(many, place))

    def around(self, value: str, *, many: bool = False) -> str:
        """Return the value with its label."""
        before, after = (self.before_many, self.after_many) if many else (self.before, self.after)
        if not after:
            return before + value
        if after[0] == "." and value.endswith("."):
            return before + value + after[1:]
        return before + value + after


def _around(word: str, place: str) -> tuple[str, str]:
    if "…" in word:
        before, _, after = word.partition("…")
        return before, after
    if place == "after":
        return "", f". {word}"
    if place == "after plain":
        return "", f" {word}"
    return (word if not word or word.endswith("-") else f"{word} "), ""


def _columns(cells: list[str], form: str) -> tuple[str, str, str]:
    """Return the labels for one and several, and the place, of a row in a form."""
    short, shorts, long, longs, native, natives, place = (cells + [""] * 7)[:7]
    chosen = (short, shorts)
    if form == "long" and long:
        chosen = (long, longs)
    elif form == "native" and native:
        chosen = (native, natives)
    elif form == "original" and native:
        chosen = (native.lower(), natives.lower())
    return chosen[0], chosen[1] or chosen[0], place


@cache
def _labels(form: str) -> dict[str, dict[str, Label]]:
    """Return the labels of a form, by scope and unit kind."""
    lines = data("records", "printing.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    table: dict[str, dict[str, Label]] = {}
    for scope, kind, *cells in rows[1:]:
        one, many, place = _columns(cells, form)
        label = Label.of("", "", "") if one == "-" else Label.of(one, many, place)
        for part in scope.split("|"):
            table.setdefault(part, {})[kind] = label
    return table


def _general(kind: str) -> Label:
    """Return the label of a kind that the table has no row for: its name in Latin letters."""
    entry = unit_kind(kind)
    if entry is None or kind == "level":
        return Label.of("", "", "")
    one = next(filter(_is_latin, entry.long_singular), kind.replace("-", " "))
    many = next(filter(_is_latin, entry.long_plural), one)
    return Label.of(one, many, "")


def _is_latin(text: str) -> bool:
    return max(text) < "\u0250"


def has_cyrillic(text: str) -> bool:
    """Whether there is a Cyrillic letter in ``text``."""
    return any("\u0400" <= ch <= "\u052f" for ch in text)


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads(data("records", "printing.toml").read_text(encoding="utf-8"))


_JOINTS = ("after_name", "joint", "joint_after_stop")


def _style(scopes: tuple[str, ...], form: str) -> dict[str, str]:
    """Return what stands between and after the parts in a form, for the first of the scopes."""
    default = _rules()["default"]
    styles = [default]
    for scope in reversed(scopes):
        styles += [style for style in _rules()["style"] if scope in style["scope"]]
    merged: dict[str, str] = {}
    for style in styles:
        for key in default:
            if key in style:
                merged[key] = style[key]
    if form in ("native", "original"):
        for style in styles:
            for key in default:
                if "native_" + key in style and (form == "native" or key not in _JOINTS):
                    merged[key] = style["native_" + key]
    return merged


class House:
    """The house rules for one archive, or one tradition, in one form.

    ``name`` is the archive's name in this form; ``separator`` stands after it where label-free
    units follow, ``after_name`` otherwise. ``joint``, ``joint_after_stop`` and ``following`` are as
    in ``printing.toml``, ``sides`` has verso and recto. ``cyrillic`` says whether values are
    printed in Cyrillic letters, ``one_kind`` whether there is but one kind of unit here.
    """

    def __init__(self, scopes: tuple[str, ...], form: str, archive: Archive | None) -> None:
        style = _style(scopes, form)
        self.form = form
        self.archive = archive
        self.after_name = style["after_name"]
        self.joint = style["joint"]
        self.joint_after_stop = style["joint_after_stop"]
        self.sides = {"": "", "r": style["recto"], "v": style["verso"]}
        self.following = style["following"]
        self.name = ""
        self.separator = self.after_name
        self.notation: Notation | None = None
        #: Ways of writing that say which value a unit has: BArch, MfS, HA IX, Nr. 2345.
        self.spelled: tuple[Notation, ...] = ()
        self.one_kind = False
        self._bare: dict[str, re.Pattern[str]] = {}
        self._scopes = scopes
        self._known: dict[str, Label] = {}
        if archive is not None:
            self.name = _native_name(archive) if form == "native" else archive.printed
            if archive.separator != ", ":
                self.separator = archive.separator
            if archive.notation:
                self.notation = notation(archive.notation)
            self.spelled = tuple(
                form for form in map(notation, archive.also_written) if _spells(form)
            )
            self._bare = {kind: re.compile(form) for kind, form in archive.bare.items()}
            self.one_kind = len(archive.kinds) == 1
        self.language = archive.language if archive is not None else _language(scopes[0])
        self.cyrillic = form in ("native", "original") and self.language in _CYRILLIC

    @cached_property
    def is_plain(self) -> bool:
        """Whether parts are put together in the simplest way: Latin letters, label by label."""
        return (
            self.notation is None
            and not self._bare
            and not self.cyrillic
            and self.joint == self.joint_after_stop
            and not self.after_name.startswith(".")
        )

    @cached_property
    def prefixes(self) -> dict[str, str | None]:
        """What stands before a unit: joint and label; ``None`` where a label goes after it.

        Filled as kinds are met, by :meth:`prefix`.
        """
        return {}

    def prefix(self, kind: str) -> str | None:
        """Return what stands before a unit of this kind, and keep it in ``prefixes``."""
        label = self.label(kind)
        found = None if label.after or label.after_many else self.joint + label.before
        self.prefixes[kind] = found
        return found

    def is_one(self, value: str) -> bool:
        """Whether ``value`` cannot be taken for more than one unit where it stands unquoted.

        It can where it holds a comma, or the name of a kind that is used here before a number
        (``Central Decimal File 1955–59``, where files have numbers).
        """
        if value.isalnum() or self.one_kind:
            return True
        if _SEPARATING.search(value) is not None:
            return False
        return " " not in value or self._units.search(value) is None

    @cached_property
    def _units(self) -> re.Pattern[str]:
        kinds = self.archive.kinds if self.archive is not None else ()
        words = {
            word.strip(" .")
            for form in FORMS
            for kind in kinds
            for word in (_label(form, self._scopes, kind)[:2])
        }
        names = "|".join(re.escape(word) for word in sorted(words) if len(word) > 3)
        return re.compile(rf"(?:^|\s)(?:{names})\.?\s\d" if names else r"(?!)", re.IGNORECASE)

    def labelled(self, kind: str, value: str) -> str:
        """Return a value with its label, if it needs one here."""
        if self._bare and kind in self._bare and self._bare[kind].fullmatch(value):
            return value
        return self.label(kind).around(value)

    def label(self, kind: str) -> Label:
        """Return the label of a unit kind."""
        found = self._known.get(kind)
        if found is None:
            found = _label(self.form, self._scopes, kind)
            if self.archive is None and not any(found):
                # where nothing says how it is written, a value alone cannot be read again
                found = _label(self.form, (), kind)
            self._known[kind] = found
        return found


#: What a value cannot hold without being taken for more than one.
_SEPARATING = re.compile(r"[,;]")


def _label(form: str, scopes: tuple[str, ...], kind: str) -> Label:
    """Return the label of a kind for the first of the scopes that has one."""
    rows = (_labels(form).get(scope, {}).get(kind) for scope in (*scopes, "*"))
    return next((row for row in rows if row is not None), None) or _general(kind)


_CYRILLIC = frozenset({"ru", "uk", "be", "bg", "mk", "sr", "mn"})


def _spells(form: Notation) -> bool:
    """Whether a way of writing is that of one value: ``{bestand:MfS}, {archivnummer}``."""
    return len(form.fields) > 1 and any(field.pattern.isalpha() for field in form.fields)


def _native_name(archive: Archive) -> str:
    """Return the archive's short name in its own script; one that no other archive has."""
    own = (present_id(archive.id),)
    for name in (archive.native, *archive.native_names, *archive.abbreviations):
        if candidates(name) == own:
            return name
    return archive.printed


def _language(country: str) -> str:
    return next((a.language for a in archives().values() if a.country == country), "en")


@cache
def archive_house(aid: str, form: str) -> House:
    """Return the house rules of an archive in a form."""
    archive = archives()[aid]
    return House((aid, archive.country), form, archive)


@cache
def tradition_house(kinds: tuple[str, ...], form: str) -> House:
    """Return the house rules for an unknown archive, from the kinds of its units and leaves."""
    tradition = _rules()["tradition"]
    country = next((tradition[kind] for kind in tradition if kind in kinds), "*")
    return House((country,), form, None)
