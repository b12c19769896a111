"""A CSL style, read once: what can be known of it beforehand, and what it prints of one work.

sheet = Sheet(source, root)              from provenance.writing.csl.files
sheet.citation(cite), sheet.entry(cite)  text with marks, for marked.dressed
"""

from __future__ import annotations

import os
from functools import cache
from types import MappingProxyType
from typing import Any

from citeproc import LANGUAGE_NAMES, LOCALES_PATH, PRIMARY_DIALECTS, model
from lxml import etree

from provenance.writing.csl.cases import capitalized
from provenance.writing.csl.cite import Cite
from provenance.writing.csl.dates import Date
from provenance.writing.csl.elements import Look, Shaped, joined, look_of
from provenance.writing.csl.marked import formatted, seam
from provenance.writing.csl.names import NAME_CLASSES, NameRules

__all__ = ["CSL", "LIMITS", "Sheet", "parser_for"]

CSL = "http://purl.org/net/xbiblio/csl"
_TAG = f"{{{CSL}}}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LIMITS = MappingProxyType({"bytes": 2_000_000})

_OURS = {**NAME_CLASSES, "date": Date}


@cache
def _theirs() -> dict[str, type[Any]]:
    """Return citeproc-py's own classes by element; not what others derived in this process."""
    base = model.CitationStylesElement
    return {
        cls.__name__.replace("_", "-").lower(): cls
        for cls in vars(model).values()
        if isinstance(cls, type) and issubclass(cls, base) and cls is not base
    }


def parser_for(classes: dict[str, type[Any]] | None = None) -> etree.XMLParser:
    """Return a parser that follows no reference out of the file and expands none within it."""
    parser = etree.XMLParser(
        encoding="UTF-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        load_dtd=False,
        resolve_entities=False,
        huge_tree=False,
    )
    if classes is not None:
        lookup = etree.ElementNamespaceClassLookup()
        space = lookup.get_namespace(CSL)
        space[None] = model.CitationStylesElement
        space.update(classes)
        parser.set_element_class_lookup(lookup)
    return parser


