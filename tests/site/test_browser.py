"""A site in a real browser, from the disk: filters, the walk through the pages, sizes, paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser, opened
from histories import EXAMPLES, ODD, RICH, example
from web_pages import pages

from provenance.site.writer import write_site

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
    pytest.mark.xdist_group("browser"),
]

VISIBLE = """
Array.from(document.querySelectorAll("#documents tbody tr"))
  .filter((row) => row.checkVisibility()).map((row) => row.querySelector("a").textContent)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser") / "a site"
    keys = sorted(path.stem for path in EXAMPLES.glob("*.toml"))
    write_site([*map(example, keys), RICH, ODD], folder)
    return folder


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with opened(tmp_path_factory.mktemp("profile")) as found:
        yield found


def _type(browser: Browser, words: str) -> None:
    browser.run('document.getElementById("words").focus(); '
                'document.getElementById("words").select()')  # fmt: skip
    browser.tell("Input.insertText", text=words)


def _choose(browser: Browser, name: str, beginning: str) -> None:
    browser.run(f"""(() => {{
        const list = document.getElementById({name!r});
        const option = [...list.options].find((one) => one.text.startsWith({beginning!r}));
        list.value = option.value;
        list.dispatchEvent(new Event("input", {{bubbles: true}}));
    }})()""")


def _count(browser: Browser) -> str:
    found: str = browser.run('document.getElementById("count").textContent')
    return found


def _reset(browser: Browser) -> None:
    browser.run('document.querySelector("#filters button").click()')
    browser.run("new Promise((done) => setTimeout(done, 20))")


def test_words_narrow_the_list_in_any_script_and_case(site, browser):
    browser.open(site / "index.html")
    assert _count(browser) == "8 documents"
    for words, titles in (
        ("PUZANOV journal", [example("puzanov-1957-12-23").title]),
        ("pal szarvas", [example("szarvas-1955-02-26").title]),
        ("협동농장", [RICH.title]),
        ("пузанов", [RICH.title]),
        ("op. 14", [RICH.title, example("puzanov-1957-12-23").title]),
        ("<script>", [ODD.title]),
    ):
        _type(browser, words)
        assert browser.run(VISIBLE) == titles
        assert _count(browser) == f"{len(titles)} of 8 documents"


def test_archive_year_and_translator_narrow_it_together(site, browser):
    browser.open(site / "index.html")
    _choose(browser, "archives", "Archive of Foreign Policy of the Russian")
    assert len(browser.run(VISIBLE)) == 3
    _choose(browser, "years", "1957")
    assert browser.run(VISIBLE) == [RICH.title, example("puzanov-1957-12-23").title]
    _choose(browser, "translators", "James F. Person")
    assert browser.run(VISIBLE) == [RICH.title]
    _type(browser, "puzanov")
    assert browser.run(VISIBLE) == []
    assert browser.run('document.getElementById("nothing").checkVisibility()') is True
    _reset(browser)
    assert len(browser.run(VISIBLE)) == 8
    assert _count(browser) == "8 documents"
    assert browser.run('document.getElementById("nothing").checkVisibility()') is False


def test_the_walk_through_the_pages_and_back_to_what_was_chosen(site, browser):
    browser.open(site / "index.html")
    _choose(browser, "years", "1952")
    browser.follow('[...document.querySelectorAll("#documents a")]'
                   '.find((one) => one.checkVisibility()).click()')  # fmt: skip
    walked = []
    for _ in range(20):
        walked.append(browser.run('document.querySelector("h1").textContent'))
        if not browser.run('!!document.querySelector("a[rel=next]")'):
            break
        browser.follow('document.querySelector("a[rel=next]").click()')
    assert walked[0] == example("filippov-1952-02-03").title
    assert walked[-1] == example("memorandum-of-conversation-aqppsh-1967-09-30").title
    assert len(walked) == 7
    browser.follow("document.querySelector(\"nav a[href$='archives.html']\").click()")
    assert browser.run('document.querySelector("h1").textContent') == "Archives consulted"
    browser.follow("history.go(-8)")
    browser.run("new Promise((done) => setTimeout(done, 50))")
    assert browser.run(VISIBLE) == [example("filippov-1952-02-03").title]
    assert _count(browser) == "1 of 8 documents"


