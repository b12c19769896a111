"""Dates as people write them, read into EDTF.

The words (months, "not later than", "около") are data, ``records/dates.toml``; the shapes are the
table :data:`_SHAPES` below. What cannot be read for certain gives ``None``, or the set of both
readings (``03/04/57``): never one of them in silence.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

import attrs

from provenance.model.calendars import era_date, gregorian
from provenance.model.date_tokens import Token, opening, tokenize, words
from provenance.model.dates import Date

__all__ = ["DateReading", "find_dates", "parse_date", "read_date"]

_LONGEST = 160  # no date is longer; keeps the work bounded


@attrs.frozen
class DateReading:
    """A date and how it was written.

    ``supplied``: a part stood in square brackets. ``century_assumed``: the year had two digits.
    ``undated``: the text says that there is no date. ``note`` tells of another calendar.
    """

    date: Date | None
    supplied: bool = False
    century_assumed: bool = False
    undated: bool = False
    note: str | None = None


#: The shapes of one date, over token types: d one or two digits, y four, m month, r Roman
#: numeral, s season, q/h "quarter"/"half", k the word "year", _ a day left blank. A group names
#: what the token is; the first shape that matches the whole counts.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern + r"\.?k?\.?"))
    for name, pattern in (
        ("iso", r"(?P<year>y)[./-](?P<month>[dr])[./-](?P<day>d)"),
        ("day month year", r"(?P<day>d)\.?-?/?(?P<month>m)\.?[-/,]?(?P<year>y)"),
        ("day month short", r"(?P<day>d)\.?-?/?(?P<month>m)\.?[-/,]?(?P<short>d)"),
        ("day roman year", r"(?P<day>d)[./-]?(?P<month>r)[./-]?,?(?P<year>y)"),
        ("day roman short", r"(?P<day>d)[./-]?(?P<month>r)[./-]?,?(?P<short>d)"),
        ("numeric", r"(?P<one>d)(?P<sep>[./-])(?P<two>d)[./-](?:(?P<year>y)|(?P<short>d))"),
        ("month day year", r"(?P<month>m)\.?(?P<day>d)[.,]*(?P<year>y)"),
        ("month day short", r"(?P<month>m)\.?(?P<day>d),(?P<short>d)"),
        ("year month day", r"(?P<year>y)\.?k?\.?,?(?P<month>m)\.?(?P<day>d)"),
        ("blank day", r"_\.?(?P<month>m)\.?,?(?P<year>y)(?P<blank>)"),
        ("month year", r"(?P<month>m)[.,]?(?P<year>y)"),
        ("year month", r"(?P<year>y)\.?(?P<month>m)"),
        ("season", r"(?P<season>s),?(?P<year>y)"),
        ("season", r"(?P<year>y)\.?k?\.?(?P<season>s)"),
        ("quarter", r"(?P<nth>[dr])\.?-?(?P<of>[qh])\.?,?(?P<year>y)"),
        ("day month", r"(?P<day>d)\.?(?P<month>[mr])"),
        ("month day", r"(?P<month>m)\.?(?P<day>d)"),
        ("day year", r"(?P<day>d),(?P<year>y)"),
        ("year", r"(?P<year>y)"),
        ("month", r"(?P<month>m)"),
        ("day", r"(?P<day>d)"),
        ("season alone", r"(?P<season>s)"),
    )
)


@attrs.define
class _Parts:
    """Year, month and day as far as one date gives them; ``others`` holds a second reading."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    short: bool = False
    uncertain: str = ""
    supplied: bool = False
    blank: bool = False
    other: tuple[int, int] | None = None
    single: int | None = None  # a lone number of two digits: a day or a short year
    languages: frozenset[str] = frozenset()

    def text(self, month: int | None = None, day: int | None = None) -> str:
        month, day = month or self.month, day or self.day
        assert self.year is not None
        mark = "?" if self.uncertain in ("year", "all") or self.uncertain == "month" else ""
        if month is None:
            return f"{self.year:04}{mark}"
        if day is None:
            return f"{self.year:04}-{month:02}{'-XX' if self.blank else ''}{mark}"
        if self.uncertain == "day":
            return f"{self.year:04}-{month:02}-?{day:02}"
        return f"{self.year:04}-{month:02}-{day:02}{mark}"


