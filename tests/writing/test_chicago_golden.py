"""Golden cases of the citation styles: one document a file in tests/golden.

A file says what it shows, then has sections: ``=== record`` with the record as TOML, and one for
each citation, named by the style and what else ``cite`` is given. The expectations were worked
out by hand from the manual.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.reading.record import record_from
from provenance.writing.styles import STYLES, cite

GOLDEN = Path(__file__).parent.parent / "golden"


def sections(file: Path) -> dict[str, str]:
    found = {}
    for section in file.read_text(encoding="utf-8").split("\n=== ")[1:]:
        head, _, body = section.partition("\n")
        found[head.strip()] = body.strip()
    return found


def cases() -> Iterator[object]:
    for file in sorted(GOLDEN.glob("*.txt")):
        for head in sections(file):
            if head != "record":
                yield pytest.param(file, head, id=f"{file.stem}: {head}")


@pytest.mark.parametrize(("file", "head"), list(cases()))
def test_golden_case(file: Path, head: str) -> None:
    found = sections(file)
    record = record_from(tomllib.loads(found["record"]), source=file.name)
    style, *options = head.split()
    given = dict(option.split("=", 1) for option in options)
    assert cite(record, style, **given) == found[head]  # type: ignore[arg-type]


def test_every_style_has_golden_cases() -> None:
    heads = {head.split()[0] for file in GOLDEN.glob("*.txt") for head in sections(file)}
    assert heads == {"record", *STYLES}
