"""Whether a problem can be used, and the sentence that says why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.arrays import Array
from backprop.errors import NetworkError
from backprop.losses import LOSSES
from backprop.network import Layer, Problem, convention_complaints
from backprop.rules import learning_complaints

MAX_LAYERS = 6
MAX_UNITS = 12
MAX_EXAMPLES = 200
LONGEST_NAME = 24
"""Characters of the name of an input or an output, which stands beside its unit."""


@dataclass(frozen=True)
class Bound:
    """How many of something there may be: at least one, at most so many.

    Attributes:
        said: the beginning of a sentence, with a place for their number.
        most: the largest number.
    """

    said: str
    most: int


LAYERS = Bound("The network has {} layers after the input", MAX_LAYERS)
EXAMPLES = Bound("The batch has {} examples", MAX_EXAMPLES)
INPUTS = Bound("Each example has {} inputs", MAX_UNITS)


def units_of(number: int) -> Bound:
    """Return the bound for the units of a layer, from 1."""
    return Bound(f"Layer {number} has {{}} units", MAX_UNITS)


def bound_complaints(bound: Bound, count: int) -> Iterator[str]:
    """Say whether there are too many of something, or none; of what is not made yet too."""
    if not 1 <= count <= bound.most:
        yield f"{bound.said.format(count)}; 1 to {bound.most} are possible here."


def validate(problem: Problem) -> Problem:
    """Return ``problem`` if every shape, name and number in it can be used.

    Raises:
        NetworkError: with one sentence about the first thing that cannot.
    """
    for complaint in complaints(problem):
        raise NetworkError(complaint)
    return problem


def complaints(problem: Problem) -> Iterator[str]:
    """Say what is wrong with ``problem``, one sentence each, the outermost first."""
    layers, x, y = problem.network.layers, problem.x, problem.y
    if not 1 <= len(layers) <= MAX_LAYERS:
        yield from bound_complaints(LAYERS, len(layers))
        return
    if problem.network.loss not in LOSSES:
        yield f"The loss is {problem.network.loss[:40]!r}; it must be one of {', '.join(LOSSES)}."
        return
    yield from convention_complaints(problem.network)
    yield from bound_complaints(EXAMPLES, len(x))
    if len(x) != len(y):
        yield f"There are {len(x)} rows of inputs and {len(y)} rows of targets; each example needs one of both."
    yield from bound_complaints(INPUTS, x.shape[1])
    n_in, turned = x.shape[1], problem.description.weights_are == "out_in"
    for number, layer in enumerate(layers, start=1):
        yield from layer_complaints(number, layer, n_in, is_last=number == len(layers), turned=turned)
        n_in = layer.W.shape[1]
    if not LOSSES[problem.network.loss].sees_targets:
        if len(x) != 1 or n_in != 1:
            yield f"The loss is none, which differentiates one output of one example; there are {n_in} of {len(x)}."
    elif y.shape[1] != n_in:
        given = "1 target" if y.shape[1] == 1 else f"{y.shape[1]} targets"
        yield f"Each example has {given}, but the last layer has {n_in} units; {_targets_needed(y, n_in)}."
    yield from loss_complaints(problem)
    yield from learning_complaints(problem.learning)
    yield from name_complaints("input", problem.description.input_names, x.shape[1])
    yield from name_complaints("output", problem.description.output_names, n_in)
    numbers = [x, y, *(layer.W for layer in layers), *(layer.b for layer in layers if layer.b is not None)]
    numbers += [np.array(layer.slope) for layer in layers if layer.slope is not None]
    if not all(np.isfinite(array).all() for array in numbers):
        yield "One of the numbers is infinite or not a number; inputs, targets, weights and biases must be finite."
    if not (np.isfinite(problem.learning_rate) and problem.learning_rate >= 0):
        yield f"The learning rate is {problem.learning_rate}; it must be a finite number, zero or larger."


def name_complaints(whose: str, names: tuple[str, ...], count: int) -> Iterator[str]:
    """Say what is wrong with the names of ``count`` inputs or outputs; they may also have none."""
    if names and len(names) != count:
        yield f"The {whose}_names hold {len(names)}; the number of {whose}s is {count}, and each of them needs a name."
    for number, name in enumerate(names, start=1):
        which = f"Name {number} of the {whose}_names"
        if not 1 <= len(name) <= LONGEST_NAME or not name.strip():
            yield f"{which} has {len(name.strip())} characters; a name has 1 to {LONGEST_NAME}."
        if not name.isprintable():
            yield f"{which} is {name[:LONGEST_NAME]!r}; a name is one line of letters and signs that can be seen."
    alike = [" ".join(name.split()) for name in names]
    for name in alike:
        if alike.count(name) > 1:
            yield f"The {whose}_names have {name[:LONGEST_NAME]!r} {alike.count(name)} times; no two may be alike."


def _targets_needed(y: Array, units: int) -> str:
    """Say what targets are needed, and what has perhaps happened to those that are given."""
    if y.shape[1] == 1 and bool((y == y.round()).all()):
        one_hot = ", ".join("1" if unit == 1 else "0" for unit in range(units))
        return f"each unit needs a target, so write the second class as [{one_hot}]"
    return f"each unit needs a target{_decimal_comma(y.shape[1], units)}"


def _other_way(turned: bool) -> str:
    """Say how weights that fit the other way round are to be given."""
    if turned:
        return ', as "weights_are" is "out_in"; without that they would fit'
    return '; if each row is a unit, as PyTorch prints them, add "weights_are": "out_in"'


def _decimal_comma(found: int, needed: int) -> str:
    """Say what happens to numbers with a decimal comma, where there are twice as many numbers as fit."""
    return '; with a decimal comma one number becomes two, so write 0.5 or "0,5"' if found == 2 * needed else ""


PROBABILITIES = {"cross_entropy": ("softmax", "sigmoid"), "binary_cross_entropy": ("sigmoid",)}
"""Loss that takes a logarithm -> the activation functions whose values are probabilities to it, the usual one first."""


def loss_complaints(problem: Problem) -> Iterator[str]:
    """Say whether the loss means nothing for the outputs or the targets."""
    loss, activation, y = problem.network.loss, problem.network.layers[-1].activation, problem.y
    possible = PROBABILITIES.get(loss)
    if possible and activation not in possible:
        why = "whose outputs are no probabilities"
        if activation == "softmax":
            why = "which belongs to cross_entropy or to a squared error"
        yield (
            f"The loss {loss} takes logarithms, and the last layer is {activation}, {why}; "
            f"write {possible[0]} here, as libraries do inside the loss."
        )
    if possible and not ((y >= 0.0) & (y <= 1.0)).all():
        worst = y[~((y >= 0.0) & (y <= 1.0))][0]
        yield f"One of the targets is {worst:g}; with {loss} a target is a probability, from 0 to 1."


def layer_complaints(number: int, layer: Layer, n_in: int, is_last: bool, turned: bool = False) -> Iterator[str]:
    """Say what is wrong with one layer that receives ``n_in`` values.

    Args:
        number: of the layer, from 1.
        layer: the layer.
        n_in: how many values come in.
        is_last: whether its values are the outputs.
        turned: whether its weights were given with a unit in each row.
    """
    rows, columns = layer.W.shape
    if layer.activation not in ACTIVATIONS:
        named = f"Layer {number} has the activation {layer.activation[:40]!r}"
        yield f"{named}; it must be one of {', '.join(ACTIVATIONS)}."
    if rows != n_in:
        given, other = ("columns", "row") if turned else ("rows", "column")
        yield (
            f"The weights of layer {number} have {rows} {given}, but {n_in} values come in; "
            f"the weights need one {given[:-1]} for each value that comes in and one {other} for each unit"
            f"{_other_way(turned) if columns == n_in else _decimal_comma(n_in, rows)}."
        )
    yield from bound_complaints(units_of(number), columns)
    if layer.b is not None and layer.b.shape not in {(), (columns,)}:
        yield (
            f"The bias of layer {number} has {layer.b.size} numbers and the layer has {columns} units; "
            f"give one number for each unit, or a single number that all of them share"
            f"{_decimal_comma(layer.b.size, columns)}."
        )
    if layer.slope is not None and layer.activation != "leaky_relu":
        yield f"Layer {number} is {layer.activation} and has a slope; only leaky_relu has one."
    if layer.activation == "softmax" and not is_last:
        yield f"Layer {number} is softmax, but it is not the last layer; softmax is possible only there."
