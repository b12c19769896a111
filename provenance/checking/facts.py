"""Facts that rules go by and no user changes: ``records/check_facts.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from provenance._data import data

__all__ = ["facts"]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(data("records", "check_facts.toml").read_text(encoding="utf-8"))


def facts(name: str) -> Any:
    """Return one table or list of the facts."""
    return _table()[name]
