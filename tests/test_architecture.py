"""The layers that the documentation draws are those that the package has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from pages import ROOT

PACKAGE = ROOT / "provenance"
PAGE = ROOT / "docs" / "explanation" / "architecture.md"
APART = {"reading", "writing", "checking"}


def layers() -> list[list[str]]:
    """Return the modules of each layer of the page, the highest first."""
    (table,) = re.findall(r"^\| layer .*\n((?:\|.*\n)+)", PAGE.read_text("utf-8"), re.MULTILINE)
    rows = [line.split("|")[2] for line in table.splitlines()[1:]]
    return [re.findall(r"`(\w+)`", row) for row in rows]


def imported(path: Path) -> Iterator[str]:
    """Yield the parts of the package that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "provenance":
            names = [f"provenance.{each.name}" for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import"
            names = [node.module or ""]
        for name in names:
            package, _, rest = name.partition(".")
            if package == "provenance" and rest:
                yield rest.partition(".")[0]


def test_every_part_of_the_package_has_a_layer() -> None:
    parts = [
        path.stem
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").exists())
    ]
    assert sorted(name for layer in layers() for name in layer) == sorted(parts)


def test_a_layer_imports_only_from_those_below_it() -> None:
    height = {name: -at for at, layer in enumerate(layers()) for name in layer}
    assert height["cli"] > height["reading"] == height["checking"] > height["model"]
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for other in imported(path):
            known = height.get(other, height["__init__"])  # a public name, from the package itself
            apart = {part, other} <= APART and part != other
            if known > height[part] or apart:
                wrong.append(f"{path.relative_to(ROOT)} imports {other}")
    assert wrong == []
