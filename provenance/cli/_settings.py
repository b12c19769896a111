"""The settings file of what a command reads: found, read once, its archives put to use."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import click

from provenance.archives import use_archives
from provenance.errors import ProvenanceError
from provenance.settings_place import find_settings

if TYPE_CHECKING:
    from provenance.settings_file import SettingsFile

__all__ = ["Chosen", "config_options", "with_archives_of_library", "with_own_archives"]

F = TypeVar("F", bound=Callable[..., Any])


@attrs.define
class Chosen:
    """Which settings file holds for each input: that of ``--config``, the nearest, or none."""

    config: str | None = None
    isolated: bool = False
    _folders: dict[str, str | None] = attrs.field(factory=dict, init=False)
    _files: dict[str | None, SettingsFile | ProvenanceError] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        if self.config is not None and self.isolated:
            raise click.UsageError("--config and --isolated don't go together")

    def path_for(self, name: str) -> str | None:
        """Return the settings file for an input; ``-`` is in the working directory."""
        if self.config is not None or self.isolated:
            return self.config
        folder = os.path.dirname(os.path.abspath(name)) if name != "-" else os.getcwd()
        if folder not in self._folders:
            self._folders[folder] = _shown(find_settings(folder))
        return self._folders[folder]

    def near(self, name: str) -> SettingsFile:
        """Return the settings for an input.

        Raises :class:`~provenance.errors.ProvenanceError` for a settings file that is faulty: the
        same one for each of its inputs.
        """
        from provenance.settings_file import SettingsFile, read_settings

        path = self.path_for(name)
        found = self._files.get(path)
        if found is None:
            try:
                found = read_settings(path) if path is not None else SettingsFile()
            except ProvenanceError as error:
                found = error
            self._files[path] = found
        if isinstance(found, ProvenanceError):
            raise found
        return found


def _shown(path: str | None) -> str | None:
    """Return a path as a user would write it: from the working directory where it is below."""
    if path is None:
        return None
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here)


def config_options(command: F) -> F:
    """Add ``--config`` and ``--isolated``."""
    config = click.option(
        "--config", metavar="FILE",
        help="The settings file; without it the nearest provenance.toml or pyproject.toml counts.",
    )  # fmt: skip
    isolated = click.option("--isolated", is_flag=True, help="Look for no settings file.")
    return config(isolated(command))


def with_own_archives(command: F) -> F:
    """Let a command know the user's own archives: those of its first input's settings file.

    Where no input is a file but the command has a library, those of the library's settings file
    count; where that has none, or there is no library, those of the working directory.
    """
    return _knowing(command, library_first=False)


def with_archives_of_library(command: F) -> F:
    """As :func:`with_own_archives`; the library's settings file counts even for files."""
    return _knowing(command, library_first=True)


def _knowing(command: F, *, library_first: bool) -> F:
    @config_options
    @wraps(command)
    def knowing(*arguments: Any, config: str | None, isolated: bool, **options: Any) -> Any:
        chosen = Chosen(config, isolated)
        # what parse is given are files where it is given a column of theirs
        inputs = options.get("references" if options.get("table") is not None else "inputs")
        inputs = inputs or options.get("inputs", ())
        names = [name for name in inputs if name == "-" or os.path.isfile(name)]
        first, library = names[0] if names else "-", options.get("library")
        if library is not None and os.path.isdir(library) and (library_first or not names):
            inside = os.path.join(library, "x.toml")
            first = inside if chosen.path_for(inside) is not None else first
        use_archives(() if chosen.path_for(first) is None else chosen.near(first).archives)
        return command(*arguments, **options)

    return knowing  # type: ignore[return-value]  # click calls it with the options by name
