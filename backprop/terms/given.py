"""What is given: inputs, targets, weights, biases, the learning rate, a nudge, the counts N and K, the scales."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backprop.activations import LEAKY_SLOPE
from backprop.arrays import Array, present
from backprop.names import Names
from backprop.network import Structure, as_array
from backprop.operations import LEAF
from backprop.passes import Passes
from backprop.terms.family import Family, Made
from backprop.terms.scales import scale_terms
from backprop.weights import Parameter


def given_terms(s: Structure, n: Names) -> Iterator[Family]:
    """Yield what the reader gives, and what follows from the counts alone."""
    examples = range(s.examples)
    yield Family("x", (examples, range(s.sizes[0])), n.x, _leaf, lambda t: t.problem.x)
    if s.targets:
        yield Family("y", (examples, range(s.targets)), n.y, _leaf, lambda t: t.problem.y)
    for layer in range(s.depth):
        yield from _parameters(n, layer)
        if s.activations[layer] == "leaky_relu":
            yield _slope(n, layer)
    count_examples, count_outputs = as_array(s.examples), as_array(s.outputs)
    yield Family("learning_rate", (), lambda: "learning_rate", _leaf, lambda t: np.array(t.problem.learning_rate))
    yield Family("nudge", (), lambda: "nudge", _leaf, lambda t: np.array(t.problem.nudge))
    yield Family("N", (), lambda: "N", _leaf, lambda t: count_examples)
    yield Family("K", (), lambda: "K", _leaf, lambda t: count_outputs)
    yield from scale_terms(s, n)


def _parameters(n: Names, layer: int) -> Iterator[Family]:
    # Weights are named unit by unit, so their matrix is read column by column.
    yield Family("parameter", (n.weights(layer),), _name, _leaf, lambda t: t.layer(layer).W.T)
    if n.biases(layer):
        yield Family("parameter", (n.biases(layer),), _name, _leaf, lambda t: present(t.layer(layer).b))


def _slope(n: Names, layer: int) -> Family:
    def values(t: Passes) -> Array:
        slope = t.layer(layer).slope
        return as_array(LEAKY_SLOPE if slope is None else slope)

    return Family("slope", (), lambda: n.slope(layer), _leaf, values, layer)


def _name(parameter: Parameter) -> str:
    return parameter.name


def _leaf(*_: object) -> Made:
    return LEAF, ()
