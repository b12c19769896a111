"""Whether units that were read are a reference, or only look like one.

The grammar reads whatever can be read: ``CIA, 12 May``, ``Op. 90, D. 899``, ``t. 2, z. 3`` all
have the form of a reference. Running text is full of them, so what the grammar read counts only

- with a known archive: if a unit has a label, or what stands without one looks like a call
  number or like the name of a series, and not like the next words of the sentence;
- without one: if two labelled units, a fond or a box among them, stand directly side by side in
  an order that archives use; a volume and a part, or an opus and its number, are a book's.

:func:`credible` says so; what it refuses, neither ``parse_locator`` nor ``find_locators`` takes.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from provenance.model.date_tokens import tokenize
from provenance.reading.archive_names import name_at, place_at
from provenance.reading.run import Run
from provenance.reading.titles import name_like, title_like
from provenance.units import leaf_class, root_kind, unit_kinds

if TYPE_CHECKING:
    from provenance.reading.search import Found

__all__ = ["WORD_AND_NUMBER", "begins_well", "credible", "published"]


class _Part(NamedTuple):
    """A unit as it stands in the text: its kind, its label (if any), its value and its place."""

    kind: str
    label: str
    value: str
    start: int
    place: float


_LETTERS = re.compile(r"[^\W\d_]+")


def _parts(run: Run, begin: int) -> list[_Part]:
    """Return the units of a run in the text's order, each with the label it was written with."""
    text = run.text
    units = sorted(run.units, key=lambda part: part[1])
    parts = []
    end = begin
    for index, (kind, start, stop, _, place, *_rest) in enumerate(units):
        between = text[end:start]
        label = between.strip(" .,;:·()[]\n\r\t\xa0~-–—|/") if _LETTERS.search(between) else ""
        if not label and kind != "level" and kind not in run.grammar.named:
            following = units[index + 1][1] if index + 1 < len(units) else run.end
            after = _LETTERS.search(text, stop, following)
            if after is not None and run.grammar.lookup_after(after[0]):
                label = after[0] if after.start() > stop else ""
        parts.append(_Part(kind, label, text[start:stop], start, place))
        end = stop
    return parts


# A value without a label.

_SERIES_WORD = re.compile(
    r"(?<!\w)(?:Files?|Papers|Records?|Collections?|Series|Fonds?|Nachlass|Sammlung|Fondo|Fundo"
    r"|Memos|Messages|Correspondence|Chron|[A-Z]{2,4}(?=\s[^\W\d_a-z]))(?!\w)"
)


def _dated(value: str) -> bool:
    """Whether a value is a bare number or a date."""
    tokens = tokenize(value.strip(".,"))
    if tokens is None:
        return False
    types = "".join(token.type for token in tokens)
    return "m" in types or len(types) < 2


#: Digits joined with letters or marks; two dashes of print stand for hyphens: 110–00189–02.
_CALL_NUMBER = re.compile(
    r"\d[^\s]*[-/.#:_(]|[-/.#_]\d|[^\W\d_]\s?\d|\d[^\W\d_]|\d[–—]\d{3,8}[–—]\d"
)


def _call_number(value: str) -> bool:
    """Whether a value looks like a call number: digits joined with letters or marks."""
    return _CALL_NUMBER.search(value) is not None and title_like(value) and not _dated(value)


# With an archive.


def _common_word(name: str) -> bool:
    """Whether an archive's name, as written, is a word of ordinary prose (``State``, ``само``)."""
    return " " not in name and name.isalpha() and (name.islower() or name[1:].islower())


def _of_year(part: _Part) -> bool:
    """Whether a named level below another is of a year on: ``1920 års dossiersystem``."""
    return part.place > 0 and _YEAR_AND_WORDS.fullmatch(part.value) is not None


def _own_label(part: _Part) -> bool:
    """Whether a level between labelled units has a label that no table has: ``порт. 478``."""
    return part.kind == "level" and _LABEL_AND_NUMBER.fullmatch(part.value) is not None


_LABEL_AND_NUMBER = re.compile(r"[^\W\d_]{3,12}\.\s?\d+[^\W\d_]?")
_YEAR_AND_WORDS = re.compile(r"(?:1[5-9]|20)\d\d(?:\s[^\W\d_]+){1,2}")


