"""What holds for all tests."""

from __future__ import annotations

import hypothesis

# a busy machine is no failure: no test has a time limit
hypothesis.settings.register_profile("no deadline", deadline=None)
hypothesis.settings.load_profile("no deadline")
