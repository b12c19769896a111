"""Rules about dates that follow from one another: what was before what, and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from provenance.archives import archives, present_id
from provenance.checking.date_places import dates_of, printed
from provenance.checking.rules import Context, Hit, rule
from provenance.model.dates import Date
from provenance.model.document import Record
from provenance.model.history import Step, earlier, history
from provenance.units import root_kind

__all__ = [
    "author_dates",
    "certainly_before",
    "future_date",
    "history_out_of_order",
    "interval_reversed",
    "outside_fond_dates",
    "receipt_before_creation",
    "registration_before_creation",
]


@rule("interval-reversed", "DAT006", "error", Record)
def interval_reversed(record: Record, context: Context) -> Iterator[Hit]:
    """An interval ends before it starts.

    Bad: ``period = "1957-12-23/1957-12-21"``
    Good: ``period = "1957-12-21/1957-12-23"``
    """
    for field, date in dates_of(record):
        if date.form == "date" or (date.form != "interval" and ".." not in date.edtf):
            continue
        bounds = [part.bounds() if part is not None else None for part in date.parts]
        first, last = bounds[0], bounds[-1]
        if first is not None and last is not None and last[1] < first[0]:
            yield Hit("Interval ends before it starts.", field=field)


def certainly_before(date: Date, other: Date, days: int = 0) -> bool:
    """Whether the last day that ``date`` may be is more than ``days`` before ``other`` begins."""
    last, first = date.bounds()[1], other.bounds()[0]
    return last is not None and first is not None and (first - last).days > days


@rule("receipt-before-creation", "DAT007", "error", Record)
def receipt_before_creation(record: Record, context: Context) -> Iterator[Hit]:
    """A document was received before it was written.

    A day is allowed for the difference of time zones.

    Bad: ``date = "1957-12-23"``, and an incoming number of ``1957-12-21``
    Good: ``date = "1957-12-23"``, and an incoming number of ``1957-12-27``
    """
    if record.date is None:
        return
    for field, received in _receipts(record, context):
        if certainly_before(received, record.date, context.limits["receipt-tolerance-days"]):
            yield Hit(f"Received {printed(received)} before it was written "
                      f"{printed(record.date)}.", field=field)  # fmt: skip


def _receipts(record: Record, context: Context) -> Iterator[tuple[str, Date]]:
    """Yield the dates on which a record's document was received."""
    for index, number in enumerate(record.numbers):
        if number.date is not None and number.kind in context.limits["receipt-numbers"]:
            yield f"numbers[{index}].date", number.date
    for index, mark in enumerate(record.marks):
        words = re.findall(r"[^\W\d_]+", (mark.text or "").casefold())
        if mark.date is not None and not set(words).isdisjoint(context.limits["receipt-words"]):
            yield f"marks[{index}].date", mark.date


@rule("registration-before-creation", "DAT008", "warning", Record)
def registration_before_creation(record: Record, context: Context) -> Iterator[Hit]:
    """A document was registered, or sent, before it was written.

    Bad: ``date = "1956-06-13"``, and a register number of ``1956-06-07``
    Good: ``date = "1956-06-07"``, and a register number of ``1956-06-13``
    """
    for index, number in enumerate(record.numbers):
        if record.date is None or number.date is None:
            continue
        if number.kind in context.limits["registration-numbers"] and certainly_before(
            number.date, record.date
        ):
            yield Hit(f"Registered {printed(number.date)} before creation "
                      f"{printed(record.date)}.", field=f"numbers[{index}].date")  # fmt: skip


@rule("history-out-of-order", "PRO006", "warning", Record)
def history_out_of_order(record: Record, context: Context) -> Iterator[Hit]:
    """Something happened to a document before it could: before it was written, or typed.

    All that has a date is looked at: stamps and notes, the typing, and the record's ``events``. A
    day is allowed for receipts.

    Bad: ``date = "1957-12-23"``, and a stamp of ``1957-01-07``
    Good: ``date = "1957-12-23"``, and a stamp of ``1958-01-07``
    """
    dated = [(step, step.date) for step in history(record) if step.date is not None]
    first: dict[str, tuple[dt.date, Date]] = {}
    for step, date in dated:
        low = date.bounds()[0]
        if low is not None and (step.kind not in first or low < first[step.kind][0]):
            first[step.kind] = low, date
    for step, date in dated:
        days = context.limits["receipt-tolerance-days"] if step.kind == "received" else 0
        for kind in earlier(step.kind):
            if kind in first and certainly_before(date, first[kind][1], days):
                yield Hit(f"{_what(step)} {printed(date)} before it was {kind} "
                          f"{printed(first[kind][1])}.", field=step.date_path)  # fmt: skip
                break


