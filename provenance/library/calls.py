"""The whole-thing calls: a file or text in, records out; a record kept in a file.

Here reading and writing meet; neither knows of the other.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, get_args

from provenance._shape import field_types
from provenance.errors import ReadError, RecordError, expect
from provenance.model.document import Record
from provenance.output import whole_file

if TYPE_CHECKING:
    from provenance.reading.bibliography import Spread

__all__ = [
    "KINDS",
    "Kind",
    "dump",
    "kind_of",
    "load",
    "read",
    "read_bytes",
    "read_stream",
    "read_text",
    "toml_text",
]

Kind = Literal["page", "bibtex", "csl-json", "csl-yaml", "ris", "toml", "json"]
KINDS: tuple[str, ...] = get_args(Kind)
_BIBLIOGRAPHIES = ("bibtex", "csl-json", "csl-yaml", "ris")
_SUFFIXES: dict[str, Kind] = {
    ".toml": "toml", ".json": "json", ".jsonl": "json", ".ndjson": "json", ".txt": "page",
    ".md": "page", ".html": "page", ".htm": "page", ".xhtml": "page", ".mhtml": "page",
    ".mht": "page", ".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris", ".yaml": "csl-yaml",
    ".yml": "csl-yaml",
}  # fmt: skip
#: Formats that a page must not be guessed from.
_OTHER_SUFFIXES = {".pdf": "PDF", ".docx": "Word"}
#: The longest text that is taken for the name of a file that isn't there.
_LONGEST_NAME = 255


def read(
    path_or_text: str | os.PathLike[str],
    kind: Kind | None = None,
    *,
    encoding: str | None = None,
    report: Callable[[str], None] | None = None,
    problem: Callable[[ReadError], None] | None = None,
) -> list[Record]:
    """Return the records in a file or text.

    ``path_or_text`` is a path, a string that names an existing file, or the text itself.
    ``kind`` is ``page`` (the saved page of a digital archive: text, HTML or MHTML), ``bibtex``
    (BibLaTeX too), ``csl-json``, ``csl-yaml``, ``ris``, or ``toml`` or ``json`` (record files);
    without it the file's suffix decides, then the content. ``encoding`` is that of bytes which
    are not UTF-8 and don't say what they are; ``report`` is called with a sentence for what the
    user should know though nothing is lost (an encoding that was guessed, a missing comma).

    A page gives one record. Raises :class:`ReadError` for what cannot be read,
    :class:`NothingFoundError` (a ReadError) for a page that says nothing about a document, and
    :class:`RecordError` for a record file with faults; all name the file. An entry of a
    bibliography that is broken raises a ReadError too, unless ``problem`` is given: it is then
    called with an error for each such entry, and the others are returned.
    """
    path = _path(path_or_text)
    if path is None:
        return read_text(str(path_or_text), kind, report=report, problem=problem)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError.refused(error, str(path)) from None
    return read_bytes(
        data, kind, source=str(path), encoding=encoding, report=report, problem=problem
    )


def read_bytes(
    data: bytes,
    kind: Kind | None = None,
    *,
    source: str | None = None,
    encoding: str | None = None,
    report: Callable[[str], None] | None = None,
    problem: Callable[[ReadError], None] | None = None,
) -> list[Record]:
    """Return the records in the bytes of a file; ``source`` is its name. As :func:`read`."""
    from provenance.reading.source import decode, read_source

    _check_kind(kind)
    by_name = _kind_by_name(source)
    kind = kind or (None if by_name == "json" else by_name)  # JSON may be CSL's
    if kind is None:
        kind = kind_of(decode(data, encoding, source=source))
        if by_name == "json" and kind != "csl-json":
            kind = "json"
    if kind != "page":
        text = decode(data, encoding, source=source, report=report)
        return read_text(text, kind, source=source, report=report, problem=problem)
    page = read_source(data, encoding=encoding, source=source)
    if page.report and report is not None:
        report(page.report)
    return _read_page(page.text, source)


def read_text(
    text: str,
    kind: Kind | None = None,
    *,
    source: str | None = None,
    report: Callable[[str], None] | None = None,
    problem: Callable[[ReadError], None] | None = None,
) -> list[Record]:
    """Return the records in a text; ``source`` is the name of its file. As :func:`read`."""
    _check_kind(kind)
    kind = kind or kind_of(text)
    if kind in _BIBLIOGRAPHIES:
        return _without_problems(_entries([text], kind, source, report), problem)
    if kind == "toml":
        from provenance.reading.toml import read_toml

        return [read_toml(text, source=source)]
    if kind == "json":
        from provenance.reading.json import read_json

        return read_json(text, source=source)
    from provenance.reading.source import read_source

    return _read_page(read_source(text.encode(errors="replace"), source=source).text, source)


def read_stream(
    stream: BinaryIO,
    kind: Kind | None = None,
    *,
    source: str | None = None,
    encoding: str | None = None,
    report: Callable[[str], None] | None = None,
    spread: Spread = map,
) -> Iterator[Record | ReadError]:
    """Yield the records in a stream of bytes, and an error for each entry that is broken.

    Of a bibliography no more than one entry is held at a time, and it is only read on as far as
    it is asked for; any other kind is read as a whole. As :func:`read`. ``spread`` has the records
    of a bibliography made (see :func:`provenance.jobs.spread`).
    """
    from itertools import chain

    from provenance.reading.bibliography import chunks_of

    _check_kind(kind)
    by_name = _kind_by_name(source)
    if kind is None and by_name is not None and by_name != "json":
        kind = by_name
    if kind is not None and kind not in _BIBLIOGRAPHIES:
        yield from read_bytes(stream.read(), kind, source=source, encoding=encoding, report=report)
        return
    chunks = chunks_of(stream, encoding, source=source, report=report)
    first = next(chunks, "")
    if kind is None:
        kind = kind_of(first)
        if kind not in _BIBLIOGRAPHIES:
            text = first + "".join(chunks)
            yield from read_text(text, "json" if by_name == "json" else kind, source=source)
            return
    yield from _entries(chain([first], chunks), kind, source, report, spread)


def _entries(
    chunks: Iterable[str],
    kind: Kind,
    source: str | None,
    report: Callable[[str], None] | None,
    spread: Spread = map,
) -> Iterator[Record | ReadError]:
    from provenance.reading.bibliography import read_entries
    from provenance.writing.csl_json import item

    return read_entries(chunks, kind, source=source, remark=report, visible=item, spread=spread)


def _without_problems(
    found: Iterable[Record | ReadError], problem: Callable[[ReadError], None] | None
) -> list[Record]:
    """Return the records; without anybody to tell, the problems are one error together."""
    records: list[Record] = []
    problems: list[ReadError] = []
    for each in found:
        if isinstance(each, Record):
            records.append(each)
        elif problem is not None:
            problem(each)
        else:
            problems.append(each)
    if problems:
        raise _together(problems)
    return records


def _together(problems: list[ReadError]) -> ReadError:
    error = ReadError("\n".join(map(str, problems)))
    error.source, error.line = problems[0].source, problems[0].line
    return error


def _read_page(text: str, source: str | None) -> list[Record]:
    from provenance.reading.page import read_page

    return [read_page(text, source=source)]


def load(path: str | os.PathLike[str]) -> Record:
    """Return the one record of a record file, TOML or JSON.

    Raises :class:`ReadError` where the file cannot be read or holds several records or none, and
    :class:`RecordError` with all its faults.
    """
    expect(path, (str, os.PathLike), "the path of a record file")
    name = os.fspath(path)
    kind = _kind_by_name(name)
    records = read(Path(name), "toml" if kind in (None, "page") else kind)
    if len(records) != 1:
        found = "none" if not records else f"{len(records)}: use read()"
        raise ReadError(f"expected one record, found {found}", source=name)
    return records[0]


def dump(record: Record, path: str | os.PathLike[str]) -> None:
    """Write ``record`` to a record file: TOML, or JSON where ``path`` ends in ``.json``.

    The file appears whole or not at all and keeps its permissions. A TOML file that holds this
    record already (one of the same key) is brought up to date: comments and the layout of what
    did not change stay. Raises :class:`OSError` where the file cannot be written, and
    :class:`RecordError` where a file that is there is not TOML, or a text of the record cannot
    be written as UTF-8.
    """
    expect(record, Record, "a record")
    expect(path, (str, os.PathLike), "the path of a record file")
    target = Path(path)
    if _kind_by_name(target.name) == "json":
        from provenance.writing.json import write_json

        text = write_json([record])
    else:
        text = toml_text(record, target)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        letter = error.object[error.start]
        raise RecordError(f"the record has half of a character (U+{ord(letter):04X})") from None
    with whole_file(target) as file:
        file.write(text)


def toml_text(record: Record, target: Path) -> str:
    """Return what a record file is to say: the text that is there brought up to date, or a new one.

    Raises :class:`RecordError` where a file that is there is not TOML.
    """
    from provenance.writing.toml import write_toml

    try:
        old = target.read_bytes().decode("utf-8") if target.is_file() else ""
        same = bool(old) and tomllib.loads(old.removeprefix("\ufeff")).get("key") == record.key
    except (ValueError, RecursionError) as error:
        raise RecordError(
            f"not replaced, since it is not a record file: {error}", source=str(target)
        ) from None
    if not same:
        return write_toml(record)
    from provenance.writing.toml_edit import update

    return update(old, record)


# --------------------------------------------------------------------------- what a thing is


def _path(given: str | os.PathLike[str]) -> Path | None:
    """Return the path that is meant, or ``None`` where ``given`` is a text.

    Raises :class:`ReadError` for a folder, and for what can only be the name of a file that
    isn't there.
    """
    if not isinstance(given, str):
        try:
            path = Path(os.fsdecode(given))
        except TypeError:
            raise ReadError(f"expected a path or a text, found {type(given).__name__}") from None
    elif not given or "\n" in given or len(given) > 4 * _LONGEST_NAME:
        return None
    else:
        path = Path(given)
    try:
        if path.is_dir():
            raise ReadError("expected a file, found a folder", source=str(path))
        if not isinstance(given, str) or path.exists():
            return path
    except (OSError, ValueError) as error:  # too long for a name, or a null byte in it
        if isinstance(error, ReadError):
            raise
        return None
    if len(given) <= _LONGEST_NAME and path.suffix.lower() in _SUFFIXES | _OTHER_SUFFIXES:
        raise ReadError("no such file", source=given)
    return None


def _check_kind(kind: str | None) -> None:
    if kind is not None and kind not in KINDS:
        raise ReadError(f"there is no kind {kind!r}; expected one of {', '.join(KINDS)}")


def _kind_by_name(name: str | None) -> Kind | None:
    suffix = Path(name).suffix.lower() if name else ""
    if suffix in _OTHER_SUFFIXES:
        raise ReadError(
            f"cannot read {_OTHER_SUFFIXES[suffix]} files; expected one of {', '.join(KINDS)}",
            source=name,
        )
    return _SUFFIXES.get(suffix)


_RIS = re.compile(r"\s*+TY {1,2}- ?")
_BIBTEX = re.compile(r"(?:\s|%[^\n]*\n)*+@[ \t]*[A-Za-z]+\s*+[{(]")
_CSL_YAML = re.compile(
    r"(?:\s|---[^\n]*\n|#[^\n]*\n)*+(?:references:[ \t]*(?:\n|$)|- (?:id|type|title): )"
)
_CSL_JSON = re.compile(r'\s*+\{\s*+"(?:items|references)"\s*:\s*\[')
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\]])')
_TOML = re.compile(
    r"""(?:[ \t]*(?:\#[^\n]*)?\r?\n)*[ \t]*(?:\[\[?)?([a-z_]+)(?:\]|[ \t]*=[ \t]*\S)"""
)


def kind_of(text: str) -> Kind:
    """Return what a text is, by its beginning.

    A record as JSON or TOML, CSL as JSON or YAML, BibTeX, RIS; else a page.
    """
    text = text.removeprefix("\ufeff")
    if _CSL_JSON.match(text):
        return "csl-json"
    if _JSON.match(text):
        return "csl-json" if _has_item(text) else "json"
    toml = _TOML.match(text)
    if toml is not None and toml[1] in field_types(Record):
        return "toml"
    if _RIS.match(text):
        return "ris"
    if _BIBTEX.match(text):
        return "bibtex"
    if _CSL_YAML.match(text):
        return "csl-yaml"
    return "page"


_KEYS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]|(?<=[}\]]),')


def _has_item(text: str) -> bool:
    """Whether the first object of a JSON text is a CSL item: it has an id or type, and no key."""
    depth = 0
    keys: set[str] = set()
    start = text.find("{")
    for token in _KEYS.finditer(text, max(start, 0), min(len(text), 1 << 18)):
        mark = token[0]
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
            if depth == 0:
                break
        elif depth == 1 and text[token.end() : token.end() + 20].lstrip().startswith(":"):
            keys.add(mark)
    return '"key"' not in keys and not keys.isdisjoint({'"id"', '"type"', '"citation-key"'})
