"""The gradient of every parameter: a product for each z that it touches, then the sums.

A weight, and a bias of one unit, touch one z in each example; a shared bias touches every z of
its layer. Over a batch, the gradients of the examples add up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from backprop.arrays import Array, present
from backprop.names import Names
from backprop.network import Structure
from backprop.passes import Passes
from backprop.terms.family import Family, Made
from backprop.weights import Parameter, SharedBias, UnitBias, Weight

P = TypeVar("P", bound=Parameter)


def weight_gradient_terms(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Yield dL/dw for every weight of a layer: delta * a."""

    def made(p: Weight, e: int) -> Made:
        return "product", (n.delta(layer, e, p.unit), n.dz_dw(layer, e, p.source, p.unit))

    def by_example(t: Passes) -> Array:
        return t.backward.delta[layer].T[:, None, :] * t.a(layer - 1).T

    def total(t: Passes) -> Array:
        return t.backward.dL_dW[layer].T

    yield from _over_the_batch(s, n, n.weights(layer), made, by_example, total)


def bias_gradient_terms(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Yield dL/db for every bias of a layer: delta * 1."""

    def made(p: UnitBias, e: int) -> Made:
        return "product", (n.delta(layer, e, p.unit), n.dz_db(layer, p.unit))

    def by_example(t: Passes) -> Array:
        return t.backward.delta[layer].T

    if (shared := n.shared_bias(layer)) is not None:
        yield from _shared_bias_gradient_terms(s, n, shared)
    elif biases := n.unit_biases(layer):
        yield from _over_the_batch(s, n, biases, made, by_example, lambda t: present(t.backward.dL_db[layer]))


def _shared_bias_gradient_terms(s: Structure, n: Names, bias: SharedBias) -> Iterator[Family]:
    """Yield dL/db of the one bias of a layer: through each unit, then the sum."""
    layer, examples, units = bias.layer, range(s.examples), bias.units(s)

    def via(p: SharedBias, e: int, j: int) -> str:
        return n.gradient_via(p.name, e, j)

    def made(p: SharedBias, e: int) -> Made:
        return "sum", tuple(via(p, e, j) for j in units)

    def by_example(t: Passes) -> Array:
        through_all_units: Array = t.backward.delta[layer].sum(axis=1)
        return through_all_units

    yield Family(
        "gradient_via",
        ((bias,), examples, units),
        key=via,
        made=lambda p, e, j: ("product", (n.delta(layer, e, j), n.dz_db(layer, j))),
        values=lambda t: t.backward.delta[layer],
    )
    yield from _over_the_batch(s, n, (bias,), made, by_example, lambda t: present(t.backward.dL_db[layer]))


def _over_the_batch(
    s: Structure,
    n: Names,
    parameters: tuple[P, ...],
    made: Callable[[P, int], Made],
    by_example: Callable[[Passes], Array],
    total: Callable[[Passes], Array],
) -> Iterator[Family]:
    """Yield the gradients of each example and their sum; of a single example, just its gradients.

    Args:
        s: the structure.
        n: its names.
        parameters: whose gradients.
        made: parameter, example -> how the gradient of that example is made.
        by_example: passes -> those gradients, shape (parameters, examples).
        total: passes -> the gradients of the whole batch, shape (parameters,).
    """
    examples = range(s.examples)

    def of_example(p: P, e: int) -> str:
        return n.gradient(p.name, e)

    def total_made(p: P) -> Made:
        return ("sum", tuple(of_example(p, e) for e in examples)) if s.examples > 1 else made(p, 0)

    if s.examples > 1:
        yield Family("gradient_of_example", (parameters, examples), of_example, made, by_example)
    yield Family("gradient", (parameters,), lambda p: n.gradient(p.name), total_made, total)
