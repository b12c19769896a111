"""Leaves as they are written: ``Л. 3 об.–5``, ``ll. 126–9``, ``Bl. 45 f.``, ``5., 7. lp.``."""

from __future__ import annotations

import re
from functools import lru_cache

from provenance.model.leaves import Leaf, LeafRange, Leaves, normal_ranges
from provenance.model.text import to_latin
from provenance.reading.slots import setter

__all__ = ["make_leaf", "plain_leaves", "read_leaves", "trusted_leaves"]

_new = object.__new__


_set_number, _set_letter, _set_side = (setter(Leaf, name) for name in ("number", "letter", "side"))
_set_first, _set_last = (setter(LeafRange, name) for name in ("first", "last"))
_set_kind, _set_ranges, _set_written = (
    setter(Leaves, name) for name in ("kind", "ranges", "written")
)


def make_leaf(number: int, letter: str = "", side: str = "") -> Leaf:
    """Build a leaf from parts that are right already, without the constructor's checks."""
    leaf = _new(Leaf)
    _set_number(leaf, number)
    _set_letter(leaf, letter)
    _set_side(leaf, side)
    return leaf


@lru_cache(4096)
def _number(written: str) -> tuple[Leaf, LeafRange]:
    """Return the leaf with this number, and it alone as a range; the usual few are kept."""
    leaf = make_leaf(int(written))
    return leaf, _make_range(leaf, leaf)


def plain_leaves(kind: str, first: str, dash: str = "", last: str = "") -> Leaves:
    """Build what one number says, or two with a dash between; each of six figures at most."""
    leaf, single = _number(first)
    made = _new(Leaves)
    _set_kind(made, kind)
    _set_ranges(made, (_make_range(leaf, _full(leaf, _number(last)[0])) if dash else single,))
    _set_written(made, first + dash + last)
    return made


def _make_range(first: Leaf, last: Leaf | None) -> LeafRange:
    made = _new(LeafRange)
    _set_first(made, first)
    _set_last(made, last)
    return made


def trusted_leaves(kind: str, ranges: list[LeafRange], written: str) -> Leaves:
    """Build leaves of ranges that are right already, without the constructor's checks."""
    made = _new(Leaves)
    _set_kind(made, kind)
    _set_ranges(made, normal_ranges(ranges))
    _set_written(made, written)
    return made


_DASH = r"[-\u2010-\u2015\u2212]"
#: The two thirds of all cases: one number, or two with a dash, and nothing odd after them.
_PLAIN = re.compile(rf"(\d{{1,6}})(?:\s?{_DASH}\s?(\d{{1,6}}))?")
#: Several with commas between, some with the letter of a side: ``162, 169v``.
_PLAIN_LIST = re.compile(
    r"\d{1,6}[rv]?(?:–\d{1,6}[rv]?)?(?:, \d{1,3}[rv]?(?:–\d{1,6}[rv]?)?)+(?!\w)"
)
_LISTED = re.compile(r"(\d+)([rv]?)(?:–(\d+)([rv]?))?")
_AFTER_PLAIN = re.compile(r"\s*(?:$|[;)\]»”\"\n]|\.\s*(?:$|[^\W\d_][^\W_]{2}|\())")

