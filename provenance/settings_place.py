"""Where the settings file of what is read or checked lies.

The nearest one counts, looked for in the folder of the input and upwards from it; of two in one
folder ``provenance.toml``. Nothing is merged.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

__all__ = ["SHARED", "find_settings"]

OWN: Final = "provenance.toml"
#: A file of many programs; ours is the table ``[tool.provenance]``.
SHARED: Final = "pyproject.toml"


def find_settings(folder: str | Path) -> str | None:
    """Return the settings file that holds for what lies in ``folder``, or ``None``.

    A ``pyproject.toml`` that says nothing about this program is passed over.
    """
    for place in _upwards(os.path.abspath(folder)):
        own = os.path.join(place, OWN)
        if os.path.isfile(own):
            return own
        shared = os.path.join(place, SHARED)
        if os.path.isfile(shared) and _mentioned(shared):
            return shared
    return None


def _upwards(folder: str) -> Iterator[str]:
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _mentioned(path: str) -> bool:
    """Whether a file that belongs to many programs has a table for this one, or is faulty."""
    try:
        data = Path(path).read_bytes()
    except OSError:
        return False
    if b"provenance" not in data:
        return False
    try:
        tool = tomllib.loads(data.decode()).get("tool")
    except (ValueError, RecursionError):
        return b"tool.provenance" in data
    return isinstance(tool, dict) and "provenance" in tool
