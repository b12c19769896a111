"""What a document says of itself above its text: letterhead, numbers, secrecy, dates, names.

The head is the run of short lines before the first paragraph. Each line is taken apart piece by
piece; what is left and looks like metadata is kept as unread.
"""

from __future__ import annotations

import re

import attrs

from provenance.errors import LocatorError
from provenance.model import Agent, Date, Locator, Number
from provenance.model.written_dates import DateReading, find_dates, parse_date
from provenance.reading.locator import parse_locator
from provenance.reading.page.furniture import is_elision
from provenance.reading.page.head_words import (
    LETTERHEAD,
    METADATA,
    NO_WORD,
    OF_PERSON,
    PERIOD,
    PREPOSITION,
    bare_of,
    copy_numbers,
    is_prose,
)
from provenance.reading.page.numbers import numbered
from provenance.reading.page.persons import agent_of, is_body, true_case
from provenance.reading.page.spans import Found, Line, PageText, tidy
from provenance.reading.page.words import kind_in, phrase, table, words

__all__ = ["Head", "head_lines", "read_head"]

_LONGEST = 40  # lines of a head at most


@attrs.define
class Head:
    """What the head of a document says."""

    number: Found[str] | None = None
    number_kind: str = ""
    numbers: list[Found[Number]] = attrs.field(factory=list)
    copy: Found[int] | None = None
    printed: Found[int] | None = None
    classification: Found[str] | None = None
    handling: list[Found[str]] = attrs.field(factory=list)
    kind: Found[str] | None = None
    date: Found[Date] | None = None
    date_text: Found[str] | None = None
    period: Found[Date] | None = None
    place: Found[str] | None = None
    form: Found[str] | None = None
    bodies: list[Found[Agent]] = attrs.field(factory=list)
    creators: list[Found[Agent]] = attrs.field(factory=list)
    recipients: list[Found[Agent]] = attrs.field(factory=list)
    holdings: list[Found[Locator]] = attrs.field(factory=list)
    unread: list[Found[str]] = attrs.field(factory=list)


