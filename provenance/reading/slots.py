"""Values of the model made past their constructors, for parts that are right already."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["setter"]


def setter(owner: type, name: str) -> Callable[[object, object], None]:
    """Return what puts a value into a slot of a frozen class, without its checks."""
    found: Callable[[object, object], None] = owner.__dict__[name].__set__
    return found
