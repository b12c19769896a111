"""Writing a site: the list, a page for each record with files beside it, the archives consulted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from provenance._version import __version__
from provenance.errors import ProvenanceError
from provenance.model.document import Record
from provenance.site.folder import NewFolder, new_folder
from provenance.site.names import page_names
from provenance.writing import registry
from provenance.writing.consulted import consulted
from provenance.writing.toml import write_toml

if TYPE_CHECKING:
    from jinja2 import Environment

    from provenance.site.view import Row

__all__ = ["TITLE", "write_site"]

#: What a site is called that nobody gave a name.
TITLE = "Archival documents"


@attrs.frozen
class _File:
    """A record in the format of another program: ``form`` is a name of the export's registry."""

    form: str
    suffix: str
    label: str
    type: str


_FILES = (
    _File("bibtex", ".bib", "BibTeX", "application/x-bibtex"),
    _File("csl-json", ".json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    _File("ris", ".ris", "RIS", "application/x-research-info-systems"),
)
_RECORD = _File("toml", ".toml", "The record (TOML)", "application/toml")
_ALL = "documents"


def write_site(
    records: Iterable[Record],
    folder: str | os.PathLike[str],
    *,
    title: str = TITLE,
    reached: Callable[[int, int], None] | None = None,
) -> Path:
    """Write the site of ``records`` to ``folder``, and return its first page.

    The folder is new, empty, or that of a site, which is replaced as a whole: pages of records
    that are no more are gone. ``reached`` is told how many of how many pages have been written.

    Raises :class:`ProvenanceError` for a folder that is something else, where Jinja is not
    installed, and for texts that no page can have; nothing is changed then.
    """
    pages = _environment()
    from provenance.site.view import row

    listed = list(records)
    names = page_names(record.key for record in listed)
    rows = [row(record, name) for record, name in zip(listed, names, strict=True)]
    order = sorted(range(len(rows)), key=lambda at: rows[at].order)
    rows = [rows[at] for at in order]
    listed = [listed[at] for at in order]
    shared = {"site": title.strip() or TITLE, "version": __version__}
    with new_folder(folder) as out:
        for name in ("style.css", "site.js"):
            out.write(name, _template(name))
        _write_list(out, pages, rows, listed, shared)
        text = pages.get_template("archives.html").render(
            **shared, root="", here="archives", consulted=_consulted(listed)
        )
        out.write("archives.html", text)
        for at, record in enumerate(listed):
            _write_record(out, pages, rows, at, record, shared)
            if reached is not None:
                reached(at + 1, len(listed))
    return Path(folder) / "index.html"


def _write_list(
    out: NewFolder,
    pages: Environment,
    rows: Sequence[Row],
    records: Sequence[Record],
    shared: dict[str, Any],
) -> None:
    from provenance.site.view import filters

    choices = filters(rows)
    places = {
        name: {choice: str(at) for at, choice in enumerate(counts)}
        for name, counts in choices.items()
    }

    def numbers(row: Row, name: str) -> str:
        return " ".join(places[name][str(choice)] for choice in getattr(row, name))

    for file in _FILES:
        out.write(f"{_ALL}{file.suffix}", registry.export(records, file.form))
    text = pages.get_template("index.html").render(
        **shared, root="", here="index", rows=rows, filters=choices, numbers=numbers,
        downloads=[{"name": f"{_ALL}{file.suffix}", "label": file.label} for file in _FILES],
    )  # fmt: skip
    out.write("index.html", text)


def _write_record(
    out: NewFolder,
    pages: Environment,
    rows: Sequence[Row],
    at: int,
    record: Record,
    shared: dict[str, Any],
) -> None:
    from provenance.site.view import page

    name = rows[at].name
    for file in _FILES:
        out.write(f"records/{name}{file.suffix}", registry.export(record, file.form))
    out.write(f"records/{name}{_RECORD.suffix}", write_toml(record))
    text = pages.get_template("record.html").render(
        **shared, **page(record), root="../", here="record",
        before=rows[at - 1] if at else None,
        after=rows[at + 1] if at + 1 < len(rows) else None,
        downloads=[
            {"name": f"{name}{file.suffix}", "label": file.label, "type": file.type}
            for file in (*_FILES, _RECORD)
        ],
    )  # fmt: skip
    out.write(f"records/{name}.html", text)


def _consulted(records: Sequence[Record]) -> Any:
    from markupsafe import Markup

    # consulted() escapes whatever a record says
    return Markup(consulted((r for r in records), "html"))


# ------------------------------------------------------------------------------- templates


def _template(name: str) -> str:
    return files("provenance.site").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    try:
        import jinja2
        from markupsafe import Markup
    except ImportError:
        raise ProvenanceError("a site needs Jinja: pip install Jinja2") from None
    from provenance.site.text import shown

    def listed(values: Sequence[str]) -> Markup:
        """Return values, one below the other where there are several."""
        if len(values) == 1:
            return Markup("<bdi>{}</bdi>").format(shown(values[0]))
        return Markup("").join(
            Markup('<span class="entry"><bdi>{}</bdi></span>').format(shown(each))
            for each in values
        )

    pages = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template), autoescape=True, undefined=jinja2.StrictUndefined,
        finalize=shown, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        keep_trailing_newline=True,
    )  # fmt: skip
    pages.globals["listed"] = listed
    return pages
