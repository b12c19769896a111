"""Where, after a reference's beginning, another archive's reference begins: :func:`next_source`.

A value never runs into the next archive's name: ``FO 371/2299`` ends where, on the next line or
after a mere space, ``AVPRF, f. 0241`` begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from provenance.reading import tokens
from provenance.reading.archive_names import ArchiveName, name_at, name_words

if TYPE_CHECKING:
    from provenance.reading.labels import Grammar

__all__ = ["is_done", "named_last", "next_source"]

#: A line's end, a semicolon, or a space after a figure, a capital or a title, with the first word
#: of what may be an archive's name.
_GAP: Final = re.compile(
    r"(?:(?<=[\d*A-Z”\"»])[^\S\n]{1,3}|;[^\S\n]{1,3}|[^\S\n]{0,3}\n\s{0,8}[\"“„«(]?)"
    r"(?P<word>[^\W\d_a-zа-яёіїєґ][^\W\d_]*)"
)
_LAST_WORD: Final = re.compile(r"[^\s]{1,40}$")
_OPEN: Final = ",–—-(:/"
_STOPS: Final = (",", ".", ":")
#: What stands last in a line, after a comma or in brackets.
_LAST_IN_LINE: Final = re.compile(
    r"[^\n]{8,400}?[,(]\s?(?P<name>[^\n,(]{2,80}?)[).;]{0,3}\s*(?:\n|$)"
)
_MARK: Final = re.compile(r"[,:.]\s|\s\(|[,:]?\s\d")


def next_source(text: str, pos: int, grammar: Grammar) -> int:
    """Return where the reference at ``pos`` must end for the next one, or ``len(text)``.

    A new line that begins or ends with an archive's name is another reference, unless the line
    before was not done: it ends in a comma, or with a name that goes on. Elsewhere a unit of that
    archive must follow its name. Costs O(len(text) − pos).
    """
    for gap in _GAP.finditer(text, pos):
        start, at = gap.start(), gap.start("word")
        line = "\n" in text[start:at]
        name = name_at(text, at) if name_words(gap["word"]) else None
        if name is None:
            if line and is_done(text, start) and named_last(text, at, grammar):
                return start
            continue
        own = grammar.archive is not None and grammar.archive.id in name.ids
        again = text[start] == ";" and not grammar.named and _has_units(text, name, grammar)
        if own and not again and (not line or text[start - 1] in _OPEN):
            continue
        if text[start] == " " and name.end - at < 3 and text[name.end : name.end + 1] not in _STOPS:
            continue  # 72 AJ 45 is one call number
        if (line and start > pos and is_done(text, start)) or _has_units(text, name, grammar):
            return start
    return len(text)


def is_done(text: str, end: int) -> bool:
    """Whether what ends there, at a line's end, may be all of a reference."""
    if text[end - 1] in _OPEN:
        return False
    last = _LAST_WORD.search(text, max(0, end - 40), end)
    return last is not None and (
        any(ch.isdigit() for ch in last[0])
        or last[0][-1] in ".;)»”\"'*"
        or (last[0].isupper() and len(last[0]) > 1)
    )


def named_last(text: str, start: int, grammar: Grammar | None = None) -> bool:
    """Whether the line at ``start`` ends with the name of an archive, another than this one."""
    last = _LAST_IN_LINE.match(text, start)
    if last is None:
        return False
    name = name_at(text, last.start("name"))
    return (
        name is not None
        and name.end >= last.end("name")
        and (grammar is None or grammar.archive is None or grammar.archive.id not in name.ids)
    )


def _has_units(text: str, name: ArchiveName, grammar: Grammar) -> bool:
    """Whether a unit of the archive follows its name: a label and its value, or another form."""
    from provenance.reading.labels import archive_grammar  # it is built on this module's users

    start = tokens.skip(text, name.end)
    step = tokens.STEP.match(text, name.end)
    label = step["label"] if step is not None else ""
    words = tokens.WORDS.match(text, name.end)
    first = words["a"] if words is not None else ""
    for aid in name.ids:
        other = archive_grammar(aid)
        if (label and other.lookup(label)) or (first.islower() and other.lookup(first)):
            return True
        for form in (*other.forms, *((other.notation,) if other.notation else ())):
            found = form.pattern.match(text, start)
            if found is not None and any(ch.isdigit() for ch in found[0]):
                return True
        if other.after:
            after = tokens.AFTER.match(text, name.end)
            if after is not None and other.lookup_after(after["a"]):
                return True
    if label and grammar.lookup(label):
        return False  # the name is part of the value: ф. 102 ДПОО, оп. 233
    mark = _MARK.match(text, name.end)
    return mark is not None and text[mark.end() : mark.end() + 1].isupper()
