"""Persons and bodies that wrote, received or issued a document."""

from __future__ import annotations

import attrs

from provenance.model import _fields as fields
from provenance.model._shown import Shown

__all__ = ["Agent"]


@attrs.frozen
class Agent(Shown):
    """A person or a body, as the page names it.

    ``name`` is the fullest form on the page, in true case. ``family`` and ``given`` are there
    where the parts are certain; a body has neither. ``office`` is the post held (``Soviet
    Ambassador to the DPRK``), ``role`` what the agent did (``author``, ``issuing body``).
    """

    name: str = fields.text(required=True)
    family: str | None = fields.text()
    given: str | None = fields.text()
    office: str | None = fields.text()
    role: str | None = fields.text()

    @property
    def family_first(self) -> bool:
        """Whether the name stands family name first without a comma (Kim Il Sung)."""
        return bool(self.family and self.given) and self.name.startswith(f"{self.family} ")

    @property
    def inverted(self) -> str:
        """The name as a bibliography sorts it (``Puzanov, A. M.``; ``Kim Il Sung``)."""
        if self.family and self.given and not self.family_first:
            return f"{self.family}, {self.given}"
        return self.name
