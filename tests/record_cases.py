"""What the tests of record rules share."""

from provenance import Settings, check
from provenance.model import Record


def record(**fields):
    """Return a letter that no rule of its own kind finds fault with."""
    return Record(fields.pop("key", "k"), **{"kind": "letter", "title": "Letter"} | fields)


def told(thing, *families, **limits):
    """Return rule, field and message of the findings of some families of rules."""
    found = check(thing, settings=Settings(select=families, limits=limits))
    return [(each.rule, each.where, each.message) for each in found]
