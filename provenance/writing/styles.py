"""The citation styles by id, and :func:`cite`.

A style is one small module in this folder with a tuple ``STYLES``; its name in ``_MODULES`` is
all it takes to be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from importlib import import_module
from types import MappingProxyType

from provenance.errors import ProvenanceError, expect
from provenance.model.document import Record
from provenance.model.leaves import Leaves
from provenance.writing.markup import MARKUPS, Markup
from provenance.writing.style import Style

__all__ = ["ARCHIVE_NAMES", "STYLES", "cite", "style_of", "unknown"]

_MODULES = (
    *("chicago", "author_date", "collection", "turabian", "mhra", "gost", "dstu"),
    *("bundesarchiv", "tna", "nara", "digital_archive"),
)

#: Every style by its id, in the order in which they are listed.
STYLES: Mapping[str, Style] = MappingProxyType(
    {
        style.id: style
        for module in _MODULES
        for style in import_module(f"provenance.writing.{module}").STYLES
    }
)

#: How archives are named: by the short name, or by name, abbreviation and city.
ARCHIVE_NAMES = ("short", "full")


def cite(
    record: Record,
    style: str = "chicago-note",
    *,
    leaves: Leaves | str | None = None,
    format: str = "text",
    archive_names: str = "short",
) -> str:
    """Return the citation of ``record`` in a style.

    ``style`` is an id of :data:`STYLES`, or a CSL style: a path (``house.csl``) or the name of an
    installed one (``apa``), whose note or citation in the text is returned. ``leaves`` (``27``,
    ``27-28``, ``27v``) cites these leaves in the place of all; ``format`` is ``text``, ``html``
    or ``markdown``; ``archive_names`` is ``short`` (AVPRF) or ``full`` (with the city, as at
    first mention), except in CSL styles, which have the full name.

    Raises :class:`ProvenanceError` for a style, format or archive name that there is not,
    :class:`ReadError` for a CSL file that cannot be used, and :class:`RecordError` for leaves
    that cannot be read or have no holding to lie in.
    """
    if not isinstance(record, Record):
        raise ProvenanceError(f"expected a Record to cite, found {type(record).__name__}")
    chosen = style_of(style)
    expect(format, str, "the name of a format")
    markup = MARKUPS.get(format)
    if markup is None:
        raise unknown("format of citations", format, MARKUPS)
    if archive_names not in ARCHIVE_NAMES:
        raise unknown("way to name archives", archive_names, ARCHIVE_NAMES)
    return chosen.write(record, leaves=leaves, archive_names=archive_names, markup=markup)


def style_of(name: str) -> Style:
    """Return the style of an id, or of a CSL style's path or name.

    Raises :class:`ProvenanceError` where there is no such style, and :class:`ReadError` for a CSL
    file that cannot be used.
    """
    expect(name, str, "the name of a style")
    known = STYLES.get(name)
    if known is not None:
        return known
    from provenance.writing import csl  # heavy: it loads lxml and citeproc-py

    found = csl.load(name, known=STYLES)

    def write(
        record: Record, *, leaves: Leaves | str | None, archive_names: str, markup: Markup
    ) -> str:
        return found.cite(record, leaves=leaves, format=markup.id)

    return Style(name, found.title, "CSL 1.0.2", write)


def unknown(what: str, given: object, known: Iterable[str]) -> ProvenanceError:
    """Return the error that says there is no such thing, and which is the nearest."""
    known = tuple(known)
    near = get_close_matches(str(given), known, 1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(known)}"
    return ProvenanceError(f"there is no {what} {given!r}{hint}")
