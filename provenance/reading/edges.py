"""The edges of what was found: a bracket or a mark of emphasis opens and closes with it, or not.

``(AVPRF), f. 1`` begins with its bracket, ``AVPRF (f. 1, op. 2)`` ends with it, and of
``[ibid., d. 98]`` neither bracket is part; ``*Ibid.*, l. 5`` begins with its asterisk, as a
correction that replaced the rest would leave it behind.
"""

from __future__ import annotations

import re

__all__ = ["balanced", "emphasis_before"]

_PAIRS = {")": "(", "]": "[", "}": "{"}
_CLOSERS = {opening: closing for closing, opening in _PAIRS.items()}
_OPENING = re.compile(
    r"(?:\\[A-Za-z]{2,20}(?:\{[^{}\n]{1,400}\})?\{|\{\\[a-z]{2,10}\s?|(\*{1,3}|_{1,3})|[(\[{]"
    r"|<([a-z]{1,7})(?:\s[^<>\n]{0,400})?>)\Z"
)
_REACH = 440  # how far before a reference the mark that opens just before it may begin
_CLOSING = re.compile(r"(\*{1,3}|_{1,3}|\^)|</([a-z]{1,7})>")
_BEFORE = frozenset("*_{([> ")
_AFTER = frozenset("*_^})]<")
_MARK = re.compile(r"[*_^{}()\[\]<>]")


def balanced(text: str, start: int, end: int, floor: int) -> tuple[int, int]:
    """Return the place ``start``–``end`` with the marks that open or close within it, only these.

    Never begins before ``floor``.
    """
    written = text[start:end]
    if _MARK.search(written) is None:
        return start, end
    while end - start > 1 and (opener := _PAIRS.get(text[end - 1])) is not None:
        if written.count(text[end - 1]) <= written.count(opener):
            break
        end -= 1
        written = text[start:end]
    after = text[end : end + 1]
    if after in _AFTER:
        end = _after(text, written, end)
    if start > floor and text[start - 1] in _BEFORE:
        start = _before(text, written, start, floor)
    return start, end


def emphasis_before(text: str, start: int, end: int, floor: int) -> int:
    """Return where the emphasis that is put on the word ``start``–``end`` alone begins."""
    if start <= floor or text[start - 1] not in _BEFORE or text[end : end + 1] not in _AFTER:
        return start
    mark = _OPENING.search(text, max(floor, start - _REACH), start)
    if mark is None:
        return start
    closing = mark[1] or (f"</{mark[2]}>" if mark[2] else _CLOSERS.get(mark[0][-1], "}"))
    return mark.start() if text.startswith(closing, end) else start


def _after(text: str, written: str, end: int) -> int:
    opener = _PAIRS.get(text[end])
    if opener is not None:
        return end + (written.count(opener) > written.count(text[end]))
    mark = _CLOSING.match(text, end)
    if mark is None:
        return end
    if mark[1] is None:
        return mark.end() if _tags(written, mark[2]) > 0 else end
    return mark.end() if written.count(mark[1]) % 2 else end


def _before(text: str, written: str, start: int, floor: int) -> int:
    if text[start - 1] == " " and written.count("}") <= written.count("{"):
        return start
    mark = _OPENING.search(text, max(floor, start - _REACH), start)
    if mark is None:
        return start
    if mark[1] is not None:
        return mark.start() if written.count(mark[1]) % 2 else start
    if mark[2] is not None:
        return mark.start() if _tags(written, mark[2]) < 0 else start
    opener = mark[0][-1] if mark[0][-1] in _CLOSERS else "{"
    return mark.start() if written.count(_CLOSERS[opener]) > written.count(opener) else start


def _tags(written: str, name: str) -> int:
    """Return how many more elements of a name open in a text than close."""
    return len(re.findall(rf"<{name}(?=[\s>])", written)) - written.count(f"</{name}>")
