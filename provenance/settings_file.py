"""Settings in a file: ``[tool.provenance]`` of ``pyproject.toml``, or a ``provenance.toml``.

Where such a file is looked for is told by :mod:`provenance.settings_place`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from glob import glob
from pathlib import Path
from typing import Any, Final

import attrs
import cattrs

from provenance._shape import path_text
from provenance.archives import Archive, use_archives
from provenance.checking.settings import Settings, rule_faults
from provenance.errors import Fault, ProvenanceError, ReadError, RecordError
from provenance.reading._strict import Faults, strict_converter
from provenance.reading.authority import read_archives
from provenance.reading.toml import toml_table
from provenance.settings_place import SHARED, find_settings

__all__ = ["SettingsFile", "archive_files", "read_settings"]


@attrs.frozen
class SettingsFile:
    """What a settings file says; without a file, what holds where nobody has said anything.

    ``per_file_ignores`` maps a pattern of file names, which begin at the settings file's folder,
    to the rules that are not asked there. ``archives`` are the user's own, ``archive_files`` the
    paths of the files that describe them.
    """

    path: str | None = None
    settings: Settings = attrs.field(factory=Settings)
    per_file_ignores: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    archives: tuple[Archive, ...] = ()
    archive_files: frozenset[str] = frozenset()

    def describes_archives(self, name: str) -> bool:
        """Whether a file is one of those that describe the user's own archives: no record."""
        return os.path.realpath(name) in self.archive_files

    def ignored_in(self, name: str) -> tuple[str, ...]:
        """Return the rules that are not asked in the file ``name``, by the patterns."""
        if not self.per_file_ignores or self.path is None:
            return ()
        try:
            relative = os.path.relpath(name, os.path.dirname(os.path.abspath(self.path)))
        except ValueError:  # another drive
            return ()
        shown = relative.replace(os.sep, "/")
        return tuple(
            rule
            for pattern, names in self.per_file_ignores.items()
            if _pattern(pattern).fullmatch(shown)
            for rule in names
        )

    def settings_for(
        self, name: str | None, select: Sequence[str] = (), ignore: Sequence[str] = ()
    ) -> Settings:
        """Return the settings for the file ``name``, with what a command line asks for."""
        settings = self.settings.with_command(select, ignore)
        ignored = self.ignored_in(name) if name is not None else ()
        if not ignored:
            return settings
        return attrs.evolve(settings, ignore=(*settings.ignore, *ignored))

    def use(self) -> None:
        """Make these archives, and no others, the user's own for the whole process."""
        use_archives(self.archives)


