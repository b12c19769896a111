"""``python -m provenance.lsp``: the language server over standard input and output."""

from __future__ import annotations

import sys

from provenance.errors import ProvenanceError
from provenance.lsp import serve

if __name__ == "__main__":
    try:
        serve()
    except ProvenanceError as error:
        sys.exit(f"Error: {error}")
