"""Where along its edge each label of a layer stands, so that nothing covers anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from explainer.figures.shapes import CLEAR, Box, Circle, Edge

SHARES = np.array([0.5, 0.34, 0.66, *(t / 40 for t in range(3, 38))])
"""Places along an edge, as shares of it: three where all labels may stand in line, from the fourth on 3/40, 4/40, …"""

IN_LINE = range(3)
FROM_LEFT = np.arange(3, len(SHARES))
FROM_RIGHT = FROM_LEFT[::-1]
FROM_MIDDLE = FROM_LEFT[np.argsort(np.abs(SHARES[FROM_LEFT] - 0.5), kind="stable")]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Order = Sequence[NDArray[np.intp]]
"""For each edge in turn, the places to try, as positions in ``SHARES``."""


def place_labels(
    edges: Sequence[Edge], size: tuple[float, float], boxes: Sequence[Box], circles: Sequence[Circle]
) -> dict[str, tuple[float, float]]:
    """Return the centre of a label for as many edges as have room for one.

    All labels of a layer stand below each other where they can; otherwise each takes the first
    free place along its edge, and of a few ways to look for it the one that places most is taken.

    Args:
        edges: whose labels, the most important first.
        size: width and height of a label.
        boxes: what may not be covered.
        circles: units that may not be covered.
    """
    if not edges:
        return {}
    starts, ends = (np.array(points)[:, None, :] for points in zip(*((edge.start, edge.end) for edge in edges)))
    centres = starts + SHARES[:, None] * (ends - starts)
    free, apart = _free(centres, size, boxes, circles), _apart(centres, size)
    best: dict[int, int] = {}
    for turns, order in _ways(centres, size[1]):
        found = _first_free(turns, order, free, apart)
        if len(found) > len(best):
            best = found
        if len(best) == len(edges):
            break
    return {edges[i].name: (float(centres[i, place, 0]), float(centres[i, place, 1])) for i, place in best.items()}


def _free(centres: Floats, size: tuple[float, float], boxes: Sequence[Box], circles: Sequence[Circle]) -> Flags:
    """Return (edges, places): whether a label there stays clear of every box and circle."""
    (width, height), (x, y) = size, (centres[..., 0], centres[..., 1])
    free = np.ones(x.shape, dtype=bool)
    for box in boxes:
        left, right = box.left - width / 2 - CLEAR, box.right + width / 2 + CLEAR
        top, bottom = box.top - height / 2 - CLEAR, box.bottom + height / 2 + CLEAR
        free &= (x <= left) | (x >= right) | (y <= top) | (y >= bottom)
    for circle in circles:
        across = np.maximum(np.abs(x - circle.x) - width / 2, 0.0)
        down = np.maximum(np.abs(y - circle.y) - height / 2, 0.0)
        free &= np.hypot(across, down) >= circle.radius + CLEAR
    return free


def _apart(centres: Floats, size: tuple[float, float]) -> Flags:
    """Return (edges, places, edges, places): whether two labels at these places stay clear of each other."""
    x, y = centres[..., 0], centres[..., 1]
    return (np.abs(np.subtract.outer(x, x)) >= size[0] + CLEAR) | (np.abs(np.subtract.outer(y, y)) >= size[1] + CLEAR)


def _ways(centres: Floats, height: float) -> Iterator[tuple[Sequence[int], Order]]:
    """Return the ways to look for places: whose turn it is, and the places to try at each turn."""
    edges = range(len(centres))

    def clearance(place: int) -> float:
        """Smallest distance between labels that stand in line, counting anything roomy as the same."""
        between = np.diff(np.sort(centres[:, place, 1]))
        return float(min(between.min(initial=np.inf), height + 14.0))

    for place in sorted(IN_LINE, key=clearance, reverse=True):
        yield edges, [np.array([place])] * len(edges)
    # In the order of their heights at the middle, and at 3/10 and 7/10 of the way.
    by_height = [sorted(edges, key=centres[:, place, 1].__getitem__) for place in (20, 12, 28)]
    alternating = [(FROM_RIGHT, FROM_LEFT), (FROM_LEFT, FROM_RIGHT)]
    orders: list[tuple[NDArray[np.intp], ...]] = [(FROM_MIDDLE,), (FROM_RIGHT,), (FROM_LEFT,), *alternating]
    for order in orders:
        for turns in (edges, *by_height):
            yield turns, [order[turn % len(order)] for turn in range(len(edges))]


def _first_free(turns: Sequence[int], order: Order, free: Flags, apart: Flags) -> dict[int, int]:
    """Give each edge in turn the first place along it that is still free; edge -> place."""
    free = free.copy()
    found = {}
    for edge, places in zip(turns, order, strict=True):
        place = int(places[free[edge, places].argmax()])  # the first of all where none is free
        if free[edge, place]:
            found[edge] = place
            free &= apart[edge, place]
    return found
