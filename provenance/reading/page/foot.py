"""What a document says of itself below its text: copies and who got them, typing, signature."""

from __future__ import annotations

import re
from functools import cache

import attrs

from provenance.model import Agent, Date, Mark, Number, Receiver
from provenance.model.written_dates import find_dates, parse_date
from provenance.reading.page.head_words import is_prose
from provenance.reading.page.numbers import numbered
from provenance.reading.page.persons import person_of, strip_office
from provenance.reading.page.spans import Found, Line, PageText, tidy
from provenance.reading.page.words import NUMBER_SIGN, alternation, count, phrase, table

__all__ = ["Foot", "read_foot", "signers"]

_REACH = 60  # lines a foot has at most


@attrs.define
class Foot:
    """What the foot of a document says; ``typed`` and ``register`` are the typing's."""

    printed: Found[int] | None = None
    distribution: list[Found[Receiver]] = attrs.field(factory=list)
    distribution_note: Found[str] | None = None
    register: Found[str] | None = None
    typed: Found[Date] | None = None
    typed_by: Found[str] | None = None
    numbers: list[Found[Number]] = attrs.field(factory=list)
    notes: list[Found[str]] = attrs.field(factory=list)
    unread: list[Found[str]] = attrs.field(factory=list)
    lines: set[int] = attrs.field(factory=set)  # where the lines begin that it is made of


@cache
def _printed() -> re.Pattern[str]:
    copies = table()["copies"]
    numerals = alternation([*copies["counts"], *copies["tens"]])
    count_of = rf"(?P<count>\d{{1,4}}|(?:{numerals})(?:-(?:{numerals}))?)"
    verbs = alternation(copies["printed"])
    return re.compile(
        rf"(?:(?:{verbs})\s+in\s+)?{count_of}\s+cop(?:y|ies)\b(?:\s+(?:were\s+|was\s+)?(?:{verbs}))?"
        rf"(?P<rest>.*)"
        rf"|(?:Отп(?:ечатано|\.)|Készült)\s*(?:в\s+)?(?P<count2>\d{{1,4}})\s*(?:экз|pl|példány)\w*\.?(?P<rest2>.*)",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _by_list() -> re.Pattern[str]:
    return phrase("copies", "by_list")


_ITEM = re.compile(
    r"(?P<copy>\d{1,3})(?:(?:st|nd|rd|th)?\s+cop(?:y|ies)\b\s*[-–—:.]*|(?:st|nd|rd|th)?\s*(?:[.)]\s*[-–—]?|[-–—:]))"
    r"\s*(?P<to>\S.*)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?P<first>\d{1,3})\s?[-–—]\s?(?P<last>\d{1,3})\s*(?:[.)]\s*[-–—]?|\s[-–—]|:)\s*(?P<to>\D.*)"
)
_NAME = re.compile(r"[A-ZА-Я].{0,50}$|file$|в дело$")
_DASHED = re.compile(r"[-–—•]\s*(?P<to>\S.*)")
_TO = re.compile(r"^(?:to|кому)\b[:\s]+(?:the\s+(?=file\b))?", re.IGNORECASE)


@cache
def _typed_by() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternation(table()['copies']['typist'])})\s*:?\s+"
        r"(?P<who>\S{1,30}(?:\s\S{1,30}){0,2})",
        re.IGNORECASE,
    )


@cache
def _drafted() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternation(table()['copies']['drafted'])})\s*:?\s+\S.{{1,60}}", re.IGNORECASE
    )


def _anchor(lines: list[Line], first: int, framed: bool) -> int | None:
    """Return the index of the line that the foot begins with: copies printed, or the list."""
    found = None
    for index, line in enumerate(lines):
        text = line.text
        if len(text) > 90:
            continue
        if _is_printed(text) or _by_list().match(text):
            follows = found is not None and index - found < 8
            found = found if follows else index
    if found is not None or not framed:
        return found
    for index in range(len(lines) - 1, first, -1):
        # a list that lost the line above it: two numbered names after the text's end
        one, two = _receiver(lines[index - 1].text), _receiver(lines[index].text)
        if one is not None and two is not None and two[0] == one[0] + 1:
            start = index - 1
            while start > first and _receiver(lines[start - 1].text) is not None:
                start -= 1
            names = [_receiver(line.text) for line in lines[start : index + 1]]
            short = all(name is not None and _NAME.match(name[1]) for name in names)
            return start if short and names[0] is not None and names[0][0] == 1 else None
    return None


