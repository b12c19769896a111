"""Checks, whole: a reference, a record, a text, a file or a folder in, findings out.

Here reading and checking meet; neither knows of the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from provenance.checking.checker import Checker
from provenance.checking.finding import Finding
from provenance.checking.fixing import apart, corrected
from provenance.checking.settings import Settings
from provenance.errors import ReadError
from provenance.library import read_bytes
from provenance.model.document import Record
from provenance.model.locator import Locator
from provenance.model.reference import Passage, Reference, Writing
from provenance.reading.manuscript import WRITINGS, kind_of, read_writing
from provenance.reading.manuscript.plain import text_writing
from provenance.reading.references import read_reference

__all__ = ["CHECKED", "check", "check_bytes", "check_text", "fix_bytes"]

#: The kinds of what is checked, as ``--kind`` has them.
CHECKED = (*WRITINGS, "records")


def check(
    thing: Any, *, today: dt.date | None = None, settings: Settings | None = None
) -> list[Finding]:
    """Return what is wrong with ``thing``, in the order of the text; nothing is an empty list.

    ``thing`` is a :class:`Record`, a :class:`Locator`, a :class:`Reference`, a text of one line
    (which is to be one reference), a longer text (running text), a :class:`pathlib.Path` (see
    :func:`check_bytes`), or an iterable of these: records in it are looked at together too.
    ``today`` is the day against which dates in the future are measured. Raises
    :class:`ReadError` for a file that cannot be read and :class:`TypeError` for anything else.
    Changes nothing.
    """
    return _check(Checker(settings, today=today), thing)


def _check(checker: Checker, thing: Any) -> list[Finding]:
    if isinstance(thing, str):
        return check_text(thing, checker)
    if isinstance(thing, Record):
        return checker.record(thing)
    if isinstance(thing, Path):
        try:
            data = thing.read_bytes()
        except OSError as error:
            message = (error.strerror or str(error)).lower()
            raise ReadError(message, source=str(thing)) from None
        return check_bytes(data, checker, source=str(thing))
    if isinstance(thing, Locator):
        return checker.reference(Reference.of(thing))
    if isinstance(thing, Reference):
        return checker.reference(thing)
    if isinstance(thing, Writing):
        return checker.writing(thing)
    if isinstance(thing, Iterable) and not isinstance(thing, bytes):
        things = list(thing)
        found = [finding for each in things for finding in _check(checker, each)]
        records = [each for each in things if isinstance(each, Record)]
        return found + (checker.folder(records) if len(records) > 1 else [])
    raise TypeError(f"expected a record, a reference, a text or several, found {type(thing)!r}")


def check_text(text: str, checker: Checker, *, source: str | None = None) -> list[Finding]:
    """Return what is wrong with a text: one reference where it is one line, else running text."""
    if "\n" not in text.strip():
        return checker.writing(one_reference(text, source=source))
    return checker.writing(text_writing(text, source=source))


def one_reference(text: str, *, source: str | None = None) -> Writing:
    """Return the writing of one line that is to be a reference."""
    reference = read_reference(text, source=source)
    line = Passage("line", 0, len(text))
    return Writing(text, text, (line,), source, "text", (reference,))


#: What is read as records; anything else is a manuscript.
_RECORDS = frozenset(
    ".toml .json .jsonl .ndjson .html .htm .xhtml .mhtml .mht .bib .bibtex .ris .yaml .yml".split()  # noqa: SIM905
)

#: The formats of records in which a comment can tell a rule to be silent.
_WITH_COMMENTS = {
    ".toml": "toml", ".bib": "bibtex", ".bibtex": "bibtex", ".yaml": "yaml", ".yml": "yaml",
}  # fmt: skip


def check_bytes(
    data: bytes,
    checker: Checker,
    *,
    source: str | None = None,
    kind: str | None = None,
    encoding: str | None = None,
    report: Callable[[str], None] | None = None,
) -> list[Finding]:
    """Return what is wrong with a file: a manuscript, or records by the file's suffix.

    ``kind`` is one of :data:`CHECKED`: ``text``, ``markdown``, ``latex``, ``rst``, ``docx`` or
    ``references`` (each line is to be one) for a manuscript, ``records`` for a record file, a
    saved page, a bibliography. ``report`` is told what the user should know though nothing is
    lost. Raises :class:`ReadError` and :class:`RecordError` for what cannot be read.
    """
    suffix = Path(source).suffix.lower() if source else ""
    if kind == "records" or (kind is None and suffix in _RECORDS):
        records = read_bytes(data, source=source, encoding=encoding, report=report)
        found = [each for record in records for each in checker.record(record, path=source)]
        found += checker.folder(records) if len(records) > 1 else []
        if suffix in _WITH_COMMENTS and b"provenance:" in data:
            text = data.decode("utf-8", "replace")
            found = checker.heeding(found, text, _WITH_COMMENTS[suffix], path=source)
        return found
    writing = read_writing(data, name=source, kind=kind, encoding=encoding, report=report)
    return checker.writing(writing)


_PASSES = 8  # corrections that lie over one another are made one after another
_BOM = "\ufeff"


def fix_bytes(
    data: bytes, checker: Checker, *, source: str | None = None, kind: str | None = None
) -> tuple[bytes, list[Finding]]:
    """Return a manuscript with the corrections that its findings carry, and those findings.

    A correction after which a reference would mean another file, or none, is not made. All other
    bytes stay as they are. Raises :class:`ReadError` for what is no manuscript in UTF-8.
    """
    suffix = Path(source).suffix.lower() if source else ""
    if kind == "records" or (kind is None and suffix in _RECORDS):
        raise ReadError("only manuscripts are corrected, not records", source=source)
    if kind_of(data, source, kind) == "docx":
        raise ReadError("only text formats are corrected, not Word files: the places are told, "
                        "make the corrections in Word", source=source)  # fmt: skip
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise ReadError("only files in UTF-8 are corrected", source=source) from None
    mark, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    made: list[Finding] = []
    for _ in range(_PASSES):
        writing = read_writing(text.encode(), name=source, kind=kind)
        wanted = apart(each for each in checker.writing(writing) if _in_prose(each, writing))
        safe = _safe(writing, wanted, source, kind)
        if not safe:
            break
        text = corrected(text, safe)
        made += safe
    return (mark + text).encode(), made


def _in_prose(finding: Finding, writing: Writing) -> bool:
    """Whether what is to be corrected stands in the file as it was read."""
    fix = finding.fix
    return fix is not None and (
        writing.origin is not None
        or writing.text[fix.start : fix.end] == writing.readable[fix.start : fix.end]
    )


def _safe(
    writing: Writing, wanted: list[Finding], source: str | None, kind: str | None
) -> list[Finding]:
    """Return the corrections after which every reference cites what it cited before."""
    origin = writing.origin
    file_text = writing.text if origin is None else origin.text
    while wanted:
        text = corrected(file_text, wanted)
        after = read_writing(text.encode(), name=source, kind=kind).references
        if len(after) != len(writing.references):
            return []
        changed = [
            (before.start, before.end) if origin is None else origin.span(before.start, before.end)
            for before, now in zip(writing.references, after, strict=True)
            if before.locator is not None and before.locator != now.locator
        ]
        if not changed:
            return wanted
        kept = [
            each for each in wanted
            if each.fix is not None
            and not any(start <= each.fix.start < end for start, end in changed)
        ]  # fmt: skip
        if len(kept) == len(wanted):
            return []
        wanted = kept
    return []
