"""The loss functions: how far the outputs are from the targets, and dL/dy_hat.

N is the number of examples, K the number of outputs. Each loss is a sum of one
contribution per output and example, so its gradient already contains the mean over N.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.arrays import Array


class Outputs(NamedTuple):
    """Everything a loss may look at: ``z``, ``y_hat`` and ``y``, each (examples, outputs)."""

    z: Array
    y_hat: Array
    y: Array
    activation: str

    @property
    def log(self) -> Array:
        """Return log y_hat, computed from z where that avoids an overflow."""
        return ACTIVATIONS[self.activation].log(self.z, self.y_hat)

    @property
    def log_complement(self) -> Array:
        """Return log(1 - y_hat), computed from z where that avoids an overflow."""
        return ACTIVATIONS[self.activation].log_complement(self.z, self.y_hat)


@dataclass(frozen=True)
class Loss:
    """A loss function and its derivative.

    Attributes:
        contributions: what each output of each example adds to the loss, (examples, outputs).
        dL_dy_hat: derivative of the loss by each output, (examples, outputs).
        uses_log: whether the contributions are made of log y_hat.
        uses_log_complement: whether they are made of log(1 - y_hat) as well.
    """

    contributions: Callable[[Outputs], Array]
    dL_dy_hat: Callable[[Outputs], Array]
    uses_log: bool = False
    uses_log_complement: bool = False


def weighted(weight: Array, value: Array) -> Array:
    """Return weight * value, and 0 where the weight is 0 even if the value is infinite."""
    return np.where(weight == 0.0, 0.0, weight * value)


LOSSES: dict[str, Loss] = {
    "half_squared_error": Loss(
        lambda o: (o.y_hat - o.y) ** 2 / (2.0 * len(o.y)),
        lambda o: (o.y_hat - o.y) / len(o.y),
    ),
    "mean_squared_error": Loss(
        lambda o: (o.y_hat - o.y) ** 2 / o.y.size,
        lambda o: 2.0 * (o.y_hat - o.y) / o.y.size,
    ),
    "binary_cross_entropy": Loss(
        lambda o: -(weighted(o.y, o.log) + weighted(1.0 - o.y, o.log_complement)) / len(o.y),
        lambda o: (weighted(1.0 - o.y, 1.0 / (1.0 - o.y_hat)) - weighted(o.y, 1.0 / o.y_hat)) / len(o.y),
        uses_log=True,
        uses_log_complement=True,
    ),
    "cross_entropy": Loss(
        lambda o: -weighted(o.y, o.log) / len(o.y),
        lambda o: -weighted(o.y, 1.0 / o.y_hat) / len(o.y),
        uses_log=True,
    ),
}


def softmax_cross_entropy_delta(o: Outputs) -> Array:
    """dL/dz = (y_hat * sum(y) - y) / N; with targets that sum to 1 this is (y_hat - y) / N."""
    y_sum: Array = o.y.sum(axis=1, keepdims=True)
    return (o.y_hat * y_sum - o.y) / len(o.y)


SHORT_ROADS: dict[tuple[str, str], Callable[[Outputs], Array]] = {
    ("softmax", "cross_entropy"): softmax_cross_entropy_delta,
    ("sigmoid", "binary_cross_entropy"): lambda o: (o.y_hat - o.y) / len(o.y),
    ("sigmoid", "cross_entropy"): lambda o: -o.y * (1.0 - o.y_hat) / len(o.y),
}
"""Pairs of output activation and loss whose dL/dz is simpler than the product of its factors.

On the long road one factor divides by y_hat and the next multiplies by it; where y_hat is too
small for a float that is 0 / 0. The short road never divides, so it stays exact.
"""
