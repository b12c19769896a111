"""What is checked, and how gravely: :class:`Settings`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import attrs

from provenance.checking.finding import SEVERITIES, Severity
from provenance.checking.limits import limits
from provenance.checking.rules import Rule, rule_by_name, rules
from provenance.errors import Fault, RecordError, expect

__all__ = ["Settings", "meant", "nearest", "rule_faults"]

#: What a rule's severity may be set to.
_GIVEN: Final = (*SEVERITIES, "off")


def _names(names: Iterable[str]) -> tuple[str, ...]:
    given = names if isinstance(names, Iterable) and not isinstance(names, str | bytes) else None
    expect(given, Iterable, "several names of rules")
    found = tuple(given or ())
    for name in found:
        expect(name, str, "the name of a rule")
    return found


def _names_or_all(names: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if names is None else _names(names)


def _by_name(table: Mapping[str, Any]) -> Mapping[str, Any]:
    expect(table, Mapping, "a mapping")
    for name in table:
        expect(name, str, "a name")
    return table


@attrs.frozen
class Settings:
    """Which rules are asked, and how grave their findings are.

    ``select`` and ``ignore`` name rules by id (``range-descending``), by short code (``LEA001``)
    or by the beginning of codes (``LEA``); without ``select`` all are asked. ``severities`` gives
    a rule another severity, or ``off``. ``limits`` replaces thresholds and lists of
    ``records/checks.toml``.

    Raises :class:`RecordError`, with every fault, for a name that is no rule's, a severity that
    is none, a limit that is not there or is of another kind.
    """

    select: tuple[str, ...] | None = attrs.field(default=None, converter=_names_or_all)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_names)
    severities: Mapping[str, Severity | Literal["off"]] = attrs.field(
        factory=dict, converter=_by_name
    )
    limits: Mapping[str, Any] = attrs.field(factory=dict, converter=_by_name)

    def __attrs_post_init__(self) -> None:
        faults = list(rule_faults(self.select or (), "select"))
        faults += rule_faults(self.ignore, "ignore")
        faults += rule_faults(self.severities, "severities", by_name=True)
        faults += [
            Fault(f"severities.{name}", f"expected one of {', '.join(_GIVEN)}, found {value!r}")
            for name, value in self.severities.items()
            if value not in _GIVEN
        ]
        faults += [
            Fault(f"limits.{name}", message)
            for name, value in self.limits.items()
            if (message := _limit_fault(name, value))
        ]
        if faults:
            raise RecordError(faults)

    def chosen(self) -> tuple[Rule, ...]:
        """Return the rules that are asked, each with its severity."""
        asked = rules().values() if self.select is None else self._among(self.select)
        left_out = {each.id for each in self._among(self.ignore)}
        # the more a name says, the more it counts: a rule's own name over a beginning of codes
        names = sorted(self.severities, key=lambda name: (rule_by_name(name) is not None, name))
        given = {each.id: self.severities[name] for name in names for each in meant(name)}
        found = []
        for each in asked:
            severity = given.get(each.id, each.severity)
            if each.id not in left_out and severity != "off":
                found.append(attrs.evolve(each, severity=severity))
        return tuple(found)

    def with_command(self, select: Sequence[str] | None, ignore: Sequence[str]) -> Settings:
        """Return these settings with what a command line asks for, which wins.

        ``select`` takes the place of what is selected, left out or switched off here; ``ignore``
        is left out besides.
        """
        changes: dict[str, Any] = {"ignore": (*self.ignore, *ignore)}
        if select:
            graver = {name: each for name, each in self.severities.items() if each != "off"}
            changes = {"select": select, "ignore": ignore, "severities": graver}
        return attrs.evolve(self, **changes)

    @staticmethod
    def _among(names: Iterable[str]) -> list[Rule]:
        wanted = {each.id for name in names for each in meant(name)}
        return [each for each in rules().values() if each.id in wanted]


#: So many unknown names have the nearest known one told; to look for it takes its time.
_HINTS = 100


def rule_faults(names: Iterable[str], at: str, *, by_name: bool = False) -> Iterator[Fault]:
    """Yield a fault for each of ``names`` that is no rule's; ``at`` is the list they stand in.

    The path is that of the list's item, or, ``by_name``, that of a table's key.
    """
    for index, name in enumerate(names):
        if not meant(name):
            path = f"{at}.{name}" if by_name else f"{at}[{index}]"
            hint = nearest(name) if index < _HINTS else ""
            yield Fault(path, f"there is no rule {name!r}{hint}")


def _limit_fault(name: str, value: object) -> str:
    """Return what is wrong with the value of a limit, or ``""``."""
    from difflib import get_close_matches

    known = limits()
    if name not in known:
        found = get_close_matches(name.lower(), known, 1, 0.0)
        return f"there is no limit {name!r}; the nearest is {found[0]!r}"
    match known[name]:
        case int():
            wanted, right = "a whole number", type(value) is int and value >= 0
        case list():
            wanted = "a list of texts"
            right = isinstance(value, list | tuple) and all(isinstance(x, str) for x in value)
        case _:
            wanted, right = "a text", isinstance(value, str)
    return "" if right else f"expected {wanted}, found {value!r}"


def meant(name: str) -> tuple[Rule, ...]:
    """Return the rules that an id, a code or the beginning of codes means; none for others."""
    found = rule_by_name(name)
    if found is not None:
        return (found,)
    start = name.upper()
    if len(start) < 3 or not start.isalnum():
        return ()
    return tuple(each for each in rules().values() if each.code.startswith(start))


def nearest(name: str) -> str:
    """Return "; did you mean ...?" for the rule that is written almost like ``name``."""
    from difflib import get_close_matches

    found = get_close_matches(name.lower()[:80], rules(), 1, 0.6)
    if not found:
        codes = [each.code for each in rules().values()]
        found = get_close_matches(name.upper()[:80], codes, 1, 0.8)
    return f"; did you mean {found[0]!r}?" if found else ""
