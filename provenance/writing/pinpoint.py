"""The leaves a note points to, in the place of all the leaves of a document."""

from __future__ import annotations

from provenance.errors import Fault, RecordError
from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator
from provenance.model.text import DASHES
from provenance.units import unit_kind

__all__ = ["pinpoint"]

_EXPECTED = "expected leaves such as '27', '27-28', '27v' or '2, 5-7'"
_PLAIN_DASHES = {ord(dash): "-" for dash in DASHES}
#: How a verso is written beside the plain ``v``.
_VERSO = ("ob.", "ob", "об.", "об", "зв.", "зв", "RS")


def pinpoint(record: Record, leaves: Leaves | str) -> tuple[int, Leaves]:
    """Return which of the holdings ``leaves`` lie in, and the leaves in that holding's kind.

    It is the first holding whose own leaves they overlap, else the first one with leaves, else
    the first. Raises :class:`RecordError` for text that is not leaves, and for a record without
    a holding.
    """
    if not record.holdings:
        raise RecordError(
            f"{record.key}: leaves {str(leaves)!r} cannot be cited: the record has no holding"
        )
    if len(record.holdings) == 1:
        return 0, _in_kind(leaves, leaf_kind(record.holdings[0]))
    found = [_in_kind(leaves, leaf_kind(holding)) for holding in record.holdings]
    own = [holding.leaves for holding in record.holdings]
    at = next((i for i, span in enumerate(own) if span and span.overlaps(found[i])), None)
    if at is None:
        at = next((i for i, span in enumerate(own) if span), 0)
    return at, found[at]


def leaf_kind(holding: Locator) -> str:
    """Return the unit kind that a holding's leaves are counted in: list, blatt, page, frame."""
    if holding.leaves is not None:
        return holding.leaves.kind
    kinds = holding.holder.kinds if holding.holder is not None else ()
    for kind in kinds:
        entry = unit_kind(kind)
        if entry is not None and entry.is_leaf:
            return kind
    return "list"


def _in_kind(leaves: Leaves | str, kind: str) -> Leaves:
    if isinstance(leaves, Leaves):
        return leaves if leaves.kind == kind else Leaves(kind, leaves.ranges, leaves.written)
    if not isinstance(leaves, str):
        raise RecordError([Fault("leaves", f"{_EXPECTED}, found {leaves!r}")])
    text = leaves
    if not (text.isascii() and text.isdecimal()):
        text = "".join(text.translate(_PLAIN_DASHES).split())
        for verso in _VERSO:
            if verso in text:
                text = text.replace(verso, "v")
    try:
        return Leaves.parse(text, kind, written=leaves if text != leaves else None)
    except ValueError:  # also a number that is too long to be one
        shown = leaves if len(leaves) <= 60 else leaves[:57] + "..."
        raise RecordError([Fault("leaves", f"{_EXPECTED}, found {shown!r}")]) from None
