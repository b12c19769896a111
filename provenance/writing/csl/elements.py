"""The elements of a style that print text: citeproc-py's classes, mended.

Each class derives from the concrete class of citeproc-py that it takes the place of, and only in
the trees that :class:`provenance.writing.csl.sheet.Sheet` reads: citeproc-py itself is untouched.
Elements hold nothing: what can be known of a style beforehand is kept by the sheet, what belongs to
one citation by the :class:`~provenance.writing.csl.cite.Cite`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from citeproc import model

from provenance.writing.csl.cases import CASES
from provenance.writing.csl.cite import Cite
from provenance.writing.csl.marked import CLOSE, OPEN, formatted, letters, seam

if TYPE_CHECKING:
    from provenance.writing.csl.sheet import Sheet

__all__ = ["CLASSES", "Look", "Shaped", "are_several", "joined", "look_of"]


class Look(NamedTuple):
    """What an element does to its text."""

    prefix: str
    suffix: str
    codes: str
    case: str
    quotes: bool
    strips: bool
    is_block: bool = False


#: The formattings by attribute and value, as the letters of :mod:`provenance.writing.csl.marked`.
_CODES = {
    ("font-style", "italic"): "i",
    ("font-style", "oblique"): "i",
    ("font-variant", "small-caps"): "c",
    ("font-weight", "bold"): "b",
    ("font-weight", "light"): "l",
    ("text-decoration", "underline"): "u",
    ("vertical-align", "sup"): "^",
    ("vertical-align", "sub"): "_",
}


def look_of(attributes: Callable[..., Any]) -> Look:
    """Return what attributes (``element.get``) say of the look of an element."""
    codes = [code for (name, value), code in _CODES.items() if attributes(name) == value]
    return Look(
        attributes("prefix", ""),
        attributes("suffix", ""),
        "".join(codes),
        attributes("text-case", ""),
        attributes("quotes", "false").lower() == "true",
        attributes("strip-periods", "false").lower() == "true",
        attributes("display") in ("block", "right-inline", "indent"),
    )


class Shaped:
    """What all printing elements share."""

    sheet: Sheet
    get: Callable[..., Any]

    def look(self) -> Look:
        """Return the look of this element, which is asked for once a style."""
        looks = self.sheet.looks
        found = looks.get(self)
        if found is None:
            found = looks[self] = look_of(self.get)
        return found

    def shaped(self, text: str, item: Cite, look: Look | None = None) -> str:
        """Return ``text`` in the look of this element, with its affixes."""
        prefix, suffix, codes, case, quotes, strips, is_block = look or self.look()
        if strips:
            text = letters(text, _without_stops)
        if case:
            text = CASES[case](text, self.sheet.is_english(item)) if case in CASES else text
        if codes:
            text = formatted(text, codes)
        if quotes:
            text = f"{OPEN}{text}{CLOSE}"
        inside = self.sheet.stops_inside
        if prefix:
            text = seam(prefix, text, inside=inside)
        if suffix:
            text = seam(text, suffix, inside=inside)
        if is_block and not item.begins:  # an entry is one line here
            text = seam(" ", text)
        item.begins = False
        return text

    # what code of citeproc-py asks of an element

    def preformat(self, text: str) -> str:
        """Return the text: it is escaped at the end, all of it."""
        return text

    def get_single_term(self, name: str, form: str | None = None, **_options: object) -> str:
        """Return a term in the singular, ``""`` where there is none."""
        return self.sheet.term(name, form or "long", plural=False)

    def get_plural_term(self, name: str, form: str | None = None, **_options: object) -> str:
        """Return a term in the plural, ``""`` where there is none."""
        return self.sheet.term(name, form or "long", plural=True)


def _without_stops(text: str) -> str:
    return text.replace(".", "")


def joined(pieces: Iterable[str | None], delimiter: str, inside: bool) -> str:
    """Return the pieces that there are, with the delimiter between them."""
    out = ""
    for piece in pieces:
        if piece:
            if out and delimiter:
                out = seam(out, delimiter, inside=inside)
            out = seam(out, piece, inside=inside)
    return out


class _Parent(Shaped):
    """An element that prints its children."""

    def inner(self, item: Cite, delimiter: str = "") -> str:
        """Return what the children print; the children of a choice join on the same terms."""
        sheet = self.sheet
        return joined(
            [child.render(item, delimiter=delimiter) for child in sheet.children(self)],
            delimiter,
            sheet.stops_inside,
        )

    def grouped(self, item: Cite, delimiter: str = "") -> str:
        """Return what the children print, or nothing where all variables they call are empty.

        CSL 1.0.2, cs:group; a macro is a group as well. What a group prints counts as a variable
        of the group around it.
        """
        before = item.called, item.printed, item.begins
        item.called = item.printed = False
        text = self.inner(item, delimiter)
        called, printed = item.called, item.printed
        if text and (printed or not called):
            item.called, item.printed = before[0] or called, True
            return text
        item.called, item.printed, item.begins = before[0] or called, before[1], before[2]
        return ""


class Group(_Parent, model.Group):  # type: ignore[misc]
    """``cs:group``."""

    def render(self, item: Cite, context: object = None, **_options: object) -> str | None:
        """Return the group's text, or ``None``."""
        text = self.grouped(item, self.get("delimiter", ""))
        return self.shaped(text, item) if text else None


