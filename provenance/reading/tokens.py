"""The tokens of a reference: a label, a value, a year, what may stand between them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from provenance.reading.labels import Grammar

_DASH: Final = r"[-\u2010-\u2015\u2212]"
_SEP: Final = rf"[\s,;.:·|/)\]]{{0,8}}(?:{_DASH}\s{{0,3}})?[(\[]?"
_WORD: Final = r"[^\W\d_]{1,24}+"
_GAP: Final = r"(?:[.'’ʹ/]\s?|\s)"
_SIGN: Final = r"(?P<sign>(?:№№?|N[°º]|[Nn][ro]s?\.?(?=\s)|[Nn][ro]s?\.|č\.|#|số)\s{0,2})?"
_POST: Final = (
    r"(?:['’ʹ°º](?![^\W\d_]))?(?:\s\([^\W\d_]{1,3}\.\))?"
    rf"[\s.:]{{0,4}}(?:{_DASH}(?=\s)|(?P<dash>{_DASH})(?=\d))?\s?{_SIGN}"
)
_TAIL: Final = (
    rf"(?:(?:/|{_DASH}|\.(?=\d))"
    r"(?:\d[^\W_]{0,11}|[^\W\d_]{1,8}(?:\d{1,9}[A-Za-z]?)?(?![^\W_]|\.?\s?\d))"
    r"(?:\(\w{1,4}\))?)"
)
_CODE: Final = (
    rf"\[?(?:[^\W\d_]{{1,2}}(?:{_DASH}|\s)?(?=\d)|[^\W\d_]{{1,4}}{_DASH}(?=\d)"
    r"|[A-Z]{1,4}\d?[- ](?=\d)|[A-Z]{1,5}(?=\d))?"
    rf"\d{{1,12}}(?:\[\d{{1,6}}\])?\]?\d{{0,9}}(?:\(\d{{1,3}}\)|[^\W\d_]{{1,4}}(?![^\W_]))?{_TAIL}{{0,8}}\]?"
)
_ROMAN: Final = rf"[IVXLCDM]{{1,8}}(?![^\W_]|\.[A-Z]\.){_TAIL}{{0,4}}"
_VALUE: Final = rf"(?P<value>{_CODE}|{_ROMAN})"
_WORDS: Final = (
    rf"(?P<a>{_WORD})(?:(?P<b>{_GAP}{_WORD})(?:(?P<c>{_GAP}{_WORD})(?P<d>{_GAP}{_WORD})?)?)?"
)

#: One labelled unit: separators, the label's words (as few as will do), a number sign, the value.
STEP: Final = re.compile(rf"{_SEP}(?P<label>{_WORD}(?:{_GAP}{_WORD}){{0,3}}?){_POST}{_VALUE}")
#: Up to four words that may be a label.
WORDS: Final = re.compile(_SEP + _WORDS)
VALUE_AFTER_LABEL: Final = re.compile(_POST + _VALUE)
NAME_AFTER_LABEL: Final = re.compile(rf"{_POST}(?P<value>[^\W_]|[\"“„«'(\[])")
#: A value and the label that comes after it.
AFTER: Final = re.compile(
    rf"[\s,;.:]{{0,6}}(?:第\s?)?(?P<value>(?:[A-Z][^\W\d_]{{0,3}}{_DASH}[^\W\d_]{{1,3}}\s{{1,2}})?{_CODE}"
    r"(?:\.[a-d](?=\.?\s[^\W\d_]{2,12}[.,]))?"  # 1.a apr.
    rf"|{_ROMAN}|[a-z]{{1,3}}(?=\.\s))\.?\s{{0,2}}{_WORDS}"
)
LABEL_AFTER: Final = re.compile(rf"\.?\s{{0,2}}{_WORDS}")
SHORT_WORD_AND_NUMBER: Final = re.compile(r"[\s,;.:·|)\]]{0,8}[^\W\d_]{1,12}.{0,8}?\d")
#: A closing bracket and the word after it, or the end.
CLOSED: Final = re.compile(
    r"[)\]}»”\"]{1,3}[.,;:!?]{0,2}(?:\s*\Z|\s+(?:[(\[“\"«]{0,2}(?P<word>[^\W\d_]+)))"
)
#: A word that begins with a capital.
CAPITAL: Final = re.compile(r"[^\W\d_a-zа-яёіїє](?<!\w.)[^\W\d_]*")
FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
REST_OF_TOKEN: Final = re.compile(r"[^\s,;()\[\]]{0,60}[^\s,;()\[\].:]")
#: A label and a name for its value, before a label and its number.
NAMED_UNIT: Final = re.compile(
    r"(?P<label>[^\W\d_]{1,5})\.?\s[^\W\d_][^\d,;:.()\n]{1,60}(?=,\s[^\W\d_]{1,12}\.?\s\d)"
)
#: A label, and a name in capitals for its value.
LABEL_AND_CAPITALS: Final = re.compile(r"(?P<label>[^\W\d_]{3,12})\s(?=[^\W\d_a-z][^\W\d_a-z])")
#: What may go on after a number: letters after a fond's, ``доп.``, more of a call number.
MORE_OF_VALUE: Final = re.compile(
    r"[^\S\n][A-ZА-ЯЁІЇЄҐ]{2,8}(?=\s*(?:[,;.)]|$))|\s?(?:доп|dop|suppl?)\.?(?![^\W_])"
    r"|[^\S\n][A-Z]{1,3}[/.]\d[^\s,;]{0,20}|/[^\s,;]{0,39}[^\s,;.:]|\s?\(\w{1,6}\)/[^\s,;]{0,29}[^\s,;.:]"
)
#: A letter of a number, a space before it: ``Bd. 8445 A, Bl. 12``.
LETTER_APART: Final = re.compile(r"\s[A-ZА-ЯЇІЄҐ](?=,\s)")
YEAR: Final = re.compile(
    rf"[\s,.;:]{{0,4}}(?P<value>(?:1[5-9]|20)\d\d(?:\s?(?:{_DASH}|/)\s?\d{{2,4}})?)"
    r"(?:\s?(?:годы?|год|гг|г|рр|рік|р|godina|gg|g|gada|év|r|m)\.?(?![^\W_]))?(?=\s*[,.;:)]|\s)"
)
NOTHING_AFTER_LABEL: Final = re.compile(r"\.?\s{0,3}[,;]")
MORE_WORDS: Final = re.compile(r"\s[^\W\d_]")
#: The name of a collection, which stands above all else where it comes last.
COLLECTION: Final = re.compile(r"(?:Papers|Files?|Records|Collection)$")
LAST_WORD: Final = re.compile(r"\s(?P<label>[^\W\d_]{3,12})$")
BARE_UNIT: Final = re.compile(
    r",\s{0,2}(?P<sign>(?:№|[Nn][ro]\.)\s?)?"
    r"(?:(?!(?:1[5-9]|20)\d\d(?![^\W_]))(?P<value>\d{1,6}[^\W\d_]{0,2}|\"[^\"\n]{1,80}\"|“[^”\n]{1,80}”))"
    r"(?=\s*(?:$|[,;.)]|/\s))"
)
BRACKETED: Final = re.compile(r"[\s,.]{0,3}\((?P<value>[^()\d\n][^()\n]{1,80})\)")
#: Before a label, or at the end of a name; ``ОО. 1898`` goes on a name and has a year after it.
_BEFORE_LABEL: Final = (
    r"(?=(?:(?<!\s[A-ZА-Я])\.|[,;])\s"
    r"|\s(?=(?![А-Я]{2}\.\s1[89]\d\d)[^\W\d_]{1,6}\.?\s?\d))"
)
#: A fond's name in quotation marks: ф. 143 "Китайский стол", оп. 491.
QUOTED_NAME: Final = re.compile(
    r"\s{1,2}[«\"“„](?P<value>[^\W\d_][^«»\"“”„\n]{1,80})[»\"”“](?=[.,]\s)"
)
NAME_BETWEEN: Final = re.compile(rf"[^\W\d_][^\d\n;:(),]{{1,100}}?{_BEFORE_LABEL}")
NAME_OR_NUMBER_BETWEEN: Final = re.compile(
    rf"(?:[^\W\d_]{{3,6}}\.\s(?=[IVX]{{1,5}}[,-]))?[^\W_][^\n;:(),]{{1,100}}?{_BEFORE_LABEL}"
)
NAME_AFTER_COMMA: Final = re.compile(r",\s(?P<name>[^\W\d_][^\d\n;:(),]{1,80})(?=,)")
#: A fond's code without its label, before a unit that has one: ``NA ČR, KSČ-ÚV-02/2, sv. 112``.
CODE_BETWEEN: Final = re.compile(r"[^\W\d_](?=[^\s,;:()]{0,24}\d)[^\s,;:()]{1,24}(?=,\s)")
#: The Cyrillic letter that was typed for a 3: л. З.
LETTER_THREE: Final = re.compile(r"З(?![^\W_])")
DIGITS: Final = re.compile(r"\d+")
BARE_LEAVES: Final = re.compile(
    r"\s?[,:]\s{0,2}(?!(?:1[5-9]|20)\d\d\s*(?:$|[.;)\]}\n<]))"  # a year: WO 208/4583, 1945
    rf"(?=\[?\d{{1,5}}[rv]?(?:\s?{_DASH}\s?\d{{1,5}}[rv]?)?(?:,\s\d{{1,5}}[rv]?)*"
    r"\s*(?:$|[;)\]}\n<]|\.(?:[\s})\]”»<]|$)))"
)
#: What a unit without a label begins with: a capital or a figure; words in small letters are prose.
MAY_BE_UNLABELLED: Final = re.compile(
    r"(?<=[,:;/#(]\s)[\"“„«(']?[^\W_]|(?<=[,:;/#(.-])[^\W_]|[^\s,;]{0,24}\d|(?:[A-Z]\S{0,10}\s){1,3}\S{0,12}\d"
)
CLASSIFICATION: Final = re.compile(
    r"(?:top|strictly|most)?\s?(?:secret|confidential)|for official use only|unclassified", re.I
)
NAME_GAP: Final = re.compile(r"\s{0,3}(?:[,;:]\s{0,3}|[–—]\s|(?<=\w)\s)?")
NAME: Final = re.compile(r"[\"“„«'(]?(?:[^\W_a-z]|\d+[A-Z]|[a-z]{1,3}\s[A-Z])")
LABEL_AFTER_TITLE: Final = re.compile(r"(?<=[\"”“»])\s(?P<label>[^\W\d_]{3,12})\.?(?![^\W_])")
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
DATES: Final = re.compile(
    rf"(?:\d{{1,2}}\s)?(?:{_MONTH}|\d{{1,2}}/\d{{2,4}}|(?:1[89]|20)\d\d)[\s\d/.–—-]{{0,16}}"
    rf"(?:(?:{_MONTH}|\d{{1,2}}/\d{{2,4}}|\d{{2,4}})[\s\d]{{0,8}})?"
)
#: Words that lead up to a reference and are no part of a name.
LEAD: Final = re.compile(
    r"(?:(?:(?:in|at|from|see|compare|also|cf|the|im|aus|siehe|vgl|dans|voir|см|ср|во|из|із|див)"
    r"[.:]{0,2}|[wzвиу])\s+)+",  # W. Averell Harriman has an initial
    re.IGNORECASE,
)
#: Words that join two references, or two values of one label, in any of the languages.
AND: Final = r"(?:and|und|sowie|et|oraz|i|y|e|a|u|és|og|och|ja|ir|un|și|şi|и|і|й|та|да|და|&|\+)"
JOINT: Final = re.compile(rf"\s{AND}\s")
#: Such a word between two numbers, or before a labelled one.
_JOINED: Final = re.compile(rf"\s{AND}\s(?=(?P<number>\d)|[^\W\d_])")
#: What leads to a unit in the one before, or in the archive: РГАСПИ, в фонде 17, на листе 3.
WITHIN: Final = re.compile(
    r"[,;:.]?\s(?:in the|in|on|im|aus dem|auf|в|во|из|із|з|у|на|w|we|z|na|v|ve|ze|az|a|u|iz|în|la"
    r"|dans le|dans la|nel|nella|en el)\s(?=[^\W\d_])"
)
_SKIP: Final = re.compile(rf"[\s,;:.·]{{0,6}}(?:[/#]|{_DASH}\s?)?[(\[]?\s?(?:№\s?)?")


def skip(text: str, pos: int) -> int:
    """Return the place after the separators at ``pos``."""
    found = _SKIP.match(text, pos)
    return found.end() if found is not None else pos


_CLOSING_QUOTES: Final = "”»"
_QUOTED: Final = re.compile(
    r"\"[^\"\n]{1,160}\"|“[^”\n]{1,160}”|„[^“”\n]{1,160}[“”]|«[^»\n]{1,160}»"
)
_FREE: Final = re.compile(r"(?:[^,;\n{}<]|\{[^{}\n]{0,60}\}){1,120}")
_SENTENCE: Final = re.compile(r"([^\s.]{0,40})\.(?:\s+(?=[^\W\d_a-zа-я]|[«\"“(\[—–])|\s*$)")
#: An abbreviation with several stops: AA.EE.SS
_STOPPED: Final = re.compile(r"(?<![^\W_])[^\W\d_]{1,3}(?:\.[^\W\d_]{1,3})+$")
#: Before a single letter that is no initial: ORG 7 S., POL 27 VIET S., Vol. V.
_NO_INITIAL: Final = re.compile(
    r"(?:[A-Z]{2}|\d|\b(?:[Vv]ols?|[Nn]os?|[Pp]ts?|[Bb]d|[Nn]r|[Cc]h)\."
    r"|\b(?:[Vv]olume|[Pp]art|[Bb]ook|[Tt]ab|[Aa]nnex|[Ff]older|[Bb]ox|[Ss]ection))\s$"
)
_SPACE: Final = re.compile(r"\s+(?=[^\W_])")
_SHORT: Final = frozenset(
    "vol no nr st dr mr mrs gen col gov sen dep amb rep prof jr sr hon lt maj capt adm ser"  # noqa: SIM905
    " inst dept div ms eng hist misc".split()
)


def free_end(text: str, start: int, grammar: Grammar) -> int:
    """Return where a free value ends: at a separator, a sentence's end, or the next label."""
    quoted = _QUOTED.match(text, start)
    if quoted is not None:
        return quoted.end()
    free = _FREE.match(text, start)
    if free is None:
        return start
    end = free.end()
    opened = text.count("(", start, end) - text.count(")", start, end)
    if opened < 0:
        end = text.index(")", start, end) if "(" not in text[start:end] else end
    for sentence in _SENTENCE.finditer(text, start, end):
        word = sentence[1]
        initial = (
            len(word) == 1
            and word.isalpha()
            and not _NO_INITIAL.search(text, start, sentence.start())
        )
        short = not grammar.named and len(word) <= 4 and word.istitle() and word[-1] not in "aeiouy"
        goes_on = text[sentence.end() : sentence.end() + 1] in "–—" and _STOPPED.search(
            text, start, sentence.end(1)
        )
        if word.casefold() not in _SHORT and not initial and not short and not goes_on:
            end = sentence.end(1)
            break
    for joint in _JOINED.finditer(text, start, end):  # sygn. 5 i sygn. 9; Nr. 5 und 7
        step = STEP.match(text, joint.end()) if joint["number"] is None else None
        if (step is not None and grammar.lookup(step["label"])) or (
            joint["number"] is not None and text[start : joint.start()].isdigit()
        ):
            end = joint.start()
            break
    for gap in _SPACE.finditer(text, start, end) if grammar.order else ():
        step = STEP.match(text, gap.start())
        if step is None or step.end() > end + 1:
            continue
        if any(kind in grammar.order for kind in grammar.lookup(step["label"])):
            end = gap.start()
            break
    end = start + len(text[start:end].rstrip(" .:–—-\t"))
    if text[end - 1] in _CLOSING_QUOTES and not any(mark in text[start:end] for mark in "“„«"):
        end = start + len(text[start : end - 1].rstrip(" .:"))  # He saw “…, folder 3.”
    return end + keeps_stop(text, start, end)


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a value is all in quotation marks: what stands in them is one title."""
    quoted = _QUOTED.match(text, start)
    return quoted is not None and quoted.end() == end


def keeps_stop(text: str, start: int, end: int) -> bool:
    """Whether the stop at ``end`` is the value's own, the last of its stops."""
    return text[end : end + 1] == "." and _STOPPED.search(text, start, end) is not None


@cache
def following_marks(grammar: Grammar) -> re.Pattern[str]:
    """Return what matches "and the following" leaf or leaves here; ``ff.`` is known everywhere."""
    many = sorted(grammar.following_many | {"ff."}, key=len, reverse=True)
    one = sorted(grammar.following - grammar.following_many, key=len, reverse=True)

    def either(marks: list[str]) -> str:
        return "|".join(re.escape(mark.rstrip(".")).replace(r"\ ", r"\s?") for mark in marks)

    parts = [f"(?P<many>{either(many)})"]
    if one:
        parts.append(f"(?P<one>{either(one)})")
    return re.compile(rf"\s?(?:{'|'.join(parts)})\.?(?![^\W_]|\s?\d)")
