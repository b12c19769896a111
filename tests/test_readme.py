"""Every example in README and docs does what it shows.

A ``console`` block has commands after ``$`` and what they print; a ``python`` block is a session
with ``>>>`` (one that starts Dask or Spark is run by their tests); an ``sh`` block has commands
whose first one installs, and is run without that.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import pytest
from pages import PAGES, README, ROOT, blocks, commands, engine, examples, label, run, talk

TESTS = "pip install '.[test]' && pytest"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the checkout to an example, and may be written to."""
    for folder in ("records", "styles"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words_of(picture: Path) -> list[str]:
    """Return the texts of a drawing; how its lines are drawn may differ between versions."""
    words = re.findall(r"<text[^>]*>([^<]*)</text>", picture.read_text("utf-8"))
    assert words
    return words


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_examples_do_what_they_show(page: Path, checkout: Path) -> None:
    """A page's examples are run in their order in one folder: one may use what another made."""
    names: dict[str, Any] = {}
    for kind, example in examples(page):
        if kind == "console":
            for command, shown in commands(example):
                assert run(command, checkout) == shown, command
        elif engine(example) is None:
            assert ">>> " in example
            assert talk(example, names) == ""
    for picture in re.findall(r"^!\[.*\]\((\w+\.svg)\)$", page.read_text("utf-8"), re.MULTILINE):
        made, shown = words_of(checkout / picture), words_of(page.parent / picture)
        assert made == shown, picture


def test_the_readme_has_the_two_commands_for_everything() -> None:
    first, second = blocks(README, "sh")
    assert first.startswith("pip install . && provenance cite records/examples/")
    assert second == f"{TESTS}\n"
    assert TESTS in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_picture_shows_what_the_first_command_does(checkout: Path) -> None:
    page = " ".join(Path("records/examples/puzanov-1957-12-23.txt").read_text("utf-8").split())
    shown, citation = (" ".join(text.split("\n")) for text in blocks(README, "text"))
    for piece in re.split(r" {3,}|…", shown):
        assert piece.strip() in page
    (first, _) = blocks(README, "sh")
    assert run(first.removeprefix("pip install . && "), checkout) == citation.strip() + "\n"
    record = run("provenance read records/examples/puzanov-1957-12-23.txt", checkout)
    (part,) = blocks(README, "toml")
    assert part in record


def test_the_reference_of_the_command_line_has_every_option() -> None:
    from provenance.cli import commands as group

    text = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        options = [option for p in command.params for option in p.opts if option[:1] == "-"]
        assert not [option for option in options if option not in sections[name]], name
