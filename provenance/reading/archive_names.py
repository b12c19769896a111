"""Archives' names in a text: recognised at a place, in any script, case or spacing."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from provenance.archives import Archive, archives
from provenance.model.text import to_latin
from provenance.reading.lookalikes import fold_word, mixed_script

__all__ = ["ArchiveName", "ends_name", "exact_names", "name_at", "name_words", "place_at"]


class ArchiveName(NamedTuple):
    """A name that stood in a text: the ids of the archives it may mean, and where it ends.

    An archive that has since become part of another one has its own id here: its references are
    built in its own way. ``former`` says that the archive does not go by the name any more.
    """

    ids: tuple[str, ...]
    end: int
    former: bool = False


class _Entry(NamedTuple):
    ids: tuple[str, ...]
    forms: frozenset[str]
    words: int
    former: bool


_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[\s.'’‘ʻ`´ʹ\"“”«»&/–—-]{0,4}(?:[,(]\s?)?")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+)*")
_CJK = "\u2e80"
#: What makes of an archive's name the title of a record group.
_RECORDS_OF = re.compile(r"(?<!\w)Records of (?:(?:the|of|and|for|[A-Z][^\W\d_]*)\s){0,8}$")


def _parts(name: str) -> list[str]:
    """Split a name into its folded words, a comma or bracket before a word kept as part of it."""
    parts: list[str] = []
    pos = 0
    while (word := _WORD.search(name, pos)) is not None:
        gap = name[pos : word.start()]
        mark = "(" if "(" in gap else "," if "," in gap else ""
        parts.append((mark if parts else "") + fold_word(word[0]))
        pos = word.end()
    if pos < len(name) and parts and (tail := "".join(c for c in name[pos:] if c.isdigit())):
        parts.append(tail)
    return parts


def _letters(name: str) -> str:
    return "".join(ch for ch in name if ch.isalnum())


class _Names:
    """All names of the authority, ready to be read word by word."""

    def __init__(self) -> None:
        known: dict[str, dict[str, None]] = {}
        forms: dict[str, set[str]] = {}
        words: dict[str, int] = {}
        self.prefixes: set[str] = set()
        self.openers: set[str] = set()
        raw: dict[str, set[str]] = {}
        present: set[str] = set()
        for archive in archives().values():
            past = {name for old in archive.former for name in (old.abbreviation, old.name)}
            for name in _names_of(archive):
                parts = _parts(name)
                if not parts:
                    continue
                self.openers.add(parts[0].capitalize())
                key = ""
                for part in parts:
                    key += part
                    self.prefixes.add(key)
                known.setdefault(key, {})[archive.id] = None
                if name not in past:
                    present.add(key)
                forms.setdefault(key, set()).add(_letters(name))
                words[key] = max(words.get(key, 0), len(parts))
                raw.setdefault(key, set()).add(name)
        self.entries: dict[str, _Entry] = {}
        for key, ids in known.items():
            self.entries[key] = _Entry(
                tuple(ids), frozenset(forms[key]), words[key], key not in present
            )
        self.quick: dict[str, _Entry] = {}
        longer = self._extended()
        for key, names in raw.items():
            if key in longer:
                continue
            for name in names:
                if _TOKEN.fullmatch(name):
                    self.quick[name] = self.entries[key]

    def _extended(self) -> set[str]:
        """Return the names that another name begins with."""
        found = set()
        for archive in archives().values():
            for name in _names_of(archive):
                parts = _parts(name)
                for count in range(1, len(parts)):
                    key = "".join(parts[:count])
                    if key in self.entries:
                        found.add(key)
        return found


def _names_of(archive: Archive) -> list[str]:
    names = [
        archive.name, archive.printed, *archive.native_names, *archive.abbreviations,
        *archive.latin_abbreviations, *archive.other_names,
        *(name for old in archive.former for name in (old.abbreviation, old.name)),
    ]  # fmt: skip
    for name in tuple(names):
        if name.endswith(")") and "(" in name:
            names.append(name[: name.rindex("(")].rstrip())
    names += [to_latin(name, archive.language) for name in archive.native_names]
    return [name for name in dict.fromkeys(names) if name not in archive.compound_names]


@cache
def names() -> _Names:
    """Return the table of all names, built on first use."""
    return _Names()


@cache
def exact_names() -> dict[str, str]:
    """Return the names that mean one archive, as they are usually written, with its id."""
    found = {}
    for archive in archives().values():
        for name in _names_of(archive):
            entry = names().entries.get("".join(_parts(name)))
            if entry is not None and entry.ids == (archive.id,):
                found[name] = archive.id
    return found


def _plausible(raw: str, entry: _Entry) -> bool:
    """Whether the letters stand as a name's would: ``AN`` is an archive, ``an`` is not."""
    letters = _letters(raw)
    if letters in entry.forms or letters.isupper():
        return True
    if entry.words > 1 and len(letters) > 9:
        return True
    if mixed_script(letters):
        return letters[:1].isupper()
    if not letters[:1].isupper() and not letters[:1].islower():
        return True
    typed = letters.islower() or letters.istitle()
    return len(letters) > 3 and typed and any(f.isupper() for f in entry.forms)


