"""Columns of references in, columns of what they say out.

All functions here take and give arrays and know of nothing else: an engine may call them in any
process, in any order, on any part of a column. Every row stands alone; *Ibid.* in one row does not
mean the reference in the row before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import pyarrow as pa

from provenance._version import __version__
from provenance.checking.checker import Checker
from provenance.checking.settings import Settings
from provenance.errors import LocatorError, ProvenanceError
from provenance.frames.intake import (
    Bad,
    Value,
    as_arrow,
    is_text,
    joined,
    over_chunks,
    over_text,
    pieces,
)
from provenance.frames.rows import Findings, Locators, Matches, Printed, listed
from provenance.frames.schema import LOCATOR
from provenance.model.leaves import Leaves
from provenance.model.locator import Locator, Unit
from provenance.reading.locator import parse_locator
from provenance.reading.manuscript.plain import text_writing
from provenance.reading.scan import find_locators
from provenance.verdicts import check_text, one_reference
from provenance.writing.locator import format_locator
from provenance.writing.printing import FORMS

__all__ = ["KINDS", "check_column", "find_column", "format_column", "parse_column"]

#: What the texts of a column that is checked may be.
KINDS = ("reference", "text")


def parse_column(column: object) -> Any:
    """Return what each text says that is one reference: an array of :data:`LOCATOR`.

    It is in chunks where the column is. Where a text is no reference, or two, the row has
    ``error`` and ``position``. Raises :class:`ProvenanceError` where the column is not one of text.
    """
    return over_text(column, _parsed)


def find_column(column: object) -> Any:
    """Return the references in each running text, in order: an array of lists of :data:`MATCH`.

    Each text stands alone. Raises :class:`ProvenanceError` where the column is not one of text.
    """
    return over_text(column, _found)


def check_column(
    column: object,
    *,
    kind: str | None = None,
    settings: Settings | None = None,
    today: dt.date | None = None,
) -> Any:
    """Return what is wrong with each text: an array of lists of :data:`FINDING`.

    ``kind`` says what each text is: ``reference`` (one reference) or ``text`` (running text);
    without it, a text of one line is to be one reference. ``settings`` and ``today`` are those of
    :func:`provenance.check`. Raises :class:`ProvenanceError` for another kind, or where the column
    is not one of text.
    """
    if kind is not None and kind not in KINDS:
        raise ProvenanceError(f"there is no kind {kind!r}; expected one of {', '.join(KINDS)}")
    if settings is None:
        checker = _checker(today or dt.date.today())
    else:
        checker = Checker(settings, today=today)
    look = {"reference": _as_reference, "text": _as_text, None: check_text}[kind]
    return over_text(column, lambda texts: _checked(texts, checker, look))


def format_column(column: object, form: str = "short") -> Any:
    """Return each reference in print: an array of :data:`PRINTED`.

    The column is what :func:`parse_column` gave, or text that is parsed first. ``form`` is
    ``short``, ``long`` or ``native``, as for :func:`provenance.format_locator`. A row with an error
    keeps it. Raises :class:`ProvenanceError` for another form, and for a column of neither kind.
    """
    if form not in FORMS:
        raise ProvenanceError(f"there is no form {form!r}; expected one of {', '.join(FORMS)}")
    if isinstance(column, Iterator):
        column = list(column)
    found = as_arrow(column)
    if found is None:  # a list of several things
        return over_text(column, lambda texts: _printed(texts, form))
    return over_chunks(found, lambda array: _printed_array(array, form))


# --------------------------------------------------------------------------- rows


def _parsed(texts: Sequence[Value]) -> Any:
    rows = Locators()
    for text in texts:
        if isinstance(text, str):
            try:
                rows.add(parse_locator(text))
            except LocatorError as error:
                rows.bad(error.sentence(), error.position)
            except Exception as error:
                rows.bad(_fault(error))
        elif text is None:
            rows.nothing()
        else:
            rows.bad(text.message)
    return rows.array()


def _found(texts: Sequence[Value]) -> Any:
    starts: list[int | None] = []
    rows = Matches()
    for text in texts:
        starts.append(None if text is None else len(rows))
        if isinstance(text, str):
            try:
                for match in find_locators(text):
                    rows.add(match)
            except Exception as error:
                rows.bad(_fault(error))
        elif isinstance(text, Bad):
            rows.bad(text.message)
    return listed(starts, rows)


def _checked(texts: Sequence[Value], checker: Checker, look: Callable[[str, Checker], Any]) -> Any:
    starts: list[int | None] = []
    rows = Findings()
    for text in texts:
        starts.append(None if text is None else len(rows))
        if isinstance(text, str):
            try:
                for finding in look(text, checker):
                    rows.add(finding)
            except Exception as error:
                rows.bad(_fault(error))
        elif isinstance(text, Bad):
            rows.bad(text.message)
    return listed(starts, rows)


@lru_cache(maxsize=1)
def _checker(today: dt.date) -> Checker:
    return Checker(today=today)


def _as_reference(text: str, checker: Checker) -> Any:
    return checker.writing(one_reference(text))


def _as_text(text: str, checker: Checker) -> Any:
    return checker.writing(text_writing(text))


def _printed_array(array: Any, form: str) -> Any:
    if is_text(array.type):
        return over_text(array, lambda texts: _printed(texts, form))
    if not pa.types.is_struct(array.type) or _WANTED - {field.name for field in array.type}:
        raise ProvenanceError(
            f"expected a column of text, or of what parse_column gives, found one of {array.type}"
        )
    return joined(_printed_rows(piece, form) for piece in pieces(array))


def _printed_rows(array: Any, form: str) -> Any:
    rows = Printed()
    for row in array.to_pylist():
        if row is None:
            rows.nothing()
        elif row.get("error") is not None:
            rows.bad(row["error"])
        else:
            _print(rows, partial(locator_of, row), form)
    return rows.array()


_WANTED = {field.name for field in LOCATOR} - {"key", "rest", "error", "position"}


def _printed(texts: Sequence[Value], form: str) -> Any:
    rows = Printed()
    for text in texts:
        if text is None:
            rows.nothing()
        elif isinstance(text, Bad):
            rows.bad(text.message)
        else:
            _print(rows, partial(parse_locator, text), form)
    return rows.array()


def _print(rows: Printed, locator: Callable[[], Locator], form: str) -> None:
    try:
        text = format_locator(locator(), form)
    except LocatorError as error:
        rows.bad(error.sentence())
    except ProvenanceError as error:
        rows.bad(" ".join(str(error).split()))
    except Exception as error:
        rows.bad(_fault(error))
    else:
        rows.add(text)


def locator_of(row: Mapping[str, Any]) -> Locator:
    """Return the locator of one row of :func:`parse_column`, as a dictionary.

    Raises :class:`RecordError` where it cannot be one: an archive that is not known, a unit without
    a value.
    """
    leaves = row["leaves"]
    return Locator(
        row["archive"],
        tuple(Unit(unit["kind"], unit["value"], unit["written"]) for unit in row["units"] or ()),
        Leaves.parse(leaves, row["leaf_kind"] or "list") if leaves else None,
        row["archive_text"],
        rest=row.get("rest"),
    )


def _fault(error: Exception) -> str:
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"a fault in provenance {__version__} itself ({what}); please report it"
