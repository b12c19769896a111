"""An entry as the readers of bibliographic formats hand it over."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from provenance.errors import ReadError
from provenance.model import Agent, Date, Unread

__all__ = ["Entry", "GivenDate", "Problem", "Value"]

#: An entry that could not be read: where it stands, what was found and what was expected.
Problem = ReadError


@attrs.frozen
class GivenDate:
    """A date of an entry: as EDTF where it can be told, and as text where that says more."""

    date: Date | None
    text: str | None = None


#: ``None`` is a value of a shape that says nothing to us.
Value = str | list[Agent] | GivenDate | None


@attrs.define
class Entry:
    """One entry in CSL's names, with those of other formats for what CSL has no name for.

    ``key`` is its key as written, ``type`` its type in CSL. ``verbatim`` tells how a field stands
    in the file (``"key"`` and ``"type"`` too): that is what is kept of a field that a record has
    no place for.
    """

    key: str | None
    type: str
    fields: dict[str, Value]
    verbatim: Callable[[str], Iterable[Unread]]

    def text(self, name: str) -> str | None:
        """Return a field of text, still there."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else None

    def take(self, name: str) -> str | None:
        """Return a field of text and count it as understood."""
        value = self.text(name)
        if value is not None:
            del self.fields[name]
        return value

    def take_names(self, name: str) -> list[Agent]:
        """Return a field of names and count it as understood."""
        value = self.fields.get(name)
        if not isinstance(value, list):
            return []
        del self.fields[name]
        return value

    def take_date(self, name: str) -> GivenDate | None:
        """Return a date and count it as understood, where it can be told or has a text."""
        value = self.fields.get(name)
        if not isinstance(value, GivenDate) or (value.date is None and value.text is None):
            return None
        del self.fields[name]
        return value
