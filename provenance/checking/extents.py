"""The size of a file, ``29 л.``, that stands in a reference where a leaf should."""

from __future__ import annotations

import re
from functools import cache

from provenance.archives import archives
from provenance.checking.rules import Context
from provenance.model.reference import Reference
from provenance.units import labels, unit_kinds

__all__ = ["extent"]

_EXTENT = re.compile(r"[\s.,;]{1,3}(?P<number>\d{1,4})\s?(?P<label>лл?|арк)\.?(?!\s?\d|[^\W\d_])")


def extent(reference: Reference, context: Context) -> re.Match[str] | None:
    """Return the size of the file that stands in the text where a leaf should."""
    locator = reference.locator
    if locator is None or locator.leaves is not None or _label_follows(reference):
        return None
    text, end = context.text or reference.text, reference.end
    last = max((part.end for part in reference.parts), default=end)
    base = 0 if context.text else reference.start
    return _EXTENT.match(text, last - base) or _EXTENT.match(text, end - base)


def _label_follows(reference: Reference) -> bool:
    """Whether labels come after their values at this archive, or in this reference."""
    if any(part.after for part in reference.parts):
        return True
    aid = reference.archive
    return aid is not None and _labels_follow(aid)


@cache
def _labels_follow(aid: str) -> bool:
    """Whether a Cyrillic leaf label comes after its number at an archive: ``15 л.``."""
    scope = {aid, archives()[aid].country}
    return any(
        row.position == "after"
        and not scope.isdisjoint(row.scope)
        and unit_kinds()[row.unit].is_leaf
        for row in labels()
        if row.script == "Cyrl"
    )
