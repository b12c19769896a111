"""Steps of a history in English words, which the time-line and the pictures share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.history import COPY_RULE, Actor, History, Step, is_file
from provenance.writing.date import format_date
from provenance.writing.locator import format_locator
from provenance.writing.markup import one_line
from provenance.writing.person import list_of

__all__ = ["BASIS_WORDS", "basis_of", "day", "exemplar_words", "heading", "in_words", "rule_words"]

#: On whose word a step stands, as a legend says it.
BASIS_WORDS: Mapping[str, str] = {
    "document": "stated on the document",
    "host": "stated by the host",
    "inferred": "inferred",
    "historian": "the historian’s own",
}
_RULES = {
    COPY_RULE: "from the copy’s number and the distribution list",
    "as-read": "when the page was read",
    "historian": "by the historian",
}
#: What a step is called where its kind is not the word.
_VERBS = {"accessed": "seen"}
_HALF = re.compile("[\ud800-\udfff]")


def _clean(text: str) -> str:
    return _HALF.sub("\ufffd", one_line(text)).strip()


def day(date: Date | None) -> str:
    """Return a date in words, ``""`` for an unknown one."""
    return format_date(date, "dmy") if date is not None else ""


def heading(record: Record) -> str:
    """Return what a picture or time-line is of: the title, else the kind, else the key."""
    return _clean(record.title or record.original_title or record.kind or record.key)


def rule_words(rule: str | None) -> str:
    """Return by what rule something is inferred."""
    return _RULES.get(rule or "", rule or "")


def basis_of(step: Step) -> str:
    """Return on whose word a step stands, with the rule of what is inferred."""
    words = BASIS_WORDS[step.basis]
    return f"{words} {rule_words(step.rule)}" if step.rule is not None else words


def exemplar_words(history: History) -> str:
    """Return which exemplar the record describes and who got it; ``""`` where that is unknown."""
    this = history.exemplar
    if this is None:
        return ""
    count = f"copy {this.number}" + (f" of {this.printed}" if this.printed is not None else "")
    if this.receiver is None:
        return f"This is {count}."
    who = "the file" if is_file(this.receiver) else _clean(this.receiver)
    return f"This is {count}, for {who} ({BASIS_WORDS['inferred']} {rule_words(this.rule)})."


def in_words(step: Step) -> str:
    """Return what happened, without its date: ``Typed in 5 copies by Rodionova, No. 772``."""
    found = _clean(" ".join(_SPEAKERS.get(step.kind, _plain)(step)))
    return found[:1].upper() + found[1:]


# --------------------------------------------------------------------------- one kind each


def _named(agents: Sequence[Actor]) -> str:
    names = []
    for agent in agents:
        beside = f" ({agent.affiliation})" if agent.affiliation is not None else ""
        office = f", {agent.office}" if agent.office is not None else ""
        names.append(f"{agent.name}{office}{beside}")
    if any(", " in name for name in names) and len(names) > 1:
        return "; ".join(names)
    return list_of(names)


def _quoted(text: str) -> str:
    return f"“{' / '.join(line.strip() for line in text.split(chr(10)) if line.strip())}”"


def _closing(step: Step) -> Iterator[str]:
    """Yield what any step may have: its place, and what is to be said of it besides."""
    if step.place is not None:
        yield f"in {step.place}"
    if step.note is not None:
        yield f"({step.note})"


def _plain(step: Step) -> Iterator[str]:
    if step.mark is not None:
        yield from _mark(step)
        return
    yield _VERBS.get(step.kind, step.kind)
    doers = [agent for agent in step.agents if agent.role != "project"]
    if doers:
        yield f"by {_named(doers)}"
    if step.by("project"):
        yield f"for {_named(step.by('project'))}"
    credit = step.credit
    if credit is not None and credit.source_language is not None:
        yield f"from {credit.source_language}"
    if credit is not None and credit.target_language is not None:
        yield f"to {credit.target_language}"
    if step.copies is not None:
        yield f"in {step.copies} {'copy' if step.copies == 1 else 'copies'}"
    if step.number is not None:
        yield f"as No. {step.number}"
    yield from _closing(step)


def _mark(step: Step) -> Iterator[str]:
    mark = step.mark
    if mark is None:
        return
    if step.kind not in ("marked", "signed"):
        yield f"{step.kind}:"
    yield "signed" if mark.kind == "signature" else mark.kind
    if mark.text is not None:
        yield _quoted(mark.text)
    if mark.by is not None:
        yield f"by {mark.by}"
    if mark.condition is not None:
        yield f"({mark.condition})"


def _written(step: Step) -> Iterator[str]:
    yield "written"
    groups: dict[str, list[Actor]] = {}
    for agent in step.agents:
        groups.setdefault(agent.role, []).append(agent)
    by, to = groups.pop("author", []), groups.pop("addressee", [])
    if by:
        yield f"by {_named(by)}" + (";" if to and any(agent.office for agent in by) else "")
    if to:
        yield f"to {_named(to)}"
    yield from _closing(step)
    if groups:
        yield "; ".join(f"({role}: {_named(agents)})" for role, agents in groups.items())


def _registered(step: Step) -> Iterator[str]:
    if step.number is None:
        yield from _plain(step)
        return
    yield "registered as"
    yield f"{step.note} No. {step.number}" if step.note is not None else f"No. {step.number}"


def _typed(step: Step) -> Iterator[str]:
    yield "typed"
    if step.copies is not None:
        yield f"in {step.copies} {'copy' if step.copies == 1 else 'copies'}"
    if step.agents:
        yield f"by {_named(step.agents)}"
    if step.number is not None:
        yield f"(No. {step.number})"
    yield from _closing(step)


def _distributed(step: Step) -> Iterator[str]:
    to = step.by("recipient", "file")
    if not to:
        yield from _plain(step)
        return
    yield f"copy {step.copy}" if step.copy is not None else "a copy"
    yield f"to {_named(to)}"


def _filed(step: Step) -> Iterator[str]:
    if step.locator is None:
        yield from _plain(step)
        return
    yield f"filed as copy {step.copy}:" if step.copy is not None else "filed:"
    yield format_locator(step.locator)
    yield from _closing(step)


def _published(step: Step) -> Iterator[str]:
    if not step.path.startswith("publication"):
        yield from _plain(step)
        return
    yield "published"
    by = step.by("host", "publisher")
    if by:
        yield f"by {_named(by)}"
    if step.number is not None:
        yield f"as No. {step.number}"
    if step.by("sponsor"):
        yield f"with support from {_named(step.by('sponsor'))}"


_SPEAKERS = {
    "written": _written,
    "registered": _registered,
    "typed": _typed,
    "distributed": _distributed,
    "filed": _filed,
    "published": _published,
}
