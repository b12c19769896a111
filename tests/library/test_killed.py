"""``add`` and ``merge`` that are killed at any step lose nothing and leave nothing half-written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from killed_library import Shelf

from provenance import Library


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_nothing_is_lost_where_programs_are_killed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, seed=1957)
    wrong = []
    for _ in range(15):
        wrong += shelf.add()
        wrong += shelf.merge()
    assert wrong == []
    assert shelf.killed["add"] > 5
    assert shelf.killed["merge"] > 5
    library = Library(tmp_path)
    assert len(library) == 31
    library.save(library["document-1"])
    assert list(tmp_path.glob(".*.new")) == []
