"""Many runs abreast: the same updates of one network, each run with a learning rate of its own.

Of a small network most of the time of an update goes into calling NumPy. Here all runs stand beside each other on a
first axis, so that each call is made once for all of them; a run that overflows does not disturb the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from backprop.arrays import Array, frozen, quietly
from backprop.backward import through
from backprop.losses import LOSSES, SHORT_ROADS, Outputs, contributions
from backprop.network import Memory, Problem
from backprop.parameters import all_values, all_weights
from backprop.update import DIRECTIONS, times_alone


@dataclass(frozen=True, eq=False)
class Abreast:
    """What many runs from the same start lead through.

    Attributes:
        rates: their learning rates, shape (runs,).
        losses: shape (runs, updates + 1); column i holds the losses after i updates.
        objectives: shaped like them, the losses with the penalty, which is what the updates lower.
        sizes: shaped like them, the absolute value of the largest parameter.
    """

    rates: Array
    losses: Array
    objectives: Array
    sizes: Array


@quietly
def train_abreast(problem: Problem, rates: Array, updates: int) -> Abreast:
    """Repeat the update with each of some learning rates, from the same start.

    Args:
        problem: where to start, the rule and the order; its own learning rate is not used.
        rates: learning rates, shape (runs,).
        updates: how many updates to take with each.

    >>> from backprop import load_preset
    >>> train_abreast(load_preset("worked"), np.array([0.5, 5.0]), 2).losses.round(4).tolist()
    [[0.2748, 0.2578, 0.2402], [0.2748, 0.1107, 0.0319]]
    """
    rates = np.asarray(rates, dtype=np.float64)
    values = np.tile(all_values(problem), (len(rates), 1))
    weights, l2 = all_weights(problem.structure), problem.learning.l2
    nothing = np.zeros(values.shape[1])
    first, second = (nothing if kept is None else kept for kept in (problem.memory.first, problem.memory.second))
    now = replace(problem, memory=Memory(problem.memory.updates, first, second))
    losses, penalties, sizes = np.zeros((3, len(rates), updates + 1))
    for update in range(updates + 1):
        losses[:, update], gradient = _passes(now, values)
        sizes[:, update] = np.abs(values).max(axis=1)
        if l2 is not None:
            penalties[:, update] = penalty(l2, weights, values)
        if update < updates:
            if l2 is not None:
                gradient = gradient + l2 * np.where(weights, values, 0.0)
            direction, memory = DIRECTIONS[now.rule](now, gradient)
            values = values - rates[:, None] * direction
            now = replace(now, memory=memory)
    objectives = losses if l2 is None else losses + penalties
    return Abreast(frozen(rates.copy()), frozen(losses), frozen(objectives), frozen(sizes))


def penalty(l2: float, weights: Array, values: Array) -> Array:
    """Return l2 / 2 * the sum of all squared weights, of each row of parameters.

    Args:
        l2: lambda of the penalty.
        weights: which of the parameters are weights; biases are not penalized.
        values: shape (rows, parameters).
    """
    squares: Array = (np.where(weights, values, 0.0) ** 2).sum(axis=1)
    return l2 / 2.0 * squares


def _passes(problem: Problem, values: Array) -> tuple[Array, Array]:
    """Return the loss of the batch and the gradient of the next update for each row of parameters.

    The lines have the numbers that those of ``forward`` and ``backward`` have.

    Args:
        problem: all but the parameters.
        values: shape (runs, parameters), in the order of ``Names.parameters``.

    Returns:
        Losses (runs,) and gradients (runs, parameters).
    """
    runs, layers = len(values), problem.network.layers
    W, b = _laid_out(problem, values)
    zs, activations = [], [np.broadcast_to(problem.x, (runs, *problem.x.shape))]
    for layer, weights, bias in zip(layers, W, b, strict=True):
        z = activations[-1] @ weights  # (1)
        z = z if bias is None else z + bias  # (2)
        zs.append(z)
        activations.append(layer.function.value(_flat(z)).reshape(z.shape))  # (3)
    seen = _seen(problem, zs[-1], activations[-1], slice(None))
    losses = contributions(problem.network.loss, seen).reshape(runs, -1).sum(axis=1)  # (4)

    only = problem.only
    turn = slice(None) if only is None else slice(only, only + 1)
    scale = seen.scale * (1.0 if only is None else times_alone(problem))
    if only is not None:
        seen = _seen(problem, zs[-1], activations[-1], turn)
    short_road = SHORT_ROADS.get((layers[-1].activation, problem.network.loss))
    dL_da = scale * LOSSES[problem.network.loss].dL_dy_hat(seen) if short_road is None else None  # (4)
    of_weights: list[Array] = []
    of_biases: list[Array] = []
    for index in range(len(layers) - 1, -1, -1):
        z, a, below = zs[index][:, turn], activations[index + 1][:, turn], activations[index][:, turn]
        if dL_da is None:
            assert short_road is not None
            delta = scale * short_road(seen)  # (3), at once with (4)
        else:
            delta = through(layers[index].function.derivative(_flat(z), _flat(a)), dL_da)  # (3)
        delta = delta.reshape(z.shape)
        bias = layers[index].b
        if bias is not None:
            of_biases.insert(0, delta.sum(axis=1) if bias.ndim else delta.sum(axis=(1, 2))[:, None])  # (2)
        of_weights.insert(0, (delta.mT @ below).reshape(runs, -1))  # (1), by W, unit by unit
        dL_da = _flat(delta @ W[index].mT)  # (1), by a
    return losses, np.concatenate(of_weights + of_biases, axis=1)


def _laid_out(problem: Problem, values: Array) -> tuple[list[Array], list[Array | None]]:
    """Return weights and biases of every layer: (runs, n_in, n_out), and (runs, 1, units), (runs, 1, 1) or None."""
    runs, at = len(values), 0
    W: list[Array] = []
    b: list[Array | None] = []
    for layer in problem.network.layers:
        n_in, n_out = layer.W.shape
        W.append(values[:, at : at + layer.W.size].reshape(runs, n_out, n_in).mT)
        at += layer.W.size
    for layer in problem.network.layers:
        size = 0 if layer.b is None else layer.b.size
        b.append(values[:, None, at : at + size] if size else None)
        at += size
    return W, b


def _seen(problem: Problem, z: Array, a: Array, turn: slice) -> Outputs:
    """Return what the loss looks at, the examples of all runs below each other."""
    y = np.tile(problem.y[turn], (len(z), 1))
    return Outputs(_flat(z[:, turn]), _flat(a[:, turn]), y, problem.network.layers[-1].activation, problem.scale)


def _flat(array: Array) -> Array:
    """Return an array (runs, examples, units) as (runs * examples, units)."""
    return array.reshape(-1, array.shape[-1])
