"""The archive that a sentence says its file is kept at: ``At RGASPI, … in fond 17, opis 162``.

Only where it says so: the name stands after *at*, *in* or the like, or before *holds* or the like,
it is one archive's, no other archive is named, and the units are the archive's from its fond on.
"""

from __future__ import annotations

import re

from provenance.archives import present_id
from provenance.reading.archive_names import name_at, name_words
from provenance.reading.build import build
from provenance.reading.labels import archive_grammar
from provenance.reading.run import Run
from provenance.reading.search import Found
from provenance.reading.tokens import CAPITAL
from provenance.reading.whole_names import whole_name

__all__ = ["kept_at"]

_FAR = 240  # how far before its units the archive may be named
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.!?…][)”»\"]?\s+(?=[^\W\d_a-z])|[;\n]\s*")
_AT = re.compile(
    r"(?i:(?<![^\W_])(?:at|in|from|im|in|aus|beim|в|во|из|у|з|із|dans|aux|à|w|we|z|ze|v|ve)"
    r"(?:\s(?:the|der|den|les|l['’]))?)[\s(]{1,2}\Z"
)
_HOLDS = re.compile(
    r"[\s,)]{1,3}(?:holds?|keeps?|preserves?|contains?|has|have|owns?|хранит|хранят|хранятся|зберігає"
    r"|verwahrt|besitzt|bewahrt|conserve|conservent|przechowuje|uchovává)(?![^\W_])"
)


def kept_at(text: str, low: int, start: int, end: int) -> Found | None:
    """Return the units at ``start``–``end`` as those of the archive that their sentence names.

    Looks between ``low`` and ``start``; ``None`` where it names none, or several.
    """
    low = max(low, start - _FAR)
    for stop in _SENTENCE.finditer(text, low, start):
        low = stop.end()
    ids: set[str] = set()
    named, said, at = "", False, low
    for word in CAPITAL.finditer(text, low, start):
        if word.start() < at or not name_words(word[0]):
            continue
        name = name_at(text, word.start())
        if name is None:
            continue
        name = whole_name(text, name)[0]
        at = name.end
        if at > start:
            return None
        ids.update(map(present_id, name.ids))
        named = named or text[word.start() : at]
        said = said or _AT.search(text, max(0, word.start() - 12), word.start()) is not None
        said = said or _HOLDS.match(text, at, start) is not None
    if len(ids) != 1 or not said:
        return None
    archive = ids.pop()
    grammar = archive_grammar(archive)
    run = Run(text, start, grammar)
    if run.end != end or not run.units or not run.all_labelled or not grammar.levels:
        return None
    if run.units[0][0] not in grammar.levels[0]:
        return None
    return Found(build(run, archive, named), start, end, run)
