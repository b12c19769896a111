"""CSL-JSON, read item by item: a file of any length costs the memory of its longest item."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from provenance.reading.csl import Item
from provenance.reading.entries import Problem

__all__ = ["LONGEST_ITEM", "csl_items"]

#: An item longer than this many characters is refused.
LONGEST_ITEM = 8_000_000
_PIECE = 65536
_SPACE = re.compile(r"[\s\ufeff]*")
#: What stands before the items where the whole is not just a list of them.
_WRAPPED = re.compile(r'\s*\{\s*"(?:items|references)"\s*:\s*(?=\[)')
#: Where an item begins again after one that cannot be read.
_NEXT = re.compile(r'\{\s*"(?:id|type|citation-key|title)"\s*:')


#: A fault so near the end of what is before us may be none when more of the text has come.
_MAY_GO_ON = 40


def csl_items(
    chunks: Iterable[str],
    *,
    source: str | None = None,
    remark: Callable[[str], None] | None = None,
) -> Iterator[Item | Problem]:
    """Yield the items of a JSON text in their order, and a problem for what is none.

    The text is a list of objects, an object that has the list as ``items`` or ``references``, one
    object, or one a line. After a fault of syntax reading goes on at the next item. ``remark`` is
    called for a comma too many or too few between items.
    """
    return _Reader(chunks, source, remark or (lambda _: None)).items()


class _Reader:
    def __init__(
        self, chunks: Iterable[str], source: str | None, remark: Callable[[str], None]
    ) -> None:
        self._remark = remark
        self._chunks = iter(chunks)
        self._source = source
        self._text = ""
        self._at = 0
        self._line = 1
        self._counted = 0  # up to where the lines of the text are counted
        self._dropped = 0  # so much of the text was before ours
        self._ended = False
        self._given_up = False
        self._sound = True  # whether the last item could be read
        self._decoder = json.JSONDecoder(object_pairs_hook=_Pairs)

    def items(self) -> Iterator[Item | Problem]:
        self._more(_PIECE)
        wrapped = _WRAPPED.match(self._text)
        if wrapped is not None:
            self._at = wrapped.end()
        self._skip()
        listed = self._text[self._at : self._at + 1] == "["
        if listed:
            self._at += 1
        first = True
        while not self._given_up:
            line, commas = self._commas()
            ended = self._at >= len(self._text) or self._text[self._at] == "]"
            if listed and self._sound and commas != (not first and not ended):
                what = (
                    "a comma is missing between two items" if not commas
                    else "a comma stands before the first item" if first
                    else "a comma stands after the last item" if ended
                    else f"{commas} commas stand between two items"
                )  # fmt: skip
                self._remark(f"line {line}: {what}")
            first, self._sound = False, True
            if self._at >= len(self._text):
                if listed:
                    yield self._problem(
                        "expected ']' at the end of the list, found the end of the text"
                    )
                return
            if listed and self._text[self._at] == "]":
                yield from self._after_list(wrapped is not None)
                return
            yield from self._item()

    def _after_list(self, wrapped: bool) -> Iterator[Problem]:
        """Say what follows the list: with a wrapper, other members of it may."""
        self._at += 1
        self._skip()
        rest = self._text[self._at : self._at + 40]
        if rest and not wrapped:
            yield self._problem(f"expected the end of the text after the list, found {rest[:1]!r}")

    def _item(self) -> Iterator[Item | Problem]:
        wanted = _PIECE
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if self._may_go_on(error) and wanted <= LONGEST_ITEM:
                    wanted = max(wanted * 2, len(self._text) - self._at + 1)
                    self._more(wanted)
                    continue
                yield from self._broken(error)
                return
            if end == len(self._text) and not self._ended:
                self._more(end - self._at + _PIECE)  # a bare number may go on
                continue
            break
        line, text = self._here(), self._text[self._at : end]
        if isinstance(value, _Pairs):
            self._at = end
            yield _item(value, line, text)
        else:
            shown = text if len(text) <= 40 else text[:37] + "..."
            problem = self._problem(f"expected a CSL item in braces, found {shown}", line)
            self._at = end
            yield problem

    def _may_go_on(self, error: Exception) -> bool:
        """Whether a fault may be none when more of the text has come."""
        if self._ended or not isinstance(error, json.JSONDecodeError):
            return not self._ended and not isinstance(error, RecursionError)
        near = error.pos >= len(self._text) - _MAY_GO_ON
        return near or error.msg.startswith("Unterminated string")

    def _broken(self, error: Exception) -> Iterator[Problem]:
        self._sound = False
        line = self._here()
        at = self._at
        if isinstance(error, json.JSONDecodeError):
            at = min(error.pos, len(self._text))
            found = repr(self._text[at]) if at < len(self._text) else "the end of the text"
            message = f"{error.msg[:1].lower()}{error.msg[1:]}, found {found}"
            if len(self._text) - self._at > LONGEST_ITEM:
                message = (
                    f"expected an item of at most {LONGEST_ITEM} characters, found a longer one"
                )
        else:
            message = "found lists nested too deeply, or a number of thousands of digits"
        where = line + self._text.count("\n", self._at, at)
        yield self._problem(
            f"{message}; the item that begins on line {line} is left out", where, at
        )
        start = max(self._at + 1, min(at, len(self._text)))
        while True:
            again = _NEXT.search(self._text, start)
            if again is not None:
                self._at = again.start()
                return
            self._at = max(self._at, len(self._text) - 100)
            start = self._at
            if self._ended:
                self._at = len(self._text)
                self._given_up = True  # what the text lacks is told already
                return
            self._more(_PIECE)
            start = self._at

    def _problem(self, message: str, line: int | None = None, at: int | None = None) -> Problem:
        problem = Problem(message, source=self._source, line=line or self._here())
        problem.offset = self._dropped + (self._at if at is None else at)
        return problem

    def _here(self) -> int:
        if self._counted < self._at:
            self._line += self._text.count("\n", self._counted, self._at)
            self._counted = self._at
        return self._line

    def _commas(self) -> tuple[int, int]:
        """Skip space and commas; return the line of the last comma, or ours, and their number."""
        count, line = 0, 0
        while True:
            self._skip()
            if self._text[self._at : self._at + 1] != ",":
                return line or self._here(), count
            line = self._here()
            self._at += 1
            count += 1

    def _skip(self) -> None:
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match is not None else self._at
            if self._at < len(self._text) or self._ended:
                return
            self._more(_PIECE)

    def _more(self, size: int) -> None:
        """Forget what was read and have at least ``size`` characters before us, if there are."""
        if len(self._text) - self._at >= size:
            return
        self._here()
        self._dropped += self._at
        parts = [self._text[self._at :]]
        self._at = self._counted = 0
        length = len(parts[0])
        while length < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                self._ended = True
                break
            parts.append(chunk)
            length += len(chunk)
        self._text = "".join(parts)


class _Pairs(dict[str, Any]):
    """An object, with what it has of a key before the last time."""

    __slots__ = ("twice",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice: tuple[tuple[str, Any], ...] = ()
        if len(self) != len(pairs):
            last = {name: at for at, (name, _) in enumerate(pairs)}
            self.twice = tuple(pair for at, pair in enumerate(pairs) if last[pair[0]] != at)


def _item(value: _Pairs, line: int, text: str) -> Item:
    return Item(value, line, text, value.twice)
