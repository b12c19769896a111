"""``cs:names`` and ``cs:name``: who made a document, in a style's order and fullness.

citeproc-py makes initials of whole names although a style says ``initialize="false"``, forgets
``et-al-subsequent-min`` and knows few roles; both elements are ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from citeproc import model

from provenance.writing.csl.cases import CASES
from provenance.writing.csl.cite import Cite, Person
from provenance.writing.csl.elements import CLASSES, Look, Shaped, joined, look_of
from provenance.writing.csl.marked import formatted, seam

__all__ = ["NAME_CLASSES", "NameRules", "sort_text"]


class NameRules(NamedTuple):
    """The options of ``cs:name``, its own or those it inherits."""

    form: str
    conjunction: str
    delimiter: str
    precedes_et_al: str
    precedes_last: str
    et_al_min: int
    et_al_first: int
    later_min: int
    later_first: int
    et_al_last: bool
    initialize: bool
    initialize_with: str | None
    hyphen: bool
    sort_order: str
    sort_separator: str
    demote: str


class _Plan(NamedTuple):
    roles: tuple[str, ...]
    look: Look
    delimiter: str | None
    name: Any
    name_look: Look
    family: Look | None
    given: Look | None
    label: Any
    label_first: bool
    et_al: Any
    substitute: Any


class Names(Shaped, model.Names):  # type: ignore[misc]
    """``cs:names``."""

    def render(self, item: Cite, context: object = None, **_options: object) -> str | None:
        """Return the names of the roles that there are, else what takes their place."""
        plan = self._plan()
        # without children of its own, it has those of the element it takes the place of
        inherits = item.shape is not None and len(self) == 0
        shape = item.shape._plan() if inherits else plan
        item.called = True
        roles = [r for r in plan.roles if r not in item.done and _people(item, r)]
        combined = ""
        if set(plan.roles) == {"editor", "translator"} and len(roles) == 2:
            term = self.sheet.term("editortranslator", "long", plural=False)
            if term and item.variable("editor") == item.variable("translator"):
                roles, combined = ["editor"], "editortranslator"
        rules = self.sheet.name_rules(shape.name, item.area)
        if item.sorting and rules.form != "count":  # CSL 1.0.2, cs:key
            rules = rules._replace(form="long", sort_order="all")
        if rules.form == "count":
            total = sum(self._count(_people(item, role), rules, item) for role in roles)
            text = str(total) if total else ""
        else:
            pieces = []
            for role in roles:
                people = _people(item, role)
                piece = self._list(people, rules, shape, item)
                if not shape.label_first:
                    item.begins = False
                if shape.label is not None:
                    label = shape.label.labelled(combined or role, len(people) > 1, item) or ""
                    piece = label + piece if shape.label_first else piece + label
                pieces.append(piece)
            delimiter = plan.delimiter
            if delimiter is None:
                delimiter = self.sheet.names_delimiter(item.area)
            text = joined(pieces, delimiter, self.sheet.stops_inside)
        if text:
            item.printed = True
            if item.substituting:
                item.done.update(roles)
            if item.head is None and not item.sorting:
                item.head = text
                text = self.sheet.again(text, item)
            return self.shaped(text, item, shape.look if inherits else plan.look)
        if plan.substitute is not None:
            return self._substitute(plan.substitute, item)
        return None

    def _plan(self) -> _Plan:
        plans = self.sheet.plans
        found = plans.get(self)
        if found is None:
            found = plans[self] = self._planned()
        return found

    def _planned(self) -> _Plan:
        name = self.find("cs:name", self.nsmap)
        label = self.find("cs:label", self.nsmap)
        children = list(self)
        first = label is not None and (name is None or children.index(label) < children.index(name))
        parts: Mapping[str, Look] = {}
        if name is not None:
            parts = {
                part.get("name"): look_of(part.get)
                for part in name.findall("cs:name-part", self.nsmap)
            }
        plain = Look("", "", "", "", False, False)
        return _Plan(
            tuple(self.get("variable", "").split()),
            self.look(),
            self.get("delimiter"),
            name,
            plain if name is None else look_of(name.get),
            parts.get("family"),
            parts.get("given"),
            label,
            first and name is not None,
            self.find("cs:et-al", self.nsmap),
            self.find("cs:substitute", self.nsmap),
        )

    def _substitute(self, substitute: Any, item: Cite) -> str | None:
        before = item.shape
        item.substituting += 1
        item.shape = self
        try:
            for child in self.sheet.children(substitute):
                text = child.render(item)
                if text:
                    return str(text)
        finally:
            item.substituting -= 1
            item.shape = before
        return None

    # ------------------------------------------------------------------ a list of names

    def _limits(self, rules: NameRules, item: Cite) -> tuple[int, int]:
        if item.sort_limits is not None:
            return item.sort_limits
        if "subsequent" in item.positions and rules.later_min:
            return rules.later_min, rules.later_first
        return rules.et_al_min, rules.et_al_first

    def _count(self, people: tuple[Person, ...], rules: NameRules, item: Cite) -> int:
        least, first = self._limits(rules, item)
        return min(len(people), first) if least and len(people) >= least else len(people)

    def _list(self, people: tuple[Person, ...], rules: NameRules, plan: _Plan, item: Cite) -> str:
        least, first = self._limits(rules, item)
        cut = least > 0 and len(people) > 1 and len(people) >= least and first < len(people)
        shown = people[:first] if cut else people
        names = [self._name(one, at, rules, plan) for at, one in enumerate(shown)]
        inside = self.sheet.stops_inside
        if cut and rules.et_al_last and first <= len(people) - 2:
            last = self._name(people[-1], len(people) - 1, rules, plan)
            return joined([*names, f"… {last}"], rules.delimiter, inside)
        inverted = rules.sort_order == "all" or (rules.sort_order == "first" and len(names) == 1)
        if cut:
            text = joined(names, rules.delimiter, inside)
            et_al = self._et_al(plan)
            if not et_al:
                return text
            comma = _precedes(rules.precedes_et_al, len(names), inverted)
            return seam(text, rules.delimiter if comma else " ", inside=inside) + et_al
        word = self._conjunction(rules)
        if not word or len(names) < 2:
            return joined(names, rules.delimiter, inside)
        text = joined(names[:-1], rules.delimiter, inside)
        inverted = rules.sort_order == "all" or (rules.sort_order == "first" and len(names) == 2)
        comma = _precedes(rules.precedes_last, len(names) - 1, inverted)
        # no space beside a conjunction that is no word
        space = " " if _OPENS.match(word) else ""
        before = rules.delimiter if comma else space
        return joined([seam(text, before, inside=inside), word + space, names[-1]], "", inside)

    def _conjunction(self, rules: NameRules) -> str:
        if rules.conjunction == "text":
            return self.sheet.term("and", "long")
        if rules.conjunction == "symbol":
            return self.sheet.term("and", "symbol") or "&"
        return ""

    def _et_al(self, plan: _Plan) -> str:
        term = "et-al" if plan.et_al is None else plan.et_al.get("term", "et-al")
        text = self.sheet.term(term, "long")
        if plan.et_al is None or not text:
            return text
        look = look_of(plan.et_al.get)
        return look.prefix + formatted(text, look.codes) + look.suffix

    # ------------------------------------------------------------------ one name

    def _name(self, person: Person, at: int, rules: NameRules, plan: _Plan) -> str:
        if person.literal:
            text = _part(person.literal, plan.family)
        elif rules.form == "short":
            text = self._short(person, plan)
        else:
            text = self._long(person, at, rules, plan)
        look = plan.name_look
        return look.prefix + formatted(text, look.codes) + look.suffix

    def _short(self, person: Person, plan: _Plan) -> str:
        if not person.family:
            return _part(person.given, plan.given)
        return _part(_together(person.particle, person.family), plan.family)

    def _long(self, person: Person, at: int, rules: NameRules, plan: _Plan) -> str:
        family, given = person.family, person.given
        if not _LATIN.search(family + given):  # names that are written without spaces
            return _part(person.particle + family, plan.family) + _part(given, plan.given)
        suffix = person.suffix
        if person.static:  # and whole, as citeproc-js has it: Mao Zedong is not Mao Z.
            return _spaced(
                _part(_together(person.particle, family), plan.family), _part(given, plan.given)
            )
        if given and rules.initialize_with is not None:
            given = initials(given, rules)
        if rules.sort_order == "all" or (rules.sort_order == "first" and at == 0):
            rest = _spaced(given, person.dropping)
            if rules.demote == "display-and-sort":
                rest = _spaced(rest, person.particle)
            else:
                family = _together(person.particle, family)
            pieces = [_part(family, plan.family), _part(rest, plan.given), suffix]
            return rules.sort_separator.join(piece for piece in pieces if piece)
        family = _together(person.dropping, _together(person.particle, family))
        text = _spaced(_part(given, plan.given), _part(family, plan.family))
        if suffix:
            text += f", {suffix}" if person.comma_suffix else f" {suffix}"
        return text


#: Names in these scripts have spaces between their parts (as citeproc-js has it).
_LATIN = re.compile(
    r"[-0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1e00-\u1fff]"
)


#: What begins a word or a sign of its own (as citeproc-js has it).
_OPENS = re.compile(r"[&A-Za-z\u00c0-\u024f\u0370-\u052f\u0590-\u06ff\u0e01-\u0e5b]")


def _people(item: Cite, role: str) -> tuple[Person, ...]:
    people = item.variable(role)
    return people if isinstance(people, tuple) and not hasattr(people, "circa") else ()


def _precedes(rule: str, before: int, inverted: bool) -> bool:
    if rule == "after-inverted-name":
        return inverted
    return rule == "always" or (rule == "contextual" and before >= 2)


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _together(particle: str, family: str) -> str:
    """Return a family name with its particle, close where the particle ends in an apostrophe."""
    if particle[-1:] in ("’", "-") and family:
        return particle + family
    return _spaced(particle, family)


def _part(text: str, look: Look | None) -> str:
    if look is None or not text:
        return text
    if look.case in CASES:
        text = CASES[look.case](text, False)
    return look.prefix + formatted(text, look.codes) + look.suffix


def initials(given: str, rules: NameRules) -> str:
    """Return given names as initials, or only their initials set anew (``initialize="false"``).

    ``A.M.`` becomes ``A. M.`` where a style has ``. `` after an initial; ``Gary`` becomes ``G.``
    unless the style leaves whole names alone. Particles in small letters stay.
    """
    mark = rules.initialize_with or ""
    out = ""
    # a stop ends an initial also where no space follows
    for word in given.replace(".", ". ").split():
        bare = word.rstrip(".")
        if not bare:
            continue
        initial = len(bare) == 1 or (word.endswith(".") and len(bare) <= 2 and bare[0].isupper())
        if initial and bare[:1].isupper():
            out += bare + mark
        elif rules.initialize and bare[0].isupper():
            parts = [part for part in bare.split("-") if part]
            if len(parts) > 1:
                joint = "-" if rules.hyphen else ""
                stop = mark.rstrip()
                out += joint.join(part[0] + stop for part in parts) + mark[len(stop) :]
            else:
                out += bare[0] + mark
        else:
            before = out.rstrip(" ")
            out = (before + " " if before else "") + word + " "
    return out.strip(" ")


def sort_text(people: tuple[Person, ...], demote: str) -> str:
    """Return names as they are sorted by: family name first."""
    keys = []
    for one in people:
        if one.literal:
            keys.append(one.literal)
            continue
        family, given = one.family, _spaced(one.given, one.dropping)
        if demote == "never":
            family = _spaced(one.particle, family)
        else:
            given = _spaced(given, one.particle)
        keys.append(", ".join(part for part in (family, given, one.suffix) if part))
    return "; ".join(keys)


#: The classes of this module by the names of their elements.
NAME_CLASSES: dict[str, type[Any]] = CLASSES | {"names": Names}
