"""What a format carries of a holding where it writes archive, units and leaves one by one."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.model.locator import Locator
from provenance.writing.loss import Path

__all__ = ["holding_paths", "other_name"]


def other_name(holding: Locator) -> str | None:
    """Return what a reference has in the archive's place: nothing where it is named beside."""
    return "" if holding.units and (holding.holder or holding.archive_text) else None


def holding_paths(holding: Locator) -> Iterator[Path]:
    """Yield what is carried where the archive is named and each unit has its kind and value."""
    yield from (("archive",), ("leaves",), ("leaf_kind",), ("note",))
    holder = holding.holder
    if holder is None or holding.archive_text in (holder.name, holder.printed):
        yield ("archive_text",)
    for at in range(len(holding.units)):
        yield from ((("units", at, "kind")), ("units", at, "value"))
