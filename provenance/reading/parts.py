"""The units of a reference as they are written, faults included: :func:`read_parts`.

The parser (:mod:`provenance.reading.run`) says what a reference means; this walk says how it was
put: which label stood before which value, in the text's own order, and where. It goes on where
the parser stops: at a label without a value, a word where a number should be, a label that nobody
knows, a unit that comes twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from provenance.model.reference import Part
from provenance.reading import tokens
from provenance.reading.labels import Grammar, tradition, traditions
from provenance.reading.leaves import read_leaves
from provenance.reading.plain import plain
from provenance.reading.run import is_loose

__all__ = ["PAD", "SEPARATORS", "grammars_of", "plain_marks", "read_parts"]

#: In a text's plain form a place that counts as nothing: a space of a kind that no text has.
PAD: Final = "\u2004"
#: What may stand between two parts that are joined.
SEPARATORS: Final = f" ,;.:{PAD}"
_MOST: Final = 24  # parts of one reference, at most
_BETWEEN: Final = re.compile(r"[\s,;.:·|)\]–—-]{0,8}")
#: A label that nobody knows is short, has its stop or stands right before its number.
_STRANGE: Final = re.compile(r"[^\W\d_]{1,5}\.?(?:\s[^\W\d_]{1,5}\.)?\s?(?=\d)")
_RANGE_AFTER: Final = re.compile(
    r"[\s,;.]{0,4}(?P<value>\d{1,6}\.?\s?[-–—]\s?\d{1,6})\.?\s?(?P<label>[^\W\d_]{1,12})(?![^\W_])"
)
_NO_VALUE: Final = re.compile(r"\.?\s{0,3}(?=[,;]|$)|\.\s?(?=\.\s)")
_WORD_FOR_VALUE: Final = re.compile(r"\.?\s{1,3}(?P<value>[^\W\d_]{2,24})(?=\s*[,;.)]|\s*$)")
_NEGATIVE: Final = re.compile(r"\.?\s{0,2}(?P<value>[-−–]\d{1,7})(?![^\W_])")
#: Marks that hide between letters, and TeX's space that doesn't break.
_PLAIN: Final = str.maketrans(
    {**dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), PAD), ord("~"): " "}
)


def plain_marks(text: str) -> str:
    """Return ``text`` as it is read (:mod:`provenance.reading.plain`), of the same length.

    What hides and what is left of a mark is :data:`PAD`, for which no part differs.
    """
    text = plain(text).replace("\\,", f"{PAD} ").replace("\\ ", f"{PAD} ")
    return text.translate(_PLAIN)


def grammars_of(text: str) -> list[Grammar]:
    """Return the traditions whose labels a reference without an archive has, likelier first."""
    table = traditions()
    bits = -1
    for word in tokens.FIRST_WORD.finditer(text, 0, 400):
        step = tokens.STEP.match(text, word.start())
        found = table.bits(step["label"]) if step is not None else 0
        if found and bits & found:
            bits &= found
    return [tradition(name) for name in table.names(bits)] if bits > 0 else []


class _Walk:
    def __init__(
        self, text: str, start: int, end: int, grammar: Grammar, joined: bool, used: Iterable[str]
    ) -> None:  # fmt: skip
        self.joined = joined
        self.text = text
        self.pos = start
        self.end = end
        self.grammar = grammar
        self.parts: list[Part] = []
        self.used = set(used)
        self.last = -2.0

    def run(self) -> tuple[Part, ...]:
        while self.pos < self.end and len(self.parts) < _MOST:
            if not self._step():
                break
        return tuple(self.parts)

    def _step(self) -> bool:
        text, grammar = self.text, self.grammar
        step = tokens.STEP.match(text, self.pos, self.end)
        if step is not None:
            label = step["label"]
            kinds = grammar.before.get(label) or grammar.lookup(label)
            if kinds and step["dash"] and not grammar.hyphens:
                kinds = ()
            if kinds:
                return self._labelled(label, kinds, step.start("label"), step.start("value"),
                                      step.end())  # fmt: skip
        if self._label_after() or self._range_before_label() or self._without_value():
            return True
        if step is not None and _STRANGE.match(text, step.start("label")) is not None:
            return self._strange(step)
        return self._skip()

    def _labelled(
        self, label: str, kinds: tuple[str, ...], begin: int, start: int, end: int
    ) -> bool:
        grammar, text = self.grammar, self.text
        kind = grammar.choose(kinds, self.used, self.last) or kinds[0]
        leaf = grammar.is_leaf(kind)
        if leaf:
            read = read_leaves(
                text, start, kind, language=grammar.language,
                following=tokens.following_marks(grammar),
            )  # fmt: skip
            end = min(self.end, max(end, read[1])) if read is not None else end
        elif label in grammar.coded:
            start = begin
        elif is_loose(kind):
            end = max(end, min(self.end, tokens.free_end(text, start, grammar)))
        else:
            more = tokens.REST_OF_TOKEN.match(text, end, self.end)
            if more is not None and not text[end].isspace() and text[end] not in "/–—'’\"”»~":
                end = more.end()
        self._add(kind, label, begin, start, end, leaf, kinds)
        return True

    def _label_after(self) -> bool:
        """Take a value whose label comes after it: ``276. f. 89. cs.``."""
        found = tokens.AFTER.match(self.text, self.pos, self.end)
        if found is None:
            return False
        for name in ("c", "b", "a"):
            if found[name] is None:
                continue
            label_end = found.end(name)
            label = self.text[found.start("a") : label_end]
            kinds = self.grammar.lookup_after(label)
            if not kinds:
                continue
            kind = self.grammar.choose(kinds, self.used, self.last) or kinds[0]
            value = found["value"]
            self.parts.append(
                Part(kind, label, value, found.start("value"), label_end, found.start("a"),
                     found.start("value"), kinds, True, self.grammar.is_leaf(kind))
            )  # fmt: skip
            self._used(kind, label_end)
            return True
        return False

    def _range_before_label(self) -> bool:
        """Take leaves whose label comes after them: ``12.–14. lp.``."""
        found = _RANGE_AFTER.match(self.text, self.pos, self.end)
        kinds = self.grammar.lookup_after(found["label"]) if found is not None else ()
        kind = next((each for each in kinds if self.grammar.is_leaf(each)), None)
        if found is None or kind is None:
            return False
        start, end = found.start("value"), found.end("label")
        self.parts.append(
            Part(kind, found["label"], found["value"], start, end, found.start("label"), start,
                 kinds, True, True)
        )  # fmt: skip
        self._used(kind, end)
        return True

    def _without_value(self) -> bool:
        """Take a label that has no value, or a word or a negative number where one should be."""
        begin = _BETWEEN.match(self.text, self.pos, self.end).end()  # type: ignore[union-attr]
        words = tokens.WORDS.match(self.text, begin, self.end)
        if words is None:
            return False
        for name in ("c", "b", "a"):
            if words[name] is None:
                continue
            start, end = words.start("a"), words.end(name)
            label = self.text[start:end]
            kinds = self.grammar.lookup(label)
            if not kinds:
                continue
            kind = self.grammar.choose(kinds, self.used, self.last) or kinds[0]
            leaf = self.grammar.is_leaf(kind)
            value = _NEGATIVE.match(self.text, end, self.end)
            if value is None and not is_loose(kind):
                value = _WORD_FOR_VALUE.match(self.text, end, self.end)
            if value is not None:
                if not self.grammar.lookup(value["value"]):
                    self._add(kind, label, start, value.start("value"), value.end("value"), leaf,
                              kinds)  # fmt: skip
                    return True
                value = None
            empty = _NO_VALUE.match(self.text, end, self.end)
            if empty is None and self._label_next(end):
                empty = _BETWEEN.match(self.text, end, self.end)
            code = len(label) > 1 and label.isupper()
            if empty is not None and not code and (name != "a" or len(label) < 8):
                stop = end + (self.text[end : end + 1] == ".")
                self._add(kind, label, start, stop, stop, leaf, kinds)
                return True
        return False

    def _label_next(self, pos: int) -> bool:
        """Whether another label with its value stands at ``pos``."""
        step = tokens.STEP.match(self.text, pos, self.end)
        return step is not None and bool(self.grammar.lookup(step["label"]))

    def _strange(self, step: re.Match[str]) -> bool:
        self._add(None, step["label"], step.start("label"), step.start("value"), step.end(), False,
                  ())  # fmt: skip
        return True

    def _skip(self) -> bool:
        """Pass over what has no label (a year, a name) up to the next separator."""
        at = _BETWEEN.match(self.text, self.pos, self.end).end()  # type: ignore[union-attr]
        while at < self.end and self.text[at] not in ",;":
            if self.text[at] == "." and self.text[at + 1 : at + 2].isspace():
                break
            at += 1
        if at >= self.end or at - self.pos > 120:
            return False
        if self.joined and self.text[self.pos : at].strip(SEPARATORS):
            return False
        self.pos = max(at, self.pos + 1)
        return True

    def _add(
        self, kind: str | None, label: str, begin: int, start: int, end: int, leaf: bool,
        kinds: tuple[str, ...],
    ) -> None:  # fmt: skip
        value = self.text[start:end].rstrip(" .,;:")
        self.parts.append(
            Part(kind, label, value, begin, max(start + len(value), begin + len(label)), begin,
                 start, kinds, False, leaf)
        )  # fmt: skip
        self._used(kind, max(end, start))

    def _used(self, kind: str | None, pos: int) -> None:
        self.pos = pos
        if kind is not None:
            self.used.add(kind)
            self.last = self.grammar.place(kind)


def read_parts(
    text: str, start: int, end: int, grammar: Grammar, *, joined: bool = False,
    used: Iterable[str] = (),
) -> tuple[Part, ...]:  # fmt: skip
    """Return the labelled units that stand in ``text`` from ``start`` to ``end``, in its order.

    ``grammar`` says what a label means. Units without labels are passed over; where parts are to
    be ``joined`` they are the end. ``used`` are kinds of units that are given already, as in a call
    number: no label stands for them here. Costs O(end − start); never raises.
    """
    if text.find(PAD, start, end) < 0:
        return _Walk(text, start, end, grammar, joined, used).run()
    places = [at for at in range(start, end) if text[at] != PAD]
    shown = "".join([text[at] for at in places])
    parts = _Walk(shown, 0, len(shown), grammar, joined, used).run()
    places.append(end)
    return tuple(_placed(part, text, places) for part in parts)


def _placed(part: Part, text: str, places: list[int]) -> Part:
    """Return a part that was read without what counts as nothing as it stands in the text."""

    def after(end: int) -> int:
        return places[end - 1] + 1 if end else places[0]

    value_start = places[part.value_start]
    value = text[value_start : after(part.value_end)] if part.value else ""
    return part._replace(
        value=value.replace(PAD, " "), start=places[part.start], end=after(part.end),
        label_start=places[part.label_start], value_start=value_start,
    )  # fmt: skip
