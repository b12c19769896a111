"""``provenance search``: records of the library by their words, archive, date and fields."""

from __future__ import annotations

import click

from provenance.cli import _streams as streams
from provenance.cli._common import FOUND_NOTHING, json_option, library_option, output_option
from provenance.cli._library import library_in, write_entries
from provenance.cli._settings import with_archives_of_library
from provenance.errors import RecordError
from provenance.library.search import SORTS
from provenance.model import Date

__all__ = ["search"]


def _date(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            possible = Date(value).possible
        except RecordError as error:
            raise click.BadParameter(error.faults[0].message, ctx, parameter) from None
        if not possible:
            raise click.BadParameter(f"there is no date {value}", ctx, parameter)
    return value


@click.command(short_help="Search the library.")
@click.argument("text", nargs=-1)
@click.option(
    "--archive", metavar="NAME", multiple=True, help="The archive it lies in, by any name."
)
@click.option("--fond", metavar="NUMBER", multiple=True, help="Fond, record group or Bestand.")
@click.option("--from", "since", metavar="DATE", callback=_date, help="1957, 1957-12, 1957-12-23.")
@click.option("--to", "until", metavar="DATE", callback=_date, help="The last day, month or year.")
@click.option("--author", metavar="TEXT", help="Words of the names of those who wrote it.")
@click.option("--recipient", metavar="TEXT", help="Words of the names of those it was sent to.")
@click.option("--translator", metavar="TEXT", help="Words of the translators' names.")
@click.option("--kind", metavar="TEXT", help="Words of its kind: telegram, journal.")
@click.option(
    "--field", "others", metavar="FIELD=TEXT", multiple=True,
    help="Words in one field of the record: subjects=war, publication=NKIDP.",
)  # fmt: skip
@click.option(
    "--sort", type=click.Choice(tuple(SORTS)), help="The order.  [default: the best ones first]"
)
@json_option
@library_option
@output_option
@with_archives_of_library
def search(
    text: tuple[str, ...],
    archive: tuple[str, ...],
    fond: tuple[str, ...],
    since: str | None,
    until: str | None,
    author: str | None,
    recipient: str | None,
    translator: str | None,
    kind: str | None,
    others: tuple[str, ...],
    sort: str | None,
    as_json: bool,
    library: str,
    output: str | None,
) -> int:
    """List the records that have all words of TEXT and all that the options ask for.

    Letter case, diacritics and Cyrillic or Latin letters don't count. A word of three letters or
    more may be the beginning of a longer one, a shorter one or a number only with a * behind it;
    words in quotation marks stand together ('"kim il sung"'). --archive and --fond may be given
    several times; one has to fit. A record without a date is not found with --from or --to.

    The exit status is 1 where nothing is found.
    """
    fields = {"creators": author, "recipients": recipient, "translators": translator, "kind": kind}
    wanted = {name: value for name, value in fields.items() if value is not None}
    for other in others:
        name, equals, value = other.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise click.UsageError(f"--field: expected FIELD=TEXT, found {other!r}")
        wanted[name] = f"{wanted[name]} {value}" if name in wanted else value
    with library_in(library, to_file=output is not None) as folder:
        found = folder.search(
            " ".join(text), archive=archive, fond=fond, since=since, until=until, fields=wanted,
            sort=sort,
        )  # fmt: skip
        problems = folder.problems(refresh=False, misnamed=False)
    write_entries(found, as_json=as_json, output=output)
    for problem in problems:
        streams.remark(f"not searched: {problem}")
    if not found:
        streams.remark(f"{library}: nothing was found")
        return FOUND_NOTHING
    return 0
