"""``provenance lsp``: the language server for editors."""

from __future__ import annotations

import click

__all__ = ["lsp"]


@click.command(short_help="Serve an editor: diagnostics and corrections as one writes.")
@click.option("--stdio", is_flag=True, help="Standard input and output; there is no other way.")
def lsp(stdio: bool) -> int:
    """Serve an editor over standard input and output by the language server protocol.

    It is started by an editor, not by hand. It needs pip install 'pygls>=2'.
    """
    from provenance.lsp import serve

    serve()
    return 0
