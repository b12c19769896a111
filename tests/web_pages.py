"""Pages of a site as trees, for the tests: parsed as browsers do, without a fault allowed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib

__all__ = ["elements", "named", "pages", "parsed", "text_of"]


def parsed(path: Path) -> Any:
    """Return the tree of a page; an error where HTML's own rules find a fault in it."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(path.read_text("utf-8"))


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def elements(tree: Any, name: str | None = None, **attributes: str) -> list[Any]:
    """Return the elements of a name that have these attributes (``class_`` is ``class``)."""
    wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    return [
        each for each in tree.iter()
        if isinstance(each.tag, str) and (name is None or each.tag == name)
        and all(each.get(key) == value for key, value in wanted.items())
    ]  # fmt: skip


def text_of(element: Any) -> str:
    """Return what is read, white space made even."""
    return " ".join("".join(element.itertext()).split())


def named(page: Path) -> Iterator[tuple[str, Path, str]]:
    """Yield each address in a page with the file and the part of it that it means."""
    for each in elements(parsed(page)):
        for attribute in ("href", "src"):
            address = each.get(attribute)
            if address is not None and not urlsplit(address).scheme:
                path, _, part = address.partition("#")
                yield address, (page.parent / unquote(path) if path else page), part
