"""What the pages on adding a style, a rule and a format show does what they say."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from types import ModuleType
from typing import Any

import attrs
import pytest
from documents import PUZANOV
from pages import ROOT

from provenance import Record, archives, cite, parse_locator
from provenance.checking import rules
from provenance.writing import registry, styles


def shown(page: str, fence: str = "py") -> str:
    """Return the one block of code of a page."""
    text = (ROOT / "docs" / "how-to" / page).read_text("utf-8")
    (block,) = re.findall(rf"^( *)```{fence}\n(.*?)^\1```$", text, re.M | re.S)
    return textwrap.dedent(block[1])


def module(page: str) -> Any:
    made = ModuleType(page.replace("-", "_").removesuffix(".md"))
    exec(compile(shown(page), page, "exec", dont_inherit=True), vars(made))
    return made


def test_a_style(monkeypatch: pytest.MonkeyPatch) -> None:
    (style,) = module("add-a-style.md").STYLES
    monkeypatch.setattr(styles, "STYLES", {style.id: style})
    assert cite(PUZANOV, "my-journal", leaves="27") == (
        "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957, "
        "23 December 1957, AVPRF, f. 0102, op. 14, d. 6, l. 27."
    )


def test_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_rules", {})
    found = module("add-a-rule.md")
    assert rules._rules["title-in-capitals"].summary == "The title is in capitals only."
    context = rules.Context(dt.date(2026, 11, 25))
    loud = Record("rice", title="REPORT ON RICE")
    (hit,) = found.title_in_capitals(loud, context)
    assert (hit.message, hit.field) == ("The title is in capitals.", "title")
    assert not list(found.title_in_capitals(attrs.evolve(loud, title="Report on Rice"), context))


def test_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lines(registry.Format):
        writer = module("add-a-format.md")

    monkeypatch.setattr(registry, "FORMATS", {"tab-lines": Lines("tab-lines", "", ".tsv", "")})
    record = Record("rice", kind="report", title="Report\n on Rice", date="1957-03")
    assert registry.export([record, record], "tab-lines") == (
        "rice\t1957-03\tReport on Rice\nrice-2\t1957-03\tReport on Rice\n"
    )
    assert "".join(registry.pieces([record], "tab-lines")) == "rice\t1957-03\tReport on Rice\n"
    assert registry.losses(record, "tab-lines") == [
        registry.Loss("rice", "kind", "report", "there is no column for it")
    ]


def test_an_archive(tmp_path: Any) -> None:
    """Read as the user's own archive, which has the format of those that ship."""
    from provenance.settings_file import read_settings

    table, country = (
        found[1]
        for found in re.findall(
            r"^( *)```toml\n(.*?)^\1```$",
            (ROOT / "docs" / "how-to" / "add-an-archive.md").read_text("utf-8"),
            re.M | re.S,
        )
    )
    country = country.replace("IE", "RU").replace("Ireland", "Russia").replace('"en"', '"ru"')
    (tmp_path / "ru.toml").write_text(country + table, "utf-8")
    (tmp_path / "provenance.toml").write_text('archives = ["ru.toml"]\n', "utf-8")
    try:
        read_settings(tmp_path / "provenance.toml").use()
        found = parse_locator("ГАНигде. Ф. 12. Оп. 1. Д. 3. Л. 4–5")
        assert found.key == "town-nowhere:fond=12;opis=1;delo=3;list=4-5"
        assert str(found.leaves) == "4-5"
    finally:
        archives.use_archives(())
