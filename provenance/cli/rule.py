"""``provenance rule``: what a rule is for."""

from __future__ import annotations

import click

from provenance.checking.rules import rule_by_name, rules
from provenance.checking.settings import nearest

__all__ = ["rule"]


@click.command(short_help="Explain a rule of the checks.")
@click.argument("name", metavar="[ID]", required=False)
def rule(name: str | None) -> int:
    """Explain the rule ID (its id, or its short code); without ID, list all rules."""
    if name is None:
        for each in rules().values():
            click.echo(f"{each.code}\t{each.severity}\t{each.id}\t{each.summary}")
        return 0
    found = rule_by_name(name)
    if found is None:
        raise click.UsageError(f"there is no rule {name!r}{nearest(name)}")
    click.echo(f"{found.id} ({found.code}, {found.severity})\n\n{found.documentation.rstrip()}")
    return 0
