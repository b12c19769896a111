"""``cs:date``: dates and ranges of dates, in a style's own form or a language's.

citeproc-py changes a language's form for good when a style adds to it, and prints a range within a
month with the wrong day; so the whole element is ours. Where the two ends of a range share their
last parts, only what differs is printed twice: December 21–23, 1957.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from citeproc import model

from provenance.writing.csl.cases import CASES
from provenance.writing.csl.cite import Cite, CslDate
from provenance.writing.csl.elements import Look, Shaped, joined, look_of
from provenance.writing.csl.marked import formatted

__all__ = ["Date"]

_UNITS = ("year", "month", "day")


class _Part(NamedTuple):
    name: str
    form: str
    look: Look
    range_delimiter: str


class _Plan(NamedTuple):
    variable: str
    look: Look
    delimiter: str
    parts: tuple[_Part, ...]


class Date(Shaped, model.Date):  # type: ignore[misc]
    """``cs:date``."""

    def render(self, item: Cite, context: object = None, **_options: object) -> str | None:
        """Return the date, or ``None``; as a key of sorting, its numbers."""
        plans = self.sheet.plans
        plan = plans.get(self)
        if plan is None:
            plan = plans[self] = self._plan()
        item.called = True
        date = item.variable(plan.variable)
        if not isinstance(date, CslDate) or plan.variable in item.done:
            return None
        text = self._key(date, plan) if item.sorting else self._text(date, plan, item)
        if not text:
            return None
        if item.substituting:
            item.done.add(plan.variable)
        item.printed = True
        return self.shaped(text, item, plan.look)

    def _plan(self) -> _Plan:
        form = self.get("form")
        look, delimiter = self.look(), self.get("delimiter", "")
        own = {part.get("name"): part for part in self.findall("cs:date-part", self.nsmap)}
        if form is None:
            order = [(part, None) for part in own.values()]
        else:
            local = self.sheet.local_date(form)
            wanted = self.get("date-parts", "year-month-day").split("-")
            delimiter = delimiter or local.get("delimiter", "")
            order = [
                (part, own.get(part.get("name")))
                for part in local.findall("cs:date-part", self.nsmap)
                if part.get("name") in wanted
            ]
        parts = tuple(_part(part, over) for part, over in order)
        return _Plan(self.get("variable"), look, delimiter, parts)

    def _key(self, date: CslDate, plan: _Plan) -> str:
        """Return a date as text that sorts as dates do."""
        if not date.parts:
            return ""
        shown = {part.name for part in plan.parts}
        keys = []
        for numbers in date.parts:
            year, month, day = (
                n if u in shown else 0 for u, n in zip(_UNITS, numbers, strict=True)
            )
            keys.append(f"{year + 50000:06}{month:02}{day:02}")
        return "-".join(keys)

    def _text(self, date: CslDate, plan: _Plan, item: Cite) -> str:
        if not date.parts:
            return date.literal
        inside = self.sheet.stops_inside
        first, last = date.parts[0], date.parts[-1]
        differs = self._differs(first, last, plan)
        if differs is None:
            shown = self._shown(plan.parts, first, date, item)
            return joined([text for _, text in shown], plan.delimiter, inside)
        # the parts from the first to the last one that differs are printed for both ends
        names = [part.name for part in plan.parts]
        smaller = _UNITS[_UNITS.index(differs) :]
        at = [place for place, name in enumerate(names) if name in smaller]
        low, high = at[0], at[-1] + 1
        between = plan.parts[low:high]
        dash = next((p.range_delimiter for p in between if p.name == differs), "–")
        begin = self._shown(between, first, date, item, open_end=True)
        end = self._shown(between, last, date, item, open_start=True)
        left, right = (
            joined([text for _, text in half], plan.delimiter, inside) for half in (begin, end)
        )
        if not left or not right:
            block = left or right
        else:
            block = f"{left}{dash}{right}"
        before = [text for _, text in self._shown(plan.parts[:low], first, date, item)]
        after = [text for _, text in self._shown(plan.parts[high:], last, date, item)]
        return joined([*before, block, *after], plan.delimiter, inside)

    def _differs(self, first: Any, last: Any, plan: _Plan) -> str | None:
        """Return the largest unit that is printed and in which the ends differ."""
        shown = {part.name for part in plan.parts}
        for unit, one, other in zip(_UNITS, first, last, strict=True):
            if one != other:
                if unit in shown:
                    return unit
                return None
        return None

    def _shown(
        self,
        parts: tuple[_Part, ...],
        numbers: tuple[int, int, int],
        date: CslDate,
        item: Cite,
        *,
        open_start: bool = False,
        open_end: bool = False,
    ) -> list[tuple[str, str]]:
        """Return the parts that there are, by name; without the affix at an open side."""
        found = []
        for part in parts:
            text = self._number(part, numbers, date, item)
            if text:
                found.append((part, text))
        shown = []
        for place, (part, text) in enumerate(found):
            prefix, suffix, codes, case, _, strips, _ = part.look
            if strips:
                text = text.replace(".", "")
            if case in CASES:
                text = CASES[case](text, self.sheet.is_english(item))
            if codes:
                text = formatted(text, codes)
            text = text if open_start and place == 0 else prefix + text
            text = text if open_end and place == len(found) - 1 else text + suffix
            shown.append((part.name, text))
        return shown

    def _number(self, part: _Part, numbers: tuple[int, int, int], date: CslDate, item: Cite) -> str:
        year, month, day = numbers
        term = self.sheet.term
        if part.name == "year":
            text = str(abs(year))
            if part.form == "short":
                text = f"{year % 100:02}"
            elif year < 0:
                text += term("bc", "long")
            elif year < 1000:
                text += term("ad", "long")
            if item.suffix and not self.sheet.prints_suffix and not item.dated:
                item.dated = True
                text += item.suffix
            return text
        if part.name == "month":
            if not month:
                return term(f"season-{date.season:02}", "long") if date.season else ""
            if part.form == "numeric":
                return str(month)
            if part.form == "numeric-leading-zeros":
                return f"{month:02}"
            return term(f"month-{month:02}", "short" if part.form == "short" else "long")
        if not day or not month:
            return ""
        if part.form == "numeric-leading-zeros":
            return f"{day:02}"
        if part.form == "ordinal" and not (day > 1 and self.sheet.ordinal_first_only):
            return self.sheet.ordinal(day)
        return str(day)


def _part(element: Any, over: Any) -> _Part:
    """Return a part of a date; what a style adds to a language's form goes before it."""
    layers = [element] if over is None else [over, element]

    def get(name: str, default: str | None = None) -> str | None:
        for layer in layers:
            if (value := layer.get(name)) is not None:
                return value  # type: ignore[no-any-return]
        return default

    name = element.get("name")
    form = get("form") or ("numeric" if name == "day" else "long")
    return _Part(name, form, look_of(get), get("range-delimiter") or "–")