def _at_archive(text: str, found: Found, begin: int, name: str) -> bool:
    run = found.run
    parts = _parts(run, begin)
    labelled = [part for part in parts if part.label and not leaf_class(part.kind)]
    bare = [part for part in parts if not part.label]
    long = len(name) > 10 and name[0].isupper()  # Kansallisarkisto
    like = name_like if labelled and (long or not _common_word(name)) else title_like
    if not all(
        title_like(part.value) or like(part.value) or _of_year(part) or _own_label(part)
        for part in bare
    ):
        return False
    if name.islower() and not (len(labelled) > 1 and _side_by_side(parts)):
        return False
    if published(run) or any(part.value.count("(") > part.value.count(")") for part in bare):
        return False
    if labelled:
        if (
            bare
            and run.text[begin : bare[0].start] == " "
            and all(
                _bookish(p.kind) or (len(name) < 3 and p.label.casefold() in _OF_ISSUES)
                for p in labelled
            )
        ):
            # The CAC 40, vol. 12; RA 12, nr. 4, s. 5
            return not all(_dated(part.value) for part in bare)
        return all(_value(part.value) for part in labelled)
    if _dated(bare[0].value):
        return False
    if any(_call_number(part.value) for part in bare):
        gap = run.text[begin : bare[0].start]
        if not run.at_once and (
            gap == "/"
            or (
                gap == " "
                and name.isupper()
                and name.isalpha()
                and (len(name) < 3 or _PAIR.fullmatch(bare[0].value))
            )
        ):
            return _alone(text, found)  # a radio set AN/PRC-77, a row of a table: BL 5/7
        if not run.text[begin : bare[0].start].strip() and WORD_AND_NUMBER.match(bare[0].value):
            return False
        return not (_common_word(name) and _DATE_OR_WORD.match(bare[0].value))
    if len(bare) > 1 and _SERIES_AND_NUMBER.fullmatch(run.text, bare[0].start, run.end):
        return _YEAR.fullmatch(bare[1].value) is None
    named = [part for part in bare if not _dated(part.value)]
    if not named:
        return False
    first = named[0]
    if place_at(run.text, first.start, ()) is not None:
        return False
    if any(name_at(run.text, part.start) for part in named):
        return False
    gap = run.text[begin : first.start]
    if not gap.strip():
        return False
    return any(_SERIES_WORD.search(part.value) for part in named) or _alone(text, found)


def _own_labels(run: Run) -> bool:
    """Whether there are several units, each with a label of the archive's or its country's own."""
    return len(run.used) == len(run.units) <= min(run.labelled, run.own) and run.labelled > 1


def published(run: Run) -> bool:
    """Whether a unit without a label is what archives publish: a guide has volumes and pages."""
    return any(
        run.labelled < len(run.units) and _PUBLISHED.search(run.text, unit[1], unit[2])
        for unit in run.units
    )


#: What is no call number where nothing sets it apart from the archive's name: CIA Report 1957.
WORD_AND_NUMBER = re.compile(r"[^\W\d_][a-zà-ÿа-я]{3,}\s\d+$")
_DATE_OR_WORD = re.compile(r"\d{1,2}\s|[^\W\d_]+$")
#: A series in capitals and a number that is no year's: RST 12345.
_SERIES_AND_NUMBER = re.compile(r"[^\W\d_a-z]{2,6} \d{3,6}")
#: Words for what archives publish.
_PUBLISHED = re.compile(
    r"(?i)(?<![^\W_])(?:guide|inventory|repertor|r[eé]pert[oó]ri|путеводител|путівник|обзор|сборник"
    r"|збірник|przewodnik|informator|führer|edition|bulletin|yearbook|factbook)"
)
_PAIR = re.compile(r"\d+[/-]\d+")
_HAS_DIGIT = re.compile(r"\d|^[IVXLCDM]+(?![^\W\d_])|^[\"“„«]|^[^\W\d_]{1,3}$")


def _value(value: str) -> bool:
    return _HAS_DIGIT.search(value) is not None or title_like(value)


# With an archive whose name comes last.

_COLLECTION = re.compile(
    r"(?:\b(?:Papers|Files?|Records?|Collections?|Series|Fonds?|Archives?|Office"
    r"|papers|records|collection)\b|^[A-Z]{2,6}\b(?=[,:]))"
)


_DAY = re.compile(r"(?<!\d)\d{1,2}\.?\s[^\W\d_]{3,}\s(?:1[5-9]|20)\d\d(?!\d)")


def begins_well(run: Run) -> bool:
    """Whether the first unit before an archive's name is one, not the end of a description."""
    kind, start, end, _, _ = run.units[0]
    if run.text[start] in '"“„«' and _DAY.search(run.text, start, end) is not None:
        return False  # a document's title and date
    if (run.certain and not run.grammar.named) or (run.labelled and run.text[start] in '"“„«'):
        return True
    value = run.text[start : end + 12]
    if _DAY.search(run.text, start, end) is not None:
        return False  # a document's: Journal, 23 December 1957, NSC Files, box 541, RNL
    if not run.labelled and not run.certain and not run.grammar.named:
        return False
    if (kind in run.grammar.named or kind == "level") and not run.certain:
        return _COLLECTION.search(value) is not None
    return True


# Without one.

