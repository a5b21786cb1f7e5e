"""The backward pass: from dL/dy_hat to the gradient of every weight and bias.

Each numbered line undoes the line of the forward pass that has the same number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backprop.arrays import Array, frozen, quietly
from backprop.forward import Forward, outputs
from backprop.losses import LOSSES, SHORT_ROADS, Outputs
from backprop.network import Problem


@dataclass(frozen=True, eq=False)
class Backward:
    """Every derivative of the loss, one entry per layer after the input.

    Attributes:
        dL_da: (examples, units); the last one is dL/dy_hat.
        da_dz: local derivatives, (examples, units); a softmax layer has the Jacobian
            (examples, units, units) with entry [e, k, j] = da_k/dz_j.
        delta: dL/dz, (examples, units).
        dL_dW: (n_in, n_out), summed over the examples.
        dL_db: shaped like the layer's bias, or None where there is none.
    """

    dL_da: tuple[Array, ...]
    da_dz: tuple[Array, ...]
    delta: tuple[Array, ...]
    dL_dW: tuple[Array, ...]
    dL_db: tuple[Array | None, ...]


@quietly
def backward(problem: Problem, passed: Forward, seen: Outputs | None = None) -> Backward:
    """Run the chain rule from the loss back to the first layer.

    Args:
        problem: network, inputs and targets.
        passed: its forward pass.
        seen: what the loss looks at, where that is known already.

    >>> from backprop import forward, load_preset
    >>> problem = load_preset("worked")
    >>> gradients = backward(problem, forward(problem.network, problem.x))
    >>> round(float(gradients.dL_dW[1][0, 0]), 4)
    0.0822
    """
    layers = problem.network.layers
    short_road = SHORT_ROADS.get((layers[-1].activation, problem.network.loss))
    seen = seen or outputs(problem, passed)
    dL_da: list[Array] = []
    da_dz: list[Array] = []
    deltas: list[Array] = []
    dL_dW: list[Array] = []
    dL_db: list[Array | None] = []
    scale = seen.scale
    gradient = scale * LOSSES[problem.network.loss].dL_dy_hat(seen)  # (4)
    for index in range(len(layers) - 1, -1, -1):
        layer, z, a = layers[index], passed.z[index], passed.a[index]
        below = passed.a[index - 1] if index else problem.x
        local = layer.function.derivative(z, a)
        if short_road:
            delta = scale * short_road(seen)  # (3), at once with (4)
            short_road = None  # it ends at the last layer's z
        else:
            delta = gradient * local if local.ndim == gradient.ndim else through(local, gradient)  # (3)
        dL_da.insert(0, frozen(gradient))
        da_dz.insert(0, frozen(local))
        deltas.insert(0, frozen(delta))
        dL_db.insert(0, _bias_gradient(layer.b, delta))  # (2)
        dL_dW.insert(0, frozen(below.T @ delta))  # (1), by W
        if index:
            gradient = delta @ layer.W.T  # (1), by a
    return Backward(tuple(dL_da), tuple(da_dz), tuple(deltas), tuple(dL_dW), tuple(dL_db))


def through(local: Array, dL_da: Array) -> Array:
    """Return dL/dz = dL/da * da/dz; after softmax, the sum over all a of the layer, each by the same z."""
    if local.ndim == dL_da.ndim:
        return dL_da * local
    over_every_output: Array = (dL_da[:, :, None] * local).sum(axis=1)
    return over_every_output


def _bias_gradient(b: Array | None, delta: Array) -> Array | None:
    """Sum delta over every z that a bias was added to, shaped like the bias."""
    if b is None:
        return None
    return frozen(delta.sum(axis=0)) if b.ndim else frozen(np.array(delta.sum()))
