"""How an archive joins its main units without labels: the small language of ``notation``.

``records/archives/*.toml`` says for each archive whose references are not labelled unit by unit
how they are written, for example::

    notation = "{series}/{piece}[/{item}]"                  FO 371/127265/FK1011/1
    notation = '{bestand:[0-9]+-[0-9]+}-{archivnummer}'     01-433-012/3

- ``{kind}`` stands for the value of the unit of that kind. ``{kind:pattern}`` takes only values
  that the regular expression matches as a whole; another value is written with its label. The
  pattern has no braces.
- ``[...]`` encloses a part that is there only if all its units are.
- Everything else stands as it is. Text before a unit that is missing is left out, so that a
  reference may stop after any unit (``FO 371``).
- Kinds of the scheme that the notation doesn't name are written with their labels: those that the
  scheme puts before the notation's first one before it, all others after it.
- A leaf kind in the notation means that leaves are written without a label.
- A form of ``also_written`` that spells out one unit's value (``{bestand:MfS}, {archivnummer}``) is
  also how references with that value are printed.

``separator`` is what stands between the archive's name and what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import attrs

__all__ = ["Field", "Notation", "notation"]


@attrs.frozen
class Field:
    """The place of one unit: its kind, what may stand there, and the text around it.

    ``before`` and ``after`` are the literal text on its two sides that belongs to it: text in
    front of it, and text up to the end of the optional part that it closes. ``part`` is the
    number of the optional part it is in; 0 where it is in none.
    """

    kind: str
    pattern: str
    before: str
    after: str = ""
    part: int = 0

    @property
    def opening(self) -> str:
        """The text before the unit where it is the first: without what joins it to another."""
        return self.before.lstrip(" ,.:;/#-")

    def takes(self, value: str) -> bool:
        """Whether ``value`` may be written in this place without a label."""
        return not self.pattern or _compiled(self.pattern).fullmatch(value) is not None


@attrs.frozen
class Notation:
    """A notation taken apart; ``fields`` come in the order in which they are written."""

    text: str
    fields: tuple[Field, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that are written without a label."""
        return tuple(field.kind for field in self.fields)

    def written(self, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
        """Write the ``values`` of units by kind; return the text and the kinds that are in it.

        Only what can be told apart again is written: a unit after one that is missing, and a value
        that holds the text that joins it to the next, are left to be labelled.
        """
        text, kinds = "", []
        for index, field in enumerate(self.fields):
            if field.part and not all(
                self._fits(at, values)
                for at, other in enumerate(self.fields)
                if other.part == field.part
            ):
                continue
            if not self._fits(index, values):
                break
            text += (field.before if text else field.opening) + values[field.kind] + field.after
            kinds.append(field.kind)
        return text, tuple(kinds)

    def _fits(self, index: int, values: Mapping[str, str]) -> bool:
        field = self.fields[index]
        value = values.get(field.kind)
        if value is None or not field.takes(value):
            return False
        if field.pattern or value[0] in '“"':
            return True
        later = self.fields[index + 1].before.strip() if index + 1 < len(self.fields) else ""
        mark = later[:1] or (" " if index + 1 < len(self.fields) else "")
        return not mark or mark not in value


_TOKEN = re.compile(
    r"\{(?P<kind>[a-z-]+)(?::(?P<pattern>[^{}]+))?\}|(?P<bracket>[\[\]])|(?P<text>[^\[\]{}]+)"
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def notation(text: str) -> Notation:
    """Take a notation apart; raise :class:`ValueError` where it is not one."""
    fields: list[Field] = []
    before, part, parts, at = "", 0, 0, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"notation {text!r}: nothing stands for {text[at]!r}")
        at = match.end()
        if match["kind"]:
            fields.append(Field(match["kind"], match["pattern"] or "", before, "", part))
            before = ""
        elif match["text"]:
            before += match["text"]
        elif match["bracket"] == "[":
            if part:
                raise ValueError(f"notation {text!r}: a part within a part")
            parts += 1
            part = parts
        else:
            if not part:
                raise ValueError(f"notation {text!r}: ']' without '['")
            if before and before.strip() not in ("", ",", "/", "-", "."):
                fields[-1] = attrs.evolve(fields[-1], after=before)
                before = ""
            part = 0
    if part:
        raise ValueError(f"notation {text!r}: '[' without ']'")
    if before:
        fields[-1] = attrs.evolve(fields[-1], after=before)
    return Notation(text, tuple(fields))