def _is_printed(text: str) -> bool:
    match = _printed().fullmatch(text)
    if match is None:
        return False
    rest = (match["rest"] or match["rest2"] or "").strip(" .:;,")
    return len(rest.split()) <= 3 and not re.search(r"\b(?:were|was|is|are|have|the|of)\b", rest)


def _receiver(text: str) -> tuple[int, str] | None:
    """Read a line of a distribution list: the copy's number and who got it."""
    if len(text) > 110 or is_prose(text):
        return None
    reading = parse_date(text)
    if reading is not None and reading.date is not None:
        return None
    match = _ITEM.fullmatch(text)
    if match is None:
        return None
    to = _TO.sub("", match["to"].strip()).strip(" ;,")
    if not to or re.match(rf"{NUMBER_SIGN}\s*\d", to):
        return None
    return int(match["copy"]), to


def read_foot(lines: list[Line], first: int, *, framed: bool) -> Foot:
    """Read the foot among a document's lines; the list of copies may stand in the head too.

    ``first`` is the index of the first line after the head.
    """
    foot = Foot()
    anchor = _anchor(lines, first, framed)
    if anchor is None:
        _alone(lines, first, foot, framed)
        return foot
    misses = 0
    dashed = False
    for line in lines[anchor : anchor + _REACH]:
        if is_prose(line.text):
            break
        known, dashed = _take(line, foot, dashed)
        if known:
            misses = 0
            foot.lines.add(line.start)
            continue
        misses += 1
        if misses > 3 or anchor < first:
            break
        if framed and len(line.text) < 60 and not line.text.startswith("["):
            foot.unread.append(Found(line.text, line.start, line.end, "document"))
            foot.lines.add(line.start)
    return foot


def _alone(lines: list[Line], first: int, foot: Foot, framed: bool) -> None:
    """Keep the numbers at the end of a document that has no list of copies."""
    if not framed:
        return
    end = [line for line in lines[max(first, len(lines) - 8) :] if not is_prose(line.text)]
    for line in end:
        typist = _typed_by().fullmatch(line.text)
        if typist is not None and foot.typed_by is None:
            _typist(line, typist, foot)
        elif numbered(line.text) and len(line.text) < 60:
            kinds = numbered(line.text)
            if len(kinds) == 1 and kinds[0][0] in ("incoming", "outgoing"):
                kind, value, start, stop = kinds[0]
                foot.numbers.append(
                    Found(Number(kind, value), line.start + start, line.start + stop, "document")
                )
            else:
                foot.unread.append(Found(line.text, line.start, line.end, "document"))


def _take(line: Line, foot: Foot, dashed: bool) -> tuple[bool, bool]:
    """Read one line of a foot; whether it was understood, and whether a list has dashes."""
    text = line.text
    printed = _printed().fullmatch(text) if _is_printed(text) else None
    if printed is not None and foot.printed is None:
        which = "count" if printed["count"] else "count2"
        number = count(printed[which])
        if number is not None:
            start = line.start + printed.start(which)
            end = line.start + printed.end(which)
            foot.printed = Found(number, start, end, "document")
            rest = (printed["rest"] or printed["rest2"] or "").strip(" .:;,")
            if rest and rest.casefold() not in ("for", "in"):
                at = text.rindex(rest)
                foot.unread.append(
                    Found(rest, line.start + at, line.start + at + len(rest), "document")
                )
            return True, rest.casefold() == "for" or text.rstrip().endswith(":")
    if _is_printed(text):
        return True, dashed
    if _by_list().match(text):
        foot.distribution_note = Found(tidy(text).rstrip("."), line.start, line.end, "document")
        return True, dashed
    typist = _typed_by().fullmatch(text)
    if typist is not None and foot.typed_by is None:
        _typist(line, typist, foot)
        return True, dashed
    if _drafted().fullmatch(text):
        foot.notes.append(Found(tidy(text), line.start, line.end, "document"))
        return True, dashed
    reading = parse_date(text.rstrip(" ."))
    if reading is not None and reading.date is not None:
        if foot.typed is None:
            foot.typed = Found(reading.date, line.start, line.end, "document")
            return True, dashed
        return foot.typed.value == reading.date, dashed
    receiver = _range(line) or _one_receiver(line)
    if receiver:
        for one in receiver:
            if one.value not in [known.value for known in foot.distribution]:
                foot.distribution.append(one)
        return True, dashed
    if dashed:
        item = _DASHED.fullmatch(text)
        if item is not None:
            to = _TO.sub("", item["to"].strip()).strip(" ;,")
            foot.distribution.append(Found(Receiver(to), line.start, line.end, "document"))
            return True, dashed
    return _register(line, foot), dashed


