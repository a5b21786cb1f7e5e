"""Work that takes long, done beside the loop that answers everybody."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

R = TypeVar("R")

THREADS = 1
"""With more of them each would be slower, and so would the loop, for all share one interpreter."""

MOST_WAITING = 100
"""Pieces of work that are accepted; what comes then is refused at once rather than kept waiting for minutes."""


class TooBusyError(RuntimeError):
    """More work than will be done soon is waiting already."""


_threads = ThreadPoolExecutor(THREADS, "aside")
_accepted: set[object] = set()


async def aside(work: Callable[[], R], takes_long: bool = True) -> R:
    """Return what some work comes to, and let others be answered meanwhile.

    Args:
        work: what is to be done.
        takes_long: whether it does; a change of thread would cost short work more than it takes.

    Raises:
        TooBusyError: if it takes long, and too much is waiting.
    """
    if not takes_long:
        return work()
    if len(_accepted) >= MOST_WAITING:
        raise TooBusyError
    piece = object()
    _accepted.add(piece)
    try:
        return await get_running_loop().run_in_executor(_threads, work)
    finally:
        _accepted.discard(piece)
