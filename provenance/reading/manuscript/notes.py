"""Notes that are defined apart from where they are called, entered in the order of their calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import attrs

from provenance.reading.manuscript.layout import Layout

__all__ = ["Call", "Definition", "InlineNote", "enter_notes"]


@attrs.define
class Definition:
    """A note that is defined apart from where it is called."""

    name: str
    start: int
    end: int


class Call(NamedTuple):
    """Where a note is called, by name; ``within`` numbers the definition it stands in, or is -1."""

    place: int
    name: str
    within: int


class InlineNote(NamedTuple):
    """A note that stands where it is called, at ``place``; ``within`` as of a :class:`Call`."""

    start: int
    end: int
    place: int
    within: int


def enter_notes(
    layout: Layout,
    definitions: Sequence[Definition],
    calls: Sequence[Call],
    inline: Sequence[InlineNote] = (),
) -> None:
    """Enter the notes in the order of their calls: those called in a note follow that note.

    A note that nothing calls comes at the end; of several of one name the first counts.
    """
    by_name: dict[str, int] = {}
    for number, each in enumerate(definitions):
        by_name.setdefault(each.name, number)
    called: dict[int, list[tuple[int, int | InlineNote]]] = {}
    for place, name, within in calls:
        if name in by_name:
            called.setdefault(within, []).append((place, by_name[name]))
    for note in inline:
        called.setdefault(note.within, []).append((note.place, note))
    for each_list in called.values():
        each_list.sort(key=lambda each: each[0], reverse=True)
    seen: set[int] = set()
    stack = [(target, place) for place, target in called.get(-1, ())]
    uncalled = iter(range(len(definitions)))
    end = len(layout.text)
    while True:
        while stack:
            target, call = stack.pop()
            if isinstance(target, InlineNote):
                layout.note(target.start, target.end, "", call=call)
            elif target not in seen:
                seen.add(target)
                each = definitions[target]
                layout.note(each.start, each.end, each.name, call=call)
                stack += [(other, call) for _, other in called.get(target, ())]
        left = next((number for number in uncalled if number not in seen), None)
        if left is None:
            return
        stack.append((left, end))