def _component(tokens: list[Token]) -> _Parts | None:
    """Read one date, or a piece of one; ``None`` where the tokens have no known shape."""
    types = "".join(token.type for token in tokens)
    for name, shape in _SHAPES:
        match = shape.fullmatch(types)
        if match is None:
            continue
        found = {
            group: tokens[match.start(group)] for group, value in match.groupdict().items() if value
        }
        parts = _fill(name, found)
        if parts is None:
            continue
        parts.supplied = any(token.supplied for token in tokens)
        doubtful = [group for group in ("day", "month", "year", "short") if group in found
                    and found[group].uncertain]  # fmt: skip
        if doubtful:
            # a doubt that stands by the year, at the end, is about the whole date
            parts.uncertain = "day" if doubtful == ["day"] else "all"
        for token in tokens:
            parts.languages |= token.languages
        return parts
    return None


def _fill(name: str, found: dict[str, Token]) -> _Parts | None:
    parts = _Parts()
    if "short" in found:
        # 23.12.57: the century is an assumption, and none is made for the years 00 to 13
        if found["short"].digits != 2 or found["short"].value < 14:
            return None
        parts.year, parts.short = 1900 + found["short"].value, True
    elif "year" in found:
        parts.year = found["year"].value
        if not 800 <= parts.year <= 2199:
            return None
    if "one" in found:
        one, two = found["one"].value, found["two"].value
        if "." not in found["sep"].type and one <= 12 and two <= 12 and one != two:
            parts.month, parts.day, parts.other = one, two, (two, one)
        elif two <= 12:
            parts.day, parts.month = one, two
        elif one <= 12 and "." not in found["sep"].type:
            parts.month, parts.day = one, two
        else:
            return None
    else:
        parts.month = found["month"].value if "month" in found else None
        parts.day = found["day"].value if "day" in found else None
    if "season" in found:
        parts.month = found["season"].value
    if "nth" in found:
        nth, quarter = found["nth"].value, found["of"].type == "q"
        if not 1 <= nth <= (4 if quarter else 2):
            return None
        parts.month = (32 if quarter else 39) + nth
    if name == "day":
        parts.single = parts.day
    if name == "blank day":
        parts.blank = True
    if parts.month is not None and not (1 <= parts.month <= 12 or 21 <= parts.month <= 41):
        return None
    if parts.day is not None and not 1 <= parts.day <= 31:
        return None if parts.single is None else parts
    return parts


def _alternatives(parts: _Parts) -> list[str] | None:
    """Return the EDTF texts of a complete date: two where the order of day and month is open."""
    if parts.year is None or (parts.day is not None and parts.month is None):
        return None
    if parts.other is not None:
        return sorted({parts.text(), parts.text(*parts.other)})
    return [parts.text()]


def _one(parts: _Parts) -> str | None:
    texts = _alternatives(parts)
    if texts is None:
        return None
    return texts[0] if len(texts) == 1 else f"[{','.join(texts)}]"


