"""The update: every weight and bias takes one step against its gradient."""

from __future__ import annotations

import numpy as np

from backprop.arrays import frozen, quietly
from backprop.backward import Backward
from backprop.network import Layer, Problem
from backprop.rules import refuse_what_cannot_be_computed


def update(problem: Problem, gradients: Backward) -> Problem:
    """Return the problem after one update: w - learning_rate * dL/dw for every parameter.

    Raises:
        NetworkError: if its update is of a kind that cannot be computed so far.

    >>> from backprop import load_preset, trace
    >>> after = trace(load_preset("worked")).updated
    >>> round(float(after.network.layers[1].W[0, 0]), 10)
    0.3999917833
    """
    refuse_what_cannot_be_computed(problem)
    return descend(problem, gradients)


@quietly
def descend(problem: Problem, gradients: Backward) -> Problem:
    """Return the problem after one step of plain gradient descent."""
    rate = problem.learning_rate
    layers = []
    for layer, dL_dW, dL_db in zip(problem.network.layers, gradients.dL_dW, gradients.dL_db, strict=True):
        W = frozen(layer.W - rate * dL_dW)
        b = None if layer.b is None or dL_db is None else frozen(np.asarray(layer.b - rate * dL_db))
        layers.append(Layer(W, b, layer.activation, layer.slope))
    return problem.with_layers(tuple(layers))
