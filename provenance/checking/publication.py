"""Rules about translation, credits and where a document is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from provenance.checking.chronology import certainly_before
from provenance.checking.date_places import printed
from provenance.checking.rules import Context, Hit, rule
from provenance.model.document import Credit, Record

__all__ = [
    "access_before_publication",
    "contributor_as_translator",
    "language_without_translator",
    "online_without_access_or_id",
    "publication_before_original",
    "translator_without_language",
    "url_malformed",
    "url_of_session_or_search",
]


def _tongue(tag: str | None) -> str:
    """Return the language of a BCP 47 tag, without script and region."""
    return (tag or "").partition("-")[0].casefold()


def _translations(record: Record) -> list[tuple[int, Credit]]:
    return [(i, each) for i, each in enumerate(record.credits) if each.role == "translated"]


def _shown_in(record: Record) -> list[str]:
    """Return the languages of the forms that the host offers, but for pictures of the original."""
    versions = record.publication.versions if record.publication is not None else ()
    return [
        _tongue(each.language) for each in versions
        if each.language and (each.form or "").casefold() not in ("scan", "original", "transcript")
    ]  # fmt: skip


@rule("translator-without-language", "PRO001", "warning", Record)
def translator_without_language(record: Record, context: Context) -> Iterator[Hit]:
    """A translator is named, but not from which language into which.

    Where the page says of what language the original is not a word, this is for information.

    Bad: ``language = "en"`` with a translator, and no other language
    Good: ``language = "ru"`` with a translator, and ``to = "en"`` or an English version
    """
    translations = _translations(record)
    if not translations:
        return
    index, credit = translations[0]
    sources = {_tongue(credit.source_language or record.language)} - {""}
    targets = {_tongue(each.target_language) for _, each in translations} - {""}
    targets |= set(_shown_in(record))
    if sources and targets - sources:
        return
    yield Hit(
        "A translator needs original and target languages.", field=f"credits[{index}]",
        severity=None if sources else "info",
    )  # fmt: skip


@rule("language-without-translator", "PRO002", "info", Record)
def language_without_translator(record: Record, context: Context) -> Iterator[Hit]:
    """A translation is shown, and nobody is named who made it.

    Bad: ``language = "ru"`` with an English version and no translator
    Good: the same with a credit of role ``translated``
    """
    publication = record.publication
    if publication is None or _translations(record) or record.language is None:
        return
    for index, version in enumerate(publication.versions):
        form = (version.form or "").casefold()
        other = version.language is not None and _tongue(version.language) != _tongue(
            record.language
        )
        if form == "translation" or (other and _tongue(version.language) in _shown_in(record)):
            yield Hit("Translation without a translator.", field=f"publication.versions[{index}]")
            return


@rule("translation-date-before-original", "PRO003", "error", Record)
def publication_before_original(record: Record, context: Context) -> Iterator[Hit]:
    """A document was published, or seen at its host, before it was written.

    Bad: ``date = "1957-12-23"`` with ``uploaded = "1950"``
    Good: ``date = "1957-12-23"`` with ``uploaded = "2013"``
    """
    publication, written = record.publication, record.date
    if publication is None or written is None:
        return
    for name, verb in (("uploaded", "Published"), ("accessed", "Accessed")):
        date = getattr(publication, name)
        if date is not None and certainly_before(date, written):
            yield Hit(f"{verb} {printed(date)} before it was written {printed(written)}.",
                      field=f"publication.{name}")  # fmt: skip


@rule("access-before-publication", "PRO004", "error", Record)
def access_before_publication(record: Record, context: Context) -> Iterator[Hit]:
    """A document was seen at its host before it was published there.

    Bad: ``accessed = "2009"`` with ``uploaded = "2013"``
    Good: ``accessed = "2024"`` with ``uploaded = "2013"``
    """
    publication = record.publication
    if publication is None or publication.accessed is None or publication.uploaded is None:
        return
    if certainly_before(publication.accessed, publication.uploaded):
        yield Hit(
            f"Accessed {printed(publication.accessed)} before publication "
            f"{printed(publication.uploaded)}.", field="publication.accessed",
        )  # fmt: skip


@rule("online-without-access-or-id", "PRO005", "info", Record)
def online_without_access_or_id(record: Record, context: Context) -> Iterator[Hit]:
    """An address is given, but no identifier and no date of access.

    An address that is made to last (a DOI, a handle, an ARK) is an identifier.

    Bad: ``url = "https://example.org/document/113395"`` alone
    Good: ``id = "113395"``, or ``accessed = "2024-05-02"``, besides
    """
    publication = record.publication
    if publication is None or publication.url is None or publication.id or publication.accessed:
        return
    lasting = context.limits["lasting-addresses"]
    if not any(each in publication.url.casefold() for each in lasting):
        yield Hit("Add an access date or identifier.", field="publication.url")


_CLOSING = ".,;:!?'\"»”…"


def _usable(url: str) -> bool:
    """Whether a text is an absolute address of the web, with nothing before or after it."""
    if not url.isprintable() or re.search(r"[\s<>\"{}|\\^`…]", url) or url[-1] in _CLOSING:
        return False
    if url[-1] in ")]" and url.count(")") + url.count("]") > url.count("(") + url.count("["):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    labels = host.split(".")
    return parts.scheme.lower() in ("http", "https") and len(labels) > 1 and all(labels)


@rule("url-malformed", "PRO007", "error", Record)
def url_malformed(record: Record, context: Context) -> Iterator[Hit]:
    """An address cannot be used: it is not absolute, has a space, or ends with a stop.

    Bad: ``url = "digitalarchive.wilsoncenter.org/document/113395."``
    Good: ``url = "https://digitalarchive.wilsoncenter.org/document/113395"``
    """
    url = record.publication.url if record.publication is not None else None
    if url is not None and not _usable(url):
        yield Hit(f"{url!r} isn't a usable URL.", field="publication.url")


@rule("url-session-or-search", "PRO008", "warning", Record)
def url_of_session_or_search(record: Record, context: Context) -> Iterator[Hit]:
    """An address is that of a search or of a session, which nobody else can open.

    Bad: ``url = "https://digitalarchive.wilsoncenter.org/search-results?search=puzanov"``
    Good: ``url = "https://digitalarchive.wilsoncenter.org/document/113395"``
    """
    url = record.publication.url if record.publication is not None else None
    if url is None or not _usable(url):
        return
    parts = urlsplit(url)
    names = {name.casefold() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    steps = {step.casefold() for step in re.split(r"[/;]", parts.path)}
    steps |= {step.partition("=")[0] for step in steps}
    of_session = not (names | steps).isdisjoint(context.limits["session-words"])
    of_search = not names.isdisjoint(context.limits["search-words"]) or not steps.isdisjoint(
        context.limits["search-steps"]
    )
    if of_session or of_search:
        yield Hit("Use the record URL.", field="publication.url")


@rule("contributor-as-translator", "PRO009", "warning", Record)
def contributor_as_translator(record: Record, context: Context) -> Iterator[Hit]:
    """Who obtained or contributed a document is given as its translator.

    Some programs put the whole line of credits into the translator's field.

    Bad: a credit of role ``translated`` with ``by = ["Obtained by James Person"]``
    Good: a credit of role ``obtained`` with ``by = ["James Person"]``
    """
    for index, credit in _translations(record):
        for number, name in enumerate(credit.by):
            words = re.findall(r"[^\W\d_]+", name.casefold())
            if not set(words).isdisjoint(context.limits["contributor-words"]):
                yield Hit(f"{name!r} names a contributor.", field=f"credits[{index}].by[{number}]")
