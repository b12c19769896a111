"""A ``.bib`` file as blocks: entries with their fields as written, strings, preambles, faults.

bibtexparser's splitter is not used: it takes ``title = {T} year = 1958`` for one value, leaves
``#`` between the pieces of a value, reads ``% remarks`` into the next field's name and loses the
entries within an unbalanced value, all without a word. Here a fault has its line, what was found
and what was expected, and reading goes on at the next entry. A file of any length costs the
memory of its longest entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import attrs

from provenance.reading.entries import Problem

__all__ = ["LONGEST_ENTRY", "Block", "Field", "blocks"]

#: An entry longer than this many characters is refused.
LONGEST_ENTRY = 4_000_000


@attrs.frozen
class Field:
    """A field: its name in lower case, its value, and how it stands in the file.

    A value in pieces or with a macro stands there as a whole, in braces.
    """

    name: str
    value: str
    source: str
    line: int


@attrs.frozen
class Block:
    """An entry: its type in lower case, its key as written, its fields, how it begins.

    ``before`` are the preambles before it. A preamble is a block without a key and fields, its
    ``head`` the whole of it.
    """

    type: str
    key: str
    fields: tuple[Field, ...]
    head: str
    line: int
    before: tuple[Block, ...] = ()


#: When so much before a block has been read, it is dropped.
_READ = 1 << 17

#: When so many characters were read in vain for the end of values, only the next few are read.
_PATIENCE, _IMPATIENT = 5_000_000, 1000

_START = re.compile(
    r"@[ \t]*(?P<type>[A-Za-z][\w.:+-]*)\s*(?P<open>[{(])"
    r"|(?m:^)[ \t]*@[ \t]*(?P<bare>[A-Za-z]+)\b(?=.*\n)"
)
#: An entry that begins within a value: a brace before it is missing.
_ENTRY_WITHIN = re.compile(r"\n[ \t]{0,3}@[ \t]*[A-Za-z]+\s*[{(]\s*[^\s,{}()=\"]+\s*,\s*\w+\s*=")
_SKIP = re.compile(r"(?:\s|%[^\n]*)*+")
_KEY = re.compile(
    r"\s*+(?P<key>[^\s,{}()=\"#%][^,{}()=\"#%\n]*|)(?P<after>[,})]|\s*+[,})]|(?==)|$)"
)
_NAME = re.compile(r"(?P<name>[^\s=,{}()\"#%@]+)\s*=")
_WORD = re.compile(r"[^\s,{}()\"#%=@]+")
_BRACE = re.compile(r"[{}]|\n[ \t]{0,3}@")
_QUOTE = re.compile(r"[{}\"]|\n[ \t]{0,3}@")
_MONTHS = {
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May",
    "jun": "June", "jul": "July", "aug": "August", "sep": "September", "oct": "October",
    "nov": "November", "dec": "December",
}  # fmt: skip


class _Fault(Exception):  # noqa: N818 - on its way to a Problem
    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.message, self.at = message, at


def blocks(
    chunks: Iterable[str],
    *,
    source: str | None = None,
    remark: Callable[[str], None] | None = None,
) -> Iterator[Block | Problem]:
    """Yield the entries of a file, and a problem for each that cannot be read.

    ``@string`` is put in where it is used. ``remark`` is called with what the user should know:
    a comma that is missing, a macro that is not defined.
    """
    return _Reader(chunks, source, remark or (lambda _: None)).blocks()


class _Reader:
    def __init__(
        self, chunks: Iterable[str], source: str | None, remark: Callable[[str], None]
    ) -> None:
        self._chunks = iter(chunks)
        self._source = source
        self._remark = remark
        self._text = ""
        self._at = 0
        self._line, self._counted = 1, 0
        self._ended = False
        self._macros = dict(_MONTHS)
        self._macros_length = 0
        self._looked = 0, 0  # between these no entry begins that has one field, at least,
        self._begins: int | None = None  # but there
        self._patience = _PATIENCE
        self._dropped = 0  # so much of the text was before ours

    def blocks(self) -> Iterator[Block | Problem]:
        while True:
            start = self._next()
            if start is None:
                return
            if start.start() > _READ:
                start = self._forgotten(start)
            self._whole_block(start)
            self._at = start.start()
            line = self._here()
            if start["bare"] is not None:
                self._at = start.end()
                if start["bare"].lower() != "comment":
                    yield Problem(
                        f"expected '{{' after @{start['bare']}, found {self._shown(start.end())}",
                        source=self._source, line=line,
                    )  # fmt: skip
                continue
            kind = start["type"].lower()
            if kind == "comment":
                self._at = start.end()
                continue
            try:
                found, end = self._read(kind, start, line)
            except _Fault as fault:
                where = line + self._text.count("\n", start.start(), fault.at)
                key = _KEY.match(self._text, start.end())
                named = f"@{start['type']}" + (
                    f" {key['key'].strip()!r}" if key and key["key"] else ""
                )
                problem = Problem(
                    f"{fault.message}; {named}, which begins on line {line}, is left out",
                    source=self._source, line=where,
                )  # fmt: skip
                problem.offset = self._dropped + fault.at
                yield problem
                again = self._another(start.end() - 1)
                self._at = again + 1 if again is not None else max(fault.at, start.end())
                continue
            self._at = end
            if found is not None:
                yield found

    # ------------------------------------------------------------------ the text before us

    def _next(self) -> re.Match[str] | None:
        """Return where the next block begins; lines that begin with ``%`` are comments."""
        while True:
            start = _START.search(self._text, self._at)
            if start is not None:
                row = self._text.rfind("\n", 0, start.start()) + 1
                if not self._text[row : start.start()].lstrip().startswith("%"):
                    return start
                self._at = start.end()
                continue
            if self._ended:
                return None
            row = self._text.rfind("\n", max(self._at, len(self._text) - 1000)) + 1
            self._at = max(self._at, row)  # a line that is not whole yet is read again
            if len(self._text) - self._at > LONGEST_ENTRY:
                self._at = len(self._text)
            self._more()

    def _forgotten(self, start: re.Match[str]) -> re.Match[str]:
        """Drop the text before a block, and return where the block begins now."""
        self._at = start.start()
        self._forget()
        again = _START.match(self._text)
        assert again is not None
        return again

    def _whole_block(self, start: re.Match[str]) -> None:
        """Have the whole of a block before us: up to where another begins, or the end."""
        self._at = start.start()
        while not self._ended and len(self._text) - start.start() <= LONGEST_ENTRY:
            if self._another(start.end()) is not None:
                return
            self._more(keep=True)

    def _another(self, at: int) -> int | None:
        """Return where the next entry begins, from ``at`` on; no place is looked at twice."""
        low, high = self._looked
        if self._begins is None or not low <= at <= self._begins:
            known = self._begins is None and low <= at
            if known and high == len(self._text):
                return None
            found = _ENTRY_WITHIN.search(self._text, max(at, high - 2000) if known else at)
            self._begins = found.start() if found is not None else None
            self._looked = at, len(self._text)
        return self._begins

    def _forget(self) -> None:
        """Drop the text before us."""
        self._here()
        low, high = self._looked
        self._looked = low - self._at, high - self._at
        if self._begins is not None:
            self._begins -= self._at
        self._dropped += self._at
        self._text = self._text[self._at :]
        self._at = self._counted = 0

    def _more(self, *, keep: bool = False) -> None:
        chunk = next(self._chunks, None)
        if chunk is None:
            self._ended = True
            return
        if not keep:
            self._forget()
        self._text += chunk

    def _here(self) -> int:
        if self._counted < self._at:
            self._line += self._text.count("\n", self._counted, self._at)
            self._counted = self._at
        return self._line

    # ------------------------------------------------------------------ one block

    def _read(self, kind: str, start: re.Match[str], line: int) -> tuple[Block | None, int]:
        close = "}" if start["open"] == "{" else ")"
        if kind == "preamble":
            value, end, _ = self._value(start.end(), close)
            end = self._closed(end, close)
            return Block(kind, "", (), f"@preamble{{{{{value}}}}}", line), end
        if kind == "string":
            return None, self._string(start, close)
        text = self._text
        match = _KEY.match(text, start.end())
        key = match["key"].strip() if match is not None else ""
        at = start.end()
        if match is not None and match["after"].strip() == ",":
            at = match.end()
        elif match is not None and match["after"].strip() == close:
            return Block(kind, key, (), text[start.start() : match.end()], line), match.end()
        else:
            named = _NAME.match(text, self._skip(start.end()))
            if named is None:
                raise _Fault(f"expected a key and a comma, found {self._shown(at)}", at)
            key = ""
            self._remark(f"line {line}: the entry has no key")
        head = text[start.start() : at].rstrip().rstrip(",") + ","
        fields, end = self._fields(at, close, line)
        if end - start.start() > LONGEST_ENTRY:
            raise _Fault(f"expected an entry of at most {LONGEST_ENTRY} characters", start.start())
        return Block(kind, key, tuple(fields), head, line), end

    def _fields(self, at: int, close: str, line: int) -> tuple[list[Field], int]:
        text = self._text
        fields: list[Field] = []
        counted, number = self._at, line
        while True:
            at = self._skip(at)
            if text[at : at + 1] == ",":
                at += 1
                continue
            if text[at : at + 1] == close:
                return fields, at + 1
            name = _NAME.match(text, at)
            if name is None:
                raise _Fault(f"expected a field or {close!r}, found {self._shown(at)}", at)
            number += text.count("\n", counted, at)
            counted = at
            value, end, plain = self._value(name.end(), close)
            source = text[at:end] if plain else f"{name['name']} = {{{value}}}"
            fields.append(Field(name["name"].lower(), value, source, number))
            at = self._skip(end)
            if text[at : at + 1] not in (",", close):
                if at >= len(text):
                    raise _Fault(f"expected {close!r}, found the end of the file", at)
                if _NAME.match(text, at) is None:
                    raise _Fault(f"expected ',' or {close!r}, found {self._shown(at)}", at)
                self._remark(f"line {number}: a comma is missing after {name['name']}")

    def _value(self, at: int, close: str) -> tuple[str, int, bool]:
        """Return a value, its pieces joined; where it ends; whether it is one, and no macro."""
        text = self._text
        pieces: list[str] = []
        plain, length = True, 0
        while True:
            at = self._skip(at)
            mark = text[at : at + 1]
            if mark == "{":
                end = self._group(at, "}", _BRACE)
                pieces.append(text[at + 1 : end - 1])
            elif mark == '"':
                end = self._group(at, '"', _QUOTE)
                pieces.append(text[at + 1 : end - 1])
            else:
                word = _WORD.match(text, at)
                if word is None:
                    raise _Fault(f"expected a value, found {self._shown(at)}", at)
                end = word.end()
                plain = plain and word[0].isdecimal()
                pieces.append(self._macro(word[0], at))
            length += len(pieces[-1])
            if length > LONGEST_ENTRY:
                raise _Fault(f"expected a value of at most {LONGEST_ENTRY} characters", at)
            at = self._skip(end)
            if text[at : at + 1] != "#":
                plain = plain and len(pieces) == 1 and (mark == "{" or '"' not in pieces[0])
                return "".join(pieces), end, plain
            at += 1

    def _macro(self, word: str, at: int) -> str:
        if word.isdecimal():
            return word
        found = self._macros.get(word.casefold())
        if found is None:
            line = self._line + self._text.count("\n", self._counted, at)
            self._remark(f"line {line}: no @string defines {word!r}: kept as it is written")
            return word
        return found

    def _group(self, at: int, closing: str, marks: re.Pattern[str]) -> int:
        """Return where a value in braces or quotation marks ends."""
        text = self._text
        depth = 1 if closing == "}" else 0
        limit = len(text) if self._patience > 0 else at + _IMPATIENT
        for mark in marks.finditer(text, at + 1, limit):
            if mark[0] == "{":
                depth += 1
            elif mark[0] == "}":
                depth -= 1
                if depth < 0:
                    raise _Fault("found '}' that closes nothing in a value in quotation marks", at)
                if depth == 0 and closing == "}":
                    return mark.end()
            elif mark[0] == '"':
                if depth == 0:
                    return mark.end()
            elif _ENTRY_WITHIN.match(text, mark.start()):
                raise _Fault(
                    f"expected {closing!r} to close the value that begins here, "
                    "found the next entry", at,
                )  # fmt: skip
        whole = self._ended and limit >= len(text)
        what = "the end of the file" if whole else "a value that is too long"
        self._patience -= len(text) - at
        raise _Fault(f"expected {closing!r} to close the value that begins here, found {what}", at)

    def _string(self, start: re.Match[str], close: str) -> int:
        name = _NAME.match(self._text, self._skip(start.end()))
        if name is None:
            raise _Fault(f"expected 'name = value', found {self._shown(start.end())}", start.end())
        value, end, _ = self._value(name.end(), close)
        folded = name["name"].casefold()
        length = self._macros_length + len(value) - len(self._macros.get(folded, ""))
        if length <= LONGEST_ENTRY:
            self._macros[folded], self._macros_length = value, length
        return self._closed(end, close)

    def _closed(self, at: int, close: str) -> int:
        at = self._skip(at)
        if self._text[at : at + 1] != close:
            raise _Fault(f"expected {close!r}, found {self._shown(at)}", at)
        return at + 1

    def _skip(self, at: int) -> int:
        match = _SKIP.match(self._text, at)
        return match.end() if match is not None else at

    def _shown(self, at: int) -> str:
        at = self._skip(at)
        if at >= len(self._text):
            return "the end of the file"
        word = self._text[at : at + 20].split("\n")[0].strip()
        return repr(word)
