"""The page of the documentation that lists the rules."""

from pathlib import Path

from provenance.checking.page import page

ROOT = Path(__file__).parents[2]


def test_the_page_of_the_rules_is_that_of_the_rules():
    """After a change run ``python -m provenance.checking.page docs/reference/checks.md``."""
    assert (ROOT / "docs" / "reference" / "checks.md").read_text(encoding="utf-8") == page()


def test_a_rule_on_the_page():
    assert (
        "\n### copy-number-too-high\n\n"
        "COP001, error. The number of a copy is higher than the number of copies that were made.\n"
        "\nIf the document itself says so, keep it, and say so in `notes`.\n\n"
        "- Bad: `number = 5` with `printed = 3`\n- Good: `number = 3` with `printed = 5`\n"
    ) in page().replace("``", "`")
