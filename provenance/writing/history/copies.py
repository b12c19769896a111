"""The typed copies of a document and who got them, put together from the steps of a history."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from provenance.model.history import History, Step, rank
from provenance.writing.markup import one_line

__all__ = ["Copy", "arranged", "copies_of"]

#: The most copies of which those nobody is known to have got are shown, too.
_MOST = 40


@attrs.frozen
class Copy:
    """One exemplar: its number, who got it, and whether it is the one that the record describes.

    ``lines`` are the steps that tell of it.
    """

    number: int | None
    lines: tuple[Step, ...] = ()
    this: bool = False

    @property
    def to(self) -> tuple[str, ...]:
        """Who got it; more than one where a list gives it to several."""
        return tuple(one_line(agent.name).strip() for step in self.lines for agent in step.agents)


def _is_line(step: Step) -> bool:
    return step.path.startswith("copies.distribution[")


def copies_of(history: History) -> tuple[Copy, ...]:
    """Return the copies by number, then those that went out without one.

    Where the number printed is known, so are copies of which nobody is told to have got them.
    """
    lines = [step for step in history if _is_line(step)]
    printed = next((step.copies for step in history if step.copies is not None), None)
    numbered: dict[int, list[Step]] = {}
    if printed is not None and 0 < printed <= _MOST:
        numbered = {number: [] for number in range(1, printed + 1)}
    for step in lines:
        if step.copy is not None:
            numbered.setdefault(step.copy, []).append(step)
    this = history.exemplar.number if history.exemplar is not None else None
    if this is not None:
        numbered.setdefault(this, [])
    found = [Copy(n, tuple(told), n == this) for n, told in sorted(numbered.items())]
    found += [Copy(None, (step,)) for step in lines if step.copy is None]
    return tuple(found)


def arranged(history: History) -> list[Step | Sequence[Copy]]:
    """Return the steps with all copies together in the place of the lines of their distribution."""
    copies = copies_of(history)
    steps = [step for step in history if not _is_line(step)]
    if not copies:
        return list(steps)
    listed = [place for place, step in enumerate(history) if _is_line(step)]
    if listed:
        at = listed[0]
    else:  # after the typing, or where it would be
        at = max((n for n, s in enumerate(steps, 1) if rank(s.kind) <= rank("typed")), default=0)
    return [*steps[:at], copies, *steps[at:]]
