"""What is seen of the loss over two parameters: its surface, where we are on it, and the way that led there."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from backprop import Trace, Training, surface
from backprop.arrays import Array

SMALLEST = 8.0
"""Side of the part of the surface that is seen around a place: four to either side show where a unit saturates."""

LARGEST = 2.0**23

COUNTS = (97, 65, 33)
"""Values along each side; some of them are those at which a place can be chosen."""

PLACES = 16
"""Steps from one side of the surface to the other between places that can be chosen; a browser draws each of these."""

MOST_ACTIVATIONS = 12_000_000
"""Activations that are computed for one surface, in about a third of a second."""


@dataclass(frozen=True, eq=False)
class Landscape:
    """The loss over two parameters, everything else as it is now.

    Attributes:
        first, second: names of the parameters.
        at_first, at_second: the values they take, shape (values,).
        losses: shape (values of the second, values of the first).
        path: what the parameters were after 0, 1, 2, ... updates, shape (updates + 1, 2).
        heights: the loss after each, shape (updates + 1,); before the last it is not that of the surface, because the
            other parameters were others then.
        gradient: the derivative of the loss by each parameter, where we are.
        step: by how much the next update changes each.
    """

    first: str
    second: str
    at_first: Array
    at_second: Array
    losses: Array
    path: Array
    heights: Array
    gradient: tuple[float, float]
    step: tuple[float, float]

    @property
    def side(self) -> float:
        """How long each side is."""
        return float(self.at_first[-1] - self.at_first[0])

    @property
    def places(self) -> slice:
        """Which of the values along a side are those at which a place can be chosen."""
        return slice(None, None, (len(self.at_first) - 1) // PLACES)

    @property
    def updates(self) -> int:
        """How many updates led here."""
        return len(self.path) - 1


def landscape(record: Trace, run: Training, updates: int, first: str, second: str) -> Landscape:
    """Return what is seen of the loss over two parameters.

    Args:
        record: of the problem as it is now.
        run: how it came about.
        updates: how many updates of that run led here.
        first: name of a parameter.
        second: name of another.
    """
    n = record.names
    everywhere = [parameter.name for parameter in n.parameters]
    path = run.parameters[: updates + 1, [everywhere.index(first), everywhere.index(second)]]
    at_first, at_second = grid(path, count(record))
    return Landscape(
        first,
        second,
        at_first,
        at_second,
        surface(record.problem, first, second, at_first, at_second),
        path,
        run.losses[: updates + 1],
        (record[n.gradient(first)], record[n.gradient(second)]),
        (-record[n.step(first)], -record[n.step(second)]),
    )


def count(record: Trace) -> int:
    """Return how many values are taken along each side: fewer of a network that is large."""
    of_one = record.structure.examples * sum(record.structure.sizes[1:])
    return next((number for number in COUNTS if number**2 * of_one <= MOST_ACTIVATIONS), COUNTS[-1])


def grid(path: Array, values: int) -> tuple[Array, Array]:
    """Return the values of both parameters: a square around the whole path, which stands still while that is short.

    Its side is 8, doubled until the path takes no more than two thirds of it, and its middle is moved by quarters of
    the side. Both axes have the same scale, without which a gradient would not stand at right angles to a contour.

    >>> [axis.tolist() for axis in grid(np.array([[0.4, 0.45], [0.3, 5.5]]), 3)]
    [[-4.0, 0.0, 4.0], [-2.0, 2.0, 6.0]]
    """
    low, high = path.min(axis=0), path.max(axis=0)
    extent, side = float((high - low).max()), SMALLEST
    while side * 2.0 / 3.0 < extent and side < LARGEST:
        side *= 2.0
    quarter = side / 4.0
    first, second = (math.floor(float(middle) / quarter + 0.5) * quarter for middle in (low + high) / 2.0)
    along = np.linspace(-side / 2.0, side / 2.0, values)
    return first + along, second + along


def steepest(heights: Array) -> tuple[int, float]:
    """Return which update lowered the loss most, from 1, and by how much.

    >>> steepest(np.array([3.0, 2.5, 1.0, 1.25]))
    (2, 1.5)
    """
    falls = heights[:-1] - heights[1:]
    update = int(np.nanargmax(falls)) if np.isfinite(falls).any() else 0
    return update + 1, float(falls[update])
