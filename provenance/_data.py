"""Where the data that ships with the package lies: ``records/`` and ``styles/``.

An installed package has both below ``provenance/_data``; in a checkout (editable install) they
stand beside the package.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["data"]


@cache
def _root() -> Traversable:
    installed = files("provenance").joinpath("_data")
    if installed.is_dir():
        return installed
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "records").is_dir():
        return checkout
    raise FileNotFoundError(
        "the data files of archival-provenance are missing: install the package again"
    )


def data(*parts: str) -> Traversable:
    """Return the data file or folder at ``parts``, such as ``data("records", "units.tsv")``."""
    return _root().joinpath(*parts)
