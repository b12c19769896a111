"""From an entry of any bibliographic format to a record.

:mod:`~provenance.reading.entries.entry` is what the readers of BibTeX, CSL and RIS make of an
entry, in CSL's names; :mod:`~provenance.reading.entries.source` finds where the document lies and
who is credited, wherever that was put; :mod:`~provenance.reading.entries.build` makes the record,
and keeps what is left over as it stands in the file.
"""

from provenance.reading.entries.build import record_of
from provenance.reading.entries.entry import Entry, GivenDate, Problem

__all__ = ["Entry", "GivenDate", "Problem", "record_of"]