@attrs.frozen
class _Table:
    """The table of settings as it stands in the file."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, str] = attrs.field(factory=dict)
    limits: Mapping[str, Any] = attrs.field(factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = attrs.field(
        factory=dict, metadata={"name": "per-file-ignores"}
    )
    archives: tuple[str, ...] = ()


def read_settings(path: str | Path) -> SettingsFile:
    """Return what the settings file at ``path`` says, its archives read.

    Raises :class:`ReadError` for a file that is not there or is not in UTF-8, and
    :class:`RecordError`, with every fault and its line, for what is wrong in it or in a file of
    archives.
    """
    name = str(path)
    data, line_of = toml_table(_text(name), source=name)
    at: tuple[str, ...] = ()
    if os.path.basename(name) == SHARED:
        at = ("tool", "provenance")
        tool = data.get("tool")
        data = tool.get("provenance", {}) if isinstance(tool, Mapping) else {}
    given: list[tuple[tuple[str | int, ...], str]]
    try:
        table: _Table = _converter().structure(data, _Table)
        settings = Settings(table.select, table.ignore, table.severities, table.limits)
        given = [
            (("per-file-ignores", pattern, *_steps(fault.path)[1:]), fault.message)
            for pattern, names in table.per_file_ignores.items()
            for fault in rule_faults(names, "rules")
        ]
        given += [
            (("per-file-ignores", pattern), f"{pattern!r} is no pattern of file names: {error}")
            for pattern, error in _bad_patterns(table.per_file_ignores)
        ]
    except Faults as error:
        given = error.found
    except RecordError as error:
        given = [(_steps(fault.path), fault.message) for fault in error.faults]
    if given:
        raise _refused(name, given, at, line_of)
    folder = os.path.dirname(os.path.abspath(name))
    archives: list[Archive] = []
    real_paths = set[str]()
    for number, pattern in enumerate(table.archives):
        files = _matching(pattern, folder)
        if not files:
            message = f"no file matches {pattern!r} in {folder}"
            raise _refused(name, [(("archives", number), message)], at, line_of)
        for file in files:
            source = os.path.join(os.path.dirname(name), file)
            archives += read_archives(_text(source), source=source, others=archives)
            real_paths.add(os.path.realpath(source))
    return SettingsFile(
        name, settings, table.per_file_ignores, tuple(archives), frozenset(real_paths)
    )


def archive_files(folder: str | Path) -> frozenset[str]:
    """Return the paths of the files of archives that the settings for a folder name.

    They are not read, and of faulty settings there are none: whoever uses them is told.
    """
    place = find_settings(folder)
    if place is None:
        return frozenset()
    try:
        table: Any = toml_table(_text(place))[0]
        if os.path.basename(place) == SHARED:
            table = table["tool"]["provenance"]
        patterns = [each for each in table.get("archives", ()) if isinstance(each, str)]
        beside = os.path.dirname(place)
        found = [file for each in patterns for file in _matching(each, beside)]
    except (ProvenanceError, ValueError, TypeError, AttributeError, KeyError):
        return frozenset()
    return frozenset(os.path.join(beside, file) for file in found)


def _matching(pattern: str, folder: str) -> list[str]:
    """Return the files that match a pattern, as seen from a folder."""
    try:
        found = sorted(glob(pattern, root_dir=folder, recursive=True))
    except (ValueError, RecursionError):  # a null byte, thousands of folders
        return []
    return [file for file in found if os.path.isfile(os.path.join(folder, file))]


def _refused(
    name: str,
    found: list[tuple[tuple[str | int, ...], str]],
    at: tuple[str, ...],
    line_of: Callable[[tuple[str | int, ...]], int | None],
) -> RecordError:
    faults = [
        Fault(path_text((*at, *path)), message, line_of((*at, *path))) for path, message in found
    ]
    return RecordError(sorted(faults, key=lambda fault: fault.line or 0), source=name)


def _text(name: str) -> str:
    try:
        return Path(name).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ReadError.refused(error, name) from None
    except UnicodeDecodeError as error:
        raise ReadError(f"expected UTF-8, found the byte {error.object[error.start]:#04x}",
                        source=name) from None  # fmt: skip


@cache
def _converter() -> cattrs.Converter:
    return strict_converter()


_STEP: Final = re.compile(r"([^\[\].]+)\[(\d+)\]")


def _steps(path: str) -> tuple[str | int, ...]:
    """Return the steps of a fault's path: ``select[0]``, ``limits.consulted``."""
    listed = _STEP.fullmatch(path)
    if listed is not None:
        return listed[1], int(listed[2])
    table, _, key = path.partition(".")
    return (table, key) if key else (table,)


# --------------------------------------------------------------------------- patterns of names

_LONGEST: Final = 1000
_DEEP: Final = ("**", "**/")
_GLOB: Final = re.compile(r"(?:\A|(?<=/))\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|.", re.DOTALL)


def _bad_patterns(patterns: Iterable[str]) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if len(pattern) > _LONGEST:
            yield pattern, f"it is longer than {_LONGEST} characters"
            continue
        try:
            _pattern(pattern)
        except re.error as error:
            yield pattern, str(error)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Return what matches the paths of a pattern, as ``.gitignore`` files have it.

    ``*`` and ``?`` stay within a folder, ``**`` does not, and ``**/`` for a part of its own is any
    number of folders, none too. A pattern without ``/`` is the name of
    a file or folder at any depth; what names a folder means all that is in it.

    What stands before another star of its kind is matched where that is possible first, once and
    for all: nothing is lost by it, and no path takes longer than its length times the pattern's.
    """
    written = text.rstrip("/")
    tokens = _GLOB.findall(written.removeprefix("./").removeprefix("/"))
    deep = sum(token in _DEEP for token in tokens)  # how many are to come
    out = "(?>" if deep else ""
    if "/" not in written:
        out += "(?:[^/]*/)*?" if deep else "(?:.*/)?"
    ahead = False
    for number, token in enumerate(tokens):
        if ahead and token == "*":
            out, ahead = out + ")", False
        if token in _DEEP:
            deep -= 1
            out += ")(?>" if deep else ")"
            if token == "**/":
                out += "(?:[^/]*/)*?" if deep else "(?:.*/)?"
            else:
                out += ".*?" if deep else ".*"
        elif token == "*":
            ahead = _another_star(tokens, number)
            out += ("(?>" if ahead else "") + ("[^/]*?" if ahead or deep else "[^/]*")
        elif token == "?":
            out += "[^/]"
        elif token.startswith("[") and len(token) > 1:
            inner = token[1:-1].replace("\\", r"\\")
            out += f"[{'^' + inner[1:] if inner.startswith('!') else inner}]"
        else:
            out += re.escape(token)
    return re.compile(out + "(?:/.*)?", re.DOTALL)


def _another_star(tokens: list[str], at: int) -> bool:
    """Whether there is one more ``*`` for the part of a path that the one ``at`` stands for."""
    for token in tokens[at + 1 :]:
        if token == "/" or token in _DEEP:
            return False
        if token == "*":
            return True
    return False
