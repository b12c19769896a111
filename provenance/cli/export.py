"""``provenance export``: records in the formats of other programs."""

from __future__ import annotations

import sys

import click

from provenance.cli import _streams as streams
from provenance.cli._common import (
    Tally,
    all_option,
    cell,
    encoding_option,
    files_argument,
    library_option,
    output_option,
)
from provenance.cli._inputs import chosen, each_input
from provenance.cli._settings import with_own_archives
from provenance.writing import registry

__all__ = ["export"]


@click.command(short_help="Write records in the format of another program.")
@files_argument("FILE|KEY...|-", required=False)
@click.option("--to", "form", type=click.Choice(tuple(registry.FORMATS)), required=True)
@click.option(
    "--losses",
    "show_losses",
    is_flag=True,
    help="Also list on standard error what the format could not carry.",
)
@all_option
@library_option
@encoding_option
@output_option
@with_own_archives
def export(
    inputs: tuple[str, ...],
    form: str,
    show_losses: bool,
    whole: bool,
    library: str,
    encoding: str | None,
    output: str | None,
) -> int:
    """Write the documents of every FILE or KEY (- is standard input) in another format.

    All of them go into one bibliography; what cannot be read is reported, and the rest goes on.
    With --losses, each value that FORMAT has no place for
    is listed on standard error: key, field, value and reason, separated by tabs.
    """
    tally = Tally()
    found = each_input(chosen(inputs, whole, library), tally, library=library, encoding=encoding)
    records = [record for source in found for record in source.records]
    if not records:  # each of the inputs was complained about: there is nothing to replace a file
        return tally.status
    text = registry.export(records, form)
    with streams.opened(output) as out:
        out.write(text)
    if show_losses:
        sys.stdout.flush()
        for loss in registry.losses(records, form):
            print(
                *map(cell, (loss.key, loss.field, loss.value, loss.reason)),
                sep="\t",
                file=sys.stderr,
            )
    return tally.status
