"""The chain rule of one parameter, as the paths from the loss down to it."""

from __future__ import annotations

from dataclasses import dataclass

from backprop.errors import NetworkError
from backprop.terms import MAX_PATHS, path_count, path_factors, path_routes
from backprop.trace import Trace
from backprop.weights import Parameter


@dataclass(frozen=True)
class Path:
    """One way from the loss to a parameter.

    Attributes:
        key: the term that holds the product of the factors.
        factors: keys of the factors, from the loss down.
        value: their product.
        example: the example it belongs to, from 0.
        units: the units it runs through, from the parameter's layer up to the output, from 0.
    """

    key: str
    factors: tuple[str, ...]
    value: float
    example: int
    units: tuple[int, ...]


@dataclass(frozen=True)
class Chain:
    """All paths of a parameter; their values add up to its gradient ``total``."""

    parameter: Parameter
    paths: tuple[Path, ...]
    total: float


def chain(trace: Trace, parameter: str) -> Chain:
    """Return the chain rule of a parameter, path by path.

    Args:
        trace: where the numbers come from.
        parameter: a name such as ``w5`` or ``b1``.

    Raises:
        NetworkError: if there is no such parameter, or if it has more paths than a reader can
            follow; the terms of its trace then still sum unit by unit.

    >>> from backprop import load_preset, trace
    >>> [path.factors for path in chain(trace(load_preset("worked")), "w5").paths]
    [('dL_dy_hat1', 'dy_hat1_dz2_1', 'dz2_1_dw5')]
    """
    structure, named = trace.structure, trace.names
    if parameter not in named.by_name:
        known = ", ".join(named.by_name)
        raise NetworkError(f"There is no parameter named {parameter!r} here; this network has {known}.")
    found = named.by_name[parameter]
    count = path_count(structure, found)
    if count > MAX_PATHS:
        raise NetworkError(
            f"{parameter} has {count} paths to the loss; up to {MAX_PATHS} are written out one by one, "
            "beyond that delta stands for everything above a unit."
        )
    paths = []
    for example in range(structure.examples):
        for route in path_routes(structure, found):
            key = named.path(parameter, example, route)
            factors = path_factors(structure, named, found, example, route)
            paths.append(Path(key, factors, trace[key], example, route))
    return Chain(found, tuple(paths), trace[named.gradient(parameter)])
