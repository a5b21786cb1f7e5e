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

    yield Family("delta_size", (range(s.depth),), n.delta_size, deltas, _sizes, late=True)
    if s.depth > 1:
        yield Family(
            "delta_ratio",
            (range(s.depth - 1),),
            n.delta_ratio,
            lambda layer: ("quotient", (n.delta_size(layer), n.delta_size(layer + 1))),
            _ratios,
            late=True,
        )


def _sizes(t: Passes) -> Array:
    return np.array([np.abs(delta).max() for delta in t.backward.delta])


def _ratios(t: Passes) -> Array:
    sizes = _sizes(t)
    ratios: Array = sizes[:-1] / sizes[1:]
    return ratios
