"""Who obtained, translated, edited … a document for whom: the credit sentences of a host.

"Obtained by A and translated for B by C", "Contributed, transcribed, and translated by A (X)".
One entry for each role and project, in the text's order.
"""

from __future__ import annotations

import re
from functools import cache

import attrs

from provenance.model import Credit
from provenance.reading.page.spans import Found, PageText, tidy
from provenance.reading.page.words import alternation, language, phrase, table

__all__ = ["CreditFound", "Credits", "before_credits", "credits_start", "read_credits"]


@attrs.frozen
class CreditFound:
    """A credit with the places of its role, its names and its project."""

    credit: Credit
    role: Found[str]
    names: tuple[Found[str], ...]
    project: Found[str] | None


@attrs.frozen
class Credits:
    """The credits of a passage, and the spans of what in it is none."""

    credits: tuple[CreditFound, ...]
    rest: tuple[tuple[int, int], ...]


@cache
def _verb() -> str:
    entry = table()["credits"]
    return rf"(?:{alternation([*entry['roles'], *entry['nouns']])})"


def _role(word: str) -> str:
    """Return the role that a word of a credit is for ("Translation by": translated)."""
    folded = word.lower()
    return str(table()["credits"]["nouns"].get(folded, folded))


@cache
def _object() -> re.Pattern[str]:
    """Return the pattern of what stands before a role that begins a sentence."""
    return re.compile(rf"(?:{alternation(table()['credits']['objects'])})\s+$")


@cache
def _verbs() -> re.Pattern[str]:
    """Return the pattern of one or more roles with what follows them."""
    verb = _verb()
    return re.compile(
        rf"(?<![\w-])(?P<verbs>{verb}(?:\s*,\s*(?:and\s+)?{verb}|\s+and\s+{verb}|\s*&\s*{verb})*)"
        rf"(?=\s+(?:by|for|from|into|to)\s)",
        re.IGNORECASE,
    )


#: A sentence ends at a full stop that is no initial's and no abbreviation's.
_SENTENCE_END = re.compile(
    r"(?<![\s.(][A-Z])(?<!^[A-Z])(?<!\bJr)(?<!\bSr)(?<!\bDr)(?<!\bProf)(?<!\bSt)(?<!\bMr)(?<!\bMs)"
    r"(?<!\bMrs)(?<!\b[A-Z][a-z])(?<!\bed)(?<!\bet al)[.](?=\s+[A-Z“\"(\[h]|\s*$)"
)
_BEFORE = re.compile(
    r"(?:^|[.;:)\]”\"'’]|\d)\s*$|\s(?:and|then)\s*$|,\s*$|(?:Documents?|Text|Copy|Original)\s+$"
)


def _without_object(text: str) -> str:
    named = _object().search(text)
    return text[: named.start()] if named is not None else text


def before_credits(text: str, start: int, position: int) -> int:
    """Return where the text before credits at ``position`` ends, "Document" left out of it."""
    return start + len(_without_object(text[start:position]))


def credits_start(text: str, start: int, end: int) -> int | None:
    """Return where the credit sentences of a passage begin, or ``None`` where it has none."""
    for match in _verbs().finditer(text, start, end):
        before = text[max(start, match.start() - 20) : match.start()]
        named = _object().search(before)
        capital = match.group()[0].isupper() or named is not None
        if named is not None:
            before = before[: named.start()]
        at_start = not before.strip() and match.start() - start <= 20
        after_mark = re.search(r"[.;)\]”\"’]\s*$", before) is not None
        if at_start or (capital and (after_mark or re.search(r"[\d,]\s*$", before))):
            return match.start()
        if before.rstrip().endswith(";"):
            return match.start()
    return None


def read_credits(page: PageText, start: int, end: int) -> Credits:
    """Read the credits between two positions, where a credit sentence begins at ``start``."""
    text = page.text
    heads = [
        match for match in _verbs().finditer(text, start, end)
        if match.start() == start
        or _BEFORE.search(_without_object(text[max(start, match.start() - 20) : match.start()]))
    ]  # fmt: skip
    found: list[CreditFound] = []
    rest: list[tuple[int, int]] = []
    for index, head in enumerate(heads):
        stop = heads[index + 1].start() if index + 1 < len(heads) else end
        clause = _clause(page, head, stop, rest)
        for credit in clause:
            _add(found, credit)
    return Credits(tuple(found), tuple(rest))


def _add(found: list[CreditFound], new: CreditFound) -> None:
    """Add a credit; the same role for the same project is one entry."""
    for index, old in enumerate(found):
        one, two = old.credit, new.credit
        if (one.role, one.project, one.source_language, one.target_language) == (
            two.role, two.project, two.source_language, two.target_language,
        ):  # fmt: skip
            merged = attrs.evolve(
                one,
                by=tuple(dict.fromkeys((*one.by, *two.by))),
                affiliations={**one.affiliations, **two.affiliations},
            )
            names = {name.value: name for name in (*new.names, *old.names)}
            places = tuple(names[name] for name in merged.by)
            found[index] = attrs.evolve(old, credit=merged, names=places)
            return
    found.append(new)


_PART = re.compile(r"\s*,?\s*(?P<word>by|for|from|into|to)\s+", re.IGNORECASE)


