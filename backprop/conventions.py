"""What a loss is divided by: the same sum of errors, in the scales that are in use.

A convention changes neither where the minimum is nor which way leads down, only how large the loss
and, by one factor for all of them, the gradients are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from backprop.losses import LOSSES


@dataclass(frozen=True)
class Convention:
    """What a loss is divided by, on which textbooks and libraries differ.

    Attributes:
        half: whether a squared error is halved, so that its derivative has no 2.
        over: the counts it is divided by, of "N" and "K".
    """

    half: bool
    over: tuple[str, ...]


CONVENTIONS: dict[str, Convention] = {
    "half_mean": Convention(half=True, over=("N",)),
    "mean": Convention(half=False, over=("N",)),
    "mean_all": Convention(half=False, over=("N", "K")),
    "half_mean_all": Convention(half=True, over=("N", "K")),
    "half_sum": Convention(half=True, over=()),
    "sum": Convention(half=False, over=()),
}


def conventions_of(loss: str) -> tuple[str, ...]:
    """Return the names of the conventions that a loss can follow, its own first.

    >>> conventions_of("cross_entropy")
    ('mean', 'mean_all', 'sum')
    """
    return LOSSES[loss].conventions


def keeps_two(loss: str, convention: str) -> bool:
    """Whether the 2 of the square stands in the derivative, since no 1/2 is there to cancel it."""
    return LOSSES[loss].squared and not CONVENTIONS[convention].half


@lru_cache(maxsize=256)  # asked for twice in every update
def scale_of(loss: str, convention: str, examples: int, outputs: int) -> float:
    """Return c in dL/dy_hat = c * (its form free of the scale).

    With count = the product of the counts in ``over``, c is 1 / count; for a squared error that
    is not halved it is 2 / count, since the square leaves a 2 behind.

    >>> scale_of("half_squared_error", "half_mean", examples=4, outputs=3)
    0.25
    >>> scale_of("half_squared_error", "mean", examples=4, outputs=3)
    0.5
    """
    counts = {"N": examples, "K": outputs}
    count = math.prod(counts[name] for name in CONVENTIONS[convention].over)
    return (2.0 if keeps_two(loss, convention) else 1.0) / count
