"""A network built step by step: one change of its shape, its functions or its data, and it fits again.

Every function here returns a new problem that validates. Numbers that are still there keep their place to the last
bit; weights that are new get different numbers with one decimal, so that no two units begin as twins; biases and
targets that are new are 0. What is asked for and cannot be is refused with the sentence of ``validation``.

Layers count from 0, as everywhere in code.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from backprop.arrays import Array, frozen
from backprop.errors import NetworkError
from backprop.losses import LOSSES
from backprop.network import Layer, Network, Problem, as_array
from backprop.validation import EXAMPLES, INPUTS, MAX_EXAMPLES, MAX_UNITS, Bound, bound_complaints, units_of, validate

BIASES = ("none", "unit", "shared")


def empty() -> Problem:
    """Return where to begin without a model: small, every number its own, nothing saturated.

    >>> empty().structure.sizes
    (2, 2, 1)
    """
    layers = (
        Layer(as_array([[0.1, -0.2], [0.3, 0.4]]), as_array([0.1, 0.2]), "sigmoid"),
        Layer(as_array([[0.2], [-0.3]]), as_array([0.1]), "sigmoid"),
    )
    return validate(Problem(Network(layers, "half_squared_error"), as_array([[0.5, 1.0]]), as_array([[1.0]]), 0.5))


# The shape.


def with_inputs(problem: Problem, count: int) -> Problem:
    """Return the problem with so many inputs.

    Raises:
        NetworkError: if there cannot be so many.
    """
    _possible(INPUTS, count)
    first, *rest = problem.network.layers
    x = _resized(problem.x, _fresh_inputs()[: len(problem.x), :count])
    layers = (replace(first, W=_resized(first.W, _fresh_weights(0, count, first.W.shape[1]))), *rest)
    return validate(_named(replace(problem.with_layers(layers), x=x)))


def with_units(problem: Problem, layer: int, count: int) -> Problem:
    """Return the problem with so many units in a layer; in the last, with as many targets.

    Raises:
        NetworkError: if there cannot be so many, or no such layer.
    """
    here, layers = _at(problem, layer), list(problem.network.layers)
    _possible(units_of(layer + 1), count)
    b = here.b if here.b is None or here.b.ndim == 0 else _resized(here.b, np.zeros(count))
    layers[layer] = replace(here, W=_resized(here.W, _fresh_weights(layer, here.W.shape[0], count)), b=b)
    if layer + 1 < len(layers):
        above = layers[layer + 1]
        W = _resized(above.W, _fresh_weights(layer + 1, count, above.W.shape[1]))
        layers[layer + 1] = replace(above, W=W)
    return validate(_named(_with_targets(problem.with_layers(tuple(layers)))))


def with_layer(problem: Problem, after: int) -> Problem:
    """Return the problem with one more hidden layer, of as many units as come into it, so that all weights still fit.

    Its activation function and the kind of its bias are those of a layer beside it.

    Args:
        problem: where everything else comes from.
        after: the layer that it follows; -1 is the input. It cannot follow the last, which is the output.

    Raises:
        NetworkError: if there are too many layers then, or none to follow.
    """
    layers = problem.network.layers
    if not -1 <= after < len(layers) - 1:
        raise NetworkError("A layer can be put in after the inputs or after a hidden layer; the last is the output.")
    beside, size = layers[max(after, 0)], problem.structure.sizes[after + 1]
    hidden = beside.activation != "softmax"
    made = Layer(
        as_array(_fresh_weights(after + 1, size, size)),
        _fresh_bias(problem.structure.biases[max(after, 0)], size),
        beside.activation if hidden else "sigmoid",
        beside.slope,
    )
    return validate(problem.with_layers((*layers[: after + 1], made, *layers[after + 1 :])))


def without_layer(problem: Problem, layer: int) -> Problem:
    """Return the problem without a hidden layer; the next layer keeps the weights that have a place then.

    Raises:
        NetworkError: if it is the last, or there is none.
    """
    gone, layers = _at(problem, layer), problem.network.layers
    if layer == len(layers) - 1:
        raise NetworkError(f"Layer {layer + 1} is the output and stays; a hidden layer can be taken out.")
    above = layers[layer + 1]
    W = _resized(above.W, _fresh_weights(layer, gone.W.shape[0], above.W.shape[1]))
    return validate(problem.with_layers((*layers[:layer], replace(above, W=W), *layers[layer + 2 :])))


def with_bias(problem: Problem, layer: int, kind: str) -> Problem:
    """Return the problem with another kind of bias in a layer: what is computed stays the same where it can.

    One bias for each unit begins as what they shared; a shared one as that of the first unit; a new one as 0.

    Raises:
        NetworkError: if there is no such kind or layer.
    """
    here = _at(problem, layer)
    if kind not in BIASES:
        raise NetworkError(f"The bias is {kind[:40]!r}; it must be one of {', '.join(BIASES)}.")
    if kind == problem.structure.biases[layer]:
        return problem
    b = _fresh_bias(kind, here.W.shape[1])
    if b is not None and here.b is not None:
        b = as_array(np.broadcast_to(here.b, b.shape) if here.b.ndim == 0 else here.b[0])
    return _with_changed(problem, layer, b=b)


# The functions.


def with_activation(problem: Problem, layer: int, activation: str) -> Problem:
    """Return the problem with another activation function in a layer.

    Raises:
        NetworkError: if it is none, or means nothing to the loss.
    """
    _at(problem, layer)
    names = list(problem.structure.activations)
    names[layer] = activation
    return with_wishes(problem, problem.network.loss, problem.network.convention, names)


def with_slope(problem: Problem, layer: int, slope: float | None) -> Problem:
    """Return the problem with another slope of a leaky_relu layer; None is the usual one.

    Raises:
        NetworkError: if the layer has none.
    """
    return _with_changed(problem, layer, slope=None if slope is None else float(slope))


def with_loss(problem: Problem, loss: str, convention: str = "") -> Problem:
    """Return the problem with another loss; without one it has no targets, and with one again they are 0.

    Raises:
        NetworkError: if it means nothing to the outputs, the targets or the convention.
    """
    return with_wishes(problem, loss, convention, problem.structure.activations)


def with_wishes(problem: Problem, loss: str, convention: str, activations: Sequence[str]) -> Problem:
    """Return the problem with a loss and activation functions that perhaps fit only together.

    Args:
        problem: where everything else comes from.
        loss: a name in ``LOSSES``.
        convention: what it is divided by; "" is its own.
        activations: a name in ``ACTIVATIONS`` for each layer.

    Raises:
        NetworkError: if they do not fit.

    >>> with_wishes(empty(), "binary_cross_entropy", "", ("relu", "sigmoid")).structure.activations
    ('relu', 'sigmoid')
    """
    layers = problem.network.layers
    if len(activations) != len(layers):
        raise NetworkError(
            f"The number of activation functions is {len(activations)}; each of the {len(layers)} layers needs one."
        )
    changed = tuple(
        replace(layer, activation=name, slope=layer.slope if name == "leaky_relu" else None)
        for layer, name in zip(layers, activations, strict=True)
    )
    return validate(_with_targets(replace(problem, network=Network(changed, loss, convention))))


# The data.


def with_examples(problem: Problem, count: int) -> Problem:
    """Return the problem with so many examples.

    Raises:
        NetworkError: if there cannot be so many.
    """
    _possible(EXAMPLES, count)
    x = _resized(problem.x, _fresh_inputs()[:count, : problem.x.shape[1]])
    return validate(_with_targets(replace(problem, x=x)))


def with_data(problem: Problem, x: object, y: object) -> Problem:
    """Return the problem with other examples; their columns have to fit.

    Args:
        problem: where everything else comes from.
        x: inputs, (examples, n_in).
        y: targets, (examples, n_out); (examples, 0) where no loss looks at them.

    Raises:
        NetworkError: if they do not fit.
    """
    return validate(replace(problem, x=as_array(x), y=as_array(y)))


def with_names(problem: Problem, inputs: Sequence[str], outputs: Sequence[str]) -> Problem:
    """Return the problem with names of its inputs and outputs, or without any where there are none.

    Raises:
        NetworkError: if they do not fit.
    """
    said = replace(problem.description, input_names=tuple(inputs), output_names=tuple(outputs))
    return validate(replace(problem, description=said))


def with_learning_rate(problem: Problem, learning_rate: float) -> Problem:
    """Return the problem with another learning rate.

    Raises:
        NetworkError: if it is negative or not finite.
    """
    return validate(replace(problem, learning_rate=float(learning_rate)))


# Random starts.


def nice(chance: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw numbers with one decimal from -0.9 to 0.9, none of them 0."""
    tenths = np.floor(chance.random((n_in, n_out)) * 18.0) - 9.0
    return np.where(tenths < 0.0, tenths, tenths + 1.0) / 10.0


