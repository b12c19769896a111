"""What the commands share: options, the tally of what went wrong, one line of output."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import attrs
import click

from provenance.cli import _streams as streams
from provenance.errors import ProvenanceError

__all__ = [
    "FOUND_NOTHING",
    "INTERRUPTED",
    "UNUSABLE",
    "Tally",
    "all_option",
    "cell",
    "encoding_option",
    "files_argument",
    "json_line",
    "json_option",
    "library_option",
    "output_option",
]

#: Exit status for a reference that cannot be parsed, or an input in which nothing was found.
FOUND_NOTHING = 1
#: Exit status for wrong usage or an unreadable file.
UNUSABLE = 2
#: Exit status after Ctrl-C.
INTERRUPTED = 130

F = TypeVar("F", bound=Callable[..., Any])


@attrs.define
class Tally:
    """Says what went wrong with one input, and lets the run go on to the next.

    ``messages`` are what was said.
    """

    status: int = 0
    messages: list[str] = attrs.field(factory=list, init=False)

    def add(self, problem: str | ProvenanceError | OSError, status: int = UNUSABLE) -> None:
        """Report a problem on standard error; the gravest one decides the exit status.

        A closed pipe is no problem of an input: it is raised again, and ends the run quietly.
        """
        if isinstance(problem, BrokenPipeError):
            raise problem
        message = streams.os_error(problem) if isinstance(problem, OSError) else str(problem)
        streams.complain(message)
        self.messages.append(message)
        self.status = max(self.status, status)


def json_line(data: Mapping[str, Any]) -> str:
    """Return one object of a stream of JSON lines, its letters as they are."""
    return json.dumps(data, ensure_ascii=False) + "\n"


def cell(text: str) -> str:
    """Return ``text`` as one cell of a tab-separated line."""
    return " ".join(text.split())


def _one_standard_input(
    ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    if value.count("-") > 1:
        raise click.BadParameter("standard input ('-') can be read only once", ctx, parameter)
    return value


def files_argument(metavar: str, *, required: bool = True) -> Callable[[F], F]:
    """One or more inputs, ``-`` for standard input."""
    return click.argument(
        "inputs", metavar=metavar, nargs=-1, required=required, callback=_one_standard_input
    )


def _known_encoding(
    ctx: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    if value is not None:
        try:
            b"a".decode(value)
        except (LookupError, ValueError):
            raise click.BadParameter(f"no encoding is called {value!r}", ctx, parameter) from None
    return value


json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
output_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to FILE, whole or not at all, instead of printing.",
)
encoding_option = click.option(
    "--encoding", metavar="NAME", callback=_known_encoding,
    help="The encoding of input that does not name its own and is not UTF-8.",
)  # fmt: skip
library_option = click.option(
    "--library", metavar="DIR", envvar="PROVENANCE_LIBRARY", default="library",
    show_default=True, show_envvar=True, help="The folder of records that a KEY is looked up in.",
)  # fmt: skip
#: Instead of inputs; see :func:`provenance.cli._inputs.chosen`.
all_option = click.option("--all", "whole", is_flag=True, help="All records of the library.")