class Sheet:
    """A style that can print. ``data`` is a checked, independent style."""

    def __init__(
        self,
        data: bytes,
        *,
        language: str | None = None,
        source: str = "",
        warned: tuple[str, ...] = (),
    ) -> None:
        self.source = source
        #: what the style asks for and is not done
        self.warned = warned
        # a class of its own for each style: an element finds its sheet without a search
        own = {
            name: type(cls.__name__, (cls,), {"sheet": self}) if issubclass(cls, Shaped) else cls
            for name, cls in (_theirs() | _OURS).items()
        }
        parser = parser_for(own)
        self.root: Any = etree.fromstring(data, parser)
        self.language = language or self.root.get("default-locale") or "en-US"
        self.looks: dict[Any, Look] = {}
        self.plans: dict[Any, Any] = {}
        self._children: dict[Any, tuple[Any, ...]] = {}
        self._rules: dict[tuple[Any, str], NameRules] = {}
        self.macros: dict[str, Any] = {
            macro.get("name", ""): macro for macro in self.root.iterfind(f"{_TAG}macro")
        }
        self.areas: dict[str, Any] = {
            name: area
            for name in ("citation", "bibliography")
            if (area := self.root.find(f"{_TAG}{name}")) is not None
        }
        self.layouts: dict[str, Any] = {
            name: area.find(f"{_TAG}layout") for name, area in self.areas.items()
        }
        self.title: str = self.root.findtext(f"{_TAG}info/{_TAG}title") or source
        self.is_note = self.root.get("class") == "note"
        self._locales = self._find_locales(parser)
        self._terms = self._find_terms()
        options = [
            option for locale in self._locales for option in locale.iterfind(f"{_TAG}style-options")
        ]

        def option_of(name: str) -> bool:
            values = (option.get(name) for option in options)
            return next((value for value in values if value is not None), "false") == "true"

        self.stops_inside = option_of("punctuation-in-quote")
        self.ordinal_first_only = option_of("limit-day-ordinals-to-day-1")
        self.prints_suffix = any(
            text.get("variable") == "year-suffix" for text in self.root.iter(f"{_TAG}text")
        )
        self.marks = (
            (self.term("open-quote", "long"), self.term("close-quote", "long")),
            (self.term("open-inner-quote", "long"), self.term("close-inner-quote", "long")),
        )
        self._english = self.language.lower().startswith("en")

    # ------------------------------------------------------------------ locales

    def _find_locales(self, parser: etree.XMLParser) -> list[Any]:
        """Return the locales in which terms are looked up, the nearest first (CSL 1.0.2)."""
        language = self.language.split("-")[0]
        own = list(self.root.iterfind(f"{_TAG}locale"))
        found = []
        for wanted in (self.language, language, None):
            found += [one for one in own if one.get(_LANG) == wanted and one not in found]
        names = [self.language] if self.language in LANGUAGE_NAMES else []
        names += [PRIMARY_DIALECTS[language]] if language in PRIMARY_DIALECTS else []
        for name in dict.fromkeys([*names, "en-US"]):
            path = os.path.join(LOCALES_PATH, f"locales-{name}.xml")
            with open(path, "rb") as file:
                found.append(etree.fromstring(file.read(), parser))
        return found

    def _find_terms(self) -> dict[tuple[str, str], tuple[str, str]]:
        terms: dict[tuple[str, str], tuple[str, str]] = {}
        for locale in self._locales:
            for term in locale.iterfind(f"{_TAG}terms/{_TAG}term"):
                if term.get("gender-form"):
                    continue
                single = term.findtext(f"{_TAG}single")
                multiple = term.findtext(f"{_TAG}multiple")
                text = term.text or ""
                key = term.get("name"), term.get("form", "long")
                terms.setdefault(
                    key, (single if single is not None else text,
                          multiple if multiple is not None else text)
                )  # fmt: skip
        return terms

    def term(self, name: str, form: str, *, plural: bool = False) -> str:
        """Return a term, ``""`` where there is none; a form that is missing has the next longer."""
        wanted: str | None = form
        while wanted is not None:
            found = self._terms.get((name, wanted))
            if found is not None:
                return found[plural]
            wanted = _LONGER.get(wanted)
        return ""

    def opening_term(self, text: str, item: Cite) -> str:
        """Return a term, with a large letter where it opens a note or an entry (ibid.)."""
        if item.begins and text and (self.is_note or item.area == "bibliography"):
            return text if item.sorting else capitalized(text)
        return text

    def ordinal(self, number: int) -> str:
        """Return an ordinal number, by the language's endings."""
        last_two = self._terms.get((f"ordinal-{number % 100:02}", "long"))
        last = self._terms.get((f"ordinal-{number % 10:02}", "long"))
        if last_two is not None and number % 100 > 9:
            return f"{number}{last_two[0]}"
        return f"{number}{(last or self._terms.get(('ordinal', 'long')) or ('',))[0]}"

    def local_date(self, form: str) -> Any:
        """Return the language's form of dates, ``text`` or ``numeric``."""
        for locale in self._locales:
            for date in locale.iterfind(f"{_TAG}date"):
                if date.get("form") == form:
                    return date
        raise KeyError(form)  # en-US has both

    def is_english(self, item: Cite) -> bool:
        """Whether the work is in English, as far as is known."""
        language = item.work.get("language")
        return language.lower().startswith("en") if isinstance(language, str) else self._english

    # ------------------------------------------------------------------ static facts

    def children(self, element: Any) -> tuple[Any, ...]:
        """Return the children of an element, which are looked up once."""
        found = self._children.get(element)
        if found is None:
            found = self._children[element] = tuple(element)
        return found

    def name_rules(self, name: Any, area: str) -> NameRules:
        """Return the options of a ``cs:name`` (or of none) in the citation or the bibliography."""
        key = (name, area)
        found = self._rules.get(key)
        if found is None:
            found = self._rules[key] = self._name_rules(name, area)
        return found

    def _name_rules(self, name: Any, area: str) -> NameRules:
        above = [self.areas.get(area), self.root]

        def get(option: str, default: str, *, inherited: str | None = None) -> str:
            if name is not None and (value := name.get(option)) is not None:
                return str(value)
            for element in above:
                if element is not None and (value := element.get(inherited or option)) is not None:
                    return str(value)
            return default

        given = get("initialize-with", "\0")
        return NameRules(
            form=get("form", "long", inherited="name-form"),
            conjunction=get("and", ""),
            delimiter=get("delimiter", ", ", inherited="name-delimiter"),
            precedes_et_al=get("delimiter-precedes-et-al", "contextual"),
            precedes_last=get("delimiter-precedes-last", "contextual"),
            et_al_min=int(get("et-al-min", "0")),
            et_al_first=int(get("et-al-use-first", "1")),
            later_min=int(get("et-al-subsequent-min", "0")),
            later_first=int(get("et-al-subsequent-use-first", get("et-al-use-first", "1"))),
            et_al_last=get("et-al-use-last", "false") == "true",
            initialize=get("initialize", "true") == "true",
            initialize_with=None if given == "\0" else given,
            hyphen=self.root.get("initialize-with-hyphen", "true") == "true",
            sort_order=get("name-as-sort-order", ""),
            sort_separator=get("sort-separator", ", "),
            demote=self.root.get("demote-non-dropping-particle", "display-and-sort"),
        )

    def names_delimiter(self, area: str) -> str:
        """Return what stands between the names of two roles."""
        for element in (self.areas.get(area), self.root):
            if element is not None and (value := element.get("names-delimiter")) is not None:
                return str(value)
        return ""

    def calls(self, area: str, variable: str) -> bool:
        """Return whether the layout of an area may print a variable."""
        pending, seen = [self.layouts[area]], set()
        while pending:
            for text in pending.pop().iter(f"{_TAG}text", f"{_TAG}number"):
                if text.get("variable") == variable:
                    return True
                macro = text.get("macro")
                if macro is not None and macro not in seen:
                    seen.add(macro)
                    pending.append(self.macros[macro])
        return False

    def is_sorted_otherwise(self) -> bool:
        """Return whether the bibliography has an order other than that of the citations."""
        area = self.areas.get("bibliography")
        key = None if area is None else area.find(f"{_TAG}sort/{_TAG}key")
        return key is not None and key.get("variable") != "citation-number"

    # ------------------------------------------------------------------ print

    def again(self, text: str, item: Cite) -> str:
        """Return the first names of an entry, or what stands for the same as in the one before."""
        if item.area != "bibliography":
            return text
        substitute = self.areas["bibliography"].get("subsequent-author-substitute")
        if substitute is not None and item.previous is not None and item.previous == text:
            return substitute or ""
        return text

    def one(self, item: Cite) -> str:
        """Return one citation or entry, without what the layout puts around it."""
        layout = self.layouts[item.area]
        if item.area == "bibliography" and self.areas[item.area].get("second-field-align"):
            first, *rest = self.children(layout)
            number = first.render(item) or ""
            text = joined([child.render(item) for child in rest], "", self.stops_inside)
            # a margin of its own on paper, a space on one line
            return joined([number, text], " ", self.stops_inside)
        return layout.render(item) or ""

    def wrapped(self, pieces: list[str], area: str) -> str:
        """Return the citations of a note, or one entry, in the dress of the layout."""
        layout = self.layouts[area]
        text = joined(
            pieces, layout.get("delimiter", "") if area == "citation" else "", self.stops_inside
        )
        if not text:
            return ""
        look = look_of(layout.get)
        if look.codes:
            text = formatted(text, look.codes)
        text = seam(look.prefix, text, inside=self.stops_inside)
        return seam(text, look.suffix, inside=self.stops_inside)


#: The form that takes the place of a missing one (CSL 1.0.2, cs:terms).
_LONGER = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
