"""What was made once is kept for the next who asks, as long as there is room.

Room is counted in what takes it, such as keys, rather than in results: the largest network makes results
ten thousand times as large as a small one does, and a class of small ones should all find room.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import update_wrapper
from itertools import count
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
V = TypeVar("V")


def kept(most: int, size: Callable[[Any], int]) -> Callable[[Callable[P, V]], Kept[P, V]]:
    """Keep what a function returns, up to a size; what nobody has asked for longest goes first, the newest never.

    Args:
        most: the size of all results together.
        size: result -> its size.

    >>> @kept(most=3, size=len)
    ... def letters(letter: str, times: int) -> str:
    ...     return letter * times
    >>> letters("a", 2), letters("b", 2), letters.size
    ('aa', 'bb', 2)
    """

    def keeping(make: Callable[P, V]) -> Kept[P, V]:
        return Kept(make, most, size)

    return keeping


class Kept(Generic[P, V]):
    """A function whose results are kept; threads may call it at the same time."""

    def __init__(self, make: Callable[P, V], most: int, size: Callable[[V], int]) -> None:
        self._make, self._most, self._size_of = make, most, size
        self._found: dict[Hashable, _Entry[V]] = {}
        self._uses, self._lock = count(), Lock()
        self.size = 0
        update_wrapper(self, make)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> V:
        """Return what the function does, made at most once while it is kept."""
        key = (args, *kwargs.items()) if kwargs else args
        entry = self._found.get(key)
        if entry is None:
            # Two threads may make the same; waiting for each other would be waiting for the slowest of all.
            entry = self._put(key, self._make(*args, **kwargs))
        entry.used = next(self._uses)
        return entry.result

    def holds(self, *args: P.args, **kwargs: P.kwargs) -> bool:
        """Whether a result is there, and would not have to be made."""
        return ((args, *kwargs.items()) if kwargs else args) in self._found

    def _put(self, key: Hashable, result: V) -> _Entry[V]:
        """Keep a result, and let go of others until there is room for it."""
        entry = _Entry(result, self._size_of(result), next(self._uses))
        with self._lock:
            if key in self._found:
                return self._found[key]
            while self._found and self.size + entry.size > self._most:
                oldest = min(self._found, key=lambda other: self._found[other].used)
                self.size -= self._found.pop(oldest).size
            self._found[key] = entry
            self.size += entry.size
        return entry

    def cache_clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._found.clear()
            self.size = 0


class _Entry(Generic[V]):
    """A result, its size, and when it was last asked for."""

    __slots__ = ("result", "size", "used")

    def __init__(self, result: V, size: int, used: int) -> None:
        self.result, self.size, self.used = result, size, used
