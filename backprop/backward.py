"""The backward pass: from dL/dy_hat to the gradient of every weight and bias.

Each numbered line undoes the line of the forward pass that has the same number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.arrays import Array, frozen
from backprop.forward import Forward, outputs
from backprop.losses import LOSSES, SHORT_ROADS
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


def backward(problem: Problem, passed: Forward) -> Backward:
    """Run the chain rule from the loss back to the first layer.

    Args:
        problem: network, inputs and targets.
        passed: its forward pass.

    >>> from backprop import forward, load_preset
    >>> problem = load_preset("worked")
    >>> gradients = backward(problem, forward(problem.network, problem.x))
    >>> round(float(gradients.dL_dW[1][0, 0]), 4)
    0.0822
    """
    layers = problem.network.layers
    short_road = SHORT_ROADS.get((layers[-1].activation, problem.network.loss))
    dL_da, da_dz, deltas, dL_dW, dL_db = [], [], [], [], []
    with np.errstate(all="ignore"):
        seen_by_loss = outputs(problem, passed)
        gradient = LOSSES[problem.network.loss].dL_dy_hat(seen_by_loss)  # (4)
        for index in range(len(layers) - 1, -1, -1):
            layer, z, a = layers[index], passed.z[index], passed.a[index]
            local = ACTIVATIONS[layer.activation].derivative(z, a)
            is_last = index == len(layers) - 1
            delta = short_road(seen_by_loss) if is_last and short_road else gradient * local  # (3)
            dL_da.append(frozen(gradient))
            da_dz.append(frozen(local))
            deltas.append(frozen(delta))
            if layer.b is None:
                dL_db.append(None)
            else:
                dL_db.append(frozen(np.asarray(delta.sum(axis=None if layer.b.ndim == 0 else 0))))  # (2)
            below = passed.a[index - 1] if index else problem.x
            dL_dW.append(frozen(below.T @ delta))  # (1), by W
            if index:
                gradient = delta @ layer.W.T  # (1), by a
    return Backward(*(tuple(reversed(part)) for part in (dL_da, da_dz, deltas, dL_dW, dL_db)))
