"""The gradients with the mean taken last: of each example, their sum, and the scale times that.

It is another road to the same gradient, the one of lectures that divide at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from backprop.arrays import Array
from backprop.names import Names
from backprop.network import Structure
from backprop.passes import Passes
from backprop.terms.by_example import example_deltas
from backprop.terms.family import Family, Made
from backprop.weights import Parameter, SharedBias, UnitBias, Weight

P = TypeVar("P", bound=Parameter)


def mean_last_weight_terms(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Yield the gradients of the weights of a layer, each example's delta * a at first."""

    def made(p: Weight, e: int) -> Made:
        return "product", (n.example(n.delta(layer, e, p.unit)), n.dz_dw(layer, e, p.source, p.unit))

    def by_example(t: Passes) -> Array:
        return example_deltas(layer, t).T[:, None, :] * t.a(layer - 1).T

    yield from _over_the_batch(s, n, n.weights(layer), made, by_example)


def mean_last_bias_terms(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Yield the gradients of the biases of a layer, each example's delta * 1, or their sum, at first."""

    def own_made(p: UnitBias, e: int) -> Made:
        return "product", (n.example(n.delta(layer, e, p.unit)), n.dz_db(layer, p.unit))

    def own_by_example(t: Passes) -> Array:
        return example_deltas(layer, t).T

    def shared_made(p: SharedBias, e: int) -> Made:
        return "sum", tuple(n.example(n.delta(layer, e, j)) for j in p.units(s))

    def shared_by_example(t: Passes) -> Array:
        through_all_units: Array = example_deltas(layer, t).sum(axis=1)
        return through_all_units[None, :]

    if (shared := n.shared_bias(layer)) is not None:
        yield from _over_the_batch(s, n, (shared,), shared_made, shared_by_example)
    elif biases := n.unit_biases(layer):
        yield from _over_the_batch(s, n, biases, own_made, own_by_example)


def _over_the_batch(
    s: Structure,
    n: Names,
    parameters: tuple[P, ...],
    made: Callable[[P, int], Made],
    by_example: Callable[[Passes], Array],
) -> Iterator[Family]:
    """Yield the gradients of each example, their sums over the examples, and the scale times those.

    Args:
        s: the structure.
        n: its names.
        parameters: whose gradients.
        made: parameter, example -> how the gradient of that example is made.
        by_example: passes -> those gradients, the last axis over the examples.
    """
    examples = range(s.examples)

    def of_example(p: P, e: int) -> str:
        return n.example(n.gradient(p.name, e))

    def total(p: P) -> str:
        return n.total(p.name)

    def totals(t: Passes) -> Array:
        summed: Array = by_example(t).sum(axis=-1)
        return summed

    yield Family("example_gradient", (parameters, examples), of_example, made, by_example)
    yield Family(
        "sum_gradient",
        (parameters,),
        key=total,
        made=lambda p: ("sum", tuple(of_example(p, e) for e in examples)),
        values=totals,
    )
    yield Family(
        "mean_gradient",
        (parameters,),
        key=lambda p: n.mean(p.name),
        made=lambda p: ("product", (n.scale(s.convention), total(p))),
        values=lambda t: s.scale * totals(t),
    )
