"""The citation styles with where their rules come from."""

from __future__ import annotations

from made.markdown import code, plain, table
from provenance.writing.csl import own_styles
from provenance.writing.styles import STYLES


def styles() -> str:
    """Return the table of all styles that need no file of the reader's own."""
    rows = [(code(each.id), plain(each.title), plain(each.source)) for each in STYLES.values()]
    rows += [(code(name), plain(title), "CSL") for name, title in own_styles().items()]
    return table(("style", "what it is", "rules"), rows)
