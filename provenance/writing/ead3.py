"""EAD3 1.1.1, the Society of American Archivists' format of archival description.

Each document is a component of the level ``item`` in its file, series and fonds, whose levels the
table of units gives (``records/units.tsv``); units that are containers or identifiers stand in the
item's own ``did``. The history stands in ``custodhist``, a paragraph a step. Names of elements and
their order follow the schema: <https://www.loc.gov/ead/EAD3taglib/EAD3-TL-eng.html>.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from provenance._version import __version__
from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.locator import Locator, Unit
from provenance.model.names import Agent
from provenance.units import unit_kinds
from provenance.writing.date import format_date
from provenance.writing.holding_paths import holding_paths
from provenance.writing.locator import format_locator
from provenance.writing.loss import Loss, Path, losses_by, reasons, unique_keys
from provenance.writing.narrative import narrative
from provenance.writing.xml_text import escaped, legal

__all__ = ["losses", "pieces", "write"]

_HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<ead xmlns="http://ead3.archivists.org/schema/">
<control>
<recordid>records</recordid>
<filedesc><titlestmt><titleproper>Archival documents</titleproper></titlestmt></filedesc>
<maintenancestatus value="derived"/>
<maintenanceagency><agencyname>archival-provenance</agencyname></maintenanceagency>
<maintenancehistory><maintenanceevent><eventtype value="derived"/><eventdatetime>not recorded\
</eventdatetime><agenttype value="machine"/><agent>archival-provenance {__version__}</agent>\
</maintenanceevent></maintenancehistory>
</control>
<archdesc level="collection">
<did><unittitle>Archival documents</unittitle></did>
"""
_TAIL = "</archdesc>\n</ead>\n"
_LEVELS = frozenset(
    {"collection", "file", "fonds", "item", "recordgrp", "series", "subfonds", "subgrp",
     "subseries"}
)  # fmt: skip
#: Dates that ``normal`` may have: a day, a month or a year, or an interval of two of them.
_DAY = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_NORMAL = re.compile(f"{_DAY}(?:/{_DAY})?")


def write(records: Sequence[Record]) -> str:
    """Return one EAD3 document with a component for each record."""
    return "".join(pieces(zip(records, unique_keys(records), strict=True)))


