"""The folder of a site: written beside, then put in the place of the old one.

A site has a list of its own files in :data:`MARKER`; what else stands in its folder (a ``.git``, a
``CNAME``) is taken over. A folder that is no site is never touched.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import attrs

from provenance.errors import ProvenanceError
from provenance.output import naming

__all__ = ["MARKER", "NewFolder", "new_folder"]

#: The file by which a site is known; it lists the site's files, one a line.
MARKER = ".provenance-site"
_FIRST_LINE = "# The files of a site made by archival-provenance; other files here stay.\n"
#: A folder that is this old and was never finished belongs to nobody.
_OLD = 24 * 3600


@attrs.define
class NewFolder:
    """A site on its way: files are written here, by their names with ``/`` between folders.

    ``shown`` is the folder as its user knows it, for errors.
    """

    path: Path
    shown: Path
    _names: list[str] = attrs.field(factory=list, init=False)
    _folders: set[Path] = attrs.field(factory=set, init=False)

    def write(self, name: str, text: str) -> None:
        """Write a file as UTF-8."""
        path = self.path / name
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        with naming(self.shown / name):  # a full disk tells no name
            path.write_text(text, encoding="utf-8", newline="\n")
        self._names.append(name)

    def close(self) -> None:
        """Write the list of the files, last."""
        listed = "".join(f"{name}\n" for name in sorted(self._names))
        path = self.path / MARKER
        with naming(self.shown / MARKER):
            path.write_text(_FIRST_LINE + listed, encoding="utf-8", newline="\n")


@contextmanager
def new_folder(folder: str | os.PathLike[str]) -> Iterator[NewFolder]:
    """Yield a new folder that takes the place of ``folder`` when the block ends well.

    Until then, and after an error, the old one stays as it was. Raises :class:`ProvenanceError`
    where ``folder`` is something else than a site, an empty folder, or nothing, and where a file
    that is not the site's has the name of one that the new site has.
    """
    target = Path(os.path.realpath(folder))
    _rescue(target)
    _check(target, Path(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    path = _beside(target, "part")
    try:
        path.mkdir()
    except OSError as error:  # the user knows the folder they named, not the one beside it
        raise type(error)(error.errno, error.strerror, str(folder)) from None
    try:
        made = NewFolder(path, Path(folder))
        yield made
        made.close()
        _take_place(path, target, Path(folder))
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise


def _beside(target: Path, suffix: str) -> Path:
    return target.with_name(f".{target.name[:150]}.{secrets.token_hex(8)}.{suffix}")


def _check(target: Path, named: Path) -> None:
    """Refuse what is neither a site of ours, nor an empty folder, nor nothing."""
    if not target.exists():
        return
    if not target.is_dir():
        raise ProvenanceError(f"{named}: expected a folder for the site, found a file")
    if Path.cwd().is_relative_to(target):
        raise ProvenanceError(
            f"{named}: this is the working directory, or around it, and is going to be replaced; "
            "run the command from outside of it"
        )
    if not _is_site(target) and (found := sorted(os.listdir(target))):
        raise ProvenanceError(
            f"{named}: this folder is no site made by 'provenance site' and is not empty (it has "
            f"{found[0]!r}); nothing was written, name another folder"
        )


def _is_site(folder: Path) -> bool:
    return (folder / MARKER).is_file()


def _take_place(new: Path, target: Path, named: Path) -> None:
    if not target.exists():
        os.rename(new, target)
        return
    for name in _foreign(target):
        if (new / name).exists():
            raise ProvenanceError(
                f"{named / name}: the site needs this name, and the file is not its own; nothing "
                "was written, move it away"
            )
    shutil.copymode(target, new)
    old = _beside(target, "old")
    try:
        os.rename(target, old)
    except OSError as error:  # a disk of its own, or in use
        raise type(error)(error.errno, error.strerror, str(named)) from None
    try:
        os.rename(new, target)
    except BaseException:
        os.rename(old, target)
        raise
    _hand_over(old, target)


def _hand_over(old: Path, target: Path) -> None:
    """Move what is not the old site's own to the new one, then remove the old one."""
    for name in _foreign(old):
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            os.rename(old / name, place)
    if not _foreign(old):
        shutil.rmtree(old, ignore_errors=True)


def _foreign(folder: Path) -> list[str]:
    """Return what stands in the folder of a site and is not in its list.

    A folder in which the site has no file is one of them, as a whole.
    """
    with suppress(OSError):
        text = (folder / MARKER).read_text(encoding="utf-8", errors="replace")
        own = {line for line in text.split("\n") if line and line[0] != "#"} | {MARKER}
        folders = {str(Path(name).parent) for name in own if "/" in name}
        found = []
        for base in ("", *sorted(folders)):
            if not (folder / base).is_dir():
                continue
            for name in sorted(os.listdir(folder / base)):
                path = f"{base}/{name}" if base else name
                if path not in own and path not in folders:
                    found.append(path)
        return found
    return []


def _rescue(target: Path) -> None:
    """Bring back what a program that was killed while it put a site in its place has left."""
    beside = re.compile(rf"\.{re.escape(target.name[:150])}\.[0-9a-f]{{16}}\.(part|old)")
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            match = beside.fullmatch(entry.name)
            if match is None or not entry.is_dir(follow_symlinks=False):
                continue
            path = Path(entry.path)
            with suppress(OSError):
                if match[1] == "part":
                    if entry.stat().st_mtime < time.time() - _OLD:
                        shutil.rmtree(path, ignore_errors=True)
                elif not target.exists():
                    os.rename(path, target)
                elif _is_site(path):
                    _hand_over(path, target)
