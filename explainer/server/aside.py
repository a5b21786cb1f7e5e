"""Work that takes long, done beside the loop that answers everybody."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TypeVar
from weakref import WeakSet

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


MOST_LONG_ANSWERS = 4
"""Long answers that are on their way at the same time; what the longest is made of takes 50 MB."""

PIECE = 64_000
"""Characters that are made at a time."""

TURN_S = 0.02
"""How long that may take, after which others have their turn."""

_long_answers: WeakSet[LongAnswer] = WeakSet()


class LongAnswer:
    """A text that is made aside, as fast as it is taken; it counts for as long as somebody holds it."""

    def __init__(self, make: Callable[[], Iterable[str]]) -> None:
        self._pieces = _gathered(make)
        self._first: bytes | None = None
        _long_answers.add(self)

    async def begin(self) -> None:
        """Make the first piece, so that what is wrong shows before anything is sent."""
        self._first = await aside(lambda: next(self._pieces, None))

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the text piece by piece."""
        piece = self._first
        while piece is not None:
            yield piece
            # What has been begun is not refused; others that wait have their turn between two pieces.
            piece = await get_running_loop().run_in_executor(_threads, next, self._pieces, None)
        _long_answers.discard(self)


async def begun_aside(make: Callable[[], Iterable[str]]) -> LongAnswer:
    """Return a long text whose first piece is made, and whose others are made as they are taken.

    Args:
        make: what returns the text in parts; it is called, and they are asked for, beside the loop.

    Raises:
        TooBusyError: if too many such texts are on their way, or too much else is waiting.
    """
    if len(_long_answers) >= MOST_LONG_ANSWERS:
        raise TooBusyError
    answer = LongAnswer(make)
    await answer.begin()
    return answer


def _gathered(make: Callable[[], Iterable[str]]) -> Iterator[bytes]:
    """Yield a text in pieces that are worth sending."""
    gathered, size, begun = list[str](), 0, monotonic()
    for part in make():
        gathered.append(part)
        size += len(part)
        if size >= PIECE or monotonic() - begun > TURN_S:
            yield "".join(gathered).encode()
            gathered, size, begun = [], 0, monotonic()
    yield "".join(gathered).encode()