class Macro(_Parent, model.Macro):  # type: ignore[misc]
    """``cs:macro``."""

    def render(self, item: Cite, context: object = None, **_options: object) -> str | None:
        """Return the macro's text, or ``None``."""
        return self.grouped(item) or None


class Layout(_Parent, model.Layout):  # type: ignore[misc]
    """``cs:layout``: prints one cite; what stands around and between cites is the sheet's."""

    def render(self, item: Cite, context: object = None, **_options: object) -> str | None:
        """Return one citation without the affixes of the layout, or ``None``."""
        return self.inner(item) or None


# ------------------------------------------------------------------------------ choices


class Choose(Shaped, model.Choose):  # type: ignore[misc]
    """``cs:choose``."""

    def render(
        self, item: Cite, context: object = None, delimiter: str = "", **_options: object
    ) -> str | None:
        """Return the text of the first branch whose conditions hold."""
        for branch in self.sheet.children(self):
            if branch.holds(item):
                return branch.inner(item, delimiter) or None
        return None


_Test = tuple[str, str]


class _Branch(_Parent):
    def _tests(self) -> tuple[str, tuple[_Test, ...]]:
        plans = self.sheet.plans
        found = plans.get(self)
        if found is None:
            tests = [(kind, name) for kind in _TESTS for name in self.get(kind, "").split()]
            found = plans[self] = (self.get("match", "all"), tuple(tests))
        return found

    def holds(self, item: Cite) -> bool:
        """Whether the conditions hold for ``item``."""
        match, tests = self._tests()
        if match == "any":
            return any(_TESTS[kind](item, name) for kind, name in tests)
        if match == "none":
            return not any(_TESTS[kind](item, name) for kind, name in tests)
        return all(_TESTS[kind](item, name) for kind, name in tests)


class If(_Branch, model.If):  # type: ignore[misc]
    """``cs:if``."""


class ElseIf(_Branch, model.Else_If):  # type: ignore[misc]
    """``cs:else-if``."""


class Else(_Parent, model.Else):  # type: ignore[misc]
    """``cs:else``."""

    def holds(self, item: Cite) -> bool:
        """Return true."""
        return True


_NUMERIC = re.compile(r"\s*[^\W\d_]*\d+[^\W\d_]*(?:\s*[,&–-]\s*[^\W\d_]*\d+[^\W\d_]*)*\s*")


def _is_numeric(item: Cite, name: str) -> bool:
    value = item.variable(name)
    return isinstance(value, str) and len(value) < 200 and _NUMERIC.fullmatch(value) is not None


def _is_uncertain(item: Cite, name: str) -> bool:
    return bool(getattr(item.variable(name), "circa", False))


def _has_locator(item: Cite, name: str) -> bool:
    return item.pinpoint is not None and item.pinpoint.label == name


def _never(_item: Cite, _name: str) -> bool:
    """Tell documents apart by other means: the branch for look-alikes is not taken."""
    return False


_TESTS: dict[str, Callable[[Cite, str], bool]] = {
    "type": lambda item, name: name == item.work.type,
    "variable": lambda item, name: bool(item.variable(name)),
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _has_locator,
    "position": lambda item, name: name in item.positions,
    "disambiguate": _never,
}


