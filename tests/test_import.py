"""What importing the library brings in."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("citeproc", "lxml", "bibtexparser", "click", "rich")


def test_import_brings_in_nothing_heavy() -> None:
    code = f"import sys, provenance; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "\n"