_VERSO = (
    r"об(?:орот)?(?:е\b)?|ob(?:orot)?|зв(?:орот|\.)?|zv(?:orot)?|адв|гр(?:ъб)?|опачина|pol|полеђина"
    r"|verso|verzó|vers|v[°º]|vt[oa]|vuelto|vo|v|rev|rub|RS|Rs|Rückseite|arxas[ıi]|arxa|pöördel"
    r"|[ao]\.\s?p|背面?|裏|arkası"
)
_RECTO = r"recto|rektó|r[°º]|ro|r|VS|Vs|líc|лиц(?:о|евая)?"
_ITEM = re.compile(
    rf"\[?0{{0,8}}(?P<number>\d{{1,7}}?)(?!\d)\]?"
    rf"(?:(?!r[°º]?\s?{_DASH}\s?v)(?P<letter>[A-Za-zА-Яа-яЁёІіЇїЄєҐґЎў]{{1,2}})(?=[\s,;.)\]\-–—“”»\"}}<*\u2e80-\uffff]|$)(?<!RS)(?<!VS)(?<!Rs)(?<!об)(?<!ob)(?<!зв))?"
    rf"(?:(?P<gap>[\s\xa0]{{1,2}})?{_DASH}?(?P<open>\()?(?:(?P<verso>{_VERSO})|(?P<recto>{_RECTO}))"
    # a mark without its stop, apart from the number, may be a preposition: л. 40 об этом
    r"(?:\.|(?(gap)(?!\s(?!(?:та|and|und|et|или|або|oraz)\s\d)[^\W\d_]{2})))"
    r"(?(open)\))(?![^\W_\u2e80-\uffff]))?"
)
_RANGE = re.compile(rf"\s{{0,2}}(?:{_DASH}|[～〜]){{1,2}}\s{{0,2}}(?=\[?\d)")
#: Both sides of one leaf: 3r–v.
_BOTH = re.compile(rf"\s?{_DASH}\s?(?:v[°º]?|vo|verso|RS|Rs)\.?(?![^\W_])")
_RANGE_AFTER = re.compile(rf"\.?\s{{0,2}}(?:{_DASH}|[～〜~]){{1,2}}\s{{0,2}}(?=\[?\d)")
_OPEN = re.compile(r"\s?[–—](?=\s*(?:$|[,;.)\]]))")
_COMMA = re.compile(
    r"(?:\s?(?:[,、]\s{0,2}|\.(?=\d))(?:(?:лл?|ll?|арк|ark)\.?\s?)?|(?<=\d)(?:и|і|та)|,?\s(?:и|і|й|та|and|und|u\.|et|i|y|e|u|és|&|a)\s|\s?\+\s?)"
    r"(?=\[?\d)"
)
_OWN_SIDES = re.compile(rf"\s?(?:,|и|і|та|and|und|et|i|e|y)\s?(?:{_VERSO})\.?(?![^\W_])")
_STOP_LIST = re.compile(r"[^\S\n]{0,2}\.?[^\S\n]{0,2}([^\W\d_]{1,12})")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?!\d)")
#: Side marks that are read as a leaf's letter when they stand right after the number.
_SIDES = {"v": "v", "r": "r", "vo": "v", "ro": "r", "гр": "v", "зв": "v", "zv": "v", "об": "v"}


def _leaf(match: re.Match[str], german: bool, estonian: bool) -> Leaf:
    letter = match["letter"] or ""
    side = "v" if match["verso"] else "r" if match["recto"] else ""
    mark = letter[1:]
    if mark in ("r", "v", "p" if estonian else "v") and not side and letter not in _SIDES:
        # an inserted leaf and its side: 391av
        letter, side = letter[0], "r" if mark == "r" else "v"
    if letter:
        small = letter.casefold()
        if not side and small in _SIDES:
            side = "v" if german and letter == "R" else _SIDES[small]
            letter = ""
        elif not side and estonian and small == "p":
            side, letter = "v", ""
        else:
            letter = small if small.isascii() else to_latin(small)
            if letter in ("v", "r") and not small.isascii():
                letter = letter.upper()
    return make_leaf(int(match["number"]), letter, side)


def _full(first: Leaf, last: Leaf) -> Leaf:
    """Write out an abbreviated second number: ``126–9`` is 126–129."""
    if last.number >= first.number:
        return last
    mine, theirs = str(first.number), str(last.number)
    if len(theirs) >= len(mine):
        return last
    whole = int(mine[: len(mine) - len(theirs)] + theirs)
    return make_leaf(whole, last.letter, last.side) if whole >= first.number else last


#: Letters that were typed for digits: Cyrillic З and О, and б between digits (``Л. 1З5``).
_LETTER_FOR_DIGIT = re.compile(
    r"(?<=\d)[ЗзОоб](?=\d)|(?<![^\W_])[ЗО](?=\d+(?![^\W_]))|(?<=\d)[ЗО](?![^\W_])"
    r"|\AЗ(?![^\W_])"
)
_LETTERED = re.compile(r"[\d\s,–—-]{0,40}[ЗзОоб]")
_WINDOW = 200


def _digit(match: re.Match[str]) -> str:
    return {"З": "3", "з": "3", "О": "0", "о": "0", "б": "6"}[match[0]]