def _what(step: Step) -> str:
    if step.kind == "marked" and step.mark is not None and step.mark.kind == "stamp":
        return "Stamped"
    return step.kind[:1].upper() + step.kind[1:]


@rule("future-date", "DAT009", "error", Record)
def future_date(record: Record, context: Context) -> Iterator[Hit]:
    """A date is in the future.

    Bad: ``date = "2957"``
    Good: ``date = "1957"``
    """
    for field, date in dates_of(record):
        first = date.bounds()[0]
        if first is not None and first > context.today:
            yield Hit(f"{printed(date)} is in the future.", field=field)


def _span(text: str) -> Date | None:
    """Return the interval from the first year of a text to its last one."""
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", text)
    return Date(f"{min(years)}/{max(years)}") if years else None


def _known_spans(record: Record, context: Context) -> Iterator[tuple[str, Date, int]]:
    """Yield the fonds and files of a record with their dates, and the years allowed beside."""
    given = [text.partition(";") for text in context.limits["fond-dates"]]
    for locator in record.holdings:
        for name, _, dates in given:
            span = _span(dates)
            if span is not None and f"{locator.key};".startswith(f"{name.strip()};"):
                yield name.strip(), span, 0
        holder = locator.holder
        if holder is not None:
            fond, now = locator.unit("fond"), archives()[present_id(holder.id)]
            for known in now.fonds:
                span = _span(known.dates)
                if fond is not None and known.number == fond.value and span is not None:
                    yield f"{now.printed}, f. {fond.value}", span, 0
        for unit in locator.units:
            year = unit.value
            if unit.kind in context.limits["numbered-by-year"]:
                year = unit.value.rpartition("/")[2] if "/" in unit.value else ""
            elif root_kind(unit.kind) != "god" and unit.kind not in context.limits["year-units"]:
                continue
            span = _span(year)
            if span is not None:
                yield f"the file of {year}", span, context.limits["file-year-tolerance"]


@rule("outside-fond-dates", "DAT010", "warning", Record)
def outside_fond_dates(record: Record, context: Context) -> Iterator[Hit]:
    """A document's date is outside the dates of its fond or file.

    The dates are those of the authority, of the settings (``fond-dates``), and of a year that is
    a unit of the locator; beside the latter a year is allowed.

    Bad: ``date = "1927-09-30"`` in ``AQPPSH-MPKK-V. 1967, L. 19, D. 20``
    Good: ``date = "1967-09-30"`` there
    """
    if record.date is None:
        return
    for name, span, tolerance in _known_spans(record, context):
        days = tolerance * 366
        if certainly_before(record.date, span, days) or certainly_before(span, record.date, days):
            first, last = span.edtf.split("/")
            years = first if first == last else f"{first}–{last}"
            yield Hit(f"{printed(record.date)} is outside {name} ({years}).", field="date")
            return


@rule("author-dates", "DAT011", "warning", Record)
def author_dates(record: Record, context: Context) -> Iterator[Hit]:
    """A document's date is outside its author's life, or the time in the office it names.

    Asked of the persons whom the settings name (``offices``): name, office and dates, with
    semicolons between; without an office the dates are those of a life.

    Bad: a journal of 1950 by the ambassador Puzanov, with
    ``offices = ["Puzanov; Ambassador to the DPRK; 1957/1962"]``
    Good: a journal of 1957
    """
    if record.date is None:
        return
    for text in context.limits["offices"]:
        name, office, dates = (*(each.strip() for each in text.split(";")), "", "")[:3]
        span = _span(dates)
        if not name or span is None:
            continue
        if not (certainly_before(record.date, span) or certainly_before(span, record.date)):
            continue
        for agent in record.creators:
            named = name in (agent.name, agent.family) or agent.name.endswith(f" {name}")
            if named and office.casefold() in (agent.office or "").casefold():
                did = f"was {office}" if office else "lived"
                years = span.edtf.replace("/", "–")
                yield Hit(f"{agent.name} {did} {years}.", field="date")
