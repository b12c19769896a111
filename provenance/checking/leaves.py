"""Rules about leaves: ranges, versos, labels."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checking.rules import Context, Hit, rule
from provenance.model.reference import Reference

__all__: list[str] = []


@rule("range-descending", "LEA001", "error", Reference)
def range_descending(reference: Reference, context: Context) -> Iterator[Hit]:
    """A range of leaves runs backwards.

    One of its numbers is mistyped, and which one only the document tells.

    Bad: ``AVPRF, f. 0102, op. 14, d. 6, ll. 29–26``
    Good: ``AVPRF, f. 0102, op. 14, d. 6, ll. 26–29``
    """
    leaves = reference.locator.leaves if reference.locator is not None else None
    if leaves is None:
        return
    for each in leaves.ranges:
        if each.backwards:
            part = reference.part(leaves.kind)
            yield Hit(
                f"Leaf range runs backwards: {each.first}–{each.last}.",
                part.value_start if part else reference.start,
                part.value_end if part else reference.end,
            )
