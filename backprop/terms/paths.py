"""The paths from the loss to a parameter, each a product of all the factors along it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product

from backprop.arrays import Array
from backprop.losses import SHORT_ROADS
from backprop.names import Names
from backprop.network import Structure
from backprop.passes import Passes
from backprop.terms.family import Family, Made
from backprop.weights import Bias, Parameter, UnitBias, Weight

MAX_PATHS = 64
"""Paths of one parameter that are still written out one by one; a reader follows no more."""


def path_count(s: Structure, p: Parameter) -> int:
    """Number of paths from the loss to a parameter, over all units and examples."""
    return len(p.units(s)) * math.prod(s.sizes[p.layer + 2 :]) * s.examples


def path_routes(s: Structure, p: Parameter) -> tuple[tuple[int, ...], ...]:
    """Return the units that each path runs through, from the parameter's layer up to the output."""
    return tuple(product(p.units(s), *map(range, s.sizes[p.layer + 2 :])))


def path_factors(s: Structure, n: Names, p: Parameter, example: int, route: tuple[int, ...]) -> tuple[str, ...]:
    """Return the keys of the factors along one path, from the loss down to the parameter.

    Args:
        s: the structure.
        n: its names.
        p: the parameter at the end of the path.
        example: the example, from 0.
        route: the units the path runs through, from the parameter's layer up to the output.
    """
    last, top = s.depth - 1, route[-1]
    if s.activations[-1] == "softmax" or (s.activations[-1], s.loss) in SHORT_ROADS:
        factors = [n.delta(last, example, top)]
    else:
        factors = [n.dL_da(last, example, top), n.da_dz(last, example, top)]
    for layer in range(last, p.layer, -1):
        upper, lower = route[layer - p.layer], route[layer - p.layer - 1]
        factors += [n.dz_da(layer, lower, upper), n.da_dz(layer - 1, example, lower)]
    end = n.dz_dw(p.layer, example, p.source, route[0]) if isinstance(p, Weight) else n.dz_db(p.layer, route[0])
    return (*factors, end)


def path_terms(s: Structure, n: Names) -> Iterator[Family]:
    """Yield the product along each path, for parameters with few enough paths."""
    for layer in range(s.depth):
        for unit in range(s.sizes[layer + 1]):
            weights = tuple(p for p in n.weights(layer) if p.unit == unit)
            yield from _paths(s, n, weights, partial(_weight_paths, layer, unit))
        for bias in n.biases(layer):
            yield from _paths(s, n, (bias,), partial(_bias_paths, bias))


def _paths(
    s: Structure, n: Names, parameters: tuple[Parameter, ...], values: Callable[[Passes], Array]
) -> Iterator[Family]:
    """Yield the paths of parameters that all have the same routes."""

    def made(p: Parameter, e: int, route: tuple[int, ...]) -> Made:
        return "product", path_factors(s, n, p, e, route)

    if path_count(s, parameters[0]) <= MAX_PATHS:
        yield Family(
            "path",
            (parameters, range(s.examples), path_routes(s, parameters[0])),
            key=lambda p, e, route: n.path(p.name, e, route),
            made=made,
            values=values,
        )


def _weight_paths(layer: int, unit: int, t: Passes) -> Array:
    """Return the paths of the weights into a unit, shape (sources, examples, units above, ..., outputs)."""
    flow = t.flow(layer)[:, unit]
    entering = t.a(layer - 1).T
    return flow * entering.reshape(*entering.shape, *[1] * (flow.ndim - 1))


def _bias_paths(bias: Bias, t: Passes) -> Array:
    """Return the paths of the bias of a unit, or of the whole layer's bias through all its units."""
    flow = t.flow(bias.layer)
    return flow[:, bias.unit] if isinstance(bias, UnitBias) else flow
