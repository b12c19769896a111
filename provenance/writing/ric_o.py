"""RiC-O 1.1 (International Council on Archives) as JSON-LD, which RDF libraries read as it is.

A document is a ``rico:Record`` in its file, series and fonds (``rico:RecordSet``); each exemplar,
typed or held, an ``rico:Instantiation`` with its holder. RiC-O has no word for a translation: it is
a record of its own with a genetic link to the original. The terms are those of the ontology,
<https://www.ica.org/standards/RiC/ontology>.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

import attrs

from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.history import history
from provenance.model.locator import Locator, Unit
from provenance.model.names import Agent
from provenance.units import unit_kinds
from provenance.writing.date import format_date
from provenance.writing.fields import language_of
from provenance.writing.history.copies import copies_of
from provenance.writing.holding_paths import holding_paths
from provenance.writing.locator import format_locator
from provenance.writing.loss import Loss, Path, losses_by, reasons, unique_keys
from provenance.writing.narrative import narrative

__all__ = ["losses", "pieces", "write"]

_SETS = "https://www.ica.org/standards/RiC/vocabularies/recordSetTypes#"
_CONTEXT = {
    "rico": "https://www.ica.org/standards/RiC/ontology#",
    "type": {"@id": "rico:hasRecordSetType", "@type": "@id"},
}
_RECORDS = "urn:x-archival-provenance:record:"
_LOCATORS = "urn:x-archival-provenance:locator:"


def write(records: Sequence[Record]) -> str:
    """Return one JSON-LD document with an entry in its ``@graph`` for each record."""
    return "".join(pieces(zip(records, unique_keys(records), strict=True)))


def pieces(keyed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield the text of records, each with its key, piece by piece."""
    head = f'{{"@context": {json.dumps(_CONTEXT)}, "@graph": ['
    before = f"{head}\n"
    for record, key in keyed:
        yield before + json.dumps(_Entry(record, key).made(), ensure_ascii=False, indent=1)
        before = ",\n"
    yield f"{head}]}}\n" if before[0] == "{" else "\n]}\n"


def losses(records: Sequence[Record]) -> list[Loss]:
    """Return every value that the entries of ``records`` leave out, record by record."""
    return losses_by(records, _carried, reasons("RiC-O has no property for it"))


def _carried(record: Record, key: str) -> set[Path]:
    entry = _Entry(record, key)
    entry.made()
    return entry.carried


def _thing(kind: str, **more: Any) -> dict[str, Any]:
    """Return a thing of a class of RiC-O with the properties that have a value."""
    found: dict[str, Any] = {"@type": f"rico:{kind}"}
    for name, value in more.items():
        if value not in (None, [], {}, ""):
            single = isinstance(value, list) and len(value) == 1
            found["@id" if name == "id_" else f"rico:{name}"] = value[0] if single else value
    return found


