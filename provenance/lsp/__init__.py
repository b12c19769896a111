"""The language server: the checks in an editor. It needs the extra ``lsp``."""

from __future__ import annotations

import os
import sys

from provenance.errors import ProvenanceError

__all__ = ["serve"]


def serve() -> None:
    """Serve one editor over standard input and output, until it says goodbye.

    Raises :class:`ProvenanceError` where the package pygls is not installed.
    """
    try:
        import pygls.lsp.server  # noqa: F401
    except ImportError:
        raise ProvenanceError("the language server needs pygls 2: pip install 'pygls>=2'") from None
    from provenance.lsp.server import server

    # pygls closes what it writes to when the editor leaves; the process's own output stays open
    with open(os.dup(sys.stdout.fileno()), "wb") as out:
        server.start_io(stdout=out)
