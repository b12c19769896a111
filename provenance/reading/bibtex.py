"""BibTeX and BibLaTeX, as people and programs write them, as records.

The archive's data may stand anywhere (see :mod:`~provenance.reading.entries.source`); LaTeX in a
value is decoded, but not in addresses; names are taken apart by BibTeX's rules, save where the
words of a name without a comma show that the family name stands first (Kim Il Sung).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import attrs

from provenance.exchange import row_of
from provenance.latex import address, decode
from provenance.model import Agent, Record, Unread
from provenance.model.document import shortened
from provenance.reading._bibtex_blocks import Block, Field, blocks
from provenance.reading._bibtex_inherit import inherited
from provenance.reading.entries import Entry, GivenDate, Problem, record_of
from provenance.reading.entries.dates import edtf, text_date
from provenance.reading.entries.entry import Value
from provenance.reading.entries.names import comma_name, plain_name, whole_name

__all__ = ["bibtex_entries", "entry_of", "record_of_block"]


def bibtex_entries(
    chunks: Iterable[str],
    *,
    source: str | None = None,
    remark: Callable[[str], None] | None = None,
) -> Iterator[Block | Problem]:
    """Yield the entries of a ``.bib`` text in its order, and a problem for each broken one.

    Each has all that other entries say for it, so that :func:`record_of_block` needs no other.
    ``chunks`` are pieces of the text; ``source`` names its file. ``remark`` is called with what
    the user should know though nothing is lost.
    """
    seen: set[str] = set()
    for block in inherited(blocks(chunks, source=source, remark=remark), remark=remark):
        if isinstance(block, Problem):
            yield block
            continue
        folded = block.key.casefold()
        if folded and folded in seen and remark is not None:
            remark(f"line {block.line}: there is another entry with the key {block.key!r}")
        seen.add(folded)
        yield block


def record_of_block(block: Block) -> Record:
    """Return the record of a BibTeX entry."""
    record = record_of(entry_of(block))
    if not block.before:
        return record
    preambles = [Unread(each.line, each.head) for each in block.before]
    return attrs.evolve(record, unread=(*preambles, *record.unread))


#: Fields whose value is no LaTeX.
_BARE = frozenset(
    {"url", "doi", "eprint", "file", "urldate", "date", "origdate", "eventdate", "pdf"}
)
_NAME_FIELDS = frozenset({"author", "editor", "translator", "recipient", "compiler", "contributor"})
_DATES = {"origdate": "original-date", "urldate": "accessed", "eventdate": "event-date"}
_OWN = {"annotation": "annote", "howpublished": "howpublished", "institution": "institution"}
_DATE_PARTS = ("date", "year", "month", "day")
_ARTICLES = ("article-journal", "article-magazine", "article-newspaper", "periodical")


def entry_of(block: Block) -> Entry:
    """Return the entry of a BibTeX block, in CSL's names where there are such."""
    row = row_of("biblatex", block.type, "type") or row_of("bibtex", block.type, "type")
    kind = row.names["csl"][0] if row is not None else block.type
    fields: dict[str, Value] = {}
    places: dict[str, list[Field]] = {}
    parts: dict[str, str] = {}
    for field in block.fields:
        name = _variable(field.name, kind)
        if field.name in _DATE_PARTS and field.name not in parts:
            plain = field.value if field.name == "date" else decode(field.value)
            parts[field.name] = _text(plain)
            places.setdefault("issued", []).append(field)
            continue
        if not field.value.strip():
            continue
        if name in fields:
            name = f"{field.name} on line {field.line}"
            fields[name] = None
        else:
            fields[name] = _value(field, name)
        places[name] = [field]
        if field.name in _NAME_FIELDS and re.search(r"\sand\s+others\s*$", field.value):
            fields[f"{name}, others"] = None
            places[f"{name}, others"] = [field]
    if parts:
        date = _date(parts)
        if date is not None:
            fields["issued"] = date
        elif any(parts.values()):
            fields["issued"] = None
    _sort_key(fields)
    head = Unread(block.line, block.head)

    def verbatim(name: str) -> list[Unread]:
        if name in ("type", "key"):
            return [head]
        return [Unread(each.line, each.source) for each in places.get(name, ())]

    return Entry(block.key or None, kind, fields, verbatim)


