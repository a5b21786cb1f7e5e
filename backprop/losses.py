"""The loss functions: how far the outputs are from the targets, and dL/dy_hat.

N is the number of examples, K the number of outputs. Each loss is a scale times a sum of one
contribution per output and example. The functions here are free of that scale; which scale it
is, and so what every gradient is multiplied by, is a convention, see ``conventions``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.arrays import TWO, Array


class Outputs(NamedTuple):
    """Everything a loss may look at.

    ``z``, ``y_hat`` and ``y`` are (examples, outputs); ``scale`` is a number without a unit.
    """

    z: Array
    y_hat: Array
    y: Array
    activation: str
    scale: float

    @property
    def log(self) -> Array:
        """Return log y_hat, computed from z, which avoids an overflow."""
        return self._of_probability(ACTIVATIONS[self.activation].log)

    @property
    def complement(self) -> Array:
        """Return 1 - y_hat, computed from z where y_hat has lost the digits of it."""
        return self._of_probability(ACTIVATIONS[self.activation].complement)

    @property
    def log_complement(self) -> Array:
        """Return log(1 - y_hat), computed from z, which avoids an overflow."""
        return self._of_probability(ACTIVATIONS[self.activation].log_complement)

    def _of_probability(self, computed: Callable[[Array, Array], Array] | None) -> Array:
        assert computed is not None  # only losses of probabilities ask, and only those have other outputs refused
        return computed(self.z, self.y_hat)


@dataclass(frozen=True)
class Loss:
    """A loss function and its derivative, both free of the scale.

    Attributes:
        contributions: what each output of each example adds to the loss, (examples, outputs).
        dL_dy_hat: derivative of the loss by each output, (examples, outputs).
        formula: the loss with its own scale, in signs that every terminal has.
        conventions: names in ``CONVENTIONS`` that it can follow, its own first.
        squared: whether it is a squared error, whose derivative keeps a 2 unless it is halved.
        sees_targets: whether it is a loss at all, and compares the outputs with targets.
        uses_log: whether the contributions are made of log y_hat.
        uses_log_complement: whether they are made of log(1 - y_hat) as well.
    """

    contributions: Callable[[Outputs], Array]
    dL_dy_hat: Callable[[Outputs], Array]
    formula: str
    conventions: tuple[str, ...]
    squared: bool = False
    sees_targets: bool = True
    uses_log: bool = False
    uses_log_complement: bool = False


def weighted(weight: Array, value: Array) -> Array:
    """Return weight * value, and 0 where the weight is 0 even if the value is infinite."""
    return np.where(weight == 0.0, 0.0, weight * value)


def half_squares(o: Outputs) -> Array:
    """Return (y_hat - y)^2 / 2, whose derivative is the plain difference."""
    return np.square(o.y_hat - o.y) / TWO


def difference(o: Outputs) -> Array:
    """Return y_hat - y."""
    return o.y_hat - o.y


LOSSES: dict[str, Loss] = {
    "half_squared_error": Loss(
        half_squares,
        difference,
        "Σ(ŷ − y)² / (2·N)",
        conventions=("half_mean", "mean", "mean_all", "half_mean_all", "half_sum", "sum"),
        squared=True,
    ),
    "mean_squared_error": Loss(
        half_squares,
        difference,
        "Σ(ŷ − y)² / (N·K)",
        conventions=("mean_all", "half_mean", "mean", "half_mean_all", "half_sum", "sum"),
        squared=True,
    ),
    "binary_cross_entropy": Loss(
        lambda o: -(weighted(o.y, o.log) + weighted(1.0 - o.y, o.log_complement)),
        lambda o: weighted(1.0 - o.y, 1.0 / o.complement) - weighted(o.y, 1.0 / o.y_hat),
        "−Σ(y·log ŷ + (1 − y)·log(1 − ŷ)) / N",
        conventions=("mean", "mean_all", "sum"),
        uses_log=True,
        uses_log_complement=True,
    ),
    "cross_entropy": Loss(
        lambda o: -weighted(o.y, o.log),
        lambda o: -weighted(o.y, 1.0 / o.y_hat),
        "−Σ y·log ŷ / N",
        conventions=("mean", "mean_all", "sum"),
        uses_log=True,
    ),
    "none": Loss(
        lambda o: o.y_hat,
        lambda o: np.ones_like(o.y_hat),
        "ŷ, the output itself, without targets",
        conventions=("sum",),
        sees_targets=False,
    ),
}
"""Name -> loss; under "none" the output itself is differentiated, as examinations ask for it."""


def contributions(loss: str, seen: Outputs) -> Array:
    """Return what each output of each example adds to the loss, scale included, (examples, outputs)."""
    return seen.scale * LOSSES[loss].contributions(seen)


def share_minus_target(o: Outputs, y_sum: Array | float) -> Array:
    """Return y_hat * y_sum - y, taken from the other end where y_hat is near 1.

    There it is (y_sum - y) - y_sum * (1 - y_hat), which leaves all digits of 1 - y_hat in it: those of a target
    that is reached are nothing else.
    """
    return np.where(o.y_hat > 0.5, (y_sum - o.y) - y_sum * o.complement, o.y_hat * y_sum - o.y)


def softmax_cross_entropy_delta(o: Outputs) -> Array:
    """dL/dz = y_hat * sum(y) - y, without the scale; with targets that sum to 1 it is y_hat - y."""
    y_sum: Array = o.y.sum(axis=1, keepdims=True)
    return share_minus_target(o, y_sum)


SHORT_ROADS: dict[tuple[str, str], Callable[[Outputs], Array]] = {
    ("softmax", "cross_entropy"): softmax_cross_entropy_delta,
    ("sigmoid", "binary_cross_entropy"): lambda o: share_minus_target(o, 1.0),
    ("sigmoid", "cross_entropy"): lambda o: -o.y * o.complement,
}
"""Pairs of output activation and loss whose dL/dz is simpler than the product of its factors.

Like the losses, they are free of the scale.

On the long road one factor divides by y_hat and the next multiplies by it; where y_hat is too
small for a float that is 0 / 0. The short road never divides, so it stays exact.
"""
