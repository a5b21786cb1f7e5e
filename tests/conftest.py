"""How Hypothesis runs: the same everywhere and every time, or with fresh examples (``make explore``); in which order.

What is collected stays to the end, so the collector of garbage is not to look through all of it again and again.

Neither profile has a stopwatch, which a busy machine would stop, or remembers earlier runs.
"""

import gc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

EVERYDAY = settings(
    max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
# The same examples each day show no more on the second one: to look for what nobody has seen is for `make explore`.
settings.register_profile("repeatable", EVERYDAY, derandomize=True, max_examples=60)
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


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Keep what is collected, 12,000 tests and what they are given, out of the collection of garbage."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
