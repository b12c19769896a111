"""Archival documents as typed records, and records as citations you can print.

Everything in ``__all__`` is public and stays. Each name is imported when it is first used:
``import provenance`` itself is quick and loads no parser and no citation engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from provenance._version import __version__

if TYPE_CHECKING:
    from provenance.archives import Archive, find_archive
    from provenance.checking.finding import Finding, Fix
    from provenance.checking.settings import Settings
    from provenance.errors import (
        Fault,
        LocatorError,
        NothingFoundError,
        ProvenanceError,
        ReadError,
        RecordError,
        StyleWarning,
    )
    from provenance.library import dump, load, read
    from provenance.library.folder import Library
    from provenance.model import (
        Agent,
        Copies,
        Credit,
        Date,
        DatePart,
        Event,
        Leaf,
        LeafRange,
        Leaves,
        Locator,
        Mark,
        Merged,
        Number,
        Origin,
        Publication,
        Receiver,
        Record,
        Reference,
        Unit,
        Unread,
        Version,
        same_unit,
    )
    from provenance.model.history import History, Step, history
    from provenance.reading.locator import parse_locator
    from provenance.reading.scan import Match, find_locators
    from provenance.verdicts import check
    from provenance.writing.consulted import consulted
    from provenance.writing.history.registry import tell
    from provenance.writing.locator import format_locator
    from provenance.writing.notes import Notes
    from provenance.writing.reference_list import ReferenceList
    from provenance.writing.registry import Loss, export, losses
    from provenance.writing.styles import cite

__all__ = [
    "Agent",
    "Archive",
    "Copies",
    "Credit",
    "Date",
    "DatePart",
    "Event",
    "Fault",
    "Finding",
    "Fix",
    "History",
    "Leaf",
    "LeafRange",
    "Leaves",
    "Library",
    "Locator",
    "LocatorError",
    "Loss",
    "Mark",
    "Match",
    "Merged",
    "Notes",
    "NothingFoundError",
    "Number",
    "Origin",
    "ProvenanceError",
    "Publication",
    "ReadError",
    "Receiver",
    "Record",
    "RecordError",
    "Reference",
    "ReferenceList",
    "Settings",
    "Step",
    "StyleWarning",
    "Unit",
    "Unread",
    "Version",
    "__version__",
    "check",
    "cite",
    "consulted",
    "dump",
    "export",
    "find_archive",
    "find_locators",
    "format_locator",
    "history",
    "load",
    "losses",
    "parse_locator",
    "read",
    "same_unit",
    "tell",
]

_HOMES = {
    "provenance.archives": ("Archive", "find_archive"),
    "provenance.checking.finding": ("Finding", "Fix"),
    "provenance.checking.settings": ("Settings",),
    "provenance.errors": (
        *("Fault", "LocatorError", "NothingFoundError", "ProvenanceError", "ReadError"),
        *("RecordError", "StyleWarning"),
    ),
    "provenance.library": ("dump", "load", "read"),
    "provenance.library.folder": ("Library",),
    "provenance.model": (
        *("Agent", "Copies", "Credit", "Date", "DatePart", "Event", "Leaf", "LeafRange"),
        *("Leaves", "Locator", "Mark", "Merged", "Number", "Origin", "Publication", "Receiver"),
        *("Record", "Reference", "Unit", "Unread", "Version", "same_unit"),
    ),
    "provenance.model.history": ("History", "Step", "history"),
    "provenance.reading.locator": ("parse_locator",),
    "provenance.reading.scan": ("Match", "find_locators"),
    "provenance.verdicts": ("check",),
    "provenance.writing.consulted": ("consulted",),
    "provenance.writing.history.registry": ("tell",),
    "provenance.writing.locator": ("format_locator",),
    "provenance.writing.notes": ("Notes",),
    "provenance.writing.reference_list": ("ReferenceList",),
    "provenance.writing.registry": ("Loss", "export", "losses"),
    "provenance.writing.styles": ("cite",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports a name that isn't there

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
