"""A loop of their own for tests that run coroutines, also in a worker that has opened a browser before."""

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _own_loop() -> Iterator[None]:
    # Playwright's loop counts as running in this thread from the first browser test to the last.
    playwrights = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(playwrights)
