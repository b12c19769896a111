"""The page of the documentation that lists the rules: made from the rules themselves.

``python -m provenance.checking.page docs/reference/checks.md`` brings it up to date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from provenance.checking.rules import Rule, rules

__all__ = ["page"]

_HEAD = """\
# Checks: the rules

Each rule has an id and a short code; `--select` and `--ignore` take both, and the beginning of
codes (`DAT`). What `provenance rule ID` prints is here in one place. The severity is that of a
rule whose severity no setting changes.

This page is made from the rules: after a change there, run
`python -m provenance.checking.page docs/reference/checks.md`.
"""
_FAMILIES = {
    "LOC": "Locators", "LEA": "Leaves", "TXT": "Letters and marks", "ARC": "Archives",
    "DAT": "Dates", "COP": "Copies and classification", "PRO": "Translation and publication",
    "NAM": "Names", "REC": "Records, folders and entries", "STY": "Notes",
    "CON": "A manuscript as a whole", "SUP": "Comments to the checks",
}  # fmt: skip


def page() -> str:
    """Return the page as Markdown: a table of all rules, then each rule by family."""
    families: dict[str, list[Rule]] = {family: [] for family in _FAMILIES}
    for each in rules().values():
        families.setdefault(each.code[:3], []).append(each)
    parts = [_HEAD]
    for family, members in families.items():
        if not members:
            continue
        parts.append(f"\n## {_FAMILIES.get(family, family)}\n")
        parts += map(_rule, sorted(members, key=lambda each: each.code))
    return "".join(parts)


def _rule(each: Rule) -> str:
    text = re.sub(r"``(.+?)``", r"`\1`", each.documentation.strip())
    text = re.sub(r"^(Bad|Good): ", r"- \1: ", text, flags=re.MULTILINE)
    return f"\n### {each.id}\n\n{each.code}, {each.severity}. {text}\n"


if __name__ == "__main__":
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
