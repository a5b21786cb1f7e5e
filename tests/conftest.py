"""How Hypothesis runs: without a stopwatch, and always the same way where CI=true."""

import os

from hypothesis import settings

settings.register_profile("everyday", deadline=None)
settings.register_profile("repeatable", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("repeatable" if os.environ.get("CI", "").lower() == "true" else "everyday")
