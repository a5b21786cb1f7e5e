"""How large delta is, layer by layer: where the gradient goes on its way back.

Nothing of the update is made of these terms, so they are late.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from backprop.arrays import Array
from backprop.names import Names
from backprop.network import Structure
from backprop.passes import Passes
from backprop.terms.family import Family, Made


def size_terms(s: Structure, n: Names) -> Iterator[Family]:
    """Yield the largest |delta| of each layer, and what the way back through a layer makes of it."""

    def deltas(layer: int) -> Made:
        every = product(range(s.examples), range(s.sizes[layer + 1]))
        return "largest_size", tuple(n.delta(layer, e, j) for e, j in every)

    yield Family("delta_size", (range(s.depth),), n.delta_size, deltas, _sizes, one=_size)
    if s.depth > 1:
        yield Family(
            "delta_ratio",
            (range(s.depth - 1),),
            n.delta_ratio,
            lambda layer: ("quotient", (n.delta_size(layer), n.delta_size(layer + 1))),
            _ratios,
            one=_ratio,
        )


def _size(t: Passes, layer: int) -> float:
    return float(np.abs(t.backward.delta[layer]).max())


def _sizes(t: Passes) -> Array:
    return np.array([_size(t, layer) for layer in range(t.structure.depth)])


def _ratio(t: Passes, layer: int) -> float:
    below, above = _size(t, layer), _size(t, layer + 1)
    return float(np.divide(below, above))  # 0 / 0 is not a number here, and no error


def _ratios(t: Passes) -> Array:
    return np.array([_ratio(t, layer) for layer in range(t.structure.depth - 1)])
