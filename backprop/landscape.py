"""The loss seen as a landscape: what it would be at other values of one parameter, or of two.

Every point is a forward pass of its own. Made one by one, most of their time would be spent in calling NumPy; here all
points stand below each other as if they were examples, so that a layer is one large product of matrices. A parameter
changes nothing below its layer, and within it z is linear in it: z = (all the rest) + value * (what it is multiplied
by), so no weight matrix is needed for each point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from backprop.arrays import Array, frozen, quietly
from backprop.errors import NetworkError
from backprop.losses import Outputs, contributions
from backprop.names import names
from backprop.network import Layer, Problem
from backprop.weights import Parameter, UnitBias, Weight

MOST_ROWS = 1 << 15
"""Rows of a matrix at once: of the widest layer 3 MB, which stay near the processor."""


@dataclass(frozen=True, eq=False)
class Axis:
    """A parameter and the values it takes, shape (values,)."""

    parameter: Parameter
    at: Array


def curve(problem: Problem, parameter: str, at: Array) -> Array:
    """Return the loss at each value of one parameter, everything else as it is.

    Args:
        problem: network, inputs and targets.
        parameter: the name of a weight or a bias.
        at: its values, shape (values,).

    Returns:
        The losses, shape (values,); where one overflows, it is infinite or not a number.

    Raises:
        NetworkError: if no parameter of this network has that name.

    >>> from backprop import load_preset
    >>> curve(load_preset("worked"), "w5", np.array([0.0, 0.4])).round(4).tolist()
    [0.2411, 0.2748]
    """
    return frozen(_losses(problem, [_axis(problem, parameter, at)]))


def surface(problem: Problem, first: str, second: str, at_first: Array, at_second: Array) -> Array:
    """Return the loss at each pair of values of two parameters, everything else as it is.

    Args:
        problem: network, inputs and targets.
        first: the name of a weight or a bias.
        second: the name of another.
        at_first: the values of the first, shape (columns,).
        at_second: the values of the second, shape (rows,).

    Returns:
        The losses, shape (rows, columns).

    Raises:
        NetworkError: if no parameter of this network has such a name, or both are the same.

    >>> from backprop import load_preset
    >>> surface(load_preset("worked"), "w5", "b2", np.array([0.0, 0.4]), np.array([0.6])).round(4).tolist()
    [[0.2411, 0.2748]]
    """
    if first == second:
        raise NetworkError(f"A surface stands over two different parameters; {first!r} was given twice.")
    axes = [_axis(problem, first, at_first), _axis(problem, second, at_second)]
    upward = sorted(axes, key=lambda axis: axis.parameter.layer)
    losses = _losses(problem, upward)
    return frozen(losses if upward == axes else losses.T)


def _axis(problem: Problem, name: str, at: Array) -> Axis:
    parameter = names(problem.structure).by_name.get(name)
    if parameter is None:
        raise NetworkError(f"There is no parameter named {name!r} in this network.")
    return Axis(parameter, np.asarray(at, dtype=np.float64))


@quietly
def _losses(problem: Problem, axes: Sequence[Axis]) -> Array:
    """Return the loss at every point that axes span, the lowest layer first.

    Returns:
        The losses, shape (values of the last axis, ..., values of the first).
    """
    shape = tuple(len(axis.at) for axis in reversed(axes))
    if 0 in shape:
        return np.empty(shape)
    if prod(shape) * len(problem.x) > MOST_ROWS and max(shape) > 1:
        # In halves of the longer side, so that what both halves repeat below stays small.
        side = max(range(len(axes)), key=lambda number: len(axes[number].at))
        parts = []
        for half in np.array_split(axes[side].at, 2):
            parts.append(_losses(problem, [*axes[:side], Axis(axes[side].parameter, half), *axes[side + 1 :]]))
        return np.concatenate(parts, axis=len(axes) - 1 - side)
    a = problem.x
    for number, layer in enumerate(problem.network.layers):
        here = [axis for axis in axes if axis.parameter.layer == number]
        z = _z(layer, a, here)
        units = {unit for axis in here for unit in axis.parameter.units(problem.structure)}
        a = _a(layer, z, len(a), sorted(units))
    y = np.tile(problem.y, (prod(shape), 1))
    seen = Outputs(z, a, y, problem.network.layers[-1].activation, problem.scale)
    added = contributions(problem.network.loss, seen)
    losses: Array = added.reshape(*shape, len(problem.x) * added.shape[1]).sum(axis=-1)
    return losses


def _z(layer: Layer, a: Array, axes: Sequence[Axis]) -> Array:
    """Return z of a layer for every value of the parameters in it: (rows of a * values of each, units)."""
    z = a @ layer.W
    weights = [axis.parameter for axis in axes if isinstance(axis.parameter, Weight)]
    for unit in {weight.unit for weight in weights}:
        moved = [weight.source for weight in weights if weight.unit == unit]
        z[:, unit] = np.delete(a, moved, axis=1) @ np.delete(layer.W[:, unit], moved)
    if layer.b is not None:
        b = np.broadcast_to(layer.b, z.shape[1]).copy()
        for bias in (axis.parameter for axis in axes if not isinstance(axis.parameter, Weight)):
            b[bias.unit if isinstance(bias, UnitBias) else slice(None)] = 0.0
        z = z + b
    for axis in axes:
        repeated = np.tile(z, (len(axis.at), 1)).reshape(len(axis.at), len(z) // len(a), *a.shape[:1], z.shape[1])
        at = axis.at[:, None, None]
        match axis.parameter:
            case Weight(source=source, unit=unit):
                repeated[..., unit] += at * a[:, source]
            case UnitBias(unit=unit):
                repeated[..., unit] += at
            case _:
                repeated += at[..., None]
        z = repeated.reshape(len(axis.at) * len(z), z.shape[1])
    return z


def _a(layer: Layer, z: Array, rows: int, units: list[int]) -> Array:
    """Return the activations of a layer whose z repeats itself every so many rows in all but some units."""
    if not units or len(units) == z.shape[1] or layer.activation == "softmax":
        return layer.function.value(z)
    a: Array = np.tile(layer.function.value(z[:rows]), (len(z) // rows, 1))
    a[:, units] = layer.function.value(z[:, units])
    return a
