"""Checks, whole: a reference, a record, a text, a file or a folder in, findings out.

Here reading and checking meet; neither knows of the other.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from typing import Any

from provenance.checking.checker import Checker
from provenance.checking.finding import Finding
from provenance.checking.settings import Settings
from provenance.model.document import Record
from provenance.model.locator import Locator
from provenance.model.reference import Passage, Reference, Writing
from provenance.reading.references import find_references, read_reference

__all__ = ["check", "check_text"]


def check(
    thing: Any, *, today: dt.date | None = None, settings: Settings | None = None
) -> list[Finding]:
    """Return what is wrong with ``thing``, in the order of the text; nothing is an empty list.

    ``thing`` is a :class:`Record`, a :class:`Locator`, a :class:`Reference`, a text of one line
    (which is to be one reference), a longer text (running text), or an iterable of these:
    records in it are looked at together too. ``today`` is the day against which dates in the
    future are measured. Raises :class:`TypeError` for anything else. Changes nothing.
    """
    return _check(Checker(settings, today=today), thing)


def _check(checker: Checker, thing: Any) -> list[Finding]:
    if isinstance(thing, str):
        return check_text(thing, checker)
    if isinstance(thing, Record):
        return checker.record(thing)
    if isinstance(thing, Locator):
        return checker.reference(Reference.of(thing))
    if isinstance(thing, Reference):
        return checker.reference(thing)
    if isinstance(thing, Writing):
        return checker.writing(thing)
    if isinstance(thing, Iterable) and not isinstance(thing, os.PathLike | bytes):
        things = list(thing)
        found = [finding for each in things for finding in _check(checker, each)]
        records = [each for each in things if isinstance(each, Record)]
        return found + (checker.folder(records) if len(records) > 1 else [])
    raise TypeError(f"expected a record, a reference, a text or several, found {type(thing)!r}")


def check_text(text: str, checker: Checker, *, source: str | None = None) -> list[Finding]:
    """Return what is wrong with a text: one reference where it is one line, else running text."""
    if "\n" not in text.strip():
        return checker.writing(one_reference(text, source=source))
    references = tuple(find_references(text, source=source))
    whole = Passage("paragraph", 0, len(text))
    return checker.writing(Writing(text, text, (whole,), source, "text", references))


def one_reference(text: str, *, source: str | None = None) -> Writing:
    """Return the writing of one line that is to be a reference."""
    reference = read_reference(text, source=source)
    line = Passage("line", 0, len(text))
    return Writing(text, text, (line,), source, "text", (reference,))