def uniform(chance: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw numbers from -1 to 1."""
    return chance.random((n_in, n_out)) * 2.0 - 1.0


def xavier(chance: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw evenly between the two signs of sqrt(6 / (n_in + n_out)); Glorot and Bengio (2010)."""
    return uniform(chance, n_in, n_out) * math.sqrt(6.0 / (n_in + n_out))


def he(chance: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw from a normal distribution of variance 2 / n_in; He et al. (2015)."""
    # Box and Muller's way to a normal distribution: NumPy keeps its own free to change.
    radius = np.sqrt(-2.0 * np.log(1.0 - chance.random((n_in, n_out))))
    normal: Array = radius * np.cos(2.0 * np.pi * chance.random((n_in, n_out)))
    return normal * math.sqrt(2.0 / n_in)


SCHEMES: Mapping[str, Callable[[np.random.Generator, int, int], Array]] = {
    "nice": nice,
    "uniform": uniform,
    "xavier": xavier,
    "he": he,
}
"""Name -> how the weights of a layer are drawn, (n_in, n_out)."""

PLACES = 4
"""Decimals of a drawn number: few enough to read, and to be the same number on every machine."""


def drawn(problem: Problem, scheme: str, seed: int) -> Problem:
    """Return the problem with new weights, and with biases of 0, or drawn too where the numbers are to be nice.

    Args:
        problem: where everything else comes from.
        scheme: a name in ``SCHEMES``.
        seed: the same seed gives the same numbers for ever; zero or larger.

    Raises:
        NetworkError: if there is no such scheme or seed.

    >>> drawn(empty(), "nice", 1).network.layers[1].W.tolist()
    [[0.6], [-0.2]]
    """
    if scheme not in SCHEMES:
        raise NetworkError(f"The numbers are to be drawn by {scheme[:40]!r}; it must be one of {', '.join(SCHEMES)}.")
    if seed < 0:
        raise NetworkError(f"The seed is {seed}; it must be a whole number, zero or larger.")
    chance = np.random.default_rng(seed)

    def layer(old: Layer) -> Layer:
        W = SCHEMES[scheme](chance, *old.W.shape).round(PLACES)
        if old.b is None:
            return replace(old, W=frozen(W))
        b = nice(chance, 1, old.b.size).reshape(old.b.shape) if scheme == "nice" else np.zeros(old.b.shape)
        return replace(old, W=frozen(W), b=frozen(b))

    return validate(problem.with_layers(tuple(map(layer, problem.network.layers))))


# What is new.


@lru_cache(maxsize=16)
def _fresh(seed: int, rows: int) -> Array:
    """Return a table of numbers with one decimal, which depend on their place alone; of a row, no two are the same."""
    tenths = np.array([*range(-9, 0), *range(1, 10)]) / 10.0
    order = np.random.default_rng(seed).random((rows, tenths.size)).argsort(axis=1)
    return frozen(tenths[order[:, :MAX_UNITS]])


def _fresh_weights(layer: int, n_in: int, n_out: int) -> Array:
    return _fresh(layer + 1, MAX_UNITS)[:n_in, :n_out]


def _fresh_inputs() -> Array:
    return _fresh(0, MAX_EXAMPLES)


def _fresh_bias(kind: str, units: int) -> Array | None:
    return None if kind == "none" else as_array(np.zeros(units if kind == "unit" else ()))


def _resized(array: Array, fresh: Array) -> Array:
    """Return ``array`` in the shape of ``fresh``, which fills what is new."""
    made, common = np.array(fresh), tuple(map(slice, np.minimum(array.shape, fresh.shape)))
    made[common] = array[common]
    return frozen(made)


def _with_targets(problem: Problem) -> Problem:
    """Return the problem with a target for each output of each example, or with none where no loss looks at them."""
    loss, outputs = LOSSES.get(problem.network.loss), problem.network.layers[-1].W.shape[1]
    wide = outputs if loss is None or loss.sees_targets else 0
    return replace(problem, y=_resized(problem.y, np.zeros((len(problem.x), wide))))


def _named(problem: Problem) -> Problem:
    """Return the problem with as many names as inputs and outputs, if they have names."""
    said, last = problem.description, problem.network.layers[-1]
    inputs = _fitting("input", said.input_names, problem.x.shape[1])
    outputs = _fitting("output", said.output_names, last.W.shape[1])
    return replace(problem, description=replace(said, input_names=inputs, output_names=outputs))


def _fitting(whose: str, names: tuple[str, ...], count: int) -> tuple[str, ...]:
    if not names:
        return ()
    taken = {" ".join(name.split()) for name in names}
    new = (f"{whose} {number}" for number in range(len(names) + 1, count + len(names) + 1))
    free = [name for name in new if name not in taken]
    return (*names, *free)[:count]


def _possible(bound: Bound, count: int) -> None:
    """Refuse a number of something before so much of it is made."""
    for complaint in bound_complaints(bound, count):
        raise NetworkError(complaint)


def _at(problem: Problem, layer: int) -> Layer:
    layers = problem.network.layers
    if not 0 <= layer < len(layers):
        raise NetworkError(f"There is no layer {layer + 1}; the layers are 1 to {len(layers)}.")
    return layers[layer]


def _with_changed(problem: Problem, layer: int, **changes: object) -> Problem:
    layers = list(problem.network.layers)
    layers[layer] = replace(_at(problem, layer), **changes)  # type: ignore[arg-type]
    return validate(problem.with_layers(tuple(layers)))
