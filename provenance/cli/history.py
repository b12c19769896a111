"""``provenance history``: the ordered events of custody of a document."""

from __future__ import annotations

import click

from provenance.cli import _streams as streams
from provenance.cli._common import (
    UNUSABLE,
    Tally,
    encoding_option,
    files_argument,
    library_option,
    output_option,
)
from provenance.cli._inputs import each_input
from provenance.cli._settings import with_own_archives
from provenance.writing.history.registry import FORMS, tell

__all__ = ["history"]


@click.command(short_help="Tell the history of a document: a time-line, a picture, PROV.")
@files_argument("FILE|KEY...|-")
@click.option(
    "--to", "form", type=click.Choice(tuple(FORMS)), default="text", show_default=True,
    help="; ".join(f"{form.id}: {form.description}" for form in FORMS.values()) + ".",
)  # fmt: skip
@library_option
@encoding_option
@output_option
@with_own_archives
def history(
    inputs: tuple[str, ...],
    form: str,
    library: str,
    encoding: str | None,
    output: str | None,
) -> int:
    """Tell what happened to the document of each FILE or KEY (- is standard input), in order.

    Written, registered, typed and distributed, stamped, filed, translated, published: what the
    record says, with dates, names and on whose word. All forms but the time-line (text) are of
    one document each.
    """
    tally = Tally()
    found = each_input(inputs, tally, library=library, encoding=encoding)
    records = [record for source in found for record in source.records]
    if not records:
        return tally.status
    if len(records) > 1 and form != "text":
        tally.add(f"{form} tells of one document, found {len(records)}: "
                  f"{', '.join(record.key for record in records[:5])}", UNUSABLE)  # fmt: skip
        return tally.status
    text = "\n\n".join(tell(record, form) for record in records)
    with streams.opened(output) as out:
        out.write(text)
    return tally.status