def _one_receiver(line: Line) -> list[Found[Receiver]]:
    read = _receiver(line.text)
    if read is None:
        return []
    return [Found(Receiver(read[1], copy=read[0]), line.start, line.end, "document")]


def _range(line: Line) -> list[Found[Receiver]]:
    """Read "1-3 - to the CC": several copies for one receiver."""
    match = _RANGE.fullmatch(line.text)
    if match is None or parse_date(line.text) is not None:
        return []
    first, last = int(match["first"]), int(match["last"])
    to = _TO.sub("", match["to"].strip()).strip(" ;,")
    if not 0 < last - first < 50 or not to or "," in line.text[: match.start("to")]:
        return []
    return [
        Found(Receiver(to, copy=number), line.start, line.end, "document")
        for number in range(first, last + 1)
    ]


def _typist(line: Line, match: re.Match[str], foot: Foot) -> None:
    who = re.sub(r"\s*\[(?:sic|SIC)\]", "", tidy(match["who"])).strip(" ;,")
    start = line.start + match.start("who")
    foot.typed_by = Found(who, start, start + len(match["who"].rstrip()), "document")


def _register(line: Line, foot: Foot) -> bool:
    """Read the number under which a document was typed or sent, and a date beside it."""
    text = line.text
    numbers = numbered(text)
    if len(numbers) != 1:
        return False
    kind, value, start, end = numbers[0]
    left = text[:start] + " " + text[end:]
    dates = list(find_dates(left))
    for one, two, reading in dates[:1]:
        left = left[:one] + left[two:]
        if foot.typed is None and reading.date is not None and kind not in ("incoming", "outgoing"):
            at = text.find(text[end:].strip(" -–—.,;"), end)
            foot.typed = Found(reading.date, line.start + at, line.end, "document")
    if re.search(r"\w{2}", left):
        return False
    place = (line.start + start, line.start + end)
    if kind in ("incoming", "outgoing", "telegram"):
        foot.numbers.append(Found(Number(kind, value), *place, "document"))
        return True
    if foot.register is None:
        foot.register = Found(value, *place, "document")
        return True
    return False


def signers(
    page: PageText, marks: list[Found[Mark]]
) -> tuple[list[Found[Mark]], list[Found[Agent]]]:
    """Complete the signatures with the name beside or below them; return the signers too."""
    done: list[Found[Mark]] = []
    people: list[Found[Agent]] = []
    for found in marks:
        if found.value.kind != "signature" or found.value.by is not None:
            done.append(found)
            continue
        signer = _signer(page, found)
        if signer is not None:
            people.append(signer)
            found = found.holding(attrs.evolve(found.value, by=signer.value.name))
        done.append(found)
    return done, people


_IN_BRACKETS = re.compile(r"\s*[(/]\s*(?P<name>[^()/\d]{3,60}?)\s*[)/]")


def _signer(page: PageText, mark: Found[Mark]) -> Found[Agent] | None:
    """Return the person whose name stands beside a signature, or in brackets below it."""
    text = page.text
    index = page.index(mark.start)
    line = page.lines[index]
    beside = page.found(mark.end, line.end, "document")
    person = person_of(beside.value, text) if beside is not None else None
    if beside is not None and person is not None and person.given is not None:
        return beside.holding(_with_office(page, index, mark, person))
    places = [(mark.end, line.end)]
    places += [(below.start, below.end) for below in page.lines[index + 1 : index + 2]]
    for start, end in places:
        for match in _IN_BRACKETS.finditer(text, start, min(end, start + 200)):
            person = person_of(match["name"], text)
            if person is not None and person.family is not None:
                person = _with_office(page, index, mark, person)
                return Found(person, match.start("name"), match.end("name"), "document")
    return None


def _with_office(page: PageText, index: int, mark: Found[Mark], person: Agent) -> Agent:
    """Add the office that stands before the signature, or alone on the line above it."""
    line = page.lines[index]
    office = page.text[line.start : mark.start].strip(" ,;:")
    above = page.lines[index - 1].text if index and not office else ""
    title = office or above
    if not _is_office(title) or re.search(r"\b(?:of|the|to|in|for)$", title, re.IGNORECASE):
        return person
    return attrs.evolve(person, office=strip_office(title, page.text))


def _is_office(text: str) -> bool:
    return (
        len(text) < 90
        and phrase("persons", "offices").search(text) is not None
        and not text.endswith((".", ":", ";"))
        and not any(ch.isdigit() for ch in text)
    )
