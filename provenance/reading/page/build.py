"""The record of a page: what was found, put together, each value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from provenance.model import (
    Copies,
    Credit,
    Locator,
    Mark,
    Number,
    Origin,
    Publication,
    Record,
    Unread,
    Version,
)
from provenance.model.written_dates import read_date
from provenance.reading.page.credits import CreditFound
from provenance.reading.page.furniture import version_of
from provenance.reading.page.holdings import archive_of
from provenance.reading.page.keys import key_of
from provenance.reading.page.layout import Layout
from provenance.reading.page.numbers import numbered
from provenance.reading.page.parts import Parts, inside
from provenance.reading.page.people import creators, labelled, recipients
from provenance.reading.page.persons import true_case
from provenance.reading.page.spans import Found, PageText, tidy
from provenance.reading.page.titles import TitleFacts, unquoted
from provenance.reading.page.words import kind_in, language, table, words

__all__ = ["build", "title_of"]


class _Builder:
    """Collects the values of a record and where each stood."""

    def __init__(self, page: PageText, parts: Parts) -> None:
        self.page, self.parts = page, parts
        self.values: dict[str, Any] = {}
        self.origins: dict[str, Origin] = {}
        self.unread: list[Found[str]] = []
        self.notes: list[Found[str]] = []

    def place(self, path: str, found: Found[Any], basis: str | None = None) -> None:
        """Record where the value at ``path`` stood."""
        self.origins[path] = Origin(
            self.page.number(found.start), found.start, found.end, basis or found.basis
        )

    def set(self, name: str, found: Found[Any] | None, basis: str | None = None) -> None:
        """Set a field that has no value yet."""
        if found is None or name in self.values:
            return
        self.values[name] = found.value
        self.place(name, found, basis)

    def texts(self, name: str, found: Iterable[Found[str]]) -> None:
        """Set a field that is a list of texts, each once."""
        values: list[str] = []
        for item in found:
            if item.value not in values:
                self.place(f"{name}[{len(values)}]", item)
                values.append(item.value)
        if values:
            self.values[name] = tuple(values)

    # ---- the parts of the record ------------------------------------------------------------

    def description(self) -> None:
        """Set title, genre, dates, numbers, classification."""
        layout, facts, head = self.parts.layout, self.parts.facts, self.parts.head
        title = self.parts.title
        self.set("title", title)
        self._kind(title, facts)
        self.set("kind", head.kind)
        self.set("date", layout.date)
        if layout.citation is not None:
            self.set("date", layout.citation.date)
        self.set("date", head.date)
        self.set("date_text", head.date_text)
        self.set("period", head.period)
        if title is not None and facts.number is not None:
            value, start, end = facts.number
            self.set("number", inside(self.page, title, start, end, value))
        self.set("number", head.number)
        self._numbers()
        self.set("classification", head.classification)
        stated = self._information("classification")
        if stated is not None:
            self._classified(stated)
        self.texts("handling", head.handling)
        self.set("place", head.place)
        self.set("form", head.form)
        self.set("summary", layout.summary)
        self._language()
        rights = [_without_address(item) for item in layout.rights]
        if rights:
            joined = "\n".join(dict.fromkeys(item.value for item in rights))
            self.set("rights", Found(joined, rights[0].start, rights[-1].end))

    def _kind(self, title: Found[str] | None, facts: TitleFacts) -> None:
        """Set the genre: what the title begins with, what the host says, what the title has."""
        named: Found[str] | None = None
        leading = False
        if title is not None and facts.kind is not None:
            kind, start, end = facts.kind
            named = inside(self.page, title, start, end, kind)
            before = title.value[:start].split()
            leading = len(before) <= 1 or [word.lower() for word in before] == ["from", "the"]
        stated = self._information("kind")
        if stated is not None:
            known = kind_in(stated.value)
            value = known[0] if known is not None else stated.value.lower()
            stated = stated.holding(value)
            if value in ("other", "document", "unknown", "-"):
                stated = None
        for found in (named if leading else None, stated, named):
            self.set("kind", found)

    def _numbers(self) -> None:
        head, foot = self.parts.head, self.parts.foot
        number = self.values.get("number")
        if head.number is not None and number is not None and head.number.value != number:
            again = Number(head.number_kind or "register", head.number.value)
            if all(n.value.value != again.value for n in head.numbers):
                head.numbers.insert(0, head.number.holding(again))
        done: list[Number] = []
        stamped = [n for mark in self.parts.marks for n in _stamped(mark)]
        for found in (*head.numbers, *foot.numbers, *stamped):
            known = next((n for n in done if n.kind == found.value.kind
                          and n.value == found.value.value), None)  # fmt: skip
            if known is None:
                path = f"numbers[{len(done)}]"
                for part in ("kind", "value", *(("date",) if found.value.date else ())):
                    self.place(f"{path}.{part}", found)
                done.append(found.value)
        if done:
            self.values["numbers"] = tuple(done)

    def _information(self, field: str) -> Found[str] | None:
        found = self.parts.layout.information.get(field)
        return found[0] if found else None

    def _classified(self, stated: Found[str]) -> None:
        value = stated.value.strip(" .!").lower()
        if value in ("-", "n/a", "none", "unknown"):
            return
        if len(value.split()) > 5:
            self.unread.append(stated)
            return
        if self.values.get("classification", value) != value:
            self.unread.append(stated)  # the host says one thing and the document another
        self.set("classification", stated.holding(value))

    def _language(self) -> None:
        for stated in self.parts.layout.information.get("language", ()):
            code = language(stated.value)
            if code is None:
                self.unread.append(stated)
            else:
                self.set("language", stated.holding(code))

    def people(self) -> None:
        """Set creators and recipients."""
        for name, found in (("creators", creators(self.page, self.parts)),
                            ("recipients", recipients(self.page, self.parts))):  # fmt: skip
            if found:
                self.values[name] = tuple(agent for agent, _ in found)
            for index, (agent, places) in enumerate(found):
                for part in ("name", "family", "given", "office", "role"):
                    if getattr(agent, part):
                        self.place(f"{name}[{index}].{part}", places.get(part, places["name"]))

    def copies(self) -> None:
        """Set the typed exemplars and the marks."""
        head, foot = self.parts.head, self.parts.foot
        values: dict[str, Any] = {}
        for field, found in (
            ("number", head.copy), ("printed", foot.printed or head.printed),
            ("distribution_note", foot.distribution_note), ("register", foot.register),
            ("typed_by", foot.typed_by), ("typed", foot.typed),
        ):  # fmt: skip
            if found is not None:
                values[field] = found.value
                self.place(f"copies.{field}", found)
        if foot.distribution:
            values["distribution"] = tuple(found.value for found in foot.distribution)
            for index, line in enumerate(foot.distribution):
                self.place(f"copies.distribution[{index}].to", line)
                if line.value.copy is not None:
                    self.place(f"copies.distribution[{index}].copy", line)
        if values:
            self.values["copies"] = Copies(**values)
        for index, mark in enumerate(self.parts.marks):
            for part in ("kind", "text", "by", "date", "condition"):
                if getattr(mark.value, part):
                    self.place(f"marks[{index}].{part}", mark)
        if self.parts.marks:
            self.values["marks"] = tuple(mark.value for mark in self.parts.marks)
        self.notes += foot.notes
        self.unread += head.unread + foot.unread

    def provenance(self) -> None:
        """Set holdings and credits."""
        holdings: list[Locator] = []
        credits: list[CreditFound] = []
        for source in self.parts.sources:
            for found in source.holdings:
                if found.value not in holdings:
                    self.place(f"holdings[{len(holdings)}]", found)
                    holdings.append(found.value)
            for credit in source.credits:
                if credit.credit not in [known.credit for known in credits]:
                    credits.append(credit)
            self.notes += source.notes
            self.unread += source.unread
        for found in self.parts.head.holdings:
            if not holdings:
                self.place("holdings[0]", found)
                holdings.append(found.value)
            elif found.value not in holdings:
                self.unread.append(found.holding(self.page.text[found.start : found.end]))
        self._named_archive(holdings)
        if holdings:
            self.values["holdings"] = tuple(holdings)
        credits += self._contributors(credits)
        for index, credit in enumerate(credits):
            path = f"credits[{index}]"
            self.place(f"{path}.role", credit.role)
            for number, name in enumerate(credit.names):
                self.place(f"{path}.by[{number}]", name)
                if name.value in credit.credit.affiliations:
                    self.place(f"{path}.affiliations.{name.value}", name)
            if credit.project is not None:
                self.place(f"{path}.for", credit.project)
            for part, code in (("from", credit.credit.source_language),
                               ("to", credit.credit.target_language)):  # fmt: skip
                if code:
                    self.place(f"{path}.{part}", credit.role)
        if credits:
            self.values["credits"] = tuple(credit.credit for credit in credits)

    def _contributors(self, credits: list[CreditFound]) -> list[CreditFound]:
        """Return the host's label for contributors as a credit; none for ones known already."""
        known = {name for credit in credits for name in credit.credit.by}
        stated = self.parts.layout.information.get("contributors", ())
        names = [item.holding(labelled(item.value).name) for item in stated]
        names = [name for name in names if name.value not in known]
        if not names:
            return []
        credit = Credit("contributed", by=tuple(dict.fromkeys(name.value for name in names)))
        return [CreditFound(credit, names[0].holding("contributed"), tuple(names), None)]

    def _named_archive(self, holdings: list[Locator]) -> None:
        """Use the label for the archive where the source names none."""
        named = self._information("archive")
        if named is None:
            return
        found = archive_of(named.value)
        if found is None:
            if holdings:
                self.unread.append(named)
                return
            found = (None, named.value)
        if any(found[0] is not None and found[0] == known.archive for known in holdings):
            return
        if holdings:
            if all(known.archive is not None or known.archive_text for known in holdings):
                self.unread.append(named)
            return
        self.place("holdings[0]", named)
        holdings.append(Locator(found[0], archive_text=found[1], text=named.value))

    def publication(self) -> None:
        """Set the host's part: its name, address and number, the versions and sponsors."""
        layout = self.parts.layout
        values: dict[str, Any] = {}

        def put(field: str, found: Found[Any]) -> None:
            values[field] = found.value
            self.place(f"publication.{field}", found)

        if layout.citation is not None:
            put("host", layout.citation.host)
        if layout.url is not None:
            put("url", layout.url)
            number = re.search(r"/document/(\d+)(?=$|[/.?#])", layout.url.value)
            if number is not None:
                put("id", layout.url.holding(number[1]))
        record_id = self._information("id")
        if record_id is not None:
            if re.fullmatch(r"[\w.-]*\d[\w.-]*", record_id.value):
                put("id", record_id)
            else:
                self.unread.append(record_id)
        uploaded = self._information("uploaded")
        if uploaded is not None:
            date = read_date(uploaded.value)
            if date is not None:
                put("uploaded", uploaded.holding(date))
            else:
                self.unread.append(uploaded)
        versions: list[Version] = []
        for found in layout.versions:
            version = _version(found.value)
            if version is None:
                self.unread.append(found)
            elif version not in versions:
                self.place(f"publication.versions[{len(versions)}]", found)
                versions.append(version)
        if versions:
            values["versions"] = tuple(versions)
        sponsors: list[str] = []
        for found in (*layout.sponsors, *layout.information.get("donors", ())):
            if found.value not in sponsors:
                self.place(f"publication.sponsors[{len(sponsors)}]", found)
                sponsors.append(found.value)
        if sponsors:
            values["sponsors"] = tuple(sponsors)
        if values:
            self.values["publication"] = Publication(**values)
        for field in ("subjects", "people", "places"):
            self.texts(field, layout.information.get(field, ()))
        self.unread += layout.unread

    def record(self) -> Record | None:
        """Return the record; ``None`` where nothing was found that one could be made of."""
        notes = [note for note in self.notes if note.value]
        if notes:
            joined = "\n".join(dict.fromkeys(note.value for note in notes))
            self.set("notes", Found(joined, notes[0].start, notes[-1].end, notes[0].basis))
        if not self.values:
            return None
        self.unread.sort(key=lambda item: item.start)
        lines = {(self.page.number(item.start), item.value): item for item in self.unread}
        for index, item in enumerate(lines.values()):
            self.place(f"unread[{index}]", item)
        unread = tuple(Unread(line, value) for line, value in lines)
        key = key_of(self.values)
        return Record(key, **self.values, unread=unread, origins=self.origins)