#: Kinds that books, journals, statutes and buildings have too.
_BOOKISH = frozenset(
    "tom chast volume part band kotet volum volym knjiga serie series subseries section subgroup"  # noqa: SIM905
    " document dokument documento item number rubrica bod god godina viti year year-of-file anno"
    " serial entry zahl column strona seite page".split()
)
#: Labels that a journal's volumes and issues have as well.
_JOURNAL = frozenset("t fasc vol no nr n".split())  # noqa: SIM905
#: These, and those of pages.
_OF_ISSUES = _JOURNAL | frozenset("nos vols p pp s ss str seite h heft jg".split())  # noqa: SIM905
#: Labels that stand for other things before a number, whatever the kind they are read as here.
_DOUBTFUL = frozenset("bpkchtvsznlmegiorw")


@cache
def _bookish(kind: str) -> bool:
    return kind in _BOOKISH or root_kind(kind) in _BOOKISH or bool(leaf_class(kind))


@cache
def _top(kind: str) -> bool:
    """Whether a kind is one that only archives have: a fond, a record group, a lot."""
    entry = unit_kinds()[kind]
    return kind == "lot" or (entry.level == 1 and entry.kind == "container")


_NUMBER = re.compile(r"\[?(?:[^\W\d_]{1,3}[-–—\s]?)?\d")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_JOIN = re.compile(r"[\s,;.:·|()\[\]№~—–-]*")


def _side_by_side(parts: list[_Part]) -> bool:
    """Whether all units are labelled, numbered, and in an order that archives use."""
    if not all(
        part.label and _NUMBER.match(part.value) and title_like(part.value) for part in parts
    ):
        return False
    places = [part.place for part in parts if unit_kinds()[part.kind].level != 3]
    return all(before <= after for before, after in pairwise(places))


def _named(part: _Part) -> bool:
    """Whether a unit has a label and a name for its value."""
    return (
        bool(part.label) and not any(ch.isdigit() for ch in part.value) and title_like(part.value)
    )


def _without_archive(run: Run, begin: int) -> bool:
    parts = [part for part in _parts(run, begin) if not leaf_class(part.kind)]
    units = [part for part in parts if part.kind not in ("god", "year")]
    if len(units) > 2 and _top(units[0].kind) and _named(units[0]):
        units = units[1:]  # f. MLS, kart. 12, inv. č. 5
    if not _side_by_side(units):
        return False
    telling = [part for part in parts if not _bookish(part.kind)]
    if len(telling) < 2 or all(part.label.casefold() in _JOURNAL for part in telling):
        return False
    if len(parts) < 4 and _unlike_one(run, parts):
        return False
    if _address(run, parts, begin) or _initial(parts):
        return False
    if all(_YEAR.fullmatch(part.value) for part in telling):
        return False
    if any(_top(part.kind) and part.label.casefold() not in _DOUBTFUL for part in telling):
        return True
    labels = [part.label for part in telling]
    if all(len(_LETTERS.search(label)[0]) > 2 for label in labels):  # type: ignore[index]
        return True  # spelled out: box 5, folder 3
    if len(telling) + (run.leaves is not None) > 2:
        return sum(label.casefold() in _DOUBTFUL for label in labels) < len(labels)
    small = all(label.islower() for label in labels)
    return unit_kinds()[telling[0].kind].level == 2 and (small or not labels[0].isascii())


def _initial(parts: list[_Part]) -> bool:
    """Whether a fond's label is a forename's letter: F. Schubert, Op. 90, D. 899."""
    first = parts[0]
    return first.label in _INITIALS and first.value[:1].isupper() and first.value[1:2].islower()


_INITIALS = frozenset("FCRDSKGНФСКР")


#: A street's name before its house, a house with its flat: ул. Ленина, д. 12, к. 5, п. 3.
_STREET = re.compile(
    r"(?i:(?<![^\W_])(?:ул|улиц[аеиыу]|вул|вулиц[яіею]|пр|просп|пр-т|пр-кт|проспект[аеу]?|пер|переул[^\W_]*"
    r"|пров|провул[^\W_]*|наб|набережн[^\W_]*|бул|бульв|б-р|бульвар[аеу]?|ш|шоссе|шосе|пл|площ|площад[ьи]"
    r"|площ[аі]|проезд|проїзд|туп|тупик|аллея|алея|мкр|ul|ulic[aey]|al|aleja|pl|plac|os|osiedle|nám|utca|u"
    r"|út|str|strada|bd|via|viale|rue|calle)(?![^\W_])\.?)\s?[^\d;:()\n]{0,60}\Z"
)
_FLAT = re.compile(
    r"[\s,]{1,3}(?:кв|квартира|корп|корпус|оф|офис|эт|этаж|под|подъезд|пов|під|строение|ком|комн|m|lok"
    r"|mieszk|byt|ap|apt)\.?\s?\d",
)


