"""What is checked, and how gravely: :class:`Settings`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from provenance.checking.finding import SEVERITIES, Severity
from provenance.checking.rules import Rule, rule_by_name, rules
from provenance.errors import Fault, RecordError

__all__ = ["Settings"]


def _names(names: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)


@attrs.frozen
class Settings:
    """Which rules are asked, and how grave their findings are.

    ``select`` and ``ignore`` name rules by id (``range-descending``), by short code (``LEA001``)
    or by the beginning of codes (``LEA``); without ``select`` all are asked. ``severities`` gives
    a rule another severity. ``limits`` replaces thresholds and lists of ``records/checks.toml``.

    Raises :class:`RecordError`, with every fault, for a name that is no rule's or a severity
    that is none.
    """

    select: tuple[str, ...] | None = attrs.field(default=None, converter=_names)
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = attrs.field(factory=dict)
    limits: Mapping[str, Any] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        faults = []
        for where, names in (("select", self.select or ()), ("ignore", self.ignore),
                             ("severities", tuple(self.severities))):  # fmt: skip
            faults += [
                Fault(where, f"there is no rule {name!r}{nearest(name)}")
                for name in names
                if not _meant(name)
            ]
        faults += [
            Fault(f"severities.{name}", f"expected one of {', '.join(SEVERITIES)}, found {value!r}")
            for name, value in self.severities.items()
            if value not in SEVERITIES
        ]
        if faults:
            raise RecordError(faults)

    def chosen(self) -> tuple[Rule, ...]:
        """Return the rules that are asked, each with its severity."""
        asked = rules().values() if self.select is None else self._among(self.select)
        left_out = {each.id for each in self._among(self.ignore)}
        graver = {
            each.id: severity for name, severity in self.severities.items() for each in _meant(name)
        }
        return tuple(
            attrs.evolve(each, severity=graver.get(each.id, each.severity))
            for each in asked
            if each.id not in left_out
        )

    @staticmethod
    def _among(names: Iterable[str]) -> list[Rule]:
        wanted = {each.id for name in names for each in _meant(name)}
        return [each for each in rules().values() if each.id in wanted]


def _meant(name: str) -> tuple[Rule, ...]:
    found = rule_by_name(name)
    if found is not None:
        return (found,)
    start = name.upper()
    if len(start) < 3 or not start.isalnum():
        return ()
    return tuple(each for each in rules().values() if each.code.startswith(start))


def nearest(name: str) -> str:
    """Return "; did you mean ...?" for the id of a rule that is written almost like ``name``."""
    from difflib import get_close_matches

    found = get_close_matches(name.lower(), rules(), 1, 0.6)
    return f"; did you mean {found[0]!r}?" if found else ""