# ------------------------------------------------------------------------------ text


class Text(Shaped, model.Text):  # type: ignore[misc]
    """``cs:text``."""

    def render(self, item: Cite, context: object = None, **_options: object) -> str | None:
        """Return the text, or ``None``."""
        plans = self.sheet.plans
        plan = plans.get(self)
        if plan is None:
            plan = plans[self] = self._plan()
        kind, name, form, plural = plan
        if kind == "variable":
            text = self._value(item, name, form)
        elif kind == "macro":
            text = self.sheet.macros[name].render(item)
        elif kind == "term":
            text = self.sheet.opening_term(self.sheet.term(name, form, plural=plural), item)
        else:
            text = name
        return self.shaped(text, item) if text else None

    def _plan(self) -> tuple[str, str, str, bool]:
        for kind in ("variable", "macro", "term"):
            if (name := self.get(kind)) is not None:
                return kind, name, self.get("form", "long"), self.get("plural") == "true"
        return "value", self.get("value", ""), "", False

    def _value(self, item: Cite, name: str, form: str) -> str | None:
        if name != "year-suffix":
            item.called = True
        if name in item.done:
            return None
        value = item.variable(name)
        if form == "short":
            value = item.variable(f"{name}-short") or value
        if not isinstance(value, str) or not value:
            return None
        if item.substituting:
            item.done.add(name)
        item.printed = True
        if name == "page" or (name == "locator" and _has_locator(item, "page")):
            return str(self._process(value, "page")) if _RANGES.fullmatch(value) else value
        if name == "page-first":
            return value.split("–")[0].split("-")[0].strip()
        return value.replace("-", "–") if name == "locator" else value


#: Numbers and ranges of them, which are all that is set anew.
_RANGES = re.compile(r"\d{1,6}(?:\s*[-–,&]\s*\d{1,6})*")


class Number(Shaped, model.Number):  # type: ignore[misc]
    """``cs:number``."""

    def render(self, item: Cite, context: object = None, **_options: object) -> str | None:
        """Return the number, or ``None``; what is no number is printed as it is."""
        item.called = True
        name = self.get("variable")
        value = item.variable("page" if name == "page-first" else name)
        if not isinstance(value, str) or not value or name in item.done:
            return None
        if item.substituting:
            item.done.add(name)
        item.printed = True
        text = str(self._process(value, name)) if _RANGES.fullmatch(value) else value
        return self.shaped(text, item)


class Label(Shaped, model.Label):  # type: ignore[misc]
    """``cs:label``, of a number or, in ``cs:names``, of a role."""

    def render(self, item: Cite, context: object = None, **_options: object) -> str | None:
        """Return the label of a number or a locator, or ``None``."""
        name = self.get("variable")
        value = item.variable(name)
        if not isinstance(value, str) or not value:
            return None
        if item.pinpoint is not None and name == "locator":
            name = item.pinpoint.label
        several = are_several(value)
        if name.startswith("number-of-"):
            several = value.isdecimal() and value not in ("0", "1")
            name = name.removeprefix("number-of-").removesuffix("s")
        return self.labelled(name, several, item)

    def labelled(self, term: str, several: bool, item: Cite) -> str | None:
        """Return the label of ``several`` or of one."""
        plural = self.get("plural", "contextual")
        text = self.sheet.term(
            term,
            self.get("form", "long"),
            plural=several if plural == "contextual" else plural == "always",
        )
        text = self.sheet.opening_term(text, item)
        return self.shaped(text, item) if text else None


def are_several(value: str) -> bool:
    """Whether a number is a range or a list: ``27–28``, ``2 ob., 5``."""
    return any(
        mark in ",&–-"
        and value[:at][-8:].strip()[-1:].isalnum() | (value[at - 1 : at] == ".")
        and any(map(str.isdigit, value[at + 1 : at + 12]))
        for at, mark in enumerate(value[:200])
        if at
    )


_OURS: Sequence[tuple[str, type[Any]]] = (
    *(("group", Group), ("macro", Macro), ("layout", Layout), ("choose", Choose), ("if", If)),
    *(("else-if", ElseIf), ("else", Else), ("text", Text), ("number", Number), ("label", Label)),
)
#: The classes of this module by the names of their elements.
CLASSES: dict[str, type[Any]] = dict(_OURS)
