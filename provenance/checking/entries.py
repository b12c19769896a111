"""Rules about the entries of bibliography files, as they stand there."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

from provenance.checking.facts import facts
from provenance.checking.rules import Broken, Context, Entry, Hit, rule

__all__ = [
    "broken_entry", "csl_date_shape", "csl_unknown_variable", "key_characters", "type_mismatch",
]  # fmt: skip


def _hit(entry: Entry, name: str, message: str) -> Hit:
    """Return a hit at a field of an entry, or at the entry where the field's place isn't known."""
    start, end = entry.places.get(name, (entry.start, entry.end))
    return Hit(message, start, end, field=name)


_UNPORTABLE = frozenset("{},#%\\~\"'")


@rule("key-characters", "REC005", "error", Entry)
def key_characters(entry: Entry, context: Context) -> Iterator[Hit]:
    """A citation key has a space, or a character that TeX or BibTeX take for their own.

    A record file with such a key is refused as a whole.

    Bad: ``@unpublished{puzanov 1957,``
    Good: ``@unpublished{puzanov-1957,``
    """
    key = entry.key
    if any(letter in _UNPORTABLE or letter.isspace() for letter in key):
        yield _hit(entry, "key" if entry.format in ("bibtex", "biblatex") else "id",
                   f"Key {key!r} isn't portable.")  # fmt: skip


@cache
def _variables() -> frozenset[str]:
    table = facts("csl")
    return frozenset((*table["names"], *table["dates"], *table["others"]))


#: For so many unknown properties of an item the nearest known one is looked for.
_HINTS = 100


def _csl(entry: Entry) -> bool:
    return entry.format in ("csl-json", "csl-yaml")


@rule("csl-unknown-variable", "REC006", "error", Entry)
def csl_unknown_variable(entry: Entry, context: Context) -> Iterator[Hit]:
    """A CSL item has a property that CSL 1.0.2 doesn't have.

    No style prints it, and programs drop it. What CSL has no place for belongs in ``custom``.

    Bad: ``"archive-location": "f. 0102, op. 14"``
    Good: ``"archive_location": "f. 0102, op. 14"``
    """
    if not _csl(entry):
        return
    unknown = [name for name in entry.fields if name not in _variables()]
    for number, name in enumerate(unknown):
        near = get_close_matches(name[:60], _variables(), 1, 0.8) if number < _HINTS else []
        hint = f"; did you mean {near[0]!r}?" if near else "."
        yield _hit(entry, name, f"{name!r} isn't a CSL 1.0.2 variable{hint}")


@rule("csl-date-shape", "REC007", "error", Entry)
def csl_date_shape(entry: Entry, context: Context) -> Iterator[Hit]:
    """A date of a CSL-JSON item is a text, or has what CSL dates don't have.

    Bad: ``"issued": "1957"``
    Good: ``"issued": {"date-parts": [[1957]]}``
    """
    if entry.format != "csl-json":
        return  # in YAML pandoc takes a text
    allowed = set(facts("csl")["date_parts"])
    for name in facts("csl")["dates"]:
        value = entry.fields.get(name)
        if value is not None and not (isinstance(value, dict) and allowed.issuperset(value)):
            yield _hit(entry, name, "CSL dates must be objects with date-parts/literal.")


@rule("type-mismatch", "REC008", "warning", Entry)
def type_mismatch(entry: Entry, context: Context) -> Iterator[Hit]:
    """A CSL item names a recipient, and is of a type for which no style prints one.

    Bad: ``"type": "report"`` with a ``recipient``
    Good: ``"type": "personal_communication"`` with a ``recipient``
    """
    if not _csl(entry) or not entry.fields.get("recipient"):
        return
    kind = str(entry.fields.get("type", ""))
    if kind not in facts("csl")["types_with_recipient"]:
        yield _hit(entry, "recipient", f"Type {kind} ignores recipient.")


@rule("broken-entry", "REC012", "error", Broken)
def broken_entry(broken: Broken, context: Context) -> Iterator[Hit]:
    """An entry of a bibliography file cannot be read; it is left out by every program.

    The sound entries beside it are checked. A file without a sound entry is refused as a whole.

    Bad: ``@misc{a, title = {A, year = 1957}``
    Good: ``@misc{a, title = {A}, year = 1957}``
    """
    message = broken.message
    yield Hit(f"{message[:1].upper()}{message[1:]}.", broken.start, broken.end)
