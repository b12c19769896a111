"""Rules about what a record says of the document as a whole."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from provenance.checking.facts import facts
from provenance.checking.rules import Context, Hit, rule
from provenance.model.document import Record

__all__ = ["missing_date", "missing_title", "title_language"]


@rule("missing-title", "REC003", "error", Record)
def missing_title(record: Record, context: Context) -> Iterator[Hit]:
    """A record has no title, and nothing that would stand for one.

    A document without a title is cited by its genre, or by a description.

    Bad: a record without ``title``, ``kind`` and ``summary``
    Good: ``kind = "journal"``
    """
    given = (
        record.title, record.original_title, record.short_title, record.kind, record.summary,
    )  # fmt: skip
    if not any(given):
        yield Hit("Give a title or a description.", field="title")


@rule("missing-date", "REC004", "warning", Record)
def missing_date(record: Record, context: Context) -> Iterator[Hit]:
    """A record has no date, and doesn't say that the document is undated.

    Bad: a record without ``date`` and ``date_text``
    Good: ``date_text = "n.d."``
    """
    if record.date is None and record.period is None and record.date_text is None:
        yield Hit("No date; mark n.d. if undated.", field="date")


def _script(text: str) -> str | None:
    """Return the script of most letters of a text, where that is clear."""
    count: Counter[str] = Counter()
    for letter in text:
        if letter.isalpha():
            count[unicodedata.name(letter, "").partition(" ")[0]] += 1
    if not count:
        return None
    name, number = count.most_common(1)[0]
    return name.capitalize() if number > 0.8 * count.total() else None


def _looks(title: str, language: str) -> str | None:
    """Return what a title looks like, where that is not its language."""
    scripts = facts("scripts")
    known = [name for name, languages in scripts.items() if language in languages]
    script = _script(title)
    if not known or script is None or script == "Latin":
        return None  # a title in Latin letters may be transliterated, or translated
    if script not in known:
        return script if script in scripts else None
    letters = facts("letters")
    for other, signs in letters.items():
        if language in letters and other != language and not set(signs).isdisjoint(title.lower()):
            return str(facts("letter_languages")[other])
    return None


@rule("title-language", "REC009", "info", Record)
def title_language(record: Record, context: Context) -> Iterator[Hit]:
    """A title is in another language than the record says the document is.

    Told by the script and by letters that only one language has.

    Bad: ``language = "en"`` with ``original_title = "Дневник посла"``
    Good: ``language = "ru"`` with ``original_title = "Дневник посла"``
    """
    language = (record.language or "").partition("-")[0].casefold()
    if not language or "-" in (record.language or ""):
        return  # a tag with a script says itself how the language is written
    translated = any(credit.role == "translated" for credit in record.credits)
    titles = [("original_title", record.original_title)]
    if record.original_title is None and not translated:
        titles.append(("title", record.title))
    for field, title in titles:
        looks = _looks(title, language) if title is not None else None
        if looks is not None:
            yield Hit(f"Title looks {looks}, language is {record.language}.", field=field)