def _pair(left: _Parts, right: _Parts, link: str) -> tuple[str, str] | None:
    """Complete two dates from one another and return them; ``None`` where that is a guess."""
    if left.other or right.other:
        return None
    if left.year is not None and right.single is not None and left.day is None:
        if left.month is not None and left.month < 13:
            return None
        if left.year % 100 >= right.single or right.single < 10:
            return None
        right = _Parts(year=left.year // 100 * 100 + right.single, month=left.month)
    if left.year is None:
        left.year = right.year
        if left.month is None:
            left.month = right.month
    if right.year is None:
        right.year = left.year
    if right.month is None and right.day is not None:
        right.month = left.month
    if left.month is not None and left.month > 20 and right.month is None:
        right.month = left.month
    if left.year is None or right.year is None:
        return None
    if any(p.day is not None and (p.month is None or p.day > 31) for p in (left, right)):
        return None
    one, two = left.text(), right.text()
    if link in "t-/" and len(one) == len(two) and one > two:
        return None
    return one, two


def _split(tokens: list[Token], links: str) -> Iterator[tuple[_Parts, str, _Parts]]:
    for index, token in enumerate(tokens):
        if token.type and token.type in links and 0 < index < len(tokens) - 1:
            left, right = _component(tokens[:index]), _component(tokens[index + 1 :])
            if left is not None and right is not None:
                yield left, token.type, right


def _compound(tokens: list[Token], between: bool) -> tuple[str, list[_Parts]] | None:
    """Read two dates with a word or a mark between them."""
    for left, link, right in _split(tokens, "taox-/"):
        used = [left, right]
        languages = left.languages | right.languages
        if link == "x":
            link = "a" if languages & {"cs", "sk"} else "t"
        double_year = link == "/" and left.day is not None and right.single is not None
        if double_year and left.year is not None and left.month in (1, 2, 3):
            if (left.year + 1) % 100 != right.single:
                continue
            return gregorian(left.year + 1, left.month or 1, left.day or 1), used
        pair = _pair(left, right, link)
        if pair is None:
            continue
        one, two = pair
        if between:
            return f"[{one}..{two}]", used
        if link == "o":
            return f"[{one},{two}]", used
        if link == "a":
            return f"{{{one},{two}}}", used
        return f"{one}/{two}", used
    return None


_TIME = re.compile(
    r"[,;]?\s+(?:at\s+)?(\d{1,2}):(\d{2})(?:\s*([ap])\.?\s?m\.?)?(?:\s*(?:hours?|hrs?|h))?\s*$",
    re.IGNORECASE,
)
_DOUBLE = re.compile(r"([^()\[\]]{3,30})\(([^()?]{3,30})\)([^()]{0,12})")
_DECADE = re.compile(r"(\d{3})0\s?[-–’']?\s?([^\W\d_]{1,4})\.?(?:\s*гг?\.?|\s*рр?\.?|\s*years?)?")
_ISO_MONTH = re.compile(r"((?:1[0-9]|20)([0-9]{2}))-(0[1-9]|1[0-2])", re.ASCII)
_EDGE_QUOTES = ' \t\r\n\u00a0"“”„«»;:'


def _plain(text: str) -> DateReading | None:
    """Read a date that has no opening words."""
    tokens = tokenize(text)
    if not tokens:
        return None
    opened = tokens[0].type == "f"
    if opened:
        tokens = tokens[1:]
    parts = _component(tokens)
    if parts is not None and not opened:
        edtf = _one(parts)
        if edtf is not None and parts.single is None:
            return DateReading(Date(edtf), parts.supplied, parts.short)
    found = _compound(tokens, between=False)
    if found is None:
        return None
    edtf, used = found
    note = "Old Style" if "/" not in edtf and edtf[0] not in "[{" else None
    return DateReading(
        Date(edtf), any(p.supplied for p in used), any(p.short for p in used), note=note
    )


def _double(text: str) -> DateReading | None:
    """Read an Old Style date with the New Style one in brackets, or ``None``."""
    match = _DOUBLE.fullmatch(text)
    if match is None:
        return None
    tail = match[3].strip(" .")
    old, new = _plain(f"{match[1].strip(' .')} {tail}"), _plain(f"{match[2].strip(' .')} {tail}")
    if old is None or new is None or old.date is None or new.date is None:
        return None
    julian = old.date.single
    if julian is None or not (julian.year and julian.month and julian.day):
        return None
    if gregorian(julian.year, julian.month, julian.day) != new.date.edtf:
        return None
    return DateReading(new.date, note=f"Old Style {old.date}")


def _day_before(edtf: str) -> str | None:
    """Return the last day (month, year) before a date of the same precision."""
    part = Date(edtf).single
    if part is None or part.year is None or not part.possible:
        return None
    if part.day is not None and part.month is not None:
        return (dt.date(part.year, part.month, part.day) - dt.timedelta(days=1)).isoformat()
    if part.month is not None:
        if part.month > 12:
            return None
        year, month = (part.year, part.month - 1) if part.month > 1 else (part.year - 1, 12)
        return f"{year:04}-{month:02}"
    return f"{part.year - 1:04}"


def _qualified(text: str) -> DateReading | None:
    """Read a date with opening words: "not later than", "between", "около", "early"."""
    for kind in ("not_later", "not_earlier", "before", "between", "circa", "part"):
        match = opening(kind).match(text)
        if match is None or match.end() == len(text):
            continue
        rest = text[match.end() :]
        if kind == "between":
            tokens = tokenize(rest)
            # both words of "between … and" may be the word for "to" of another language
            found = _compound(tokens, between=True) if tokens else None
            if found is not None:
                return DateReading(Date(found[0]), any(p.supplied for p in found[1]))
            continue
        inner = _plain(rest)
        if inner is None or inner.date is None or inner.date.single is None:
            continue
        edtf: str | None = inner.date.edtf.rstrip("?~%")
        assert edtf is not None
        if kind == "not_later":
            edtf = f"[..{edtf}]"
        elif kind == "not_earlier":
            edtf = f"[{edtf}..]"
        elif kind == "before":
            earlier = _day_before(edtf)
            edtf = f"[..{earlier}]" if earlier else None
        elif kind == "part" and inner.date.single.day is not None:
            edtf = None
        else:
            edtf = f"{edtf}{'%' if inner.date.uncertain else '~'}"
        if edtf is not None:
            return attrs.evolve(inner, date=Date(edtf))
    return None


def parse_date(text: str) -> DateReading | None:
    """Read a whole text as one date; ``None`` where it is anything else or is not certain.

    Follows the table of ISO 8601-2:2019 usage for archival dates: supplied parts, intervals,
    sets ("21 or 22"), "not later than", seasons, quarters, Old Style with New Style in brackets.
    """
    if len(text) > _LONGEST:
        return None
    text = unicodedata.normalize("NFC", text).strip(_EDGE_QUOTES).replace("[[", "[")
    text = " ".join(text.replace("]]", "]").split())
    if not text:
        return None
    undated = opening("undated").match(text)
    if undated is not None:
        inner = _plain(text[undated.end() :]) if undated.end() < len(text) else None
        if undated.end() == len(text):
            return DateReading(None, undated=True)
        if inner is not None and inner.date is not None and inner.date.single is not None:
            edtf = inner.date.edtf.rstrip("?") + "?"
            return DateReading(Date(edtf), supplied=True, undated=True)
        return None
    whole = text.startswith("[") and text.find("]") == len(text) - 1 and text.count("[") == 1
    if whole:
        inside = parse_date(text[1:-1])
        return attrs.evolve(inside, supplied=True) if inside is not None else None
    era = era_date(text)
    if era is not None:
        return DateReading(Date(era))
    return _decade(text) or _double(text) or _timed(text) or _read_words(text)


def _read_words(text: str) -> DateReading | None:
    iso = _ISO_MONTH.fullmatch(text)
    if iso is not None:
        # 1957-12 is a month; 1911-12 may be two years as well
        return DateReading(Date(text)) if int(iso[3]) != int(iso[2]) + 1 else None
    return _plain(text) or _qualified(text)


def _decade(text: str) -> DateReading | None:
    match = _DECADE.fullmatch(text)
    if match is None or match[2].casefold() not in words("decade"):
        return None
    return DateReading(Date(f"{match[1]}X"))


def _timed(text: str) -> DateReading | None:
    match = _TIME.search(text)
    if match is None:
        return None
    inner = _read_words(text[: match.start()])
    if inner is None or inner.date is None or inner.date.single is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3].casefold() == "p" else 0)
    part = inner.date.single
    if hour > 23 or minute > 59 or part.day is None or part.uncertain or part.approximate:
        return None
    return attrs.evolve(inner, date=Date(f"{inner.date}T{hour:02}:{minute:02}:00"))


