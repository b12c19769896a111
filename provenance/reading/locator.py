"""One archival reference, read: :func:`parse_locator`.

The grammar is data (:mod:`provenance.reading.labels`); a :class:`~provenance.reading.run.Run`
walks a text with it, unit by unit; :mod:`provenance.reading.search` says where one begins.
"""

from __future__ import annotations

import re
from itertools import islice

from provenance.archives import candidates
from provenance.errors import LocatorError, expect
from provenance.model.locator import Locator
from provenance.reading.archive_names import name_at
from provenance.reading.build import restore, set_archive_text, set_rest, set_text
from provenance.reading.credible import WORD_AND_NUMBER, credible, published
from provenance.reading.lookalikes import clean
from provenance.reading.quick import quick_locator
from provenance.reading.refusal import (
    chained,
    empty_value,
    refusal,
    second_reference,
    shared_name,
)
from provenance.reading.run import NAMED
from provenance.reading.search import Found, match_at, search
from provenance.reading.titles import title_like
from provenance.reading.unknown import unknown_archive
from provenance.reading.wrapped import unwrap

__all__ = ["parse_locator", "read_locator"]

_LEAD = re.compile(r"[\s\"“„«(\[—–-]*(?:(?:Source|Quelle|Источник|Джерело|Źródło)\s?:\s*)?")
_REMAINDER = re.compile(r"[\s.,;:)\]\"”»]*")
_DIGIT = re.compile(r"\d")
_ABBREVIATION_AND_NUMBER = re.compile(r"[A-Z]{2,4} \d{1,4}")
_EDGES = ' \t\r\n.,;:)]»”“"）、。'


def parse_locator(text: str) -> Locator:
    """Read one archival reference.

    What stands before it (a description, a `` // ``, "Source:") is passed over; what follows it
    (the form of the document, a credit) is the locator's ``rest``. An archive that the authority
    does not know gives ``archive`` ``None`` and its name as ``archive_text``.

    Raises :class:`LocatorError`, with the position and what was expected there, where ``text`` is
    not a reference (an archive's name alone, leaves alone, a page of a book, a date), is two, has
    a label without a value, or names an archive by a name that several share.
    """
    expect(text, str, "text")
    if len(text) > _LONG:
        return _read_long(text)
    return quick_locator(text) or read_locator(text)


#: Beyond this many code points a text is searched as running text is, in linear time.
_LONG = 1000


def _read_long(text: str) -> Locator:
    """Read the one reference of a long text."""
    from provenance.reading.scan import find_locators  # it is built on this module's neighbours

    found = list(islice(find_locators(text), 2))
    if not found:
        raise LocatorError(
            "not a reference: there is none in this text",
            text=text,
            expected="an archive's name and its units, or two labelled units",
        )
    if len(found) > 1:
        raise second_reference(text, found[1].start)
    match = found[0]
    locator = read_locator(match.text)
    set_text(locator, text.strip())
    set_rest(locator, text[match.end :].strip(_EDGES) or None)
    return locator


def read_locator(text: str) -> Locator:
    """Read one reference by the whole grammar: what :func:`parse_locator` says."""
    cleaned, places = clean(unwrap(text))
    found = match_at(cleaned, _LEAD.match(cleaned).end())  # type: ignore[union-attr]
    if found is None or not (_complete(cleaned, found) or credible(cleaned, found)):
        found = next(search(cleaned), None) or next(search(cleaned, accept=_named), None)
        if found is None:
            raise refusal(text, cleaned, places)
    locator = found.locator
    if cleaned is not text:
        restore(locator, found.run, found.start, text, places)
    if found.end < len(cleaned):
        _look_after(text, cleaned, places, found)
        set_rest(locator, text[_place(found.end, places) :].lstrip(_EDGES).rstrip() or None)
    if locator.archive is None:
        _name_unknown(text, cleaned, places, found)
    set_text(locator, text.strip())
    return locator


def _complete(text: str, found: Found) -> bool:
    """Whether the reference is all that the text holds.

    A mere ``AD 79`` or ``BA 1957`` is none, nor a name that nothing sets apart from the archive's:
    ``CIA Report 1957``.
    """
    if _REMAINDER.fullmatch(text, found.end) is None:
        return False
    if _ABBREVIATION_AND_NUMBER.fullmatch(text, found.start, found.end) is not None:
        return False
    run, name = found.run, found.locator.archive_text
    if found.locator.archive is None and name is None:
        return run.labelled > 2 or credible(text, found)
    if published(run):
        return False
    return bool(
        name is None
        or run.labelled
        or not (run.units[0][3] == NAMED or WORD_AND_NUMBER.match(text, run.units[0][1]))
        or text[found.start + len(name) : run.units[0][1]].strip()
    )


_SENTENCE_END = re.compile(r"\s*(?:$|\.\s|\.$|[;)\]])")


def _named(text: str, found: Found) -> bool:
    """Whether an archive's name is followed by the name of what is cited, and no more.

    Running text has too much that looks so; where the whole text is to be one reference
    (``PolA AA, MfAA.``) it is one, if an incomplete one.
    """
    run, locator = found.run, found.locator
    if locator.archive is None or locator.archive_text is None or run.labelled or run.leaves:
        return False
    for unit in run.units:
        name = name_at(run.text, unit[1])
        if name is not None and run.grammar.name not in name.ids:
            return False
    return (
        locator.archive_text[0].isupper()
        and run.text[found.start + len(locator.archive_text) : run.units[0][1]].strip() != ""
        and all(title_like(part) for part in (run.text[u[1] : u[2]] for u in run.units))
        and not any(unit.value[0].isdigit() for unit in locator.units)
        and _SENTENCE_END.match(text, found.end) is not None
    )


def _look_after(text: str, cleaned: str, places: list[int] | None, found: Found) -> None:
    """Raise the error for a second reference, or a label without a value, after the first."""
    run = found.run
    if run.empty >= 0:
        at = run.empty
        raise empty_value(text, _place(at, places), cleaned[at:].split(None, 1)[0])
    second = chained(cleaned, found)
    if second < 0 and _DIGIT.search(cleaned, found.end) is not None:
        second = next((other.start for other in search(cleaned, found.end)), -1)
    if second >= 0:
        raise second_reference(text, _place(second, places))


def _name_unknown(text: str, cleaned: str, places: list[int] | None, found: Found) -> None:
    """Keep the name of an archive we don't know; refuse one that several share, if alone."""
    name = found.locator.archive_text
    if name is None:
        unknown = unknown_archive(cleaned, 0, found.start)
        if unknown is not None:
            set_archive_text(found.locator, unknown[1])
    elif not credible(cleaned, found) and found.run.labelled < 2:
        ids = candidates(name)
        raise shared_name(text, name, _place(found.start, places), ids)


def _place(position: int, places: list[int] | None) -> int:
    return position if places is None else places[position]
