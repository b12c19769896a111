"""What a style must be before anything is printed with it.

The official schema is not asked: it takes longer than a thousand notes and its messages help
nobody. Checked is what the engine relies on, with the line of what is wrong, and that no style can
make it run for long: macros that call themselves, and towers of macros.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from lxml import etree

from provenance.errors import ReadError
from provenance.writing.csl.sheet import CSL

__all__ = ["check"]

#: How deep elements may lie in one another, macros unfolded, and how many one citation may visit.
_DEEPEST = 120
_MOST = 400_000
#: How many characters an attribute may have, and the affixes of all that one citation visits.
_LONGEST = 5_000

_PARTS: dict[str, frozenset[str]] = {
    name: frozenset(children.split())
    for name, children in {
        "style": "info locale macro citation bibliography",
        "citation": "layout sort",
        "bibliography": "layout sort",
        "sort": "key",
        "key": "",
        "choose": "if else-if else",
        "text": "",
        "number": "",
        "label": "",
        "date": "date-part",
        "date-part": "",
        "names": "name et-al label substitute",
        "name": "name-part",
        "name-part": "",
        "et-al": "",
    }.items()
}
_PRINTING = frozenset(["text", "number", "label", "date", "names", "group", "choose"])
for _name in ("macro", "layout", "group", "if", "else-if", "else", "substitute"):
    _PARTS[_name] = _PRINTING
_NUMBERS = frozenset(
    f"et-al-{when}{what}" for when in ("", "subsequent-") for what in ("min", "use-first")
) | {"near-note-distance", "names-min", "names-use-first"}

#: What a style may ask for that is not done, by attribute, and what is printed instead.
_UNDONE = {
    "collapse": "several sources in one note are not drawn together (collapse)",
}
_UNDONE_VALUES = {
    (
        "subsequent-author-substitute-rule",
        rule,
    ): f"repeated authors are replaced as a whole ({rule})"
    for rule in ("complete-each", "partial-each", "partial-first")
}


def check(root: Any, source: str) -> tuple[str, ...]:
    """Check a style, and return what it asks for that the engine does not do.

    Raises :class:`ReadError` with the line of the first thing that is wrong.
    """
    return _Checker(root, source).run()


def _tag(element: Any) -> str:
    return etree.QName(element).localname


class _Checker:
    def __init__(self, root: Any, source: str) -> None:
        self._root = root
        self._source = source
        self._macros: dict[str, Any] = {}
        #: depth and number of visits of each macro; ``None`` while it is being measured
        self._measured: dict[str, tuple[int, int, int] | None] = {}
        self._undone: dict[str, None] = {}

    def _wrong(self, message: str, element: Any) -> ReadError:
        return ReadError(message, source=self._source, line=element.sourceline)

    def run(self) -> tuple[str, ...]:
        """Check everything."""
        for child in self._root:
            if isinstance(child.tag, str) and _tag(child) == "macro":
                name = child.get("name")
                if not name:
                    raise self._wrong("expected a name on <macro>", child)
                self._macros.setdefault(name, child)
        self._structure(self._root)
        areas = {_tag(child): child for child in self._root if _tag(child) in _PARTS["style"]}
        if "citation" not in areas:
            raise self._wrong("expected <citation> in the style, found none", self._root)
        for name in ("citation", "bibliography"):
            area = areas.get(name)
            if area is None:
                continue
            if area.find(f"{{{CSL}}}layout") is None:
                raise self._wrong(f"expected <layout> in <{name}>, found none", area)
            depth, visits, length = self._measure(area, 0)
            if visits > _MOST or length > _MOST * 10:
                raise self._wrong(f"<{name}> goes through too many elements", area)
            if depth > _DEEPEST:
                raise self._wrong(f"the elements of <{name}> lie too deep in one another", area)
        return tuple(self._undone)

    def _structure(self, element: Any) -> None:
        """Check an element and all below it."""
        pending = [element]
        while pending:
            element = pending.pop()
            name = _tag(element)
            self._attributes(element)
            for child in element:
                if not isinstance(child.tag, str):
                    raise self._wrong("expected an element, found a reference to an entity", child)
                inner = _tag(child)
                if etree.QName(child).namespace != CSL or inner not in _PARTS[name]:
                    raise self._wrong(f"<{inner}> does not belong in <{name}>", child)
                if inner in ("info", "locale"):
                    self._locale(child)
                else:
                    pending.append(child)

    def _attributes(self, element: Any) -> None:
        for name, value in element.attrib.items():
            if len(value) > _LONGEST:
                raise self._wrong(f"the attribute {name!r} is too long", element)
            if name in _NUMBERS and not (value.isascii() and value.isdecimal() and len(value) < 6):
                raise self._wrong(f"expected a number for {name!r}, found {value[:40]!r}", element)
            said = _UNDONE_VALUES.get((name, value))
            if said is None and name in _UNDONE and value != "false":
                said = _UNDONE[name]
            if said is not None:
                self._undone[said] = None
        tag = _tag(element)
        if tag in ("text", "key") and (macro := element.get("macro")) is not None:
            self._macro(macro, element)
        inside = element.getparent()
        role = tag == "label" and inside is not None and _tag(inside) == "names"
        needs = tag in ("number", "names", "date", "label") and not role
        if needs and element.get("variable") is None:
            raise self._wrong(f"expected a variable on <{tag}>, found none", element)
        form = element.get("form") if tag == "date" else None
        if form not in (None, "text", "numeric"):
            found = f"expected 'text' or 'numeric' for 'form', found {form[:40]!r}"
            raise self._wrong(found, element)

    def _macro(self, name: str, element: Any) -> Any:
        found = self._macros.get(name)
        if found is None:
            near = get_close_matches(name, self._macros, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise self._wrong(f"there is no macro {name[:80]!r} in this style{hint}", element)
        return found

    def _locale(self, element: Any) -> None:
        for inner in element.iter():
            if not isinstance(inner.tag, str):
                raise self._wrong("expected an element, found a reference to an entity", inner)
            if len(inner.text or "") > _LONGEST and _tag(inner) in ("term", "single", "multiple"):
                raise self._wrong("a term is too long", inner)

    def _measure(self, element: Any, depth: int) -> tuple[int, int, int]:
        """Return how deep, how many and how long the parts of an element are, macros unfolded."""
        if depth > _DEEPEST:
            raise self._wrong("the elements of this style lie too deep in one another", element)
        deepest, visits = 0, 1
        length = sum(map(len, element.attrib.values()))
        choice = _tag(element) == "choose"
        for child in element:
            below = self._measure(child, depth + 1)
            deepest = max(deepest, below[0])
            visits = max(visits, below[1]) if choice else visits + below[1]
            length = max(length, below[2]) if choice else length + below[2]
        name = element.get("macro") if _tag(element) in ("text", "key") else None
        if name is not None:
            below = self._measure_macro(name, element, depth + 1)
            deepest, visits = max(deepest, below[0]), visits + below[1]
            length += below[2]
        return deepest + 1, visits, length

    def _measure_macro(self, name: str, element: Any, depth: int) -> tuple[int, int, int]:
        if name in self._measured:
            found = self._measured[name]
            if found is None:
                raise self._wrong(f"the macro {name[:80]!r} calls itself", element)
            return found
        self._measured[name] = None
        found = self._measured[name] = self._measure(self._macros[name], depth)
        return found
