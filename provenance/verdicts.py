"""Checks, whole: a reference, a record, a text, a file or a folder in, findings out.

Here reading and checking meet; neither knows of the other.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from provenance.bibliography_files import check_bibliography
from provenance.checking.checker import Checker
from provenance.checking.finding import Finding
from provenance.checking.fixing import apart, corrected
from provenance.checking.settings import Settings
from provenance.errors import NoCorrectionError, ReadError, WrongTypeError, expect
from provenance.library import kind_of, read_bytes
from provenance.model.document import Record
from provenance.model.locator import Locator
from provenance.model.reference import Passage, Reference, Writing
from provenance.reading.bibliography import BIBLIOGRAPHIES
from provenance.reading.manuscript import WRITINGS, kind_of_text, kind_of_writing, read_writing
from provenance.reading.manuscript.plain import text_writing
from provenance.reading.markup import looks_like_html
from provenance.reading.placed import placed_bibliography
from provenance.reading.references import read_reference
from provenance.reading.source import decode, read_source
from provenance.record_files import Together, check_records, record_paths

__all__ = [
    "CHECKED",
    "check",
    "check_bytes",
    "check_text",
    "fix_bytes",
    "is_safe",
    "one_reference",
    "placed_references",
]

#: The kinds of what is checked, as ``--kind`` has them.
CHECKED = (*WRITINGS, *BIBLIOGRAPHIES, "records")


def check(
    thing: Any, *, today: dt.date | None = None, settings: Settings | None = None
) -> list[Finding]:
    """Return what is wrong with ``thing``, in the order of the text; nothing is an empty list.

    ``thing`` is a :class:`Record`, a :class:`Locator`, a :class:`Reference`, a text of one line
    (which is to be one reference), a longer text (running text), a :class:`pathlib.Path` of
    a file (what it is, its suffix says, or else its content), or of a folder whose record files
    are checked, or an iterable of these: records in it are looked at together too.
    ``today`` is the day against which dates in the future are measured. Raises
    :class:`ReadError` for a file that cannot be read and :class:`WrongTypeError` for anything else.
    Changes nothing.
    """
    if today is not None:
        expect(today, dt.date, "a date as today")
        today = dt.date(today.year, today.month, today.day)  # of a time, its day
    if settings is not None:
        expect(settings, Settings, "settings")
        return _check(Checker(settings, today=today), thing)
    return _check(_usual(today or dt.date.today()), thing)


@lru_cache(maxsize=1)
def _usual(today: dt.date) -> Checker:
    """Return what checks without settings; kept, as to make it takes longer than to ask it."""
    return Checker(today=today)


def _check(checker: Checker, thing: Any) -> list[Finding]:
    together = Together()
    found = _check_each(checker, thing, together)
    return found + together.findings(checker)


def _check_each(checker: Checker, thing: Any, together: Together) -> list[Finding]:
    """Return what is wrong with a thing; its records are added to ``together``."""
    if isinstance(thing, str):
        return check_text(thing, checker)
    if isinstance(thing, Record):
        together.add([thing])
        return checker.record(thing)
    if isinstance(thing, Path):
        if thing.is_dir():
            return _check_each(checker, _records_in(thing), together)
        try:
            data = thing.read_bytes()
        except OSError as error:
            raise ReadError.refused(error, str(thing)) from None
        return check_bytes(data, checker, source=str(thing), together=together)
    if isinstance(thing, Locator):
        return checker.reference(Reference.of(thing))
    if isinstance(thing, Reference):
        return checker.reference(thing)
    if isinstance(thing, Writing):
        return checker.writing(thing)
    if isinstance(thing, Iterable) and not isinstance(thing, bytes):
        return [found for each in thing for found in _check_each(checker, each, together)]
    raise WrongTypeError(
        f"expected a record, a reference, a text or several, found {type(thing).__name__}"
    )


def _records_in(folder: Path) -> list[Path]:
    """Return the record files in a folder; files of archives that settings name are none."""
    from provenance.settings_file import archive_files

    apart: dict[Path, set[str]] = {}
    found = []
    for path in record_paths(folder):
        if path.parent not in apart:
            apart[path.parent] = set(map(os.path.realpath, archive_files(path.parent)))
        if os.path.realpath(path) not in apart[path.parent]:
            found.append(path)
    return found


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


#: What is read as records, and the bibliographies; anything else is a manuscript.
_SUFFIXES = dict.fromkeys(
    (".toml", ".json", ".jsonl", ".ndjson", ".html", ".htm", ".xhtml", ".mhtml", ".mht"), "records"
) | {
    ".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris", ".yaml": "csl-yaml", ".yml": "csl-yaml",
}  # fmt: skip
_JSON = (".json", ".jsonl", ".ndjson")

#: The formats of records in which a comment can tell a rule to be silent.
_WITH_COMMENTS = {".toml": "toml"}


def check_bytes(
    data: bytes,
    checker: Checker,
    *,
    source: str | None = None,
    kind: str | None = None,
    encoding: str | None = None,
    report: Callable[[str], None] | None = None,
    together: Together | None = None,
) -> list[Finding]:
    """Return what is wrong with a file: a manuscript, a bibliography, or records.

    ``kind`` is one of :data:`CHECKED`: ``text``, ``markdown``, ``latex``, ``rst``, ``docx`` or
    ``references`` (each line is to be one) for a manuscript; ``bibtex``, ``csl-json``,
    ``csl-yaml`` or ``ris``; ``records`` for a record file or a saved page. Without it the suffix
    of ``source`` decides, then the content. ``report`` is told what the user should know though
    nothing is lost. Records are looked at together, or added to ``together`` to be looked at with
    those of other files. Raises :class:`ReadError` and :class:`RecordError` for what cannot be
    read.
    """
    kind = _kind_of(data, source, kind, encoding)
    if kind in BIBLIOGRAPHIES:
        text = decode(data, encoding, source=source, report=report)
        return check_bibliography(
            text, kind, checker, source=source, report=report, together=together
        )
    if kind == "records":
        records = read_bytes(data, source=source, encoding=encoding, report=report)
        text, record_kind, plain = _record_text(data, source, encoding)
        found = check_records(
            text, record_kind, records, checker, source=source, plain=plain, together=together
        )
        suffix = Path(source).suffix.lower() if source else ""
        if suffix in _WITH_COMMENTS and b"provenance:" in data:
            text = data.decode("utf-8", "replace")
            found = checker.heeding(found, text, _WITH_COMMENTS[suffix], path=source)
        return found
    writing = read_writing(data, name=source, kind=kind, encoding=encoding, report=report)
    return checker.writing(writing)


def _record_text(data: bytes, source: str | None, encoding: str | None) -> tuple[str, str, bool]:
    """Return the text of a file of records, its kind, and whether a page was read as it stands."""
    text = decode(data, encoding, source=source)
    suffix = Path(source).suffix.lower() if source else ""
    kind = "toml" if suffix == ".toml" else "json" if suffix in _JSON else kind_of(text)
    if kind in ("toml", "json"):
        return text, kind, True
    return text, "page", read_source(data, encoding=encoding, source=source).text == text


def _kind_of(data: bytes, source: str | None, kind: str | None, encoding: str | None) -> str:
    """Return which of :data:`CHECKED` a file is: as it is said, by its suffix, by its content."""
    if kind is not None:
        if kind not in CHECKED:
            known = ", ".join(CHECKED)
            raise ReadError(f"there is no kind {kind!r}; expected one of {known}", source=source)
        return kind
    suffix = Path(source).suffix.lower() if source else ""
    found = _SUFFIXES.get(suffix)
    if found is not None and suffix not in _JSON:
        return found
    writing = kind_of_writing(data, source)
    if writing is not None:
        return writing
    text = decode(data, encoding, source=source)
    record_kind = kind_of(text)
    if record_kind in BIBLIOGRAPHIES:
        return record_kind
    if found is not None or record_kind in ("toml", "json") or looks_like_html(text[:4096].lower()):
        return "records"
    return kind_of_text(text)


# --------------------------------------------------------------------------- corrections

_PASSES = 8  # corrections that lie over one another are made one after another
_TRIES = 40  # so often it is looked for those that spoil the others
_BOM = "\ufeff"


def fix_bytes(
    data: bytes, checker: Checker, *, source: str | None = None, kind: str | None = None
) -> tuple[bytes, list[Finding]]:
    """Return a file with the corrections that its findings carry, and those findings.

    A manuscript or a bibliography; each correction is written as its format has to have it. One
    after which a reference would mean another file, or none, is not made. All other bytes stay as
    they are. Raises :class:`NoCorrectionError` for a Word file, for records, and for what is not
    UTF-8, and :class:`ReadError` for what cannot be read.
    """
    kind = _kind_of(data, source, kind, None)
    if kind == "records":
        raise NoCorrectionError(
            "only manuscripts and bibliographies are corrected, not records", source=source
        )
    if kind == "docx":
        raise NoCorrectionError(
            "only text formats are corrected, not Word files: make the corrections in Word",
            source=source,
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NoCorrectionError("only files in UTF-8 are corrected", source=source) from None
    mark, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    made: list[Finding] = []
    for _ in range(_PASSES):
        writing = _read(text, kind, source)
        wanted = apart(each for each in checker.writing(writing) if _in_prose(each, writing))
        safe = _safe(writing, wanted, source, kind)
        if not safe:
            break
        text = corrected(text, safe)
        made += safe
    return (mark + text).encode(), made


def _read(text: str, kind: str, source: str | None) -> Writing:
    if kind in BIBLIOGRAPHIES:
        return placed_bibliography(text, kind, source=source).writing
    return read_writing(text.encode(), name=source, kind=kind)


def _in_prose(finding: Finding, writing: Writing) -> bool:
    """Whether what is to be corrected stands in the file as it was read."""
    fix = finding.fix
    return fix is not None and (
        writing.source_map is not None
        or writing.text[fix.start : fix.end] == writing.readable[fix.start : fix.end]
    )


def _safe(writing: Writing, wanted: list[Finding], source: str | None, kind: str) -> list[Finding]:
    """Return the corrections after which every reference cites what it cited before.

    Of those that are not safe together each half is tried, beside what is safe.
    """
    safe: list[Finding] = []
    groups = [wanted]
    for _ in range(_TRIES):
        if not groups:
            break
        group = groups.pop()
        together = sorted([*safe, *group], key=lambda each: each.fix.start if each.fix else 0)
        changed = _changed(writing, together, source, kind)
        if changed == []:
            safe = together
            continue
        at = [each.fix.start for each in group if each.fix is not None]
        kept = [
            each for each, place in zip(group, at, strict=True)
            if not any(start <= place < end for start, end in changed or ())
        ]  # fmt: skip
        if len(kept) < len(group):
            groups += [kept] if kept else []
        elif len(group) > 1:
            middle = len(group) // 2
            groups += [group[middle:], group[:middle]]
    return safe


def _changed(
    writing: Writing, made: list[Finding], source: str | None, kind: str
) -> list[tuple[int, int]] | None:
    """Return the places of the references that corrections change; ``None``: the text falls apart.

    It does so where there are other passages then, or more or fewer references.
    """
    if not made:
        return []
    source_map = writing.source_map
    read = _read(
        corrected(writing.text if source_map is None else source_map.text, made), kind, source
    )
    if [each.name for each in read.passages] != [each.name for each in writing.passages]:
        return None
    if len(read.references) != len(writing.references):
        return None
    return [
        (before.start, before.end)
        if source_map is None
        else source_map.span(before.start, before.end)
        for before, now in zip(writing.references, read.references, strict=True)
        if before.locator is not None and before.locator != now.locator
    ]


def is_safe(
    finding: Finding, data: bytes, *, source: str | None = None, kind: str | None = None
) -> bool:
    """Whether the correction of a finding, alone, leaves every reference citing what it cited.

    ``data`` is the file in UTF-8, without a byte-order mark, in which it was found. ``False`` for
    a finding without a correction.
    """
    kind = _kind_of(data, source, kind, None)
    if finding.fix is None or kind in ("records", "docx"):
        return False
    writing = _read(data.decode("utf-8"), kind, source)
    return _in_prose(finding, writing) and bool(_safe(writing, [finding], source, kind))


def placed_references(
    data: bytes, *, source: str | None = None, kind: str | None = None
) -> list[tuple[int, int, Reference]]:
    """Return the references of a manuscript or bibliography in UTF-8, each with its place there.

    There are none in records and Word files, whose places are no code points of a text.
    """
    kind = _kind_of(data, source, kind, None)
    if kind in ("records", "docx"):
        return []
    writing = _read(data.decode("utf-8"), kind, source)
    if writing.source_map is None:
        return [(each.start, each.end, each) for each in writing.references]
    return [(*writing.source_map.span(each.start, each.end), each) for each in writing.references]
