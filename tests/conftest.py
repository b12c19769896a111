"""What holds for all tests."""

from __future__ import annotations

import hypothesis

# a busy machine is no failure: no test has a time limit; and the same tree gives the same verdict
# (a search for new examples: pytest --hypothesis-profile=search)
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("steady")
