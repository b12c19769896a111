"""Rules about the notes of a manuscript, one after another, and its references together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import attrs

from provenance.archives import archives, present_id
from provenance.checking.rules import Context, Hit, rule
from provenance.checking.shape import several_references
from provenance.model.reference import Passage, Reference, Writing
from provenance.model.text import alphabet
from provenance.repeats import any_repeat_word

__all__ = [
    "ibid_discouraged",
    "ibid_unsafe",
    "mixed_alphabets",
    "style_mix",
    "unlike_references",
]


@cache
def _repeat() -> re.Pattern[str]:
    """Return what matches a word such as ibid. at the head of a note or after a bracket."""
    return re.compile(rf"(?<![^\W_]){any_repeat_word()}(?![^\W_])\.?", re.IGNORECASE)


def _inside(writing: Writing, passage: Passage, starts: Sequence[int]) -> list[Reference]:
    """Return the references that begin in a passage."""
    low, high = bisect_left(starts, passage.start), bisect_left(starts, passage.end)
    return list(writing.references[low:high])


def _ordered(writing: Writing) -> tuple[Writing, list[int]]:
    references = tuple(sorted(writing.references, key=lambda each: each.start))
    return attrs.evolve(writing, references=references), [each.start for each in references]


def _has_notes(writing: Writing) -> bool:
    return any(passage.kind == "note" for passage in writing.passages)


@rule("ibid-unsafe", "STY001", "warning", Writing, when=_has_notes)
def ibid_unsafe(writing: Writing, context: Context) -> Iterator[Hit]:
    """*Ibid.* opens a note after one that cites several sources, or none.

    Which of them is meant, the reader cannot know (Chicago 17, 14.34; GOST R 7.0.5–2008, 10.3).

    Bad: ``Ibid., l. 8.`` after a note that cites a file of RGANI and one of RGASPI
    Good: a short form that names the file
    """
    ordered, starts = _ordered(writing)
    notes = [passage for passage in writing.passages if passage.kind == "note"]
    for before, note in pairwise(notes):
        text = writing.readable[note.start : note.end]
        word = _repeat().search(text[:40])
        if word is None:
            continue
        first = bisect_left(starts, note.start)
        if first < len(starts) and starts[first] < note.start + word.start():
            continue  # it means what its own note cites before it
        cited = _inside(ordered, before, starts)
        own = [each for each in cited if not each.inherited]
        files = {each.locator.key.partition(";list")[0] for each in own if each.locator is not None}
        if len(files) > 1:
            at = note.start + word.start()
            yield Hit(
                f"{word[0]!r} is ambiguous here: the note before cites {len(files)} files.",
                at, at + len(word[0]),
            )  # fmt: skip


@rule("ibid-discouraged", "STY002", "info", Writing, when=_has_notes)
def ibid_discouraged(writing: Writing, context: Context) -> Iterator[Hit]:
    """Chicago prefers a short form to *ibid.* (Chicago 17, 14.34).

    Asked where the settings say ``style = "chicago"``.

    Bad: ``Ibid., l. 27.``
    Good: ``Puzanov, journal, l. 27.``
    """
    if not str(context.limits["style"]).lower().startswith("chicago"):
        return
    for note in writing.passages:
        if note.kind != "note":
            continue
        word = _repeat().search(writing.readable[note.start : note.end])
        if word is not None:
            at = note.start + word.start()
            yield Hit("Chicago prefers a short form.", at, at + len(word[0]))


def _punctuation(reference: Reference, text: str) -> str | None:
    """Return what stands between the units of a reference: a comma, a stop, a semicolon."""
    marks: list[str] = []
    for before, after in pairwise(reference.parts):
        between = text[before.end : after.start].strip()
        if before.after or after.after:
            return None
        marks.append(between[-1:] or " ")
    if len(marks) < 2 or len(set(marks)) > 1:
        return None
    return marks[0]


_NONE: frozenset[str] = frozenset()
_MARKS = {",": "commas", ".": "stops", ";": "semicolons", " ": "nothing"}


def _style(reference: Reference, text: str) -> tuple[str, str] | None:
    """Return what stands between the units of a reference, and the alphabet of its labels."""
    if not reference.parts:
        return None
    mark = _punctuation(reference, text)
    return (mark, alphabet(reference.parts[0].label)) if mark in _MARKS else None


@rule("style-mix", "STY003", "info", Writing, when=several_references)
def style_mix(writing: Writing, context: Context) -> Iterator[Hit]:
    """References to one archive are punctuated in two ways.

    Bad: ``АВП РФ. Ф. 0102. Оп. 14. Д. 6`` in one note, ``АВП РФ, ф. 0102, оп. 14, д. 5`` in another
    Good: one way throughout
    """
    known: dict[str, tuple[str, str] | None] = {}  # by pattern
    count: dict[tuple[str, str], Counter[str]] = {}
    first: dict[tuple[str, str], dict[str, Reference]] = {}
    for reference in writing.references:
        if reference.archive is None:
            continue
        pattern = reference.pattern
        if not pattern or pattern not in known:
            known[pattern] = _style(reference, writing.readable)
        style = known[pattern]
        if style is not None:
            mark, letters = style
            key = (present_id(reference.archive), letters)
            count.setdefault(key, Counter())[mark] += 1
            first.setdefault(key, {}).setdefault(mark, reference)
    for key, uses in first.items():
        if len(uses) < 2:
            continue
        usual = max(uses, key=count[key].__getitem__)  # the first of those that are as frequent
        mark, odd = next((mark, each) for mark, each in uses.items() if mark != usual)
        yield Hit(
            f"Units are joined by {_MARKS[mark]} here, by {_MARKS[usual]} elsewhere.", odd.start,
            odd.end,
        )  # fmt: skip


@rule("unlike-references", "CON002", "info", Writing, when=several_references)
def unlike_references(writing: Writing, context: Context) -> Iterator[Hit]:
    """One file is cited with and without a unit that may be missing, such as papka.

    A reader takes the two for two files.

    Bad: ``AVPRF, f. 0102, op. 14, p. 75, d. 6`` and ``AVPRF, f. 0102, op. 14, d. 6``
    Good: the same units in both
    """
    first: dict[tuple[str, ...], frozenset[str]] = {}
    told: set[tuple[str, ...]] = set()
    for reference in writing.references:
        locator = reference.locator
        if locator is None or reference.archive is None or reference.inherited:
            continue
        archive = archives()[present_id(reference.archive)]
        auxiliary = archive.auxiliary
        if not auxiliary:
            continue
        kinds, values, extra = [], [], _NONE
        for unit in locator.units:
            if unit.kind in auxiliary:
                extra = extra | {unit.kind}
            else:
                kinds.append(archive.identity_kind(unit.kind))
                values.append(unit.value.casefold())
        key = (archive.id, *kinds, *values)
        there = first.setdefault(key, extra)
        if there != extra and key not in told and len(values) > 1:
            told.add(key)
            other = ", ".join(sorted(there ^ extra))
            without = "without" if there - extra else "with"
            yield Hit(f"This file is cited {without} {other} here, otherwise elsewhere.",
                      reference.start, reference.end)  # fmt: skip


@rule("mixed-alphabets", "CON003", "info", Writing, when=several_references)
def mixed_alphabets(writing: Writing, context: Context) -> Iterator[Hit]:
    """References to one archive are in Latin letters here and in Cyrillic ones there.

    Or in those of another script. Letters with and without diacritics are of one alphabet:
    ``ÖStA`` and ``OeStA`` are two forms of one name (``two-names-for-archive``).

    Bad: ``AVPRF, f. 0102, op. 14, …`` in one note and ``АВП РФ. Ф. 0102. Оп. 13. …`` in another
    Good: one alphabet throughout
    """
    found: dict[str, dict[str, list[Reference]]] = {}
    for reference in writing.references:
        if reference.archive is None or reference.inherited or not reference.archive_text:
            continue
        uses = found.setdefault(present_id(reference.archive), {})
        uses.setdefault(alphabet(reference.archive_text), []).append(reference)
    for uses in found.values():
        if len(uses) > 1:
            odd = min(uses.values(), key=len)[0]
            yield Hit("This archive is cited in two alphabets.", odd.start, odd.end)
