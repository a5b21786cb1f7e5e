"""Reading and replacing single numbers of a problem by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from backprop.arrays import Array, frozen
from backprop.backward import Backward
from backprop.errors import NetworkError
from backprop.names import names
from backprop.network import Layer, Memory, Problem, Structure, as_array
from backprop.rules import RULES, setting
from backprop.weights import Parameter, UnitBias, Weight


def value_of(problem: Problem, parameter: Parameter) -> float:
    """Return the value of one weight or bias."""
    layer = problem.network.layers[parameter.layer]
    return _pick(layer.W if isinstance(parameter, Weight) else layer.b, parameter)


def gradient_of(gradients: Backward, parameter: Parameter) -> float:
    """Return dL/dw of one weight or bias."""
    return _pick((gradients.dL_dW if isinstance(parameter, Weight) else gradients.dL_db)[parameter.layer], parameter)


def all_values(problem: Problem) -> Array:
    """Return every weight and bias in the order of ``Names.parameters``."""
    layers = problem.network.layers
    return _in_order([layer.W for layer in layers], [layer.b for layer in layers])


def all_gradients(gradients: Backward) -> Array:
    """Return dL/dw of every weight and bias in the order of ``Names.parameters``."""
    return _in_order(gradients.dL_dW, gradients.dL_db)


@lru_cache(maxsize=64)
def all_weights(structure: Structure) -> Array:
    """Return 1 for every weight and 0 for every bias, in the order of ``Names.parameters``."""
    return as_array([isinstance(parameter, Weight) for parameter in names(structure).parameters])


def with_parameters(problem: Problem, values: Array, memory: Memory = Memory()) -> Problem:  # noqa: B008 (frozen)
    """Return the problem with other weights and biases.

    Args:
        problem: where everything else comes from.
        values: all of them, in the order of ``Names.parameters``.
        memory: what the updates that led to them have left behind.
    """
    layers, at = [], 0
    weights = []
    for layer in problem.network.layers:
        weights.append(frozen(np.ascontiguousarray(values[at : at + layer.W.size].reshape(layer.W.shape[::-1]).T)))
        at += layer.W.size
    for layer, W in zip(problem.network.layers, weights, strict=True):
        b = None if layer.b is None else frozen(values[at : at + layer.b.size].reshape(layer.b.shape).copy())
        at += 0 if layer.b is None else layer.b.size
        layers.append(Layer(W, b, layer.activation, layer.slope))
    return problem.with_layers(tuple(layers), memory)


def _in_order(weights: Iterable[Array], biases: Iterable[Array | None]) -> Array:
    # Weights are numbered unit by unit, so their matrix is read column by column.
    columns = [W.T.ravel() for W in weights]
    return np.concatenate(columns + [b.ravel() for b in biases if b is not None])


def _pick(array: Array | None, parameter: Parameter) -> float:
    assert array is not None  # a parameter exists only where its array does
    return float(array[index_of(parameter)])


def index_of(parameter: Parameter) -> tuple[int, ...]:
    """Return where a weight or bias stands in the array of its layer."""
    if isinstance(parameter, Weight):
        return parameter.source, parameter.unit
    return (parameter.unit,) if isinstance(parameter, UnitBias) else ()


@lru_cache(maxsize=16)  # asked for at every event of a drag
def inputs_and_targets(structure: Structure) -> Mapping[str, tuple[str, tuple[int, int]]]:
    """Return name -> ("x" or "y", index) for every input and target, example by example."""
    named = names(structure)
    found: dict[str, tuple[str, tuple[int, int]]] = {}
    for example in range(structure.examples):
        found |= {named.x(example, i): ("x", (example, i)) for i in range(structure.sizes[0])}
        found |= {named.y(example, k): ("y", (example, k)) for k in range(structure.targets)}
    return MappingProxyType(found)


LOOKED_WITH = frozenset({"nudge"})
"""Numbers that are none of the network: what it is looked at with, and no update depends on."""


def values_by_name(problem: Problem) -> dict[str, float]:
    """Return every number that a reader may change, by name: x, y, weights, biases, what an update needs, the nudge."""
    places = inputs_and_targets(problem.structure)
    data = {name: float(getattr(problem, kind)[index]) for name, (kind, index) in places.items()}
    parameters = {p.name: value_of(problem, p) for p in names(problem.structure).parameters}
    needed = {"learning_rate": problem.learning_rate, **learning_numbers(problem), "nudge": problem.nudge}
    return {**data, **parameters, **needed}


def learning_numbers(problem: Problem) -> dict[str, float]:
    """Return the numbers that the rule of the update needs beside the learning rate, and the weight of the penalty."""
    l2 = problem.learning.l2
    return settings_of(problem) if l2 is None else {**settings_of(problem), "l2": l2}


def settings_of(problem: Problem) -> dict[str, float]:
    """Return the numbers that the rule of the update needs beside the learning rate."""
    return {name: setting(problem.learning, name) for name in RULES[problem.rule]}


def with_values(problem: Problem, changes: Mapping[str, float]) -> Problem:
    """Return the problem with the named numbers replaced.

    Args:
        problem: where everything else comes from.
        changes: name -> new value; names as in ``values_by_name``.

    Raises:
        NetworkError: if a name is not one of this problem's.

    >>> from backprop import load_preset
    >>> with_values(load_preset("worked"), {"w5": 0.5}).network.layers[1].W.tolist()
    [[0.5], [0.45]]
    """
    places = inputs_and_targets(problem.structure)
    by_name = names(problem.structure).by_name
    arrays = {"x": problem.x.copy(), "y": problem.y.copy()}
    weights = [layer.W.copy() for layer in problem.network.layers]
    biases = [None if layer.b is None else layer.b.copy() for layer in problem.network.layers]
    rate, learning, nudge = problem.learning_rate, problem.learning, problem.nudge
    needed = learning_numbers(problem)
    for name, value in changes.items():
        if name in places:
            kind, index = places[name]
            arrays[kind][index] = value
        elif name in by_name:
            parameter = by_name[name]
            target = (weights if isinstance(parameter, Weight) else biases)[parameter.layer]
            assert target is not None
            target[index_of(parameter)] = value
        elif name == "learning_rate":
            rate = float(value)
        elif name == "nudge":
            nudge = float(value)
        elif name == "l2" and name in needed:
            learning = replace(learning, l2=float(value))
        elif name in needed:
            learning = replace(learning, settings=tuple({**dict(learning.settings), name: float(value)}.items()))
        else:
            raise NetworkError(f"There is no number named {name!r} in this network.")
    layers = tuple(
        Layer(frozen(W), None if b is None else frozen(np.asarray(b)), layer.activation, layer.slope)
        for W, b, layer in zip(weights, biases, problem.network.layers, strict=True)
    )
    x, y = frozen(arrays["x"]), frozen(arrays["y"])
    return replace(problem.with_layers(layers), x=x, y=y, learning_rate=rate, learning=learning, nudge=nudge)
