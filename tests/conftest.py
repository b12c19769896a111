"""What holds for all tests."""

from __future__ import annotations

import hypothesis
import pytest

# a busy machine is no failure: no test has a time limit; and the same tree gives the same verdict
# (a search for new examples: pytest --hypothesis-profile=search)
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("steady")


#: Faults found and not mended yet; each entry goes when its fault does.
_KNOWN = {
    "test_every_value_is_there_or_among_the_losses[biblatex]": "a control character in a number",
    "test_reading_what_is_printed[ap-rk]": "tsh in a fond's suffix reads back as tdzh",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is known to fail."""
    for item in items:
        if item.name in _KNOWN:
            item.add_marker(pytest.mark.xfail(reason=_KNOWN[item.name], strict=False))
