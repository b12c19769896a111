"""The command line: what each command prints, on which stream, and with which exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from provenance.cli import run

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "records" / "examples"


class Ran(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.split("\n")[:-1]]


@pytest.fixture
def prov(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run one command line in this process; ``stdin`` is text or bytes."""

    def call(*arguments: str | Path, stdin: str | bytes = b"") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        status = run([str(argument) for argument in arguments])
        return Ran(status, *capsys.readouterr())

    return call


def shell(
    *arguments: str | Path, env: dict[str, str] | None = None, stdin: bytes = b"", **options: object
) -> subprocess.CompletedProcess[bytes]:
    """Run one command line in a process of its own."""
    command = [sys.executable, "-m", "provenance", *map(str, arguments)]
    return subprocess.run(  # type: ignore[call-overload]
        command, input=stdin, env={**os.environ, **(env or {})}, check=False, timeout=60,
        **({"capture_output": True} | options),
    )  # fmt: skip


# --- archives


def test_archives_lists_all_of_them_separated_by_tabs(prov: Callable[..., Ran]) -> None:
    ran = prov("archives")
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert (ran.status, ran.err) == (0, "")
    assert len(rows) >= 209
    assert {len(row) for row in rows} == {5}
    assert [
        "avprf", "AVPRF", "Archive of Foreign Policy of the Russian Federation", "Moscow", "Russia",
    ] in rows  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "avprf",
        "AVP RF",
        "АВП РФ",
        "Archive of Foreign Policy of the Russian Federation",
        "АВП СССР",
    ],
)
def test_an_archive_is_shown_by_any_of_its_names(prov: Callable[..., Ran], name: str) -> None:
    ran = prov("archives", name)
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == ["id", "avprf"]
    assert "references      fond > opis > god? > papka? > poryadkovy-nomer? > delo > list" in lines
    assert any("АВП СССР: Архив внешней политики СССР (1946–1992)" in line for line in lines)


def test_archives_json_has_the_scheme_and_no_empty_field(prov: Callable[..., Ran]) -> None:
    ran = prov("archives", "TsKhSD", "--json")
    (entry,) = ran.objects
    assert entry["id"] == "rgani"
    assert {"kinds": ["fond"], "optional": False} in entry["scheme"]  # type: ignore[operator]
    assert not [name for name, value in entry.items() if value in ("", None, [])]
    assert {"abbreviation": "TsKhSD"}.items() <= next(
        old.items()
        for old in entry["former"]
        if old["abbreviation"] == "TsKhSD"  # type: ignore
    )


def test_a_name_that_several_archives_share_shows_all(prov: Callable[..., Ran]) -> None:
    ran = prov("archives", "RA")
    ids = [line.split("\t")[0] for line in ran.out.splitlines()]
    assert ran.status == 0
    assert "ra-se" in ids
    assert len(ids) > 1
    assert ran.err == f"{len(ids)} archives go by the name 'RA'\n"


def test_an_unknown_archive_gives_the_nearest_names(prov: Callable[..., Ran]) -> None:
    ran = prov("archives", "AVPRV")
    assert (ran.status, ran.out) == (1, "")
    message, _, near = ran.err.partition("; the nearest names are: ")
    assert message == "Error: no archive is called 'AVPRV'"
    assert "AVPRF" in near.strip().split(", ")