class _Reader:
    """Reads the lines of a head one after another."""

    def __init__(self, page: PageText, date: Date | None, title: str, framed: bool) -> None:
        self.page, self.date, self.title, self.framed = page, date, title, framed
        self.head = Head()
        self.last_number: Found[str] | None = None
        self.pending_period: Line | None = None
        self.loose: list[Found[Date]] = []  # dates that belong to nothing so far
        self.set_aside: list[Found[str]] = []  # numbers above the letterhead
        self.first = 0
        self.separated = False  # whether a ruled line stood above

    def found(self, line: Line, start: int, end: int, value: str) -> Found[str]:
        return Found(value, line.start + start, line.start + end, "document")

    def take(self, line: Line) -> None:
        """Take a line apart; what is left over goes to unread where it looks like metadata."""
        text = line.text
        if text.startswith("[") and self._bracketed(line, text):
            return
        if self.pending_period is not None:
            self.pending_period = None
            if self._period_text(line, text, 0):
                return
        if is_elision(text):
            return
        if re.fullmatch(r"[=_*\-–—\s]+", text):
            self.separated = True
            return
        left = self._secrecy(line, text)
        left = self._numbers(line, left)
        left = self._period(line, left)
        left = self._dates(line, left)
        bare = bare_of(left)
        if not bare or NO_WORD.fullmatch(bare):
            return
        at = left.index(bare)
        if text.endswith("--") and bare == bare_of(text):
            bare, at = text, 0  # a telegram's destination: "BEIJING--"
        if not self._words(line, bare, at):
            self._leftover(line, bare, at)

    def finish(self) -> Head:
        """Return the head, numbers and dates that found no better place in it."""
        head = self.head
        for found in self.set_aside:
            if head.number is None:
                head.number = found
            elif all(n.value.value != found.value for n in head.numbers):
                head.numbers.insert(0, found.holding(Number("register", found.value)))
        for date in self.loose:
            written = self.page.found(date.start, date.end, "document")
            if written is not None and self.framed:
                head.unread.append(written)
        return head

    def _bracketed(self, line: Line, text: str) -> bool:
        """Read a line in brackets that gives the archive's reference."""
        if not text.endswith("]") or not any(ch.isdigit() for ch in text) or len(text) > 300:
            return False
        try:
            locator = parse_locator(text[1:-1])
        except LocatorError:
            return False
        if locator.archive is None and locator.archive_text is None:
            return False
        self.head.holdings.append(self.found(line, 1, len(text) - 1, "").holding(locator))
        return True

    def _blank(self, text: str, start: int, end: int) -> str:
        return text[:start] + " " * (end - start) + text[end:]

    def _secrecy(self, line: Line, text: str) -> str:
        for section in ("handling", "classification"):
            for match in list(phrase(section).finditer(text)):
                value = match.group()
                if not value[:1].isupper() or not self._apart(text, match.start(), match.end()):
                    continue
                found = self.found(line, match.start(), match.end(), tidy(value).lower())
                if section == "handling":
                    if found.value not in [item.value for item in self.head.handling]:
                        self.head.handling.append(found)
                elif self.head.classification is None:
                    self.head.classification = found
                elif self.head.classification.value != found.value:
                    continue
                text = self._blank(text, match.start(), match.end())
        return text

    @staticmethod
    def _apart(text: str, start: int, end: int) -> bool:
        """Whether a word on secrecy stands for itself: at an end of the line, not in a phrase."""
        before, after = text[:start].strip(), text[end:].strip()
        if not before and not after:
            return True
        if after and not re.match(r"[!.,;–—-]|Copy|COPY|[\dN№]", after):
            return False
        if text[start:end].isupper() and not before.isupper() and before:
            return True  # the next column of the page
        return not before or not re.search(r"\b(?:of|the|a|for|in|to|and|with|is)$", before)

    def _numbers(self, line: Line, text: str) -> str:
        copy = copy_numbers().search(text)
        if copy is not None:
            if self.head.copy is None:
                self.head.copy = Found(
                    int(copy["number"]), line.start + copy.start(), line.start + copy.end(),
                    "document",
                )  # fmt: skip
            if copy["printed"] and self.head.printed is None:
                self.head.printed = Found(
                    int(copy["printed"]), line.start + copy.start("printed"),
                    line.start + copy.end("printed"), "document",
                )  # fmt: skip
            text = self._blank(text, copy.start(), copy.end())
        for kind, value, start, end in numbered(text):
            found = self.found(line, start, end, value)
            if not kind and re.search(r"(?i)cop(?:y|ies)\s*$", text[:start]):
                continue
            if kind in ("incoming", "outgoing"):
                self._add_number(kind, found, self._date_near(line, text, end))
            elif self.head.number is None:
                self.head.number, self.head.number_kind = found, kind
                if kind == "telegram":
                    kind_word = kind_in(text[:end])
                    if kind_word is not None and self.head.kind is None:
                        self.head.kind = self.found(line, kind_word[1], kind_word[2], kind_word[0])
            elif value != self.head.number.value:
                self._add_number(kind or "register", found, self._date_near(line, text, end))
            self.last_number = found
            text = self._blank(text, start, end)
            if self.loose and self.loose[-1].start >= line.start - 60 and self._adjacent(line):
                self._register_date(found, self.loose.pop())
        return text

    def _adjacent(self, line: Line) -> bool:
        """Whether the date without a number stands in this line or directly above it."""
        date = self.loose[-1]
        return line.number - self.page.number(date.start) <= (2 if line.gap else 1)

    def _date_near(self, line: Line, text: str, end: int) -> DateReading | None:
        dates = list(find_dates(text[end:]))
        return dates[0][2] if dates and dates[0][0] < 6 else None

    def _add_number(self, kind: str, found: Found[str], reading: DateReading | None) -> None:
        date = reading.date if reading is not None else None
        if any(n.value.kind == kind and n.value.value == found.value for n in self.head.numbers):
            return
        self.head.numbers.append(found.holding(Number(kind, found.value, date)))

    def _period(self, line: Line, text: str) -> str:
        match = PERIOD.search(text)
        if match is None:
            return text
        group = "rest" if match["rest"] is not None else "bare"
        rest = match[group]
        if not rest.strip():
            self.pending_period = line
        elif not self._period_text(line, rest, match.start(group)):
            return text
        return text[: match.start()]

    def _period_text(self, line: Line, text: str, at: int) -> bool:
        """Read the dates of a period; the text may go on after them."""
        clean = re.sub(r"\[(?:sic|SIC)\]", "     ", text).rstrip(" .;,")
        for end in [len(clean), *(m.end() for m in re.finditer(r"\d{4}\b", clean))][::-1]:
            reading = parse_date(clean[:end])
            if reading is not None and reading.date and reading.date.form == "interval":
                if self.head.period is None:
                    self.head.period = Found(
                        reading.date, line.start + at + len(text) - len(text.lstrip()),
                        line.start + at + end, "document",
                    )  # fmt: skip
                return True
        return False

    def _dates(self, line: Line, text: str) -> str:
        whole = parse_date(text.strip(" ,.;"))
        spots = [(0, len(text), whole)] if whole and whole.date else list(find_dates(text))
        for start, end, reading in spots:
            if reading is None or reading.date is None:
                continue
            written = text[start:end].strip(" ,.;")
            at = text.index(written, start)
            found = Found(reading.date, line.start + at, line.start + at + len(written), "document")
            self._file_date(found, written, reading)
            text = self._blank(text, start, end)
        if self.date is not None and self._day_and_month(text):
            return " " * len(text)
        return text

    def _file_date(self, found: Found[Date], written: str, reading: DateReading) -> None:
        """Decide whose date it is: the document's, the register's, or nobody's we know."""
        if self.date is None or self._documents(found.value):
            if self.head.date is None:
                self.head.date = found
            says_more = reading.supplied or re.search(r"[\[\]?_…]", written) is not None
            if says_more and self.head.date_text is None:
                self.head.date_text = found.holding(tidy(written))
            return
        number = self.last_number
        if number is None:
            self.loose.append(found)
            return
        self.last_number = None
        self._register_date(number, found)

    def _documents(self, date: Date) -> bool:
        """Whether a date is the document's: the host's, or a day in the month the host gives."""
        known = self.date.single if self.date is not None else None
        if date == self.date or known is None or date.single is None:
            return date == self.date
        return known.day_text is None and date.edtf.startswith(f"{known.text}-")

    def _register_date(self, number: Found[str], date: Found[Date]) -> None:
        for index, known in enumerate(self.head.numbers):
            if known.value.value == number.value and known.value.date is None:
                self.head.numbers[index] = known.holding(attrs.evolve(known.value, date=date.value))
                return
        self.head.numbers.append(
            Found(Number("register", number.value, date.value), number.start,
                  max(date.end, number.end), "document")
        )  # fmt: skip

    def _day_and_month(self, text: str) -> bool:
        """Whether a line is the document's day without its year ("7 June")."""
        part = self.date.single if self.date is not None else None
        if part is None or part.year is None or len(text) > 30:
            return False
        reading = parse_date(f"{text.strip(' .,')} {part.year}")
        return reading is not None and reading.date == self.date and bool(text.strip())

    def _words(self, line: Line, text: str, at: int) -> bool:
        """Read a line of words: a heading, a name, a body, a place. Whether it was understood."""
        topic = re.sub(r"^(?:Subject|Re|Topic)\s*:\s*", "", text)
        folded = "".join(ch for ch in topic.casefold() if ch.isalnum())
        if folded and folded in "".join(ch for ch in self.title.casefold() if ch.isalnum()):
            return True
        if text in table()["cities"]["names"] or text.title() in table()["cities"]["names"]:
            telegram = kind_in(self.title)
            if text.isupper() and telegram is not None and telegram[0] in ("telegram", "cable"):
                self.head.unread.append(self.found(line, at, at + len(text), text))
                return True  # where it was sent to, or from
            if self.head.place is None:
                self.head.place = self.found(line, at, at + len(text), true_case(text))
            return True
        if text.casefold() in words("form"):
            if self.head.form is None:
                self.head.form = self.found(line, at, at + len(text), text.lower())
            return True
        if self._recipient(line, text, at) or self._author(line, text, at):
            return True
        if self._heading(line, text, at):
            return True
        return self._letterhead(line, text, at)

    def _letterhead(self, line: Line, text: str, at: int) -> bool:
        """Read a body's name at the top of a document."""
        if len(text.split()) > 10 or not is_body(text) or re.search(r"[.:;?\[\]]", text):
            return False
        name = phrase("persons", "bodies").search(text)
        before = text[: name.start()] if name is not None else ""
        if not LETTERHEAD.match(text) or phrase("marks", "stamp").search(text):
            return False
        if PREPOSITION.search(before):
            return False  # "On the Meeting of the Delegation" is about a body
        sender = re.match(r"(?:FROM|From)\s+(?:(?:THE|the)\s+)?", text)
        if sender is not None:
            return bool(self.title)
        if line.number - self.first > 24 or (self.head.copy and self.head.bodies):
            return False
        agent = Agent(true_case(text, self.page.text), role="issuing body")
        if all(agent.name != body.value.name for body in self.head.bodies):
            self.head.bodies.append(self.found(line, at, at + len(text), "").holding(agent))
            if self.head.number is not None and self.separated:
                self.set_aside.append(self.head.number)
                self.head.number, self.head.number_kind = None, ""
        return True

    def _heading(self, line: Line, text: str, at: int) -> bool:
        kind = kind_in(text)
        if kind is None or len(text.split()) > 16:
            return False
        before = text[: kind[1]].strip().casefold()
        if before not in ("", "the", "from the", "excerpt from the", "a"):
            return False
        if text[kind[1]].islower() and before not in ("from the",):
            return False
        if self.head.kind is None:
            self.head.kind = self.found(line, at + kind[1], at + kind[2], kind[0])
        return True

    def _recipient(self, line: Line, text: str, at: int) -> bool:
        match = re.fullmatch(r"(?:TO|To|Кому)\b\s*:?\s+(?P<who>.{3,100})", text)
        if match is None:
            return False
        agent = agent_of(match["who"], self.page.text)
        if agent is None or (agent.family is None and not is_body(match["who"])):
            return False
        start = at + match.start("who")
        self.head.recipients.append(
            Found(agent, line.start + start, line.start + start + len(match["who"]), "document")
        )
        return True

    def _author(self, line: Line, text: str, at: int) -> bool:
        match = OF_PERSON.match(text)
        who, start = (match["who"], match.start("who")) if match is not None else (text, 0)
        agent = agent_of(who, self.page.text)
        if agent is None or agent.family is None:
            return False
        certain = agent.given is not None and "." in (agent.given or "")
        if not certain or not (match is not None or agent.office is not None):
            return False
        if match is None and not phrase("persons", "offices").search(agent.office or ""):
            return False
        self.head.creators.append(
            Found(agent, line.start + at + start, line.start + at + start + len(who), "document")
        )
        if match is not None and self.head.kind is None:
            kind = kind_in(text[: match.start("who")])
            if kind is not None:
                self.head.kind = self.found(line, at + kind[1], at + kind[2], kind[0])
        return True

    def _leftover(self, line: Line, text: str, at: int) -> None:
        if self.framed and METADATA.search(text) and not is_prose(text):
            self.head.unread.append(self.found(line, at, at + len(text), text))


def head_lines(lines: list[Line]) -> list[Line]:
    """Return the lines of a document that come before its first paragraph."""
    for index, line in enumerate(lines[:_LONGEST]):
        if is_prose(line.text):
            return lines[:index]
    return lines[:_LONGEST]


def read_head(
    page: PageText, lines: list[Line], *, date: Date | None, title: str, framed: bool
) -> Head:
    """Read the head of a document from its lines, the marks blanked out of them."""
    reader = _Reader(page, date, title, framed)
    if lines:
        reader.first = lines[0].number
    for line in lines:
        reader.take(line)
    return reader.finish()
