"""Where in a running text an archival reference may stand: a cheap look before any grammar runs.

A reference gives itself away at its numbers. What stands before a number in ordinary prose is a
word (*in 1957*), a month, a bracket or a page mark; before a reference's number stands a unit
label (*op. 162*, *box 5*) or capitals (*FO 371*, *Р-5446*, *ERAF.1*). So the text is first
turned into one byte a character that says only "digit, capital, small letter, space, mark", which
CPython does at memory speed; one regular expression with a literal first byte then runs over the
digits, and only what it lets through is compared with the label table. A literal first byte
matters: CPython looks for it several times faster than for a class of characters, let alone for
an alternation of archives' names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from provenance.archives import archives
from provenance.reading.regions import LEAST, Words, automaton, regions
from provenance.units import labels

__all__ = ["BLOCK", "hits", "hits_in"]

BLOCK = 1 << 15  # how much of a text is looked at in one go
_BEFORE, _AFTER = 16, 48  # how far a shape looks to either side of a digit


def _classes(codec: str) -> bytes:
    table = bytearray(b"-" * 256)
    for code in range(256):
        char = bytes([code]).decode(codec, "replace")
        if "0" <= char <= "9":
            table[code] = ord("0")
        elif char.isupper():
            table[code] = ord("A")
        elif char in "psс":  # of page marks (p., pp., S., с.), the commonest labels there are
            table[code] = ord("p")
        elif char.isalpha():
            table[code] = ord("a")
        elif char.isspace() or char in "~\u00ad":
            table[code] = ord(" ")
        elif char in "?№":  # what the codec cannot encode: a letter or a mark of another script
            table[code] = ord("x")
        elif code < 128:
            table[code] = code
    return bytes(table)


_LATIN, _CYRILLIC = _classes("latin-1"), _classes("cp1251")


def _is_latin(text: str, begin: int, stop: int) -> bool:
    """Whether the letters between two places are mostly Latin ones, going by a sample of them."""
    sample = text[begin : stop : max(1, (stop - begin) >> 10)]
    return sample.isascii() or sample.encode("latin-1", "replace").count(b"?") * 4 <= len(sample)


def _shapes(text: str, latin: bool) -> bytes:
    """Return the class of every character of ``text``, one byte each.

    The first digit of a number is ``0``, those after it are ``1``. Letters that are not of the
    script that the text around is in, Latin or Cyrillic, are ``x``.
    """
    if "\\" in text:
        # TeX's narrow space and its control space are as good as a stop
        text = text.replace("\\,", ". ").replace("\\ ", ". ")
    if "\n>" in text:  # the next line of a text that is quoted
        text = text.replace("\n> ", "\n  ")
    if latin:
        shapes = text.encode("latin-1", "replace").translate(_LATIN)
    else:
        shapes = text.encode("cp1251", "replace").translate(_CYRILLIC)
    # digits after a number's first: so the expressions have but one place to try for each number
    return shapes.replace(b"00", b"01").replace(b"10", b"11")


#: What comes after the last digit of a number before another label and number (Fond 5, Opis 28),
#: before its own label (276. f.), or before an archive (box 217, FDRL). It is only looked at, for
#: it may hold a first digit of its own (PREM 8/1405; CAB 128/17).
_BEHIND_NUMBER = (
    rb"[ap]?(?:[,;] (?:(?!A[ap]+ 0111)[apAx]{2,12}[.]? 0|[(]?A[apx]{0,3}A)"
    rb"|[.],? ?[apx]{1,5}[.,]|[.]? A(?![ap]{2,8} 0111)[apx]{2,12}[.]? 0| [apx]{1,6} (?!0111(?!1))0)"
)
_LAST = re.compile(rb"01*+(?=" + _BEHIND_NUMBER + rb")")
_EVIDENCE = re.compile(
    rb"0(?:"
    # the first digit of a number, where a letter stands before it, perhaps with a mark or a space
    # between: R1001, FO 371, f. 17, op.162; but not after a word (in 1957), a page mark (p. 45)
    # or a number (1957. 2)
    rb"(?<![^Aapx.:/ -].)(?:"
    rb"(?<![ap][ap] .)(?<![^Aapx:./ -] .)(?<![^Aapx][/-] .)(?<![01][.:/x-].)(?<![01][.:] .)"
    rb"(?<![^Aapx][ap] .)(?<![^Aapx]p[.] .)(?<![^Aapx]pp[.] .)"
    rb"|(?<=AA [ap] .)|(?<=A [ap]{3} .)|(?<=A [ap]{4} .))"
    # or where it is the first after an abbreviation: NAC, 3/1/0/9/6432; NATO, C-R(57)83
    rb"|(?<=, .)(?:(?<=AA, .)|(?<=xx, .)|(?<=[ap], .)(?=1{0,5}[/-] ?0))|(?<=A[(].)"
    rb"|(?=1*+(" + _BEHIND_NUMBER + rb")))"
)

#: After a comma, a label without a stop: Archives, box 5; NARA, record group 59; fond R-1728.
_AFTER_COMMA = re.compile(rb",(?= {1,6}(?:[aA][ap]{2,9} )?([aAp][ap]{2,14}) (?:AA?-?)?0)")

#: Labels that stand before numbers in every footnote. No reference has only these.
_COMMON = frozenset(
    "p pp s ss с str стр v vol vols voll n nr no nos t tt т tom том r g gg г гг р bd vv a i o "  # noqa: SIM905
    "b c ч ch п fig col cols page pages seite strona part pt doc document date art".split()
)
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _before() -> frozenset[str]:
    """Return the last words of the labels that stand before a value."""
    return frozenset(
        found[-1]
        for label in labels()
        if label.position != "after" and (found := _LETTERS.findall(label.label.lower()))
    ).difference(_COMMON)


@cache
def _behind() -> frozenset[str]:
    """Return the first words of the labels that stand after a value."""
    return frozenset(
        found[0]
        for label in labels()
        if label.position == "after" and (found := _LETTERS.findall(label.label.lower()))
    )


@cache
def _names() -> frozenset[str]:
    """Return the words of archives' short names, and the long words of the full ones."""
    words: set[str] = set()
    for archive in archives().values():
        former = [old.abbreviation for old in archive.former]
        for name in (*archive.abbreviations, *archive.latin_abbreviations, *former):
            words.update(word for word in _LETTERS.findall(name) if len(word) > 1)
        for name in (archive.name, *archive.native_names, *archive.other_names):
            words.update(
                word
                for word in _LETTERS.findall(name)
                if len(word) > 6 or (len(word) > 2 and word[0] >= "\u0590")
            )
    return frozenset(words)


