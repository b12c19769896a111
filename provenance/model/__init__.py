"""The model: typed, frozen values that know nothing of files or formats."""

from provenance.model.dates import Date, DatePart
from provenance.model.document import (
    Copies,
    Credit,
    Event,
    Mark,
    Merged,
    Number,
    Origin,
    Publication,
    Receiver,
    Record,
    Unread,
    Version,
)
from provenance.model.leaves import Leaf, LeafRange, Leaves
from provenance.model.locator import Locator, Unit, same_unit
from provenance.model.names import Agent
from provenance.model.reference import Part, Passage, Reference, Writing

__all__ = [
    "Agent",
    "Copies",
    "Credit",
    "Date",
    "DatePart",
    "Event",
    "Leaf",
    "LeafRange",
    "Leaves",
    "Locator",
    "Mark",
    "Merged",
    "Number",
    "Origin",
    "Part",
    "Passage",
    "Publication",
    "Receiver",
    "Record",
    "Reference",
    "Unit",
    "Unread",
    "Version",
    "Writing",
    "same_unit",
]
