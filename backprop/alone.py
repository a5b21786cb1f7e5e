"""One parameter is changed and no other: what the loss becomes, for all of them at once.

A forward pass for each parameter would be as many passes; here those of one layer go through together, as a stack
of batches, from the layer on that they belong to. Unlike a landscape, which is only to be seen, each of them is the
very pass that the loss itself is computed by, to the last bit: where the change is tiny, rounding is what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backprop.arrays import Array, frozen, present, quietly
from backprop.forward import Forward, forward, outputs
from backprop.losses import contributions
from backprop.network import Layer, Network, Problem
from backprop.parameters import all_values, value_of
from backprop.weights import Parameter, UnitBias, Weight


@dataclass(frozen=True, eq=False)
class Alone:
    """What a nudge and its step do to a parameter, or to each of some, while all others stay.

    Attributes:
        raised: the parameter and the nudge.
        raised_loss: the loss then.
        rise: how much that is more than the loss.
        quotient: that for each unit of the nudge.
        off: by how much that is not the gradient.
        moved: how far the update moves the parameter.
        loss_alone: the loss when it alone is moved.
        change_alone: how much that is more than the loss.
        predicted_change: how much it would be if the loss went on as steeply as here.
        predicted_loss: the loss then.
    """

    raised: Array
    raised_loss: Array
    rise: Array
    quotient: Array
    off: Array
    moved: Array
    loss_alone: Array
    change_alone: Array
    predicted_change: Array
    predicted_loss: Array


def alone(
    loss: float, nudge: float, at: Array, new: Array, gradient: Array, raised_loss: Array, loss_alone: Array
) -> Alone:
    """Return what follows from the losses; all arrays are of the same parameters.

    Args:
        loss: as it is.
        nudge: how far each is raised.
        at: where they are.
        new: where the update leads.
        gradient: of each.
        raised_loss: the loss with each raised alone.
        loss_alone: the loss with each moved alone.
    """
    rise, moved = raised_loss - loss, new - at
    quotient, predicted = rise / nudge, gradient * moved
    return Alone(
        at + nudge,
        raised_loss,
        rise,
        quotient,
        quotient - gradient,
        moved,
        loss_alone,
        loss_alone - loss,
        predicted,
        loss + predicted,
    )


@quietly
def losses_alone(problem: Problem, passed: Forward, values: Array) -> Array:
    """Return the loss with each weight or bias alone at another value, shape (parameters,).

    A parameter that stays where it is leaves the loss exactly as it is.

    Args:
        problem: the network and its batch.
        passed: its forward pass.
        values: of each parameter in the order of ``Names.parameters``, shape (parameters,).

    >>> from backprop import load_preset
    >>> problem = load_preset("worked")
    >>> losses_alone(problem, forward(problem.network, problem.x), all_values(problem) + 0.01)[4].round(4).item()
    0.2756
    """
    layers = problem.network.layers
    weights, biases = [], []
    weight, bias = 0, sum(layer.W.size for layer in layers)
    for number, layer in enumerate(layers):
        count, further = layer.W.size, 0 if layer.b is None else layer.b.size
        changed = _stack(layer, values[weight : weight + count], values[bias : bias + further])
        found = _losses(problem, passed, number, changed)
        weights.append(found[:count])
        biases.append(found[count:])
        weight, bias = weight + count, bias + further
    return _where_moved(problem, passed, values != all_values(problem), np.concatenate((*weights, *biases)))


@quietly
def losses_at(problem: Problem, passed: Forward, parameter: Parameter, values: Array) -> Array:
    """Return the loss with one weight or bias at each of some values, shape (values,); see ``losses_alone``."""
    layer = problem.network.layers[parameter.layer]
    W, b = np.repeat(layer.W[None], len(values), axis=0), layer.b
    if isinstance(parameter, Weight):
        W[:, parameter.source, parameter.unit] = values
    else:
        b = np.repeat(present(b).reshape(1, 1, -1), len(values), axis=0)
        b[:, 0, parameter.unit if isinstance(parameter, UnitBias) else 0] = values
    found = _losses(problem, passed, parameter.layer, Layer(W, b, layer.activation, layer.slope))
    return _where_moved(problem, passed, values != value_of(problem, parameter), found)


def _losses(problem: Problem, passed: Forward, number: int, changed: Layer) -> Array:
    """Return the loss with each layer of a stack in the place of the one with that number."""
    layers = (changed, *problem.network.layers[number + 1 :])
    onward = forward(Network(layers, problem.network.loss), passed.a[number - 1] if number else problem.x)
    added = contributions(problem.network.loss, outputs(problem, onward))
    losses: Array = added.reshape(len(changed.W), -1).sum(axis=1)
    return losses


def _where_moved(problem: Problem, passed: Forward, moved: NDArray[np.bool_], losses: Array) -> Array:
    """Return losses, and where no parameter has moved the loss as it is."""
    here = contributions(problem.network.loss, outputs(problem, passed)).sum()
    return frozen(np.where(moved, losses, here))


def _stack(layer: Layer, weights: Array, biases: Array) -> Layer:
    """Return a layer many times over: in each copy one of its weights, then of its biases, has another value."""
    n_in, n_out = layer.W.shape
    count, each = len(weights), np.arange(len(weights))
    W = np.empty((count + len(biases), n_in, n_out))
    W[:] = layer.W
    W[each, each % n_in, each // n_in] = weights  # they are numbered unit by unit
    if layer.b is None:
        return Layer(W, None, layer.activation, layer.slope)
    b = np.empty((len(W), 1, layer.b.size))
    b[:] = layer.b
    further = np.arange(len(biases))
    b[count + further, 0, further] = biases
    return Layer(W, b, layer.activation, layer.slope)