def pieces(keyed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield the text of records, each with its key, piece by piece."""
    before = f"{_HEAD}<dsc>\n"
    for record, key in keyed:
        yield before + _Component(record, key).written()
        before = ""
    yield f"{_HEAD}{_TAIL}" if before else f"</dsc>\n{_TAIL}"


def losses(records: Sequence[Record]) -> list[Loss]:
    """Return every value that the components of ``records`` leave out, record by record."""
    return losses_by(records, _carried, reasons("EAD3 has no element for it"), _damage)


def _carried(record: Record, key: str) -> set[Path]:
    component = _Component(record, key)
    component.written()
    return component.carried


def _damage(text: str) -> str | None:
    return "XML cannot have some of its characters" if legal(text) != text else None


def _element(name: str, text: str, **attributes: str | None) -> str:
    given = "".join(f' {key}="{escaped(v)}"' for key, v in attributes.items() if v is not None)
    return f"<{name}{given}>{escaped(text)}</{name}>"


def _paragraphs(name: str, texts: Iterable[str]) -> str:
    inner = "".join(_element("p", text) for text in texts)
    return f"<{name}>{inner}</{name}>\n" if inner else ""


def _token(text: str) -> str:
    """Return a text as a token of XML Schema: no spaces but single ones within."""
    return " ".join(legal(text).split())


def _place_of(unit: Unit) -> tuple[str, str]:
    """Return which element, or which level, a unit is in EAD3."""
    known = unit_kinds()[unit.kind].ead3.partition("|")[0]
    name = known.partition(" ")[0].partition("=")[0]
    if name in _LEVELS:
        return "level", name
    return ("container" if name == "physloc" else name), unit.kind


@attrs.define
class _Component:
    """One record on its way, and what of it was written."""

    record: Record
    key: str
    carried: set[Path] = attrs.field(factory=set)

    def written(self) -> str:
        """Return the components of the fonds, series and file, the item innermost."""
        record = self.record
        first = record.holdings[0] if record.holdings else None
        above = []
        if first is not None:
            above = [unit for unit in first.units if _place_of(unit)[0] in ("level", "otherlevel")]
        opened = "".join(
            self._above(unit, first if not number else None) for number, unit in enumerate(above)
        )
        item = self._item(first, whole=not above)
        return f"{opened}{item}{'</c>' * len(above)}\n"

    def _text(self, *names: str) -> list[str]:
        found = []
        for name in names:
            value = getattr(self.record, name)
            if value is not None:
                self.carried.add((name,))
                found.append(value)
        return found

    def _above(self, unit: Unit, holding: Locator | None) -> str:
        what, level = _place_of(unit)
        given = f'level="{level}"'
        if what == "otherlevel":
            given = f'level="otherlevel" otherlevel="{unit.kind}"'
        number = _element("unitid", unit.value, localtype=unit.kind)
        held = _repository(holding) if holding is not None else ""
        return f"<c {given}><did>{number}{held}</did>\n"

    def _item(self, holding: Locator | None, *, whole: bool) -> str:
        record = self.record
        inner = [f'<c level="item"><did>{_element("unitid", self.key, localtype="key")}']
        inner += [_element("unitid", text, localtype="number") for text in self._text("number")]
        for at, number in enumerate(record.numbers):
            self.carried |= {("numbers", at, "kind"), ("numbers", at, "value")}
            inner.append(_element("unitid", number.value, localtype=_token(number.kind)))
        inner += [_element("unittitle", text) for text in self._text("title")]
        inner += [
            _element("unittitle", text, localtype="original")
            for text in self._text("original_title")
        ]
        inner += [
            _element("unittitle", text, localtype="short") for text in self._text("short_title")
        ]
        inner += self._dates()
        if holding is not None:
            inner += self._place(holding, whole=whole)
        inner += self._agents()
        for tongue in self._text("language"):
            inner.append(f"<langmaterial>{_element('language', tongue)}</langmaterial>")
        inner += [_element("physdesc", text, localtype="form") for text in self._text("form")]
        inner += [_element("abstract", text) for text in self._text("summary")]
        inner += self._online()
        inner.append("</did>\n")
        return "".join([*inner, *self._around(), "</c>\n"])

    def _dates(self) -> Iterator[str]:
        record = self.record
        shown = self._text("date_text")
        if record.date is not None or shown:
            self.carried.add(("date",))
            text = shown[0] if shown else format_date(record.date, "dmy")
            yield _date(text, record.date, "creation")
        if record.period is not None:
            self.carried.add(("period",))
            yield _date(format_date(record.period, "dmy"), record.period, "coverage")

    def _place(self, holding: Locator, *, whole: bool) -> Iterator[str]:
        """Yield what of a reference is no level: containers, identifiers, leaves."""
        self.carried |= {("holdings", 0, *rest) for rest in holding_paths(holding)}
        yield _element("unitid", format_locator(holding), localtype="reference")
        if whole:
            yield _repository(holding)
        for unit in holding.units:
            what, kind = _place_of(unit)
            if what not in ("level", "otherlevel"):
                name = what if what in ("container", "unitid") else "physloc"
                yield _element(name, unit.value, localtype=kind)
        if holding.leaves is not None:
            yield _element("physloc", holding.leaves.text, localtype=holding.leaves.kind)

    def _agents(self) -> Iterator[str]:
        for at, agent in enumerate(self.record.creators):
            self.carried.add(("creators", at))
            name = _name(agent, agent.role or "author")
            yield f"<origination>{name}</origination>"

    def _online(self) -> Iterator[str]:
        shown = self.record.publication
        if shown is None or shown.url is None:
            return
        self.carried.add(("publication", "url"))
        yield f'<dao daotype="derived" href="{escaped(_token(shown.url))}"/>'

    def _forms(self) -> list[str]:
        """Return in which other forms there is the document: at the host, in other archives."""
        record = self.record
        found = []
        if record.publication is not None and record.publication.versions:
            self.carried.add(("publication", "versions"))
            shown = record.publication.versions
            found = [", ".join(filter(None, (one.language, one.form))) for one in shown]
        for at, holding in enumerate(record.holdings[1:], 1):
            self.carried |= {("holdings", at, *rest) for rest in holding_paths(holding)}
            found.append(format_locator(holding))
        return found

    def _around(self) -> Iterator[str]:
        """Yield what stands beside the identification: content, access, custody, terms."""
        record = self.record
        yield _paragraphs("odd", self._text("notes"))
        secrecy = self._text("classification")
        self.carried |= {("handling", at) for at in range(len(record.handling))}
        yield _paragraphs("legalstatus", [*secrecy, *record.handling])
        yield _paragraphs("userestrict", self._text("rights"))
        told = list(narrative(record))
        self.carried |= {path for each in told for path in each.carries}
        yield _paragraphs("custodhist", [each.line for each in told])
        yield _paragraphs("altformavail", self._forms())
        yield self._terms()

    def _terms(self) -> str:
        record = self.record
        inner = [_named("genreform", text) for text in self._text("kind")]
        inner += [_named("geogname", text, "written") for text in self._text("place")]
        for at, agent in enumerate(record.recipients):
            self.carried.add(("recipients", at))
            inner.append(_name(agent, agent.role or "addressee"))
        for name, values in (("subject", "subjects"), ("name", "people"), ("geogname", "places")):
            texts: tuple[str, ...] = getattr(record, values)
            self.carried |= {(values, at) for at in range(len(texts))}
            inner += [_named(name, text) for text in texts]
        return f"<controlaccess>{''.join(inner)}</controlaccess>\n" if inner else ""


def _named(name: str, text: str, role: str | None = None) -> str:
    given = f' relator="{escaped(_token(role))}"' if role is not None else ""
    return f"<{name}{given}>{_element('part', text)}</{name}>"


def _name(agent: Agent, role: str) -> str:
    """Return a person, or what may be a body: its name and office, and what it did."""
    name = "persname" if agent.family is not None else "name"
    parts = [_element("part", agent.name)]
    for kind in ("family", "given", "office"):
        text = getattr(agent, kind)
        if text is not None:
            parts.append(_element("part", text, localtype=kind))
    return f'<{name} relator="{escaped(_token(role))}">{"".join(parts)}</{name}>'


def _date(text: str, date: Date | None, what: str) -> str:
    normal = date.edtf if date is not None and _NORMAL.fullmatch(date.edtf) else None
    plain = date is None or normal is not None
    return _element(
        "unitdate", text if plain or date is None else f"{text} ({date.edtf})", datechar=what,
        normal=normal,
        certainty="uncertain" if date is not None and date.uncertain else None,
    )  # fmt: skip


def _repository(holding: Locator) -> str:
    holder = holding.holder
    name = holder.name if holder is not None else holding.archive_text
    if name is None:
        return ""
    place = ""
    if holder is not None and holder.place:
        place = f"<address>{_element('addressline', holder.place)}</address>"
    short = ""
    if holder is not None and holder.printed != holder.name:
        short = _element("part", holder.printed, localtype="abbreviation")
    return f"<repository><corpname>{_element('part', name)}{short}</corpname>{place}</repository>"