def name_words(word: str) -> bool:
    """Whether a name may begin with ``word``: a quick test, before :func:`name_at`."""
    table = names()
    if word in table.quick:
        return True
    if word.isascii() and word[1:].islower() and word[0].isupper():  # most words with a capital
        return word in table.openers
    return word >= _CJK or fold_word(word) in table.prefixes


@cache
def _last_words() -> frozenset[str]:
    words: set[str] = set()
    for archive in archives().values():
        for name in (*_names_of(archive), archive.city, archive.country_name, *archive.places):
            words.update(word.casefold() for word in _WORD.findall(name)[-1:])
        words.update(word.casefold() for word in _WORD.findall(archive.city))
    return frozenset(words)


def ends_name(word: str) -> bool:
    """Whether an archive's name, or its place, may end with ``word``."""
    return word.casefold() in _last_words()


def name_at(text: str, pos: int) -> ArchiveName | None:
    """Return the longest name of an archive that begins at ``pos``, or ``None``.

    Whose records they are is no archive's name: Records of the Central Intelligence Agency.
    """
    table = names()
    token = _TOKEN.match(text, pos)
    if token is None:
        return None
    entry = table.quick.get(token[0])
    found = None
    if entry is not None:
        end = token.end()
        if text[end : end + 1] not in "0123456789" or end == len(text):
            found = ArchiveName(entry.ids, end, entry.former)
    found = found or _longest(text, pos, table)
    if found is not None and pos and _RECORDS_OF.search(text, max(0, pos - 80), pos) is not None:
        return None
    return found


def _longest(text: str, pos: int, table: _Names) -> ArchiveName | None:
    best: ArchiveName | None = None
    key = ""
    start = at = pos
    opened = False
    for _ in range(16):
        word = _WORD.match(text, at)
        if word is None:
            break
        if word[0] >= _CJK:
            found = _ideographs(text, word, key, table)
            return found or best
        part = fold_word(word[0])
        gap = text[start:at] if key else ""
        mark = "(" if "(" in gap else "," if "," in gap else ""
        key += mark + part
        opened = opened or mark == "("
        if key not in table.prefixes:
            break
        end = word.end()
        entry = table.entries.get(key)
        digit = text[end : end + 1]
        if (
            digit.isdigit()
            and not text[end + 1 : end + 2].isdigit()
            and key + digit in table.entries
        ):
            entry, end = table.entries[key + digit], end + 1
        elif digit.isdigit():
            entry = None  # TNA0 is some other word
        if entry is not None and _plausible(text[pos:end], entry):
            mark = text[end : end + 1]
            stop = "." in text[pos:end] or text[end + 1 : end + 2] == ","  # … обл., ф. 12
            end += (mark == ")" and opened) or (mark == "." and stop)
            best = ArchiveName(entry.ids, end, entry.former)
        start = word.end()
        gap_match = _GAP.match(text, start)
        at = gap_match.end() if gap_match is not None else start
    return best


def _ideographs(text: str, word: re.Match[str], key: str, table: _Names) -> ArchiveName | None:
    """Read a name written without spaces between words."""
    run = fold_word(word[0][:24])
    for length in range(len(run), 1, -1):
        entry = table.entries.get(key + run[:length])
        if entry is not None:
            return ArchiveName(entry.ids, word.start() + length, entry.former)
    return None


@cache
def _places() -> tuple[dict[str, frozenset[str]], frozenset[str], frozenset[str]]:
    """Return the folded names of cities and countries with the archives that are there.

    Then the beginnings of these names, and those that are written with a small letter.
    """
    whole: dict[str, set[str]] = {}
    begun: set[str] = set()
    small: set[str] = set()
    for archive in archives().values():
        found = [archive.country_name, *archive.places]
        for city in re.split(r"[/()]", archive.city):
            found.append(city.strip())
        for name in found:
            key = ""
            for part in _parts(name):
                key += part.lstrip(",(")
                begun.add(key)
            if key:
                whole.setdefault(key, set()).add(archive.id)
                if name[0].islower():
                    small.add(key)
    return {key: frozenset(i) for key, i in whole.items()}, frozenset(begun), frozenset(small)


_INNER = re.compile(r"[\s.,'’/–-]{0,3}")


def place_at(text: str, pos: int, ids: tuple[str, ...]) -> ArchiveName | None:
    """Read the name of a city or country that begins at ``pos``, where one of ``ids`` may be.

    Returns those of ``ids`` that are there and where the place's name ends.
    """
    whole, begun, small = _places()
    found = None
    key, at = "", pos
    for _ in range(5):
        word = _WORD.match(text, at)
        if word is None:
            break
        key += fold_word(word[0])
        if key not in begun:
            break
        here = whole.get(key)
        if here is not None and (not text[pos].islower() or key in small):
            both = tuple(aid for aid in ids if aid in here)
            if both:
                found = ArchiveName(both, word.end())
        gap = _INNER.match(text, word.end())
        at = gap.end() if gap is not None else word.end()
    return found
