"""JSON-LD in schema.org's terms, for web pages, search engines and reference managers.

A document is an ``ArchiveComponent`` in its ``holdingArchive``, its fond and file the collections
that it is a part of; a document that lies in several archives has an example in each. A published
translation is a work of its own (``workTranslation``, ``translationOfWork``). Dates in schema.org
are those of ISO 8601: others stand, as EDTF, in ``temporal``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

import attrs

from provenance.model.dates import Date
from provenance.model.document import Credit, Record
from provenance.model.locator import Locator
from provenance.model.names import Agent
from provenance.writing.fields import iri, language_of
from provenance.writing.holding_paths import holding_paths, other_name
from provenance.writing.locator import format_locator
from provenance.writing.loss import Loss, Path, losses_by, reasons, unique_keys

__all__ = ["losses", "pieces", "write"]

CONTEXT = "https://schema.org"
_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9:Z+-]+)?)?)?")


def write(records: Sequence[Record]) -> str:
    """Return one JSON-LD document with an entry in its ``@graph`` for each record."""
    return "".join(pieces(zip(records, unique_keys(records), strict=True)))


def pieces(keyed: Iterable[tuple[Record, str]]) -> Iterator[str]:
    """Yield the text of records, each with its key, piece by piece."""
    before = f'{{"@context": "{CONTEXT}", "@graph": [\n'
    for record, key in keyed:
        yield before + json.dumps(_Entry(record, key).made(), ensure_ascii=False, indent=1)
        before = ",\n"
    yield f'{{"@context": "{CONTEXT}", "@graph": []}}\n' if before[0] == "{" else "\n]}\n"


def losses(records: Sequence[Record]) -> list[Loss]:
    """Return every value that the entries of ``records`` leave out, record by record."""
    return losses_by(records, _carried, reasons("schema.org has no term for it"))


def _carried(record: Record, key: str) -> set[Path]:
    entry = _Entry(record, key)
    entry.made()
    return entry.carried


def _filled(found: dict[str, Any]) -> dict[str, Any]:
    """Return what has a value; a list of one is that one."""
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 and name != "@type" else value
        for name, value in found.items()
        if value not in (None, [], {}, "")
    }


def _day(date: Date | None) -> str | None:
    """Return a date that schema.org can have: ISO 8601, without marks of doubt."""
    if date is not None and _ISO.fullmatch(date.edtf) and date.possible:
        single = date.single
        return date.edtf if single is not None and (single.month or 1) <= 12 else None
    return None


@attrs.define
class _Entry:
    """One record on its way, and what of it was written."""

    record: Record
    key: str
    carried: set[Path] = attrs.field(factory=set)

    def made(self) -> dict[str, Any]:
        """Return the record as a JSON-LD object."""
        record = self.record
        id_ = f"#{quote(self.key, errors='replace')}"
        types = ["ArchiveComponent", "Manuscript", *(["Message"] if record.recipients else [])]
        found = {
            "@type": types,
            "@id": id_,
            "identifier": [self.key, *self._numbers()],
            "name": self._text("title") or self._text("original_title"),
            "alternateName": self._text("original_title") if record.title else None,
            "alternativeHeadline": self._text("short_title"),
            "genre": self._text("kind"),
            "inLanguage": self._text("language"),
            "creator": [
                self._agent(("creators", at), agent, "author", "creator")
                for at, agent in enumerate(record.creators)
            ],
            "recipient": [
                self._agent(("recipients", at), agent, "addressee", "recipient")
                for at, agent in enumerate(record.recipients)
            ],
            **self._dates(),
            "locationCreated": self._place(),
            "abstract": self._text("summary"),
            "description": self._text("notes"),
            "copyrightNotice": self._text("rights"),
            "keywords": self._texts("subjects"),
            "about": [{"@type": "Thing", "name": name} for name in self._texts("people")],
            "contentLocation": [{"@type": "Place", "name": name} for name in self._texts("places")],
            **self._held(id_),
            **self._shown(id_),
        }
        return _filled(found)

    def _text(self, attribute: str) -> str | None:
        value: str | None = getattr(self.record, attribute)
        if value is not None:
            self.carried.add((attribute,))
        return value

    def _texts(self, attribute: str) -> list[str]:
        values: tuple[str, ...] = getattr(self.record, attribute)
        self.carried |= {(attribute, at) for at in range(len(values))}
        return list(values)

    def _numbers(self) -> Iterator[dict[str, Any]]:
        number = self._text("number")
        if number is not None:
            yield _property("number", number)
        for at, more in enumerate(self.record.numbers):
            self.carried |= {("numbers", at, "kind"), ("numbers", at, "value")}
            yield _property(more.kind, more.value)

    def _agent(self, path: Path, agent: Agent, usual: str, term: str) -> dict[str, Any]:
        self.carried.add(path)
        kind = "Person" if agent.family is not None else None
        found = _filled(
            {
                "@type": "Organization" if agent.role == "issuing body" else kind,
                "name": agent.name,
                "familyName": agent.family,
                "givenName": agent.given,
                "jobTitle": agent.office,
            }
        )
        if agent.role in (None, usual):
            return found
        return {"@type": "Role", "roleName": agent.role, term: found}

    def _dates(self) -> dict[str, Any]:
        record = self.record
        if record.date is not None:
            self.carried.add(("date",))
        if record.period is not None:
            self.carried.add(("period",))
        plain = _day(record.date)
        return {
            "dateCreated": plain,
            "temporal": record.date.edtf if record.date is not None and plain is None else None,
            "temporalCoverage": record.period.edtf if record.period is not None else None,
        }

    def _place(self) -> dict[str, Any] | None:
        name = self._text("place")
        return {"@type": "Place", "name": name} if name is not None else None

    # ----- where it lies

    def _held(self, id_: str) -> dict[str, Any]:
        holdings = self.record.holdings
        for at, holding in enumerate(holdings):
            self.carried |= {("holdings", at, *rest) for rest in holding_paths(holding)}
        if len(holdings) == 1:
            return _holding(holdings[0])
        examples = [
            {"@type": ["ArchiveComponent", "Manuscript"], "@id": f"{id_}-{number}",
             **_holding(holding)}
            for number, holding in enumerate(holdings, 1)
        ]  # fmt: skip
        return {"workExample": [_filled(example) for example in examples]}

    # ----- how it is shown

    def _shown(self, id_: str) -> dict[str, Any]:
        record, shown = self.record, self.record.publication
        translated = [(at, c) for at, c in enumerate(record.credits) if c.role == "translated"]
        others = [(at, c) for at, c in enumerate(record.credits) if c.role != "translated"]
        page: dict[str, Any] = {
            "translator": [name for at, c in translated for name in self._credited(at, c)],
            "contributor": [
                {"@type": "Role", "roleName": c.role, "contributor": name}
                for at, c in others
                for name in self._credited(at, c)
            ],
            "sourceOrganization": self._projects(),
        }
        tongue = language_of(record)
        if translated and tongue is not None and tongue != record.language:
            page["inLanguage"] = tongue
            self.carried |= {("credits", at, "to") for at, c in translated if c.target_language}
        if shown is not None:
            page |= self._page()
        page = _filled(page)
        if not page:
            return {}
        if translated:
            whole = {"@type": "CreativeWork", **page, "translationOfWork": {"@id": id_}}
            return {"workTranslation": whole}
        return {"mainEntityOfPage": {"@type": "WebPage", **page}}

    def _credited(self, at: int, credit: Credit) -> Iterator[dict[str, Any]]:
        if credit.by:
            self.carried.add(("credits", at, "role"))
        self.carried.add(("credits", at, "by"))
        for name in credit.by:
            body = credit.affiliations.get(name)
            if body is not None:
                self.carried.add(("credits", at, "affiliations", name))
            yield _filled(
                {"@type": "Person", "name": name,
                 "affiliation": {"@type": "Organization", "name": body} if body else None}
            )  # fmt: skip

    def _projects(self) -> list[dict[str, Any]]:
        names: dict[str, None] = {}
        for at, credit in enumerate(self.record.credits):
            if credit.project is not None:
                self.carried.add(("credits", at, "for"))
                names[credit.project] = None
        return [_body(name) for name in names]

    def _page(self) -> dict[str, Any]:
        shown = self.record.publication
        assert shown is not None
        day = _day(shown.uploaded)
        names = ["host", "publisher", "url", "id", "sponsors", "versions"]
        self.carried |= {("publication", name) for name in [*names, *(["uploaded"] if day else [])]}
        publisher = shown.publisher or shown.host
        page: dict[str, Any] = {"@id": iri(shown.url)} if shown.url else {}
        return page | {
            "url": shown.url,
            "identifier": shown.id,
            "publisher": _body(publisher) if publisher else None,
            "provider": _body(shown.host) if shown.host and shown.publisher else None,
            "datePublished": day,
            "sponsor": [_body(name) for name in shown.sponsors],
            "encoding": [
                _filled({"@type": "MediaObject", "inLanguage": one.language, "name": one.form})
                for one in shown.versions
            ],
        }


def _property(kind: str, value: str) -> dict[str, Any]:
    return {"@type": "PropertyValue", "propertyID": kind, "value": value}


def _body(name: str) -> dict[str, Any]:
    return {"@type": "Organization", "name": name}


def _holding(holding: Locator) -> dict[str, Any]:
    """Return the archive, the reference, and the collections from the file up to the fond."""
    holder = holding.holder
    archive: dict[str, Any] | None = None
    if holder is not None:
        archive = {
            "@type": "ArchiveOrganization",
            "name": holder.name,
            "alternateName": holder.printed if holder.printed != holder.name else None,
            "address": _filled(
                {"@type": "PostalAddress", "addressLocality": holder.place,
                 "addressCountry": holder.country.upper()}
            ),
        }  # fmt: skip
    elif holding.archive_text is not None:
        archive = {"@type": "ArchiveOrganization", "name": holding.archive_text}
    part: dict[str, Any] | None = None
    for unit in holding.units:
        part = _filled(
            {
                "@type": ["ArchiveComponent", "Collection"],
                "name": f"{unit.kind} {unit.value}",
                "identifier": _property(unit.kind, unit.value),
                "isPartOf": part,
            }
        )
    return {
        "holdingArchive": _filled(archive) if archive is not None else None,
        "itemLocation": format_locator(holding, archive_name=other_name(holding)),
        "isPartOf": part,
        "comment": holding.note,
    }
