"""The texts of ``tests/reading/corpus``: planted references marked, and pages without any.

``⟦text‖key⟧`` marks a reference and the key its locator must have; ``⟦text‖key‖archive fond⟧``
one that inherits its archive and fond. The marks are not part of the text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parent / "reading" / "corpus"
_MARKED = re.compile("⟦([^‖]*?)‖([^‖⟧]*)(?:‖([^⟧]*))?⟧")


class Planted(NamedTuple):
    start: int
    end: int
    text: str
    key: str
    inherited: tuple[str, ...]


def planted(name: str) -> tuple[str, list[Planted]]:
    """Return a text without its marks, and what they mark."""
    raw = (CORPUS / name).read_text(encoding="utf-8")
    text = ""
    found = []
    done = 0
    for mark in _MARKED.finditer(raw):
        text += raw[done : mark.start()]
        start = len(text)
        text += mark[1]
        inherited = tuple((mark[3] or "").split())
        found.append(Planted(start, len(text), mark[1], mark[2], inherited))
        done = mark.end()
    return text + raw[done:], found


def names(beginning: str) -> list[str]:
    return sorted(path.name for path in CORPUS.iterdir() if path.name.startswith(beginning))
