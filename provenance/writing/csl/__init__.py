"""Any CSL style, through citeproc-py with its faults mended.

    from provenance.writing import csl

    style = csl.load("apa")                        or "house.csl", or a name in styles/
    style.cite(record, leaves="27")                one citation: a note, or "(Puzanov 1957)"
    style.bibliography(records, format="html")     the entries, in the style's order
    notes = csl.CslNotes(style)                    first, subsequent, ibid.
    notes.note((record, "27"), other)

Each of these takes CSL-JSON items (dicts) in the place of records too.
"""

from __future__ import annotations

from provenance.writing.csl.files import installed, own_styles
from provenance.writing.csl.notes import CslNotes
from provenance.writing.csl.style import CslStyle, load

__all__ = ["CslNotes", "CslStyle", "installed", "load", "own_styles"]