def _sort_key(fields: dict[str, Value]) -> None:
    """Drop what an entry without an author is sorted by where it only repeats title or kind."""
    given = fields.get(_SORT_KEY)
    for name in ("title", "title-short", "genre"):
        text = fields.get(name)
        if isinstance(text, str) and given in (text, shortened(text)):
            del fields[_SORT_KEY]
            return


#: BibTeX's field ``key``, which is not the entry's key.
_SORT_KEY = "sort key"


def _variable(name: str, kind: str) -> str:
    if name == "key":
        return _SORT_KEY
    if name in _OWN:
        return _OWN[name]
    if name in _NAME_FIELDS:
        return name
    if name == "number" and kind in _ARTICLES:
        return "issue"
    row = row_of("biblatex", name) or row_of("bibtex", name)
    if row is not None:
        return row.names["csl"][0]
    return name


def _value(field: Field, name: str) -> Value:
    if field.name in _NAME_FIELDS:
        return _names(field.value) or None
    if field.name in _DATES:
        return text_date(field.value.replace("\n", " "))
    if field.name in _BARE:
        return address(field.value.strip())
    text = decode(field.value)
    if name in ("note", "abstract", "annote"):
        return _lines(text)
    return _text(text)


def _text(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    r"""Return a text of several lines: Better BibTeX keeps Zotero's, ``\par`` makes one."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    if any(":" in line for line in lines[:-1]):
        return "\n".join(lines).strip()
    paragraphs = "\n".join(lines).split("\n\n")
    return "\n".join(" ".join(each.split()) for each in paragraphs).strip("\n")


# --------------------------------------------------------------------------- dates

_YEAR = re.compile(r"\[?(?P<year>\d{4})\]?")
_DAYS = re.compile(r"\d{1,2}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _date(parts: dict[str, str]) -> GivenDate | None:
    """Return the date of ``date``, or of ``year``, ``month`` and ``day``."""
    if parts.get("date"):
        return text_date(parts["date"])
    year, month, day = (parts.get(name, "") for name in ("year", "month", "day"))
    if year.isdecimal() and len(year) == 4:
        number = _month(month)
        if number and (not day or _DAYS.fullmatch(day)):
            date = edtf(f"{year}-{number:02}" + (f"-{int(day):02}" if day else ""))
            return GivenDate(date)
        if not month and not day:
            return text_date(year)
    words = " ".join(filter(None, (day, month, year)))
    return text_date(words)


def _month(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 12:
        return int(text)
    short = text.strip(" .").casefold()[:3]
    return _MONTHS.index(short) + 1 if text.isalpha() and short in _MONTHS else 0


# --------------------------------------------------------------------------- names


def _names(text: str) -> list[Agent]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    found = [_name(part) for part in split_multiple_persons_names(" ".join(text.split()))]
    return [agent for agent in found if agent is not None]


_WHOLE = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}")


def _name(text: str) -> Agent | None:
    """Read one name; one in braces stays as it is."""
    text = text.strip()
    if text == "others":
        return None
    if _WHOLE.fullmatch(text):
        whole = _text(decode(text))
        person = plain_name(whole)
        # Kim Il Sung stands in braces so that no style turns the name round
        return person if person is not None and person.family_first else whole_name(whole)
    if "," not in text:
        plain = plain_name(_text(decode(text)))
        if plain is not None and plain.family is not None and "{" not in text:
            return plain
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    try:
        parts = parse_single_name_into_parts(text)
    except InvalidNameError:
        return whole_name(_text(decode(text)))
    given, particle, last, suffix = (
        _text(decode(" ".join(words))) for words in (parts.first, parts.von, parts.last, parts.jr)
    )
    family = f"{particle} {last}".strip()
    if not given and "," not in text:
        return whole_name(family)
    return comma_name(", ".join(filter(None, (family, given, suffix))))
