"""What the tests of manuscripts have in common."""

import sys

from provenance.checking.checker import Checker
from provenance.reading.manuscript import read_writing

CHECKER = Checker()


def found(text, kind):
    """Return line, column, rule and excerpt of each finding in a text."""
    writing = read_writing(text.encode(), kind=kind)
    return [(each.line, each.column, each.rule, each.excerpt) for each in CHECKER.writing(writing)]


def passages(text, kind):
    """Return kind, name and text of each passage."""
    writing = read_writing(text.encode(), kind=kind)
    return [(each.kind, each.name, writing.text[each.start : each.end])
            for each in writing.passages]  # fmt: skip


def keys(text, kind):
    """Return the keys of the references in reading order."""
    writing = read_writing(text.encode(), kind=kind)
    return [each.locator.key if each.locator else None for each in writing.references]


def calls(function, *arguments):
    """Return how many calls of functions it takes: a count of work that no clock disturbs."""
    count = 0

    def tell(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tell)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return count


def assert_linear(read, unit, times=400):
    """Reading four times as much takes no more than about four times the work."""
    small, large = calls(read, unit * times), calls(read, unit * times * 4)
    assert large < 5 * small + 2000