def _address(run: Run, parts: list[_Part], begin: int) -> bool:
    """Whether units without an archive are a house's and a flat's numbers."""
    if any(_top(part.kind) for part in parts):
        return False
    return (
        _STREET.search(run.text, max(0, begin - 90), begin) is not None
        or _FLAT.match(run.text, run.end) is not None
    )


def _unlike_one(run: Run, parts: list[_Part]) -> bool:
    """Whether a few units look less like a reference than like items of a list, or codes.

    ``к. 162; ф. 5`` is out of order, ``f. 2; k. 3, d. 5`` is two of a list, ``F 104, D 93`` has
    nothing but capitals, ``F. 16, B-52`` is two aircraft.
    """
    if any(";" in part.label for part in parts):
        return True  # leaves stand before the units: l. 3; P. 17, f. 5
    joints = [run.text[one.start + len(one.value) : two.start] for one, two in pairwise(parts)]
    if all(len(part.label) == 1 for part in parts):
        listed = [";" in joint for joint in joints]
        if any(listed) and not all(listed):
            return True
    if len(parts) > 2:
        return False
    first, second = parts
    if ";" in joints[0] and _top(second.kind) and not _top(first.kind):
        return True
    if run.leaves is None and all(_capital(run.text, part) for part in parts):
        return True
    return joints[0][-1:] in ("-", "–")


def _capital(text: str, part: _Part) -> bool:
    """Whether a label is a capital letter without a stop: ``F 104``."""
    label = part.label
    return len(label) == 1 and "A" <= label <= "Z" and text.startswith(label + " ", part.start - 2)


def credible(text: str, found: Found) -> bool:
    """Whether ``found``, read from ``text``, is a reference by the contract on locators."""
    if _inside_a_name(text, found.start) or _goes_on(text, found.end):
        return False
    locator, run = found.locator, found.run
    name = locator.archive_text
    if (
        name is not None
        and text[found.end : found.end + 1] == "/"
        and text.endswith(name, found.start, found.end)
    ):
        return False  # a longer code: T 34/76; AN/PRC-77
    if locator.archive is None:
        named = name is not None and text.startswith(name, found.start)
        return _without_archive(run, found.start + len(name or "") * named)
    if (
        name is not None
        and not run.labelled
        and _POSTCODE.search(run.text, run.units[0][1], run.end)
    ):
        return False  # of the archive's address
    if run.certain and (name is None or not name.islower()):
        return True  # units without labels in a form that is the archive's own
    if name is not None and len(name) == 2 and not _own_labels(run):
        known = name_at(text, found.start)
        if known is not None and known.former:
            return False  # PA is no archive's name any more, and much else: PA, 1957, f. 50
    if name is not None and run.labelled == len(run.units) and not name.islower():
        return True  # every unit has its label: most references, so before anything slower
    if name is None:  # a series code: that it is one archive's was seen already
        return True
    begin = found.start + (len(name) if text.startswith(name, found.start) else 0)
    return _at_archive(text, found, begin, name)


#: A British postcode, an American one after its state.
_POSTCODE = re.compile(
    r"(?<![^\W_])[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}(?![^\W_])|(?<![^\W_])[A-Z]{2} \d{5}(?:-\d{4})?\Z"
)


_PATH = re.compile(r"://|www\.|\w\.\w{2,4}/|^[./~\\]")


def _inside_a_name(text: str, start: int) -> bool:
    """Whether a place lies within a web address, a path or a key, not at the head of a word."""
    mark = text[start - 1 : start]
    if not mark or mark == " ":
        return False
    if mark.isalnum() or mark in "_=&?#@%+\\":
        return True
    if mark != "/" or (text[start - 2 : start] == "//" and text[start - 3 : start - 2] != ":"):
        return False
    begin = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start), start - 200) + 1
    return _PATH.search(text, begin, start) is not None


def _goes_on(text: str, end: int) -> bool:
    """Whether the word or key in which a reference was read does not end with it."""
    mark = text[end : end + 1]
    return (mark.isalnum() and text[end - 1].isalnum()) or mark in ("_", "=", "@", "$")


_BEFORE = re.compile(r"[\s\d.)\]\[^:>*•\"“«(—–-]*(?:Source:\s*)?")
_AFTER = re.compile(r"[\s.,;:)\]\"”»]*")


def _alone(text: str, found: Found) -> bool:
    """Whether the reference is all that its line holds."""
    begin = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    end = len(text) if end < 0 else end
    return (
        found.start - begin < 40
        and end - found.end < 40
        and _BEFORE.fullmatch(text, begin, found.start) is not None
        and _AFTER.fullmatch(text, found.end, end) is not None
    )
