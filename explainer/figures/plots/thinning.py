"""Fewer points of a long curve, none of them invented."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from backprop.arrays import Array

MOST_POINTS = 1_000
"""Points of one curve that a browser gets: it has no more pixels to draw them at."""


def thinned(values: Array, most: int = MOST_POINTS) -> NDArray[np.intp]:
    """Return which points of a curve are drawn: all, or of each of many short pieces the lowest and the highest.

    So a peak is seen however short it is, and every point that is drawn is one of the curve. What is not finite counts
    as neither; both ends are always there.

    Args:
        values: of the curve, at 0, 1, 2, ...
        most: how many points there may be, at least 4.

    >>> thinned(np.array([0.0, 1.0, 9.0, 2.0, 3.0, 2.0]), most=4).tolist()
    [0, 1, 2, 5]
    """
    count = len(values)
    if count <= most:
        return np.arange(count)
    length = math.ceil((count - 2) / ((most - 2) // 2))
    begins = np.arange(1, count - 1, length)
    low, high = (_in_pieces(values[1:-1], len(begins), length, end) for end in (np.inf, -np.inf))
    chosen = (begins + low.argmin(axis=1), begins + high.argmax(axis=1))
    return np.unique(np.concatenate([[0, count - 1], *chosen]))


def _in_pieces(values: Array, pieces: int, length: int, instead: float) -> Array:
    """Return some values in rows, with a number in place of those that are not finite or not there."""
    laid = np.full(pieces * length, instead)
    laid[: len(values)] = np.where(np.isfinite(values), values, instead)
    return laid.reshape(pieces, length)
