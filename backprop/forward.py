"""The forward pass: from the inputs to the outputs, layer by layer.

The lines are numbered; the backward pass gives the line that undoes one the same number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from backprop.arrays import Array, frozen, quietly
from backprop.losses import Outputs, contributions
from backprop.network import Network, Problem


@dataclass(frozen=True, eq=False)
class Forward:
    """What the forward pass leaves behind.

    Attributes:
        z: pre-activations, one array (examples, units) per layer after the input.
        a: activations, likewise; the last one is y_hat.
    """

    z: tuple[Array, ...]
    a: tuple[Array, ...]


@quietly
def forward(network: Network, x: Array) -> Forward:
    """Carry a batch through the network.

    Args:
        network: the layers to go through.
        x: inputs, shape (examples, n_in).

    >>> from backprop import load_preset
    >>> problem = load_preset("worked")
    >>> round(float(forward(problem.network, problem.x).a[-1][0, 0]), 4)
    0.7514
    """
    zs, activations = [], []
    a = x
    for layer in network.layers:
        z = a @ layer.W  # (1)
        if layer.b is not None:
            z = z + layer.b  # (2)
        a = layer.function.value(z)  # (3)
        zs.append(frozen(z))
        activations.append(frozen(a))
    return Forward(tuple(zs), tuple(activations))


def outputs(problem: Problem, passed: Forward) -> Outputs:
    """Return what the loss looks at: the last layer's z and y_hat beside the targets, and the scale."""
    last = problem.network.layers[-1].activation
    return Outputs(passed.z[-1], passed.a[-1], problem.y, last, problem.scale)


@quietly
def loss(problem: Problem, passed: Forward | None = None) -> float:
    """Return the loss of a problem, one number for the whole batch.

    Args:
        problem: network, inputs and targets.
        passed: its forward pass, where that is known already.

    >>> from backprop import load_preset
    >>> round(loss(load_preset("worked")), 4)
    0.2748
    """
    return float(loss_of(problem, passed))


def loss_of(problem: Problem, passed: Forward | None = None) -> Any:
    """Return the loss as NumPy has it, which is complex where a parameter is."""
    passed = passed or forward(problem.network, problem.x)
    return loss_seen(problem, outputs(problem, passed))


def loss_seen(problem: Problem, seen: Outputs) -> Any:
    """Return the loss of what it looks at, where that is known already."""
    return np.add.reduce(contributions(problem.network.loss, seen), axis=None)  # (4)
