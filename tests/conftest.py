"""How Hypothesis runs: the same everywhere and every time, or with fresh examples (``make explore``); in which order.

Neither profile has a stopwatch, which a busy machine would stop, or remembers earlier runs.
"""

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

EVERYDAY = settings(
    max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("repeatable", EVERYDAY, derandomize=True)
settings.register_profile("explore", EVERYDAY, derandomize=False, max_examples=500)
settings.load_profile("repeatable")


def pytest_sessionstart():
    """Keep what is drawn from depending on what is imported.

    Hypothesis also draws constants that it reads in those modules of ours that are imported by then, which differ
    from one test file to another and, where several processes share the tests, from one run to the next.
    """
    if settings.get_current_profile_name() == "repeatable":
        providers.is_local_module_file = lambda file: False


LONG = (Path(__file__).parent / "browser", Path(__file__).parent / "pages")
"""Where the files are that take longest: up to a minute each, all others up to twenty seconds."""


def pytest_collection_modifyitems(items):
    """Begin with the longest files: who shares the files with others ends when they do."""
    items.sort(key=lambda item: item.path.parent not in LONG)
