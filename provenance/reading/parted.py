"""The parts of a reference that was read: :func:`parted`."""

from __future__ import annotations

import re
from typing import Final

from provenance.model.locator import Locator
from provenance.model.reference import Part, Reference
from provenance.model.text import fold
from provenance.reading.ibid import end_of_word
from provenance.reading.labels import Grammar, archive_grammar
from provenance.reading.parts import grammars_of, read_parts

__all__ = ["as_read", "grammars_for", "in_all", "parted"]

_FIGURE: Final = re.compile(r"\d")


def grammars_for(locator: Locator, text: str) -> list[Grammar]:
    """Return the archive's grammar, or those of the traditions that have the text's labels."""
    if locator.archive is not None:
        return [archive_grammar(locator.archive)]
    return grammars_of(text)


def parted(
    text: str, plain: str, start: int, end: int, locator: Locator, source: str | None
) -> Reference:
    """Return the reference that a locator was read from, with its parts."""
    name = locator.archive_text
    name_start = text.find(name, start, end) if name else -1
    begin = (
        name_start + len(name) if name and name_start == start else end_of_word(plain, start, end)
    )
    grammars = grammars_for(locator, plain[start:end])
    parts = read_parts(plain, begin, end, grammars[0]) if grammars else ()
    given = _without_labels(parts, locator)
    if given:
        parts = read_parts(plain, begin, end, grammars[0], used=given)
    parts = as_read(parts, locator, grammars[0]) if grammars else ()
    return Reference(
        text[start:end], start, end, locator, None, locator.archive, name, name_start,
        in_all(parts, grammars), (), source,
    )  # fmt: skip


def _without_labels(parts: tuple[Part, ...], locator: Locator) -> set[str]:
    """Return the kinds that the parts' labels were taken for though a call number has them.

    In ``FO 371/127290, f. 12`` the piece is 127290, so ``f.`` is the folio.
    """
    values = {unit.kind: (unit.value, unit.written) for unit in locator.units}
    return {
        part.kind
        for part in parts
        if len(part.kinds) > 1 and part.kind in values and _figures(part.value)
        and _figures(part.value) not in map(_figures, filter(None, values[part.kind]))
    }  # fmt: skip


def _figures(value: str) -> str:
    return "".join(_FIGURE.findall(value))


def in_all(parts: tuple[Part, ...], grammars: list[Grammar]) -> tuple[Part, ...]:
    """Give each part the kinds that its label has in any of the traditions."""
    if len(grammars) < 2:
        return parts
    made = []
    for part in parts:
        kinds = dict.fromkeys(part.kinds)
        for grammar in grammars[1:]:
            kinds.update(dict.fromkeys(grammar.lookup(part.label)))
        made.append(part._replace(kinds=tuple(kinds)) if len(kinds) > 1 else part)
    return tuple(made)


def as_read(parts: tuple[Part, ...], locator: Locator, grammar: Grammar) -> tuple[Part, ...]:
    """Keep the parts whose labels are known, with the kinds the parser took them for.

    What looks like an unknown label is none where the parser read it: ``DR 117`` is a call number.
    It is one where the parser, between units that it knows, took it for a name: ``zz. 14``.
    """
    kinds = [unit.kind for unit in locator.units]
    leaf = locator.leaves.kind if locator.leaves is not None else None
    named = {fold(unit.written or unit.value) for unit in locator.units if unit.kind == "level"}
    made: list[Part] = []
    for number, part in enumerate(parts):
        if part.kind is None:
            last = number + 1 == len(parts)
            if made and not last and fold(f"{part.label}. {part.value}") in named:
                made.append(part)
            continue
        if part.kind not in kinds and part.kind != leaf:
            meant = next((kind for kind in part.kinds if kind in kinds or kind == leaf), None)
            if meant is not None:
                part = part._replace(kind=meant, leaf=grammar.is_leaf(meant))
        made.append(part)
    return tuple(made)