def _clause(
    page: PageText, head: re.Match[str], stop: int, rest: list[tuple[int, int]]
) -> list[CreditFound]:
    """Read one clause: its roles, and what comes after by, for, from and into."""
    text = page.text
    position = head.end()
    names: list[tuple[Found[str], str | None]] = []
    project: Found[str] | None = None
    tongues: dict[str, str] = {}
    while position < stop:
        part = _PART.match(text, position, stop)
        if part is None:
            break
        word, begin = part["word"].lower(), part.end()
        if word == "by":
            finish = _names_end(text, begin, stop)
            names += _names(page, begin, finish)
            position = finish
            continue
        finish = _part_end(text, begin, stop)
        value = page.found(begin, finish)
        if value is None:
            break
        bare = re.sub(r"^(?:the|The)\s+", "", value.value).strip(" ,;.")
        if word == "for" or (word == "to" and language(bare) is None):
            shift = value.value.find(bare)
            project = Found(bare, value.start + shift, value.start + shift + len(bare))
        else:
            code = language(bare)
            if code is None:
                rest.append((part.start(), finish))
            else:
                tongues["from" if word == "from" else "to"] = code
        position = finish
    left = re.compile(r"[\s.,;]*(?:and\b[\s,]*)?").match(text, position, stop)
    position = left.end() if left is not None else position
    if position < stop:
        rest.append((position, stop))
    verbs = re.compile(_verb(), re.IGNORECASE)
    return [
        CreditFound(
            Credit(
                _role(verb.group()),
                by=tuple(dict.fromkeys(name.value for name, _ in names)),
                project=project.value if project is not None else None,
                affiliations={name.value: where for name, where in names if where},
                source_language=tongues.get("from") if _translates(verb.group()) else None,
                target_language=tongues.get("to") if _translates(verb.group()) else None,
            ),
            Found(_role(verb.group()), verb.start(), verb.end()),
            tuple(name for name, _ in names),
            project,
        )
        for verb in verbs.finditer(text, head.start(), head.end())
    ]


def _translates(verb: str) -> bool:
    return _role(verb) == "translated"


def _part_end(text: str, begin: int, stop: int) -> int:
    """Return where a project or a language ends: at the next such word or the sentence's end."""
    following = re.compile(r",?\s+(?:by|into|from)\s+|\s*[;.](?=\s|$)|,\s+(?=and\b)").search(
        text, begin, stop
    )
    return following.start() if following is not None else stop


def _names_end(text: str, begin: int, stop: int) -> int:
    """Return where the names after "by" end: before "for", a semicolon or the sentence's end."""
    ends = [stop]
    sentence = _SENTENCE_END.search(text, begin, stop)
    if sentence is not None:
        ends.append(sentence.start())
    mark = re.compile(r";|https?://|\n\s*\n").search(text, begin, stop)
    if mark is not None:
        ends.append(mark.start())
    finish = min(ends)
    project = re.compile(r"\s+for\s+(?:the\s+)?(?=[A-Z])").search(text, begin, finish)
    if project is not None:
        last = re.split(r",|\sand\s", text[begin : project.start()])[-1]
        if phrase("persons", "bodies").search(last) is None:
            return project.start()
    tongue = re.compile(r"\s+(?:from|into)\s+(?=[A-Z])").search(text, begin, finish)
    return tongue.start() if tongue is not None else finish


_NAME = re.compile(r"(?P<name>[^,()]+?)\s*(?:\((?P<where>[^()]{2,120})\))?\s*$")


def _names(page: PageText, begin: int, finish: int) -> list[tuple[Found[str], str | None]]:
    """Split a list of names, each with its affiliation in brackets."""
    found: list[tuple[Found[str], str | None]] = []
    for start, end in _items(page.text, begin, finish):
        match = _NAME.match(page.text, start, end)
        if match is None:
            continue
        name = re.sub(r"^(?:the|The)\s+", "", tidy(match["name"]).strip(" ,;"))
        if not re.search(r"(?:\b[A-Z]|\b[JS]r|\bPh\.D)\.$", name):
            name = name.rstrip(" .")
        if not name or not any(ch.isalpha() for ch in name):
            continue
        if found and name.casefold() in table()["persons"]["suffixes"]:
            last, where = found[-1]
            found[-1] = (attrs.evolve(last, value=f"{last.value}, {name}", end=end), where)
            continue
        first = page.text.index(name.split()[0], start)
        place = Found(name, first, match.end("name"))
        found.append((place, tidy(match["where"]) if match["where"] else None))
    return found


def _items(text: str, begin: int, finish: int) -> list[tuple[int, int]]:
    """Return the spans between the commas and "and"s of a list, outside of brackets."""
    spans: list[tuple[int, int]] = []
    depth, start = 0, begin
    for match in re.compile(r"[()]|,\s*(?:and\s+)?|\s+and\s+|\s*&\s*").finditer(
        text, begin, finish
    ):
        piece = match.group()
        if piece in "()":
            depth = max(0, depth + (1 if piece == "(" else -1))
        elif depth == 0 and match.start() >= start:
            if "and" in piece and "," not in piece and _one_body(text, start, match, finish):
                continue
            spans.append((start, match.start()))
            start = match.end()
    spans.append((start, finish))
    return spans


def _one_body(text: str, start: int, joint: re.Match[str], finish: int) -> bool:
    """Whether an "and" stands within a body's name (Institute of History and Culture)."""
    left, right = text[start : joint.start()], text[joint.end() : finish]
    following = re.split(r"[,(]", right)[0].split()
    return (
        phrase("persons", "bodies").search(left) is not None
        and re.search(r"\b(?:of|for)\b", left) is not None
        and (len(following) == 1 or not all(w[:1].isupper() for w in following[:2]))
    )
