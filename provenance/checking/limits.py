"""The thresholds and lists that rules go by: ``records/checks.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from provenance._data import data

__all__ = ["Limits", "heard_instead", "limits"]


class Limits:
    """The ``[limits]`` of ``records/checks.toml``, with what a user's settings change in them."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table

    def __getitem__(self, name: str) -> Any:
        return self._table[name]

    def __contains__(self, name: object) -> bool:
        return name in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def with_changes(self, changes: Mapping[str, Any]) -> Limits:
        """Return the table with some of its values replaced."""
        return Limits({**self._table, **changes})


@cache
def _table() -> Mapping[str, Any]:
    text = data("records", "checks.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def limits() -> Limits:
    """Return the thresholds and lists as they ship."""
    return Limits(_table()["limits"])


def heard_instead() -> Mapping[str, tuple[str, ...]]:
    """Return, for each rule, the rules whose finding at the same place is heard instead of its."""
    return {name: tuple(others) for name, others in _table()["instead"].items()}