@attrs.define
class _Entry:
    """One record on its way, and what of it was written."""

    record: Record
    key: str
    carried: set[Path] = attrs.field(factory=set)

    def made(self) -> dict[str, Any]:
        """Return the record as a JSON-LD object."""
        record = self.record
        id_ = _RECORDS + quote(self.key, safe="", errors="replace")
        told = list(narrative(record))
        self.carried |= {path for each in told for path in each.carries}
        notes = [*self._text("notes"), *self._labelled("classification", "Classification")]
        notes += self._labelled("form", "Form")
        self.carried |= {("handling", at) for at in range(len(record.handling))}
        notes += [f"Handling: {text}" for text in record.handling]
        return _thing(
            "Record",
            id_=id_,
            identifier=self.key,
            title=[*self._text("title"), *self._text("original_title")],
            name=self._text("short_title"),
            hasOrHadIdentifier=list(self._numbers()),
            hasDocumentaryFormType=[
                _thing("DocumentaryFormType", name=text) for text in self._text("kind")
            ],
            hasCreationDate=self._date(),
            isAssociatedWithDate=self._period(),
            hasOrHadLanguage=[_thing("Language", name=text) for text in self._text("language")],
            isAssociatedWithPlace=[_thing("Place", name=text) for text in self._text("place")],
            **self._agents(),
            hasOrHadSubject=self._subjects(),
            scopeAndContent=self._text("summary"),
            generalDescription=notes,
            conditionsOfUse=self._text("rights"),
            history="\n".join(each.line for each in told),
            isOrWasIncludedIn=self._sets(),
            hasOrHadInstantiation=[*self._held(id_), *self._copies(id_)],
            hasGeneticLinkToRecordResource=self._translation(id_),
        )

    def _text(self, name: str) -> list[str]:
        value: str | None = getattr(self.record, name)
        if value is None:
            return []
        self.carried.add((name,))
        return [value]

    def _labelled(self, name: str, label: str) -> list[str]:
        return [f"{label}: {text}" for text in self._text(name)]

    def _numbers(self) -> Iterator[dict[str, Any]]:
        numbers = [("number", text) for text in self._text("number")]
        numbers += [(number.kind, number.value) for number in self.record.numbers]
        for kind, value in numbers:
            yield _thing("Identifier", textualValue=value,
                         hasIdentifierType=_thing("IdentifierType", name=kind))  # fmt: skip

    def _date(self) -> dict[str, Any] | None:
        shown = self._text("date_text")
        date = self.record.date
        if date is not None:
            self.carried.add(("date",))
        elif not shown:
            return None
        return _dated(date, shown[0] if shown else format_date(date, "dmy"))

    def _period(self) -> dict[str, Any] | None:
        if self.record.period is None:
            return None
        self.carried.add(("period",))
        return _dated(self.record.period, format_date(self.record.period, "dmy"))

    def _agents(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for at, agent in enumerate(self.record.creators):
            usual = agent.role in (None, "author")
            self._agent(("creators", at), agent, "author")
            found.setdefault("hasAuthor" if usual else "hasCreator", []).append(_agent(agent))
        for at, agent in enumerate(self.record.recipients):
            self._agent(("recipients", at), agent, "addressee")
            found.setdefault("hasAddressee", []).append(_agent(agent))
        return found

    def _agent(self, path: Path, agent: Agent, usual: str) -> None:
        self.carried |= {(*path, "name"), (*path, "office")}
        if agent.role == usual:
            self.carried.add((*path, "role"))

    def _subjects(self) -> list[dict[str, Any]]:
        found = []
        for name, kind in (("subjects", "Thing"), ("people", "Agent"), ("places", "Place")):
            texts: tuple[str, ...] = getattr(self.record, name)
            self.carried |= {(name, at) for at in range(len(texts))}
            found += [_thing(kind, name=text) for text in texts]
        return found

    # ----- where it lies

    def _sets(self) -> list[dict[str, Any]]:
        for at, holding in enumerate(self.record.holdings):
            self.carried |= {("holdings", at, *rest) for rest in holding_paths(holding)}
        return [made for holding in self.record.holdings if (made := _sets(holding)) is not None]

    def _held(self, id_: str) -> Iterator[dict[str, Any]]:
        for number, holding in enumerate(self.record.holdings, 1):
            yield _thing(
                "Instantiation",
                id_=f"{id_}:held-{number}",
                identifier=format_locator(holding),
                hasOrHadHolder=_holder(holding),
                hasOrHadPhysicalLocation=[
                    _thing("PhysicalLocation", name=f"{unit.kind} {unit.value}")
                    for unit in holding.units
                    if _is_place(unit)
                ],
                generalDescription=holding.note,
            )

    def _copies(self, id_: str) -> Iterator[dict[str, Any]]:
        told = history(self.record)
        for number, copy in enumerate(copies_of(told), 1):
            name = f"Copy {copy.number}" if copy.number is not None else "A copy"
            yield _thing(
                "Instantiation",
                id_=f"{id_}:copy-{number}",
                identifier=name,
                history=[f"{name} to {to}" for to in copy.to],
            )

    def _translation(self, id_: str) -> dict[str, Any] | None:
        credits = [(at, c) for at, c in enumerate(self.record.credits) if c.role == "translated"]
        shown = self.record.publication
        if not credits:
            return None
        tongue = language_of(self.record)
        names = [name for _, credit in credits for name in credit.by]
        publisher = (shown.publisher or shown.host) if shown is not None else None
        return _thing(
            "Record",
            id_=f"{id_}:translation",
            name="Translation",
            hasCreator=[_thing("Agent", name=name) for name in names],
            hasOrHadLanguage=[_thing("Language", name=tongue)] if tongue is not None else None,
            hasPublisher=_thing("Agent", name=publisher) if publisher is not None else None,
            identifier=shown.url if shown is not None else None,
        )


def _dated(date: Date | None, words: str) -> dict[str, Any]:
    return _thing("Date", expressedDate=words,
                  normalizedDateValue=date.edtf if date is not None else None)  # fmt: skip


def _agent(agent: Agent) -> dict[str, Any]:
    kind = "CorporateBody" if agent.role == "issuing body" else "Agent"
    position = _thing("Position", name=agent.office) if agent.office is not None else None
    return _thing("Person" if agent.family is not None else kind, name=agent.name,
                  hasOrHadPosition=position)  # fmt: skip


def _holder(holding: Locator) -> dict[str, Any] | None:
    holder = holding.holder
    if holder is not None:
        return _thing("CorporateBody", id_=f"urn:x-archival-provenance:archive:{holder.id}",
                      name=list(dict.fromkeys((holder.name, holder.printed))))  # fmt: skip
    name = holding.archive_text
    return _thing("CorporateBody", name=name) if name is not None else None


def _is_place(unit: Unit) -> bool:
    return unit_kinds()[unit.kind].ric.startswith("rico:PhysicalLocation")


def _sets(holding: Locator) -> dict[str, Any] | None:
    """Return the innermost record set of a reference, each in the one above it."""
    inner: dict[str, Any] | None = None
    for number, unit in enumerate(holding.units, 1):
        if _is_place(unit):
            continue
        kind = unit_kinds()[unit.kind].ric.partition("|")[2]
        above = inner
        key = Locator(holding.archive, holding.units[:number], None, holding.archive_text).key
        inner = _thing(
            "RecordSet",
            id_=_LOCATORS + quote(key, safe=":=;%"),
            identifier=unit.value,
            name=f"{unit.kind} {unit.value}",
            isOrWasIncludedIn=above,
        )
        if kind.startswith("#"):
            inner["type"] = _SETS + kind[1:]
    return inner
