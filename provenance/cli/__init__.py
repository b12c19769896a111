"""The command line: arguments in, text out.

Data goes to standard output in UTF-8, everything else to standard error. The exit status is 0
when all went well, 1 for a reference that cannot be parsed or an input in which nothing was
found, 2 for wrong usage or an unreadable file, 130 when interrupted.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from provenance._version import __version__
from provenance.cli import _streams as streams
from provenance.cli._common import INTERRUPTED, UNUSABLE
from provenance.errors import ProvenanceError
from provenance.jobs import preload

__all__ = ["commands", "main", "run"]

#: Each is a module of this package, with the command under the same name, but for _MODULES.
_COMMANDS = (
    *("read", "cite", "export", "convert", "parse", "find", "check", "archives", "consulted"),
    *("history", "styles", "rule", "add", "list", "show", "search", "merge", "rename", "site"),
    "lsp",
)
#: A module named ``list`` would hide Python's own list from this one.
_MODULES = {"list": "listing"}


class _Commands(click.Group):
    """The commands in the order in which a user meets them; each is imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        name = _MODULES.get(cmd_name, cmd_name)
        command: click.Command = getattr(import_module(f"provenance.cli.{name}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-") and os.path.exists(name):
            raise click.UsageError(
                f"{name!r} is a file, not a command; try 'provenance cite {name}'", ctx
            )
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    name="provenance",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="provenance")
def commands() -> None:
    """Turn archival documents into typed records, and records into citations."""


def _fault(error: BaseException) -> str:
    """Say in one line that the program itself failed, and how to report it."""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return (
        f"Error: a fault in provenance {__version__} itself ({what[:300]}); please report this "
        "line with the command and its input (PROVENANCE_DEBUG=1 shows where it happened)"
    )


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status; nothing is raised."""
    try:
        streams.prepare()
        # not commands.main(), which makes a closed pipe an error
        with commands.make_context("provenance", list(arguments)) as context:
            status: int = commands.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return UNUSABLE
    except BrokenPipeError:
        streams.silence()
        return 0
    except OSError as error:
        streams.silence()
        streams.complain(streams.os_error(error))
        return UNUSABLE
    except ProvenanceError as error:
        streams.complain(str(error))
        return UNUSABLE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("PROVENANCE_DEBUG"):
            raise
        print(_fault(error), file=sys.stderr)
        return UNUSABLE
    finally:
        streams.settle()
    return status


def main() -> NoReturn:
    """Run the command line of this process."""
    # a list of references is millions of values that all stay: to search them for garbage again
    # and again takes a quarter of the time
    gc.set_threshold(50_000, 20)
    # as Ctrl-C does, a batch system or a terminal that ends the program leaves no half-written file
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no terminals that hang up
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # as nohup has it
            signal.signal(number, lambda signum, _: sys.exit(128 + signum))
    preload()
    sys.exit(run(sys.argv[1:]))