def read_leaves(
    text: str,
    pos: int,
    kind: str,
    *,
    language: str = "",
    following: re.Pattern[str] | None = None,
    after: bool = False,
) -> tuple[Leaves, int] | None:
    """Read the leaves that begin at ``pos``; return them and where they end.

    ``language`` is the archive's (a German ``R`` and an Estonian ``p`` are versos), ``following``
    matches its marks for "and following", ``after`` says that the label comes after the leaves.
    Returns ``None`` where no number stands there.
    """
    if not text.isascii() and _LETTERED.match(text, pos):
        piece = text[pos : pos + _WINDOW]
        mended = _LETTER_FOR_DIGIT.sub(_digit, piece)
        if mended != piece:
            repaired = text[:pos] + mended + text[pos + _WINDOW :]
            read = read_leaves(
                repaired, pos, kind, language=language, following=following, after=after
            )
            if read is None:
                return None
            return trusted_leaves(kind, list(read[0].ranges), text[pos : read[1]]), read[1]
    if text[pos : pos + 1] in ("I", "l") and text[pos + 1 : pos + 2].isdigit():  # Л. I2
        repaired = f"{text[:pos]}1{text[pos + 1 : pos + _WINDOW]}"
        read = read_leaves(repaired, pos, kind, language=language, following=following, after=after)
        return read and (trusted_leaves(kind, list(read[0].ranges), text[pos : read[1]]), read[1])
    plain = _PLAIN.match(text, pos)
    if plain is not None and not after:
        end = plain.end()
        if end == len(text) or _AFTER_PLAIN.match(text, end):
            leaf, alone = _number(plain[1])
            if plain[2] is not None:
                alone = _make_range(leaf, _full(leaf, _number(plain[2])[0]))
            return trusted_leaves(kind, [alone], text[pos:end]), end
    listed = _PLAIN_LIST.match(text, pos) if not after else None
    if listed is not None:
        end = listed.end()
        if end == len(text) or _AFTER_PLAIN.match(text, end):
            return trusted_leaves(kind, _ranges(listed[0]), listed[0]), end
    german = language == "de"
    estonian = language == "et"
    ranges: list[LeafRange] = []
    at = pos
    end = pos
    while (item := _ITEM.match(text, at)) is not None and len(ranges) < 500:
        first = _leaf(item, german, estonian)
        joined = item["letter"] and following is not None and first.letter[:1] == "f"
        joined = joined and following.match(text, item.start("letter"))  # type: ignore[union-attr]
        if joined:  # 5f., 5ff.: the mark stands right after the number
            first = make_leaf(first.number)
        number = item["number"]
        stop = item.start("letter") if joined else item.end()
        mark = following.match(text, stop) if following is not None else None
        if ranges and mark is None and not _continues(text, item, ranges[-1], number, after):
            break
        if ranges and _another_file(text, pos, end, item, ranges[-1]):
            break
        last: Leaf | None = first
        dash = (_RANGE_AFTER if after else _RANGE).match(text, stop)
        second = _ITEM.match(text, dash.end()) if dash is not None else None
        both = _BOTH.match(text, stop) if first.side == "r" else None
        if both is not None:
            last = make_leaf(first.number, first.letter, "v")
            stop = both.end()
        elif second is not None:
            last = _full(first, _leaf(second, german, estonian))
            stop = second.end()
        elif mark is not None:
            last = make_leaf(first.number + 1) if mark.lastgroup == "one" else None
            stop = mark.end()
        elif not after and _OPEN.match(text, stop) is not None:
            last = None
            stop = _OPEN.match(text, stop).end()  # type: ignore[union-attr]
        ranges.append(_make_range(first, last))
        if not after and last is first and not first.side:
            own = _OWN_SIDES.match(text, stop)
            if own is not None:
                ranges.append(_make_range(*(make_leaf(first.number, first.letter, "v"),) * 2))
                stop = own.end()
        end = stop
        comma = _COMMA.match(text, end + (1 if after and text[end : end + 1] == "." else 0))
        if comma is None:
            break
        at = comma.end()
    if not ranges:
        return None
    return trusted_leaves(kind, ranges, text[pos:end]), end


def _ranges(listed: str) -> list[LeafRange]:
    """Return what plain numbers with commas and dashes between say."""
    ranges = []
    for number, side, second, other in _LISTED.findall(listed):
        first = last = make_leaf(int(number), "", side)
        if second:
            last = _full(first, make_leaf(int(second), "", other))
        ranges.append(_make_range(first, last))
    return ranges


_LABEL_BEFORE = re.compile(r"([^\W\d_]{1,8})\.?\s{0,2}$")
_LABEL_AFTER = re.compile(r",\s{0,2}([^\W\d_]{1,8})\.?\s{0,2}\d")


def _another_file(
    text: str, pos: int, end: int, item: re.Match[str], before: LeafRange
) -> bool:  # fmt: skip
    """Whether a number after *and* has leaves of its own: ``Bl. 5, und 3385, Bl. 6``."""
    joint = text[end : item.start()]
    if not any(map(str.isalpha, joint)):
        return False
    label, again = (
        _LABEL_BEFORE.search(text, max(0, pos - 12), pos),
        _LABEL_AFTER.match(text, item.end()),
    )
    if label is None or again is None or label[1].casefold() != again[1].casefold():
        return False
    top = before.last or before.first
    return joint.lstrip().startswith(",") or abs(int(item["number"]) - top.number) > 300


def _continues(text: str, item: re.Match[str], before: LeafRange, number: str, after: bool) -> bool:
    """Whether the number after a comma goes on with the list, or is a date or another unit."""
    if after or item["verso"] or item["recto"] or item["letter"]:
        return True
    end = item.end()
    word = _STOP_LIST.match(text, end)
    if word is not None and text[end : end + 1] != ".":
        return word[1].casefold() in ("и", "і", "та", "and", "und", "et", "i", "y", "e", "és", "u")
    top = before.last or before.first
    return not (_YEAR.fullmatch(number) and abs(int(number) - top.number) > 300)
