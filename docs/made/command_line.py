"""The options of a command, as the command line itself knows them."""

from __future__ import annotations

import click

from made.markdown import code, plain, table
from provenance.cli import commands


def options(name: str) -> str:
    """Return the table of a command's options."""
    command = commands.get_command(click.Context(commands), name)
    if command is None:
        raise KeyError(name)
    rows = []
    for each in command.params:
        if isinstance(each, click.Option) and not each.hidden:
            rows.append((code(_option(each)), code(_default(each)), plain(each.help or "")))
    return table(("option", "default", "meaning"), rows)


def _option(each: click.Option) -> str:
    names = ", ".join((*each.opts, *each.secondary_opts))
    if each.is_flag:
        return names
    value = each.metavar
    if value is None and isinstance(each.type, click.Choice):
        value = "|".join(map(str, each.type.choices))
    return f"{names} {value or each.type.name.upper()}" + (" …" if each.multiple else "")


def _default(each: click.Option) -> str:
    return str(each.default) if isinstance(each.default, str | int) and not each.is_flag else ""
