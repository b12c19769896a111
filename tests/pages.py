"""The pages of the documentation: their examples, their links, and what running an example prints.

A command that is one call of ``provenance`` runs in this process; all else (pipes, redirections,
other programs) runs in bash, with the installed program.
"""

from __future__ import annotations

import doctest
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pypandoc
from click.testing import CliRunner

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```(console|python|sh|text|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ENGINE = re.compile(r"^>>> (?:from|import) (dask|pyspark)\b", re.MULTILINE)
_HERE = re.compile(r"<<'(\w+)'$")


def label(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path, kind: str) -> list[str]:
    return [text for found, text in _BLOCK.findall(page.read_text("utf-8")) if found == kind]


def examples(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the kind and text of each example that is run, in the page's order."""
    for kind, text in _BLOCK.findall(page.read_text("utf-8")):
        if kind in ("console", "python"):
            yield kind, text


def engine(session: str) -> str | None:
    """Return the engine that a Python session starts: it is run with the tests of that engine."""
    found = _ENGINE.search(session)
    return found and found[1]


def talk(session: str, names: dict[str, Any]) -> str:
    """Return what is wrong with a Python session; ``names`` are those of the ones before."""
    test = doctest.DocTestParser().get_doctest(session, names, "session", None, 0)
    report: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(test, out=report.append, clear_globs=False)
    names.update(test.globs)
    return "".join(report)


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with the output shown for it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        if here := _HERE.search(command):
            text, _, output = output.partition(f"\n{here[1]}\n")
            command += f"\n{text}\n{here[1]}\n"
        yield command, output


def run(command: str, cwd: Path) -> str:
    """Return what a command prints in the folder ``cwd``, errors among it."""
    line, _, text = command.partition("\n")
    here = _HERE.search(line)
    line = line[: here.start()] if here else line
    if not line.startswith("provenance ") or re.search(r"[|;&<>$`]", _unquoted(line)):
        return _bash(command, cwd)
    words = _bash(f"printf '%s\\0' {line.removeprefix('provenance ')}", cwd).split("\0")[:-1]
    return _here(words, text.removesuffix(f"{here[1]}\n") if here else "")


def _unquoted(line: str) -> str:
    return re.sub(r"'[^']*'", "", line)


@cache
def _programs() -> tuple[str, str]:
    """Return the folders of this environment's programs, and of the pandoc that it has."""
    return str(Path(sys.executable).parent), str(Path(pypandoc.get_pandoc_path()).parent)


def _bash(command: str, cwd: Path) -> str:
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=cwd,
        env={**os.environ, "PATH": os.pathsep.join((*_programs(), os.environ["PATH"]))},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=60,
    )
    return ran.stdout.decode()


def _here(arguments: list[str], typed: str) -> str:
    """Return what the command line of this process prints; it stands in the right folder."""
    from provenance import cli

    with CliRunner().isolation() as (_, _, printed):
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(typed.encode())), "utf-8")  # type: ignore[arg-type]
        cli.run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        return printed.getvalue().decode()