def read_date(text: str) -> Date | None:
    """Read a whole text as one date; ``None`` where it is none, is undated, or is not certain."""
    reading = parse_date(text)
    return reading.date if reading is not None else None


_SPOT = re.compile(
    r"""(?<![\w./-])(?:
      [\[“"«„]{0,2}\d{1,2}\??[\]”"»“]{0,2}(?:\s?[-–—/]\s?\d{1,2})?(?:st|nd|rd|th|-го)?\.?
        \s{0,4}(?:of\s|de\s)?\s?[^\W\d_]{1,14}\.?,?(?:\sdel?(?=\s))?\s{0,4}[\[’']{0,2}\d[\d\[\]]{1,9}(?![\w])
    | [^\W\d_]{3,14}\.?\s{1,4}\d{1,2}(?:st|nd|rd|th)?,\s{0,4}\d{4}(?!\w)
    | \d{1,2}[./-](?:\d{1,2}|[IVX]{1,4})[./-]\d{2,4}(?![\w/])
    | \d{4}\.\s?[^\W\d_]{3,14}\s\d{1,2}(?!\w)
    | (?:19|18|20)\d\d-\d\d-\d\d(?![\w-])
    )""",
    re.VERBOSE,
)


def find_dates(
    text: str, like: re.Pattern[str] | None = None
) -> Iterator[tuple[int, int, DateReading]]:
    """Yield the complete dates (day, month, year) in a line of text: start, end, reading.

    Only those in which the pattern ``like`` is found are read, where it is given.
    """
    position = 0
    while (match := _SPOT.search(text, position)) is not None:
        wanted = like is None or like.search(match.group()) is not None
        reading = parse_date(match.group()) if wanted else None
        if reading is not None and reading.date is not None:
            yield match.start(), match.end(), reading
            position = match.end()
        else:
            position = match.start() + 1
