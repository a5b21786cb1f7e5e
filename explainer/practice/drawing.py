"""What is drawn for an exercise: the same on every machine and in every version, from a text that says what it is for.

The text becomes a seed by SHA-256, and the seed numbers that Python promises to draw alike everywhere, as the order
of examples is drawn; nothing else decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """Draws one thing after the other.

    >>> Draw("forward", 1).shuffled("abcd")
    ('a', 'c', 'd', 'b')
    """

    def __init__(self, *purpose: object) -> None:
        text = "|".join(map(str, purpose))
        seed = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
        self._random = Random(seed).random  # noqa: S311 (nobody is to be kept from guessing it)

    def one_in(self, count: int) -> bool:
        """Return true once in so many times, by chance."""
        return self._random() * count < 1.0

    def pick(self, of: Sequence[T]) -> T:
        """Return one of several."""
        return of[int(self._random() * len(of))]

    def shuffled(self, of: Sequence[T]) -> tuple[T, ...]:
        """Return all of them in another order."""
        ranks = [self._random() for _ in of]
        return tuple(of[place] for place in sorted(range(len(of)), key=ranks.__getitem__))