@cache
def _initials() -> frozenset[str]:
    """Return those of archives' short names that are all capitals: AMAE, but not Bundesarchiv."""
    return frozenset(word for word in _names() if word.isupper())


@cache
def _codes() -> frozenset[str]:
    """Return the letters of series codes that stand without an archive's name: FO, F.O, Cab."""
    return frozenset(
        word
        for archive in archives().values()
        for code in archive.codes
        for word in _CODE.findall(_plain_code(code))
    )


def _plain_code(code: str) -> str:
    """Return a code without classes of characters, and without the spaces that may be missing."""
    return re.sub(r"\[[^]]*\]", "", code.replace("[.]", ".").replace(" ?", ""))


_CODE = re.compile(r"[A-Z]+[a-z]*(?:\.[A-Z]+)*")


_JOINTS = " .,:;'’-–—~№#/\\([>，：、（\u00a0\u00ad\n\r\t"
_CAPITALS = re.compile(r"[^\W\d_a-zа-яёіїє][^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_NEXT_WORD = re.compile(r"[^\W\d_]?[.,;:\s~(]{1,4}([^\W\d_]+)[.\s~]{0,3}(\d?)")


#: Words that stand in references of named series, which may have no number at all.
_SERIES = (" File", " Papers,")


def hits(text: str, start: int = 0, floor: Callable[[], int] = int) -> Iterator[int]:
    """Yield, in ascending order, the places of ``text`` beside which a reference may stand.

    They are digits, or the first letter of a word for a series. A reference with a number in it
    has at least one of them; most numbers of ordinary prose are not among them. What comes before
    the place that ``floor`` gives, as the iteration goes on, may be left out. Costs O(len(text)).
    """
    for begin in range(start, len(text), BLOCK):
        yield from hits_in(text, begin, min(len(text), begin + BLOCK), floor)


def hits_in(text: str, begin: int, stop: int, floor: Callable[[], int] = int) -> Iterator[int]:
    """Yield the hits of one block, as :func:`hits` does; what stands around it is looked at."""
    latin = _is_latin(text, max(0, begin - _BEFORE), min(len(text), stop + _AFTER))
    known = automaton(_words, latin) if stop - begin >= LEAST else None
    if known is None:
        yield from _hits_between(text, begin, stop, floor, latin)
        return
    for low, high in regions(known, text, begin, stop):
        if high > floor():
            yield from _hits_between(text, low, high, floor, latin)


def _words() -> Words:
    return Words(_before(), _behind(), _names(), _codes(), _SERIES)


def _hits_between(
    text: str, begin: int, stop: int, floor: Callable[[], int], latin: bool
) -> Iterator[int]:
    low = max(0, begin - _BEFORE)
    shapes = _shapes(text[low : stop + _AFTER], latin)
    others = [
        low + found.end(1) + 1
        for found in _AFTER_COMMA.finditer(shapes, begin - low, stop - low)
        if text[low + found.start(1) : low + found.end(1)].lower() in _before()
    ]
    for series in _SERIES:
        place = text.find(series, begin, stop)
        while place >= 0:
            others.append(place + 1)
            place = text.find(series, place + 1, stop)
    numbers = _numbers(text, shapes, low, begin, stop, floor)
    return _in_order(sorted(set(others)), numbers) if others else numbers


def _in_order(others: list[int], numbers: Iterator[int]) -> Iterator[int]:
    """Yield the places of both once, the second asked for as the iteration goes on."""
    at, last = 0, -1
    for number in numbers:
        while at < len(others) and others[at] < number:
            yield others[at]
            at += 1
        if number != last:
            yield number
        last = number
        at += at < len(others) and others[at] == number
    yield from others[at:]


def _numbers(
    text: str, shapes: bytes, low: int, begin: int, stop: int, floor: Callable[[], int]
) -> Iterator[int]:
    """Yield the digits that may be a reference's between ``begin`` and ``stop``.

    ``shapes`` are the classes of the text's characters from ``low`` on.
    """
    before, behind, names, codes = _before(), _behind(), _names(), _codes()
    at = begin - low
    while (found := _EVIDENCE.search(shapes, at)) is not None:
        at = found.end()
        place = low + found.start()
        if place >= stop:
            break
        if found.lastindex is None:
            if _labelled(text, place, before, names, codes):
                yield place
                at = max(at, floor() - low)
                continue
            last = _LAST.match(shapes, found.start())
            if last is None:
                continue
            place = low + last.end() - 1
        else:
            place = low + found.start(1) - 1
        following = _NEXT_WORD.match(text, place + 1)
        if following is not None:
            word = following[1]
            known = before if following[2] else behind
            if word.lower() in known or word in names:
                yield place
                at = max(at, floor() - low)


def _labelled(
    text: str,
    place: int,
    before: frozenset[str],
    names: frozenset[str],
    codes: frozenset[str],
) -> bool:
    """Whether the word before a number's first digit is a label, or an archive's name or code."""
    left = text[max(0, place - _BEFORE) : place].rstrip(_JOINTS)
    word = left[left.rfind(" ") + 1 :]
    if "." in word and word.lstrip("([\"“„«'") in codes:
        return True
    if not word.isalpha():
        last = _LAST_WORD.search(word)
        if last is None:
            return False
        word = last[0]
    lower = word.lower()
    if lower in before or word in names:
        return True
    if word in codes and (len(word) > 1 or text.endswith(("-", "-\n"), 0, place)):
        return True
    if len(word) < 3 and word.isupper() and left.endswith(word):
        # the letter of a number: ф. Р-430; what counts is the word before it
        last = _LAST_WORD.search(left[: -len(word)].rstrip(_JOINTS))
        if last is not None and last[0].lower() in before:
            return True
    if lower in _SIGNS and _numbered(text, place, word, before, names):
        return True
    if len(word) == 1 and word.islower() and left.endswith(f" {word}"):
        # of a code: CPDOC, GV c 1945.10.29
        code = _LAST_WORD.search(left[:-2])
        if code is not None and code[0].isupper() and _after_name(text, place - 2, names):
            return True
    if lower in _VOLUMES:  # AMAE, CP Mexique, vol. 12
        return _after_name(text, text.rindex(word, 0, place), _initials())
    coded = word[:2].isupper() or (  # ЦГАКФФД СПб. Гр-10244
        len(word) == 2 and word.istitle() and left.endswith(word) and text[place - 1] in "-–"
    )
    return coded and _after_name(text, place, names)


#: Labels of volumes, which books have too: only an archive's name before them tells.
_VOLUMES = frozenset(("vol", "vols"))
#: Words for a number, after a label or an archive's name: inv. nr. 12; CFMA, No. 105-00604-01.
_SIGNS = frozenset("no nr nos nrs".split())  # noqa: SIM905
_DOCUMENTS = frozenset("document doc documents docs".split())  # noqa: SIM905
_BEFORE_SIGN = re.compile(r"([^\W\d_]{2,24})[.,:\s~]{0,3}\Z")


def _numbered(
    text: str, place: int, sign: str, before: frozenset[str], names: frozenset[str]
) -> bool:
    """Whether a label, or an archive's name, stands before the word for a number."""
    stop = text.rindex(sign, 0, place)
    for _ in range(2):
        last = _BEFORE_SIGN.search(text, max(0, stop - 28), stop)
        if last is None:
            return False
        if last[1].lower() in before or last[1] in names:
            return True
        if last[1].lower() not in _DOCUMENTS:  # BArch, MfS, HA IX, Nr. 2345
            return last[1].isupper() and _after_name(text, last.start(), names)
        stop = last.start()
    return False


_LOWER = re.compile(r".*(?<![^\W_])[a-zа-яёіїєґ]{3,}(?![^\W_])", re.DOTALL)


def _after_name(text: str, place: int, names: frozenset[str]) -> bool:
    """Whether an archive's name stands shortly before ``place``, with no word of prose between."""
    low = max(0, place - 48)
    prose = _LOWER.match(text, low, place)
    near = _CAPITALS.findall(text, prose.end() if prose is not None else low, place)
    return not names.isdisjoint(near)