def test_a_citation_is_copied_with_plain_spaces(site, browser):
    browser.open(site / "records" / "puzanov-1957-12-23.html")
    browser.run("""Object.defineProperty(navigator, "clipboard", {value: {
        writeText: async (text) => { window.copied = text; }}})""")
    browser.run('document.querySelectorAll(".citations button")[1].click()')
    assert browser.run("window.copied") == (
        "Puzanov, “Journal of Soviet Ambassador,” December 23, 1957."
    )
    browser.run('document.querySelectorAll(".citations button")[0].click()')
    assert "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29" in browser.run("window.copied")


def test_without_scripts_the_whole_list_is_there(site, browser):
    browser.tell("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(site / "index.html")
        assert len(browser.run(VISIBLE)) == 8
        assert browser.run('document.getElementById("filters").checkVisibility()') is False
    finally:
        browser.tell("Emulation.setScriptExecutionDisabled", value=False)


def test_no_page_is_wider_than_a_telephone(site, browser):
    browser.tell("Emulation.setDeviceMetricsOverride", width=360, height=740,
                 deviceScaleFactor=2, mobile=True)  # fmt: skip
    try:
        for page in pages(site):
            browser.open(page)
            assert browser.run("document.documentElement.scrollWidth") <= 360, page.name
    finally:
        browser.tell("Emulation.clearDeviceMetricsOverride")


def test_on_paper_there_are_no_filters_and_buttons_and_the_picture_fits(site, browser):
    browser.tell("Emulation.setEmulatedMedia", media="print")
    try:
        browser.open(site / "index.html")
        assert browser.run('document.getElementById("filters").checkVisibility()') is False
        browser.open(site / "records" / "puzanov-1957-12-23.html")
        assert browser.run('document.querySelectorAll("button").length') > 0
        assert not browser.run('[...document.querySelectorAll("button")]'
                               ".some((one) => one.checkVisibility())")  # fmt: skip
        assert browser.run('document.querySelector("svg").checkVisibility()') is True
    finally:
        browser.tell("Emulation.setEmulatedMedia", media="")


def test_the_keyboard_reaches_the_content_first(site, browser):
    browser.open(site / "records" / "puzanov-1957-12-23.html")
    browser.press("Tab")
    assert browser.run("document.activeElement.className") == "skip"
    browser.press("Enter")
    browser.run("new Promise((done) => setTimeout(done, 20))")
    assert browser.run("document.activeElement.id || location.hash") in ("main", "#main")


def test_what_can_be_used_has_a_name_for_those_who_do_not_see_it(site, browser):
    browser.tell("Accessibility.enable")
    for name in ("index.html", "archives.html", "records/rich.html"):
        browser.open(site / name)
        nodes = browser.tell("Accessibility.getFullAXTree")["nodes"]
        used = [
            node for node in nodes if not node["ignored"] and node["role"]["value"] in
            ("link", "button", "searchbox", "combobox", "table", "navigation", "image", "region")
        ]  # fmt: skip
        assert len(used) > 3
        nameless = [node["role"]["value"] for node in used if not node["name"].get("value")]
        assert nameless == []


def test_nothing_came_from_elsewhere_and_no_script_failed(site, browser):
    """After all pages have been shown."""
    for page in pages(site):
        browser.open(page)
    assert len(browser.requests) > 20
    assert [one for one in browser.requests if not one.startswith(("file:", "about:"))] == []
    assert browser.faults == []


AXE = Path(__file__).parents[1] / "engines" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is missing: run 'npm ci' in tests/engines")
@pytest.mark.parametrize("width", [1200, 360])
def test_another_program_finds_no_fault_in_the_access_for_everybody(site, browser, width):
    """axe-core, with the rules of WCAG 2.2 up to level AAA and those of good practice."""
    rules = [*("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa"), "best-practice"]
    browser.tell("Emulation.setDeviceMetricsOverride", width=width, height=740,
                 deviceScaleFactor=1, mobile=width < 500)  # fmt: skip
    try:
        for name in ("index", "archives", "records/rich", "records/odd"):
            browser.open(site / f"{name}.html")
            browser.run(AXE.read_text("utf-8") + "; 0")
            found = browser.run(
                f"axe.run(document, {{runOnly: {rules}}}).then((told) => [told.passes.length, "
                "told.violations.map((one) => [one.id, one.nodes[0].html])])"
            )
            assert found[0] > 20
            assert found[1] == [], name
    finally:
        browser.tell("Emulation.clearDeviceMetricsOverride")
