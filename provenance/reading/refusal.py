"""Why a text is not one archival reference: the error, its place, and what should stand there."""

from __future__ import annotations

import re
from typing import Final

from provenance.archives import present_id
from provenance.errors import LocatorError
from provenance.reading import tokens
from provenance.reading.archive_names import ArchiveName, name_at, name_words
from provenance.reading.chain import joined, next_number, next_of_several
from provenance.reading.labels import archive_grammar, traditions
from provenance.reading.run import Run
from provenance.reading.search import Found
from provenance.reading.whole_names import whole_name
from provenance.units import leaf_class

__all__ = ["chained", "empty_value", "refusal", "second_reference", "shared_name"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_LOOKED_AT: Final = 4000


def _error(
    message: str, text: str, position: int, expected: str, ids: tuple[str, ...] = ()
) -> LocatorError:
    found = text[position : position + 24].replace("\n", " ")
    shown = f", found {found!r}" if found else ", found the end of the text"
    return LocatorError(
        f"{message} at position {position}: expected {expected}{shown}",
        text=text, position=position, expected=expected, candidates=ids,
    )  # fmt: skip


def second_reference(text: str, position: int) -> LocatorError:
    """Return the error that a second reference begins at ``position``."""
    return _error(
        "one reference expected; use find for several: another one begins", text, position,
        "the end of the reference",
    )  # fmt: skip


def empty_value(text: str, position: int, label: str) -> LocatorError:
    """Return the error that a label has no value."""
    return _error("a label without its value", text, position, f"a value after {label!r}")


def shared_name(text: str, name: str, position: int, ids: tuple[str, ...]) -> LocatorError:
    """Return the error that several archives go by a name and nothing decides between them."""
    return _error(
        f"{name!r} may be {', '.join(ids)}; nothing decides", text, position,
        "a name that is one archive's", ids,
    )  # fmt: skip


def refusal(text: str, cleaned: str, places: list[int] | None) -> LocatorError:
    """Return the error for a text that holds no reference."""

    def place(position: int) -> int:
        return position if places is None else places[position]

    if not cleaned.strip():
        return _error("nothing to read", text, 0, "an archival reference")
    named = _first_name(cleaned)
    if named is not None:
        start, name = named
        for aid in name.ids:
            run = Run(cleaned, name.end, archive_grammar(aid))
            if run.empty >= 0:
                return empty_value(text, place(run.empty), _label(cleaned, run.empty))
        ids = tuple(dict.fromkeys(present_id(aid) for aid in name.ids))
        return _error(
            f"not a reference: nothing is cited from {cleaned[start : name.end]!r}", text,
            place(name.end), "a unit after the archive's name, such as 'f. 17'",
            ids if len(ids) > 1 else (),
        )  # fmt: skip
    label = _first_label(cleaned)
    if label is None:
        return _error(
            "not a reference", text, 0, "an archive's name and its units, or two labelled units"
        )
    start, end, alone = label
    if alone == "leaf":
        return _error(
            "not a reference: leaves alone", text, place(start),
            "the archive, and the units that the leaves are in",
        )  # fmt: skip
    return _error(
        "not a reference: one unit without an archive", text, place(end),
        "the archive's name before it, or a second unit after it",
    )  # fmt: skip


def _first_name(text: str) -> tuple[int, ArchiveName] | None:
    for word in _WORD.finditer(text, 0, _LOOKED_AT):
        if name_words(word[0]):
            name = name_at(text, word.start())
            if name is not None:
                return word.start(), whole_name(text, name)[0]
    return None


def _first_label(text: str) -> tuple[int, int, str] | None:
    table = traditions()
    for word in _WORD.finditer(text, 0, _LOOKED_AT):
        if not table.bits(word[0]):
            continue
        step = tokens.STEP.match(text, word.start())
        if step is None or not table.bits(step["label"]):
            continue
        kinds = table.kinds(step["label"])
        return word.start(), step.end(), "leaf" if kinds and leaf_class(kinds[0]) else "unit"
    return None


def _label(text: str, position: int) -> str:
    word = tokens.WORDS.match(text, position)
    return word["a"] if word is not None else ""


def chained(text: str, found: Found) -> int:
    """Return where a further file of the same chain begins after ``found``, or -1."""
    if found.run.repeated >= 0:
        return found.run.repeated
    if found.run.labelled:
        more = next_of_several(
            text, found.start, found.end, found.locator, found.run.grammar, announced=False
        )
    else:
        more = next_number(text, found.end, found.locator)
    if more is not None:
        return more[1]
    return joined(text, found.end, found.locator, found.run.grammar)
