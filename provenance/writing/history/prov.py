"""A history as W3C PROV: states of the document, what brought them about, and who had which part.

Each state is an entity of its own (PROV-DM 5.1): the document, its numbered copies (specializations
of it), this copy with a stamp, in its file, as a translation, as a page. Where a step is known and
its date is no full day, the activity has no time; ``arch:date`` has the date as EDTF. The package
``prov`` writes it, which the extra ``prov`` installs.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import attrs

from provenance.errors import ProvenanceError
from provenance.model.dates import Date
from provenance.model.history import Actor, History, Step
from provenance.model.text import to_latin
from provenance.writing.history.copies import Copy, arranged
from provenance.writing.history.phrases import heading, in_words
from provenance.writing.locator import format_locator
from provenance.writing.xml_text import legal

__all__ = ["TERMS", "document", "json", "notation", "turtle"]

#: The namespace of what PROV has no word for: kinds of steps, dates, on whose word.
TERMS = "urn:x-archival-provenance:terms:"
_RECORDS = "urn:x-archival-provenance:record:"

#: Steps after which the document is in another state; PROV calls the derivation a revision.
_REVISED = frozenset(
    {"signed", "registered", "sent", "received", "marked", "filed", "transferred", "declassified"}
)
#: Steps that make something else of it, which leaves it as it is.
_MADE_OF_IT = frozenset({"copied", "obtained", "contributed"})


def json(history: History) -> str:
    """Return PROV-JSON (W3C member submission of 2013)."""
    return _serialized(history, "json", indent=2, ensure_ascii=False)


def notation(history: History) -> str:
    """Return PROV-N, the notation for people."""
    return _serialized(history, "provn")


def turtle(history: History) -> str:
    """Return PROV-O as Turtle."""
    _package("rdflib", "PROV-O")
    return _serialized(history, "rdf", rdf_format="turtle")


def document(history: History) -> Any:
    """Return the history as a ``prov.model.ProvDocument``.

    Raises :class:`ProvenanceError` where the package ``prov`` is missing.
    """
    return _Telling(history).tell()


def _package(name: str, what: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ProvenanceError(
            f"{what} needs the package {name.partition('.')[0]}, which is not installed; "
            "install it with: pip install 'prov[rdf]>=3'"
        ) from None


def _serialized(history: History, form: str, **options: Any) -> str:
    text: str = document(history).serialize(format=form, **options)
    return text.rstrip("\n") + "\n"


def _moment(date: Date | None) -> dt.datetime | None:
    """Return the beginning of a day, where the date is a plain one."""
    if date is None or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.edtf):
        return None
    try:
        return dt.datetime.fromisoformat(date.edtf)
    except ValueError:
        return None


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", to_latin(text)).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain.casefold()))[:60].strip("-")


@attrs.define
class _Telling:
    """One history on its way into a PROV document.

    ``now`` is the state that the next step finds; ``texts`` are the translations and editions made
    of it, ``page`` is what the host shows.
    """

    history: History
    prov: Any = attrs.field(init=False, factory=lambda: _package("prov.model", "PROV"))
    out: Any = attrs.field(init=False)
    whole: Any = attrs.field(init=False)
    now: Any = attrs.field(init=False)
    typing: Any = attrs.field(init=False, default=None)
    texts: list[Any] = attrs.field(init=False, factory=list)
    page: Any = attrs.field(init=False, default=None)
    agents: dict[str, Any] = attrs.field(init=False, factory=dict)
    names: dict[str, int] = attrs.field(init=False, factory=dict)
    written: bool = attrs.field(init=False, default=False)

    def tell(self) -> Any:
        """Return the document."""
        record = self.history.record
        self.out = self.prov.ProvDocument()
        self.out.add_namespace("doc", f"{_RECORDS}{record.key}:")
        self.out.add_namespace("arch", TERMS)
        self.whole = self.now = self._entity("document", "Document", heading(record))
        holdings = sum(step.locator is not None for step in self.history)
        for part in arranged(self.history):
            if isinstance(part, Step):
                self._step(part, alone=holdings == 1)
            else:
                self._copies(part)
        return self.out

    # ----- things

    def _name(self, wanted: str) -> str:
        name, number = wanted, self.names.get(wanted, 0)
        while name in self.names:
            number += 1
            name = f"{wanted}-{number}"
        self.names[wanted] = max(number, 1)
        self.names.setdefault(name, 1)
        return f"doc:{name}"

    def _entity(self, name: str, kind: str, label: str, **more: Any) -> Any:
        given = {f"arch:{key}": value for key, value in more.items() if value is not None}
        return self.out.entity(
            self._name(name), {"prov:type": self._term(kind), "prov:label": legal(label), **given}
        )

    def _term(self, name: str) -> Any:
        return self.out.valid_qualified_name(f"arch:{name}")

    def _agent(self, actor: Actor) -> Any:
        if actor.name not in self.agents:
            more = {} if actor.person is None else {
                "prov:type": self.prov.PROV["Person" if actor.person else "Organization"]
            }  # fmt: skip
            name = self._name(f"agent-{_slug(actor.name) or len(self.agents) + 1}")
            self.agents[actor.name] = self.out.agent(
                name, {"prov:label": legal(actor.name), **more}
            )
        return self.agents[actor.name]

    def _activity(self, step: Step) -> Any:
        moment = _moment(step.date)
        kind = _slug(step.kind) or "other"
        said = {
            "prov:type": self._term(kind),
            "prov:label": legal(in_words(step)),
            "prov:location": step.place,
            "arch:date": step.date.edtf if step.date is not None else None,
            "arch:basis": step.basis,
            "arch:rule": step.rule,
            "arch:number": step.number,
            "arch:copiesPrinted": step.copies,
            "arch:note": step.note,
        }
        given = {
            name: legal(value) if isinstance(value, str) else value
            for name, value in said.items()
            if value is not None
        }
        attributes = [*given.items(), *(("arch:field", path) for path in step.paths)]
        activity = self.out.activity(self._name(f"step-{kind}"), moment, moment, attributes)
        for actor in step.agents:
            if actor.role != "file":  # a file is nobody
                self._part(activity, actor, step)
        return activity

    def _part(self, activity: Any, actor: Actor, step: Step) -> None:
        """Associate somebody with an activity, in a role; who acts for a project acts for it."""
        agent = self._agent(actor)
        said = {
            "prov:role": self._term(_slug(actor.role) or "other"),
            "arch:office": actor.office and legal(actor.office),
            "arch:affiliation": actor.affiliation and legal(actor.affiliation),
        }
        given = {name: value for name, value in said.items() if value}
        self.out.association(activity, agent, other_attributes=given)
        if actor.role != "project":
            for project in step.by("project"):
                self.out.delegation(agent, self._agent(project), activity)

    # ----- steps

    def _step(self, step: Step, *, alone: bool) -> None:
        activity = self._activity(step)
        if step.kind == "written":
            self._writing(step, activity)
        elif step.kind == "typed":
            self.out.usage(activity, self.now)
            self.typing = self.typing or activity
        elif step.locator is not None:
            filed = self._filing(step, activity)
            self.now = filed if alone else self.now
        elif step.kind in _REVISED:
            more = {} if step.mark is None or step.mark.text is None else {
                "text": legal(step.mark.text)
            }  # fmt: skip
            self.now = self._made(step, activity, [self.now], "Revision", **more)
        elif step.kind == "destroyed":
            self.out.invalidation(self.now, activity, _moment(step.date))
        elif step.kind in _MADE_OF_IT:
            made = self._made(step, activity, [self.now])
            self.now = made if step.kind != "copied" else self.now
        elif step.kind in ("read", "distributed"):
            self.out.usage(activity, self.now)
        elif step.kind == "published":
            self.page = self._made(step, activity, self.texts or [self.now], url=step.url)
        elif step.kind == "accessed":
            self._made(step, activity, [self.page or self.now])
        elif step.kind in ("translated", "transcribed"):
            self.texts.append(self._made(step, activity, [self.now], step.kind))
        else:  # edited, and what credits call otherwise
            self.texts = [self._made(step, activity, self.texts or [self.now])]

    def _writing(self, step: Step, activity: Any) -> None:
        if not self.written:  # nothing is generated twice
            self.written = True
            self.out.generation(self.whole, activity, _moment(step.date))
        for actor in step.agents:
            if actor.role in ("author", "issuing body"):
                self.out.attribution(self.whole, self._agent(actor))

    def _filing(self, step: Step, activity: Any) -> Any:
        locator = step.locator
        assert locator is not None
        filed = self._made(
            step, activity, [self.now], "Revision", locator=locator.key,
            reference=legal(format_locator(locator)),
        )  # fmt: skip
        for holder in step.by("holder"):
            filed.add_attributes({"prov:location": legal(holder.name)})
        return filed

    def _made(
        self, step: Step, activity: Any, of: Sequence[Any], how: str | None = None, **more: Any
    ) -> Any:
        """Enter a new state or thing that an activity made ``of`` others."""
        kind = _slug(step.kind) or "other"
        credit = step.credit
        language = credit.target_language if credit is not None else None
        made = self._entity(f"{kind}", "State" if how == "Revision" else "Made", in_words(step),
                            language=language and legal(language), **more)  # fmt: skip
        self.out.generation(made, activity, _moment(step.date))
        for source in of:
            self.out.usage(activity, source)
            given = {}
            if how == "Revision":
                given = {"prov:type": self.prov.PROV["Revision"]}
            elif how is not None:
                given = {"prov:type": self._term(how)}
            self.out.derivation(made, source, activity, other_attributes=given)
        if how == "Revision":
            self.out.specialization(made, self.whole)
        return made

    def _copies(self, copies: Sequence[Copy]) -> None:
        for copy in copies:
            label = f"Copy {copy.number}" if copy.number is not None else "A copy"
            name = f"copy-{copy.number}" if copy.number is not None else "copy"
            entity = self._entity(name, "Copy", label, copyNumber=copy.number,
                                  basis="document")  # fmt: skip
            self.out.specialization(entity, self.whole)
            if self.typing is not None:
                self.out.generation(entity, self.typing)
                self.out.derivation(entity, self.now, self.typing)
            for step in copy.lines:
                activity = self._activity(step)
                self.out.usage(activity, entity)
                if self.typing is not None:
                    self.out.communication(activity, self.typing)
            if copy.this:
                this = entity
        if any(copy.this for copy in copies):
            self.now = this