def _without_address(found: Found[str]) -> Found[str]:
    """Return a paragraph on rights without what the site put in place of its address."""
    hidden = re.escape(table()["chrome"]["hidden"])
    return found.holding(tidy(re.sub(rf"(?:\s+at)?\s+{hidden}(?!\w)", "", found.value)))


def _stamped(mark: Found[Mark]) -> list[Found[Number]]:
    """Return the incoming and outgoing numbers that a stamp gives."""
    if mark.value.kind != "stamp" or not mark.value.text:
        return []
    return [
        mark.holding(Number(kind, value, mark.value.date))
        for kind, value, _, _ in numbered(mark.value.text)
        if kind in ("incoming", "outgoing")
    ]


def _version(text: str) -> Version | None:
    known = version_of(text)
    behind = re.fullmatch(r"(?P<form>.+?)\s*[-–]\s*(?P<language>[A-Z][\w() -]+)", text)
    if behind is not None and language(behind["language"]) is not None:
        known = language(behind["language"]) or "", behind["form"]  # "Translation - English"
    code, form = known if known is not None else (None, text)
    for name in ("translation", "scan", "transcript", "original", "HTML", "PDF"):
        if form.casefold() in words("versions", name):
            return Version(code, name)
    return Version(code, form) if code is not None else None


def title_of(page: PageText, layout: Layout) -> Found[str] | None:
    """Return the title: the citation's, which is in true case, else the heading's."""
    if layout.citation is not None and layout.citation.title is not None:
        return layout.citation.title
    if layout.heading is None:
        return None
    title = unquoted(layout.heading.value)
    letters = [ch for ch in title if ch.isalpha()]
    if not letters:
        return None
    if all(ch.isupper() for ch in letters) and len(letters) > 3:
        body = page.text[slice(*layout.body)]
        return Found(true_case(title, body), layout.heading.start, layout.heading.end, "inferred")
    return layout.heading.holding(title)


def build(page: PageText, parts: Parts) -> Record | None:
    """Put the record of a page together; ``None`` where nothing was found."""
    builder = _Builder(page, parts)
    builder.description()
    builder.people()
    builder.copies()
    builder.provenance()
    builder.publication()
    return builder.record()
